"""The inventory as a table for a spreadsheet: a line for each touch point, what only a map knows at the end."""

from pathlib import Path

from cxdesk.analysis.inventory import Entry, Inventory
from cxdesk.i18n import _, listed
from cxdesk.touchpoints.words import channel_word, readiness_word
from exports.tables.cells import Cell
from exports.tables.table_file import write_table


def header(found: Inventory) -> list[str]:
    """The heads, in the language in use; a column for each function that has a part."""
    return [
        _("Touch point"), _("Other names"), _("Channel"), _("Digital"), _("Function"), _("Owner"),
        _("Answers for it"), *(_("Part of {function}").format(function=f) for f in functions(found)),
        _("Process"), _("Skill"), _("Practice"), _("Contacts a year"), _("What customers expect"), _("Stages"),
        _("Questions"), _("Score"), _("From"), _("To"), _("Answers counted"), _("Survey round"), _("Change"),
        _("Against expectation"), _("Employees"), _("Last checked"),
    ]  # fmt: skip


def cells(found: Inventory) -> list[list[Cell]]:
    """A line for each touch point."""
    parts = functions(found)
    rows = [_line(entry, parts) for entry in found.entries]
    blank: list[Cell] = [None] * (len(header(found)) - 1)
    return rows + [[stray.name, *blank] for stray in found.strays]


def functions(found: Inventory) -> list[str]:
    """The functions that have a part at any touch point."""
    there = {function for entry in found.entries for function, _letters in entry.row.roles}
    return [function for function in found.functions if function in there]


def write_touch_points(found: Inventory, path: Path) -> Path:
    """Write the inventory as .csv or .xlsx."""
    return write_table(cells(found), header(found), path, _("Touch points"))


def _line(entry: Entry, parts: list[str]) -> list[Cell]:
    row, figure = entry.row, entry.scored.figure if entry.scored else None
    near = entry.beside
    gap = near.gap.value if near and near.gap else None
    employees = near.employees.value if near and near.employees else None
    return [
        row.name, listed(row.synonyms), channel_word(row.channel), _("yes") if row.digital else _("no"), row.function,
        row.owner, row.accountable, *(row.letters(function) for function in parts),
        *(readiness_word(state) for state in row.readiness), row.volume, row.expectation, listed(entry.stages),
        len(entry.listening), *_figures(figure), entry.scored.round if entry.scored else None,
        _rounded(near.difference) if near and near.direction else None, _rounded(gap), _rounded(employees),
        row.checked_on,
    ]  # fmt: skip


def _figures(figure: object) -> list[Cell]:
    if figure is None:
        return [None, None, None, None]
    ends = [_rounded(getattr(figure, name)) for name in ("value", "low", "high")]
    return [*ends, figure.n]  # type: ignore[attr-defined]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
