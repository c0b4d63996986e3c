"""A survey with logic and every kind of answer, and respondents who fill it in."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from cxdesk.responses import live
from cxdesk.surveys.definition import (
    ChoiceSpec,
    Definition,
    ItemSpec,
    QuestionSpec,
    ScaleSpec,
    SectionSpec,
)
from cxdesk.surveys.logic.path import path

REPAIR = {"op": "is", "question": "WHY", "value": 2}
ROWS = (("DESK", "Front desk", "پذیرش"), ("VAN", "Mechanic", "تعمیرکار"))
TICKS = (("PRICE", "Price", "قیمت"), ("SPEED", "Speed", "سرعت"), ("NONE", "None of these", "هیچ‌کدام"))
VISIT = Definition(
    {"en": "Visit of our mechanic", "fa": "بازدید تعمیرکار ما"},
    (
        SectionSpec(
            {"en": "Your visit", "fa": "بازدید شما"},
            (
                QuestionSpec(
                    "WHY", "single", {"en": "Why did we come?", "fa": "چرا آمدیم؟"},
                    choices=(
                        ChoiceSpec(1, {"en": "Installation", "fa": "نصب"}),
                        ChoiceSpec(2, {"en": "Repair", "fa": "تعمیر"}),
                        ChoiceSpec(9, {"en": "Don’t know", "fa": "نمی‌دانم"}, declared=True),
                    ),
                    required=True,
                ),
                QuestionSpec(
                    "NPS", "nps",
                    {"en": "How likely are you to recommend us?", "fa": "چقدر احتمال دارد ما را توصیه کنید؟"},
                    ScaleSpec(0, 10, 9, False, {"en": "Not at all", "fa": "اصلاً"}, {"en": "Very likely", "fa": "بسیار زیاد"}),
                    required=True,
                ),
            ),
            code="VISIT",
        ),
        SectionSpec(
            {"en": "The repair", "fa": "تعمیر"},
            (
                QuestionSpec(
                    "STAFF", "scale", {"en": "How were we?", "fa": "چطور بودیم؟"}, ScaleSpec(1, 5),
                    items=tuple(ItemSpec(code, {"en": en, "fa": fa}) for code, en, fa in ROWS),
                ),
                QuestionSpec("HOURS", "number", {"en": "How many hours?", "fa": "چند ساعت؟"}, settings={"min": 0, "max": 48}),
            ),
            code="REPAIR",
            rules={"show": REPAIR},
        ),
        SectionSpec(
            {"en": "Last", "fa": "پایان"},
            (
                QuestionSpec(
                    "WHAT", "multiple", {"en": "What matters?", "fa": "چه چیزی مهم است؟"},
                    items=tuple(
                        ItemSpec(code, {"en": en, "fa": fa}, settings={"exclusive": True} if code == "NONE" else {})
                        for code, en, fa in TICKS
                    ),
                ),
                QuestionSpec("DAY", "date", {"en": "When was it?", "fa": "کی بود؟"}),
                QuestionSpec("MORE", "text", {"en": "Anything else?", "fa": "چیز دیگری؟"}, settings={"characters": 200}),
                QuestionSpec(
                    "QUOTE", "single", {"en": "May we quote you?", "fa": "می‌توانیم از شما نقل کنیم؟"},
                    choices=(ChoiceSpec(1, {"en": "Yes", "fa": "بله"}), ChoiceSpec(2, {"en": "No", "fa": "خیر"})),
                    look="consent", settings={"purpose": "quote"},
                ),
            ),
            code="LAST",
        ),
    ),
    languages=("en", "fa"),
    thanks={"en": "Thank you!", "fa": "سپاسگزاریم!"},
)  # fmt: skip
REPLIES: tuple[dict[str, Any], ...] = (
    {"WHY": 1, "NPS": 10, "WHAT": ["PRICE"], "DAY": "2026-11-02", "MORE": "Very kind", "QUOTE": 1},
    {"WHY": 2, "NPS": 3, "STAFF": {"DESK": 2, "VAN": 5}, "HOURS": 2.5, "WHAT": ["PRICE", "SPEED"]},
    {"WHY": 2, "NPS": 9, "STAFF": {"VAN": 4}, "WHAT": ["NONE"], "QUOTE": 2},
    {"WHY": 9, "NPS": 6, "DAY": "2026-11-09"},
)
NOON = datetime(2026, 11, 10, 12, 0)


def answered(
    session: Session, round_id: int, given: dict[str, Any], key: str | None = None, way: str = "kiosk"
) -> int:
    """One respondent from the first question to the last."""
    number = live.start(session, round_id, way, "en", key, now=NOON)
    for code, value in given.items():
        live.keep(session, number, VISIT, code, value)
    live.finish(session, number, path(VISIT, given), NOON)
    return number
