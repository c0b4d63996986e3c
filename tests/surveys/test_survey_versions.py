"""Releases: asked for what they serve, frozen, compared in sentences, brought back with the same items."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.goals.model import Goal
from cxdesk.goals.queries import goal_rows
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses.model import Round
from cxdesk.surveys import actions, bank, purpose, restoring, rule_actions, templates, versions
from cxdesk.surveys.definition import ChoiceSpec, Definition, ItemSpec, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.described import described
from cxdesk.surveys.differences import differences
from cxdesk.surveys.formats.own import document_of
from cxdesk.surveys.model import SurveyVersion
from cxdesk.surveys.queries import whole
from cxdesk.touchpoints import actions as touch_points
from cxdesk.touchpoints.queries import touch_point_rows
from tests.support.commands import refused, said, told

TODAY = date(2026, 11, 26)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    opened = Project.create(tmp_path / "a.cxdesk")
    yield opened
    opened.close()


@pytest.fixture
def survey(project: Project) -> int:
    point = project.run("Point", touch_points.add, "Repair visit", "visit")
    number: int = project.run("Begin", templates.begin, "post_repair", "en", point)
    return number


def question(project: Project, survey: int, code: str) -> Any:
    return next(q for q in project.read(whole, survey).elements if q.code == code)


def released(project: Project, survey: int, **more: Any) -> int:
    number: int = project.run(
        "Release", lambda s: versions.release(s, survey, "Ann", today=TODAY, override="pilot", **more)
    )
    return number


def test_a_release_asks_for_goal_decision_and_audience_or_a_reason_that_is_recorded(
    project: Project, survey: int
) -> None:
    with pytest.raises(UserError) as refusal:
        project.run("Release", versions.release, survey)
    for words in ("which business goal", "which decision", "whom it asks"):
        assert words in str(refusal.value)
    assert project.read(versions.version_rows, survey) == []
    project.run("Release", versions.release, survey, "Ann", "Pilot", "the board wants it tomorrow", TODAY)
    row = project.read(versions.version_rows, survey)[0]
    assert (row.number, row.released_by, row.note, row.override, row.questions) == (
        1, "Ann", "Pilot", "the board wants it tomorrow", 9,
    )  # fmt: skip


def test_a_release_with_its_purpose_needs_no_reason_and_the_goal_brings_its_figure(
    project: Project, survey: int
) -> None:
    project.run("Goal", purpose.serve_new, survey, "cost_to_serve")
    project.run(
        "Say", lambda s: purpose.describe(s, survey, decision="A second van", whom="Who had a repair")
    )
    found = project.read(purpose.purpose, survey)
    assert (found.missing, found.goal, found.goal_kind) == ((), "Lower the cost of serving", "cost_to_serve")
    assert "Contacts per order" in found.measure
    assert found.untied == 0  # no question says a goal of its own: all serve the survey's
    project.run("Tie", purpose.tie, question(project, survey, "EASE").id, found.goal)
    assert (
        project.read(purpose.purpose, survey).untied == 6
    )  # the two consents ask for no goal, as the review counts
    assert project.run("Tie", purpose.tie_all, survey, found.goal) == 8
    assert project.read(purpose.purpose, survey).untied == 0
    assert project.run("Release", versions.release, survey, "", "", "not needed", TODAY) == 1
    assert project.read(versions.version_rows, survey)[0].override == ""


def test_goals_that_were_only_passed_over_do_not_stay(project: Project, survey: int) -> None:
    def names() -> list[str]:
        return [row.name for row in project.read(goal_rows)]

    there = names()
    for kind in ("retention", "acquisition", "cross_sell"):
        project.run("Goal", purpose.serve_new, survey, kind)
    now = project.read(purpose.purpose, survey)
    assert names() == [*there, now.goal]
    project.run("Figure", purpose.measure_goal, now.goal_id, target="40%")
    project.run("Goal", purpose.serve_new, survey, "acquisition")
    ease = question(project, survey, "EASE").id
    project.run("Tie", purpose.tie, ease, project.read(purpose.purpose, survey).goal)
    project.run("Goal", purpose.serve_new, survey, "retention")
    assert len(names()) == len(there) + 3  # one with a figure, one that a question serves, and this
    project.undo()
    project.undo()
    project.run("Goal", purpose.serve_new, survey, "retention")
    assert len(names()) == len(there) + 2


def test_what_was_released_stays_as_it_was_while_the_draft_goes_on(project: Project, survey: int) -> None:
    assert released(project, survey) == 1
    frozen = project.read(versions.version_rows, survey)[0].id
    before = document_of(project.read(versions.version, frozen))
    with pytest.raises(UserError, match="Nothing has changed since version 1"):
        released(project, survey)
    project.run("Words", actions.set_question_text, question(project, survey, "BETTER").id, "And?", "en")
    assert document_of(project.read(versions.version, frozen)) == before
    assert released(project, survey) == 2
    project.undo()
    assert [r.number for r in project.read(versions.version_rows, survey)] == [1]


def test_a_deleted_question_stays_known_and_comes_back_under_its_old_items(
    project: Project, survey: int
) -> None:
    released(project, survey)
    first = project.read(versions.version_rows, survey)[0].id
    old = project.read(described, survey)
    ease, done = question(project, survey, "EASE"), question(project, survey, "DONE")
    links = project.read(touch_point_rows)[0].item_ids
    project.run("Delete", actions.delete_question, ease.id)
    project.run("Words", actions.set_question_text, done.id, "How was the repair?", "en")
    project.run("Add", actions.add_section, survey, {"en": "More"})
    sections = project.read(whole, survey).sections
    project.run("Move", actions.move_question, done.id, sections[-1].id, 0)
    project.run(
        "Add",
        actions.add_question,
        sections[0].id,
        QuestionSpec("EASE", "text", {"en": "Another of that code"}),
    )
    gone = project.read(versions.formerly_asked, survey)
    assert [(q.code, q.items[0].key, n) for q, n in gone] == [("EASE", str(ease.items[0].id), 1)]
    sentences = [d.sentence for d in differences(old, project.read(described, survey))]
    assert any("taken away; answers to it stay in the file" in s for s in sentences)
    assert "“Another of that code” was added." in sentences

    project.run("Back", restoring.bring_back, first)
    now = project.read(described, survey)
    assert now == old
    assert question(project, survey, "EASE").items[0].id == ease.items[0].id
    assert project.read(touch_point_rows)[0].item_ids == links
    assert project.read(versions.before_release, survey).is_same
    project.undo()
    assert [s for s in project.read(whole, survey).sections if s.title == {"en": "More"}]


def test_a_version_keeps_what_it_was_for_and_where_it_asked(project: Project, survey: int) -> None:
    project.run("Goal", purpose.serve_new, survey, "own", "Fewer visits")
    project.run(
        "Say", lambda s: purpose.describe(s, survey, decision="A second van", whom="Who had a repair")
    )
    project.run("Release", versions.release, survey, "Ann", "", "", TODAY)
    first = project.read(versions.version_rows, survey)[0].id
    point, ease = project.read(touch_point_rows)[0], question(project, survey, "EASE")
    hall = project.run("Point", touch_points.add, "Hall", "visit")
    project.run("Goal", purpose.serve_new, survey, "retention")
    project.run(
        "Say", lambda s: purpose.describe(s, survey, decision="", whom="Everybody", pattern="present")
    )
    project.run("Delete", actions.delete_question, ease.id)
    for item in point.item_ids:
        if item != ease.items[0].id:
            project.run("Move", touch_points.relink, item, point.id, hall)
    changes = project.read(versions.before_release, survey).changes or ()
    told = " ".join(d.sentence for d in changes if d.sort == "purpose")
    for words in (
        "Its goal is now “Keep customers”; it was “Fewer visits”.", "Whom it asks is now “Everybody”",
        "The decision it serves was taken away; it was “A second van”.", "How it listens is now “Regularly”",
        "It asks about “Hall” now. It no longer asks about “Repair visit”.",
    ):  # fmt: skip
        assert words in told
    assert project.run("Back", restoring.bring_back, first) == ()
    found = project.read(purpose.purpose, survey)
    assert (found.goal, found.decision, found.whom) == ("Fewer visits", "A second van", "Who had a repair")
    assert sorted(project.read(touch_point_rows)[0].item_ids) == sorted(point.item_ids)
    assert project.read(touch_point_rows)[1].item_ids == ()
    assert project.read(versions.before_release, survey).is_same


def forget_what_it_was_for(session: Session, version_id: int) -> None:
    row = session.get_one(SurveyVersion, version_id)
    row.document = {name: value for name, value in row.document.items() if name != "kept"}


def test_a_version_says_what_cannot_come_back_with_it(project: Project, survey: int) -> None:
    project.run("Goal", purpose.serve_new, survey, "own", "Fewer visits")
    released(project, survey)
    first = project.read(versions.version_rows, survey)[0].id
    point = project.read(touch_point_rows)[0]
    project.run("Gone", touch_points.delete, point.id)
    project.run("Gone", lambda s: s.delete(s.get_one(Goal, 1)))
    notes = " ".join(project.run("Back", restoring.bring_back, first))
    assert "Its goal “Fewer visits” is not in the file any more." in notes
    assert (
        "The touch point “Repair visit” is not in the file any more: “How satisfied are you with the repair"
        in notes
    )
    project.run("Old", forget_what_it_was_for, first)
    assert project.read(versions.before_release, survey).changes is not None


def test_why_it_was_released_without_a_goal_stays_when_the_release_is_undone(
    project: Project, survey: int, capsys: pytest.CaptureFixture[str]
) -> None:
    released(project, survey)
    assert [(r.number, r.reason, r.stands) for r in project.read(versions.override_rows, survey)] == [
        (1, "pilot", True)
    ]
    project.undo()
    assert project.read(versions.version_rows, survey) == []
    row = project.read(versions.override_rows, survey)[0]
    assert (row.skipped, row.who, row.stands) == (("goal", "decision", "whom"), "Ann", False)
    project.redo()
    assert [r.stands for r in project.read(versions.override_rows, survey)] == [True]
    project.undo()
    project.close()
    assert "taken back. The reason was: pilot" in told(capsys, "survey", "versions", project.path)


def test_a_round_belongs_to_what_was_released_last(project: Project, survey: int) -> None:
    def release_of(number: int) -> int | None:
        return project.read(lambda s: s.get_one(Round, number).version_id)

    early = project.run("Round", responses.add_round, survey, "Pilot")
    assert release_of(early) is None
    released(project, survey)
    made = project.run("Round", responses.add_round, survey, "May")
    version = project.read(versions.latest_version, survey)
    assert release_of(made) == version is not None
    project.run("Set", responses.set_version, early, version)
    assert release_of(early) == version
    other = project.run("Begin", templates.begin, "complaint", "en")
    theirs = project.run("Round", responses.add_round, other, "May")
    with pytest.raises(UserError):
        project.run("Set", responses.set_version, theirs, version)


Q1 = QuestionSpec(
    "A", "scale", {"en": "Speed", "nl": "Snelheid"}, ScaleSpec(1, 5), (ChoiceSpec(1, {"en": "Bad"}),),
    (ItemSpec("A", {"en": "Speed"}, "7"),),
)  # fmt: skip
Q2 = QuestionSpec("B", "text", {"en": "Why?"}, items=(ItemSpec("B", {"en": "Why?"}, "8"),))
Q3 = QuestionSpec("C", "text", {"en": "More?"}, items=(ItemSpec("C", {"en": "More?"}, "9"),))


def made(*questions: QuestionSpec, **more: Any) -> Definition:
    return Definition({"en": "S"}, (SectionSpec({}, questions, code="S1"),), **more)


def test_what_went_along_with_its_section_and_what_was_translated_is_told_once() -> None:
    def of(*parts: tuple[str, tuple[QuestionSpec, ...]]) -> Definition:
        return Definition({"en": "S"}, tuple(SectionSpec({"en": c}, qs, code=c) for c, qs in parts), ("en",))

    choices = (ChoiceSpec(1, {"en": "Repair"}), ChoiceSpec(2, {"en": "Visit"}))
    asked = replace(Q2, kind="single", choices=choices)
    old = of(("Before", (Q1,)), ("Invoice", (asked, Q3)), ("End", ()))
    told_ = [
        d.sentence for d in differences(old, of(("Invoice", (asked, Q3)), ("Before", (Q1,)), ("End", ())))
    ]
    assert told_ == ["The section “Invoice” was moved."] or told_ == ["The section “Before” was moved."]
    told_ = [
        d.sentence for d in differences(old, of(("Before", (Q1,)), ("Invoice", (Q3,)), ("End", (asked,))))
    ]
    assert told_ == ["“Why?” was moved into the section “End”."]
    told_ = [
        d.sentence for d in differences(old, of(("Before", (Q1,)), ("Invoice", (Q3, asked)), ("End", ())))
    ]
    assert told_ in (["“Why?” was moved."], ["“More?” was moved."])
    fa = replace(
        asked, text={"en": "Why?", "fa": "چرا؟"},
        choices=(ChoiceSpec(1, {"en": "Repair of the lift", "fa": "تعمیر"}), ChoiceSpec(2, {"en": "Visit", "fa": "بازدید"})),
    )  # fmt: skip
    scaled = replace(Q1, scale=ScaleSpec(1, 5, low_label={"en": "Bad"}))
    both = replace(scaled, scale=ScaleSpec(1, 5, low_label={"en": "Bad", "fa": "بد"}))
    found = differences(of(("A", (scaled, asked))), replace(of(("A", (both, fa))), languages=("en", "fa")))
    assert [d.sentence for d in found] == [
        "It is asked in Persian too.", "4 texts were translated into Persian.",
        "“Why?”: reworded “Repair of the lift” (it was “Repair”).",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("new", "sorts", "words"),
    [
        (made(Q1, Q2, Q3), [], ""),
        (made(Q1, Q2), ["removed"], "“More?” was taken away"),
        (made(Q1, Q2, Q3, replace(Q3, code="D", items=())), ["added"], "“More?” was added"),
        (made(Q3, Q1, Q2), ["moved"], "“More?” was moved"),
        (made(replace(Q1, code="Z"), Q2, Q3), ["settings"], "The code of “Speed” was A"),
        (made(replace(Q1, text={"en": "Pace", "nl": "Snelheid"}), Q2, Q3), ["reworded"], "It was “Speed”"),
        (made(replace(Q1, text={"en": "P", "nl": "T"}), Q2, Q3), ["reworded"], "English"),
        (made(replace(Q1, scale=ScaleSpec(0, 10)), Q2, Q3), ["scale"], "from 0 to 10; it went from 1 to 5"),
        (made(replace(Q1, choices=(ChoiceSpec(2, {"en": "Ok"}),)), Q2, Q3), ["answers", "answers"], "added “Ok”"),
        (made(Q1, replace(Q2, required=True), Q3), ["settings"], "must be answered now"),
        (made(Q1, Q2, replace(Q3, rules={"show": {"op": "and", "of": []}})), ["rules"], "rules of “More?”"),
        (made(Q1, replace(Q2, look="line"), Q3), ["answers"], "“Short text”, not as “Long text”"),
        (made(Q1, Q2, Q3, promise="anonymous"), ["survey"], "promise"),
        (made(Q1, Q2, Q3, languages=("en", "fa")), ["survey"], "too"),
    ],
)  # fmt: skip
def test_a_difference_is_told_in_a_sentence(new: Definition, sorts: list[str], words: str) -> None:
    found = differences(made(Q1, Q2, Q3), new)
    assert [d.sort for d in found] == sorts
    assert words in " ".join(d.sentence for d in found)


def test_a_question_of_the_bank_goes_into_another_survey_without_rules_that_never_hold(
    project: Project, survey: int
) -> None:
    still = question(project, survey, "STILL")
    kept = project.run("Keep", bank.keep, still.id, "", TODAY)
    other = project.run("Survey", actions.create, "Other")
    section = project.read(whole, other).sections[0].id
    number, notes = project.run("Put", bank.put_in, kept, section)
    put = question(project, other, "STILL")
    assert (put.id, put.rules, put.is_template, put.text) == (number, {}, True, still.text)
    assert put.items[0].id != still.items[0].id
    assert "no question SOLVED" in notes[0]
    again, none = project.run("Put", bank.put_in, kept, project.read(whole, survey).sections[0].id)
    assert none == ()
    assert question(project, survey, "STILL-2").rules == still.rules
    assert [r.text for r in project.read(bank.bank_rows, "NIET ORDE")] == ["What is still not right?"]
    assert project.read(bank.bank_rows, "nowhere") == []
    project.run("Out", bank.throw_out, kept)
    assert project.read(bank.bank_rows) == []
    assert again


def test_the_bank_says_before_what_cannot_go_with_a_question_and_takes_all_else_along(
    project: Project, survey: int, capsys: pytest.CaptureFixture[str]
) -> None:
    ease = question(project, survey, "EASE")
    show = {"op": "=", "question": "DONE", "value": 1}
    project.run("Skip", rule_actions.set_skips, ease.id, [{"to": {"end": True}}])
    project.run("Link", touch_points.link, project.read(touch_point_rows)[0].id, ease.items[0].id)
    project.run("Words", actions.set_question_text, ease.id, "You said {{REPAIR}}. How easy was it?", "en")
    two = QuestionSpec(
        "TWO", "single", {"en": "Which?"},
        choices=(ChoiceSpec(1, {"en": "Van", "nl": "Bus"}, settings={"show": show}), ChoiceSpec(2, {"en": "Car"})),
    )  # fmt: skip
    which = project.run("Add", actions.add_question, project.read(whole, survey).sections[0].id, two)
    told_ = " ".join(project.read(bank.keep_notes, ease.id))
    assert "Where people go on after it stays behind" in told_
    assert "It looks at REPAIR" in told_
    kept = project.run("Keep", bank.keep, ease.id, "", TODAY)
    other_kept = project.run("Keep", bank.keep, which, "", TODAY)
    other = project.run("Survey", actions.create, "Other")
    before = project.read(bank.put_notes, kept, other)
    assert "It quotes the answer to REPAIR" in before[0]
    assert "When “Van” is shown was left out" in project.read(bank.put_notes, other_kept, other)[0]
    section = project.read(whole, other).sections[0].id
    made, notes = project.run("Put", bank.put_in, kept, section)
    project.run("Put", bank.put_in, other_kept, section)
    assert notes == before
    there, choices = question(project, other, "EASE"), question(project, other, "TWO").choices
    assert (there.scale.low_label, there.rules, made) == (ease.scale.low_label, {}, there.id)
    assert [(c.label, c.settings) for c in choices] == [({"en": "Van", "nl": "Bus"}, {}), ({"en": "Car"}, {})]
    assert there.items[0].id in project.read(touch_point_rows)[0].item_ids
    project.run("Gone", touch_points.delete, project.read(touch_point_rows)[0].id)
    assert "“Repair visit”, which is not in the file any more" in project.read(bank.put_notes, kept, other)[1]
    project.close()
    checked = said(capsys, "survey", "bank", project.path, "--put", 1, "--survey", "Other", "--check")
    assert "REPAIR" in checked["notes"][0]


@pytest.mark.parametrize(
    ("volume", "best", "words"),
    [
        (5000, "past", "5,000 contacts a year"),
        (1, "present", "1 contact a year"),
        (None, "present", "Nobody noted"),
    ],
)
def test_the_adviser_proposes_by_the_volume_of_the_touch_point(
    project: Project, survey: int, volume: int | None, best: str, words: str
) -> None:
    point = project.read(touch_point_rows)[0].id
    project.run("Volume", lambda s: touch_points.describe(s, point, volume=volume))
    advice = project.read(purpose.purpose, survey).advice
    assert advice.patterns[0] == best
    assert words in advice.why
    assert "Repair visit" in advice.why


@pytest.mark.slow
def test_the_command_line_says_the_purpose_releases_and_compares(
    project: Project, survey: int, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project.path
    project.run("Round", responses.add_round, survey, "Pilot")
    project.close()
    assert "Say first" in refused(capsys, "survey", "release", file)
    assert refused(capsys, "survey", "compare", file) == "This survey was not released yet."
    found = said(
        capsys, "survey", "purpose", file, "--goal", "own", "--goal-name", "Fewer visits", "--decision", "Vans",
        "--whom", "All", "--tie",
    )  # fmt: skip
    assert (found["goal"], found["missing"], found["questions_without_goal"]) == ("Fewer visits", [], 0)
    assert said(capsys, "survey", "release", file, "--by", "Ann", "--today", "2026-11-26")["version"] == 1
    assert said(capsys, "survey", "bank", file, "--keep", "ease")["kept"] == 1
    found = said(capsys, "survey", "bank", file, "--put", 1)
    # It says under which code it came in, and that its words are the template's still.
    assert (found["put"], [r["is_template"] for r in found["bank"]]) == ("EASE-2", [True])
    assert "EASE-2" in said(capsys, "survey", "ours", file)["template_text"]
    assert "“EASE-3” is at the end of the survey." in told(capsys, "survey", "bank", file, "--put", 1)
    changes = said(capsys, "survey", "compare", file, "--from", 1)
    assert [(c["sort"], c["question"]) for c in changes] == [("added", "EASE-2"), ("added", "EASE-3")]
    assert "There are: 1" in refused(capsys, "survey", "compare", file, "--from", 4)
    assert "released as version 2" in told(capsys, "survey", "release", file)
    versions_told = said(capsys, "survey", "versions", file, "--round", "pilot", "--asked", 1)
    assert [v["number"] for v in versions_told] == [2, 1]
    again = Project.open(file)
    assert again.read(lambda s: s.get_one(Round, 1).version_id) == versions_told[1]["id"]
    again.close()


def test_the_command_line_says_before_a_release_what_is_not_finished(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "c.cxdesk"
    Project.create(file).close()
    told(capsys, "touchpoints", "add", file, "Repair visit", "--channel", "visit")
    new = ("survey", "new", file, "--template", "post_repair", "--touch-point", "Repair visit")
    told(capsys, *new, "--language", "en")
    found = said(capsys, "survey", "release", file, "--check")
    assert (found["version"], len(found["template_text"]), found["questions_without_goal"]) == (None, 13, 0)
    assert {"language": "nl", "missing": 0, "stale": 1} in found["translations"]
    assert "which business goal" in told(capsys, "survey", "release", file, "--check")
    assert said(capsys, "survey", "versions", file) == []
    with closing(Project.open(file)) as project:
        number = project.read(whole_of_one)
        project.run("Goal", purpose.serve_new, number, "retention")
        project.run("Tie", purpose.tie, question(project, number, "EASE").id, "Keep customers")
    answer = told(capsys, "survey", "release", file, "--override", "pilot")
    for words in (
        "is released as version 1", "Every text is template text still.", "cxdesk survey translations FILE --language hu",
        "6 questions serve no goal. Let them all serve it: cxdesk survey purpose FILE --tie",
    ):  # fmt: skip
        assert words in answer
    assert "6 questions serve no goal." in told(capsys, "survey", "purpose", file)
    assert "serve no goal" not in told(capsys, "survey", "purpose", file, "--tie")


def whole_of_one(session: Any) -> int:
    from cxdesk.surveys.queries import survey_rows

    return survey_rows(session)[0].id
