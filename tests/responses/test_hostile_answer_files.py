"""Answer files that are damaged, hostile, foreign or many: a sentence each, the good ones beside them come in."""

import json
import random
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter
from sqlalchemy import select

from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses import live
from cxdesk.responses.aggregate import people
from cxdesk.responses.collecting import Outcome, collect, sentences
from cxdesk.responses.folding import fold
from cxdesk.responses.model import LiveAnswer, LiveResponse
from cxdesk.responses.queries import answers_table
from cxdesk.surveys import actions as surveys
from cxdesk.surveys import versions
from cxdesk.surveys.described import described
from cxdesk.surveys.logic.path import path
from cxdesk.surveys.queries import survey_rows
from exports.questionnaire.form_answers import read_form
from exports.questionnaire.options import Options
from exports.questionnaire.pdf import printed
from exports.tables.answers import answers_out
from exports.tables.export import export
from tests.responses.live_survey import REPLIES, VISIT
from tests.support.commands import refused, said

HOSTILE = (
    '=HYPERLINK("http://bad.example")<script>alert(1)</script>\u202e\x00\x1b[31m\'; DROP TABLE live_answer;--'
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = Project.create(tmp_path / "a.cxdesk")
    project.run("Survey", surveys.build, VISIT)
    project.run("Round", responses.add_round, 1, "Autumn")
    yield project
    project.close()


def told(project: Project, n: int, **given: Any) -> dict[str, Any]:
    return {
        "cxdesk_answers": 1, "survey": project.read(survey_rows)[0].code, "version": 0, "key": f"{n:032x}",
        "language": "en", "answers": REPLIES[n % 4], "started": "2026-11-26T10:00:00Z", "finished": "2026-11-26T10:05:00Z",
    } | given  # fmt: skip


def made(folder: Path, project: Project, n: int, **given: Any) -> Path:
    file = folder / f"{n}.json"
    file.write_text(json.dumps(told(project, n, **given)), encoding="utf-8")
    return file


def one(project: Project, file: Path) -> Outcome:
    [outcome] = collect(project, [file], read_form=read_form)
    return outcome


def test_the_same_file_twice_counts_once_and_two_files_of_one_respondent_are_two(
    project: Project, tmp_path: Path
) -> None:
    file = made(tmp_path, project, 1)
    copy = tmp_path / "copy (1).json"
    copy.write_bytes(file.read_bytes())
    outcomes = collect(project, [file, copy, file, made(tmp_path, project, 2, account="A1")])
    assert [o.result for o in outcomes] == ["stored", "known", "known", "stored"]
    assert "2 answer files were in the file already." in sentences(outcomes)
    assert project.read(people, 1)["n"].to_list() == [2]


def test_answers_taken_in_at_once_are_kept_as_those_that_come_one_by_one(
    project: Project, tmp_path: Path
) -> None:
    chance = random.Random(4)
    replies = list(REPLIES)
    for _n in range(40):
        reply: dict[str, Any] = {"WHY": chance.choice([1, 2, 9]), "NPS": chance.randrange(11)}
        if reply["WHY"] == 2 and chance.random() < 0.8:
            reply["STAFF"] = {c: chance.randrange(1, 6) for c in ("DESK", "VAN") if chance.random() < 0.7}
        more = {"WHAT": ["PRICE"], "MORE": "Hm", "QUOTE": chance.choice([1, 2])}
        reply |= {code: value for code, value in more.items() if chance.random() < 0.5}
        replies.append({k: v for k, v in reply.items() if v != {}})
    outcomes = collect(project, [made(tmp_path, project, n, answers=r) for n, r in enumerate(replies)])
    assert {o.result for o in outcomes} == {"stored"}, outcomes
    survey = project.read(described, 1)
    for given in replies:
        number = project.run("Begin", live.start, 1, "web", "en")
        for code, value in given.items():
            project.run("Keep", live.keep, number, survey, code, value)
        project.run("Finish", live.finish, number, path(survey, given), over=())

    def rows(session: Any) -> list[Any]:
        heads = session.scalars(select(LiveResponse).order_by(LiveResponse.id)).all()
        cells = session.execute(
            select(
                LiveAnswer.response_id,
                LiveAnswer.item_id,
                LiveAnswer.blank,
                LiveAnswer.number,
                LiveAnswer.words,
            )
        ).all()
        by: dict[int, list[Any]] = {}
        for response, *cell in cells:
            by.setdefault(response, []).append(cell)
        return [(h.state, h.over_quota, h.consent_quote, sorted(by.get(h.id, []), key=str)) for h in heads]

    found = project.read(rows)
    assert len(found) == 2 * len(replies)
    assert found[: len(replies)] == found[len(replies) :]


WRONG: dict[str, dict[str, Any]] = {
    "another survey": {"survey": "elsewhere\u202e<b>"},
    "a version that is not there": {"version": 7},
    "a question that is not there": {"answers": {"NPS": 1, "<img src=x>": 1}},
    "a word for a number": {"answers": {"WHY": 1, "NPS": "ten"}},
    "a list for a number": {"answers": {"WHY": 1, "NPS": [9]}},
    "yes for a number": {"answers": {"WHY": 1, "NPS": True}},
    "a number beyond the scale": {"answers": {"WHY": 1, "NPS": 99}},
    "a huge number": {"answers": {"WHY": 2, "NPS": 1, "HOURS": 1e308}},
    "rows that are not there": {"answers": {"WHY": 2, "NPS": 1, "STAFF": {"ROOF": 3}}},
    "a word in a row": {"answers": {"WHY": 2, "NPS": 1, "STAFF": {"VAN": "x"}}},
    "a list for rows": {"answers": {"WHY": 2, "NPS": 1, "STAFF": [1, 2]}},
    "ticks that are not there": {"answers": {"WHY": 1, "NPS": 1, "WHAT": ["ROOF"]}},
    "a mapping for ticks": {"answers": {"WHY": 1, "NPS": 1, "WHAT": {"PRICE": 1}}},
    "ticks in ticks": {"answers": {"WHY": 1, "NPS": 1, "WHAT": [["PRICE"]]}},
    "a number for words": {"answers": {"WHY": 1, "NPS": 1, "MORE": 5}},
    "too long a text": {"answers": {"WHY": 1, "NPS": 1, "MORE": "x" * 900_000}},
    "a day that is none": {"answers": {"WHY": 1, "NPS": 1, "DAY": "2026-02-31"}},
    "nothing required": {"answers": {}},
    "a way not gone": {"answers": {"WHY": 1, "NPS": 1, "HOURS": 2}},
    "another language": {"language": "xx"},
    "a key that is none": {"key": "../../etc/passwd"},
    "a long account": {"account": "A" * 500},
    "a moment that is none": {"finished": "2026-13-45T99:99:99Z"},
    "a version that is a word": {"version": "1"},
    "a newer form": {"cxdesk_answers": 2},
    "fields that are none": {"fields": {"x": "y"}},
}


def test_what_does_not_fit_is_refused_in_a_sentence_and_the_others_come_in(
    project: Project, tmp_path: Path
) -> None:
    good = made(tmp_path, project, 100)
    files = [made(tmp_path, project, n, **given) for n, given in enumerate(WRONG.values())]
    outcomes = collect(project, [*files, good], read_form=read_form)
    assert {k: o.result for k, o in zip(WRONG, outcomes, strict=False) if o.result != "refused"} == {}
    assert outcomes[-1].result == "stored"
    for outcome in outcomes[:-1]:
        assert outcome.reason.endswith("."), outcome
        assert outcome.name in outcome.reason
        assert not set("\u202e\x00") & set(outcome.reason)
        assert len(outcome.reason) < 300
    assert project.read(people, 1)["n"].to_list() == [1]
    project.undo()
    assert project.read(people, 1)["n"].to_list() == [0]


def test_answers_to_a_release_that_was_taken_back_are_never_read_as_those_of_the_next(
    project: Project, tmp_path: Path
) -> None:
    project.run("Release", versions.release, 1, override="a test")
    old = made(tmp_path, project, 1, version=1)
    project.undo()
    outcome = one(project, old)
    assert (outcome.result, outcome.reason) == (
        "refused",
        f"“1.json” answers version 1 of the survey “{project.read(survey_rows)[0].code}”, which is not in this file.",
    )
    # What is released next has another number, so that nothing is read as an answer to what it never saw.
    project.run("Rename", surveys.rename, 1, "Another visit", "en")
    assert project.run("Release", versions.release, 1, override="a test") == 2
    assert one(project, old).result == "refused"
    new = made(tmp_path, project, 2, version=2)
    assert one(project, new).result == "stored"


def test_a_clock_ahead_or_at_its_begin_costs_no_answer(project: Project, tmp_path: Path) -> None:
    ahead = (datetime.now() + timedelta(days=4000)).strftime("%Y-%m-%dT%H:%M:%SZ")
    outcomes = collect(
        project,
        [
            made(tmp_path, project, 1, finished=ahead),
            made(tmp_path, project, 2, started="1970-01-01T00:00:10Z", finished="1970-01-01T00:01:10Z"),
            made(tmp_path, project, 3, started="2026-11-26T12:00:00Z"),
        ],
    )
    assert [(o.result, o.clock_wrong) for o in outcomes] == [
        ("stored", True),
        ("stored", True),
        ("stored", False),
    ]
    assert any("clocks of 2 devices were wrong" in line for line in sentences(outcomes))
    days = [row[1] for row in project.read(answers_table, 1).rows]
    assert max(days) <= datetime.now().date().isoformat()


def test_words_of_a_script_or_a_formula_stay_words_everywhere(project: Project, tmp_path: Path) -> None:
    answers = {"WHY": 1, "NPS": 1, "MORE": HOSTILE}
    assert one(project, made(tmp_path, project, 1, answers=answers, account=HOSTILE[:180])).result == "stored"
    fold(project, 1)
    out = tmp_path / "out.xlsx"
    export(project.read(answers_out, 1), out)
    with zipfile.ZipFile(out) as book:
        sheets = b"".join(book.read(n) for n in book.namelist() if "sheet" in n or "Strings" in n)
    assert b"<f>" not in sheets
    assert b"<script>" not in sheets
    plain = tmp_path / "out.csv"
    export(project.read(answers_out, 1), plain)
    assert "=HYPERLINK" in plain.read_text(encoding="utf-8-sig")
    assert project.read(people, 1)["n"].to_list() == [1]


def test_a_file_cut_at_any_byte_or_flipped_is_refused_or_is_whole(project: Project, tmp_path: Path) -> None:
    data = made(tmp_path, project, 1).read_bytes()
    file = tmp_path / "cut.json"
    for length in range(0, len(data) - 1, 3):
        file.write_bytes(data[:length])
        assert one(project, file).result == "refused", length
    chance = random.Random(5)
    for _n in range(150):
        broken = bytearray(data)
        broken[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        file.write_bytes(bytes(broken))
        outcome = one(project, file)
        assert outcome.result in ("stored", "known") or outcome.reason.endswith("."), outcome
    form = tmp_path / "form.pdf"
    for start in (b"", b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", data):
        form.write_bytes(start)
        assert one(project, form).reason.endswith(".")


@pytest.mark.filterwarnings("ignore")
def test_forms_empty_flat_half_filled_and_of_an_older_release_are_told_by_their_names(
    project: Project, tmp_path: Path
) -> None:
    """An empty form counted as a person, and of twenty refused ones nobody knew which they were."""
    asked = project.read(described, 1)
    form = printed(asked, "en", Options(fillable=True)).pdf

    def saved(name: str, values: dict[str, str], of: bytes = form, flat: bool = False) -> Path:
        writer = PdfWriter(clone_from=BytesIO(of))
        for page in writer.pages:
            writer.update_page_form_field_values(page, values, auto_regenerate=False, flatten=flat)
        if flat:
            writer.remove_annotations(subtypes="/Widget")
            del writer.root_object["/AcroForm"]
        with (tmp_path / name).open("wb") as out:
            writer.write(out)
        return tmp_path / name

    reasons = {
        saved("empty.pdf", {}): "nothing is filled in",
        saved("flat.pdf", {"NPS": "/9"}, flat=True): "has no fields",
        saved("older.pdf", {"NPS": "/9"}): "",
    }
    half = saved("half.pdf", {"MORE": "/ بد نبود"})
    twice = tmp_path / "twice.pdf"
    twice.write_bytes(half.read_bytes())
    (tmp_path / "note.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    reasons[tmp_path / "note.pdf"] = "can’t be read"
    assert [o.result for o in collect(project, [half, twice], read_form=read_form)] == ["stored", "known"]
    words = project.read(lambda s: s.scalars(select(LiveAnswer.words).where(LiveAnswer.words != "")).all())
    assert words == ["/ بد نبود"]
    project.run("Release", versions.release, 1, override="a test")
    project.run("Rename", surveys.rename, 1, "Another visit", "en")
    project.run("Release", versions.release, 1, override="a test")
    for path_, why in reasons.items():
        outcome = one(project, path_)
        if not why:
            assert outcome.result == "stored", outcome
            continue
        assert outcome.result == "refused"
        assert why in outcome.reason
        assert f"“{path_.name}”" in outcome.reason
    project.run("Rename", surveys.rename, 1, "A third visit", "en")
    other = printed(project.read(described, 1), "en", Options(fillable=True)).pdf
    project.run("Rename", surveys.rename, 1, "A fourth visit", "en")
    lost = one(project, saved("lost.pdf", {"NPS": "/9"}, of=other))
    assert lost.reason == "“lost.pdf” belongs to no survey in this file and to none of its versions."
    assert project.read(people, 1)["n"].to_list() == [2]


def test_bombs_folders_links_and_nests_are_refused(project: Project, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.json"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a", b"0" * 50_000_000)
    nest = tmp_path / "nest.json"
    nest.write_text('{"cxdesk_answers": ' + "[" * 200_000, encoding="utf-8")
    wide = tmp_path / "wide.json"
    wide.write_text('{"cxdesk_answers": 1, "survey": ' + "9" * 400_000 + "}", encoding="utf-8")
    large = tmp_path / "large.json"
    large_pdf = tmp_path / "large.pdf"
    for file_ in (large, large_pdf):
        with file_.open("wb") as out:
            out.truncate(5_000_000_000)
    folder = tmp_path / "folder.json"
    folder.mkdir()
    folder_pdf = tmp_path / "folder.pdf"
    folder_pdf.mkdir()
    nan = tmp_path / "nan.json"
    nan.write_text(json.dumps(told(project, 9, answers={"WHY": 1, "NPS": float("nan")})), encoding="utf-8")
    twice = tmp_path / "twice.json"
    text = json.dumps(told(project, 8))
    twice.write_text(text[:-1] + ', "key": "' + "f" * 32 + '"}', encoding="utf-8")
    bare = tmp_path / "surrogate.json"
    bare.write_text(
        json.dumps(told(project, 7, answers={"WHY": 1, "NPS": 1, "MORE": "\ud800"})), encoding="utf-8"
    )
    link = tmp_path / "link.json"
    link.symlink_to(link)
    assert "too large" in one(project, large_pdf).reason
    files = [bomb, nest, wide, large, folder, folder_pdf, nan, link, tmp_path / "not there.json"]
    for file in files:
        outcome = one(project, file)
        assert (outcome.result, outcome.reason[-1:]) == ("refused", "."), file
    assert one(project, twice).result in ("stored", "refused")
    assert one(project, bare).result in ("stored", "refused")


def test_the_command_takes_the_good_ones_and_says_the_others(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = made(tmp_path, project, 1), made(tmp_path, project, 2, survey="elsewhere")
    project.close()
    assert "elsewhere" in refused(capsys, "responses", "collect", project.path, bad, good, tmp_path)
    assert [o["result"] for o in said(capsys, "responses", "collect", project.path, good)] == ["known"]


@pytest.mark.slow
def test_twenty_thousand_answer_files_come_in(project: Project, tmp_path: Path) -> None:
    files = [made(tmp_path, project, n) for n in range(20_000)]
    assert {o.result for o in collect(project, files)} == {"stored"}
    assert project.read(people, 1)["n"].to_list() == [20_000]
