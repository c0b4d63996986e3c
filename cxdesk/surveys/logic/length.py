"""How long a question takes: the words that are read, and a while for the answer.

People read 238 words of plain text a minute: M. Brysbaert, "How many words do we read per minute? A review and
meta-analysis of reading rate", Journal of Memory and Language 109 (2019), 104047; silent reading of non-fiction in
English. The seconds for thinking and answering are our own rough ones, by type of question; they are there to compare
drafts with each other, not to promise a respondent a time.
"""

from collections.abc import Iterable
from typing import Final

from cxdesk.surveys.definition import QuestionSpec
from cxdesk.surveys.logic.piping import text_in
from cxdesk.surveys.looks import look_of
from cxdesk.surveys.model import Texts

WORDS_A_MINUTE: Final = 238
SECONDS: Final[dict[str, float]] = {
    "nps": 4, "csat": 3, "ces": 4, "stars": 3, "faces": 3, "points": 4, "radio": 4, "dropdown": 6, "yes_no": 2,
    "ticks": 7, "pictures": 5, "matrix": 4, "matrix_radio": 4, "matrix_ticks": 5, "pair": 5, "ranking": 5, "sum": 6,
    "slider": 4, "number": 6, "date": 7, "line": 10, "text": 30, "consent": 3, "statement": 0, "break": 1, "hidden": 0,
}  # fmt: skip
# Answered once for each row or thing.
EACH: Final = frozenset({"matrix", "matrix_radio", "matrix_ticks", "pair", "ranking", "sum"})
# Nobody reads more of a long list than this.
MOST_READ: Final = 40


def seconds_of(question: QuestionSpec, language: str) -> float:
    """The seconds one question takes a respondent who answers it."""
    look = look_of(question)
    if look == "hidden":
        return 0.0
    rows = len({str(i.settings.get("row", i.code)) for i in question.items}) if look in EACH else 1
    return SECONDS.get(look, 5) * max(1, rows) + words_of(question, language) * 60 / WORDS_A_MINUTE


def words_of(question: QuestionSpec, language: str) -> int:
    """The words a respondent has before them."""
    texts = [question.text, question.hint]
    if question.scale is not None:
        texts += [question.scale.low_label, question.scale.high_label]
    texts += [c.label for c in question.choices[:MOST_READ]]
    if len(question.items) > 1:
        texts += [i.text for i in question.items[:MOST_READ]]
    return _words(texts, language)


def text_seconds(texts: Iterable[Texts], language: str) -> float:
    """The seconds it takes to read texts."""
    return _words(texts, language) * 60 / WORDS_A_MINUTE


def _words(texts: Iterable[Texts], language: str) -> int:
    return sum(len(text_in(t, language).split()) for t in texts)
