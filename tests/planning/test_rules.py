"""Rules: which answers they mean, whom it goes to, that nothing opens twice, and that words stay words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from cxdesk import i18n
from cxdesk.errors import UserError
from cxdesk.importing.actions import import_file
from cxdesk.importing.remap import again
from cxdesk.importing.removing import remove_import
from cxdesk.planning import follow_up_actions as deeds
from cxdesk.planning.follow_up_queries import FollowUpRow, follow_up_rows
from cxdesk.planning.rule_actions import change_rule, delete_rule, move_rule, set_mode, switch_rule
from cxdesk.planning.rule_queries import rule_rows
from cxdesk.planning.rule_runs import dry_run, open_found, run
from cxdesk.planning.rule_words import questions_asked, sentence
from cxdesk.planning.rules import RuleRow, RuleSpec, RuleTest, as_number, checked
from cxdesk.project import Project
from cxdesk.responses.aggregate import counted
from cxdesk.responses.filter_text import parse
from cxdesk.surveys.model import Survey
from tests.planning.follow_up_examples import (
    FILLER,
    NOW,
    ROWS,
    add,
    imported,
    item,
    project_with_answers,
    project_with_customers,
    unhappy,
    written,
)  # fmt: skip

TODAY = NOW.date()


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    opened = project_with_answers(tmp_path)
    yield opened
    opened.close()


def keys(project: Project, found: object) -> list[str]:
    """The survey tool's own numbers of the answers that would open, in order."""
    frame = project.read(counted, 1, [], facts=["respondent_key"])
    names = dict(frame.select("response_id", "respondent_key").iter_rows())
    return sorted(names[o.response_id].removeprefix("R_") for o in found.openings)  # type: ignore[attr-defined]


def meant(project: Project, *tests: RuleTest, joined_by: str = "all", today: date = TODAY) -> list[str]:
    spec = checked(RuleSpec("One", tests, joined_by))
    row = RuleRow(1, 0, True, spec, None, None)
    now = datetime.combine(today, datetime.min.time())
    return keys(project, project.read(dry_run, [row], now=now))


def opened(project: Project) -> list[FollowUpRow]:
    return project.read(follow_up_rows)


@pytest.mark.parametrize(
    ("text", "op", "values", "expected"),
    [
        ("Would you recommend us?", "below", ("4",), ["a1", "a8"]),
        ("Would you recommend us?", "at_most", ("4",), ["a1", "a5", "a8"]),
        ("Would you recommend us?", "is", ("6",), ["a3"]),
        ("Would you recommend us?", "one_of", ("1", "2"), ["a1", "a8"]),
        ("Waiting time", "not_satisfied", (), ["a1", "a3", "a4", "a7", "a8"]),
        ("Technician", "is", ("jan kok",), ["a3", "a4", "a5", "a8"]),
        ("What went wrong?", "blank", (), ["a8"]),
    ],
)
def test_a_condition_on_an_answer_means_the_right_rows_only(
    project: Project, text: str, op: str, values: tuple[str, ...], expected: list[str]
) -> None:
    """A25: a rule fires on the right rows only."""
    found = meant(project, RuleTest("answer", item(project, text), op, values))
    assert [k for k in found if k.startswith("a")] == expected
    if op != "not_satisfied":
        assert not [k for k in found if k.startswith("b")]


def test_above_and_the_number_itself_are_told_apart(project: Project) -> None:
    code = item(project, "Would you recommend us?")
    over = meant(project, RuleTest("answer", code, "above", ("9",)))
    least = meant(project, RuleTest("answer", code, "at_least", ("9",)))
    assert "a6" in over
    assert "a2" not in over
    assert {"a2", "a6"} <= set(least)


@pytest.mark.parametrize(
    ("field", "op", "values", "customers"),
    [
        ("segment", "is", ("OFFICES ",), ["A1"]),
        ("segment", "one_of", ("Housing", "Hotels"), ["A2", "A4"]),
        ("revenue", "above", ("100,000",), ["A1", "A3"]),
        ("revenue", "at_most", ("90.000",), ["A2", "A4"]),
        ("owner", "is", ("Leila Rahimi",), ["A1", "A3"]),
        ("owner", "blank", (), ["A4"]),
        ("renewal_on", "within_days", ("30",), ["A1"]),
        ("relation", "is_not", ("customer",), ["A4"]),
        ("name", "is", ("arya clinic",), ["A3"]),
    ],
)
def test_a_condition_on_the_customer_means_that_customers_answers(
    project: Project, field: str, op: str, values: tuple[str, ...], customers: list[str]
) -> None:
    found = meant(project, RuleTest("account", field, op, values))
    theirs = [r[0].removeprefix("R_") for r in ROWS + FILLER if r[5] in customers]
    assert found == sorted(theirs)


def test_a_renewal_that_is_over_is_not_within_the_next_days(project: Project) -> None:
    assert not meant(
        project, RuleTest("account", "renewal_on", "within_days", ("30",)), today=date(2026, 5, 1)
    )


@pytest.mark.parametrize(
    ("op", "words", "expected"),
    [
        ("has_word", ("cancel",), ["a1"]),
        ("contains", ("cancel",), ["a1", "a6"]),
        ("has_word", ("OPZEGGEN", "mondani"), ["a3", "a4"]),
        ("contains", ("szerzodest",), ["a4"]),
        ("has_word", ("ميخواهم",), ["a5"]),
        ("contains", ("розірвати",), ["a7"]),
        ("has_word", ("cancel the contract",), ["a1"]),
    ],
)
def test_words_are_found_in_every_language_with_case_and_accents_aside(
    project: Project, op: str, words: tuple[str, ...], expected: list[str]
) -> None:
    assert meant(project, RuleTest("text", "", op, words)) == expected


@pytest.mark.parametrize(
    "hostile", [".*", "(a+)+$", "'; DROP TABLE rule; --", "{0.__class__}", "\\", "%s", "<b>", "🙂"]
)
def test_hostile_words_are_only_ever_words(project: Project, hostile: str) -> None:
    assert meant(project, RuleTest("text", "", "contains", (hostile,))) == []
    assert meant(project, RuleTest("account", "name", "is", (hostile,))) == []
    code = item(project, "Technician")
    assert meant(project, RuleTest("answer", code, "is", (hostile,))) == []
    add(project, unhappy(project, note=hostile, goes_to="person", person=hostile))
    assert hostile in project.read(rule_rows)[0].spec.note


def test_all_and_any_join_conditions(project: Project) -> None:
    low = RuleTest("answer", item(project, "Would you recommend us?"), "at_most", ("6",))
    rich = RuleTest("account", "revenue", "above", ("100000",))
    assert meant(project, low, rich) == ["a1", "a5"]
    assert set(meant(project, low, rich, joined_by="any")) > {"a1", "a3", "a5", "a7", "a8"}


def test_each_answer_gets_the_owner_the_rules_say_on_both_levels(project: Project) -> None:
    """C13: a specialist or a general manager, by the first rule that fits."""
    rich = RuleTest("account", "revenue", "above", ("100,000",))
    low = unhappy(project).tests
    add(
        project,
        RuleSpec(
            "Large",
            (*low, rich),
            level="manager",
            goes_to="person",
            person="Ines Duarte",
            within=1,
            unit="days",
        ),
    )
    add(
        project,
        RuleSpec(
            "Words", (RuleTest("text", "", "contains", ("opzeggen",)),), goes_to="function", function="Sales"
        ),
    )
    add(project, unhappy(project))
    project.run("Run", run, now=NOW)
    told = {(r.account, r.rule): (r.level, r.for_whom, r.due_at) for r in opened(project)}
    day = timedelta(days=1)
    assert told == {
        ("Harbour Square", "Large"): ("manager", "Ines Duarte", NOW + day),
        ("Arya Clinic", "Large"): ("manager", "Ines Duarte", NOW + day),
        ("Van Dalen", "Words"): ("specialist", "Sales", NOW + 2 * day),
        ("Dnipro Hotel", "Critics"): ("specialist", "", NOW + 2 * day),
        ("", "Critics"): ("specialist", "", NOW + 2 * day),
    }


def test_first_match_wins_or_all_that_match(project: Project) -> None:
    add(project, unhappy(project))
    add(project, replace(unhappy(project, "4"), name="Very"))
    first = project.read(dry_run)
    assert [(o.rule.spec.name, o.opening) for o in first.rules] == [("Critics", 5), ("Very", 0)]
    project.run("Mode", set_mode, "all")
    both = project.read(dry_run)
    assert [(o.rule.spec.name, o.opening) for o in both.rules] == [("Critics", 5), ("Very", 3)]
    project.run("Mode", set_mode, "first")
    project.run("Move", move_rule, 2, -1)
    moved = project.read(dry_run)
    assert [(o.rule.spec.name, o.opening) for o in moved.rules] == [("Very", 3), ("Critics", 2)]


def test_a_rule_that_is_off_opens_nothing_and_one_of_another_survey_neither(project: Project) -> None:
    number = add(project, unhappy(project))
    project.run("Off", switch_rule, number, False)
    assert project.read(dry_run).opening == 0


def test_a_dry_run_says_how_many_for_whom_and_changes_nothing(project: Project) -> None:
    add(project, unhappy(project))
    before = project.path.read_bytes()
    told = project.read(dry_run)
    (outcome,) = told.rules
    assert (told.looked_at, outcome.fitting, outcome.opening) == (28, 5, 5)
    assert sum(n for _who, n in outcome.persons) == 5
    assert len(outcome.examples) == 3
    assert project.path.read_bytes() == before


def test_a_run_over_a_part_of_the_answers_takes_the_filter_of_the_explorer(project: Project) -> None:
    add(project, unhappy(project))
    assert project.read(dry_run, None, parse("segment = Offices")).opening == 1


def test_the_same_answer_opens_once_for_a_rule(project: Project) -> None:
    add(project, unhappy(project))
    assert project.run("Run", run, now=NOW).opening == 5
    assert project.run("Run", run, now=NOW).opening == 0
    assert len(opened(project)) == 5


def test_a_file_read_anew_opens_nothing_again_and_the_follow_ups_keep_their_answer(
    project: Project, tmp_path: Path
) -> None:
    add(project, unhappy(project))
    project.run("Run", run, now=NOW)
    project.run("Stricter", change_rule, 1, unhappy(project, "0"))
    before = {r.id: r.response_id for r in opened(project)}
    again(project, 1, lambda plan: plan)
    after = {r.id: r.response_id for r in opened(project)}
    assert before.keys() == after.keys()
    assert not set(before.values()) & set(after.values())
    assert not [r for r in opened(project) if r.answer_gone]
    project.undo()
    assert {r.id: r.response_id for r in opened(project)} == before


def test_a_file_that_comes_again_after_it_was_removed_finds_its_follow_ups(
    project: Project, tmp_path: Path
) -> None:
    add(project, unhappy(project))
    project.run("Run", run, now=NOW)
    project.run("Say", deeds.note_contact, 1, "us", "phone", "Called", NOW + timedelta(hours=2))
    project.run("Remove", remove_import, 1)
    assert [r.answer_gone for r in opened(project)] == [True]
    done = imported(project, tmp_path / "march.csv", survey_id=1)
    assert done.follow_ups.opened == 4
    assert [r.answer_gone for r in opened(project)] == [False] * 5


def test_an_import_opens_in_its_own_step_and_undo_takes_both(tmp_path: Path) -> None:
    project = project_with_customers(tmp_path)
    imported(project, written(tmp_path / "a.csv", FILLER), round_name="March 2026")
    add(project, unhappy(project))
    done = imported(project, written(tmp_path / "b.csv", ROWS), survey_id=1)
    assert (done.follow_ups.opened, done.follow_ups.waiting) == (5, 0)
    assert {r.account for r in opened(project)} >= {"Harbour Square"}
    same = imported(project, written(tmp_path / "c.csv", FILLER + ROWS), survey_id=1)
    assert same.follow_ups.opened == 0
    project.undo()
    assert opened(project) == []
    assert project.read(counted, 1, []).height == len(FILLER)
    project.redo()
    assert len(opened(project)) == 5
    project.close()


def test_an_answer_that_came_with_another_number_later_opens_then(tmp_path: Path) -> None:
    project = project_with_customers(tmp_path)
    imported(project, written(tmp_path / "a.csv", FILLER), round_name="March 2026")
    add(project, unhappy(project))
    worse = [("R_b0", 1, *FILLER[0][2:]), *FILLER[1:]]
    done = imported(project, written(tmp_path / "b.csv", worse), survey_id=1)
    assert done.changed == 1
    assert done.follow_ups.opened == 1
    project.close()


def test_removing_an_import_takes_untouched_follow_ups_and_keeps_the_others_marked(project: Project) -> None:
    add(project, unhappy(project))
    project.run("Run", run, now=NOW)
    first = opened(project)[0]
    project.run("Contact", deeds.note_contact, first.id, "us", "phone", "Called", NOW + timedelta(hours=2))
    assert project.run("Remove", remove_import, 1) == 4
    (left,) = opened(project)
    assert (left.id, left.answer_gone) == (first.id, True)
    project.undo()
    assert len(opened(project)) == 5
    assert not any(r.answer_gone for r in opened(project))


def test_more_than_500_are_not_opened_without_asking(tmp_path: Path) -> None:
    project = project_with_customers(tmp_path)
    imported(project, written(tmp_path / "a.csv", FILLER), round_name="March 2026")
    add(project, unhappy(project))
    many = [(f"R_c{n}", 1 + n % 5, 3, "Jan Kok", f"no {n}", "A1") for n in range(501)]
    done = imported(project, written(tmp_path / "b.csv", many), survey_id=1)
    assert (done.follow_ups.opened, done.follow_ups.waiting) == (0, 501)
    assert opened(project) == []
    with pytest.raises(UserError, match="501 follow-ups would open at once"):
        project.run("Run", run, now=NOW)
    assert opened(project) == []
    assert project.run("Run", run, now=NOW, many=True).opening == 501
    assert len(opened(project)) == 501
    project.undo()
    found = project.read(dry_run)
    assert project.run("Open", open_found, found, NOW, True) == 501
    project.close()


def test_who_was_promised_not_to_be_named_is_never_followed_up(project: Project) -> None:
    add(project, unhappy(project))

    def promise(session: object, word: str) -> None:
        session.get_one(Survey, 1).promise = word  # type: ignore[attr-defined]

    for word in ("confidential", "anonymous"):
        project.run("Promise", promise, word)
        told = project.read(dry_run)
        assert told.opening == 0
        assert told.left_out


def test_a_question_that_a_round_did_not_ask_was_left_empty_by_nobody(tmp_path: Path) -> None:
    project = project_with_customers(tmp_path)
    path = tmp_path / "short.csv"
    lines = [f"R_s{n},{n % 11},A1" for n in range(30)]
    path.write_text("ResponseID,Would you recommend us?,Account\n" + "\n".join(lines) + "\n")
    import_file(project, plan_of_short(path), round_name="Short")
    imported(project, written(tmp_path / "long.csv", ROWS + FILLER), survey_id=1, round_name="Long")
    code = item(project, "What went wrong?")
    assert meant(project, RuleTest("answer", code, "blank")) == ["a8"]
    project.close()


def plan_of_short(path: Path) -> object:
    from cxdesk.importing import detect, mapping

    return mapping.suggest(detect.sniff(path))


def test_rules_are_written_as_sentences(project: Project) -> None:
    rich = RuleTest("account", "revenue", "above", ("100000",))
    spec = RuleSpec("", (*unhappy(project).tests, rich))
    asked = project.read(questions_asked)
    assert sentence(spec, asked) == (
        "When “Would you recommend us?” is 6 or less and the revenue is over 100,000, "
        "open a follow-up for the account’s owner within 48 hours."
    )
    words = RuleSpec("", (RuleTest("text", "", "has_word", ("cancel", "stop")),), level="manager", goes_to="person",
                     person="Ines Duarte", within=1, unit="days")  # fmt: skip
    assert sentence(words, asked) == (
        "When a text has the word “cancel” or “stop” in it, open a follow-up for Ines Duarte as general manager "
        "within 1 day."
    )


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"tests": ()}, "needs a condition"),
        ({"tests": (RuleTest("answer", "Q1", "at_most", ("six",)),)}, "Condition 1: “six” is not a number"),
        ({"tests": (RuleTest("answer", "", "at_most", ("6",)),)}, "Condition 1: choose a question"),
        ({"tests": (RuleTest("text", "", "contains", (" ",)),)}, "Condition 1: say with what"),
        ({"tests": (RuleTest("text", "", "contains", ("x" * 201,)),)}, "at most 200"),
        ({"goes_to": "person"}, "Say who follows up"),
        ({"goes_to": "function", "function": " "}, "Say which function"),
        ({"within": 0}, "Say within how many"),
        ({"within": 400, "unit": "days"}, "at most a year"),
    ],
)
def test_a_rule_that_says_too_little_is_refused_in_words(change: dict[str, object], says: str) -> None:
    i18n.set_language("en")
    good = RuleSpec("R", (RuleTest("answer", "Q1", "at_most", ("6",)),))
    with pytest.raises(UserError, match=says):
        checked(replace(good, **change))  # type: ignore[arg-type]


def test_a_rule_can_be_changed_and_deleted_and_what_it_opened_stays(project: Project) -> None:
    number = add(project, unhappy(project))
    project.run("Run", run, now=NOW)
    project.run("Change", change_rule, number, unhappy(project, "2"))
    assert len(opened(project)) == 5
    project.run("Delete", delete_rule, number)
    assert {(r.rule_id, r.rule) for r in opened(project)} == {(None, "Critics")}
    project.undo()
    assert {r.rule_id for r in opened(project)} == {number}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("100,000", 1e5),
        ("100.000", 1e5),
        ("100 000", 1e5),
        ("2,5", 2.5),
        ("0.125", 0.125),
        ("۶", 6),
        ("nan", None),
        ("1e999", None),
        ("six", None),
    ],
)
def test_numbers_are_read_as_people_type_them(text: str, value: float | None) -> None:
    assert as_number(text) == value
