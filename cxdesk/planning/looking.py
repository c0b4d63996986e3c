"""What of our work looks at answers that somebody is about to delete: issues, actions and follow-up rules."""

from collections.abc import Collection, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.i18n import ngettext, number
from cxdesk.planning.follow_up_model import Rule
from cxdesk.planning.model import Action, Evidence, Issue
from cxdesk.planning.recoded import ANSWERS
from cxdesk.responses.filter import Filter
from cxdesk.surveys.model import Item, Question
from cxdesk.surveys.naming import told_names, touch_point_words


def question_uses(session: Session, question_ids: Collection[int]) -> list[str]:
    """Sentences that say which touch points, issues, actions and rules look at questions; none where nothing does."""
    items = list(session.scalars(select(Item.id).where(Item.question_id.in_(question_ids))))
    return [*item_uses(session, items), *filter(None, [_rule_words(session, question_ids)])]


def item_uses(session: Session, item_ids: Collection[int]) -> list[str]:
    """As `question_uses` for some things that a question asks about, such as the cells of a row."""
    codes = set(session.scalars(select(Item.code).where(Item.id.in_(item_ids))))
    evidence = select(Issue.title, Evidence.item_id, Evidence.filter).join(
        Issue, Issue.id == Evidence.issue_id
    )
    issues = [
        title
        for title, item_id, kept in session.execute(evidence)
        if item_id in item_ids or codes & set(_named(kept))
    ]
    measures = select(Action.title, Action.measure_item_id, Action.measure_filter)
    actions = [
        title
        for title, item_id, kept in session.execute(measures)
        if item_id in item_ids or codes & set(_named(kept))
    ]
    return list(
        filter(None, [touch_point_words(session, item_ids), _issue_words(issues), _action_words(actions)])
    )


def _issue_words(titles: list[str]) -> str:
    found = sorted(set(titles))
    words = ngettext(
        "{n} issue rests on these answers: {names}.", "{n} issues rest on these answers: {names}.", len(found)
    )
    return words.format(n=number(len(found)), names=told_names(found)) if found else ""


def _action_words(titles: list[str]) -> str:
    found = sorted(set(titles))
    words = ngettext(
        "{n} action is measured by these answers: {names}.",
        "{n} actions are measured by these answers: {names}.",
        len(found),
    )
    return words.format(n=number(len(found)), names=told_names(found)) if found else ""


def _rule_words(session: Session, question_ids: Collection[int]) -> str:
    asked = session.execute(select(Question.survey_id, Question.code).where(Question.id.in_(question_ids)))
    codes = {(survey_id, code) for survey_id, code in asked}
    found = sorted(
        rule.name
        for rule in session.scalars(select(Rule))
        for test in rule.tests.get("tests", [])
        if test.get("kind") in ANSWERS
        and any(code == test.get("field") and rule.survey_id in (None, home) for home, code in codes)
    )
    names = list(dict.fromkeys(found))
    words = ngettext(
        "{n} rule opens follow-ups by these answers: {names}.",
        "{n} rules open follow-ups by these answers: {names}.",
        len(names),
    )
    return words.format(n=number(len(names)), names=told_names(names)) if names else ""


def _named(kept: str | None) -> Iterator[str]:
    """The codes of items that a stored filter names."""
    if kept and '"answers"' in kept:
        try:
            yield from (t.item for t in Filter.from_json(kept).answers)
        except (ValueError, TypeError):
            return  # written by a newer version
