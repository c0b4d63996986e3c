"""Touch points proposed by lists: noted with count and source, then accepted, joined to another one, or dismissed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, folded, listed
from cxdesk.touchpoints import actions
from cxdesk.touchpoints.model import TouchPointProposal
from cxdesk.touchpoints.names import meant_by
from cxdesk.touchpoints.queries import touch_point_rows

LONGEST = 80


@dataclass(frozen=True, slots=True)
class ContactKind:
    """One kind of contact in a column of a list, and in how many rows it stands."""

    name: str
    heading: str
    count: int


@dataclass(frozen=True, slots=True)
class Known:
    """A kind of contact that the inventory knows, by its name or another one."""

    name: str
    touch_point: str
    count: int


@dataclass(frozen=True, slots=True)
class Noted:
    """What came of a list: new proposals by name, what is known already, and what a person dismissed before."""

    proposed: tuple[str, ...] = ()
    known: tuple[Known, ...] = ()
    dismissed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """One name with its rows in all lists; `sources` are (list, heading, rows, day), the newest first."""

    id: int
    name: str
    count: int
    sources: tuple[tuple[str, str, int, date], ...]
    dismissed: bool = False


def note(session: Session, kinds: Sequence[ContactKind], source: str, today: date | None = None) -> Noted:
    """Keep what a list names and nobody knows; the same list again counts anew and not twice."""
    points = touch_point_rows(session)
    rows = list(session.scalars(select(TouchPointProposal)))
    here = {(folded(r.name), r.source, r.heading): r for r in rows}
    refused = {folded(r.name) for r in rows if r.dismissed}
    known: list[Known] = []
    proposed: dict[str, None] = {}
    dismissed: dict[str, None] = {}
    for kind in kinds:
        point = meant_by(kind.name, points)
        if point is not None:
            known.append(Known(kind.name, point.name, kind.count))
            continue
        said = folded(kind.name)
        (dismissed if said in refused else proposed)[kind.name] = None
        row = here.get((said, source, kind.heading))
        if row is None:
            row = TouchPointProposal(
                name=kind.name, source=source, heading=kind.heading, count=kind.count,
                seen_on=today or date.today(), dismissed=said in refused,
            )  # fmt: skip
            here[said, source, kind.heading] = row
            session.add(row)
        elif row.count != kind.count:
            row.count = kind.count
            row.seen_on = today or date.today()
    session.flush()
    return Noted(tuple(proposed), tuple(known), tuple(dismissed))


def proposals(session: Session, *, dismissed: bool = False) -> list[Proposal]:
    """What waits for a decision, or what was dismissed; most rows first.

    What has got a name in the inventory meanwhile waits no longer.
    """
    points = touch_point_rows(session)
    grouped: dict[str, list[TouchPointProposal]] = defaultdict(list)
    for row in session.scalars(select(TouchPointProposal).order_by(TouchPointProposal.id)):
        if row.dismissed == dismissed:
            grouped[folded(row.name)].append(row)
    found = []
    for rows in grouped.values():
        if meant_by(rows[0].name, points) is not None:
            continue
        rows.sort(key=lambda r: (r.seen_on, r.id), reverse=True)
        spelled = max(rows, key=lambda r: r.count).name
        sources = tuple((r.source, r.heading, r.count, r.seen_on) for r in rows)
        number = min(r.id for r in rows)
        found.append(Proposal(number, spelled, sum(r.count for r in rows), sources, dismissed))
    return sorted(found, key=lambda p: (-p.count, p.name))


def proposal_named(session: Session, text: str, *, dismissed: bool = False) -> Proposal:
    """The proposal of that name or number; a UserError names those there are."""
    found = proposals(session, dismissed=dismissed)
    for one in found:
        if folded(text) in (folded(one.name), str(one.id)):
            return one
    raise UserError(
        _("Nothing is proposed as “{name}”. There are: {names}.").format(
            name=text, names=listed(p.name for p in found[:12]) or "–"
        )
    )


def accept(session: Session, proposal: Proposal, channel: str = "other", name: str = "") -> int:
    """A new touch point of that name, or of a better one with the list’s as a synonym; returns its number."""
    made = actions.add(session, name.strip() or proposal.name, channel)
    if folded(name) not in ("", folded(proposal.name)):
        actions.set_synonyms(session, made, [proposal.name])
    _forget(session, proposal)
    return made


def join(session: Session, proposal: Proposal, touch_point_id: int) -> int:
    """It is another name of a touch point that is there; returns that one's number."""
    row = next(r for r in touch_point_rows(session) if r.id == touch_point_id)
    actions.set_synonyms(session, touch_point_id, [*row.synonyms, proposal.name])
    _forget(session, proposal)
    return touch_point_id


def dismiss(session: Session, proposal: Proposal, on: bool = True) -> int:
    """It is no touch point, and no list proposes it again; or it is proposed again after all."""
    for row in _rows(session, proposal):
        row.dismissed = on
    session.flush()
    return proposal.id


def _forget(session: Session, proposal: Proposal) -> None:
    for row in _rows(session, proposal):
        session.delete(row)
    session.flush()


def _rows(session: Session, proposal: Proposal) -> list[TouchPointProposal]:
    said = folded(proposal.name)
    return [row for row in session.scalars(select(TouchPointProposal)) if folded(row.name) == said]
