"""What the commands on touch points say of one of them, and of names there are."""

from typing import Any

from cxdesk.analysis.inventory import Entry, Inventory
from cxdesk.errors import UserError
from cxdesk.i18n import _, day, listed, number
from cxdesk.journeys.beside_words import change_words, gap_words
from cxdesk.touchpoints.names import meant_by


def named(found: Inventory, name: str) -> Entry:
    """The touch point of that name, synonym or number; a UserError names those there are."""
    entry = next((e for e in found.entries if str(e.row.id) == name.strip()), None)
    row = meant_by(name, [e.row for e in found.entries])
    entry = entry or (found.entry(row.id) if row is not None else None)
    if entry is None:
        raise UserError(
            _("There is no touch point “{name}” in this file. There are: {names}.").format(
                name=name, names=some(tuple(e.row.name for e in found.entries)) or "–"
            )
        )
    return entry


def journey_meant(found: Inventory, wanted: str | None) -> int | None:
    """The number of the journey of that name or number, where one is wanted."""
    if wanted is None:
        return None
    row = next((j for j in found.journeys if wanted.casefold() in (j.name.casefold(), str(j.id))), None)
    if row is None:
        raise UserError(
            _("There is no journey “{name}” in this file. There are: {names}.").format(
                name=wanted, names=listed(j.name for j in found.journeys) or "–"
            )
        )
    return row.id


def beside_facts(entry: Entry) -> list[tuple[str, str]]:
    near, metric = entry.beside, entry.scored.figure.metric if entry.scored else "top2"
    if near is None:
        return []
    facts = [(_("Change"), change_words(near, metric) or near.reason)]
    if near.gap is not None:
        facts.append((_("Against expectation"), gap_words(near.gap)))
    if near.employees is not None:
        facts.append((_("Employees"), _believed(near.employees, metric)))
    return facts


def _believed(figure: Any, metric: str) -> str:
    """What employees believe, or that the promise of their survey hides it."""
    if figure.value is None:
        return _("hidden by the survey’s promise") if figure.hidden else _("no answers yet")
    text = _("{value}% believe customers are satisfied (n {n})") if metric == "top2" else "{value} (n {n})"
    return text.format(value=number(figure.value), n=number(figure.n))


def figure_cell(figure: Any) -> str:
    return "–" if figure.value is None else number(figure.value)


def checked(entry: Entry) -> str:
    if entry.row.checked_on is None:
        return "–"
    text = day(entry.row.checked_on)
    return _("{day}, check again").format(day=text) if entry.stale_months is not None else text


def places(stray: Any) -> str:
    return listed(dict.fromkeys(place.stage for place in stray.places))


def some(names: tuple[str, ...], most: int = 6) -> str:
    return listed(names[:most]) + ("…" if len(names) > most else "")
