"""What a survey is for: its goal, the decision it serves, whom it asks, where and when; asked before release only."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.goals.actions import create as create_goal
from cxdesk.goals.catalogue import CATALOGUE
from cxdesk.goals.model import Goal
from cxdesk.i18n import N_, _, listed, ngettext, number
from cxdesk.storage.base import Base
from cxdesk.surveys.described import described
from cxdesk.surveys.model import NOT_ASKED, PATTERNS, PROMISES, Item, Question, Section, Survey
from cxdesk.surveys.queries import shown
from cxdesk.surveys.review.whole import wants_goal
from cxdesk.touchpoints.model import TouchPoint, TouchPointItem
from cxdesk.touchpoints.queries import MANY_CONTACTS

AUDIENCES: Final = {"customers": N_("Customers"), "employees": N_("Our own people")}
PATTERN_WORDS: Final = {
    "past": N_("After each contact"),
    "present": N_("Regularly"),
    "potential": N_("One-off study"),
}
NEEDED: Final = {
    "goal": N_("which business goal it serves"),
    "decision": N_("which decision it serves"),
    "whom": N_("whom it asks"),
}
_TEXTS = ("decision", "whom", "listens_at", "timing")
_CONSENTS = ("consent_to_quote", "consent_to_contact")


@dataclass(frozen=True, slots=True)
class AskedFor:
    """One question and the goal it serves (nothing: none); `wanted` tells whether a goal is asked of it."""

    question_id: int
    code: str
    text: str
    goal: str
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Advice:
    """Which patterns of listening fit (the best first), and why in one sentence."""

    patterns: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Purpose:
    """All that a survey is for, as somebody wrote it; `touch_points` are the names and contacts a year."""

    survey_id: int
    name: str
    goal_id: int | None
    goal: str
    goal_kind: str
    measure: str
    baseline: str
    target: str
    decision: str
    whom: str
    listens_at: str
    timing: str
    audience: str
    pattern: str
    promise: str
    consent_to_quote: bool
    consent_to_contact: bool
    template: str
    touch_points: tuple[tuple[str, int | None], ...]
    questions: tuple[AskedFor, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Keys of NEEDED that nobody has said yet."""
        said = {"goal": self.goal_id is not None, "decision": self.decision, "whom": self.whom}
        return tuple(key for key in NEEDED if not said[key])

    @property
    def untied(self) -> int:
        """How many questions serve no goal, as the review counts them; where none says one, all serve the survey's."""
        asked = [q for q in self.questions if q.wanted]
        without = sum(not q.goal for q in asked)
        return 0 if self.goal_id is not None and without == len(asked) else without

    @property
    def advice(self) -> Advice:
        """Which pattern fits."""
        return advise(self.touch_points)


def purpose(session: Session, survey_id: int) -> Purpose:
    """What a survey is for."""
    row = _survey(session, survey_id)
    goal = session.get(Goal, row.goal_id) if row.goal_id is not None else None
    wanted = {q.code for q in described(session, survey_id).questions if wants_goal(q)}
    questions = session.scalars(
        select(Question)
        .join(Section, Section.id == Question.section_id)
        .where(Question.survey_id == survey_id, Question.kind.not_in(NOT_ASKED))
        .order_by(Section.position, Question.position)
    )
    return Purpose(
        survey_id,
        shown(row.name),
        row.goal_id,
        goal.name if goal else "",
        goal.kind if goal else "",
        goal.measure if goal else "",
        goal.baseline if goal else "",
        goal.target if goal else "",
        row.decision,
        row.whom,
        row.listens_at,
        row.timing,
        row.audience,
        row.pattern,
        row.promise,
        row.consent_to_quote,
        row.consent_to_contact,
        row.template,
        _touch_points(session, survey_id),
        tuple(AskedFor(q.id, q.code, shown(q.text), q.goal, q.code in wanted) for q in questions),
    )


def advise(touch_points: Iterable[tuple[str, int | None]]) -> Advice:
    """Which pattern of listening fits these touch points (name, contacts a year), with the reason."""
    points = list(touch_points)
    if not points:
        return Advice(
            ("present", "potential"),
            _(
                "It asks about no touch point of its own: ask regularly to follow the relationship, or once to "
                "try something new."
            ),
        )
    known = [(volume, name) for name, volume in points if volume is not None]
    if not known:
        return Advice(
            ("present",),
            _("Nobody noted how many contacts “{name}” has in a year. Until then: ask regularly.").format(
                name=points[0][0]
            ),
        )
    volume, name = max(known)
    told = ngettext("{n} contact a year", "{n} contacts a year", volume).format(n=number(volume))
    if volume >= MANY_CONTACTS:
        why = _(
            "“{name}” has {contacts}: enough to ask after each one, or regularly with a sample, and to see "
            "a change soon."
        )
        return Advice(("past", "present"), why.format(name=name, contacts=told))
    why = _("“{name}” has {contacts}: too few for a steady flow, so ask those customers regularly.")
    return Advice(("present", "past"), why.format(name=name, contacts=told))


def consent_words(found: Purpose) -> str:
    """What consent is asked for, as a sentence."""
    if found.consent_to_quote and found.consent_to_contact:
        return _("We ask whether we may quote and contact them.")
    if found.consent_to_quote:
        return _("We ask whether we may quote them.")
    if found.consent_to_contact:
        return _("We ask whether we may contact them.")
    return _("We ask for no consent to quote or to contact.")


def goal_of(session: Session, survey_id: int) -> str:
    """The name of the goal that a survey serves; nothing where none is said."""
    row = _survey(session, survey_id)
    goal = session.get(Goal, row.goal_id) if row.goal_id is not None else None
    return goal.name if goal else ""


def describe(session: Session, survey_id: int, **fields: Any) -> None:
    """Change what is given of decision, whom, listens_at, timing, audience, pattern, promise and the two consents."""
    row = _survey(session, survey_id)
    allowed = {"audience": AUDIENCES, "pattern": PATTERNS}
    for name, value in fields.items():
        if name in _TEXTS:
            value = str(value).strip()
        elif name == "promise":
            if value not in PROMISES:
                raise UserError(_("Choose named, confidential or anonymous."))
        elif name in allowed:
            if value not in allowed[name]:
                raise UserError(not_known(value, allowed[name]))
        elif name not in _CONSENTS:
            raise TypeError(f"unknown field: {name}")
        setattr(row, name, value)


def serve(session: Session, survey_id: int, goal_id: int | None) -> None:
    """Say which goal a survey serves; None takes it away.

    One that was only passed over, as the catalogue has it and with nothing that serves it, does not stay.
    """
    if goal_id is not None:
        session.get_one(Goal, goal_id)
    row = session.get_one(Survey, survey_id)
    before, row.goal_id = row.goal_id, goal_id
    if before is not None and before != goal_id:
        session.flush()
        _let_go(session, session.get_one(Goal, before))


def _let_go(session: Session, goal: Goal) -> None:
    entry = CATALOGUE.get(goal.kind)
    if entry is None or goal.kind == "own" or goal.baseline or goal.target or goal.due_on:
        return
    if goal.measure != _(entry.measure) or goal.name != _(entry.words):
        return
    keys = (key for table in Base.metadata.tables.values() for key in table.foreign_keys)
    held = [Question.goal == goal.name, *(k.parent == goal.id for k in keys if k.column.table.name == "goal")]
    if not any(session.scalar(select(exists().where(by))) for by in held):
        session.delete(goal)


def not_known(value: str, there: Iterable[str]) -> str:
    """A sentence that names what there is in the place of something that is not."""
    return _("“{value}” is not known. There are: {names}.").format(value=value, names=listed(there))


def serve_new(session: Session, survey_id: int, kind: str, name: str = "") -> int:
    """A goal from the catalogue with its figure, served by this survey; one of that name is taken as it is."""
    if kind not in CATALOGUE:
        raise UserError(not_known(kind, CATALOGUE))
    entry = CATALOGUE[kind]
    name = name.strip() or ("" if kind == "own" else _(entry.words))
    if not name:
        raise UserError(_("Say the goal in a few words."))
    found = session.scalars(select(Goal.id).where(Goal.name == name)).first()
    if found is None:
        found = create_goal(session, name, kind, _(entry.measure) if entry.measure else "")
    serve(session, survey_id, found)
    return found


def measure_goal(session: Session, goal_id: int, **fields: str) -> None:
    """The figure a goal is told by (`measure`), where it stands (`baseline`), and where it should be (`target`)."""
    row = session.get_one(Goal, goal_id)
    for name, value in fields.items():
        if name not in ("measure", "baseline", "target"):
            raise TypeError(f"unknown field: {name}")
        setattr(row, name, value.strip())


def tie(session: Session, question_id: int, goal: str) -> None:
    """Say which goal a question serves; nothing takes it away."""
    session.get_one(Question, question_id).goal = goal.strip()


def tie_all(session: Session, survey_id: int, goal: str) -> int:
    """Let every question that serves no goal yet serve this one, and say how many they were."""
    rows = list(
        session.scalars(
            select(Question).where(
                Question.survey_id == survey_id, Question.kind.not_in(NOT_ASKED), Question.goal == ""
            )
        )
    )
    for row in rows:
        row.goal = goal.strip()
    return len(rows)


def _survey(session: Session, survey_id: int) -> Survey:
    row = session.get(Survey, survey_id)
    if row is None:
        raise UserError(_("That survey is not in the file any more."))
    return row


def _touch_points(session: Session, survey_id: int) -> tuple[tuple[str, int | None], ...]:
    rows = session.execute(
        select(TouchPoint.name, TouchPoint.volume)
        .join(TouchPointItem, TouchPointItem.touch_point_id == TouchPoint.id)
        .join(Item, Item.id == TouchPointItem.item_id)
        .join(Question, Question.id == Item.question_id)
        .where(Question.survey_id == survey_id)
        .group_by(TouchPoint.id)
        .order_by(TouchPoint.position)
    )
    return tuple((name, volume) for name, volume in rows)
