"""The log of decisions as a list, and how many of them cite evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.i18n import _, listed, ngettext, number, percent
from cxdesk.people.model import Person
from cxdesk.planning.model import Evidence, Issue
from cxdesk.programme.model import Decision, DecisionLink


@dataclass(frozen=True, slots=True)
class Cited:
    """An issue a decision rests on, with how many pieces of evidence are named of it (all of its own, or one)."""

    issue_id: int
    issue: str
    evidence_id: int | None
    evidence: int


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision with what it rests on and what was given up for it."""

    id: int
    title: str
    decided_on: date
    by: str
    why: str
    given_up: str
    cost: float | None
    revenue_forgone: float | None
    currency: str
    cited: tuple[Cited, ...]

    @property
    def evidence(self) -> int:
        """How many pieces of evidence it rests on."""
        return sum(c.evidence for c in self.cited)

    @property
    def cites_evidence(self) -> bool:
        """Whether anything shows that it was the right thing; an issue that is an opinion shows nothing."""
        return self.evidence > 0

    @property
    def issues(self) -> tuple[str, ...]:
        """The titles of the issues it rests on, each once."""
        return tuple(dict.fromkeys(c.issue for c in self.cited))


def decision_rows(session: Session) -> list[DecisionRow]:
    """All decisions, the latest first."""
    cited = _cited(session)
    rows = session.execute(
        select(Decision, Person.name)
        .join(Person, Person.id == Decision.decided_by_id, isouter=True)
        .order_by(Decision.decided_on.desc(), Decision.id.desc())
    )
    return [
        DecisionRow(
            d.id, d.title, d.decided_on, by or "", d.why, d.given_up, d.cost, d.revenue_forgone, d.currency,
            tuple(cited.get(d.id, ())),
        )
        for d, by in rows
    ]  # fmt: skip


def share_with_evidence(rows: Sequence[DecisionRow]) -> float | None:
    """The percentage of decisions that cite evidence; None while nothing was decided."""
    return 100 * sum(r.cites_evidence for r in rows) / len(rows) if rows else None


def share_sentence(rows: Sequence[DecisionRow]) -> str:
    """3 of 8 decisions cite evidence (37.5%)."""
    share = share_with_evidence(rows)
    if share is None:
        return _("No decision yet")
    decimals = 0 if share == round(share) else 1
    sentence = ngettext(
        "{n} of {all} decision cites evidence ({share})", "{n} of {all} decisions cite evidence ({share})", len(rows)
    )  # fmt: skip
    return sentence.format(
        n=number(sum(r.cites_evidence for r in rows)), all=number(len(rows)), share=percent(share, decimals=decimals)
    )  # fmt: skip


def evidence_words(row: DecisionRow) -> str:
    """What a decision rests on, or that nothing shows it."""
    if not row.cited:
        return _("no evidence")
    names = listed(row.issues)
    if not row.cites_evidence:
        return _("{issues}: an opinion so far").format(issues=names)
    sentence = ngettext("{issues}: {n} piece of evidence", "{issues}: {n} pieces of evidence", row.evidence)
    return sentence.format(issues=names, n=number(row.evidence))


def _cited(session: Session) -> dict[int, list[Cited]]:
    of_issue: dict[int, int] = {}
    for number_ in session.scalars(select(Evidence.issue_id)):
        of_issue[number_] = of_issue.get(number_, 0) + 1
    found: dict[int, list[Cited]] = {}
    rows = session.execute(
        select(DecisionLink, Issue.title)
        .join(Issue, Issue.id == DecisionLink.issue_id)
        .order_by(DecisionLink.id)
    ).all()
    whole = {(link.decision_id, link.issue_id) for link, _title in rows if link.evidence_id is None}
    for link, title in rows:
        if link.evidence_id is not None and (link.decision_id, link.issue_id) in whole:
            continue  # its issue is named with all of its evidence
        n = of_issue.get(link.issue_id, 0) if link.evidence_id is None else 1
        found.setdefault(link.decision_id, []).append(Cited(link.issue_id, title, link.evidence_id, n))
    return found
