"""A random data set whose every row is kept beside the file too, so that each figure can be made again by hand."""

import random
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import polars as pl
from sqlalchemy.orm import Session

from cxdesk.accounts.actions import AccountSpec, store_accounts
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses import matching
from cxdesk.responses.actions import Source, add_answers, pack
from cxdesk.responses.aggregate import items_of
from cxdesk.responses.schema import DECLARED, FINISHED, SENT_AWAY, SKIPPED, TEST, UNFINISHED
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.definition import ChoiceSpec, Definition, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.touchpoints import actions as touch_points

CODES = ("NPS", "EXPECTED", "MET", "EASE")
ROUNDS = {"Spring": datetime(2026, 4, 1), "Autumn": datetime(2026, 10, 1)}
SEGMENTS = ("Hospitals", "Hotels", "Offices")
ACCOUNTS = {f"A{n}": SEGMENTS[n % 3] for n in range(6)}
SCALE = ScaleSpec(1, 5)
# The lower the better: 1 is "very easy".
TURNED = ScaleSpec(1, 7, 2, True)


@dataclass
class Row:
    """One response: `answers` by code, None where blank; `declared` says that its EASE is a "don't know"."""

    round: str
    account: str
    language: str
    state: int
    over: bool
    answers: dict[str, int | None]
    declared: bool = False

    @property
    def segment(self) -> str:
        return ACCOUNTS.get(self.account, "")


@dataclass
class World:
    """The file, its items by code, and its rows."""

    project: Project
    items: dict[str, int]
    rows: list[Row] = field(default_factory=list)

    def values(self, code: str, counting: frozenset[int] = frozenset({FINISHED}), **facts: Any) -> list[int]:
        """The answers to a question that count, of the rows that have these facts."""
        return [
            value
            for row in self.rows
            if row.state in counting
            and all(getattr(row, k) == v for k, v in facts.items())
            and (value := row.answers[code]) is not None
            and not (code == "EASE" and row.declared)
        ]


def random_rows(seed: int, n: int = 400) -> list[Row]:
    """Rows with everything that may count or not; the second half of a round is of another language."""
    chance = random.Random(seed)
    rows = []
    for _n in range(n):
        account = chance.choice([*ACCOUNTS, "A0", "A3", "nobody", ""])
        answers = {
            "NPS": chance.choice([None, *range(11)]),
            "EXPECTED": chance.choice([None, 1, 2, 3, 4, 5, 5]),
            "MET": chance.choice([None, 1, 2, 2, 3, 4, 5]),
            "EASE": chance.choice([None, *range(1, 8)]),
        }
        state = chance.choices([FINISHED, UNFINISHED, TEST, SENT_AWAY], [80, 8, 6, 6])[0]
        over = state == SENT_AWAY or (state == FINISHED and chance.random() < 0.1)
        row = Row(chance.choice(list(ROUNDS)), account, chance.choice(["en", "nl"]), state, over, answers)
        row.declared = chance.random() < 0.1 and row.answers["EASE"] is not None
        rows.append(row)
    return rows


def definition(promise: str = "named", minimum: int = 5) -> Definition:
    questions = (
        QuestionSpec("NPS", "nps", {"en": "Recommend?"}, ScaleSpec(0, 10, 9)),
        QuestionSpec("EXPECTED", "scale", {"en": "What had you expected?"}, SCALE),
        QuestionSpec("MET", "scale", {"en": "How was it?"}, SCALE),
        QuestionSpec(
            "EASE", "scale", {"en": "How easy?"}, TURNED,
            choices=(ChoiceSpec(99, {"en": "Don’t know"}, declared=True),),
        ),
    )  # fmt: skip
    return Definition(
        {"en": "By hand"}, (SectionSpec({"en": "All"}, questions),), promise=promise, minimum_n=minimum
    )


def make(project: Project, rows: list[Row], promise: str = "named", minimum: int = 5) -> World:
    """The rows stored, each round in two imports, with accounts, a touch point with a pair, and one with a question."""
    survey = project.run("Survey", surveys.build, definition(promise, minimum))
    items = {i.code: i.id for i in project.read(items_of, survey)}
    project.run("Accounts", store_accounts, [AccountSpec(k, f"Firm {k}", s) for k, s in ACCOUNTS.items()])
    for name, day in ROUNDS.items():
        number = project.run("Round", responses.add_round, survey, name, day.date())
        mine = [r for r in rows if r.round == name]
        for part in (mine[::2], mine[1::2]):
            if part:
                project.run(
                    "Import", add_answers, number, pack(frame(part, items, day)), Source(f"{name}.csv")
                )
    project.run("Match", matching.relink)
    project.run("Points", _points, items)
    return World(project, items, rows)


def frame(rows: list[Row], items: dict[str, int], day: datetime) -> pl.DataFrame:
    columns: dict[str, Any] = {
        "account_key": [r.account or None for r in rows],
        "language": [r.language for r in rows],
        "state": pl.Series([r.state for r in rows], dtype=pl.UInt8),
        "submitted": [day] * len(rows),
        "over_quota": pl.Series(["Full" if r.over else None for r in rows], dtype=pl.String),
    }
    for code, item in items.items():
        values = [r.answers[code] for r in rows]
        declared = [code == "EASE" and r.declared for r in rows]
        blanks = [
            DECLARED if said else SKIPPED if value is None else 0
            for value, said in zip(values, declared, strict=True)
        ]
        columns[f"i{item}"] = pl.Series(values, dtype=pl.Int16)
        columns[f"b{item}"] = pl.Series(blanks, dtype=pl.UInt8)
    return pl.DataFrame(columns)


def _points(session: Session, items: dict[str, int]) -> None:
    visit = touch_points.add(session, "Visit", "visit")
    touch_points.link(session, visit, items["MET"])
    touch_points.link(session, visit, items["EXPECTED"], "expectation")
    touch_points.link(session, touch_points.add(session, "Call", "phone"), items["EASE"])
