"""A small inventory with two surveys, two rounds and one map, all of it known by heart."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from cxdesk.accounts import actions as accounts
from cxdesk.journeys import actions as journeys
from cxdesk.journeys.queries import journey_rows
from cxdesk.journeys.whole_map import map_of
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses import matching
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.definition import Definition, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.queries import survey_rows, whole
from cxdesk.touchpoints import actions as touch_points
from cxdesk.touchpoints.queries import TouchPointRow, touch_point_rows

FALL, SPRING = ("September 2025", date(2025, 9, 20)), ("March 2026", date(2026, 3, 20))
TODAY = date(2026, 5, 1)
# Satisfied of a hundred: waiting fell for real, the visit stayed.
SATISFIED = {"September 2025": {"WAIT": 70, "VISIT": 80}, "March 2026": {"WAIT": 45, "VISIT": 82}}


def scale(code: str, text: str) -> QuestionSpec:
    return QuestionSpec(code, "scale", {"en": text}, ScaleSpec(1, 5))


def built(path: Path) -> Project:
    """Customers were asked in two rounds (waiting, expected waiting, visit), employees in one (waiting)."""
    project = Project.create(path)
    asked = (
        QuestionSpec("NPS", "nps", {"en": "Would you recommend us?"}),
        scale("WAIT", "The wait"), scale("WAIT_EXPECTED", "The wait you expected"), scale("VISIT", "The visit"),
    )  # fmt: skip
    project.run("Survey", surveys.build, Definition({"en": "Customers"}, (SectionSpec({}, asked),)))
    staff = Definition(
        {"en": "Staff"}, (SectionSpec({}, (scale("BELIEVED", "The wait"),)),), audience="employees"
    )
    project.run("Survey", surveys.build, staff)
    items = items_of(project)
    for name, channel, codes in (
        ("Waiting", "visit", ("WAIT", "BELIEVED")), ("Visit", "visit", ("VISIT",)), ("Invoice", "mail", ()),
    ):  # fmt: skip
        point = project.run("Add", touch_points.add, name, channel, "Service", "Sanne")
        for code in codes:
            project.run("Link", touch_points.link, point, items[code])
        if name == "Waiting":
            project.run("Link", touch_points.link, point, items["WAIT_EXPECTED"], "expectation")
    project.run(
        "Accounts",
        accounts.store_accounts,
        [accounts.AccountSpec("A", "One", "Hotels"), accounts.AccountSpec("B", "Two", "Offices")],
    )
    for name, day in (FALL, SPRING):
        answer(project, name, day)
    believe(project)
    project.run("Match", matching.relink)
    return project


def items_of(project: Project) -> dict[str, int]:
    found = {}
    for row in project.read(survey_rows):
        found |= {i.code: i.id for q in project.read(whole, row.id).questions for i in q.items}
    return found


def answer(project: Project, name: str, day: date, **satisfied: int) -> None:
    """A hundred answers of one round; everybody had expected a 4 of the wait, the first half are customer A's."""
    items, good = items_of(project), {**SATISFIED.get(name, {}), **satisfied}
    survey = next(s.id for s in project.read(survey_rows) if s.name == "Customers")
    number = project.run("Round", responses.add_round, survey, name, day, day)
    wait = [5 if n < good["WAIT"] else 2 for n in range(100)]
    data: dict[str, Any] = {
        f"i{items['NPS']}": pl.Series([10 if w == 5 else 3 for w in wait], dtype=pl.Int16),
        f"i{items['WAIT']}": pl.Series(wait, dtype=pl.Int16),
        f"i{items['WAIT_EXPECTED']}": pl.Series([4] * 100, dtype=pl.Int16),
        f"i{items['VISIT']}": pl.Series([5 if n < good["VISIT"] else 1 for n in range(100)], dtype=pl.Int16),
        "account_key": ["A" if n < 50 else "B" for n in range(100)],
        "submitted": [datetime(day.year, day.month, day.day, 9)] * 100,
    }
    project.run(
        "Answers", responses.add_answers, number, responses.pack(pl.DataFrame(data)), responses.Source(name)
    )


def believe(project: Project) -> None:
    """Forty of our own people, thirty of them satisfied with the wait."""
    items = items_of(project)
    survey = next(s.id for s in project.read(survey_rows) if s.name == "Staff")
    number = project.run("Round", responses.add_round, survey, "Spring", SPRING[1], SPRING[1])
    data = {
        f"i{items['BELIEVED']}": pl.Series([5] * 30 + [1] * 10, dtype=pl.Int16),
        "submitted": [datetime(2026, 3, 20, 9)] * 40,
    }
    project.run(
        "Answers", responses.add_answers, number, responses.pack(pl.DataFrame(data)), responses.Source("s")
    )


def mapped(project: Project, steps: int = 4, felt: int = 2) -> int:
    """A map of one stage with so many steps, the first of them with a feeling that rests on answers."""
    points = {p.name: p.id for p in project.read(touch_point_rows)}

    def draw(session: Any) -> int:
        made = journeys.create(session, "Repair", today=TODAY)
        stage = journeys.add_stage(session, made, "Waiting")
        lanes = {lane.kind: lane.id for lane in map_of(session, made, {}, TODAY).lanes}
        for n in range(steps):
            step = journeys.add_step(session, stage, f"Step {n + 1}")
            journeys.add_card(session, step, lanes["does"], f"Does {n + 1}")
            if n < felt:
                journeys.add_card(session, step, lanes["feeling"], feeling=1.0, grade="measured")
            if n == 0 and "Waiting" in points:
                journeys.add_card(session, step, lanes["touch_point"], touch_point_id=points["Waiting"])
        return made

    made: int = project.run("Draw", draw)
    assert [j.id for j in project.read(journey_rows)] == [made]
    return made


def point(project: Project, name: str) -> TouchPointRow:
    return next(p for p in project.read(touch_point_rows) if p.name == name)
