"""The customer's action plan as a workbook and as a plain page of HTML, from the same allow-list as the PDF."""

import re
from base64 import b64encode
from html import escape
from io import BytesIO

from cxdesk.i18n import day, digits, is_rtl, words
from cxdesk.planning import plan_words
from cxdesk.planning.customer_plan import CustomerPlan
from cxdesk.planning.plan_words import Part, parts
from cxdesk.planning.wording import without_control
from exports.brand import readable
from exports.pdf.logo import logo_png
from exports.tables.cells import as_text

_PHONE = re.compile(r"[\u2066\u2068]?\+\d[\d ()/.-]{5,24}[\u2069]?")
_STYLE = """body{font:16px/1.5 sans-serif;color:#25211c;max-width:46em;margin:2em auto;padding:0 1em}
h1{font-size:1.75em;line-height:1.25}h2{font-size:1em;color:ACCENT;border-top:2px solid ACCENT;padding-top:.5em;
margin-top:2em}table{border-collapse:collapse;width:100%}th{text-align:start;font-weight:400;color:#5e564c}
td,th{padding:.4em .8em .4em 0;border-bottom:1px solid #ded6c9;vertical-align:top}
blockquote{border-inline-start:3px solid ACCENT;margin:1em 0;padding-inline-start:1em}
footer,header{color:#5e564c}header img{height:2em;vertical-align:middle;margin-inline-end:.6em}"""


def page(plan: CustomerPlan) -> bytes:
    """One file of HTML: no script, nothing from elsewhere, every text escaped, language and direction said."""
    lang = plan.language
    title = _text(plan_words.title(plan))
    between = plan_words.between(lang)
    version = words(lang).gettext("Version {n}").format(n=digits(str(plan.version), lang))
    head = between.join(map(_text, (plan.brand.name, plan_words.status(plan), version)))
    foot = [words(lang).gettext("Action plan for {account}").format(account=plan.account_full or plan.account),
            day(plan.made_on, lang), plan.brand.address, plan.brand.contact]  # fmt: skip
    style = _STYLE.replace("ACCENT", readable(plan.brand.accent))
    body = "".join(_part(part) for part in parts(plan))
    based = f"<p>{_text(plan_words.based_on(plan))}</p>" if plan.answers > 0 else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}" dir="{"rtl" if is_rtl(lang) else "ltr"}"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; '
        "style-src 'unsafe-inline'\">"
        f'<meta name="viewport" content="width=device-width"><title>{title}</title><style>{style}</style></head>'
        f"<body><header>{_logo(plan)}{head}</header><main><h1>{title}</h1>{based}{body}</main>"
        f"<footer><p>{between.join(_text(text) for text in foot if text.strip())}</p></footer></body></html>\n"
    ).encode()


def workbook(plan: CustomerPlan) -> bytes:
    """One sheet, part by part; every cell is a text and none can be run as a formula."""
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False}) as book:
        book.set_properties(
            {"title": _clean(plan_words.title(plan))[:255], "author": _clean(plan.brand.name)[:255]}
        )
        sheet = book.add_worksheet()
        if is_rtl(plan.language):
            sheet.right_to_left()
        sheet.set_column(0, 0, 70)
        sheet.set_column(1, 2, 34)
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        bold = book.add_format({"bold": True, "text_wrap": True})
        large = book.add_format({"bold": True, "font_size": 16})
        at = 0

        def write(cells: tuple[str, ...], how: object = plain) -> None:
            nonlocal at
            for column, text in enumerate(cells):
                sheet.write_string(at, column, _cell(_clean(text)), how)
            at += 1

        write((plan_words.title(plan),), large)
        for text in plan_words.around(plan):
            if text != plan_words.title(plan):
                write((text,))
        for part in parts(plan):
            at += 1
            if part.head:
                write((part.head,), bold)
            if part.heads:
                write(part.heads, bold)
            for cells in part.rows:
                write(cells)
    return out.getvalue()


def _cell(text: str) -> str:
    """A text that stays one; a phone number keeps its plus without an apostrophe before it."""
    return text if _PHONE.fullmatch(text) else as_text(text)


def _part(part: Part) -> str:
    head = f"<h2>{_text(part.head)}</h2>" if part.head else ""
    if part.key == "quote":
        words_, role = part.rows[0]
        return f"<blockquote><p>{_text(words_)}</p><p><small>{_text(role)}</small></p></blockquote>"
    if part.heads:
        heads = "".join(f'<th scope="col">{_text(name)}</th>' for name in part.heads)
        rows = "".join(f"<tr>{''.join(f'<td>{_text(c)}</td>' for c in row)}</tr>" for row in part.rows)
        return f"{head}<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    if part.key == "told":
        return f"{head}<ol>{''.join(f'<li>{_text(row[0])}</li>' for row in part.rows)}</ol>"
    turned = ' dir="auto"' if part.key == "call" else ""
    return head + "".join(f"<p{turned}>{_text(row[0])}</p>" for row in part.rows)


def _text(text: str) -> str:
    return escape(_clean(text)).replace("\n", "<br>")


def _clean(text: str) -> str:
    """Without control characters, which neither XML nor HTML may hold, and no longer than a cell."""
    return without_control(text)[:32_000]


def _logo(plan: CustomerPlan) -> str:
    png = logo_png(plan.brand.logo) if plan.brand.logo else b""
    if not png:
        return ""
    name = escape(_clean(plan.brand.name), quote=True)
    return f'<img alt="{name}" src="data:image/png;base64,{b64encode(png).decode()}">'
