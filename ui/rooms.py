"""The rooms of the window as a table: their names, icons, pages, and what is counted and found in them."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from cxdesk.i18n import N_

if TYPE_CHECKING:
    from ui.page import Page, PageContext


@dataclass(frozen=True, slots=True)
class Room:
    """One page of the window.

    `count` names a field of programme.overview.Counts, `things` the query whose rows the command box finds by
    name, `deeds` the function that says what else can be done there (words, icon, of what, what does it); `target` is the field of such a row that the page's `open_at` takes. A room with `inside` is not in the navigation; its neighbour is marked instead.
    """

    id: str
    label: str
    icon: str
    module: str
    needs_file: bool = True
    count: str = ""
    things: str = ""
    target: str = "id"
    deeds: str = ""
    inside: str = ""


ROOMS = (
    Room("start", N_("Start"), "house", "ui.start.page", needs_file=False),
    Room(
        "surveys", N_("Surveys"), "clipboard-list", "ui.surveys.page",
        count="surveys", things="cxdesk.surveys.queries:survey_rows", deeds="ui.surveys.entries:deeds_here",
    ),
    Room(
        "journeys", N_("Journeys"), "route", "ui.journeys.page",
        count="journeys", things="cxdesk.journeys.queries:journey_rows",
    ),
    Room(
        "touchpoints", N_("Touch points"), "map-pin", "ui.touchpoints.page",
        count="touch_points", things="cxdesk.touchpoints.queries:touch_point_rows",
    ),
    Room("responses", N_("Responses"), "inbox", "ui.responses.page"),
    Room("analysis", N_("Insights"), "lightbulb", "ui.analysis.page"),
    Room("planning", N_("Actions"), "list-checks", "ui.planning.page", count="actions"),
    Room("followups", N_("Follow-ups"), "phone", "ui.planning.follow_ups_page", count="follow_ups"),
    Room(
        "accounts", N_("Accounts"), "building-2", "ui.accounts.page",
        count="accounts", things="cxdesk.accounts.queries:account_rows", target="key",
    ),
    Room("reports", N_("Documents"), "file-text", "ui.programme.reports_page"),
    Room("importing", N_("Import answers"), "file-up", "ui.importing.page", inside="responses"),
    Room("import_accounts", N_("Import customers"), "users", "ui.accounts.import_page", inside="accounts"),
    Room("account_map", N_("Map of customers"), "chart-no-axes-column", "ui.accounts.map_page", inside="accounts"),
    Room("coding", N_("What customers mean to do"), "message-square-text", "ui.analysis.coding_page", inside="analysis"),
    Room("account", N_("One customer"), "building-2", "ui.accounts.account_page", inside="accounts"),
    Room("account_matches", N_("Match keys to customers"), "link", "ui.accounts.matches_page", inside="accounts"),
    Room("personas", N_("Personas"), "users", "ui.personas.page", inside="journeys"),
    Room("understanding", N_("How well we know them"), "eye", "ui.personas.understanding_page", inside="journeys"),
    Room("compare", N_("Two maps beside each other"), "split", "ui.journeys.compare_page", inside="journeys"),
    Room("survey_review", N_("Review of a survey"), "list-checks", "ui.surveys.review_page", inside="surveys"),
    Room("survey_translations", N_("Translations side by side"), "languages", "ui.surveys.side_by_side", inside="surveys"),
    Room("settings", N_("Settings"), "settings", "ui.start.settings_page", needs_file=False, inside="settings"),
)  # fmt: skip

BY_ID = {room.id: room for room in ROOMS}
IN_NAV = tuple(room for room in ROOMS if not room.inside)


def page_maker(room: Room) -> "Callable[[PageContext], Page] | None":
    """The room's `make`, imported on the first visit; None while the room has no page."""
    if find_spec(room.module) is None:
        return None
    maker: Callable[[PageContext], Page] = import_module(room.module).make
    return maker


def go(context: "PageContext", room: str) -> None:
    """Show a room; the handler of the “Go to” rows of ui/actions.py."""
    context.go(room)
