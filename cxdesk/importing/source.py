"""From a path to text in UTF-8: refuse what is no table, find the encoding, repair a few bad bytes."""

import codecs
import re
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from cxdesk.errors import Problem, UserError
from cxdesk.i18n import N_, _, language, ngettext, number
from cxdesk.progress import Progress, no_progress

REPAIRED: Final = "\ufffd"
PIECE: Final = 4_000_000
FEW_BAD_RUNS: Final = 50

_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BAD_RUN: Final = re.compile(rb"[\x80-\xff]+")
_MARKS: Final = frozenset("€‚ƒ„…†‡‰‹‘’“”•–—˜™› ¡¢£¥§©«®°±²³µ·¹»¿×÷")

# Signs that no text holds; zero bytes have words of their own.
_CONTROLS: Final = bytes(set(range(1, 32)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"
_LOOKED_AT: Final = 1_000_000
_MOST_WRONG, _SHARE_WRONG = 8, 0.04

# First bytes of files that are no table of answers, whatever their name says.
_MAGIC: Final = (
    (b"%PDF", N_("“{name}” is a PDF document, not a table. Export it as CSV or XLSX.")),
    (b"\x89PNG", N_("“{name}” is a picture, not a table. Export it as CSV or XLSX.")),
    (b"\xff\xd8\xff", N_("“{name}” is a picture, not a table. Export it as CSV or XLSX.")),
    (b"GIF8", N_("“{name}” is a picture, not a table. Export it as CSV or XLSX.")),
    (b"\x1f\x8b", N_("“{name}” is a packed file. Unpack it and choose the file inside.")),
    (b"Rar!", N_("“{name}” is a packed file. Unpack it and choose the file inside.")),
    (b"7z\xbc\xaf", N_("“{name}” is a packed file. Unpack it and choose the file inside.")),
    (
        b"SQLite format 3",
        N_("“{name}” is a database or a cxdesk file, not a table. Open it instead of importing it."),
    ),
    (b"{\\rtf", N_("“{name}” is a text document, not a table. Export it as CSV or XLSX.")),
    (b"\x7fELF", N_("“{name}” is a program, not a table.")),
    (b"MZ\x90", N_("“{name}” is a program, not a table.")),
)
_NOTHING: Final = b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Text:
    """The whole text of a file as UTF-8 bytes; `repaired` when some bytes or marks had to be replaced.

    `other_lines` counts lines that were written in `other` than the rest and were read in it.
    """

    data: bytes
    encoding: str
    repaired: bool = False
    other_lines: int = 0
    other: str = ""


# The text that was looked at last, until its rows are read: a file need not be read from the disk twice.
MOST_KEPT_READ: Final = 256_000_000
_looked_at: dict[tuple[str, int, int, str], Text] = {}


def keep_read(path: Path, text: Text) -> None:
    """Keep what was read of a file that is about to be imported; only the last one is kept."""
    _looked_at.clear()
    if len(text.data) <= MOST_KEPT_READ:
        _looked_at[_state_of(path, text.encoding)] = text


def take_read(path: Path, encoding: str) -> Text | None:
    """What was kept of this file in this encoding, if the file is still as it was; it is kept no longer."""
    found = _looked_at.pop(_state_of(path, encoding), None)
    _looked_at.clear()
    return found


def _state_of(path: Path, encoding: str) -> tuple[str, int, int, str]:
    try:
        now = path.stat()
    except OSError:
        return (str(path), -1, -1, encoding)
    return (str(path.absolute()), now.st_mtime_ns, now.st_size, encoding)


def open_file(path: Path, limit: int = -1) -> bytes:
    """The bytes of a file that can be read and holds something, all or the first `limit`; else a sentence."""
    name = path.name
    try:
        if path.is_dir():
            raise UserError(_("“{name}” is a folder. Choose a file in it.").format(name=name))
        if not path.exists():
            raise UserError(_("There is no file “{name}” at that place.").format(name=name))
        if not path.is_file():
            raise UserError(_("“{name}” is not a file that can be read.").format(name=name))
        with path.open("rb") as file:
            data = file.read(limit)
    except (OSError, ValueError) as error:
        raise UserError(
            _("“{name}” could not be read: {why}").format(name=name, why=_reason(error))
        ) from error
    if not data[:PIECE].strip(_NOTHING) and not data.strip(_NOTHING):
        raise UserError(_("“{name}” is empty. Export it again.").format(name=name))
    return data


def container(data: bytes, name: str) -> str:
    """ "text" or "xlsx" by the first bytes, never by the name; what is neither is refused in words."""
    for magic, sentence in _MAGIC:
        if data.startswith(magic):
            raise UserError(_(sentence).format(name=name))
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "xlsx"
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data[:2_000_000] + data[-2_000_000:]:
            raise UserError(_("“{name}” is locked with a password. Save it without one.").format(name=name))
        return "xlsx"
    start = data[:400].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml")):
        raise UserError(
            _("“{name}” is a web page or XML, not a table. Export it as CSV or XLSX.").format(name=name)
        )
    if start.startswith(b'{"surveyentry"'):
        raise UserError(
            _("“{name}” is a Qualtrics questionnaire without answers. Export the responses as CSV.").format(
                name=name
            )
        )
    return "text"


def as_text(data: bytes, encoding: str | None = None, progress: Progress = no_progress) -> Text:
    """The text of the bytes in the encoding given, or in the one they are most likely in."""
    sound = _is_utf8(data, progress)
    chosen = encoding or guess(data, sound)
    others, page = 0, ""
    if chosen in ("utf-8", "utf-8-sig"):
        data = data.removeprefix(codecs.BOM_UTF8)
        repaired = not sound
        if repaired and is_mixed(data):
            data, others, page = _line_by_line(data)
            repaired = REPAIRED.encode() in data
        elif repaired:
            data = data.decode("utf-8", "replace").encode()
    else:
        text = data.decode(chosen, "replace").removeprefix("\ufeff")
        repaired = REPAIRED in text
        # A lone surrogate cannot be written as UTF-8; it is as unreadable as a bad byte.
        data = text.encode("utf-8", "replace")
    if b"\0" in data:
        data = data.rstrip(b"\0")
        repaired = repaired or b"\0" in data
        data = data.replace(b"\0", REPAIRED.encode())
    return Text(_with_newlines(data), chosen, repaired, others, page)


def check_is_text(text: Text, name: str) -> None:
    """Refuse what is no text at all: too many signs that no text holds, or bytes that are no letters."""
    start = text.data[:_LOOKED_AT]
    controls = len(start) - len(start.translate(None, _CONTROLS))
    wrong = controls + start.count(REPAIRED.encode())
    if wrong >= _MOST_WRONG and wrong > _SHARE_WRONG * len(start.decode("utf-8", "ignore")):
        raise UserError(
            _("“{name}” is not a table: much of it is no text at all. Export it as CSV or XLSX.").format(
                name=name
            )
        )


def mixed_problem(text: Text) -> Problem:
    """That some lines were in another encoding than the rest."""
    sentence = ngettext(
        "{n} line was written in another encoding ({page}) than the rest and was read in its own. "
        "See whether its letters are right.",
        "{n} lines were written in another encoding ({page}) than the rest and were read in their own. "
        "See whether their letters are right.",
        text.other_lines,
    )
    return Problem(0, "", sentence.format(n=number(text.other_lines), page=text.other), "", "note")


def guess(data: bytes, is_utf8: bool) -> str:
    """BOM, then UTF-16 by its zero bytes, then strict UTF-8, then UTF-8 with a few bad bytes, then a code page."""
    for bom, name in _BOMS:
        if data.startswith(bom) and len(data) % (4 if "32" in name else 1) == 0:
            return name
    if (wide := _utf16_by_zeros(data[:4000])) is not None:
        return wide
    return "utf-8" if is_utf8 or _few_bad_bytes(data) or is_mixed(data) else page_of(data)


def is_mixed(data: bytes) -> bool:
    """Whether a file holds lines in UTF-8 and lines in a code page, as copies put one below the other do."""
    if _few_bad_bytes(data):
        return False
    good = bad = 0
    third = max(0, len(data) // 2 - 100_000)
    for part in (data[:200_000], data[third : third + 200_000], data[-200_000:]):
        for run in islice(_BAD_RUN.finditer(part), 4_000):
            try:
                run.group().decode()
                good += 1
            except UnicodeDecodeError:
                bad += 1
    return good >= 3 and good >= 0.05 * bad


def _line_by_line(data: bytes) -> tuple[bytes, int, str]:
    """Lines that are no UTF-8 read in the code page they look like; how many there were, and the page."""
    lines = data.split(b"\n")
    places = [place for place, line in enumerate(lines) if not _decodes(line)]
    page = page_of(b"\n".join(lines[place] for place in places[:2_000]))
    for place in places:
        lines[place] = lines[place].decode(page, "replace").encode()
    return b"\n".join(lines), len(places), page


def _decodes(line: bytes) -> bool:
    try:
        return line.isascii() or line.decode() is not None
    except UnicodeDecodeError:
        return False


def page_of(data: bytes) -> str:
    """The Windows code page that bytes look written in: Cyrillic, Persian, Central European or Western."""
    runs = [run.group() for run in islice(_BAD_RUN.finditer(data), 5_000)]
    high = b"".join(runs)
    if not high:
        return code_page()
    if len(high) >= 2.2 * len(runs):
        # Whole words of high bytes: small Cyrillic letters lie at the end of the page, Arabic ones before it.
        return "cp1251" if sum(b >= 0xE0 for b in high) >= 0.6 * len(high) else "cp1256"
    return _latin(high)


def _latin(high: bytes) -> str:
    """cp1250 where letters stand that no Western text has there: ő and ű, or those of Polish and Czech."""
    west = sum(map(high.count, b"\xe0\xe3\xe7\xe8\xea\xeb\xef\xf1\xf8\xe5\xe6"))
    east = sum(map(high.count, b"\xf5\xfb\xd5\xdb\xb3\xb9\xbf\xa5\xa3"))
    return "cp1250" if east > west else "cp1252"


def code_page() -> str:
    """The Windows code page of the person's language."""
    return {"uk": "cp1251", "hu": "cp1250", "fa": "cp1256"}.get(language(), "cp1252")


def _is_utf8(data: bytes, progress: Progress) -> bool:
    if data.isascii():
        return True
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(data), PIECE):
            progress(at, len(data), _("Reading the file"))
            piece = data[at : at + PIECE]
            if not piece.isascii() or decoder.getstate()[0]:
                decoder.decode(piece)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _utf16_by_zeros(start: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is one of few, zero for Latin signs, 4 and 6 for Cyrillic and Persian."""
    start = start[: len(start) // 2 * 2]
    half = max(1, len(start) // 2)
    even, odd = start[0::2], start[1::2]
    for own, other, name in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        zeros = own.count(0)
        if zeros > half * 0.6 and other.count(0) < half * 0.1:
            return name
        pages = sum(map(own.count, b"\x00\x01\x04\x05\x06\x20"))
        if zeros > half * 0.04 and pages > half * 0.97 and sum(map(other.count, b"\x04\x06")) < half * 0.2:
            return name
    return None


def _few_bad_bytes(data: bytes) -> bool:
    """Whether the file is UTF-8 but for a few bytes, rather than a code page read wrongly.

    A code page leaves letters inside words ("K\xf6ln") and typographic marks; damage leaves neither.
    """
    good, bad, like_words = 0, 0, 0
    page = page_of(data[:_LOOKED_AT])
    for run in _BAD_RUN.finditer(data):
        try:
            run.group().decode()
            good += 1
        except UnicodeDecodeError:
            bad += 1
            like_words += _reads_well(data, run, page)
        if bad > FEW_BAD_RUNS and good < bad * 20:
            return False
    return good >= bad * 10 or like_words * 2 < bad


def _reads_well(data: bytes, run: re.Match[bytes], page: str) -> bool:
    try:
        text = run.group().decode(page)
    except UnicodeDecodeError:
        return False
    if len(text) > 1 and page in ("cp1251", "cp1256"):
        return text.isalpha()
    before, after = data[run.start() - 1 : run.start()], data[run.end() : run.end() + 1]
    beside_letter = before.isalpha() or after.isalpha()
    return beside_letter or len(text) == 1 or all(c in _MARKS for c in text)


def _with_newlines(data: bytes) -> bytes:
    """Old Mac line ends become ordinary ones; spare blank lines at the end go."""
    if b"\r" in data and b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    end = data[-4000:]
    kept = end.rstrip(b"\r\n")
    spare = len(end) - len(kept)
    if spare and kept:
        first = 2 if end[len(kept) :].startswith(b"\r\n") else 1
        data = data[: len(data) - (spare - first)] if spare > first else data
    return data


def _reason(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return _("you may not open it. Ask whoever owns it, or copy it to your own folder.")
    return getattr(error, "strerror", None) or str(error)
