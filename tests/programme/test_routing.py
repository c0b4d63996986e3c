"""Who gets which document: due on a fixed day, made in one go, logged for good; and the gate before the next round."""

import json
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from cxdesk.errors import UserError
from cxdesk.programme import gate, given, routing
from cxdesk.programme.report import EXECUTIVE, FUNCTION, GENERAL_MANAGER, STAFF, Report
from cxdesk.project import Project
from cxdesk.surveys.queries import survey_named
from exports.pdf import report as report_paper
from exports.pdf.leaks import leaks
from exports.report_pack import write_due
from ui.cli import _run as cli

MAY = date(2026, 5, 20)
NOW = datetime(2026, 5, 20, 9)


@pytest.mark.parametrize(
    ("rhythm", "first", "last", "wanted"),
    [
        ("monthly", date(2026, 1, 31), None, date(2026, 1, 31)),
        ("monthly", date(2026, 1, 31), date(2026, 1, 31), date(2026, 2, 28)),
        ("monthly", date(2026, 1, 31), date(2026, 3, 1), date(2026, 3, 31)),
        ("quarterly", date(2026, 1, 15), date(2026, 4, 20), date(2026, 7, 15)),
        ("weekly", date(2026, 5, 4), date(2026, 5, 6), date(2026, 5, 11)),
        ("weekly", date(2026, 5, 4), date(2026, 5, 11), date(2026, 5, 18)),
        ("each-round", date(2026, 1, 1), None, date(2026, 3, 19)),
        ("each-round", date(2026, 1, 1), date(2026, 3, 20), None),
        ("each-round", date(2026, 4, 1), None, date(2026, 4, 1)),
    ],
)
def test_a_document_is_due_by_its_rhythm(
    rhythm: str, first: date, last: date | None, wanted: date | None
) -> None:
    assert routing.due_on(rhythm, first, last, date(2026, 3, 19)) == wanted


@over(
    st.sampled_from(("weekly", "monthly", "quarterly")),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(0, 2000),
)
def test_the_next_day_always_lies_after_the_last_one(rhythm: str, first: date, later: int) -> None:
    last = date.fromordinal(first.toordinal() + later)
    wanted = routing.due_on(rhythm, first, last)
    assert wanted is not None
    assert wanted > last
    assert (wanted - last).days <= {"weekly": 7, "monthly": 31, "quarterly": 92}[rhythm]


@pytest.mark.slow
def test_what_is_due_is_made_in_one_go_and_logged_for_good(example: Project, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    for audience, who, form in (
        (GENERAL_MANAGER, "R. Bakker", "pdf"),
        (EXECUTIVE, "The board", "pptx"),
        (STAFF, "a/b: everybody?", "pdf"),
    ):
        example.run("Route", routing.add_route, audience, who, "monthly", date(2026, 5, 1), "en", "", form)
    example.run("Route", routing.add_route, STAFF, "later", "monthly", date(2026, 6, 1))
    assert [r.recipient for r in example.read(routing.due, MAY)] == [
        "R. Bakker",
        "The board",
        "a/b: everybody?",
    ]

    made = write_due(example, folder, MAY, now=NOW)
    assert sorted(p.name for p in folder.iterdir()) == [
        "Executive, quarterly - The board.pptx",
        "General manager - R. Bakker.pdf",
        "Staff what we decided and why - a b everybody.pdf",
    ]
    assert made.failed == ()
    assert example.read(routing.due, MAY) == []
    log = example.read(given.log_rows)
    assert {(r.recipient, r.version) for r in log[:3]} == {
        ("R. Bakker", 1),
        ("The board", 1),
        ("a/b: everybody?", 1),
    }
    assert all("Relationship survey, March 2026; 1,204 of 3,410 answered" in r.data for r in log[:3])

    assert {(r.format, r.file, r.given) for r in log[:3]} == {
        ("pdf", "General manager - R. Bakker.pdf", ()),
        ("pptx", "Executive, quarterly - The board.pptx", ()),
        ("pdf", "Staff what we decided and why - a b everybody.pdf", ()),
    }

    # Undo lets it be due again, but what was made stays in the log.
    for _ in range(3):
        example.undo()
    assert len(example.read(routing.due, MAY)) == 3
    assert len(example.read(given.log_rows)) == len(log)
    write_due(example, folder, MAY, now=NOW)
    assert max(r.version for r in example.read(given.log_rows) if r.recipient == "R. Bakker") == 2


@pytest.mark.slow
def test_what_several_people_get_in_one_language_is_laid_out_once(
    example: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out: list[tuple[str, str]] = []

    def render(made: Report) -> Any:
        laid_out.append((made.audience, made.language))
        return whole(made)

    whole = report_paper.render
    monkeypatch.setattr(report_paper, "render", render)
    for audience, who, language in (
        (STAFF, "Anneke", "en"), (STAFF, "Balazs", "en"), (STAFF, "Chiamaka", "nl"), (GENERAL_MANAGER, "Dorottya", "en"),
        (STAFF, "Emeka", "en"),
    ):  # fmt: skip
        example.run("Route", routing.add_route, audience, who, "monthly", date(2026, 5, 1), language)
    made = write_due(example, tmp_path, MAY, now=NOW)
    assert sorted(laid_out) == [(GENERAL_MANAGER, "en"), (STAFF, "en"), (STAFF, "nl")]
    assert len(made.files) == 5

    of = {
        who: next(p for p in made.files if p.stem.endswith(who)).read_bytes()
        for who in ("Anneke", "Balazs", "Chiamaka", "Emeka")
    }
    assert of["Anneke"] == of["Balazs"] == of["Emeka"] != of["Chiamaka"]
    # No document says who its reader is, so that one may be copied for another.
    assert not any(who.encode() in pdf or leaks(pdf, [who]) for who, pdf in of.items())
    log = {r.recipient: r for r in example.read(given.log_rows)}
    assert log["Anneke"].sha256 == log["Balazs"].sha256 == sha256(of["Anneke"]).hexdigest()
    assert {log[who].version for who in of} == {1}


def test_one_document_that_fails_is_named_and_the_others_are_made(example: Project, tmp_path: Path) -> None:
    service = example.read(routing.functions_of)[0]
    example.run("Route", routing.add_route, FUNCTION, "Head", "monthly", date(2026, 5, 1), "en", service)
    example.run("Route", routing.add_route, STAFF, "Everybody", "monthly", date(2026, 5, 1))
    rows = example.read(routing.due, MAY)
    gone = [r if r.audience != FUNCTION else type(r)(**{**_fields(r), "function": "Gone"}) for r in rows]
    made = write_due(example, tmp_path, MAY, gone, now=NOW)
    assert [p.suffix for p in made.files] == [".pdf"]
    assert [who for who, _why in made.failed] == ["Head"]
    assert "No touch point belongs to “Gone”" in made.failed[0][1]


def _fields(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__slots__}


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (("nobody", "R", "monthly"), "There is no document for “nobody”"),
        ((STAFF, "  ", "monthly"), "Say who gets it"),
        ((STAFF, "R", "daily"), "“daily” is no rhythm"),
        ((STAFF, "R", "monthly", MAY, "en", "", "pptx"), "is written as pdf. As pptx there is: executive"),
        ((FUNCTION, "R", "monthly", MAY, "en", "Legal"), "No touch point belongs to “Legal”"),
        ((STAFF, "R", "monthly", MAY, "de"), "There is no language “de” here"),
    ],
)
def test_what_can_not_be_routed_is_refused_in_words(
    example: Project, asked: tuple[Any, ...], sentence: str
) -> None:
    with pytest.raises(UserError, match=sentence):
        example.run("Route", routing.add_route, *asked)
    assert example.read(routing.route_rows) == []


def made_for_everybody(example: Project, folder: Path) -> int:
    example.run("Route", routing.add_route, STAFF, "Everybody", "monthly", date(2026, 5, 1))
    write_due(example, folder, MAY, now=NOW)
    return example.read(given.log_rows)[0].id


def test_every_readers_answer_is_kept_with_what_they_said_more(example: Project, tmp_path: Path) -> None:
    number = made_for_everybody(example, tmp_path)
    example.run("Answer", given.answer, number, "partly", MAY, "The chart is small.", "Leila Rahimi")
    example.run("Answer", given.answer, number, "yes", MAY, "", "Jonas Beck")
    example.run("Answer", given.answer, number, "yes", MAY)
    told = example.read(given.log_rows)[0]
    assert [(a.reader, a.answer, a.note) for a in told.answers] == [
        ("Leila Rahimi", "partly", "The chart is small."),
        ("Jonas Beck", "yes", ""),
        ("", "yes", ""),
    ]
    assert given.answers_words(told.answers) == "2 yes, 1 partly"
    example.run("Answer", given.answer, number, "no", MAY, "Still small.", "Leila Rahimi")
    assert given.answers_words(example.read(given.log_rows)[0].answers) == "2 yes, 1 no"
    example.undo()
    assert given.answers_words(example.read(given.log_rows)[0].answers) == "2 yes, 1 partly"
    with pytest.raises(UserError, match="Answer yes, partly or no"):
        example.run("Answer", given.answer, number, "perhaps")


def test_what_was_made_is_given_only_when_somebody_says_so_and_no_undo_takes_it_out(
    example: Project, tmp_path: Path
) -> None:
    number = made_for_everybody(example, tmp_path)
    assert given.given_words(example.read(given.log_rows)[0]) == "made, not given yet"
    day = date(2026, 5, 21)
    example.run("Give", given.give, number, "The depot in Zwolle", "handed", day, "Sanne Visser", "On paper")
    example.run("Give", given.give, number, "Night shift", "mailed", day)
    example.undo()
    example.undo()
    told = example.read(given.log_rows)[0]
    assert [(g.recipient, g.how, g.on, g.by, g.note) for g in told.given] == [
        ("The depot in Zwolle", "handed", day, "Sanne Visser", "On paper"),
        ("Night shift", "mailed", day, "", ""),
    ]
    example.run("Mistake", given.mistaken, told.given[1].id, "The night shift has no mail")
    told = example.read(given.log_rows)[0]
    assert [(g.recipient, g.mistake) for g in told.givings] == [
        ("The depot in Zwolle", None),
        ("Night shift", "The night shift has no mail"),
    ]
    assert given.given_words(told) == "The depot in Zwolle"


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (("", "handed"), "Say who got it"),
        (("R", "pigeon"), "“pigeon” is no way to give a document. There are: printed, handed"),
        (("R", "handed", date(2026, 5, 19)), "It was given before it was made"),
    ],
)
def test_a_giving_that_can_not_be_is_refused_in_words(
    example: Project, tmp_path: Path, asked: tuple[Any, ...], sentence: str
) -> None:
    number = made_for_everybody(example, tmp_path)
    with pytest.raises(UserError, match=sentence):
        example.run("Give", given.give, number, *asked)
    assert example.read(given.log_rows)[0].givings == ()


def test_the_gate_asks_what_was_skipped_and_records_why(example: Project, tmp_path: Path) -> None:
    survey = example.read(survey_named, "relationship-survey").id
    found = example.read(gate.gate, survey)
    assert found.missing == ("shared",)
    with pytest.raises(UserError, match=r"You skipped “share the findings”\. Why"):
        example.run("Round", gate.open_round, survey, "September 2026")
    example.run(
        "Round", gate.open_round, survey, "September 2026", "The board asked for it", "S. Visser", MAY
    )
    rows = example.read(gate.override_rows, survey)
    assert [(r.round, r.skipped, r.reason, r.who) for r in rows] == [
        ("September 2026", ("shared",), "The board asked for it", "S. Visser")
    ]
    example.undo()
    assert len(example.read(gate.override_rows, survey)) == 1  # what was skipped stays known
    example.run("Route", routing.add_route, STAFF, "Everybody", "monthly", date(2026, 5, 1))
    write_due(example, tmp_path, MAY, now=NOW)
    assert example.read(gate.gate, survey).missing == ("shared",)  # made, and nobody has it
    example.run("Give", given.give, example.read(given.log_rows)[0].id, "Everybody", "shown", MAY)
    assert example.read(gate.gate, survey).missing == ()
    example.run("Round", gate.open_round, survey, "October 2026")
    assert len(example.read(gate.override_rows, survey)) == 1


@pytest.mark.slow
def test_the_command_line_does_all_of_it(
    example: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(example.path)
    example.close()

    def told(*words: object) -> Any:
        code = cli([*map(str, words), "--json"])
        assert code == 0, capsys.readouterr().err
        return json.loads(capsys.readouterr().out)

    told(
        "report",
        "route",
        file,
        "--audience",
        "staff",
        "--to",
        "Everybody",
        "--every",
        "monthly",
        "--from",
        "2026-05-01",
    )
    assert told("report", "routes", file, "--today", "2026-05-20")["routes"][0]["is_due"] is True
    due = told("report", "due", file, "--today", "2026-05-20", "-o", tmp_path)
    assert [Path(f).name for f in due["files"]] == ["Staff what we decided and why - Everybody.pdf"]
    assert told("report", "due", file, "--today", "2026-05-20")["due"] == []
    log = told("report", "log", file)["made"][0]
    assert (log["recipient"], log["version"], len(log["sha256"])) == ("Everybody", 1, 64)
    assert (log["format"], log["file"], log["given"]) == (
        "pdf",
        "Staff what we decided and why - Everybody.pdf",
        [],
    )
    told("report", "give", file, log["id"], "--to", "The depot", "--how", "handed", "--on", "2026-05-21")
    told("report", "answer", file, log["id"], "yes", "--by", "Jonas Beck", "--note", "Short and clear")
    told("report", "answer", file, log["id"], "no", "--by", "Leila Rahimi")
    log = told("report", "log", file)["made"][0]
    assert [(g["to"], g["how"], g["on"]) for g in log["given"]] == [("The depot", "handed", "2026-05-21")]
    assert [(a["reader"], a["answer"], a["note"]) for a in log["answers"]] == [
        ("Jonas Beck", "yes", "Short and clear"),
        ("Leila Rahimi", "no", ""),
    ]
    assert cli(["report", "log", file]) == 0
    assert "Short and clear" in capsys.readouterr().out
    out = tmp_path / "gm.pdf"
    made = told("report", "export", file, "--audience", "general-manager", "-o", out, "--language", "nl")
    assert out.stat().st_size > 10_000
    assert (made["language"], made["figures"]) == ("nl", 7)
    assert told("report", "gate", file, "--survey", "relationship-survey")["missing"] == []
    assert cli(["report", "export", file, "--audience", "nobody", "-o", str(out)]) == 1
    assert "There is no document for “nobody”" in capsys.readouterr().err
    assert cli(["report", "export", file, "--audience", "staff", "-o", str(tmp_path / "s.pptx")]) == 1
    assert "is written as pdf. As pptx there is: executive." in capsys.readouterr().err
    assert cli(["report", "export", file, "--audience", "staff", "-o", str(tmp_path / "s.docx")]) == 1
    assert "is written as pdf; no document is written as docx." in capsys.readouterr().err
