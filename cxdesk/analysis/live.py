"""What a map says of its touch points right now: the Figure of Insights, its change, the gap, the employees."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from cxdesk.analysis.compare import compare
from cxdesk.analysis.expectations import gaps
from cxdesk.analysis.figure import Figure
from cxdesk.analysis.touch_points import Scored, employees_touch_points, scored_touch_points
from cxdesk.journeys.score import Beside, Gap
from cxdesk.responses.filter import Filter

# What a change of must be seen by whoever shows live numbers.
TABLES = frozenset(
    {
        "survey", "question", "item", "scale", "round", "import_batch", "response_chunk", "data_set",
        "touch_point", "touch_point_item", "account", "account_history", "account_key_link", "invitation",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Live:
    """Each touch point's figure with its round, and what stands beside it, by the touch point's number."""

    scored: Mapping[int, Scored]
    beside: Mapping[int, Beside]

    @property
    def figures(self) -> dict[int, Figure]:
        """The figures alone."""
        return {number: one.figure for number, one in self.scored.items()}


def filter_of(segment: str = "", round_name: str = "") -> Filter:
    """The answers a map is about: those of its segment, in one round or in each survey's latest."""
    return Filter(segments=(segment,) if segment else (), rounds=(round_name,) if round_name else ())


def live(
    session: Session,
    segment: str = "",
    round_name: str = "",
    lang: str | None = None,
    today: date | None = None,
) -> Live:
    """All live numbers of one segment (everybody when empty) and round (the latest when empty)."""
    where = filter_of(segment, round_name)
    scored = {s.touch_point_id: s for s in scored_touch_points(session, where, today) if s.touch_point_id}
    employees = {s.touch_point_id: s for s in employees_touch_points(session, round_name, today)}
    between = gaps(session, where, today)
    beside = {
        number: _beside(scored.get(number), employees.get(number), between.get(number), lang)
        for number in {*scored, *between}
    }
    return Live(scored, beside)


def _beside(one: Scored | None, employees: Scored | None, gap: Gap | None, lang: str | None) -> Beside:
    if one is None:
        return Beside(gap=gap)
    change = compare(one.figure, one.previous, lang)
    direction = None
    if change.difference is not None:
        direction = (1 if change.difference > 0 else -1) if change.real else 0
    believed = employees.figure if employees is not None and comparable(employees, one) else None
    return Beside(
        before=one.previous.value if one.previous is not None and not one.previous.hidden else None,
        before_round=one.previous_round,
        direction=direction,
        difference=change.difference,
        low=change.low,
        high=change.high,
        reason=change.sentence if direction is None else "",
        gap=gap,
        employees=believed,
    )


def comparable(employees: Scored, customers: Scored) -> bool:
    """Whether employees' figure may stand beside the customers': another survey, the same score and scale."""
    return (
        employees.survey_id != customers.survey_id
        and employees.figure.metric == customers.figure.metric
        and employees.figure.scale == customers.figure.scale
        and employees.figure.n > 0
    )
