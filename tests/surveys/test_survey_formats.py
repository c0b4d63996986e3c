"""A questionnaire goes out in another program's format and comes in again; what it lost on the way is told."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

from cxdesk.i18n import LANGUAGES
from cxdesk.importing import definitions
from cxdesk.project import Project
from cxdesk.surveys import actions
from cxdesk.surveys.definition import ChoiceSpec, Definition, QuestionSpec, SectionSpec
from cxdesk.surveys.formats import docx_out, lss_out, qsf_out, surveyjs_out, xlsform_out
from cxdesk.surveys.formats.carried import Written
from cxdesk.surveys.formats.hints import is_rows, points
from cxdesk.surveys.formats.prepared import without_jumps
from cxdesk.surveys.in_languages import in_languages
from cxdesk.surveys.logic.expression import Known, holds
from cxdesk.surveys.looks import look_of
from cxdesk.surveys.queries import survey_rows
from cxdesk.surveys.templates import definition as template_definition
from cxdesk.surveys.templates import templates
from tests.support.commands import refused, said, told
from tests.surveys.whole_survey import WHOLE

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
real = pytest.mark.skipif(
    not CORPUS.exists(), reason="THE REAL FILES ARE NOT HERE: ../shared/corpus is missing"
)
WRITERS: dict[str, tuple[str, Callable[[Definition], Written]]] = {
    "xlsform": (".xlsx", xlsform_out.write),
    "lss": (".lss", lss_out.write),
    "qsf": (".qsf", qsf_out.write),
    "surveyjs": (".json", surveyjs_out.write),
}
# What each format has no place for, by question; everything else must come back as it went.
LOST = {
    "xlsform": {("WHY", "words"), ("B1", "there"), ("HOURS", "settings")},
    "lss": {("B1", "there")},
    "qsf": {("USED", "settings"), ("HOURS", "settings")},
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


def answers_of(survey: Definition, seed: int) -> dict[str, Any]:
    """Some answers, some left out, as a respondent might give them."""
    pick = Random(seed)
    found: dict[str, Any] = {}
    for q in survey.questions:
        codes_ = [c.code for c in points(q)] if q.kind in ("nps", "scale", "single") else [1, 5, 13, 30]
        if pick.random() < 0.3:
            continue
        if q.kind == "multiple":
            some = [i.code for i in q.items if pick.random() < 0.5]
            found |= {q.code: some} if some else {}
        elif len(q.items) > 1:
            found[q.code] = {i.code: pick.choice(codes_) for i in q.items if pick.random() < 0.8}
        elif q.kind in ("text", "date"):
            found[q.code] = pick.choice(["Yes", "no", "2026-05-01"])
        else:
            found[q.code] = pick.choice(codes_)
    return found


def mean_the_same(one: Any, other: Any, survey: Definition) -> bool:
    """Whether two conditions hold for the same respondents, of some hundred made up."""
    if one == other:
        return True
    if not one or not other:
        return False
    questions = {q.code: q for q in survey.questions}
    made = [Known(answers_of(survey, n), questions) for n in range(300)]
    return all(holds(one, known) == holds(other, known) for known in made)


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
            "skip": q.rules.get("skip") == o.rules.get("skip"),
            **{
                name: mean_the_same(q.rules.get(name), o.rules.get(name), before)
                for name in ("show", "valid")
            },
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
    # Two of them have no jumps: what those pass over has a condition.
    before = without_jumps(WHOLE)[0] if key in ("lss", "xlsform") else WHOLE
    assert differences(before, after) == LOST[key]
    assert [s.code for s in after.sections] == ["FIRST", "SCALES", "REST"]
    # Qualtrics has no translated headings.
    wanted = [{"en": s.title["en"]} if key == "qsf" else s.title for s in WHOLE.sections]
    assert [s.title for s in after.sections] == wanted
    assert [s.intro for s in after.sections] == [s.intro for s in WHOLE.sections]
    assert all(
        mean_the_same(a.rules.get("show"), b.rules.get("show"), WHOLE) or not b.rules
        for a, b in zip(after.sections, WHOLE.sections, strict=True)
    )
    assert (after.intro, after.thanks) == (WHOLE.intro, WHOLE.thanks)
    assert set(after.languages) == set(WHOLE.languages)
    # Each loss is told with the question it happened to.
    assert all(any(code in note or code == "B1" for note in made.notes) for code, _what in LOST[key])


def test_pyxform_accepts_the_form_and_no_cell_is_a_formula(tmp_path: Path) -> None:
    made, path = xlsform_out.write(WHOLE), tmp_path / "form.xlsx"
    path.write_bytes(made.data)
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
    assert (added["format"], added["questions"]) == ({"lss": "limesurvey"}.get(key, key), 21)
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


def as_forms_reads(data: bytes) -> tuple[str, list[str], list[tuple[str, list[str]]]]:
    """Title, subtitles, and questions with their answers: a document read by what Microsoft published.

    A line "1. ..." begins a question, lines "A. ..." are its answers, an empty line ends the block; what else stands
    in a question's block is a part of it, and would spoil it.
    """
    import docx

    assert len(data) < docx_out.LARGEST_FILE
    document = docx.Document(io.BytesIO(data))
    assert document.tables == []
    assert not document.element.body.xpath(".//w:drawing | .//m:oMath | .//w:numPr")
    title, *rest = document.paragraphs
    assert title.style is not None
    assert title.style.name == "Title"
    assert document.core_properties.title == title.text[:200]
    subtitles: list[str] = []
    questions: list[tuple[str, list[str]]] = []
    open_block = False
    for line in rest:
        assert line.style is not None
        begun = re.match(r"(\d+)\. ", line.text)
        if begun:
            assert not open_block
            assert int(begun[1]) == len(questions) + 1
            questions.append((line.text[begun.end() :], []))
        elif open_block and line.text:
            assert re.match(r"[A-Z]{1,2}\. \S", line.text)
            assert line.style.name == "Normal"
            questions[-1][1].append(line.text.partition(". ")[2])
        elif line.text:
            subtitles.append(line.text)
        open_block = bool(line.text) and (bool(begun) or open_block)
    assert not open_block
    return title.text, subtitles, questions


@pytest.mark.parametrize("lang", ["en", "fa"])
def test_the_document_for_forms_keeps_to_the_rules_of_quick_import(lang: str) -> None:
    made = docx_out.write(in_languages(WHOLE, (lang,)))
    title, subtitles, questions = as_forms_reads(made.data)
    assert title == WHOLE.name[lang]
    assert WHOLE.thanks[lang] not in [title, *subtitles, *(words for words, _ in questions)]
    asked = WHOLE.questions[0]
    assert questions[0][0].startswith(asked.text[lang])
    assert questions[0][1] == [c.label[lang] for c in asked.choices]
    assert "WHY" in " ".join(made.notes)
    assert "“Multiple answers”" in " ".join(made.notes)
    with zipfile.ZipFile(io.BytesIO(made.data)) as pages:
        assert (b"<w:bidi/>" in pages.read("word/document.xml")) == (lang == "fa")


@pytest.mark.parametrize("key", [t.key for t in templates("en")])
def test_quick_import_finds_every_question_of_a_template(key: str) -> None:
    for lang in LANGUAGES:
        survey = template_definition(key, lang)
        asked = [
            q for q in survey.questions if q.kind not in ("statement", "break") and look_of(q) != "hidden"
        ]
        _title, _subtitles, found = as_forms_reads(docx_out.write(survey).data)
        lists = [q for q in asked if is_rows(q) and look_of(q) not in ("ranking", "sum")]
        assert len(found) == len(asked) + sum(len(q.items) - 1 for q in lists)
        answered = [q for q in asked if q.kind == "nps"]
        assert sum(len(answers) == 11 for _words, answers in found) >= len(answered)


def test_a_survey_too_long_for_forms_is_said() -> None:
    many = tuple(QuestionSpec(f"Q{n}", "text", {"en": f"Why {n}?"}) for n in range(201))
    notes = docx_out.write(Definition({"en": "S"}, (SectionSpec({"en": "One"}, many),), ("en",))).notes
    assert "Forms takes at most 200 questions in a form; here are 201. Divide the survey." in notes


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


def test_the_formats_are_listed_with_what_each_is_for(capsys: pytest.CaptureFixture[str]) -> None:
    rows = said(capsys, "survey", "formats")
    assert [r["format"] for r in rows] == [
        "html",
        "xlsform",
        "lss",
        "qsf",
        "surveyjs",
        "docx",
        "pdf",
        "form-pdf",
    ]
    assert all(r["ending"].startswith(".") and r["purpose"].endswith(".") for r in rows)
    (forms,) = (r["purpose"] for r in rows if r["format"] == "docx")
    assert "Not tried in Forms" in forms
    table = told(capsys, "survey", "formats")
    assert all(r["format"] in table and r["purpose"].split()[0] in table for r in rows)


def test_a_jump_from_the_last_question_passes_over_nothing_and_is_no_loss() -> None:
    choices = tuple(ChoiceSpec(n, {"en": f"Answer {n}"}) for n in (1, 2))

    def jumping(code: str, *to: dict[str, Any]) -> QuestionSpec:
        skips = [{"when": {"op": "is", "question": "A", "value": 1}, "to": goal} for goal in to]
        return QuestionSpec(
            code, "single", {"en": code}, choices=choices, rules={"skip": skips} if skips else {}
        )

    first = SectionSpec(
        {"en": "One"}, (jumping("A", {"question": "B"}), jumping("B", {"section": "TWO"})), code="ONE"
    )
    last = SectionSpec({"en": "Two"}, (jumping("C", {"end": True}),), code="TWO")
    survey = Definition({"en": "S"}, (first, last), ("en",))
    for _end, write in WRITERS.values():
        assert not [n for n in write(survey).notes if n.startswith("Jumps that are not")]
    further = replace(first, elements=(jumping("A", {"end": True}, {"question": "C"}), jumping("B")))
    notes = docx_out.write(replace(survey, sections=(further, last))).notes
    assert [n for n in notes if n.startswith("Jumps that are not")] == ["Jumps that are not in the file: A."]
