"""Make a customer's plan as a file, look it over for leaks, and remember that it was handed out."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account
from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.planning.assemble import customer_plan
from cxdesk.planning.model import Action, Cause, Issue, Plan
from cxdesk.project import Project
from cxdesk.storage.model import HandedOut
from exports.pdf.customer_plan import render
from exports.pdf.leaks import leaks
from exports.writing import write_file

SHORTEST_SECRET = 12


def hand_out(project: Project, plan_id: int, language: str, target: Path, now: datetime | None = None) -> Path:
    """Write the plan's PDF in one language; nothing is written when a wording is missing or something leaks."""
    if target.suffix.lower() != ".pdf":
        raise UserError(_("A plan is written as a PDF. Choose a name that ends in .pdf."))
    plan = project.read(customer_plan, plan_id, language)
    pdf = render(plan).pdf
    found = leaks(pdf, project.read(internal_texts, plan_id))
    if found:
        raise UserError(
            _("The plan was not written, because this internal text would be on it: {text}").format(text=found[0])
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
    """Internal sentences and other customers' names, which no customer may read.

    Short ones are left out: they are ordinary words that a customer's sentence may hold too.
    """
    plan = session.get_one(Plan, plan_id)
    mine = session.get_one(Account, plan.account_id).name
    texts: list[str] = [n for n in session.scalars(select(Account.name)) if n not in mine and mine not in n]
    for column in (Issue.title, Issue.statement, Cause.text, Action.title, Action.why, Action.measure):
        texts += list(session.scalars(select(column)))
    return list(_worth_looking_for(texts))


def _worth_looking_for(texts: Iterable[str]) -> Iterable[str]:
    return (t for t in dict.fromkeys(texts) if len(t.strip()) >= SHORTEST_SECRET)
