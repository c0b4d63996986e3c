"""LimeSurvey's answers in each of its exports, alone and with the questionnaire."""

import csv
import io
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from cxdesk.errors import UserError
from cxdesk.importing import definitions, detect, mapping, typed
from cxdesk.importing.definition import questions
from cxdesk.importing.detect import Asked
from cxdesk.importing.plan import ImportPlan, Typed
from cxdesk.importing.sources import gather
from cxdesk.responses.schema import NOT_SHOWN, SKIPPED
from cxdesk.surveys.definition import Definition
from cxdesk.surveys.formats import limesurvey
from tests.importing import lime_files

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def table(heads: list[list[str]], rows: list[list[str]], delimiter: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows([*heads, *rows])
    return out.getvalue().encode()


def coded() -> list[str]:
    return lime_files.FACTS + [f"{q}[{s}]" if s else q for q, _id, s in lime_files.PARTS_OF]


def cells(shown: bool = False) -> list[list[str]]:
    """The rows as a CSV export has them: what was not shown is blank there."""
    return [["" if c is None else c for c in row] for row in lime_files.ROWS]


def read(*paths: Path) -> tuple[ImportPlan, Typed]:
    (found,) = gather(paths).answers
    plan = mapping.suggest(found)
    return plan, typed.build(plan)


@pytest.fixture
def lss(tmp_path: Path) -> Path:
    return written(tmp_path / "any.xml", lime_files.lss())


def questionnaire(path: Path) -> Definition:
    found = definitions.read(path)
    assert found is not None
    return found


def test_a_questionnaire_is_known_by_content_and_keeps_languages_logic_and_types(lss: Path) -> None:
    found = questionnaire(lss)
    assert (found.languages, found.name, found.promise) == (("en", "de"), {"en": "Fruit survey"}, "anonymous")
    kinds = {q.code: q.kind for q in found.questions}
    assert kinds == {
        "fruit": "multiple", "fruit_other": "text", "rate": "scale", "nps": "nps", "again": "single",
        "why": "text", "dual_1": "single", "dual_2": "single", "order": "single",
    }  # fmt: skip
    by_code = {q.code: q for q in found.questions}
    assert by_code["again"].logic == "((nps.NAOK > 6))"
    assert by_code["fruit_other"].other_of == "fruit"
    assert by_code["rate"].required
    assert by_code["rate"].logic == "array_filter: fruit\nSQ002: fruit_SQ002 == 'Y'"
    assert by_code["nps"].text["en"] == "How likely are you to recommend us?"
    assert [i.text["de"] for i in by_code["fruit"].items] == ["Äpfel", "Birnen"]
    assert found.notes == ()
    assert [(e.code, e.text["de"]) for e in found.elements if e.kind == "statement"] == [("bye", "Tschüss")]
    assert by_code["again"].rules["show"] == {"op": ">", "question": "nps", "value": 6}
    assert by_code["rate"].items[1].settings["show"]["value"] == ["fruit_SQ002"]


def test_answers_that_are_rungs_become_a_scale_with_labels(lss: Path) -> None:
    rate = next(q for q in questionnaire(lss).questions if q.code == "rate")
    assert rate.scale is not None
    assert (rate.scale.low, rate.scale.high, rate.scale.high_label["en"]) == (1, 5, "Very satisfied")
    assert [(c.code, c.values) for c in rate.choices] == [(n, (f"A{n}",)) for n in range(1, 6)]


def test_two_scales_and_ranks_have_their_own_columns(lss: Path) -> None:
    by_code = {q.code: q for q in questionnaire(lss).questions}
    assert "dual[SQ001][2]" in by_code["dual_2"].items[0].sources
    assert "841748X3X16SQ001#1" in by_code["dual_2"].items[0].sources
    assert [c.label["en"] for c in by_code["dual_2"].choices] == ["Never", "Often"]
    assert [i.sources[1] for i in by_code["order"].items] == ["order[1]", "order[2]"]


@pytest.mark.skipif(not CORPUS.exists(), reason="THE REAL FILES ARE NOT HERE: ../shared/corpus is missing")
def test_the_real_questionnaire_in_the_older_layout_is_nps_in_two_languages() -> None:
    found = questionnaire(CORPUS / "limesurvey/Demo_Net_Promoter_Score.lss")
    (asked,) = found.questions
    assert (asked.kind, asked.code, found.source_id, found.languages) == ("nps", "Q1", "157384", ("en", "de"))
    assert asked.text["de"].startswith("Wie wahrscheinlich ist es")
    assert asked.scale is not None
    assert asked.scale.high_label == {"en": "Extremely likely", "de": "Sehr wahrscheinlich"}
    assert "157384X1103X13096" in asked.sources


@pytest.mark.skipif(not CORPUS.exists(), reason="THE REAL FILES ARE NOT HERE: ../shared/corpus is missing")
@pytest.mark.parametrize("heading", ["Q1", "157384X1103X13096", "Q1. How likely is it?"])
def test_the_real_questionnaire_describes_answers_under_any_of_its_names(
    tmp_path: Path, heading: str
) -> None:
    heads = [*lime_files.FACTS, heading]
    heads = [f"{h}. words" for h in lime_files.FACTS] + [heading] if ". " in heading else heads
    rows = [["1", "2024-03-05 10:11:12", "1", "de", "123456", "10"], ["2", "", "1", "en", "99887766", ""]]
    path = written(tmp_path / "a.csv", table([heads], rows, ","))
    plan, done = read(path, CORPUS / "limesurvey/Demo_Net_Promoter_Score.lss")
    assert (plan.column("c5").kind, done.closed["c5"].to_list()) == ("nps", [10, None])
    assert done.closed["state"].to_list() == [0, 1]


def check(plan: ImportPlan, done: Typed, not_shown: int) -> None:
    """What every export of the same three responses must come to."""
    by_code = {c.code.replace("[", "_").replace("]", ""): c for c in plan.columns}
    closed = done.closed
    assert (done.rows_in, done.stored, done.refused) == (3, 3, 0)
    assert closed["state"].to_list() == [0, 0, 1]
    assert closed["respondent_key"].to_list() == ["1", "2", "3"]
    assert closed["submitted"].to_list() == [datetime(2024, 3, 5, 10, 11, 12), None, None]
    assert closed["language"].to_list() == ["en", "de", "en"]
    apples, pears = by_code["fruit_SQ001"].key, by_code["fruit_SQ002"].key
    assert closed[apples].to_list() == [True, False, None]
    assert closed[pears].to_list() == [False, True, None]
    assert closed[by_code["rate_SQ001"].key].to_list() == [5, 1, 3]
    assert closed[by_code["rate_SQ002"].key].to_list() == [4, 2, None]
    assert closed[by_code["nps"].key].to_list() == [9, 3, 10]
    assert closed[by_code["again"].key].to_list() == [1, None, 2]
    other = by_code["fruit_other"]
    assert done.texts[other.key].to_list() == [None, "Kiwi; ripe", None]
    assert other.other_of == "fruit"
    assert done.texts[by_code["why"].key].to_list() == ["Good", 'He said "no"', "two\nlines {x}"]
    blank = f"b{by_code['again'].key}"
    assert (closed[blank][1] if blank in closed.columns else SKIPPED) == not_shown
    codes = [(a.spec.code, a.spec.kind, len(a.keys)) for a in questions(plan)]
    assert codes == [
        ("fruit", "multiple", 2), ("fruit_other", "text", 1), ("rate", "scale", 2), ("nps", "nps", 1),
        ("again", "single", 1), ("why", "text", 1),
    ]  # fmt: skip


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_codes_in_headings_and_cells(tmp_path: Path, lss: Path, delimiter: str) -> None:
    path = written(tmp_path / "results.csv", table([coded()], cells(), delimiter))
    plan, done = read(path, lss)
    assert (plan.detection.format, plan.detection.delimiter) == ("limesurvey", delimiter)
    check(plan, done, SKIPPED)


def test_full_texts_in_headings_and_cells(tmp_path: Path, lss: Path) -> None:
    heads = [
        "Response ID", "Date submitted", "Last page", "Start language", "Seed", "Which fruit? [Apples]",
        "Which fruit? [Pears]", "Which fruit? [Other]", "Rate us [Price]", "Rate us [Service]",
        "How likely are you to recommend us?", "Again?", "Why?",
    ]  # fmt: skip
    words = {f"A{n}": text for n, text in enumerate(lime_files.LIKERT, 1)} | {"Y": "Yes", "N": "No"}
    rows = [[words.get(c, c) for c in row] for row in cells()]
    for row, (a, b) in zip(rows, [("Yes", "No"), ("No", "Yes"), ("N/A", "N/A")], strict=True):
        row[5:7] = [a, b]
    plan, done = read(written(tmp_path / "full.csv", table([heads], rows, ",")), lss)
    assert plan.detection.format == "limesurvey"
    check(plan, done, SKIPPED)
    assert done.closed["bc5"].to_list() == [0, 0, NOT_SHOWN]


def test_code_and_words_in_one_heading_even_when_most_facts_were_not_exported(
    tmp_path: Path, lss: Path
) -> None:
    heads = ["id. Response ID", "nps. How likely are you to recommend us?", "fruit[SQ001]. Which fruit? [Apples]",
             "fruit[SQ002]. Which fruit? [Pears]", "why. Why?"]  # fmt: skip
    rows = [["7", "9", "Yes", "No", "Good"], ["8", "3", "No", "Yes", ""]]
    plan, done = read(written(tmp_path / "both.csv", table([heads], rows, ",")))
    assert (plan.detection.format, [c.code for c in plan.columns]) == (
        "limesurvey", ["id", "nps", "fruit[SQ001]", "fruit[SQ002]", "why"],
    )  # fmt: skip
    assert plan.columns[2].group_text == "Which fruit?"
    _plan, again = read(tmp_path / "both.csv", lss)
    for known in (done, again):
        assert known.closed["respondent_key"].to_list() == ["7", "8"]
        assert known.closed["c1"].to_list() == [9, 3]
        assert known.closed["c2"].to_list() == [True, False]


def test_converted_yes_is_1_and_no_is_2_even_without_the_questionnaire(tmp_path: Path) -> None:
    rows = cells()
    for row, (a, b) in zip(rows, [("1", "2"), ("2", "1"), ("", "")], strict=True):
        row[5:7] = [a, b]
    _plan, done = read(written(tmp_path / "results.csv", table([coded()], rows, ";")))
    assert done.closed["c5"].to_list() == [True, False, None]
    assert done.closed["c6"].to_list() == [False, True, None]


def test_vv_tells_what_was_not_shown_and_gives_back_braces_and_line_ends(tmp_path: Path, lss: Path) -> None:
    def braced(cell: str | None) -> str:
        if cell is None:
            return "{question_not_shown}"
        return cell.replace("{", "{lbrace}").replace("\n", "{newline}").replace("\t", "{tab}")

    codes = lime_files.FACTS + [f"{q}_{s}" if s else q for q, _id, s in lime_files.PARTS_OF]
    rows = [[braced(c) for c in row] for row in lime_files.ROWS]
    rows[2][1] = ""
    path = written(tmp_path / "vvexport_841748.csv", table([codes, codes], rows, "\t"))
    plan, done = read(path, lss)
    assert (plan.detection.header_rows, plan.detection.delimiter) == (2, "\t")
    check(plan, done, NOT_SHOWN)
    assert done.closed["bc5"].to_list() == [0, 0, NOT_SHOWN]


def test_a_date_that_vv_never_had_is_unfinished(tmp_path: Path) -> None:
    codes = [*lime_files.FACTS, "why"]
    rows = [["1", "{question_not_shown}", "1", "en", "99999", "{lbrace}newline} stays"]]
    _plan, done = read(written(tmp_path / "vv.txt", table([codes, codes], rows, "\t")))
    assert done.closed["state"].to_list() == [1]
    assert done.texts["c5"].to_list() == ["{newline} stays"]


def test_xml_of_answers_alone_and_with_its_questionnaire(tmp_path: Path, lss: Path) -> None:
    path = written(tmp_path / "answers.bin", lime_files.lsr())
    plan, done = read(path)
    assert (plan.detection.format, plan.detection.rows, done.stored) == ("limesurvey", 3, 3)
    plan, done = read(path, lss)
    check(plan, done, NOT_SHOWN)


def test_an_archive_alone_brings_its_questionnaire(tmp_path: Path) -> None:
    plan, done = read(lime_files.lsa(tmp_path / "survey.lsa"))
    assert plan.detection.reason == "A LimeSurvey archive: its answers together with its questionnaire."
    assert plan.detection.definition is not None
    check(plan, done, NOT_SHOWN)


def test_an_archive_without_answers_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no answers"):
        detect.sniff(lime_files.lsa(tmp_path / "survey.lsa", with_answers=False))


def test_a_table_beside_a_questionnaire_in_ones_own_archive_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.zip"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("survey.lss", lime_files.lss())
        book.writestr("results.csv", table([coded()], cells(), ","))
    plan, done = read(path)
    assert (plan.detection.format, plan.detection.member, done.stored) == ("limesurvey", "results.csv", 3)


def test_headings_in_a_language_we_do_not_know_are_recognised_by_their_cells(tmp_path: Path) -> None:
    heads = ["A", "B", "C", "D", "E", "Vad tycker du?"]
    rows = [["4", "2024-03-05 10:11:12", "2", "sv", "1002003", "bra"], ["5", "", "1", "sv", "99887766", ""]]
    plan, done = read(written(tmp_path / "svar.csv", table([heads], rows, ",")))
    assert plan.detection.format == "limesurvey"
    assert done.closed["state"].to_list() == [0, 1]


def test_the_person_may_say_that_it_is_a_plain_table(tmp_path: Path) -> None:
    path = written(tmp_path / "results.csv", table([coded()], cells(), ";"))
    assert detect.sniff(path, asked=Asked(format="csv")).format == "csv"
    plain = written(tmp_path / "plain.csv", b"a,b\n1,2\n")
    with pytest.raises(UserError, match="can’t be read as"):
        detect.sniff(plain, asked=Asked(format="limesurvey"))


@pytest.mark.parametrize("doctype", ["Survey", "Responses"])
def test_xml_with_entities_is_refused_in_words(tmp_path: Path, doctype: str) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><document>'
    bomb += f"<LimeSurveyDocType>{doctype}</LimeSurveyDocType><x>&b;</x></document>".encode()
    path = written(tmp_path / "bomb.lss", bomb)
    with pytest.raises(UserError, match="defines entities"):
        gather([path])


def test_cut_xml_is_refused_in_words(tmp_path: Path) -> None:
    for data in (lime_files.lss(), lime_files.lsr()):
        with pytest.raises(UserError, match="not whole XML"):
            gather([written(tmp_path / "cut.lss", data[:-40])])
    with pytest.raises(UserError, match="no LimeSurvey questionnaire"):
        limesurvey.parse(lime_files.lsr(), "x.lsr")
