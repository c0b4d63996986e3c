"""From a file on disk to answers in a survey, through the same functions as the window and the command line."""

import csv
from pathlib import Path

import pytest

from cxdesk.analysis.scores import figure
from cxdesk.errors import UserError
from cxdesk.importing import detect, mapping
from cxdesk.importing.actions import import_file
from cxdesk.importing.people import import_accounts_file, import_invited_file
from cxdesk.project import Project
from cxdesk.responses.actions import remove_import
from cxdesk.responses.aggregate import counted
from cxdesk.responses.filter import Filter
from cxdesk.responses.queries import batch_rows, round_rows
from cxdesk.surveys.queries import survey_rows, whole

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
HEAD = "Account key,Would you recommend us?,How satisfied are you with the invoice?,Why?,Date\n"
ROWS = "".join(f'AL-{n % 10},{n % 11},{n % 5 + 1},"word, {n}",2026-03-{n % 28 + 1:02d}\n' for n in range(110))


@pytest.fixture
def project(tmp_path: Path) -> Project:  # type: ignore[misc]
    made = Project.create(tmp_path / "a.cxdesk")
    yield made
    made.close()


def source(folder: Path, text: str = HEAD + ROWS, name: str = "export.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_an_import_makes_a_survey_a_round_and_the_score_of_the_file(project: Project, tmp_path: Path) -> None:
    done = import_file(project, mapping.suggest(detect.sniff(source(tmp_path))))
    assert (done.rows_in, done.stored, done.refused) == (110, 110, 0)
    survey = project.read(whole, done.survey_id)
    kinds = {q.text["en"]: q.kind for q in survey.questions}
    assert kinds["Would you recommend us?"] == "nps"
    assert kinds["How satisfied are you with the invoice?"] == "scale"
    nps = next(q for q in survey.questions if q.kind == "nps")
    shown = project.read(figure, survey.id, nps.items[0].id)
    assert shown.value == pytest.approx(100 * (20 - 70) / 110)
    assert project.read(round_rows)[0].name == "March 2026"
    why = next(q for q in survey.questions if q.kind == "text").items[0].id
    assert project.read(counted, survey.id, [], texts=[why])[f"i{why}"][0] == "word, 0"


def test_one_undo_takes_an_import_back_and_redo_brings_every_answer(project: Project, tmp_path: Path) -> None:
    done = import_file(project, mapping.suggest(detect.sniff(source(tmp_path))))
    assert project.undo() == "Import “export.csv”"
    assert project.read(survey_rows) == []
    assert not project.can_undo
    project.redo()
    assert project.read(counted, done.survey_id, []).height == 110


def test_the_next_round_goes_into_the_same_questions_and_new_ones_are_added(
    project: Project, tmp_path: Path
) -> None:
    first = import_file(project, mapping.suggest(detect.sniff(source(tmp_path))))
    later = (HEAD + ROWS).replace("2026-03", "2026-09").replace("Why?", "Why?,New thing")
    later = later.replace(",2026-09", ",4,2026-09")
    plan = mapping.suggest(detect.sniff(source(tmp_path, later, "later.csv")))
    second = import_file(project, plan, survey_id=first.survey_id)
    survey = project.read(whole, first.survey_id)
    texts = [q.text["en"] for q in survey.questions]
    assert texts.count("Would you recommend us?") == 1
    assert "New thing" in texts
    assert second.round == "September 2026"
    nps = next(q for q in survey.questions if q.kind == "nps").items[0].id
    assert project.read(figure, survey.id, nps).n == 220
    assert project.read(figure, survey.id, nps, Filter(rounds=("September 2026",))).n == 110


def test_a_list_of_customers_names_who_did_not_match(project: Project, tmp_path: Path) -> None:
    import_file(project, mapping.suggest(detect.sniff(source(tmp_path))))
    rows = "".join(f"al-{n} ;Customer {n};Offices;1.234,50;Sanne Visser\n" for n in range(8))
    path = source(
        tmp_path,
        "Klantnummer;Klant;Segment;Omzet;Owner\n" + rows + ";no key;;;\nAL-99;Silent;;x;\n",
        "list.csv",
    )
    done = import_accounts_file(project, path)
    assert [(u.key, u.answers) for u in done.match.unmatched] == [("AL-8", 11), ("AL-9", 11)]
    assert done.match.matched_keys == 8
    assert done.match.silent == ("Silent",)
    assert (done.rows_in, done.stored.added) == (10, 9)
    assert [(p.row, p.column) for p in done.problems] == [(10, "Klantnummer"), (11, "Omzet")]
    segment = project.read(counted, 1, [], Filter(segments=("Offices",)))
    assert segment.height == 88


def test_invited_contacts_give_five_of_nine_answered(project: Project, tmp_path: Path) -> None:
    rows = "".join(f"K1,{n},4,x,2026-03-01\n" for n in range(5))
    done = import_file(project, mapping.suggest(detect.sniff(source(tmp_path, HEAD + rows))))
    import_accounts_file(project, source(tmp_path, "key,name\nK1,Harbour Square\n", "list.csv"))
    people = "".join(f"K1,p{n}@harbour.example,Caretaker\n" for n in range(9)) + "K7,x@y.example,None\n"
    path = source(tmp_path, "account key,e-mail,role\n" + people, "invited.csv")
    invited = import_invited_file(project, path, done.round_id)
    assert (invited.invited, invited.unknown) == (9, ("K7",))
    nps = next(q for q in project.read(whole, done.survey_id).questions if q.kind == "nps").items[0].id
    shown = project.read(figure, done.survey_id, nps, Filter(accounts=("K1",)))
    assert (shown.answered, shown.invited, shown.few) == (5, 9, True)


def test_a_file_without_a_row_that_can_be_stored_changes_nothing(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        import_file(project, mapping.suggest(detect.sniff(source(tmp_path, HEAD))))
    assert project.read(batch_rows) == []
    assert not project.can_undo


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("qualtrics/qualtRics_sample_3hdr_german.csv", 1),
        ("qualtrics/qualtRics_sample_legacy_2hdr_bom.csv", 1),
        ("surveymonkey/StarWars.csv", 1186),
        ("market_research/Example Data (A).csv", 8255),
    ],
)
def test_real_exports_are_stored_row_for_row(project: Project, name: str, rows: int) -> None:
    if not CORPUS.is_dir():
        pytest.skip(f"the folder of real files is not here: {CORPUS}")
    done = import_file(project, mapping.suggest(detect.sniff(CORPUS / name)))
    assert (done.rows_in, done.stored, done.refused) == (rows, rows, 0)


def test_a_real_qualtrics_export_keeps_every_row_that_an_independent_reader_finds(project: Project) -> None:
    path = CORPUS / "qualtrics" / "Many_Question_Types_insights.csv"
    if not path.is_file():
        pytest.skip(f"the real file is not here: {path}")
    with path.open(encoding="utf-8-sig", newline="") as file:
        records = list(csv.reader(file))
    done = import_file(project, mapping.suggest(detect.sniff(path)))
    assert done.rows_in == len(records) - 3
    assert done.rows_in == done.stored + done.refused


def test_the_same_file_again_changes_nothing_and_says_so(project: Project, tmp_path: Path) -> None:
    plan = mapping.suggest(detect.sniff(source(tmp_path)))
    first = import_file(project, plan)
    for survey_id in (first.survey_id, None):
        again = import_file(project, plan, survey_id=survey_id)
        assert (again.stored, again.unchanged, again.changed, again.batch_id) == (0, 110, 0, None)
    assert project.undo_label == "Import “export.csv”"
    assert len(project.read(survey_rows)) == 1
    assert project.read(counted, first.survey_id, []).height == 110
    project.run("Remove", remove_import, first.batch_id)
    import_file(project, plan, survey_id=first.survey_id)
    assert project.read(counted, first.survey_id, []).height == 110


def test_stray_words_and_numbers_do_not_take_a_question_out_of_the_scores(
    project: Project, tmp_path: Path
) -> None:
    cells = [str(n % 11) for n in range(100)] + ["N/A", "-", "n.v.t.", "1e999", "11", "9,5", "⁹"]
    text = "Account key;Would you recommend us?\n" + "".join(f"A{n};{c}\n" for n, c in enumerate(cells))
    done = import_file(project, mapping.suggest(detect.sniff(source(tmp_path, text))))
    nps = project.read(whole, done.survey_id).questions[-1]
    assert nps.kind == "nps"
    assert project.read(figure, done.survey_id, nps.items[0].id).n == 100
    assert done.stored == 107


def test_hungarian_dates_with_a_closing_point_name_the_round(project: Project, tmp_path: Path) -> None:
    text = "Ügyfélszám;Ajánlana minket?;Dátum\n" + "".join(
        f"A{n};{n % 11};2026.06.{n % 28 + 1:02d}.\n" for n in range(60)
    )
    done = import_file(project, mapping.suggest(detect.sniff(source(tmp_path, text))))
    assert (done.round, done.problem_count) == ("June 2026", 0)
    assert project.read(counted, done.survey_id, [], facts=["account_key"])["account_key"][0] == "A0"
