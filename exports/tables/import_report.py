"""An import's report as one HTML page that opens anywhere and prints; every text from the file is escaped."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from cxdesk.i18n import _, is_rtl, language, number
from cxdesk.importing.kept import Report
from cxdesk.responses.schema import FINISHED, SENT_AWAY, TEST, UNFINISHED
from exports.tables.web import html_table
from exports.writing import write_file

_STYLE = """
body{font:15px/1.5 "Noto Sans",Vazirmatn,sans-serif;color:#25211c;background:#f7f4ee;max-width:60rem;
margin:2rem auto;padding:0 1rem}
h1,h2{font-family:"Source Serif 4",Vazirmatn,serif;font-weight:600}
table{border-collapse:collapse;width:100%;background:#fff}
th,td{padding:.4rem .6rem;border-bottom:1px solid #ded6c9;text-align:start;vertical-align:top;overflow-wrap:anywhere}
th{border-bottom-color:#8f8577;font-weight:400;color:#5e564c}
@media print{body{background:none;margin:0;max-width:none}}
"""


def write_import_report(report: Report, path: Path) -> Path:
    """Write the page; returns where it was written."""
    content = page(report).encode("utf-8")
    return write_file(path, lambda part: part.write_bytes(content))


def page(report: Report) -> str:
    """The whole page as HTML."""
    lang, rtl = language(), is_rtl()
    title = _("What came of importing “{name}”").format(name=report.source)
    body = "".join(_parts(report, rtl, lang))
    direction = ' dir="rtl"' if rtl else ""
    return (
        f'<!doctype html><html lang="{lang}"{direction}><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><h1>{escape(title)}</h1>{body}</body></html>"
    )


def _parts(report: Report, rtl: bool, lang: str) -> Iterator[str]:
    yield _p(report.reason)
    yield _p(report.header_reason)
    yield _p(rows_sentence(report))
    yield _p(cells_sentence(report))
    yield _head(_("Which rows count"))
    yield html_table(_states(report), [_("Rows"), _("How many"), _("Make the scores")], rtl, lang)
    if report.left_out:
        yield _head(_("Columns left out"))
        yield html_table([list(pair) for pair in report.left_out], [_("Column"), _("Why")], rtl, lang)
    if report.changes:
        yield _head(_("Answers that were there in another way"))
        yield _p(_("Updated.") if report.on_change == "update" else _("Kept as they were stored."))
        rows = [[number(c.row), c.column, c.before, c.now] for c in report.changes]
        yield html_table(rows, [_("Row"), _("Column"), _("Stored before"), _("In the file")], rtl, lang)
        yield _more(len(report.changes), report.change_count)
    if report.notes:
        yield _head(_("What was decided"))
        yield html_table(
            [list(pair) for pair in report.notes], [_("Column"), _("How it was read")], rtl, lang
        )
    yield _head(_("What was found"))
    if not report.problems:
        yield _p(_("Nothing else was found."))
        return
    rows = [[number(p.row) if p.row else "", p.column, p.sentence, p.value] for p in report.problems]
    yield html_table(rows, [_("Row"), _("Column"), _("What was found"), _("Cell")], rtl, lang)
    yield _more(len(report.problems), report.problem_count)


def rows_sentence(report: Report) -> str:
    """Rows in, and what became of each."""
    sentence = _(
        "{rows_in} rows in = {stored} stored + {unchanged} unchanged + {changed} changed + {refused} refused."
    )
    return sentence.format(
        rows_in=number(report.rows_in),
        stored=number(report.stored),
        unchanged=number(report.unchanged),
        changed=number(report.changed),
        refused=number(report.refused),
    )


def cells_sentence(report: Report) -> str:
    """Cells in, and what became of each."""
    cells = report.cells
    sentence = _(
        "{total} cells in = {stored} stored + {repaired} repaired + {text} kept as text + {unchanged} unchanged "
        "+ {refused} refused + {left} in columns left out."
    )
    return sentence.format(
        total=number(cells.total),
        stored=number(cells.stored),
        repaired=number(cells.repaired),
        text=number(cells.kept_as_text),
        unchanged=number(cells.unchanged),
        refused=number(cells.refused),
        left=number(cells.left_out),
    )


def _states(report: Report) -> list[list[str]]:
    rows = (
        (FINISHED, _("Finished answers"), True),
        (UNFINISHED, _("Unfinished"), report.count_unfinished),
        (TEST, _("Previews and tests"), report.count_tests),
        (SENT_AWAY, _("Sent away: quota full, or not one of those asked"), False),
    )
    return [
        [words, number(report.states[state]), _("yes") if counts else _("no")]
        for state, words, counts in rows
        if report.states.get(state)
    ]


def _p(text: str) -> str:
    return f"<p>{escape(text)}</p>" if text else ""


def _head(text: str) -> str:
    return f"<h2>{escape(text)}</h2>"


def _more(shown: int, count: int) -> str:
    if count <= shown:
        return ""
    return _p(_("The first {shown} of {all} are listed.").format(shown=number(shown), all=number(count)))
