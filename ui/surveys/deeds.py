"""What a person does with the rows that are chosen in the outline: add, move, copy, take away."""

from typing import TYPE_CHECKING, Any

from cxdesk.i18n import _, ngettext, number
from ui.surveys.outline_rows import OutlineRow, target_of

if TYPE_CHECKING:
    from ui.surveys.page import SurveysPage

END = 100_000


class Deeds:
    """Acts on the page's chosen rows; each deed is one undo step, and what it made or moved is chosen afterwards."""

    def __init__(self, page: "SurveysPage") -> None:
        self._page = page

    def add(self, look: str) -> None:
        """A new question after the chosen one, at the end of the chosen section, or at the end."""
        rows = self._page.outline.rows()
        last = rows[-1] if rows else None
        survey = self._page.survey
        if survey is None:
            return
        if last is None or last.kind == "survey":
            self._page.add_question(survey.sections[-1].id, look)
        elif last.kind == "section":
            self._page.add_question(last.id, look)
        else:
            self._page.add_question(last.section_id, look, last.place + 1)

    def add_section(self) -> None:
        """A new section at the end."""
        self._page.add_section()

    def write(self) -> None:
        """Go into the words of what is chosen."""
        self._page.focus_text()

    def move(self, step: int) -> None:
        """The chosen things one place up (-1) or down (1), over the borders of sections too."""
        from cxdesk.surveys import actions

        section, questions = self._chosen()
        if section is not None:
            self._run(_("Move the section"), actions.move_section, section.id, section.place + step)
        elif questions:
            to = self._beside(questions, step)
            if to is not None:
                self._move(questions, *to)

    def drop(self, at: int) -> None:
        """Put the chosen things before row `at` of the outline."""
        from cxdesk.surveys import actions

        rows = self._page.outline.model.rows
        section, questions = self._chosen()
        if section is not None:
            before = [r for r in rows[:at] if r.kind == "section" and r.id != section.id]
            self._run(_("Move the section"), actions.move_section, section.id, len(before))
        elif questions and (to := target_of(rows, at)) is not None:
            self._move(questions, *to)

    def duplicate(self) -> None:
        """A copy of the chosen things right after them."""
        from cxdesk.surveys import editing

        section, questions = self._chosen()
        if section is not None:
            made = self._run(_("Duplicate the section"), editing.duplicate_section, section.id)
            if made is not None:
                self._page.choose(("section", made))
        elif questions:
            n = len(questions)
            words = ngettext("Duplicate the question", "Duplicate {n} questions", n).format(n=number(n))
            found = self._run(words, editing.duplicate_questions, [q.id for q in questions])
            if found:
                self._page.choose(*(("question", q) for q in found))

    def delete(self) -> None:
        """Take the chosen things away; a notice brings them back."""
        section, questions = self._chosen()
        rows = self._page.outline.rows()
        if section is not None:
            self._delete_section(section)
        elif questions:
            self._delete_questions(questions)
        elif rows and rows[0].kind == "survey":
            self._page.delete_survey()

    def _delete_section(self, section: OutlineRow) -> None:
        from cxdesk.surveys import actions

        if self._run(_("Delete the section"), actions.delete_section, section.id) is not None:
            self._page.context.offer_undo(
                _("The section is gone."), _("Its questions are in the section beside it.")
            )

    def _delete_questions(self, questions: list[OutlineRow]) -> None:
        from cxdesk.surveys import editing

        n = len(questions)
        words = ngettext("Delete the question", "Delete {n} questions", n).format(n=number(n))
        following = self._neighbour(questions)
        if not self._run(words, editing.delete_questions, [q.id for q in questions]):
            return
        if following is not None:
            self._page.choose(following)
        bold = ngettext("The question is gone.", "{n} questions are gone.", n).format(n=number(n))
        self._page.context.offer_undo(bold, questions[0].text if n == 1 else "")

    def _neighbour(self, questions: list[OutlineRow]) -> tuple[str, int] | None:
        """What is chosen once these are gone: the next question, else the one before."""
        rows = self._page.outline.model.rows
        gone = {q.key for q in questions}
        at = max(n for n, r in enumerate(rows) if r.key in gone)
        after = [r.key for r in rows[at:] if r.kind == "question" and r.key not in gone]
        before = [r.key for r in rows[:at] if r.kind == "question" and r.key not in gone]
        return after[0] if after else before[-1] if before else None

    def _chosen(self) -> tuple[OutlineRow | None, list[OutlineRow]]:
        """The section, when only sections are chosen, and the questions."""
        rows = self._page.outline.rows()
        questions = [r for r in rows if r.kind == "question"]
        sections = [r for r in rows if r.kind == "section"]
        return (sections[0] if sections and not questions else None), questions

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
        words = ngettext("Move the question", "Move {n} questions", n).format(n=number(n))
        self._run(words, editing.move_questions, [q.id for q in questions], section_id, place)

    def _run(self, label: str, action: Any, *args: Any) -> Any:
        self._page.leaving()
        done = self._page.context.bridge.run(label, action, *args)
        self._page.reload()
        return done
