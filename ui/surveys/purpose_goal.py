"""The goal a survey serves: one of the file or of the catalogue, with the figure that tells whether it is reached."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _
from ui.page import PageContext
from ui.widgets.cards import column, row
from ui.widgets.fields import Choice, Field, LineInput
from ui.widgets.text import caption

if TYPE_CHECKING:
    from cxdesk.surveys.purpose import Purpose

NONE, OWN = "none", "kind own"


class GoalPart(QWidget):
    """A choice of goals and the figure of the chosen one. `changed()` follows every action."""

    def __init__(self, context: PageContext, survey_id: int, changed: Callable[[], None]) -> None:
        super().__init__()
        self._context, self._survey_id, self._changed = context, survey_id, changed
        self._found: Purpose | None = None
        theme = context.theme
        self.goal = Choice()
        self.goal.chosen.connect(self._on_chosen)
        self.own = LineInput(placeholder=_("Fewer visits for the same fault"))
        self.own.committed.connect(self._on_own)
        self.about = caption("", wrap=True)
        self.measure, self.baseline, self.target = LineInput(), LineInput(), LineInput()
        for name, editor in (("measure", self.measure), ("baseline", self.baseline), ("target", self.target)):
            editor.committed.connect(lambda text, name=name: self._on_figure(name, text))
        self._own_field = Field(theme, _("The goal in your own words"), self.own)
        self._figure = QWidget()
        numbers = row(
            Field(theme, _("Today"), self.baseline), Field(theme, _("To be reached"), self.target), gap=12
        )
        self._figure.setLayout(column(Field(theme, _("Told by"), self.measure), numbers, gap=12))
        goal = Field(theme, _("Business goal"), self.goal)
        self.setLayout(column(goal, self._own_field, self.about, self._figure, gap=12))

    @property
    def fields(self) -> tuple[LineInput, ...]:
        """What can be typed in."""
        return self.own, self.measure, self.baseline, self.target

    def focus(self) -> None:
        """Put the keyboard into the choice of goals."""
        self.goal.setFocus()

    def show_goal(self, found: "Purpose") -> None:
        """Show the goal as the file has it."""
        from cxdesk.goals.catalogue import CATALOGUE
        from cxdesk.goals.queries import goal_rows
        from cxdesk.surveys.templates import suggested_goal

        self._found = found
        rows = self._context.project.read(goal_rows)
        names = {r.name for r in rows}
        options = [(NONE, _("Not said yet")), *((f"goal {r.id}", r.name) for r in rows)]
        likely = suggested_goal(found.template)
        for kind in CATALOGUE.values():
            words = _(kind.words)
            if kind.key == likely and kind.key != "own":
                words = _("{goal} (fits the template)").format(goal=words)
            if kind.key == "own" or _(kind.words) not in names:
                options.append((f"kind {kind.key}", words))
        asks_own = self.goal.value() == OWN and found.goal_id is None
        chosen = f"goal {found.goal_id}" if found.goal_id is not None else NONE
        self.goal.set_options(options, OWN if asks_own else chosen)
        self._own_field.setVisible(asks_own)
        about = CATALOGUE[found.goal_kind].about if found.goal_kind in CATALOGUE else ""
        self.about.setText(_(about) if about and found.goal_kind != "own" else "")
        self.about.setVisible(bool(self.about.text()))
        self._figure.setVisible(found.goal_id is not None)
        for editor, text in (
            (self.measure, found.measure),
            (self.baseline, found.baseline),
            (self.target, found.target),
        ):
            editor.show_text(text)

    def _on_chosen(self, value: str) -> None:
        from cxdesk.surveys.purpose import serve, serve_new

        what, _space, key = value.partition(" ")
        run = self._context.bridge.run
        if value == OWN:
            if self._found is not None and self._found.goal_id is not None:
                run(_("Set the goal"), serve, self._survey_id, None)
            self.goal.set_value(value)
            self._changed()
            self.own.setFocus()
            return
        if what == "kind":
            run(_("Set the goal"), serve_new, self._survey_id, key)
        else:
            run(_("Set the goal"), serve, self._survey_id, int(key) if key else None)
        self._changed()

    def _on_own(self, text: str) -> None:
        from cxdesk.surveys.purpose import serve_new

        if text.strip():
            self._context.bridge.run(_("Set the goal"), serve_new, self._survey_id, "own", text)
            self._changed()

    def _on_figure(self, name: str, text: str) -> None:
        from cxdesk.surveys.purpose import measure_goal

        if self._found is None or self._found.goal_id is None:
            return
        goal_id = self._found.goal_id
        label, key = _("Change the figure of the goal"), f"goal-{goal_id}-{name}"
        self._context.bridge.run_merged(label, key, lambda s: measure_goal(s, goal_id, **{name: text}))
        self._changed()
