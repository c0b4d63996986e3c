"""Words of a questionnaire as people read them: no HTML, no doubled spaces."""

import html
import json
import re
from typing import Any, Final

from cxdesk.surveys.model import Texts

_HIDDEN: Final = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_TAGS: Final = re.compile(r"</?[a-zA-Z][^<>]*>")
_SPACES: Final = re.compile(r"\s+")


def plain(text: str) -> str:
    """Text without tags; what a script or style sheet holds goes with them."""
    if "<" in text or "&" in text:
        text = html.unescape(_TAGS.sub(" ", _HIDDEN.sub(" ", text)))
    return _SPACES.sub(" ", text).strip()


def plain_texts(texts: Texts) -> Texts:
    """The same in each language; languages without words are left out."""
    return {lang: words for lang, text in texts.items() if (words := plain(text))}


def json_of(data: bytes) -> Any:
    """What JSON from outside holds, halves of characters replaced; raises ValueError or RecursionError."""
    whole = json.loads(data.decode("utf-8-sig", "replace"))
    if re.search(rb"\\u[dD][89a-fA-F]", data):
        return json.loads(json.dumps(whole, ensure_ascii=False).encode("utf-8", "replace"))
    return whole
