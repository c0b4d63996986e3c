"""Chains of whys: one chain at a time, numbered down a line of beads, a new why typed at its end; and all as a list."""

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxdesk.i18n import _, ngettext, number
from cxdesk.planning.actions import add_cause
from cxdesk.planning.fishbone import BONE_WORDS, below, chains
from cxdesk.planning.queries import CauseRow, IssueWhole
from ui.page import PageContext
from ui.planning.deeds import set_cause
from ui.planning.editing import Typing, remember_focus, show_text
from ui.theme import Theme
from ui.widgets.beads import Bead
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, column, empty, put, row
from ui.widgets.fields import Choice, LineInput, TextInput
from ui.widgets.lines_input import Lines
from ui.widgets.scaffold import Scaffold
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, caption, title

ENOUGH = 5
NEW = -1


@dataclass(frozen=True, slots=True)
class ListedCause:
    """One cause in the list: how deep it lies, its bone, and the actions against it."""

    id: int
    text: str
    depth: int
    bone: str
    actions: int


class Whys(QWidget):
    """One chain of whys at a time. `rows` has all causes as a list."""

    def __init__(self, context: PageContext, issue_id: int) -> None:
        super().__init__()
        self._context, self._issue_id = context, issue_id
        self._own = not context.project.read_only
        self._chains: list[tuple[CauseRow, ...]] = []
        self._leaf, self._wants_new = NEW, False
        self._built: object = None
        self.editors: dict[int, TextInput] = {}
        self.rows: list[ListedCause] = []
        self.choice = Choice()
        self.choice.setAccessibleName(_("Which chain of whys"))
        self.choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(48)
        self.choice.chosen.connect(self._on_chosen)
        self._box = QVBoxLayout()
        self._box.setSpacing(8)
        frame = Scaffold(self, widest=760)
        frame.add(self.choice, self._box)

    def show_issue(self, whole: IssueWhole) -> None:
        """Show the chain that was shown, or the longest; what is being typed stays."""
        self._chains = chains(whole.causes)
        self.rows = listed_causes(whole)
        self._leaf = self._kept_leaf()
        options = [(c[-1].id, _chain_name(c)) for c in self._chains]
        if self._own:
            options.append((NEW, _("A new chain")))
        self.choice.set_options(options, self._leaf)
        self._title = whole.row.title
        chain = self._chain()
        shape = (self._leaf, [c.id for c in chain], whole.row.title)
        if shape != self._built:
            self._built = shape
            self._build(chain)
        for cause in chain:
            show_text(self.editors[cause.id], cause.text)

    def _kept_leaf(self) -> int:
        """The end of the chain that was shown, which may have grown or lost a why; else of the longest."""
        if self._wants_new:
            return NEW
        before = next((c for c in self._chains if self._leaf in [x.id for x in c]), None)
        found = before or max(self._chains, key=len, default=None)
        return found[-1].id if found else NEW

    def edit(self, cause_id: int) -> None:
        """Show a chain with this cause and put the keyboard there."""
        chain = next((c for c in self._chains if cause_id in [x.id for x in c]), None)
        if chain is None:
            return
        self._on_chosen(chain[-1].id)
        self.editors[cause_id].setFocus()
        self.editors[cause_id].selectAll()

    def _chain(self) -> tuple[CauseRow, ...]:
        return next((c for c in self._chains if c[-1].id == self._leaf), ())

    def _on_chosen(self, leaf: int) -> None:
        self._leaf, self._wants_new = leaf, leaf == NEW
        self.choice.set_value(leaf)
        chain = self._chain()
        self._built = (leaf, [c.id for c in chain], self._title)
        self._build(chain)
        if leaf == NEW and (new := self.findChild(LineInput, "new why")) is not None:
            new.setFocus()

    def _build(self, chain: tuple[CauseRow, ...]) -> None:
        give_back = remember_focus(self)
        empty(self._box)
        self.editors = {}
        card = Card(title(self._title), gap=8)
        for place, cause in enumerate(chain, 1):
            card.add(self._why(place, cause, place == len(chain)))
        if self._own:
            card.add(self._new(len(chain) + 1, chain[-1].id if chain else None))
        put(self._box, card)
        put(self._box, body(_enough(len(chain)), tone="text2"))
        put(self._box, None)
        give_back()

    def _why(self, place: int, cause: CauseRow, last: bool) -> QWidget:
        editor = Lines(cause.text, lines=1)
        editor.setObjectName(f"why {cause.id}")
        asked = _asked(place)
        editor.setAccessibleName(asked)
        Typing(self._context, editor, _("Change a cause"), set_cause, cause.id)
        self.editors[cause.id] = editor
        holder = QWidget()
        bead = Bead(self._context.theme, "measured" if last else "opinion", "accent" if last else "text2")
        holder.setLayout(row(bead, column(caption(asked), editor, gap=2), gap=12))
        return holder

    def _new(self, place: int, under: int | None) -> QWidget:
        editor = LineInput("", _("Why is that?") if under else _("Why does it happen?"))
        editor.setObjectName("new why")
        editor.setAccessibleName(_asked(place))

        def add() -> None:
            text = editor.text().strip()
            if not text:
                editor.setFocus()
                return
            made = self._context.bridge.run(_("Add a cause"), add_cause, self._issue_id, text, under)
            if made is not None:
                self._follow(made)

        editor.returnPressed.connect(add)
        button = Button(self._context.theme, _("Add"), on_click=add)
        button.setAccessibleName(_("Add the cause"))
        holder = QWidget()
        bead = Bead(self._context.theme, "opinion", "line_strong")
        holder.setLayout(row(bead, column(caption(_asked(place)), row(editor, button), gap=2), gap=12))
        return holder

    def _follow(self, cause_id: int) -> None:
        """Go on asking below the why that was just said."""
        if any(c[-1].id == cause_id for c in self._chains):
            self._on_chosen(cause_id)
        if (new := self.findChild(LineInput, "new why")) is not None:
            new.setFocus()


def listed_causes(whole: IssueWhole) -> list[ListedCause]:
    """All causes, each followed by its deeper ones."""
    against: dict[int, int] = {}
    for action in whole.actions:
        if action.cause_id is not None and action.state != "dropped":
            against[action.cause_id] = against.get(action.cause_id, 0) + 1
    found = []
    for first in (c for c in whole.causes if c.deeper_than_id is None):
        for cause, depth in below(whole.causes, first.id):
            found.append(ListedCause(cause.id, cause.text, depth, first.bone, against.get(cause.id, 0)))
    return found


def cause_table(theme: Theme) -> Table:
    """The list view of the fishbone."""
    columns = [
        Column(_("Cause"), lambda r: "\u2003" * min(r.depth, 8) + r.text, "strong", share=5),
        Column(_("Bone"), lambda r: _(BONE_WORDS[r.bone]), "muted", share=2),
        Column(_("Why"), lambda r: number(r.depth + 1), "number", sort=lambda r: r.depth, width=72),
        Column(_("Actions"), _acts, "muted", sort=lambda r: r.actions, share=2),
    ]
    return Table(theme, columns, name=_("Causes"), key=lambda r: r.id, sortable=True)


def _acts(r: ListedCause) -> str:
    if not r.actions:
        return _("no action yet")
    return ngettext("{n} action", "{n} actions", r.actions).format(n=number(r.actions))


def _asked(place: int) -> str:
    words = _("Why is that?") if place > 1 else _("Why does it happen?")
    return f"{number(place)}. {words}"


def _chain_name(chain: tuple[CauseRow, ...]) -> str:
    whys = ngettext("{n} why", "{n} whys", len(chain)).format(n=number(len(chain)))
    return f"{chain[0].text[:60]} ({whys})"


def _enough(whys: int) -> str:
    if not whys:
        return _("Ask why, until you reach something you can change.")
    if whys < ENOUGH:
        return _("Ask on while the answer is something that only happens to you.")
    return _("Five times why. If you can change the last one, act against it.")
