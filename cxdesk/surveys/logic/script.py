"""The small interpreter for a questionnaire in a browser: the same logic, held to the same cases."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import count
from typing import Final

from cxdesk.paths import resource

_TOKEN: Final = re.compile(
    r"""(?P<comment>/\*.*?\*/|//[^\n]*)|(?P<text>"(?:\\.|[^"\\\n])*")|(?P<name>[A-Za-z_$][\w$]*)"""
    r"""|(?P<number>0x[0-9a-f]+|[0-9][0-9.e]*)|(?P<space>\s+)|(?P<sign>\+\+|--|.)""",
    re.DOTALL,
)
_PATTERN: Final = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*")
# Words of the language, what a browser gives, and what the page calls: all other names are the script's own.
_KEPT: Final = frozenset(
    [
        "Array",
        "Boolean",
        "Date",
        "Infinity",
        "Map",
        "Math",
        "Number",
        "Object",
        "Set",
        "String",
        "const",
        "cxdeskLogic",
        "else",
        "false",
        "for",
        "function",
        "if",
        "in",
        "isNaN",
        "let",
        "module",
        "new",
        "null",
        "of",
        "return",
        "this",
        "true",
        "typeof",
        "undefined",
        "var",
    ]
)


@lru_cache(maxsize=1)
def script() -> str:
    """The script, which makes `cxdeskLogic`; it has no dependency and loads nothing."""
    return resource("survey", "logic.js").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def small_script() -> str:
    """The script without its comments and spaces and with short names of its own: what goes into a page."""
    return shortened(script())


def shortened(source: str) -> str:
    """A script that does the same in fewer letters; it may use no text in backticks and no `{name}` for `{name: name}`."""
    tokens = list(_tokens(source))
    own = Counter(t for at, (kind, t) in enumerate(tokens) if kind == "name" and _is_own(tokens, at))
    names = {name: short for (name, _n), short in zip(own.most_common(), _short_names(), strict=False)}
    parts: list[str] = []
    for at, (kind, token) in enumerate(tokens):
        token = names.get(token, token) if kind == "name" and _is_own(tokens, at) else token
        before = parts[-1][-1:] if parts else ";"
        # Two words would become one, two strokes a comment, two signs a step.
        if (_in_word(before) and _in_word(token[0])) or (before == token[0] and before in "/+-"):
            parts.append(" ")
        parts.append(token)
    return "".join(parts).replace(";}", "}")


def _tokens(source: str) -> Iterator[tuple[str, str]]:
    at, before = 0, ""
    while at < len(source):
        found = _PATTERN.match(source, at) if before in "(,=:[!&|?{};+" or before == "return" else None
        if found is not None and not source.startswith(("//", "/*"), at):
            kind, token = "text", found[0]
        else:
            found = _TOKEN.match(source, at)
            assert found is not None
            kind, token = str(found.lastgroup), found[0]
        at = found.end()
        if kind not in ("comment", "space"):
            before = token
            yield kind, token


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter in "_$"


def _is_own(tokens: list[tuple[str, str]], at: int) -> bool:
    """Whether a name is one of the script itself, not of a property or of the browser."""
    before = tokens[at - 1][1] if at else ""
    after = tokens[at + 1][1] if at + 1 < len(tokens) else ""
    is_key = after == ":" and before in ("{", ",")
    return before != "." and not is_key and tokens[at][1] not in _KEPT


def _short_names() -> Iterator[str]:
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    for n in count():
        name = letters[n % 52] if n < 52 else letters[n // 52 - 1] + letters[n % 52]
        if name not in _KEPT and name not in ("do", "if", "in", "of"):
            yield name
