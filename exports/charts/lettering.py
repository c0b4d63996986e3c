"""How wide a text is, and how it is broken or shortened to fit; both know Persian as well as Latin."""

from functools import lru_cache

from matplotlib.backends.backend_agg import RendererAgg

from exports.charts.look import PX_PER_INCH, Look, font

ELLIPSIS = "…"
_RLM = "\u200f"
# Names come from outside: control characters have no letter, and overrides would turn the line around.
_UNSEEN = dict.fromkeys([*range(32), *range(127, 160), *range(0x202A, 0x202F)]) | {9: " ", 10: " ", 13: " "}


def directed(text: str, rtl: bool) -> str:
    """The text with its base direction said: without it a sign or a Latin word first would decide."""
    text = text.translate(_UNSEEN)
    return _RLM + text if rtl and text else text


def width(text: str, look: Look, size: float, strong: bool = False) -> float:
    """Width of one line in px."""
    return _width(directed(text, look.rtl), look.rtl, strong, size) if text else 0.0


def widest(texts: list[str], look: Look, size: float, strong: bool = False) -> float:
    """Width of the widest of some lines, 0 for none."""
    return max((width(t, look, size, strong) for t in texts), default=0.0)


def wrapped(
    text: str, look: Look, size: float, room: float, lines: int = 2, strong: bool = False
) -> list[str]:
    """The text in at most `lines` lines of `room` px; what is too much ends in an ellipsis."""
    done: list[str] = []
    rest = text.split()
    while rest and len(done) < lines:
        last = len(done) == lines - 1
        taken = len(rest) if last else _fitting(rest, look, size, room, strong)
        done.append(shortened(" ".join(rest[:taken]), look, size, room, strong))
        rest = rest[taken:]
    return done or [""]


def shortened(text: str, look: Look, size: float, room: float, strong: bool = False) -> str:
    """The text, or as much of its beginning as fits with an ellipsis behind it."""
    if width(text, look, size, strong) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle].rstrip() + ELLIPSIS, look, size, strong) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + ELLIPSIS


def _fitting(words: list[str], look: Look, size: float, room: float, strong: bool) -> int:
    taken = 1
    while taken < len(words) and width(" ".join(words[: taken + 1]), look, size, strong) <= room:
        taken += 1
    return taken


@lru_cache(maxsize=1)
def _renderer() -> RendererAgg:
    return RendererAgg(1, 1, PX_PER_INCH)


@lru_cache(maxsize=8192)
def _width(text: str, rtl: bool, strong: bool, size: float) -> float:
    found = _renderer().get_text_width_height_descent(text, font(rtl, strong, size), ismath=False)
    return float(found[0])
