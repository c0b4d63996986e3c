"""What a release keeps beside its questions: what the survey is for, and which question asks about which touch point."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from cxdesk.goals.model import Goal
from cxdesk.i18n import N_, _, listed
from cxdesk.surveys.model import Item, Question, Survey, SurveyVersion
from cxdesk.surveys.queries import shown
from cxdesk.touchpoints.model import TouchPoint, TouchPointItem

# Where they stand in a version's document: none of it leaves with a questionnaire.
KEPT: Final = "kept"
SAID: Final = ("decision", "whom", "listens_at", "timing", "audience", "pattern")
CHANGED: Final = {
    "goal": N_("Its goal"),
    "decision": N_("The decision it serves"),
    "whom": N_("Whom it asks"),
    "listens_at": N_("Where it listens"),
    "timing": N_("When it asks"),
    "audience": N_("Who answers"),
    "pattern": N_("How it listens"),
}
SHORT: Final = 80


@dataclass(frozen=True, slots=True)
class Link:
    """An item that asks about a touch point, which is known by its number, and by its name where that one is gone."""

    item: str
    touch_point: int
    name: str
    asks: str


@dataclass(frozen=True, slots=True)
class Aims:
    """What a survey is for as it was said (the names of SAID, and "goal" with the goal's name), and its links."""

    said: Mapping[str, str]
    links: tuple[Link, ...]


def aims(session: Session, survey_id: int) -> Aims:
    """As it is now."""
    row = session.get_one(Survey, survey_id)
    goal = session.get(Goal, row.goal_id) if row.goal_id is not None else None
    said = {"goal": goal.name if goal else "", **{name: str(getattr(row, name)) for name in SAID}}
    return Aims(said, tuple(_links(session, survey_id)))


def document_of_aims(found: Aims) -> dict[str, Any]:
    """As plain data, to be kept with a release."""
    links = [[link.item, link.touch_point, link.name, link.asks] for link in found.links]
    return {"said": dict(found.said), "links": links}


def aims_of(session: Session, version_id: int) -> Aims | None:
    """As it was when a version was released; None for one from before that was kept."""
    kept = session.get_one(SurveyVersion, version_id).document.get(KEPT)
    if not isinstance(kept, dict):
        return None
    links = tuple(Link(str(i), int(t), str(n), str(a)) for i, t, n, a in kept["links"])
    return Aims({name: str(kept["said"].get(name, "")) for name in CHANGED}, links)


def changes_of_aims(old: Aims | None, new: Aims | None) -> Iterator[str]:
    """What changed in what a survey is for and in where it asks, in sentences."""
    if old is None or new is None:
        return
    for name, what in CHANGED.items():
        before, now = old.said[name], new.said[name]
        if before == now:
            continue
        told = {"what": _(what), "before": _short(name, before), "now": _short(name, now)}
        if before and now:
            yield _("{what} is now “{now}”; it was “{before}”.").format(**told)
        elif now:
            yield _("{what} was said: “{now}”.").format(**told)
        else:
            yield _("{what} was taken away; it was “{before}”.").format(**told)
    names = {link.touch_point: link.name for link in (*old.links, *new.links)}
    then, here = ({(link.touch_point, link.item) for link in found.links} for found in (old, new))
    for told_, these in (
        (_("It asks about {touch_points} now."), {t for t, _i in here} - {t for t, _i in then}),
        (_("It no longer asks about {touch_points}."), {t for t, _i in then} - {t for t, _i in here}),
    ):
        if these:
            yield told_.format(
                touch_points=listed(_("“{text}”").format(text=names[t]) for t in sorted(these))
            )
    if then != here and {t for t, _i in then} == {t for t, _i in here}:
        yield _("Which question asks about which touch point was changed.")


def bring_aims_back(session: Session, survey_id: int, kept: Aims | None) -> tuple[str, ...]:
    """Say again what a release said and let its questions ask where they asked; sentences on what can't be.

    What it did not say stays as it is now: a goal that was found since is not taken away.
    """
    if kept is None:
        return (
            _("This version does not know what the survey was for then, nor its touch points: look at both."),
        )
    row, notes = session.get_one(Survey, survey_id), []
    for name in SAID:
        if kept.said[name]:
            setattr(row, name, kept.said[name])
    if goal := kept.said["goal"]:
        found = session.scalars(select(Goal.id).where(Goal.name == goal)).first()
        if found is None:
            notes.append(_("Its goal “{goal}” is not in the file any more.").format(goal=goal))
        else:
            row.goal_id = found
    return (*notes, *_link_again(session, survey_id, kept.links))


def _link_again(session: Session, survey_id: int, links: tuple[Link, ...]) -> Iterator[str]:
    mine = {
        str(item): text
        for item, text in session.execute(
            select(Item.id, Question.text)
            .join(Question, Question.id == Item.question_id)
            .where(Question.survey_id == survey_id)
        )
    }
    session.execute(delete(TouchPointItem).where(TouchPointItem.item_id.in_([int(i) for i in mine])))
    points = {p.id: p.name for p in session.scalars(select(TouchPoint))}
    by_name = {name: number for number, name in points.items()}
    lost: dict[str, list[str]] = {}
    for link in links:
        number = link.touch_point if link.touch_point in points else by_name.get(link.name)
        if link.item not in mine:
            continue
        if number is None:
            lost.setdefault(link.name, []).append(shown(mine[link.item]))
        else:
            session.add(TouchPointItem(touch_point_id=number, item_id=int(link.item), asks=link.asks))
    session.flush()
    for name, questions in lost.items():
        asked = listed(_("“{text}”").format(text=q[:SHORT]) for q in dict.fromkeys(questions))
        yield _(
            "The touch point “{name}” is not in the file any more: {questions} asks about none now."
        ).format(name=name, questions=asked)


def _links(session: Session, survey_id: int) -> Iterator[Link]:
    rows = session.execute(
        select(TouchPointItem.item_id, TouchPoint.id, TouchPoint.name, TouchPointItem.asks)
        .join(TouchPoint, TouchPoint.id == TouchPointItem.touch_point_id)
        .join(Item, Item.id == TouchPointItem.item_id)
        .join(Question, Question.id == Item.question_id)
        .where(Question.survey_id == survey_id)
        .order_by(TouchPointItem.item_id, TouchPoint.id)
    )
    for item, point, name, asks in rows:
        yield Link(str(item), point, name, asks)


def _short(name: str, value: str) -> str:
    from cxdesk.surveys.purpose import AUDIENCES, PATTERN_WORDS

    words = {"audience": AUDIENCES, "pattern": PATTERN_WORDS}.get(name, {})
    text = _(words[value]) if value in words else " ".join(value.split())
    return text if len(text) <= SHORT else text[: SHORT - 1].rstrip() + "…"
