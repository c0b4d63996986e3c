"""The tabs of a plan: which cards each shows, and which lines can be added there."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _
from cxdesk.planning import action_queries, queries
from cxdesk.planning.actions import MOST_TOLD
from cxdesk.touchpoints.queries import touch_point_rows
from ui.planning import deeds
from ui.planning import plan_fields as cards
from ui.planning.editing import done
from ui.planning.parts import menu_button
from ui.planning.plan_fields import Writing
from ui.planning.reading import PlanPage, quotable
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, boxed, row
from ui.widgets.text import body

if TYPE_CHECKING:
    from cxdesk.planning.assemble import Gap

_TAB_OF_LINE = {"told": "told", "quote": "told", "do": "do", "since": "since", "ask": "call"}


def tabs() -> list[tuple[str, str]]:
    """The tabs in the order of the page."""
    return [
        ("told", _("What you told us")),
        ("do", _("What we will do")),
        ("since", _("Since last time")),
        ("call", _("Who to call")),
        ("names", _("Names")),
    ]


def tab_of(page: PlanPage, kind: str, owner: int, field: str) -> str:
    """The tab on which a wording is written."""
    if kind == "plan_line":
        line = next((r for r in page.lines if r.row.id == owner), None)
        return _TAB_OF_LINE[line.row.kind] if line else "told"
    return "call" if kind == "plan" else "names"


def order_of(page: PlanPage, gap: "Gap") -> int:
    """The place of a wording's tab, so that what is told comes first and names last."""
    need = gap.need
    return [key for key, _words in tabs()].index(tab_of(page, need.owner_kind, need.owner_id, need.field))


def shape(page: PlanPage) -> object:
    """What decides which fields there are; while it is the same, fields keep their focus."""
    lines = tuple(
        (r.row.id, r.place, r.quotable, r.row.agreed, r.issue and r.issue.title, r.action and (r.action.title, r.action.state),
         r.action is not None and r.action.slipped_from is not None)
        for r in page.lines
    )  # fmt: skip
    return (page.row.state, page.row.language, page.row.round, lines)


def build(
    tab: str, writing: Writing, page: PlanPage, touch_points: tuple[tuple[int, str], ...]
) -> list[QWidget]:
    """The cards of one tab, and the buttons that add lines."""
    makers: dict[str, Callable[[], list[QWidget]]] = {
        "told": lambda: _told(writing, page),
        "do": lambda: _do(writing, page),
        "since": lambda: _since(writing, page),
        "call": lambda: _call(writing, page),
        "names": lambda: [cards.names_card(writing, page, touch_points)],
    }
    return makers[tab]()


def _told(writing: Writing, page: PlanPage) -> list[QWidget]:
    lines, quotes = page.of("told"), page.of("quote")
    found: list[QWidget] = [cards.told_card(writing, page, r, len(lines)) for r in lines]
    found += [cards.quote_card(writing, page, r) for r in quotes]
    if not lines:
        found.append(
            _nothing(
                _("Nothing is told yet"), _("Choose an issue; then write it as the customer would say it.")
            )
        )
    read = writing.context.project.read
    here = {r.row.issue_id for r in lines}
    issues = [
        (i.title, _adder(writing, "told", issue_id=i.id))
        for i in read(queries.issue_rows)
        if i.id not in here
    ]
    said = [] if quotes else _quotations(writing)
    more = issues if len(lines) < MOST_TOLD else []
    return [*found, *_adding(writing, (_("Tell an issue"), more), (_("Add a quotation"), said))]


def _quotations(writing: Writing) -> list[tuple[str, Callable[[], None]]]:
    """What people said and agreed to have printed."""
    read = writing.context.project.read
    rows = [
        (i.id, e)
        for i in read(queries.issue_rows)
        for e in read(queries.evidence_rows, i.id)
        if e.kind == "quotation"
    ]
    agreed = read(quotable, [e.id for _issue, e in rows])
    return [
        (e.quotation, _adder(writing, "quote", issue_id=issue, evidence_id=e.id))
        for issue, e in rows
        if e.id in agreed
    ]


def _do(writing: Writing, page: PlanPage) -> list[QWidget]:
    lines = page.of("do")
    found: list[QWidget] = [cards.do_card(writing, page, r, len(lines)) for r in lines]
    if not lines:
        found.append(_nothing(_("Nothing is promised yet"), _("Choose an action that has a day.")))
    here = {r.row.action_id for r in lines}
    rows = writing.context.project.read(action_queries.action_rows)
    ready = [r for r in rows if r.id not in here and r.due_on and r.state != "dropped"]
    return [
        *found,
        *_adding(
            writing,
            (_("Promise an action"), [(r.title, _adder(writing, "do", action_id=r.id)) for r in ready]),
        ),
    ]


def _since(writing: Writing, page: PlanPage) -> list[QWidget]:
    lines = page.of("since")
    heads = {p.id: p.name for p in writing.context.project.read(touch_point_rows)}
    found: list[QWidget] = [
        cards.since_card(writing, page, r, heads.get(r.row.touch_point_id or 0, _("Since last time")))
        for r in lines
    ]
    if lines:
        return found
    found.append(
        _nothing(
            _("Nothing about last time"),
            _("Choose a touch point. The page shows how many were satisfied then and now."),
        )
    )
    points = [(name, _adder(writing, "since", touch_point_id=number)) for number, name in heads.items()]
    return [*found, *_adding(writing, (_("Choose a touch point"), points))]


def _call(writing: Writing, page: PlanPage) -> list[QWidget]:
    lines = page.of("ask")
    found: list[QWidget] = [cards.call_card(writing, page)]
    found += [cards.ask_card(writing, page, r) for r in lines]
    if not lines and writing.own:
        found.append(boxed(row(Button(
            writing.context.theme, _("Ask something of the customer"), icon="plus", on_click=_adder(writing, "ask")
        ), None)))  # fmt: skip
    return found


def _nothing(sentence: str, line: str) -> Card:
    return Card(body(sentence, strong=True), body(line, tone="text2"))


def _adding(writing: Writing, *menus: tuple[str, list[tuple[str, Callable[[], None]]]]) -> list[QWidget]:
    if not writing.own:
        return []
    buttons: list[Any] = [
        menu_button(writing.context.theme, text, text, choices, icon="plus")
        for text, choices in menus
        if choices
    ]
    if not buttons:
        return []
    buttons[0].setObjectName("add to the plan")
    return [boxed(row(*buttons, None))]


def _adder(writing: Writing, kind: str, **parts: int) -> Callable[[], None]:
    def add() -> None:
        writing.adds = True
        done(writing.context, _("Add a line to the plan"), deeds.add_line, writing.plan_id, kind, parts)
        writing.adds = False

    return add
