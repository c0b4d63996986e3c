"""The example's plan in each of the five languages: its own texts, and what its drafts still lack written in."""

from datetime import date

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
from resources.sample.plan_texts import CALL, DRAFTS, FIRM, HEROES, Text
from tests.pdf.conftest import LOGO

LANGUAGES = ("en", "nl", "hu", "uk", "fa")
# Quotation and who says it, since last time, what we ask, who agreed, a promise and who keeps it.
_WRITTEN_IN = {
    "en": (
        "I rang in the morning, and until noon nobody could say when they would come.",
        "Building manager, printed with permission",
        "You said our invoices were hard to read. You now say it is better.",
        "Please send us by 15 June the list of tenants who should get the text message.",
        "your facility manager",
        "Each of your lifts gets one named contact, on a card in the cabin.",
        "Installation manager",
    ),
    "nl": (
        "Ik belde ’s ochtends, en tot de middag kon niemand zeggen wanneer ze zouden komen.",
        "Gebouwbeheerder, met toestemming afgedrukt",
        "U zei dat onze facturen moeilijk te lezen waren. Nu zegt u dat het beter gaat.",
        "Stuur ons vóór 15 juni de lijst van huurders die het sms-bericht moeten krijgen.",
        "uw facilitair manager",
        "Elke lift krijgt één vaste contactpersoon, op een kaartje in de cabine.",
        "Installatiemanager",
    ),
    "hu": (
        "Reggel telefonáltam, és délig senki sem tudta megmondani, mikor jönnek.",
        "Épületgondnok, engedélyével közölve",
        "Azt mondták, a számláinkat nehéz elolvasni. Most azt mondják, jobb lett.",
        "Kérjük, június 15-ig küldjék el azoknak a bérlőknek a listáját, akik SMS-t kapjanak.",
        "az Önök létesítményvezetője",
        "Minden felvonóhoz egy név szerinti kapcsolattartó tartozik, a fülkében elhelyezett kártyán.",
        "Telepítési vezető",
    ),
    "uk": (
        "Я зателефонував уранці, і до обіду ніхто не міг сказати, коли приїдуть.",
        "Управитель будинку, надруковано з дозволу",
        "Ви казали, що наші рахунки важко читати. Тепер ви кажете, що стало краще.",
        "Надішліть нам, будь ласка, до 15 червня список орендарів, які мають отримувати SMS.",
        "вашим управителем будівлі",
        "Кожен ліфт матиме свою контактну особу, її ім’я буде на картці в кабіні.",
        "Керівник монтажу",
    ),
    "fa": (
        "صبح زنگ زدم و تا ظهر هیچ‌کس نمی‌دانست کی می‌آیند.",
        "مدیر ساختمان، با اجازهٔ گوینده",
        "گفتید صورت‌حساب‌های ما ناخواناست. اکنون می‌گویید بهتر شده است.",
        "لطفاً تا ۲۵ خرداد فهرست مستأجرانی را که باید پیامک بگیرند برای ما بفرستید.",
        "مدیر ساختمان شما",
        "برای هر آسانسور یک رابط معرفی می‌کنیم؛ نام او روی کارتی در کابین نوشته می‌شود.",
        "مدیر نصب",
    ),
}
_POINTS = {
    "en": ("Invoice", "Breakdown call"),
    "nl": ("Factuur", "Storingsmelding"),
    "hu": ("Számla", "Hibabejelentés"),
    "uk": ("Рахунок", "Виклик через поломку"),
    "fa": ("صورت‌حساب", "تماس خرابی"),
}


def plan_in(language: str) -> CustomerPlan:
    """The plan with every part a plan can have: a slipped date, a quotation, an annex, an ask."""
    text = _texts(language)
    said, role, since, ask, agreed_with, promise, keeper = _WRITTEN_IN[language]
    spoken = [one for one in text.promises if one.text]
    promises = [
        WillDo(one.text, one.who or keeper, date(2026, 6, 1), line_id=20 + n) for n, one in enumerate(spoken)
    ]
    slipped = WillDo(
        promise, keeper, date(2026, 6, 30), date(2026, 5, 31), spoken[-1].slip_reason if spoken else "", 30
    )
    invoice, breakdown = _POINTS[language]
    return CustomerPlan(
        language=language,
        brand=Brand(FIRM[language], "#2B5A48", LOGO),
        account=text.name,
        account_full=text.full_name,
        status="agreed",
        status_day=date(2026, 4, 14),
        agreed_with=agreed_with,
        version=2,
        made_on=date(2026, 4, 14),
        answers=14,
        answers_month=date(2026, 3, 1),
        told=tuple(Told(one.text, 10 + n) for n, one in enumerate(text.told)),
        quotation=Quotation(said, role, 15),
        will_do=(*promises, slipped),
        since=Since(since, (Counted(date(2025, 9, 1), 6, 12), Counted(date(2026, 3, 1), 10, 14)), 40),
        who_to_call=WhoToCall(*CALL[language]),
        ask=ask,
        annex=(TouchPointCount(invoice, 10, 14), TouchPointCount(breakdown, 6, 13)),
    )


def _texts(language: str) -> Text:
    """The newest text of the example in a language."""
    return [text for text in (*DRAFTS, *HEROES) if text.language == language][-1]
