"""The map of 5,000 customers: read from 120,000 answers of two rounds, drawn, and one customer's page."""

import random
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from cxdesk.accounts.actions import AccountSpec, store_accounts
from cxdesk.analysis.account_map import AccountMap, account_map
from cxdesk.planning.account_review import account_review
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses import matching
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.definition import Definition, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.queries import whole
from exports.charts.account_map import map_chart
from exports.charts.drawing import draw
from exports.charts.look import Look
from exports.charts.saving import rendered
from tests.bench.bench_whole_import import settings_in
from tests.bench.harness import Result, within

CUSTOMERS, ANSWERS = 5_000, 60_000
LOOK = Look("light", "en", 640, 470)


def run() -> list[Result]:
    """Reading, drawing as the window does, and the page that Alt and an arrow ask for."""
    with TemporaryDirectory() as name, settings_in(Path(name)):
        project = big_file(Path(name) / "customers.cxdesk")
        found = project.read(account_map)
        if not isinstance(found, AccountMap) or len(found.placed) < CUSTOMERS * 0.99:
            raise AssertionError("the map does not hold the customers")
        chart = map_chart(found)
        made = [
            within(
                f"map of {CUSTOMERS:,} customers read, two rounds", lambda: project.read(account_map), 1.5
            ),
            within(
                f"map of {CUSTOMERS:,} customers drawn",
                lambda: rendered(draw(replace(chart), LOOK), "png", 1),
                1.0,
            ),
            within(
                f"page of one of {CUSTOMERS:,} customers read",
                lambda: project.read(account_review, "K00010"),
                1.5,
            ),
        ]
        project.close()
        return made


def big_file(path: Path) -> Project:
    """A file of two rounds, always the same."""
    project, rng = Project.create(path), random.Random(7)
    specs = [
        AccountSpec(
            f"K{n:05d}",
            f"Customer {n}",
            rng.choice(("Offices", "Hotels", "Housing")),
            revenue=float(round(rng.lognormvariate(10, 1))),
            currency="EUR",
            potential_revenue=float(round(rng.lognormvariate(10, 1))),
        )
        for n in range(CUSTOMERS)
    ]
    project.run("Accounts", store_accounts, specs)
    questions = tuple(
        QuestionSpec(f"Q{n}", "scale", {"en": f"Question {n}"}, ScaleSpec(1, 5)) for n in range(8)
    )
    survey = project.run("Survey", surveys.build, Definition({"en": "R"}, (SectionSpec({}, questions),)))
    items = [i.id for q in project.read(whole, survey).questions for i in q.items]
    for name, day in (("Fall", date(2025, 9, 1)), ("Spring", date(2026, 3, 1))):
        round_id = project.run("Round", responses.add_round, survey, name, day, day)
        keys = [f"K{rng.randrange(CUSTOMERS):05d}" for _n in range(ANSWERS)]
        data = {f"i{i}": pl.Series([rng.randint(1, 5) for _k in keys], dtype=pl.Int16) for i in items}
        data["account_key"] = pl.Series(keys)
        data["submitted"] = pl.Series([datetime(day.year, day.month, day.day)] * len(keys))
        packed = responses.pack(pl.DataFrame(data))
        project.run("Import", responses.add_answers, round_id, packed, responses.Source(f"{name}.csv"))
    project.run("Match", matching.relink)
    return project
