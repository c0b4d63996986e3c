"""Wording for the customer: which fields a customer reads, what is written, and what is missing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, tuple_
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import LANGUAGES, N_, _, language_word, number
from cxdesk.planning.model import Wording

FIRM = 1  # the one row of owner kind "firm": ourselves

# owner kind -> field -> the words for it on screen
FIELDS: dict[str, dict[str, str]] = {
    "firm": {"name": N_("Our name"), "address": N_("Our address"), "contact": N_("Where to reach us")},
    "account": {"name": N_("The customer’s name"), "full_name": N_("The customer’s full name")},
    "touch_point": {"name": N_("Name of the touch point")},
    "plan": {
        "contact_title": N_("Who to call"),
        "contact_phone": N_("Phone"),
        "contact_mail": N_("Mail"),
        "contact_hours": N_("Hours"),
        "agreed_with": N_("Agreed with"),
        "sent_to": N_("Sent to"),
        "sent_by": N_("Sent by"),
    },
    "plan_line": {
        "text": N_("What the customer reads"),
        "who": N_("Owner, as the customer knows them"),
        "role": N_("The speaker’s role"),
        "slip_reason": N_("Why the date moved"),
    },
}
OPTIONAL = frozenset(
    {
        ("plan", "contact_hours"), ("firm", "address"), ("firm", "contact"), ("plan", "sent_to"), ("plan", "sent_by"),
    }
)  # fmt: skip


LONGEST = 2_000
_NEVER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


def without_control(text: str) -> str:
    """The text without control characters and without letters that turn the line around."""
    return _NEVER.sub("", text)


@dataclass(frozen=True, slots=True)
class Needed:
    """One field that a document is about to print, and where it stands in the document."""

    owner_kind: str
    owner_id: int
    field: str
    line: str


@dataclass(frozen=True, slots=True)
class Written:
    """One wording as it stands."""

    text: str
    approved_by: str
    instead_of: str = ""

    @property
    def approved(self) -> bool:
        """Whether a person answers for it."""
        return bool(self.approved_by)


# The wordings of one language: by owner, then by field.
Texts = dict[tuple[str, int], dict[str, Written]]


def write(session: Session, owner_kind: str, owner_id: int, field: str, language: str, text: str) -> None:
    """Set a wording; changed words lose their approval, empty ones are removed."""
    if field not in FIELDS.get(owner_kind, {}) or language not in LANGUAGES:
        raise UserError(_("There is no such field for the customer."))
    row = _row(session, owner_kind, owner_id, field, language)
    text = without_control(text).strip()
    if len(text) > LONGEST:
        raise UserError(
            _("A sentence of {n} characters fits on no page. Say it in fewer than {most}.").format(
                n=number(len(text)), most=number(LONGEST)
            )
        )
    if not text:
        if row is not None:
            session.delete(row)
        return
    if row is None:
        session.add(
            Wording(owner_kind=owner_kind, owner_id=owner_id, field=field, language=language, text=text)
        )
    elif row.text != text:
        row.text, row.approved_by, row.approved_at, row.instead_of = text, "", None, ""
    session.flush()


def approve(
    session: Session,
    owners: Iterable[tuple[str, int]],
    language: str,
    by: str,
    at: datetime,
    instead_of: str = "",
) -> int:
    """Somebody answers for every wording of these owners in one language; returns how many.

    `instead_of` is who should have. What is approved already keeps its name.
    """
    if not by.strip():
        raise UserError(_("Say who approves the wording."))
    count = 0
    for kind, owner_id in owners:
        rows = select(Wording).where(
            Wording.owner_kind == kind, Wording.owner_id == owner_id, Wording.language == language
        )
        for row in session.scalars(rows):
            if not row.approved_by:
                row.approved_by, row.approved_at, row.instead_of = by.strip(), at, instead_of
                count += 1
    return count


def approve_field(
    session: Session,
    owner_kind: str,
    owner_id: int,
    field: str,
    language: str,
    by: str,
    at: datetime,
    instead_of: str = "",
) -> None:
    """Somebody answers for one wording."""
    row = _row(session, owner_kind, owner_id, field, language)
    if not by.strip():
        raise UserError(_("Say who approves the wording."))
    if row is None:
        raise UserError(_("There are no words yet to answer for."))
    row.approved_by, row.approved_at, row.instead_of = by.strip(), at, instead_of


def forget(session: Session, owner_kind: str, owner_ids: Iterable[int]) -> None:
    """Remove the wordings of rows that are being deleted."""
    session.execute(
        delete(Wording).where(Wording.owner_kind == owner_kind, Wording.owner_id.in_(list(owner_ids)))
    )


def written(session: Session, owner_kind: str, owner_id: int, language: str) -> dict[str, Written]:
    """The wordings of one owner in one language, by field."""
    rows = select(Wording).where(
        Wording.owner_kind == owner_kind, Wording.owner_id == owner_id, Wording.language == language
    )
    return {w.field: Written(w.text, w.approved_by, w.instead_of) for w in session.scalars(rows)}


def all_written(session: Session, language: str, owners: Iterable[tuple[str, int]] | None = None) -> Texts:
    """The wordings of many owners in one language, asked for once; without owners those of everybody."""
    query = select(Wording).where(Wording.language == language)
    if owners is not None:
        query = query.where(tuple_(Wording.owner_kind, Wording.owner_id).in_(list(owners)))
    found: Texts = {}
    for w in session.scalars(query):
        found.setdefault((w.owner_kind, w.owner_id), {})[w.field] = Written(
            w.text, w.approved_by, w.instead_of
        )
    return found


def missing_sentence(need: Needed, language: str, *, approved: bool) -> str:
    """Names the line and the field that is not there, or that nobody has approved."""
    field = _(FIELDS[need.owner_kind][need.field])
    sentence = (
        _("{line}: “{field}” is not approved in {language}.")
        if approved
        else _("{line}: “{field}” is missing in {language}.")
    )
    return sentence.format(line=need.line, field=field, language=language_word(language))


def _row(session: Session, owner_kind: str, owner_id: int, field: str, language: str) -> Wording | None:
    return session.scalars(
        select(Wording).where(
            Wording.owner_kind == owner_kind,
            Wording.owner_id == owner_id,
            Wording.field == field,
            Wording.language == language,
        )
    ).first()
