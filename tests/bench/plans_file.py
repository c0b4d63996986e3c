"""A file with as many customers who answered as wanted, each with a plan that is written and approved."""

import os
import random
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from cxdesk.accounts.actions import AccountSpec, store_accounts
from cxdesk.planning import actions as planning
from cxdesk.planning import assemble, wording
from cxdesk.planning.plan_figures import plan_figures
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses import matching
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.definition import Definition, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.queries import whole
from cxdesk.touchpoints import actions as touchpoints

QUESTIONS = 8
PEOPLE = 12


def filled(path: Path, customers: int) -> Path:
    """Make the file."""
    os.environ.setdefault("CXDESK_SETTINGS", tempfile.mkdtemp())
    chance = random.Random(4)
    project = Project.create(path)
    asked = tuple(
        QuestionSpec(f"Q{n}", "scale", {"en": f"Touch point {n}"}, ScaleSpec(1, 5)) for n in range(QUESTIONS)
    )
    survey = project.run(
        "Survey", surveys.build, Definition({"en": "S"}, (SectionSpec({"en": "All"}, asked),))
    )
    items = [i.id for q in project.read(whole, survey).questions for i in q.items]
    points = [project.run("Point", touchpoints.add, f"Touch point {n}", "visit") for n in range(QUESTIONS)]
    for point, item in zip(points, items, strict=True):
        project.run("Link", touchpoints.link, point, item)
    project.run("Customers", store_accounts,
                [AccountSpec(f"C-{n}", f"Customer {n}", language="en") for n in range(customers)])  # fmt: skip
    for name, closed in (("September 2025", date(2025, 9, 30)), ("March 2026", date(2026, 3, 31))):
        round_id = project.run("Round", responses.add_round, survey, name, closed_on=closed)
        n = customers * PEOPLE
        frame = {f"i{i}": pl.Series([chance.randint(1, 5) for _ in range(n)], dtype=pl.Int16) for i in items}
        frame["account_key"] = pl.Series([f"C-{at % customers}" for at in range(n)])
        frame["state"] = pl.Series([0] * n, dtype=pl.UInt8)
        project.run(
            "Answers",
            responses.add_answers,
            round_id,
            responses.pack(pl.DataFrame(frame)),
            responses.Source(name),
        )
    project.run("Match", matching.relink)
    project.run("Plans", _plans, customers, points, round_id)
    project.close()
    return path


def _plans(session: Any, customers: int, points: list[int], round_id: int) -> None:
    issue = planning.raise_issue(session, "Waiting takes too long on weekday mornings")
    actions = [
        planning.add_action(
            session, issue, f"Two dispatchers at peak hours, step {n}", due_on=date(2026, 6 + n, 1)
        )
        for n in range(3)
    ]
    write = wording.write
    write(session, "firm", wording.FIRM, "name", "en", "Alder Lifts")
    for n, point in enumerate(points):
        write(session, "touch_point", point, "name", "en", f"How we answer, part {n}")
    for n in range(customers):
        account = n + 1
        plan = planning.create_plan(session, account, round_id, date(2026, 4, 14))
        for name in ("name", "full_name"):
            write(session, "account", account, name, "en", f"Customer {n}")
        for name, text in (
            ("title", "Service manager"),
            ("phone", "+31 10 555 0142"),
            ("mail", "n@a.example"),
        ):
            write(session, "plan", plan, f"contact_{name}", "en", text)
        for at in range(3):
            line = planning.add_line(session, plan, "told", issue_id=issue, touch_point_id=points[at])
            write(
                session,
                "plan_line",
                line,
                "text",
                "en",
                f"You expected a fitter within {at + 4} hours; it takes longer.",
            )
            line = planning.add_line(session, plan, "do", action_id=actions[at])
            write(session, "plan_line", line, "text", "en", "From 1 June two people answer breakdown calls.")
            write(session, "plan_line", line, "who", "en", "Service manager")
        line = planning.add_line(session, plan, "since", touch_point_id=points[4])
        write(
            session,
            "plan_line",
            line,
            "text",
            "en",
            "You said our invoices were hard to read. You now say it is better.",
        )
        owners = assemble.owners(session, plan, plan_figures(session, plan) if n == 0 else None) if n == 0 else [
            ("account", account), ("plan", plan), *(("plan_line", r) for r in range(line - 6, line + 1))
        ]  # fmt: skip
        wording.approve(session, owners, "en", "Sanne Visser", datetime(2026, 4, 14))
    wording.approve(
        session, [("touch_point", p) for p in points], "en", "Sanne Visser", datetime(2026, 4, 14)
    )
