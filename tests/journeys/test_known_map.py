"""A map of which only what changed is read again is at every moment the map that is read anew."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from cxdesk.analysis.figure import Figure
from cxdesk.errors import UserError
from cxdesk.journeys import actions, details, known_map, several, templates, whole_map, workshop
from cxdesk.journeys.known_map import KnownMap
from cxdesk.journeys.model import Card, CardMark, Journey, JourneyComment, Lane, Stage, Step, StepLink
from cxdesk.journeys.queries import JourneyMap
from cxdesk.journeys.rearrange import Move
from cxdesk.journeys.whole_map import map_of
from cxdesk.people.actions import function_named
from cxdesk.people.model import BusinessFunction
from cxdesk.project import Project
from cxdesk.touchpoints import actions as touch_points
from cxdesk.touchpoints.model import TouchPoint
from tests.journeys.journey_examples import TODAY, fill

Deed = Callable[[Session, int, str], Any]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two journeys, the second from a template."""
    project = Project.create(tmp_path_factory.mktemp("known") / "a.cxdesk")
    project.run("Draw", fill)
    project.run("Begin", templates.begin, "complaint", "en")
    project.close()
    return project.path


@pytest.fixture
def project(drawn: Path, tmp_path: Path) -> Iterator[Project]:
    opened = Project.open(Path(shutil.copy(drawn, tmp_path / "a.cxdesk")))
    yield opened
    opened.close()


def nth(session: Session, table: Any, place: int) -> int:
    """One of the rows, or a number that is no row’s."""
    ids = list(session.scalars(select(table.id).order_by(table.id)))
    return ids[place % len(ids)] if ids else 0


def on(table: Any, action: Callable[..., Any]) -> Deed:
    return lambda session, n, word: action(session, nth(session, table, n), word)


def on_card(action: Callable[[Session, int], Any]) -> Deed:
    return lambda session, n, _word: action(session, nth(session, Card, n))


def on_step(action: Callable[[Session, int], Any]) -> Deed:
    return lambda session, n, _word: action(session, nth(session, Step, n))


def cell(session: Session, n: int) -> tuple[int, int]:
    """A step and a lane of words that meet."""
    lanes = list(session.scalars(select(Lane).where(Lane.kind.in_(("does", "pain", "behind", "thinking")))))
    if not lanes:
        raise NoResultFound
    lane = lanes[n % len(lanes)]
    steps = list(
        session.scalars(
            select(Step.id).join(Stage).where(Stage.journey_id == lane.journey_id).order_by(Step.id)
        )
    )
    if not steps:
        raise NoResultFound
    return steps[n % len(steps)], lane.id


def some_cards(session: Session, n: int) -> list[int]:
    return sorted({nth(session, Card, n + at) for at in (0, 3, 7)})


def carry(session: Session, n: int, word: str) -> None:
    """A card to where the next step meets a lane."""
    actions.move_card(session, nth(session, Card, n), *cell(session, n + 1))


def to_other_map(session: Session, n: int, word: str) -> None:
    """As no action does yet: a card with its votes goes over to the other map."""
    card = session.get_one(Card, nth(session, Card, n))
    lane = session.get_one(Lane, card.lane_id)
    other = session.scalars(select(Lane).where(Lane.journey_id != lane.journey_id)).first()
    if other is not None:
        stages = select(Stage.id).where(Stage.journey_id == other.journey_id)
        step = session.scalars(select(Step.id).where(Step.stage_id.in_(stages))).first()
        if step is not None:
            card.lane_id, card.step_id = other.id, step


def document_again(session: Session, n: int, word: str) -> None:
    """A second import: the same journey once more."""
    templates.begin(session, "complaint", "nl", word)


DEEDS: dict[str, Deed] = {
    "write on a card": on(Card, actions.set_text),
    "another card": lambda s, n, w: actions.add_card(s, *cell(s, n), w),
    "card goes": on_card(actions.delete_card),
    "card is carried": carry,
    "card goes to the other map": to_other_map,
    "grade": on_card(lambda s, card: actions.set_grade(s, card, "measured")),
    "feeling": on_card(lambda s, card: actions.set_feeling(s, card, card % 5 - 2.0)),
    "moment of truth": on_card(lambda s, card: actions.set_moment_of_truth(s, card, card % 2 == 0)),
    "checked": on_card(lambda s, card: actions.set_checked(s, card, date(2025, 1, 1 + card % 28))),
    "touch point": lambda s, n, w: actions.link_touch_point(s, nth(s, Card, n), nth(s, TouchPoint, n)),
    "no touch point": on_card(lambda s, card: actions.link_touch_point(s, card, None)),
    "source": on_card(lambda s, card: details.set_source(s, card, "interviews", card, TODAY)),
    "quotation": on(Card, details.set_quotation),
    "several": lambda s, n, w: several.grade_cards(s, some_cards(s, n), "some"),
    "several go": lambda s, n, w: several.delete_cards(s, some_cards(s, n)),
    "several move": lambda s, n, w: several.move_cards(
        s, [Move(card, *cell(s, n), 0) for card in some_cards(s, n)]
    ),
    "paste": lambda s, n, w: several.paste(
        s, *cell(s, n), [several.PastedCard(0, at, f"{w} {at}") for at in range(n % 4)]
    ),
    "paste many": lambda s, n, w: several.paste(
        s, *cell(s, n), [several.PastedCard(0, 0, f"{w} {at}") for at in range(260)]
    ),
    "colour": lambda s, n, w: details.add_mark(s, nth(s, Journey, n), w),
    "colour of cards": lambda s, n, w: details.mark_cards(s, some_cards(s, n), nth(s, CardMark, n) or None),
    "colour goes": lambda s, n, w: details.delete_mark(s, nth(s, CardMark, n)),
    "votes": lambda s, n, w: workshop.set_votes(s, nth(s, Card, n), "", n % 9),
    "comment": lambda s, n, w: details.comment(
        s, nth(s, Journey, 0), w, card_id=nth(s, Card, n), now=None
    ),
    "comment settled": lambda s, n, w: details.settle_comment(s, nth(s, JourneyComment, n)),
    "comment goes": lambda s, n, w: details.delete_comment(s, nth(s, JourneyComment, n)),
    "stage": on(Journey, actions.add_stage),
    "stage named": lambda s, n, w: actions.change_stage(s, nth(s, Stage, n), name=w, duration=w),
    "stage in focus": lambda s, n, w: actions.focus_stage(s, nth(s, Stage, 0), nth(s, Journey, 0)),
    "stage moved": lambda s, n, w: actions.move_stage(s, nth(s, Stage, n), n % 3),
    "stage locked": lambda s, n, w: details.lock(s, "stage", nth(s, Stage, n), n % 3 == 0),
    "stage goes": lambda s, n, w: actions.delete_stage(s, nth(s, Stage, n)),
    "step": on(Stage, actions.add_step),
    "step named": on(Step, actions.rename_step),
    "step moved": lambda s, n, w: actions.move_step(s, nth(s, Step, n), nth(s, Stage, n), 0),
    "step goes": lambda s, n, w: actions.delete_step(s, nth(s, Step, n)),
    "step owned": on(Step, details.set_function),
    "step weighed": on_step(
        lambda s, step: details.set_step_scores(
            s, step, customer_score=9.0, employee_score=9.0, business_score=float(step % 10)
        )
    ),
    "step opens a map": lambda s, n, w: details.set_inner_journey(
        s, nth(s, Step, 0), None if n % 2 else nth(s, Journey, 1)
    ),
    "step checked": on_step(lambda s, step: details.validate_step(s, step, TODAY)),
    "steps linked": lambda s, n, w: details.link_steps(s, nth(s, Step, n), nth(s, Step, n + 1), words=w),
    "steps not linked": lambda s, n, w: details.unlink_steps(s, nth(s, StepLink, n)),
    "lane": lambda s, n, w: actions.add_lane(s, nth(s, Journey, n), "need", w),
    "lane named": lambda s, n, w: actions.change_lane(s, nth(s, Lane, n), title=w, internal=n % 2 == 0),
    "lane moved": lambda s, n, w: actions.move_lane(s, nth(s, Lane, n), 0),
    "lane locked": lambda s, n, w: details.lock(s, "lane", nth(s, Lane, n), n % 3 == 0),
    "lane goes": lambda s, n, w: actions.delete_lane(s, nth(s, Lane, n)),
    "map named": on(Journey, actions.rename),
    "map told of": lambda s, n, w: actions.change(s, nth(s, Journey, 0), about=w, takeaway=w),
    "cuts": lambda s, n, w: details.set_cuts(s, nth(s, Journey, 0), business_cut=float(n % 10)),
    "loop": lambda s, n, w: details.set_loop(s, nth(s, Journey, n), n % 2 == 0),
    "map checked": lambda s, n, w: details.validate(s, nth(s, Journey, 0), TODAY),
    "another map": document_again,
    "a map goes": lambda s, n, w: actions.delete(s, nth(s, Journey, 1)),
    "touch point named": lambda s, n, w: touch_points.change(s, nth(s, TouchPoint, n), name=w),
    "touch point checked": lambda s, n, w: touch_points.check(s, nth(s, TouchPoint, n), date(2024, 1, 1)),
    "touch point goes": lambda s, n, w: touch_points.delete(s, nth(s, TouchPoint, n)),
    "function": lambda s, n, w: function_named(s, w),
    "function named": lambda s, n, w: _rename_function(s, nth(s, BusinessFunction, n), w),
}  # fmt: skip


def _rename_function(session: Session, number: int, name: str) -> None:
    session.get_one(BusinessFunction, number).name = name


def figures(_session: Session) -> dict[int, Any]:
    return {1: Figure("nps", 30.0, 12), 3: Figure("nps", -5.0, 40)}


def read_twice(project: Project, known: KnownMap) -> tuple[JourneyMap | None, JourneyMap | None]:
    """The map as it is known, and as it is read anew."""

    def both(session: Session) -> tuple[JourneyMap | None, JourneyMap | None]:
        found: list[JourneyMap | None] = []
        for read in (
            lambda: known.read(session, figures(session), TODAY, firm="Alder"),
            lambda: map_of(session, known.journey_id, figures(session), TODAY, firm="Alder"),
        ):
            try:
                found.append(read())
            except NoResultFound:
                found.append(None)
        return found[0], found[1]

    return project.read(both)


def same(project: Project, known: KnownMap, after: str) -> None:
    shown, anew = read_twice(project, known)
    assert shown == anew, f"the map is another one after: {after}"


def do(project: Project, name: str, n: int, word: str) -> bool:
    """One deed; some can't be done as the map is, and then nothing is."""
    before = project.log.number
    with suppress(UserError, NoResultFound):
        project.run(name, DEEDS[name], n, word)
    return project.log.number != before


def test_after_each_kind_of_change_undone_and_done_again_the_map_is_as_read_anew(project: Project) -> None:
    known = KnownMap(1)
    same(project, known, "opening")
    never = []
    for name in DEEDS:
        if not any(do(project, name, n, f"Word {name}") for n in (5, 2, 6)):
            never.append(name)
            continue
        same(project, known, name)
        project.undo()
        same(project, known, f"{name}, undone")
        # What empties the map stays undone, so that the others have something to change.
        if not name.endswith(("go", "goes")):
            project.redo()
            same(project, known, f"{name}, done again")
    assert not never, f"never done: {never}"


@pytest.mark.slow
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from([*DEEDS, "undo", "redo"]),
            st.integers(0, 60),
            st.text("abc ", min_size=1, max_size=4),
        ),
        max_size=25,
    ),
    looks=st.integers(1, 4),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_changes_the_map_is_as_read_anew(
    steps: list[tuple[str, int, str]], looks: int, drawn: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Not looked at after each, as a page that is hidden."""
    project = Project.open(Path(shutil.copy(drawn, tmp_path_factory.mktemp("any") / "a.cxdesk")))
    try:
        known = [KnownMap(1), KnownMap(2)]
        for place, (name, n, word) in enumerate(steps):
            if name in ("undo", "redo"):
                project.undo() if name == "undo" else project.redo()
            else:
                do(project, name, n, word)
            if place % looks == 0:
                for one in known:
                    same(project, one, name)
        for one in known:
            same(project, one, "all")
    finally:
        project.close()


def test_each_part_of_a_map_names_the_tables_it_is_read_from(project: Project) -> None:
    tables = re.compile(r"(?:FROM|JOIN) (\w+)")

    def read_from(session: Session, read: Callable[..., Any], *more: Any) -> set[str]:
        found: set[str] = set()

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            found.update(tables.findall(statement))

        engine = session.get_bind()
        event.listen(engine, "before_cursor_execute", note)
        try:
            read(session, 1, *more)
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return found

    def check(session: Session) -> None:
        for name, (read, told) in known_map.PARTS.items():
            # Votes name their card, and a card that is new on the map brings its votes.
            assert read_from(session, read) - {"card"} == told, name
        cards = read_from(session, whole_map.cards_of, {}, TODAY, {}, {}, {})
        assert cards - {"card"} <= known_map.ALL_CARDS

    project.read(check)


def test_one_edit_reads_one_card(project: Project) -> None:
    known = KnownMap(1)
    same(project, known, "opening")
    project.run("Write", actions.set_text, 4, "Other words")
    seen: list[int] = []

    def read(session: Session) -> None:
        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            seen.append(1)

        engine = session.get_bind()
        event.listen(engine, "before_cursor_execute", note)
        shown = known.read(session, figures(session), TODAY, firm="Alder")
        event.remove(engine, "before_cursor_execute", note)
        assert next(c for c in shown.cards if c.id == 4).text == "Other words"

    project.read(read)
    assert len(seen) <= 2, "more than the beginning of the reading and one card was asked for"


def test_who_only_reads_sees_what_another_window_wrote(project: Project) -> None:
    other = Project.open(project.path)
    try:
        assert other.read_only
        known = KnownMap(1)
        same(other, known, "opening")
        project.run("Write", actions.set_text, 4, "Written in the other window")
        same(other, known, "a change in the other window")
    finally:
        other.close()
