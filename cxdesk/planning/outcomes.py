"""What came of actions: their measures asked again in later rounds, before and now, with the margin of the change."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis.compare import Change, compare
from cxdesk.analysis.figure import Figure
from cxdesk.analysis.scores import figures, metric_of
from cxdesk.i18n import N_
from cxdesk.people.model import Person
from cxdesk.planning.model import Action, ActionStep, Issue
from cxdesk.responses.filter import Filter
from cxdesk.responses.queries import RoundRow, round_rows
from cxdesk.surveys.model import Item, Question
from cxdesk.surveys.queries import shown, whole
from cxdesk.touchpoints.model import TouchPoint, TouchPointItem

# How far a measure is, with the words for it on screen.
STANDINGS = {
    "measured": N_("measured again"),
    "so_far": N_("so far"),
    "no_round": N_("no new round yet"),
    "unlinked": N_("not tied to a question"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One action and its measure before and now; figures are of one account where one was asked for.

    `standing` is a key of STANDINGS: "measured" when a round began after the work was done, "so_far" when
    a round began while it is going on. `reached` tells of the target, None where it can't be told.
    """

    action_id: int
    issue_id: int
    title: str
    issue: str
    owner: str
    state: str
    standing: str
    question: str
    touch_point: str
    survey_id: int | None
    item_id: int | None
    before: Figure | None
    before_round: str
    now: Figure | None
    now_round: str
    change: Change | None
    baseline: float | None
    target: float | None
    reached: bool | None
    result: str
    not_measured: str
    started_on: date
    done_on: date | None
    survey: str = ""

    @property
    def compared(self) -> bool:
        """Whether two figures stand beside each other with a margin, be the difference real or not."""
        return self.standing == "measured" and self.change is not None and self.change.difference is not None


@dataclass(frozen=True, slots=True)
class Measure:
    """One question that has a score, as something an action can be measured by."""

    item_id: int
    survey_id: int
    survey: str
    question: str
    touch_point: str
    metric: str


def outcomes(
    session: Session, account: str | None = None, today: date | None = None, issue_id: int | None = None
) -> list[Outcome]:
    """Every action that was started and not dropped, with its measure before and now; `account` is a customer's key."""
    query = (
        select(Action, Issue, Person.name)
        .join(Issue, Issue.id == Action.issue_id)
        .join(Person, Person.id == Action.owner_id, isouter=True)
        .where(Action.state.in_(("active", "done", "measured")))
        .order_by(Action.id)
    )
    if issue_id is not None:
        query = query.where(Action.issue_id == issue_id)
    rows = session.execute(query).all()
    known = {m.item_id: m for m in measures(session)}
    days = _days(session, [a for a, _issue, _owner in rows])
    tables = _tables(session, [a for a, _issue, _owner in rows], known, account, today)
    found = []
    for action, issue, owner in rows:
        started, done = days[action.id]
        started = started or issue.raised_on
        measure = known.get(action.measure_item_id or 0)
        seen = tables.get((measure.survey_id, action.measure_filter), {}) if measure else {}
        rounds = round_rows(session, measure.survey_id) if measure else []
        found.append(_outcome(action, issue, owner or "", measure, rounds, seen, started, done))
    return found


def outcome_of(session: Session, action_id: int, today: date | None = None) -> Outcome | None:
    """The outcome of one action as if its work were done by today; None while it is not started or dropped."""
    return next((o for o in outcomes(session, today=today) if o.action_id == action_id), None)


def measures(session: Session) -> list[Measure]:
    """Every question with a score, survey by survey."""
    from cxdesk.surveys.queries import survey_rows

    points: dict[int, str] = dict(
        session.execute(
            select(TouchPointItem.item_id, TouchPoint.name).join(
                TouchPoint, TouchPoint.id == TouchPointItem.touch_point_id
            )
        ).all()
    )
    return [
        Measure(
            i.id, row.id, row.name, shown(i.text) or shown(q.text) or i.code, points.get(i.id, ""), metric
        )
        for row in survey_rows(session)
        for q in whole(session, row.id).questions
        if (metric := metric_of(q))
        for i in q.items
    ]


def latest_figure(session: Session, item_id: int, where: Filter = Filter()) -> tuple[Figure, RoundRow] | None:
    """The newest round's figure of a question, for where we are now."""
    survey_id = session.scalar(select(Question.survey_id).join(Item).where(Item.id == item_id))
    if survey_id is None:
        return None
    rounds = [r for r in round_rows(session, survey_id) if r.day][::-1]
    seen = figures(session, survey_id, [item_id], replace(where, rounds=()), by="round")
    for row in rounds:
        found = seen.get((item_id, row.name))
        if found is not None and found.n:
            return found, row
    return None


Seen = dict[tuple[int, str], Figure]


def _tables(
    session: Session,
    actions: Iterable[Action],
    known: dict[int, Measure],
    account: str | None,
    today: date | None,
) -> dict[tuple[int, str], Seen]:
    """The figures of all rounds, asked once for each survey and filter."""
    wanted: dict[tuple[int, str], set[int]] = {}
    for action in actions:
        measure = known.get(action.measure_item_id or 0)
        if measure is not None:
            wanted.setdefault((measure.survey_id, action.measure_filter), set()).add(measure.item_id)
    found = {}
    for (survey_id, text), items in wanted.items():
        where = replace(Filter.from_json(text), rounds=())
        if account is not None:
            where = replace(where, accounts=(account,), segments=())
        found[survey_id, text] = figures(session, survey_id, sorted(items), where, by="round", today=today)
    return found


def _days(session: Session, actions: list[Action]) -> dict[int, tuple[date | None, date | None]]:
    """When each action was started last and when its work was done; of older files only the second is known."""
    found: dict[int, list[date | None]] = {a.id: [None, None] for a in actions}
    for step in session.scalars(select(ActionStep).order_by(ActionStep.id)):
        if step.action_id not in found:
            continue
        if step.state == "active" or (step.was == "draft" and step.state in ("done", "measured")):
            found[step.action_id][0] = step.on
        if step.state in ("done", "measured"):
            found[step.action_id][1] = found[step.action_id][1] or step.on
        if step.state in ("draft", "active"):
            found[step.action_id][1] = None
    for action in actions:
        if action.state in ("done", "measured"):
            found[action.id][1] = found[action.id][1] or action.closed_on
    return {key: (pair[0], pair[1]) for key, pair in found.items()}


def _outcome(
    action: Action,
    issue: Issue,
    owner: str,
    measure: Measure | None,
    rounds: list[RoundRow],
    seen: Seen,
    started: date,
    done: date | None,
) -> Outcome:
    before, now, standing = _two_rounds(measure, rounds, seen, started, done)
    figure_before = seen[measure.item_id, before.name] if measure and before else None
    figure_now = seen[measure.item_id, now.name] if measure and now else None
    return Outcome(
        action.id,
        issue.id,
        action.title,
        issue.title,
        owner,
        action.state,
        standing,
        measure.question if measure else "",
        measure.touch_point if measure else "",
        measure.survey_id if measure else None,
        measure.item_id if measure else None,
        figure_before,
        before.label if before else "",
        figure_now,
        now.label if now else "",
        compare(figure_now, figure_before) if figure_now else None,
        action.baseline_value,
        action.target_value,
        _reached(action, figure_now),
        action.result,
        action.not_measured,
        started,
        done,
        measure.survey if measure else "",
    )


def _two_rounds(
    measure: Measure | None, rounds: list[RoundRow], seen: Seen, started: date, done: date | None
) -> tuple[RoundRow | None, RoundRow | None, str]:
    """The last round that ended before the work began, and the newest that began after it was done, or after it began."""
    if measure is None:
        return None, None, "unlinked"
    answered = [r for r in rounds if r.day and (f := seen.get((measure.item_id, r.name))) and f.n]
    before = next((r for r in reversed(answered) if r.day and r.day <= started), None)
    newest = next((r for r in reversed(answered) if _begun(r) > started), None)
    if newest is None:
        return before, None, "no_round"
    if done is not None and _begun(newest) >= done:
        return before, newest, "measured"
    return before, newest, "so_far"


def _begun(row: RoundRow) -> date:
    return row.opened_on or row.closed_on or date.min


def _reached(action: Action, now: Figure | None) -> bool | None:
    if now is None or now.value is None or action.target_value is None:
        return None
    rising = action.baseline_value is None or action.target_value >= action.baseline_value
    return now.value >= action.target_value if rising else now.value <= action.target_value
