"""The 140 customers of Alder Lifts, the people there, and the people of ours."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice
from random import Random

from cxdesk.accounts.actions import AccountSpec, ContactSpec

HARBOUR, NILOUFAR = "Harbour Square", "Niloufar Towers"
SEGMENTS = ("Offices", "Housing", "Hospitals", "Hotels")
INVITED = {"September 2025": 3180, "March 2026": 3410}
# Two customers of whom nobody answers.
SILENT = ("Lockside Terrace", "Foundry House")

# name, title, function
PEOPLE = (
    ("Sanne Visser", "Service manager, region north", "Service"),
    ("Jonas Beck", "Head of dispatch", "Service"),
    ("Marta Kowalska", "Installation manager", "Installation"),
    ("Pieter Hoekstra", "Finance manager", "Finance"),
    ("Ines Duarte", "Customer experience", "Customer experience"),
    ("Leila Rahimi", "Account manager", "Sales"),
    ("Tom Fletcher", "Account manager", "Sales"),
    ("Olena Marchenko", "Account manager", "Sales"),
    ("Gábor Szalai", "Account manager", "Sales"),
    ("Willem de Boer", "Spare parts manager", "Sales"),
)
_SELLERS = {"fa": "Leila Rahimi", "uk": "Olena Marchenko", "hu": "Gábor Szalai"}

# name, segment, language, people invited in March 2026 (0: as it comes), yearly revenue in euros (0: as it comes)
_NAMED = (
    (HARBOUR, "Offices", "en", 22, 286_000),
    (NILOUFAR, "Housing", "fa", 24, 412_000),
    ("Arya Clinic", "Hospitals", "fa", 18, 164_000),
    ("Sepehr Hotel", "Hotels", "fa", 0, 98_000),
    ("Milad Office Park", "Offices", "fa", 0, 0),
    ("Baran Residences", "Housing", "fa", 0, 0),
    ("Kaveh Trade Centre", "Offices", "fa", 0, 0),
    ("Van Dalen Wonen", "Housing", "nl", 30, 187_000),
    ("Woonhuis Zuid", "Housing", "nl", 0, 0),
    ("Parkzicht Wonen", "Housing", "nl", 0, 0),
    ("De Linden Kantoren", "Offices", "nl", 0, 0),
    ("Kade Kantoren", "Offices", "nl", 0, 0),
    ("Stadsbeheer Utrecht", "Offices", "nl", 0, 0),
    ("Ziekenhuis Maasoord", "Hospitals", "nl", 0, 205_000),
    ("Hotel De Gouden Leeuw", "Hotels", "nl", 0, 0),
    ("Kossuth Square Offices", "Offices", "hu", 26, 121_000),
    ("Margit Irodaház", "Offices", "hu", 0, 0),
    ("Duna Lakópark", "Housing", "hu", 0, 0),
    ("Szent Imre Kórház", "Hospitals", "hu", 0, 0),
    ("Hotel Gellértvár", "Hotels", "hu", 0, 0),
    ("Dnipro Hotel", "Hotels", "uk", 20, 89_000),
    ("Lypky Business Centre", "Offices", "uk", 0, 0),
    ("Podil Offices", "Offices", "uk", 0, 0),
    ("Zoloti Vorota Residences", "Housing", "uk", 0, 0),
    ("Saint Olha Hospital", "Hospitals", "uk", 0, 0),
    ("Saint Mary’s Hospital", "Hospitals", "en", 34, 231_000),
)
_PLACES = (
    "Amber", "Birch", "Canal", "Castle", "Cedar", "Chapel", "Elm", "Foundry", "Granite", "Harvest", "Juniper",
    "Keystone", "Larch", "Lockside", "Maple", "Meridian", "Millrace", "Northgate", "Orchard", "Quarry", "Saffron",
    "Tidewater", "Wharf", "Willow",
)  # fmt: skip
_KINDS = {"Offices": ("Court", "House", "Exchange"), "Housing": ("Gardens", "Terrace", "Residences")}
_HOSPITALS = (
    "Saint Anne’s Hospital", "Saint Clare’s Hospital", "Saint Luke’s Clinic", "Saint Hilda’s Hospital",
    "Ashdown General", "Bellview Clinic", "Coldbrook General", "Dunmore Infirmary", "Eastfield Hospital",
    "Fairmead Clinic", "Glenholm Infirmary", "Hawthorn General", "Ivybank Clinic", "Kingsmoor Hospital",
    "Langley Eye Clinic", "Merefield Children’s Hospital", "Newhaven General", "Oakridge Rehabilitation",
    "Priory Hospital", "Queensway Clinic", "Redcliffe Infirmary", "Stonebridge Hospital", "Thornbury Clinic",
)  # fmt: skip
_HOTELS = (
    "Anchor Hotel", "Bluebell Inn", "Crescent Hotel", "Dolphin Hotel", "Esplanade Hotel", "Falcon Inn",
    "Grand Pier Hotel", "Heron Hotel", "Imperial Quay Hotel", "Kestrel Inn", "Lighthouse Hotel", "Mulberry Hotel",
    "Old Mint Hotel", "Pelican Hotel", "Regent’s Hotel", "Station Hotel",
)  # fmt: skip
_SIZES = {"Offices": 42, "Housing": 33}
_FIRST = {
    "en": "Alice Ben Carla David Emma Frank Grace Harry Irene Jack Kate Liam Mona Neil Olga Paul Rosa Sam Tara Victor",
    "nl": "Anouk Bram Daan Eva Femke Gijs Hanna Joris Lotte Maarten Noor Ruben Sofie Thijs",
    "hu": "Anna Balázs Csilla Dóra Eszter Ferenc Gergő Ildikó János Katalin Márton Zsuzsa",
    "uk": "Андрій Богдана Василь Галина Дмитро Ірина Катерина Максим Наталія Олег Тарас Юлія",
    "fa": "نسرین مهدی زهرا کاوه مریم آرش لیلا حسین سارا رضا شیرین بهرام نگار امیر",
}
_LAST = {
    "en": "Abbott Barnes Clarke Dixon Ellis Foster Grant Hughes Irving Jarvis Kent Lowe Marsh Nash Owens Price Quinn "
    "Reed Stone Turner",
    "nl": "Bakker Dekker Jansen Kuiper Meijer Postma Smit Veenstra Wolters Zijlstra",
    "hu": "Balogh Farkas Horváth Kiss Molnár Nagy Papp Szabó Tóth Varga",
    "uk": "Бондаренко Гончар Коваль Кравчук Лисенко Мельник Поліщук Шевчук",
    "fa": "احمدی رضایی کریمی موسوی حسینی جعفری صادقی نوری یوسفی کاظمی",
}
# Which of `ROLES` people at a segment's customers have, as often as they stand here.
ROLES = (
    "Building manager", "Facility manager", "Caretaker", "Technical manager", "Purchasing", "Residents’ representative",
    "Front desk",
)  # fmt: skip
_ROLES_AT = {
    "Offices": (1, 1, 2, 2, 4, 5, 7),
    "Housing": (1, 3, 3, 3, 6, 6, 5),
    "Hospitals": (2, 2, 4, 4, 5, 1),
    "Hotels": (2, 7, 7, 4, 1, 5),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at a customer's; `role` counts from 1 in ROLES, `mood` is how kindly they look at us."""

    account_key: str
    account: str
    key: str
    segment: str
    language: str
    role: int
    mood: float
    spec: ContactSpec


def accounts() -> list[AccountSpec]:
    """All customers, in the order of their keys."""
    rng = Random(1)
    rows = [*_NAMED, *((name, segment, "en", 0, 0) for name, segment in _made_up())]
    rng.shuffle(rows)
    return [_account(rng, f"AL-{n:04d}", *row) for n, row in enumerate(rows, 1)]


def people_of(specs: list[AccountSpec]) -> list[Person]:
    """Everybody who is invited, customer by customer."""
    rng = Random(2)
    exact = {name: size for name, _segment, _language, size, _revenue in _NAMED if size}
    open_ended = [s for s in specs if s.name not in exact]
    weights = [rng.uniform(0.5, 1.6) * (1.35 if s.segment == "Hospitals" else 1.0) for s in open_ended]
    sizes = dict(zip((s.name for s in open_ended), _share(3410 - sum(exact.values()), weights), strict=True))
    found: list[Person] = []
    for spec in specs:
        mood = rng.gauss(0.0, 0.45)
        size = exact.get(spec.name) or sizes[spec.name]
        found += (_person(rng, spec, n, mood) for n in range(1, size + 1))
    return found


def _made_up() -> list[tuple[str, str]]:
    rows = [
        (f"{place} {_KINDS[segment][(n + n // len(_PLACES)) % 3]}", segment)
        for segment, size in _SIZES.items()
        for n, place in enumerate(islice(cycle(_PLACES), size))
    ]
    return rows + [(n, "Hospitals") for n in _HOSPITALS] + [(n, "Hotels") for n in _HOTELS]


def _account(
    rng: Random, key: str, name: str, segment: str, language: str, _size: int, revenue: int
) -> AccountSpec:
    hero = name in (HARBOUR, NILOUFAR)
    region, usual = rng.choice(("North", "South", "East", "West")), round(rng.lognormvariate(10.4, 0.6), -2)
    seller, days = rng.choice(("Tom Fletcher", "Leila Rahimi")), rng.randrange(0, 900)
    # The customer at risk decides soon.
    renewal = date(2026, 9, 30) if name == NILOUFAR else date(2026, 6, 30) + timedelta(days)
    return AccountSpec(
        key,
        name,
        segment,
        "North" if hero else region,
        float(revenue or min(usual, 180_000)),
        "EUR",
        _SELLERS.get(language, seller),
        language,
        renewal,
        "customer",
        _potential(key, float(revenue or min(usual, 180_000))),
    )


def _potential(key: str, revenue: float) -> float | None:
    """What a customer could buy in a year; of one in three the account manager has no idea."""
    rng = Random(f"potential {key}")
    return None if rng.random() < 0.33 else float(round(revenue * rng.uniform(1.0, 2.4), -2))


def _share(total: int, weights: list[float]) -> list[int]:
    scale = total / sum(weights)
    sizes = [int(w * scale) for w in weights]
    for n in range(total - sum(sizes)):
        sizes[n % len(sizes)] += 1
    return sizes


def _person(rng: Random, spec: AccountSpec, number: int, mood: float) -> Person:
    first, last = (rng.choice(names[spec.language].split()) for names in (_FIRST, _LAST))
    name = f"{last} {first}" if spec.language == "hu" else f"{first} {last}"
    role = rng.choice(_ROLES_AT[spec.segment])
    key = f"{spec.key}-{number:02d}"
    mail = f"contact{number:02d}@{re.sub('[^a-z]+', '-', spec.name.lower()).strip('-')}.example"
    contact = ContactSpec(spec.key, key, name, ROLES[role - 1], mail, spec.language)
    return Person(
        spec.key, spec.name, key, spec.segment, spec.language, role, mood + rng.gauss(0, 0.8), contact
    )
