"""What nobody comes to, by a walk over every way; where there are too many ways, by what rules leave open."""

from collections.abc import Iterator, Mapping

from cxdesk.i18n import _, language
from cxdesk.surveys.definition import QuestionSpec, SectionSpec
from cxdesk.surveys.logic.expression import questions_in
from cxdesk.surveys.logic.look import Finding, Look
from cxdesk.surveys.logic.path import place_of
from cxdesk.surveys.logic.piping import text_in
from cxdesk.surveys.logic.quotas import quotas_of
from cxdesk.surveys.logic.sentences import question_words


def unreachable(look: Look) -> Iterator[Finding]:
    """Sections that are never shown, and questions that are not in them and never shown either."""
    closed = set()
    for place, section in enumerate(look.survey.sections):
        sentence = _of_section(look, place, section)
        first = next((e.code for e in section.elements if e.code), "")
        if sentence:
            closed.add(place)
            name = text_in(section.title, language()) or section.code
            yield Finding("unreachable", sentence.format(name=name), first, section.code)
        for element in section.elements:
            if element.kind == "break" or element.look == "hidden":
                continue
            sentence = _of_element(look, section, element, place in closed)
            if sentence:
                words = sentence.format(question=question_words(element))
                yield Finding("unreachable", words, element.code, section.code)
    if not look.walked.whole:
        yield from _passed_by(look)


def _of_section(look: Look, place: int, section: SectionSpec) -> str:
    rule, walked = section.rules.get("show"), look.walked
    if not rule or place in walked.opened:
        return ""
    if not look.possible.can_hold(rule):
        return _("The section “{name}” is never shown: its condition can’t hold.")
    numbers = [look.number(e) for e in section.elements]
    if walked.whole and walked.reached & set(numbers):
        return _("The section “{name}” is never shown: nobody who comes to it meets its condition.")
    return ""


def _of_element(look: Look, section: SectionSpec, q: QuestionSpec, closed: bool) -> str:
    walked, rule, number = look.walked, q.rules.get("show"), look.number(q)
    if number in walked.seen:
        return ""
    if rule and not look.possible.can_hold(rule):
        return _("“{question}” is never shown: its condition can’t hold.")
    if closed or not walked.whole:
        return ""
    if number not in walked.reached:
        return _("“{question}” is never reached: skips lead everybody past it.")
    if rule or q.other_of:
        return _("“{question}” is never shown: nobody who comes to it meets its condition.")
    return _("“{question}” is never shown: nobody who comes to it meets the condition of its section.")


def _passed_by(look: Look) -> Iterator[Finding]:
    """Questions that every respondent is led past: a walk over all ways that rules may leave open."""
    steps = look.order.steps
    ways: set[int] = {0}
    for at, (section, q) in enumerate(steps):
        if at not in ways:
            if look.number(q) not in look.walked.seen and q.kind != "break" and q.look != "hidden":
                sentence = _("“{question}” is never reached: skips lead everybody past it.")
                words = sentence.format(question=question_words(q))
                yield Finding("unreachable", words, q.code, section.code)
            continue
        goes_on = True
        shown = not section.rules.get("show") and not q.rules.get("show") and not q.other_of
        skips = q.rules.get("skip")
        for skip in skips if isinstance(skips, (list, tuple)) and q.look != "hidden" else ():
            to = skip.get("to") if isinstance(skip, Mapping) else None
            if not isinstance(to, Mapping):
                continue
            place = len(steps) if to.get("end") else place_of(to, look.order)
            if place is None or place <= at or not look.possible.can_hold(skip.get("when")):
                continue
            ways.add(place)
            if not look.possible.can_fail(skip.get("when")) and shown:
                goes_on = False
                break
        if goes_on:
            ways.add(at + 1)


def quotas(look: Look) -> Iterator[Finding]:
    """Quotas that are called alike, name what is not there, count nobody or are full before anybody came."""
    names = [quota.name for quota in quotas_of(look.survey)]
    for name in dict.fromkeys(n for n in names if names.count(n) > 1):
        sentence = _(
            "Several quotas are called “{name}” and would be counted as one. Give each its own name."
        )
        yield Finding("quota", sentence.format(name=name))
    for n, quota in enumerate(quotas_of(look.survey)):
        for named in dict.fromkeys(questions_in(quota.when)):
            if named not in look.questions:
                sentence = _("The quota “{name}” names the question “{code}”, which is not in this survey.")
                yield Finding("unknown", sentence.format(name=quota.name, code=named))
        if n in look.walked.quotas:
            pass  # somebody is counted
        elif not look.possible.can_hold(quota.when):
            sentence = _("The quota “{name}” counts nobody: its condition can’t hold.")
            yield Finding("quota", sentence.format(name=quota.name))
        elif look.walked.whole:
            sentence = _("The quota “{name}” counts nobody: no way through the survey meets its condition.")
            yield Finding("quota", sentence.format(name=quota.name))
        if quota.most < 1:
            yield Finding("quota", _("The quota “{name}” is full from the start.").format(name=quota.name))
