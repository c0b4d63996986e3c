"""The map of customers on a real file: counts and revenue, who is absent, cuts that are kept, who moved."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from cxdesk.accounts.actions import AccountSpec, ContactSpec, store_accounts, store_contacts
from cxdesk.analysis.account_map import AccountMap, account_map
from cxdesk.analysis.account_standings import people_scores, standings_of
from cxdesk.analysis.cuts import forget_cuts, set_cuts
from cxdesk.analysis.quadrants import AT_RISK, DANGLING, GROWTH, MODEL, Cuts
from cxdesk.errors import UserError
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses import matching
from cxdesk.responses.filter import Filter
from cxdesk.responses.queries import round_rows
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.definition import Definition, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.queries import whole

FALL, SPRING = date(2025, 9, 20), date(2026, 3, 20)


def survey_in(project: Project, promise: str = "named") -> tuple[int, list[int]]:
    """A survey with two questions on a scale of 1 to 5."""
    questions = tuple(
        QuestionSpec(f"Q{n}", "scale", {"en": f"Question {n}"}, ScaleSpec(1, 5)) for n in (1, 2)
    )
    made = Definition({"en": "Relationship"}, (SectionSpec({}, questions),), promise=promise)
    survey = project.run("Survey", surveys.build, made)
    return survey, [i.id for q in project.read(whole, survey).questions for i in q.items]


def answer(
    project: Project, survey: int, items: list[int], name: str, day: date, said: dict[str, list[int | None]]
) -> int:
    """A round in which each customer's people give the same code to both questions."""
    round_id: int = project.run("Round", responses.add_round, survey, name, day, day)
    rows = [(key, code) for key, codes in said.items() for code in codes]
    data: dict[str, Any] = {f"i{i}": pl.Series([c for _k, c in rows], dtype=pl.Int16) for i in items}
    data["account_key"] = [k for k, _c in rows]
    data["submitted"] = [datetime(day.year, day.month, day.day)] * len(rows)
    packed = responses.pack(pl.DataFrame(data))
    project.run("Import", responses.add_answers, round_id, packed, responses.Source(f"{name}.csv"))
    project.run("Match", matching.relink)
    return round_id


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "a.cxdesk")
    yield made
    made.close()


@pytest.fixture
def four(project: Project) -> Project:
    """3 : 1 : 1 : 1, as the source of the method found it: Growth holds three times as many as any other."""
    specs = [
        AccountSpec("M", "Model One", "Offices", revenue=900.0, currency="EUR"),
        AccountSpec("R", "Risk One", "Hotels", revenue=1500.0, currency="EUR"),
        AccountSpec("G1", "Growth One", "Offices", revenue=100.0, currency="EUR", potential_revenue=800.0),
        AccountSpec("G2", "Growth Two", "Offices", revenue=110.0, currency="EUR", potential_revenue=120.0),
        AccountSpec("G3", "Growth Three", "Hotels", revenue=120.0, currency="EUR"),
        AccountSpec("D", "Dangling One", "Hotels", revenue=70.0, currency="EUR"),
        AccountSpec("X", "No revenue", "Hotels"),
        AccountSpec("S", "Silent", "Hotels", revenue=50.0, currency="EUR"),
        AccountSpec("L", "Gone", "Hotels", revenue=9999.0, relation="former", left_on=date(2026, 1, 1)),
    ]
    project.run("Accounts", store_accounts, specs)
    survey, items = survey_in(project)
    happy: list[int | None] = [5, 5, 4, 4]
    sad: list[int | None] = [1, 2, 1, 2]
    answer(project, survey, items, "Fall", FALL, {"M": sad, "R": sad, "G1": happy, "D": happy, "L": sad})
    answer(
        project, survey, items, "Spring", SPRING,
        {"M": happy, "R": sad, "G1": happy, "G2": happy, "G3": happy, "D": sad, "X": happy, "L": sad},
    )  # fmt: skip
    for row in project.read(round_rows):
        project.run("Set the cuts", set_cuts, row.id, None, 500.0)
    return project


def read(project: Project, *args: Any, **kwargs: Any) -> AccountMap:
    found = project.read(account_map, *args, **kwargs)
    assert found is not None
    return found


def test_growth_holds_three_times_as_many_as_any_other(four: Project) -> None:
    found = {t.quadrant: t for t in read(four).totals}
    assert {q: t.customers for q, t in found.items()} == {MODEL: 1, GROWTH: 3, AT_RISK: 1, DANGLING: 1}
    assert found[GROWTH].share == pytest.approx(50.0)
    assert sum(t.share for t in found.values()) == pytest.approx(100.0)


def test_count_and_revenue_stand_together_and_growth_with_potential_apart(four: Project) -> None:
    found = {t.quadrant: t for t in read(four).totals}
    assert {q: t.revenue for q, t in found.items()} == {MODEL: 900, GROWTH: 330, AT_RISK: 1500, DANGLING: 70}
    assert found[GROWTH].revenue_share == pytest.approx(100 * 330 / 2800)
    assert (found[GROWTH].with_potential, found[GROWTH].potential) == (1, 800.0)


def test_the_largest_stands_first_and_is_at_risk(four: Project) -> None:
    first = read(four).placed[0]
    assert (first.standing.name, first.quadrant, first.before) == ("Risk One", AT_RISK, AT_RISK)


def test_who_has_no_place_is_counted_and_named(four: Project) -> None:
    found = {why: [s.name for s in rows] for why, rows in read(four).absent}
    assert found == {"no_score": ["Silent"], "no_revenue": ["No revenue"], "left": ["Gone"]}


def test_who_moved_since_the_round_before_is_told(four: Project) -> None:
    found = read(four)
    assert found.previous is not None
    assert found.previous.name == "Fall"
    assert [(m.before, m.now, [p.standing.key for p in m.customers]) for m in found.moves] == [
        (GROWTH, DANGLING, ["D"]),
        (AT_RISK, MODEL, ["M"]),
    ]
    assert read(four, "fall").moves == ()


def test_cuts_default_to_the_middle_and_the_median_and_stay_when_a_segment_is_chosen(four: Project) -> None:
    row = four.read(round_rows)[-1]
    four.run("Forget the cuts", forget_cuts, row.id)
    # 50, 70, 100, 110, 120, 900, 1500: who left counts no more.
    assert read(four).cuts == Cuts(50.0, 110.0)
    narrowed = read(four, segment="hotels")
    assert narrowed.cuts == Cuts(50.0, 110.0)
    assert {p.standing.segment for p in narrowed.placed} == {"Hotels"}


def test_cuts_are_kept_with_their_round_and_undo_takes_them_back(four: Project) -> None:
    rows = four.read(round_rows)
    four.run("Set the cuts", set_cuts, rows[-1].id, 90.0, None)
    assert read(four).cuts == Cuts(90.0, 500.0)
    assert read(four).is_set == (True, True)
    assert read(four, "Fall").cuts == Cuts(50.0, 500.0)
    assert read(four, cuts=(10.0, None)).cuts == Cuts(10.0, 500.0)
    four.undo()
    assert read(four).cuts == Cuts(50.0, 500.0)


@pytest.mark.parametrize(
    ("score", "revenue"), [(101.0, None), (-1.0, None), (None, -5.0), (float("nan"), None)]
)
def test_a_cut_beyond_its_scale_is_refused_in_words(
    four: Project, score: float | None, revenue: float | None
) -> None:
    with pytest.raises(UserError, match="cut of the"):
        four.run("Set the cuts", set_cuts, four.read(round_rows)[-1].id, score, revenue)


def test_revenue_and_segment_are_those_of_the_round(four: Project) -> None:
    later = [AccountSpec("R", revenue=10.0, segment="Housing")]
    four.run("Accounts", store_accounts, later, date(2026, 2, 1))
    now, then = ({p.standing.key: p for p in read(four, name).placed}["R"] for name in ("Spring", "Fall"))
    assert (now.revenue, now.standing.segment) == (10.0, "Housing")
    assert (then.revenue, then.standing.segment) == (1500.0, "Hotels")
    assert now.was == (then.score, 1500.0)


def test_an_unknown_round_is_refused_in_words(four: Project) -> None:
    with pytest.raises(UserError, match="no survey round “Winter”"):
        read(four, "Winter")


def test_a_file_without_a_round_has_no_map(project: Project) -> None:
    assert project.read(account_map) is None


def test_the_promise_of_a_survey_hides_small_customers(project: Project) -> None:
    project.run(
        "Accounts",
        store_accounts,
        [AccountSpec("A", "Few", revenue=1.0), AccountSpec("B", "Many", revenue=2.0)],
    )
    survey, items = survey_in(project, "confidential")
    answer(project, survey, items, "Spring", SPRING, {"A": [1, 1], "B": [5] * 12})
    found = read(project)
    assert [p.standing.name for p in found.placed] == ["Many"]
    assert [(why, [s.name for s in rows]) for why, rows in found.absent] == [("hidden", ["Few"])]
    assert found.absent[0][1][0].summary is None


def test_the_promise_hides_a_touch_point_of_few_and_keeps_it_out_of_the_total(project: Project) -> None:
    from cxdesk.planning.account_review import account_review

    project.run("Accounts", store_accounts, [AccountSpec("A", "Many", revenue=1.0)])
    survey, items = survey_in(project, "confidential")
    round_id: int = project.run("Round", responses.add_round, survey, "Spring", SPRING, SPRING)
    asked: list[int | None] = [5] * 2 + [None] * 10
    data = pl.DataFrame(
        {
            f"i{items[0]}": pl.Series([3] * 12, dtype=pl.Int16),
            f"i{items[1]}": pl.Series(asked, dtype=pl.Int16),
            "account_key": ["A"] * 12,
            "respondent_key": [f"p{n}" for n in range(12)],
            "submitted": [datetime(2026, 3, 1)] * 12,
        }
    )
    project.run("Import", responses.add_answers, round_id, responses.pack(data), responses.Source("a.csv"))
    project.run("People", store_contacts, [ContactSpec("A", "p0", "Ann")])
    project.run("Match", matching.relink)
    found = project.read(account_review, "A")
    assert [(t.name, t.answers) for t in found.touch_points] == [("Question 1", 12)]
    assert found.total is not None
    assert (found.total.answers, found.total.score) == (12, 50.0)
    assert found.contacts[0].answered is None


def test_invitations_make_who_is_half_silent_hollow(project: Project) -> None:
    project.run("Accounts", store_accounts, [AccountSpec("A", "One", revenue=1.0)])
    survey, items = survey_in(project)
    round_id = answer(project, survey, items, "Spring", SPRING, {"A": [5, 5, None]})
    contacts = project.run("People", store_contacts, [ContactSpec("A", f"p{n}") for n in range(7)])
    project.run("Invite", matching.invite, round_id, list(contacts.values()))
    only = read(project).placed[0]
    assert (only.standing.answered, only.standing.invited) == (3, 7)
    assert only.standing.summary is not None
    assert only.standing.summary.people == 2
    assert only.doubts == ("silent_half",)


def test_what_lies_beyond_the_scale_and_reversed_scales_are_read_right(project: Project) -> None:
    project.run("Accounts", store_accounts, [AccountSpec("A", "One", revenue=1.0)])
    spec = ScaleSpec(1, 5, reversed=True)
    made = Definition({"en": "R"}, (SectionSpec({}, (QuestionSpec("Q", "scale", {"en": "Q"}, spec),)),))
    survey = project.run("Survey", surveys.build, made)
    (item,) = (i.id for q in project.read(whole, survey).questions for i in q.items)
    answer(project, survey, [item], "Spring", SPRING, {"A": [1, 1, 5, 9]})
    frame = project.read(lambda s: people_scores(s, whole(s, survey), Filter()))
    assert frame.select("total", "n").rows() == [(100.0, 1), (100.0, 1), (0.0, 1), (0.0, 0)]
    rows = project.read(standings_of, survey, project.read(round_rows)[0])
    assert rows[0].summary is not None
    assert rows[0].summary.score == pytest.approx(200 / 3)
