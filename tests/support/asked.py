"""One question of every look, in English and Persian, each with an answer."""

from dataclasses import replace
from typing import Any

from cxdesk.surveys.definition import ChoiceSpec, Definition, ItemSpec, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.model import Texts


def texts(en: str, fa: str = "") -> Texts:
    """A text in two languages."""
    return {"en": en, "fa": fa or en}


SC5 = ScaleSpec(
    1,
    5,
    low_label=texts("very dissatisfied", "بسیار ناراضی"),
    high_label=texts("very satisfied", "بسیار راضی"),
)
NO = ChoiceSpec(99, texts("I would rather not say", "ترجیح می‌دهم نگویم"), declared=True)
FIVE = tuple(
    ChoiceSpec(n, texts(w, f))
    for n, w, f in (
        (1, "Very bad", "خیلی بد"),
        (2, "Bad", "بد"),
        (3, "Neither", "متوسط"),
        (4, "Good", "خوب"),
        (5, "Very good", "خیلی خوب"),
    )
)
VIS = (
    ChoiceSpec(1, texts("Installation", "نصب")),
    ChoiceSpec(2, texts("Repair", "تعمیر")),
    ChoiceSpec(
        3,
        texts(
            "Yearly inspection of the whole building, with the report that the law asks for",
            "بازرسی سالانهٔ کل ساختمان همراه با گزارشی که قانون می‌خواهد",
        ),
    ),
    ChoiceSpec(9, texts("Something else", "چیز دیگر"), settings={"other": True}),
)
ROWS = (
    ItemSpec("A", texts("Arrival on time", "به‌موقع رسیدن")),
    ItemSpec("B", texts("Explanation of what was done", "توضیح کار انجام‌شده")),
    ItemSpec("C", texts("Tidiness afterwards", "نظم پس از کار")),
)
TICK = (
    ItemSpec("PRICE", texts("Price", "قیمت")),
    ItemSpec("SPEED", texts("Speed", "سرعت")),
    ItemSpec("OTHER", texts("Something else", "چیز دیگر"), settings={"other": True}),
    ItemSpec("NONE", texts("None of these", "هیچ‌کدام"), settings={"exclusive": True}),
)
COLS: list[dict[str, Any]] = [
    {"code": "TODAY", "text": texts("Today", "امروز")},
    {"code": "YEAR", "text": texts("This year", "امسال")},
    {"code": "EVER", "text": texts("Ever", "هرگاه")},
]
SAMPLES: list[tuple[QuestionSpec, Any]] = [
    (
        QuestionSpec(
            "NPS",
            "nps",
            texts(
                "Thinking of today’s repair: how likely are you to recommend us to a colleague?",
                "با توجه به تعمیر امروز، چقدر احتمال دارد ما را به همکارتان پیشنهاد کنید؟",
            ),
            ScaleSpec(
                0,
                10,
                low_label=texts("not at all likely", "اصلاً محتمل نیست"),
                high_label=texts("extremely likely", "بسیار محتمل"),
            ),
            (NO,),
            look="nps",
        ),
        8,
    ),
    (QuestionSpec("CSAT", "scale", texts("How satisfied are you?", "چقدر راضی هستید؟"), SC5, look="csat"), 4),
    (
        QuestionSpec(
            "CES",
            "scale",
            texts("It was easy", "آسان بود"),
            ScaleSpec(1, 7, low_label=texts("disagree", "مخالف"), high_label=texts("agree", "موافق")),
            look="ces",
        ),
        6,
    ),
    (QuestionSpec("STARS", "scale", texts("Stars", "ستاره"), ScaleSpec(1, 5), look="stars"), 4),
    (
        QuestionSpec(
            "FACES",
            "scale",
            texts("Faces", "چهره"),
            ScaleSpec(1, 5),
            FIVE,
            look="faces",
        ),
        5,
    ),
    (
        QuestionSpec(
            "POINTS",
            "scale",
            texts("Points", "نمره"),
            ScaleSpec(1, 5),
            FIVE,
            look="points",
        ),
        2,
    ),
    (QuestionSpec("WHY", "single", texts("Why did we come?", "چرا آمدیم؟"), choices=VIS, look="radio"), 2),
    (QuestionSpec("DROP", "single", texts("Which?", "کدام؟"), choices=VIS, look="dropdown"), 2),
    (QuestionSpec("YN", "single", texts("Yes or no?", "بله یا خیر؟"), look="yes_no"), 1),
    (
        QuestionSpec(
            "PIC",
            "single",
            texts("Which lift?", "کدام آسانسور؟"),
            choices=tuple(
                ChoiceSpec(n, texts(w, f), settings={"picture": "p"} if n < 3 else {})
                for n, w, f in ((1, "Goods", "باری"), (2, "People", "نفربر"), (3, "Stairs", "پله"))
            ),
            look="pictures",
        ),
        2,
    ),
    (
        QuestionSpec(
            "TICKS", "multiple", texts("What matters?", "چه چیزی مهم است؟"), items=TICK, look="ticks"
        ),
        ["PRICE", "OTHER"],
    ),
    (
        QuestionSpec(
            "MATRIX", "scale", texts("How satisfied with", "چقدر راضی از"), SC5, items=ROWS, look="matrix"
        ),
        {"A": 5, "C": 2},
    ),
    (
        QuestionSpec(
            "MR", "single", texts("Who did it?", "چه کسی؟"), choices=VIS[:3], items=ROWS, look="matrix_radio"
        ),
        {"A": 1},
    ),
    (
        QuestionSpec(
            "MT",
            "multiple",
            texts("When?", "کی؟"),
            items=tuple(ItemSpec(f"{r}:{c['code']}", {}) for r in "AB" for c in COLS),
            settings={
                "rows": [
                    {"code": "A", "text": texts("Repair", "تعمیر")},
                    {"code": "B", "text": texts("Inspection", "بازرسی")},
                ],
                "columns_of": COLS,
            },
            look="matrix_ticks",
        ),
        ["A:TODAY", "B:EVER"],
    ),
    (
        QuestionSpec(
            "PAIR",
            "scale",
            texts("The wait", "انتظار"),
            SC5,
            items=(
                ItemSpec("E", {}, settings={"role": "expectation"}),
                ItemSpec("M", {}, settings={"role": "experience"}),
            ),
            look="pair",
        ),
        {"E": 4, "M": 2},
    ),
    (QuestionSpec("RANK", "number", texts("Rank", "رتبه"), items=ROWS, look="ranking"), {"C": 1, "A": 2}),
    (
        QuestionSpec(
            "SUM", "number", texts("Share out", "تقسیم کنید"), items=ROWS, look="sum", settings={"total": 100}
        ),
        {"A": 40, "B": 20},
    ),
    (
        QuestionSpec(
            "SLIDE",
            "number",
            texts("Slide", "لغزنده"),
            look="slider",
            settings={"min": 0, "max": 50, "unit": texts("minutes", "دقیقه")},
        ),
        20,
    ),
    (
        QuestionSpec(
            "NUM",
            "number",
            texts("How many lifts?", "چند آسانسور؟"),
            look="number",
            settings={"unit": texts("lifts", "آسانسور")},
        ),
        12,
    ),
    (QuestionSpec("DATE", "date", texts("When?", "کی؟"), look="date"), "2026-11-26"),
    (QuestionSpec("LINE", "text", texts("Name", "نام"), look="line"), "Anna"),
    (
        QuestionSpec(
            "TEXT", "text", texts("Tell us more", "بیشتر بگویید"), look="text", settings={"characters": 200}
        ),
        "<b>Good</b> work",
    ),
    (QuestionSpec("CONS", "single", texts("May we quote you?", "اجازه داریم نقل کنیم؟"), look="consent"), 1),
]

_BY_CODE = {question.code: question for question, _answer in SAMPLES}
_REPAIR = {"op": "is", "question": "WHY", "value": 2}
# A survey whose way depends on the first answer; the last question is jumped over by whoever ranks.
VISIT = Definition(
    texts("After the visit", "پس از بازدید"),
    (
        SectionSpec(
            texts("Your visit", "بازدید شما"),
            (
                replace(_BY_CODE["WHY"], required=True),
                QuestionSpec(
                    "WHYO",
                    "text",
                    texts("Something else, namely", "چیز دیگر، یعنی"),
                    look="line",
                    other_of="WHY",
                ),
                replace(_BY_CODE["NPS"], required=True),
            ),
            code="FIRST",
        ),
        SectionSpec(
            texts("The repair", "تعمیر"),
            (
                QuestionSpec("ST", "statement", texts("Now about the repair.", "حالا دربارهٔ تعمیر.")),
                _BY_CODE["FACES"],
                _BY_CODE["MATRIX"],
            ),
            code="REPAIR",
            rules={"show": _REPAIR},
        ),
        SectionSpec(
            texts("Last", "پایان"),
            (
                _BY_CODE["RANK"],
                replace(
                    _BY_CODE["TEXT"],
                    rules={"skip": [{"when": {"op": "not", "of": _REPAIR}, "to": {"question": "DATE"}}]},
                ),
                QuestionSpec("END", "text", texts("Anything else?", "چیز دیگری؟"), look="text"),
                _BY_CODE["DATE"],
            ),
            code="LAST",
        ),
    ),
    languages=("en", "fa"),
    promise="anonymous",
    intro=texts("It takes two minutes.", "دو دقیقه طول می‌کشد."),
    thanks=texts("Thank you.", "سپاسگزاریم."),
)
