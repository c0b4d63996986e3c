"""One survey with every look, rule and setting, in three languages."""

from cxdesk.surveys.definition import (
    NPS_SCALE,
    ChoiceSpec,
    Definition,
    ItemSpec,
    QuestionSpec,
    ScaleSpec,
    SectionSpec,
)
from cxdesk.surveys.model import Texts


def t(en: str, fa: str = "", nl: str = "") -> Texts:
    return {lang: words for lang, words in (("en", en), ("nl", nl), ("fa", fa)) if words}


REPAIR = {"op": "is", "question": "WHY", "value": 2}
LOW = {"op": "<=", "question": "NPS", "value": 6}
WHY = QuestionSpec(
    "WHY", "single", t("Why did we come?", "چرا آمدیم؟", "Waarom kwamen wij?"),
    choices=(
        ChoiceSpec(1, t("Installation", "نصب", "Installatie")),
        ChoiceSpec(2, t("Repair & <check>", "تعمیر", "Reparatie")),
        ChoiceSpec(9, t("Don’t know", "نمی‌دانم", "Weet niet"), declared=True),
    ),
    look="radio", hint=t("Choose one", "یکی را برگزینید"), required=True,
    rules={"skip": [{"when": {"op": "is", "question": "WHY", "value": 1}, "to": {"question": "NPS"}}]},
)  # fmt: skip
USED = QuestionSpec(
    "USED", "multiple", t("=Which did you use?", "کدام را به کار بردید؟"),
    items=(
        ItemSpec("1", t("Phone", "تلفن")),
        ItemSpec("2", t("Web", "وب")),
        ItemSpec("3", t("Other", "دیگر"), settings={"other": True}),
        ItemSpec("4", t("None of these", "هیچ‌کدام"), settings={"exclusive": True}),
    ),
    look="ticks", settings={"least": 1, "most": 3, "message": t("One to three", "یک تا سه")},
    rules={"show": {"op": "or", "of": [REPAIR, {"op": "not_answered", "question": "WHY"}]}},
)  # fmt: skip
WHOLE = Definition(
    t("Visit", "بازدید", "Bezoek"),
    (
        SectionSpec(t("First", "نخست"), (WHY, USED,
            QuestionSpec("USED_other", "text", t("Which other?"), look="line", other_of="USED",
                         rules={"show": {"op": "ticked", "question": "USED", "value": ["3"]}}),
            QuestionSpec("HELLO", "statement", t("Now about the repair", "اکنون درباره تعمیر"), look="statement", rules={"show": REPAIR}),
            QuestionSpec("B1", "break", {}, look="break"),
            QuestionSpec("WAIT", "scale", t("The wait", "انتظار"), ScaleSpec(1, 5, 4, False, t("Short", "کوتاه"), t("Long", "بلند")),
                         items=(ItemSpec("WAIT_E", t("Expected", "انتظار داشتید"), settings={"role": "expectation"}),
                                ItemSpec("WAIT_M", t("Met", "شد"), settings={"role": "experience"})), look="pair")),
            code="FIRST", intro=t("Two questions", "دو پرسش")),
        SectionSpec(t("Scales"), (
            QuestionSpec("NPS", "nps", t("Recommend us?", "ما را سفارش می‌کنید؟"), NPS_SCALE, look="nps", required=True),
            QuestionSpec("CSAT", "scale", t("Satisfied?"), ScaleSpec(1, 5, 4),
                         (*(ChoiceSpec(n, t(w)) for n, w in enumerate(("Very bad", "Bad", "So so", "Good", "Very good"), 1)),
                          ChoiceSpec(8, t("Not applicable"), declared=True)), look="csat"),
            QuestionSpec("CES", "scale", t("Easy?"), ScaleSpec(1, 7, 6), look="ces"),
            QuestionSpec("STARS", "scale", t("Stars?"), ScaleSpec(1, 5, 4), look="stars"),
            QuestionSpec("FACES", "scale", t("Faces?"), ScaleSpec(1, 5, 4), look="faces"),
            QuestionSpec("GRID", "scale", t("Rate each"), ScaleSpec(1, 4, 3),
                         items=tuple(ItemSpec(f"GRID_{n}", t(w)) for n, w in enumerate(("Price", "Speed"), 1)), look="matrix"),
            QuestionSpec("PICK", "single", t("Pick for each"), choices=(ChoiceSpec(1, t("A")), ChoiceSpec(2, t("B"))),
                         items=tuple(ItemSpec(f"PICK_{n}", t(w)) for n, w in enumerate(("Left", "Right"), 1)), look="matrix_radio")),
            code="SCALES", rules={"show": {"op": "is_not", "question": "WHY", "value": 1}}),
        SectionSpec(t("Rest"), (
            QuestionSpec("RANK", "number", t("Put in order"),
                         items=tuple(ItemSpec(f"RANK_{w}", t(w)) for w in ("Price", "Speed", "Care")), look="ranking"),
            QuestionSpec("SUM", "number", t("Share out 100"), items=tuple(ItemSpec(f"SUM_{w}", t(w)) for w in ("A", "B")),
                         look="sum", settings={"total": 100}),
            QuestionSpec("SLIDE", "number", t("How warm?"), look="slider", settings={"min": 0, "max": 50, "step": 5}),
            QuestionSpec("HOURS", "number", t("How many hours?"), look="number", settings={"min": 0, "max": 24, "unit": t("h")},
                         rules={"valid": {"op": "is_not", "question": "HOURS", "value": 13}}),
            QuestionSpec("DAY", "date", t("Which day?"), look="date", settings={"min": "2026-01-01"}),
            QuestionSpec("YES", "single", t("Again?"), choices=(ChoiceSpec(1, t("Yes")), ChoiceSpec(0, t("No"))), look="yes_no"),
            QuestionSpec("AGREE", "single", t("May we quote you?"), choices=(ChoiceSpec(1, t("Yes")), ChoiceSpec(2, t("No"))),
                         look="consent", settings={"purpose": "quote"}),
            QuestionSpec("LONG", "single", t("Which town?"), choices=tuple(ChoiceSpec(n, t(f"Town {n}")) for n in range(1, 5)),
                         look="dropdown", settings={"randomise": True}),
            QuestionSpec("BETTER", "text", t("What would make it better?", "چه بهتر شود؟"), look="text",
                         settings={"characters": 500}, rules={"show": {"op": "and", "of": [
                             LOW, {"op": "not_ticked", "question": "USED", "value": ["4"]},
                             {"op": "one_of", "question": "CSAT", "value": [1, 2]},
                             {"op": "is", "question": "GRID", "item": "GRID_2", "value": 1}]}}),
            QuestionSpec("SEG", "text", t("Segment"), look="hidden", settings={"field": "account.segment"})),
            code="REST"),
    ),
    ("en", "nl", "fa"),
    intro=t("Hello", "درود"),
    thanks=t("Thank you", "سپاس"),
    promise="anonymous",
)  # fmt: skip
