"""Issues that may be the same: found by touch point, title and evidence, merged without losing a word."""

from dataclasses import dataclass

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, day, number
from cxdesk.planning.judging import effort_word, impact_word, intent_word, likelihood_word
from cxdesk.planning.model import Evidence, Issue, ToldApart
from cxdesk.storage.base import Base
from cxdesk.touchpoints.model import TouchPoint

# Of 100 (rapidfuzz's token set ratio); with less, titles that share only the touch point's name were paired.
LIKE_FROM = 78
_AMOUNTS = ("leave_chance", "years", "own_revenue")
JUDGED = ("likelihood", "impact", "effort", *_AMOUNTS, "rank", "goal_id")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two issues that look alike, the older first, how alike their titles are, and whether they share evidence."""

    issue_id: int
    other_id: int
    title: str
    other: str
    likeness: int
    same_evidence: bool

    @property
    def why(self) -> str:
        """Why they were found, in words."""
        if self.same_evidence:
            return _("Same touch point, and the same evidence.")
        return _("Same touch point, and titles that are alike ({n} of 100).").format(n=number(self.likeness))


def pairs(session: Session, issue_id: int | None = None) -> list[Pair]:
    """Pairs of the same kind and touch point that look alike and were not told apart; likest first.

    An issue without a touch point is held against all others.
    """
    from rapidfuzz import fuzz, utils

    rows = list(session.scalars(select(Issue).order_by(Issue.id)))
    apart = {
        frozenset(p) for p in session.execute(select(ToldApart.issue_id, ToldApart.other_id)).all()
    }  # fmt: skip
    proof = _proof(session)
    titles = {r.id: utils.default_process(r.title) for r in rows}
    found = []
    for place, one in enumerate(rows):
        for two in rows[place + 1 :]:
            if issue_id is not None and issue_id not in (one.id, two.id):
                continue
            if one.kind != two.kind or frozenset((one.id, two.id)) in apart or not _same_place(one, two):
                continue
            shared = bool(proof.get(one.id, set()) & proof.get(two.id, set()))
            like = round(fuzz.token_set_ratio(titles[one.id], titles[two.id]))
            if shared or like >= LIKE_FROM:
                found.append(Pair(one.id, two.id, one.title, two.title, like, shared))
    return sorted(found, key=lambda p: (not p.same_evidence, -p.likeness, p.issue_id))


def tell_apart(session: Session, issue_id: int, other_id: int) -> None:
    """They only look alike; the pair is not proposed again."""
    session.add(ToldApart(issue_id=issue_id, other_id=other_id))


def merge(session: Session, keep_id: int, other_id: int) -> int:
    """Make one issue of two: everything of the other moves to the one that is kept, its words go below; the kept id.

    What both were judged as and differs is written down in words, so that nothing is lost.
    """
    if keep_id == other_id:
        raise UserError(_("An issue can’t be merged with itself."))
    kept, other = session.get(Issue, keep_id), session.get(Issue, other_id)
    if kept is None or other is None:
        raise UserError(_("That issue is not in the file any more."))
    kept.statement = "\n\n".join(filter(None, [kept.statement.strip(), _what_it_said(session, kept, other)]))
    for name in (*JUDGED, "touch_point_id"):
        if getattr(kept, name) is None:
            setattr(kept, name, getattr(other, name))
    kept.intent = kept.intent or other.intent
    kept.raised_on = min(kept.raised_on, other.raised_on)
    session.flush()
    _hand_over(session, keep_id, other_id)
    session.delete(other)
    session.flush()
    return keep_id


def _hand_over(session: Session, keep_id: int, other_id: int) -> None:
    """Whatever names the other issue names the one that is kept; that two were told apart is of the past."""
    told = or_(
        (ToldApart.issue_id == keep_id) & (ToldApart.other_id == other_id),
        (ToldApart.issue_id == other_id) & (ToldApart.other_id == keep_id),
    )
    for row in session.scalars(select(ToldApart).where(told)):
        session.delete(row)
    session.flush()
    # Every table that refers to issues, also those of rooms above this one.
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table.name == "issue" for key in column.foreign_keys):
                session.execute(update(table).where(column == other_id).values({column: keep_id}))
    session.expire_all()


def _what_it_said(session: Session, kept: Issue, other: Issue) -> str:
    parts = [_("Merged from “{title}”, raised on {day}.").format(title=other.title, day=day(other.raised_on))]
    if other.touch_point_id not in (None, kept.touch_point_id):
        point = session.get_one(TouchPoint, other.touch_point_id).name
        parts.append(_("Touch point: {name}.").format(name=point))
    judged = _judged_otherwise(kept, other)
    if judged:
        parts.append(_("It was judged: {words}.").format(words="; ".join(judged)))
    if other.statement.strip():
        parts.append(other.statement.strip())
    return " ".join(parts)


def _judged_otherwise(kept: Issue, other: Issue) -> list[str]:
    """What the other was judged as, where the kept one says something else."""
    steps = {"likelihood": likelihood_word, "impact": impact_word, "effort": effort_word}
    differing = [
        name
        for name in JUDGED
        if None not in (a := getattr(other, name), b := getattr(kept, name)) and a != b
    ]
    words = [steps[name](getattr(other, name)) for name in differing if name in steps]
    words += [number(getattr(other, name), 1) for name in differing if name in _AMOUNTS]
    if other.intent and kept.intent not in ("", other.intent):
        words.append(intent_word(other.intent))
    return words


def _same_place(one: Issue, two: Issue) -> bool:
    return None in (one.touch_point_id, two.touch_point_id) or one.touch_point_id == two.touch_point_id


def _proof(session: Session) -> dict[int, set[tuple[object, ...]]]:
    """What each issue rests on: questions with their filter, and single answers."""
    found: dict[int, set[tuple[object, ...]]] = {}
    for row in session.scalars(select(Evidence)):
        if row.response_id is not None:
            found.setdefault(row.issue_id, set()).add(("response", row.response_id, row.item_id))
        elif row.figure and row.item_id is not None:
            found.setdefault(row.issue_id, set()).add(("figure", row.item_id, row.filter))
    return found
