"""Lines of text: how they are broken, and how their glyphs copy."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.pdf import lines, shaping
from exports.pdf.lines import Line, Run, set_lines
from exports.pdf.look import Style, style
from exports.pdf.shaping import isolate


def text_of(line: Line) -> str:
    return "".join(glyph.text for piece in line.pieces for glyph in piece.glyphs)


def lines_of(text: str, width: float, how: Style | None = None) -> list[str]:
    return [text_of(line).strip() for line in set_lines([Run(text)], how or style("body"), width)]


def test_the_last_line_is_not_one_word() -> None:
    sentence = "The repair report comes late and does not say what was changed."
    for width in range(120, 420, 5):
        lines = lines_of(sentence, width)
        assert " ".join(lines) == sentence
        if len(lines) > 1 and len(lines[-2].split()) > 1:
            assert len(lines[-1].split()) > 1


def test_a_phone_number_is_never_torn() -> None:
    for language in (False, True):
        sentence = "تلفن ما +31 10 555 0142 است" if language else "Call us at +31 10 555 0142 any day"
        for width in range(100, 260, 7):
            lines = set_lines([Run(sentence)], style("body", language), width)
            assert sum("0142" in text_of(line) and "+31" in text_of(line) for line in lines) == 1


@settings(max_examples=60, deadline=None)
@given(st.text("aeiou mn-/ آبپسلام‌می ۱۲34()،.\n", max_size=80), st.integers(40, 200), st.booleans())
def test_no_line_is_wider_than_its_measure_and_no_letter_is_lost(text: str, width: int, rtl: bool) -> None:
    lines = set_lines([Run(text)], style("body", rtl), width)
    assert all(line.width <= width + 0.1 for line in lines)
    drawn = "".join(text_of(line) for line in lines)
    kept = [c for c in text if c.isalnum()]
    assert sorted(c for c in drawn if c.isalnum()) == sorted(kept)


def test_a_ligature_copies_as_its_letters() -> None:
    for how in (style("body"), style("title").but(voice=True)):
        (line,) = set_lines([Run("office fitter")], how, 400)
        assert text_of(line) == "office fitter"


def test_lam_alef_is_one_glyph_and_two_letters() -> None:
    (line,) = set_lines([Run("لا")], style("body", True), 200)
    glyphs = [g for piece in line.pieces for g in piece.glyphs]
    assert [g.text for g in glyphs] == ["ا", "ل"]
    assert [g.advance > 0 for g in glyphs] == [False, True]


def test_the_joiner_keeps_a_glyph_of_its_own_without_width() -> None:
    (line,) = set_lines([Run("می‌شود")], style("body", True), 200)
    joiner = [g for piece in line.pieces for g in piece.glyphs if g.text == "\u200c"]
    assert [g.advance for g in joiner] == [0]


def test_letters_join_across_a_change_of_colour() -> None:
    def glyphs(*runs: Run) -> list[int]:
        (line,) = set_lines(runs, style("body", True), 400)
        return [glyph.gid for piece in line.pieces for glyph in piece.glyphs]

    alef = glyphs(Run("کتاب"))[1]
    assert glyphs(Run("کت"), Run("اب", colour="#112233"))[1] == alef
    assert glyphs(Run("کت "), Run("اب"))[1] != alef


def test_bold_runs_keep_their_weight_and_colour() -> None:
    (line,) = set_lines([Run("plain "), Run("bold", strong=True, colour="#AA0000")], style("body"), 400)
    assert [(p.face.name[-8:], p.colour) for p in line.pieces if p.glyphs][-1] == ("SemiBold", "#AA0000")


def test_too_many_lines_end_in_an_ellipsis() -> None:
    lines = set_lines([Run("word " * 200)], style("body"), 200, most=2)
    assert len(lines) == 2
    assert text_of(lines[-1]).rstrip().endswith("…")


@pytest.mark.parametrize("number", ["021-5555 0142", "+31 10 555 0142", "۰۲۱ ۵۵۵۵ ۰۱۴۲", "a.b@c.example"])
def test_phones_and_mails_are_isolated_in_persian(number: str) -> None:
    assert isolate(f"تلفن {number} است") == f"تلفن \u2066{number}\u2069 است"


def test_numbers_in_a_sentence_are_not_taken_for_phones() -> None:
    for text in ("در ۱۴۰۵ ۱۲ نفر", "از ۷ تا ۱۰", "۲۵ فروردین ۱۴۰۵", "۵۰٪ از ۱۲۰"):
        assert isolate(text) == text


@pytest.mark.parametrize("letters", ["abcdefghijk", "ابپتسکم", "w"])
def test_the_work_for_one_long_word_grows_with_its_letters(
    letters: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shaped: list[int] = []

    def shape(*asked: Any) -> Any:
        shaped.append(asked[3] - asked[2])
        return shaping.shape(*asked)

    monkeypatch.setattr(lines, "shape", shape)
    work = {}
    for length in (2_000, 4_000):
        word = "".join(random.Random(7).choices(letters, k=length))
        shaped.clear()
        found = set_lines([Run(word)], style("body", letters[0] == "ا"), 300)
        assert "".join(text_of(line) for line in found if letters != "ابپتسکم") in ("", word)
        work[length] = (len(shaped), sum(shaped))
    # How often letters are shaped, and how many in all: twice as many for twice the letters, none five times over.
    for before, after in zip(work[2_000], work[4_000], strict=True):
        assert after <= 2.1 * before
    assert sum(work[4_000]) <= 8 * 4_000


def test_only_the_lines_that_are_kept_are_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    broken: list[int] = []
    fitted = lines._Paragraph.fitted

    def counted(self: Any, atom: Any, width: float) -> Any:
        for one in fitted(self, atom, width):
            broken.append(one.start)
            yield one

    monkeypatch.setattr(lines._Paragraph, "fitted", counted)
    found = set_lines([Run("longword" * 2_000)], style("body"), 300, most=2)
    assert len(found) == 2
    assert text_of(found[-1]).endswith("…")
    assert len(broken) < 40


@pytest.mark.parametrize(
    "hostile",
    [
        "\u2066" * 5_000 + "a",
        "(" * 5_000 + "a" + ")" * 5_000,
        "a" * 10_000 + "@" + "b" * 100,
        "\u2068(" * 3_000,
    ],
    ids=["isolates", "brackets", "address", "both"],
)
def test_what_is_nested_deeper_than_the_algorithm_goes_is_drawn_all_the_same(hostile: str) -> None:
    for rtl in (False, True):
        found = set_lines([Run(hostile)], style("body", rtl), 300)
        letters = "".join(text_of(line) for line in found)
        assert letters.count("a") == hostile.count("a")
