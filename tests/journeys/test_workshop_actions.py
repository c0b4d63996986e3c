"""What a room does with a map, without a window: notes, dots, parking lot, photographs, locks, and votes that become work."""

import json
from datetime import date

import pytest
from sqlalchemy import select

from cxdesk.errors import UserError
from cxdesk.journeys import actions, details, workshop
from cxdesk.journeys.capture import Note, Place, names_of, notes_of
from cxdesk.journeys.capture_lines import capture_lines
from cxdesk.journeys.model import Card
from cxdesk.journeys.whole_map import map_of
from cxdesk.people.queries import person_rows
from cxdesk.planning.model import Action, Evidence, Issue
from cxdesk.planning.workshop_results import Chosen, results, turn_into_work
from cxdesk.project import Project
from exports.journey.numbered import numbered
from tests.journeys.journey_examples import fill
from ui.cli import _run

TODAY = date(2026, 5, 20)


@pytest.fixture
def project(new_file):
    opened = Project.open(new_file)
    opened.run("Fill", fill)
    yield opened
    opened.close()


def shown(project):
    return project.read(map_of, 1, {}, TODAY)


def cards_of(project, kind):
    journey = shown(project)
    lane = next(x for x in journey.lanes if x.kind == kind)
    return [c for c in journey.cards if c.lane_id == lane.id]


def test_many_lines_become_cards_in_one_undo_step(project):
    journey = shown(project)
    text = "\n".join(f"Note {n} #waiting @opp" for n in range(40))
    notes, _place = notes_of(text, names_of(journey, "en"), Place())
    project.run("Add cards", workshop.capture, notes)
    assert len(shown(project).cards) == len(journey.cards) + 40
    project.undo()
    assert shown(project).cards == journey.cards


def test_a_second_vote_does_not_write_over_the_first(project):
    first, second = cards_of(project, "opportunity")[:2]
    project.run("v", workshop.set_votes, first.id, "", 3)
    project.run("v", workshop.set_votes, first.id, "After lunch", 1)
    project.run("v", workshop.set_votes, second.id, "After lunch", 1)
    assert project.read(workshop.ballots, 1) == ["", "After lunch"]
    assert [(r.card_id, r.votes) for r in project.read(workshop.vote_rows, 1, "")] == [(first.id, 3)]
    rows = project.read(workshop.vote_rows, 1, "After lunch")
    assert [(r.place, r.tied) for r in rows] == [(1, True), (1, True)]


def test_dots_are_given_and_taken_never_below_none_and_undone(project):
    card = cards_of(project, "opportunity")[0]
    assert [project.run("d", workshop.add_dots, card.id, "", by) for by in (1, 1, -1, -1, -1)] == [
        1,
        2,
        1,
        0,
        0,
    ]
    feeling = cards_of(project, "feeling")[0]
    with pytest.raises(UserError, match="feeling gets no dots"):
        project.run("d", workshop.add_dots, feeling.id, "", 1)
    project.undo()
    assert project.read(workshop.votes_in, [card.id], "") == {card.id: 1}


def test_the_parking_lot_gives_its_notes_to_the_map_in_one_step(project):
    note = project.run("p", workshop.park, 1, "  Who pays the sign? ")
    step, lane = shown(project).steps[2].id, cards_of(project, "pain")[0].lane_id
    made = project.run("b", workshop.bring_in, note, Note(step, lane, "Who pays the sign?"))
    assert project.read(workshop.parked_rows, 1) == []
    assert next(c for c in shown(project).cards if c.id == made).text == "Who pays the sign?"
    project.undo()
    assert [r.text for r in project.read(workshop.parked_rows, 1)] == ["Who pays the sign?"]


def test_a_photograph_is_pinned_and_taken_away_and_undone(project):
    photo = project.run("pin", workshop.pin_photo, 1, b"bytes", "image/png", "Wall")
    project.run("unpin", workshop.unpin_photo, photo)
    assert project.read(workshop.photo_rows, 1) == []
    project.undo()
    assert [p.caption for p in project.read(workshop.photo_rows, 1)] == ["Wall"]


@pytest.mark.parametrize("kind", ["stage", "lane"])
def test_what_is_locked_keeps_its_cards_from_every_change(project, kind):
    card = cards_of(project, "opportunity")[0]
    other = cards_of(project, "does")[-1]
    stage = next(s for s in shown(project).stages if card.step_id in [x.id for x in s.steps])
    project.run("lock", details.lock, kind, stage.id if kind == "stage" else card.lane_id, True)
    before = shown(project)
    for action, *args in (
        (workshop.capture, [Note(card.step_id, card.lane_id, "new")]),
        (actions.set_text, card.id, "other"),
        (actions.set_grade, card.id, "measured"),
        (actions.set_moment_of_truth, card.id, True),
        (actions.link_touch_point, card.id, None),
        (actions.move_card, card.id, other.step_id, other.lane_id),
        (actions.move_card, other.id, card.step_id, card.lane_id),
        (actions.delete_card, card.id),
        (details.set_source, card.id, "me"),
        (details.set_quotation, card.id, "said"),
        (actions.delete_stage, stage.id) if kind == "stage" else (actions.delete_lane, card.lane_id),
        *([(actions.delete_step, card.step_id)] if kind == "stage" else []),
    ):
        with pytest.raises(UserError, match="locked"):
            project.run("x", action, *args)
    assert shown(project) == before
    project.run("dots", workshop.add_dots, card.id, "", 1)  # a vote changes no card


def test_the_desk_is_kept_outside_undo_and_survives_what_was_written_by_others(project):
    project.run("keep", workshop.keep_desk, 1, workshop.Desk(draft="half a li", people=12))
    assert project.undo_label != "keep"
    assert project.read(workshop.desk, 1) == workshop.Desk(draft="half a li", people=12)
    from cxdesk.storage.facts import set_fact

    project.run("broken", set_fact, "workshop-1", '{"people": "many", "notes": "n", "x": 1}')
    assert project.read(workshop.desk, 1) == workshop.Desk(notes="n")
    project.run("broken", set_fact, "workshop-1", "[")
    assert project.read(workshop.desk, 1) == workshop.Desk()


def test_the_top_votes_become_issues_and_actions_with_owners_and_days_in_one_step(project):
    cards = cards_of(project, "opportunity")
    project.run("v", workshop.set_many_votes, {cards[0].id: 9, cards[1].id: 12, cards[2].id: 9}, "")
    rows = project.read(results, 1, "", 2)
    assert [(r.votes, r.place, r.tied, r.proposed) for r in rows] == [
        (12, 1, False, True), (9, 2, True, True), (9, 2, True, True),
    ]  # fmt: skip
    chosen = [
        Chosen(rows[0].card_id, "Text a name", "Mira", date(2026, 7, 1), "Send the text"),
        Chosen(rows[1].card_id, "Second dispatcher"),
    ]
    made = project.run("Turn votes into work", turn_into_work, "", chosen, TODAY)
    assert (len(made.issues), len(made.actions)) == (2, 1)
    issue, action, evidence = project.read(_made)
    point = next(
        c.touch_point_id for c in shown(project).cards if c.step_id == cards[1].step_id and c.touch_point_id
    )
    assert (issue.title, issue.kind, issue.touch_point_id) == ("Text a name", "opportunity", point)
    assert (action.title, action.due_on) == ("Send the text", date(2026, 7, 1))
    assert evidence.quotation.startswith("12 votes in the workshop: ")
    assert evidence.source == "Repair after a breakdown, Hears when we come"
    assert [p.name for p in project.read(person_rows)][-1:] == ["Mira"]
    project.undo()
    assert project.read(lambda s: s.scalars(select(Issue)).all()) == []


def test_nothing_chosen_is_said(project):
    with pytest.raises(UserError, match="Nothing is chosen"):
        project.run("x", turn_into_work, "", [])


def test_lines_and_votes_on_the_command_line(project, capsys):
    path = project.path
    card = cards_of(project, "opportunity")[0]
    project.run("v", workshop.set_votes, card.id, "", 4)
    project.close()
    where = ["--journey", "Repair after a breakdown"]
    assert _run(["journey", "capture", str(path), "Poster #waiting @opp", "Van stock", *where]) == 0
    assert "2 cards added." in capsys.readouterr().out
    assert _run(["journey", "capture", str(path), "Poster @nowhere", *where]) == 1
    assert "There is no lane “nowhere”" in capsys.readouterr().err
    assert _run(["journey", "votes", str(path), *where]) == 0
    assert "Second dispatcher at peak hours" in capsys.readouterr().out
    assert _run(["journey", "votes", str(path), *where, "--json"]) == 0
    assert '"votes": 4' in capsys.readouterr().out


def test_a_step_or_stage_that_is_not_there_is_made_on_the_command_line_and_said(project, capsys):
    path, where = project.path, ["--journey", "Repair after a breakdown"]
    before = shown(project)
    here = next(s for s in before.stages if s.name == "Waiting")
    project.close()
    lines = ["Van stock #waiting @opp", "Poster #back-at-work @opp", "Second one #back-at-work"]
    assert _run(["journey", "capture", str(path), *lines, *where]) == 0
    said = capsys.readouterr().out
    assert said.splitlines() == [
        "“Back at work” was not on the map: it is a new step of “Waiting”.",
        "3 cards added.",
    ]
    after = ["journey", "capture", str(path), "Review #aftercare @opp", *where, "--new", "stage", "--json"]
    assert _run(after) == 0
    assert json.loads(capsys.readouterr().out)["places_made"] == [
        {"kind": "stage", "name": "Aftercare", "stage": ""}
    ]
    opened = Project.open(path)
    stages = shown(opened).stages
    opened.close()
    steps = [step.name for step in next(s for s in stages if s.id == here.id).steps]
    old = [step.name for step in here.steps]
    assert steps == [old[0], "Back at work", *old[1:]]
    assert (stages[-1].name, [s.name for s in stages[-1].steps]) == ("Aftercare", ["Aftercare"])


def test_a_wrong_line_keeps_the_places_of_the_lines_before_it_away(project):
    before = shown(project)
    with pytest.raises(UserError, match="Line 2: There is no lane “nowhere”"):
        project.run("x", capture_lines, 1, ["A #new-one @opp", "B @nowhere"], "en")
    assert shown(project).stages == before.stages
    with pytest.raises(UserError, match="There is no stage or step"):
        project.run("x", capture_lines, 1, ["A #--- @opp"], "en")
    assert shown(project).stages == before.stages


def test_counts_from_voting_sheets_are_written_down_by_the_numbers_on_them(project, capsys):
    path, where = project.path, ["--journey", "Repair after a breakdown"]
    sheets = {one.words: one.number for one in numbered(shown(project), "en")}
    project.close()
    van, text = (
        sheets["Van stock for the ten most used parts"],
        sheets["Text with the fitter’s name and time"],
    )
    counts = ["--count", f"{van}=12", "--count", f"{text} = 9"]
    assert _run(["journey", "votes", str(path), *where, "--vote", "Paper", *counts, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [(c["text"][:4], c["votes"]) for c in said["cards"]] == [("Van ", 12), ("Text", 9)]
    assert said["votes_held"] == ["Paper"]
    for wrong, told in (
        ("41", "is no count"),
        ("900=1", "no card with the number 900"),
        (f"{van}=99999", "9,999"),
    ):
        assert _run(["journey", "votes", str(path), *where, "--count", wrong]) == 1
        assert told in capsys.readouterr().err
    assert _run(["journey", "votes", str(path), *where]) == 0
    assert "12" in capsys.readouterr().out


def _made(session):
    issue = session.scalars(select(Issue).order_by(Issue.id)).first()
    action = session.scalars(select(Action)).one()
    evidence = session.scalars(select(Evidence).where(Evidence.issue_id == issue.id)).first()
    session.expunge_all()
    return issue, action, evidence


def test_no_card_is_half_made_when_one_of_many_may_not_be(project):
    journey = shown(project)
    lane = cards_of(project, "pain")[0].lane_id
    feeling = cards_of(project, "feeling")[0]
    notes = [Note(journey.steps[0].id, lane, "one"), Note(feeling.step_id, feeling.lane_id, "", 2.0)]
    with pytest.raises(UserError, match="has a feeling already"):
        project.run("Add cards", workshop.capture, notes)
    assert project.read(lambda s: s.scalars(select(Card).where(Card.text == "one")).all()) == []


def test_the_package_for_somebody_from_outside_holds_nothing_of_the_desk(project, tmp_path):
    from exports.package import write_package

    project.run("keep", workshop.keep_desk, 1, workshop.Desk(private="between us", draft="half"))
    project.close()
    write_package(project.path, tmp_path / "out.cxdesk")
    packed = Project.open(tmp_path / "out.cxdesk")
    try:
        assert packed.read(workshop.desk, 1) == workshop.Desk()
    finally:
        packed.close()
