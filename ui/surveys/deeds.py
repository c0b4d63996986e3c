"""What a person does with the rows that are chosen in the outline: add, move, copy, take away."""

from typing import TYPE_CHECKING, Any

from cxdesk.i18n import _, ngettext, number
from ui.surveys.outline_rows import OutlineRow, target_of
from ui.widgets.question import Question

if TYPE_CHECKING:
    from ui.surveys.page import SurveysPage

END = 100_000


class Deeds:
    """Acts on the page's chosen rows; each deed is one undo step, and what it made or moved is chosen afterwards."""

    def __init__(self, page: "SurveysPage") -> None:
        self._page = page

    def add(self, look: str) -> None:
        """A new question after the chosen one, at the end of the chosen section, or at the end."""
        if self._page.survey is not None:
            section_id, place = self._place()
            self._page.add_question(section_id, look, place)

    def add_section(self) -> None:
        """A new section at the end."""
        self._page.add_section()

    def paste(self) -> None:
        """What is on the clipboard as questions, after a look at how it was understood."""
        from ui.surveys.paste_questions import open_paste

        if self._page.survey_id is not None:
            self._page.leaving()
            open_paste(self._page.context, self._page.shown_language, self._place(), self._pasted)

    def _pasted(self, made: list[int]) -> None:
        self._page.reload()
        if made:
            self._page.choose(("question", made[0]))

    def _place(self) -> tuple[int, int]:
        """The section and the place in it where something new goes."""
        rows, survey = self._page.outline.rows(), self._page.survey
        assert survey is not None
        last = rows[-1] if rows else None
        if last is None or last.kind == "survey":
            return survey.sections[-1].id, END
        return (last.id, END) if last.kind == "section" else (last.section_id, last.place + 1)

    def write(self) -> None:
        """Go into the words of what is chosen."""
        self._page.focus_text()

    def move(self, step: int) -> None:
        """The chosen things one place up (-1) or down (1), over the borders of sections too."""
        from cxdesk.surveys import editing

        sections, questions = self._chosen()
        if sections and not questions:
            edge = sections[0].place - 1 if step < 0 else sections[-1].place + 2
            if edge >= 0:
                ids = [s.id for s in sections]
                self._run(_move_sections(len(ids)), editing.move_sections, ids, edge)
        elif questions:
            to = self._beside(questions, step)
            if to is not None:
                self._move(questions, *to)

    def drop(self, at: int) -> None:
        """Put the chosen things before row `at` of the outline."""
        from cxdesk.surveys import editing

        model = self._page.outline.model
        sections, questions = self._chosen()
        if sections and not questions:
            # A place between the questions of a section is after that section.
            place = sum(1 for r in model.rows[:at] if r.kind == "section")
            ids = [s.id for s in sections]
            self._run(_move_sections(len(ids)), editing.move_sections, ids, place)
        elif questions and (to := target_of(model.rows, at, model.folded)) is not None:
            self._move(questions, *to)

    def to_section(self, section_id: int) -> None:
        """Put the chosen questions at the end of a section."""
        _sections, questions = self._chosen()
        if questions:
            self._move(questions, section_id, END)

    def duplicate(self) -> None:
        """A copy of the chosen things right after them."""
        from cxdesk.surveys import editing

        sections, questions = self._chosen()
        if sections and not questions:
            n = len(sections)
            words = (
                _("Duplicate the section")
                if n == 1
                else _many(ngettext("Duplicate {n} section", "Duplicate {n} sections", n), n)
            )
            found = self._run(words, editing.duplicate_sections, [s.id for s in sections])
            if found:
                self._page.choose(*(("section", s) for s in found))
        elif questions:
            n = len(questions)
            words = (
                _("Duplicate the question")
                if n == 1
                else _many(ngettext("Duplicate {n} question", "Duplicate {n} questions", n), n)
            )
            found = self._run(words, editing.duplicate_questions, [q.id for q in questions])
            if found:
                self._page.choose(*(("question", q) for q in found))

    def delete(self) -> None:
        """Take the chosen things away; what names them is said and asked about first. A notice brings them back."""
        rows = self._page.outline.rows()
        sections = [r for r in rows if r.kind == "section"]
        questions = [r for r in rows if r.kind == "question"]
        if not sections and not questions:
            if rows and rows[0].kind == "survey":
                self._page.delete_survey()
            return
        self._page.leaving()
        told = self._told(sections, questions)
        if not told:
            self._delete(sections, questions)
            return
        heading = _("Delete what others look at?")
        theme = self._page.context.theme
        Question(theme, heading, told, _("Delete"), lambda: self._delete(sections, questions))

    def _told(self, sections: list[OutlineRow], questions: list[OutlineRow]) -> str:
        """What looks at these things, in sentences; nothing where nothing does."""
        from cxdesk.planning.looking import question_uses
        from cxdesk.surveys import naming
        from cxdesk.surveys.described import described

        read = self._page.context.project.read
        assert self._page.survey_id is not None
        survey = read(described, self._page.survey_id)
        found = [naming.naming_words(survey, *(q.code for q in questions))] if questions else []
        found += [naming.section_words(survey, s.code) for s in sections]
        found += read(question_uses, [q.id for q in questions]) if questions else []
        return "\n".join(filter(None, found))

    def _delete(self, sections: list[OutlineRow], questions: list[OutlineRow]) -> None:
        if sections and not questions:
            self._delete_sections(sections)
            return
        from cxdesk.surveys import editing

        n = len(questions)
        words = (
            _("Delete the question")
            if n == 1
            else _many(ngettext("Delete {n} question", "Delete {n} questions", n), n)
        )
        following = self._neighbour(questions)
        ids = [q.id for q in questions], [s.id for s in self._emptied(sections, questions)]
        if not self._run(words, editing.delete_chosen, *ids):
            return
        if following is not None:
            self._page.choose(following)
        bold = _many(ngettext("{n} question is gone.", "{n} questions are gone.", n), n)
        bold = _("The question is gone.") if n == 1 else bold
        self._page.context.offer_undo(bold, questions[0].text if n == 1 else "")

    def _emptied(self, sections: list[OutlineRow], questions: list[OutlineRow]) -> list[OutlineRow]:
        """Of the chosen sections those that go with their questions; a survey keeps one."""
        survey = self._page.survey
        assert survey is not None
        return sections if len(sections) < len(survey.sections) else sections[1:]

    def _delete_sections(self, sections: list[OutlineRow]) -> None:
        from cxdesk.surveys import editing

        n = len(sections)
        words = (
            _("Delete the section")
            if n == 1
            else _many(ngettext("Delete {n} section", "Delete {n} sections", n), n)
        )
        if self._run(words, editing.delete_chosen, [], [s.id for s in sections]) is None:
            return
        bold = _many(ngettext("{n} section is gone.", "{n} sections are gone.", n), n)
        bold = _("The section is gone.") if n == 1 else bold
        self._page.context.offer_undo(bold, _("Its questions are in the section beside it."))

    def _neighbour(self, questions: list[OutlineRow]) -> tuple[str, int] | None:
        """What is chosen once these are gone: the next question, else the one before."""
        rows = self._page.outline.model.rows
        gone = {q.key for q in questions}
        at = max(n for n, r in enumerate(rows) if r.key in gone)
        after = [r.key for r in rows[at:] if r.kind == "question" and r.key not in gone]
        before = [r.key for r in rows[:at] if r.kind == "question" and r.key not in gone]
        return after[0] if after else before[-1] if before else None

    def _chosen(self) -> tuple[list[OutlineRow], list[OutlineRow]]:
        """The chosen sections and questions; questions that stand in a chosen section go with it."""
        rows = self._page.outline.rows()
        sections = [r for r in rows if r.kind == "section"]
        homes = {s.id for s in sections}
        questions = [r for r in rows if r.kind == "question"]
        if all(q.section_id in homes for q in questions):
            return sections, []
        return [], questions

    def _beside(self, questions: list[OutlineRow], step: int) -> tuple[int, int] | None:
        survey = self._page.survey
        assert survey is not None
        sections = survey.sections
        edge = questions[0] if step < 0 else questions[-1]
        at = next(n for n, s in enumerate(sections) if s.id == edge.section_id)
        if step < 0 and edge.place > 0:
            return edge.section_id, edge.place - 1
        if step > 0 and edge.place < len(sections[at].elements) - 1:
            return edge.section_id, edge.place + 2
        if not 0 <= at + step < len(sections):
            return None
        other = sections[at + step]
        return other.id, len(other.elements) if step < 0 else 0

    def _move(self, questions: list[OutlineRow], section_id: int, place: int) -> None:
        from cxdesk.surveys import editing

        n = len(questions)
        words = (
            _("Move the question")
            if n == 1
            else _many(ngettext("Move {n} question", "Move {n} questions", n), n)
        )
        self._run(words, editing.move_questions, [q.id for q in questions], section_id, place)

    def _run(self, label: str, action: Any, *args: Any) -> Any:
        self._page.leaving()
        done = self._page.context.bridge.run(label, action, *args)
        self._page.reload()
        self._page.outline.reveal()
        return done


def _move_sections(n: int) -> str:
    if n == 1:
        return _("Move the section")
    return _many(ngettext("Move {n} section", "Move {n} sections", n), n)


def _many(words: str, n: int) -> str:
    return words.format(n=number(n))
