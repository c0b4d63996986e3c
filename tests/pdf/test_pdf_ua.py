"""Tagged structure: every document passes veraPDF's PDF/UA-1 where that runs, and our own check everywhere."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from cxdesk import i18n
from cxdesk.planning.customer_plan import CustomerPlan, Told, WillDo
from exports.charts.data import ScoreRow, ScoreRows
from exports.charts.drawing import draw as draw_chart
from exports.charts.look import Look
from exports.journey import rendered
from exports.journey.kit import Wish, printed
from exports.pdf.addresses import leads_to
from exports.pdf.chart import ChartBlock
from exports.pdf.customer_plan import draw
from exports.pdf.document import Rendered
from exports.pdf.document import render as render_document
from exports.pdf.grid import Column, Grid, Row
from exports.pdf.internal_page import _furniture, render
from exports.pdf.issue_sheets import render_priorities, render_risks
from exports.pdf.look import style
from exports.pdf.tags import Element
from exports.pdf.text import Text
from exports.pdf.timeline_sheet import render_timeline
from tests.journeys.journey_examples import PERSIAN, repair_map
from tests.pdf.five_plans import LANGUAGES, plan_in
from tests.pdf.test_pdf_internal_page import a_page, figure
from tests.pdf.test_pdf_issue_sheets import priority_sheet, risk_sheet, timeline_sheet
from tests.support.pdf_structure import outline, problems, tree
from tests.support.verapdf import missing, verdicts


@cache
def plan_pdf(language: str) -> bytes:
    return draw(plan_in(language))


@cache
def page_pdf(language: str) -> bytes:
    return render(a_page(language)).pdf


def in_use(language: str, made: Callable[[], Rendered]) -> bytes:
    """These papers speak the language in use."""
    i18n.set_language(language)
    try:
        return made().pdf
    finally:
        i18n.set_language("en")


DOCUMENTS: dict[str, Callable[[], bytes]] = {
    **{f"plan {lang}": lambda lang=lang: plan_pdf(lang) for lang in LANGUAGES},  # type: ignore[misc]
    **{f"internal page {lang}": lambda lang=lang: page_pdf(lang) for lang in LANGUAGES},  # type: ignore[misc]
    "map en": lambda: rendered(repair_map(), ".pdf", "en"),
    "map fa": lambda: rendered(repair_map(PERSIAN), ".pdf", "fa"),
    "poster": lambda: printed(repair_map(), "en", Wish(paper="A0")).pdf,
    "glued map en": lambda: printed(repair_map(), "en", Wish(paper="A1", tiles="A4")).pdf,
    "glued map fa": lambda: printed(repair_map(PERSIAN), "fa", Wish(paper="A1", tiles="A4")).pdf,
    "kit en": lambda: printed(repair_map(), "en", Wish("kit", paper="A2", tiles="A3")).pdf,
    "customer's kit fa": lambda: printed(repair_map(PERSIAN), "fa", Wish("kit", for_customer=True)).pdf,
    "customer's map": lambda: rendered(repair_map(), ".pdf", "en", for_customer=True),
    "many promises": lambda: draw(many_promises()),
    **{
        f"risks {lang}": lambda lang=lang: in_use(lang, lambda: render_risks(risk_sheet(9)))
        for lang in LANGUAGES
    },  # type: ignore[misc]
    **{
        f"priorities {lang}": lambda lang=lang: in_use(
            lang, lambda: render_priorities(priority_sheet(9), "letter")
        )  # type: ignore[misc]
        for lang in LANGUAGES
    },
    **{
        f"timeline {lang}": lambda lang=lang: in_use(lang, lambda: render_timeline(timeline_sheet(20)))  # type: ignore[misc]
        for lang in LANGUAGES
    },
}


def many_promises() -> CustomerPlan:
    plan = plan_in("en")
    rows = tuple(
        WillDo(f"Promise number {n} of many, in a sentence that takes two lines of its column.", "Service manager",
               date(2026, 6, 1), line_id=100 + n)
        for n in range(60)
    )  # fmt: skip
    return replace(plan, will_do=rows)


def test_every_document_passes_pdf_ua_1_in_verapdf(tmp_path: Path) -> None:
    if why := missing():
        pytest.skip(f"PDF/UA-1 WAS NOT CHECKED: {why}.")
    files = {}
    for name, made in DOCUMENTS.items():
        files[tmp_path / f"{name}.pdf"] = name
        (tmp_path / f"{name}.pdf").write_bytes(made())
    found = verdicts(files)
    assert {files[path]: broken for path, broken in found.items() if broken} == {}


def test_verapdf_refuses_a_file_without_structure(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "plain.pdf"
    canvas = Canvas(str(path))
    canvas.drawString(100, 100, "Words")
    canvas.save()
    assert problems(path.read_bytes()) == ["there is no structure tree"]
    if why := missing():
        pytest.skip(f"PDF/UA-1 WAS NOT CHECKED: {why}.")
    assert any(said.startswith("7.1-11") for said in verdicts([path])[path])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_structure_is_complete(name: str) -> None:
    assert problems(DOCUMENTS[name]()) == []


def test_content_that_no_element_holds_is_found() -> None:
    pdf = plan_pdf("en")
    # The same file with one element's content given away: its mark now belongs to nothing.
    number = next(node for node in tree(pdf).walk() if node.marks == [(0, 3)]).number
    at = pdf.index(f"\n{number} 0 obj".encode())
    broken = pdf[:at] + pdf[at : at + 300].replace(b"/K [ 3 ]", b"/K [ 0 ]", 1) + pdf[at + 300 :]
    assert any("MCID 3" in said for said in problems(broken))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_has_headings_lists_a_table_and_links(language: str) -> None:
    top = tree(plan_pdf(language))
    assert len(top.of("H1")) == 1
    assert len(top.of("H2")) == 6
    plan = plan_in(language)
    told = top.of("L")[0]
    assert told.entry["/A"]["/ListNumbering"] == "/Decimal"
    assert [[kid.role for kid in item.kids] for item in told.kids] == [["Lbl", "LBody"]] * len(plan.told)
    promises, annex = top.of("Table")
    assert [cell.entry["/A"]["/Scope"] for cell in promises.kids[0].kids] == ["/Column"] * 3
    assert len(promises.kids) == 1 + len(plan.will_do)
    assert [row.kids[0].entry["/A"]["/Scope"] for row in annex.kids[1:]] == ["/Row"] * len(plan.annex)
    leads = [str(note["/A"]["/URI"]) for link in top.of("Link") for note in link.notes]
    assert leads == [
        "tel:02155550142" if language == "fa" else "tel:+31105550142",
        "mailto:service.north@alder-lifts.example",
    ]
    assert len(top.of("BlockQuote")) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_says_what_it_shows_with_its_figures(language: str) -> None:
    figures = [node.alt for node in tree(page_pdf(language)).of("Figure")]
    assert len(figures) == 4
    percent = {"fa": "۴۸", "en": "48%"}.get(language, "48")
    assert "Waiting for the fitter" in figures[0]
    assert percent in figures[0]
    assert all(name in figures[3] for name in ("Housing", "Offices", "Hospitals"))


def test_a_repeated_head_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = DOCUMENTS["many promises"]()
    tables = tree(pdf).of("Table")
    full = next(t for t in tables if len(t.kids) == 61)
    assert len(full.of("TH")) == 3
    pages = {page for cell in full.walk() for page, _mcid in cell.marks}
    assert len(pages) >= 3
    contents = [page.get_contents().get_data() for page in PdfReader(BytesIO(pdf)).pages]  # type: ignore[union-attr]
    assert sum(b"/Artifact <</Type /Pagination>> BDC" in content for content in contents) == len(pages) - 1


def test_a_row_on_two_pages_is_one_row() -> None:
    endless = " ".join(f"word{n}" for n in range(2500))
    plan = plan_in("en")
    pdf = draw(replace(plan, will_do=(replace(plan.will_do[0], what=endless),), annex=()))
    table = tree(pdf).of("Table")[-1]
    assert len(table.kids) == 2
    [paragraph] = table.kids[1].kids[0].kids
    assert len({page for page, _mcid in paragraph.marks}) >= 3
    assert problems(pdf) == []


def test_the_sender_and_the_status_are_read_once_and_repeated_headers_are_not() -> None:
    top = tree(plan_pdf("en"))
    first = top.kids[0].kids[:3]
    assert [node.role for node in first] == ["P", "P", "H1"]
    contents = [page.get_contents().get_data() for page in PdfReader(BytesIO(plan_pdf("en"))).pages]  # type: ignore[union-attr]
    for content in contents:
        assert content.count(b"/Subtype /Footer>> BDC") == 1
    assert contents[1].count(b"/Subtype /Header>> BDC") >= 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_bookmarks_lead_to_every_heading(language: str) -> None:
    found = outline(plan_pdf(language))
    assert [level for level, _title, _page in found] == [0, 1, 1, 1, 1, 1, 1]
    assert found[0][1].endswith(plan_in(language).account) or plan_in(language).account in found[0][1]
    assert [page for _level, _title, page in found] == [1, 1, 1, 1, 1, 1, 2]


def test_promises_that_go_on_are_linked_to_where_they_do() -> None:
    plan = plan_in("en")
    pdf = draw(replace(plan, will_do=plan.will_do[:1] * 14))
    top = tree(pdf)
    leads = [note for link in top.of("Link") for note in link.notes if "/Dest" in note]
    assert len(leads) == 1
    reader = PdfReader(BytesIO(pdf))
    pages = [page.indirect_reference.idnum for page in reader.pages]  # type: ignore[union-attr]
    assert pages.index(leads[0]["/Dest"][0].indirect_reference.idnum) == 1
    assert any(title == "What we will do, in full" and page == 2 for _level, title, page in outline(pdf))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_the_file_says_of_itself(name: str) -> None:
    reader = PdfReader(BytesIO(DOCUMENTS[name]()))
    root, about = reader.trailer["/Root"], reader.metadata  # type: ignore[index]
    assert about is not None
    assert about.title
    assert about.author
    assert about.subject not in ("", "unspecified", None)
    xmp = reader.xmp_metadata
    assert xmp is not None
    assert xmp.dc_title["x-default"] == about.title
    assert xmp.dc_language == [root["/Lang"]]  # type: ignore[index]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]  # type: ignore[index]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()  # type: ignore[index]


def test_markup_in_a_title_stays_text_in_the_metadata() -> None:
    odd = replace(plan_in("en"), account="<b>A</b> & \x0b]]> {0}")
    pdf = draw(replace(odd, told=(Told("<P> (\\) >> EMC", 1),)))
    xmp = PdfReader(BytesIO(pdf)).xmp_metadata
    assert xmp is not None
    assert "<b>A</b> & " in xmp.dc_title["x-default"]
    assert problems(pdf) == []


def test_a_paragraph_in_other_letters_names_its_language() -> None:
    top = tree(plan_pdf("fa"))
    mail = top.of("Link")[1]
    said = {str(node.entry.get("/Lang")) for node in top.of("P") if mail in node.kids}
    assert said == {"und-Latn"}
    assert {str(node.entry.get("/Lang")) for node in top.of("H1")} == {"None"}


@pytest.mark.skipif(
    not shutil.which("pdfinfo"), reason="poppler's pdfinfo IS NOT HERE: reading order unchecked by it."
)
def test_poppler_reads_the_english_plan_in_order(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(plan_pdf("en"))
    done = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, text=True, check=True)
    said = [line.strip().strip('"') for line in done.stdout.splitlines() if line.strip().startswith('"')]
    order = [
        "Alder Lifts", "What we will do for Harbour Square", "What you told us", "1",
        "You expected a fitter within 4 hours; you told us it takes longer.",
        "“I rang in the morning, and until noon nobody could say when they would come.”", "What we will do", "By when",
        "30 June 2026", "Since last time", "6 of 12 satisfied", "Who to call", "What we ask of you", "Invoice",
    ]  # fmt: skip
    places = [said.index(text) for text in order]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("+31 10 555 0142", "tel:+31105550142"),
        ("(010) 555-01.42", "tel:0105550142"),
        ("۰۲۱ ۵۵۵۵ ۰۱۴۲", "tel:02155550142"),
        ("\u2066service.north@alder-lifts.example\u2069", "mailto:service.north@alder-lifts.example"),
        ("a%b@c.example", "mailto:a%25b@c.example"),
        ("javascript:alert(1)", ""),
        ("http://alder.example/?q=1", ""),
        ("ask for Anna, 555 0142", ""),
        ("a@b.example?bcc=c@d.example", ""),
        ("12", ""),
        ("", ""),
    ],
)
def test_only_a_plain_address_or_number_becomes_a_link(text: str, leads: str) -> None:
    assert leads_to(text) == leads


def test_rows_of_a_table_need_not_say_that_they_are() -> None:
    cell = (Text("Word", style("body")),)
    grid = Grid((Column(0, 100),), [Row(cell, Element("TR")), Row(cell)], 500, Row(cell))
    assert grid.key is not None
    assert grid.key.role == "Table"
    assert [row.key.role for row in (grid.head, *grid.rows) if row and row.key] == ["TR"] * 3
    listed = Grid((Column(0, 100),), [Row(cell)], 500, key=Element("L"))
    assert [row.key.role for row in listed.rows if row.key] == ["LI"]
    assert Grid((Column(0, 100),), [Row(cell)], 500).rows[0].key is None


def test_a_chart_without_a_text_says_the_words_printed_in_it() -> None:
    data = ScoreRows((ScoreRow("Emergency call", figure(59)),))
    chart = ChartBlock(draw_chart(data, Look("paper", "en", 400)))
    render_document([chart], _furniture(a_page("en")))
    assert "Emergency call" in chart.key.alt
    assert "59%" in chart.key.alt


def test_a_cell_that_names_itself_is_one_cell() -> None:
    row = Row(
        ((Text("Name", style("body"), Element("TH")),), (Text("Value", style("body"), Element("TD")),)),
        Element("TR"),
    )
    head = Row(
        ((Text("A", style("small"), Element("TH")),), (Text("B", style("small"), Element("TH")),)),
        Element("TR"),
    )
    grid = Grid((Column(0, 100), Column(100, 100)), [row], 500, head)
    title = Text("Title", style("title"), Element("H1"))
    pdf = render_document(
        [title, grid, Text("Loose", style("body"), Element("TD"))], _furniture(a_page("en"))
    ).pdf
    assert problems(pdf) == []
    [table] = tree(pdf).of("Table")
    assert [[cell.role for cell in one.kids] for one in table.kids] == [["TH", "TH"], ["TH", "TD"]]
    assert table.kids[1].kids[0].entry["/A"]["/Scope"] == "/Row"
