"""Words as a questionnaire's author meant them, without the page they stood on."""

import html
import re
from typing import Final

_TAGS: Final = re.compile(r"<(?:br|/p|/div|/li)\s*/?>|</?[a-zA-Z][^<>]*>")
_SPACES: Final = re.compile(r"\s+")


def plain(text: str) -> str:
    """Words without HTML and doubled spaces; piped text such as "${q://QID1/ChoiceGroup}" stays."""
    if "<" in text or "&" in text:
        text = html.unescape(_TAGS.sub(" ", text))
    return _SPACES.sub(" ", text).strip()
