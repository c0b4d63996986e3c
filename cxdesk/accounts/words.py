"""Fields and values of customers in the words of the window."""

from datetime import date
from typing import Any

from cxdesk.i18n import N_, _, day, language_name, number

FIELDS = {
    "key": N_("Key"),
    "name": N_("Name"),
    "segment": N_("Segment"),
    "region": N_("Region"),
    "revenue": N_("Revenue"),
    "potential_revenue": N_("Potential revenue"),
    "currency": N_("Currency"),
    "owner": N_("Owner"),
    "renewal_on": N_("Renewal date"),
    "relation": N_("Relation"),
    "left_on": N_("Left on"),
    "language": N_("Language"),
}
_RELATIONS = {"prospect": N_("Prospect"), "customer": N_("Customer"), "former": N_("Former customer")}


def field_word(field: str) -> str:
    """What a field is called."""
    return _(FIELDS[field])


def relation_word(relation: str) -> str:
    """What a relation is called."""
    return _(_RELATIONS[relation]) if relation in _RELATIONS else relation


def value_word(field: str, value: Any) -> str:
    """One value as people read it; nothing for a blank. The history keeps numbers as text."""
    if value is None or value == "":
        return ""
    if field in ("revenue", "potential_revenue"):
        amount = float(value)
        return number(amount, 0 if amount == int(amount) else 2)
    if isinstance(value, date):
        return day(value)
    if field == "relation":
        return relation_word(str(value))
    return language_name(str(value)) if field == "language" else str(value)


def money(value: float | None, currency: str) -> str:
    """An amount with its currency."""
    return f"{value_word('revenue', value)} {currency}".strip() if value is not None else ""
