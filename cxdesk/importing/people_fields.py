"""The fields of lists of customers, of invited people and of purchases, and their headings in five languages and German."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from cxdesk.i18n import N_

ACCOUNTS: Final = "accounts"
INVITED: Final = "invited"
PURCHASES: Final = "purchases"
UNUSED: Final = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a list can say; `kind` is how its cells are read. The first heading that fits wins."""

    id: str
    word: str
    kind: str
    headings: tuple[str, ...]


_KEY: Final = (
    "key", "account key", "account id", "account no", "account number", "account code", "account nr", "customer id",
    "customer no", "customer number", "customer key", "customer code", "client id", "crm id", "klantnummer", "klantnr",
    "klantcode", "debiteurnummer", "debiteurnr", "relatienummer", "ügyfélkód", "ügyfélszám", "ügyfélazonosító", "vevőkód",
    "код", "код клієнта", "номер клієнта", "ід клієнта", "کد", "کد مشتری", "شماره مشتری", "شناسه مشتری", "kundennummer",
    "kundennr", "kunden id", "debitorennummer", "debitor", "id", "nr", "no",
)  # fmt: skip
_LANGUAGE: Final = ("language", "lang", "taal", "nyelv", "мова", "زبان", "sprache")

ACCOUNT_FIELDS: Final = (
    Field("key", N_("Customer key"), "key", _KEY),
    Field("name", N_("Name"), "text", (
        "name", "account", "account name", "customer", "customer name", "client", "client name", "company", "company name",
        "organisation", "organization", "klant", "klantnaam", "naam", "bedrijf", "bedrijfsnaam", "ügyfél", "ügyfél neve",
        "név", "cég", "cégnév", "клієнт", "назва", "назва клієнта", "компанія", "نام", "نام مشتری", "مشتری", "شرکت",
        "نام شرکت", "kunde", "kundenname", "firma", "firmenname",
    )),
    Field("segment", N_("Segment"), "text", (
        "segment", "vertical", "industry", "sector", "branch", "customer segment", "klantsegment", "branche", "sector",
        "szegmens", "iparág", "ágazat", "сегмент", "галузь", "вертикаль", "بخش", "صنعت", "kundensegment",
    )),
    Field("region", N_("Region"), "text", (
        "region", "area", "territory", "country", "regio", "gebied", "land", "régió", "terület", "ország", "регіон", "область",
        "країна", "منطقه", "ناحیه", "کشور", "gebiet",
    )),
    Field("revenue", N_("Revenue"), "number", (
        "revenue", "annual revenue", "turnover", "sales", "yearly revenue", "arr", "omzet", "jaaromzet", "árbevétel", "bevétel",
        "forgalom", "дохід", "виручка", "оборот", "درآمد", "فروش", "umsatz", "jahresumsatz",
    )),
    Field("potential_revenue", N_("Potential revenue"), "number", (
        "potential revenue", "revenue potential", "potential", "potential turnover", "potentiële omzet", "omzetpotentieel",
        "potentieel", "lehetséges árbevétel", "potenciál", "árbevétel potenciál", "потенційний дохід", "потенціал",
        "потенційна виручка", "درآمد بالقوه", "درآمد احتمالی", "پتانسیل", "umsatzpotenzial", "potenzial",
    )),
    Field("currency", N_("Currency"), "text", (
        "currency", "currency code", "valuta", "munteenheid", "pénznem", "deviza", "валюта", "ارز", "واحد پول", "währung",
    )),
    Field("owner", N_("Owner"), "text", (
        "owner", "account manager", "account owner", "customer owner", "responsible", "sales rep", "eigenaar", "accountmanager",
        "verantwoordelijke", "relatiebeheerder", "felelős", "kapcsolattartó", "ügyfélfelelős", "відповідальний", "менеджер",
        "власник", "مسئول", "مدیر حساب", "betreuer", "kundenbetreuer", "verantwortlich",
    )),
    Field("renewal_on", N_("Renewal date"), "date", (
        "renewal", "renewal date", "contract end", "contract end date", "contract until", "expires", "expiry date", "end date",
        "verlenging", "verlengdatum", "verlengingsdatum", "einddatum", "contract einde", "einddatum contract", "megújítás",
        "megújítás dátuma", "szerződés vége", "lejárat", "продовження", "дата продовження", "дата поновлення", "кінець договору", "تمدید", "تاریخ تمدید",
        "پایان قرارداد", "verlängerung", "verlängerungsdatum", "vertragsende",
    )),
    Field("relation", N_("Relation"), "relation", (
        "relation", "relationship", "status", "customer status", "customer type", "type", "relatie", "klantstatus", "klanttype",
        "kapcsolat", "státusz", "ügyfél státusz", "стосунки", "статус", "тип клієнта", "رابطه", "وضعیت", "نوع مشتری",
        "beziehung", "kundenstatus",
    )),
    Field("left_on", N_("Left on"), "date", (
        "left on", "left", "churned on", "churn date", "lost on", "date left", "customer until", "vertrokken op", "vertrokken",
        "klant tot", "opgezegd op", "távozott", "távozás dátuma", "lemondás dátuma", "пішов", "дата відходу", "втрачений",
        "تاریخ ترک", "ترک کرد", "ausgeschieden", "gekündigt am", "kunde bis",
    )),
    Field("language", N_("Language"), "language", _LANGUAGE),
)  # fmt: skip

INVITED_FIELDS: Final = (
    Field("account_key", N_("Customer key"), "key", _KEY),
    Field("mail", N_("Mail address"), "mail", (
        "e-mail", "email", "mail", "email address", "mail address", "e-mailadres", "mailadres", "e-mail cím", "e-mailcím",
        "електронна пошта", "пошта", "ел пошта", "ایمیل", "رایانامه", "نشانی ایمیل", "e-mail-adresse",
    )),
    Field("key", N_("Contact key"), "text", (
        "contact key", "contact id", "contact no", "contact number", "contact", "person id", "respondent id", "contactnummer",
        "kapcsolattartó kód", "код контакту", "کد مخاطب", "kontaktnummer", "kontakt id",
    )),
    Field("name", N_("Name"), "text", (
        "contact name", "name", "full name", "person", "naam", "contactpersoon", "név", "teljes név", "ім'я", "ім’я", "піб",
        "نام", "نام کامل", "ansprechpartner", "kontakt",
    )),
    Field("role", N_("Role"), "text", (
        "role", "function", "title", "job title", "position", "functie", "rol", "szerep", "beosztás", "роль", "посада", "نقش",
        "سمت", "funktion", "rolle",
    )),
    Field("language", N_("Language"), "language", _LANGUAGE),
)  # fmt: skip

PURCHASE_FIELDS: Final = (
    Field("key", N_("Customer key"), "key", (
        *_KEY[:-3], "sold to", "sold-to", "sold to party", "bill to", "customer", "client", "account", "customer name",
        "account name", "company", "klant", "klantnaam", "bedrijf", "ügyfél", "ügyfél neve", "vevő", "vevő neve", "cég",
        "клієнт", "покупець", "назва клієнта", "компанія", "مشتری", "خریدار", "نام مشتری", "شرکت", "kunde", "kundenname",
    )),
    Field("on", N_("Day of purchase"), "date", (
        "date", "day", "purchase date", "invoice date", "order date", "bought on", "posting date", "booking date",
        "transaction date", "datum", "factuurdatum", "orderdatum", "besteldatum", "aankoopdatum", "boekdatum", "dátum",
        "számla dátuma", "számla kelte", "vásárlás dátuma", "rendelés dátuma", "teljesítés dátuma", "дата", "дата покупки",
        "дата рахунку", "дата замовлення", "дата продажу", "تاریخ", "تاریخ خرید", "تاریخ فاکتور", "تاریخ سفارش",
        "rechnungsdatum", "bestelldatum", "kaufdatum", "buchungsdatum",
    )),
    Field("product", N_("Product or service"), "text", (
        "product", "service", "item", "product name", "article", "description", "product or service", "product group",
        "category", "dienst", "artikel", "omschrijving", "productgroep", "termék", "szolgáltatás", "cikk", "megnevezés",
        "termékcsoport", "продукт", "товар", "послуга", "назва товару", "опис", "محصول", "کالا", "خدمت", "خدمات",
        "شرح", "نام محصول", "produkt", "dienstleistung", "bezeichnung", "warengruppe",
    )),
    Field("amount", N_("Sales amount"), "number", (
        "amount", "net amount", "total", "net", "value", "sales", "revenue", "turnover", "price", "line total", "total amount",
        "invoice amount", "bedrag", "nettobedrag", "totaal", "omzet", "factuurbedrag", "összeg", "nettó összeg", "nettó",
        "érték", "árbevétel", "végösszeg", "сума", "сума без пдв", "вартість", "всього", "разом", "مبلغ", "مبلغ خالص", "جمع",
        "مبلغ کل", "betrag", "nettobetrag", "summe", "umsatz", "gesamt",
    )),
    Field("currency", N_("Currency"), "text", (
        "currency", "currency code", "cur", "curr", "valuta", "munteenheid", "pénznem", "deviza", "валюта", "ارز",
        "واحد پول", "währung",
    )),
    Field("quantity", N_("Quantity"), "number", (
        "quantity", "qty", "pieces", "units", "number of units", "aantal", "hoeveelheid", "stuks", "mennyiség", "darab", "db",
        "кількість", "к-сть", "штук", "تعداد", "مقدار", "menge", "anzahl", "stück",
    )),
    Field("reference", N_("Number of the invoice"), "text", (
        "invoice", "invoice no", "invoice number", "invoice id", "order", "order no", "order number", "order id", "document no",
        "document number", "reference", "factuur", "factuurnummer", "factuurnr", "ordernummer", "bestelnummer", "számla",
        "számlaszám", "rendelésszám", "bizonylatszám", "рахунок", "номер рахунку", "номер замовлення", "накладна",
        "فاکتور", "شماره فاکتور", "شماره سفارش", "rechnung", "rechnungsnummer", "belegnummer", "bestellnummer",
    )),
)  # fmt: skip

_FIELDS: Final = {ACCOUNTS: ACCOUNT_FIELDS, INVITED: INVITED_FIELDS, PURCHASES: PURCHASE_FIELDS}

# Words of a relation, a language: as such lists write them, compared without case and signs.
RELATION_WORDS: Final = {
    "prospect": (
        "prospect", "prospective", "lead", "potential", "opportunity", "potentiële klant", "érdeklődő", "leendő ügyfél",
        "потенційний", "потенційний клієнт", "مشتری بالقوه", "احتمالی", "interessent",
    ),
    "customer": (
        "customer", "current", "active", "client", "existing", "klant", "actief", "huidig", "ügyfél", "aktív", "клієнт",
        "активний", "чинний", "مشتری", "فعال", "kunde", "aktiv", "bestandskunde",
    ),
    "former": (
        "former", "ex", "churned", "lost", "inactive", "left", "past", "former customer", "ex customer", "voormalig", "oud klant",
        "ex klant", "inactief", "vertrokken", "volt", "korábbi", "volt ügyfél", "inaktív", "колишній", "колишній клієнт",
        "неактивний", "втрачений", "سابق", "مشتری سابق", "غیرفعال", "ehemalig", "ehemaliger kunde", "inaktiv",
    ),
}  # fmt: skip
LANGUAGE_WORDS: Final = {
    "en": ("en", "eng", "english", "engels", "angol", "англійська", "انگلیسی", "englisch"),
    "nl": ("nl", "nld", "dut", "dutch", "nederlands", "holland", "нідерландська", "هلندی", "niederländisch"),
    "hu": ("hu", "hun", "hungarian", "magyar", "hongaars", "угорська", "مجاری", "ungarisch"),
    "uk": ("uk", "ukr", "ua", "ukrainian", "українська", "oekraïens", "ukrán", "اوکراینی", "ukrainisch"),
    "fa": ("fa", "fas", "per", "persian", "farsi", "فارسی", "perzisch", "perzsa", "перська", "persisch"),
}  # fmt: skip

_SAME_LETTERS = str.maketrans({"ي": "ی", "ك": "ک", "’": "", "'": ""})


def fields_of(what: str) -> tuple[Field, ...]:
    """The fields of a list of customers, of invited people or of purchases."""
    return _FIELDS[what]


def field_of(what: str, name: str) -> Field:
    """One field by its id."""
    return next(f for f in fields_of(what) if f.id == name)


def compact(text: str) -> str:
    """A heading or a word without case, spaces and signs: "Account No." and "account_no" are one."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold().translate(_SAME_LETTERS))


@lru_cache(maxsize=1000)
def relation_of(text: str) -> str | None:
    """Prospect, customer or former, in whatever of the languages."""
    return _word_of(RELATION_WORDS, text)


@lru_cache(maxsize=1000)
def language_of(text: str) -> str | None:
    """The code of a language; it may carry its country ("nl-BE")."""
    part = re.match(r"\s*([A-Za-z]{2})[-_][A-Za-z]{2,4}\s*$", text)
    return _word_of(LANGUAGE_WORDS, part.group(1) if part else text)


def _word_of(words: dict[str, tuple[str, ...]], text: str) -> str | None:
    wanted = compact(text)
    return next((name for name, known in words.items() if wanted in {compact(w) for w in known}), None)
