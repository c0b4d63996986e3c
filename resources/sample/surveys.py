"""The four surveys of Alder Lifts as descriptions, and the numbers that their columns get."""

from collections.abc import Iterator

from cxdesk.surveys.definition import (
    ChoiceSpec,
    Definition,
    ItemSpec,
    QuestionSpec,
    ScaleSpec,
    SectionSpec,
)
from resources.sample import texts_en, texts_fa

RELATIONSHIP, REPAIR, INSTALLATION, EMPLOYEES = "relationship", "repair", "installation", "employees"

CONTACTS = ("repair", "maintenance", "invoice", "new_lift", "spare_part")
BREAKDOWN = ("emergency_call", "arrival_message", "waiting", "skill", "repair_visit")
SCORED = (*BREAKDOWN, "maintenance", "invoice", "handover", "spare_part")
AFTER_REPAIR = (*BREAKDOWN, "follow_up", "part_delivery")
AFTER_INSTALLATION = (
    "site_visit", "quotation", "planning", "works", "tidiness", "handover", "training", "first_check",
)  # fmt: skip
ASKED_OF_EMPLOYEES = (*BREAKDOWN, "maintenance", "invoice", "handover")
DEPARTMENTS = 6
# Of these people also say what they had expected, on the same scale.
EXPECTED = "_expected"
EXPECTED_OF = ("emergency_call", "waiting", "skill")

_NAMES = {
    RELATIONSHIP: {
        "en": "Relationship survey",
        "nl": "Relatieonderzoek",
        "hu": "Kapcsolati felmérés",
        "uk": "Опитування про співпрацю",
        "fa": "نظرسنجی رابطه با مشتری",
    },
    REPAIR: {
        "en": "After a repair",
        "nl": "Na een reparatie",
        "hu": "Javítás után",
        "uk": "Після ремонту",
        "fa": "پس از تعمیر",
    },
    INSTALLATION: {
        "en": "After an installation",
        "nl": "Na een installatie",
        "hu": "Beszerelés után",
        "uk": "Після встановлення",
        "fa": "پس از نصب",
    },
    EMPLOYEES: {
        "en": "Employees’ survey",
        "nl": "Medewerkersonderzoek",
        "hu": "Munkatársi felmérés",
        "uk": "Опитування працівників",
        "fa": "نظرسنجی کارکنان",
    },
}


def definitions() -> dict[str, Definition]:
    """All surveys, in the order in which they are made."""
    return {
        RELATIONSHIP: _survey(RELATIONSHIP, _relationship()),
        REPAIR: _survey(REPAIR, _repair(), pattern="past"),
        INSTALLATION: _survey(INSTALLATION, _installation(), pattern="past"),
        EMPLOYEES: _survey(EMPLOYEES, _employees(), promise="confidential", audience="employees"),
    }


def item_ids(definition: Definition, first: int) -> dict[str, int]:
    """The number of every column when a survey is built with its items numbered from `first`."""
    return {code: first + place for place, code in enumerate(_codes(definition))}


def item_kinds(definition: Definition) -> dict[str, str]:
    """The kind of question behind every column."""
    return {
        code: question.kind
        for section in definition.sections
        for question in section.questions
        for code in _columns(question)
    }


def text(key: str) -> dict[str, str]:
    """A text in the languages of the surveys."""
    return {"en": texts_en.TEXTS[key], "fa": texts_fa.TEXTS[key]}


def _codes(definition: Definition) -> Iterator[str]:
    for section in definition.sections:
        for question in section.questions:
            yield from _columns(question)


def _columns(question: QuestionSpec) -> tuple[str, ...]:
    return tuple(i.code for i in question.items) or (question.code,)


def _survey(
    name: str,
    sections: tuple[SectionSpec, ...],
    promise: str = "named",
    audience: str = "customers",
    pattern: str = "present",
) -> Definition:
    return Definition(
        _NAMES[name],
        sections,
        ("en", "fa"),
        promise,
        consent_to_quote=promise == "named",
        minimum_n=5,
        audience=audience,
        pattern=pattern,
    )


def _relationship() -> tuple[SectionSpec, ...]:
    recommend = QuestionSpec(
        "recommend",
        "nps",
        text("recommend"),
        ScaleSpec(0, 10, satisfied_from=9, low_label=text("unlikely"), high_label=text("likely")),
    )
    contact = QuestionSpec(
        "contact",
        "multiple",
        text("contact"),
        items=tuple(ItemSpec(f"contact_{c}", text(f"contact_{c}")) for c in CONTACTS),
    )
    return (
        _section("part_first", recommend, contact),
        _section("part_repair", _scores("breakdown", BREAKDOWN)),
        _section("part_usual", _scores("usual", ("maintenance", "invoice"))),
        _section("part_new", _scores("new", ("handover",))),
        _section("part_parts", _scores("parts", ("spare_part",))),
        _section("part_last", _comment(), _single("role", 7)),
    )


def _repair() -> tuple[SectionSpec, ...]:
    first_time = QuestionSpec(
        "first_time",
        "single",
        text("first_time"),
        choices=(ChoiceSpec(1, text("yes")), ChoiceSpec(2, text("no"))),
    )
    waited = QuestionSpec("hours_waited", "number", text("hours_waited"))
    expected = _scores("expected", EXPECTED_OF, "expected", EXPECTED)
    return (
        _section(
            "part_repair",
            _single("hour", 4),
            waited,
            first_time,
            _scores("repair", AFTER_REPAIR),
            expected,
            _comment(),
        ),
    )


def _installation() -> tuple[SectionSpec, ...]:
    return (_section("part_new", _scores("installation", AFTER_INSTALLATION), _comment()),)


def _employees() -> tuple[SectionSpec, ...]:
    comment = QuestionSpec("comment", "text", text("employee_better"))
    scores = _scores("customers", ASKED_OF_EMPLOYEES, "employee_satisfied")
    return (_section("part_last", _single("department", DEPARTMENTS), scores, comment),)


def _section(title: str, *questions: QuestionSpec) -> SectionSpec:
    return SectionSpec(text(title), questions)


def _scores(code: str, items: tuple[str, ...], asked: str = "satisfied", end: str = "") -> QuestionSpec:
    scale = ScaleSpec(1, 5, low_label=text("very_dissatisfied"), high_label=text("very_satisfied"))
    return QuestionSpec(
        code, "scale", text(asked), scale, items=tuple(ItemSpec(i + end, text(i)) for i in items)
    )


def _single(code: str, choices: int) -> QuestionSpec:
    labels = tuple(ChoiceSpec(n, text(f"{code}_{n}")) for n in range(1, choices + 1))
    return QuestionSpec(code, "single", text(code), choices=labels)


def _comment() -> QuestionSpec:
    return QuestionSpec("comment", "text", text("better"))
