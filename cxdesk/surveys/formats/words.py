"""Words of a questionnaire as people read them: no HTML, no doubled spaces."""

import html
import re
from typing import Final

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
