"""The room “Surveys”: one survey at a time as an outline, what is chosen in it to be written, and its properties."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from cxdesk.i18n import _, language
from ui.page import Page, PageContext
from ui.surveys.deeds import END, Deeds
from ui.surveys.editing import Editing
from ui.surveys.frame import Frame
from ui.surveys.outline import Outline
from ui.surveys.outline_rows import is_one_part, outline_rows
from ui.surveys.outline_view import OutlineDeeds
from ui.surveys.shown import Shown, read_shown
from ui.surveys.top import Top, TopDeeds
from ui.surveys.undone import led_to
from ui.widgets.empty import EmptyState
from ui.widgets.scaffold import Scaffold

if TYPE_CHECKING:
    from cxdesk.changes import Direction
    from cxdesk.surveys.queries import SurveyWhole

Key = tuple[str, int]
TABLES = (
    "survey",
    "section",
    "question",
    "item",
    "choice",
    "scale",
    "goal",
    "touch_point",
    "touch_point_item",
    "staff_column",
    "import_batch",
)


def make(context: PageContext) -> Page:
    """The page, for the shell."""
    return SurveysPage(context)


class SurveysPage(Page):
    """Shows one survey and edits it in place; each change is one undo step."""

    tables = frozenset(TABLES)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.survey_id: int | None = None
        self.survey: SurveyWhole | None = None
        self.shown_language = language()
        self.shown = Shown()
        # The number of the last step that is shown; the surveys in the order they were shown, and those that are gone.
        self._seen = 0
        self._visited: list[int] = []
        self._missed: list[int] = []
        self.deeds = Deeds(self)
        do = self.deeds
        self.outline = Outline(
            context.theme,
            OutlineDeeds(
                do.add,
                do.add_section,
                do.move,
                do.drop,
                do.duplicate,
                do.delete,
                do.write,
                do.to_section,
                do.paste,
            ),
        )
        self.outline.chosen.connect(self._on_chosen)
        self.frame = Frame(self.outline)
        self.top = Top(
            context,
            TopDeeds(
                self._on_survey_chosen,
                self._on_language_chosen,
                self.begin_survey,
                self.delete_survey,
                lambda: self.survey_id,
            ),
        )
        full = QWidget()
        box = QVBoxLayout(full)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.top)
        box.addWidget(self.frame, 1)
        self._none = QWidget()
        self._empty = Scaffold(self._none, widest=960)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._none)
        self._stack.addWidget(full)

    def reload(self) -> None:
        """Show the survey as the file has it; fields that are being typed in keep their focus."""
        from cxdesk.surveys.queries import survey_rows, whole

        rows = self.context.project.read(survey_rows)
        if not rows:
            self._show_empty()
            return
        before, direction = self.survey, self._direction()
        self.survey_id = self._which([r.id for r in rows])
        survey = self.context.project.read(whole, self.survey_id)
        self.survey = survey
        self._stack.setCurrentIndex(1)
        self.top.show_surveys(rows, survey, self.shown_language)
        chosen = [r.key for r in self.outline.rows()]
        self.outline.show_rows(outline_rows(survey, self.shown_language), len(survey.questions))
        if before is None or before.id != survey.id:
            self.outline.choose(self._first())
        elif direction != "do" or not self.outline.rows():
            # What is taken away leads where it leads when it is taken away again.
            way = direction if direction != "do" else "redo"
            if keys := led_to(before, survey, chosen, way):
                self.outline.choose(*keys)
            if not self.outline.rows():
                self.outline.choose(("survey", survey.id))
            self.outline.reveal()
        self._show()

    def open_at(self, target: Any) -> None:
        """Show the survey of that number, ("question", number) in the survey that has it, or begin one.

        Any text of a survey is shown by (survey, kind, number, name of its field) and has the keyboard then. A survey
        is begun at the touch point of that number by ("begin", number).
        """
        if isinstance(target, int):
            self.survey_id = target
            self.reload()
        elif isinstance(target, tuple) and len(target) == 2 and target[0] == "question":
            from cxdesk.surveys.queries import survey_of

            self.survey_id = self.context.project.read(survey_of, target[1])
            self.reload()
            self.choose(("question", target[1]))

        elif isinstance(target, tuple) and len(target) == 4:
            self.survey_id = target[0]
            self.reload()
            self.choose((target[1], target[2]))
            self._focus(target[3])
        elif isinstance(target, tuple) and len(target) == 2 and target[0] == "begin":
            from ui.surveys.begin import open_begin

            self.reload()
            open_begin(self.context, target[1])

    def parts(self) -> Sequence[QWidget]:
        """The bar, the outline, what is written and its properties."""
        return (self.top, *self.frame.parts()) if self.survey is not None else ()

    def start_of_keys(self) -> QWidget | None:
        """The outline, from which everything is reached."""
        return self.outline.view if self.survey is not None else None

    def leaving(self) -> None:
        """Commit what is being typed."""
        for room in (self.frame.middle, self.frame.end):
            commit = getattr(room.held, "commit", None)
            if commit is not None:
                commit()

    def choose(self, *keys: Key) -> None:
        """Show these things: ("question", number), ("section", number) or ("survey", number)."""
        self.leaving()
        self.outline.choose(*keys)
        self._show()

    def focus_text(self) -> None:
        """Put the keyboard into the words of what is shown."""
        focus = getattr(self.frame.middle.held, "focus_text", None)
        if focus is not None:
            focus()

    def begin_survey(self) -> None:
        """Show what a survey can begin with."""
        from ui.surveys.begin import open_begin

        self.leaving()
        open_begin(self.context)

    def new_survey(self) -> None:
        """A new survey with a name to be typed over."""
        from cxdesk.surveys import actions

        self.leaving()
        made = self.context.bridge.run(
            _("Create survey"), actions.create, _("New survey"), self.shown_language
        )
        if made is not None:
            self.survey_id = made
            self.reload()
            self.choose(("survey", made))
            self.focus_text()

    def add_section(self) -> None:
        """A new section at the end, its heading ready to be typed."""
        from cxdesk.surveys import actions

        self.leaving()
        made = self.context.bridge.run(_("Add a section"), actions.add_section, self.survey_id, {})
        if made is not None:
            self.reload()
            self.choose(("section", made))
            self.focus_text()

    def add_question(self, section_id: int, look: str, place: int = END) -> int | None:
        """A new question of a type at a place in a section, ready to be typed; gives its number."""
        from cxdesk.surveys import editing
        from cxdesk.surveys.fresh import fresh

        self.leaving()
        spec = fresh(look, self.shown_language)
        made: int | None = self.context.bridge.run(
            _("Add a question"), editing.add_question_at, section_id, place, spec
        )
        if made is not None:
            self.reload()
            self.choose(("question", made))
            self.focus_text()
        return made

    def delete_survey(self) -> None:
        """Take the survey away with its answers; undo brings all of it back."""
        from cxdesk.surveys import actions
        from cxdesk.surveys.queries import shown

        if self.survey_id is None or self.survey is None:
            return
        gone, name = self.survey_id, shown(self.survey.name, self.shown_language)

        def delete(session: Any) -> int:
            actions.delete(session, gone)
            return gone

        if self.context.bridge.run(_("Delete the survey"), delete) is not None:
            sentence = _("The survey “{name}” is gone, with its answers.").format(name=name)
            self.context.offer_undo(sentence)

    def _direction(self) -> "Direction":
        """Whether the last step since this page was shown was taken back or done again."""
        log = self.context.project.log
        steps = log.since(self._seen) or ()
        self._seen = log.number
        return steps[-1].direction if steps else "do"

    def _which(self, there: Sequence[int]) -> int:
        """The survey that is shown: the one that was, or one that is there again, else the one before it."""
        if self.survey_id is not None and (not self._visited or self._visited[-1] != self.survey_id):
            self._visited = [n for n in self._visited if n != self.survey_id] + [self.survey_id]
        back = [n for n in self._missed if n in there]
        self._missed = [n for n in self._visited if n not in there]
        if back:
            return back[-1]
        return next((n for n in reversed(self._visited) if n in there), there[0])

    def _first(self) -> Key:
        """What is shown at first: the first question, else the survey itself."""
        survey = self.survey
        assert survey is not None
        elements = survey.elements
        if elements:
            return ("question", elements[0].id)
        return ("survey", survey.id) if is_one_part(survey) else ("section", survey.sections[0].id)

    def _show(self) -> None:
        if self.survey is None:
            return
        self.shown = read_shown(self, self.shown)

    def _show_empty(self) -> None:
        self.survey, self.survey_id, self.shown = None, None, Shown()
        self.frame.middle.put(None)
        self.frame.end.put(None)
        self._stack.setCurrentIndex(0)
        self._empty.clear()
        self._empty.add(
            EmptyState(
                self.context.theme,
                _("No survey yet"),
                _("Import answers and the survey is made from them, or write one yourself."),
                _("Import answers"),
                lambda: self.context.do("import.answers"),
                (_("Begin a survey"), self.begin_survey),
            ),
            None,
        )

    def editing(self) -> Editing:
        """What the panels share."""
        assert self.survey_id is not None
        return Editing(
            self.context,
            self.survey_id,
            self.shown_language,
            self._choose_anew,
            self._focus,
        )

    def _choose_anew(self, kind: str, number: int) -> None:
        self.reload()
        self.choose((kind, number))

    def _focus(self, name: str) -> None:
        """Show what is there now, and put the keyboard on the widget of that name."""
        self.reload()
        for room in (self.frame.middle, self.frame.end):
            found = room.held.findChild(QWidget, name) if room.held is not None else None
            if found is not None:
                found.setFocus()
                room.ensureWidgetVisible(found)

    def _on_chosen(self) -> None:
        self.leaving()
        if self.survey is not None and not self.outline.rows():
            self.outline.choose(("survey", self.survey.id))
        self._show()

    def _on_survey_chosen(self, survey_id: int) -> None:
        self.leaving()
        self.survey_id = survey_id
        self.reload()
        self.outline.choose(self._first())
        self._show()

    def _on_language_chosen(self, code: str) -> None:
        self.leaving()
        self.shown_language = code
        self.reload()
