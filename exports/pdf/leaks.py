"""Look through a finished PDF for texts that must not be in it: pages, metadata, outline, attachments, notes."""

import base64
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from unicodedata import category, normalize

from exports.pdf.preview import opened, pdfium_lock

_MOST_UNPACKED = 64_000_000
_STREAM = re.compile(rb"(?<!end)stream\r?\n(?P<body>.*?)\r?\n?endstream", re.DOTALL)
_NO_TEXT = re.compile(rb"/Subtype\s*/Image|/Length1\b")  # pixels and outlines hold no text
_PICTURE = re.compile(rb"/DCTDecode|/JPXDecode")
_NOTES_OF_A_PICTURE = 400_000
_LITERAL = re.compile(rb"\(((?:[^()\\]|\\.){1,20000})\)", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{4,40000})>")
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_SHORTEST_SQUEEZED = 6
_KEPT_UP_TO = 300
_NOT_LETTERS = re.compile(r"[\W_]+")
# It gives nothing back and begins where a word does: a word of thousands of letters costs what it is long.
_LATIN_RUN = re.compile(r"(?<![!-~])[!-~]++(?: [!-~]++)++")
_LATIN = re.compile("[a-z0-9]")
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_NOTE_KEYS = (b"Contents", b"T", b"Subj", b"RC", b"NM", b"TU", b"V", b"DV", b"Alt", b"ActualText")


class _OneForm(dict[int, str]):
    """One form for each letter and digit, worked out when it is first met; marks without width vanish."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if category(char) in ("Cf", "Mn") or char in "\u0002\ufffe\u0640":
            form = ""
        elif char.isdecimal():
            form = str(int(char))
        else:
            form = {"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه"}.get(char, char)
        self[code] = form
        return form


_ONE_LETTER = _OneForm()


def leaks(pdf: bytes, secrets: Iterable[str]) -> list[str]:
    """The secrets that can be found in the file, however its lines are broken or its letters are written."""
    return leaks_in((*_shown(pdf), *_packed(pdf)), secrets)


def leaks_in(texts: Iterable[str], secrets: Iterable[str]) -> list[str]:
    """The secrets that can be found in texts."""
    readable = [plain(text) for text in texts]
    loose, close = _haystacks(readable)

    @cache
    def tokens() -> list[str]:
        return [token for text in readable for token in _tokens(text)]

    def found(wanted: str, bare: str) -> bool:
        return (
            _as_words(wanted, loose)
            or (len(bare) >= _SHORTEST_SQUEEZED and _stands(bare, close))
            or (_both_ways(wanted) and _shuffled(wanted, tokens()))
        )

    return [secret for secret in dict.fromkeys(secrets) if found(plain(secret), squeezed(secret))]


def _as_words(wanted: str, loose: str) -> bool:
    """Whether the text stands there; a short one only as a word of its own ("cost" is not in "costume")."""
    if len(wanted) >= _SHORTEST_SQUEEZED:
        return _stands(wanted, loose)
    return bool(wanted) and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", loose) is not None


def _stands(wanted: str, where: str) -> bool:
    """Whether the text stands there; a number at its end must be the whole number: Branch 1 is not Branch 12."""
    if wanted not in where:
        return False
    before = r"(?<!\d)" if wanted[0].isdigit() else ""
    behind = r"(?!\d)" if wanted[-1].isdigit() else ""
    return not (before or behind) or re.search(before + re.escape(wanted) + behind, where) is not None


def plain(text: str) -> str:
    """Text as the eye compares it: one form per letter and digit, no marks of direction, one space between words."""
    return _plain_once(text) if len(text) <= _KEPT_UP_TO else _plain(text)


def _plain(text: str) -> str:
    text = normalize("NFKC", text).translate(_ONE_LETTER)
    return " ".join(normalize("NFKC", text.casefold()).translate(_ONE_LETTER).split())


def squeezed(text: str) -> str:
    """Letters and digits only: line breaks, hyphens and brackets that changed sides make no difference."""
    return _squeezed_once(text) if len(text) <= _KEPT_UP_TO else _NOT_LETTERS.sub("", _plain(text))


# Each of many plans is searched for the same names and sentences.
@lru_cache(maxsize=8192)
def _plain_once(text: str) -> str:
    return _plain(text)


@lru_cache(maxsize=8192)
def _squeezed_once(text: str) -> str:
    return _NOT_LETTERS.sub("", plain(text))


def _haystacks(readable: list[str]) -> tuple[str, str]:
    """Everything readable in the file, as words and squeezed; each text in the orders readers may give."""
    # Only lines from right to left are given in other orders: elsewhere Branch 12 would be found as Branch 21.
    mixed = [t for t in readable if _RTL.search(t)]
    turned = [*(_digits_turned(t) for t in mixed), *(_latin_turned(t) for t in mixed)]
    orders = [*readable, *turned, *(t[::-1] for t in readable)]
    return "\n".join(orders), "\n".join(squeezed(t) for t in orders)


def _digits_turned(text: str) -> str:
    """Some readers turn numbers round inside right-to-left lines."""
    return re.sub(r"\d+", lambda run: run.group()[::-1], text)


def _latin_turned(text: str) -> str:
    """PDFium may give the Latin words inside a right-to-left line in reverse order."""
    return _LATIN_RUN.sub(lambda run: _turned(run.group().split(" ")), text)


def _turned(words: list[str]) -> str:
    """The words the other way round, from the first on that has a letter or digit."""
    first = next((at for at, word in enumerate(words) if _LATIN.search(word)), len(words))
    return " ".join([*words[:first], *words[first:][::-1]])


def _tokens(text: str) -> list[str]:
    """Words with their letters sorted, so that Q3 and 3Q are one."""
    return ["".join(sorted(word)) for word in re.findall(r"[^\W_]+", text)]


def _both_ways(wanted: str) -> bool:
    return bool(re.search("[a-z0-9]", wanted) and re.search("[\u0590-\u06ff]", wanted))


def _shuffled(wanted: str, tokens: list[str]) -> bool:
    """Whether a text of both directions stands there with its words in another order, as PDFium gives them."""
    missing = Counter(_tokens(wanted))
    if not missing.keys() <= set(tokens):
        return False
    size = missing.total()
    for at, token in enumerate(tokens):
        missing[token] -= 1
        if at >= size:
            missing[tokens[at - size]] += 1
        if at >= size - 1 and not any(missing.values()):
            return True
    return False


def _shown(pdf: bytes) -> Iterator[str]:
    """What PDFium reads: the text of each page, notes on it, metadata, outline, attached files."""
    with pdfium_lock, opened(pdf) as doc:
        yield "\n".join(doc.get_metadata_dict().values())
        for mark in doc.get_toc(max_depth=64):
            yield mark.get_title()
        for at in range(doc.count_attachments()):
            attached = doc.get_attachment(at)
            yield attached.get_name()
            yield from _decoded(bytes(attached.get_data()))
        for at in range(len(doc)):
            page = doc[at]
            text = page.get_textpage()
            yield text.get_text_range()
            yield text.get_text_bounded()
            yield from _notes(page)


def _notes(page: object) -> Iterator[str]:
    import ctypes

    from pypdfium2 import raw

    for at in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, at)
        for key in _NOTE_KEYS:
            length = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
            if length > 2:
                buffer = ctypes.create_string_buffer(length)
                wide = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
                raw.FPDFAnnot_GetStringValue(note, key, wide, length)
                yield buffer.raw.decode("utf-16-le", "replace").rstrip("\0")
        raw.FPDFPage_CloseAnnot(note)


def _packed(pdf: bytes) -> Iterator[str]:
    """What lies in the bytes themselves: unpacked streams, XMP, strings PDFium has no question for."""
    room = _MOST_UNPACKED
    for stream in _STREAM.finditer(pdf):
        head = pdf[max(0, pdf.rfind(b"obj", 0, stream.start())) : stream.start()]
        if _PICTURE.search(head):
            # A camera's notes and a drawing program's history lie beside the pixels of a JPEG.
            yield from _decoded(stream.group("body")[:_NOTES_OF_A_PICTURE])
        elif not _NO_TEXT.search(head):
            unpacked = _unpacked(stream.group("body"), room)
            room -= len(unpacked)
            yield from _decoded(unpacked)
            yield from _strings(unpacked)
    rest = _STREAM.sub(b" ", pdf)
    yield from _decoded(rest)
    yield from _strings(rest)


def _unpacked(body: bytes, room: int) -> bytes:
    if body.rstrip().endswith(b"~>"):
        try:
            body = base64.a85decode(body.strip(), adobe=body.lstrip().startswith(b"<~"))
        except ValueError:
            try:
                body = base64.a85decode(body.strip().removesuffix(b"~>"))
            except ValueError:
                return body
    try:
        return zlib.decompressobj().decompress(body, max(1, room))
    except zlib.error:
        return body


def _decoded(data: bytes) -> Iterator[str]:
    yield data.decode("utf-8", "ignore")
    if data.count(0) > len(data) // 8:
        yield data.decode("utf-16-be", "ignore")
        yield data.decode("utf-16-le", "ignore")


def _strings(data: bytes) -> Iterator[str]:
    found = [_unescaped(literal) for literal in _LITERAL.findall(data)]
    for digits in _HEX.findall(data):
        compact = re.sub(rb"\s", b"", digits)
        found.append(bytes.fromhex((compact + b"0" * (len(compact) % 2)).decode()))
    texts = (_string(one) for one in found)
    yield "\n".join(text for text in texts if text)


def _string(data: bytes) -> str:
    if data.startswith(b"\xfe\xff"):
        return data[2:].decode("utf-16-be", "ignore")
    if data.startswith(b"\xff\xfe"):
        return data[2:].decode("utf-16-le", "ignore")
    return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "ignore")


def _unescaped(literal: bytes) -> bytes:
    def meant(found: re.Match[bytes]) -> bytes:
        one = found.group(1)
        if one.isdigit():
            return bytes([int(one, 8) & 255])
        return _ESCAPES.get(one, b"" if one in (b"\n", b"\r") else one)

    return re.sub(rb"\\([0-7]{1,3}|.)", meant, literal, flags=re.DOTALL)
