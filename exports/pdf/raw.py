"""Objects of a file as bytes that are put together here: ReportLab's dictionaries go number by number."""

import zlib
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject


class Raw(PDFObject):  # type: ignore[misc]
    """An object of the file; what is in it may be written after it was referred to."""

    __RefOnly__ = 1

    def __init__(self, written: bytes = b"") -> None:
        self.written = written

    def format(self, document: Any) -> bytes:
        """The object's bytes."""
        return self.written


def placed(doc: Any, what: Any, name: str | None = None) -> bytes:
    """Put an object into a file; the bytes by which others refer to it."""
    return place_of(doc, doc.Reference(what, name).name)


def place_of(doc: Any, name: str) -> bytes:
    """The bytes that refer to what is in the file already."""
    return b"%d %d R" % doc.idToObjectNumberAndVersion[name]


def packed(content: bytes, entries: bytes = b"") -> bytes:
    """A stream, deflated, with what else its dictionary says."""
    body = zlib.compress(content)
    return b"<</Filter /FlateDecode /Length %d%b>>\nstream\n%b\nendstream\n" % (len(body), entries, body)
