"""Pages of a PDF as pictures for the window, through PDFium."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

MOST_PIXELS = 40_000_000

# PDFium keeps global state and is not safe to call from two threads at once.
pdfium_lock = threading.RLock()


@contextmanager
def opened(pdf: bytes) -> Iterator[Any]:
    """The document as PDFium sees it, closed afterwards."""
    import pypdfium2

    doc = pypdfium2.PdfDocument(pdf)
    try:
        yield doc
    finally:
        doc.close()


def page_count(pdf: bytes) -> int:
    """How many pages there are."""
    with pdfium_lock, opened(pdf) as doc:
        return len(doc)


def page_size(pdf: bytes, page: int) -> tuple[float, float]:
    """Width and height of a page, counted from 1, in points."""
    with pdfium_lock, opened(pdf) as doc:
        found: tuple[float, float] = doc[page - 1].get_size()
        return found


def page_rgba(pdf: bytes, page: int, scale: float) -> tuple[int, int, bytes]:
    """Width, height and four bytes per pixel of a page, counted from 1; `scale` 1 is 72 dots per inch."""
    from pypdfium2 import raw

    with pdfium_lock, opened(pdf) as doc:
        bitmap = _rendered(doc, page, scale, force_bitmap_format=raw.FPDFBitmap_BGRA, rev_byteorder=True)
        rows = bytes(bitmap.buffer)
        wide = bitmap.width * 4
        if bitmap.stride != wide:
            starts = range(0, bitmap.height * bitmap.stride, bitmap.stride)
            rows = b"".join(rows[at : at + wide] for at in starts)
        return bitmap.width, bitmap.height, rows


def page_png(pdf: bytes, page: int, scale: float) -> bytes:
    """A page, counted from 1, as PNG; `scale` 1 is 72 dots per inch."""
    out = BytesIO()
    with pdfium_lock, opened(pdf) as doc:
        _rendered(doc, page, scale, rev_byteorder=True).to_pil().save(out, "PNG")
    return out.getvalue()


def _rendered(doc: Any, page: int, scale: float, **how: Any) -> Any:
    if not 1 <= page <= len(doc):
        raise IndexError(page)
    shown = doc[page - 1]
    area = shown.get_width() * shown.get_height()
    return shown.render(scale=max(0.05, min(scale, (MOST_PIXELS / area) ** 0.5)), **how)
