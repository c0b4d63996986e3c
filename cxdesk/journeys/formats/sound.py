"""Whether plain data is a sound journey: refused with what is wrong and where, before anything is stored."""

from collections.abc import Container, Hashable, Mapping
from datetime import date
from typing import Any

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.journeys.formats.around import check_around
from cxdesk.journeys.formats.room import check_room
from cxdesk.journeys.kinds import CURVES, FEELING_LIMIT, LANE_KINDS, LINES, LINK_KINDS, STATES, TRUTH_LIMIT
from cxdesk.personas.kinds import GRADES

FORMAT = "cxdesk journey"
VERSION = 1
# More is no map that a person drew; a file that says so is refused before anything is made of it.
MOST_CARDS, MOST_STEPS, MOST_LANES = 20_000, 2_000, 200
MOST_WHOLE, MOST_FLOAT = 1_000_000_000, 1e301
# What is referred to by its number, and so has to have one that is its own.
_NUMBERED = ("stages", "lanes", "cards", "marks")


def check(document: Mapping[str, Any]) -> None:
    """Refuse what is no journey, names what is wrong and where: a UserError, and nothing is stored."""
    if document.get("format") != FORMAT:
        raise UserError(_("This is not a journey that cxdesk wrote."))
    version = document.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise UserError(_("This journey was written by a newer cxdesk. Update cxdesk to read it."))
    for key, most in (("cards", MOST_CARDS), ("stages", MOST_STEPS), ("lanes", MOST_LANES)):
        if len(rows_of(document, key)) > most:
            raise UserError(_("This journey holds more than {n} entries of “{key}”.").format(n=most, key=key))
    if not str(document.get("name") or "").strip():
        raise UserError(_("This journey has no name."))
    every_step = [step for stage in rows_of(document, "stages") for step in rows_of(stage, "steps")]
    if len(every_step) > MOST_STEPS:
        raise UserError(
            _("This journey holds more than {n} entries of “{key}”.").format(n=MOST_STEPS, key="steps")
        )
    for key in _NUMBERED:
        _check_numbers(rows_of(document, key), key)
    _check_numbers(every_step, "steps")
    _one_of(document.get("state", "as_is"), STATES, "state")
    lanes = {row.get("id"): row.get("kind") for row in rows_of(document, "lanes")}
    for kind in lanes.values():
        _one_of(kind, LANE_KINDS, "kind")
    steps = {step["id"] for step in every_step}
    on_curves: set[tuple[Any, Any]] = set()
    for number, row in enumerate(rows_of(document, "cards"), start=1):
        _check_card(row, number, lanes, steps, on_curves)
    cards = {row.get("id") for row in rows_of(document, "cards")}
    check_room(left_of(document), cards)
    check_around({key: rows_of(document, key) for key in ("comments", "views")}, cards)
    for row in rows_of(document, "links"):
        _one_of(row.get("kind", "goes_to"), LINK_KINDS, "kind")
        if known(row.get("from"), steps) is None or known(row.get("to"), steps) is None:
            raise UserError(_("A link of this journey leads from or to a step that is not in it."))


def left_of(document: Mapping[str, Any]) -> dict[str, list[Mapping[str, Any]]]:
    """What a workshop left behind; a document from before has none of it."""
    return {key: rows_of(document, key) for key in ("votes", "parked", "wall_photos")}


def _check_card(
    row: Mapping[str, Any],
    number: int,
    lanes: Mapping[Any, Any],
    steps: set[Any],
    on_curves: set[tuple[Any, Any]],
) -> None:
    if known(row.get("step"), steps) is None or known(row.get("lane"), lanes) is None:
        raise UserError(_("Card {n} of this journey lies where no step meets no lane.").format(n=number))
    kind = lanes[row["lane"]]
    if kind in LINES:
        raise UserError(_("Card {n} of this journey lies on a line, which holds no cards.").format(n=number))
    if kind in CURVES:
        if (place := (row["step"], row["lane"])) in on_curves:
            raise UserError(_("Card {n} of this journey is a second feeling of one step.").format(n=number))
        on_curves.add(place)
    _one_of(row.get("grade", "opinion"), GRADES, "grade")
    feeling = row.get("feeling")
    if feeling is not None and not -FEELING_LIMIT <= number_of(feeling, "feeling") <= FEELING_LIMIT:
        raise UserError(_("A feeling runs from −5 (bad) to 5 (good)."))


def _check_numbers(entries: list[Mapping[str, Any]], key: str) -> None:
    """Every entry has a number of its own, by which others refer to it."""
    seen: set[Hashable] = set()
    for place, row in enumerate(entries, start=1):
        number = row.get("id")
        if isinstance(number, bool) or not isinstance(number, int | str) or number in seen:
            raise UserError(
                _("Entry {n} of “{key}” of this journey has no number of its own.").format(n=place, key=key)
            )
        seen.add(number)


def known(value: Any, among: Container[Any]) -> Any:
    """A number that something refers to, where it is one of those there are; else None."""
    return value if isinstance(value, int | str) and value in among else None


def text_of(value: Any, key: str) -> str:
    """A text; a number is written as one, anything else is a UserError."""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value)
    raise UserError(_("“{value}” is no text for “{key}”.").format(value=str(value)[:80], key=key))


def whole_of(value: Any, key: str) -> int:
    """A whole number that a table can hold."""
    if (found := number_of(value, key)) > MOST_WHOLE or found < -MOST_WHOLE:
        raise UserError(_("“{value}” is no number for “{key}”.").format(value=str(value)[:80], key=key))
    return int(found)


def rows_of(holder: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """The entries of a list; a UserError where it is none."""
    rows = holder.get(key) or []
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise UserError(_("“{key}” of this journey is not a list of entries.").format(key=key))
    return rows


def _one_of(value: Any, allowed: tuple[str, ...], key: str) -> None:
    if value not in allowed:
        raise UserError(
            _("“{value}” is no {key} of a journey. Known are: {allowed}.").format(
                value=str(value)[:80], key=key, allowed=", ".join(allowed)
            )
        )


def number_of(value: Any, key: str) -> float:
    """A number, finite and in its bounds."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= MOST_FLOAT:
        raise UserError(_("“{value}” is no number for “{key}”.").format(value=str(value)[:80], key=key))
    if key.endswith(("_score", "_cut")) and not 0 <= value <= TRUTH_LIMIT:
        raise UserError(_("A score of a step runs from 0 to {n}.").format(n=TRUTH_LIMIT))
    return float(value)


def day_of(value: Any) -> date:
    """A day as ISO writes it."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise UserError(_("“{value}” is not a day as in 2026-11-26.").format(value=str(value)[:80])) from None
