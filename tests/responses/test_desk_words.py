"""What stands beside a place to type at is what stands on the sheet, never a code."""

from cxdesk.responses import desk
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
