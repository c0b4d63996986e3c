"""Reading order: ours against python-bidi's, and the cases a customer's page holds."""

from unicodedata import bidirectional

import bidi
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.pdf.bidi import levels, visual_order

LETTERS = "aB1۲3سلام( )[]-/.+٪%،٢!א \u2066\u2069\u2067\u2068\u200c\u0654«»"
UNSEEN = "\u2066\u2067\u2068\u2069\u200c"
# python-bidi turns some brackets and leaves others: only their place is compared.
SAME = str.maketrans("()[]«»", "||||**")


def shown(text: str, rtl: bool) -> str:
    found = levels(text, rtl)
    at = len(text)
    while at and (bidirectional(text[at - 1]) in ("WS", "BN") or text[at - 1] in UNSEEN):
        at -= 1
        found[at] = int(rtl)
    return "".join(text[i] for i in visual_order(found))


def seen(text: str) -> str:
    return "".join(c for c in text if c not in UNSEEN).translate(SAME)


@settings(max_examples=400, deadline=None)
@given(st.text(LETTERS, min_size=1, max_size=16), st.booleans())
def test_the_order_is_that_of_the_unicode_algorithm(text: str, rtl: bool) -> None:
    theirs = bidi.get_display(text, base_dir="R" if rtl else "L")
    assert seen(shown(text, rtl)) == seen(str(theirs))


def test_an_isolated_phone_number_keeps_its_order() -> None:
    assert "021-5555" not in shown("تلفن 021-5555 است", True)
    assert "021-5555" in shown("تلفن \u2066021-5555\u2069 است", True)


def test_brackets_around_latin_stay_around_it() -> None:
    assert shown("متن (SMS) متن", True) == "نتم )SMS( نتم"


def test_latin_text_is_left_alone() -> None:
    assert levels("Plain text, 12 (ok).", False) == [0] * 20
