"""Causes as a fishbone and as chains of whys: one geometry for canvas and paper, nothing over anything else."""

import itertools
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from cxdesk import i18n
from cxdesk.errors import UserError
from cxdesk.journeys.shapes import Line, mirrored
from cxdesk.planning import actions as planning
from cxdesk.planning.fishbone import chains, fishbone
from cxdesk.planning.fishbone_layout import bone_at, lay_out, sheets, size_of
from cxdesk.planning.model import BONES
from cxdesk.planning.queries import IssueWhole, issue_whole
from exports.pdf.causes import causes_pdf, write_causes

FIVE = (
    "Calls wait",
    "The shift was cut",
    "Only cost was measured",
    "Nobody counts the waiting",
    "No budget shows it",
)


def chain(world: Any, words: tuple[str, ...] = FIVE, bone: str = "people") -> tuple[int, list[int]]:
    run = world.project.run
    issue = run("Issue", planning.raise_issue, "Waiting for a fitter takes too long")
    made: list[int] = []
    for text in words:
        made.append(run("Cause", planning.add_cause, issue, text, made[-1] if made else None, bone))
    return issue, made


def whole(world: Any, issue: int) -> IssueWhole:
    found: IssueWhole = world.project.read(issue_whole, issue)
    return found


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def crowded(
    world: Any, each: int = 5, text: str = "A cause with as many words as a person writes"
) -> IssueWhole:
    issue, _made = chain(world)
    for bone, place in itertools.product((*BONES, ""), range(each)):
        first = world.project.run("Cause", planning.add_cause, issue, f"{text} {place}", None, bone)
        world.project.run("Cause", planning.add_cause, issue, f"deeper {place}", first)
    return whole(world, issue)


def test_a_cause_hangs_on_a_bone_and_what_lies_deeper_goes_with_it(world: Any) -> None:
    issue, made = chain(world)
    fish = fishbone(whole(world, issue))
    people = next(b for b in fish.bones if b.code == "people")
    assert [(t.text, t.depth) for t in people.groups[0]] == list(zip(FIVE, range(5), strict=True))
    run = world.project.run
    run("Hang", planning.hang_cause, made[0], "rules")
    assert next(b for b in fishbone(whole(world, issue)).bones if b.groups).code == "rules"
    run("Hang", planning.hang_cause, made[0], "")
    fish = fishbone(whole(world, issue))
    assert (fish.columns, fish.bones[0].code, len(fish.bones[0].groups)) == (4, "", 1)
    with pytest.raises(UserError, match="Only a first cause"):
        run("Hang", planning.hang_cause, made[1], "rules")
    with pytest.raises(UserError):
        run("Hang", planning.hang_cause, made[0], "weather")


def test_a_cause_never_lies_deeper_than_itself(world: Any) -> None:
    _issue, made = chain(world)
    with pytest.raises(UserError, match="deeper than itself"):
        world.project.run("Move", planning.move_cause, made[0], made[3])


def test_every_leaf_ends_a_chain_of_whys(world: Any) -> None:
    issue, made = chain(world)
    world.project.run("Cause", planning.add_cause, issue, "Nobody was asked", made[1])
    found = chains(whole(world, issue).causes)
    assert sorted(len(c) for c in found) == [3, 5]
    assert [c.text for c in max(found, key=len)] == list(FIVE)


def test_a_chain_deeper_than_the_stack_of_python_is_walked(world: Any) -> None:
    from cxdesk.planning.fishbone import below
    from cxdesk.planning.queries import CauseRow

    causes = [CauseRow(n, "why", n - 1 or None) for n in range(1, 3001)]
    assert below(causes, 1)[-1][1] == 2999
    assert len(chains(causes)[0]) == 3000


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("each", [0, 1, 3])
def test_no_cause_lies_over_another_or_over_the_next_bone(world: Any, language: str, each: int) -> None:
    drawing = lay_out(fishbone(crowded(world, each), language), language)
    for one, two in itertools.combinations(drawing.cards, 2):
        apart = (
            one.x + one.w <= two.x
            or two.x + two.w <= one.x
            or one.y + one.h <= two.y
            or two.y + two.h <= one.y
        )
        assert apart, (one, two)
    bones = [s for s in drawing.frame.keep if isinstance(s, Line) and s.width == 1.75]
    assert len(bones) >= 6
    for card in drawing.cards:
        assert card.x >= 0
        assert card.x + card.w <= drawing.width
        assert 0 <= card.y <= drawing.height - card.h
        for bone in bones:
            if min(bone.y1, bone.y2) <= card.y and card.y + card.h <= max(bone.y1, bone.y2):
                edges = [bone.x1 + (bone.x2 - bone.x1) * (y - bone.y1) / (bone.y2 - bone.y1)
                         for y in (card.y, card.y + card.h)]  # fmt: skip
                inside = [card.x + 3 < x < card.x + card.w - 3 for x in edges]
                assert not any(inside), (card, bone)


def test_persian_is_the_mirror_of_what_runs_the_other_way(world: Any) -> None:
    fish = fishbone(crowded(world, 2))
    left, right = lay_out(fish, "en", rtl=False), lay_out(fish, "en", rtl=True)
    assert mirrored(left) == right
    assert lay_out(fish, "fa").rtl


def test_the_keyboard_has_a_cell_for_each_bone(world: Any) -> None:
    fish = fishbone(crowded(world, 1))
    drawing = lay_out(fish, "en")
    assert [bone_at(fish, c.step_id, c.lane_id) for c in drawing.cells] == [b.code for b in fish.bones]
    assert {c.card_id for c in drawing.cards} == {c.id for c in crowded_ids(world)}


def crowded_ids(world: Any) -> list[Any]:
    return list(whole(world, 1).causes)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_what_one_sheet_can_not_hold_goes_on_and_nothing_is_left_out(world: Any, language: str) -> None:
    found = crowded(world, 9)
    fish = fishbone(found, language)
    room = 620.0
    drawn = sheets(fish, language, room)
    assert len(drawn) > 1
    assert sorted(c.card_id for d in drawn for c in d.cards) == sorted(c.id for c in found.causes)
    assert all(d.height <= room and d.width <= size_of(fish.columns) for d in drawn)


def test_a_chain_of_five_prints_with_its_numbers(world: Any) -> None:
    issue, _made = chain(world)
    text = " ".join(words_of(causes_pdf(whole(world, issue), "en")).split())
    for place, words in enumerate(FIVE, 1):
        assert f"{place}. Why" in text
        assert text.count(words) == 2, "on the fishbone and in the chain"
    assert "Internal. Not for customers." in text


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_pages_are_a4_across_with_vectors_and_no_type_under_8_points(
    world: Any, language: str, tmp_path: Path
) -> None:
    from pypdf import PdfReader

    written = write_causes(crowded(world, 2), tmp_path / "causes.pdf", language)
    reader = PdfReader(written)
    for page in reader.pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (842, 595)
        assert "/XObject" not in page["/Resources"], "a picture instead of vectors"
        sizes: list[float] = []
        page.extract_text(
            visitor_text=lambda t, cm, tm, _font, size, sizes=sizes: t.strip() and sizes.append(size)
        )
        assert min(sizes) >= 8
    with pytest.raises(UserError, match=r"should end in .pdf"):
        write_causes(whole(world, 1), tmp_path / "causes.docx", language)


def test_hostile_words_are_drawn_and_a_long_text_is_shortened_on_the_bone_and_whole_in_the_chain(
    world: Any,
) -> None:
    long = "word " * 4000
    issue, _made = chain(world, ("<b>&amp;=cmd|'\x07\u202e", long, "x" * 20_000), "tools")
    found = whole(world, issue)
    drawing = lay_out(fishbone(found), "en")
    assert drawing.height < 600
    text = words_of(causes_pdf(found, "en"))
    assert text.count("word") >= 4000
    assert text.count("x") >= 20_000
    with pytest.raises(UserError, match="Add a cause first"):
        causes_pdf(whole(world, world.project.run("Issue", planning.raise_issue, "Bare")), "en")
