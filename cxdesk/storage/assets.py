"""Pictures and kept files in the project file, by the hash of their bytes."""

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.storage.model import Asset

BYTES_ALLOWED = 20 * 1024 * 1024


def keep(session: Session, data: bytes, media_type: str) -> str:
    """Store the bytes once and return their SHA-256."""
    if len(data) > BYTES_ALLOWED:
        raise UserError(_("The picture is larger than 20 MB. Make it smaller and add it again."))
    digest = hashlib.sha256(data).hexdigest()
    if session.scalars(select(Asset.id).where(Asset.sha256 == digest)).first() is None:
        session.add(Asset(sha256=digest, media_type=media_type, data=data))
        session.flush()
    return digest


def load(session: Session, digest: str) -> bytes | None:
    """The bytes behind a hash."""
    return session.scalars(select(Asset.data).where(Asset.sha256 == digest)).first()
