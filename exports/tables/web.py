"""Tables as HTML, for the clipboard of a word processor or a mail."""

from collections.abc import Sequence
from html import escape

from exports.tables.cells import Cell, as_text, checked


def html_table(
    rows: Sequence[Sequence[Cell]], header: Sequence[str], rtl: bool = False, lang: str = "", note: str = ""
) -> str:
    """The table with every text escaped; numbers are set at the end edge of their cells, the note stands below."""
    checked(rows, header)
    direction = ' dir="rtl"' if rtl else ""
    language = f' lang="{escape(lang, quote=True)}"' if lang else ""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in header)
    body = "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in rows)
    return (
        f'<meta charset="utf-8"><table{direction}{language}>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        f"{f'<p{direction}{language}>{escape(note)}</p>' if note else ''}"
    )


def _cell(cell: Cell) -> str:
    side = ' style="text-align:end"' if isinstance(cell, int | float) else ""
    return f"<td{side}>{escape(as_text(cell), quote=False)}</td>"
