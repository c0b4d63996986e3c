"""A questionnaire on paper: what a pen and a scanner need stands where it is said to stand, in every look and language."""

from collections import defaultdict
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import combinations

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from cxdesk.errors import UserError
from cxdesk.surveys import templates
from cxdesk.surveys.definition import ChoiceSpec, Definition, ItemSpec, QuestionSpec, ScaleSpec, SectionSpec
from exports.questionnaire.boxes import FormBox
from exports.questionnaire.form_answers import answers_of_form
from exports.questionnaire.options import Options, new_sheets
from exports.questionnaire.pdf import Questionnaire, form_map, printed, questionnaire_pdf
from tests.support.pdf_structure import problems
from tests.surveys.every_look import EVERY_LOOK, SENDER

DPI = 150
WAYS = [
    ("en", Options(sender=SENDER)),
    ("fa", Options(sender=SENDER, paper="Letter", columns=2)),
    ("en", Options(sender=SENDER, big=True)),
    ("fa", Options(sender=SENDER, columns=2, big=True)),
]


@cache
def made(way: int) -> Questionnaire:
    language, options = WAYS[way]
    return printed(EVERY_LOOK, language, options)


def pages(pdf: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]
    finally:
        document.close()


def dark(page: Image.Image, x: float, y: float) -> bool:
    """Whether there is black within 0.3 mm of a place, in mm."""
    at = (round(x / 25.4 * DPI), round(y / 25.4 * DPI))
    near = [(at[0] + dx, at[1] + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    return min(page.getpixel(place) for place in near) < 128


def text_of(pdf: bytes) -> str:
    return " ".join("\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def of_questions(*questions: QuestionSpec, **changes: object) -> Definition:
    return replace(
        Definition({"en": "Short"}, (SectionSpec({"en": "Part"}, questions, code="P"),)), **changes
    )


@pytest.mark.parametrize("way", range(len(WAYS)))
def test_each_box_is_found_on_the_page_where_the_map_says(way: int) -> None:
    form = made(way)
    drawn = pages(form.pdf)
    ruled = {"text"}  # lines to write on have no frame
    for box in form.boxes:
        if box.kind in ruled:
            continue
        page, right, foot = drawn[box.page - 1], box.x + box.width, box.y + box.height
        middle = (box.x + box.width / 2, box.y + box.height / 2)
        edges = [(box.x, middle[1]), (right, middle[1]), (middle[0], box.y), (middle[0], foot)]
        assert all(dark(page, *edge) for edge in edges), box
        assert not any(dark(page, middle[0] + d, middle[1] + d) for d in (-1.2, 0, 1.2)), box
    ticks = [b for b in form.boxes if b.kind in ("one", "tick")]
    assert len(ticks) > 100
    assert {(b.width, b.height) for b in ticks} == {(5.0, 5.0)}


@pytest.mark.parametrize("way", range(len(WAYS)))
def test_boxes_are_far_enough_from_each_other_and_inside_the_rings(way: int) -> None:
    form = made(way)
    wide, high = form.size
    by_page: dict[int, list[FormBox]] = defaultdict(list)
    for box in form.boxes:
        by_page[box.page].append(box)
        assert 14.9 <= box.x <= wide - 14.9 - box.width, box
        assert 30 <= box.y <= high - 27 - box.height, box
    for boxes in by_page.values():
        for a, b in combinations(boxes, 2):
            across = max(a.x, b.x) - min(a.x + a.width, b.x + b.width)
            down = max(a.y, b.y) - min(a.y + a.height, b.y + b.height)
            assert max(across, down) >= 3 - 0.01 or "text" in (a.kind, b.kind), (a, b)


def test_six_rings_and_two_codes_stand_on_every_page() -> None:
    form = made(1)
    wide, high = form.size
    for page in pages(form.pdf):
        for x in (10, wide - 10):
            for y in (10, high / 2, high - 10):
                assert all(dark(page, x + dx, y) for dx in (-2.4, 2.4))
                assert not dark(page, x, y)


def test_a_scanner_reads_form_sheet_and_page_from_both_codes() -> None:
    zxing = pytest.importorskip("zxingcpp", reason="zxing-cpp reads printed codes; make lock brings it")
    sheets = new_sheets(2)
    survey = of_questions(QuestionSpec("A", "text", {"en": "Anything?"}))
    form = printed(survey, "en", Options(sheets=sheets))
    for page, sheet in zip(pages(form.pdf), sheets, strict=True):
        found = {str(c.format).lower().replace(" ", ""): c.text for c in zxing.read_barcodes(page)}
        assert len(found) == 2
        assert set(found.values()) == {f"{form.form}-{sheet}-1-1"}
        assert all(len(text) <= 20 for text in found.values())


@pytest.mark.parametrize("way", range(len(WAYS)))
def test_no_question_is_cut_by_a_page(way: int) -> None:
    where: dict[str, set[int]] = defaultdict(set)
    for box in made(way).boxes:
        where[box.question].add(box.page)
    assert {code: on for code, on in where.items() if len(on) > 1} == {}
    asked = {q.code for q in EVERY_LOOK.questions if q.look != "hidden"}
    assert asked | {"consent_to_contact"} == set(where)


def test_scales_begin_where_reading_begins() -> None:
    for way, sign in ((0, 1), (1, -1)):
        places = [sign * b.x for b in made(way).boxes if b.question == "NPS"]
        assert len(places) == 11
        assert places == sorted(places)


def test_a_long_matrix_goes_on_under_the_same_head_and_no_row_is_cut() -> None:
    items = tuple(
        ItemSpec(f"I{n}", {"en": f"Thing number {n} " + "with many words " * (n % 7)}) for n in range(70)
    )
    points = tuple(ChoiceSpec(n, {"en": f"Point{n}"}) for n in range(1, 6))
    survey = of_questions(
        QuestionSpec("M", "scale", {"en": "All?"}, ScaleSpec(1, 5), points, items, look="matrix")
    )
    form = printed(survey, "en", Options())
    assert form.pages > 2
    for page in PdfReader(BytesIO(form.pdf)).pages:
        assert "Point3" in page.extract_text()
    rows: dict[str, set[tuple[int, float]]] = defaultdict(set)
    for box in form.boxes:
        rows[box.item].add((box.page, box.y))
    assert len(rows) == 70
    assert all(len(places) == 1 for places in rows.values())


def test_where_one_word_has_no_room_over_its_column_all_stand_above_under_the_keys_of_the_desk() -> None:
    text = text_of(made(2).pdf)
    assert "1 = Very dissatisfied, 2 = Dissatisfied, 3 = Neither, 4 = Satisfied" in text
    assert "9 = Not applicable 1 2 3 4 5 9" in text


def test_rules_are_told_in_words() -> None:
    said = text_of(made(0).pdf)
    for sentence in (
        "If you answered “Installation”: go to question 7.",
        "If you answered “Don’t know”: go to the end.",
        "Only if you answered “Repair” to question 2.",
        "Only if you answered “Repair” to question 2 and you answered 6 or less to question 1.",
        "After “(your answer to question 2)”: what should we do better?",
        "Page 1 of 4",
        "Sheet",
        "Your answers are confidential",
        "Alder Lifts",
        "Cross 3 boxes at most.",
    ):
        assert sentence in said
    assert "Source" not in said


def test_what_is_known_of_the_respondent_decides_before_printing() -> None:
    survey = of_questions(
        QuestionSpec("A", "text", {"en": "For everybody"}),
        QuestionSpec("B", "text", {"en": "For the north"}, rules={"show": {"op": "is", "field": "account.region", "value": "north"}}),
    )  # fmt: skip
    hidden = QuestionSpec("H", "text", {"en": "Hidden"}, look="hidden", settings={"field": "link.source"})
    asked = QuestionSpec(
        "C", "text", {"en": "From a letter"}, rules={"show": {"op": "is", "question": "H", "value": "letter"}}
    )
    letter = of_questions(hidden, QuestionSpec("A", "text", {"en": "Hello"}), asked)
    assert "letter" not in text_of(questionnaire_pdf(letter, "en"))
    assert "From a letter" in text_of(
        questionnaire_pdf(letter, "en", Options(fields={"link.source": "letter"}))
    )
    assert "For the north" not in text_of(questionnaire_pdf(survey, "en"))
    said = text_of(questionnaire_pdf(survey, "en", Options(fields={"account.region": "north"})))
    assert "For the north" in said
    assert "Only if" not in said


def test_pictures_stand_over_their_boxes_and_a_broken_one_is_only_named() -> None:
    out = BytesIO()
    Image.new("RGB", (400, 300), "#123456").save(out, "PNG")
    choices = tuple(
        ChoiceSpec(n, {"en": name}, settings={"picture": name})
        for n, name in enumerate(("good", "broken", "none"))
    )
    survey = of_questions(QuestionSpec("P", "single", {"en": "Which one?"}, choices=choices, look="pictures"))
    form = printed(survey, "en", Options(pictures={"good": out.getvalue(), "broken": b"\x89PNG no"}))
    page = PdfReader(BytesIO(form.pdf)).pages[0]
    assert len(page.images) == 1
    assert all(name in page.extract_text() for name in ("good", "broken", "none"))
    assert [b.value for b in form.boxes] == [0, 1, 2]
    assert form.boxes[0].y > form.boxes[1].y + 20
    assert problems(form.pdf) == []


def test_rules_about_days_and_counts_are_told_in_words() -> None:
    two = {"op": "count", "question": "T", "is": ">=", "value": 2}
    early = {"op": "<", "question": "D", "value": "2026-03-01"}
    survey = of_questions(
        QuestionSpec("D", "date", {"en": "When?"}),
        QuestionSpec(
            "T", "multiple", {"en": "What?"}, items=tuple(ItemSpec(c, {"en": c}) for c in "ABC"), look="ticks"
        ),
        QuestionSpec(
            "X",
            "text",
            {"en": "More?"},
            rules={"show": {"op": "or", "of": [two, {"op": "not", "of": early}]}},
        ),
    )
    assert (
        "Only if you crossed at least 2 answers in question 2 or it is not so that the day in question 1 is "
        "before 1 March 2026." in text_of(questionnaire_pdf(survey, "en"))
    )


def test_a_language_that_lacks_a_text_is_named_and_nothing_is_printed() -> None:
    with pytest.raises(
        UserError, match=r"There are no words in Dutch for: the title .*the introduction .* and \d+ more"
    ):
        questionnaire_pdf(EVERY_LOOK, "nl")
    half = of_questions(
        QuestionSpec("A", "single", {"en": "Why?", "fa": "چرا؟"}, choices=(ChoiceSpec(1, {"en": "Price"}),)),
        name={"en": "Short", "fa": "کوتاه"},
    )
    half = replace(half, sections=(replace(half.sections[0], title={}),))
    with pytest.raises(UserError, match=r"Persian for: question 1 .“Price”"):
        questionnaire_pdf(half, "fa")


@pytest.mark.slow
def test_texts_from_outside_stay_texts() -> None:
    nasty = "<b>x</b> {0} {name} %s \x07\x00 \u202e turned {{NOBODY}} <script>"
    survey = of_questions(
        QuestionSpec("A", "single", {"en": nasty}, choices=(ChoiceSpec(1, {"en": nasty}), ChoiceSpec(-2, {"en": "B"})),
            rules={"skip": [{"when": {"op": "is", "question": "A", "value": 1}, "to": {"end": True}}, "no rule", {"to": 5}]}),
        QuestionSpec("L", "text", {"en": "word " * 4_000}),
        QuestionSpec("W", "text", {"en": "x" * 5_000}),
        QuestionSpec("D", "single", {"en": "Which?"}, choices=tuple(ChoiceSpec(n, {"en": f"Option {n}"}) for n in range(10_000))),
        name={"en": nasty}, intro={"en": nasty}, thanks={"en": nasty},
    )  # fmt: skip
    form = printed(survey, "en", Options(columns=2))
    said = text_of(form.pdf)
    assert "<b>x</b> {0} {name} %s" in said
    assert [b.kind for b in form.boxes if b.question == "D"] == ["text"]
    assert problems(form.pdf) == []


def test_the_map_tells_sheet_paper_and_places_and_changes_with_the_words() -> None:
    form = made(0)
    told = form_map(form)
    assert (told["pages"], told["sheets"], told["paper"]) == (4, ["00001"], {"width": 210.0, "height": 297.0})
    assert {b["page"] for b in told["boxes"]} == {1, 2, 3, 4}
    changed = replace(EVERY_LOOK, thanks={"en": "Bye.", "fa": "خدانگهدار"})
    assert printed(changed, "en", WAYS[0][1]).form != form.form
    assert printed(replace(EVERY_LOOK, notes=("inside",)), "en", WAYS[0][1]).form == form.form


def test_every_copy_has_its_own_id_and_too_many_are_refused() -> None:
    survey = of_questions(QuestionSpec("A", "text", {"en": "Anything?"}))
    form = printed(survey, "en", Options(sheets=new_sheets(3)))
    said = [page.extract_text() for page in PdfReader(BytesIO(form.pdf)).pages]
    assert len(set(form.sheets)) == len(said) == 3
    assert all(sheet in page for sheet, page in zip(form.sheets, said, strict=True))
    assert {b.page for b in form.boxes} == {1}
    with pytest.raises(UserError, match="between 1 and 500"):
        new_sheets(501)
    with pytest.raises(UserError, match="A4, Letter"):
        questionnaire_pdf(survey, "en", Options(paper="A3"))
    with pytest.raises(UserError, match="in one column or in two"):
        questionnaire_pdf(survey, "en", Options(columns=3))


@pytest.mark.parametrize("way", range(len(WAYS)))
def test_the_structure_is_whole(way: int) -> None:
    assert problems(made(way).pdf) == []


def test_questions_stand_closer_where_that_saves_a_nearly_empty_page() -> None:
    asked = templates.definition("post_repair", "en", "Repair visit")
    first = asked.sections[0]
    own = QuestionSpec("PART", "text", {"en": "Which spare part did the engineer lack?"})
    longer = replace(first, elements=(*first.elements[:2], own, *first.elements[2:]))
    asked = replace(asked, sections=(longer, *asked.sections[1:]))
    assert len(asked.questions) == 10
    assert printed(asked, "en", Options(sender=SENDER)).pages == 2


@pytest.mark.parametrize("kind", ["single", "multiple"])
def test_a_list_too_long_for_paper_is_said_at_the_question_and_to_whoever_prints(kind: str) -> None:
    labels = [f"Option {n}" for n in range(1, 10_001)]
    choices = tuple(ChoiceSpec(n, {"en": said}) for n, said in enumerate(labels, 1))
    items = tuple(ItemSpec(f"D{n}", {"en": said}) for n, said in enumerate(labels, 1))
    more = {"choices": choices} if kind == "single" else {"items": items, "look": "ticks"}
    survey = of_questions(
        QuestionSpec("Y", "yes_no", {"en": "Sure?"}), QuestionSpec("D", kind, {"en": "Which?"}, **more)
    )
    form = printed(survey, "en", Options(sender=SENDER, fillable=True))
    text = text_of(form.pdf)
    assert "There are 10,000 to choose from, too many to print." in text
    assert "Option 1" not in text
    assert form.notes == (
        "Question 2 is answered in words: its 10,000 answers are not printed."
        " More than 200 are too many for paper.",
    )
    assert [b.kind for b in form.boxes if b.question == "D"] == ["text"]
    written = "option 7" if kind == "single" else "Option 7\noption 9000"
    writer = PdfWriter(clone_from=BytesIO(form.pdf))
    for page in writer.pages:
        writer.update_page_form_field_values(page, {"D": written}, auto_regenerate=False)
    out = BytesIO()
    writer.write(out)
    answer = 7 if kind == "single" else ["D7", "D9000"]
    assert answers_of_form(out.getvalue(), survey)["D"] == answer


@pytest.mark.parametrize("kind", ["single", "multiple"])
@pytest.mark.parametrize("way", range(len(WAYS)))
def test_a_list_of_two_hundred_is_printed_under_its_question_with_the_keys_of_the_desk(
    kind: str, way: int
) -> None:
    language, options = WAYS[way]
    labels = [f"Town {n}" for n in range(1, 201)]
    choices = tuple(ChoiceSpec(n, {"en": w, "fa": w}) for n, w in enumerate(labels, 1001))
    items = tuple(ItemSpec(f"D{n}", {"en": w, "fa": w}) for n, w in enumerate(labels, 1))
    more = {"choices": choices} if kind == "single" else {"items": items, "look": "ticks"}
    both = {"en": "Which?", "fa": "کدام؟"}
    asked = (QuestionSpec("Y", "yes_no", both), QuestionSpec("D", kind, both, **more))
    survey = Definition(both, (SectionSpec({}, asked, code="P"),), ("en", "fa"))
    form = printed(survey, language, options)
    boxes = [b for b in form.boxes if b.question == "D"]
    assert (form.notes, len(boxes)) == ((), 200)
    assert boxes[0].page == 1, "begun below its question"
    assert 2 <= form.pages <= 5
    assert all(30 <= b.y <= form.size[1] - 27 - b.height for b in boxes)
    for a, b in combinations([b for b in boxes if b.page == 2], 2):
        across = max(a.x, b.x) - min(a.x + a.width, b.x + b.width)
        down = max(a.y, b.y) - min(a.y + a.height, b.y + b.height)
        assert max(across, down) >= 3 - 0.01, (a, b)
    pages = [page.extract_text() for page in PdfReader(BytesIO(form.pdf)).pages]
    if language == "en":
        assert ["continued" in page for page in pages[: boxes[-1].page]] == [False] + [True] * (
            boxes[-1].page - 1
        )
        assert ("1137 " if kind == "single" else "137 ") in " ".join(pages[boxes[136].page - 1].split())
    assert problems(form.pdf) == []


def test_a_rule_that_leads_to_the_next_question_is_told_where_a_later_one_would_send_everybody_elsewhere() -> (
    None
):
    yes = ChoiceSpec(1, {"en": "Yes"}), ChoiceSpec(2, {"en": "No"})
    on = {"when": {"op": "is", "question": "A", "value": 1}, "to": {"question": "B"}}
    end = {"to": {"end": True}}
    gone = {"op": "is", "field": "account.region", "value": "north"}

    def said(*skips: object) -> str:
        asked = (
            QuestionSpec("A", "yes_no", {"en": "Sure?"}, choices=yes, rules={"skip": list(skips)}),
            QuestionSpec("B", "text", {"en": "Second"}),
            QuestionSpec("N", "text", {"en": "Only north"}, rules={"show": gone}),
            QuestionSpec("H", "text", {"en": "From"}, look="hidden", settings={"field": "link.source"}),
            QuestionSpec("C", "text", {"en": "Third"}),
        )
        text = text_of(printed(of_questions(*asked), "en", Options()).pdf)
        return text[text.index("Sure?") : text.index("2. Second")]

    assert "If you answered “Yes”: go to question 2. Go to the end." in said(on, end)
    assert "go to" not in said(on).casefold()
    for code in ("N", "H"):
        assert "Go to question 3." in said({"to": {"question": code}}), (
            "what is not printed leads to what follows"
        )
    assert "go to" not in said({"to": {"question": "NOBODY"}}).casefold()
    assert "go to" not in said({"to": {"question": "A"}}).casefold()


def test_a_long_word_at_the_end_of_a_scale_is_not_broken_in_a_narrow_column() -> None:
    """Its last bracket stood alone on a line of its own."""
    asked = templates.definition("post_repair", "uk", "Ремонт")
    assert "незадоволений(-а)" in text_of(printed(asked, "uk", Options(sender=SENDER, columns=2)).pdf)


def test_the_words_over_the_boxes_of_a_day_are_not_broken_in_big_print() -> None:
    """The Dutch month stood as "Maan" over "d"."""
    asked = of_questions(QuestionSpec("D", "date", {"nl": "Wanneer?"}, look="date"), name={"nl": "Bezoek"})
    asked = replace(asked, sections=(replace(asked.sections[0], title={}),))
    form = printed(asked, "nl", Options(sender=SENDER, columns=2, big=True))
    assert "Dag Maand Jaar" in text_of(form.pdf)


def test_boxes_of_a_matrix_never_lie_on_each_other() -> None:
    items = tuple(ItemSpec(f"I{n}", {"en": f"Row {n}"}) for n in range(3))
    choices = tuple(ChoiceSpec(n, {"en": f"Option {n}"}) for n in range(1, 41))
    wide = QuestionSpec("M", "single", {"en": "Which?"}, look="matrix_radio", choices=choices, items=items)
    with pytest.raises(UserError, match=r"“Which.” has 40 columns; paper has room for"):
        printed(of_questions(wide), "en", Options(sender=SENDER))
    for high, look in ((100, "points"), (22, "matrix")):
        scale = QuestionSpec("S", "scale", {"en": "How?"}, scale=ScaleSpec(0, high), items=items, look=look)
        form = printed(of_questions(scale), "en", Options(sender=SENDER))
        assert f"A number from 0 to {high}" in text_of(form.pdf)
        assert [b.kind for b in form.boxes if b.question == "S"] == ["number"] * 3
