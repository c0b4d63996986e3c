"""The register of risks and the matrix of priorities as data of the same grid, for window and paper alike."""

from collections.abc import Callable, Sequence
from typing import Any

from cxdesk.i18n import _, listed, number
from cxdesk.planning import judging, priorities
from cxdesk.planning.judging import Risk
from cxdesk.planning.model import STEPS
from cxdesk.planning.priorities import Cuts, Priority
from cxdesk.planning.risks import RiskRow
from exports.charts.data import StepGrid

_DOWN = tuple(reversed(STEPS))


def risk_grid(rows: Sequence[RiskRow]) -> StepGrid:
    """Likelihood from below, impact from the start; each cell in the colour of its level."""
    return StepGrid(
        tuple(judging.likelihood_word(s) for s in _DOWN),
        tuple(judging.impact_word(s) for s in STEPS),
        _cells(rows, lambda r: r.risk.likelihood, lambda r: r.risk.impact_now),
        _names(rows),
        _("How likely"),
        _("Impact"),
        shades=tuple(tuple(Risk(up, step).level for step in STEPS) for up in _DOWN),
        rest=_rest([r for r in rows if not r.risk.score]),
    )


def priority_grid(rows: Sequence[Priority], cuts: Cuts) -> StepGrid:
    """Impact from below, effort from the start, with the cuts and what each corner asks for."""
    return StepGrid(
        tuple(judging.impact_word(s) for s in _DOWN),
        tuple(judging.effort_word(s) for s in STEPS),
        _cells(rows, lambda r: r.risk.impact_now, lambda r: r.issue.effort),
        _names(rows),
        _("Impact"),
        _("Effort"),
        cuts=(len(STEPS) + 1 - cuts.impact, cuts.effort - 1),
        corners=(
            priorities.corner_word("first"), priorities.corner_word("plan"),
            priorities.corner_word("along"), priorities.corner_word("leave"),
        ),
        rest=_rest([r for r in rows if not r.corner]),
    )  # fmt: skip


def _cells(
    rows: Sequence[Any], up: Callable[[Any], int | None], along: Callable[[Any], int | None]
) -> tuple[tuple[tuple[str, ...], ...], ...]:
    return tuple(
        tuple(tuple(number(r.place) for r in rows if (up(r), along(r)) == (high, step)) for step in STEPS)
        for high in _DOWN
    )


def _names(rows: Sequence[Any]) -> dict[str, str]:
    return {number(r.place): r.issue.title[:200] for r in rows}


def _rest(rows: Sequence[Any]) -> str:
    if not rows:
        return ""
    return _("Not judged yet: {numbers}.").format(numbers=listed(number(r.place) for r in rows))
