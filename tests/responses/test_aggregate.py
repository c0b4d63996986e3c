"""Counts of answers equal those of plain Python, whatever is blank, unfinished, removed, grouped or filtered."""

import operator
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from cxdesk.accounts.actions import AccountSpec, store_accounts
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses import matching
from cxdesk.responses.aggregate import GROUPS, counts, people
from cxdesk.responses.filter import AnswerTest, Filter
from cxdesk.responses.schema import ANSWERED, DECLARED, FACTS, SKIPPED, type_of
from cxdesk.responses.tally import MOST_PLACES, Groups, tally
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.definition import Definition, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.queries import whole
from cxdesk.touchpoints import actions as touch_points

KINDS = {"Q1": "nps", "Q2": "scale", "Q3": "multiple", "Q4": "number"}
VALUES: dict[str, list[Any]] = {
    "Q1": [0, 6, 9, 10],
    "Q2": [1, 3, 5],
    "Q3": [True, False],
    "Q4": [0.5, 12.0, -3.0],
}
ROUNDS = ("March", "September")
# The third key is nobody's; "b " is B written carelessly.
SEGMENTS = {"A": "Offices", "B": "Hospitals"}
LINKED = {"A": "A", "B": "B", "b ": "B"}
KEYS = [None, "A", "B", "b ", "X"]
OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One response: facts, and per item its value and blank kind."""

    key: str | None
    state: int | None
    channel: str | None
    language: str | None
    submitted: datetime | None
    answers: dict[str, tuple[Any, int | None]]


@dataclass(frozen=True)
class Import:
    """Rows of one round; `bare` leaves out the columns that would only say the usual."""

    round: str
    removed: bool
    bare: bool
    rows: list[Row]


@dataclass(frozen=True)
class Case:
    """What is in the file and what is asked of it."""

    imports: list[Import]
    unfinished: dict[str, bool]
    tests: dict[str, bool]
    where: Filter
    by: str | None
    asked: list[str]


def answers(code: str) -> st.SearchStrategy[tuple[Any, int | None]]:
    """A value, a blank, or a code kept for "don't know", which is no answer."""
    values = st.sampled_from(VALUES[code])
    return st.one_of(
        st.tuples(values, st.sampled_from([ANSWERED, None])),
        st.sampled_from([(None, None), (None, SKIPPED)]),
        st.tuples(values, st.just(DECLARED)),
    )


rows_drawn = st.builds(
    Row,
    key=st.sampled_from(KEYS),
    state=st.sampled_from([0, 0, 0, None, 1, 2]),
    channel=st.sampled_from([None, "Web", "Phone"]),
    language=st.sampled_from([None, "en", "fa"]),
    submitted=st.one_of(
        st.none(), st.integers(0, 3).map(lambda n: datetime(2026, 3, 1, 23) + timedelta(hours=12 * n))
    ),
    answers=st.fixed_dictionaries({code: answers(code) for code in KINDS}),
)
imports_drawn = st.builds(
    Import,
    round=st.sampled_from(ROUNDS),
    removed=st.sampled_from([False, False, False, True]),
    bare=st.booleans(),
    rows=st.lists(rows_drawn, min_size=1, max_size=8),
)
tests_drawn = st.sampled_from(sorted(KINDS)).flatmap(
    lambda code: st.builds(
        AnswerTest,
        item=st.just(code),
        op=st.sampled_from(sorted(OPERATORS)),
        value=st.sampled_from(["yes", "no"] if code == "Q3" else [str(v) for v in VALUES[code]]),
    )
)


def some(values: list[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """Mostly nothing, else a few of the values."""
    return st.one_of(st.just(()), st.lists(st.sampled_from(values), unique=True, min_size=1).map(tuple))


filters_drawn = st.builds(
    Filter,
    accounts=some(["A", "B", "Nobody"]),
    segments=some(["Offices", "Hospitals"]),
    rounds=some(list(ROUNDS)),
    touch_points=some([1, 2, 3]),
    channels=some(["Web", "Phone"]),
    languages=some(["en", "fa"]),
    since=st.sampled_from([None, None, "2026-03-02"]),
    until=st.sampled_from([None, None, "2026-03-02"]),
    answers=st.one_of(st.just(()), st.lists(tests_drawn, max_size=2).map(tuple)),
)
flags = st.fixed_dictionaries({name: st.booleans() for name in ROUNDS})
cases = st.builds(
    Case,
    imports=st.lists(imports_drawn, min_size=1, max_size=4),
    unfinished=flags,
    tests=flags,
    where=st.one_of(st.just(Filter()), filters_drawn),
    by=st.sampled_from([None, *GROUPS]),
    asked=st.lists(st.sampled_from(sorted(KINDS)), min_size=1, unique=True),
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("aggregate")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CXDESK_SETTINGS", str(folder / "settings"))
        made = Project.create(folder / "a.cxdesk")
        made.run("Customers", store_accounts, [AccountSpec(k, k, segment=s) for k, s in SEGMENTS.items()])
        for name in ("Order", "Repair", "Invoice"):
            made.run("Touch point", touch_points.add, name)
        yield made
        made.close()


@given(case=cases)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_counts_equal_those_of_plain_python(project: Project, case: Case) -> None:
    survey, items = stored(project, case)
    shown = project.read(counts, survey, [items[c] for c in case.asked], case.by, case.where)
    codes = {item: code for code, item in items.items()}
    found = {
        (codes[r["item_id"]], r.get("group", ""), float(r["code"])): r["n"]
        for r in shown.iter_rows(named=True)
    }
    assert len(found) == shown.height
    passing = [(i, r) for i in case.imports for r in i.rows if counted_plainly(case, i, r)]
    expected = Counter(
        (code, group_of(case.by, i, row), float(value))
        for i, row in passing
        for code in case.asked
        if (value := answer_of(i, row, code)) is not None
    )
    assert found == expected
    heads = project.read(people, survey, case.by, case.where)
    tally = {r.get("group", ""): r["n"] for r in heads.iter_rows(named=True) if r["n"]}
    assert tally == Counter(group_of(case.by, i, row) for i, row in passing)


def stored(project: Project, case: Case) -> tuple[int, dict[str, int]]:
    """The case as a survey of its own in the file."""
    scale = {"nps": ScaleSpec(0, 10, satisfied_from=9), "scale": ScaleSpec(1, 5)}
    specs = tuple(QuestionSpec(c, kind, {"en": c}, scale.get(kind)) for c, kind in KINDS.items())
    survey = project.run("Create", surveys.build, Definition({"en": "S"}, (SectionSpec({}, specs),)))
    items = {i.code: i.id for q in project.read(whole, survey).questions for i in q.items}
    project.run("Link", linked, items)
    for name in ROUNDS:
        round_id = project.run("Round", responses.add_round, survey, name)
        project.run(
            "Rules",
            responses.change_round,
            round_id,
            count_unfinished=case.unfinished[name],
            count_tests=case.tests[name],
        )
    for one in case.imports:
        add(project, survey, items, one)
    project.run("Match", matching.relink)
    return survey, items


def linked(session: Session, items: dict[str, int]) -> None:
    """Two questions about the first touch point, one about the second, none about the third."""
    for number, code in ((1, "Q1"), (1, "Q3"), (2, "Q2")):
        touch_points.link(session, number, items[code])


def add(project: Project, survey: int, items: dict[str, int], one: Import) -> None:
    """One import, in a chunk that has only the columns it needs."""
    columns = {
        "account_key": [r.key for r in one.rows],
        "state": [r.state for r in one.rows],
        "channel": [r.channel for r in one.rows],
        "language": [r.language for r in one.rows],
        "submitted": [r.submitted for r in one.rows],
    }
    closed = [pl.Series(n, v, dtype=FACTS[n]) for n, v in columns.items() if not (one.bare and n == "state")]
    for code, item in items.items():
        closed.append(
            pl.Series(f"i{item}", [r.answers[code][0] for r in one.rows], dtype=type_of(KINDS[code]))
        )
        if not one.bare:
            closed.append(pl.Series(f"b{item}", [r.answers[code][1] for r in one.rows], dtype=pl.UInt8))
    round_id = project.read(responses.round_named, survey, one.round)
    assert round_id is not None
    packed = responses.pack(pl.DataFrame(closed))
    batch = project.run("Import", responses.add_answers, round_id, packed, responses.Source("a.csv"))
    if one.removed:
        project.run("Remove", responses.remove_import, batch)


def answer_of(one: Import, row: Row, code: str) -> Any:
    """The answer, or None for every kind of blank."""
    value, blank = row.answers[code]
    return value if one.bare or blank in (None, ANSWERED) else None


def counted_plainly(case: Case, one: Import, row: Row) -> bool:
    """Whether a response counts in its round and passes the filter."""
    state = 0 if one.bare or row.state is None else row.state
    if one.removed or not (True, case.unfinished[one.round], case.tests[one.round])[state]:
        return False
    where, account = case.where, LINKED.get(row.key or "", "")
    day = row.submitted.date().isoformat() if row.submitted else ""
    asked = {1: ("Q1", "Q3"), 2: ("Q2",), 3: ()}
    return (
        (not where.rounds or one.round in where.rounds)
        and (not where.accounts or account in where.accounts)
        and (not where.segments or SEGMENTS.get(account) in where.segments)
        and (not where.channels or row.channel in where.channels)
        and (not where.languages or row.language in where.languages)
        and (where.since is None or day >= where.since)
        and (where.until is None or "" < day <= where.until)
        and all(passes(one, row, test) for test in where.answers)
        and (
            not where.touch_points
            or any(row.answers[code][0] is not None for point in where.touch_points for code in asked[point])
        )
    )


def passes(one: Import, row: Row, test: AnswerTest) -> bool:
    """Whether an answer stands in the asked relation; a blank never does."""
    value = answer_of(one, row, test.item)
    right = test.value == "yes" if test.item == "Q3" else float(test.value)
    return value is not None and OPERATORS[test.op](value, right)


def group_of(by: str | None, one: Import, row: Row) -> str:
    """The name of the group a response is in."""
    account = LINKED.get(row.key or "", "")
    names = {
        None: "",
        "round": one.round,
        "account": account,
        "segment": SEGMENTS.get(account, ""),
        "language": row.language or "",
        "channel": row.channel or "",
    }
    return names[by]


def test_a_question_nobody_answered_has_no_counts(project: Project) -> None:
    empty = Case([], dict.fromkeys(ROUNDS, False), dict.fromkeys(ROUNDS, False), Filter(), None, [])
    survey, items = stored(project, empty)
    for by in (None, *GROUPS):
        assert project.read(counts, survey, list(items.values()), by).height == 0
        assert project.read(people, survey, by)["n"].sum() == 0


def test_codes_are_whole_numbers_even_where_nobody_answered_one_of_the_questions(project: Project) -> None:
    row = Row("A", 0, None, None, None, dict.fromkeys(KINDS, (None, None)) | {"Q2": (5, None)})
    plain = dict.fromkeys(ROUNDS, False)
    case = Case([Import("March", False, True, [row])], plain, plain, Filter(), None, [])
    survey, items = stored(project, case)
    shown = project.read(counts, survey, [items["Q1"], items["Q2"], items["Q3"]], "segment")
    assert shown.rows() == [(items["Q2"], "Offices", 5, 1)]
    assert shown["code"].dtype == pl.Int64


def test_codes_far_apart_are_counted_as_exactly_as_codes_close_together() -> None:
    rows = pl.Series([0, 1, 2, 3, 0, 1], dtype=pl.UInt32)
    codes = pl.Series([-32_768, 32_767, None, 5, -32_768, 32_767], dtype=pl.Int16)
    few = Groups(("", "a", "b", "c"), rows)
    many = Groups(("", "a", "b", "c", *(f"g{n}" for n in range(100))), rows)
    expected = [("", -32_768, 2), ("a", 32_767, 2), ("c", 5, 1)]
    assert len(many.names) * 65_536 > MOST_PLACES
    for groups in (few, many):
        assert sorted(tally(codes, groups).rows()) == expected
