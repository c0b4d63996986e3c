"""What the editor does to a survey in the file: copied, moved, asked in another way, filled from a list; each undone."""

from pathlib import Path
from typing import Any

import pytest

from cxdesk.errors import UserError
from cxdesk.i18n import LANGUAGES
from cxdesk.project import Project
from cxdesk.surveys import actions, editing, options, retyped, scales
from cxdesk.surveys.codes import change_code
from cxdesk.surveys.definition import ChoiceSpec, Definition, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.described import described
from cxdesk.surveys.fresh import fresh
from cxdesk.surveys.looks import LOOKS, look_of
from cxdesk.surveys.pasted_list import coded_lines
from cxdesk.surveys.queries import whole

SHOWN = {"show": {"op": "is", "question": "A", "value": 1}}


@pytest.fixture
def project(tmp_path: Path) -> Any:
    """Two sections; B stands under a condition that looks at A."""
    made = Project.create(tmp_path / "a.cxdesk")
    a = QuestionSpec("A", "scale", {"en": "A?"}, ScaleSpec(1, 5))
    b = QuestionSpec("B", "text", {"en": "B?"}, rules=SHOWN)
    sections = (
        SectionSpec({"en": "One"}, (a, b)),
        SectionSpec({"en": "Two"}, (QuestionSpec("C", "text", {}),)),
    )
    made.run("Build", actions.build, Definition({"en": "S"}, sections))
    yield made
    made.close()


def codes(project: Project) -> list[str]:
    return [" ".join(q.code for q in s.elements) for s in project.read(whole, 1).sections]


def question(project: Project, code: str) -> Any:
    return next(q for q in project.read(whole, 1).elements if q.code == code)


def test_a_copied_section_looks_at_its_own_questions_and_one_undo_takes_it_back(project: Project) -> None:
    first = project.read(whole, 1).sections[0].id
    project.run("Copy", editing.duplicate_section, first)
    assert codes(project) == ["A B", "A-2 B-2", "C"]
    assert question(project, "B-2").rules["show"]["question"] == "A-2"
    assert question(project, "B").rules["show"]["question"] == "A"
    project.undo()
    assert codes(project) == ["A B", "C"]


def test_several_questions_are_copied_moved_and_taken_away_in_their_order(project: Project) -> None:
    a, b, c = (question(project, code).id for code in "ABC")
    project.run("Copy", editing.duplicate_questions, [b, a])
    assert codes(project) == ["A A-2 B B-2", "C"]
    second = project.read(whole, 1).sections[1].id
    project.run("Move", editing.move_questions, [b, a], second, 1)
    assert codes(project) == ["A-2 B-2", "C A B"]
    project.run("Move", editing.move_questions, [c], second, 3)
    assert codes(project) == ["A-2 B-2", "A B C"]
    project.run("Delete", editing.delete_questions, [a, c])
    assert codes(project) == ["A-2 B-2", "B"]
    for _step in range(4):
        project.undo()
    assert codes(project) == ["A B", "C"]


@pytest.mark.parametrize("look", LOOKS)
def test_a_fresh_question_of_each_type_is_kept_copied_and_becomes_each_other_type(
    project: Project, look: str
) -> None:
    section = project.read(whole, 1).sections[0].id
    made = project.run("Add", editing.add_question_at, section, 0, fresh(look, "nl"))
    spec = described_one(project, made)
    assert (look_of(spec), spec.kind) == (look, LOOKS[look].kind)
    copy = project.run("Copy", editing.duplicate_questions, [made])[0]
    twin = described_one(project, copy)
    assert [i.text for i in twin.items] == [i.text for i in spec.items]
    assert (twin.choices, twin.scale, twin.settings) == (spec.choices, spec.scale, spec.settings)
    others = list(LOOKS)
    for other in others[others.index(look) % 4 :: 4]:
        project.run("Type", retyped.change_look, copy, other, "nl")
        now = described_one(project, copy)
        assert (look_of(now), now.kind) == (other, LOOKS[other].kind)
        assert bool(now.items) == now.is_asked
        assert (now.scale is not None) == (LOOKS[other].kind in ("nps", "scale"))


def described_one(project: Project, question_id: int) -> QuestionSpec:
    code = next(q.code for q in project.read(whole, 1).elements if q.id == question_id)
    return next(q for q in project.read(described, 1).elements if q.code == code)


def test_answers_of_one_become_answers_of_several_with_their_words(project: Project) -> None:
    c = question(project, "C").id
    project.run("Type", retyped.change_look, c, "radio", "en")
    done = project.run("Paste", options.paste_choices, c, "Red\n• Blue\nRed\n", "en")
    assert (done.added, done.known) == (2, 0)
    project.run("Type", retyped.change_look, c, "ticks", "en")
    assert [i.text["en"] for i in question(project, "C").items] == [
        "First answer",
        "Second answer",
        "Red",
        "Blue",
    ]
    project.run("Type", retyped.change_look, c, "ranking", "en")
    assert [i.text["en"] for i in question(project, "C").items][-1] == "Blue"


def test_ready_scales_speak_the_five_languages() -> None:
    for label in (fresh("csat", "en").choices[0].label, fresh("yes_no", "en").choices[0].label):
        assert set(label) == set(LANGUAGES)
        assert len(set(label.values())) == len(LANGUAGES)


def test_ten_thousand_lines_are_refused_whole_and_a_thousand_are_quick(project: Project) -> None:
    c = question(project, "C").id
    project.run("Type", retyped.change_look, c, "dropdown", "en")
    before = question(project, "C").choices
    with pytest.raises(UserError, match=r"10,00\d answers; a question takes at most 1,000"):
        project.run("Paste", options.paste_choices, c, "\n".join(f"Line {n}" for n in range(10_000)), "en")
    assert question(project, "C").choices == before
    done = project.run("Paste", options.paste_choices, c, "\n".join(f"Line {n}" for n in range(998)), "en")
    assert (done.added, len(question(project, "C").choices)) == (998, 1_000)
    assert len({choice.code for choice in question(project, "C").choices}) == 1_000


def test_an_other_brings_its_question_along_and_takes_it_away_again(project: Project) -> None:
    c = question(project, "C").id
    project.run("Type", retyped.change_look, c, "radio", "en")
    project.run("Other", options.add_extra, c, "other")
    assert codes(project)[1] == "C C_other"
    assert question(project, "C_other").other_of == "C"
    project.run("Copy", editing.duplicate_questions, [c])
    assert {q.code: q.other_of for q in project.read(whole, 1).sections[1].elements if q.other_of} == {
        "C_other": "C",
        "C_other-2": "C-2",
    }
    other = question(project, "C").choices[-1].id
    project.run("No", options.set_choice, other, other=None)
    assert "C_other" not in codes(project)[1].split()


def test_a_matrix_of_ticks_keeps_the_cells_that_stay(project: Project) -> None:
    section = project.read(whole, 1).sections[0].id
    made = project.run("Add", editing.add_question_at, section, 0, fresh("matrix_ticks", "en"))
    row = next(q for q in project.read(whole, 1).elements if q.id == made)
    kept = {i.code: i.id for i in row.items}
    rows = [*row.settings["rows"], {"code": "3", "text": {"en": "Third"}}]
    project.run("Matrix", options.set_matrix, made, rows, row.settings["columns_of"])
    now = next(q for q in project.read(whole, 1).elements if q.id == made)
    assert {i.code: i.id for i in now.items}.items() >= kept.items()
    assert now.items[-1].text == {"en": "Third: Second answer"}


def test_a_scale_that_goes_nowhere_is_refused_and_words_of_lost_points_go(project: Project) -> None:
    section = project.read(whole, 1).sections[0].id
    made = project.run("Add", editing.add_question_at, section, 0, fresh("csat", "en"))
    with pytest.raises(UserError, match="from a smaller number to a larger one"):
        project.run("Scale", scales.set_scale, made, low=5)
    project.run("Scale", scales.set_scale, made, high=3)
    now = next(q for q in project.read(whole, 1).elements if q.id == made)
    assert (now.scale.high, now.scale.satisfied_from, len(now.choices)) == (3, 3, 3)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("• Red\n• Blue\n• Red", [(None, "Red"), (None, "Blue")]),
        ("1\tRed\n5\tBlue", [(1, "Red"), (5, "Blue")]),
        ("Red\t3\nBlue\t4", [(3, "Red"), (4, "Blue")]),
        ("1. Red\n2. Blue", [(1, "Red"), (2, "Blue")]),
        ("1 = Red\n1 = Blue", [(None, "Red"), (None, "Blue")]),
        ("o\tRed\no\tBlue", [(None, "Red"), (None, "Blue")]),
        ("2024\n2025", [(None, "2024"), (None, "2025")]),
        ("Red\tsee page 3\n\nBlue", [(None, "Red"), (None, "Blue")]),
        # As text editors copy their lists: a mark, a tab, the words.
        ("1.\tRed\n2.\tBlue", [(1, "Red"), (2, "Blue")]),
        ("A\tRed\nB\tBlue", [(None, "Red"), (None, "Blue")]),
        ("•\tRed\n◦\tBlue", [(None, "Red"), (None, "Blue")]),
        ("(1) Red\n(2) Blue", [(1, "Red"), (2, "Blue")]),
        ("a) Red\nb) Blue", [(None, "Red"), (None, "Blue")]),
        ("i. Red\nii. Blue", [(None, "Red"), (None, "Blue")]),
        ("А) Червоний\nБ) Синій", [(None, "Червоний"), (None, "Синій")]),
        ("\u200fالف) قرمز\n\u200fب) آبی", [(None, "قرمز"), (None, "آبی")]),
        ("۱- قرمز\n۲ - آبی", [(1, "قرمز"), (2, "آبی")]),
        (
            "☐ Red\n[ ] Blue\n( ) Green\n▪ Grey\n○White",
            [(None, w) for w in ("Red", "Blue", "Green", "Grey", "White")],
        ),
        # A font of signs keeps the marks of a document's list as letters and section signs.
        ("§\tRed\n§\tBlue", [(None, "Red"), (None, "Blue")]),
        ("ü\tRed\nü\tBlue", [(None, "Red"), (None, "Blue")]),
        ("الف- سرخ\nب- آبی", [(None, "سرخ"), (None, "آبی")]),
        # A sheet puts a cell with a line break between quotes.
        ('"Yes, at\nonce"\r\n"Say ""no"""\r\n', [(None, "Yes, at once"), (None, 'Say "no"')]),
        # What only looks like a mark stays.
        ("0 - 5 minutes\n6 - 10 minutes", [(None, "0 - 5 minutes"), (None, "6 - 10 minutes")]),
        ("1.5 hours\n2.5 hours", [(None, "1.5 hours"), (None, "2.5 hours")]),
        ("10:30\n11:30", [(None, "10:30"), (None, "11:30")]),
        ("1. 18 - 24\n2. 25 - 34", [(1, "18 - 24"), (2, "25 - 34")]),
        ("-5 degrees\n−3 degrees", [(None, "-5 degrees"), (None, "−3 degrees")]),
        ("1-2 times\n3-4 times", [(None, "1-2 times"), (None, "3-4 times")]),
        ("U.S.\nU.K.", [(None, "U.S."), (None, "U.K.")]),
        ("Dr. Smith\nMr. Jones", [(None, "Dr. Smith"), (None, "Mr. Jones")]),
        ("A+\nB-", [(None, "A+"), (None, "B-")]),
    ],
)
def test_a_list_is_pasted_with_its_numbers_where_each_line_has_its_own(
    text: str, wanted: list[tuple[int | None, str]]
) -> None:
    assert coded_lines(text) == wanted


def test_a_hundred_lines_keep_their_codes(new_file: Path) -> None:
    project = Project.open(new_file)
    spec = QuestionSpec("Q", "single", {"en": "Which?"}, choices=(ChoiceSpec(500, {"en": "None"}),))
    survey = project.run("S", actions.build, Definition({"en": "S"}, (SectionSpec({}, (spec,)),)))
    question = project.read(whole, survey).questions[0].id
    done = project.run(
        "P", options.paste_choices, question, "\n".join(f"{n}\tBranch {n}" for n in range(100)), "en"
    )
    assert (done.added, done.known) == (100, 0)
    codes = [c.code for c in project.read(whole, survey).questions[0].choices]
    assert codes == [500, *range(100)]
    project.close()


def test_another_code_follows_into_the_words_at_the_ends_of_a_scale(new_file: Path) -> None:
    project = Project.open(new_file)
    asked = (
        QuestionSpec("A", "text", {"en": "Where?"}, look="line"),
        QuestionSpec("B", "scale", {"en": "How?"}, ScaleSpec(1, 5, 4, False, {"en": "Bad in {{A}}"}, {}), look="points"),
    )  # fmt: skip
    survey = project.run("S", actions.build, Definition({"en": "S"}, (SectionSpec({}, asked),)))
    first = project.read(whole, survey).questions[0].id
    project.run("C", change_code, first, "PLACE")
    scale = project.read(described, survey).questions[1].scale
    assert scale is not None
    assert scale.low_label == {"en": "Bad in {{PLACE}}"}
    project.close()
