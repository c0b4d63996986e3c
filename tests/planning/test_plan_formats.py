"""The same plan as PDF, workbook and page of HTML, on A4 and Letter, from hostile words, and looked over for leaks."""

import json
import shutil
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pypdfium2
import pytest
from PIL import Image

from cxdesk.errors import UserError
from cxdesk.planning import actions as planning
from cxdesk.planning.assemble import branded
from cxdesk.planning.plan_queries import plan_rows
from cxdesk.project import Project
from exports.pdf.brand_kit import set_kit
from exports.pdf.customer_plan import complete, render
from exports.pdf.hand_out import hand_out, prepared, refuse_outsiders
from exports.pdf.leak_check import look_over
from exports.pdf.leaks import leaks
from exports.tables.customer_plan import page, workbook
from tests.pdf import conftest as plans
from ui import cli

HOSTILE = {
    "markup": "<b>Hello</b> <script>alert(1)</script> &amp; \"'<img src=x onerror=alert(1)>",
    "formula": '=HYPERLINK("http://x.example";"Click")',
    "plus": "+31 10 555 0142",
    "control": "One\x00two\x07three\x1b[31m\u202efour",
}


@pytest.fixture
def english() -> Any:
    return plans.english.__wrapped__()


@pytest.fixture
def persian() -> Any:
    return plans.persian.__wrapped__()


def text_of(pdf: bytes, at: int = 1) -> str:
    """The words of one page as a reader finds them, in one line."""
    doc = pypdfium2.PdfDocument(pdf)
    text = " ".join(doc[at - 1].get_textpage().get_text_range().split())
    doc.close()
    return text


def run_cli(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main([str(a) for a in arguments])
    return int(left.value.code or 0)


def filled(plan: Any, text: str) -> Any:
    """The plan with one text in every field a person writes."""
    return replace(
        plan,
        brand=replace(plan.brand, name=text, address=text, contact=text),
        account=text, account_full=text, agreed_with=text,
        told=tuple(replace(t, text=text) for t in plan.told),
        quotation=replace(plan.quotation, text=text, role=text),
        will_do=tuple(replace(w, what=text, who=text, slip_reason=text) for w in plan.will_do),
        since=replace(plan.since, text=text),
        who_to_call=replace(plan.who_to_call, title=text, phone=text, mail=text, hours=text),
        ask=text,
        annex=tuple(replace(a, name=text) for a in plan.annex),
    )  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.parametrize("language", ["english", "persian"])
def test_hostile_words_stay_words_in_every_format(
    what: str, language: str, request: pytest.FixtureRequest
) -> None:
    plan = filled(request.getfixturevalue(language), HOSTILE[what])
    html = page(plan).decode()
    assert "<script" not in html
    assert "<img" not in html
    assert "\x00" not in html + "".join(_cells(workbook(plan)))
    with zipfile.ZipFile(BytesIO(workbook(plan))) as book:
        assert all(b"<f>" not in book.read(n) for n in book.namelist())
        for name in book.namelist():
            ElementTree.fromstring(book.read(name))
    assert render(plan).pages <= 4


def test_twenty_thousand_letters_are_refused_where_they_are_written(story: Any) -> None:
    for kind, owner, field, _text in story.wordings():
        with pytest.raises(UserError, match="A sentence of 20,000 characters fits on no page"):
            story.write(kind, owner, field, "x" * 20_000)
    story.write("firm", 1, "name", "Alder\x00\x1b[31m \u202eLifts")
    from cxdesk.planning.wording import written

    assert story.project.read(written, "firm", 1, "en")["name"].text == "Alder[31m Lifts"


def test_two_thousand_letters_in_every_field_still_end_on_paper(english: Any) -> None:
    plan = filled(english, "word " * 400)
    assert not complete(plan)
    assert render(plan).pages < 60
    assert page(plan)
    assert workbook(plan)


def test_a_plan_that_page_one_can_not_hold_is_not_handed_out_and_its_longest_words_are_named(
    story: Any, tmp_path: Path
) -> None:
    story.write_all()
    story.write("plan_line", story.told, "text", "Far too long a sentence. " * 75)
    story.approve()
    with pytest.raises(UserError, match=r"Page one can’t hold this plan\..*“Far too long a sentence"):
        hand_out(story.project, story.plan, "en", tmp_path / "p.pdf")
    assert not (tmp_path / "p.pdf").exists()


def test_html_says_its_language_and_direction_and_takes_nothing_from_elsewhere(persian: Any) -> None:
    html = page(persian).decode()
    assert '<html lang="fa" dir="rtl">' in html
    assert "default-src 'none'" in html
    assert "http" not in html.replace("http-equiv", "").replace("@", "")
    for told in persian.told:
        assert told.text in html


def test_the_three_formats_say_the_same_sentences(english: Any) -> None:
    pdf, html = text_of(render(english).pdf), page(english).decode()
    cells = _cells(workbook(english))
    for text in (*(t.text for t in english.told), *(w.who for w in english.will_do), english.ask,
                 "Based on 14 answers from your colleagues, March 2026", "10 of 14 satisfied"):  # fmt: skip
        assert text in pdf
        assert text in html
        assert any(text in cell for cell in cells), text


def test_letter_and_a4_print_the_same_page_with_our_address(english: Any) -> None:
    brand = replace(
        english.brand, paper="letter", address="Havenstraat 1\nRotterdam", contact="alder-lifts.example"
    )
    letter = render(replace(english, brand=brand))
    doc = pypdfium2.PdfDocument(letter.pdf)
    assert doc[0].get_size() == (612.0, 792.0)
    text = doc[0].get_textpage().get_text_range()
    doc.close()
    assert "Havenstraat 1, Rotterdam · alder-lifts.example" in text
    assert "For Harbour Square" in text
    assert letter.pages == 2


def test_an_annex_is_one_page_and_says_how_many_more_there_are(english: Any) -> None:
    plan = replace(english, annex=english.annex * 20)
    made = render(plan)
    assert made.pages == 2
    assert "more touch points are not shown here." in text_of(made.pdf, 2)
    assert render(english).pages == 2
    assert "not shown here" not in text_of(render(english).pdf, 2)


def test_a_value_that_nobody_approved_never_reaches_the_builder(story: Any) -> None:
    story.write_all()
    story.approve()
    ready = prepared(story.project, story.plan, "en")
    from exports.pdf.hand_out import allowed

    texts = story.project.read(allowed, story.plan, "en")
    refuse_outsiders(ready.plan, texts)
    leaked = replace(ready.plan, ask="Calls queue for 26 minutes on average")
    with pytest.raises(RuntimeError, match="nobody approved"):
        refuse_outsiders(leaked, texts)


def test_a_camera_s_notes_in_a_picture_are_found_and_a_logo_leaves_without_them(english: Any) -> None:
    secret = "Taken at the head office of Arya Clinic"
    photo = Image.new("RGB", (60, 60), "#335577")
    exif = Image.Exif()
    exif[0x010E] = secret
    out = BytesIO()
    photo.save(out, "JPEG", exif=exif)
    plan = replace(english, brand=replace(english.brand, logo=out.getvalue()))
    assert leaks(render(plan).pdf, [secret]) == []
    assert secret.encode() not in page(plan)
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    raw = BytesIO()
    canvas = Canvas(raw)
    canvas.drawImage(ImageReader(BytesIO(out.getvalue())), 0, 0)
    canvas.save()
    inside = (
        raw.getvalue().replace(b"endstream", out.getvalue() + b"endstream", 1)
        if secret.encode() not in raw.getvalue()
        else raw.getvalue()
    )
    assert leaks(inside, [secret]) == [secret]


def test_a_logo_that_can_not_be_printed_is_refused_in_words_and_the_old_one_stays(
    story: Any, tmp_path: Path
) -> None:
    good = BytesIO()
    Image.new("RGB", (60, 60), "#335577").save(good, "PNG")
    set_kit(story.project, "#335577", good.getvalue(), "letter")
    big = tmp_path / "big.png"
    big.write_bytes(_png_header(20_000, 20_000))
    script = tmp_path / "logo.svg"
    script.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script></svg>'
    )
    broken = tmp_path / "broken.png"
    broken.write_bytes(good.getvalue()[:40])
    for path, said in ((big, "16 million points"), (script, "can’t be read whole and safely"), (broken, "is damaged"),
                       (tmp_path / "no.png", "There is no file")):  # fmt: skip
        with pytest.raises(UserError, match=said):
            set_kit(story.project, "#335577", path, "a4")
    with pytest.raises(UserError, match="is no colour"):
        set_kit(story.project, "red", None, "a4")
    now = story.project.read(branded, "")
    assert (now.logo, now.paper) == (good.getvalue(), "letter")


@pytest.mark.slow
def test_the_command_line_makes_checks_and_approves(
    story: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story.write_all()
    file = story.project.path
    story.project.close()
    assert run_cli("plan", "export", file, "--account", "AL-1", "-o", tmp_path / "p.html") == 1
    assert "is not approved" in capsys.readouterr().err
    assert run_cli("plan", "approve", file, "--account", "AL-1", "--by", "Sanne Visser", "--json") == 0
    assert json.loads(capsys.readouterr().out)["missing"] == []
    for kind in ("pdf", "xlsx", "html"):
        target = tmp_path / f"p.{kind}"
        assert run_cli("plan", "export", file, "--account", "AL-1", "--format", kind, "-o", target) == 0
        capsys.readouterr()
        assert run_cli("plan", "leak-check", file, target, "--json") == 0
        assert json.loads(capsys.readouterr().out) == {"account": "AL-1", "found": [], "looked_for": 7}
    assert run_cli("plan", "export", file, "--all", "--language", "nl", "-o", tmp_path / "all", "--json") == 1
    out = capsys.readouterr()
    assert json.loads(out.out)["not_made"][0]["account"] == "AL-1"
    assert "The plan is not made in Dutch" in out.err
    assert run_cli("plan", "export", file, "-o", tmp_path / "x") == 1
    assert run_cli("plan", "wordings", file, "--missing", "--json") == 0


def test_the_leak_check_finds_what_a_person_pasted_into_a_page(story: Any, tmp_path: Path) -> None:
    story.write_all()
    story.approve()
    path = hand_out(story.project, story.plan, "en", tmp_path / "p.html")
    path.write_text(
        path.read_text().replace("Harbour Square Offices", "Calls queue for 26 <b></b>minutes on average")
    )
    with pytest.raises(UserError, match="was not handed out from this file"):
        look_over(story.project, path)
    found = look_over(story.project, path, "AL-1")
    assert found.found == ()  # markup inside the words
    path.write_text(path.read_text().replace("<b></b>", ""))
    assert look_over(story.project, path, "AL-1").found == ("Calls queue for 26 minutes on average",)
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 broken")
    with pytest.raises(UserError, match="is damaged"):
        look_over(story.project, tmp_path / "x.pdf", "AL-1")


def test_an_account_without_answers_gets_a_plan_without_figures(story: Any, tmp_path: Path) -> None:
    from cxdesk.accounts.actions import AccountSpec, store_accounts

    story.project.run("More", store_accounts, [AccountSpec("AL-9", "Silent Hotel", language="en")])
    plan = story.project.run("Plan", planning.create_plan, 3, story.world.round)
    line = story.project.run("Line", planning.add_line, plan, "do", action_id=story.action)
    told = story.project.run("Line", planning.add_line, plan, "told", touch_point_id=story.world.touch_point)
    story.write_all()
    for kind, owner, name, text in (
        ("account", 3, "name", "Silent Hotel"), ("account", 3, "full_name", "Silent Hotel Ltd"),
        ("plan", plan, "contact_title", "Manager"), ("plan", plan, "contact_phone", "1"), ("plan", plan, "contact_mail", "m@x"),
        ("plan_line", line, "text", "We come."), ("plan_line", line, "who", "Manager"), ("plan_line", told, "text", "You wait."),
    ):  # fmt: skip
        story.write(kind, owner, name, text)
    from datetime import datetime

    from cxdesk.planning.approval import approve_plan

    story.project.run("Approve", approve_plan, plan, "en", "Sanne Visser", datetime(2026, 4, 1))
    ready = prepared(story.project, plan, "en")
    assert (ready.plan.answers, ready.plan.annex, ready.plan.quotation) == (0, (), None)
    assert "Based on" not in pypdfium2.PdfDocument(ready.data)[0].get_textpage().get_text_range()


def test_no_data_at_all_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from cxdesk.project import Project

    Project.create(tmp_path / "empty.cxdesk").close()
    file = tmp_path / "empty.cxdesk"
    assert run_cli("plan", "export", file, "--all", "-o", tmp_path / "all", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"made": [], "not_made": []}
    assert run_cli("plan", "export", file, "--account", "AL-1", "-o", tmp_path / "p.pdf") == 1
    assert run_cli("plan", "wordings", file, "--json") == 0


def _cells(book: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(book)) as parts:
        tree = ElementTree.fromstring(parts.read("xl/sharedStrings.xml"))
    return ["".join(node.itertext()) for node in tree]


def _png_header(width: int, height: int) -> bytes:
    import struct
    import zlib

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = b"IHDR" + head
    idat = b"IDAT" + zlib.compress(b"\0" * 100)

    def chunk(data: bytes) -> bytes:
        return struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))

    return b"\x89PNG\r\n\x1a\n" + chunk(body) + chunk(idat) + chunk(b"IEND")


def test_the_leak_check_knows_other_customers_by_short_names_and_in_any_language(
    example_file: Path, tmp_path: Path
) -> None:
    document = tmp_path / "page.html"
    document.write_text("<p>Like Cedar House, says Leila Rahimi, and برج‌های نیلوفر</p>", encoding="utf-8")
    project = Project.open(Path(shutil.copy(example_file, tmp_path / "a.cxdesk")))
    account = next(p.account_key for p in project.read(plan_rows) if p.account == "Harbour Square")
    found = look_over(project, document, account).found
    project.close()
    assert set(found) == {"Cedar House", "Leila Rahimi", "برج‌های نیلوفر"}
