"""One score with its margin, its answers and the question it answers: made once, formatted everywhere."""

import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from cxdesk.responses.filter import Filter

FEW = 30
# `counting` of a figure whose n counts answers to several questions, not people.
POOLED = "pooled"
# How a margin was made, as it is called in every language.
METHOD_NAMES = {"adjusted_wald": "adjusted Wald", "wilson": "Wilson", "t": "Student"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A score as the whole product shows it.

    `value`, `low` and `high` are percent (0..100) for "top2", -100..100 for "nps" and points of
    `scale` for "mean"; None when there is nothing to show. `n` counts answers of blank kind 0,
    `answered` the people who answered at all and `invited` those asked (None when unknown).
    """

    metric: str
    value: float | None
    n: int
    invited: int | None = None
    answered: int | None = None
    base: str = "answered"
    low: float | None = None
    high: float | None = None
    confidence: float = 0.95
    method: str = ""
    scale: tuple[float, float] = (0.0, 100.0)
    filter: Filter = field(default_factory=Filter)
    weight: str | None = None
    counting: str = "respondent"
    as_of: str = ""
    suppressed_reason: str | None = None
    item_ids: tuple[int, ...] = ()

    @property
    def few(self) -> bool:
        """Too few answers to rank or compare: under 30, or under half of those invited of an account.

        A large survey with a third answering is counted and compared; of one account, the half
        that kept silent may think otherwise.
        """
        if self.counting == POOLED:
            return (self.answered or 0) < FEW  # ten answers of three people are three people
        asked = self.invited if self.filter.accounts else None
        return self.n < FEW or (asked is not None and self.answered is not None and self.answered * 2 < asked)

    @property
    def hidden(self) -> bool:
        """Whether the survey's promise hides the value."""
        return self.suppressed_reason is not None

    def suppressed(self, reason: str) -> "Figure":
        """The same figure with its value and margin taken out."""
        return replace(self, value=None, low=None, high=None, suppressed_reason=reason)

    def to_json(self) -> str:
        """The figure as JSON, the filter inside it as its own JSON text."""
        return json.dumps(
            {**asdict(self), "filter": self.filter.to_json()}, ensure_ascii=False, sort_keys=True
        )

    @classmethod
    def from_json(cls, text: str) -> "Figure":
        """The figure that `to_json` wrote."""
        data: dict[str, Any] = json.loads(text)
        data["filter"] = Filter.from_json(data["filter"])
        data["scale"] = tuple(data["scale"])
        data["item_ids"] = tuple(data["item_ids"])
        return cls(**data)
