"""Amounts as a person types them in the language of the window."""

from cxdesk.i18n import language, number

_POINT = ("en", "fa")


def read_amount(text: str) -> float | None:
    """The number that was typed, with the language's decimal sign; None where it is none."""
    from cxdesk.importing.numbers import read

    if not text.strip():
        return None
    return read(text.strip(), "." if language() in _POINT else ",")


def amount_text(value: float) -> str:
    """A number as it may be typed again."""
    decimals = next((d for d in (0, 1, 2) if round(value, d) == value), 2)
    return number(value, decimals)
