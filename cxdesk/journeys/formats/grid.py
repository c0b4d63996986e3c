"""A journey as a grid, as people keep it in a spreadsheet: steps across, lanes down, a card in each cell.

The first row names the stages and the second the steps (one row of names alone are steps of one stage);
the first column names the lanes. Several cards of one cell stand on lines of their own.
"""

import re
from collections.abc import Sequence

from cxdesk.errors import UserError
from cxdesk.i18n import _, folded
from cxdesk.journeys.actions import INTERNAL_KINDS
from cxdesk.journeys.formats.draft import Draft, Read
from cxdesk.journeys.formats.lane_names import lane_meant, lane_named
from cxdesk.journeys.kinds import CURVES, FEELING_LIMIT, LINES
from cxdesk.journeys.queries import CardOnMap, JourneyMap

MOST_COLUMNS, MOST_ROWS = 2_000, 400
_SIGNS = frozenset("=+-@")
_NUMBER = re.compile(r"[-+\u2212]?\d+(?:[.,]\d+)?")
_STAGE_NAMES = frozenset({"stage", "stages", "phase", "phases", "fase", "szakasz", "етап", "مرحله"})


def read(rows: Sequence[Sequence[str | float]], name: str) -> Read:
    """The grid as a journey; a lane whose name means none of ours is kept under its own name.

    Raises UserError where the grid has no lane or no step.
    """
    table = _trimmed(rows)
    if len(table) < 2 or len(table[0]) < 2:
        raise UserError(
            _("“{name}” is no grid: steps stand in the first row and lanes in the first column.").format(
                name=name
            )
        )
    if len(table) > MOST_ROWS or len(table[0]) > MOST_COLUMNS:
        raise UserError(
            _("“{name}” has more than {rows} rows or {columns} columns; that is no journey.").format(
                name=name, rows=MOST_ROWS, columns=MOST_COLUMNS
            )
        )
    draft = Draft(name)
    heads = 2 if _has_stages(table) else 1
    steps = _steps(draft, table, heads)
    for row in table[heads:]:
        _lane(draft, row, steps)
    return draft.done()


def write(journey: JourneyMap, language: str) -> tuple[list[str], list[list[str | float]]]:
    """Head and rows of the same grid; reading them back gives the same stages, steps, lanes, kinds and texts.

    A lane whose title does not tell its kind has that in brackets behind it. A feeling without words is a number, so that a spreadsheet can count with it.
    """
    steps = [(stage.name, step) for stage in journey.stages for step in stage.steps]
    stages = [name if at == 0 or steps[at - 1][0] != name else "" for at, (name, _step) in enumerate(steps)]
    rows: list[list[str | float]] = [["", *(step.name for _name, step in steps)]]
    for lane in journey.lanes:
        cells: list[str | float] = []
        for _stage, step in steps:
            cards = [c for c in journey.cards if (c.step_id, c.lane_id) == (step.id, lane.id)]
            cells.append(_cell(cards, lane.kind))
        rows.append([lane_named(lane, language), *cells])
    return ["", *stages], rows


def _trimmed(rows: Sequence[Sequence[str | float]]) -> list[list[str]]:
    """The rows without empty ones at the end and all as wide as the widest that says something."""
    table = [[_as_written("" if cell is None else str(cell).strip()) for cell in row] for row in rows]
    while table and not any(table[-1]):
        table.pop()
    wide = max((at + 1 for row in table for at, cell in enumerate(row) if cell), default=0)
    return [(row + [""] * wide)[:wide] for row in table]


def _has_stages(table: Sequence[Sequence[str]]) -> bool:
    """Whether the first of the two top rows names stages: it says so, or neither has a lane's name in front."""
    if folded(table[0][0]) in _STAGE_NAMES:
        return True
    return len(table) > 2 and not table[0][0] and not table[1][0]


def _steps(draft: Draft, table: Sequence[Sequence[str]], heads: int) -> list[int]:
    steps = []
    if heads == 1:
        draft.stage(_("Journey"))
    for at in range(1, len(table[0])):
        if heads == 2 and (table[0][at] or not draft.has_stages):
            draft.stage(table[0][at] or _("Journey"))
        steps.append(draft.step(table[heads - 1][at] or "–"))
    return steps


def _lane(draft: Draft, row: Sequence[str], steps: Sequence[int]) -> None:
    if not any(row):
        return
    meant = lane_meant(row[0])
    kind, cells = meant.kind or "does", [cell for cell in row[1:] if cell]
    if kind in LINES:
        draft.lane(kind, meant.title if meant.is_sure else "")
        return
    # In our own word a curve is one, with gaps too; other tools call words about feelings so.
    numbers = sum(map(_is_number, cells))
    if kind in CURVES and not (numbers or not cells if meant.is_sure else numbers == len(cells) > 0):
        kind, title = "feels", row[0]
    else:
        title = meant.title
    lane = draft.lane(kind, title, internal=meant.internal or kind in INTERNAL_KINDS)
    for step, cell in zip(steps, row[1:], strict=True):
        if kind in CURVES:
            _feeling(draft, step, lane, cell)
            continue
        for text in filter(None, (line.strip() for line in cell.splitlines())):
            draft.card(step, lane, text)


def _is_number(cell: str) -> bool:
    return _NUMBER.match(cell.splitlines()[0].strip()) is not None


def _feeling(draft: Draft, step: int, lane: int, cell: str) -> None:
    if not cell:
        return
    first = cell.splitlines()[0].strip()
    found = _NUMBER.match(first)
    if found is None:
        draft.card(step, lane, " ".join(cell.split()))
        return
    value = float(found.group().replace(",", ".").replace("\u2212", "-"))
    within = max(-FEELING_LIMIT, min(FEELING_LIMIT, value))
    if within != value:
        draft.notes.append(
            _("The feeling {value} is not between −5 and 5; the nearest was taken.").format(
                value=f"{value:g}"
            )
        )
    rest = first[found.end() :].strip(" :;,")
    draft.card(step, lane, " ".join([rest, *cell.splitlines()[1:]]).strip(), feeling=within)


def _cell(cards: Sequence[CardOnMap], kind: str) -> str | float:
    """The cards of one cell, each on a line of its own; a feeling goes before its words."""
    if kind in CURVES and len(cards) == 1 and cards[0].feeling is not None and not cards[0].words.strip():
        return cards[0].feeling
    return "\n".join(_line(card, kind) for card in cards)


def _line(card: CardOnMap, kind: str) -> str:
    told = " ".join(card.words.split())
    if kind in CURVES and card.feeling is not None:
        # A hyphen at the beginning would make a formula of it.
        return f"{card.feeling:g} {told}".strip().replace("-", "\u2212", 1 if card.feeling < 0 else 0)
    return told


def _as_written(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from taking its words for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:].lstrip()[:1] in _SIGNS else cell
