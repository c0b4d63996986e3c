"""What the kiosk remembers in the file: the PIN that lets staff out, and after how long it begins anew.

Facts of the file and not design data: an undo must not bring an old PIN back.
"""

import hashlib
import hmac
import os
import unicodedata
from typing import Final

from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, number
from cxdesk.storage.facts import fact, set_fact

SHORTEST, LONGEST = 4, 8
IDLE_SECONDS: Final = 60
_PIN: Final = "kiosk_pin"
_IDLE: Final = "kiosk_idle_seconds"


def pin_digits(text: str) -> str:
    """A PIN in plain digits, whatever digits it was typed in; UserError says what a PIN is."""
    found = "".join(str(unicodedata.digit(c, -1)) for c in text.strip())
    if not found.isdecimal() or not SHORTEST <= len(found) <= LONGEST:
        sentence = _("A PIN is {least} to {most} digits long and nothing else.")
        raise UserError(sentence.format(least=number(SHORTEST), most=number(LONGEST)))
    return found


def set_pin(session: Session, text: str) -> None:
    """Set the PIN; only a hash of it is kept."""
    salt = os.urandom(16)
    set_fact(session, _PIN, f"{salt.hex()}${_hash(pin_digits(text), salt)}")


def has_pin(session: Session) -> bool:
    """Whether there is a PIN."""
    return bool(fact(session, _PIN))


def pin_fits(session: Session, text: str) -> bool:
    """Whether this is the PIN."""
    salt, _dollar, kept = fact(session, _PIN).partition("$")
    try:
        return bool(kept) and hmac.compare_digest(kept, _hash(pin_digits(text), bytes.fromhex(salt)))
    except (UserError, ValueError):
        return False


def idle_seconds(session: Session) -> int:
    """After how many seconds without a touch the kiosk begins anew."""
    kept = fact(session, _IDLE)
    return int(kept) if kept.isdecimal() and int(kept) >= 20 else IDLE_SECONDS


def set_idle_seconds(session: Session, seconds: int) -> None:
    """Change it; less than 20 seconds would take the screen from people who read."""
    set_fact(session, _IDLE, str(max(20, min(int(seconds), 3600))))


def _hash(digits: str, salt: bytes) -> str:
    return hashlib.scrypt(digits.encode(), salt=salt, n=2**14, r=8, p=1).hex()
