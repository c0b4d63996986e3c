"""The search for secrets in a finished file finds what was planted, wherever and however it is written."""

from dataclasses import replace
from io import BytesIO
from time import process_time

import pypdf
import pytest
from pypdf.annotations import Text as Note
from pypdf.generic import NameObject, TextStringObject

from cxdesk.planning.customer_plan import CustomerPlan, Told
from exports.pdf.customer_plan import draw
from exports.pdf.internal_page import render
from exports.pdf.leaks import leaks, leaks_in
from tests.pdf.test_pdf_internal_page import a_page


@pytest.mark.parametrize(
    "secret",
    [
        "until noon nobody could say when they would come",  # broken over lines
        "UNTIL   NOON NOBODY",
        "ﬁtter within 4 hours",  # a ligature in what we look for
        "office",  # a ligature on the page
        "service.north@alder-lifts.example",
        "Harbour Square Offices · version 2",
    ],
)
def test_what_is_printed_is_found(secret: str, english: CustomerPlan) -> None:
    assert leaks(draw(english), [secret, "never written anywhere"]) == [secret]


@pytest.mark.parametrize(
    "secret",
    [
        "هیچ‌کس نمی‌دانست کی می‌آیند",  # joiners, over two lines
        "هیچکس نمیدانست",  # without joiners
        "هيچ‌كس",  # Arabic ye and kaf
        "برسد؛ به ما گفتید بیشتر",
        "پیامک (SMS) می‌کنیم",
        "۰۲۱۵۵۵۵۰۱۴۲",
        "0215555 0142",
    ],
)
def test_persian_is_found_in_any_spelling(secret: str, persian: CustomerPlan) -> None:
    assert leaks(draw(persian), [secret, "از این خبری نیست"]) == [secret]


def test_mixed_directions_are_found(persian: CustomerPlan) -> None:
    secret = "قرارداد Acme Ltd 2026 (نسخهٔ Q3) با مدیر ۱۲۳۴ لغو شد"
    plan = replace(persian, told=(Told(f"ببینید: {secret} و تمام.", 1),))
    assert leaks(draw(plan), [secret]) == [secret]


def test_two_hundred_secrets_that_are_not_there_are_not_found(english: CustomerPlan) -> None:
    secrets = [f"Northgate account {n}: margin below target" for n in range(200)]
    words = ["detractor", "quadrant", "account health", "bias", "goal", "costs"]
    assert leaks(draw(english), [*secrets, *words]) == []


def test_a_short_secret_is_a_word_of_its_own(english: CustomerPlan) -> None:
    plan = replace(english, ask="Please bring your costume.")
    assert leaks(draw(plan), ["cost"]) == []
    assert leaks(draw(replace(plan, ask="The cost is ours.")), ["cost"]) == ["cost"]


def test_secrets_outside_the_pages_are_found(english: CustomerPlan) -> None:
    writer = pypdf.PdfWriter(clone_from=BytesIO(draw(english)))
    writer.add_metadata({"/Subject": "planted in the subject", "/Secret": "planted in a key of its own"})
    writer.add_outline_item(title="planted in the outline", page_number=0)
    writer.add_attachment("planted name.txt", "planted in an attachment".encode("utf-16"))
    writer.add_annotation(0, Note(text="planted in a note", rect=(50, 50, 80, 80)))
    writer.pages[0][NameObject("/Hidden")] = TextStringObject("کاشته در صفحه")
    out = BytesIO()
    writer.write(out)
    planted = [
        "planted in the subject",
        "planted in a key of its own",
        "planted in the outline",
        "planted name.txt",
        "planted in an attachment",
        "planted in a note",
        "کاشته در صفحه",
    ]
    assert leaks(out.getvalue(), [*planted, "planted nowhere"]) == planted


def test_the_title_is_found_in_the_metadata_alone(english: CustomerPlan) -> None:
    writer = pypdf.PdfWriter(clone_from=BytesIO(draw(english)))
    while len(writer.pages):
        writer.remove_page(0)
    writer.add_blank_page(100, 100)
    out = BytesIO()
    writer.write(out)
    assert leaks(out.getvalue(), ["What we will do for Harbour Square"]) != []


def test_what_a_figure_says_in_words_is_looked_through_too() -> None:
    pdf = render(a_page("fa")).pdf
    said = "Emergency call: \u061c۵۹٪، ۵۴ تا ۶۴، ۴۱۲ پاسخ"
    assert leaks(pdf, [said, "Emergency call: never said"]) == [said]


def test_a_name_that_ends_in_a_number_is_not_found_in_a_longer_number() -> None:
    assert leaks_in(("Plan for Branch 10, and for Branch 12",), ("Branch 1", "Branch 0", "Branch 21")) == []
    assert leaks_in(("Plan for Branch 1, and for others",), ("Branch 1",)) == ["Branch 1"]


def test_a_word_of_twenty_thousand_letters_in_a_line_from_right_to_left_is_looked_through_at_once() -> None:
    """Seconds of work; a pattern that could begin anywhere in the word took minutes for five thousand."""
    began = process_time()
    assert leaks_in(("x" * 20_000 + " سلام " + "y z " * 5_000,), ("never said",)) == []
    assert process_time() - began < 3.0
