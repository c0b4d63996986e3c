"""What slides are made with everywhere: cultures of languages, inks, texts that XML can hold, shapes without a theme."""

from typing import Any, Final

from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn

from exports.pdf.look import ink

# As an office program names the language of a text.
CULTURE: Final = {"en": "en-GB", "nl": "nl-NL", "hu": "hu-HU", "uk": "uk-UA", "fa": "fa-IR"}


def rgb(token: str) -> RGBColor:
    """One of our inks by its name."""
    value = ink(token)
    return RGBColor(*(int(value[at : at + 2], 16) for at in (1, 3, 5)))  # type: ignore[no-untyped-call]


def without_theme(shape: Any) -> None:
    """Take the theme's style away, which would add its shadow to every line and card."""
    for style in shape._element.findall(qn("p:style")):
        shape._element.remove(style)


def clean(text: str, keep: str = "") -> str:
    """The text without signs that no XML may hold, and without control characters but those to `keep`."""
    return "".join(
        c
        for c in text
        if c in keep or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )
