"""What the start page says of an open file: the chain from goal to outcome, what needs a person, what became better."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Literal

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account
from cxdesk.analysis.compare import compare
from cxdesk.analysis.figure import Figure
from cxdesk.analysis.touch_points import Scored, scored_touch_points
from cxdesk.goals.model import Goal
from cxdesk.i18n import _, day, isolated, language_word, listed, ngettext, number
from cxdesk.journeys.model import Journey
from cxdesk.planning.action_queries import ActionRow, action_rows
from cxdesk.planning.assemble import gaps_of
from cxdesk.planning.follow_up_queries import open_count
from cxdesk.planning.map_reviews import map_reviews
from cxdesk.planning.model import Cause, Issue
from cxdesk.planning.plan_queries import PlanRow, plan_rows
from cxdesk.planning.plan_rounds import drafts_behind
from cxdesk.responses import matching
from cxdesk.responses.filter import Filter
from cxdesk.responses.queries import RoundRow, round_rows
from cxdesk.sentences import ended
from cxdesk.surveys.model import Survey, SurveyVersion
from cxdesk.surveys.queries import shown
from cxdesk.touchpoints.model import TouchPoint, TouchPointItem
from cxdesk.touchpoints.queries import busy_unheard

Grade = Literal["hollow", "half", "filled"]
MOST_TASKS = 3


@dataclass(frozen=True, slots=True)
class Link:
    """One bead of the chain: its name, what stands there, how far it is."""

    name: str
    line: str
    grade: Grade


@dataclass(frozen=True, slots=True)
class Task:
    """Something that needs a person: icon, bold sentence, line, words on the button, page it leads to and what there."""

    icon: str
    bold: str
    line: str
    button: str
    target: str
    at: tuple[str, int] | int | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """A touch point measured again after we acted."""

    name: str
    figure: Figure
    previous: Figure
    change: str
    real: bool
    previous_label: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole start page of an open file."""

    subtitle: str
    chain_title: str
    chain: tuple[Link, ...]
    tasks: tuple[Task, ...]
    again: tuple[Again, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers beside the names of the pages."""

    surveys: int
    journeys: int
    touch_points: int
    actions: int
    accounts: int
    follow_ups: int


def counts(session: Session) -> Counts:
    """How many of each there are; actions are the ones still open."""
    open_actions = sum(1 for a in action_rows(session) if a.state in ("draft", "active"))
    surveys, journeys, points, accounts = (
        session.scalar(select(func.count(t.id))) or 0 for t in (Survey, Journey, TouchPoint, Account)
    )
    return Counts(surveys, journeys, points, open_actions, accounts, open_count(session))


def overview(session: Session, today: date) -> Overview:
    """Everything the start page shows, as of a day."""
    scored = scored_touch_points(session, today=today)
    plans = plan_rows(session)
    actions = action_rows(session)
    latest = _latest_round(session)
    return Overview(
        _subtitle(session, latest),
        _chain_title(session),
        tuple(_chain(session, scored, actions, plans, latest)),
        tuple(_tasks(session, actions, plans, scored, today)),
        tuple(_again(scored)),
    )


def _latest_round(session: Session) -> RoundRow | None:
    customers = set(session.scalars(select(Survey.id).where(Survey.audience == "customers")))
    rows = [r for r in round_rows(session) if r.survey_id in customers]
    known = [(matching.answered(session, r.survey_id, Filter(rounds=(r.name,))), r) for r in rows[-6:]]
    return max(known, key=lambda pair: (pair[1].day or date.min, pair[0]))[1] if known else None


def _subtitle(session: Session, latest: RoundRow | None) -> str:
    if latest is None:
        if session.scalar(select(func.count(Survey.id))):
            return _("No answers yet. Ask with a survey of this file, or import what was answered elsewhere.")
        return _("No answers yet. Import a file, or look at the finished example.")
    survey = session.get_one(Survey, latest.survey_id)
    n = matching.answered(session, latest.survey_id, Filter(rounds=(latest.name,)))
    people = ngettext("{n} person answered", "{n} people answered", n).format(n=number(n))
    return f"{ended(listed((isolated(shown(survey.name)), _round_name(latest))))} {people}."


def _round_name(row: RoundRow) -> str:
    return row.when


def _chain_title(session: Session) -> str:
    issue = session.scalars(select(Issue).order_by(Issue.id)).first()
    return (
        _("From goal to outcome: {issue}").format(issue=issue.title) if issue else _("From goal to outcome")
    )


def _chain(
    session: Session,
    scored: list[Scored],
    actions: list[ActionRow],
    plans: list[PlanRow],
    latest: RoundRow | None,
) -> list[Link]:
    goal = session.scalars(select(Goal.name).order_by(Goal.id)).first()
    issue = session.scalars(select(Issue).order_by(Issue.id)).first()
    cause = session.scalars(select(Cause.text).where(Cause.issue_id == issue.id)).first() if issue else None
    mine = [a for a in actions if issue and a.issue_id == issue.id]
    agreed = sum(1 for p in plans if p.state == "agreed")
    surveys = session.scalar(select(func.count(Survey.id))) or 0
    n = matching.answered(session, latest.survey_id, Filter(rounds=(latest.name,))) if latest else 0
    again = _again(scored)
    few = next(
        (
            _("{name}: {change}").format(name=s.name, change=compare(s.figure, s.previous).sentence)
            for s in scored
            if s.previous is not None and s.previous.n and s.figure.n and not s.figure.hidden
        ),
        None,
    )
    asked = ngettext("{n} survey", "{n} surveys", surveys).format(n=number(surveys))
    # Where a question asks, answered already or not.
    places = session.scalar(select(func.count(distinct(TouchPointItem.touch_point_id)))) or 0
    points = ngettext("{n} touch point", "{n} touch points", places).format(n=number(places))
    listening = _("{surveys}, {points}").format(surveys=asked, points=points)
    answers = _("{n} in {month}").format(n=number(n), month=_round_name(latest)) if latest else ""
    agreed_line = ngettext(
        "{agreed} of {all} plan agreed", "{agreed} of {all} plans agreed", len(plans)
    ).format(agreed=number(agreed), all=number(len(plans)))
    return [
        _link(_("Goal"), goal, "filled"),
        _link(_("Where we listen"), listening if surveys else None, "filled"),
        _link(_("Answers"), answers if n else None, "filled"),
        _link(_("Finding"), issue.title if issue else None, "filled"),
        _link(_("Cause"), cause, "half"),
        _link(
            _("Action"),
            mine[0].title if mine else None,
            "filled" if mine and mine[0].state != "draft" else "half",
        ),
        _link(
            _("Plan"), agreed_line if plans else None, "filled" if plans and agreed == len(plans) else "half"
        ),
        _link(
            _("Outcome"),
            _("{name}: {change}").format(name=again[0].name, change=again[0].change) if again else few,
            "half" if again else "hollow",
        ),
    ]


def _link(name: str, line: str | None, grade: Grade) -> Link:
    return Link(name, line or _("not yet"), grade if line else "hollow")


def _tasks(
    session: Session, actions: list[ActionRow], plans: list[PlanRow], scored: list[Scored], today: date
) -> list[Task]:
    found = [*_due(actions, today), *_wordings(session, plans), *_to_ask(session)]
    # These take reading, so they are looked for only where there is room for one more.
    others = (
        partial(_newer_answers, session, plans),
        partial(_maps, session, scored, today),
        partial(_unheard, session, scored),
    )
    for more in others:
        if len(found) < MOST_TASKS:
            found += more()
    return found[:MOST_TASKS]


def _due(actions: list[ActionRow], today: date) -> list[Task]:
    soon = [a for a in actions if a.state == "active" and a.due_on and a.due_on <= today + timedelta(days=7)]
    if not soon or soon[0].due_on is None:
        return []
    bold = ngettext("{n} action is due or late", "{n} actions are due or late", len(soon))
    line = _("First: “{title}”, {day}.").format(title=soon[0].title, day=day(soon[0].due_on))
    return [Task("clock", bold.format(n=number(len(soon))), line, _("See the actions"), "planning")]


def _wordings(session: Session, plans: list[PlanRow]) -> list[Task]:
    waiting: dict[str, list[str]] = {}
    drafts = [p for p in plans if p.state == "draft"]
    held = gaps_of(session, drafts) if drafts else {}
    for plan in drafts:
        if held[plan.id]:
            waiting.setdefault(plan.language, []).append(plan.account)
    tasks = []
    for lang, names in waiting.items():
        bold = ngettext(
            "{n} plan waits for wording in {language}", "{n} plans wait for wording in {language}", len(names)
        )
        line = _("{names} can’t get theirs before it is there.").format(names=listed(names[:2]))
        bold = bold.format(n=number(len(names)), language=language_word(lang))
        tasks.append(Task("message-square-quote", bold, line, _("Open the plans"), "planning"))
    return tasks


def _newer_answers(session: Session, plans: list[PlanRow]) -> list[Task]:
    """Drafts that count an older round than the newest their customer answered."""
    drafts = [p for p in plans if p.state == "draft"]
    behind = drafts_behind(session, drafts) if drafts else []
    if not behind:
        return []
    bold = ngettext(
        "Newer answers are there for {n} draft plan",
        "Newer answers are there for {n} draft plans",
        len(behind),
    )
    plan, newest = behind[0]
    line = _("First: {name}, {round}.").format(name=isolated(plan.account), round=newest.words)
    at = ("plan", plan.id)
    return [
        Task("inbox", bold.format(n=number(len(behind))), line, _("Open the plan"), "planning", at)
    ]  # fmt: skip


def _to_ask(session: Session) -> list[Task]:
    """The newest released survey that nobody has answered yet."""
    released = select(SurveyVersion.survey_id).distinct()
    rows = session.scalars(select(Survey).where(Survey.id.in_(released)).order_by(Survey.id.desc()))
    waiting = next((s for s in rows if not matching.answered(session, s.id, Filter())), None)
    if waiting is None:
        return []
    bold = _("Nobody answered “{name}” yet").format(name=shown(waiting.name))
    line = _("It is released: print it, start a kiosk or make a web page, all under “More”.")
    return [Task("clipboard-list", bold, line, _("Open the survey"), "surveys", waiting.id)]


def _maps(session: Session, scored: list[Scored], today: date) -> list[Task]:
    """The map with the most reasons to be checked again."""
    found = map_reviews(session, today, scored=scored)
    if not found:
        return []
    first, more = found[0], len(found) - 1
    line = first.told
    if more:
        others = ngettext("{n} more map like it.", "{n} more maps like it.", more)
        line = f"{line} {others.format(n=number(more))}"
    bold = _("Check the map “{name}” again").format(name=first.name)
    return [Task("hourglass", bold, line, _("Open the map"), "journeys", first.journey_id)]


def _unheard(session: Session, scored: list[Scored]) -> list[Task]:
    """The busiest touch point that no question asks about; else the first that nobody is asked about."""
    busy = busy_unheard(session)
    if not busy:
        return _unasked(session, scored)
    first = busy[0]
    told = ngettext("{n} contact a year", "{n} contacts a year", first.volume or 0)
    line = _("{contacts}, and no question asks there.").format(
        contacts=told.format(n=number(first.volume or 0))
    )
    if len(busy) > 1:
        more = ngettext("{n} more like it.", "{n} more like it.", len(busy) - 1)
        line = f"{line} {more.format(n=number(len(busy) - 1))}"
    bold = _("Nobody is asked about “{name}”").format(name=first.name)
    return [Task("map-pin", bold, line, _("Begin a survey there"), "surveys", ("begin", first.id))]


def _unasked(session: Session, scored: list[Scored]) -> list[Task]:
    asked = {s.touch_point_id for s in scored}
    silent = [
        t for t in session.scalars(select(TouchPoint).order_by(TouchPoint.position)) if t.id not in asked
    ]
    if not silent or not asked:
        return []
    bold = _("Nobody is asked about “{name}”").format(name=silent[0].name)
    line = ngettext("{n} touch point has no question.", "{n} touch points have no question.", len(silent))
    return [
        Task("map-pin", bold, line.format(n=number(len(silent))), _("See the touch points"), "touchpoints")
    ]


def _again(scored: list[Scored]) -> list[Again]:
    found = []
    for one in scored:
        if one.previous is None or one.figure.few or one.previous.few or one.figure.hidden:
            continue
        change = compare(one.figure, one.previous)
        found.append(
            (
                change.difference or 0.0,
                Again(one.name, one.figure, one.previous, change.sentence, change.real, one.previous_label),
            )
        )
    found.sort(key=lambda pair: (not pair[1].real, -pair[0]))
    return [a for _difference, a in found[:3]]
