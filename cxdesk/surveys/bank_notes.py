"""What cannot go with a question into the bank, or out of it into a survey, said before anything is done."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from cxdesk.i18n import _, listed
from cxdesk.surveys.definition import ChoiceSpec, ItemSpec, QuestionSpec
from cxdesk.surveys.logic.expression import questions_in
from cxdesk.surveys.logic.piping import PIPE, texts_of
from cxdesk.surveys.model import Texts
from cxdesk.surveys.queries import shown

_Part = TypeVar("_Part", ChoiceSpec, ItemSpec)


def ways_on(spec: QuestionSpec) -> str:
    """That the ways on after a question stay behind, for they lead through the order of one survey."""
    if not spec.rules.get("skip"):
        return ""
    return _("Where people go on after it stays behind: that is the order of one survey.")


def leans_on(spec: QuestionSpec) -> str:
    """Which other questions a question looks at, so that they are missing where it goes; nothing where none."""
    codes = sorted({*_looked_at(spec), *_piped(spec), *filter(None, [spec.other_of])} - {spec.code})
    if not codes:
        return ""
    told = _(
        "It looks at {codes}: in a survey without these, its conditions and what it quotes from them stay behind."
    )
    return told.format(codes=listed(codes))


def fitted(spec: QuestionSpec, there: set[str]) -> tuple[QuestionSpec, tuple[str, ...]]:
    """A question as it can stand among questions of these codes, and sentences about what it leaves behind."""
    notes: list[str] = [note for note in (ways_on(spec),) if note]
    # A rule that looks at the question itself goes on, unless its code is another question's here.
    known = there ^ {spec.code}
    rules = {name: rule for name, rule in spec.rules.items() if name != "skip"}
    kept = {name: rule for name, rule in rules.items() if not set(questions_in(rule)) - known}
    if kept != rules:
        codes = _unknown((r for n, r in rules.items() if n not in kept), known)
        notes.append(
            _("Its rules were left out: there is no question {codes} in this survey.").format(codes=codes)
        )
    choices, lost = _fitted_parts(spec.choices, known)
    items, also = _fitted_parts(spec.items, known)
    if lost or also:
        parts = listed(_("“{text}”").format(text=t) for t in (*lost, *also))
        notes.append(
            _(
                "When {answers} is shown was left out: it looks at questions that this survey does not have."
            ).format(answers=parts)
        )
    missing = sorted(set(_piped(spec)) - known)
    if missing:
        notes.append(
            _("It quotes the answer to {codes}, which this survey does not have: change its words.").format(
                codes=listed(missing)
            )
        )
    other_of = spec.other_of if spec.other_of in there else ""
    if other_of != spec.other_of:
        notes.append(
            _(
                "It was the “other, namely” of {code}, which this survey does not have: it stands alone now."
            ).format(code=spec.other_of)
        )
    return replace(spec, rules=kept, choices=choices, items=items, other_of=other_of), tuple(notes)


def _fitted_parts(parts: tuple[_Part, ...], known: set[str]) -> tuple[tuple[_Part, ...], list[str]]:
    made: list[_Part] = []
    lost: list[str] = []
    for part in parts:
        if set(questions_in(part.settings.get("show"))) - known:
            rest = {name: value for name, value in part.settings.items() if name != "show"}
            lost.append(shown(part.label if isinstance(part, ChoiceSpec) else part.text) or str(part.code))
            made.append(replace(part, settings=rest))
        else:
            made.append(part)
    return tuple(made), lost


def _unknown(rules: Iterable[Any], known: set[str]) -> str:
    return listed(sorted({code for rule in rules for code in questions_in(rule)} - known))


def _looked_at(spec: QuestionSpec) -> Iterator[str]:
    for name, rule in spec.rules.items():
        if name != "skip":
            yield from questions_in(rule)
    for settings in (*(c.settings for c in spec.choices), *(i.settings for i in spec.items)):
        yield from questions_in(settings.get("show"))


def _piped(spec: QuestionSpec) -> Iterator[str]:
    for found in texts_of(spec):
        yield from _codes(found)


def _codes(texts: Texts | Mapping[str, str]) -> Iterator[str]:
    for text in texts.values():
        for match in PIPE.finditer(text):
            code = match[1].strip().partition(":")[0]
            if not code.startswith(("account.", "link.")):
                yield code
