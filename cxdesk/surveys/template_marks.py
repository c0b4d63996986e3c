"""Which words of a survey and its sections are a template's still: whoever changes any of them makes them his own.

A survey's `template_texts` are some of "name", "intro" and "thanks", a section's some of "title" and "intro"; a
question has `is_template` for all of its words.
"""

from collections.abc import Sequence
from typing import Final

from sqlalchemy.orm import Session

from cxdesk.surveys.model import Question, Section, Survey, Texts

Marked = Survey | Section
# The parts of each that may carry the mark, in the order they are read.
SURVEY_PARTS: Final = ("name", "intro", "thanks")
SECTION_PARTS: Final = ("title", "intro")


def write_texts(row: Marked, part: str, texts: Texts) -> None:
    """Other words for a part of a survey or section, which are one's own as soon as any of them is changed."""
    if texts != getattr(row, part):
        _unmark(row, part)
    setattr(row, part, texts)


def make_texts_own(session: Session, texts: Sequence[tuple[str, int, str]]) -> int:
    """Say that words of a template are one's own as they are: (kind, number, part) each; gives how many were marked.

    kind is "survey", "section" or "question"; a question is one's own as a whole, whatever its part.
    """
    made = 0
    for kind, number, part in texts:
        if kind == "question":
            question = session.get_one(Question, number)
            made += question.is_template
            question.is_template = False
            continue
        row: Marked = (
            session.get_one(Survey, number) if kind == "survey" else session.get_one(Section, number)
        )
        made += part in row.template_texts
        _unmark(row, part)
    return made


def _unmark(row: Marked, part: str) -> None:
    row.template_texts = [name for name in row.template_texts if name != part]
