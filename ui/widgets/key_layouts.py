"""What stands on the keys of the keyboard on a touch screen, in the five languages; from the left, as on real keys."""

from typing import Final

SHIFT, BACK, ENTER, SPACE, SIGNS, LETTERS, LATIN, HIDE = (
    "shift", "back", "enter", "space", "signs", "letters", "latin", "hide",
)  # fmt: skip
# Joins two Persian letters without joining their forms.
HALF_SPACE: Final = "\u200c"

Rows = tuple[tuple[str, ...], ...]


def _rows(*rows: str) -> Rows:
    return tuple(tuple(row.split()) for row in rows)


_ENGLISH: Final = _rows("q w e r t y u i o p", "a s d f g h j k l '", f"{SHIFT} z x c v b n m - {BACK}")
LAYOUTS: Final[dict[str, Rows]] = {
    "en": _ENGLISH,
    "nl": _rows("q w e r t y u i o p", "a s d f g h j k l ë", f"{SHIFT} z x c v b n m é ï {BACK}"),
    "hu": _rows(
        "q w e r t z u i o p ő ú", "a s d f g h j k l é á ű", f"{SHIFT} í y x c v b n m ö ü ó {BACK}"
    ),
    "uk": _rows("й ц у к е н г ш щ з х ї", "ф і в а п р о л д ж є ґ", f"{SHIFT} я ч с м и т ь б ю ' {BACK}"),
    "fa": _rows("ض ص ث ق ف غ ع ه خ ح ج چ", "ش س ی ب ل ا ت ن م ک گ آ", f"ظ ط ژ ز ر ذ د پ و ئ {BACK}"),
}
_SIGNS: Final = _rows("1 2 3 4 5 6 7 8 9 0", "- / : ( ) € % & @ +", f"; ! ? \" ' = _ # * {BACK}")
_PERSIAN_SIGNS: Final = _rows("۱ ۲ ۳ ۴ ۵ ۶ ۷ ۸ ۹ ۰", "- / : ( ) ٪ « » @ +", f"؛ ! ؟ ٫ ء أ ؤ ة * {BACK}")


def rows_of(language: str, page: str) -> Rows:
    """The three upper rows: "letters", "latin" or "signs"."""
    if page == SIGNS:
        return _PERSIAN_SIGNS if language == "fa" else _SIGNS
    return _ENGLISH if page == LATIN else LAYOUTS.get(language, _ENGLISH)


def last_row(language: str, page: str, several_lines: bool) -> tuple[str, ...]:
    """The lowest row: to signs or back, Latin letters where the own ones are others, space, and away."""
    turn = LETTERS if page == SIGNS else SIGNS
    foreign = (LETTERS if page == LATIN else LATIN,) if language in ("uk", "fa") and page != SIGNS else ()
    comma = "،" if language == "fa" and page != LATIN else ","
    half = (HALF_SPACE,) if language == "fa" and page == LETTERS else ()
    enter = (ENTER,) if several_lines else ()
    return (turn, *foreign, comma, SPACE, *half, ".", *enter, HIDE)
