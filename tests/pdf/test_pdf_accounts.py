"""The papers about customers: one A4 for one of them whatever there is to say, the map with its list, hostile words."""

from dataclasses import replace
from datetime import date

import pytest

from cxdesk import i18n
from cxdesk.accounts.queries import AccountRow
from cxdesk.analysis.account_map import AccountMap, place, totals
from cxdesk.analysis.account_standings import Standing
from cxdesk.analysis.figure import Figure
from cxdesk.analysis.insights import Point
from cxdesk.analysis.quadrants import Cuts, summary
from cxdesk.errors import UserError
from cxdesk.planning.account_review import AccountReview, ContactLine, TouchPointLine, WholeLine
from cxdesk.planning.account_sheets import AccountSheet, MapSheet, SheetFrame
from cxdesk.planning.action_queries import ActionRow
from cxdesk.planning.customer_plan import Brand
from cxdesk.planning.internal_page import GoalLine
from cxdesk.planning.queries import IssueRow
from cxdesk.responses.about_data import AboutData
from cxdesk.responses.data_set import Card
from cxdesk.responses.queries import RoundRow
from cxdesk.surveys.queries import SurveyRow
from exports.pdf import account_map_page, account_page
from exports.pdf.preview import page_count
from tests.pdf.conftest import LOGO

FALL = RoundRow(1, 1, "September 2025", date(2025, 9, 1), date(2025, 9, 20), 300, False, False)
SPRING = RoundRow(2, 1, "March 2026", date(2026, 3, 2), date(2026, 3, 19), 300, False, False)
SURVEY = SurveyRow(1, "R", "Relationship survey", ("en",), "named", 9, "customers")
ABOUT = AboutData(
    "Relationship survey", (SPRING,), (Card(2, "CSV a.csv", known_bias="small blocks"),), 100, 300
)
HOSTILE = "<b>&amp; =1+1 \u202eevil\u202c \x07 “quoted” " + "long " * 60


def frame(lang: str = "en") -> SheetFrame:
    goal = GoalLine("keep 9 in 10 service contracts", "86 in 100", "90 in 100")
    return SheetFrame(lang, Brand("Alder Lifts", "#2B5A48", LOGO), goal, ABOUT, date(2026, 5, 1))


def standing(n: int = 0, name: str = "Niloufar Towers") -> Standing:
    made = summary([(float(n * 37 % 500), 5), (300.0, 5)])
    return Standing(n + 1, f"K{n}", name, "Housing", "Leila", 1000.0 + 90 * n, 5e5, "EUR", made, 2, 5)


def a_map(n: int = 40, name: str = "Customer") -> AccountMap:
    standings = tuple(standing(i, f"{name} {i}") for i in range(n))
    cuts = Cuts(50.0, 2500.0)
    placed = tuple(place(standings, cuts))
    return AccountMap(
        SURVEY, (SPRING, FALL), SPRING, FALL, ("Housing",), "", cuts, Cuts(), cuts, standings, placed,
        tuple(totals(placed)), (), (), ("EUR",), ABOUT,
    )  # fmt: skip


def a_review(rows: int = 8, work: int = 5, name: str = "Niloufar Towers") -> AccountReview:
    account = AccountRow(
        1, "K0", name, "Housing", "North", 412000.0, "EUR", "Leila Rahimi", "fa", date(2026, 9, 30), 24, 5e5
    )
    lines = tuple(
        TouchPointLine(f"{name} {n}", "", n, n, 11, n % 12, 30.0 * 11, Figure("top2", 9.0 * n, 11), None)
        for n in range(rows)
    )
    issues = tuple(
        IssueRow(n, f"Issue {n} {name}", "", "open", "", date(2026, 1, 1), 1, 1) for n in range(work)
    )
    actions = tuple(
        ActionRow(
            n,
            n,
            "",
            None,
            f"Action {n} {name}",
            "",
            None,
            "Sanne",
            date(2026, 6, 1),
            None,
            "",
            "",
            "",
            "",
            "draft",
            (),
        )
        for n in range(work)
    )
    people = tuple(
        ContactLine(f"p{n}", f"Person {n} {name}", "Buyer", True, n % 2 == 0) for n in range(work * 2)
    )
    trend = tuple(
        Point(r, Figure("mean", v, 11, answered=11, scale=(0.0, 100.0)))
        for r, v in ((FALL, 51.0), (SPRING, 52.0))
    )
    placed = place([standing()], Cuts(60.0, 10.0))[0]
    return AccountReview(
        account, SURVEY, SPRING, standing(), placed, lines, WholeLine(11 * rows, rows, 30.0) if rows else None, (),
        trend, (SPRING,), (name,), issues, actions, (), people, ABOUT, date(2026, 5, 1),
    )  # fmt: skip


def whole(read, pdf: bytes) -> str:
    return " ".join(read(pdf, page) for page in range(1, page_count(pdf) + 1))


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize(
    ("rows", "work", "name"), [(0, 0, "A"), (8, 5, "Niloufar Towers"), (31, 40, HOSTILE)]
)
def test_one_customer_is_one_page_however_much_there_is_to_say(
    language: str, rows: int, work: int, name: str
) -> None:
    made = account_page.render(AccountSheet(frame(language), a_review(rows, work, name)))
    assert (made.pages, page_count(made.pdf)) == (1, 1)


def test_the_page_says_what_it_is_what_stands_behind_it_and_when_the_customer_decides(read) -> None:
    text = read(account_page.render(AccountSheet(frame(), a_review())).pdf)
    for words in (
        "Internal. Not for customers.", "Our goal:", "The data behind this page.", "Known bias: small blocks",
        "Was this page of use to you?", "152 days to go", "2 of 5 answered, not a statistic", "Nobody answered in March 2026.",
        "Fewer than half of those invited answered: 2 of 5.", "All answers", "Open issues and actions", "Person 1",
    ):  # fmt: skip
        assert words in text


def test_the_map_prints_cuts_counts_revenue_and_everybody(read) -> None:
    made = account_map_page.render(MapSheet(frame(), a_map()))
    assert made.pages >= 2
    text = whole(read, made.pdf)
    for words in (
        "cut at 50",
        "cut at 2,500",
        "Could be either",
        "At-Risk",
        "Since September 2025",
        "Customer 39",
        "Customer 0",
    ):
        assert words in text
    assert text.count("The data behind this page.") == 1


def test_a_map_of_thousands_prints_the_largest_and_says_how_many_more(read) -> None:
    made = account_map_page.render(MapSheet(frame(), a_map(1500)))
    assert made.pages < 14
    assert "and 1,300 more." in whole(read, made.pdf)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_hostile_names_and_an_empty_map_are_printed_all_the_same(language: str) -> None:
    assert account_map_page.render(MapSheet(frame(language), a_map(5, HOSTILE))).pages >= 1
    assert account_map_page.render(MapSheet(frame(language), a_map(0))).pages == 1


def test_a_paper_without_goal_and_without_data_is_made_too(read) -> None:
    bare = replace(frame(), goal=None, data=None)
    empty = replace(
        a_review(0, 0),
        survey=None,
        round=None,
        standing=None,
        placed=None,
        trend=(),
        silent_rounds=(),
        unmentioned=(),
    )
    text = read(account_page.render(AccountSheet(bare, empty)).pdf)
    assert "No goal is written down" in text
    assert "No answers yet." in text


def test_nothing_but_a_pdf_is_written(tmp_path) -> None:
    for build, sheet in (
        (account_page.build, AccountSheet(frame(), a_review())),
        (account_map_page.build, MapSheet(frame(), a_map(3))),
    ):
        with pytest.raises(UserError, match=r"ends in \.pdf"):
            build(sheet, tmp_path / "page.docx")
        assert build(sheet, tmp_path / "page.pdf").stat().st_size > 5000
