"""Why each element of a survey is shown to a respondent or not, as the inspector beside the preview tells it."""

from dataclasses import dataclass

from cxdesk.i18n import N_, _, isolated, number
from cxdesk.surveys.definition import QuestionSpec, SectionSpec
from cxdesk.surveys.logic.answers import is_answered
from cxdesk.surveys.logic.expression import Known, holds, questions_in
from cxdesk.surveys.logic.path import Order, is_shown, order_of
from cxdesk.surveys.logic.quotas import quotas_of
from cxdesk.surveys.logic.sentences import condition
from cxdesk.surveys.queries import shown as shown_text
from ui.surveys.respondent import Respondent

STATES = {
    "shown": N_("on page {page}"),
    "condition": N_("not shown, for it does not hold that {condition}"),
    "section": N_("not shown with its section, for it does not hold that {condition}"),
    "ahead": N_("not shown: when it came to it, it did not hold yet that {condition}"),
    "other": N_("not shown: the answer it belongs to is not chosen"),
    "jumped": N_("not shown: a rule of “{question}” jumps over it"),
    "ended": N_("not shown: a rule of “{question}” ends the survey before it"),
    "hidden": N_("a hidden field: never shown"),
    "full": N_("not shown: the quota “{question}” is full and ends the survey before it"),
}
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Told:
    """One element: its words, its state with a reason in words, and the question to go to; `page` from 0 or -1."""

    code: str
    words: str
    state: str
    reason: str
    goes_to: str
    page: int
    answered: bool
    heading: str = ""


def told(respondent: Respondent) -> list[Told]:
    """Every element in the order of the survey; a section's heading goes with its first."""
    survey, path = respondent.survey, respondent.path
    known = path.known
    screens = respondent.screens
    pages = {stop.element.code: n for n, screen in enumerate(screens) for stop in screen}
    shown = {stop.element.code for stop in path.stops}
    order = order_of(survey, respondent.seed)
    found: list[Told] = []
    before: QuestionSpec | None = None
    for section in survey.sections:
        heading = shown_text(section.title)
        for element in section.elements:
            if element.code in shown:
                before = element
            if element.kind == "break":
                continue
            state = _state(element, section, shown, path.ended, known)
            if state in ("jumped", "ended") and _looked_ahead(element, section, order, known):
                state = "ahead"
            goes_to = element.code if state == "shown" else _deciding(element, section, state, before, shown)
            behind = shown_words(before) if before is not None else ""
            if state == "ended" and path.full:
                state, behind = "full", path.full
            page = pages.get(element.code, -1)
            in_section = state == "section" or (state == "ahead" and not element.rules.get("show"))
            rule = (section if in_section else element).rules.get("show")
            so = condition(rule, survey) if state in ("condition", "section", "ahead") else ""
            reason = _(STATES[state]).format(
                page=number(page + 1), question=isolated(behind), condition=isolated(so)
            )
            answered = is_answered(known.answers.get(element.code))
            found.append(
                Told(element.code, shown_words(element), state, reason, goes_to, page, answered, heading)
            )
            heading = ""
    return found


@dataclass(frozen=True, slots=True)
class QuotaTold:
    """One quota as it stands: whether this respondent is one of its kind, and whether it ends the survey here."""

    name: str
    words: str
    counts_in: bool
    ends: bool


def quotas_told(respondent: Respondent) -> list[QuotaTold]:
    """The quotas of the survey with how many have answered, and what that means to this respondent."""
    path, found = respondent.path, []
    for quota in quotas_of(respondent.survey):
        counts_in = holds(quota.when, path.known)
        n = respondent.counts.get(quota.name, 0)
        words = _("{n} of {most} have answered").format(n=number(n), most=number(quota.most))
        if path.full == quota.name:
            words = _("{n} of {most} have answered: full, and the survey ends here").format(
                n=number(n), most=number(quota.most)
            )
        elif counts_in:
            words = _("{n} of {most} have answered; this respondent is one of this kind").format(
                n=number(n), most=number(quota.most)
            )
        found.append(QuotaTold(quota.name, words, counts_in, path.full == quota.name))
    return found


def shown_words(element: QuestionSpec) -> str:
    """The words of a question in the window's language, short."""
    words = " ".join(shown_text(element.text).split()) or element.code
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"


def _state(element: QuestionSpec, section: SectionSpec, shown: set[str], ended: bool, known: Known) -> str:
    if element.code in shown:
        return "shown"
    if element.look == "hidden":
        return "hidden"
    if not holds(section.rules.get("show"), known):
        return "section"
    if not holds(element.rules.get("show"), known):
        return "condition"
    if not is_shown(element, known):
        return "other"
    return "ended" if ended else "jumped"


def _looked_ahead(element: QuestionSpec, section: SectionSpec, order: Order, known: Known) -> bool:
    """Whether a condition that holds by now did not when the respondent came there: it looks at a later answer."""
    for owner, kind, code in ((section, "section", section.code), (element, "question", element.code)):
        place = order.places.get((kind, code))
        if place is None or not owner.rules.get("show"):
            continue
        there = {c: v for c, v in known.answers.items() if _asked_at(order, known, c) < place}
        if not holds(owner.rules["show"], Known(there, known.questions, known.fields)):
            return True
    return False


def _asked_at(order: Order, known: Known, code: str) -> int:
    """Where a question stands for this respondent; hidden ones are filled before everything."""
    question = known.questions.get(code)
    hidden = question is not None and question.look == "hidden"
    return -1 if hidden else order.places.get(("question", code), -1)


def _deciding(
    element: QuestionSpec, section: SectionSpec, state: str, before: QuestionSpec | None, shown: set[str]
) -> str:
    """The question on the way that decides over this one."""
    rules = section.rules if state == "section" else element.rules
    asked = [code for code in questions_in(rules.get("show")) if code in shown]
    if state == "other" and element.other_of in shown:
        return element.other_of
    if state in ("condition", "section") and asked:
        return asked[0]
    return before.code if before is not None else ""
