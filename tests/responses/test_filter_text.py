"""The text form of a filter reads back as itself and refuses the rest in words."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdesk.errors import UserError
from cxdesk.responses.filter import AnswerTest, Filter
from cxdesk.responses.filter_text import parse, to_text

NAMES = st.text(min_size=1, max_size=10).filter(lambda t: t == t.strip())
LISTS = st.lists(NAMES, max_size=3).map(tuple)
CODES = st.from_regex(r"[A-Z][A-Z0-9_]{0,6}", fullmatch=True).filter(lambda c: c.lower() not in ("and", "in"))
TESTS = st.builds(AnswerTest, CODES, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), NAMES)
FILTERS = st.builds(
    Filter,
    accounts=LISTS,
    segments=LISTS,
    rounds=LISTS,
    touch_points=st.lists(st.integers(1, 10**6), max_size=3).map(tuple),
    channels=LISTS,
    languages=LISTS,
    since=st.none() | st.dates().map(lambda d: d.isoformat()),
    until=st.none() | st.dates().map(lambda d: d.isoformat()),
    answers=st.lists(TESTS, max_size=3).map(tuple),
)


@given(FILTERS)
def test_a_filter_reads_back_from_its_text_and_its_json(where: Filter) -> None:
    assert parse(to_text(where)) == where
    assert Filter.from_json(where.to_json()) == where


@pytest.mark.parametrize(
    "text",
    [
        "segment",
        "segment = ",
        "segment < x",
        "date >= yesterday",
        "a = 1 or b = 2",
        "round in x",
        "round in (x",
        "= 1",
    ],
)
def test_what_is_not_understood_is_said(text: str) -> None:
    with pytest.raises(UserError):
        parse(text)


@given(st.text(max_size=40))
def test_any_text_is_a_filter_or_a_sentence(text: str) -> None:
    with suppress(UserError):  # anything else is a bug
        parse(text)
