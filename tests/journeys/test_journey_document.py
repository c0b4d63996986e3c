"""A journey as plain data: nothing is lost on the way out and back, and nothing hostile gets in."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from cxdesk.errors import UserError
from cxdesk.journeys import actions, details, layout, snapshots, workshop
from cxdesk.journeys.comments import comment_rows
from cxdesk.journeys.formats import document
from cxdesk.journeys.formats.around import missing_here
from cxdesk.journeys.formats.sound import FORMAT
from cxdesk.journeys.kinds import CURVES, LANE_KINDS, LINES
from cxdesk.journeys.model import Card, Lane
from cxdesk.journeys.queries import journey_named, journey_rows
from cxdesk.journeys.saved_views import save_view, saved_views
from cxdesk.journeys.views import Shows
from cxdesk.journeys.whole_map import map_of
from cxdesk.personas.model import Persona
from cxdesk.project import Project
from cxdesk.touchpoints import actions as touch_points

TODAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 14, 30)
CARD = {"cards": [{"id": 1, "step": 1, "lane": 1}]}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    opened = Project.create(tmp_path / "maps.cxdesk")
    yield opened
    opened.close()


def large_map(session: Any) -> int:
    """A map of 24 steps and 20 lanes of every kind with 480 cards, each with all that a card can hold."""
    point = touch_points.add(session, "Repair visit", "visit")
    journey = actions.create(session, "Repair", "Building managers", today=TODAY)
    for lane in map_of(session, journey, {}, TODAY).lanes:
        actions.delete_lane(session, lane.id)
    lanes = {kind: actions.add_lane(session, journey, kind, whose="customers") for kind in LANE_KINDS}
    mark = details.add_mark(session, journey, "cost", "series_2")
    steps = [
        actions.add_step(session, stage, f"Step {stage}-{n}")
        for stage in [actions.add_stage(session, journey, f"Stage {s}", "2 days") for s in range(6)]
        for n in range(4)
    ]
    kinds = [kind for kind in LANE_KINDS if kind not in LINES]
    for at, step in enumerate(steps):
        for kind in kinds:
            card = actions.add_card(
                session, step, lanes[kind], f"{kind} {at}: “=1+1” <b>\u200f", "some", checked_on=TODAY
            )
            details.set_source(session, card, "interviews", 7, TODAY)
            details.set_quotation(session, card, "Nobody called.", "building manager")
            details.mark_cards(session, [card], mark)
            if kind == "touch_point":
                actions.link_touch_point(session, card, point)
            if kind in CURVES:
                actions.set_feeling(session, card, -5 + at % 11)
    details.link_steps(session, steps[3], steps[9], "branch", "if the part is missing")
    details.set_step_scores(session, steps[0], customer_score=9, employee_score=8, business_score=7.5)
    return journey


def gather(session: Any) -> None:
    """Several cards in one cell, in another order than they were made in."""
    first = session.scalars(select(Card).order_by(Card.id)).first()
    cards = session.scalars(select(Card).where(Card.lane_id == first.lane_id).order_by(Card.id)).all()
    for place, card in enumerate(reversed(cards[:5])):
        card.step_id, card.position = first.step_id, place


def shown(project: Project, journey_id: int) -> list[Any]:
    """A map without its numbers: what a person sees, in order."""
    seen = project.read(map_of, journey_id, {}, TODAY)
    places = {step.id: place for place, step in enumerate(seen.steps)}
    lanes = {lane.id: place for place, lane in enumerate(seen.lanes)}
    links = [(places[k.from_step_id], places[k.to_step_id], k.kind, k.words) for k in seen.links]
    cards = [
        (places[c.step_id], lanes[c.lane_id], c.position, c.text, c.grade, c.feeling, c.touch_point, c.source,
         c.source_n, c.source_on, c.quotation, c.speaker, c.checked_on)
        for c in seen.cards
    ]  # fmt: skip
    heads = [(s.name, s.duration, [x.name for x in s.steps]) for s in seen.stages]
    kinds = [(lane.kind, lane.title, lane.whose, lane.internal) for lane in seen.lanes]
    return [seen.name, seen.persona, seen.cuts, heads, kinds, sorted(cards), links]


def test_a_map_of_480_cards_comes_back_from_json_as_it_was(large: Project) -> None:
    project, journey = large, 1
    project.run("Gather", gather)
    first = project.read(document.document_of, journey)
    assert len(first["cards"]) == 480
    seen = project.read(map_of, journey, {}, TODAY)
    assert {c["id"]: c["text"] for c in first["cards"]} == {c.id: c.text for c in seen.cards}
    assert [[x["id"] for x in s["steps"]] for s in first["stages"]] == [
        [x.id for x in s.steps] for s in seen.stages
    ]
    text = json.dumps(first, ensure_ascii=False)
    again = project.run("Read", document.create_from, json.loads(text))
    assert shown(project, again) == shown(project, journey)
    assert project.read(document.document_of, journey) == first


def test_a_copy_knows_which_card_each_was(large: Project) -> None:
    project, journey = large, 1
    first = project.read(document.document_of, journey)
    copied = project.run("Copy", document.copy, journey, "As it should be", "to_be")
    origins = [c["origin"] for c in project.read(document.document_of, copied)["cards"]]
    assert origins == [f"card {c['id']}" for c in first["cards"]]


def after_a_workshop(session: Any, journey: int) -> int:
    """Dots of two votes, two parked notes and a photograph of the wall."""
    cards = [c for c in map_of(session, journey, {}, TODAY).cards if c.feeling is None]
    workshop.set_many_votes(session, {cards[0].id: 4, cards[7].id: 9}, "")
    workshop.set_votes(session, cards[7].id, "Vote 2", 2)
    for words in ("Who pays?", "Ask the depot"):
        workshop.park(session, journey, words, NOW)
    return workshop.pin_photo(session, journey, b"the wall", "image/jpeg", "Wall, left half", NOW)


def left(project: Project, journey: int) -> tuple[Any, ...]:
    """What a workshop left on a map, by words and not by ids."""
    votes = [
        [(r.text, r.step, r.votes) for r in project.read(workshop.vote_rows, journey, name)]
        for name in project.read(workshop.ballots, journey)
    ]
    photos = [(p.picture, p.caption) for p in project.read(workshop.photo_rows, journey)]
    return votes, [n.text for n in project.read(workshop.parked_rows, journey)], photos


@pytest.mark.slow
def test_dots_parked_notes_and_photographs_come_back_from_json_and_from_a_snapshot(
    large: Project, tmp_path: Path
) -> None:
    project, journey = large, 1
    project.run("Meet", after_a_workshop, journey)
    taken = project.run("Keep", snapshots.take, journey, "After the workshop", NOW)
    before = left(project, journey)
    assert [len(part) for part in before] == [2, 2, 1]
    first = project.read(document.document_of, journey)
    again = project.run("Read", document.create_from, json.loads(json.dumps(first)))
    assert left(project, again) == before
    assert [n["made_at"] for n in project.read(document.document_of, again)["parked"]] == [
        NOW.isoformat()
    ] * 2
    given = {row["card"] for row in first["votes"]}
    project.run("Clear", workshop.set_many_votes, dict.fromkeys(given, 0), "")
    back = project.run("Bring back", snapshots.bring_back, taken, "As it was")
    assert left(project, back) == before
    # One step, one undo; a copy under another state begins without what was said of the first.
    project.undo()
    assert [row.name for row in project.read(journey_rows)] == ["Repair", "Repair"]
    copied = project.run("Copy", document.copy, journey, "As it should be", "to_be")
    assert left(project, copied) == ([], [], [])
    # Photographs stay in their file: another one takes the rest and leaves them out.
    other = Project.create(tmp_path / "other.cxdesk")
    there = other.run("Read", document.create_from, first)
    assert left(other, there) == (before[0], before[1], [])
    other.close()


def test_a_customers_copy_holds_nothing_of_the_workshop(large: Project) -> None:
    project, journey = large, 1
    project.run("Meet", after_a_workshop, journey)
    shown = layout.customer_copy(project.read(map_of, journey, {}, TODAY))
    copied = json.dumps(document.document_of_copy(shown))
    for word in ("votes", "parked", "wall", "Who pays?", "dots"):
        assert word not in copied


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"format": "another"}, "not a journey"),
        ({"version": 99}, "newer cxdesk"),
        ({"name": " "}, "no name"),
        ({"state": "maybe"}, "no state"),
        ({"cards": "many"}, "not a list"),
        ({"cards": [{"id": 1, "step": 1, "lane": 7}]}, "no step meets no lane"),
        ({"cards": [{"id": 1, "step": 1, "lane": 2}]}, "holds no cards"),
        ({"cards": [{"id": n, "step": 1, "lane": 3, "feeling": 0} for n in (1, 2)]}, "second feeling"),
        ({"cards": [{"id": 1, "step": 1, "lane": 3, "feeling": 1e300}]}, "from −5"),
        ({"cards": [{"id": 1, "step": 1, "lane": 1, "checked_on": "yesterday"}]}, "not a day"),
        ({"links": [{"from": 1, "to": 5}]}, "not in it"),
        ({"customer_cut": float("nan")}, "no number"),
        ({"votes": [{"card": 7, "vote": "", "dots": 3}]}, "a card that is not in it"),
        ({"votes": [{"card": [1], "vote": "", "dots": 3}]}, "a card that is not in it"),
        ({**CARD, "votes": [{"card": 1, "dots": -1}]}, "from 0 to 9,999"),
        ({**CARD, "votes": [{"card": 1, "dots": True}]}, "from 0 to 9,999"),
        ({**CARD, "votes": [{"card": 1, "dots": 2}, {"card": 1, "dots": 3}]}, "counted twice"),
        ({"parked": [{"text": "later", "made_at": "one day"}]}, "not a day"),
        ({"wall_photos": "all"}, "not a list"),
    ],
)
def test_what_is_no_journey_is_refused_and_nothing_is_stored(
    project: Project, change: dict[str, Any], told: str
) -> None:
    good: dict[str, Any] = {
        "format": FORMAT,
        "version": 1,
        "name": "Small",
        "stages": [{"id": 1, "name": "Only", "steps": [{"id": 1, "name": "One"}]}],
        "lanes": [
            {"id": 1, "kind": "does"},
            {"id": 2, "kind": "line_of_visibility"},
            {"id": 3, "kind": "feeling"},
        ],
        "cards": [],
    }
    with pytest.raises(UserError, match=told):
        project.run("Read", document.create_from, {**good, **change})
    assert project.read(journey_rows) == []
    project.run("Read", document.create_from, good)


def test_a_journey_never_lies_inside_itself(project: Project) -> None:
    outer, inner = (project.run("Draw", actions.create, name) for name in ("Outer", "Inner"))
    stages = [project.run("Add", actions.add_stage, number, "Stage") for number in (outer, inner)]
    steps = [project.run("Add", actions.add_step, stage, "Step") for stage in stages]
    project.run("Nest", details.set_inner_journey, steps[0], inner)
    with pytest.raises(UserError, match="inside itself"):
        project.run("Nest", details.set_inner_journey, steps[1], outer)
    with pytest.raises(UserError, match="inside itself"):
        project.run("Nest", details.set_inner_journey, steps[0], outer)


def around(session: Any) -> tuple[int, int, int]:
    """A map with a persona, a journey inside a step, two comments, and a view of a stage and a mark."""
    inner = actions.create(session, "Visit of the technician", today=TODAY)
    session.add(Persona(name="Building manager", segment="Hotels"))
    journey = actions.create(session, "Repair", today=TODAY)
    stages = [actions.add_stage(session, journey, name) for name in ("Call", "Wait")]
    step = actions.add_step(session, stages[1], "In the rain")
    details.set_inner_journey(session, step, inner)
    lane = session.scalars(select(Lane.id).where(Lane.journey_id == journey, Lane.kind == "pain")).one()
    card = actions.add_card(session, step, lane, "Nobody calls back")
    mark = details.add_mark(session, journey, "cost", "series_3")
    details.comment(session, journey, "Ask the depot", "Mira", card, NOW)
    details.settle_comment(session, details.comment(session, journey, "Whole map", "Mira", None, NOW))
    details.set_persona(session, journey, session.scalars(select(Persona.id)).one())
    save_view(session, journey, "Waiting", Shows(stage_id=stages[1], mark_ids=(mark,)))
    return journey, inner, card


def leans_on(project: Project, journey: int) -> list[Any]:
    """Persona, segment, journeys inside, comments and views, by words."""
    seen = project.read(map_of, journey, {}, TODAY)
    words = {c.id: c.text for c in seen.cards}
    stages, marks = {s.id: s.name for s in seen.stages}, {m.id: m.name for m in seen.marks}
    return [
        seen.persona_id,
        seen.segment,
        [step.inner_journey for step in seen.steps],
        [(words.get(c.card_id), c.text, c.author, c.settled) for c in project.read(comment_rows, journey)],
        [
            (name, stages[shows.stage_id], [marks[m] for m in shows.mark_ids])
            for _id, name, shows in project.read(saved_views, journey)
        ],
    ]


WAITING = ("Waiting", "Wait", ["cost"])


def test_a_copy_and_a_snapshot_keep_persona_inner_journeys_and_views(project: Project) -> None:
    journey, inner, _card = project.run("Draw", around)
    taken = project.run("Keep", snapshots.take, journey, "Before", NOW)
    before = leans_on(project, journey)
    assert before[2:] == [
        ["Visit of the technician"],
        [("Nobody calls back", "Ask the depot", "Mira", False), (None, "Whole map", "Mira", True)],
        [WAITING],
    ]
    # A journey is found by its number in its own file, whatever it is called meanwhile.
    project.run("Rename", actions.rename, inner, "The visit")
    copied = leans_on(project, project.run("Copy", document.copy, journey, "As it should be", "to_be"))
    assert copied == [before[0], "Hotels", ["The visit"], [], [WAITING]]
    back = leans_on(project, project.run("Bring back", snapshots.bring_back, taken, "As it was"))
    assert back == [before[0], "Hotels", ["The visit"], before[3], [WAITING]]


def test_in_another_file_persona_and_inner_journeys_are_found_by_name_or_said_to_be_away(
    project: Project, tmp_path: Path
) -> None:
    journey, inner, card = project.run("Draw", around)
    project.run("Picture", details.set_picture, card, b"a picture")
    before = leans_on(project, journey)
    written = [json.loads(json.dumps(project.read(document.document_of, n))) for n in (journey, inner)]
    other = Project.create(tmp_path / "other.cxdesk")
    try:
        alone = other.run("Read", document.create_from, written[0])
        assert leans_on(other, alone) == [None, "Hotels", [""], *before[3:]]
        seen = other.read(map_of, alone, {}, TODAY)
        assert (seen.persona, [c.picture for c in seen.cards]) == ("Building manager", [""])
        assert other.read(missing_here, written[:1]) == [
            "A step opens the journey “Visit of the technician”, which is not in this file: take it in too.",
            "1 photograph is only named in the file: it stayed where the map came from.",
        ]
        # Together they find each other, in whichever order they come.
        made = other.run("Read", document.create_all, written)
        assert leans_on(other, made[0])[2] == ["Visit of the technician"]
        assert len(other.read(missing_here, written)) == 1
    finally:
        other.close()


def test_two_documents_that_lie_inside_each_other_are_refused_and_none_is_stored(project: Project) -> None:
    journey, inner, _card = project.run("Draw", around)
    one, two = (json.loads(json.dumps(project.read(document.document_of, n))) for n in (journey, inner))
    step = {"id": 1, "name": "S", "inner_journey": {"name": one["name"]}}
    two["stages"] = [{"id": 1, "name": "A", "steps": [step]}]
    count = len(project.read(journey_rows))
    with pytest.raises(UserError, match="inside itself"):
        project.run("Read", document.create_all, [one, two])
    assert len(project.read(journey_rows)) == count


@pytest.mark.parametrize(
    "change",
    [
        {"comments": [{"card": 99, "text": "x", "made_at": NOW.isoformat()}]},
        {"comments": [{"card": None, "text": "x", "made_at": "yesterday"}]},
        {"comments": "x"},
        {"views": [1]},
    ],
)
def test_comments_and_views_that_no_map_can_have_are_refused(
    project: Project, change: dict[str, Any]
) -> None:
    journey, _inner, _card = project.run("Draw", around)
    good = project.read(document.document_of, journey)
    with pytest.raises(UserError):
        project.run("Read", document.create_from, {**good, **change})


def test_two_journeys_of_one_name_are_told_apart_by_number(project: Project) -> None:
    first, second = (project.run("New", actions.create, "Repair") for _n in range(2))
    with pytest.raises(
        UserError, match=rf"by its number: {first}, {second}|by its number: {first} and {second}"
    ):
        project.read(journey_named, "repair")
    assert project.read(journey_named, str(second)).id == second
    named = project.run("New", actions.create, str(first))
    assert project.read(journey_named, str(first)).id == named
