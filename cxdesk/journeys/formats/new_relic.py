"""Journeys of New Relic's customer-journey app: a list of steps with measures and bounds, written as JavaScript.

The file is a literal (`const journeyConfig = [ ... ]`, the app's own examples); it is read, never run.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cxdesk.errors import UserError
from cxdesk.i18n import _, listed, ngettext, number
from cxdesk.journeys.formats.draft import Draft, Read

MOST_LETTERS = 2_000_000
MOST_DEEP = 60
_BEGIN = re.compile(r"journeyConfig\s*(?::[^=]*)?=\s*(?=\[)")
_TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/)
    |(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`)
    |(?P<number>-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)
    |(?P<word>[A-Za-z_$][\w$.]*)
    |(?P<sign>[][{}:,;+])""",
    re.DOTALL | re.VERBOSE,
)
_WORDS = {"true": True, "false": False, "null": None, "undefined": None}
_ESCAPES = {"n": "\n", "t": " ", "r": "", "\n": ""}


def is_new_relic(text: str) -> bool:
    """Whether a text holds such a list."""
    return bool(_BEGIN.search(text))


def read(text: str, name: str) -> Read:
    """The first journey of the list; its queries, segments and further journeys are named as left out."""
    if len(text) > MOST_LETTERS:
        raise UserError(_("“{name}” is too long for a list of journeys.").format(name=name))
    begun = _BEGIN.search(text)
    assert begun is not None
    tokens = _Tokens(text, begun.end(), name)
    journeys = [one for one in tokens.value() if isinstance(one, Mapping)]
    if not journeys or not (steps := _entries(journeys[0], "steps")):
        raise UserError(_("“{name}” holds no journey with steps.").format(name=name))
    first = journeys[0]
    draft = Draft(_said(first, "title") or name)
    draft.stage(_("Journey"))
    draft.lane("does")
    lane = draft.lane("kpi", internal=True)
    for step in steps:
        made = draft.step(_said(step, "label") or "–")
        for measure in _entries(first, "kpis"):
            draft.card(made, lane, _measure(measure))
    draft.notes += _left_out(first, len(journeys) - 1)
    return draft.done()


def _measure(measure: Mapping[str, Any]) -> str:
    """A measure with its bound; above or below it is what the file calls a violation."""
    name, value, bound = (
        _said(measure, "name") or "–",
        measure.get("value"),
        _said(measure, "bound").casefold(),
    )
    if not isinstance(value, float):
        return name
    told = _("{name}: {n}")
    if bound.startswith("higher"):
        told = _("{name}: at most {n}")
    elif bound.startswith("lower"):
        told = _("{name}: at least {n}")
    return told.format(name=name, n=number(value, 2) if value % 1 else number(value))


def _left_out(journey: Mapping[str, Any], others: int) -> Iterator[str]:
    queries = sum("nrqlWhere" in step for step in _entries(journey, "steps"))
    if queries:
        yield ngettext(
            "The query of {n} step was left out: no query runs here.",
            "The queries of {n} steps were left out: no query runs here.",
            queries,
        ).format(n=number(queries))
    for measure in _entries(journey, "kpis"):
        if meaning := _said(measure, "description"):
            told = _("What “{name}” means was left out: {text}")
            yield told.format(name=_said(measure, "name"), text=meaning)
    if names := [_said(one, "label") for one in _entries(journey, "series")]:
        yield _("Its segments were left out: {names}.").format(names=listed(names))
    if names := [_said(one, "label") for one in _entries(journey, "stats")]:
        yield _("What it counts was left out: {names}.").format(names=listed(names))
    if others > 0:
        yield ngettext(
            "{n} more journey of the file was left out.",
            "{n} more journeys of the file were left out.",
            others,
        ).format(n=number(others))


def _entries(holder: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    rows = holder.get(key)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _said(holder: Mapping[str, Any], key: str) -> str:
    value = holder.get(key)
    return " ".join(value.split()) if isinstance(value, str) else ""


class _Tokens:
    """Reads one literal: objects, lists, texts, numbers and words; a name of something else is nothing."""

    def __init__(self, text: str, at: int, name: str) -> None:
        self._text, self._at, self._name = text, at, name

    def value(self, deep: int = 0) -> Any:
        """The value that comes next."""
        kind, token = self._next()
        if deep > MOST_DEEP:
            raise self._damaged()
        if token == "[":
            return self._list(deep)
        if token == "{":
            return self._object(deep)
        if kind == "text":
            return _unquoted(token)
        if kind == "number":
            return float(token)
        if kind == "word":
            return _WORDS.get(token)
        raise self._damaged()

    def _list(self, deep: int) -> list[Any]:
        found: list[Any] = []
        while self._peek() != "]":
            found.append(self.value(deep + 1))
            self._comma("]")
        self._next()
        return found

    def _object(self, deep: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while self._peek() != "}":
            kind, key = self._next()
            if kind not in ("word", "text", "number") or self._next()[1] != ":":
                raise self._damaged()
            found[_unquoted(key) if kind == "text" else key] = self.value(deep + 1)
            self._comma("}")
        self._next()
        return found

    def _comma(self, end: str) -> None:
        following = self._peek()
        if following == ",":
            self._next()
        elif following != end:
            raise self._damaged()

    def _peek(self) -> str:
        at = self._at
        token = self._next()[1]
        self._at = at
        return token

    def _next(self) -> tuple[str, str]:
        while (found := _TOKEN.match(self._text, self._at)) is not None:
            self._at = found.end()
            if found.lastgroup != "space":
                return str(found.lastgroup), found.group()
        raise self._damaged()

    def _damaged(self) -> UserError:
        line = self._text.count("\n", 0, self._at) + 1
        return UserError(
            _(
                "“{name}” can’t be read from line {n} on: it is damaged or holds more than plain values."
            ).format(name=self._name, n=number(line))
        )


def _unquoted(token: str) -> str:
    return re.sub(r"\\(.)", lambda m: _ESCAPES.get(m.group(1), m.group(1)), token[1:-1], flags=re.DOTALL)
