"""The review of a survey: every rule that is not switched off, over every language that is asked for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

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
    off, passed = rules_off(survey), passed_over(survey)
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
        (f for f in once if f.rule not in off and f.place not in passed),
        key=lambda f: (place.get(f.question, 0), rank[f.rule], tongue.get(f.language, 0)),
    )


def rules_off(survey: Definition) -> frozenset[str]:
    """The rules that this survey has switched off."""
    return frozenset(rule for rule in survey.settings.get("review_off") or () if rule in RULES)


def passed_over(survey: Definition) -> frozenset[str]:
    """The places of single findings that somebody looked at and left as they are."""
    return frozenset(str(place) for place in survey.settings.get("review_passed") or ())


def switch_rule(session: Session, survey_id: int, rule: str, on: bool) -> None:
    """Switch a rule off for one survey, or on again."""
    if rule not in RULES:
        raise UserError(_("There is no such rule."))
    _note(session, survey_id, "review_off", rule, not on)


def pass_over(session: Session, survey_id: int, place: str, passed: bool = True) -> None:
    """Leave one finding as it is, here and for good, or look at it again; its rule goes on elsewhere."""
    if place.partition(":")[0] not in RULES:
        raise UserError(_("There is no such rule."))
    _note(session, survey_id, "review_passed", place, passed)


def look_again(session: Session, survey_id: int) -> None:
    """Look again at everything that was passed over."""
    survey = session.get_one(Survey, survey_id)
    survey.settings = {name: value for name, value in survey.settings.items() if name != "review_passed"}


def _note(session: Session, survey_id: int, name: str, what: str, is_in: bool) -> None:
    survey = session.get(Survey, survey_id)
    if survey is None:
        raise UserError(_("That survey is not in the file any more."))
    noted = {str(one) for one in survey.settings.get(name) or () if one != what}
    settings = {key: value for key, value in survey.settings.items() if key != name}
    left = sorted(noted | {what} if is_in else noted)
    survey.settings = {**settings, name: left} if left else settings


def _not_twice(found: dict[Finding, None]) -> list[Finding]:
    """What is the same in every language because it lies in the order, once."""
    seen: set[tuple[str, str]] = set()
    once = []
    for f in found:
        if f.rule == "order":
            if (f.rule, f.question) in seen:
                continue
            seen.add((f.rule, f.question))
            f = replace(f, language="")
        once.append(f)
    return once
