"""A small firm with answers of two customers, on a real file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from cxdesk.accounts.actions import AccountSpec, store_accounts
from cxdesk.analysis.scores import figure
from cxdesk.people.actions import person_named
from cxdesk.planning import actions as planning
from cxdesk.planning import assemble, wording
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses import matching
from cxdesk.responses.filter import Filter
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.definition import Definition, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.queries import whole
from cxdesk.touchpoints import actions as touchpoints

SURVEY = Definition(
    {"en": "Repair"},
    (
        SectionSpec(
            {"en": "All"},
            (
                QuestionSpec("Q1", "scale", {"en": "Time until a fitter arrives"}, ScaleSpec(1, 5)),
                QuestionSpec("Q2", "text", {"en": "What went wrong?"}),
            ),
        ),
    ),
    consent_to_quote=True,
)

# customer, satisfaction 1 to 5, words, agreed to be quoted
ANSWERS = [
    ("AL-1", 2, "I rang in the morning and until noon nobody could say when they would come.", True),
    ("AL-1", 1, "The report came late.", False),
    ("AL-1", 4, "Nothing to add.", None),
    ("AL-2", 3, "Two of us waited.", True),
    ("AL-2", 5, "Fine.", True),
]


@dataclass(frozen=True)
class World:
    """The open file and the ids in it; `quotable` and `silent` are responses of the first customer."""

    project: Project
    survey: int
    score: int
    words: int
    touch_point: int
    account: int
    small_account: int
    round: int
    responses: tuple[int, ...]


@dataclass(frozen=True)
class Story:
    """An issue with one ready action, and a plan that tells of both."""

    world: World
    issue: int
    evidence: int
    quotation: int
    cause: int
    action: int
    plan: int
    told: int
    quote: int
    do: int

    @property
    def project(self) -> Project:
        return self.world.project

    def write(self, kind: str, owner: int, field: str, text: str, language: str = "en") -> None:
        self.project.run("Write", wording.write, kind, owner, field, language, text)

    def approve(self, language: str = "en") -> None:
        owners = self.project.read(assemble.owners, self.plan)
        self.project.run("Approve", wording.approve, owners, language, "Sanne Visser", datetime(2026, 4, 1))

    def gaps(self, language: str = "en") -> list[str]:
        return [g.sentence for g in self.project.read(assemble.gaps, self.plan, language)]

    def wordings(self) -> list[tuple[str, int, str, str]]:
        """Every wording the plan needs in English."""
        return [
            ("firm", wording.FIRM, "name", "Alder Lifts"),
            ("account", self.world.account, "name", "Harbour Square"),
            ("account", self.world.account, "full_name", "Harbour Square Offices"),
            ("touch_point", self.world.touch_point, "name", "Waiting for a fitter"),
            ("plan", self.plan, "contact_title", "Service manager, region north"),
            ("plan", self.plan, "contact_phone", "+31 10 555 0142"),
            ("plan", self.plan, "contact_mail", "service.north@alder-lifts.example"),
            ("plan_line", self.told, "text", "You expected a fitter within 4 hours; it takes longer."),
            ("plan_line", self.quote, "text", "I rang in the morning and nobody could say when."),
            ("plan_line", self.quote, "role", "Building manager"),
            ("plan_line", self.do, "text", "From 1 June two people answer breakdown calls."),
            ("plan_line", self.do, "who", "Service manager"),
        ]

    def write_all(self) -> None:
        for kind, owner, field, text in self.wordings():
            self.write(kind, owner, field, text)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    project = Project.create(tmp_path / "Alder.cxdesk")
    survey = project.run("Create survey", surveys.build, SURVEY)
    items = {i.code: i.id for q in project.read(whole, survey).questions for i in q.items}
    round_id = project.run(
        "Add round", responses.add_round, survey, "March 2026", closed_on=date(2026, 3, 31)
    )
    closed = pl.DataFrame(
        {
            f"i{items['Q1']}": pl.Series([a[1] for a in ANSWERS], dtype=pl.Int16),
            "account_key": [a[0] for a in ANSWERS],
            "state": pl.Series([0] * len(ANSWERS), dtype=pl.UInt8),
            "consent_quote": pl.Series([a[3] for a in ANSWERS], dtype=pl.Boolean),
        }
    )
    texts = pl.DataFrame({f"i{items['Q2']}": [a[2] for a in ANSWERS]})
    packed = responses.pack(closed, texts)
    project.run("Import answers", responses.add_answers, round_id, packed, responses.Source("a.csv"))
    specs = [AccountSpec("AL-1", "Harbour Square", language="en"), AccountSpec("AL-2", "Arya Clinic")]
    project.run("Customers", store_accounts, specs)
    project.run("Match", matching.relink)
    touch_point = project.run("Add touch point", touchpoints.add, "Emergency call", "phone")
    project.run("Link", touchpoints.link, touch_point, items["Q1"])
    yield World(
        project, survey, items["Q1"], items["Q2"], touch_point,
        account=1, small_account=2, round=round_id, responses=(1, 2, 3, 4, 5),
    )  # fmt: skip
    project.close()


@pytest.fixture
def story(world: World) -> Story:
    run, read = world.project.run, world.project.read
    found = read(figure, world.survey, world.score, Filter(rounds=("March 2026",)), today=date(2026, 4, 1))
    issue = run("Issue", planning.make_issue, "Waiting for a fitter takes too long", found, world.touch_point)
    evidence = 1
    quotation = run("Quote", planning.add_quotation, issue, world.responses[0], world.words, ANSWERS[0][2])
    cause = run("Cause", planning.add_cause, issue, "One dispatcher answers all calls until ten")
    owner = run("Person", person_named, "Sanne Visser", "Service manager")
    action = run(
        "Action", planning.add_action, issue, "Two dispatchers at peak hours", cause,
        why="Calls queue for 26 minutes on average", owner_id=owner, due_on=date(2026, 6, 1),
        measure="Satisfied with the time until a fitter arrives", baseline="48%", target="65%",
        goal="Nobody waits for a fitter longer than four hours", expected="Calls are answered within two minutes",
    )  # fmt: skip
    plan = run("Plan", planning.create_plan, world.account, world.round, date(2026, 4, 2))
    told = run("Line", planning.add_line, plan, "told", issue_id=issue, touch_point_id=world.touch_point)
    quote = run("Line", planning.add_line, plan, "quote", issue_id=issue, evidence_id=quotation)
    do = run("Line", planning.add_line, plan, "do", action_id=action)
    return Story(world, issue, evidence, quotation, cause, action, plan, told, quote, do)


@pytest.fixture
def room(window: Any, world: Any) -> Any:
    """The window on the small firm's file, in this room."""
    world.project.close()
    assert window.context.bridge.open(world.project.path)
    window.go("planning")
    return window


@pytest.fixture
def told(window: Any, story: Any) -> Any:
    """The window on a file with an issue, an action and a plan without words."""
    story.project.close()
    assert window.context.bridge.open(story.project.path)
    window.go("planning")
    return window
