"""Months in what somebody typed come out in the reader's language; nothing else of the text is touched."""

from datetime import date
from typing import Any

import pytest

from cxdesk.planning.typed_months import round_days, with_months_in

MARCH, FARVARDIN = date(2026, 3, 31), "فروردین ۱۴۰۵"


@pytest.mark.parametrize(
    ("typed", "lang", "read"),
    [
        ("48% in March 2026", "nl", "48% in maart 2026"),
        ("48% in march 2026", "nl", "48% in maart 2026"),
        ("48% in maart 2026", "en", "48% in March 2026"),
        ("65% 2026. szeptember", "en", "65% September 2026"),
        ("from March 2025 to March 2026", "nl", "from maart 2025 to maart 2026"),
    ],
)
def test_a_month_with_its_year_is_written_as_the_reader_writes_it(typed: str, lang: str, read: str) -> None:
    assert with_months_in(typed, lang) == read


@pytest.mark.parametrize(
    "text",
    [
        "",
        "48%",
        "in March",  # no year: nobody knows which
        "Marching 2026 steps",
        "order 120261, March",
        "May I call in 2026?",
        "the March 20265 plan",
    ],
)
def test_a_text_without_a_month_and_its_year_stays_as_it_is(text: str) -> None:
    for lang in ("en", "nl", "hu", "uk", "fa"):
        assert with_months_in(text, lang) == text


def test_persian_reads_its_own_calendar_and_keeps_the_month_together() -> None:
    assert with_months_in("48% in March 2026", "fa", (MARCH,)) == f"48% in \u2068{FARVARDIN}\u2069"
    assert with_months_in(f"۴۸٪ در {FARVARDIN}", "en", (MARCH,)) == "۴۸٪ در March 2026"


def test_the_day_of_a_round_says_which_month_a_persian_name_means() -> None:
    # Farvardin begins on 21 March: only the round's own day tells March from April.
    april = date(2026, 4, 10)
    assert with_months_in(f"در {FARVARDIN}", "en", (MARCH,)) == "در March 2026"
    assert with_months_in(f"در {FARVARDIN}", "en", (april,)) == "در April 2026"


def test_signs_of_a_pattern_in_the_text_are_letters() -> None:
    assert with_months_in("48% (March 2026) [a-z]+ \\1", "nl") == "48% (maart 2026) [a-z]+ \\1"


def test_the_days_of_a_file_are_those_of_its_rounds_each_once(story: Any) -> None:
    assert story.project.read(round_days) == (MARCH,)
