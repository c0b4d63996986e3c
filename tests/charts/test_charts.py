"""Every chart in every look: drawn without a warning, nothing cut, mirrored for Persian, saved alike each time."""

import subprocess
import sys
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from cxdesk.analysis.figure import Figure
from cxdesk.errors import UserError
from exports.charts.data import (
    Bar,
    Bars,
    BeforeAfter,
    BeforeAfterRow,
    Bubble,
    Event,
    HeatMap,
    NpsDistribution,
    Quadrant,
    ScoreRow,
    ScoreRows,
    Trend,
    TrendPoint,
)
from exports.charts.drawing import draw
from exports.charts.heat_map import colour_index
from exports.charts.look import Look, tokens
from exports.charts.saving import rendered, save
from tests.charts.chart_examples import HIDDEN, examples, long_rows, mean, recommend, top2

LONG = "How long it took until the fitter of the emergency line came"
NAMES = list(examples("en"))


def pixels(figure):
    FigureCanvasAgg(figure).draw()
    return np.asarray(figure.canvas.buffer_rgba())[:, :, :3].astype(int)


def texts(figure):
    return [t.get_text().strip("\u200f") for t in figure.findobj(Text) if t.get_text()]


def hexed(colour):
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def assert_nothing_is_cut(figure):
    FigureCanvasAgg(figure).draw()
    width, height = figure.bbox.width, figure.bbox.height
    for text in figure.findobj(Text):
        if text.get_text():
            box = text.get_window_extent()
            assert box.x0 >= 0, text.get_text()
            assert box.x1 <= width, text.get_text()
            assert box.y0 >= 0, text.get_text()
            assert box.y1 <= height, text.get_text()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["en", "nl", "hu", "uk", "fa"])
@pytest.mark.parametrize(("theme", "width"), [("light", 760), ("dark", 420), ("paper", 340)])
def test_no_text_of_any_chart_is_cut(name, lang, theme, width):
    data = examples("fa" if lang == "fa" else "en")[name]
    figure = draw(data, Look(theme, lang, width))
    assert figure.get_figwidth() * 96 == pytest.approx(width)
    assert_nothing_is_cut(figure)


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_has_no_title_and_the_ground_of_its_theme(name):
    for theme, mode in (("light", "light"), ("dark", "dark"), ("paper", "light")):
        figure = draw(examples("en")[name], Look(theme, "en", 500))
        assert figure._suptitle is None
        assert not any(axes.get_title() for axes in figure.axes)
        assert tuple(pixels(figure)[0, 0]) == hexed(tokens()["colour"][mode]["surface"])


def test_long_names_of_31_touch_points_are_wrapped_and_kept_apart():
    figure = draw(long_rows(31), Look("light", "en", 760))
    assert_nothing_is_cut(figure)
    boxes = [t.get_window_extent() for t in figure.findobj(Text) if t.get_text()]
    for index, one in enumerate(boxes):
        for two in boxes[index + 1 :]:
            assert not (
                one.x0 < two.x1 - 1
                and two.x0 < one.x1 - 1
                and one.y0 < two.y1 - 1.5
                and two.y0 < one.y1 - 1.5
            )
    assert " ".join(texts(figure)).count("How long") == 31


@pytest.mark.parametrize("lang", ["en", "fa"])
@pytest.mark.parametrize("width", [320, 500, 900])
def test_long_names_fit_in_every_other_chart_too(lang, width):
    name = LONG if lang == "en" else "زمان رسیدن تعمیرکار خط اضطراری پس از تماس شبانه با شرکت آلدر"
    look = Look("light", lang, width)
    for data in (
        BeforeAfter((BeforeAfterRow(name, top2(74, 298), top2(61, 300)),)),
        Bars((Bar(name, 1234567.5, "1,234,567.5 kilometres"), Bar(name, -3.0))),
        HeatMap((name,) * 3, (name,) * 8, ((top2(60, 90),) * 8,) * 3, 65.0, name),
        Quadrant(tuple(Bubble(name, i, i, i) for i in range(9)), name, name, 5, 5, (name,) * 4, name),
        Trend((TrendPoint(date(2026, 1, 1), recommend(9, 9, 90), name), TrendPoint(date(2026, 1, 2), recommend(90, 9, 9), name)),
              (Event(date(2026, 1, 1), name), Event(date(2030, 1, 1), name))),
    ):  # fmt: skip
        assert_nothing_is_cut(draw(data, look))


@pytest.mark.parametrize("name", NAMES)
def test_a_persian_chart_has_persian_digits_only(name):
    shown = "".join(texts(draw(examples("fa")[name], Look("light", "fa", 500))))
    assert set("۰۱۲۳۴۵۶۷۸۹") & set(shown)
    assert not any(c.isascii() and c.isdigit() for c in shown)


def test_critics_stand_on_the_right_of_a_persian_distribution():
    rust = hexed(tokens()["colour"]["light"]["bad"])
    for lang, side in (("en", "left"), ("fa", "right")):
        image = pixels(draw(examples(lang)["nps_distribution"], Look("light", lang, 500)))
        middle = np.nonzero((image == rust).all(axis=2))[1].mean()
        assert ("left" if middle < 250 else "right") == side


def test_scales_of_a_persian_chart_run_from_the_right():
    row = ScoreRows((ScoreRow("x", top2(90, 400), chosen=True),))
    accent = hexed(tokens()["colour"]["light"]["accent"])
    spots = {}
    for lang in ("en", "fa"):
        image = pixels(draw(row, Look("light", lang, 500)))
        spots[lang] = np.nonzero((image == accent).all(axis=2))[1].mean()
    assert spots["en"] > 250 > spots["fa"]
    assert spots["en"] + spots["fa"] == pytest.approx(500, abs=25)


def test_few_answers_make_a_hollow_bead_and_a_hidden_score_none():
    ink = hexed(tokens()["colour"]["light"]["data"])
    amounts = {}
    for name, figure in (("full", top2(60, 400)), ("few", top2(60, 17)), ("hidden", HIDDEN)):
        image = pixels(draw(ScoreRows((ScoreRow("", figure),)), Look("light", "en", 400)))
        amounts[name] = int((image == ink).all(axis=2).sum())
    assert amounts["full"] > amounts["few"] > amounts["hidden"] == 0


def test_a_narrow_margin_still_shows_as_a_capsule():
    fill = hexed(tokens()["colour"]["light"]["data_soft"])
    image = pixels(draw(ScoreRows((ScoreRow("", top2(50, 5_000_000)),)), Look("light", "en", 400)))
    columns = np.nonzero((image == fill).all(axis=2))[1]
    assert columns.max() - columns.min() >= 16 * 0.75 - 3


def test_a_change_is_coloured_only_when_it_is_real():
    def colours(now, before):
        image = pixels(draw(BeforeAfter((BeforeAfterRow("", now, before),)), Look("light", "en", 400)))
        return {
            n: bool((image == hexed(tokens()["colour"]["light"][n])).all(axis=2).any())
            for n in ("good", "bad")
        }

    assert colours(top2(74, 298), top2(61, 300)) == {"good": True, "bad": False}
    assert colours(top2(44, 300), top2(58, 320)) == {"good": False, "bad": True}
    assert colours(top2(59, 377), top2(60, 360)) == {"good": False, "bad": False}


def test_a_trend_names_its_last_value_and_its_event():
    shown = texts(draw(examples("en")["trend"], Look("light", "en", 400)))
    assert {"+31", "New invoice", "Mar 26", "+40", "+20", "0"} <= set(shown)


def test_rounds_without_a_day_stand_at_equal_steps():
    days = (None, date(2025, 3, 1), date(2026, 3, 1))
    points = tuple(TrendPoint(d, recommend(50 + n, 30, 20), f"Round {n}") for n, d in enumerate(days))
    figure = draw(Trend(points, (Event(date(2025, 6, 1), "Move"),)), Look("light", "en", 600))
    pixels(figure)
    places = [t.get_window_extent() for t in figure.findobj(Text) if t.get_text().startswith("Round")]
    middles = sorted((p.x0 + p.x1) / 2 for p in places)
    assert middles[1] - middles[0] == pytest.approx(middles[2] - middles[1], abs=2)
    assert "Move" not in texts(figure)


def test_a_trend_keeps_its_scale_within_the_ends_of_the_score():
    points = tuple(TrendPoint(date(2026, m, 1), top2(97 + m, 60)) for m in (1, 2, 3))
    shown = texts(draw(Trend(points), Look("light", "en", 400)))
    assert "100%" in shown
    assert not {"110%", "120%"} & set(shown)


def test_a_distribution_of_few_answers_counts_people():
    shown = texts(draw(examples("en")["few_nps_distribution"], Look("light", "en", 400)))
    assert "4 of 17" in shown
    assert not any("%" in t for t in shown)
    with pytest.raises(ValueError, match="eleven"):
        NpsDistribution((1, 2, 3))


def test_the_heat_map_prints_each_number_and_marks_few_and_hidden():
    shown = texts(draw(examples("en")["heat_map"], Look("light", "en", 500)))
    assert {"44", "92", "53°", "3 of 5"} <= set(shown)
    legend = " ".join(shown)
    assert "° fewer than 30 answers." in legend
    assert "Middle colour = 65, all touch points." in legend


def test_heat_map_colours_keep_to_the_middle():
    assert colour_index(top2(65, 100), 65) == 4
    assert colour_index(top2(0, 100), 65) == 0
    assert colour_index(top2(100, 100), 65) == 8
    assert colour_index(mean(90, 4.9, 0.2), 3.0) > 4


def test_a_quadrant_prints_its_cuts_and_names_the_chosen_one():
    shown = texts(draw(examples("en")["quadrant"], Look("light", "en", 400)))
    assert {"Niloufar Towers", "% satisfied, cut at 65", "loyalty, cut at 50"} <= set(shown)


def test_charts_of_nothing_and_of_one_are_drawn():
    nothing = Figure("top2", None, 0)
    for data in (
        ScoreRows(()), ScoreRows((ScoreRow("x", nothing),)), Trend(()), Trend((TrendPoint(date(2026, 1, 1), nothing),)),
        Trend((TrendPoint(date(2026, 1, 1), top2(100, 40)),)), BeforeAfter(()), Bars(()), Bars((Bar("x", 0.0),)),
        NpsDistribution((0,) * 11), HeatMap((), (), (), 50.0), HeatMap(("x",), ("y",), ((None,),), 50.0),
        Quadrant((), "x", "y", 0, 0), Quadrant((Bubble("x", 1, 1, 0),), "x", "y", 1, 1),
    ):  # fmt: skip
        assert_nothing_is_cut(draw(data, Look("light", "en", 400)))


def test_a_name_with_dollar_signs_is_no_formula():
    rows = ScoreRows((ScoreRow("$5 & $6_x^2", top2(50, 60)),))
    figure = draw(rows, Look("light", "en", 400))
    pixels(figure)
    assert "$5 & $6_x^2" in texts(figure)


def test_a_customers_colour_takes_the_accents_place():
    data = examples("en")["bars"]
    image = pixels(draw(data, Look("paper", "en", 400, accent="#2B5A48")))
    assert (image == hexed("#2B5A48")).all(axis=2).any()
    assert not (image == hexed(tokens()["colour"]["light"]["accent"])).all(axis=2).any()


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_saving_twice_gives_the_same_bytes_without_facts_of_the_machine(kind, tmp_path):
    data = examples("fa")["score_rows"]
    paths = [save(draw(data, Look("paper", "fa", 700)), tmp_path / f"{i}.{kind.upper()}") for i in range(2)]
    first, second = (p.read_bytes() for p in paths)
    assert first == second
    for word in (
        b"CreationDate",
        b"Matplotlib v",
        b"matplotlib.org",
        b"Producer",
        b"dc:date",
        str(tmp_path).encode(),
    ):
        assert word not in first, word


def test_a_pdf_carries_true_type_fonts_and_text():
    content = rendered(draw(examples("en")["bars"], Look("paper", "en", 400)), "pdf")
    assert b"/FontFile2" in content
    assert b"/Type3" not in content


def test_a_persian_sign_stands_beside_its_number_in_a_pdf_too(tmp_path):
    pdfium = pytest.importorskip("pypdfium2")
    path = save(
        draw(ScoreRows((ScoreRow("", recommend(60, 20, 20)),)), Look("paper", "fa", 300)), tmp_path / "x.pdf"
    )
    document = pdfium.PdfDocument(path)
    try:
        image = np.asarray(document[0].render(scale=4).to_pil().convert("L"))
    finally:
        document.close()
    inked = np.nonzero((image[:, image.shape[1] // 2 :] < 90).any(axis=0))[0]
    gaps = np.diff(inked)
    assert gaps[gaps > 1].max() < 12, "a space of 10.5 pt is 14 px wide at this scale"


def test_an_unknown_format_is_refused_in_words(tmp_path):
    with pytest.raises(UserError, match=r"\.png, \.svg or \.pdf"):
        save(draw(examples("en")["bars"], Look()), tmp_path / "x.gif")


def test_charts_never_load_pyplot():
    code = (
        "import sys; from exports.charts.drawing import draw; from exports.charts.saving import rendered;"
        "from exports.charts.data import Bars, Bar; from exports.charts.look import Look;"
        "rendered(draw(Bars((Bar('a', 1.0),)), Look()));"
        "assert 'matplotlib.pyplot' not in sys.modules and 'PySide6' not in sys.modules and 'polars' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).returncode == 0


def test_the_same_figure_changes_only_with_its_look():
    data = examples("en")["trend"]
    light, again = rendered(draw(data, Look(width=400))), rendered(draw(data, Look(width=400)))
    assert light == again != rendered(draw(data, replace(Look(width=400), theme="dark")))
