"""Erasing in the rooms of customers and plans: contacts, quotations, and words taken over from an answer."""

import re
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account, AccountHistory, Contact, Purchase
from cxdesk.i18n import folded
from cxdesk.planning import wording
from cxdesk.planning.coding_actions import forget_comments
from cxdesk.planning.coding_model import Coding
from cxdesk.planning.follow_up_actions import forget_answers
from cxdesk.planning.follow_up_model import FollowUp, FollowUpContact, FollowUpStep, Rule
from cxdesk.planning.model import (
    Action,
    ActionSlip,
    ActionStep,
    Cause,
    Evidence,
    Issue,
    Plan,
    PlanLine,
    Wording,
)
from cxdesk.privacy.on_maps import words_on_maps
from cxdesk.privacy.person import Person, distinct_words
from cxdesk.programme.model import Decision, ReportFeedback
from cxdesk.responses.model import AccountKeyLink, DataSet, Invitation, RefusedKey, StaffColumn
from cxdesk.storage.model import DocumentGiven, HandedOut

# From this length on, the same words in an issue are taken over from the answer.
_TAKEN_OVER: Final = 20
_GONE: Final = "[…]"
_WRITTEN: Final[dict[Any, tuple[str, ...]]] = {
    Issue: ("title", "statement"),
    Cause: ("text",),
    Action: (
        "title",
        "why",
        "measure",
        "baseline",
        "target",
        "goal",
        "expected",
        "told_inside",
        "job",
        "cost",
        "forgone",
        "duration",
        "result",
        "not_measured",
    ),
    ActionStep: ("note",),
    ActionSlip: ("reason",),
    Evidence: ("quotation", "source"),
    Decision: ("title", "why", "given_up"),
    ReportFeedback: ("note", "reader"),
    DocumentGiven: ("recipient", "by", "note"),
    Plan: ("notes", "sent_to", "sent_by"),
    Wording: ("text",),
    DataSet: ("population", "method", "lens", "known_bias"),
    Invitation: ("override_reason",),
    FollowUp: ("note", "root_cause", "action_taken", "rule_name"),
    FollowUpStep: ("note",),
    FollowUpContact: ("words",),
    Rule: ("name", "note"),
    Coding: ("coder_one", "coder_two"),
    StaffColumn: ("reason",),
    Purchase: ("product", "reference"),
}


def contacts(session: Session, person: Person) -> int:
    """Empty the contact; the row stays without a name, so that the number of the invited stays true."""
    for contact_id in person.contacts:
        row = session.get_one(Contact, contact_id)
        row.key, row.name, row.mail, row.role, row.language = f"–{row.id}", "", "", "", ""
        for invitation in session.scalars(select(Invitation).where(Invitation.contact_id == contact_id)):
            invitation.override_reason = ""
    session.flush()
    return len(person.contacts)


def purchases(session: Session, person: Person) -> int:
    """Delete what the person bought, where customers are people: what a firm bought is no fact about one of its people."""
    mine = Purchase.account_id.in_(_customers_who_are(session, person))
    count = len(session.scalars(select(Purchase.id).where(mine)).all())
    session.execute(delete(Purchase).where(mine))
    return count


def customers(session: Session, person: Person) -> int:
    """Take key and name from the customer who is the person; the row stays, so that plans and counts keep their ends."""
    keys, mine = {folded(key) for key in person.keys}, _customers_who_are(session, person)
    for number in mine:
        row = session.get_one(Account, number)
        row.key, row.name = f"–{number}", "–"
    session.execute(delete(AccountHistory).where(AccountHistory.account_id.in_(mine)))
    for link in (*session.scalars(select(AccountKeyLink)), *session.scalars(select(RefusedKey))):
        if folded(link.key) in keys:
            session.delete(link)
    for given in session.scalars(select(HandedOut)):
        if folded(given.account_key) in keys:
            given.account_key, given.title = "–", "–"
    session.flush()
    return len(mine)


def _customers_who_are(session: Session, person: Person) -> list[int]:
    """The customers whose own key is a key of the person."""
    keys = {folded(key) for key in person.keys}
    return [number for number, key in session.execute(select(Account.id, Account.key)) if folded(key) in keys]


def quotations(session: Session, person: Person) -> int:
    """Delete what was quoted of the person, with the lines of plans that print it and their wordings."""
    here = select(Evidence.id).where(Evidence.response_id.in_(person.responses))
    evidence = list(session.scalars(here))
    lines = list(session.scalars(select(PlanLine.id).where(PlanLine.evidence_id.in_(evidence))))
    wording.forget(session, "plan_line", lines)
    session.execute(delete(PlanLine).where(PlanLine.id.in_(lines)))
    session.execute(delete(Evidence).where(Evidence.id.in_(evidence)))
    return len(evidence)


def follow_ups(session: Session, person: Person) -> int:
    """Delete the follow-ups of the person's answers, with what was said on both sides."""
    return forget_answers(session, person.responses)


def codings(session: Session, person: Person) -> int:
    """Take the person's comments out of the samples that are coded for intent."""
    return forget_comments(session, person.responses)


def words_taken_over(session: Session, person: Person) -> int:
    """Take the person's own words, and their key, out of issues, causes, actions, wordings, maps and sheets."""
    needles = [re.escape(w) for w in distinct_words(person, _TAKEN_OVER)]
    keys = [k for k in sorted(person.keys, key=len, reverse=True) if len(k) > 3 and not k.isdigit()]
    needles += [rf"(?<!\w){re.escape(key)}(?!\w)" for key in keys]
    if not needles:
        return 0
    pattern = re.compile("|".join(needles), re.IGNORECASE)
    count = 0
    for model, names in _WRITTEN.items():
        for row in session.scalars(select(model)):
            for name in names:
                text = getattr(row, name)
                if text and pattern.search(text):
                    setattr(row, name, pattern.sub(_GONE, text))
                    count += 1
    count += sum(_out_of_conditions(row, pattern) for row in session.scalars(select(Rule)))
    count += words_on_maps(session, pattern, _GONE)
    session.flush()
    return count


def _out_of_conditions(row: Rule, pattern: re.Pattern[str]) -> int:
    """Take the words out of what a rule looks for."""
    tests = [
        {**t, "values": [pattern.sub(_GONE, v) for v in t.get("values", ())]} for t in row.tests["tests"]
    ]
    if tests == row.tests["tests"]:
        return 0
    row.tests = {"tests": tests}
    return 1
