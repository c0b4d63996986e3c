"""Everything that can be read in a file: what is shown, and what lies in its parts, attributes and properties."""

import json
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from typing import Any

_TAG = re.compile(r"<[^>]*>")
# Words in a row stand in runs of their own; where a line was broken they are still one text.
_ATTRIBUTE = re.compile(r"""=\s*(?:"([^"]*)"|'([^']*)')""")
_PIXELS = re.compile(r"base64,[A-Za-z0-9+/=\s]+")
_MOST = 64_000_000


def texts_in(data: bytes, kind: str) -> Iterator[str]:
    """Every text of a file of a kind (".pptx", ".xlsx", ".svg", ".html", ".json", ".csv", ".mmd" or ".png")."""
    if kind in (".pptx", ".xlsx"):
        with zipfile.ZipFile(BytesIO(data)) as parts:
            for part in parts.infolist():
                yield part.filename
                yield from _part(parts.read(part)[:_MOST], part.filename)
    elif kind == ".png":
        yield from _notes_of(data)
    elif kind == ".json":
        yield from _strings(json.loads(data))
    else:
        yield from _part(data, f"a{kind}")


def _part(data: bytes, name: str) -> Iterator[str]:
    """The text of one part; of a picture what lies beside its pixels can't be told from them."""
    text = data.decode("utf-8", "ignore")
    if not name.endswith((".xml", ".rels", ".svg", ".html", ".htm")):
        yield text
        return
    text = _PIXELS.sub("", text)
    # Runs of one paragraph follow each other without a space, lines and paragraphs with one.
    yield unescape(_TAG.sub("", text))
    yield unescape(_TAG.sub(" ", text))
    yield "\n".join(unescape(one or other) for one, other in _ATTRIBUTE.findall(text))
    yield "\n".join(re.findall(r"<!--(.*?)-->", text, re.DOTALL))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _notes_of(data: bytes) -> Iterator[str]:
    """The texts of a PNG, packed or not."""
    from PIL import Image

    with Image.open(BytesIO(data)) as picture:
        picture.load()
        yield from map(str, getattr(picture, "text", {}).values())
        yield from (str(value) for value in picture.info.values())
