"""The text form of a filter, as `--where` takes it: small, never evaluated, never SQL.

segment = "Hospitals" and round in ("March 2026", "September 2025") and Q2_NPS <= 6 and date >= 2026-03-01

A segment is the one at the round unless `segments = today` is said.
"""

import re
from typing import Any

from cxdesk.errors import UserError
from cxdesk.i18n import _, written_day
from cxdesk.responses.filter import AnswerTest, Filter

_TOKEN = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|(<=|>=|!=|=|<|>|\(|\)|,)|([^\s"'<>=!(),]+))""")
_LISTS = {
    "account": "accounts",
    "segment": "segments",
    "round": "rounds",
    "touch_point": "touch_points",
    "channel": "channels",
    "language": "languages",
}
_SEGMENTS = "segments"
_OPS = ("=", "!=", "<", "<=", ">", ">=")


def parse(text: str) -> Filter:
    """The filter a text asks for; UserError names the word that was not understood."""
    tokens = _tokens(text)
    parts: dict[str, tuple[str, ...]] = {}
    dates: dict[str, str] = {}
    answers: list[AnswerTest] = []
    today = False
    while tokens:
        name, op, values = _condition(tokens)
        if name == "date":
            _add_date(dates, op, values)
        elif name == _SEGMENTS:
            today = _is_today(op, values)
        elif name in _LISTS:
            if op != "=":
                raise _not_understood(op)
            parts[_LISTS[name]] = parts.get(_LISTS[name], ()) + tuple(values)
        elif len(values) == 1:
            answers.append(AnswerTest(name, op, values[0]))
        else:
            raise _not_understood(name)
        if tokens and tokens.pop(0)[1].lower() != "and":
            raise UserError(_("Join two conditions with “and”."))
    numbers = parts.pop("touch_points", ())
    if not all(n.isdigit() for n in numbers):
        raise UserError(_("A touch point is named by its number here."))
    chosen: dict[str, Any] = {**parts, **dates}
    return Filter(
        touch_points=tuple(map(int, numbers)), answers=tuple(answers), segments_today=today, **chosen
    )


def to_text(where: Filter) -> str:
    """The text that `parse` reads back as the same filter."""
    parts = [
        f"{name} = {_quoted(values[0])}"
        if len(values) == 1
        else f"{name} in ({', '.join(map(_quoted, values))})"
        for name, field in _LISTS.items()
        if (values := tuple(str(v) for v in getattr(where, field)))
    ]
    parts += [f"{_SEGMENTS} = today"] if where.segments_today else []
    parts += [f"date >= {where.since}"] if where.since else []
    parts += [f"date <= {where.until}"] if where.until else []
    parts += [f"{_quoted(a.item)} {a.op} {_quoted(a.value)}" for a in where.answers]
    return " and ".join(parts)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    place = 0
    text = text.strip()
    while place < len(text):
        found = _TOKEN.match(text, place)
        if not found:
            raise _not_understood(text[place : place + 20])
        quoted, single, sign, word = found.groups()
        if single is not None:
            tokens.append(("value", single))
        elif quoted is not None:
            tokens.append(("value", re.sub(r"\\(.)", r"\1", quoted)))
        else:
            tokens.append(("sign", sign) if sign else ("word", word))
        place = found.end()
    return tokens


def _condition(tokens: list[tuple[str, str]]) -> tuple[str, str, list[str]]:
    kind, name = tokens.pop(0)
    if kind == "sign" or not tokens:
        raise _not_understood(name)
    if kind == "word" and name.lower() in (*_LISTS, _SEGMENTS, "date"):
        name = name.lower()
    _kind, op = tokens.pop(0)
    if op.lower() == "in":
        return name, "=", _list(tokens)
    if op not in _OPS or not tokens or tokens[0][0] == "sign":
        raise _not_understood(op)
    return name, op, [tokens.pop(0)[1]]


def _list(tokens: list[tuple[str, str]]) -> list[str]:
    values: list[str] = []
    if not tokens or tokens.pop(0)[1] != "(":
        raise UserError(_("After “in” comes a list in brackets."))
    while tokens:
        kind, value = tokens.pop(0)
        if kind == "sign":
            raise _not_understood(value)
        values.append(value)
        closing = tokens.pop(0)[1] if tokens else ""
        if closing == ")":
            return values
        if closing != ",":
            break
    raise UserError(_("The list in brackets is not closed."))


def _is_today(op: str, values: list[str]) -> bool:
    if op != "=" or len(values) != 1 or values[0].lower() not in ("today", "round"):
        raise UserError(_("Say “segments = today” or “segments = round”."))
    return values[0].lower() == "today"


def _add_date(dates: dict[str, str], op: str, values: list[str]) -> None:
    day = written_day(values[0]).isoformat()
    if op in (">=", "="):
        dates["since"] = day
    if op in ("<=", "="):
        dates["until"] = day
    if op not in (">=", "<=", "="):
        raise _not_understood(op)


def _not_understood(word: str) -> UserError:
    return UserError(_("“{word}” was not understood in the condition.").format(word=word))
