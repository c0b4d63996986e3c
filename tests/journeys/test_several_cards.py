"""Several cards at once, the clipboard, locks, views and search, each through the file."""

import pytest

from cxdesk.errors import UserError
from cxdesk.journeys import actions, details, several
from cxdesk.journeys.clipboard import grid_of, packed, text_of, unpacked
from cxdesk.journeys.coverage import coverage
from cxdesk.journeys.finding import found as found_in
from cxdesk.journeys.formats import document
from cxdesk.journeys.rearrange import Move
from cxdesk.journeys.saved_views import delete_view, save_view, saved_views
from cxdesk.journeys.several import PastedCard
from cxdesk.journeys.views import READY, Shows, as_data, from_data, shown
from cxdesk.journeys.whole_map import map_of
from cxdesk.project import Project
from tests.journeys.journey_examples import TODAY, fill


@pytest.fixture
def project(new_file):
    opened = Project.open(new_file)
    yield opened
    opened.close()


@pytest.fixture
def journey(project):
    return project.run("Fill", fill)


def the_map(project, journey):
    return project.read(map_of, journey, {}, TODAY)


def lane(shown_map, kind):
    return next(one.id for one in shown_map.lanes if one.kind == kind)


def texts_at(shown_map, step, lane_id):
    return [c.text for c in shown_map.cards if (c.step_id, c.lane_id) == (shown_map.steps[step].id, lane_id)]


def test_several_cards_move_as_one_step_or_not_at_all(project, journey):
    before = the_map(project, journey)
    cards = [c for c in before.cards if c.lane_id == lane(before, "does")][:2]
    target = before.steps[5].id
    project.run("Move", several.move_cards, [Move(c.id, target, c.lane_id, 0) for c in cards])
    assert {c.id for c in the_map(project, journey).cards if c.step_id == target} >= {c.id for c in cards}
    project.undo()
    assert the_map(project, journey) == before
    line = lane(before, "line_of_visibility")
    with pytest.raises(UserError, match="line"):
        project.run(
            "Move",
            several.move_cards,
            [Move(cards[0].id, target, cards[0].lane_id, 0), Move(cards[1].id, target, line, 0)],
        )
    assert the_map(project, journey) == before


def test_several_cards_are_graded_checked_marked_and_deleted_at_once(project, journey):
    ids = [c.id for c in the_map(project, journey).cards[:3]]
    project.run("Grade", several.grade_cards, ids, "measured")
    project.run("Check", several.check_cards, ids, TODAY)
    mark = project.run("Mark", details.add_mark, journey, "Quick win", "series_3")
    project.run("Mark", details.mark_cards, ids, mark)
    found = [c for c in the_map(project, journey).cards if c.id in ids]
    assert {(c.grade, c.checked_on, c.mark_id) for c in found} == {("measured", TODAY, mark)}
    assert project.run("Delete", several.delete_cards, ids) == 3
    assert not {c.id for c in the_map(project, journey).cards} & set(ids)
    project.undo()
    assert {c.id for c in the_map(project, journey).cards} >= set(ids)


def test_cards_line_up_in_one_lane_or_one_step(project, journey):
    shown_map = the_map(project, journey)
    pains = [c.id for c in shown_map.cards if c.lane_id == lane(shown_map, "pain")]
    project.run("Line up", several.line_up, pains, lane_id=lane(shown_map, "opportunity"))
    after = the_map(project, journey)
    assert {c.lane_id for c in after.cards if c.id in pains} == {lane(after, "opportunity")}
    assert len({c.step_id for c in after.cards if c.id in pains}) > 1
    project.run("Line up", several.line_up, pains, step_id=after.steps[0].id)
    assert {c.step_id for c in the_map(project, journey).cards if c.id in pains} == {after.steps[0].id}
    with pytest.raises(UserError, match="feeling"):
        project.run("Line up", several.line_up, pains, lane_id=lane(after, "feeling"))


def test_a_grid_of_a_spreadsheet_becomes_cards_and_formulas_stay_text():
    cards = grid_of('one\ttwo\n\t"a cell\nof two lines"\n=1+1\t\t@SUM(A1)\r\n')
    assert cards == [
        PastedCard(0, 0, "one"),
        PastedCard(1, 0, "two"),
        PastedCard(1, 1, "a cell\nof two lines"),
        PastedCard(0, 2, "=1+1"),
        PastedCard(2, 2, "@SUM(A1)"),
    ]
    assert grid_of("") == grid_of(" \t \n\t\n") == []
    assert grid_of('say "hello" loud') == [PastedCard(0, 0, 'say "hello" loud')]


def test_a_grid_that_is_too_large_or_holds_a_book_is_refused_in_words():
    with pytest.raises(UserError, match="5000"):
        grid_of("\n".join("\t".join(["x"] * 100) for _ in range(60)))
    with pytest.raises(UserError, match="longer"):
        grid_of("x" * 30_000)


def test_pasting_makes_the_steps_that_are_missing_and_passes_over_lines(project, journey):
    before = the_map(project, journey)
    grid = [
        PastedCard(0, 0, "p0"),
        PastedCard(2, 0, "p2"),
        PastedCard(0, 1, "b0"),
        PastedCard(0, 9, "nowhere"),
    ]
    last = before.steps[-1].id
    assert project.read(several.steps_needed, last, grid) == 2
    made = project.run("Paste", several.paste, last, lane(before, "pain"), grid)
    after = the_map(project, journey)
    assert len(after.steps) == len(before.steps) + 2
    assert texts_at(after, 7, lane(after, "pain"))[-1] == "p0"
    assert texts_at(after, 9, lane(after, "pain")) == ["p2"]
    # The line of visibility lies between, and holds no cards.
    assert "b0" in texts_at(after, 7, lane(after, "behind"))
    assert (len(made.cards), made.left_out) == (3, 1)
    project.undo()
    assert the_map(project, journey) == before


def test_words_in_a_lane_of_feelings_are_left_out_and_counted(project, journey):
    shown_map = the_map(project, journey)
    made = project.run(
        "Paste",
        several.paste,
        shown_map.steps[0].id,
        lane(shown_map, "feeling"),
        [PastedCard(0, 0, "no feeling")],
    )
    assert (made.cards, made.left_out) == ([], 1)


@pytest.mark.slow
def test_copied_cards_keep_all_that_is_known_of_them_within_a_file(project, journey):
    shown_map = the_map(project, journey)
    card = next(c for c in shown_map.cards if c.lane_id == lane(shown_map, "pain"))
    project.run("Source", details.set_source, card.id, "interviews", 14, TODAY)
    project.run("Quote", details.set_quotation, card.id, "Never again", "tenant")
    copied = project.read(several.copy_cards, [card.id])
    assert unpacked(packed(copied, "here"), "here") == copied
    elsewhere = unpacked(packed(copied, "here"), "there")[0]
    assert (elsewhere.source_n, elsewhere.quotation, elsewhere.touch_point_id) == (14, "Never again", None)
    project.run("Paste", several.paste, shown_map.steps[0].id, card.lane_id, copied)
    twin = [c for c in the_map(project, journey).cards if c.text == card.text][-1]
    assert (twin.source, twin.source_n, twin.quotation, twin.speaker) == (
        "interviews",
        14,
        "Never again",
        "tenant",
    )
    assert unpacked(b"no json", "here") == unpacked(b'{"cards": [{"evil": 1}]}', "here") == []


def test_copied_cards_are_a_grid_that_spreadsheets_read_and_that_comes_back(project, journey):
    shown_map = the_map(project, journey)
    does = [c.id for c in shown_map.cards if c.lane_id in (lane(shown_map, "does"), lane(shown_map, "pain"))]
    copied = project.read(several.copy_cards, does)
    text = text_of(copied)
    assert text.splitlines()[0].split("\t")[0] == "Sees the lift has stopped, puts up a sign"
    assert sorted((c.across, c.down, c.text) for c in grid_of(text)) == sorted(
        (c.across, c.down, c.text) for c in copied
    )


def test_cards_of_a_locked_stage_or_lane_stay_where_and_as_they_are(project, journey):
    shown_map = the_map(project, journey)
    card = next(c for c in shown_map.cards if c.lane_id == lane(shown_map, "pain"))
    stage = next(s for s in shown_map.stages if card.step_id in [x.id for x in s.steps])
    project.run("Lock", details.lock, "stage", stage.id, True)
    for change in (
        lambda s: actions.set_text(s, card.id, "other"),
        lambda s: actions.delete_card(s, card.id),
        lambda s: actions.add_card(s, card.step_id, card.lane_id, "new"),
        lambda s: actions.move_card(s, card.id, shown_map.steps[-1].id, card.lane_id),
    ):
        with pytest.raises(UserError, match="locked"):
            project.run("Change", change)
    project.run("Unlock", details.lock, "stage", stage.id, False)
    project.run("Lock", details.lock, "lane", card.lane_id, True)
    with pytest.raises(UserError, match="locked"):
        project.run("Change", actions.delete_card, card.id)


def test_views_show_the_lanes_stage_and_cards_that_are_asked_for(project, journey):
    shown_map = the_map(project, journey)
    assert shown(shown_map, Shows()) == shown_map
    assert shown(shown_map, READY["team"]) == shown_map
    pains = shown(shown_map, Shows(kinds=("pain", "line_of_visibility")))
    assert [one.kind for one in pains.lanes] == ["pain"]
    stage = shown_map.stages[1].id
    waiting = shown(shown_map, Shows(stage_id=stage))
    assert [s.id for s in waiting.stages] == [stage]
    assert {c.step_id for c in waiting.cards} == {s.id for s in waiting.steps}
    assert {c.grade for c in shown(shown_map, Shows(grades=("measured",))).cards} == {"measured"}
    assert all(c.stale_months for c in shown(shown_map, Shows(stale_only=True)).cards)
    assert shown(shown_map, Shows(empty_only=True)).cards == ()
    customer = shown(shown_map, READY["customer"])
    assert {one.kind for one in customer.lanes} <= {"does", "touch_point", "feeling", "thinking"}
    assert customer.takeaway == ""


def test_a_view_is_kept_under_its_name_and_what_is_unknown_in_it_is_passed_over(project, journey):
    shows = Shows(kinds=("pain",), stale_only=True)
    project.run("Save", save_view, journey, "Pains", Shows())
    number = project.run("Save", save_view, journey, "Pains", shows)
    assert project.read(saved_views, journey) == [(number, "Pains", shows)]
    assert from_data({**as_data(shows), "from_the_future": 3, "stage_id": "x"}) == shows
    project.run("Delete", delete_view, number)
    assert project.read(saved_views, journey) == []
    with pytest.raises(UserError, match="name"):
        project.run("Save", save_view, journey, "  ", shows)


def test_a_search_finds_words_of_cards_and_names_in_reading_order(project, journey):
    shown_map = the_map(project, journey)
    found = list(found_in(shown_map, "TENANTS"))
    texts = [next(c.text for c in shown_map.cards if c.id == n) for n in found]
    assert texts[0] == "Asks when somebody comes; tells the tenants"
    assert all("tenants" in t for t in texts)
    assert found_in(shown_map, "emergency call")
    assert {
        next(c.step_id for c in shown_map.cards if c.id == n) for n in found_in(shown_map, "gets the invoice")
    } == {shown_map.steps[-1].id}
    assert found_in(shown_map, "  ") == found_in(shown_map, "no such words") == {}


def test_coverage_counts_the_steps_that_say_something_lane_by_lane(project, journey):
    shown_map = the_map(project, journey)
    rows = {row.kind: row for row in coverage(shown_map)}
    assert set(rows) == {one.kind for one in shown_map.lanes} - {"line_of_visibility"}
    assert (rows["thinking"].filled, rows["thinking"].steps, rows["thinking"].percent) == (5, 8, 62.5)
    assert (rows["feeling"].filled, rows["behind"].stale) == (8, 2)
    step = next(c.step_id for c in shown_map.cards if c.lane_id == lane(shown_map, "thinking"))
    free = next(s.id for s in shown_map.steps if s.id != step and not texts_of(shown_map, s.id, "thinking"))
    project.run("Add", actions.add_card, free, lane(shown_map, "thinking"), "  ")
    assert {r.kind: r for r in coverage(the_map(project, journey))}["thinking"].filled == 5


def texts_of(shown_map, step_id, kind):
    return [c.text for c in shown_map.cards if (c.step_id, c.lane_id) == (step_id, lane(shown_map, kind))]


def test_cut_and_pasted_cards_keep_their_colour_and_take_its_meaning_to_another_map(project, journey):
    card = next(c for c in the_map(project, journey).cards if c.text)
    project.run(
        "Mark",
        details.mark_cards,
        [card.id],
        project.run("Add", details.add_mark, journey, "Quick win", "series_3"),
    )
    held = project.read(several.copy_cards, [card.id])
    assert unpacked(packed(held, "a"), "a") == held
    project.run("Cut", several.delete_cards, [card.id])
    made = project.run("Paste", several.paste, card.step_id, card.lane_id, unpacked(packed(held, "a"), "b"))
    here = the_map(project, journey)
    (again,) = [c for c in here.cards if c.id in made.cards]
    assert [m.name for m in here.marks if m.id == again.mark_id] == ["Quick win"]
    other = project.run("Copy", document.copy, journey, "Other", "to_be")
    project.run("Forget", details.delete_mark, the_map(project, other).marks[-1].id)
    there = the_map(project, other)
    before = len(there.marks)
    project.run("Paste", several.paste, there.steps[0].id, lane(there, "pain"), [held[0], held[0]])
    after = the_map(project, other)
    assert [(m.name, m.colour) for m in after.marks[before:]] == [("Quick win", "series_3")]
    assert sum(c.mark_id == after.marks[-1].id for c in after.cards) == 2
