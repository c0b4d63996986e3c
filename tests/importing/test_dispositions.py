"""Who was screened out or sent away by a full quota is told from those who stopped, as other tools write it."""

from pathlib import Path

import pytest

from cxdesk.importing import detect, mapping
from cxdesk.importing.typed import build
from cxdesk.responses.schema import FINISHED, SENT_AWAY, TEST, UNFINISHED

WORDS = {
    "Complete": FINISHED, "Partial": UNFINISHED, "Disqualified": SENT_AWAY, "Quota Full": SENT_AWAY,
    "overquota": SENT_AWAY, "Screened out": SENT_AWAY, "Preview": TEST, "": FINISHED, "completed": FINISHED,
}  # fmt: skip


def file_of(folder: Path, heading: str, words: list[str]) -> Path:
    rows = [f"R_{n},{words[n % len(words)]},{n % 11}" for n in range(90)]
    path = folder / "a.csv"
    path.write_text(f"ResponseId,{heading},How likely are you to recommend us?\n" + "\n".join(rows) + "\n")
    return path


@pytest.mark.parametrize("heading", ["Status", "Response Status", "Disposition"])
def test_a_column_of_dispositions_says_which_rows_count(tmp_path: Path, heading: str) -> None:
    plan = mapping.suggest(detect.sniff(file_of(tmp_path, heading, list(WORDS))))
    assert next(c.kind for c in plan.columns if c.header == heading) == "status"
    told = build(plan)
    assert told.states == {FINISHED: 30, UNFINISHED: 10, SENT_AWAY: 40, TEST: 10}


def test_a_column_that_says_who_finished_may_say_who_was_disqualified(tmp_path: Path) -> None:
    told = build(mapping.suggest(detect.sniff(file_of(tmp_path, "Finished", ["yes", "no", "disqualified"]))))
    assert told.states == {FINISHED: 30, UNFINISHED: 30, SENT_AWAY: 30}


@pytest.mark.parametrize("words", [["Gold", "Silver", "Complete"], ["1", "2", "3"], ["Open", "Closed"]])
def test_a_status_of_something_else_stays_a_question(tmp_path: Path, words: list[str]) -> None:
    plan = mapping.suggest(detect.sniff(file_of(tmp_path, "Status", words)))
    assert next(c.kind for c in plan.columns if c.header == "Status") != "status"
    assert build(plan).states == {FINISHED: 90}
