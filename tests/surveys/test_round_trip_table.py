"""What comes back of a questionnaire that went out in another tool's format: the table in docs/surveys.md, counted."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cxdesk.surveys.definition import Definition, QuestionSpec
from cxdesk.surveys.formats.prepared import without_jumps
from tests.surveys.test_formats_as_others_read_them import RICH
from tests.surveys.test_formats_by_hypothesis import read
from tests.surveys.test_survey_formats import WRITERS, codes, mean_the_same, words
from tests.surveys.whole_survey import WHOLE

DOCS = Path(__file__).resolve().parents[2] / "docs" / "surveys.md"
FORMATS = ("xlsform", "lss", "qsf", "surveyjs")
Same = Callable[[QuestionSpec, QuestionSpec], bool]


def _shown(before: QuestionSpec, after: QuestionSpec) -> bool:
    return mean_the_same(before.rules.get("show"), after.rules.get("show"), _BOTH[before.code])


def _accepted(before: QuestionSpec, after: QuestionSpec) -> bool:
    return mean_the_same(before.rules.get("valid"), after.rules.get("valid"), _BOTH[before.code])


_BOTH = {q.code: survey for survey in (RICH, WHOLE) for q in survey.elements}
# What is compared, which questions have it, and whether two have the same.
ASPECTS: tuple[tuple[str, Callable[[QuestionSpec], bool], Same], ...] = (
    ("kind, look, required", lambda q: True, lambda a, b: (a.kind, a.look, a.required) == (b.kind, b.look, b.required)),
    ("words in every language", lambda q: True, lambda a, b: words(a) == words(b)),
    ("codes of answers and rows", lambda q: bool(q.choices or q.items), lambda a, b: codes(a) == codes(b)),
    ("scales", lambda q: q.scale is not None, lambda a, b: a.scale == b.scale),
    ("when it is shown", lambda q: bool(q.rules.get("show")), _shown),
    ("what is accepted", lambda q: bool(q.rules.get("valid")), _accepted),
    ("limits and other settings", lambda q: bool(q.settings), lambda a, b: all(b.settings.get(k) == v for k, v in a.settings.items())),
)  # fmt: skip


def rows() -> Iterator[str]:
    """The rows of the table, a cell for each format: how many of how many, and which are missing."""
    there = {}
    for key in FORMATS:
        for name, survey in (("whole", WHOLE), ("rich", RICH)):
            there[key, name] = read(key, WRITERS[key][1](survey).data)
    yield from (_row(label, has, same, there) for label, has, same in ASPECTS)
    yield "| jumps | " + " | ".join(_jumps(there[key, "whole"]) for key in FORMATS) + " |"
    facts: tuple[tuple[str, str, Callable[[Definition], object]], ...] = (
        ("words at the beginning and the end", "whole", lambda d: (d.intro, d.thanks)),
        ("random order of sections", "rich", lambda d: d.settings.get("randomise_sections")),
        ("quotas", "rich", lambda d: d.settings.get("quotas")),
        ("what is promised", "whole", lambda d: d.promise),
    )
    for label, name, fact in facts:
        before = fact(WHOLE if name == "whole" else RICH)
        yield (
            f"| {label} | "
            + " | ".join("yes" if fact(there[k, name]) == before else "listed" for k in FORMATS)
            + " |"
        )


def _row(
    label: str, has: Callable[[QuestionSpec], bool], same: Same, there: dict[tuple[str, str], Definition]
) -> str:
    cells = []
    for key in FORMATS:
        found: dict[str, bool] = {}
        for name, survey in (("whole", WHOLE), ("rich", RICH)):
            # Two of them have no jumps: what those pass over has a condition.
            before = without_jumps(survey)[0] if key in ("lss", "xlsform") else survey
            after = {e.code: e for e in there[key, name].elements}
            for q in before.elements:
                if q.kind != "break" and has(q):
                    found[q.code] = found.get(q.code, True) and q.code in after and same(q, after[q.code])
        lost = [code for code, is_same in found.items() if not is_same]
        cells.append(
            f"{len(found) - len(lost)} of {len(found)}" + (f" (not {', '.join(lost)})" if lost else "")
        )
    return f"| {label} | " + " | ".join(cells) + " |"


def _jumps(after: Definition) -> str:
    before = [q for q in WHOLE.elements if q.rules.get("skip")]
    kept = sum(
        any(o.code == q.code and o.rules.get("skip") == q.rules["skip"] for o in after.elements)
        for q in before
    )
    return "yes" if kept == len(before) else "as conditions"


@pytest.mark.filterwarnings("ignore")
def test_the_table_in_the_docs_is_what_is_counted() -> None:
    text = DOCS.read_text(encoding="utf-8")
    counted = list(rows())
    print("\n".join(counted))
    assert [row for row in counted if row not in text] == []
