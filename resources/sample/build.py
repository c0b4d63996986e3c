"""Fill an empty file with the finished example, through the same actions a person's clicks go through."""

from datetime import datetime
from typing import Any

from cxdesk.accounts import actions as accounts
from cxdesk.accounts import purchases as sold
from cxdesk.i18n import _
from cxdesk.paths import resource
from cxdesk.people import actions as people
from cxdesk.planning import actions as planning
from cxdesk.progress import Progress, no_progress
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses import data_set, matching, store
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.definition import Definition
from cxdesk.touchpoints import actions as touch_points
from resources.sample import (
    cards,
    follow_ups,
    generate,
    inventory,
    issues,
    journeys,
    judgements,
    names,
    periods,
    personas,
    plans,
    purchases,
    transactions,
)
from resources.sample.sheet import Sheet
from resources.sample.surveys import (
    EMPLOYEES,
    EXPECTED,
    INSTALLATION,
    RELATIONSHIP,
    REPAIR,
    definitions,
    item_ids,
    item_kinds,
)
from resources.sample.touch_points import POINTS

ACCENT = "#2B5A48"
STORED_AT = datetime(2026, 3, 20, 9, 12)
# The relationship survey comes first: it speaks for a touch point in plans.
_ORDER = (RELATIONSHIP, REPAIR, INSTALLATION, EMPLOYEES)
_STEPS = 6


def build(project: Project, progress: Progress = no_progress) -> None:
    """Make Alder Lifts in an empty open file; every time the same."""
    progress(0, _STEPS, _("Customers and touch points"))
    specs = names.accounts()
    everybody = names.people_of(specs)
    label = _("Make the example")
    contacts = project.run(label, _store_people, specs, everybody)
    points = project.run(label, _add_touch_points)
    progress(1, _STEPS, _("Surveys"))
    described = definitions()
    ids = _numbered(project, described)
    built = project.run(label, _build_surveys, described, ids, points)
    progress(2, _STEPS, _("Answers"))
    sheets = _sheets(everybody)
    project.run(label, _store_purchases, purchases.bought(specs, sheets[RELATIONSHIP, "March 2026"]))
    packed = {
        where: sheet.packed(ids[where[0]], item_kinds(described[where[0]])) for where, sheet in sheets.items()
    }
    rounds = project.run(label, _store_answers, built, packed, everybody, contacts)
    progress(3, _STEPS, _("Journeys"))
    project.run(label, _draw_journeys, points)
    project.run(label, personas.describe)
    progress(4, _STEPS, _("Issues, actions and plans"))
    # A new file numbers its customers from 1, in the order they are stored.
    known = {spec.name: number for number, spec in enumerate(specs, 1)}
    project.run(label, _plan, built[RELATIONSHIP], ids[RELATIONSHIP], points, known, rounds)
    progress(_STEPS, _STEPS, _("The example is ready"))


def _store_people(
    session: Any, specs: list[accounts.AccountSpec], everybody: list[names.Person]
) -> dict[tuple[str, str], int]:
    for name, title, function in names.PEOPLE:
        people.person_named(session, name, title, function)
    accounts.store_accounts(session, specs)
    return accounts.store_contacts(session, [p.spec for p in everybody])


def _store_purchases(session: Any, bought: list[sold.PurchaseSpec]) -> None:
    sold.store(session, sold.match(session, bought, {}).new)


def _add_touch_points(session: Any) -> dict[str, int]:
    made = {p.key: touch_points.add(session, p.name, p.channel, p.function, p.owner) for p in POINTS}
    inventory.write(session, made)
    return made


def _numbered(project: Project, described: dict[str, Definition]) -> dict[str, dict[str, int]]:
    """The numbers of all columns, kept free before the surveys are built so that answers can be packed."""
    found = {}
    for name in _ORDER:
        size = len(item_ids(described[name], 0))
        first = project.run(_("Make the example"), store.reserve_item_ids, size)
        found[name] = item_ids(described[name], first)
    return found


def _build_surveys(
    session: Any,
    described: dict[str, Definition],
    ids: dict[str, dict[str, int]],
    points: dict[str, int],
) -> dict[str, int]:
    built = {}
    for name in _ORDER:
        built[name] = surveys.build(session, described[name], min(ids[name].values()))
        for code, item in ids[name].items():
            if code in points:
                touch_points.link(session, points[code], item)
            elif (about := code.removesuffix(EXPECTED)) in points:
                touch_points.link(session, points[about], item, "expectation")
    return built


def _sheets(everybody: list[names.Person]) -> dict[tuple[str, str], Sheet]:
    """All answers, by survey and round."""
    found = {(RELATIONSHIP, name): generate.relationship(everybody, name) for name in periods.RELATIONSHIP}
    for name in periods.TRANSACTIONS:
        found[REPAIR, name] = transactions.repair(everybody, name)
        found[INSTALLATION, name] = transactions.installation(everybody, name)
    return found | {(EMPLOYEES, name): transactions.employees(name) for name in periods.EMPLOYEES}


def _store_answers(
    session: Any,
    built: dict[str, int],
    packed: dict[tuple[str, str], responses.Packed],
    everybody: list[names.Person],
    contacts: dict[tuple[str, str], int],
) -> dict[str, int]:
    """Rounds with their answers and invitations; returns the relationship survey's rounds by name."""
    days = {
        RELATIONSHIP: periods.RELATIONSHIP,
        REPAIR: periods.TRANSACTIONS,
        INSTALLATION: periods.TRANSACTIONS,
        EMPLOYEES: periods.EMPLOYEES,
    }
    found = {}
    for (survey, name), answers in packed.items():
        opened, closed = days[survey][name]
        invited = names.INVITED[name] if survey == RELATIONSHIP else None
        number = responses.add_round(session, built[survey], name, opened, closed, invited)
        source = responses.Source(f"{survey} {name}.csv", "sample")
        responses.add_answers(session, number, answers, source, STORED_AT)
        data_set.change(session, number, **cards.CARDS[survey])
        if survey == RELATIONSHIP:
            found[name] = number
            asked = [contacts[p.account_key, p.key] for p in generate.invited(everybody, name)]
            matching.invite(session, number, asked, opened)
    matching.relink(session)
    return found


def _draw_journeys(session: Any, points: dict[str, int]) -> None:
    for drawn in (journeys.REPAIR, journeys.NEW_LIFT):
        journeys.draw(session, drawn, points)


def _plan(
    session: Any,
    survey: int,
    items: dict[str, int],
    points: dict[str, int],
    known: dict[str, int],
    rounds: dict[str, int],
) -> None:
    goal = issues.set_goal(session)
    raised = issues.raise_all(session, goal, survey, items, points)
    judgements.judge_all(session, raised, goal, points, known)
    follow_ups.follow_up(session, survey, raised.issues["waiting"])
    planning.set_brand(session, ACCENT, resource("sample", "logo.svg").read_bytes())
    plans.write_common_words(session, points)
    plans.write_all(session, plans.Known(known, rounds, points, raised))
