"""Whatever a person does, undo brings back the start and redo the end."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from cxdesk.accounts import actions as accounts
from cxdesk.accounts.model import Account
from cxdesk.analysis.figure import Figure
from cxdesk.errors import UserError
from cxdesk.goals import actions as goals
from cxdesk.planning import actions as planning
from cxdesk.planning import duplicates, wording
from cxdesk.planning.follow_up_model import Rule
from cxdesk.planning.model import BONES, Action, Cause, Issue, Plan
from cxdesk.planning.rule_actions import add_rule, delete_rule, move_rule, switch_rule
from cxdesk.planning.rules import RuleSpec, RuleTest
from cxdesk.programme import actions as programme
from cxdesk.programme.model import Decision
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.storage.undo import logged_tables
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.definition import ChoiceSpec, QuestionSpec, ScaleSpec
from cxdesk.surveys.model import Item, Question, Section, Survey
from cxdesk.touchpoints import actions as touchpoints
from cxdesk.touchpoints.model import TouchPoint

WORDS = st.text(min_size=1, max_size=12).filter(lambda t: t.strip("\0 \t\n") != "")


def dump(project: Project) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every design table."""

    def rows(session: Session) -> dict[str, list[tuple[Any, ...]]]:
        found = {}
        for table in logged_tables():
            query = text(f'SELECT * FROM "{table.name}" ORDER BY id')
            found[table.name] = [tuple(row) for row in session.execute(query)]
        return found

    return project.read(rows)


def nth(session: Session, table: Any, place: int) -> int | None:
    ids = list(session.scalars(select(table.id).order_by(table.id)))
    return ids[place % len(ids)] if ids else None


def on(table: Any, action: Callable[..., Any]) -> Callable[..., None]:
    """An action on some row of a table, or nothing while there is none."""

    def run(session: Session, word: str, place: int) -> None:
        row = nth(session, table, place)
        if row is not None:
            action(session, row, word)

    return run


def question(session: Session, section: int, word: str) -> None:
    spec = QuestionSpec(
        word,
        "scale",
        {"en": word},
        ScaleSpec(1, 5),
        (ChoiceSpec(1, {"fa": word}), ChoiceSpec(2, {"en": word})),
    )
    surveys.add_question(session, section, spec)


def plan_with_lines(session: Session, account: int, word: str) -> None:
    plan = planning.create_plan(session, account)
    line = planning.add_line(session, plan, "told", issue_id=nth(session, Issue, 0))
    wording.write(session, "plan_line", line, "text", "en", word)


def link(session: Session, touch_point: int, word: str) -> None:
    item = nth(session, Item, len(word))
    if item is not None:
        touchpoints.link(session, touch_point, item)


DEEDS: list[Callable[[Session, str, int], Any]] = [
    lambda s, w, n: surveys.create(s, w, ("en", "nl", "fa")[n % 3]),
    on(Survey, lambda s, i, w: surveys.rename(s, i, w, "nl")),
    on(Survey, lambda s, i, w: surveys.delete(s, i)),
    on(Survey, responses.add_round),
    on(Section, question),
    on(Question, lambda s, i, w: surveys.set_question_text(s, i, w, "hu")),
    on(Question, lambda s, i, w: surveys.delete_question(s, i)),
    lambda s, w, n: touchpoints.add(s, w, function=w, owner=w),
    on(TouchPoint, link),
    on(TouchPoint, lambda s, i, w: touchpoints.delete(s, i)),
    lambda s, w, n: accounts.store_accounts(s, [accounts.AccountSpec(w.strip() or "k", w, revenue=n / 7)]),
    on(Account, lambda s, i, w: accounts.delete(s, i)),
    on(Account, plan_with_lines),
    on(Plan, lambda s, i, w: planning.delete_plan(s, i)),
    lambda s, w, n: goals.create(s, w),
    lambda s, w, n: planning.make_issue(s, w, Figure("nps", n / 3, n, low=-0.1, high=1e-9)),
    on(Issue, lambda s, i, w: planning.add_action(s, i, w, planning.add_cause(s, i, w), why=w)),
    on(Action, lambda s, i, w: planning.change_action(s, i, measure=w)),
    on(Issue, lambda s, i, w: planning.judge_issue(s, i, impact=len(w) % 4 + 1, leave_chance=len(w) / 3)),
    on(Issue, lambda s, i, w: planning.add_note(s, i, "review", w, w, reach=len(w))),
    on(Issue, lambda s, i, w: duplicates.merge(s, i, nth(s, Issue, len(w)) or i)),
    on(Issue, lambda s, i, w: duplicates.tell_apart(s, i, nth(s, Issue, len(w)) or i)),
    on(Cause, lambda s, i, w: planning.add_cause(s, s.get_one(Cause, i).issue_id, w, i)),
    on(Cause, lambda s, i, w: planning.hang_cause(s, i, BONES[len(w) % 6])),
    on(Cause, lambda s, i, w: planning.delete_cause(s, i)),
    on(Issue, lambda s, i, w: programme.cite(s, programme.decide(s, w, w, given_up=w, cost=len(w) / 7), i)),
    on(Decision, lambda s, i, w: programme.change_decision(s, i, title=w)),
    on(Issue, lambda s, i, w: planning.delete_issue(s, i)),
    lambda s, w, n: add_rule(
        s, RuleSpec(w, (RuleTest("text", "", "contains", (w,)),), goes_to="person", person=w)
    ),
    on(Rule, lambda s, i, w: switch_rule(s, i, len(w) % 2 == 0)),
    on(Rule, lambda s, i, w: move_rule(s, i, len(w) - 6)),
    on(Rule, lambda s, i, w: delete_rule(s, i)),
]


@pytest.mark.slow
@given(steps=st.lists(st.tuples(st.integers(0, len(DEEDS) - 1), WORDS, st.integers(0, 50)), max_size=25))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_actions_undone_give_the_start_and_redone_the_end(
    steps: list[tuple[int, str, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    project = Project.create(tmp_path_factory.mktemp("undo") / "a.cxdesk")
    try:
        start = dump(project)
        for deed, word, place in steps:
            try:
                project.run("Do", DEEDS[deed], word, place)
            except UserError:
                continue  # refused in words: the file is as it was, which the dumps below show
        end = dump(project)
        while project.can_undo:
            project.undo()
        assert dump(project) == start
        while project.can_redo:
            project.redo()
        assert dump(project) == end
    finally:
        project.close()


def test_every_table_is_under_undo_or_in_the_named_list(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "a.cxdesk")

    def tables(session: Session) -> tuple[set[str], set[str]]:
        real = session.scalars(text("SELECT name FROM sqlite_master WHERE type='table'"))
        watched = session.scalars(
            text("SELECT DISTINCT tbl_name FROM temp.sqlite_master WHERE type='trigger'")
        )
        return {n for n in real if not n.startswith("sqlite_")} - {"alembic_version"}, set(watched)

    real, watched = project.read(tables)
    project.close()
    written_once = {"asset", "response_chunk", "raw_cell", "import_report", "kept_original"}
    given_one_by_one = {"live_response", "live_answer"}
    logs = {"handed_out", "document_given", "erasure", "erased_mark", "gate_override", "release_override"}
    assert real - watched == written_once | given_one_by_one | logs | {"file_fact"}
    assert watched <= real


def test_typing_is_one_step_under_one_merge_key(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "a.cxdesk")
    survey = project.run("Create survey", surveys.create, "A")
    for name in ("Ab", "Abc", "Abcd"):
        project.run_merged("Rename survey", f"survey-{survey}", surveys.rename, survey, name, "en")
    before = dump(project)
    assert project.undo() == "Rename survey"
    assert '{"en": "A"}' in dump(project)["survey"][0]
    project.redo()
    assert dump(project) == before
    project.close()


def test_a_failed_action_leaves_no_step_and_tells_nobody(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "a.cxdesk")
    told = []
    project.listeners.append(told.append)

    def fails(session: Session) -> None:
        surveys.create(session, "Half done")
        raise ValueError("on purpose")

    with pytest.raises(ValueError, match="on purpose"):
        project.run("Fail", fails)
    assert not project.can_undo
    assert not told
    assert dump(project)["survey"] == []
    project.close()
