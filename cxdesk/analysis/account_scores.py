"""What each customer answered in the latest round: how many, whether they recommend us, what is lowest."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account, Contact
from cxdesk.analysis.figure import Figure
from cxdesk.analysis.insights import latest_survey
from cxdesk.analysis.scores import figures, metric_of
from cxdesk.responses.aggregate import people
from cxdesk.responses.filter import Filter
from cxdesk.responses.model import Invitation
from cxdesk.responses.queries import round_rows
from cxdesk.surveys.queries import shown, survey_rows, whole

SHOWN = 3


@dataclass(frozen=True, slots=True)
class AccountScores:
    """One customer in one round; counts of people, not statistics."""

    answered: int
    invited: int | None
    recommend: Figure | None
    lowest: tuple[tuple[str, Figure], ...]


def account_scores(session: Session, today: date | None = None) -> dict[str, AccountScores]:
    """By account key, from the latest round of the customers' main survey."""
    survey = latest_survey(session, survey_rows(session))
    rounds = round_rows(session, survey.id) if survey else []
    if survey is None or not rounds:
        return {}
    where = Filter(rounds=(rounds[-1].name,))
    invited = invited_of(session, rounds[-1].id)
    questions = whole(session, survey.id).questions
    items = {
        i.id: (q, shown(i.text) or i.code)
        for q in questions
        for i in q.items
        if metric_of(q) in ("nps", "top2")
    }
    table = figures(session, survey.id, list(items), where, by="account", today=today, count_invited=False)
    by_account: dict[str, dict[int, Figure]] = {}
    for (item, group), figure in table.items():
        if figure.n:
            by_account.setdefault(group, {})[item] = figure
    recommend = next((i for i, (q, _name) in items.items() if q.kind == "nps"), None)
    result = {}
    for key, n in people(session, survey.id, "account", where).select("group", "n").iter_rows():
        if not key:
            continue
        mine = {i: replace(f, invited=invited.get(key)) for i, f in by_account.get(key, {}).items()}
        scored = [(items[i][1], f) for i, f in mine.items() if i != recommend and f.value is not None]
        lowest = sorted(scored, key=lambda pair: pair[1].value or 0.0)[:SHOWN]
        result[key] = AccountScores(int(n), invited.get(key), mine.get(recommend or 0), tuple(lowest))
    return result


def invited_of(session: Session, round_id: int) -> dict[str, int]:
    """How many people of each account, by its key, were invited to a round."""
    query = (
        select(Account.key, func.count(Invitation.id))
        .join(Contact, Contact.account_id == Account.id)
        .join(Invitation, Invitation.contact_id == Contact.id)
        .where(Invitation.round_id == round_id)
        .group_by(Account.key)
    )
    return dict(session.execute(query).all())
