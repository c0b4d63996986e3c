"""Rules as sentences, in the language of whoever reads them."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.words import relation_word
from cxdesk.i18n import N_, NP_, _, day, ngettext, number, pgettext
from cxdesk.planning.rules import MONEY_FIELDS, RuleSpec, RuleTest, as_day, as_number
from cxdesk.responses.staff import withheld
from cxdesk.surveys.model import Choice, Item, Question
from cxdesk.surveys.queries import shown

ACCOUNT_WORDS = {
    "key": NP_("of the account", "the key"),
    "name": NP_("of the account", "the name"),
    "segment": NP_("of the account", "the segment"),
    "region": NP_("of the account", "the region"),
    "relation": NP_("of the account", "the relation"),
    "owner": NP_("of the account", "the owner"),
    "revenue": NP_("of the account", "the revenue"),
    "potential_revenue": NP_("of the account", "the potential revenue"),
    "renewal_on": NP_("of the account", "the renewal date"),
}
OP_WORDS = {
    "at_most": N_("{name} is {value} or less"),
    "below": N_("{name} is below {value}"),
    "at_least": N_("{name} is {value} or more"),
    "above": N_("{name} is over {value}"),
    "is": N_("{name} is {value}"),
    "is_not": N_("{name} is not {value}"),
    "one_of": N_("{name} is one of {value}"),
    "blank": N_("{name} is left empty"),
    "satisfied": N_("{name} shows a satisfied customer"),
    "not_satisfied": N_("{name} shows a customer who is not satisfied"),
    "contains": N_("{name} has {value} in it"),
    "has_word": N_("{name} has the word {value} in it"),
}
LEVEL_WORDS = {
    "specialist": NP_("who follows up", "specialist"),
    "manager": NP_("who follows up", "general manager"),
}
PRIORITY_WORDS = {
    "high": NP_("priority", "high"),
    "normal": NP_("priority", "normal"),
    "low": NP_("priority", "low"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question is called, and the words of its answers by their numbers, or by themselves."""

    text: str
    answers: Mapping[str, str]


def questions_asked(session: Session) -> dict[str, Asked]:
    """Every question that a rule can name, by its code; of several surveys with one code the first speaks."""
    found: dict[str, Asked] = {}
    hidden = withheld(session)
    choices: dict[int, dict[str, str]] = {}
    for choice in session.scalars(select(Choice)):
        choices.setdefault(choice.question_id, {})[str(choice.code)] = shown(choice.label)
    rows = session.execute(
        select(Item, Question)
        .join(Question, Question.id == Item.question_id)
        .order_by(Question.survey_id, Question.position, Item.position)
    )
    for item, question in rows:
        if item.code not in found:
            text = shown(item.text) or shown(question.text) or item.code
            labels = choices.get(question.id, {}) if question.kind == "single" else {}
            if item.id in hidden:
                word = _("name withheld")
                labels = {code: f"{word} ({code})" for code in labels}
            found[item.code] = Asked(text, labels)
    return found


def sentence(spec: RuleSpec, asked: Mapping[str, Asked]) -> str:
    """The whole rule: when what is so, whom it goes to, and within what time."""
    told = _("When {conditions}, open a follow-up for {whom} within {time}.")
    return told.format(conditions=conditions(spec, asked), whom=whom(spec), time=time_words(spec))


def conditions(spec: RuleSpec, asked: Mapping[str, Asked]) -> str:
    """What must be so, joined by “and” or “or”."""
    parts = [condition(test, asked) for test in spec.tests]
    if not parts:
        return "…"
    joined = parts[0]
    for part in parts[1:]:
        both = _("{first} and {second}") if spec.joined_by == "all" else _("{first} or {second}")
        joined = both.format(first=joined, second=part)
    return joined


def condition(test: RuleTest, asked: Mapping[str, Asked]) -> str:
    """One condition."""
    name = _name(test, asked)
    if test.op == "within_days":
        days = int(as_number(test.values[0]) or 0) if test.values else 0
        told = ngettext(
            "the contract is renewed within {n} day", "the contract is renewed within {n} days", days
        )
        return told.format(n=number(days))
    values = [_value(test, v, asked) for v in test.values]
    if test.kind == "text":
        values = [_("“{words}”").format(words=v) for v in values]
    value = values[0] if values else "…"
    for other in values[1:]:
        value = _("{first} or {second}").format(first=value, second=other)
    return _(OP_WORDS[test.op]).format(name=name, value=value) if test.op in OP_WORDS else "…"


def whom(spec: RuleSpec) -> str:
    """Who follows up, with the level it goes to."""
    if spec.goes_to == "person":
        name = spec.person or "…"
    elif spec.goes_to == "function":
        name = spec.function or "…"
    else:
        name = _("the account’s owner")
    if spec.level == "manager":
        return _("{name} as general manager").format(name=name)
    return name


def time_words(spec: RuleSpec) -> str:
    """The deadline."""
    if spec.unit == "days":
        return ngettext("{n} day", "{n} days", spec.within).format(n=number(spec.within))
    return ngettext("{n} hour", "{n} hours", spec.within).format(n=number(spec.within))


def level_word(level: str) -> str:
    """The level a follow-up goes to."""
    return pgettext("who follows up", LEVEL_WORDS[level]) if level in LEVEL_WORDS else level


def priority_word(priority: str) -> str:
    """How urgent it is."""
    return pgettext("priority", PRIORITY_WORDS[priority]) if priority in PRIORITY_WORDS else priority


def account_word(field: str) -> str:
    """A field of the customer inside a sentence."""
    return pgettext("of the account", ACCOUNT_WORDS[field]) if field in ACCOUNT_WORDS else field


def _name(test: RuleTest, asked: Mapping[str, Asked]) -> str:
    if test.kind == "account":
        return account_word(test.field)
    if test.kind == "text" and not test.field:
        return _("a text")
    text = asked[test.field].text if test.field in asked else test.field
    return _("“{words}”").format(words=_short(text))


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 80 else plain[:79].rstrip() + "…"


def _value(test: RuleTest, value: str, asked: Mapping[str, Asked]) -> str:
    if test.kind == "text":
        # Quoted words stay together: broken in two, their marks change sides where the writing runs the other way.
        return value.replace(" ", "\u00a0") if len(value) <= 40 else value
    if test.kind == "account" and test.field == "relation":
        return relation_word(value)
    if test.kind == "answer" and test.field in asked and value in asked[test.field].answers:
        return asked[test.field].answers[value]
    if (on := as_day(value)) is not None:
        return day(on)
    ordered = test.kind == "answer" or test.field in MONEY_FIELDS
    amount = as_number(value) if ordered else None
    if amount is None:
        return value
    return number(amount, 0 if amount == int(amount) else 2)
