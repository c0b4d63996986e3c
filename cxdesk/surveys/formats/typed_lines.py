"""A questionnaire as somebody typed it, cut into sections, questions and their answers; nothing of it is guessed yet."""

import re
from dataclasses import dataclass, field

from cxdesk.surveys.formats import typed_words as w

LONGEST_OPTION = 160


@dataclass
class Asked:
    """One question as it stands: its words, the lines below it, and how the answers were marked.

    `marks` are "box", "ring", "bullet", "letter", "number" or "" of each option; `table` are rows of cells.
    """

    code: str
    text: str
    number: int = 0
    hints: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    numbers: list[int | None] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    lines: int = 0
    scale: tuple[str, list[int], str] | None = None
    table: list[list[str]] = field(default_factory=list)
    is_statement: bool = False


@dataclass
class Part:
    """A section: its heading and what stands below it."""

    title: str = ""
    asked: list[Asked] = field(default_factory=list)


def parts_of(text: str) -> list[Part]:
    """The text as sections; the first has no heading where the text begins without one."""
    return _Reader().read(text)


class _Reader:
    """Goes through the lines once; what a line is depends on the ones before."""

    def __init__(self) -> None:
        self.parts = [Part()]
        self.style = ""
        self.last = 0
        self.gap = True

    def read(self, text: str) -> list[Part]:
        for raw in re.sub(r"[\u200b\u2060\ufeff]", "", text).replace("\xa0", " ").splitlines():
            line = raw.strip(" \r\f\v")
            if not line.strip():
                self.gap = True
                continue
            self._take(line)
            self.gap = False
        return [p for p in self.parts if p.asked or p.title]

    @property
    def now(self) -> Asked | None:
        """The question that is being read."""
        asked = self.parts[-1].asked
        return asked[-1] if asked and not asked[-1].is_statement else None

    def _take(self, line: str) -> None:
        plain = line.strip().translate(w.DIGITS)
        words = line.strip()
        if found := w.SECTION.fullmatch(plain):
            title = next((g for g in found.groups() if g), "")
            self.parts.append(Part(words[len(words) - len(title) :] if title else words))
            return
        if self._took_below(line, plain, words):
            return
        if (found := w.CODE.fullmatch(plain)) and not w.NUMBER.fullmatch(plain):
            self._ask(found["code"], _end(words, found["rest"]))
        elif found := w.NUMBER_WORD.fullmatch(plain):
            self._ask(f"Q{found['n']}", _end(words, found["rest"]), int(found["n"]))
        elif found := w.NUMBER.fullmatch(plain):
            self._numbered(found, _end(words, found["rest"]))
        elif self.now is not None and (found := w.BULLET.fullmatch(plain)):
            mark = "box" if found["box"] else "ring" if found["ring"] else "bullet"
            self._option(_end(words, found["a"] or found["b"] or found["c"]), mark)
        elif self.now is not None and (found := w.LETTER.fullmatch(plain)):
            self._option(_end(words, found[2]), "letter")
        else:
            self._loose(words)

    def _took_below(self, line: str, plain: str, words: str) -> bool:
        """Whether a line is what one answers in: a line to write on, a row of numbers, boxes side by side, a table."""
        now = self.now
        if now is None:
            return False
        if w.BLANK_LINE.fullmatch(plain):
            now.lines += 1
            return True
        cells = [c.strip() for c in line.split("\t")]
        in_table = bool(now.table) and not self.gap and len(cells) >= len(now.table[0]) - 1 and len(cells) > 1
        begins = len(cells) > 2 and not now.options and (not cells[0] or not _is_marker(cells[0]))
        if not now.scale and (found := w.NUMBERS_LINE.fullmatch(plain)):
            row = [int(n) for n in re.findall(r"\d+", found["row"])]
            if row == list(range(row[0], row[0] + len(row))):
                if now.table or (begins and not found["low"].strip()):
                    now.table.append(cells)
                else:
                    now.scale = (
                        _tidy(words[: len(found["low"])]),
                        row,
                        _tidy(words[len(words) - len(found["high"]) :] if found["high"] else ""),
                    )
                return True
        if in_table or begins:
            now.table.append(cells)
            return True
        boxes = w.SEVERAL_BOXES.findall(words)
        if len(boxes) > 1:
            mark = "box" if boxes[0] in w.BOXES or boxes[0].startswith("[") else "ring"
            for part in w.SEVERAL_BOXES.split(words):
                if part.strip():
                    self._option(part.strip(), mark)
            return True
        parts = [p.strip() for p in re.split(r"\s+/\s+|\s+\|\s+", words)]
        if (
            2 <= len(parts) <= 7
            and not now.options
            and all(p and len(p) <= 30 for p in parts)
            and not w.LETTER.fullmatch(words)
        ):
            for part in parts:
                self._option(part, "")
            return True
        return False

    def _numbered(self, found: "re.Match[str]", words: str) -> None:
        n, mark = int(found["n"]), found["mark"].strip() or "\t"
        style, now = found["open"] + mark, self.now
        asks = bool(w.QUESTION_END.search(w.REQUIRED.sub("", words)))
        is_next = n == self.last + 1 and style == self.style
        if found["word"] or now is None or found["part"]:
            option = False
        elif now.marks and now.marks[-1] == "number" and n == (now.numbers[-1] or 0) + 1:
            option = not (is_next and asks)
        elif is_next:
            option = False
        else:
            option = not asks if n <= 1 or style != self.style else not (n > self.last or asks)
        if option:
            self._option(words, "number", n)
            return
        self.style = self.style or style
        if not found["word"]:
            self.style = style
        self._ask(f"Q{n}{found['part']}", words, n)

    def _ask(self, code: str, words: str, number: int = 0) -> None:
        self.last = number or self.last
        self.parts[-1].asked.append(Asked(code, words, number))

    def _option(self, words: str, mark: str, number: int | None = None) -> None:
        now = self.now
        if now is None:
            self._loose(words)
            return
        now.options.append(words)
        now.marks.append(mark)
        now.numbers.append(number)

    def _loose(self, words: str) -> None:
        now = self.now
        asks = bool(re.search(r"[?؟]\s*$", w.REQUIRED.sub("", words)))
        if now is not None and not now.options and not now.lines and not self.gap and now.number and asks:
            now.text = f"{now.text}\n{words}"
        elif asks:
            self._ask("", words)
        elif now is not None and not now.options and (w.SEVERAL.search(words) or w.ONE.search(words)):
            now.hints.append(words)
        elif now is not None and _fits_as_option(now, words, self.gap):
            self._option(words, "")
        else:
            self.parts[-1].asked.append(Asked("", words, is_statement=True))


def _fits_as_option(now: Asked, words: str, gap: bool) -> bool:
    if len(words) > LONGEST_OPTION or now.lines or now.table or now.scale:
        return False
    return (not (gap and now.options) and not words.endswith((".", "!"))) or (bool(now.options) and not gap)


def _is_marker(cell: str) -> bool:
    """Whether a cell is only what stands before a question or an answer, as Word copies its lists."""
    plain = cell.strip().translate(w.DIGITS)
    return (len(plain) <= 2 and not plain.isalnum()) or bool(re.fullmatch(r"\(?\w{1,3}[.):]?|o", plain))


def _end(words: str, rest: str) -> str:
    return words[len(words) - len(rest) :]


def _tidy(words: str) -> str:
    return words.strip(" \t|:–—-()")
