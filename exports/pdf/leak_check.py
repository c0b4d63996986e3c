"""Look a finished document over: which internal texts, or names of other customers, can be read in it."""

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.queries import account_keyed
from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.paths import refuse_missing
from cxdesk.planning.assemble import owners
from cxdesk.planning.model import Wording
from cxdesk.planning.plan_queries import plan_for
from cxdesk.project import Project
from cxdesk.storage.model import HandedOut
from exports.pdf.hand_out import KINDS, internal_texts, leaks_of


@dataclass(frozen=True, slots=True)
class LookedOver:
    """For which customer a document is, how many texts were looked for, and those that are in it."""

    account_key: str
    looked_for: int
    found: tuple[str, ...]


def look_over(project: Project, document: Path, account: str | None = None) -> LookedOver:
    """Look a PDF, workbook or HTML page over; without `account` it must be one that was handed out from this file."""
    kind = document.suffix.lower()
    refuse_missing(document)
    if kind not in KINDS:
        raise UserError(_("“{name}” is neither PDF, XLSX nor HTML.").format(name=document.name))
    data = document.read_bytes()
    key = account or project.read(_handed_to, hashlib.sha256(data).hexdigest())
    if key is None:
        raise UserError(
            _("“{name}” was not handed out from this file. Say with --account whom it is for.").format(
                name=document.name
            )
        )
    row = project.read(account_keyed, key)
    secrets = project.read(_secrets, project.read(plan_for, row.key).id)
    try:
        found = leaks_of(data, kind, secrets)
    except (ValueError, RuntimeError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise UserError(_("“{name}” is damaged and can’t be read.").format(name=document.name)) from error
    return LookedOver(row.key, len(secrets), tuple(found))


def _handed_to(session: Session, digest: str) -> str | None:
    return session.scalar(select(HandedOut.account_key).where(HandedOut.sha256 == digest))


def _secrets(session: Session, plan_id: int) -> list[str]:
    """What no customer may read, but for what somebody approved for this one, in any language."""
    mine = set(owners(session, plan_id))
    rows = session.scalars(select(Wording).where(Wording.approved_by != ""))
    approved = " ".join(w.text for w in rows if (w.owner_kind, w.owner_id) in mine).casefold()
    texts = dict.fromkeys(t.strip() for t in internal_texts(session, plan_id))
    return [t for t in texts if t and t.casefold() not in approved]
