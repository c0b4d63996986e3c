"""Lists that are too long for paper: which they are, and what is said of them at the question and to whoever prints."""

from cxdesk.i18n import digits, ngettext, number
from cxdesk.surveys.definition import QuestionSpec
from cxdesk.surveys.looks import look_of
from exports.questionnaire.numbering import Asked, Paperwork

MOST_LISTED = 200  # two to three pages; a longer list is answered in words
MOST_TO_SEE = 60  # more of them go over both columns
_SINGLE = ("radio", "dropdown", "yes_no", "pictures")


def listed_count(question: QuestionSpec) -> int:
    """How many answers stand below each other at a question; 0 where it is no list."""
    look = look_of(question)
    single = look in _SINGLE and len(question.items) <= 1
    return len(question.items) if look == "ticks" else len(question.choices) if single else 0


def too_long(question: QuestionSpec) -> int:
    """How many answers a question offers where they are too many to print; 0 where they are printed."""
    count = listed_count(question)
    return count if count > MOST_LISTED else 0


def said_at_question(question: QuestionSpec) -> str:
    """What stands at the question in place of its boxes."""
    count = too_long(question)
    if question.kind == "multiple":
        words = ngettext(
            "Write your answers in words, one on each line. There is {n} to choose from, too many to print.",
            "Write your answers in words, one on each line. There are {n} to choose from, too many to print.",
            count,
        )
    else:
        words = ngettext(
            "Write your answer in words. There is {n} to choose from, too many to print.",
            "Write your answer in words. There are {n} to choose from, too many to print.",
            count,
        )
    return words.format(n=number(count))


def told_of(paper: Paperwork) -> tuple[str, ...]:
    """A sentence for each question whose answers are not printed, for whoever prints."""
    return tuple(_told(asked) for asked in paper.asked if too_long(asked.element))


def _told(asked: Asked) -> str:
    count = too_long(asked.element)
    words = ngettext(
        "Question {place} is answered in words: its {n} answer is not printed. More than {most} are too many for paper.",
        "Question {place} is answered in words: its {n} answers are not printed. More than {most} are too many for paper.",
        count,
    )
    return words.format(place=digits(str(asked.number)), n=number(count), most=number(MOST_LISTED))
