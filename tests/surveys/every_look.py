"""A survey with every look there is, in English and Persian, with rules, and who asks it."""

from cxdesk.planning.customer_plan import Brand
from cxdesk.surveys.definition import ChoiceSpec, Definition, ItemSpec, QuestionSpec, ScaleSpec, SectionSpec


def t(en: str, fa: str) -> dict[str, str]:
    return {"en": en, "fa": fa}


SAT = tuple(
    ChoiceSpec(i, t(a, b))
    for i, (a, b) in enumerate(
        [
            ("Very dissatisfied", "بسیار ناراضی"),
            ("Dissatisfied", "ناراضی"),
            ("Neither", "هیچ‌کدام"),
            ("Satisfied", "راضی"),
            ("Very satisfied", "بسیار راضی"),
        ],
        1,
    )
)
REPAIR = {"op": "is", "question": "WHY", "value": 2}
q = QuestionSpec


def it(code: str, en: str, fa: str) -> ItemSpec:
    return ItemSpec(code, t(en, fa))


def opt(code: str, n: int, en: str, fa: str) -> ItemSpec:
    return ItemSpec(code, t(en, fa), option=ChoiceSpec(n, t(en, fa)))


EVERY_LOOK = Definition(
    t("Your repair visit", "بازدید تعمیر شما"),
    (
        SectionSpec(
            t("Your visit", "بازدید شما"),
            (
                q(
                    "NPS",
                    "nps",
                    t(
                        "How likely are you to recommend us to a colleague?",
                        "چقدر احتمال دارد ما را به یک همکار توصیه کنید؟",
                    ),
                    ScaleSpec(
                        0,
                        10,
                        low_label=t("Not at all likely", "اصلاً"),
                        high_label=t("Extremely likely", "بسیار زیاد"),
                    ),
                    look="nps",
                    required=True,
                ),
                q(
                    "WHY",
                    "single",
                    t("Why did we come?", "چرا آمدیم؟"),
                    choices=(
                        ChoiceSpec(1, t("Installation", "نصب")),
                        ChoiceSpec(2, t("Repair", "تعمیر")),
                        ChoiceSpec(3, t("Maintenance", "نگهداری")),
                        ChoiceSpec(
                            8, t("Something else, namely", "چیز دیگر، یعنی"), settings={"other": True}
                        ),
                        ChoiceSpec(9, t("Don’t know", "نمی‌دانم"), declared=True),
                    ),
                    look="radio",
                    hint=t("Choose one answer.", "یک پاسخ برگزینید."),
                    rules={
                        "skip": [
                            {"when": {"op": "is", "question": "WHY", "value": 1}, "to": {"question": "MAT"}},
                            {"when": {"op": "is", "question": "WHY", "value": 9}, "to": {"end": True}},
                        ]
                    },
                ),
                q("WHY_O", "text", t("Other", "دیگر"), other_of="WHY"),
                q(
                    "CSAT",
                    "scale",
                    t("How satisfied were you with the repair?", "چقدر از تعمیر راضی بودید؟"),
                    ScaleSpec(1, 5),
                    choices=(*SAT, ChoiceSpec(9, t("Not applicable", "کاربرد ندارد"), declared=True)),
                    look="csat",
                    rules={"show": REPAIR},
                ),
                q(
                    "CES",
                    "scale",
                    t("How easy was it to reach us?", "دسترسی به ما چقدر آسان بود؟"),
                    ScaleSpec(
                        1, 7, low_label=t("Very hard", "بسیار دشوار"), high_label=t("Very easy", "بسیار آسان")
                    ),
                    look="ces",
                ),
                q(
                    "FACE",
                    "scale",
                    t("How do you feel about the technician?", "درباره تکنسین چه احساسی دارید؟"),
                    ScaleSpec(1, 5),
                    look="faces",
                ),
                q("STAR", "scale", t("And the tidiness?", "و نظافت؟"), ScaleSpec(1, 5), look="stars"),
            ),
            code="A",
            intro=t("Please think of the last visit.", "به آخرین بازدید فکر کنید."),
        ),
        SectionSpec(
            t("In detail", "با جزئیات"),
            (
                q(
                    "ST",
                    "statement",
                    t(
                        "The next questions are about what matters to you.",
                        "پرسش‌های بعدی درباره چیزهایی است که برای شما مهم است.",
                    ),
                ),
                q(
                    "MAT",
                    "scale",
                    t("How satisfied are you with each of these?", "از هر یک از این‌ها چقدر راضی هستید؟"),
                    ScaleSpec(1, 5),
                    choices=(*SAT, ChoiceSpec(9, t("Not applicable", "کاربرد ندارد"), declared=True)),
                    items=tuple(
                        it(f"M{n}", en, fa)
                        for n, (en, fa) in enumerate(
                            [
                                ("The wait until we came", "انتظار تا آمدن ما"),
                                (
                                    "How the technician explained what was wrong and what would be done about it",
                                    "توضیح تکنسین درباره ایراد و کاری که انجام می‌شود",
                                ),
                                ("The bill", "صورت‌حساب"),
                                ("The phone line", "خط تلفن"),
                            ]
                        )
                    ),
                    look="matrix",
                ),
                q(
                    "PAIR",
                    "scale",
                    t("The time until a technician is there", "زمان تا رسیدن تکنسین"),
                    ScaleSpec(0, 10, low_label=t("poor", "ضعیف"), high_label=t("excellent", "عالی")),
                    items=(
                        ItemSpec("PE", {}, settings={"role": "expectation"}),
                        ItemSpec("PM", {}, settings={"role": "experience"}),
                    ),
                    look="pair",
                ),
                q(
                    "TICK",
                    "multiple",
                    t("What did the technician do?", "تکنسین چه کرد؟"),
                    items=(
                        opt("T1", 1, "Called before coming", "پیش از آمدن تماس گرفت"),
                        opt("T2", 2, "Showed identification", "کارت شناسایی نشان داد"),
                        opt("T3", 3, "Cleaned up", "تمیز کرد"),
                        opt("T9", 9, "None of these", "هیچ‌کدام"),
                    ),
                    look="ticks",
                    settings={"most": 3},
                ),
                q(
                    "MT",
                    "multiple",
                    t("Through which channel do you want to hear what?", "از کدام راه می‌خواهید چه بشنوید؟"),
                    items=tuple(
                        ItemSpec(f"{r}:{c}", {}, settings={"row": r, "column": c})
                        for r in "ab"
                        for c in "123"
                    ),
                    settings={
                        "rows": [
                            {"code": "a", "text": t("Appointments", "قرارها")},
                            {"code": "b", "text": t("Bills", "صورت‌حساب‌ها")},
                        ],
                        "columns_of": [
                            {"code": "1", "text": t("Phone", "تلفن")},
                            {"code": "2", "text": t("E-mail", "رایانامه")},
                            {"code": "3", "text": t("Text message", "پیامک")},
                        ],
                    },
                    look="matrix_ticks",
                ),
                q(
                    "RANK",
                    "number",
                    t("What matters most to you?", "چه چیزی برای شما مهم‌تر است؟"),
                    items=(
                        it("R1", "Speed", "سرعت"),
                        it("R2", "Price", "قیمت"),
                        it("R3", "Friendliness", "خوش‌رفتاری"),
                    ),
                    look="ranking",
                ),
                q(
                    "SUM",
                    "number",
                    t("Share out what you would pay for", "آنچه را برایش می‌پردازید تقسیم کنید"),
                    items=(it("S1", "Speed", "سرعت"), it("S2", "Price", "قیمت")),
                    settings={"total": 100},
                    look="sum",
                ),
                q(
                    "SLID",
                    "number",
                    t("How full is your day?", "روز شما چقدر پر است؟"),
                    settings={"min": 0, "max": 100, "step": 1, "unit": t("percent", "درصد")},
                    look="slider",
                ),
                q(
                    "SLI2",
                    "number",
                    t("How many stars out of ten?", "چند ستاره از ده؟"),
                    settings={"min": 0, "max": 10, "step": 1},
                    look="slider",
                ),
                q(
                    "NUM",
                    "number",
                    t("How many lifts do you have?", "چند آسانسور دارید؟"),
                    settings={"unit": t("lifts", "آسانسور"), "min": 0, "max": 500},
                    look="number",
                ),
                q("DATE", "date", t("When did we come?", "کی آمدیم؟"), look="date"),
                q(
                    "YN",
                    "single",
                    t("Was it solved at once?", "آیا همان بار حل شد؟"),
                    choices=(ChoiceSpec(1, t("Yes", "بله")), ChoiceSpec(2, t("No", "خیر"))),
                    look="yes_no",
                ),
                q("LINE", "text", t("Your town", "شهر شما"), look="line"),
                q(
                    "TEXT",
                    "text",
                    t("After “{{WHY}}”: what should we do better?", "پس از «{{WHY}}»: چه را بهتر کنیم؟"),
                    look="text",
                    rules={
                        "show": {"op": "and", "of": [REPAIR, {"op": "<=", "question": "NPS", "value": 6}]}
                    },
                ),
                q(
                    "CONS",
                    "single",
                    t("May we quote what you wrote?", "آیا می‌توانیم نوشته شما را نقل کنیم؟"),
                    choices=(
                        ChoiceSpec(1, t("Yes, without my name", "بله، بدون نام من")),
                        ChoiceSpec(2, t("No", "خیر")),
                    ),
                    look="consent",
                    settings={"purpose": "quote"},
                ),
                q("HID", "text", t("Source", "منبع"), look="hidden", settings={"field": "link.source"}),
            ),
            code="B",
        ),
    ),
    ("en", "fa"),
    promise="confidential",
    consent_to_quote=True,
    consent_to_contact=True,
    intro=t(
        "It takes three minutes. Give the sheet to the technician, or send it to the address above.",
        "سه دقیقه طول می‌کشد. برگه را به تکنسین بدهید یا به نشانی بالا بفرستید.",
    ),
    thanks=t("Thank you. We read every answer.", "سپاسگزاریم. همه پاسخ‌ها را می‌خوانیم."),
)
SENDER = Brand("Alder Lifts", address="Harbour Road 12, 3011 Rotterdam", contact="+31 10 555 0142")
