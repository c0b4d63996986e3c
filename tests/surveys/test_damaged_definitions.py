"""A questionnaire that is cut anywhere, or holds anything anywhere, is read or refused in a sentence; texts are inert."""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree

import pytest

from cxdesk.errors import UserError
from cxdesk.importing.definitions import read_alone
from cxdesk.importing.ladders import with_scales
from cxdesk.project import Project
from cxdesk.surveys import actions
from cxdesk.surveys.definition import Definition
from cxdesk.surveys.described import described
from cxdesk.surveys.formats import (
    limesurvey,
    lss_out,
    qsf,
    qsf_out,
    surveyjs,
    surveyjs_out,
    xlsform,
    xlsform_out,
)
from cxdesk.surveys.queries import survey_rows
from tests.support.commands import refused, said
from tests.surveys.whole_survey import WHOLE

SPSS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "spss" / "pyreadstat_sample_missing.sav"
MADE = {
    "lss": lss_out.write(WHOLE).data,
    "qsf": qsf_out.write(WHOLE).data,
    "surveyjs": surveyjs_out.write(WHOLE).data,
}
READ: dict[str, Callable[[bytes, str], Definition]] = {
    "lss": limesurvey.parse,
    "qsf": qsf.parse,
    "surveyjs": surveyjs.parse,
}
SCRIPT = "<script>alert(1)</script><b onclick='x()'>Hello</b> &amp; <img src=x onerror=y>"
JUNK: list[Any] = [None, True, -1, 1e308, 10**30, "", "x" * 5000, [], {}, [[[]]], {"a": {"b": []}}, SCRIPT, "q://QID1/",
                   [None, 3], {"0": {"0": {"LogicType": "Question"}}}, "((((((", "{WHY} = ", "\ud800", [{"value": []}]]  # fmt: skip
DAMAGES = {"lss": 30, "qsf": 60, "surveyjs": 80}


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [p for key, inner in pairs for p in [(*path, key), *places(inner, (*path, key))]]


def damaged_json(data: bytes, pick: Random) -> bytes:
    whole = json.loads(data)
    for _n in range(pick.randint(1, 3)):
        *above, last = pick.choice(places(whole))
        inner = whole
        for key in above:
            inner = inner[key]
        inner[last] = pick.choice(JUNK)
    return json.dumps(whole).encode()


def damaged_xml(data: bytes, pick: Random) -> bytes:
    root = ElementTree.fromstring(data)
    every = [(above, below) for above in root.iter() for below in above]
    for _n in range(pick.randint(1, 3)):
        above, below = pick.choice(every)
        if pick.random() < 0.3 and below in list(above):
            above.remove(below)
        else:
            below.text = pick.choice([j for j in JUNK if isinstance(j, str) and j.isprintable()])
    return ElementTree.tostring(root)


@pytest.mark.parametrize("key", sorted(READ))
def test_a_definition_cut_at_any_byte_or_with_anything_anywhere(key: str, tmp_path: Path) -> None:
    data, read, pick = MADE[key], READ[key], Random(key)
    project = Project.create(tmp_path / "a.cxdesk")
    cuts = [data[: pick.randrange(len(data))] for _n in range(DAMAGES[key] // 3)]
    junk = damaged_xml if key == "lss" else damaged_json
    others = [junk(data, pick) for _n in range(DAMAGES[key])]
    opened = 0
    sentences: list[str] = []
    for n, part in enumerate([*cuts, *others]):
        try:
            found = with_scales(read(part, "file"))
        except UserError as error:
            sentences.append(str(error))
            continue
        opened += 1
        if n % 20 == 0:
            assert project.read(described, project.run("Survey", actions.build, found)).elements
    assert opened > DAMAGES[key] // 3
    assert sentences
    assert all(s.endswith(".") for s in sentences)
    project.close()


def test_a_form_with_anything_in_its_cells_is_read_or_refused() -> None:
    sheets = _sheets()
    pick = Random(4)
    texts = [j for j in JUNK if isinstance(j, str)] + [
        "begin_group",
        "end_group",
        "select_one",
        "rank x",
        "range",
    ]
    opened = 0
    sentences: list[str] = []
    for _n in range(40):
        own = {name: [list(row) for row in rows] for name, rows in sheets.items()}
        for _m in range(3):
            rows = pick.choice(list(own.values()))
            row = pick.choice(rows)
            if row:
                row[pick.randrange(len(row))] = pick.choice(texts)
        try:
            with_scales(xlsform.parse(own, "form.xlsx"))
            opened += 1
        except UserError as error:
            sentences.append(str(error))
    assert opened > 20
    assert all(s.endswith(".") for s in sentences)


def _sheets() -> dict[str, list[list[str]]]:
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(xlsform_out.write(WHOLE).data))
    return {s.title: [[str(c or "") for c in row] for row in s.iter_rows(values_only=True)] for s in book}


@pytest.mark.skipif(not SPSS.exists(), reason="THE REAL FILES ARE NOT HERE: ../shared/corpus is missing")
def test_damaged_labels_of_spss_are_read_or_refused(tmp_path: Path) -> None:
    data, pick = SPSS.read_bytes(), Random(7)
    for n in range(4):
        broken = bytearray(data[: pick.randrange(len(data))] if n % 2 else data)
        for _change in range(0 if n % 2 else 8):
            broken[pick.randrange(1500)] = pick.randrange(256)
        path = tmp_path / f"{n}.sav"
        path.write_bytes(bytes(broken))
        with suppress(UserError):
            read_alone(path)


def test_html_and_script_in_texts_come_in_as_plain_text() -> None:
    survey = {
        "pages": [{"elements": [{"type": "text", "name": "a", "title": SCRIPT, "description": SCRIPT}]}]
    }
    (asked,) = surveyjs.parse(json.dumps(survey).encode(), "x.json").questions
    assert (asked.text, asked.hint) == ({"en": "Hello &"}, {"en": "Hello &"})
    out = json.loads(surveyjs_out.write(WHOLE).data)
    assert "<" not in out["completedHtml"]["default"]


def test_a_cut_file_is_refused_and_nothing_is_stored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.cxdesk"
    Project.create(file).close()
    for suffix, data in ((".lss", MADE["lss"]), (".qsf", MADE["qsf"]), (".json", MADE["surveyjs"])):
        cut = tmp_path / f"cut{suffix}"
        cut.write_bytes(data[: len(data) // 2])
        assert "damaged" in refused(capsys, "survey", "add", file, cut)
    nothing = tmp_path / "nothing.txt"
    nothing.write_text("Dear all", encoding="utf-8")
    assert "no questionnaire" in refused(capsys, "survey", "add", file, nothing)
    assert "x.qsf" in refused(capsys, "survey", "add", file, tmp_path / "x.qsf")
    assert said(capsys, "survey", "list", file) == []
    project = Project.open(file)
    assert project.read(survey_rows) == []
    project.close()


DEEP = b"[" * 10_000 + b"]" * 10_000
QSF = MADE["qsf"]
HOSTILE = {
    "deep.qsf": b'{"SurveyEntry": {}, "SurveyElements": ' + DEEP + b"}",
    "deep.json": b'{"pages": [{"elements": ' + DEEP + b"}]}",
    "open.json": b'{"pages": [{"elements": [{"type": "text", "name": "a", "visibleIf": "' + b"(" * 9_999 + b'"}]}]}',
    "twice.qsf": QSF.replace(b'"SurveyElements": [', b'"SurveyElements": 3, "SurveyElements": [', 1),
    "behind.qsf": QSF + QSF,
    "huge.qsf": QSF.replace(b'"CSSliderMax": 50', b'"CSSliderMax": ' + b"9" * 5_000),
    "nan.qsf": QSF.replace(b'"CSSliderMax": 50', b'"CSSliderMax": NaN').replace(b'"StarCount": 5', b'"StarCount": Infinity'),
    "stars.json": b'{"pages": [{"elements": [{"type": "rating", "name": "a", "rateMin": -1e9, "rateMax": 1e9}]}]}',
    "mark.qsf": b"\xef\xbb\xbf" + QSF.replace(b"\n", b"\r\n"),
    "utf16.qsf": QSF.decode().encode("utf-16"),
    "utf16.json": MADE["surveyjs"].decode().encode("utf-16"),
    "nul.lss": MADE["lss"][:500] + b"\0" * 50 + MADE["lss"][500:],
    "within.lss": b"<document><LimeSurveyDocType>Survey</LimeSurveyDocType>" + b"<a>" * 20_000 + b"</a>" * 20_000 + b"</document>",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_what_was_made_to_do_harm_is_read_or_refused_in_a_sentence(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(HOSTILE[name])
    opens = name in ("twice.qsf", "nan.qsf", "mark.qsf", "utf16.qsf", "utf16.json", "open.json", "stars.json")
    if not opens:
        with pytest.raises(UserError, match=r"\.$"):
            read_alone(path)
        return
    found = read_alone(path)
    assert len(found.questions) == (1 if name in ("open.json", "stars.json") else 21)
    assert all(q.scale is None or q.scale.high - q.scale.low <= 1000 for q in found.questions)


def test_a_workbook_that_unpacks_to_something_huge_or_is_damaged_is_named_as_that(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "form.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", '<sheet name="survey"/><sheet name="choices"/>')
        book.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    with pytest.raises(UserError, match="would unpack"):
        read_alone(path)
    data = bytearray(xlsform_out.write(WHOLE).data)
    at = data.index(b"xl/worksheets/sheet1.xml") + 60
    data[at : at + 40] = b"\0" * 40
    path.write_bytes(bytes(data))
    with pytest.raises(UserError, match="damaged"):
        read_alone(path)
