"""The review of a survey: every rule that is not switched off, over every language that is asked for."""

from collections.abc import Callable, Iterator, Sequence

from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.surveys.definition import Definition
from cxdesk.surveys.model import Survey
from cxdesk.surveys.review import answers, whole
from cxdesk.surveys.review.finding import RULES, Finding
from cxdesk.surveys.review.wording import reviewed_words

_EACH_LANGUAGE: tuple[Callable[[Definition, str], Iterator[Finding]], ...] = (
    reviewed_words, answers.unbalanced, answers.unlabelled, whole.order, whole.sensitive, whole.identifying,
    whole.too_long, whole.missing_text,
)  # fmt: skip
_ONCE: tuple[Callable[[Definition, str], Iterator[Finding]], ...] = (
    answers.not_applicable, answers.matrix_large, whole.open_many, whole.required_open,
)  # fmt: skip


def review(survey: Definition, languages: Sequence[str] = (), goal: str = "") -> list[Finding]:
    """What the rules find, in the order of the survey; what holds for the whole survey comes first.

    `goal` is the name of the goal that the survey serves.
    """
    off = rules_off(survey)
    found: dict[Finding, None] = {}
    spoken = tuple(languages) or survey.languages
    for check in _ONCE:
        found.update(dict.fromkeys(check(survey, spoken[0] if spoken else "")))
    found.update(dict.fromkeys(whole.no_goal(survey, goal)))
    for language in spoken:
        for check in _EACH_LANGUAGE:
            found.update(dict.fromkeys(check(survey, language)))
    place = {q.code: n for n, q in enumerate(survey.elements, 1)}
    rank = {rule: n for n, rule in enumerate(RULES)}
    tongue = {language: n for n, language in enumerate(spoken, 1)}
    once = _not_twice(found)
    return sorted(
        (f for f in once if f.rule not in off),
        key=lambda f: (place.get(f.question, 0), rank[f.rule], tongue.get(f.language, 0)),
    )


def rules_off(survey: Definition) -> frozenset[str]:
    """The rules that this survey has switched off."""
    return frozenset(rule for rule in survey.settings.get("review_off") or () if rule in RULES)


def switch_rule(session: Session, survey_id: int, rule: str, on: bool) -> None:
    """Switch a rule off for one survey, or on again."""
    survey = session.get(Survey, survey_id)
    if survey is None:
        raise UserError(_("That survey is not in the file any more."))
    if rule not in RULES:
        raise UserError(_("There is no such rule."))
    off = {r for r in survey.settings.get("review_off") or () if r in RULES and r != rule}
    settings = {name: value for name, value in survey.settings.items() if name != "review_off"}
    left = sorted(off if on else off | {rule})
    survey.settings = {**settings, "review_off": left} if left else settings


def _not_twice(found: dict[Finding, None]) -> list[Finding]:
    """What is the same in every language because it lies in the order, once."""
    seen: set[tuple[str, str]] = set()
    once = []
    for f in found:
        if f.rule == "order":
            if (f.rule, f.question) in seen:
                continue
            seen.add((f.rule, f.question))
            f = Finding(f.rule, f.question, "", f.sentence)
        once.append(f)
    return once
