"""Make a customer's plan as a file, look it over for leaks, and remember that it was handed out."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account
from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.planning.assemble import customer_plan
from cxdesk.planning.customer_plan import CustomerPlan
from cxdesk.planning.model import Action, Cause, Issue, Plan
from cxdesk.project import Project
from cxdesk.storage.model import HandedOut
from exports.pdf.customer_plan import render
from exports.pdf.leaks import leaks
from exports.writing import write_file

SHORTEST_SECRET = 12


def hand_out(
    project: Project, plan_id: int, language: str, target: Path, now: datetime | None = None
) -> Path:
    """Write the plan's PDF in one language; nothing is written when a wording is missing or something leaks."""
    if target.suffix.lower() != ".pdf":
        raise UserError(_("A plan is written as a PDF. Choose a name that ends in .pdf."))
    plan = project.read(customer_plan, plan_id, language)
    pdf = render(plan).pdf
    found = leaks(pdf, worth_hiding(project.read(internal_texts, plan_id), plan))
    if found:
        raise UserError(
            _("The plan was not written, because this internal text would be on it: {text}").format(
                text=found[0]
            )
        )
    path = write_file(target, lambda part: part.write_bytes(pdf))
    if not project.read_only:
        digest = hashlib.sha256(pdf).hexdigest()
        project.run(_("Hand out a plan"), note, plan_id, language, digest, now or datetime.now())
    return path


def note(session: Session, plan_id: int, language: str, digest: str, now: datetime) -> None:
    """Remember what was handed out; outside undo, for paper can't be called back."""
    plan = session.get_one(Plan, plan_id)
    account = session.get_one(Account, plan.account_id)
    session.add(
        HandedOut(
            kind="plan",
            title=account.name,
            account_key=account.key,
            language=language,
            version=plan.version,
            sha256=digest,
            made_at=now,
        )
    )


def internal_texts(session: Session, plan_id: int) -> list[str]:
    """Internal sentences and other customers' names, which no customer may read."""
    plan = session.get_one(Plan, plan_id)
    mine = session.get_one(Account, plan.account_id).name
    texts: list[str] = [n for n in session.scalars(select(Account.name)) if n not in mine and mine not in n]
    for column in (Issue.title, Issue.statement, Cause.text, Action.title, Action.why, Action.measure):
        texts += list(session.scalars(select(column)))
    return texts


def worth_hiding(texts: Iterable[str], plan: CustomerPlan) -> list[str]:
    """The texts worth looking for.

    Short ones are ordinary words that a customer's sentence may hold too; and what a person approved
    as wording for this customer is no secret, even where an internal field says the same.
    """
    approved = " ".join(_strings(asdict(plan))).casefold()
    long = (t for t in dict.fromkeys(texts) if len(t.strip()) >= SHORTEST_SECRET)
    return [t for t in long if t.strip().casefold() not in approved]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _strings(part)
