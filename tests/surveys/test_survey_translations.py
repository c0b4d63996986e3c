"""The texts of a survey side by side: what is missing, stale and too long; out to a translator and back."""

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cxdesk.errors import UserError
from cxdesk.importing.survey_translations import read_translations, store_translations
from cxdesk.project import Project
from cxdesk.surveys import actions
from cxdesk.surveys.definition import ChoiceSpec, Definition, ItemSpec, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.described import described
from cxdesk.surveys.logic.quotas import quotas_of
from cxdesk.surveys.queries import whole
from cxdesk.surveys.rule_actions import set_quotas
from cxdesk.surveys.translations import lines, next_flagged, still_fits, store, write_text
from exports.tables.survey_translations import write_translations
from tests.support.commands import refused, said, told

SURVEY = Definition(
    {"en": "Visit", "nl": "Bezoek"},
    (
        SectionSpec(
            {"en": "The repair"},
            (
                QuestionSpec(
                    "WHY", "single", {"en": "Why did we come?", "nl": "Waarom kwamen we?"},
                    choices=(ChoiceSpec(1, {"en": "Repair", "nl": "Reparatie"}), ChoiceSpec(2, {"en": "Other"})),
                    hint={"en": "Choose one"}, settings={"message": {"en": "Choose one answer."}},
                ),
                QuestionSpec(
                    "RATE", "scale", {"en": "How was it?"}, ScaleSpec(1, 5, low_label={"en": "Bad"}),
                    items=(ItemSpec("RATE_1", {"en": "The wait"}), ItemSpec("RATE_2", {"en": "The price"})),
                ),
                QuestionSpec("GRID", "multiple", {"en": "Which?"}, look="matrix_ticks",
                             settings={"rows": [{"code": 1, "text": {"en": "Row one"}}]}),
            ),
            code="A", intro={"en": "Three questions"},
        ),
    ),
    ("en", "nl"),
    thanks={"en": "=Thank you"},
)  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Any:
    made = Project.create(tmp_path / "s.cxdesk")
    made.run("Survey", actions.build, SURVEY)
    yield made
    made.close()


def flags(project: Project, language: str = "nl") -> dict[str, tuple[str, ...]]:
    return {r.place.path: r.flags for r in lines(project.read(described, 1), language)}


def test_every_text_stands_beside_its_source_and_can_be_written(project: Project) -> None:
    rows = lines(project.read(described, 1), "nl")
    assert [r.place.path for r in rows if not r.flags] == [
        "survey/name", "question/WHY/text", "question/WHY/choice/1",
    ]  # fmt: skip
    # Each kind of text is written to its own place and read from there again, in one step.
    project.run("All", store, 1, "nl", {r.place.path: f"nl {r.source}" for r in rows})
    again = lines(project.read(described, 1), "nl")
    assert [(r.text, r.flags) for r in again] == [(f"nl {r.source}", ()) for r in rows]
    assert [r.source for r in again] == [r.source for r in rows]
    project.undo()
    assert [r.text for r in lines(project.read(described, 1), "nl")] == [r.text for r in rows]


def test_a_translation_is_stale_when_its_source_changes_and_fits_again_when_somebody_says_so(
    project: Project,
) -> None:
    path = "question/WHY/text"
    question = project.read(described, 1).questions[0]
    assert flags(project)[path] == ()
    project.run("Source", write_text, 1, path, "en", "Why did we visit you?", "nl")
    assert flags(project)[path] == ("stale",)
    project.run("Fits", still_fits, 1, path, "nl")
    assert flags(project)[path] == ()
    project.run("Source", write_text, 1, path, "en", question.text["en"], "nl")
    assert flags(project)[path] == ("stale",)
    project.run("Written anew", write_text, 1, path, "nl", "Waarom kwamen wij?")
    assert flags(project)[path] == ()


def test_what_is_written_in_the_first_language_is_the_source_and_never_said_to_be_behind(
    project: Project,
) -> None:
    project.run("Rename", write_text, 1, "survey/name", "en", "Visit of our fitter", "nl")
    assert flags(project)["survey/name"] == ("stale",)
    project.run("Write", write_text, 1, "survey/name", "nl", "Bezoek van onze monteur", "en")
    assert flags(project)["survey/name"] == flags(project, "en")["survey/name"] == ()
    project.run("Rename", actions.rename, 1, "Visit", "en")
    assert flags(project)["survey/name"] == ("stale",)
    # Where there is no source any more nothing can be behind it.
    project.run("Take out", write_text, 1, "question/WHY/text", "en", "", "nl")
    assert flags(project)["question/WHY/text"] == ()


def test_a_change_in_the_editor_makes_the_translations_of_a_new_survey_stale(project: Project) -> None:
    question = project.read(whole, 1).questions[0]
    project.run("Edit", actions.set_question_text, question.id, "Why did we visit you?", "en")
    assert flags(project)["question/WHY/text"] == ("stale",)
    project.run("Edit", actions.set_question_text, question.id, "Waarom kwamen wij bij u?", "nl")
    assert flags(project)["question/WHY/text"] == ()


def test_a_survey_that_came_in_a_language_of_its_own_is_translated_in_it_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, answers = tmp_path / "g.cxdesk", (ChoiceSpec(1, {"de": "Ja"}), ChoiceSpec(2, {"de": "Nein"}))
    asked = QuestionSpec("Q", "single", {"en": "Solved?", "de": "Gelöst?"}, choices=answers)
    with_german = Definition({"en": "Visit"}, (SectionSpec({}, (asked,)),), ("en", "de"))
    project = Project.create(file)
    project.run("Survey", actions.build, with_german)
    project.run("Write", write_text, 1, "survey/name", "de", "Besuch")
    assert project.read(described, 1).name["de"] == "Besuch"
    with pytest.raises(UserError):
        project.run("Write", write_text, 1, "survey/name", "fr", "Visite")
    project.close()
    out = said(capsys, "survey", "translations", file, "--language", "de", "-o", tmp_path / "de.xlsx")
    assert out["texts"] == 4
    assert "German" in told(capsys, "survey", "translations", file, "--language", "DE")
    said(capsys, "survey", "export", file, "--format", "html", "--language", "de", "-o", tmp_path / "p.html")
    assert "Gelöst?" in (tmp_path / "p.html").read_text(encoding="utf-8")


def test_what_is_read_at_a_full_quota_is_translated_with_the_others(project: Project) -> None:
    quotas = [{"when": {"op": "is", "question": "WHY", "value": 1}, "most": 5, "said": {"en": "Enough."}}]
    project.run("Quotas", set_quotas, 1, quotas)
    found = [line for line in lines(project.read(described, 1), "nl") if line.place.part == "quota"]
    assert [(line.source, line.text, line.state) for line in found] == [("Enough.", "", "missing")]
    project.run("Write", write_text, 1, found[0].place.path, "nl", "Genoeg.")
    survey = project.read(described, 1)
    assert quotas_of(survey)[0].said == {"en": "Enough.", "nl": "Genoeg."}
    assert project.undo() == "Write"


def test_a_text_is_too_long_only_where_it_has_no_room(project: Project) -> None:
    path = "question/WHY/choice/2"
    project.run("Write", write_text, 1, path, "nl", "Iets heel anders, namelijk")
    assert flags(project)[path] == ()
    project.run(
        "Write", write_text, 1, path, "nl", "Iets heel anders, namelijk een ander onderwerp dan hierboven"
    )
    assert flags(project)[path] == ("long",)


def test_the_next_missing_one_comes_after_this_one_and_then_from_the_top(project: Project) -> None:
    rows = lines(project.read(described, 1), "nl")
    first = next_flagged(rows, "")
    assert first is not None
    assert first.place.path == "section/A/title"
    assert next_flagged(rows, rows[-1].key) == first
    assert next_flagged([r for r in rows if not r.flags], rows[0].key) is None


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_list_goes_out_and_comes_back_as_one_step(project: Project, tmp_path: Path, ending: str) -> None:
    rows = lines(project.read(described, 1), "nl")
    path = write_translations(rows, tmp_path / f"t.{ending}")
    found = read_translations(project, 1, "nl", path)
    assert (found.changes, found.problems, found.unchanged) == ((), (), 3)
    if ending == "csv":
        text = path.read_text(encoding="utf-8-sig")
        assert "'=Thank you" in text
        table = list(csv.reader(text.splitlines()))
        for line in table[1:]:
            line[3] = line[3] or "=2+3"
        table[1][0] += "x"
        table += [[table[2][0], "", "", "Nog eens", ""], ["question/WHY/text:hu", "", "", "Miért?", ""]]
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(table)
        found = read_translations(project, 1, "nl", path)
        assert len(found.changes) == len(rows) - 3
        assert {c.new for c in found.changes} == {"=2+3"}
        assert [p.sentence.partition(":")[0] for p in found.problems] == [
            "Row 2",
            f"Row {len(rows) + 2}",
            f"Row {len(rows) + 3}",
        ]
        assert "is no text of this survey" in found.problems[0].sentence
        assert "comes a second time" in found.problems[1].sentence
        assert "of another language" in found.problems[2].sentence
        project.run("Read", store_translations, 1, "nl", found.changes)
        assert all("missing" not in f for f in flags(project).values())
        project.undo()
        assert sum("missing" in f for f in flags(project).values()) == len(rows) - 3


def test_a_list_that_somebody_rearranged_is_read_and_what_is_lost_in_it_is_said(
    project: Project, tmp_path: Path
) -> None:
    rows = lines(project.read(described, 1), "nl")
    path = write_translations(rows, tmp_path / "t.xlsx")
    head, *told = [list(r) for r in openpyxl.load_workbook(path).active.iter_rows(values_only=True)]
    told = told[::-1][:-1]  # another order, and a row taken away
    for n, words in enumerate(("Nieuw", "=1+1", "<b>Vet</b>", "a\u202eb", "Samen", "Samen")):
        told[n][3] = words
    book = openpyxl.Workbook()
    for line in (head, *told):
        book.active.append(["mine", line[3], line[0], line[2]])
    book.active.merge_cells("B6:B7")
    book.save(tmp_path / "other.xlsx")
    found = read_translations(project, 1, "nl", tmp_path / "other.xlsx")
    assert [c.new for c in found.changes] == ["Nieuw", "<b>Vet</b>", "ab", "Samen"]
    assert "no stored result" in found.problems[0].sentence
    left = " ".join(p.sentence for p in found.left_out)
    assert "Rows 6 to 7 have merged cells; only row 6 holds their value." in left
    assert "U+202E" in left
    book.active["A1"] = head[3]
    book.save(tmp_path / "twice.xlsx")
    with pytest.raises(UserError, match="more than once"):
        read_translations(project, 1, "nl", tmp_path / "twice.xlsx")


def test_words_translated_from_an_older_source_come_back_stale(project: Project, tmp_path: Path) -> None:
    path = write_translations(lines(project.read(described, 1), "hu"), tmp_path / "t.csv")
    project.run("Source", write_text, 1, "question/RATE/text", "en", "How was the repair?")
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace("How was it?,,", "How was it?,Milyen volt?,"), encoding="utf-8")
    found = read_translations(project, 1, "hu", path)
    assert [c.new for c in found.changes] == ["Milyen volt?"]
    project.run("Read", store_translations, 1, "hu", found.changes)
    assert flags(project, "hu")["question/RATE/text"] == ("stale",)
    assert "hu" in project.read(described, 1).languages


def test_a_wording_that_is_far_too_long_or_older_than_its_source_is_flagged_before_it_is_written(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_translations(lines(project.read(described, 1), "hu"), tmp_path / "t.csv")
    project.run("Source", write_text, 1, "question/RATE/text", "en", "How was the repair?")
    table = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    words = {
        "question/RATE/text:hu": "Milyen volt?",
        "section/A/intro:hu": "szó " * 1_500,
        "survey/name:hu": "Látogatás",
    }
    for line in table[1:]:
        line[3] = words.get(line[0], "")
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(table)
    found = read_translations(project, 1, "hu", path)
    assert {c.line.place.path: c.flags for c in found.changes} == {
        "survey/name": (), "section/A/intro": ("long",), "question/RATE/text": ("stale",),
    }  # fmt: skip
    # It is so whatever stands beside it: nobody reads 6,000 letters.
    assert "long" in lines(replace(SURVEY, intro={"nl": "woord " * 1_000}), "nl")[1].flags
    file_path = project.path
    project.close()
    words_told = told(
        capsys, "survey", "translations", file_path, "--language", "hu", "--read", path, "--yes"
    )
    assert words_told.count("(too long)") == words_told.count("(source changed)") == 1
    assert "szó szó…” (too long)" in words_told
    assert len(words_told) < 600


def test_another_table_is_refused_in_words(project: Project, tmp_path: Path) -> None:
    other = tmp_path / "o.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"has no columns"):
        read_translations(project, 1, "nl", other)
    with pytest.raises(UserError, match="is no text of this survey"):
        project.run("Write", write_text, 1, "question/GONE/text", "nl", "x")


def test_the_command_writes_reads_and_tells(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = project.path, tmp_path / "t.csv"
    project.close()
    missing = said(capsys, "survey", "translations", file, "--language", "nl", "--only", "missing")
    assert {tuple(r["flags"]) for r in missing} == {("missing",)}
    assert said(capsys, "survey", "translations", file, "--language", "nl", "-o", out)["texts"] > len(missing)
    out.write_text(
        out.read_text(encoding="utf-8-sig").replace("Choose one,,", "Choose one,Kies er een,"),
        encoding="utf-8",
    )
    sentence = told(capsys, "survey", "translations", file, "--language", "nl", "--read", out, "--yes")
    assert "“nothing yet” becomes “Kies er een”" in sentence
    assert "1 text changed." in sentence
    assert said(capsys, "survey", "translations", file, "--language", "nl", "--read", out)["changes"] == []
    assert "no columns" in refused(
        capsys, "survey", "translations", file, "--language", "nl", "--read", _other(tmp_path)
    )


def _other(folder: Path) -> Path:
    path = folder / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    return path
