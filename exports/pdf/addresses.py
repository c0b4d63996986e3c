"""Where a mail address or a phone number leads when somebody clicks it."""

import re
from unicodedata import decimal

_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}")
_PHONE = re.compile(r"\+?[\d\s()./-]{5,30}")
_FEWEST_DIGITS = 5


def leads_to(text: str) -> str:
    """A mailto: or tel: address for a text that is one and nothing else; otherwise nothing."""
    text = "".join(c for c in text if c.isprintable()).strip()
    if _MAIL.fullmatch(text):
        return f"mailto:{text.replace('%', '%25')}"
    if _PHONE.fullmatch(text):
        number = "".join(str(decimal(c)) for c in text if c.isdecimal())
        if len(number) >= _FEWEST_DIGITS:
            return f"tel:{'+' if text.startswith('+') else ''}{number}"
    return ""
