"""What is wrong with the logic of a survey: dead ends, unreachable questions, loops, conditions that look ahead.

Everything is found without asking anybody; `surveys.logic.simulation` then tries the survey with random respondents.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from cxdesk.i18n import _, language
from cxdesk.surveys.definition import ChoiceSpec, Definition, QuestionSpec, SectionSpec
from cxdesk.surveys.logic.expression import questions_in
from cxdesk.surveys.logic.look import KINDS, Finding, Look, look_at
from cxdesk.surveys.logic.options import parts_of
from cxdesk.surveys.logic.path import place_of
from cxdesk.surveys.logic.piping import piped_names, question_named, text_in, texts_of
from cxdesk.surveys.logic.reach import quotas, unreachable
from cxdesk.surveys.logic.sentences import question_words, target_words
from cxdesk.surveys.logic.stuck import stuck

# So many of one kind at one place are told one by one.
MOST_ALIKE: Final = 20


def checks(survey: Definition) -> list[Finding]:
    """All that is wrong with the logic, in the order of the survey; sentences are in the language in use."""
    look = look_at(survey)
    found: list[Finding] = []
    found += _circular(look)
    codes = [q.code for q in survey.elements if q.code] or [""]
    found += _pipes(look, [survey.intro], 0, codes[0], "")
    found += _pipes(look, [survey.thanks], len(look.order.steps), codes[-1], "")
    for section in survey.sections:
        found += _of_section(look, section)
        for element in section.elements:
            found += _of_question(look, section, element)
    found += unreachable(look)
    found += quotas(look)
    at = {e.code: n for n, e in enumerate(survey.elements)}
    unique = list(dict.fromkeys(found))
    return sorted(unique, key=lambda f: (at.get(f.code, -1), list(KINDS).index(f.kind)))


def _of_section(look: Look, section: SectionSpec) -> Iterator[Finding]:
    begins = look.order.places["section", section.code]
    name = text_in(section.title, language()) or section.code
    first = next((e.code for e in section.elements if e.code), "")
    rule = section.rules.get("show")
    yield from _looks(look, rule, begins, first, _("the section “{name}”").format(name=name), section.code)
    texts = [section.title, section.intro]
    yield from _pipes(look, texts, begins, first, section.code)


def _of_question(look: Look, section: SectionSpec, q: QuestionSpec) -> Iterator[Finding]:
    at = look.order.places["question", q.code] if q.code else 0
    words = _("“{question}”").format(question=question_words(q))
    yield from _looks(look, q.rules.get("show"), at, q.code, words, section.code)
    yield from _looks(look, q.rules.get("valid"), at + 1, q.code, words, section.code)
    yield from _skips(look, section, q, at)
    yield from _options(look, section, q, at)
    yield from stuck(look, section, q)
    yield from _pipes(look, list(texts_of(q)), at, q.code, section.code)


def _looks(look: Look, rule: Any, before: int, code: str, place: str, section: str) -> Iterator[Finding]:
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


def _may_come_later(look: Look, named: str, code: str) -> bool:
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


def _pipes(look: Look, texts: list[Any], before: int, code: str, section: str) -> Iterator[Finding]:
    names = dict.fromkeys(
        n
        for t in texts
        for words in t.values()
        if isinstance(words, str) and "{{" in words
        for n in piped_names(words)
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


def _skips(look: Look, section: SectionSpec, q: QuestionSpec, at: int) -> Iterator[Finding]:
    skips = q.rules.get("skip")
    always, number = False, look.number(q)
    for n, skip in enumerate(skips if isinstance(skips, (list, tuple)) else ()):
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
        if always and (number, n) not in look.walked.taken:
            sentence = _("A skip of “{question}” stands after one that is always taken.")
            yield Finding("skip", sentence.format(**words), q.code, section.code)
        elif (number, n) in look.walked.taken:
            pass
        elif when and not look.possible.can_hold(when):
            sentence = _("A skip of “{question}” is never taken: its condition can’t hold.")
            yield Finding("skip", sentence.format(**words), q.code, section.code)
        elif look.walked.whole and (number, n) in look.walked.passed:
            sentence = _("A skip of “{question}” is never taken: nobody who comes there meets its condition.")
            yield Finding("skip", sentence.format(**words), q.code, section.code)
        elif look.walked.whole and number in look.walked.seen and (number, n) not in look.walked.passed:
            sentence = _("A skip of “{question}” is never taken: those before it take everybody.")
            yield Finding("skip", sentence.format(**words), q.code, section.code)
        always = always or not look.possible.can_fail(when)  # fmt: skip


def _options(look: Look, section: SectionSpec, q: QuestionSpec, at: int) -> Iterator[Finding]:
    gone, number, walked = 0, look.number(q), look.walked
    for n, part in enumerate(parts_of(q)):
        rule = part.settings.get("show")
        if not rule:
            continue
        texts = part.label if isinstance(part, ChoiceSpec) else part.text
        words = text_in(texts, language()) or str(part.code)
        place = _("the option “{option}” of “{question}”").format(option=words, question=question_words(q))
        yield from _looks(look, rule, at, q.code, place, section.code)
        if (number, n) in walked.offered:
            continue
        if not look.possible.can_hold(rule):
            sentence = _("Nobody can choose {option}: its condition can’t hold.")
        elif walked.whole and number in walked.seen:
            sentence = _("Nobody can choose {option}: nobody who comes there meets its condition.")
        else:
            continue
        gone += 1
        if gone <= MOST_ALIKE:
            yield Finding("option", sentence.format(option=place), q.code, section.code)


def _circular(look: Look) -> Iterator[Finding]:
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
