"""The internal document of actions: why, trade-offs, champions and the measured change are printed, whole in each language."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from cxdesk import i18n
from cxdesk.errors import UserError
from cxdesk.planning.action_book import ActionBook
from cxdesk.planning.action_queries import ActionRow, SlipRow
from cxdesk.planning.customer_plan import Brand
from exports.charts.timeline_of import on_one_axis, timeline_of
from exports.pdf.action_book import build, render

DAY = date(2026, 6, 15)
ROW = ActionRow(
    1, 1, "Waiting for a repair", None, "Two dispatchers at peak hours", "Calls queue for 26 minutes.", 1,
    "Sanne Visser", date(2026, 7, 1), date(2026, 6, 1), "structure", "% satisfied with the wait", "48%", "65%",
    "active", (), goal="A fitter within 4 hours", expected="Calls are answered at once", sponsor="Ines Duarte",
    functions=("Service", "IT"), champions=("Jonas Beck",), strategy="Keep 9 in 10 contracts",
    told_inside="Fitters, on Monday", effort=4, effort_unit="days", cost="24,000 a year", forgone="two visits",
    duration="three months", started_on=date(2026, 4, 1),
    slips=(SlipRow(1, date(2026, 6, 1), date(2026, 7, 1), date(2026, 5, 18), "The rota was late."),),
)  # fmt: skip


def book(*rows: ActionRow, lang: str = "en") -> ActionBook:
    thanked = (("Jonas Beck", ("New invoice layout",)),)
    return ActionBook(lang, Brand("Alder Lifts"), DAY, rows, {}, thanked)


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_everything_internal_about_an_action_is_printed() -> None:
    text = text_of(render(book(ROW)).pdf)
    for words in (
        "Internal. Not for customers.", "Calls queue for 26 minutes.", "Fitters, on Monday", "A fitter within 4 hours",
        "Calls are answered at once", "Ines Duarte", "Service, IT", "Jonas Beck: New invoice layout", "4 days a month",
        "24,000 a year", "two visits", "three months", "Keep 9 in 10 contracts",
        "18 May 2026: moved from 1 June 2026 to 1 July 2026: The rota was late.",
    ):  # fmt: skip
        assert words in text, words


def test_the_same_book_gives_the_same_bytes() -> None:
    assert render(book(ROW)).pdf == render(book(ROW)).pdf


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_twenty_actions_with_long_texts_go_over_pages_in_every_language(lang: str) -> None:
    rows = [
        replace(ROW, id=n, issue_id=n // 5, title=f"Action {n} <b>&", why="Because. " * 60, cost="x" * 300)
        for n in range(20)
    ]
    made = render(book(*rows, lang=lang))
    assert made.pages > 6
    assert all(PdfReader(BytesIO(made.pdf)).pages[at].extract_text() for at in range(made.pages))


def test_hostile_texts_of_any_length_are_printed_as_letters() -> None:
    evil = "<para>=1+1 \x07\u202e%s $x$ " * 700
    texts = dict.fromkeys(("title", "issue", "why", "owner"), evil)
    long_word = replace(ROW, id=2, title="W" * 20_000, functions=("W" * 1_000,))
    made = render(book(replace(ROW, **texts), long_word))
    assert "<para>=1+1" in text_of(made.pdf)


def test_an_empty_book_says_so_and_only_a_pdf_is_written(tmp_path: Path) -> None:
    assert "No action yet" in text_of(render(book()).pdf)
    with pytest.raises(UserError, match=r"ends in \.pdf"):
        build(book(ROW), tmp_path / "book.doc")
    assert build(book(ROW), tmp_path / "book.pdf").read_bytes().startswith(b"%PDF")


def test_an_action_is_whole_on_one_page_and_all_bars_stand_on_the_same_months() -> None:
    """The last line of an action used to stand alone at the head of the next page."""
    rows = [
        replace(ROW, id=n, title=f"Action {n:02}", due_on=date(2026, 1 + n // 2, 9), cost="", duration=f"{n + 50} months")
        for n in range(20)
    ]  # fmt: skip
    texts = [p.extract_text() for p in PdfReader(BytesIO(render(book(*rows)).pdf)).pages]
    for n in range(20):
        last = next(at for at, text in enumerate(texts) if f"{n + 50} months" in text)
        assert f"Action {n:02}" in texts[last], n
    whole = on_one_axis(timeline_of(rows, DAY, "en"))
    assert whole.span == (min(b.start for b in whole.bars), date(2026, 10, 9))
