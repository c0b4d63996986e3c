"""The Unicode bidirectional algorithm (UAX #9) with isolates and bracket pairs, without embeddings.

python-bidi gives the reordered string only; drawing needs the level of each character.
"""

from collections.abc import Sequence
from unicodedata import bidirectional

_LRI, _RLI, _FSI, _PDI = "\u2066", "\u2067", "\u2068", "\u2069"
_OPEN = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "⟦": "⟧", "⟪": "⟫", "（": "）", "［": "］", "｛": "｝"}
_CLOSE = {close: open_ for open_, close in _OPEN.items()}
_IGNORED = {"BN", "LRE", "RLE", "LRO", "RLO", "PDF"}
_NEUTRAL = {"B", "S", "WS", "ON"}
# The limits the algorithm itself sets, so that nothing from outside goes deeper than it can be followed.
_DEEPEST = 125
_OPEN_AT_ONCE = 63


def levels(text: str, rtl: bool) -> list[int]:
    """The embedding level of each character of one paragraph; odd levels run from right to left."""
    base = int(rtl)
    if not rtl and all(ord(c) < 0x590 or 0x2010 <= ord(c) <= 0x2026 for c in text):
        return [0] * len(text)
    out = [base] * len(text)
    _resolve(text, range(len(text)), base, out)
    return out


def visual_order(found: Sequence[int]) -> list[int]:
    """The indices of one line's pieces from left to right, by their levels (rule L2)."""
    order = list(range(len(found)))
    highest = max(found, default=0)
    lowest_odd = min((level for level in found if level % 2), default=highest + 1)
    for level in range(highest, lowest_odd - 1, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and found[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end + 1
    return order


def _resolve(text: str, span: Sequence[int], level: int, out: list[int]) -> None:
    """Resolve one isolating run; what lies inside its isolates is resolved on its own."""
    places: list[int] = []
    types: list[str] = []
    at = 0
    while at < len(span):
        char = text[span[at]]
        kind = bidirectional(char) or "L"
        out[span[at]] = level
        if char in (_LRI, _RLI, _FSI) and level + 2 <= _DEEPEST:
            end = _matching(text, span, at)
            inside = span[at + 1 : end]
            right = char == _RLI or (char == _FSI and _first_strong(text, inside) == "R")
            _resolve(text, inside, level + 1 + int((level + 1) % 2 != int(right)), out)
            places.append(span[at])
            types.append("ON")
            at = end
            continue
        if kind not in _IGNORED:
            places.append(span[at])
            types.append("ON" if char in (_LRI, _RLI, _FSI, _PDI) else kind)
        at += 1
    side = "R" if level % 2 else "L"
    _weak(types, side)
    _brackets(text, places, types, side)
    _neutral(types, side)
    for place, kind in zip(places, types, strict=True):
        out[place] = level + _raise(kind, level)
    _fill_ignored(text, span, level, out)


def _matching(text: str, span: Sequence[int], at: int) -> int:
    depth = 0
    for i in range(at, len(span)):
        if text[span[i]] in (_LRI, _RLI, _FSI):
            depth += 1
        elif text[span[i]] == _PDI:
            depth -= 1
            if depth == 0:
                return i
    return len(span)


def _first_strong(text: str, span: Sequence[int]) -> str:
    """The direction of the first strong letter that is not inside an isolate of its own."""
    at = 0
    while at < len(span):
        kind = bidirectional(text[span[at]])
        if kind in ("L", "R", "AL"):
            return "L" if kind == "L" else "R"
        isolated = text[span[at]] in (_LRI, _RLI, _FSI)
        at = _matching(text, span, at) if isolated else at + 1
    return "L"


def _weak(types: list[str], side: str) -> None:
    """Rules W1 to W7, in place."""
    strong = before = side
    for i, kind in enumerate(types):
        if kind == "NSM":
            kind = types[i] = before
        before = kind
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            types[i] = "AN"
    for i, kind in enumerate(types):
        if kind == "AL":
            types[i] = "R"
    for i in range(1, len(types) - 1):
        around = types[i - 1]
        if around == types[i + 1] and (
            (types[i] == "ES" and around == "EN") or (types[i] == "CS" and around in ("EN", "AN"))
        ):
            types[i] = around
    _terminators(types)
    strong = side
    for i, kind in enumerate(types):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            types[i] = "L"


def _terminators(types: list[str]) -> None:
    """Rules W5 and W6: signs beside a European number belong to it, other separators are neutral."""
    i = 0
    while i < len(types):
        end = i
        while end < len(types) and types[end] == "ET":
            end += 1
        if end > i:
            beside = (i > 0 and types[i - 1] == "EN") or (end < len(types) and types[end] == "EN")
            types[i:end] = ["EN" if beside else "ON"] * (end - i)
        i = max(end, i + 1)
    for i, kind in enumerate(types):
        if kind in ("ES", "CS"):
            types[i] = "ON"


def _strong(kind: str) -> str:
    return "R" if kind in ("R", "EN", "AN") else kind if kind == "L" else ""


def _pairs(text: str, places: list[int], types: list[str]) -> list[tuple[int, int]]:
    stack: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for i, place in enumerate(places):
        char = text[place]
        if types[i] != "ON":
            continue
        if char in _OPEN:
            if len(stack) == _OPEN_AT_ONCE:
                break
            stack.append((char, i))
        elif char in _CLOSE:
            deep = next((d for d in range(len(stack) - 1, -1, -1) if stack[d][0] == _CLOSE[char]), None)
            if deep is not None:
                found.append((stack[deep][1], i))
                del stack[deep:]
    return sorted(found)


def _brackets(text: str, places: list[int], types: list[str], side: str) -> None:
    """Rule N0: both brackets of a pair take one direction."""
    for start, end in _pairs(text, places, types):
        inside = {_strong(kind) for kind in types[start + 1 : end]} - {""}
        if not inside:
            continue
        before = next((s for s in (_strong(k) for k in reversed(types[:start])) if s), side)
        taken = side if side in inside or before not in inside else before
        types[start] = types[end] = taken
        for bracket in (start, end):
            after = bracket + 1
            while after < len(places) and bidirectional(text[places[after]]) == "NSM":
                types[after] = taken
                after += 1


def _neutral(types: list[str], side: str) -> None:
    """Rules N1 and N2, in place."""
    i = 0
    while i < len(types):
        end = i
        while end < len(types) and types[end] in _NEUTRAL:
            end += 1
        if end > i:
            left = _strong(types[i - 1]) if i else side
            right = _strong(types[end]) if end < len(types) else side
            types[i:end] = [left if left == right else side] * (end - i)
        i = max(end, i + 1)


def _raise(kind: str, level: int) -> int:
    if level % 2:
        return 0 if kind == "R" else 1
    return {"L": 0, "R": 1}.get(kind, 2)


def _fill_ignored(text: str, span: Sequence[int], level: int, out: list[int]) -> None:
    """Joiners and other ignored characters stay with the letter before them."""
    depth = 0
    before = level
    for i in span:
        char = text[i]
        depth -= char == _PDI and depth > 0
        if depth == 0:
            if bidirectional(char) in _IGNORED:
                out[i] = before
            before = out[i]
        depth += char in (_LRI, _RLI, _FSI)
