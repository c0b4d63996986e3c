"""The codes of a comment in words and numbers, and a spreadsheet's cell back to a code."""

from cxdesk.i18n import LANGUAGES, NP_, folded, number, pgettext, words
from cxdesk.planning.coding_model import CODES, NONE
from cxdesk.planning.judging import INTENT_WORDS, intent_word

NONE_WORD = NP_("what a customer means to do", "none of these")
HEADS = {
    "key": NP_("of a comment in a sample", "Key"),
    "comment": NP_("of a comment in a sample", "Comment"),
    "code": NP_("of a comment in a sample", "What the customer means to do"),
    "choices": NP_("of a comment in a sample", "Choose one"),
}


def key_of(code: str) -> str:
    """The number key of a code: 1 to 6, and 0 for none of these."""
    return "0" if code == NONE else str(CODES.index(code) + 1)


def code_of_key(key: str) -> str:
    """The code of a number key, or nothing."""
    return next((c for c in CODES if key_of(c) == key), "")


def code_word(code: str) -> str:
    """A code in words."""
    return pgettext("what a customer means to do", NONE_WORD) if code == NONE else intent_word(code)


def choices_line() -> str:
    """All codes with their numbers, for a sheet that is filled in by hand."""
    parts = [f"{number(int(key_of(c)))} {code_word(c)}" for c in CODES]
    return "; ".join(parts)


def head(name: str) -> str:
    """The head of a column, in the language in use."""
    return pgettext("of a comment in a sample", HEADS[name])


def code_of_cell(text: str) -> str | None:
    """The code that a cell means: its number in any digits, its word in any language, or both; None for anything else."""
    plain = folded(text.strip())
    if not plain:
        return ""
    first = plain.split()[0].rstrip(".:)")
    if first.isdecimal() and len(first) == 1 and (code := code_of_key(str(int(first)))):
        rest = plain[len(plain.split()[0]) :].strip()
        return code if not rest or rest in _words_of(code) else None
    return next((c for c in CODES if plain == c or plain in _words_of(c)), None)


def _words_of(code: str) -> set[str]:
    said = NONE_WORD if code == NONE else INTENT_WORDS[code]
    found = set()
    for lang in LANGUAGES:
        catalogue = words(lang)
        found |= {
            folded(catalogue.gettext(said)), folded(catalogue.pgettext("what a customer means to do", said))
        }  # fmt: skip
    return found
