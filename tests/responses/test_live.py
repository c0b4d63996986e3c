"""Answers that come in one by one are in every count at once, and stay the same in a chunk, in a CSV and back."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from cxdesk.analysis.scores import figures
from cxdesk.changes import Changes
from cxdesk.errors import UserError
from cxdesk.importing import detect, mapping
from cxdesk.importing.actions import import_file
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses import live
from cxdesk.responses.aggregate import as_kept, counts, items_of, page_of, people
from cxdesk.responses.filter import AnswerTest, Filter
from cxdesk.responses.folding import fold
from cxdesk.responses.queries import answer_words, answers_table
from cxdesk.responses.schema import DECLARED, LIVE, NOT_SHOWN, SKIPPED
from cxdesk.surveys import actions as surveys
from exports.tables.answers import answers_out
from exports.tables.export import export
from tests.responses.live_survey import NOON, REPLIES, VISIT, answered

ALL = ("NPS", "DESK", "VAN", "HOURS", "PRICE", "SPEED", "NONE", "WHY", "QUOTE")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = Project.create(tmp_path / "live.cxdesk")
    project.run("Survey", surveys.build, VISIT)
    project.run("Round", responses.add_round, 1, "Autumn")
    yield project
    project.close()


def everything(project: Project, survey: int = 1) -> list[object]:
    """All scores, counts and answers of a survey, without the numbers of its responses."""
    items = {i.code: i.id for i in project.read(items_of, survey)}
    asked = [items[c] for c in ALL]
    scores = {
        c: project.read(figures, survey, [items[c]])[items[c], ""] for c in ("NPS", "DESK", "VAN", "HOURS")
    }
    table = project.read(counts, survey, asked).with_columns(pl.col("code").cast(pl.Float64))
    codes = {i: c for c, i in items.items()}
    return [
        {c: (f.value, f.low, f.high, f.n) for c, f in scores.items()},
        sorted((codes[i], code, n) for i, code, n in table.select("item_id", "code", "n").rows()),
        project.read(people, survey)["n"].to_list(),
        project.read(people, survey, where=Filter(answers=(AnswerTest("NPS", ">=", "9"),)))["n"].to_list(),
        [row[1:] for row in project.read(answers_table, survey).rows],
    ]  # fmt: skip


def test_what_is_answered_counts_at_once_and_the_same_in_a_chunk_undone_and_in_a_csv(
    project: Project, tmp_path: Path
) -> None:
    for given in REPLIES:
        project.run("Answer", answered, 1, given)
    seen = everything(project)
    assert seen[0]["NPS"][3] == 4  # type: ignore[index]
    assert seen[3] == [2]
    assert project.undo_label == "Round"  # what people answered is no step of the desk's

    assert fold(project, 1, NOON) == 4
    assert everything(project) == seen
    assert project.read(as_kept, 1, [])["response_id"].to_list() == [1, 2, 3, 4]
    project.undo()
    assert everything(project) == seen
    assert project.read(as_kept, 1, [])["response_id"].to_list() == [LIVE + n for n in (1, 2, 3, 4)]
    project.redo()
    assert everything(project) == seen
    project.close()

    again = Project.open(tmp_path / "live.cxdesk")
    assert everything(again) == seen
    assert again.read(lambda s: s.query(live.LiveAnswer).count()) == 0
    assert again.read(live.response_of_key, "nobody") is None

    out = tmp_path / "answers.csv"
    export(again.read(answers_out, 1), out)
    again.close()
    other = Project.create(tmp_path / "other.cxdesk")
    import_file(other, mapping.suggest(detect.sniff(out)))
    assert everything(other) == seen
    other.close()


def test_every_blank_has_its_reason(project: Project) -> None:
    for given in REPLIES:
        project.run("Answer", answered, 1, given)
    items = {i.code: i.id for i in project.read(items_of, 1)}
    frame = project.read(as_kept, 1, items.values(), texts=[items["MORE"]], every_state=True)
    why = {c: frame[f"b{i}"].to_list() for c, i in items.items()}
    assert why["WHY"] == [0, 0, 0, DECLARED]
    assert why["DESK"] == [NOT_SHOWN, 0, SKIPPED, NOT_SHOWN]
    assert why["MORE"] == [0, SKIPPED, SKIPPED, SKIPPED]
    assert frame[f"i{items['SPEED']}"].to_list() == [False, True, False, None]
    assert frame[f"i{items['WHY']}"].to_list() == [1, 2, 2, 9]


def test_an_answer_off_the_way_is_dropped_and_one_can_be_taken_back(project: Project) -> None:
    number = project.run("Begin", live.start, 1, "kiosk", "en")
    for code, value in {**REPLIES[1], "MORE": "Hm"}.items():
        project.run("Keep", live.keep, number, VISIT, code, value)
    assert project.read(live.answers_of_live, number, VISIT) == {**REPLIES[1], "MORE": "Hm"}
    assert project.read(people, 1)["n"].to_list() == [0]  # unfinished ones count only where the round says so
    project.run("Keep", live.keep, number, VISIT, "MORE", None)
    project.run("Keep", live.keep, number, VISIT, "WHY", 1)
    with pytest.raises(UserError, match="HOURS"):
        project.run("Keep", live.keep, number, VISIT, "HOURS", "two")
    kept = project.read(live.answers_of_live, number, VISIT)
    project.run("Finish", live.finish, number, live_path(kept), NOON)
    assert project.read(live.answers_of_live, number, VISIT) == {
        "WHY": 1, "NPS": 3, "WHAT": ["PRICE", "SPEED"]
    }  # fmt: skip
    project.run("Withdraw", live.withdraw, number)
    assert project.read(people, 1)["n"].to_list() == [0]


def live_path(answers: dict[str, object]) -> object:
    from cxdesk.surveys.logic.path import path

    return path(VISIT, answers)


def test_the_same_key_counts_once_and_views_are_told(project: Project) -> None:
    told: list[Changes] = []
    project.listeners.append(told.append)
    project.run("Answer", answered, 1, REPLIES[0], "a1")
    assert told[-1].touches("live_response")
    assert told[-1].touches("import_batch")
    with pytest.raises(UserError, match="a1"):
        project.run("Answer", answered, 1, REPLIES[0], "a1")
    assert project.read(people, 1)["n"].to_list() == [1]


def test_pages_of_answers_go_on_from_chunks_to_live_ones(project: Project) -> None:
    for given in REPLIES[:2]:
        project.run("Answer", answered, 1, given)
    fold(project, 1)
    for given in REPLIES[2:]:
        project.run("Answer", answered, 1, given)
    project.run("Begin", live.start, 1, "kiosk", "en")  # not finished: on no page
    nps = next(i.id for i in project.read(items_of, 1) if i.code == "NPS")
    whole = [
        n for part in range(4) for n in project.read(page_of, 1, [nps], offset=part, limit=1)[0][f"i{nps}"]
    ]
    assert whole == [10, 3, 9, 6]
    assert [project.read(page_of, 1, [nps], offset=o, limit=2)[1] for o in (0, 1, 3, 9)] == [4, 4, 4, 4]
    assert project.read(page_of, 1, [nps], offset=1, limit=2)[0][f"i{nps}"].to_list() == [3, 9]
    words = {w.code: w.words for w in project.read(answer_words, 1, LIVE + 3)}
    assert words["WHY"] == "Repair"
    assert words["VAN"] == "4"


def test_live_answers_come_back_with_their_survey(project: Project) -> None:
    project.run("Answer", answered, 1, REPLIES[0])
    seen = everything(project)
    project.run("Delete", surveys.delete, 1)
    project.undo()
    assert everything(project) == seen
