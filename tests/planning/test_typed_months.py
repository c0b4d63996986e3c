"""Months in what somebody typed come out in the reader's language; a text in words keeps its own."""

from datetime import date
from typing import Any

import pytest

from cxdesk.i18n import LANGUAGES, month, percent, words
from cxdesk.planning.typed_months import round_days, with_months_in

MARCH, FARVARDIN = date(2026, 3, 31), "فروردین ۱۴۰۵"


def said(lang: str) -> str:
    """A score with its month as the product itself writes them."""
    return words(lang).gettext("{value} in {round}").format(value=percent(48, lang), round=month(MARCH, lang))


@pytest.mark.parametrize("reader", LANGUAGES)
def test_a_score_with_its_month_is_wholly_in_the_readers_language(reader: str) -> None:
    for writer in LANGUAGES:
        assert with_months_in(said(writer), reader, (MARCH,)) == said(reader)
        assert with_months_in(month(MARCH, writer), reader, (MARCH,)) == month(MARCH, reader)


@pytest.mark.parametrize(
    ("typed", "lang", "read"),
    [
        ("48% in march 2026", "nl", "48% in maart 2026"),
        ("65% 2026. szeptember", "en", "65% in September 2026"),
        ("48%, березень 2026 р.", "en", "48% in March 2026"),
        ("31 in March 2026", "uk", "31, березень 2026 р."),
        ("+12 (March 2026)", "hu", "+12 (2026. március)"),
        ("4.2 in March 2026", "nl", "4,2 in maart 2026"),
        ("3.05 in March 2026", "en", "3.05 in March 2026"),
        ("−0,5, maart 2026", "en", "−0.5 in March 2026"),
    ],
)
def test_a_number_and_a_month_are_written_as_the_reader_writes_them(typed: str, lang: str, read: str) -> None:
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
        "48% (March 2026) [a-z]+ \\1",
        "48% in Smarch 2026",
        # Sentences are in a language of their own, and so are their months.
        "from March 2025 to March 2026",
        "fewer than 10 in September 2026",
        "minder dan 10 in september 2026",
        "kevesebb mint 10 2026. szeptemberében, 2026. szeptember",
        "менше 10, вересень 2026 р.",
        f"کمتر از ۱۰ در {FARVARDIN}",
    ],
)
def test_every_other_text_stays_as_it_is_and_keeps_its_months(text: str) -> None:
    for lang in LANGUAGES:
        assert with_months_in(text, lang, (MARCH,)) == text


def test_the_day_of_a_round_says_which_month_a_persian_name_means() -> None:
    # Farvardin begins on 21 March: only the round's own day tells March from April.
    april = date(2026, 4, 10)
    assert with_months_in(f"۴۸٪ در {FARVARDIN}", "en", (MARCH,)) == "48% in March 2026"
    assert with_months_in(f"۴۸٪ در {FARVARDIN}", "en", (april,)) == "48% in April 2026"


def test_the_days_of_a_file_are_those_of_its_rounds_each_once(story: Any) -> None:
    assert story.project.read(round_days) == (MARCH,)
