"""Which survey round the figures of a plan are of: settled when it is made, another one only by a person's word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account
from cxdesk.errors import UserError
from cxdesk.i18n import _, folded, isolated, listed, ngettext, number
from cxdesk.planning.model import Plan
from cxdesk.planning.plan_queries import PlanRow
from cxdesk.planning.plan_tally import Tally


@dataclass(frozen=True, slots=True)
class Answered:
    """A round in which `n` people of the customer answered."""

    id: int
    name: str
    label: str
    n: int

    @property
    def words(self) -> str:
        """The round and how many answered, for a person to choose from."""
        count = ngettext("{n} answer", "{n} answers", self.n).format(n=number(self.n))
        return listed((isolated(self.label), count))


def answered_rounds(tally: Tally, key: str) -> tuple[Answered, ...]:
    """The rounds that a customer answered, oldest first."""
    found = ((row, tally.answers(row, key)) for row in tally.rounds)
    return tuple(Answered(row.id, row.name, row.label, n) for row, n in found if n)


def pinned(session: Session, plan_id: int) -> int | None:
    """The round that a plan names itself."""
    return session.get_one(Plan, plan_id).round_id


def rounds_of_plan(session: Session, plan_id: int) -> tuple[int | None, tuple[Answered, ...]]:
    """The round that a plan's figures are of, and those that its customer answered, oldest first."""
    plan = session.get_one(Plan, plan_id)
    key = session.get_one(Account, plan.account_id).key
    tally = Tally(session, (key,))
    row = tally.round_of(plan.round_id, key, plan.made_on)
    return (row.id if row else None), answered_rounds(tally, key)


def drafts_behind(session: Session, drafts: Sequence[PlanRow]) -> list[tuple[PlanRow, Answered]]:
    """The drafts whose customer answered after the round that they count, each with the newest round."""
    tally, found = Tally(session, tuple({p.account_key for p in drafts})), []
    for plan in drafts:
        row = tally.round_of(pinned(session, plan.id), plan.account_key, plan.made_on)
        at = tally.rounds.index(row) if row in tally.rounds else -1
        later = [(r, tally.answers(r, plan.account_key)) for r in tally.rounds[at + 1 :]]
        newer = [Answered(r.id, r.name, r.label, n) for r, n in later if n]
        if newer:
            found.append((plan, newer[-1]))
    return found


def newest_round(session: Session, account_id: int, today: date) -> int | None:
    """The round that a plan made on a day rests on; nothing where nobody of the customer has answered yet.

    A plan that is made now rests on the newest answers that are there, whatever day they say.
    """
    key = session.get_one(Account, account_id).key
    tally = Tally(session, (key,))
    row = tally.round_of(None, key, date.max if today >= date.today() else today)
    return row.id if row and tally.answers(row, key) else None


def newer_than(round_id: int | None, rounds: Sequence[Answered]) -> Answered | None:
    """The newest round a customer answered after the one of a plan; nothing where there is none."""
    at = next((n for n, one in enumerate(rounds) if one.id == round_id), -1)
    return rounds[-1] if rounds and at < len(rounds) - 1 else None


def rest_on(session: Session, plan_id: int, round_id: int) -> None:
    """Let the figures of a draft be those of another round that its customer answered."""
    plan = session.get_one(Plan, plan_id)
    if plan.state != "draft":
        raise UserError(
            _("What was sent keeps its figures. Make a new version of the plan for the newer answers.")
        )
    _pinned, rounds = rounds_of_plan(session, plan_id)
    if round_id not in {one.id for one in rounds}:
        raise UserError(_("Nobody of this customer answered in that survey round."))
    plan.round_id = round_id


def round_called(rounds: Sequence[Answered], name: str) -> Answered:
    """The round of a name, as the file has it or as the reader sees it; refused when there is none."""
    for one in rounds:
        if folded(name) in (folded(one.name), folded(one.label)):
            return one
    raise UserError(
        _("This customer answered in no round “{name}”. There are: {names}.").format(
            name=name, names=listed(isolated(one.label) for one in rounds)
        )
    )
