"""Conditions as LimeSurvey, XLSForm and SurveyJS write them, taken apart into nodes: what is compared, and joined how."""

import re
from typing import Any, Final

LONGEST: Final = 20_000
DEEPEST: Final = 40

# A name in braces (XLSForm with a dollar sign), or bare as LimeSurvey has it; XLSForm's point is the question itself.
_TOKEN: Final = re.compile(
    r"""\s*(?:
      (?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    | (?P<sgqa>\d+X\d+X\d+\w*(?:\.\w+)?)
    | (?P<number>\d+(?:\.\d+)?)
    | \$?\{\s*(?P<name>[^{}]+?)\s*\}
    | (?P<word>[^\W\d][\w.\-]*(?:\[[\w"']+\](?:\.\w+)?)?)
    | (?P<self>\.)(?!\d)
    | (?P<sign><=|>=|!=|<>|==|&&|\|\||[=<>!(),\[\]\-])
    )""",
    re.VERBOSE,
)
_SIGNS: Final = {
    "=": "=", "==": "=", "eq": "=", "!=": "!=", "<>": "!=", "ne": "!=", "<": "<", "lt": "<", "<=": "<=", "le": "<=",
    ">": ">", "gt": ">", ">=": ">=", "ge": ">=", "equal": "=", "notequal": "!=", "less": "<", "greater": ">",
    "lessorequal": "<=", "greaterorequal": ">=", "contains": "contains", "notcontains": "notcontains",
    "contain": "contains", "notcontain": "notcontains", "anyof": "anyof", "allof": "allof", "noneof": "noneof",
}  # fmt: skip
_AFTER: Final = {"empty": "=", "notempty": "!="}
_ANDS: Final = ("and", "&&")
_ORS: Final = ("or", "||")
Node = tuple[Any, ...]


class NotSimple(ValueError):
    """A condition that has no counterpart here."""


def node_of(text: str) -> Node:
    """The whole text as one node. Raises NotSimple where it is none, too long or too deep."""
    if len(text) > LONGEST:
        raise NotSimple(text[:80])
    parser = _Parser(_tokens(text))
    node = parser.either()
    if parser.at != len(parser.tokens):
        raise NotSimple(text)
    return node


def _tokens(text: str) -> list[tuple[str, str]]:
    found, at = [], 0
    while at < len(text.rstrip()):
        token = _TOKEN.match(text, at)
        if token is None or token.end() == at:
            raise NotSimple(text)
        kind = token.lastgroup or ""
        found.append((kind, token.group(kind)))
        at = token.end()
    return found


class _Parser:
    """Reads tokens from left to right: "or" binds least, then "and", "not", a comparison."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens, self.at, self.depth = tokens, 0, 0

    def peek(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("", "")

    def take(self) -> tuple[str, str]:
        token = self.peek()
        self.at += 1
        return token

    def needs(self, sign: str) -> None:
        if self.take()[1] != sign:
            raise NotSimple(sign)

    def either(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise NotSimple("deep")
        parts = [self.both()]
        while self.peek()[0] in ("word", "sign") and self.peek()[1].casefold() in _ORS:
            self.take()
            parts.append(self.both())
        self.depth -= 1
        return parts[0] if len(parts) == 1 else ("or", parts)

    def both(self) -> Node:
        parts = [self.turned()]
        while self.peek()[0] in ("word", "sign") and self.peek()[1].casefold() in _ANDS:
            self.take()
            parts.append(self.turned())
        return parts[0] if len(parts) == 1 else ("and", parts)

    def turned(self) -> Node:
        kind, word = self.peek()
        if (kind, word) == ("sign", "!") or (kind == "word" and word.casefold() == "not"):
            self.depth += 1
            if self.depth > DEEPEST:
                raise NotSimple("deep")
            self.take()
            inner = self.turned()
            self.depth -= 1
            return ("not", inner)
        return self.compared()

    def compared(self) -> Node:
        left = self.one()
        kind, word = self.peek()
        if kind not in ("sign", "word"):
            return left
        if word.casefold() in _AFTER:
            self.take()
            return ("compare", _AFTER[word.casefold()], left, ("value", ""))
        sign = _SIGNS.get(word.casefold())
        if sign is None:
            return left
        self.take()
        return ("compare", sign, left, self.one())

    def one(self) -> Node:
        kind, word = self.take()
        if kind == "text":
            return ("value", re.sub(r"\\(.)", r"\1", word[1:-1]))
        if kind == "number":
            return ("value", float(word) if "." in word else int(word))
        if (kind, word) == ("sign", "-"):
            inner = self.one()
            if inner[0] == "value" and isinstance(inner[1], (int, float)):
                return ("value", -inner[1])
            raise NotSimple(word)
        if (kind, word) == ("sign", "("):
            inner = self.either()
            self.needs(")")
            return inner
        if (kind, word) == ("sign", "["):
            return ("list", self._listed("]"))
        if kind in ("name", "self", "sgqa"):
            return ("name", word)
        if kind == "word" and self.peek() == ("sign", "("):
            self.take()
            return ("call", word.casefold(), self._listed(")"))
        if kind == "word":
            return (
                ("value", word.casefold() == "true")
                if word.casefold() in ("true", "false")
                else ("name", word)
            )
        raise NotSimple(word)

    def _listed(self, end: str) -> list[Node]:
        found: list[Node] = []
        while self.peek() != ("sign", end):
            found.append(self.either())
            if self.peek() == ("sign", ","):
                self.take()
            elif self.peek() != ("sign", end):
                raise NotSimple(end)
        self.take()
        return found
