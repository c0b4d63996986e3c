"""What the customers' plans say, each in its customer's language; an empty text is a wording still to be written."""

from dataclasses import dataclass
from datetime import date

from resources.sample.heroes import HARBOUR_QUOTE, NILOUFAR_QUOTE
from resources.sample.names import HARBOUR, NILOUFAR

MAIL = "service.north@alder-lifts.example"
FIRM = {
    "en": "Alder Lifts",
    "nl": "Alder Lifts",
    "hu": "Alder Lifts",
    "uk": "Alder Lifts",
    "fa": "آسانسور آلدر",
}
# Title, phone, mail, hours.
CALL = {
    "en": ("Service manager, region north", "+31 10 555 0142", MAIL, "Weekdays 7:00 to 18:00. Breakdowns: day and night."),
    "nl": ("Servicemanager, regio noord", "+31 10 555 0142", MAIL, "Werkdagen 7.00 tot 18.00 uur. Storingen: dag en nacht."),
    "hu": ("Szervizvezető, északi régió", "+31 10 555 0142", MAIL, "Munkanapokon 7 és 18 óra között. Hibák: éjjel-nappal."),
    "uk": ("Керівник сервісу, північний регіон", "+31 10 555 0142", MAIL, "Робочі дні, 7:00–18:00. Поломки: цілодобово."),
    "fa": ("مدیر خدمات، منطقهٔ شمال", "۰۲۱ ۵۵۵۵ ۰۱۴۲", MAIL, "شنبه تا چهارشنبه، ۷ تا ۱۸. خرابی: شبانه‌روز."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence of what they told us, the issue behind it and, where the annex is wanted, its touch point."""

    issue: str
    text: str
    touch_point: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """One thing we will do, in the customer's words, with the reason where its date moved."""

    action: str
    text: str
    who: str
    slip_reason: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """One version of one customer's plan; `quote` is issue, words and role, `since` touch point and words."""

    account: str
    language: str
    name: str
    full_name: str
    round: str
    made_on: date
    told: tuple[Told, ...]
    promises: tuple[Promise, ...]
    quote: tuple[str, str, str] | None = None
    since: tuple[str, str] | None = None
    ask: str = ""
    agreed_on: date | None = None
    agreed_with: str = ""
    approved: bool = True


SEPTEMBER, MARCH = "September 2025", "March 2026"

HEROES = (
    Text(
        HARBOUR, "en", "Harbour Square", "Harbour Square Offices", SEPTEMBER, date(2025, 10, 14),
        (
            Told("invoice", "Our invoices are hard to read: you can’t see which visit an amount belongs to.", "invoice"),
            Told("waiting", "A fitter takes longer to arrive than you expect.", "waiting"),
        ),
        (Promise("layout", "From January our invoices have one line for each visit.", "Finance manager"),),
        agreed_on=date(2025, 10, 21),
        agreed_with="your facility manager",
    ),
    Text(
        HARBOUR, "en", "Harbour Square", "Harbour Square Offices", MARCH, date(2026, 4, 14),
        (
            Told("waiting", "You expected a fitter within 4 hours; you told us it takes longer.", "waiting"),
            Told("handover", "After a new lift is handed over, you do not know whom to call.", "handover"),
            Told("report", "The repair report comes late and does not say what was changed.", "visit_report"),
        ),
        (
            Promise(
                "dispatchers",
                "From 1 June two people answer breakdown calls between 7 and 10 in the morning, so that a fitter is on "
                "the way sooner.",
                "Service manager",
            ),
            Promise(
                "text", "We text you the fitter’s name and time of arrival.", "Head of dispatch",
                "the text service was delivered a month late",
            ),
            Promise(
                "contact", "Each of your lifts gets one named contact, on a card in the cabin and in the machine room.",
                "Installation manager",
            ),
        ),
        quote=("waiting", HARBOUR_QUOTE, "Building manager, printed with permission"),
        since=(
            "invoice",
            "You said our invoices were hard to read. Since January they have a new layout, one line for each visit. You "
            "now say it is better.",
        ),
        ask="Please send us by 15 June the list of tenants who should get the text message. You agreed to this on 14 "
        "April.",
        agreed_on=date(2026, 4, 14),
        agreed_with="your facility manager",
    ),
    Text(
        NILOUFAR, "fa", "برج‌های نیلوفر", "برج‌های نیلوفر", SEPTEMBER, date(2025, 10, 16),
        (
            Told("invoice", "صورت‌حساب‌های ما ناخواناست و روشن نیست هر مبلغ برای کدام بازدید است.", "invoice"),
            Told("waiting", "تعمیرکار دیرتر از آنچه انتظار دارید می‌رسد.", "waiting"),
        ),
        (Promise("layout", "از دی‌ماه صورت‌حساب‌های ما برای هر بازدید یک سطر دارند.", "مدیر مالی"),),
        agreed_on=date(2025, 10, 27),
        agreed_with="مدیر ساختمان شما",
    ),
    Text(
        NILOUFAR, "fa", "برج‌های نیلوفر", "برج‌های نیلوفر", MARCH, date(2026, 4, 14),
        (
            Told("waiting", "انتظار داشتید تعمیرکار تا ۴ ساعت برسد؛ به ما گفتید بیشتر طول می‌کشد.", "waiting"),
            Told("handover", "پس از تحویل آسانسور نو، نمی‌دانید با چه کسی تماس بگیرید.", "handover"),
            Told("report", "گزارش تعمیر دیر می‌رسد و روشن نیست چه چیزی عوض شده است.", "visit_report"),
        ),
        (
            Promise(
                "dispatchers",
                "از ۱۱ خرداد، هر روز از ساعت ۷ تا ۱۰ صبح دو نفر به تماس‌های خرابی پاسخ می‌دهند تا تعمیرکار زودتر راه بیفتد.",
                "مدیر خدمات",
            ),
            Promise(
                "text", "نام تعمیرکار و ساعت رسیدن او را برایتان پیامک (SMS) می‌کنیم.", "سرپرست اعزام",
                "سامانهٔ پیامک یک ماه دیرتر آماده شد",
            ),
            Promise(
                "contact", "برای هر آسانسور یک رابط معرفی می‌کنیم؛ نام او روی کارتی در کابین و موتورخانه نوشته می‌شود.",
                "مدیر نصب",
            ),
        ),
        quote=("waiting", NILOUFAR_QUOTE, "مدیر ساختمان، با اجازهٔ گوینده"),
        since=(
            "invoice",
            "گفتید صورت‌حساب‌های ما ناخواناست. از دی‌ماه قالب تازه‌ای دارند: برای هر بازدید یک سطر. اکنون می‌گویید بهتر شده است.",
        ),
        ask="لطفاً تا ۲۵ خرداد فهرست مستأجرانی را که باید پیامک بگیرند برای ما بفرستید. شما در ۲۵ فروردین با این کار موافقت "
        "کردید.",
        agreed_on=date(2026, 4, 14),
        agreed_with="مدیر ساختمان شما",
    ),
)  # fmt: skip

# In draft: Arya Clinic's is written in English only, though it will be read in Persian.
DRAFTS = (
    Text(
        "Arya Clinic", "en", "Arya Clinic", "Arya Clinic", MARCH, date(2026, 5, 4),
        (Told("handover", "After the new lift was handed over, you did not know whom to call.", "handover"),),
        (Promise("contact", "Your lift gets one named contact, on a card in the cabin.", "Installation manager"),),
    ),
    Text(
        "Sepehr Hotel", "fa", "هتل سپهر", "هتل سپهر", MARCH, date(2026, 5, 6),
        (Told("waiting", "انتظار داشتید تعمیرکار زودتر برسد؛ به ما گفتید بیشتر طول می‌کشد."),),
        (
            Promise("dispatchers", "از ۱۱ خرداد، هر روز از ساعت ۷ تا ۱۰ صبح دو نفر به تماس‌های خرابی پاسخ می‌دهند.", "مدیر خدمات"),
            Promise("van_stock", "", "مدیر قطعات"),
        ),
    ),
    Text(
        "Van Dalen Wonen", "nl", "Van Dalen Wonen", "Woningbeheer Van Dalen", MARCH, date(2026, 4, 28),
        (
            Told("waiting", "U verwachtte een monteur binnen 4 uur; u vertelde ons dat het langer duurt."),
            Told("handover", "Na de oplevering van een nieuwe lift weet u niet wie u moet bellen."),
        ),
        (
            Promise("dispatchers", "Vanaf 1 juni nemen tussen 7 en 10 uur twee mensen storingsmeldingen aan.", "Servicemanager"),
            Promise(
                "text", "U krijgt een sms met de naam van de monteur en de aankomsttijd.", "Hoofd planning",
                "de sms-dienst werd een maand later geleverd",
            ),
            Promise("contact", "", "Installatiemanager"),
        ),
    ),
    Text(
        "Kossuth Square Offices", "hu", "Kossuth téri irodaház", "Kossuth téri irodaház", MARCH, date(2026, 5, 7),
        (Told("waiting", "Négy órán belül várták a szerelőt; azt mondták, tovább tart."),),
        (Promise("dispatchers", "Június 1-jétől reggel 7 és 10 óra között ketten fogadják a hibabejelentéseket.", ""),),
        approved=False,
    ),
    Text(
        "Dnipro Hotel", "uk", "Готель «Дніпро»", "Готель «Дніпро»", MARCH, date(2026, 5, 8),
        (Told("waiting", "Ви очікували майстра протягом 4 годин; за вашими словами, це триває довше."),),
        (Promise("van_stock", "", "Керівник складу запчастин"),),
        approved=False,
    ),
    Text(
        "Saint Mary’s Hospital", "en", "Saint Mary’s Hospital", "Saint Mary’s Hospital", MARCH, date(2026, 5, 11),
        (
            Told("report", "The visit report comes late and does not say what was changed.", "visit_report"),
            Told("waiting", "You are content with how soon a fitter comes; please let it stay so.", "waiting"),
        ),
        (
            Promise("photo", "You get the report with photos on the day of the visit.", "Service manager"),
            Promise("template", "From 21 May every report says which part was changed.", "Service manager"),
        ),
        ask="Please tell us by 5 June to whom the reports should go.",
        approved=False,
    ),
)  # fmt: skip
