"""Why it happens: causes, each with deeper ones below it."""

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _
from cxdesk.planning.actions import add_cause
from cxdesk.planning.queries import CauseRow
from ui.page import PageContext
from ui.planning.deeds import set_cause
from ui.planning.editing import Typing, done, remember_focus, show_text
from ui.planning.parts import quiet
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, column, empty, row
from ui.widgets.fields import LineInput, TextInput
from ui.widgets.lines_input import Lines
from ui.widgets.text import body, title

STEP = 20


class Causes(QWidget):
    """The causes of one issue; a new one is typed at the end, a deeper one below its own."""

    def __init__(self, context: PageContext, issue_id: int) -> None:
        super().__init__()
        self._context, self._issue_id = context, issue_id
        self._deeper: int | None = None
        self._shown: list[tuple[int, int | None]] | None = None
        self.editors: dict[int, TextInput] = {}
        self._card = Card(gap=8)
        self.fish = Button(
            context.theme, _("Fishbone and whys"), "plain", dense=True,
            on_click=lambda: context.go("planning", ("causes", issue_id)),
        )  # fmt: skip
        self.setLayout(column(row(title(_("Why it happens")), None, self.fish), self._card, gap=8))

    def show_causes(self, rows: tuple[CauseRow, ...]) -> None:
        """Show these causes; what is being typed stays."""
        shape = [(r.id, r.deeper_than_id) for r in rows]
        if shape != self._shown:
            self._shown = shape
            self._build(rows)
        for r in rows:
            show_text(self.editors[r.id], r.text)

    def _build(self, rows: tuple[CauseRow, ...]) -> None:
        give_back = remember_focus(self)
        empty(self._card.box)
        self.editors = {}
        for cause, depth in _in_order(rows):
            self._card.add(self._cause(cause, depth))
            if cause.id == self._deeper:
                self._card.add(self._new(depth + 1, cause.id))
        if not rows:
            self._card.add(body(_("Ask why, until you reach something you can change."), tone="text2"))
        if self._deeper is None and not self._context.project.read_only:
            self._card.add(self._new(0, None))
        give_back()

    def _cause(self, cause: CauseRow, depth: int) -> QWidget:
        editor = Lines(cause.text, lines=1)
        editor.setObjectName(f"cause {cause.id}")
        editor.setAccessibleName(_("Cause"))
        Typing(self._context, editor, _("Change a cause"), set_cause, cause.id, on_refused=self._refresh)
        self.editors[cause.id] = editor
        why = Button(
            self._context.theme, _("Why is that?"), "plain", dense=True, on_click=lambda: self._ask(cause.id)
        )
        why.setAccessibleName(_("Why is that? Add a deeper cause of “{cause}”").format(cause=cause.text))
        why.setEnabled(not self._context.project.read_only)
        holder = QWidget()
        box = column(editor, row(quiet(why), None), gap=2)
        # The start side is the right in Persian; layouts turn, their margins do not.
        start = depth * STEP
        box.setContentsMargins(*((0, 0, start, 0) if self._context.theme.rtl else (start, 0, 0, 0)))
        holder.setLayout(box)
        return holder

    def _new(self, depth: int, under: int | None) -> QWidget:
        hint = _("Why is that?") if under else _("Why does it happen?")
        editor = LineInput("", hint)
        editor.setObjectName("new cause")
        editor.setAccessibleName(hint)

        def add() -> None:
            text = editor.text().strip()
            if not text:
                editor.setFocus()
                return
            self._deeper = None
            if not done(self._context, _("Add a cause"), add_cause, self._issue_id, text, under):
                self._deeper = under

        editor.returnPressed.connect(add)
        button = Button(self._context.theme, _("Add"), dense=False, on_click=add)
        button.setAccessibleName(_("Add the cause"))
        holder = QWidget()
        box = row(editor, button)
        start = depth * STEP
        box.setContentsMargins(*((0, 0, start, 0) if self._context.theme.rtl else (start, 0, 0, 0)))
        holder.setLayout(box)
        return holder

    def _ask(self, cause_id: int) -> None:
        self._deeper = None if self._deeper == cause_id else cause_id
        self._shown = None
        self._refresh()
        if (editor := self.findChild(LineInput, "new cause")) is not None:
            editor.setFocus()

    def _refresh(self) -> None:
        from cxdesk.planning.queries import issue_whole

        self.show_causes(self._context.project.read(issue_whole, self._issue_id).causes)


def _in_order(rows: tuple[CauseRow, ...]) -> list[tuple[CauseRow, int]]:
    """Each cause followed by its deeper ones, with its depth."""
    found: list[tuple[CauseRow, int]] = []

    def walk(parent: int | None, depth: int) -> None:
        for r in rows:
            if r.deeper_than_id == parent:
                found.append((r, depth))
                walk(r.id, depth + 1)

    walk(None, 0)
    return found
