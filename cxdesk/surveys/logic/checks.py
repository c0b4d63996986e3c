"""What is wrong with the logic of a survey: dead ends, unreachable questions, loops, conditions that look ahead.

Everything is found without asking anybody; `surveys.logic.simulation` then tries the survey with random respondents.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from cxdesk.i18n import N_, _, language
from cxdesk.surveys.definition import ChoiceSpec, Definition, QuestionSpec, SectionSpec
from cxdesk.surveys.logic.answers import number_of, whole_number
from cxdesk.surveys.logic.expression import questions_in
from cxdesk.surveys.logic.options import parts_of
from cxdesk.surveys.logic.path import Order, order_of, place_of
from cxdesk.surveys.logic.piping import piped_names, question_named, text_in
from cxdesk.surveys.logic.possible import Possible
from cxdesk.surveys.logic.quotas import quotas_of
from cxdesk.surveys.logic.sentences import question_words, target_words

# In the order they are listed: what stops a respondent comes first.
KINDS: Final = {
    "dead_end": N_("Dead end"),
    "loop": N_("Loop"),
    "circular": N_("Circular"),
    "unreachable": N_("Never reached"),
    "unknown": N_("Looks at nothing"),
    "later": N_("Looks ahead"),
    "option": N_("Option nobody can choose"),
    "skip": N_("Skip never taken"),
    "quota": N_("Quota"),
}
# So many of one kind at one place are told one by one.
MOST_ALIKE: Final = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, at a question (`code`), at a section (`section`), or at the survey as a whole."""

    kind: str
    sentence: str
    code: str = ""
    section: str = ""


def checks(survey: Definition) -> list[Finding]:
    """All that is wrong with the logic, in the order of the survey; sentences are in the language in use."""
    look = _Look(survey, order_of(survey, None), Possible(survey), _asked(survey))
    found: list[Finding] = []
    found += _circular(look)
    for section in survey.sections:
        found += _of_section(look, section)
        for element in section.elements:
            found += _of_question(look, section, element)
    found += _unreachable(look)
    found += _of_quotas(look)
    at = {e.code: n for n, e in enumerate(survey.elements)}
    unique = list(dict.fromkeys(found))
    return sorted(unique, key=lambda f: (at.get(f.code, -1), list(KINDS).index(f.kind)))


@dataclass(frozen=True, slots=True)
class _Look:
    survey: Definition
    order: Order
    possible: Possible
    questions: Mapping[str, QuestionSpec]

    def at(self, code: str) -> int:
        """Where a question stands; hidden ones are filled before everything."""
        question = self.questions.get(code)
        return (
            -1 if question is not None and question.look == "hidden" else self.order.places["question", code]
        )


def _asked(survey: Definition) -> dict[str, QuestionSpec]:
    found: dict[str, QuestionSpec] = {}
    for question in survey.questions:
        found.setdefault(question.code, question)
    return found


def _of_section(look: _Look, section: SectionSpec) -> Iterator[Finding]:
    begins = look.order.places["section", section.code]
    name = text_in(section.title, language()) or section.code
    first = next((e.code for e in section.elements if e.code), "")
    rule = section.rules.get("show")
    yield from _looks(look, rule, begins, first, _("the section “{name}”").format(name=name), section.code)
    texts = [section.title, section.intro]
    yield from _pipes(look, texts, begins, first, section.code)
    if rule and not look.possible.can_hold(rule):
        sentence = _("The section “{name}” is never shown: its condition can’t hold.")
        yield Finding("unreachable", sentence.format(name=name), first, section.code)


def _of_question(look: _Look, section: SectionSpec, q: QuestionSpec) -> Iterator[Finding]:
    at = look.order.places["question", q.code] if q.code else 0
    words = _("“{question}”").format(question=question_words(q))
    yield from _looks(look, q.rules.get("show"), at, q.code, words, section.code)
    if q.rules.get("show") and not look.possible.can_hold(q.rules["show"]):
        sentence = _("{place} is never shown: its condition can’t hold.").format(place=words)
        yield Finding("unreachable", sentence, q.code, section.code)
    yield from _looks(look, q.rules.get("valid"), at + 1, q.code, words, section.code)
    yield from _skips(look, section, q, at)
    yield from _options(look, section, q, at)
    yield from _stuck(look, section, q)
    texts = [q.text, q.hint, *(c.label for c in q.choices), *(i.text for i in q.items)]
    yield from _pipes(look, texts, at, q.code, section.code)


def _looks(look: _Look, rule: Any, before: int, code: str, place: str, section: str) -> Iterator[Finding]:
    """A condition that names a question that is not there, or that is asked only later."""
    for named in dict.fromkeys(questions_in(rule)):
        if named not in look.questions:
            sentence = _("The condition of {place} names the question “{code}”, which is not in this survey.")
            yield Finding("unknown", sentence.format(place=place, code=named), code, section)
        elif named == code and look.at(named) >= before:
            sentence = _("The condition of {place} looks at the question itself, which has no answer yet.")
            yield Finding("circular", sentence.format(place=place), code, section)
        elif look.at(named) >= before:
            sentence = _("The condition of {place} looks at “{question}”, which is asked later.")
            words = question_words(look.questions[named])
            yield Finding("later", sentence.format(place=place, question=words), code, section)
        elif _may_come_later(look, named, code):
            sentence = _(
                "The condition of {place} looks at “{question}”, which can come later: their order is random."
            )
            words = question_words(look.questions[named])
            yield Finding("later", sentence.format(place=place, question=words), code, section)


def _may_come_later(look: _Look, named: str, code: str) -> bool:
    """Whether a random order can put the question that is looked at behind the one that looks."""
    if look.questions[named].look == "hidden" or named == code:
        return False
    homes = {e.code: s for s in look.survey.sections for e in s.elements}
    one, other = homes.get(named), homes.get(code)
    if one is None or other is None:
        return False
    if one is other:
        return bool(one.settings.get("randomise")) and look.questions.get(code) is not None
    mixed = look.survey.settings.get("randomise_sections")
    return isinstance(mixed, (list, tuple)) and one.code in mixed and other.code in mixed


def _pipes(look: _Look, texts: list[Any], before: int, code: str, section: str) -> Iterator[Finding]:
    names = dict.fromkeys(
        n for t in texts for words in t.values() if "{{" in words for n in piped_names(words)
    )
    for name in names:
        question = question_named(name, look.questions)
        if question is None:
            if "." not in name:
                sentence = _(
                    "A text puts in “{code}”, which is not in this survey: nothing will stand there."
                )
                yield Finding("unknown", sentence.format(code=name), code, section)
        elif look.at(question.code) >= before:
            sentence = _(
                "A text puts in the answer to “{question}”, which is asked later: nothing will stand there."
            )
            yield Finding("later", sentence.format(question=question_words(question)), code, section)  # fmt: skip


def _skips(look: _Look, section: SectionSpec, q: QuestionSpec, at: int) -> Iterator[Finding]:
    skips = q.rules.get("skip")
    always = False
    for skip in skips if isinstance(skips, (list, tuple)) else ():
        when, to = (skip.get("when"), skip.get("to")) if isinstance(skip, Mapping) else (None, None)
        words = {"question": question_words(q)}
        yield from _looks(look, when, at + 1, q.code, _("“{question}”").format(**words), section.code)
        place = place_of(to, look.order) if isinstance(to, Mapping) else None
        if isinstance(to, Mapping) and to.get("end"):
            place = len(look.order.steps)
        elif place is None:
            sentence = _("A skip of “{question}” leads nowhere: there is no “{target}” in this survey.")
            target = target_words(to, look.survey) if isinstance(to, Mapping) else ""
            yield Finding("dead_end", sentence.format(**words, target=target or "…"), q.code, section.code)
            continue
        elif place <= at:
            sentence = _(
                "A skip of “{question}” leads back to “{target}”: it would go round for ever, so it is not taken."
            )
            yield Finding(
                "loop",
                sentence.format(**words, target=target_words(to or {}, look.survey)),
                q.code,
                section.code,
            )
            continue
        if always:
            sentence = _("A skip of “{question}” stands after one that is always taken.")
            yield Finding("skip", sentence.format(**words), q.code, section.code)
        elif when and not look.possible.can_hold(when):
            sentence = _("A skip of “{question}” is never taken: its condition can’t hold.")
            yield Finding("skip", sentence.format(**words), q.code, section.code)
        always = always or not look.possible.can_fail(when)  # fmt: skip


def _options(look: _Look, section: SectionSpec, q: QuestionSpec, at: int) -> Iterator[Finding]:
    gone = 0
    for part in parts_of(q):
        rule = part.settings.get("show")
        if not rule:
            continue
        texts = part.label if isinstance(part, ChoiceSpec) else part.text
        words = text_in(texts, language()) or str(part.code)
        place = _("the option “{option}” of “{question}”").format(option=words, question=question_words(q))
        yield from _looks(look, rule, at, q.code, place, section.code)
        if not look.possible.can_hold(rule):
            gone += 1
            if gone <= MOST_ALIKE:
                sentence = _("Nobody can choose {option}: its condition can’t hold.").format(option=place)
                yield Finding("option", sentence, q.code, section.code)


def _stuck(look: _Look, section: SectionSpec, q: QuestionSpec) -> Iterator[Finding]:
    """A question that no answer can satisfy; where it is required nobody gets past it."""
    words = question_words(q)
    for sentence in _unanswerable(look, q):
        kind = "dead_end" if q.required else "option"
        yield Finding(kind, sentence.format(question=words), q.code, section.code)


def _unanswerable(look: _Look, q: QuestionSpec) -> Iterator[str]:
    s = q.settings
    if q.kind == "single" and not q.choices:
        yield _("“{question}” has no answer to choose.")
    if q.kind == "multiple" and not q.items:
        yield _("“{question}” has nothing to tick.")
    if q.kind == "multiple" or q.look == "ranking":
        least, most = whole_number(s.get("least")), whole_number(s.get("most"))
        if most and least > most:
            yield _("“{question}” wants more answers at least than it takes at most.")
    low, high, total = (number_of(s.get(k)) for k in ("min", "max", "total"))
    if low is not None and high is not None and low > high:
        yield _("“{question}” takes no number: the smallest is above the largest.")
    elif (total is not None and high is not None and len(q.items) * high < total) or (
        total is not None and low is not None and len(q.items) * low > total
    ):
        yield _("The points of “{question}” can’t add up to their total.")
    if q.rules.get("valid") and q.is_asked and not _can_be_valid(look, q):
        yield _("“{question}” accepts no answer: what it asks of one can’t hold.")


def _can_be_valid(look: _Look, q: QuestionSpec) -> bool:
    return look.possible.can_hold(
        {"op": "and", "of": [{"op": "answered", "question": q.code}, q.rules["valid"]]}
    )


def _circular(look: _Look) -> Iterator[Finding]:
    """Questions that are shown by each other, however long the circle; each circle once."""
    shown_by = {
        q.code: [
            c for c in dict.fromkeys(questions_in(q.rules.get("show"))) if c in look.questions and c != q.code
        ]
        for q in look.survey.questions
    }
    state: dict[str, int] = {}
    for start in shown_by:
        stack = [(start, iter(shown_by[start]))] if start not in state else []
        state.setdefault(start, 1)
        while stack:
            code, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                state[code] = 2
                stack.pop()
            elif following not in state:
                state[following] = 1
                stack.append((following, iter(shown_by[following])))
            elif state[following] == 1:
                around = [c for c, _rest in stack]
                around = around[around.index(following) :]
                first = min(around, key=look.at)
                names = " → ".join(question_words(look.questions[c]) for c in [*around[:6], following])
                sentence = _("These questions wait for each other, so none of them is shown: {names}.")
                yield Finding("circular", sentence.format(names=names), first)  # fmt: skip


def _unreachable(look: _Look) -> Iterator[Finding]:
    """Questions that every respondent is led past: a walk over all ways that rules may leave open."""
    steps = look.order.steps
    ways: set[int] = {0}
    for at, (section, q) in enumerate(steps):
        if at not in ways:
            if q.kind not in ("break",) and q.look != "hidden":
                sentence = _("“{question}” is never reached: skips lead everybody past it.")
                yield Finding(
                    "unreachable", sentence.format(question=question_words(q)), q.code, section.code
                )
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
            ways.add(at + 1)  # fmt: skip


def _of_quotas(look: _Look) -> Iterator[Finding]:
    names = [quota.name for quota in quotas_of(look.survey)]
    for name in dict.fromkeys(n for n in names if names.count(n) > 1):
        sentence = _(
            "Several quotas are called “{name}” and would be counted as one. Give each its own name."
        )
        yield Finding("quota", sentence.format(name=name))
    for quota in quotas_of(look.survey):
        for named in dict.fromkeys(questions_in(quota.when)):
            if named not in look.questions:
                sentence = _("The quota “{name}” names the question “{code}”, which is not in this survey.")
                yield Finding("unknown", sentence.format(name=quota.name, code=named))
        if not look.possible.can_hold(quota.when):
            sentence = _("The quota “{name}” counts nobody: its condition can’t hold.")
            yield Finding("quota", sentence.format(name=quota.name))
        if quota.most < 1:
            yield Finding("quota", _("The quota “{name}” is full from the start.").format(name=quota.name))
