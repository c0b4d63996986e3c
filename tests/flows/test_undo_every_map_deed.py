"""Every deed on a map, in the room and among the touch points once, in a row: undone one by one, redone, undone again."""

import inspect
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from cxdesk.journeys import details, snapshots, templates
from cxdesk.journeys.capture import Note
from cxdesk.journeys.formats import document
from cxdesk.journeys.model import CardMark, StepLink
from cxdesk.journeys.rearrange import Move
from cxdesk.journeys.several import PastedCard
from cxdesk.journeys.views import Shows
from cxdesk.journeys.whole_map import map_of
from cxdesk.personas import actions as personas
from cxdesk.project import Project
from cxdesk.touchpoints import actions as points
from cxdesk.touchpoints import roles
from tests.flows.test_undo_every_action import dump
from tests.journeys.journey_examples import TODAY, fill
from ui.bridge import Bridge
from ui.journeys.deeds import CardDeeds, MapDeeds
from ui.journeys.facts import FactDeeds
from ui.journeys.many import ManyDeeds
from ui.journeys.moving import Spot
from ui.journeys.workshop_deeds import WorkshopDeeds

# What only reads, and the leader's desk, which is kept beside the design.
NO_STEP = {"ManyDeeds.copied", "ManyDeeds.steps_needed", "ManyDeeds.project_name", "WorkshopDeeds.keep"}
KINDS = (MapDeeds, CardDeeds, FactDeeds, ManyDeeds, WorkshopDeeds)
MOMENT = datetime(2026, 11, 26, 14, 30)


@pytest.fixture
def room(qapp: Any, new_file: Path) -> Iterator[Any]:
    """The deeds of a window on a file with one map, and the file."""

    def fails(error: BaseException) -> None:
        raise error

    bridge = Bridge(fails)
    assert bridge.open(new_file)
    project = bridge.project
    assert project is not None
    journey = project.run("Fill", fill)
    made: dict[str, Any] = {kind.__name__: kind(bridge, lambda _told: None) for kind in KINDS[:4]}
    made["WorkshopDeeds"] = WorkshopDeeds(bridge, journey)
    yield SimpleNamespace(project=project, bridge=bridge, journey=journey, deeds=made)
    bridge.close()
    bridge.deleteLater()


def steps_of(room: Any) -> list[tuple[str, Callable[[], Any]]]:
    """Every deed by its name, each with what it is done to; later ones use what earlier ones made."""
    at, project = room.deeds, room.project
    shown = project.read(map_of, room.journey, {}, TODAY)
    stages, steps = [s.id for s in shown.stages], [s.id for s in shown.steps]
    lanes = {lane.kind: lane.id for lane in shown.lanes}
    does = [c.id for c in shown.cards if c.lane_id == lanes["does"]]
    bead = next(c.id for c in shown.cards if c.lane_id == lanes["feeling"])
    point = next(c.touch_point_id for c in shown.cards if c.touch_point_id)
    kept: dict[str, Any] = {}

    def keep(name: str, made: Any) -> None:
        assert made
        kept[name] = made

    def only(table: Any) -> int:
        return int(project.read(lambda session: session.scalars(select(table.id)).all()[-1]))

    m, c, f, n, w = (at[kind.__name__] for kind in KINDS)
    first, second = does[0], does[1]
    free = next(s for s in steps if s not in {x.step_id for x in shown.cards if x.lane_id == lanes["pain"]})
    return [
        ("MapDeeds.create", lambda: m.create("Another")),
        ("MapDeeds.rename", lambda: m.rename("journey", room.journey, "Repair of lifts")),
        ("MapDeeds.set_duration", lambda: m.set_duration(stages[0], "3 days")),
        ("MapDeeds.focus", lambda: m.focus(room.journey, stages[0])),
        ("MapDeeds.describe", lambda: m.describe(room.journey, "takeaway", "Answer")),
        ("MapDeeds.set_state", lambda: m.set_state(room.journey, "to_be")),
        ("MapDeeds.add_stage", lambda: keep("stage", m.add_stage(room.journey, 1))),
        ("MapDeeds.add_step", lambda: keep("step", m.add_step(stages[0], 0))),
        ("MapDeeds.add_lane", lambda: keep("lane", m.add_lane(room.journey, "systems", True))),
        ("MapDeeds.move", lambda: m.move("lane", kept["lane"], 0)),
        ("MapDeeds.move", lambda: m.move("step", steps[1], 0, stages[-1])),
        ("MapDeeds.move", lambda: m.move("stage", stages[0], 2)),
        ("MapDeeds.set_internal", lambda: m.set_internal(lanes["does"], True)),
        ("CardDeeds.add", lambda: keep("card", c.add(free, lanes["pain"], "pain"))),
        ("CardDeeds.write", lambda: c.write(kept["card"], "Nobody rings")),
        ("CardDeeds.grade", lambda: c.grade(first, "some")),
        ("CardDeeds.feel", lambda: c.feel(bead, -4.5)),
        ("CardDeeds.moment_of_truth", lambda: c.moment_of_truth(kept["card"], True)),
        ("CardDeeds.link", lambda: c.link(second, point)),
        ("CardDeeds.checked", lambda: c.checked(first, date(2026, 11, 1))),
        ("CardDeeds.move", lambda: c.move(first, steps[-1], lanes["thinking"], 0)),
        ("FactDeeds.source", lambda: f.source(second, "talks", 4, TODAY)),
        ("FactDeeds.quotation", lambda: f.quotation(second, "Ring me", "caller")),
        ("FactDeeds.picture", lambda: f.picture(second, b"picture", "image/png")),
        ("FactDeeds.checked", lambda: f.checked(second, TODAY)),
        ("FactDeeds.step_checked", lambda: f.step_checked(steps[0], TODAY)),
        ("FactDeeds.map_checked", lambda: f.map_checked(room.journey, TODAY)),
        ("FactDeeds.function", lambda: f.function(steps[0], "Dispatch")),
        (
            "FactDeeds.inner",
            lambda: f.inner(steps[0], project.read(lambda s: max(s.scalars(select(details.Journey.id))))),
        ),
        ("FactDeeds.score", lambda: f.score(steps[0], "customer_score", 9.0)),
        ("FactDeeds.whose", lambda: f.whose(lanes["feeling"], "callers")),
        ("FactDeeds.link", lambda: f.link(steps[0], steps[2], "branch", "if")),
        ("FactDeeds.unlink", lambda: f.unlink(only(StepLink))),
        ("FactDeeds.loop", lambda: f.loop(room.journey, True)),
        ("FactDeeds.belongs_to", lambda: f.belongs_to(room.journey, None, "Hotels")),
        ("persona", lambda: keep("persona", room.bridge.run("New", personas.create, "Mira"))),
        ("FactDeeds.is_for", lambda: f.is_for(room.journey, kept["persona"])),
        ("FactDeeds.ours", lambda: f.ours(room.journey, "Our night shift")),
        ("FactDeeds.add_mark", lambda: keep("mark", f.add_mark(room.journey, "cost", "series_2"))),
        ("FactDeeds.change_mark", lambda: f.change_mark(kept["mark"], "money", "series_4")),
        ("ManyDeeds.mark", lambda: n.mark([second, kept["card"]], kept["mark"])),
        ("FactDeeds.delete_mark", lambda: f.delete_mark(only(CardMark))),
        ("FactDeeds.comment", lambda: keep("said", f.comment(room.journey, "Why?", "me", second))),
        ("FactDeeds.settle", lambda: f.settle(kept["said"], True)),
        ("FactDeeds.delete_comment", lambda: f.delete_comment(kept["said"])),
        (
            "FactDeeds.save_view",
            lambda: keep("view", f.save_view(room.journey, "Mine", Shows(stale_only=True))),
        ),
        ("FactDeeds.delete_view", lambda: f.delete_view(kept["view"])),
        ("ManyDeeds.move", lambda: n.move([Move(second, steps[0], lanes["pain"], 0)])),
        ("ManyDeeds.grade", lambda: n.grade([second, kept["card"]], "some")),
        ("ManyDeeds.checked", lambda: n.checked([second, kept["card"]], None)),
        ("ManyDeeds.line_up", lambda: n.line_up([second, kept["card"]], lane_id=lanes["opportunity"])),
        ("ManyDeeds.paste", lambda: n.paste(steps[-1], lanes["pain"], [PastedCard(3, 0, "far"), PastedCard(0, 1, "a", mark="x")])),
        ("ManyDeeds.delete", lambda: n.delete([second])),
        ("WorkshopDeeds.capture", lambda: keep("notes", w.capture([Note(steps[0], lanes["pain"], "Rain")]))),
        ("WorkshopDeeds.add_step", lambda: w.add_step(stages[0], "Queue", 0)),
        ("WorkshopDeeds.add_stage", lambda: w.add_stage("After")),
        ("WorkshopDeeds.write", lambda: w.write(kept["notes"][0], "Much rain")),
        ("WorkshopDeeds.move", lambda: w.move(kept["notes"][0], Spot(steps[2], lanes["opportunity"], 0))),
        ("WorkshopDeeds.dots", lambda: w.dots(kept["notes"][0], 3)),
        ("WorkshopDeeds.count", lambda: w.count({kept["notes"][0]: 7})),
        ("WorkshopDeeds.park", lambda: keep("parked", w.park("Who pays?"))),
        (
            "WorkshopDeeds.bring_in",
            lambda: w.bring_in(kept["parked"], Note(steps[0], lanes["pain"], "Who pays?")),
        ),
        ("WorkshopDeeds.park", lambda: keep("parked", w.park("Who else?"))),
        ("WorkshopDeeds.unpark", lambda: w.unpark(kept["parked"])),
        ("WorkshopDeeds.pin", lambda: keep("photo", w.pin(b"wall", "image/png", "Left"))),
        ("WorkshopDeeds.unpin", lambda: w.unpin(kept["photo"])),
        ("WorkshopDeeds.delete", lambda: w.delete(kept["notes"][0])),
        ("snapshot", lambda: keep("taken", room.bridge.run("Keep", snapshots.take, room.journey, "Then", MOMENT))),
        ("bring back", lambda: room.bridge.run("Back", snapshots.bring_back, kept["taken"], "As it was")),
        ("snapshot gone", lambda: room.bridge.run("Gone", lambda s: snapshots.delete(s, kept["taken"]))),
        ("copy", lambda: room.bridge.run("Copy", document.copy, room.journey, "To be", "to_be")),
        ("template", lambda: room.bridge.run("Begin", templates.begin, "complaint", "fa")),
        ("cuts", lambda: room.bridge.run("Cut", lambda s: details.set_cuts(s, room.journey, customer_cut=8.0))),
        ("raci", lambda: room.bridge.run("Parts", lambda s: roles.set_letters(s, point, "Service", "RA"))),
        ("synonyms", lambda: room.bridge.run("Names", lambda s: points.set_synonyms(s, point, ["Ring"]))),
        ("describe", lambda: room.bridge.run("Say", lambda s: points.describe(s, point, volume=900, process="partly"))),
        ("touch point gone", lambda: room.bridge.run("Gone", lambda s: points.delete(s, point))),
        ("persona gone", lambda: room.bridge.run("Gone", lambda s: personas.delete(s, kept["persona"]))),
        ("FactDeeds.lock", lambda: f.lock("stage", stages[-1], True)),
        ("WorkshopDeeds.lock", lambda: w.lock("lane", lanes["does"], True)),
        ("CardDeeds.delete", lambda: c.delete(kept["card"])),
        ("MapDeeds.delete", lambda: m.delete("stage", stages[0])),
        ("MapDeeds.delete", lambda: m.delete("journey", room.journey)),
    ]  # fmt: skip


@pytest.mark.slow
def test_every_deed_is_one_step_and_undo_and_redo_walk_over_all_of_them(room: Any) -> None:
    project: Project = room.project
    deeds = steps_of(room)
    every = {
        f"{kind.__name__}.{name}"
        for kind in KINDS
        for name, _value in inspect.getmembers(kind)
        if not name.startswith("_")
    }
    assert every - {name for name, _work in deeds} - NO_STEP == set()
    states = [dump(project)]
    for name, work in deeds:
        work()
        states.append(dump(project))
        assert states[-1] != states[-2], f"{name} changed nothing"
    for way, wanted in (("undo", states[-2::-1]), ("redo", states[1:]), ("undo", states[-2::-1])):
        for place, state in enumerate(wanted):
            assert getattr(room.bridge, way)() is not None
            assert dump(project) == state, (
                f"{way} {place}: {deeds[place if way == 'redo' else -1 - place][0]}"
            )
    room.deeds["WorkshopDeeds"].keep(notes="kept beside the design")
    assert dump(project) == states[0]
