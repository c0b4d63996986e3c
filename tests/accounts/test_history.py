"""What customers were: kept with its day, used for the round it belongs to, alike in filter and break-down."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxdesk.accounts.actions import AccountSpec, change, store_accounts
from cxdesk.accounts.queries import account_rows, history_rows
from cxdesk.analysis.scores import figures
from cxdesk.errors import UserError
from cxdesk.i18n import folded
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses import matching
from cxdesk.responses.aggregate import counted, counts, people
from cxdesk.responses.filter import Filter
from cxdesk.responses.filter_text import parse, to_text
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.definition import Definition, QuestionSpec, SectionSpec
from cxdesk.surveys.queries import whole

ROUNDS = {"March": date(2026, 3, 20), "June": date(2026, 6, 20), "Undated": None}
DAYS = (date(2026, 1, 1), date(2026, 3, 20), date(2026, 4, 1), date(2026, 6, 20), date(2026, 8, 1))
KEYS = ("A", "B", "C")


def made(path: Path) -> tuple[Project, int, int]:
    """Ten answers of each customer and of nobody, in each round."""
    project = Project.create(path)
    section = SectionSpec({}, (QuestionSpec("Q1", "nps", {"en": "Recommend?"}),))
    survey = project.run("Create", surveys.build, Definition({"en": "S"}, (section,)))
    item = project.read(whole, survey).questions[0].items[0].id
    project.run("Customers", store_accounts, [AccountSpec(k, f"Customer {k}", "Offices") for k in KEYS])
    for name, day in ROUNDS.items():
        round_id = project.run("Round", responses.add_round, survey, name, day, day)
        frame = pl.DataFrame(
            {
                f"i{item}": pl.Series([n % 11 for n in range(40)], dtype=pl.Int16),
                "account_key": [[*KEYS, "nobody"][n % 4] for n in range(40)],
                "language": [["en", "EN", "nl", None][n % 4] for n in range(40)],
            }
        )
        packed = responses.pack(frame)
        project.run("Import", responses.add_answers, round_id, packed, responses.Source("a.csv"))
    project.run("Match", matching.relink)
    return project, survey, item


@pytest.fixture
def file(tmp_path: Path):  # type: ignore[no-untyped-def]
    project, survey, item = made(tmp_path / "a.cxdesk")
    yield project, survey, item
    project.close()


def by_segment(project: Project, survey: int, where: Filter = Filter()) -> dict[str, int]:
    return dict(project.read(people, survey, "segment", where).iter_rows())


def test_a_round_keeps_the_segment_of_its_day_and_today_can_be_asked_for(file) -> None:  # type: ignore[no-untyped-def]
    project, survey, _item = file
    project.run("Change", store_accounts, [AccountSpec("A", segment="Hotels")], date(2026, 4, 1))
    assert by_segment(project, survey, Filter(rounds=("March",))) == {"": 10, "Offices": 30}
    assert by_segment(project, survey, Filter(rounds=("June",))) == {"": 10, "Offices": 20, "Hotels": 10}
    assert by_segment(project, survey, Filter(rounds=("Undated",))) == {"": 10, "Offices": 20, "Hotels": 10}
    today = Filter(rounds=("March",), segments_today=True)
    assert by_segment(project, survey, today) == {"": 10, "Offices": 20, "Hotels": 10}
    hotels = Filter(segments=("Hotels",))
    assert project.read(counted, survey, [], hotels).height == 20
    assert project.read(counted, survey, [], Filter(segments=("Hotels",), segments_today=True)).height == 30


def test_the_change_holds_from_its_own_day_on(file) -> None:  # type: ignore[no-untyped-def]
    project, survey, _item = file
    project.run("Change", store_accounts, [AccountSpec("A", segment="Hotels")], date(2026, 3, 20))
    project.run("Change", store_accounts, [AccountSpec("B", segment="Housing")], date(2026, 6, 20))
    assert by_segment(project, survey) == {"": 30, "Hotels": 30, "Housing": 20, "Offices": 40}


def test_one_undo_takes_a_change_and_its_history_back(file) -> None:  # type: ignore[no-untyped-def]
    project, survey, _item = file
    spec = AccountSpec("A", segment="Hotels", region="North", revenue=5.0, owner="Tom")
    project.run("First", store_accounts, [spec], date(2026, 4, 1))
    number = next(a.id for a in project.read(account_rows) if a.key == "A")
    project.run(
        "Change",
        change,
        number,
        AccountSpec("A", revenue=7.5, owner="Leila", relation="former"),
        date(2026, 5, 1),
    )
    told = [(h.field, h.value, h.until) for h in project.read(history_rows, number)]
    assert told == [
        ("owner", "Tom", date(2026, 5, 1)),
        ("relation", "customer", date(2026, 5, 1)),
        ("revenue", "5", date(2026, 5, 1)),
        ("segment", "Offices", date(2026, 4, 1)),
    ]
    project.undo()
    project.undo()
    assert project.read(history_rows, number) == []
    assert by_segment(project, survey) == {"": 30, "Offices": 90}


def test_what_was_unknown_or_wrong_leaves_no_history(file) -> None:  # type: ignore[no-untyped-def]
    project, survey, _item = file
    fix = [AccountSpec("A", segment="Hotels")]
    project.run("Correct", store_accounts, fix, date(2026, 4, 1), corrected=True)
    assert by_segment(project, survey, Filter(rounds=("March",)))["Hotels"] == 10
    project.run("Learn", store_accounts, [AccountSpec("B", region="North")], date(2026, 4, 1))
    number = next(a.id for a in project.read(account_rows) if a.key == "B")
    assert project.read(history_rows, number) == []


def test_a_list_older_than_the_last_change_is_refused_in_words(file) -> None:  # type: ignore[no-untyped-def]
    project, _survey, _item = file
    project.run("Change", store_accounts, [AccountSpec("A", segment="Hotels")], date(2026, 4, 1))
    with pytest.raises(UserError, match="a later change of 1 April 2026 is noted already"):
        project.run("Older", store_accounts, [AccountSpec("B", segment="Hotels")], date(2026, 3, 1))


changes = st.lists(
    st.tuples(st.sampled_from(KEYS), st.sampled_from(["Offices", "offices", "Hotels", "HOTELS", "Housing"])),
    max_size=3,
)


@given(steps=st.lists(changes, min_size=1, max_size=len(DAYS)), today=st.booleans())
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_a_filter_counts_what_the_break_down_shows(
    tmp_path_factory: pytest.TempPathFactory, steps: list[list[tuple[str, str]]], today: bool
) -> None:
    project, survey, item = made(tmp_path_factory.mktemp("h") / "a.cxdesk")
    try:
        past: dict[str, list[tuple[date, str]]] = {k: [(date.min, "Offices")] for k in KEYS}
        for day, step in zip(DAYS, steps, strict=False):
            said = dict(step)
            project.run("Change", store_accounts, [AccountSpec(k, segment=s) for k, s in said.items()], day)
            for key, segment in said.items():
                past[key].append((day, segment))
        expected: dict[str, int] = {}
        for closed in ROUNDS.values():
            for key in KEYS:
                day = date.max if today or closed is None else closed
                segment = [s for since, s in past[key] if since <= day][-1]
                expected[folded(segment)] = expected.get(folded(segment), 0) + 10
        where = Filter(segments_today=today)
        shown = by_segment(project, survey, where)
        assert {folded(k): n for k, n in shown.items() if k} == expected
        table = project.read(counts, survey, [item], "segment", where)
        for segment in expected:
            narrowed = Filter(segments=(segment.upper(),), segments_today=today)
            frame = project.read(counted, survey, [item], narrowed)
            assert frame.height == expected[segment]
            part = table.filter(pl.col("group").str.to_lowercase() == segment)
            assert part["n"].sum() == frame[f"i{item}"].count()
    finally:
        project.close()


def test_case_and_spaces_part_nobody_in_any_part_of_a_filter(file) -> None:  # type: ignore[no-untyped-def]
    project, survey, item = file
    for where in (
        Filter(accounts=(" a",)),
        Filter(segments=("OFFICES",), accounts=("A",)),
        Filter(languages=("En",), accounts=("a",)),
        Filter(rounds=("march", "JUNE", "undated"), accounts=("A",)),
    ):
        assert project.read(counted, survey, [], where).height == 30, where
    assert project.read(counted, survey, [], Filter(languages=("en",))).height == 60
    languages = dict(project.read(people, survey, "language").iter_rows())
    assert languages == {"": 30, "en": 60, "nl": 30}
    found = project.read(figures, survey, [item], Filter(), "language")
    assert found[item, "en"].n == 60


def test_the_choice_of_segments_travels_with_the_filter() -> None:
    where = parse('segments = today and segment = "Hospitals"')
    assert where == Filter(segments=("Hospitals",), segments_today=True)
    assert parse(to_text(where)) == where
    assert Filter.from_json(where.to_json()) == where
    assert Filter(segments_today=True).is_empty
    assert not parse('segments = round and segment = "Hospitals"').segments_today
    with pytest.raises(UserError, match="segments = today"):
        parse("segments = tomorrow")


def test_the_invited_of_a_segment_are_those_of_its_round(file) -> None:  # type: ignore[no-untyped-def]
    from cxdesk.accounts.actions import ContactSpec, store_contacts
    from cxdesk.responses.queries import round_rows

    project, survey, _item = file
    rounds = {r.name: r.id for r in project.read(round_rows)}

    def invite(session, name: str) -> None:  # type: ignore[no-untyped-def]
        ids = store_contacts(session, [ContactSpec(k, f"p{n}") for k in KEYS for n in range(4)])
        matching.invite(session, rounds[name], ids.values())

    project.run("Invite", invite, "March")
    project.run("Change", store_accounts, [AccountSpec("A", segment="Hotels")], date(2026, 4, 1))
    march = Filter(rounds=("March",), segments=("offices",))
    assert project.read(matching.invited, survey, march) == 12
    today = Filter(rounds=("March",), segments=("offices",), segments_today=True)
    assert project.read(matching.invited, survey, today) == 8
    assert project.read(matching.invited, survey, Filter(rounds=("March",), accounts=("a",))) == 4
