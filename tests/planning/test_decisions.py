"""The log of decisions: what, when, by whom, on which evidence, what was given up; in a table, on the command line."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cxdesk.analysis.scores import figure
from cxdesk.errors import UserError
from cxdesk.planning import actions as planning
from cxdesk.programme import actions as programme
from cxdesk.programme.queries import decision_rows, evidence_words, share_sentence, share_with_evidence
from exports.tables.decisions import write_decisions
from ui.cli import main


def logged(world: Any, count: int = 8, cited: int = 3) -> int:
    """So many decisions, of which some cite an issue with evidence; the issue's number."""
    run, read = world.project.run, world.project.read
    issue = run("Issue", planning.make_issue, "Waiting", read(figure, world.survey, world.score))
    for place in range(count):
        decision = run(
            "Decide", programme.decide, f"Decision {place}", "Sanne Visser", date(2026, 4, place + 1)
        )
        if place < cited:
            run("Cite", programme.cite, decision, issue)
    return int(issue)


def test_three_of_eight_decisions_that_cite_evidence_are_37_5_percent(world: Any) -> None:
    logged(world)
    rows = world.project.read(decision_rows)
    assert share_with_evidence(rows) == 37.5
    assert share_sentence(rows) == "3 of 8 decisions cite evidence (37.5%)"
    assert share_with_evidence([]) is None


def test_a_decision_without_evidence_is_flagged_and_an_opinion_is_none(world: Any) -> None:
    run, read = world.project.run, world.project.read
    decision = run("Decide", programme.decide, "Hire a dispatcher")
    assert not read(decision_rows)[0].cites_evidence
    issue = run("Issue", planning.raise_issue, "Waiting")
    run("Cite", programme.cite, decision, issue)
    (row,) = read(decision_rows)
    assert not row.cites_evidence
    assert evidence_words(row) == "Waiting: an opinion so far"
    evidence = run("Note", planning.add_note, issue, "observation", "We saw calls wait.")
    assert read(decision_rows)[0].cites_evidence
    run("Cite", programme.cite, decision, None, evidence)
    assert read(decision_rows)[0].evidence == 1, "the same evidence is not counted twice"
    run("Gone", planning.delete_issue, issue)
    assert not read(decision_rows)[0].cites_evidence


def test_what_was_given_up_is_kept_and_checked(world: Any) -> None:
    run, read = world.project.run, world.project.read
    decision = run(
        "Decide", programme.decide, "No new features this year", "Willem de Boer", date(2026, 5, 4),
        why="Repairs first", given_up="The app for tenants", cost=12_000.0, revenue_forgone=90_000.0, currency="EUR",
    )  # fmt: skip
    (row,) = read(decision_rows)
    assert (row.by, row.decided_on, row.given_up) == (
        "Willem de Boer",
        date(2026, 5, 4),
        "The app for tenants",
    )
    assert (row.cost, row.revenue_forgone) == (12_000.0, 90_000.0)
    with pytest.raises(UserError):
        run("Change", programme.change_decision, decision, cost=-1.0)
    with pytest.raises(UserError):
        run("Change", programme.change_decision, decision, title="  ")
    world.project.undo()
    assert read(decision_rows) == []


def test_the_export_lists_all_with_cells_that_are_no_formulas(world: Any, tmp_path: Path) -> None:
    logged(world)
    world.project.run("Decide", programme.decide, "=cmd|' /C calc'!A1", "@Sanne", date(2026, 5, 1), why="+1")
    rows = world.project.read(decision_rows)
    text = write_decisions(rows, tmp_path / "log.csv").read_text(encoding="utf-8-sig")
    lines = list(csv.reader(text.splitlines()))
    assert len(lines) == 10
    assert lines[1][0] == "'=cmd|' /C calc'!A1"
    assert lines[0][:3] == ["Decision", "Decided on", "Decided by"]
    assert [line[6] for line in lines[1:]].count("yes") == 3
    sheet = openpyxl.load_workbook(write_decisions(rows, tmp_path / "log.xlsx")).active
    assert sheet.max_row == 10
    assert sheet["A2"].data_type == "s"
    with pytest.raises(UserError, match=r"should end in .csv or .xlsx"):
        write_decisions(rows, tmp_path / "log.pdf")


def test_decisions_and_issues_on_the_command_line(
    world: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    issue = logged(world)
    world.project.run("Twin", planning.raise_issue, "Waiting", "")
    world.project.run("Cause", planning.add_cause, issue, "One dispatcher", None, "people")
    world.project.close()
    path = str(world.project.path)

    def said(*arguments: str) -> str:
        with pytest.raises(SystemExit) as left:
            main(["--language", "en", *arguments])
        assert left.value.code == 0
        return capsys.readouterr().out

    told = json.loads(said("decisions", "list", path, "--json"))
    assert (told["share_with_evidence"], len(told["decisions"])) == (37.5, 8)
    assert "3 of 8 decisions cite evidence (37.5%)." in said("decisions", "list", path)
    out = tmp_path / "log.csv"
    assert json.loads(said("decisions", "export", path, "-o", str(out), "--json"))["decisions"] == 8
    assert out.is_file()
    causes = tmp_path / "causes.pdf"
    told = json.loads(said("issues", "causes", path, "--issue", str(issue), "-o", str(causes), "--json"))
    assert (told["causes"], causes.read_bytes()[:5]) == (1, b"%PDF-")
    issues = json.loads(said("issues", "list", path, "--json"))
    assert issues["alike"] == [[1, 2]]
    first = issues["issues"][0]
    assert (first["grade"], first["reach"]["respondents"], first["evidence"]["kinds"]) == (
        "some",
        3,
        ["figure"],
    )
    assert "“Waiting” and “Waiting” look alike." in said("issues", "list", path)


def test_a_log_can_not_be_written_to_another_kind_of_file(
    world: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    world.project.close()
    with pytest.raises(SystemExit) as left:
        main(["--language", "en", "decisions", "export", str(world.project.path), "-o", "log.pdf"])
    assert left.value.code == 1
    assert "“log.pdf” should end in .csv or .xlsx." in capsys.readouterr().err
