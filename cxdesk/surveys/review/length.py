"""How long a survey takes: reading at the speed of its language, and answering."""

from typing import Final

from cxdesk.surveys.definition import Definition, QuestionSpec
from cxdesk.surveys.looks import look_of
from cxdesk.surveys.review.texts import question_texts
from cxdesk.surveys.review.words import plain, words_of

# Mean silent reading of whole paragraphs: English 228, Dutch 202, over 17 languages 184 words a minute (IReST).
_UNKNOWN: Final = 184
# Seconds that an answer takes once it is read: our own estimates, to be compared with the times of a round.
_SECONDS: Final = {
    "text": 35.0,
    "line": 12.0,
    "number": 8.0,
    "date": 8.0,
    "sum": 20.0,
    "ranking": 20.0,
    "slider": 6.0,
}
_PER_ROW: Final = 4.0


def minutes(survey: Definition, language: str) -> float:
    """Minutes for somebody who is shown every question, in one language."""
    words = words_of(language)
    speed = words.words_per_minute if words else _UNKNOWN
    counted = 0
    for text in (survey.intro, survey.thanks, *(t for s in survey.sections for t in (s.title, s.intro))):
        counted += len(plain(text.get(language, "")).split())
    seconds = 0.0
    for question in survey.elements:
        if question.look == "hidden":
            continue
        counted += sum(len(plain(t.texts.get(language, "")).split()) for t in question_texts(question))
        seconds += _answering(question)
    return counted / speed + seconds / 60


def _answering(q: QuestionSpec) -> float:
    if not q.is_asked:
        return 0.0
    look = look_of(q)
    rows = len(q.items) if look.startswith("matrix") or look == "pair" else 1
    return _SECONDS.get(look, _PER_ROW) * max(1, rows)
