"""Two plans, the ones in the look's pictures, and readers of finished pages."""

from collections.abc import Callable
from datetime import date

import pypdfium2
import pytest

from cxdesk.planning.customer_plan import (
    Brand,
    Counted,
    CustomerPlan,
    Quotation,
    Since,
    Told,
    TouchPointCount,
    WhoToCall,
    WillDo,
)

LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="9" '
    b'fill="#2B5A48"/><path d="M15 20l9-9 9 9M15 28l9 9 9-9" fill="none" stroke="#fff" stroke-width="4"/></svg>'
)


@pytest.fixture
def english() -> CustomerPlan:
    return CustomerPlan(
        language="en",
        brand=Brand("Alder Lifts", "#2B5A48", LOGO),
        account="Harbour Square",
        account_full="Harbour Square Offices",
        status="agreed",
        status_day=date(2026, 4, 14),
        agreed_with="your facility manager",
        version=2,
        made_on=date(2026, 4, 14),
        answers=14,
        answers_month=date(2026, 3, 1),
        told=(
            Told("You expected a fitter within 4 hours; you told us it takes longer.", 1),
            Told("After a new lift is handed over, you do not know whom to call.", 2),
            Told("The repair report comes late and does not say what was changed.", 3),
        ),
        quotation=Quotation(
            "I rang in the morning, and until noon nobody could say when they would come.",
            "Building manager, printed with permission",
            4,
        ),
        will_do=(
            WillDo(
                "From 1 June two people answer breakdown calls between 7 and 10 in the morning.",
                "Service manager",
                date(2026, 6, 1),
                line_id=5,
            ),
            WillDo(
                "We text you the fitter’s name and time of arrival.",
                "Head of dispatch",
                date(2026, 6, 30),
                date(2026, 5, 31),
                "the text service was delivered a month late",
                6,
            ),
        ),
        since=Since(
            "You said our invoices were hard to read. You now say it is better.",
            (Counted(date(2025, 9, 1), 6, 12), Counted(date(2026, 3, 1), 10, 14)),
            8,
        ),
        who_to_call=WhoToCall(
            "Service manager, region north",
            "+31 10 555 0142",
            "service.north@alder-lifts.example",
            "Weekdays 7:00 to 18:00.",
        ),
        ask="Please send us by 15 June the list of tenants who should get the text message.",
        annex=(TouchPointCount("Invoice", 10, 14), TouchPointCount("Breakdown call", 6, 13)),
    )


@pytest.fixture
def persian() -> CustomerPlan:
    return CustomerPlan(
        language="fa",
        brand=Brand("آسانسور آلدر", "#2B5A48", LOGO),
        account="برج‌های نیلوفر",
        account_full="برج‌های نیلوفر",
        status="agreed",
        status_day=date(2026, 4, 14),
        agreed_with="مدیر ساختمان شما",
        version=2,
        made_on=date(2026, 4, 14),
        answers=11,
        answers_month=date(2026, 3, 1),
        told=(
            Told("انتظار داشتید تعمیرکار تا ۴ ساعت برسد؛ به ما گفتید بیشتر طول می‌کشد.", 1),
            Told("پس از تحویل آسانسور نو، نمی‌دانید با چه کسی تماس بگیرید.", 2),
        ),
        quotation=Quotation(
            "صبح زنگ زدم و تا ظهر هیچ‌کس نمی‌دانست کی می‌آیند.", "مدیر ساختمان، با اجازهٔ گوینده", 4
        ),
        will_do=(
            WillDo(
                "نام تعمیرکار را برایتان پیامک (SMS) می‌کنیم.", "سرپرست اعزام", date(2026, 6, 30), line_id=6
            ),
        ),
        since=Since(
            "گفتید صورت‌حساب‌های ما ناخواناست. اکنون می‌گویید بهتر شده است.",
            (Counted(date(2025, 9, 1), 5, 10), Counted(date(2026, 3, 1), 8, 11)),
            8,
        ),
        who_to_call=WhoToCall("مدیر خدمات، منطقهٔ شمال", "۰۲۱ ۵۵۵۵ ۰۱۴۲", "service.north@alder-lifts.example"),
        ask="لطفاً تا ۲۵ خرداد فهرست مستأجران را برای ما بفرستید.",
        annex=(TouchPointCount("صورت‌حساب", 8, 11),),
    )


@pytest.fixture
def read() -> Callable[[bytes, int], str]:
    """The text of a page as PDFium copies it, spaces and line ends as one space."""

    def text_of(pdf: bytes, page: int = 1) -> str:
        doc = pypdfium2.PdfDocument(pdf)
        try:
            return " ".join(doc[page - 1].get_textpage().get_text_range().split())
        finally:
            doc.close()

    return text_of
