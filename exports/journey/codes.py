"""Codes and rings that a scanner finds on paper: which page this is, and how it lies under the glass.

Two codes in opposite corners say the same, so that a torn or stained corner loses nothing. They name a sheet by
its own short id, its page and how many there are: nothing of the project and nothing of a customer.
"""

from collections.abc import Iterator
from functools import lru_cache

from cxdesk.journeys.shapes import Bead, Box, Shape
from exports.journey.papers import MM, Paper

BLACK, WHITE = "#000000", "#FFFFFF"
QR_SIDE, MATRIX_SIDE = 18 * MM, 12 * MM
QUIET = 4  # modules of white around a code
RING, RING_LINE, RING_IN = 6 * MM, 1.2 * MM, 10 * MM
MOST_LETTERS = 20
# Square symbols of one region by their modules: code words of data, and of correction.
_SYMBOLS = ((12, 5, 7), (14, 8, 10), (16, 12, 12), (18, 18, 14), (20, 22, 18))

Modules = tuple[tuple[bool, ...], ...]


def page_code(sheet: str, page: int, pages: int) -> str:
    """V-3FA92C-1-2: the sheet, this page, all pages."""
    return f"{sheet}-{page}-{pages}"


def page_marks(paper: Paper, code: str, side: float, top: float, foot: float, *, rtl: bool) -> list[Shape]:
    """Six rings, a QR code at the top where lines end, a DataMatrix at the foot where they begin.

    `side` is how far both stand from the sides of the paper, `top` and `foot` how far from its top and foot.
    """
    right, left = paper.width - side - QR_SIDE, side
    if rtl:
        right, left = side, paper.width - side - MATRIX_SIDE
    shapes: list[Shape] = list(_rings(paper))
    shapes += drawn(qr(code), right, top, QR_SIDE)
    shapes += drawn(matrix(code), left, paper.height - foot - MATRIX_SIDE, MATRIX_SIDE)
    return shapes


def drawn(modules: Modules, x: float, y: float, side: float) -> Iterator[Box]:
    """A code as black boxes, one for each run of modules in a row; it is never mirrored."""
    step = side / len(modules)
    for row, line in enumerate(modules):
        start = None
        for at, dark in enumerate((*line, False)):
            if dark and start is None:
                start = at
            elif not dark and start is not None:
                # A hair higher than its row: no white line shows between two rows.
                yield Box(x + start * step, y + row * step, (at - start) * step, step + 0.03, BLACK)
                start = None


def quiet(modules: Modules, side: float) -> float:
    """How much white a code needs around it."""
    return QUIET * side / len(modules)


@lru_cache(maxsize=64)
def qr(text: str) -> Modules:
    """A QR code that survives the loss of a seventh of itself."""
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    _refuse(text)
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    return tuple(tuple(bool(dark) for dark in row) for row in code.modules)


@lru_cache(maxsize=1024)
def matrix(text: str) -> Modules:
    """The smallest square DataMatrix (ECC 200) that holds the text."""
    from reportlab.graphics.barcode.ecc200datamatrix import ECC200DataMatrix

    _refuse(text)
    words = _code_words(text)
    size, room, correction = next(symbol for symbol in _SYMBOLS if symbol[1] >= len(words))
    # ReportLab makes one size of symbol only, and its own words end in a letter that nobody wrote: it is given
    # the words, and told of the size.
    code = ECC200DataMatrix(text)
    code.row_modules = code.col_modules = size
    code.row_regions = code.col_regions = 1
    code.row_usable_modules = code.col_usable_modules = size - 2
    code.cw_data, code.cw_ecc = room, correction
    code._encode_c40 = lambda _text: _filled(words, room)
    code.validate()
    # It counts rows from the foot.
    return tuple(tuple(bool(dark) for dark in row) for row in reversed(code.encode()))


def _code_words(text: str) -> list[int]:
    """The text in a DataMatrix's own letters: two digits are one word, anything else is one of its own."""
    words: list[int] = []
    at = 0
    while at < len(text):
        if text[at : at + 2].isdigit() and len(text[at : at + 2]) == 2:
            words.append(130 + int(text[at : at + 2]))
            at += 2
        else:
            words.append(ord(text[at]) + 1)
            at += 1
    return words


def _filled(words: list[int], room: int) -> list[int]:
    """The words with what fills the symbol, which differs from place to place (ISO/IEC 16022)."""
    full = [*words]
    if len(full) < room:
        full.append(129)
    while len(full) < room:
        filler = 129 + (149 * (len(full) + 1)) % 253 + 1
        full.append(filler if filler <= 254 else filler - 254)
    return full


def _rings(paper: Paper) -> Iterator[Bead]:
    for y in (RING_IN, paper.height / 2, paper.height - RING_IN):
        for x in (RING_IN, paper.width - RING_IN):
            yield Bead(x, y, RING / 2, "opinion", BLACK, WHITE, RING_LINE)


def _refuse(text: str) -> None:
    if len(text) > MOST_LETTERS or not text.isascii() or text != text.upper():
        raise ValueError(f"{text!r} is no code of at most {MOST_LETTERS} capital letters, digits and signs")
