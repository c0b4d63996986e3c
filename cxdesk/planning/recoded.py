"""Another code for a question or an answer, followed by everything that names it: rules, texts and stored filters."""

from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.planning.follow_up_model import Rule
from cxdesk.planning.model import Action, Evidence
from cxdesk.responses.filter import Filter
from cxdesk.surveys import codes
from cxdesk.surveys.model import Item, Question

# Tests of a follow-up rule whose field is the code of a question.
ANSWERS = ("answer", "text")


def change_code(session: Session, question_id: int, code: str) -> int:
    """As `surveys.codes.change_code`; the filters of evidence and measures that name the question follow too."""
    row = session.get_one(Question, question_id)
    old = row.code
    mine = select(Item.code).where(Item.question_id == question_id)
    before = set(session.scalars(mine))
    changed = codes.change_code(session, question_id, code)
    session.flush()
    if old in before and old not in set(session.scalars(mine)):
        changed += _follow(session, old, row.code)
    return changed + _follow_rules(session, row.survey_id, old, row.code)


def change_item_code(session: Session, item_id: int, code: str) -> int:
    """As `surveys.codes.change_item_code`; filters that name the item follow too."""
    row = session.get_one(Item, item_id)
    old = row.code
    changed = codes.change_item_code(session, item_id, code)
    session.flush()
    return changed + (_follow(session, old, row.code) if row.code != old else 0)


def change_axis_code(session: Session, question_id: int, axis: str, old: str, code: str) -> int:
    """As `surveys.codes.change_axis_code`; filters that name a cell follow too. Gives how many places did."""
    cells, changed = codes.change_axis_code(session, question_id, axis, old, code)
    session.flush()
    return changed + sum(_follow(session, before, now) for before, now in cells.items())


def _follow(session: Session, old: str, new: str) -> int:
    """Filters name items by code in all surveys: where another survey still has the old one they stay."""
    if session.scalar(select(func.count(Item.id)).where(Item.code == old)):
        return 0
    changed = 0
    for table, name in ((Evidence, "filter"), (Action, "measure_filter")):
        for row in session.scalars(select(table).where(getattr(table, name).contains('"answers"'))):
            try:
                kept = Filter.from_json(getattr(row, name))
            except (ValueError, TypeError):
                continue  # written by a newer version: left as it is
            tests = tuple(replace(t, item=new) if t.item == old else t for t in kept.answers)
            if tests != kept.answers:
                setattr(row, name, replace(kept, answers=tests).to_json())
                changed += 1
    return changed


def _follow_rules(session: Session, survey_id: int, old: str, new: str) -> int:
    """Rules that open follow-ups name questions by code, those of one survey or of all."""
    in_others = select(func.count(Question.id)).where(Question.code == old)
    if old == new or session.scalar(in_others):
        return 0
    changed = 0
    for row in session.scalars(select(Rule).where((Rule.survey_id == survey_id) | Rule.survey_id.is_(None))):
        tests = row.tests.get("tests", [])
        now = [
            {**t, "field": new} if t.get("field") == old and t.get("kind") in ANSWERS else t for t in tests
        ]
        if now != tests:
            row.tests = {**row.tests, "tests": now}
            changed += 1
    return changed
