"""The table behind each chart says what the picture says."""

import pytest

from exports.charts.twin import described, twin_of
from tests.charts.chart_examples import examples


@pytest.mark.parametrize("lang", ["en", "fa"])
@pytest.mark.parametrize("name", list(examples("en")))
def test_every_chart_has_a_table_with_rows_as_long_as_its_head(name, lang):
    twin = twin_of(examples(lang)[name], lang)
    assert twin.rows
    assert {len(row) for row in twin.rows} == {len(twin.head)}
    assert described(examples(lang)[name], lang)


def test_scores_are_numbers_and_doubts_are_words():
    twin = twin_of(examples("en")["score_rows"], "en")
    rows = {row[0]: dict(zip(twin.head, row, strict=True)) for row in twin.rows}
    assert rows["Invoice"]["Score"] == 74.2
    assert rows["Invoice"]["Answers counted"] == 298
    assert rows["Invoice"]["Change"] == pytest.approx(13.2, abs=0.1)
    assert rows["Invoice"]["Note"] == "between 6 and 20"
    assert rows["Emergency call"]["Change"] is None
    assert rows["Emergency call"]["Note"] == "no real difference shown"
    assert rows["Spare part quotation"]["Note"] == "first time asked"


def test_a_hidden_score_is_hidden_in_the_table_too():
    twin = twin_of(examples("en")["score_rows"], "en")
    hidden = dict(zip(twin.head, twin.rows[-1], strict=True))
    assert hidden["Score"] is hidden["From"] is hidden["To"] is None
    assert hidden["Note"] == "hidden by the survey’s promise"


def test_the_distribution_says_group_and_share():
    twin = twin_of(examples("en")["nps_distribution"], "en")
    assert twin.rows[0] == (0, "critics", 12, 1.0)
    assert [row[1] for row in twin.rows[7:]] == ["neutral", "neutral", "promoters", "promoters"]
    assert twin_of(examples("en")["few_nps_distribution"], "en").rows[0][3] is None


def test_a_thin_cell_of_the_heat_map_is_marked_and_no_number():
    twin = twin_of(examples("en")["heat_map"], "en")
    assert twin.rows[0][1:] == (60.8, 55.0, 70.0, "53°")
    assert twin.rows[3][3] == "3 of 5"


def test_a_screen_reader_hears_value_margin_answers_and_change():
    heard = described(examples("en")["score_rows"], "en")
    assert "Invoice: 74%, 69 to 79, 298 answers, +13 (6 to 20)." in heard
    assert "Skill of the fitter: 3 of 5, hidden by the survey’s promise" in heard
    assert "3 January 2026: New invoice." in described(examples("en")["trend"], "en")


def test_persian_words_have_persian_digits():
    heard = described(examples("fa")["heat_map"], "fa")
    assert not any(c.isascii() and c.isdigit() for c in heard)
