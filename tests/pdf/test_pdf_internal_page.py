"""The internal page: one A4 whatever there is to say, with the data behind it, the same bytes each time."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdf
import pytest

from cxdesk import i18n
from cxdesk.analysis.figure import Figure
from cxdesk.errors import UserError
from cxdesk.planning.customer_plan import Brand
from cxdesk.planning.internal_page import Deed, GoalLine, Group, InternalPage, Said, Thing, Where
from cxdesk.responses.about_data import AboutData
from cxdesk.responses.data_set import Card
from cxdesk.responses.queries import RoundRow
from exports.pdf.internal_page import build, render
from exports.pdf.preview import page_count
from tests.pdf.conftest import LOGO

MARCH = RoundRow(2, 1, "March 2026", date(2026, 3, 2), date(2026, 3, 19), 1130, False, False)


def figure(value: float, n: int = 412) -> Figure:
    return Figure("top2", value, n, 1130, 412, low=value - 5, high=value + 5, method="wilson")


def thing(name: str, value: float) -> Thing:
    deed = Deed("Ask dispatch for the list of last week’s waits", "Service manager", date(2026, 6, 1))
    said = "52% of 412 answers are not satisfied."
    return Thing(name, said, figure(value), figure(value + 3), "September 2025: 51%.", deed)


def a_page(language: str = "en", **changes: object) -> InternalPage:
    card = Card(
        2,
        "CSV a.csv",
        "service customers",
        1130,
        date(2026, 3, 2),
        date(2026, 3, 19),
        "e-mail",
        "service",
        "small blocks",
    )
    page = InternalPage(
        language=language,
        brand=Brand("Alder Lifts", "#2B5A48", LOGO),
        title="“Waiting for the fitter” disappoints most",
        subtitle="Relationship survey. March 2026, compared with September 2025.",
        goal=GoalLine("keep 9 in 10 service contracts", "86 in 100", "90 in 100"),
        things=(thing("Waiting for the fitter", 48), thing("Emergency call", 59), thing("Invoice", 74)),
        quotations=(Said("Morning is not a time.", "Offices"), Said("Kind, but he did not know either.", "Housing")),
        where=Where(
            "segment", "Waiting for the fitter",
            (Group("Housing", figure(37, 100)), Group("Offices", figure(44, 170)), Group("Hospitals", figure(68, 90))),
            "Housing: 37% are satisfied, against 68% of Hospitals.",
        ),
        data=AboutData("Relationship survey", (MARCH,), (card,), 412, 1130),
        made_on=date(2026, 5, 20),
    )  # fmt: skip
    return replace(page, **changes)  # type: ignore[arg-type]


def monstrous(language: str) -> InternalPage:
    """Every text as long as a person could make it, words without a space among them."""
    long, word = "waiting for the fitter and the lift and the call " * 40, "Donaudampfschifffahrt" * 30
    one = replace(thing(word, 48), said=long, since=long, deed=Deed(long, word, date(2031, 6, 1)))
    page = a_page(language)
    return replace(
        page, title=long, subtitle=word, goal=GoalLine(long, long, long), things=(one, one, one),
        quotations=(Said(long, word), Said(word, long), Said(long, long)),
        where=Where("segment", word, tuple(Group(word + str(n), figure(40 + n)) for n in range(40)), long),
        data=replace(page.data, survey=long, cards=(replace(page.data.cards[0], known_bias=long, lens=word),)),
        brand=Brand(long),
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_page_is_one_page_however_much_there_is_to_say(language: str) -> None:
    assert page_count(render(a_page(language)).pdf) == 1
    assert page_count(render(monstrous(language)).pdf) == 1


@pytest.mark.slow
def test_long_words_about_the_data_push_neither_bias_nor_margin_off_the_page(read) -> None:
    text = read(render(monstrous("en")).pdf)
    assert "Known bias: waiting for the fitter" in text
    assert "Margin of error at 95% confidence, Wilson." in text


def test_the_page_says_what_it_is_and_what_stands_behind_it(read) -> None:
    text = read(render(a_page()).pdf)
    for words in (
        "Internal. Not for customers.",
        "Our goal: keep 9 in 10 service contracts. Target: 90 in 100. Before: 86 in 100.",
        "“Waiting for the fitter” disappoints most",
        "Three things, no more",
        "43 to 53 · 412 answers counted",
        "Service manager, 1 June.",
        "“Morning is not a time.”",
        "Where to look first",
        "The data behind this page. Relationship survey, March 2026; 412 of 1,130 answered",
        "Known bias: small blocks. Margin of error at 95% confidence, Wilson. Counting: by respondent.",
        "Was this page of use to you?",
        "made 20 May 2026",
        "Page 1 of 1",
    ):
        assert words in text, words


def test_the_chart_is_drawn_as_lines_and_its_words_can_be_copied(read) -> None:
    pdf = render(a_page(brand=Brand("Alder Lifts"))).pdf
    page = pypdf.PdfReader(BytesIO(pdf)).pages[0]
    assert not list(page.images)
    assert all(f in read(pdf) for f in ("Housing 37% 100", "Hospitals 68% 90"))
    fonts = page["/Resources"]["/Font"].get_object()  # type: ignore[index]
    names = {font.get_object()["/BaseFont"] for font in fonts.values()}
    assert not any("DejaVu" in n or "Helvetica" in n for n in names), names


def test_a_trend_stands_where_there_are_no_segments(read) -> None:
    rounds = tuple(Group(f"Round {n}", figure(40 + n), date(2026, n, 1)) for n in (1, 2, 3))
    pdf = render(a_page(where=Where("round", "Waiting", rounds, "No real difference shown."))).pdf
    assert "Over time" in read(pdf)
    assert "Round 3" in read(pdf)


def test_a_programme_without_a_goal_says_so(read) -> None:
    assert "No goal is written down for this programme yet." in read(render(a_page(goal=None)).pdf)


def test_the_same_page_gives_the_same_bytes_and_another_day_others() -> None:
    first = render(a_page()).pdf
    assert render(a_page()).pdf == first
    assert render(a_page(made_on=date(2026, 5, 21))).pdf != first
    assert pypdf.PdfReader(BytesIO(first)).metadata.creation_date.date() == date(2026, 5, 20)  # type: ignore[union-attr]


def test_a_persian_page_runs_from_the_right_with_persian_digits(read) -> None:
    pdf = render(a_page("fa")).pdf
    text = read(pdf)
    assert "٪" in text
    assert "۴۱۲" in text
    assert "412" not in text.replace("52% of 412 answers are not satisfied.", "")
    doc = pypdf.PdfReader(BytesIO(pdf))
    assert doc.trailer["/Root"]["/Lang"] == "fa"  # type: ignore[index]


def test_nothing_but_a_pdf_is_written(tmp_path) -> None:
    with pytest.raises(UserError, match=r"ends in \.pdf"):
        build(a_page(), tmp_path / "page.docx")
    assert build(a_page(), tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
