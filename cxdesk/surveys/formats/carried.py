"""What a questionnaire lost on its way into a file: the file is read again and held against what went in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from cxdesk.i18n import N_, _, listed, ngettext, number
from cxdesk.surveys.definition import Definition, QuestionSpec, SectionSpec
from cxdesk.surveys.looks import LOOKS, look_of
from cxdesk.surveys.model import Texts

SHOWN: Final = 8
_BREAK: Final = LOOKS["break"]


@dataclass(frozen=True, slots=True)
class Written:
    """A questionnaire in another format: the file, and sentences on what it could not carry."""

    data: bytes
    notes: tuple[str, ...] = ()


# What was lost, in the order in which it is told, as a sentence about the questions it happened to.
_LOST: Final = {
    "question": N_("Not in the file, for there is no such question there: {codes}."),
    "look": N_("Asked in another way there: {codes}."),
    "text": N_("Words that are not all in the file: {codes}."),
    "codes": N_("Answers or rows that have other codes there: {codes}."),
    "scale": N_("Scales that are not the same there: {codes}."),
    "required": N_("Whether an answer must be given is not in the file: {codes}."),
    "show": N_("The condition for showing is not in the file: {codes}."),
    "skip": N_("Jumps that are not in the file: {codes}."),
    "valid": N_("The rule for what is accepted is not in the file: {codes}."),
    "message": N_("The words for an answer that is not accepted are not in the file: {codes}."),
    "limits": N_("Limits (least, most, step, total) that are not in the file: {codes}."),
    "randomise": N_("A random order that is not in the file: {codes}."),
    "options": N_("Options with a condition, a picture or a rule of their own that is not in the file: {codes}."),
    "other": N_("Settings that are not in the file: {codes}."),
}  # fmt: skip
_OF_SURVEY: Final = {
    "intro": N_("The words at the beginning are not in the file."),
    "thanks": N_("The words at the end are not in the file."),
    "promise": N_("What is promised to those who answer is not in the file. Set it in the other program."),
    "quotas": N_("Quotas are not in the file. Set them in the other program."),
    "randomise_sections": N_("The random order of sections is not in the file."),
    "name": N_("The name of the survey is not in the file in every language."),
}
# Never leave: what a survey is for stays inside.
_INSIDE: Final = ("minutes", "one_by_one")
_LIMITS: Final = ("min", "max", "step", "total", "least", "most", "characters", "unit")


def _passing(survey: Definition) -> dict[str, int]:
    """How many jumps of each element pass over something: one to what comes next anyway is no loss."""
    steps = [(s, e) for s in survey.sections for e in s.elements]
    places = {("question", e.code): n for n, (_s, e) in reversed(list(enumerate(steps)))}
    for section in reversed(survey.sections):
        places["section", section.code] = next(
            (n for n, (s, _e) in enumerate(steps) if s is section), len(steps)
        )
    found: dict[str, int] = {}
    for at, (_section, element) in enumerate(steps):
        goals = [skip.get("to") or {} for skip in element.rules.get("skip") or ()]
        found[element.code] = sum(_place(to, places, len(steps)) != at + 1 for to in goals)
    return found


def _place(to: Mapping[str, Any], places: Mapping[tuple[str, str], int], end: int) -> int | None:
    """Where a jump leads; None where there is no such place."""
    if to.get("end"):
        return end
    return next((places.get((kind, str(to[kind]))) for kind in ("question", "section") if to.get(kind)), None)


def notes_on(before: Definition, after: Definition, more: Iterable[str] = ()) -> tuple[str, ...]:
    """Sentences on each thing of `before` that `after` has not, with the codes it concerns; then `more`."""
    return (*_sentences(before, after), *dict.fromkeys(more))


def _sentences(before: Definition, after: Definition) -> Iterator[str]:
    for what in _survey_losses(before, after):
        yield _(_OF_SURVEY[what])
    lost: dict[str, list[str]] = {}
    for what, code in (*_section_losses(before, after), *_element_losses(before, after)):
        lost.setdefault(what, []).append(code)
    for what, sentence in _LOST.items():
        codes = list(dict.fromkeys(lost.get(what, ())))
        if codes:
            yield _(sentence).format(codes=_some(codes))


def _some(codes: list[str]) -> str:
    rest = len(codes) - SHOWN
    if rest <= 0:
        return listed(codes)
    more = ngettext("{names} and {n} more", "{names} and {n} more", rest)
    return more.format(names=listed(codes[:SHOWN]), n=number(rest))


def _survey_losses(before: Definition, after: Definition) -> Iterator[str]:
    if not _has(before.name, after.name):
        yield "name"
    if not _has(before.intro, after.intro):
        yield "intro"
    if not _has(before.thanks, after.thanks):
        yield "thanks"
    facts = ("promise", "consent_to_quote", "consent_to_contact")
    if any(getattr(before, f) != getattr(after, f) for f in facts):
        yield "promise"
    for name in ("quotas", "randomise_sections"):
        if before.settings.get(name) and before.settings.get(name) != after.settings.get(name):
            yield name


def _section_losses(before: Definition, after: Definition) -> Iterator[tuple[str, str]]:
    there = {s.code: s for s in after.sections}
    for place, section in enumerate(before.sections, 1):
        name = next(iter(section.title.values()), "") or section.code or number(place)
        other = there.get(section.code) if section.code else None
        if other is None:
            other = after.sections[place - 1] if place <= len(after.sections) else SectionSpec({}, ())
        if not (_has(section.title, other.title) and _has(section.intro, other.intro)):
            yield "text", name
        if section.rules.get("show") and not other.rules.get("show"):
            yield "show", name
        if section.settings.get("randomise") and not other.settings.get("randomise"):
            yield "randomise", name


def _element_losses(before: Definition, after: Definition) -> Iterator[tuple[str, str]]:
    there = {e.code: e for e in after.elements if e.code}
    breaks = sum(e.kind == "break" for e in after.elements)
    jumps, kept = _passing(before), _passing(after)
    for element in before.elements:
        if element.kind == "break":
            breaks -= 1
            if breaks < 0:
                yield "question", _(_BREAK.words)
            continue
        other = there.get(element.code)
        if other is None:
            yield "question", element.code
            continue
        yield from ((what, element.code) for what in _losses(element, other))
        if jumps[element.code] > kept[other.code]:
            yield "skip", element.code


def _losses(before: QuestionSpec, after: QuestionSpec) -> Iterator[str]:
    if (before.kind, look_of(before)) != (after.kind, look_of(after)):
        yield "look"
    if not (_has(before.text, after.text) and _has(before.hint, after.hint) and _same_words(before, after)):
        yield "text"
    if _codes(before) != _codes(after):
        yield "codes"
    if before.scale is not None and before.scale != after.scale:
        yield "scale"
    if before.required != after.required:
        yield "required"
    # The same condition may come back in other words.
    yield from (name for name in ("show", "valid") if before.rules.get(name) and not after.rules.get(name))
    yield from dict.fromkeys(_settings(before.settings, after.settings))
    parts = [*_pairs(before.choices, after.choices), *_pairs(before.items, after.items)]
    if any(k not in b or (k != "show" and b[k] != v) for a, b in parts for k, v in a.items()):
        yield "options"


def _settings(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for name, value in before.items():
        if name in _INSIDE or value in (None, False, "", {}) or after.get(name) == value:
            continue
        known = {"message": "message", "randomise": "randomise", "keep_last": "randomise"}
        yield known.get(name) or ("limits" if name in _LIMITS else "other")


def _pairs(before: Iterable[Any], after: Iterable[Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    there = {part.code: part.settings for part in after}
    for part in before:
        yield part.settings, there.get(part.code, {})


def _same_words(before: QuestionSpec, after: QuestionSpec) -> bool:
    answers = {c.code: c.label for c in after.choices}
    rows = {i.code: i.text for i in after.items}
    alone = len(before.items) == 1 and before.kind != "multiple"
    return all(_has(c.label, answers.get(c.code, {})) for c in before.choices) and (
        alone or all(_has(i.text, rows.get(i.code, {})) for i in before.items)
    )


def _codes(spec: QuestionSpec) -> tuple[list[int], list[str], list[int]]:
    alone = len(spec.items) == 1 and spec.kind != "multiple"
    return (
        [c.code for c in spec.choices],
        [] if alone else [i.code for i in spec.items],
        [c.code for c in spec.choices if c.declared],
    )


def _has(before: Texts, after: Texts) -> bool:
    return all(after.get(lang) == words for lang, words in before.items() if words)
