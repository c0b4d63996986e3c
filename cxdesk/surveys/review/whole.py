"""Rules over a survey as a whole: its order, its length, its goals, its languages and what it may ask."""

from collections.abc import Iterator

from cxdesk.i18n import _, language_word, ngettext, number
from cxdesk.surveys.definition import Definition, QuestionSpec
from cxdesk.surveys.looks import look_of
from cxdesk.surveys.review.finding import Finding
from cxdesk.surveys.review.length import minutes
from cxdesk.surveys.review.texts import texts_of
from cxdesk.surveys.review.words import any_of, plain, words_of

MOST_OPEN = 3
_NAME = 5  # words: what is shorter names a field (“Phone number”) rather than asks


def open_many(survey: Definition, _language: str) -> Iterator[Finding]:
    """More open questions than people answer."""
    found = [q for q in survey.questions if is_open(q)]
    if len(found) > MOST_OPEN:
        told = ngettext(
            "{n} question asks for an answer in words.",
            "{n} questions ask for an answer in words.",
            len(found),
        )
        yield Finding("open_many", found[MOST_OPEN].code, "", told.format(n=number(len(found))))


def required_open(survey: Definition, _language: str) -> Iterator[Finding]:
    """An open question that nobody may leave empty."""
    for q in survey.questions:
        if q.required and is_open(q):
            yield Finding("required_open", q.code, "", _("Nobody can go on without writing something."))


def order(survey: Definition, language: str) -> Iterator[Finding]:
    """A question about the whole that stands behind at least two about its parts."""
    words = words_of(language)
    details = 0
    for q in survey.questions:
        text = plain(q.text.get(language, ""))
        is_whole = q.kind == "nps" or bool(
            words and q.kind == "scale" and len(q.items) < 2 and any_of((words.overall,)).search(text)
        )
        if is_whole and details > 1:
            told = ngettext("{n} question about a part stands before it.",
                            "{n} questions about parts stand before it.", details)  # fmt: skip
            yield Finding("order", q.code, language, told.format(n=number(details)))
        elif not is_whole and q.kind == "scale" and look_of(q) != "pair":
            details += max(1, len(q.items))


def sensitive(survey: Definition, language: str) -> Iterator[Finding]:
    """Special categories of data with no consent asked before."""
    words = words_of(language)
    consented = False
    for q in survey.questions:
        consented = consented or (look_of(q) == "consent" and not q.settings.get("purpose"))
        # A row of a table or the words below a question ask as well as its first line does.
        asked = " . ".join(t.get(language, "") for t in (q.text, q.hint, *(i.text for i in q.items)))
        found = any_of(words.sensitive).search(plain(asked)) if words else None
        if found and not consented:
            told = _("It asks about “{words}”, and no consent is asked before it.")
            yield Finding("sensitive", q.code, language, told.format(words=found.group()), found.group())


def identifying(survey: Definition, language: str) -> Iterator[Finding]:
    """A name or an address asked in an anonymous survey."""
    words = words_of(language)
    if survey.promise != "anonymous" or words is None:
        return
    for q in survey.questions:
        found = any_of(words.identifying).search(plain(q.text.get(language, "")))
        if found and q.kind in ("text", "date", "number", "identifier"):
            told = _("It asks for “{words}”, but the survey is anonymous.")
            yield Finding("identifying", q.code, language, told.format(words=found.group()))


def too_long(survey: Definition, language: str) -> Iterator[Finding]:
    """Longer than its budget, where it has one."""
    budget = survey.settings.get("minutes")
    if not isinstance(budget, int | float) or isinstance(budget, bool) or budget <= 0:
        return
    takes = minutes(survey, language)
    # An estimate is not exact to the second: within a tenth it keeps its budget.
    if takes > budget * 1.1:
        told = _("It takes about {n} minutes in {language}; its budget is {budget}.")
        yield Finding("too_long", "", language, told.format(
            n=number(round(takes, 1), 1), budget=number(budget), language=language_word(language)))  # fmt: skip


def no_goal(survey: Definition, goal: str = "") -> Iterator[Finding]:
    """Questions without a goal; one sentence for the whole survey where none of them has one.

    Where the survey serves a `goal` and no question says one of its own, all serve that one.
    """
    asked = [q for q in survey.questions if wants_goal(q)]
    without = [q for q in asked if not q.goal.strip()]
    if asked and len(without) == len(asked):
        if not goal:
            yield Finding(
                "no_goal", "", "", _("Neither the survey nor a question says which goal it serves.")
            )
        return
    told = _("It says no goal.")
    if goal:
        told = _("It does not say that it serves “{goal}”, as others do.").format(goal=goal)
    for q in without:
        yield Finding("no_goal", q.code, "", told)


def missing_text(survey: Definition, language: str) -> Iterator[Finding]:
    """Texts that are written in another language of the survey and not in this one; one sentence a question.

    Where more than half of all is missing there is one sentence for the whole survey.
    """
    counted: dict[str, int] = {}
    texts = list(texts_of(survey))
    for text in texts:
        if not text.texts.get(language, "").strip():
            counted[text.question] = counted.get(text.question, 0) + 1
    if 2 * sum(counted.values()) > len(texts):
        counted = {"": sum(counted.values())}
    for code, n in counted.items():
        told = ngettext(
            "{n} text is not written in {language}.", "{n} texts are not written in {language}.", n
        )
        yield Finding(
            "missing_text", code, language, told.format(n=number(n), language=language_word(language))
        )


def is_open(q: QuestionSpec) -> bool:
    """Whether it asks for sentences: a name or a number in a field of text does not, nor do fields of a table."""
    if len(q.items) > 1:
        return False
    look = look_of(q)
    if q.other_of or look not in ("text", "line"):
        return False
    if q.look == "text":
        return True
    # A short field is for a name, unless a sentence asks for reasons.
    asks = not q.look and any("?" in t or "؟" in t for t in q.text.values())
    return asks or any(len(t.split()) > _NAME for t in q.text.values())


def wants_goal(q: QuestionSpec) -> bool:
    """Whether a question is asked for a goal: a code, a consent and the words of “other, namely” are not."""
    return (
        q.kind not in ("identifier", "pseudonym")
        and look_of(q) not in ("consent", "hidden")
        and not q.other_of
    )
