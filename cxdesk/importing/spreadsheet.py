"""What a spreadsheet leaves in a cell in place of a value: an error, a formula without a result, signs for "too narrow"."""

import re
from typing import Final

from cxdesk.i18n import _, number

# Stands before a formula that was never calculated, so that a text that begins with "=" is not taken for one.
FORMULA: Final = "\ue002"
ERRORS: Final = frozenset(
    ("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA",
     "#FIELD!", "#BLOCKED!", "#CONNECT!", "#BUSY!", "#UNKNOWN!", "#N/B", "#NV", "#WAARDE!", "#DEEL/0!", "#VERW!",
     "#HIÁNYZIK", "#ÉRTÉK!", "#ZÉRÓOSZTÓ!", "#Н/Д", "#ЗНАЧ!", "#ДЕЛ/0!", "#WERT!", "#BEZUG!")
)  # fmt: skip
# In the language of patterns of Polars: the whole of such a cell.
PATTERN: Final = f"^(?:{FORMULA}|#{{3,}}$|(?:{'|'.join(sorted(map(re.escape, ERRORS)))})$)"
_NARROW: Final = re.compile(r"#{3,}$")


def is_error(text: str) -> bool:
    """Whether a cell holds no value but a spreadsheet's word that there is none."""
    text = text.strip()
    return text.startswith(FORMULA) or text in ERRORS or bool(_NARROW.match(text))


def shown(text: str) -> str:
    """The cell as a person knows it."""
    return text.replace(FORMULA, "")


def sentence(row: int, column: str, text: str) -> str:
    """What is wrong with a cell that `is_error`, and what to do."""
    text = text.strip()
    if text.startswith(FORMULA):
        words = _(
            "Row {row}, {column}: the formula “{value}” has no stored result. Open the file in your spreadsheet, "
            "save it there, and import it again."
        )
    elif _NARROW.match(text):
        words = _(
            "Row {row}, {column}: “{value}” is what a spreadsheet shows where a column is too narrow. "
            "Make the column wider and export it again."
        )
    else:
        words = _(
            "Row {row}, {column}: the spreadsheet has the error {value} here, so there is no answer to count."
        )
    return words.format(row=number(row), column=column, value=shown(text)[:60])
