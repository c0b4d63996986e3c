"""What README.md and docs/ say of the command line is what it does: every command of docs/ is run, in order."""

import json
import re
import shlex
from pathlib import Path

import pytest
import typer

from ui import cli

ROOT = Path(__file__).resolve().parents[2]
FORM = {
    "title": "Form",
    "pages": [
        {
            "elements": [
                {
                    "type": "radiogroup",
                    "name": "Q4",
                    "title": "Did we call?",
                    "choices": ["By phone", "By mail", "No"],
                },
                {"type": "rating", "name": "EASE", "title": "How easy was it?", "rateMax": 7},
            ]
        }
    ],
}
# What stands in the documents for something of one's own; such a command may be refused, but not as wrong usage.
OWN = ("R", "NUMBER")


def commands_in(name: str) -> list[str]:
    """The commands of a document's blocks; what stands far to the right of one is a remark."""
    blocks = re.findall(r"```\n(.*?)```", (ROOT / "docs" / name).read_text(encoding="utf-8"), re.DOTALL)
    lines = (line for block in blocks for line in block.splitlines() if line.startswith("cxdesk "))
    return [re.split(r" {4,}", line)[0] for line in lines]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["journeys.md", "surveys.md"])
def test_every_command_in_the_documents_does_what_it_says(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli._run(["new", "FILE.cxdesk"]) == 0
    Path("form.json").write_text(json.dumps(FORM), encoding="utf-8")
    assert cli._run(["survey", "add", "FILE.cxdesk", "form.json"]) == 0
    for format_, out in (("qsf", "questions.qsf"), ("lss", "survey.lss"), ("xlsform", "form.xlsx")):
        assert cli._run(["survey", "export", "FILE.cxdesk", "--format", format_, "-o", out]) == 0
    Path("questions.txt").write_text("1. How was it?\na) Good\nb) Bad\n", encoding="utf-8")
    Path("FOLDER").mkdir()
    Path("day.mmd").write_text("journey\n title Day\n section Noon\n  Tea: 5: Me\n", encoding="utf-8")
    Path("grid.csv").write_text(",One,Two\nPain,Waits,\n", encoding="utf-8")
    Path("workshop.drawio").write_text(DRAWING, encoding="utf-8")
    for line in commands_in(name):
        words = shlex.split(re.sub(r" \[[^]]*\]", "", line))[1:]
        given = [
            {"FILE": "FILE.cxdesk", "S": "form", "grid.xlsx": "grid.csv"}.get(word, word) for word in words
        ]
        code = cli._run(given)
        said = capsys.readouterr()
        assert code == 0 or (code == 1 and set(OWN) & set(given)), f"{line}\n{said.err}"


DRAWING = (
    '<mxfile><diagram name="p"><mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>'
    '<mxCell id="2" value="Calls" vertex="1" parent="1"><mxGeometry width="99" height="50" as="geometry"/>'
    "</mxCell></root></mxGraphModel></diagram></mxfile>"
)


def test_every_command_and_option_in_the_readme_is_there() -> None:
    group = typer.main.get_command(_whole())
    before: dict[str, set[str]] = {}
    wrong = []
    for row in (ROOT / "README.md").read_text(encoding="utf-8").splitlines():
        cell = re.match(r"\| (`.*?`) \|", row.replace(r"\|", " "))
        if cell is None or not re.match(r"`(cxdesk|\.\.\.|[a-z]+ )", cell[1]):
            continue
        named = _named(group, cell[1]) or before
        before = named
        known = set().union(*named.values()) if named else set()
        wrong += [(cell[1], option) for option in re.findall(r"--[a-z-]+", cell[1]) if option not in known]
    assert wrong == []


def _whole() -> typer.Typer:
    cli._add_rooms(["--help"])
    return cli.app


def _named(group: object, text: str) -> dict[str, set[str]]:
    """The commands that a cell names, each with its options."""
    found = {}
    for noun, verbs in re.findall(r"`([a-z]+) ([a-z-]+(?: [a-z-]+)*)", text.replace("`cxdesk ", "`")):
        room = group.commands.get(noun)  # type: ignore[attr-defined]
        for verb in verbs.split():
            command = getattr(room, "commands", {}).get(verb)
            if command is not None:
                found[f"{noun} {verb}"] = {
                    o for p in command.params for o in (*p.opts, *p.secondary_opts)
                } | {"--help"}
    for alone in ("open", "demo", "new", "package", "check"):
        if f"cxdesk {alone}" in text:
            command = group.commands[alone]  # type: ignore[attr-defined]
            found[alone] = {o for p in command.params for o in (*p.opts, *p.secondary_opts)}
    return found
