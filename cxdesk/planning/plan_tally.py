"""What customers' plans count, asked of the answers once for all customers and remembered while plans are made of it."""

from dataclasses import dataclass, field
from datetime import date

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis.touch_points import Scored, scored_by_account
from cxdesk.planning.customer_plan import Counted
from cxdesk.planning.model import Evidence
from cxdesk.responses.aggregate import counted, counts, people
from cxdesk.responses.filter import Filter
from cxdesk.responses.queries import RoundRow, round_rows
from cxdesk.surveys.model import Item, Question, Survey
from cxdesk.surveys.queries import whole
from cxdesk.touchpoints.model import TouchPointItem

SatisfiedBy = dict[str, tuple[int, int]]


@dataclass(slots=True)
class Tally:
    """Counts of one state of the file; let it go with the session. One customer alone is counted alone."""

    session: Session
    keys: tuple[str, ...] = ()
    rounds: list[RoundRow] = field(init=False)
    named: set[int] = field(init=False)
    _people: dict[tuple[int, str], dict[str, int]] = field(default_factory=dict)
    _scored: dict[str, dict[str, list[Scored]]] = field(default_factory=dict)
    _satisfied: dict[tuple[int, int, str], SatisfiedBy] = field(default_factory=dict)
    _agreed: dict[int, set[int]] = field(default_factory=dict)
    _items: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rounds = round_rows(self.session)
        self.named = set(self.session.scalars(select(Survey.id).where(Survey.promise == "named")))
        self.keys = self.keys if len(self.keys) == 1 else ()

    def round_of(self, round_id: int | None, key: str, made_on: date) -> RoundRow | None:
        """The round of a plan. One that names none rests on what its customer answered by the day it was made, else on
        what was answered first after it, so that no later round changes its figures."""
        for row in self.rounds:
            if row.id == round_id:
                return row
        answered = [row for row in self.rounds if self.answers(row, key)]
        by_then = [row for row in answered if (row.opened_on or row.closed_on or date.min) <= made_on]
        return next(iter([*by_then[-1:], *answered[:1], *self.rounds[-1:]]), None)

    def answers(self, row: RoundRow | None, key: str) -> int:
        """How many people of a customer answered in a round."""
        if row is None:
            return 0
        if (at := (row.survey_id, row.name)) not in self._people:
            table = people(self.session, row.survey_id, "account", self._where(row.name))
            self._people[at] = dict(table.select("group", "n").iter_rows())
        return self._people[at].get(key, 0)

    def scored(self, round_name: str, key: str) -> list[Scored]:
        """The touch points of a customer in the rounds of one name, lowest first."""
        if round_name not in self._scored:
            self._scored[round_name] = scored_by_account(self.session, round_name, self.keys)
        return self._scored[round_name].get(key, [])

    def people_by_round(
        self, touch_point_id: int, key: str, until: RoundRow | None = None
    ) -> tuple[Counted, ...]:
        """People of one customer satisfied at a touch point in its last two rounds, up to that of the plan; only where
        they gave their names."""
        rounds = self.rounds[: self.rounds.index(until) + 1] if until in self.rounds else self.rounds
        for item, survey_id in self._items_of(touch_point_id):
            rows = []
            for one in rounds:
                if one.survey_id == survey_id:
                    satisfied, n = self._satisfied_by(survey_id, item, one.name).get(key, (0, 0))
                    if n:
                        rows.append(Counted(one.day or date.today(), satisfied, n))
            if len(rows) > 1:
                return tuple(rows[-2:])
        return ()

    def may_quote(self, evidence: Evidence) -> bool:
        """Whether the speaker agreed to be quoted, asked of the answer itself."""
        survey_id = self.session.scalar(
            select(Question.survey_id)
            .join(Item, Item.question_id == Question.id)
            .where(Item.id == evidence.item_id)
        )
        if (
            survey_id is None
            or evidence.response_id is None
            or not self.session.get_one(Survey, survey_id).consent_to_quote
        ):
            return False
        if survey_id not in self._agreed:
            frame = counted(self.session, survey_id, (), facts=("consent_quote",))
            agreed = frame.filter(pl.col("consent_quote"))
            self._agreed[survey_id] = set(agreed["response_id"].to_list())
        return evidence.response_id in self._agreed[survey_id]

    def _where(self, round_name: str) -> Filter:
        return Filter(accounts=self.keys, rounds=(round_name,))

    def _items_of(self, touch_point_id: int) -> list[tuple[int, int]]:
        """The items linked to a touch point, each with its survey, where people gave their names."""
        if touch_point_id not in self._items:
            query = (
                select(TouchPointItem.item_id, Question.survey_id)
                .join(Item, Item.id == TouchPointItem.item_id)
                .join(Question, Question.id == Item.question_id)
                .where(TouchPointItem.touch_point_id == touch_point_id)
            )
            rows = self.session.execute(query).all()
            self._items[touch_point_id] = [(item, survey) for item, survey in rows if survey in self.named]
        return self._items[touch_point_id]

    def _satisfied_by(self, survey_id: int, item_id: int, round_name: str) -> SatisfiedBy:
        """For each customer by key how many are satisfied of how many who answered an item in a round."""
        if (at := (survey_id, item_id, round_name)) not in self._satisfied:
            questions = whole(self.session, survey_id).questions
            scale = next(q for q in questions for i in q.items if i.id == item_id).scale
            found: SatisfiedBy = {}
            table = counts(self.session, survey_id, [item_id], "account", self._where(round_name))
            for key, code, n in table.select("group", "code", "n").iter_rows():
                satisfied, of = found.get(key, (0, 0))
                good = scale is not None and scale.satisfied(int(code))
                found[key] = (satisfied + n * good, of + n)
            self._satisfied[at] = found
        return self._satisfied[at]
