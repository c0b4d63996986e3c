"""Rules over the words of one question in one language; each gives the words it stumbles over, or nothing."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from cxdesk.i18n import N_, _, number
from cxdesk.surveys.definition import ChoiceSpec, Definition, ItemSpec, QuestionSpec
from cxdesk.surveys.looks import look_of
from cxdesk.surveys.review.finding import Finding
from cxdesk.surveys.review.inside import inside_word
from cxdesk.surveys.review.words import Words, any_of, begins, plain, tokens, words_of

_SENTENCES = re.compile(r"[.?!;:؟؛…]+")
_WHOLE = re.compile(r"[^.?!;:؟؛…]+[.?!;:؟؛…]*")
# What stands in brackets explains, and a word or two in quotation marks name an answer.
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[«“\"„][^\s«»“”\"„]+(?: [^\s«»“”\"„]+)?[»”\"“]")
# What a word means stands behind it in brackets.
_TOLD = re.compile(r"[\w-]{1,40} ?\([^()]{1,200}\)")
_NUMBERED = re.compile(r"^[\W\d_]+")
_BEFORE, _AFTER = 2, 3
# Kinds that take one judgement, so that two questions can't both be answered.
_ONE_ANSWER = ("nps", "scale", "single")
# How many letters two words share before they are taken for one and its opposite.
_STEM = 3
_LOOKED_AT = 2_000
_TURNED = re.compile(r"^(?:un|in|im|ir|dis|on|не|بی|نا|غیر)|t[ae]?l[ae]n\w*$")
_MATRIX = ("matrix", "matrix_radio", "matrix_ticks", "pair")


def reviewed_words(survey: Definition, language: str) -> Iterator[Finding]:
    """What the rules over words find in all questions, matrix rows and statements of a survey."""
    words = words_of(language)
    if words is None:
        return
    for question in survey.elements:
        if question.look == "hidden":
            continue
        for text, is_row in _asked(question, language):
            labels = "\n".join(label for c in question.choices for label in c.label.values())
            several = len(question.items) > 1
            known = _stumbled(text, language, question.kind, look_of(question), several, labels, is_row)
            for rule, found in known:
                sentence = _(SENTENCES[rule]).format(words=found[:120])
                yield Finding(rule, question.code, language, sentence, found[:120])


@lru_cache(maxsize=4096)
def _stumbled(
    text: str, language: str, kind: str, look: str, several: bool, labels: str, is_row: bool
) -> tuple[tuple[str, str], ...]:
    """What the rules find in one text, kept: after a change only what is new is read."""
    words = words_of(language)
    items = (ItemSpec("1", {}), ItemSpec("2", {})) if several else ()
    choices = (ChoiceSpec(1, {language: labels}),) if labels else ()
    question = QuestionSpec("", kind, {}, choices=choices, items=items, look=look)
    return tuple(stumbles(text, question, words, is_row=is_row)) if words else ()


def stumbles(
    text: str, question: QuestionSpec, words: Words, *, is_row: bool = False
) -> Iterator[tuple[str, str]]:
    """Each rule that finds something in a text, with the words it found."""
    whole_text = plain(text)
    # What somebody answers stands in the first sentences; a page of small print is named by its length.
    low = whole_text[:_LOOKED_AT]
    closed = question.kind in _ONE_ANSWER or is_row
    for rule, check in CHECKS.items():
        if rule in _CLOSED_ONLY and not (closed and question.is_asked):
            continue
        found = check(whole_text if rule == "long" else low, words, question)
        if rule == "jargon" and not found:
            found = inside_word(text[:_LOOKED_AT], words)
        if found:
            yield rule, found


def double(text: str, words: Words, question: QuestionSpec) -> str:
    """Two judged things joined, or a second question behind “and”."""
    low = any_of(words.pairs).sub(" ", text)
    if (
        (second := any_of((words.second,)).search(low))
        and question.kind != "text"
        and ("?" in low or "؟" in low)
    ):
        before = tokens(low[: second.start()])
        # “When and where” is one question.
        if len(before) > 3 and not any_of((words.second,)).fullmatch(
            f"{second.group().split()[0]} {before[-1]}"
        ):
            return second.group()
    for sentence in _SENTENCES.split(low):
        two = any_of(words.two_things).search(sentence.strip())
        if two and not any_of((words.one_thing, words.counts)).search(sentence):
            return two.group().strip()
    if question.kind == "single" and not (look_of(question) == "yes_no" or len(question.items) > 1):
        labels = " ".join(plain(label) for c in question.choices for label in c.label.values())
    else:
        labels = ""
    for sentence in _SENTENCES.split(low):
        # How often somebody met this or that is one figure.
        if any_of((words.counts,)).search(sentence):
            continue
        for phrase in words.judged:
            if " " in phrase:
                sentence = sentence.replace(phrase, phrase.replace(" ", "-"))
        all_ = tokens(sentence.replace("&", " & "))
        spoken = re.findall(r"&|[^\W_]+(?:['\u200c-][^\W_]+)*", sentence) if "&" in sentence else all_
        for at, word in enumerate(spoken):
            if word not in words.joins:
                continue
            left = _judged(spoken[max(0, at - _BEFORE) : at][::-1], words)
            right = _judged(spoken[at + 1 : at + 1 + _AFTER], words)
            if not left or not right or left[1] == right[1] or (labels and right[0] in labels):
                continue
            if not (_opposite(left[0], right[0]) or _opposite(spoken[at - 1], spoken[at + 1])):
                return f"{left[0]} {word} {right[0]}"
    return ""


def leading(text: str, words: Words, _question: QuestionSpec) -> str:
    """Words that suggest the answer."""
    found = any_of(words.leading).search(text) or any_of(words.boast).search(text)
    sure = (any_of((words.sure,)).search(sentence) for sentence in _asking(text, words))
    found = found or next((s for s in sure if s), None)
    return found.group() if found else ""


def negative(text: str, words: Words, question: QuestionSpec) -> str:
    """One negation in a question that takes one answer; two are the next rule's."""
    # "May we quote you without your name?" asks for a yes that is easy to give.
    if question.look == "consent" or not any_of((words.negations,)).search(text):
        return ""
    for sentence in _asking(text, words):
        # Only who may answer by yes or no, or on a scale, can read a "no" the wrong way.
        asked = any_of(words.aside).sub(" ", sentence)
        found = _negations(asked, words)
        if found and not any_of((words.open,)).search(asked):
            return "" if double_negative(text, words, question) else found[0]
    return ""


def double_negative(text: str, words: Words, _question: QuestionSpec) -> str:
    """Two negations in one sentence, at least one of them of the verb."""
    if not any_of((words.negations,)).search(text):
        return ""
    harmless = any_of(words.harmless).sub(" ", _ASIDE.sub(" ", text))
    for sentence in (part for s in _SENTENCES.split(harmless) for part in _clauses(s, words)):
        # “Don't you agree that it should not …” holds two, though the first of them only leads.
        found = [m.group() for m in any_of((words.negations,)).finditer(sentence)]
        if not found:
            continue
        found += any_of((words.without,)).findall(sentence)
        loaded = [w for w in tokens(sentence) if begins(w, words.negative) and w not in found]
        if len(found) + len(loaded) > 1:
            return " … ".join([*found, *loaded][:2])
    return ""


def jargon(text: str, words: Words, _question: QuestionSpec) -> str:
    """A word from inside the trade."""
    found = any_of(words.jargon).search(_TOLD.sub(" ", text))
    return found.group() if found else ""


def long(text: str, words: Words, _question: QuestionSpec) -> str:
    """The number of words of the longest sentence, where it is too long."""
    most = max((len(tokens(s)) for s in _SENTENCES.split(text)), default=0)
    return number(most) if most > words.longest else ""


Check = Callable[[str, Words, QuestionSpec], str]
CHECKS: dict[str, Check] = {
    "double": double, "leading": leading, "negative": negative, "double_negative": double_negative,
    "jargon": jargon, "long": long,
}  # fmt: skip
_CLOSED_ONLY = ("double", "negative", "double_negative")
SENTENCES = {
    "double": N_("It asks two things at once: “{words}”."),
    "leading": N_("It leads to an answer: “{words}”."),
    "negative": N_("It asks in the negative: “{words}”."),
    "double_negative": N_("It holds two negations: “{words}”."),
    "jargon": N_("Not everybody knows what “{words}” means."),
    "long": N_("One sentence has {words} words."),
}


def _asked(question: QuestionSpec, language: str) -> Iterator[tuple[str, bool]]:
    if text := question.text.get(language, ""):
        yield text, False
    if look_of(question) in _MATRIX:
        for item in question.items:
            if (text := item.text.get(language, "")) and text != question.text.get(language):
                yield text, True


def _asking(text: str, words: Words) -> list[str]:
    """The sentences that ask: those with a question mark, else all of a text that is short enough to be rated."""
    sentences = [_NUMBERED.sub("", m.group()) for m in _WHOLE.finditer(_ASIDE.sub(" ", text))]
    goes_on = any_of((words.routing,))
    # “Did you not call? Go to question 8” sends people on and is not answered.
    sentences = [
        s for s, then in zip(sentences, [*sentences[1:], ""], strict=True) if not goes_on.match(then)
    ]
    asking = [s for s in sentences if s.rstrip().endswith(("?", "؟"))]
    if asking or len(tokens(text)) > words.longest:
        return asking
    return [s for s in sentences if not s.rstrip().endswith(":")]  # which begins a list of answers


def _clauses(sentence: str, words: Words) -> list[str]:
    """The parts between commas; what is said of something (“…, that it …”) stays with who says it."""
    parts: list[str] = []
    for part in re.split("[,،]", sentence):
        if parts and any_of((words.that,)).match(part.strip()):
            parts[-1] += part
        else:
            parts.append(part)
    return parts


def _opposite(one: str, other: str) -> bool:
    """Whether one of two words turns the other round: polite, impolite; udvarias, udvariatlan."""
    a, b = (word.replace("\u200c", "") for word in (one, other))
    turned = [bool(_TURNED.search(word)) for word in (a, b)]
    return turned[0] != turned[1] and any(a[n : n + _STEM] in b for n in range(max(0, len(a) - _STEM) + 1))


def _judged(spoken: list[str], words: Words) -> tuple[str, str] | None:
    beginnings = [b.replace(" ", "-") for b in words.judged]
    return next(((w, b) for w in spoken if (b := begins(w, beginnings))), None)


def _negations(text: str, words: Words) -> list[str]:
    return [
        m.group()
        for m in any_of((words.negations,)).finditer(
            any_of((*words.harmless, *words.leading, *words.boast)).sub(" ", text)
        )
    ]
