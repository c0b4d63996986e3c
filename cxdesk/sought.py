"""Words as somebody looks for them: letters by what they are, however they were typed."""

import re
import unicodedata
from functools import lru_cache

from cxdesk.i18n import folded, plain_digits

# Letters that no rule of Unicode takes apart, and one letter that keyboards write in two ways.
_SAME = str.maketrans(
    {
        "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ە": "ه", "ـ": "", "ı": "i", "ø": "o", "ł": "l", "đ": "d",
        "æ": "ae", "œ": "oe", "ґ": "г", "’": "'", "ʼ": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-",
    }
)  # fmt: skip
# Persian writes one word with a joint, with a gap or in one: می‌رود, می رود, میرود.
_GAPS = re.compile("(?<=[\u0600-\u06ff]) (?=[\u0600-\u06ff])")


@lru_cache(maxsize=20_000)
def sought(text: str) -> str:
    """A text in the form in which texts are searched: without case, accents, unseen signs and forms of one letter.

    Digits of every script are plain ones, and Persian words lose the gaps between them.
    """
    if text.isascii():
        return folded(text)
    letters = unicodedata.normalize("NFKD", plain_digits(folded(text)))
    bare = "".join(sign for sign in letters if not unicodedata.combining(sign)).translate(_SAME)
    return _GAPS.sub("", " ".join(bare.split()))
