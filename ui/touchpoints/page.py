"""The room “Touch points”: the one inventory, with function, owner, score, and the questions that listen there."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from cxdesk.i18n import NP_, _, language, ngettext, number, pgettext
from ui.page import Page, PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, boxed, column, row, top
from ui.widgets.empty import EmptyState
from ui.widgets.fields import Choice, Field, LineInput
from ui.widgets.figures import value_text
from ui.widgets.scaffold import Scaffold
from ui.widgets.score_glyph import ScoreCell
from ui.widgets.tables import Column, Table
from ui.widgets.text import caption, title

if TYPE_CHECKING:
    from cxdesk.analysis.touch_points import Scored
    from cxdesk.touchpoints.queries import TouchPointRow

CHANNEL_WORDS = {
    "phone": NP_("channel", "Phone"),
    "visit": NP_("channel", "Visit"),
    "mail": NP_("channel", "E-mail"),
    "letter": NP_("channel", "Letter"),
    "web": NP_("channel", "Web"),
    "app": NP_("channel", "App"),
    "message": NP_("channel", "Message"),
    "paper": NP_("channel", "Paper"),
    "meeting": NP_("channel", "Meeting"),
    "other": NP_("channel", "Other"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One touch point with its score, if anybody is asked."""

    row: "TouchPointRow"
    scored: "Scored | None"


def make(context: PageContext) -> Page:
    """The page, for the shell."""
    return TouchPointsPage(context)


class TouchPointsPage(Page):
    """The list on the left, the chosen touch point on the right."""

    tables = frozenset(
        {
            "touch_point",
            "touch_point_item",
            "business_function",
            "person",
            "item",
            "import_batch",
            "round",
            "data_set",
        }
    )

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.frame = Scaffold(self)
        self.table: Table | None = None
        self.detail: Card | None = None
        self.chosen: int | None = None
        self._inputs: dict[str, LineInput] = {}
        self._headline: Any = None
        self._source: Any = None

    def reload(self) -> None:
        """Read the inventory and its scores again."""
        from cxdesk.analysis.touch_points import data_behind, scored_touch_points
        from cxdesk.touchpoints.queries import touch_point_rows

        project = self.context.project
        rows = project.read(touch_point_rows)
        if not rows:
            self._show_empty()
            return
        scored = {s.touch_point_id: s for s in project.read(scored_touch_points)}
        lines = [Line(r, scored.get(r.id)) for r in rows]
        if self.table is None:
            self._build()
        assert self.table is not None
        source = "\n".join(project.read(data_behind, scored.values(), language()))
        self.table.note = source
        self._source.setText(source)
        self._source.setVisible(bool(source))
        silent = sum(1 for line in lines if not line.row.item_ids)
        self._headline.setText(_headline(len(lines), silent))
        with QSignalBlocker(self.table):  # the table keeps the row it had, which is not a person's choice
            self.table.set_rows(lines)
            if self.chosen is None or not self.table.choose(self.chosen):
                self.chosen = lines[0].row.id
                self.table.choose(self.chosen)
        self._show_detail(next(line for line in lines if line.row.id == self.chosen))

    def open_at(self, target: Any) -> None:
        """Choose the touch point of that number."""
        if isinstance(target, int):
            self.chosen = target
            self.reload()

    def leaving(self) -> None:
        """Commit what is being typed."""
        for line in self._inputs.values():
            line.commit()

    def add(self) -> None:
        """A new touch point with a name to be typed over."""
        from cxdesk.touchpoints import actions
        from cxdesk.touchpoints.queries import touch_point_rows

        taken = {r.name for r in self.context.project.read(touch_point_rows)}
        name, place = _("New touch point"), 2
        while name in taken:
            name, place = _("New touch point {n}").format(n=number(place)), place + 1
        made = self.context.bridge.run(_("Add a touch point"), actions.add, name)
        if made is not None:
            self.chosen = made
            self.reload()
            self._inputs["name"].setFocus()
            self._inputs["name"].selectAll()

    def _show_empty(self) -> None:
        self.frame.clear()
        self.table, self._inputs = None, {}
        state = EmptyState(
            self.context.theme,
            _("No touch points yet"),
            _("A touch point is where a customer meets you: a call, a visit, an invoice."),
            _("Add a touch point"),
            self.add,
        )
        self.frame.add(state, None)

    def _build(self) -> None:
        theme = self.context.theme
        self.frame.clear()
        self._headline = title("")
        add = Button(theme, _("Add a touch point"), "filled", icon="plus", on_click=self.add)
        head = row(self._headline, add)
        head.setStretch(0, 1)
        self.frame.add(head)
        columns = [
            Column(_("Touch point"), lambda r: r.row.name, "strong"),
            Column(
                _("Channel"), lambda r: pgettext("channel", CHANNEL_WORDS[r.row.channel]), "muted", width=104
            ),
            Column(_("Function"), lambda r: r.row.function, "muted", width=100),
            Column(_("% satisfied, margin of error"), _score_text, "score", value=_score, width=190),
            Column(
                _("Answers"), lambda r: number(r.scored.figure.n) if r.scored else "–", "number", width=72
            ),
        ]
        self.table = Table(theme, columns, name=_("Touch points"), fit=True, key=lambda r: r.row.id)
        self.table.current_changed.connect(self._on_current)
        self.detail = Card()
        self.detail.setFixedWidth(300)
        across = row(gap=24)
        self._source = caption("", wrap=True)
        left = column(boxed(column(self.table, margins=(12, 4, 12, 8)), "card"), self._source, gap=12)
        top(across, boxed(left), 1)
        top(across, self.detail)
        self.frame.add(across, None)

    def _on_current(self, line: Line) -> None:
        if line.row.id != self.chosen:
            self.leaving()
            self.chosen = line.row.id
            self._show_detail(line)

    def _show_detail(self, line: Line) -> None:
        typing = next((name for name, box in self._inputs.items() if box.hasFocus()), None)
        if typing and getattr(self.detail, "row_id", None) == line.row.id:
            for name, value in _values(line.row).items():
                self._inputs[name].show_text(value)
            return
        self._fill_detail(line)

    def _fill_detail(self, line: Line) -> None:
        theme, detail = self.context.theme, self.detail
        assert detail is not None
        detail.clear()
        detail.row_id = line.row.id  # type: ignore[attr-defined]
        words = {"name": _("Touch point"), "function": _("Function"), "owner": _("Owner")}
        self._inputs = {}
        for name, value in _values(line.row).items():
            box = LineInput(value)
            box.committed.connect(lambda text, name=name, at=line.row.id: self._change(at, **{name: text}))
            self._inputs[name] = box
            detail.add(Field(theme, words[name], box))
        channel = Choice(
            [(key, pgettext("channel", text)) for key, text in CHANNEL_WORDS.items()], line.row.channel
        )
        channel.chosen.connect(lambda value: self._change(line.row.id, channel=value))
        detail.add(Field(theme, _("Channel"), channel), 4, caption(_("Questions that ask about it")))
        for text in self._question_words(line.row.item_ids):
            detail.add(caption(text, tone="text", wrap=True))
        if not line.row.item_ids:
            detail.add(caption(_("Nobody is asked. Link a question under Surveys."), tone="warn", wrap=True))
        delete = Button(
            theme, _("Delete"), "danger", icon="trash-2", dense=True, on_click=lambda: self._delete(line)
        )
        detail.add(8, row(None, delete))

    def _question_words(self, item_ids: tuple[int, ...]) -> list[str]:
        from cxdesk.surveys.queries import shown, survey_rows, whole

        project = self.context.project
        found = []
        for survey in project.read(survey_rows):
            for question in project.read(whole, survey.id).questions:
                found += [
                    f"{survey.name}: {shown(i.text) or i.code}" for i in question.items if i.id in item_ids
                ]
        return found

    def _change(self, touch_point_id: int, **fields: str) -> None:
        from cxdesk.touchpoints import actions

        key = f"touch-point-{touch_point_id}-{next(iter(fields))}"
        label = _("Change a touch point")
        self.context.bridge.run_merged(label, key, actions.change, touch_point_id, **fields)

    def _delete(self, line: Line) -> None:
        from cxdesk.touchpoints import actions

        self.chosen = None
        self._inputs = {}
        self.context.bridge.run(_("Delete a touch point"), actions.delete, line.row.id)


def _values(line: "TouchPointRow") -> dict[str, str]:
    return {"name": line.name, "function": line.function, "owner": line.owner}


def _score(line: Line) -> ScoreCell | None:
    if line.scored is None:
        return None
    return ScoreCell(line.scored.figure, line.scored.previous.value if line.scored.previous else None)


def _score_text(line: Line) -> str:
    return value_text(line.scored.figure) if line.scored else _("not asked yet")


def _headline(count: int, silent: int) -> str:
    points = ngettext("{n} touch point", "{n} touch points", count).format(n=number(count))
    if not silent:
        return _("{points}, and every one has a question").format(points=points)
    unasked = ngettext("{n} has no question", "{n} have no question", silent).format(n=number(silent))
    return _("{points}; {unasked}").format(points=points, unasked=unasked)
