"""What a person does from finding to plan: issues, evidence, causes, actions, plans."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from cxdesk.analysis.figure import Figure
from cxdesk.errors import UserError
from cxdesk.i18n import _, listed, number, percent, signed
from cxdesk.people.actions import function_named, person_named
from cxdesk.planning.cycle import NEEDED_TO_START as NEEDED_TO_START
from cxdesk.planning.cycle import close_action as close_action
from cxdesk.planning.cycle import give_reason as give_reason
from cxdesk.planning.cycle import measure_action as measure_action
from cxdesk.planning.cycle import missing_to_start as missing_to_start
from cxdesk.planning.cycle import move_action as move_action
from cxdesk.planning.cycle import move_due as move_due
from cxdesk.planning.cycle import refuse_unready
from cxdesk.planning.cycle import start_action as start_action
from cxdesk.planning.model import (
    BONES,
    CHANGE_TYPES,
    EFFORT_UNITS,
    INTENTS,
    ISSUE_KINDS,
    NOTE_KINDS,
    STEPS,
    TREATS,
    Action,
    ActionChampion,
    ActionFunction,
    Cause,
    Evidence,
    Issue,
)
from cxdesk.planning.outcomes import latest_figure, measures
from cxdesk.planning.plan_actions import MOST_TOLD as MOST_TOLD
from cxdesk.planning.plan_actions import PAPERS as PAPERS
from cxdesk.planning.plan_actions import add_line as add_line
from cxdesk.planning.plan_actions import agree_to_ask as agree_to_ask
from cxdesk.planning.plan_actions import create_plan as create_plan
from cxdesk.planning.plan_actions import delete_line as delete_line
from cxdesk.planning.plan_actions import delete_plan as delete_plan
from cxdesk.planning.plan_actions import set_brand as set_brand
from cxdesk.planning.plan_actions import set_notes as set_notes
from cxdesk.planning.plan_actions import set_plan_state as set_plan_state
from cxdesk.responses.filter import Filter
from cxdesk.surveys.model import Item, Question, Survey

_ACTION_FIELDS = frozenset(
    {
        "title", "why", "owner_id", "due_on", "change_type", "measure", "baseline", "target", "cause_id", "goal",
        "expected", "sponsor_id", "strategy_id", "told_inside", "job", "effort", "effort_unit", "cost", "forgone",
        "duration", "measure_item_id", "treats", "baseline_value", "target_value", "result", "not_measured",
    }
)  # fmt: skip
_STEPPED = ("likelihood", "impact", "effort")
_AMOUNTS = {"leave_chance": (0.0, 100.0), "years": (0.0, 100.0), "own_revenue": (0.0, 1e15)}
# What a number begins with: "65% in September 2026" is 65, "fewer than 10" is none.
_LEADING = re.compile(r"\s*([+\-−–]?)\s*(\d+(?:[.,٫]\d+)?)")


def raise_issue(
    session: Session,
    title: str,
    statement: str = "",
    touch_point_id: int | None = None,
    goal_id: int | None = None,
    today: date | None = None,
) -> int:
    """A new issue."""
    if not title.strip():
        raise UserError(_("An issue needs a title."))
    row = Issue(
        title=title.strip(),
        statement=statement,
        touch_point_id=touch_point_id,
        goal_id=goal_id,
        raised_on=today or date.today(),
    )
    session.add(row)
    session.flush()
    return row.id


def make_issue(
    session: Session,
    title: str,
    figure: Figure,
    touch_point_id: int | None = None,
    statement: str = "",
    today: date | None = None,
) -> int:
    """A new issue with the figure it was found by as its first evidence."""
    issue_id = raise_issue(session, title, statement, touch_point_id, today=today)
    add_figure(session, issue_id, figure, touch_point_id, today)
    return issue_id


def change_issue(
    session: Session, issue_id: int, title: str | None = None, statement: str | None = None
) -> None:
    """Change the words of an issue."""
    row = session.get_one(Issue, issue_id)
    if title is not None and title.strip():
        row.title = title.strip()
    if statement is not None:
        row.statement = statement


def judge_issue(session: Session, /, issue_id: int, **judged: Any) -> None:
    """What kind of issue it is, what the customer means to do, its risk, its effort, and the inputs to its value.

    `judged` are kind, intent, likelihood, impact, effort, leave_chance, years, own_revenue; None takes one back.
    """
    row = session.get_one(Issue, issue_id)
    for name, value in judged.items():
        if not _may_be(name, value):
            raise UserError(_("That is not one of the choices, or no number it can be. Nothing was changed."))
        setattr(row, name, value)
    session.flush()


def _may_be(name: str, value: Any) -> bool:
    if name in _AMOUNTS:
        low, high = _AMOUNTS[name]
        return value is None or low <= value <= high
    if name in _STEPPED:
        return value is None or value in STEPS
    return value in {"kind": ISSUE_KINDS, "intent": ("", *INTENTS)}[name]


def delete_issue(session: Session, issue_id: int) -> None:
    """Remove an issue with its evidence, causes and actions; plan lines keep their words."""
    session.delete(session.get_one(Issue, issue_id))


def add_figure(
    session: Session,
    issue_id: int,
    figure: Figure,
    touch_point_id: int | None = None,
    today: date | None = None,
) -> int:
    """Keep a figure as it is now, and the filter to compute it again."""
    row = Evidence(
        issue_id=issue_id,
        kind="figure",
        figure=figure.to_json(),
        filter=figure.filter.to_json(),
        touch_point_id=touch_point_id,
        item_id=figure.item_ids[0] if figure.item_ids else None,
        kept_on=today or date.today(),
    )
    session.add(row)
    session.flush()
    return row.id


def add_quotation(
    session: Session, issue_id: int, response_id: int, item_id: int, text: str, today: date | None = None
) -> int:
    """Keep what one respondent said; whether it may be printed is asked of the answer each time.

    Words of a public review are evidence of a kind of their own.
    """
    row = Evidence(
        issue_id=issue_id,
        kind="review" if _is_public(session, item_id) else "quotation",
        response_id=response_id,
        item_id=item_id,
        quotation=text.strip(),
        kept_on=today or date.today(),
    )
    session.add(row)
    session.flush()
    return row.id


def add_note(
    session: Session,
    issue_id: int,
    kind: str,
    words: str,
    source: str = "",
    account_id: int | None = None,
    reach: int | None = None,
    on: date | None = None,
) -> int:
    """Keep what somebody saw, followed up, read or knows of a customer as evidence; `reach` is of a public review."""
    if kind not in NOTE_KINDS:
        raise UserError(_("Choose what kind of evidence it is."))
    if not words.strip():
        raise UserError(_("Say what shows it, in a few words."))
    if reach is not None and reach < 0:
        raise UserError(_("The number of people reached can’t be below zero."))
    row = Evidence(
        issue_id=issue_id,
        kind=kind,
        quotation=words.strip(),
        source=source.strip(),
        account_id=account_id,
        reach=reach if kind == "review" else None,
        kept_on=on or date.today(),
    )
    session.add(row)
    session.flush()
    return row.id


def code_intent(session: Session, evidence_id: int, intent: str) -> None:
    """Say what the customer means to do, by their words; empty takes it back."""
    if intent and intent not in INTENTS:
        raise UserError(_("Choose what the customer means to do."))
    session.get_one(Evidence, evidence_id).intent = intent


def delete_evidence(session: Session, evidence_id: int) -> None:
    """Take a piece of evidence off its issue."""
    session.delete(session.get_one(Evidence, evidence_id))


def add_cause(
    session: Session, issue_id: int, text: str, deeper_than_id: int | None = None, bone: str = ""
) -> int:
    """Say why it happens; `bone` is where a first cause hangs in the fishbone."""
    if not text.strip():
        raise UserError(_("Say what causes it, in a few words."))
    row = Cause(issue_id=issue_id, text=text.strip(), deeper_than_id=deeper_than_id)
    if bone and deeper_than_id is None:
        row.bone = _known_bone(bone)
    session.add(row)
    session.flush()
    return row.id


def change_cause(session: Session, cause_id: int, text: str) -> None:
    """Change the words of a cause."""
    session.get_one(Cause, cause_id).text = text


def hang_cause(session: Session, cause_id: int, bone: str) -> None:
    """Hang a first cause on a bone of the fishbone; empty takes it off."""
    row = session.get_one(Cause, cause_id)
    if row.deeper_than_id is not None:
        raise UserError(_("Only a first cause hangs on a bone; what lies deeper goes with it."))
    row.bone = _known_bone(bone) if bone else ""


def move_cause(session: Session, cause_id: int, deeper_than_id: int | None) -> None:
    """Put a cause, with all that lies deeper, below another or make it a first one."""
    row = session.get_one(Cause, cause_id)
    above = deeper_than_id
    while above is not None:
        if above == cause_id:
            raise UserError(_("A cause can’t lie deeper than itself."))
        above = session.get_one(Cause, above).deeper_than_id
    row.deeper_than_id = deeper_than_id


def delete_cause(session: Session, cause_id: int) -> None:
    """Take a cause away with all that lies deeper; actions against it stay."""
    session.delete(session.get_one(Cause, cause_id))


def _known_bone(bone: str) -> str:
    if bone not in BONES:
        raise UserError(_("There is no such bone."))
    return bone


def _is_public(session: Session, item_id: int) -> bool:
    query = (
        select(Survey.audience)
        .join(Question, Question.survey_id == Survey.id)
        .join(Item, Item.question_id == Question.id)
        .where(Item.id == item_id)
    )
    return session.scalar(query) == "public"


def add_action(
    session: Session, /, issue_id: int, title: str, cause_id: int | None = None, **fields: Any
) -> int:
    """A new action in draft; `fields` as in `change_action`."""
    if not title.strip():
        raise UserError(_("An action needs a title: what changes?"))
    row = Action(issue_id=issue_id, cause_id=cause_id, title=title.strip())
    session.add(row)
    session.flush()
    change_action(session, row.id, **fields)
    return row.id


def add_measured_action(
    session: Session, /, issue_id: int, title: str, cause_id: int | None = None, **fields: Any
) -> int:
    """A new action in draft that is measured by what the issue was found with, where that is one question's score."""
    made = add_action(session, issue_id, title, cause_id, **fields)
    scored = {m.item_id for m in measures(session)}
    asked = select(Evidence.item_id).where(Evidence.issue_id == issue_id, Evidence.kind == "figure")
    items = {item for item in session.scalars(asked) if item in scored}
    if len(items) == 1 and "measure" not in fields:
        tie_measure(session, made, items.pop())
    return made


def change_action(session: Session, /, action_id: int, **fields: Any) -> None:
    """Change fields of an action; on an active one a later date is kept as a slip (see `cycle.move_due`).

    A baseline or target that begins with a number is kept as that number too.
    """
    row = session.get_one(Action, action_id)
    unknown = set(fields) - _ACTION_FIELDS
    if unknown:
        raise TypeError(f"unknown fields: {sorted(unknown)}")
    if fields.get("change_type") and fields["change_type"] not in CHANGE_TYPES:
        raise UserError(_("Choose what kind of change it is."))
    if fields.get("treats") and fields["treats"] not in TREATS:
        raise UserError(_("Say whether it treats a cause or a symptom."))
    effort = fields.get("effort")
    if effort is not None and not 0 <= effort < 10_000:
        raise UserError(_("Effort is a number of hours or days a month, 0 or more."))
    if fields.get("effort_unit", "hours") not in EFFORT_UNITS:
        raise TypeError(fields["effort_unit"])
    lacked = set(missing_to_start(row))
    if "due_on" in fields:
        move_due(session, action_id, fields.pop("due_on"))
    for name in ("baseline", "target"):
        if name in fields:
            fields.setdefault(f"{name}_value", leading_number(fields[name]))
    for name, value in fields.items():
        setattr(row, name, value)
    # What a file of an older version lacks does not keep its words from being changed.
    if row.state in ("active", "done", "measured") and set(missing_to_start(row)) - lacked:
        refuse_unready(row)
    session.flush()


def leading_number(text: str) -> float | None:
    """The number a text begins with, None where it begins with words; Persian digits are digits."""
    found = _LEADING.match(text)
    if found is None:
        return None
    value = float(found[2].replace(",", ".").replace("٫", "."))
    return -value if found[1] in ("-", "−", "–") else value


def tie_measure(session: Session, action_id: int, item_id: int | None) -> None:
    """Tie the success measure to a question, with the filter of the issue's evidence on the same question.

    What was empty is filled: the measure by the question's words, where we are now by its newest figure.
    """
    row = session.get_one(Action, action_id)
    row.measure_item_id, row.measure_filter = item_id, "{}"
    if item_id is None:
        session.flush()
        return
    measure = next((m for m in measures(session) if m.item_id == item_id), None)
    if measure is None:
        raise UserError(_("That question has no score. Choose another one."))
    evidence = session.scalars(
        select(Evidence).where(
            Evidence.issue_id == row.issue_id, Evidence.item_id == item_id, Evidence.kind == "figure"
        )
    ).first()
    where = replace(Filter.from_json(evidence.filter), rounds=()) if evidence is not None else Filter()
    row.measure_filter = where.to_json()
    row.measure = row.measure or measure.question
    latest = latest_figure(session, item_id, where)
    if latest is not None and not row.baseline and latest[0].value is not None:
        row.baseline_value = latest[0].value
        row.baseline = listed((value_said(latest[0]), latest[1].label))
    session.flush()


def value_said(figure: Figure) -> str:
    """A score in words: 48%, +31, 4.2."""
    if figure.value is None:
        return "–"
    if figure.metric == "top2":
        return percent(figure.value)
    return signed(figure.value) if figure.metric == "nps" else number(figure.value, 1)


def set_functions(session: Session, action_id: int, names: Iterable[str]) -> None:
    """Which functions take part; new names become functions."""
    session.execute(delete(ActionFunction).where(ActionFunction.action_id == action_id))
    for function in dict.fromkeys(function_named(session, n) for n in names if n.strip()):
        session.add(ActionFunction(action_id=action_id, function_id=function))
    session.flush()


def set_champions(session: Session, action_id: int, names: Iterable[str]) -> None:
    """Who carries it of their own accord; new names become persons."""
    session.execute(delete(ActionChampion).where(ActionChampion.action_id == action_id))
    for person in dict.fromkeys(person_named(session, n) for n in names if n.strip()):
        session.add(ActionChampion(action_id=action_id, person_id=person))
    session.flush()


def delete_action(session: Session, action_id: int) -> None:
    """Remove an action; plan lines keep their words."""
    session.delete(session.get_one(Action, action_id))
