"""SPSS files: labels, missing values, sets, dates, encodings; made by pyreadstat, or published by others."""

import struct
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pyreadstat
import pytest

from cxdesk.errors import UserError
from cxdesk.importing import detect, mapping, typed
from cxdesk.importing.definition import questions
from cxdesk.importing.plan import ImportPlan, ScalePlan, Typed
from cxdesk.progress import Cancelled
from cxdesk.responses.schema import ANSWERED, DECLARED, SKIPPED

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "spss"
real = pytest.mark.skipif(
    not CORPUS.exists(), reason="THE REAL FILES ARE NOT HERE: ../shared/corpus is missing"
)

SATISFIED = {
    1.0: "Very dissatisfied",
    2.0: "Dissatisfied",
    3.0: "Neutral",
    4.0: "Satisfied",
    5.0: "Very satisfied",
    9.0: "Don't know",
}


def made(folder: Path, columns: dict[str, list[Any]], name: str = "answers.sav", **options: Any) -> Path:
    path = folder / name
    # A row that is blank all over would be passed over.
    columns = columns | {"row": [f"R{n}" for n in range(len(next(iter(columns.values()))))]}
    pyreadstat.write_sav(pl.DataFrame(columns), path, **options)
    return path


def read(path: Path) -> tuple[ImportPlan, Typed]:
    plan = mapping.suggest(detect.sniff(path))
    return plan, typed.build(plan)


def test_value_labels_become_a_scale_with_its_ends_and_codes(tmp_path: Path) -> None:
    path = made(
        tmp_path,
        {"Q1": [1.0, 5.0, 9.0, None]},
        variable_value_labels={"Q1": SATISFIED},
        column_labels={"Q1": "How satisfied are you?"},
        missing_ranges={"Q1": [9]},
    )
    plan, done = read(path)
    column = plan.columns[0]
    assert (column.kind, column.text, column.code) == ("scale", "How satisfied are you?", "Q1")
    assert column.scale == ScalePlan(1, 5, False, "Very dissatisfied", "Very satisfied")
    assert [(c.code, c.label, c.declared) for c in column.answers][-1] == (9, "Don't know", True)
    assert done.closed["c0"].to_list() == [1, 5, 9, None]
    assert done.closed["bc0"].to_list() == [ANSWERED, ANSWERED, DECLARED, SKIPPED]


def test_a_scale_whose_best_answer_is_one_is_reversed(tmp_path: Path) -> None:
    labels = {
        1.0: "Very satisfied",
        2.0: "Satisfied",
        3.0: "Neutral",
        4.0: "Dissatisfied",
        5.0: "Very dissatisfied",
    }
    plan, _done = read(made(tmp_path, {"Q1": [1.0, 2.0, 5.0]}, variable_value_labels={"Q1": labels}))
    assert plan.columns[0].scale == ScalePlan(1, 5, True, "Very satisfied", "Very dissatisfied")


def test_only_the_ends_named_make_the_whole_row_and_recommending_is_0_to_10(tmp_path: Path) -> None:
    path = made(
        tmp_path,
        {"nps": [0.0, 4.0, 7.0, 10.0], "ease": [1.0, 4.0, 7.0, 2.0]},
        variable_value_labels={
            "nps": {0.0: "Not at all likely", 10.0: "Extremely likely"},
            "ease": {1.0: "Hard work", 7.0: "No trouble"},
        },
        column_labels={"nps": "Would you recommend us?", "ease": "Getting help"},
    )
    plan, _done = read(path)
    assert [c.kind for c in plan.columns] == ["nps", "scale", "identifier"]
    assert plan.columns[1].scale == ScalePlan(1, 7, False, "Hard work", "No trouble")


def test_ordinal_helps_and_unknown_does_not_decide(tmp_path: Path) -> None:
    labels = {1.0: "Bronze", 2.0: "Silver", 3.0: "Gold"}
    columns = {"a": [1.0, 2.0, 3.0], "b": [1.0, 2.0, 3.0], "age_group": [1.0, 2.0, 3.0]}
    plan, _done = read(
        made(
            tmp_path,
            columns,
            variable_value_labels=dict.fromkeys(columns, labels),
            variable_measure={"a": "ordinal", "age_group": "ordinal"},
        )
    )
    assert [c.kind for c in plan.columns] == ["scale", "single", "single", "identifier"]


def test_ranges_and_bare_codes_of_missing_values_are_declared_in_numbers_too(tmp_path: Path) -> None:
    path = made(
        tmp_path,
        {"spend": [10.5, 998.0, 999.0, -1.0, None, 12.0]},
        missing_ranges={"spend": [{"lo": 997, "hi": 999}, -1]},
        variable_value_labels={"spend": {999.0: "Refused"}},
        variable_measure={"spend": "scale"},
    )
    plan, done = read(path)
    assert plan.columns[0].kind == "number"
    assert {c.value: c.label for c in plan.columns[0].choices} == {"999": "Refused", "-1": "-1", "998": "998"}
    assert done.closed["c0"].to_list() == [10.5, 998.0, 999.0, -1.0, None, 12.0]
    assert done.closed["bc0"].to_list() == [0, DECLARED, DECLARED, DECLARED, SKIPPED, 0]


def test_missing_codes_do_not_hide_what_the_other_cells_are(tmp_path: Path) -> None:
    values = [float(n % 5 + 1) for n in range(60)] + [99.0] * 5
    plan, done = read(
        made(
            tmp_path,
            {"rating": values},
            missing_ranges={"rating": [99]},
            column_labels={"rating": "Rate our help"},
        )
    )
    assert plan.columns[0].scale == ScalePlan(1, 5)
    assert done.closed["bc0"].to_list()[-5:] == [DECLARED] * 5


def test_columns_of_one_stem_that_say_yes_or_no_are_one_question_even_as_1_and_2(tmp_path: Path) -> None:
    labels = {1.0: "Yes", 2.0: "No"}
    names = ("q4_1", "q4_2", "q4_3")
    path = made(
        tmp_path,
        {"q4_1": [1.0, 2.0, None], "q4_2": [2.0, 2.0, None], "q4_3": [2.0, 1.0, None]},
        variable_value_labels=dict.fromkeys(names, labels),
        column_labels={
            n: f"What do you use? {w}" for n, w in zip(names, ("Lift", "Stairs", "Gate"), strict=True)
        },
    )
    plan, done = read(path)
    asked = questions(plan)[0]
    assert (asked.spec.kind, asked.spec.text) == ("multiple", {"en": "What do you use?"})
    assert [i.text["en"] for i in asked.spec.items] == ["Lift", "Stairs", "Gate"]
    assert done.closed["c0"].to_list() == [True, False, None]
    assert done.closed["c2"].to_list() == [False, True, None]
    assert not done.problems


def test_ratings_of_one_stem_are_one_grid(tmp_path: Path) -> None:
    path = made(
        tmp_path,
        {"q5_1": [1.0, 5.0], "q5_2": [2.0, 4.0]},
        variable_value_labels=dict.fromkeys(("q5_1", "q5_2"), SATISFIED),
        column_labels={"q5_1": "How satisfied: price", "q5_2": "How satisfied: speed"},
    )
    asked = questions(read(path)[0])[0]
    assert (asked.spec.kind, asked.spec.code, asked.spec.text) == ("scale", "q5", {"en": "How satisfied"})
    assert [i.text["en"] for i in asked.spec.items] == ["price", "speed"]


def test_dates_are_moments_and_what_no_calendar_has_is_kept_as_text(tmp_path: Path) -> None:
    start = 12_219_379_200.0
    path = made(
        tmp_path,
        {
            "visit": [start, start + 86_400 * 20_000 + 3_661.5, 1e15, None],
            "at": [3_661.0, 90_000.0, None, 5.0],
        },
        variable_format={"visit": "DATETIME20", "at": "TIME8"},
    )
    plan, done = read(path)
    assert [c.kind for c in plan.columns] == ["date", "text", "identifier"]
    expected = [datetime(1970, 1, 1), datetime(2024, 10, 4, 1, 1, 1, 500_000), None, None]
    assert done.closed["c0"].to_list() == expected
    assert done.raw_cells == [(2, "c0", "1000000000000000")]
    assert done.texts["c1"].to_list() == ["01:01:01", "25:00:00", None, "00:00:05"]


def test_long_texts_and_persian_ones_stay_whole(tmp_path: Path) -> None:
    words = ["آسانسور دوباره خراب شد. " * 60, "two\nlines", '"quoted", and ; more', ""]
    _plan, done = read(made(tmp_path, {"why": words}, name="answers.zsav", compress=True))
    assert done.texts["c0"].to_list() == [words[0].rstrip(), *words[1:3], None]


def test_a_file_in_another_encoding_than_it_says_names_the_one_used(tmp_path: Path) -> None:
    path = made(tmp_path, {"city": ["Köln", "Zürich", "Bern"]})
    data = path.read_bytes().replace("Köln".encode(), b"K\xf6ln ").replace("Zürich".encode(), b"Z\xfcrich ")
    path.write_bytes(data)
    found = detect.sniff(path)
    assert found.encoding == "CP1252"
    assert "read as CP1252" in found.reason
    assert [row[0] for row in found.sample] == ["Köln", "Zürich", "Bern"]


@pytest.mark.parametrize("said", [2, 1_000, 2_000_000_000])
def test_a_file_that_lies_about_its_length_is_refused_in_words(tmp_path: Path, said: int) -> None:
    path = made(tmp_path, {"Q1": [1.0, 2.0, 3.0], "t": ["a", "b", "c"]})
    data = bytearray(path.read_bytes())
    data[80:84] = struct.pack("<i", said)
    path.write_bytes(bytes(data))
    with pytest.raises(UserError, match="says that it holds"):
        detect.sniff(path)


@pytest.mark.parametrize("kept", [4, 100, 200, 400, -7])
def test_a_cut_file_is_refused_in_words(tmp_path: Path, kept: int) -> None:
    path = made(tmp_path, {"Q1": [1.0, 2.0, 3.0], "t": ["a" * 300, "b", "c"]})
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(UserError):
        detect.sniff(path)


@pytest.mark.slow
def test_every_piece_is_read_in_order_by_two_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cxdesk.importing import sav

    monkeypatch.setattr(sav, "ALONE", 1)
    rows = 600_000
    path = made(tmp_path, {"n": [float(n) for n in range(rows)]}, variable_measure={"n": "scale"})
    done = read(path)[1]
    assert done.closed["c0"].to_list() == list(range(rows))
    assert done.closed["source_row"].to_list() == list(range(2, rows + 2))


def test_cancelling_ends_the_process(tmp_path: Path) -> None:
    def stop(_done: int, _total: int, _what: str) -> None:
        raise Cancelled

    plan = mapping.suggest(detect.sniff(made(tmp_path, {"n": [1.0, 2.0]})))
    with pytest.raises(Cancelled):
        typed.build(plan, stop)


@pytest.mark.slow
@real
def test_sets_of_both_kinds_are_one_question_each() -> None:
    plan, done = read(CORPUS / "pyreadstat_simple_alltypes_mrsets.sav")
    asked = {a.spec.code: a for a in questions(plan)}
    assert [i.text["en"] for i in asked["mymrset"].spec.items] == [
        "Response #1",
        "Response #2",
        "Response #3",
    ]
    assert asked["mymrset"].spec.text == {"en": "My multiple response set"}
    assert done.closed["c4"].to_list() == [True, True, False, False, False, True]
    codes = asked["categorical_array"]
    assert [i.text["en"] for i in codes.spec.items] == ["a", "b", "c", "d"]
    assert done.closed[codes.keys[0]].to_list() == [True, True, False, False, True, False]
    assert done.closed[codes.keys[3]].to_list() == [False, False, True, False, True, True]
    assert done.closed["bc0"].to_list() == [0, 0, 0, 0, DECLARED, 0]
    assert not done.problems


@real
def test_missing_ranges_of_a_real_file_keep_their_codes() -> None:
    plan, done = read(CORPUS / "pyreadstat_sample_missing.sav")
    number = plan.column("c1")
    assert (number.kind, [c.value for c in number.choices]) == ("number", ["-1", "2500"])
    assert done.closed["bc1"].to_list() == [0, 0, 0, 0, 0, DECLARED, DECLARED]
    assert plan.column("c5").scale == ScalePlan(1, 3, False, "low", "high")
    assert done.closed["c2"].to_list()[0] == datetime(2018, 5, 6)


@pytest.mark.slow
@real
def test_umlauts_and_hebrew_names_are_read_as_they_are() -> None:
    plan, _done = read(CORPUS / "haven_umlauts.sav")
    assert plan.columns[0].text == "This is an ä-umlaut"
    assert [c.label for c in plan.columns[0].answers] == ["the ä umlaut", "the ü umlaut", "the ö umlaut"]
    plan, done = read(CORPUS / "pyreadstat_hebrews.sav")
    assert (plan.columns[0].header, done.stored) == ("ותק_ב", 99)
