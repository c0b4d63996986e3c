"""Before the next round: were the findings shared, and was a plan made? Asked, can be skipped, and that is recorded."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account
from cxdesk.errors import UserError
from cxdesk.i18n import N_, _, listed
from cxdesk.planning.model import Action, Issue, Plan
from cxdesk.programme.given import log_rows
from cxdesk.programme.model import GateOverride
from cxdesk.responses import actions as responses
from cxdesk.responses.model import Round
from cxdesk.responses.queries import RoundRow, round_rows
from cxdesk.surveys.model import Survey

STEPS: Final = {"shared": N_("share the findings"), "planned": N_("make a plan")}


@dataclass(frozen=True, slots=True)
class Gate:
    """The latest round of a survey, how many documents were given since it, and how many plans and actions made."""

    survey_id: int
    round: RoundRow | None
    documents: int
    plans: int
    actions: int

    @property
    def missing(self) -> tuple[str, ...]:
        """Keys of STEPS that were not done; none before the first round."""
        if self.round is None:
            return ()
        done = {"shared": self.documents > 0, "planned": self.plans + self.actions > 0}
        return tuple(step for step in STEPS if not done[step])


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """One time the gate was passed with something skipped."""

    round: str
    skipped: tuple[str, ...]
    reason: str
    who: str
    on: date


def gate(session: Session, survey_id: int) -> Gate:
    """How it stands with the findings of the latest round."""
    rounds = round_rows(session, survey_id)
    if not rounds:
        return Gate(survey_id, None, 0, 0, 0)
    last = rounds[-1]
    since = last.day or date.min
    documents = _documents(session, survey_id, since)
    plans = session.scalar(
        select(func.count(Plan.id)).where((Plan.round_id == last.id) | (Plan.made_on >= since))
    )
    actions = session.scalar(
        select(func.count(Action.id))
        .join(Issue, Issue.id == Action.issue_id)
        .where(Issue.raised_on >= since, Action.state != "dropped")
    )
    return Gate(survey_id, last, documents or 0, plans or 0, actions or 0)


def _documents(session: Session, survey_id: int, since: date) -> int:
    """Documents about this survey that went to somebody, and customers who got a plan made from one of its rounds.

    What was made and given to nobody counts for nothing; a plan that was given in three formats is one plan.
    """
    given = [r for r in log_rows(session) if any(g.on >= since for g in r.given)]
    names = tuple(text for text in session.get_one(Survey, survey_id).name.values() if text)
    reports = [g for g in given if g.kind == "report" and g.data.startswith(names)]
    of_survey = (
        select(Account.key, Plan.version)
        .join(Account, Account.id == Plan.account_id)
        .join(Round, Round.id == Plan.round_id)
        .where(Round.survey_id == survey_id)
    )
    plans = {(key, version) for key, version in session.execute(of_survey)}
    handed = {(g.account_key, g.version) for g in given if g.kind == "plan"}
    return len(reports) + len(plans & handed)


def open_round(
    session: Session,
    survey_id: int,
    name: str,
    reason: str = "",
    who: str = "",
    today: date | None = None,
) -> int:
    """Begin the next round; what was skipped before it is asked for once and recorded for good.

    Raises UserError when something was skipped and no reason is given, and when the name is taken.
    """
    if not name.strip():
        raise UserError(_("Give the survey round a name, such as a month."))
    missing = gate(session, survey_id).missing
    if missing and not reason.strip():
        steps = listed(_(STEPS[step]) for step in missing)
        raise UserError(
            _("You skipped “{steps}”. Why? Say it in a few words, then go on.").format(steps=steps)
        )
    round_id = responses.add_round(session, survey_id, name)
    if missing:
        session.add(
            GateOverride(
                survey_id=survey_id,
                round_name=name.strip(),
                skipped=" ".join(missing),
                reason=reason.strip()[:1000],
                who=who.strip()[:200],
                on=today or date.today(),
            )
        )
        session.flush()
    return round_id


def override_rows(session: Session, survey_id: int | None = None) -> list[OverrideRow]:
    """Every time something was skipped, the latest first."""
    query = select(GateOverride).order_by(GateOverride.id.desc())
    if survey_id is not None:
        query = query.where(GateOverride.survey_id == survey_id)
    return [
        OverrideRow(r.round_name, tuple(r.skipped.split()), r.reason, r.who, r.on)
        for r in session.scalars(query)
    ]
