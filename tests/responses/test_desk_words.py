"""What stands beside a place to type at is what stands on the sheet, never a code."""

import pytest

from cxdesk import i18n
from cxdesk.errors import UserError
from cxdesk.responses import desk
from cxdesk.surveys.definition import ChoiceSpec, Definition, ItemSpec, QuestionSpec, SectionSpec
from tests.surveys.every_look import EVERY_LOOK


def test_pairs_grids_ranks_and_sums_say_what_they_mean() -> None:
    slots = desk.slots(EVERY_LOOK, {})
    words = {s.key: s.words for s in slots}
    legends = {s.question.code: s.legend for s in slots}
    assert words["PAIR", "PE"].endswith("– What you expected")
    assert words["PAIR", "PM"].endswith("– What you experienced")
    assert "2 Appointments – E-mail" in legends["MT"]
    assert "a:2" not in legends["MT"]
    assert (legends["RANK"], legends["SUM"]) == ("1–3, each once", "100 in all")
    assert legends["SLID"] == "0–100 percent"


@pytest.mark.parametrize(
    ("code", "typed", "value", "shown"),
    [
        ("NPS", "9", 9, "۹"),
        ("TICK", "1 ۲", ["T1", "T2"], "۱ ۲"),
        ("NUM", "12,5", 12.5, "۱۲٫۵"),
        ("DATE", "2026-10-27", "2026-10-27", "۲۰۲۶-۱۰-۲۷"),
        ("LINE", "Room 12, اتاق ۱۲", "Room 12, اتاق ۱۲", "Room 12, اتاق ۱۲"),
    ],
)
def test_answers_stand_at_the_desk_in_the_digits_of_the_window_and_words_as_they_were_written(
    code: str, typed: str, value: object, shown: str
) -> None:
    slot = next(s for s in desk.slots(EVERY_LOOK, {}) if s.key == (code, ""))
    i18n.set_language("fa")
    try:
        assert desk.typed(slot, typed, {}) == value
        assert desk.as_typed(slot, value) == shown
        assert desk.typed(slot, shown, {}) == value
    finally:
        i18n.set_language("en")


def test_what_was_written_in_words_on_paper_is_typed_in_words() -> None:
    """A list too long to print has no numbers on the sheet."""
    labels = [f"Option {n}" for n in range(1, 101)]
    one = QuestionSpec(
        "D",
        "single",
        {"en": "Which?"},
        choices=tuple(ChoiceSpec(n, {"en": w}) for n, w in enumerate(labels, 1)),
    )
    some = QuestionSpec(
        "M",
        "multiple",
        {"en": "Which?"},
        items=tuple(ItemSpec(f"M{n}", {"en": w}) for n, w in enumerate(labels, 1)),
    )
    survey = Definition({"en": "S"}, (SectionSpec({"en": "P"}, (one, some), code="P"),))
    single, several = desk.slots(survey, {})
    assert desk.typed(single, " option 77", {}) == 77
    assert desk.typed(single, "7", {}) == 7
    years = QuestionSpec(
        "Y", "single", {"en": "?"}, choices=(ChoiceSpec(1, {"en": "2"}), ChoiceSpec(2, {"en": "1"}))
    )
    (numbers,) = desk.slots(Definition({"en": "S"}, (SectionSpec({"en": "P"}, (years,), code="P"),)), {})
    assert desk.typed(numbers, "2", {}) == 2
    assert desk.typed(several, "Option 90; option 2", {}) == ["M2", "M90"]
    assert desk.typed(several, "2 90", {}) == ["M2", "M90"]
    for slot in (single, several):
        with pytest.raises(UserError):
            desk.typed(slot, "Option 77x", {})
