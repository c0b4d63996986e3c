"""What is ours in a survey: which of its words are a template's still, and which are our own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from cxdesk.i18n import N_, _, isolated, language, ngettext, number
from cxdesk.surveys.model import Survey, Texts
from cxdesk.surveys.queries import SurveyWhole, shown, whole
from cxdesk.surveys.template_marks import SECTION_PARTS, SURVEY_PARTS
from cxdesk.surveys.templates import template_name

PARTS: Final = {
    ("survey", "name"): N_("Name of the survey"),
    ("survey", "intro"): N_("Words at the beginning"),
    ("survey", "thanks"): N_("Words at the end"),
    ("section", "title"): N_("Section"),
    ("section", "intro"): N_("Words below the section’s name"),
    ("question", "text"): N_("Question"),
}


@dataclass(frozen=True, slots=True)
class OursRow:
    """One text: of a survey, a section (`code`) or a question (`code`) with all its answers; `id` is the row's number."""

    kind: str
    id: int
    part: str
    code: str
    texts: Texts
    is_template: bool

    @property
    def path(self) -> str:
        """Its name for the command line and for programs: the code of a question, "survey/intro", "section/END/title"."""
        if self.kind == "question":
            return self.code
        return "/".join(filter(None, (self.kind, self.code, self.part)))

    @property
    def where(self) -> str:
        """What it is, in a few words."""
        words = _(PARTS[self.kind, self.part])
        return f"{words} {isolated(self.code)}" if self.kind == "question" else words

    @property
    def words(self) -> str:
        """The text itself, on one line."""
        return " ".join(shown(self.texts).split())

    @property
    def state(self) -> str:
        """Whose words they are."""
        return _("Template text") if self.is_template else _("Our own")


@dataclass(frozen=True, slots=True)
class Ours:
    """All texts of a survey in the order they are read, the template it began from, and what somebody says is our own."""

    survey_id: int
    template: str
    said: str
    rows: tuple[OursRow, ...]

    @property
    def left(self) -> tuple[OursRow, ...]:
        """Those that are a template's words still."""
        return tuple(row for row in self.rows if row.is_template)

    @property
    def own(self) -> tuple[OursRow, ...]:
        """Those that are our own."""
        return tuple(row for row in self.rows if not row.is_template)


def ours(session: Session, survey_id: int) -> Ours:
    """What of a survey is ours."""
    found = whole(session, survey_id)
    row = session.get_one(Survey, survey_id)
    return Ours(survey_id, template_name(row.template, language()), row.ours, rows_of(found))


def say_ours(session: Session, survey_id: int, words: str) -> None:
    """Say in words of one's own what is our own in a survey; it stays inside."""
    session.get_one(Survey, survey_id).ours = words.strip()


def rows_of(survey: SurveyWhole) -> tuple[OursRow, ...]:
    """Every text that somebody reads, without those that are empty in every language."""
    return tuple(row for row in _all(survey) if any(words.strip() for words in row.texts.values()))


def left_words(rows: Sequence[OursRow]) -> str:
    """How many texts are the template's still, of how many; nothing where none is."""
    n, of = sum(row.is_template for row in rows), len(rows)
    if not n:
        return ""
    if n == of:
        return _("Every text is template text still.")
    told = ngettext(
        "{n} of {all} texts is template text still.", "{n} of {all} texts are template text still.", n
    )
    return told.format(n=number(n), all=number(of))


def _all(survey: SurveyWhole) -> Iterator[OursRow]:
    texts = {"name": survey.name, "intro": survey.intro, "thanks": survey.thanks}
    first, last = SURVEY_PARTS[:2], SURVEY_PARTS[2:]
    for part in first:
        yield OursRow("survey", survey.id, part, "", texts[part], part in survey.template_texts)
    for section in survey.sections:
        heads = {"title": section.title, "intro": section.intro}
        for part in SECTION_PARTS:
            marked = part in section.template_texts
            yield OursRow("section", section.id, part, section.code, heads[part], marked)
        for q in section.elements:
            if q.look != "hidden" and q.kind != "break":
                yield OursRow("question", q.id, "text", q.code, q.text, q.is_template)
    for part in last:
        yield OursRow("survey", survey.id, part, "", texts[part], part in survey.template_texts)
