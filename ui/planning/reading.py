"""What the pages of this room show, read in one go."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.goals.queries import goal_rows
from cxdesk.i18n import LANGUAGES, _
from cxdesk.people.queries import function_names, person_rows
from cxdesk.planning import action_queries, assemble, plan_queries, queries
from cxdesk.planning.action_queries import ActionRow
from cxdesk.planning.model import Evidence, Plan, PlanLine, Wording
from cxdesk.planning.outcomes import Measure, Outcome, measures, outcomes
from cxdesk.planning.plan_queries import LineRow, PlanRow
from cxdesk.planning.plan_tally import Tally
from cxdesk.planning.queries import EvidenceRow, IssueRow, IssueWhole
from cxdesk.planning.wording import FIRM, Written

Key = tuple[str, int, str, str]
_FURTHEST = {"draft": 0, "sent": 1, "agreed": 2}


@dataclass(frozen=True, slots=True)
class IssuePage:
    """One issue, whose quotations may be printed, the plans that tell of its actions, and the people to choose from."""

    whole: IssueWhole
    quotable: frozenset[int]
    told: dict[int, str]
    people: tuple[str, ...]
    functions: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    outcomes: dict[int, Outcome] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of a plan with what stands behind it inside."""

    row: LineRow
    place: int
    issue: IssueRow | None
    action: ActionRow | None
    evidence: tuple[EvidenceRow, ...]
    quotation: str
    quotable: bool
    touch_point: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """One plan with its lines and every wording it may print, by (owner kind, owner, field, language)."""

    row: PlanRow
    lines: tuple[LineView, ...]
    words: dict[Key, Written]
    languages: tuple[str, ...]
    approver: str

    def of(self, *kinds: str) -> list[LineView]:
        """The lines of these kinds."""
        return [line for kind in kinds for line in self.lines if line.row.kind == kind]


def issue_page(session: Session, issue_id: int) -> IssuePage:
    """Everything about one issue."""
    whole = queries.issue_whole(session, issue_id)
    said = [e.id for e in whole.evidence if e.kind == "quotation"]
    return IssuePage(
        whole,
        quotable(session, said),
        plan_states(session),
        tuple(p.name for p in person_rows(session)),
        tuple(function_names(session)),
        tuple(g.name for g in goal_rows(session)),
        tuple(measures(session)),
        {o.action_id: o for o in outcomes(session, issue_id=issue_id)},
    )


def quotable(session: Session, evidence_ids: Iterable[int]) -> frozenset[int]:
    """Those quotations whose speaker agreed to be quoted."""
    rows = [session.get(Evidence, number) for number in evidence_ids]
    tally = Tally(session)
    return frozenset(r.id for r in rows if r is not None and tally.may_quote(r))


def plan_states(session: Session) -> dict[int, str]:
    """For each action that some plan tells of, how far the furthest of these plans is."""
    found: dict[int, str] = {}
    query = select(PlanLine.action_id, Plan.state).join(Plan, Plan.id == PlanLine.plan_id)
    for action_id, state in session.execute(query):
        if action_id is not None and _FURTHEST[state] >= _FURTHEST.get(found.get(action_id, "draft"), 0):
            found[action_id] = state
    return found


def plan_page(session: Session, plan_id: int, touch_point_ids: Iterable[int] = ()) -> PlanPage:
    """Everything about one plan but its drawing."""
    row = next((r for r in plan_queries.plan_rows(session) if r.id == plan_id), None)
    if row is None:
        raise UserError(_("That plan is not in the file any more."))
    lines = _lines(session, plan_id)
    owners = [("firm", FIRM), ("account", row.account_id), ("plan", plan_id)]
    owners += [("plan_line", line.row.id) for line in lines]
    owners += [("touch_point", number) for number in touch_point_ids]
    words = _words(session, owners)
    mine = {key[3] for key in words if key[0] in ("plan_line", "plan")} | {row.language}
    return PlanPage(row, lines, words, tuple(code for code in LANGUAGES if code in mine), _approver(session))


def to_write(session: Session, plan_id: int, language: str) -> list[assemble.Gap]:
    """The wordings of a plan that nobody has written yet in a language."""
    return [gap for gap in assemble.gaps(session, plan_id, language) if not gap.approved_missing]


def _words(session: Session, owners: list[tuple[str, int]]) -> dict[Key, Written]:
    query = select(Wording).where(tuple_(Wording.owner_kind, Wording.owner_id).in_(owners))
    return {
        (w.owner_kind, w.owner_id, w.field, w.language): Written(w.text, w.approved_by)
        for w in session.scalars(query)
    }


def _approver(session: Session) -> str:
    query = select(Wording.approved_by).where(Wording.approved_by != "").order_by(Wording.approved_at.desc())
    return session.scalar(query.limit(1)) or ""


def _lines(session: Session, plan_id: int) -> tuple[LineView, ...]:
    issues = {r.id: r for r in queries.issue_rows(session)}
    actions = {r.id: r for r in action_queries.action_rows(session)}
    rows = plan_queries.line_rows(session, plan_id)
    agreed = quotable(session, [r.evidence_id for r in rows if r.kind == "quote" and r.evidence_id])
    evidence: dict[int, tuple[EvidenceRow, ...]] = {}
    places: dict[str, int] = {}
    found = []
    for row in rows:
        places[row.kind] = places.get(row.kind, 0) + 1
        action = actions.get(row.action_id or 0)
        issue = issues.get(row.issue_id or (action.issue_id if action else 0))
        if issue is not None and issue.id not in evidence:
            evidence[issue.id] = tuple(queries.evidence_rows(session, issue.id))
        mine = evidence[issue.id] if issue else ()
        said = next((e.quotation for e in mine if e.id == row.evidence_id), "")
        point = issue.touch_point if issue else ""
        found.append(
            LineView(row, places[row.kind], issue, action, mine, said, row.evidence_id in agreed, point)
        )
    return tuple(found)
