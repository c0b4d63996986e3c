"""The example's plans can be handed out, or say what is missing; its texts are as good as a customer expects."""

import ast
import re
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path

import pytest

from cxdesk import i18n
from cxdesk.errors import UserError
from cxdesk.journeys.queries import journey_rows
from cxdesk.journeys.whole_map import map_of
from cxdesk.planning import assemble
from cxdesk.planning.action_queries import action_rows
from cxdesk.planning.customer_plan import CustomerPlan
from cxdesk.planning.plan_queries import plan_for, plan_rows
from cxdesk.planning.queries import evidence_rows, issue_rows
from cxdesk.project import Project
from resources.sample import comments_fa, texts_fa
from resources.sample.plan_texts import DRAFTS, HEROES
from resources.sample.touch_points import POINTS

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample"


@pytest.fixture
def project(sample: Project) -> Project:
    return sample


def plan_of(project: Project, account: str, language: str) -> CustomerPlan:
    return project.read(assemble.customer_plan, project.read(plan_for, account).id, language)


def test_the_plan_of_harbour_square_says_what_the_picture_says(project: Project) -> None:
    plan = plan_of(project, "Harbour Square", "en")
    assert (plan.account_full, plan.version, plan.status, plan.status_day) == (
        "Harbour Square Offices", 2, "agreed", date(2026, 4, 14),
    )  # fmt: skip
    assert plan.brand.accent == "#2B5A48"
    assert b"<svg" in (plan.brand.logo or b"")
    assert (plan.answers, len(plan.told), plan.agreed_with) == (14, 3, "your facility manager")
    assert [p.by_when for p in plan.will_do] == [date(2026, 6, 1), date(2026, 6, 30), date(2026, 9, 30)]
    assert plan.will_do[1].slipped_from == date(2026, 5, 31)
    assert plan.quotation is not None
    assert plan.since is not None
    assert [(r.satisfied, r.answered) for r in plan.since.rows] == [(6, 12), (10, 14)]


def test_every_field_of_the_plan_of_niloufar_towers_is_persian(project: Project) -> None:
    plan = plan_of(project, "Niloufar Towers", "fa")
    texts = [
        t for t in texts_in(plan) if t not in ("fa", "agreed", "a4", plan.brand.accent, plan.who_to_call.mail)
    ]
    assert len(texts) > 25
    assert [t for t in texts if re.search("[a-zA-Z0-9]", t.replace("(SMS)", ""))] == []
    assert plan.since is not None
    assert [(r.satisfied, r.answered) for r in plan.since.rows] == [(5, 10), (8, 11)]


def test_months_of_the_rounds_are_shahrivar_and_esfand(project: Project) -> None:
    plan = plan_of(project, "Niloufar Towers", "fa")
    assert plan.since is not None
    assert [i18n.month(r.month, "fa") for r in plan.since.rows] == ["شهریور ۱۴۰۴", "اسفند ۱۴۰۴"]


def test_a_plan_with_a_wording_missing_names_the_line(project: Project) -> None:
    with pytest.raises(
        UserError, match="What we will do, line 3: “What the customer reads” is missing in Dutch"
    ):
        plan_of(project, "Van Dalen Wonen", "nl")
    with pytest.raises(UserError, match="missing in Persian"):
        plan_of(project, "Arya Clinic", "fa")


def test_first_versions_stay_beside_the_second(project: Project) -> None:
    rows = [(p.account, p.version, p.state) for p in project.read(plan_rows)]
    for hero in ("Harbour Square", "Niloufar Towers"):
        assert [r for r in rows if r[0] == hero] == [(hero, 2, "agreed"), (hero, 1, "agreed")]
    assert sum(state == "draft" for _account, _version, state in rows) == len(DRAFTS)


def test_plans_belong_to_the_customers_they_name(project: Project) -> None:
    assert {p.account for p in project.read(plan_rows)} == {t.account for t in (*HEROES, *DRAFTS)}


def test_twelve_actions_are_open_and_one_has_slipped(project: Project) -> None:
    rows = project.read(action_rows)
    assert sum(r.state in ("draft", "active") for r in rows) == 12
    assert [(r.slipped_from, r.due_on) for r in rows if r.slipped_from] == [
        (date(2026, 5, 31), date(2026, 6, 30))
    ]
    assert [r.title for r in rows if r.state == "active" and r.missing] == []


def test_every_issue_has_evidence_and_its_words_are_from_people_who_agreed(project: Project) -> None:
    for issue in project.read(issue_rows):
        found = project.read(evidence_rows, issue.id)
        assert found, issue.title
        assert all(e.response_id for e in found if e.kind == "quotation")


def test_both_journeys_are_drawn_with_all_their_cards(project: Project) -> None:
    rows = {r.name: r for r in project.read(journey_rows)}
    assert {name: (r.stages, r.steps) for name, r in rows.items()} == {
        "Repair after a breakdown": (4, 8), "A new lift": (5, 8),
    }  # fmt: skip
    drawn = project.read(map_of, rows["Repair after a breakdown"].id, {}, date(2026, 5, 20))
    kinds = {lane.id: lane.kind for lane in drawn.lanes}
    assert [c.text for c in drawn.cards if c.moment_of_truth] == [
        "Waits, answers tenants, calls again after two hours"
    ]
    assert {kinds[c.lane_id] for c in drawn.cards} == set(kinds.values()) - {"line_of_visibility"}
    assert sum(c.stale_months == 14 for c in drawn.cards) == 2


def test_persian_is_written_with_persian_letters() -> None:
    texts = [*texts_fa.TEXTS.values(), *comments_fa.REPORT, *(p.customers_fa for p in POINTS)]
    texts += [t for table in (comments_fa.BAD, comments_fa.GOOD) for own in table.values() for t in own]
    texts += [t for plan in (*HEROES, *DRAFTS) if plan.language == "fa" for t in texts_in(plan)]
    assert len(texts) > 120
    assert [t for t in texts if re.search('[يىكة٠-٩"“”?;]|نمی |می (?!‌)', t)] == []


def test_the_sample_knows_no_tables() -> None:
    wrong = []
    for path in SAMPLE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or "", *(f"{node.module}.{a.name}" for a in node.names)]
            wrong += [
                f"{path.name}: {n}" for n in names
                if n.split(".")[0] in ("sqlalchemy", "sqlite3") or n.endswith((".model", ".queries"))
            ]  # fmt: skip
    assert wrong == []


def texts_in(value: object) -> list[str]:
    if isinstance(value, str):
        return [value] if value else []
    if isinstance(value, tuple):
        return [t for part in value for t in texts_in(part)]
    if is_dataclass(value):
        return [t for f in fields(value) for t in texts_in(getattr(value, f.name))]
    return []
