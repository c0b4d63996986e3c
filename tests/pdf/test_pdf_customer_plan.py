"""The customer's plan: what stands on its pages, in which order, and what the file says about itself."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pypdf
import pypdfium2
import pytest

from cxdesk.planning.customer_plan import Brand, CustomerPlan, Told, TouchPointCount, WhoToCall, WillDo
from exports.pdf.customer_plan import build, draw, render, where
from exports.pdf.look import MARGIN, PAGE

Read = Callable[..., str]
PRESENTATION_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufeff]")


def fonts(pdf: bytes) -> dict[str, Any]:
    found = {}
    for page in pypdf.PdfReader(BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index,union-attr]
            found[str(font.get_object()["/BaseFont"])] = font.get_object()
    return found


def in_order(text: str, parts: list[str]) -> bool:
    at = 0
    for part in parts:
        at = text.find(part, at)
        assert at >= 0, part
    return True


def test_page_one_says_everything_in_the_order_of_the_look(english: CustomerPlan, read: Read) -> None:
    assert in_order(
        read(draw(english), 1),
        [
            "Alder Lifts Agreed on 14 April 2026 with your facility manager · Version 2",
            "What we will do for Harbour Square",
            "Based on 14 answers from your colleagues, March 2026",
            "What you told us",
            "1 You expected a fitter within 4 hours; you told us it takes longer.",
            "2 After a new lift is handed over",
            "“I rang in the morning, and until noon nobody could say when they would come.”",
            "Building manager, printed with permission",
            "What we will do What Who By when",
            "Service manager 1 June 2026",
            "was 31 May; the text service was delivered a month late",
            "Since last time",
            "6 of 12 satisfied",
            "March 2026 10 of 14 satisfied",
            "Who to call Service manager, region north +31 10 555 0142 service.north@alder-lifts.example",
            "What we ask of you Please send us by 15 June",
            "For Harbour Square Name, date For Alder Lifts Name, date",
            "Action plan for Harbour Square Offices · version 2 · 14 April 2026 Page 1 of 2",
        ],
    )


def test_another_reader_gets_the_same_english_text(english: CustomerPlan) -> None:
    text = " ".join(pypdf.PdfReader(BytesIO(draw(english))).pages[0].extract_text().split())
    assert "You expected a fitter within 4 hours; you told us it takes longer." in text
    assert "Page 1 of 2" in text


def test_persian_copies_as_normal_letters_in_reading_order(persian: CustomerPlan, read: Read) -> None:
    text = read(draw(persian), 1)
    assert not PRESENTATION_FORMS.search(text)
    assert in_order(
        text,
        [
            "آسانسور آلدر",
            "انتظار داشتید تعمیرکار تا ۴ ساعت برسد؛ به ما گفتید بیشتر طول می‌کشد.",
            "پس از تحویل آسانسور نو، نمی‌دانید با چه کسی تماس بگیرید.",
            "صبح زنگ زدم و تا ظهر هیچ‌کس نمی‌دانست کی می‌آیند",
            "سرپرست اعزام ۹ تیر ۱۴۰۵",
            "گفتید صورت‌حساب‌های ما ناخواناست.",
            "۰۲۱ ۵۵۵۵ ۰۱۴۲",
            "service.north@alder-lifts.example",
            "لطفاً تا ۲۵ خرداد فهرست مستأجران را برای ما بفرستید.",
        ],
    )


def test_another_reader_gets_the_same_persian_words(persian: CustomerPlan) -> None:
    text = " ".join(pypdf.PdfReader(BytesIO(draw(persian))).pages[0].extract_text().split())
    assert "با چه کسی تماس بگیرید" in text
    assert "فهرست مستأجران را برای ما بفرستید" in text
    assert not PRESENTATION_FORMS.search(text)


def test_persian_begins_at_the_right_and_its_columns_are_mirrored(persian: CustomerPlan) -> None:
    doc = pypdfium2.PdfDocument(draw(persian))
    text = doc[0].get_textpage()
    told = _left_of(text, "انتظار")
    quoted = _left_of(text, "صبح")
    who = _left_of(text, "سرپرست")
    when = _left_of(text, "تیر")
    doc.close()
    assert quoted < told
    assert when < who


def _left_of(text: Any, word: str) -> float:
    search = text.search(word)
    start, _count = search.get_next()
    return float(text.get_charbox(start)[0])


@pytest.mark.parametrize("language", ["english", "persian"])
def test_every_font_is_embedded_and_none_is_built_in(language: str, request: pytest.FixtureRequest) -> None:
    found = fonts(draw(request.getfixturevalue(language)))
    assert len(found) >= 3
    for name, font in found.items():
        assert re.match(r"/[A-Z]{6}\+(NotoSans|SourceSerif4|Vazirmatn)", name)
        assert font["/Subtype"] == "/Type0"
        assert "/ToUnicode" in font
        descendant = font["/DescendantFonts"][0].get_object()
        assert len(descendant["/FontDescriptor"]["/FontFile2"].get_data()) > 1000


def test_title_and_language_are_in_the_file(persian: CustomerPlan, english: CustomerPlan) -> None:
    for plan, title in ((english, "What we will do for Harbour Square"), (persian, persian.account)):
        reader = pypdf.PdfReader(BytesIO(draw(plan)))
        assert title in str(reader.metadata.title)  # type: ignore[union-attr]
        catalogue = reader.trailer["/Root"]
        assert catalogue["/Lang"] == plan.language  # type: ignore[index]
        assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]  # type: ignore[index]
        xmp = reader.xmp_metadata
        assert xmp is not None
        assert title in xmp.dc_title["x-default"]
        assert xmp.dc_language == [plan.language]


def test_pages_are_counted_in_the_digits_of_the_language(
    english: CustomerPlan, persian: CustomerPlan, read: Read
) -> None:
    assert "Page 2 of 2" in read(draw(english), 2)
    footer = read(draw(persian), 2)[-60:]
    assert "۲" in footer
    assert not re.search("[0-9]", footer)


def test_the_annex_counts_people(english: CustomerPlan, read: Read) -> None:
    assert in_order(read(draw(english), 2), ["Invoice", "10 of 14 satisfied", "Breakdown call", "6 of 13"])


def test_without_annex_there_is_one_page(english: CustomerPlan) -> None:
    assert render(replace(english, annex=())).pages == 1


def test_sixty_promises_repeat_the_table_head_on_every_page(english: CustomerPlan, read: Read) -> None:
    rows = tuple(
        WillDo(f"Promise number {n} of many.", "Service manager", date(2026, 6, 1), line_id=100 + n)
        for n in range(60)
    )
    made = render(replace(english, will_do=rows, annex=()))
    pages = [read(made.pdf, n + 1) for n in range(made.pages)]
    with_rows = [text for text in pages if "Promise number" in text]
    assert len(with_rows) >= 3
    assert all("What Who By when" in text for text in with_rows)
    shown = [int(n) for n in re.findall(r"Promise number (\d+) of", " ".join(pages))]
    assert shown == list(range(60))
    assert {box.line_id for box in made.lines} >= {100 + n for n in range(60)}


def test_there_is_no_line_under_the_last_row(english: CustomerPlan) -> None:
    def hairlines(rows: int) -> int:
        promise = WillDo("One", "Two", date(2026, 6, 1))
        pdf = draw(replace(english, will_do=(promise,) * rows, annex=()))
        content = pypdf.PdfReader(BytesIO(pdf)).pages[0].get_contents()
        return len(re.findall(rb"\.870588 \.839216 \.788235 RG", content.get_data()))  # type: ignore[union-attr]

    assert [hairlines(1), hairlines(2), hairlines(5)] == [1, 2, 5]


@pytest.mark.parametrize("language", ["english", "persian"])
def test_very_long_words_stay_inside_the_margins(language: str, request: pytest.FixtureRequest) -> None:
    plan: CustomerPlan = request.getfixturevalue(language)
    word = "Donaudampfschifffahrtselektrizität" * 4 if language == "english" else "آسانسورهای" * 30
    long = replace(
        plan,
        account=word,
        account_full=word,
        agreed_with=word,
        brand=Brand(word, "#2B5A48"),
        told=(Told(word, 1),),
        will_do=(WillDo(word, word, date(2026, 1, 1), date(2025, 1, 1), word, 2),),
        who_to_call=WhoToCall(word, "+31 10 555 0142", word + "@example.org", word),
        ask=word,
        annex=(TouchPointCount(word, 1, 2),),
    )
    doc = pypdfium2.PdfDocument(draw(long))
    for page in doc:
        text = page.get_textpage()
        for at in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(at)
            if right > left and text.get_text_range(at, 1).strip():
                assert left >= MARGIN - 2
                assert right <= PAGE[0] - MARGIN + 2
                assert bottom > 15
                assert top < PAGE[1] - 20
    doc.close()


@pytest.mark.slow
def test_a_sentence_longer_than_a_page_flows_and_ends(english: CustomerPlan, read: Read) -> None:
    endless = " ".join(f"word{n}" for n in range(4000))
    quotation = replace(english.quotation, text=endless)  # type: ignore[type-var]
    # That it ends is seen to by the time limit of every test.
    made = render(replace(english, told=(Told(endless, 1),), quotation=quotation, annex=()))
    promised = render(replace(english, will_do=(replace(english.will_do[0], what=endless),)))
    for one in (made, promised):
        text = " ".join(read(one.pdf, n + 1) for n in range(one.pages))
        assert {f"word{n}" for n in range(4000)} <= set(re.findall(r"word\d+", text))


def test_markup_is_printed_as_it_was_typed(english: CustomerPlan, read: Read) -> None:
    typed = "<b>bold</b> &amp; <para> {0} %s ${x} \\n </font>"
    plan = replace(english, told=(Told(typed, 1),), account="<i>A</i> & Co", ask=typed)
    text = read(draw(plan), 1)
    assert text.count(typed) == 2
    assert "What we will do for <i>A</i> & Co" in text


def test_no_character_is_drawn_as_a_missing_box(
    english: CustomerPlan, persian: CustomerPlan, read: Read
) -> None:
    strange = "株式会社 😀👍🏽 → ≥ ✓ ● ½ ﷺ ℃ Ⅳ עברית ไทย q\u0303 a\ud800b \x00\x07 c\u2028d فارسی Київ ő"
    for plan in (english, persian):
        pdf = draw(replace(plan, told=(Told(strange, 1),), ask=strange))
        for font in fonts(pdf).values():
            drawn = font["/DescendantFonts"][0].get_object()["/CIDToGIDMap"].get_data()[2:]
            assert b"\0\0" not in {drawn[at : at + 2] for at in range(0, len(drawn), 2)}
        text = read(pdf, 1)
        assert "\ufffd" in text
        assert "Київ" in text
        assert "ab" in text


def test_a_click_on_a_sentence_finds_its_line(english: CustomerPlan, persian: CustomerPlan) -> None:
    for plan in (english, persian):
        made = render(plan)
        assert where(plan) == made.lines
        doc = pypdfium2.PdfDocument(made.pdf)
        boxes = {box.line_id: box for box in made.lines}
        for told in plan.told:
            box = boxes[told.line_id]
            assert box.part == "told"
            text = doc[box.page - 1].get_textpage()
            inside = text.get_text_bounded(
                box.x - 1, PAGE[1] - box.y - box.height, box.x + box.width + 1, PAGE[1] - box.y
            )
            assert told.text.split()[0] in inside
            assert told.text.split()[-2] in inside
            others = [t.text.split()[0] for t in plan.told if t is not told]
            assert not any(word in inside.split() for word in others)
        doc.close()
        assert {box.part for box in made.lines} == {"basis", "told", "quotation", "will_do", "since"}


@pytest.mark.parametrize(
    ("language", "typed", "printed"),
    [
        ("en", "“It works.”", "“It works.”"),
        ("en", '"It works."', "“It works.”"),
        ("nl", "’t Is goed.", "“’t Is goed.”"),
        ("hu", "Jó.", "„Jó.”"),
        ("uk", "Добре.", "«Добре.»"),
    ],
)
def test_a_quotation_has_the_marks_of_its_language_once(
    language: str, typed: str, printed: str, english: CustomerPlan, read: Read
) -> None:
    quotation = replace(english.quotation, text=typed)  # type: ignore[type-var]
    assert f" {printed} " in read(draw(replace(english, language=language, quotation=quotation)), 1)


def test_a_draft_says_so(english: CustomerPlan, read: Read) -> None:
    draft = replace(english, status="draft", status_day=None, agreed_with="")
    assert "Alder Lifts Draft · Version 2" in read(draw(draft), 1)
    sent = replace(draft, status="sent", status_day=date(2026, 4, 2))
    assert "Sent on 2 April 2026 · Version 2" in read(draw(sent), 1)


def test_a_plan_with_little_in_it_is_still_a_page(english: CustomerPlan, read: Read) -> None:
    bare = replace(english, told=(), quotation=None, will_do=(), since=None, ask="", annex=(), answers=0)
    made = render(bare)
    text = read(made.pdf, 1)
    assert made.pages == 1
    assert "What you told us" not in text
    assert "Based on" not in text
    assert "Who to call" in text


def test_lines_to_sign_on_never_stand_alone_on_a_page(english: CustomerPlan, read: Read) -> None:
    for count in range(1, 16):
        made = render(replace(english, will_do=english.will_do[:1] * count, annex=()))
        signed = [t for n in range(1, made.pages + 1) if "For Harbour Square" in (t := read(made.pdf, n))]
        assert len(signed) == 1
        assert "Who to call" in signed[0]


def test_the_file_is_written_where_asked(english: CustomerPlan, tmp_path: Any) -> None:
    path = build(english, tmp_path / "plan.pdf")
    assert path == tmp_path / "plan.pdf"
    assert path.read_bytes().startswith(b"%PDF-1.7")
    assert [p.name for p in tmp_path.iterdir()] == ["plan.pdf"]
