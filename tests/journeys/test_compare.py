"""Snapshots, and two maps beside each other: missing, extra, another order, another channel."""

import copy
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from cxdesk.errors import UserError
from cxdesk.journeys import actions, snapshots
from cxdesk.journeys.change_words import change_cells, side_words
from cxdesk.journeys.compare import Change, Comparison, compare
from cxdesk.journeys.formats import document
from cxdesk.journeys.understanding import understanding
from cxdesk.journeys.whole_map import map_of
from cxdesk.personas import actions as personas
from cxdesk.planning.account_sheets import SheetFrame
from cxdesk.planning.customer_plan import Brand
from cxdesk.planning.studio_sheets import ChangesSheet, Side
from cxdesk.project import Project
from cxdesk.touchpoints import actions as touch_points
from exports.pdf.journey_changes import render

TODAY = date(2026, 11, 26)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    opened = Project.create(tmp_path / "a.cxdesk")
    yield opened
    opened.close()


def draw(session: Any) -> int:
    journey = actions.create(session, "Repair", today=TODAY)
    lanes = {lane.kind: lane.id for lane in map_of(session, journey, {}, TODAY).lanes}
    phone = touch_points.add(session, "Call centre", "phone")
    for stage in ("Report", "Wait", "Repair"):
        number = actions.add_stage(session, journey, stage)
        for part in ("first", "second"):
            step = actions.add_step(session, number, f"{stage} {part}")
            actions.add_card(session, step, lanes["does"], f"Does {stage} {part}")
            actions.add_card(session, step, lanes["feeling"], feeling=1)
        actions.add_card(session, step, lanes["touch_point"], touch_point_id=phone)
    return journey


def compared(project: Project, journey: int, snapshot: int) -> Comparison:
    before = project.read(snapshots.snapshot_document, snapshot)
    return compare(before, project.read(document.document_of, journey))


def test_a_snapshot_stays_as_it_was_and_tells_what_changed_since(project: Project) -> None:
    journey = project.run("Draw", draw)
    taken = project.run("Keep", snapshots.take, journey, "Autumn 2025", datetime(2025, 10, 1, 9))
    assert compared(project, journey, taken) == Comparison((), 15)
    seen = project.read(map_of, journey, {}, TODAY)
    first, second, third = seen.steps[:3]
    project.run("Rename", actions.rename_step, first.id, "Call at night")
    project.run("Move", actions.move_step, third.id, seen.stages[0].id, 0)
    project.run("Delete", actions.delete_step, second.id)
    feeling = next(c for c in seen.cards if c.feeling is not None and c.step_id == first.id)
    project.run("Feel", actions.set_feeling, feeling.id, -4)
    found = compared(project, journey, taken)
    kinds = [(c.what, c.kind) for c in found.changes]
    assert {("step", kind) for kind in ("text", "order", "stage", "missing")} <= set(kinds)
    assert found.count("missing", "card") == 3
    told = next(c for c in found.changes if c.kind == "feeling")
    assert (told.before, told.after) == ("1", "-4")
    assert project.read(snapshots.snapshot_document, taken)["stages"][0]["steps"][0]["name"] == "Report first"


def test_planned_and_actual_differ_in_steps_order_and_channel(project: Project) -> None:
    planned = project.run("Draw", draw)
    actual = project.run("Copy", document.copy, planned, "As it went", "actual")
    seen = project.read(map_of, actual, {}, TODAY)
    shop = project.run("Add", touch_points.add, "Front desk", "visit")
    point = next(c for c in seen.cards if c.touch_point_id)
    project.run("Link", actions.link_touch_point, point.id, shop)
    project.run("Add", actions.add_step, seen.stages[1].id, "Call again", 0)
    project.run("Move", actions.move_stage, seen.stages[2].id, 0)
    before, after = (project.read(document.document_of, number) for number in (planned, actual))
    found = compare(before, after)
    channel = next(c for c in found.changes if c.kind == "channel")
    assert (channel.before, channel.after) == ("phone", "visit")
    assert [c.after for c in found.changes if (c.what, c.kind) == ("step", "extra")] == ["Call again"]
    assert found.count("order", "step") == 2
    assert found.count("missing") == 0


def test_two_maps_drawn_apart_are_matched_by_their_words() -> None:
    first = small("Repair", ["Report the fault", "Wait for the visit"], ["Calls us"])
    second = small("Repair now", ["report the fault ", "Waits for the visit", "Pays"], ["calls  us"])
    found = compare(first, second)
    assert [(c.what, c.kind, c.after) for c in found.changes] == [
        ("step", "text", "Waits for the visit"),
        ("step", "extra", "Pays"),
    ]


@given(st.permutations(range(7)))
def test_as_few_steps_as_can_be_count_as_moved(order: list[int]) -> None:
    names = [f"{letter * 6}" for letter in "abcdefg"]
    found = compare(small("A", names, []), small("B", [names[n] for n in order], []))
    moved = found.count("order", "step")
    longest = max(
        (len(run) for run in runs(order)),
    )
    assert moved == len(names) - longest


def runs(order: list[int]) -> list[list[int]]:
    """Every rising run of a short list, by trying all of them."""
    found: list[list[int]] = [[]]
    for place in order:
        found += [[*run, place] for run in found if not run or run[-1] < place]
    return found


def test_the_same_name_for_a_snapshot_is_refused_and_it_comes_back_as_a_map(project: Project) -> None:
    journey = project.run("Draw", draw)
    taken = project.run("Keep", snapshots.take, journey, "Before")
    with pytest.raises(UserError, match="already"):
        project.run("Keep", snapshots.take, journey, "Before")
    project.run("Delete", actions.delete_stage, project.read(map_of, journey, {}, TODAY).stages[0].id)
    back = project.run("Back", snapshots.bring_back, taken, "Repair as it was")
    seen = project.read(map_of, back, {}, TODAY)
    assert (seen.name, len(seen.steps), len(seen.cards)) == ("Repair as it was", 6, 15)


def test_the_share_of_cards_that_are_measured_is_kept_with_each_snapshot(project: Project) -> None:
    journey = project.run("Draw", draw)
    project.run("Keep", snapshots.take, journey, "One", datetime(2025, 1, 1))
    cards = project.read(map_of, journey, {}, TODAY).cards
    for card in cards[:5]:
        project.run("Grade", actions.set_grade, card.id, "measured")
    project.run("Keep", snapshots.take, journey, "Two", datetime(2026, 1, 1))
    rows = project.read(snapshots.snapshot_rows, journey)
    assert [(r.name, r.grades["measured"], r.cards) for r in rows] == [("One", 0, 15), ("Two", 5, 15)]


def test_understanding_names_what_was_never_drawn_and_how_old_the_rest_is(project: Project) -> None:
    journey = project.run("Draw", draw)
    made = project.run("Add", personas.create, "Building manager")
    project.run("Check", personas.check, made, date(2024, 11, 26))
    seen = project.read(understanding, TODAY)
    assert [(t.months, t.stale) for t in seen.characterised.things] == [(24, True)]
    assert seen.empathised.gaps == ("Building manager",)
    project.run("For", actions.change, journey, persona="Building manager")
    assert project.read(understanding, TODAY).empathised.gaps == ()
    assert (seen.steps, seen.observed, seen.grades["opinion"]) == (6, 0, 15)


def small(name: str, steps: list[str], texts: list[str]) -> dict[str, Any]:
    stage = {"id": 1, "name": "Only", "steps": [{"id": n, "name": s} for n, s in enumerate(steps, 1)]}
    cards = [{"id": n, "step": 1, "lane": 1, "text": text} for n, text in enumerate(texts, 1)]
    made = {"name": name, "stages": [stage], "lanes": [{"id": 1, "kind": "does"}], "cards": cards}
    return copy.deepcopy({"id": name, **made})


def test_a_card_that_says_more_than_before_is_said_otherwise_and_a_bead_that_moved_is_one() -> None:
    before = small("As it is", ["Calls", "Waits"], ["Nobody calls back to say when", "x"])
    after = small(
        "As it should be", ["Calls", "Waits"], ["Nobody calls back to say when, but once a day", "x"]
    )
    for one, felt in ((before, -3.0), (after, 2.0)):
        one["lanes"].append({"id": 90, "kind": "feeling"})
        one["cards"].append({"id": 900 + len(one["name"]), "step": 1, "lane": 90, "feeling": felt})
    for card in after["cards"]:
        card["id"] += 100
    found = compare(before, after)
    assert [(c.kind, c.before, c.after) for c in found.changes if c.kind == "feeling"] == [
        ("feeling", "-3", "2")
    ]
    assert {c.kind for c in found.changes} == {"feeling", "text"}
    rows = [change_cells(c, "fa") for c in found.changes]
    assert ("بد", "خوب") in [row[3:] for row in rows]
    assert all("2" not in cell for row in rows for cell in row)


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("-3.1", "1.9", ("very bad", "good")),
        ("1.1", "1.9", ("good (1.1)", "good (1.9)")),
        ("2", "", ("good", "–")),
    ],
)
def test_feelings_are_told_in_words_and_by_number_only_where_the_words_are_alike(before, after, shown):
    change = Change("card", "feeling", "Waiting", before, after, "feeling", (1, 2), "")
    assert change_cells(change, "en")[3:] == shown


def test_a_persian_side_says_name_before_day_inside_of_another_sentence():
    for on in (None, datetime(2026, 5, 1)):
        told = side_words("تعمیر", "as_is", on, "fa")
        # Nothing but isolated words would make the whole run from the left where it is put in.
        assert told.startswith("\u200f")
    assert side_words("Repair", "as_is", None, "en") == "Repair, as it is now"


def test_the_foot_of_the_printed_list_never_stands_on_a_page_alone() -> None:
    frame = SheetFrame("hu", Brand("Alder Lifts"), None, None, date(2026, 3, 27))
    sides = Side("Repair", "as_is", datetime(2026, 3, 27)), Side("Repair", "as_is", datetime(2026, 4, 1))
    alone = 0
    for count in range(14, 22):
        changes = tuple(
            Change("card", "text", f"Place {n:02}", "Old", "New", "does", (1, n), "") for n in range(count)
        )
        sheet = ChangesSheet(frame, *sides, Comparison(changes, 3))
        pages = [page.extract_text() for page in PdfReader(BytesIO(render(sheet).pdf)).pages]
        assert f"Place {count - 1:02}" in pages[-1], count
        alone += len(pages) == 2 and f"Place {count - 2:02}" in pages[0]
        # A day in Hungarian ends in a stop of its own.
        assert ".." not in pages[0]
    assert alone  # the case itself is among them
