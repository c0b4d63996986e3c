"""A rule as plain data: conditions over answers, account fields and texts, and what is opened when they hold.

Nothing of a rule is ever run: words and values stay text until they are compared.
"""

import math
import re
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, Final

from cxdesk.errors import UserError
from cxdesk.i18n import _, ngettext, number

KINDS: Final = ("answer", "account", "text")
ANSWER_OPS: Final = (
    "at_most", "below", "at_least", "above", "is", "is_not", "one_of", "blank", "not_satisfied", "satisfied",
)  # fmt: skip
ACCOUNT_OPS: Final = (
    "at_most", "below", "at_least", "above", "is", "is_not", "one_of", "blank", "within_days",
)  # fmt: skip
TEXT_OPS: Final = ("contains", "has_word")
OPS: Final = {"answer": ANSWER_OPS, "account": ACCOUNT_OPS, "text": TEXT_OPS}
ORDER_OPS: Final = ("at_most", "below", "at_least", "above")
WITHOUT_VALUE: Final = ("blank", "satisfied", "not_satisfied")

WORD_FIELDS: Final = ("key", "name", "segment", "region", "relation", "owner")
MONEY_FIELDS: Final = ("revenue", "potential_revenue")
ACCOUNT_FIELDS: Final = (*WORD_FIELDS, *MONEY_FIELDS, "renewal_on")

JOINS: Final = ("all", "any")
MODES: Final = ("first", "all")
LEVELS: Final = ("specialist", "manager")
TARGETS: Final = ("owner", "person", "function")
UNITS: Final = ("hours", "days")
PRIORITIES: Final = ("high", "normal", "low")

MOST_TESTS: Final = 20
MOST_VALUES: Final = 200
LONGEST_VALUE: Final = 200
MOST_HOURS: Final = 24 * 366
# Groups of three digits are thousands, whichever sign parts them: the sentence of the rule shows what was understood.
_THOUSANDS: Final = re.compile(r"[-+]?[1-9]\d{0,2}(?:([.,’'])\d{3})(?:\1\d{3})*")


@dataclass(frozen=True, slots=True)
class RuleTest:
    """One condition: what it looks at, the question's or field's code, how it compares, and with which texts.

    A text condition with an empty `field` looks at every open question of the survey.
    """

    kind: str
    field: str
    op: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """What a person says of a rule. `person` and `function` are names, made known when they are new.

    `survey_id` None means every survey that has the questions.
    """

    name: str
    tests: tuple[RuleTest, ...]
    joined_by: str = "all"
    survey_id: int | None = None
    level: str = "specialist"
    goes_to: str = "owner"
    person: str = ""
    function: str = ""
    within: int = 48
    unit: str = "hours"
    priority: str = "normal"
    note: str = ""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One stored rule."""

    id: int
    position: int
    switched_on: bool
    spec: RuleSpec
    person_id: int | None
    function_id: int | None

    @property
    def time(self) -> timedelta:
        """How long there is until the first contact."""
        return time_of(self.spec)


def time_of(spec: RuleSpec) -> timedelta:
    """The deadline as a length of time."""
    return timedelta(hours=spec.within) if spec.unit == "hours" else timedelta(days=spec.within)


def as_data(spec: RuleSpec) -> dict[str, Any]:
    """The conditions as they are stored."""
    return {"tests": [asdict(t) | {"values": list(t.values)} for t in spec.tests]}


def tests_of(data: dict[str, Any]) -> tuple[RuleTest, ...]:
    """The conditions that `as_data` stored; what is not understood fits no answer, so that nothing opens by accident."""
    found = []
    for one in data.get("tests", ()):
        values = tuple(str(v) for v in one.get("values", ()))
        found.append(RuleTest(str(one.get("kind")), str(one.get("field")), str(one.get("op")), values))
    return tuple(found)


def checked(spec: RuleSpec) -> RuleSpec:
    """The rule with spaces taken off; UserError names what is missing."""
    tests = tuple(_checked_test(place, test) for place, test in enumerate(spec.tests, 1))
    if not tests:
        raise UserError(_("A rule needs a condition: when does it apply?"))
    if len(tests) > MOST_TESTS:
        sentence = ngettext(
            "A rule has at most {n} condition. Make two rules of it.",
            "A rule has at most {n} conditions. Make two rules of it.",
            MOST_TESTS,
        )
        raise UserError(sentence.format(n=number(MOST_TESTS)))
    if spec.goes_to == "person" and not spec.person.strip():
        raise UserError(_("Say who follows up."))
    if spec.goes_to == "function" and not spec.function.strip():
        raise UserError(_("Say which function follows up."))
    if not 0 < spec.within <= (MOST_HOURS if spec.unit == "hours" else MOST_HOURS // 24):
        raise UserError(_("Say within how many hours or days; at most a year."))
    choices = (
        (spec.joined_by, JOINS),
        (spec.level, LEVELS),
        (spec.goes_to, TARGETS),
        (spec.unit, UNITS),
        (spec.priority, PRIORITIES),
    )
    for value, known in choices:
        if value not in known:
            raise TypeError(value)
    return RuleSpec(
        " ".join(spec.name.split()), tests, spec.joined_by, spec.survey_id, spec.level, spec.goes_to,
        spec.person.strip(), spec.function.strip(), spec.within, spec.unit, spec.priority, spec.note.strip(),
    )  # fmt: skip


def _checked_test(place: int, test: RuleTest) -> RuleTest:
    if test.kind not in KINDS or test.op not in OPS[test.kind]:
        raise TypeError(f"{test.kind} {test.op}")
    values = tuple(v.strip() for v in test.values if v.strip())
    if test.kind == "answer" and not test.field:
        raise _wrong(place, _("choose a question."))
    if test.kind == "account" and test.field not in ACCOUNT_FIELDS:
        raise _wrong(place, _("choose a field of the customer."))
    if test.op in WITHOUT_VALUE:
        return RuleTest(test.kind, test.field, test.op)
    if not values:
        raise _wrong(place, _("say with what it is compared."))
    if len(values) > MOST_VALUES or any(len(v) > LONGEST_VALUE for v in values):
        raise _wrong(place, _("at most 200 words or values, each of at most 200 letters."))
    if test.op in ORDER_OPS or test.op == "within_days":
        _ordered(place, test, values[0])
        values = values[:1]
    if test.kind == "account" and test.op == "within_days" and test.field != "renewal_on":
        raise _wrong(place, _("only the renewal date can be compared with days."))
    return RuleTest(test.kind, test.field, test.op, values)


def _ordered(place: int, test: RuleTest, value: str) -> None:
    if as_number(value) is None and (as_day(value) is None or test.op == "within_days"):
        raise _wrong(place, _("“{value}” is not a number.").format(value=value))


def _wrong(place: int, what: str) -> UserError:
    return UserError(_("Condition {n}: {what}").format(n=number(place), what=what))


def as_number(text: str) -> float | None:
    """A number that a person typed: "100,000", "100 000" and "2,5" alike; None when it is none."""
    plain = "".join(text.split()).replace("٫", ".").replace("٬", ",")
    if _THOUSANDS.fullmatch(plain):
        plain = re.sub("[.,’']", "", plain)
    try:
        found = float(plain.replace(",", "."))
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def as_day(text: str) -> date | None:
    """A day written as 2026-03-31."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
