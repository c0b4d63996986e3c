"""SurveyMonkey's expanded export: questions over their first column only, options and rows in the second row."""

import itertools
import re
from typing import Final

from cxdesk.i18n import _
from cxdesk.importing.names import fact, is_personal, plain
from cxdesk.importing.plan import SourceColumn
from cxdesk.importing.readers import Layout, Sample

FORMAT = "surveymonkey"

_PLAIN_LABELS: Final = frozenset(("", "response", "open-ended response", "open ended response"))
_LEFT_OUT: Final = frozenset(("collectorid", "collector id", "custom data", "custom data 1", "ip address"))


def signature(sample: Sample, header_rows: int | None = None) -> Layout | None:
    """By "Respondent ID" first, and a second row that has words where the first is blank."""
    if header_rows not in (None, 2) or len(sample.records) < 2:
        return None
    first, second = ([plain(c) for c in r] for r in sample.records[:2])
    second = second + [""] * (len(first) - len(second))
    if not first or not re.fullmatch(r"respondent ?id", first[0], re.IGNORECASE):
        return None
    blanks = any(not a and not b for a, b in itertools.pairwise(first))
    if second[0] and not blanks:
        return None
    return Layout(
        "surveymonkey",
        _(
            "A SurveyMonkey export: it begins with the respondent’s number and has questions over their options."
        ),
        2,
        _("The second row holds the options and rows of the questions in the first."),
        tuple(_columns(first, second)),
    )


def _columns(first: list[str], second: list[str]) -> list[SourceColumn]:
    starts = [n for n, cell in enumerate(first) if cell] + [len(first)]
    columns: list[SourceColumn] = []
    question = 0
    for start, end in itertools.pairwise(starts):
        role = _role(first[start])
        question += not role
        for position in range(start, end):
            label = "" if second[position].casefold() in _PLAIN_LABELS else second[position]
            several = end - start > 1
            code = f"Q{question}_{position - start + 1}" if several else f"Q{question}"
            columns.append(
                SourceColumn(
                    position=position,
                    header=first[start] if not several else label or first[start],
                    text=first[start] if not several else f"{first[start]} {label}".strip(),
                    code=first[start] if role else code,
                    role=role,
                    group=f"Q{question}" if several else "",
                    group_text=first[start],
                    label=label,
                    cells=(first[position], second[position]),
                )
            )
    return columns


def _role(name: str) -> str:
    if name.casefold() in _LEFT_OUT:
        return "leave_out"
    return "personal" if is_personal(name) and len(name) < 30 else fact(name)
