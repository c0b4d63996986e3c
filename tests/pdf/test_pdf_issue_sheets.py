"""The papers about all issues: banner, focus, grid, table, data card and question, tagged, in five languages and two sizes."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from cxdesk import i18n
from cxdesk.i18n import _
from cxdesk.planning import issue_sheets
from cxdesk.planning.account_sheets import SheetFrame
from cxdesk.planning.action_queries import ActionRow
from cxdesk.planning.customer_plan import Brand
from cxdesk.planning.internal_page import GoalLine
from cxdesk.planning.issue_sheets import PrioritySheet, RiskSheet, TimelineSheet
from cxdesk.planning.judging import Risk
from cxdesk.planning.priorities import Cuts, Priority, Worth
from cxdesk.planning.queries import IssueRow
from cxdesk.planning.reach import Reach
from cxdesk.planning.risks import Before, RiskRow
from cxdesk.project import Project
from exports.pdf.document import Rendered
from exports.pdf.even_columns import even_widths
from exports.pdf.issue_sheets import render_priorities, render_risks
from exports.pdf.look import style
from exports.pdf.text import Text
from exports.pdf.timeline_sheet import render_timeline
from tests.support.pdf_structure import problems, tree

DAY = date(2026, 6, 15)
FRAME = SheetFrame("en", Brand("Alder Lifts"), GoalLine("Keep 9 in 10 contracts", "86", "90"), None, DAY)
ACTION = ActionRow(
    1, 1, "Waiting", None, "Two dispatchers at peak hours", "", 1, "Sanne Visser", date(2026, 6, 1), None, "", "", "",
    "", "active", (), started_on=date(2026, 4, 1),
)  # fmt: skip
REACH = Reach(214, 412, (1, 2), {"EUR": 1000.0}, 18_400)
WORTH = Worth({"EUR": 4_854_100.0}, 103, 15.0, 3.0, True, True, False)


@pytest.fixture(autouse=True)
def back_to_english() -> Iterator[None]:
    yield
    i18n.set_language("en")


def issue(n: int) -> IssueRow:
    title = f"Issue {n}: the fitter comes <b>late</b> & says little"
    return IssueRow(n, title, "", "open", "", DAY, 1, 1, likelihood=n % 4 + 1, impact=3, effort=n % 4 + 1)


def risk_sheet(count: int) -> RiskSheet:
    rows = tuple(
        RiskRow(
            n, issue(n), Risk(n % 4 + 1, 3, 1), REACH, WORTH, ("public", "leaving"), (ACTION,), ACTION, 14,
            Before(date(2026, 3, 1), Risk(1, 1)),
        )
        for n in range(1, count + 1)
    )  # fmt: skip
    frame = SheetFrame(i18n.language(), FRAME.brand, FRAME.goal, None, DAY)
    return RiskSheet(frame, rows, "One risk is large", "Look at the first one" if rows else "")


def priority_sheet(count: int) -> PrioritySheet:
    rows = tuple(
        Priority(n, issue(n), Risk(n % 4 + 1, 3), REACH, WORTH, "first", False) for n in range(1, count + 1)
    )
    return PrioritySheet(risk_sheet(0).frame, rows, Cuts(), "First: the fitter", "Much for little work")


def timeline_sheet(count: int) -> TimelineSheet:
    return TimelineSheet(risk_sheet(0).frame, (ACTION,) * count)


def text_of(made: Rendered) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(made.pdf)).pages).split())


def test_a_register_says_where_each_number_comes_from() -> None:
    text = text_of(render_risks(risk_sheet(3)))
    for words in (
        "Internal. Not for customers.", "Our goal:", "Focus: Look at the first one.", "likely × very serious",
        "larger than on 1 March 2026", "214 of 412 people", "18,400 people by public reviews",
        "4,854,100 EUR a year × 15% that they leave", "Sanne Visser", "14 days late", "Was this page of use to you?",
        "The data behind this page.",
    ):  # fmt: skip
        assert words in text, words


def test_the_priorities_print_cuts_formula_and_inputs() -> None:
    text = text_of(render_priorities(priority_sheet(3)))
    for words in (
        "Impact counts as large from “serious” on, effort from “some months” on.", "do first", "leave for now",
        "= 2,184,345 EUR", "The revenue is that of 103 customers behind the evidence.", "Focus:", "effort: ",
    ):  # fmt: skip
        assert words in text, words


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_every_paper_is_well_tagged_in_every_language_and_size(lang: str, paper: str) -> None:
    i18n.set_language(lang)
    for made in (
        render_risks(risk_sheet(4), paper),
        render_priorities(priority_sheet(4), paper),
        render_timeline(timeline_sheet(4), paper),
    ):
        assert problems(made.pdf) == []
        reader = PdfReader(BytesIO(made.pdf))
        assert reader.trailer["/Root"]["/Lang"] == lang  # type: ignore[index]
        assert round(float(reader.pages[0].mediabox.width)) == (612 if paper == "letter" else 595)
        figures = tree(made.pdf).of("Figure")
        assert any(len(f.alt) > 20 for f in figures)


@pytest.mark.slow
def test_no_row_is_lost_where_there_are_many_and_the_heads_come_again() -> None:
    made = render_risks(risk_sheet(40))
    assert made.pages > 3
    text = text_of(made)
    assert all(f"Issue {n}:" in text for n in range(1, 41))
    assert len(tree(made.pdf).of("Table")) == 1
    assert problems(made.pdf) == []


def test_the_last_row_goes_with_the_data_card_when_only_that_does_not_fit() -> None:
    pages = {n: render_risks(risk_sheet(n)) for n in range(1, 9)}
    for made in pages.values():
        last = PdfReader(BytesIO(made.pdf)).pages[-1].extract_text()
        assert "Issue" in last
        assert "The data behind this page." in last


def test_an_empty_register_says_so() -> None:
    assert "No issues yet" in text_of(render_risks(risk_sheet(0)))
    assert "No action has a day yet" in text_of(render_timeline(timeline_sheet(0)))


def test_a_long_timeline_goes_over_pages_with_every_action() -> None:
    made = render_timeline(timeline_sheet(60))
    assert made.pages > 3
    assert text_of(made).count("Two dispatchers") == 60


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert render_risks(risk_sheet(2)).pdf == render_risks(risk_sheet(2)).pdf


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_the_four_risks_of_the_example_stand_on_one_page_with_nothing_cut(
    lang: str, example_file: Path
) -> None:
    i18n.set_language(lang)
    project = Project.open_to_read(example_file)
    try:
        sheet = project.read(issue_sheets.risk_sheet, date(2026, 4, 20))
    finally:
        project.close()
    made = render_risks(sheet)
    assert (len(sheet.rows), made.pages) == (4, 1)
    assert problems(made.pdf) == []
    if lang == "fa":
        return  # letters come out in another order than the words of a head
    table = text_of(made).partition(_("The risks, largest first"))[2]
    table = table.partition(_("The data behind this page."))[0]
    assert "…" not in table


def test_columns_are_as_wide_as_their_words_need_and_keep_their_sum() -> None:
    style_, long = style("small"), "one person of all who were asked in March said so in words of their own"
    rows = [tuple((Text(said, style_),) for said in ("short", long, "short")) for _n in range(3)]
    widths = even_widths(rows, [100.0, 60.0, 100.0], [40.0, 40.0, 40.0])
    assert sum(widths) == 260
    assert widths[1] > 100
    assert min(widths) >= 40
    assert even_widths(rows, [100.0, 60.0, 100.0], [100.0, 60.0, 100.0]) == [100.0, 60.0, 100.0]
