"""Where a question, an answer or a section is named by others: what whoever deletes it has to know."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.i18n import _, listed, ngettext, number
from cxdesk.surveys.codes import item_renamed, number_changed
from cxdesk.surveys.definition import Definition
from cxdesk.surveys.logic.options import parts_of
from cxdesk.surveys.logic.piping import PIPE, texts_of
from cxdesk.surveys.logic.sentences import question_words

# So many places are named in a sentence; the rest are counted.
NAMED: Final = 3
_NOWHERE: Final = 1_000_003  # stands for "another code" where only the change matters


def places_naming(survey: Definition, *codes: str) -> list[str]:
    """The words of every question or section whose rules or texts name one of these; "" is a quota.

    The questions themselves are left out: they go together.
    """
    wanted = set(codes)
    return _places(
        survey,
        lambda value: bool(wanted & set(_named(value))),
        lambda text: any(m[1].strip().partition(":")[0] in wanted for m in PIPE.finditer(text)),
        without=wanted,
        others=wanted,
    )


def places_naming_option(survey: Definition, question: str, option: int | str) -> list[str]:
    """As `places_naming` for one answer: by its number where it is a choice, by its code where it is an item."""
    if isinstance(option, int):
        return _places(
            survey, lambda value: number_changed(value, question, option, _NOWHERE) != value, lambda _text: False
        )  # fmt: skip
    changed: Callable[[Any], bool] = lambda value: item_renamed(value, question, option, "\n") != value  # noqa: E731
    return _places(survey, changed, changed)


def places_leading_to(survey: Definition, section: str) -> list[str]:
    """The words of every question whose skips lead to a section."""
    found = [
        question_words(q)
        for q in survey.elements
        if any(
            isinstance(skip, Mapping)
            and isinstance(skip.get("to"), Mapping)
            and skip["to"].get("section") == section
            for skip in q.rules.get("skip") or ()
        )
    ]
    return list(dict.fromkeys(found))


def naming_words(survey: Definition, *codes: str) -> str:
    """A sentence that says which rules name these questions; nothing where none does."""
    places = places_naming(survey, *codes)
    if not places:
        return ""
    if len(codes) > 1:
        words = ngettext(
            "{n} place in the survey looks at these questions: {places}. Check the logic afterwards.",
            "{n} places in the survey look at these questions: {places}. Check the logic afterwards.",
            len(places),
        )
    else:
        words = ngettext(
            "{n} place in the survey looks at this question: {places}. Check the logic afterwards.",
            "{n} places in the survey look at this question: {places}. Check the logic afterwards.",
            len(places),
        )
    return words.format(n=number(len(places)), places=told_names(places))


def option_words(survey: Definition, question: str, *options: int | str) -> str:
    """A sentence that says which rules look at an answer, or at any of several; nothing where none does."""
    places = list(dict.fromkeys(p for o in options for p in places_naming_option(survey, question, o)))
    words = ngettext(
        "{n} place in the survey looks at this answer: {places}. Check the logic afterwards.",
        "{n} places in the survey look at this answer: {places}. Check the logic afterwards.",
        len(places),
    )
    return words.format(n=number(len(places)), places=told_names(places)) if places else ""


def section_words(survey: Definition, section: str) -> str:
    """A sentence that says which skips lead to a section; nothing where none does."""
    places = places_leading_to(survey, section)
    words = ngettext(
        "{n} skip leads to this section: {places}. Check the logic afterwards.",
        "{n} skips lead to this section: {places}. Check the logic afterwards.",
        len(places),
    )
    return words.format(n=number(len(places)), places=told_names(places)) if places else ""


def touch_point_words(session: Session, item_ids: Collection[int]) -> str:
    """A sentence that says which touch points these items of questions ask about; nothing where they ask about none."""
    from cxdesk.touchpoints.model import TouchPoint, TouchPointItem

    names = list(
        session.scalars(
            select(TouchPoint.name)
            .join(TouchPointItem, TouchPointItem.touch_point_id == TouchPoint.id)
            .where(TouchPointItem.item_id.in_(item_ids))
            .distinct()
            .order_by(TouchPoint.name)
        )
    )
    words = ngettext(
        "{n} touch point loses a question that asks about it: {names}.",
        "{n} touch points lose a question that asks about them: {names}.",
        len(names),
    )
    return words.format(n=number(len(names)), names=told_names(names)) if names else ""


def told_names(places: Sequence[str]) -> str:
    """The first names in quotation marks, and how many more there are; the nameless one is a quota."""
    words = [_("“{question}”").format(question=p) if p else _("a quota") for p in places[:NAMED]]
    return listed(words + ([f"+{number(len(places) - NAMED)}"] if len(places) > NAMED else []))


def _places(
    survey: Definition,
    names: Callable[[Any], bool],
    says: Callable[[str], bool],
    without: Collection[str] = (),
    others: Collection[str] = (),
) -> list[str]:
    found: dict[str, None] = {}
    for section in survey.sections:
        texts = [section.title, section.intro]
        if names(dict(section.rules)) or any(says(t) for part in texts for t in part.values()):
            found.setdefault(next(iter(section.title.values()), "") or section.code)
        for q in section.elements:
            if q.code in without:
                continue
            rules = [dict(q.rules), *(dict(p.settings) for p in parts_of(q))]
            if (
                any(names(r) for r in rules)
                or q.other_of in others
                or any(says(t) for part in texts_of(q) for t in part.values())
            ):
                found.setdefault(question_words(q))
    if names(dict(survey.settings)):
        found.setdefault("")
    for part, words in (
        (survey.intro, _("the words before the first question")),
        (survey.thanks, _("the words after the last question")),
    ):
        if any(says(t) for t in part.values()):
            found.setdefault(words)
    return list(found)


def _named(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, part in value.items():
            if key == "question" and isinstance(part, str):
                yield part
            yield from _named(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _named(part)
