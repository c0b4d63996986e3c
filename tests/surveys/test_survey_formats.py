"""A questionnaire goes out in another program's format and comes in again; what it lost on the way is told."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from cxdesk.importing import definitions
from cxdesk.project import Project
from cxdesk.surveys import actions
from cxdesk.surveys.definition import Definition, QuestionSpec
from cxdesk.surveys.formats import surveyjs_out, xlsform_out
from cxdesk.surveys.formats.carried import Written
from cxdesk.surveys.queries import survey_rows
from tests.support.commands import refused, said, told
from tests.surveys.whole_survey import WHOLE

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
real = pytest.mark.skipif(
    not CORPUS.exists(), reason="THE REAL FILES ARE NOT HERE: ../shared/corpus is missing"
)
WRITERS: dict[str, tuple[str, Callable[[Definition], Written]]] = {
    "xlsform": (".xlsx", xlsform_out.write),
    "surveyjs": (".json", surveyjs_out.write),
}
# What each format has no place for, by question; everything else must come back as it went.
LOST = {
    "xlsform": {("WHY", "skip"), ("WHY", "words"), ("B1", "there"), ("HOURS", "settings")},
    "surveyjs": {("WHY", "words"), ("HOURS", "settings")},
}  # fmt: skip


def words(q: QuestionSpec) -> object:
    alone = len(q.items) == 1 and q.kind != "multiple"
    return q.text, q.hint, [c.label for c in q.choices], [] if alone else [i.text for i in q.items]


def codes(q: QuestionSpec) -> object:
    alone = len(q.items) == 1 and q.kind != "multiple"
    return [(c.code, c.declared, c.settings) for c in q.choices], [] if alone else [
        (i.code, i.settings) for i in q.items
    ]


def differences(before: Definition, after: Definition) -> set[tuple[str, str]]:
    there = {e.code: e for e in after.elements}
    found = set()
    for q in before.elements:
        o = there.get(q.code)
        if o is None:
            found.add((q.code, "there"))
            continue
        same = {
            "look": (q.kind, q.look, q.required, q.other_of) == (o.kind, o.look, o.required, o.other_of),
            "words": words(q) == words(o),
            "codes": codes(q) == codes(o),
            "scale": q.scale == o.scale,
            "settings": all(o.settings.get(k) == v for k, v in q.settings.items()),
            **{name: q.rules.get(name) == o.rules.get(name) for name in ("show", "skip", "valid")},
        }
        found |= {(q.code, what) for what, is_same in same.items() if not is_same}
    return found


@pytest.fixture(scope="module", params=sorted(WRITERS))
def gone(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Written, Path]:
    suffix, write = WRITERS[request.param]
    made = write(WHOLE)
    path = tmp_path_factory.mktemp("out") / f"out{suffix}"
    path.write_bytes(made.data)
    return request.param, made, path


def test_everything_that_a_format_can_carry_comes_back(gone: tuple[str, Written, Path]) -> None:
    key, made, path = gone
    after = definitions.read(path)
    assert after is not None
    assert differences(WHOLE, after) == LOST[key]
    assert [s.code for s in after.sections] == ["FIRST", "SCALES", "REST"]
    assert [(s.title, s.intro, s.rules) for s in after.sections] == [
        (s.title, s.intro, s.rules) for s in WHOLE.sections
    ]
    assert (after.intro, after.thanks, after.languages) == (WHOLE.intro, WHOLE.thanks, WHOLE.languages)
    # Each loss is told with the question it happened to.
    assert all(any(code in note or code == "B1" for note in made.notes) for code, _what in LOST[key])


def test_pyxform_accepts_the_form_and_no_cell_is_a_formula(gone: tuple[str, Written, Path]) -> None:
    key, made, path = gone
    if key != "xlsform":
        pytest.skip("another format")
    from pyxform.xls2xform import convert

    made_form = convert(path)
    assert "کدام را به کار بردید؟" in made_form.xform
    assert [w for w in made_form.warnings if "translat" not in w] == []
    cell = next(
        c
        for c in openpyxl.load_workbook(io.BytesIO(made.data))["survey"]["I"]
        if c.value == "=Which did you use?"
    )
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_a_questionnaire_is_added_and_written_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], gone: tuple[str, Written, Path]
) -> None:
    key, _made, source = gone
    file = tmp_path / "a.cxdesk"
    Project.create(file).close()
    (added,) = said(capsys, "survey", "add", file, source)
    assert (added["format"], added["questions"]) == (key, 21)
    assert said(capsys, "survey", "list", file)[0]["questions"] == 21
    out = tmp_path / "again.json"
    made = said(capsys, "survey", "export", file, "--format", "surveyjs", "--language", "fa", "-o", out)
    assert made["notes"]
    again = definitions.read(out)
    assert again is not None
    assert (again.languages, again.questions[0].text) == (("fa",), {"fa": "چرا آمدیم؟"})
    assert "Wrote" in told(capsys, "survey", "export", file, "--format", "xlsform", "-o", tmp_path / "o.xlsx")
    assert "no format" in refused(capsys, "survey", "export", file, "--format", "x", "-o", out)
    assert "no words in" in refused(
        capsys, "survey", "export", file, "--format", "surveyjs", "--language", "uk", "-o", out
    )


@real
@pytest.mark.parametrize(
    ("name", "asked", "note"),
    [
        ("qualtrics/Many_Question_Types.qsf", 64, "35423"),
        ("qualtrics/Survey_Logic_EVERYWHERE.qsf", 5, ""),
        ("limesurvey/Demo_Net_Promoter_Score.lss", 1, ""),
        ("xlsform/UCL_Biomass_Plot_Form.xlsx", 50, "4 questions ask for files or places"),
        ("xlsform/xlsform_spec_test.xlsx", 23, "email_note"),
        ("spss/pyreadstat_sample_missing.sav", 7, "Only the labels were taken"),
    ],
)
def test_real_questionnaires_are_added_with_what_could_not_be_carried(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, asked: int, note: str
) -> None:
    file = tmp_path / "a.cxdesk"
    Project.create(file).close()
    (added,) = said(capsys, "survey", "add", file, CORPUS / name)
    assert added["questions"] == asked
    assert note in " ".join(added["notes"])


@real
def test_a_form_with_a_column_twice_is_refused_and_nothing_is_stored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.cxdesk"
    Project.create(file).close()
    sentence = refused(
        capsys,
        "survey",
        "add",
        file,
        CORPUS / "qualtrics/Survey_Logic_EVERYWHERE.qsf",
        CORPUS / "xlsform/duplicate_columns.xlsx",
    )
    assert "has the column “label” twice" in sentence
    assert said(capsys, "survey", "list", file) == []


@pytest.mark.parametrize("key", sorted(WRITERS))
def test_a_survey_goes_out_of_the_file(tmp_path: Path, key: str) -> None:
    project = Project.create(tmp_path / "a.cxdesk")
    project.run("Survey", actions.build, WHOLE)
    (row,) = project.read(survey_rows)
    from ui.surveys.formats import format_of, written

    made = written(project, row.id, format_of(key))
    assert made.data
    project.close()
