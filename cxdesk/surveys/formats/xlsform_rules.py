"""What an XLSForm says on when a question is shown (relevant) and what may be answered (constraint), as rules."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from cxdesk.i18n import _, listed, ngettext, number
from cxdesk.surveys.definition import QuestionSpec, SectionSpec
from cxdesk.surveys.formats.conditions import Expression, Meant, meant, read_condition
from cxdesk.surveys.formats.conditions_parsed import NotSimple
from cxdesk.surveys.formats.xlsform_types import Line

_NUMBER: Final = r"-?\d{1,15}(?:\.\d+)?"
# One piece of a constraint that is a setting of ours.
_PIECE: Final = re.compile(
    rf"""\s*(?:
      \.\s*(?P<limit>>=|<=)\s*(?P<n>{_NUMBER})
    | \.\s*(?P<day>>=|<=)\s*date\(\s*'(?P<date>\d{{4}}-\d\d-\d\d)'\s*\)
    | count-selected\(\s*\.\s*\)\s*(?P<count>>=|<=)\s*(?P<ticks>\d{{1,6}})
    | string-length\(\s*\.\s*\)\s*<=\s*(?P<characters>\d{{1,9}})
    | not\(\s*selected\(\s*\.\s*,\s*'(?P<alone>[^']*)'\s*\)\s+and\s+count-selected\(\s*\.\s*\)\s*>\s*1\s*\)
    )\s*(?:\band\b|$)""",
    re.VERBOSE,
)


def with_rules(
    sections: Sequence[SectionSpec], shown: Sequence[Sequence[str]], lines: Mapping[str, Line]
) -> tuple[tuple[SectionSpec, ...], tuple[str, ...]]:
    """The sections with the rules of their groups and lines; `lines` is by the code of the question it became.

    Also sentences on the conditions that have no counterpart.
    """
    names = dict(_names(sections, lines))
    unread: list[str] = []
    made = []
    for section, relevant in zip(sections, shown, strict=True):
        show = _all([_read(text, names, _title(section), unread) for text in relevant])
        elements = tuple(_with_rules(q, lines.get(q.code), names, unread) for q in section.elements)
        rules = section.rules | ({"show": show} if show else {})
        made.append(replace(section, elements=elements, rules=rules))
    return tuple(made), tuple(_notes(unread, lines))


def _title(section: SectionSpec) -> str:
    return next(iter(section.title.values()), "") or section.code


def _all(found: list[Expression | None]) -> Expression | None:
    parts = [e for e in found if e]
    return {"op": "and", "of": parts} if len(parts) > 1 else parts[0] if parts else None


def _names(sections: Sequence[SectionSpec], lines: Mapping[str, Line]) -> Iterator[tuple[str, Meant]]:
    for section in sections:
        for question in section.elements:
            line, whole = lines.get(question.code), meant(question)
            yield question.code, whole
            if line is not None and line.name:
                yield line.name, whole
            if question.kind != "multiple" and len(question.items) > 1:
                for item in question.items:
                    for source in (item.code, *item.sources):
                        yield source.rsplit("/", 1)[-1], replace(whole, item=item.code)


def _read(text: str, names: Mapping[str, Meant], where: str, unread: list[str]) -> Expression | None:
    try:
        return read_condition(text, names)
    except NotSimple:
        unread.append(where)
        return None


def _with_rules(
    question: QuestionSpec, line: Line | None, names: Mapping[str, Meant], unread: list[str]
) -> QuestionSpec:
    if line is None:
        return question
    rules = dict(question.rules)
    show = _read(line.relevant, names, question.code, unread) if line.relevant else None
    if show:
        rules["show"] = show
    settings, rest, alone = _limits(line.constraint, question)
    if rest:
        valid = _read(rest, {**names, ".": meant(question)}, question.code, unread)
        rules |= {"valid": valid} if valid else {}
    if line.message and line.constraint:
        settings["message"] = line.message
    if alone and not any(i.settings.get("exclusive") for i in question.items):
        own = meant(question).options
        codes = {own.get(a, a) for a in alone}
        items = tuple(
            replace(i, settings=i.settings | {"exclusive": True}) if i.code in codes else i
            for i in question.items
        )
        question = replace(question, items=items)
    return replace(question, rules=rules, settings=question.settings | settings)


def _limits(constraint: str, question: QuestionSpec) -> tuple[dict[str, Any], str, list[str]]:
    """Limits as settings, the rest of the constraint, and options that stand alone."""
    found: dict[str, Any] = {}
    alone: list[str] = []
    at = 0
    while at < len(constraint):
        piece = _PIECE.match(constraint, at)
        if piece is None:
            break
        if piece["limit"] and question.kind in ("number", "scale", "nps"):
            value = float(piece["n"])
            found["min" if piece["limit"] == ">=" else "max"] = int(value) if value.is_integer() else value
        elif piece["day"]:
            found["min" if piece["day"] == ">=" else "max"] = piece["date"]
        elif piece["count"]:
            found["least" if piece["count"] == ">=" else "most"] = int(piece["ticks"])
        elif piece["characters"]:
            found["characters"] = int(piece["characters"])
        elif piece["alone"] is not None:
            alone.append(piece["alone"])
        else:
            break
        at = piece.end()
    return found, constraint[at:].strip(), alone


def _notes(unread: list[str], lines: Mapping[str, Line]) -> Iterator[str]:
    if unread:
        codes = list(dict.fromkeys(unread))
        yield could_not(codes)
    filtered = [code for code, line in lines.items() if "choice_filter: " in line.logic]
    if filtered:
        sentence = ngettext(
            "{n} question shows only some of its answers by a filter, which is kept as it was written: {codes}.",
            "{n} questions show only some of their answers by a filter, which is kept as it was written: {codes}.",
            len(filtered),
        )
        yield sentence.format(n=number(len(filtered)), codes=listed(filtered))


def could_not(codes: Sequence[str]) -> str:
    """The sentence on conditions that have no counterpart here."""
    shown = listed(codes[:8])
    rest = len(codes) - 8
    if rest > 0:
        shown = ngettext("{names} and {n} more", "{names} and {n} more", rest).format(
            names=shown, n=number(rest)
        )
    return _("A condition could not be converted and is kept as it was written: {codes}.").format(codes=shown)
