"""Where an undo or a redo leads in the outline: to what it brought, moved or changed, else beside what it took away."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cxdesk.changes import Direction
    from cxdesk.surveys.queries import SectionRow, SurveyWhole

Key = tuple[str, int]


def led_to(
    old: "SurveyWhole", new: "SurveyWhole", chosen: Sequence[Key], direction: "Direction"
) -> list[Key]:
    """What is to be chosen after a step was taken back or done again; nothing where what is chosen may stay."""
    if came := _came(old, new):
        return came
    if gone := set(_order(old)) - set(_order(new)):
        return _beside(_order(old), gone, direction)
    moved = _moved(old, new)
    if moved:
        return [] if len(chosen) == len(moved) and _explains(old, new, chosen) else moved
    changed = _changed(old, new)
    return [] if set(chosen) & set(changed) else changed


def _explains(old: "SurveyWhole", new: "SurveyWhole", chosen: Sequence[Key]) -> bool:
    """Whether all else stands in one order when these things are left out, with what stands in them."""
    homes = {number for kind, number in chosen if kind == "section"}
    inside = {("question", q.id) for s in new.sections if s.id in homes for q in s.elements}
    out = {*chosen, *inside}
    before, after = ([key for key in _order(survey) if key not in out] for survey in (old, new))
    return before == after


def _came(old: "SurveyWhole", new: "SurveyWhole") -> list[Key]:
    """Sections that were not there, and questions that came without theirs."""
    known = set(_order(old))
    sections = [s for s in new.sections if ("section", s.id) not in known]
    alone: list[Key] = [
        ("question", q.id)
        for s in new.sections
        if s not in sections
        for q in s.elements
        if ("question", q.id) not in known
    ]
    return [*(("section", s.id) for s in sections), *alone]


def _beside(before: Sequence[Key], gone: set[Key], direction: "Direction") -> list[Key]:
    """What stood before the things that went; where they are taken away anew, what follows them, as at first."""
    places = [n for n, key in enumerate(before) if key in gone]
    kind = before[places[0]][0]
    above = [key for key in before[: places[0]] if key not in gone and key[0] == kind]
    below = [key for key in before[places[-1] :] if key not in gone and key[0] == kind]
    # A section's questions went to the one above it.
    after = direction == "redo" and kind == "question"
    nearest = [*below[:1], *above[-1:]] if after else [*above[-1:], *below[:1]]
    return nearest[:1]


def _moved(old: "SurveyWhole", new: "SurveyWhole") -> list[Key]:
    """The fewest sections that stand elsewhere, else the fewest questions."""
    sections = _out_of_line([s.id for s in old.sections], [s.id for s in new.sections])
    if sections:
        return [("section", number) for number in sections]
    home = {q.id: q.section_id for q in old.elements}
    others = _out_of_line([q.id for q in old.elements], [q.id for q in new.elements])
    return [("question", q.id) for q in new.elements if q.id in others or q.section_id != home[q.id]]


def _out_of_line(old: Sequence[int], new: Sequence[int]) -> list[int]:
    from cxdesk.surveys.differences import longest_rise

    place = {number: at for at, number in enumerate(old)}
    still = longest_rise([place[number] for number in new])
    return [number for at, number in enumerate(new) if at not in still]


def _changed(old: "SurveyWhole", new: "SurveyWhole") -> list[Key]:
    """Questions with other words or settings, else sections, else the survey itself."""
    was = {q.id: q for q in old.elements}
    other = [q for q in new.elements if q != was[q.id]]
    # A code that changes takes the rules that name it along.
    renamed = [q for q in other if q.code != was[q.id].code]
    if other:
        return [("question", q.id) for q in renamed or other]
    before = {s.id: _head(s) for s in old.sections}
    heads = [s for s in new.sections if _head(s) != before[s.id]]
    if heads:
        return [("section", s.id) for s in heads[:1]]
    return [("survey", new.id)] if old != new else []


def _head(section: "SectionRow") -> tuple[object, ...]:
    return section.title, section.intro, section.code, section.settings, section.rules, section.template_texts


def _order(survey: "SurveyWhole") -> list[Key]:
    """Every section and question in the order they stand."""
    return list(_keys(survey.sections))


def _keys(sections: Iterable["SectionRow"]) -> Iterable[Key]:
    for section in sections:
        yield "section", section.id
        yield from (("question", q.id) for q in section.elements)
