"""The next file of a source: what is there already, what changed, and where its questions go."""

from pathlib import Path

import pytest

from cxdesk.analysis.scores import figure
from cxdesk.errors import UserError
from cxdesk.i18n import set_language
from cxdesk.importing import detect, mapping, recipe, target
from cxdesk.importing.actions import import_file, prepare, store
from cxdesk.importing.kept import original_of, report_of
from cxdesk.importing.onto import onto, tie
from cxdesk.importing.plan import ImportPlan
from cxdesk.project import Project
from cxdesk.responses.actions import remove_import
from cxdesk.responses.aggregate import counted, items_of
from cxdesk.surveys.queries import QuestionRow, whole

HEAD = "ResponseID,Would you recommend us?,Which product?,Why?,Date\n"
PRODUCTS = ("Lift", "Escalator", "Ramp")


def rows(count: int, first: int = 0, month: str = "03") -> list[str]:
    return [
        f'R_{n:03d},{n % 11},{PRODUCTS[n % 3]},"because {n}",2026-{month}-{n % 28 + 1:02d}'
        for n in range(first, first + count)
    ]


@pytest.fixture
def project(tmp_path: Path) -> Project:  # type: ignore[misc]
    made = Project.create(tmp_path / "a.cxdesk")
    yield made
    made.close()


def plan_of(folder: Path, lines: list[str], name: str, head: str = HEAD) -> ImportPlan:
    path = folder / name
    path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    return mapping.suggest(detect.sniff(path))


def qualtrics_head(*questions: str) -> str:
    """Three rows of headings, in which every survey calls its first question QID1."""
    codes = ["RecordedDate", "ResponseId", *(f"Q{n}" for n in range(1, len(questions) + 1))]
    keys = ["recordedDate", "_recordId", *(f"QID{n}" for n in range(1, len(questions) + 1))]
    ids = ",".join('"{""ImportId"":""' + k + '""}"' for k in keys)
    return "\n".join([",".join(codes), ",".join(["Recorded Date", "Response ID", *questions]), ids]) + "\n"


def question(project: Project, survey_id: int, words: str) -> QuestionRow:
    return next(q for q in project.read(whole, survey_id).questions if q.text["en"] == words)


def test_an_export_of_everything_so_far_adds_only_what_is_new(project: Project, tmp_path: Path) -> None:
    first = import_file(project, plan_of(tmp_path, rows(60), "march.csv"))
    both = rows(60) + rows(40, 60, "04")
    done = import_file(project, plan_of(tmp_path, both, "april.csv"), survey_id=first.survey_id)
    assert (done.rows_in, done.stored, done.unchanged, done.changed, done.refused) == (100, 40, 60, 0, 0)
    assert (done.round, first.round) == ("April 2026", "March 2026")
    frame = project.read(counted, first.survey_id, [], facts=["respondent_key"])
    assert sorted(frame["respondent_key"]) == [f"R_{n:03d}" for n in range(100)]


def test_a_changed_answer_is_shown_cell_by_cell_and_updated(project: Project, tmp_path: Path) -> None:
    first = import_file(project, plan_of(tmp_path, rows(60), "march.csv"))
    later = rows(60)
    later[7] = later[7].replace("R_007,7,", "R_007,10,").replace("because 7", "now happy")
    ready = prepare(project, plan_of(tmp_path, later, "again.csv"), survey_id=first.survey_id)
    assert ready.compared is not None
    assert (ready.new_rows, ready.compared.unchanged, ready.compared.cell_count) == (0, 59, 2)
    assert [(c.row, c.column, c.before, c.now) for c in ready.compared.cells] == [
        (9, "Would you recommend us?", 7, 10),
        (9, "Why?", "because 7", "now happy"),
    ]
    done = store(project, ready)
    assert (done.stored, done.unchanged, done.changed) == (0, 59, 1)
    nps = question(project, first.survey_id, "Would you recommend us?").items[0].id
    why = question(project, first.survey_id, "Why?").items[0].id
    frame = project.read(counted, first.survey_id, [nps], facts=["respondent_key"], texts=[why])
    assert frame.height == 60
    assert frame.row(7)[-3:] == (10, None, "now happy") or (
        frame[f"i{nps}"][7],
        frame[f"i{why}"][7],
    ) == (10, "now happy")
    assert frame[f"i{nps}"][8] == 8
    project.undo()
    assert project.read(counted, first.survey_id, [nps])[f"i{nps}"][7] == 7
    project.redo()
    assert project.read(counted, first.survey_id, [nps])[f"i{nps}"][7] == 10


def test_a_changed_answer_can_be_left_as_it_is_stored(project: Project, tmp_path: Path) -> None:
    first = import_file(project, plan_of(tmp_path, rows(60), "march.csv"))
    later = rows(60)
    later[7] = later[7].replace("R_007,7,", "R_007,10,")
    done = import_file(
        project, plan_of(tmp_path, later, "again.csv"), survey_id=first.survey_id, on_change="keep"
    )
    assert (done.stored, done.changed, done.kept_as_stored, done.batch_id) == (0, 1, True, None)
    nps = question(project, first.survey_id, "Would you recommend us?").items[0].id
    assert project.read(counted, first.survey_id, [nps])[f"i{nps}"][7] == 7


def test_an_import_that_was_corrected_later_is_not_removed_before_the_correction(
    project: Project, tmp_path: Path
) -> None:
    first = import_file(project, plan_of(tmp_path, rows(60), "march.csv"))
    later = rows(60)
    later[7] = later[7].replace("R_007,7,", "R_007,10,")
    second = import_file(project, plan_of(tmp_path, later, "again.csv"), survey_id=first.survey_id)
    with pytest.raises(UserError, match=r"Import 2, “again.csv”, corrected answers of this one"):
        project.run("Remove", remove_import, first.batch_id)
    project.run("Remove", remove_import, second.batch_id)
    nps = question(project, first.survey_id, "Would you recommend us?").items[0].id
    assert project.read(counted, first.survey_id, [nps])[f"i{nps}"][7] == 7
    project.run("Remove", remove_import, first.batch_id)
    assert project.read(counted, first.survey_id, []).height == 0


def test_rows_without_a_number_are_known_by_all_their_cells(project: Project, tmp_path: Path) -> None:
    head = HEAD.replace("ResponseID", "Comment id")
    bare = [r.split(",", 1)[1] for r in rows(60)]
    first = import_file(project, plan_of(tmp_path, bare, "march.csv", head.split(",", 1)[1]))
    more = bare + [r.split(",", 1)[1] for r in rows(10, 60)]
    done = import_file(
        project, plan_of(tmp_path, more, "more.csv", head.split(",", 1)[1]), survey_id=first.survey_id
    )
    assert (done.stored, done.unchanged) == (10, 60)


def test_equal_short_answers_of_two_rounds_are_two_answers(project: Project, tmp_path: Path) -> None:
    head = "Would you recommend us?\n"
    first = import_file(project, plan_of(tmp_path, [str(n % 11) for n in range(66)], "a.csv", head))
    done = import_file(
        project,
        plan_of(tmp_path, [str(n % 11) for n in range(77)], "b.csv", head),
        survey_id=first.survey_id,
        round_name="second",
    )
    assert (done.stored, done.unchanged) == (77, 0)


def test_an_answer_has_the_same_number_in_every_round(project: Project, tmp_path: Path) -> None:
    first = import_file(project, plan_of(tmp_path, rows(60), "march.csv"))
    before = {c.label["en"]: c.code for c in question(project, first.survey_id, "Which product?").choices}
    # Another order of frequency, and one answer that nobody gave before.
    later = [r.replace("Lift", "Door") if n % 2 else r for n, r in enumerate(rows(60, 100, "09"))]
    import_file(project, plan_of(tmp_path, later, "later.csv"), survey_id=first.survey_id)
    product = question(project, first.survey_id, "Which product?")
    after = {c.label["en"]: c.code for c in product.choices}
    assert after.items() >= before.items()
    assert set(after) == {*before, "Door"}
    frame = project.read(counted, first.survey_id, [product.items[0].id], facts=["respondent_key"])
    lookup = dict(zip(frame["respondent_key"], frame[f"i{product.items[0].id}"], strict=True))
    assert lookup["R_000"] == after["Lift"]
    assert lookup["R_103"] == after["Escalator"]


def test_new_gone_and_changed_questions_are_listed_before_anything_is_written(
    project: Project, tmp_path: Path
) -> None:
    first = import_file(project, plan_of(tmp_path, rows(60), "march.csv"))
    head = "ResponseID,Would you recommend us all?,Colour,Why?,Date\n"
    colours = [
        r.replace("Lift", "red").replace("Escalator", "blue").replace("Ramp", "green") for r in rows(60, 200)
    ]
    found = onto(plan_of(tmp_path, colours, "later.csv", head), project.read(whole, first.survey_id))
    assert found.new == ("Colour",)
    assert [g.split(": ")[1] for g in found.gone] == ["Which product?"]
    assert [(c.before, c.now, c.what) for c in found.changed] == [
        ("Would you recommend us?", "Would you recommend us all?", "words")
    ]
    assert {t.by for t in found.ties} == {"code", "likeness"}


def test_the_persons_word_ties_a_column_or_makes_it_a_new_question(project: Project, tmp_path: Path) -> None:
    first = import_file(project, plan_of(tmp_path, rows(60), "march.csv"))
    survey = project.read(whole, first.survey_id)
    product = next(q for q in survey.questions if q.text["en"] == "Which product?").items[0]
    head = "ResponseID,Would you recommend us?,Thing,Why?,Date\n"
    plan = plan_of(tmp_path, rows(60, 200, "09"), "later.csv", head)
    key = next(c.key for c in plan.columns if c.header == "Thing")
    why = next(c.key for c in plan.columns if c.header == "Why?")
    plan = tie(tie(plan, key, product.id), why, None)
    import_file(project, onto(plan, survey).plan, survey_id=survey.id)
    codes = [i.code for i in project.read(items_of, survey.id)]
    assert "Thing" not in codes
    assert [c for c in codes if c.startswith("Why?")] == ["Why?", "Why?-2"] or len(codes) == 4


def test_settings_are_remembered_and_the_next_round_needs_nothing_said(
    project: Project, tmp_path: Path
) -> None:
    plan = plan_of(tmp_path, rows(60), "march.csv")
    product = next(c.key for c in plan.columns if c.header == "Which product?")
    first = import_file(project, mapping.with_kind(plan, product, "text"))
    later = plan_of(tmp_path, rows(60, 200, "09"), "later.csv")
    known = project.read(recipe.find, later.detection)
    assert known is not None
    assert (known.survey_id, known.alike, known.name) == (first.survey_id, 1.0, "march")
    assert recipe.applied(later, known.data).column(product).kind == "text"
    wider = plan_of(tmp_path, [r + ",1" for r in rows(60, 300)], "wider.csv", HEAD.strip() + ",Extra\n")
    assert project.read(recipe.find, wider.detection).alike == pytest.approx(5 / 6)  # type: ignore[union-attr]


def test_settings_that_are_none_are_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    for text in ("", "[]", '{"cxdesk_import_settings": 99, "columns": {}}', "[" * 100_000):
        path.write_text(text)
        with pytest.raises(UserError, match="does not hold import settings"):
            recipe.read_file(path)
    plan = plan_of(tmp_path, rows(9), "a.csv")
    with pytest.raises(UserError, match="no import settings"):
        recipe.applied(plan, {"columns": {"which product?": {"kind": "nonsense"}}})


def test_the_report_says_what_was_decided_for_the_person(project: Project, tmp_path: Path) -> None:
    lines = [f'R{n},{n % 11},"A; B",A,{23 - n % 20}/04/2026' for n in range(40)]
    head = "ResponseID,Would you recommend us?,Which of these?,Which of these?,Sent on\n"
    plan = plan_of(tmp_path, lines, "march.csv", head)
    key = next(c.key for c in plan.columns if c.position == 2)
    done = import_file(project, mapping.with_kind(plan, key, "multiple"))
    told = {sentence for _column, sentence in project.read(report_of, done.batch_id).notes}
    assert told == {
        "40 cells held several answers and were taken apart at “;”.",
        "This heading stands over columns 3, 4; each is kept apart by its place.",
        "Row 2 says “23/04/2026”, so we think the day comes first.",
    }


def test_the_report_and_the_file_stay_with_the_import(project: Project, tmp_path: Path) -> None:
    plan = plan_of(tmp_path, [*rows(60), 'R_900,x,Lift,"because",2026-03-01'], "march.csv")
    done = import_file(project, plan)
    report = project.read(report_of, done.batch_id)
    assert (report.rows_in, report.stored, report.refused, report.problem_count) == (61, 61, 0, 1)
    cells = report.cells
    assert cells.total == 61 * 5
    parts = (cells.stored, cells.repaired, cells.kept_as_text, cells.unchanged, cells.refused, cells.left_out)
    assert (sum(parts), cells.kept_as_text) == (cells.total, 1)
    name, data = project.read(original_of, done.batch_id)  # type: ignore[misc]
    assert (name, data) == ("march.csv", (tmp_path / "march.csv").read_bytes())
    nps = question(project, done.survey_id, "Would you recommend us?").items[0].id
    assert project.read(figure, done.survey_id, nps).n == 60


def test_a_response_that_stands_twice_in_a_file_counts_once(project: Project, tmp_path: Path) -> None:
    lines = rows(60)
    other = lines[9].replace("R_009,9,", "R_009,2,")
    done = import_file(project, plan_of(tmp_path, [*lines, lines[4], other], "twice.csv"))
    assert (done.rows_in, done.stored, done.refused) == (62, 60, 2)
    told = {p.row: p.sentence for p in done.problems}
    assert told[62] == "Row 62 is the same as row 6 and was left out."
    assert told[63].startswith("Row 63 has the number of row 11 with other answers.")
    frame = project.read(counted, done.survey_id, [], facts=["respondent_key"])
    assert frame.height == frame["respondent_key"].n_unique() == 60


def test_answers_without_a_number_are_not_taken_for_the_same_person(project: Project, tmp_path: Path) -> None:
    lines = rows(60)
    lines[3], lines[4] = lines[3].replace("R_003", ""), lines[4].replace("R_004", "")
    done = import_file(project, plan_of(tmp_path, lines, "blank.csv"))
    assert (done.stored, done.refused) == (60, 0)


def test_another_survey_of_the_same_tool_is_not_mixed_in(project: Project, tmp_path: Path) -> None:
    cells = [f"2026-03-{n % 28 + 1:02d} 10:00:00,R_{n},{n % 11},{n % 5 + 1}" for n in range(60)]
    repairs = qualtrics_head("Would you recommend us?", "How fast was the repair?")
    invoices = qualtrics_head("Was the invoice easy to read?", "Which office did you visit?")
    import_file(project, plan_of(tmp_path, cells, "repairs.csv", repairs))
    aim = project.read(target.proposed, plan_of(tmp_path, cells, "invoices.csv", invoices))
    assert aim.plan.detection.format == "qualtrics"
    assert (aim.survey_id, aim.why) == (None, "new")
    same = project.read(target.proposed, plan_of(tmp_path, cells, "april.csv", repairs))
    assert (same.survey_id, same.why) == (1, "remembered")


def test_a_survey_made_new_on_purpose_is_new_though_the_file_is_known(
    project: Project, tmp_path: Path
) -> None:
    plan = plan_of(tmp_path, rows(60), "march.csv")
    first = import_file(project, plan)
    assert prepare(project, plan).survey_id == first.survey_id
    again = store(project, prepare(project, plan, new_survey=True))
    assert again.survey_id != first.survey_id
    assert again.stored == 60


def test_a_month_is_one_round_in_every_language(project: Project, tmp_path: Path) -> None:
    first = import_file(project, plan_of(tmp_path, rows(60), "march.csv"))
    set_language("nl")
    try:
        plan = plan_of(tmp_path, rows(40, 60), "more.csv")
        second = import_file(project, plan, survey_id=first.survey_id)
    finally:
        set_language("en")
    assert second.round_id == first.round_id


def test_unfinished_answers_do_not_name_the_round(project: Project, tmp_path: Path) -> None:
    head = "ResponseID,Would you recommend us?,Finished,Date\n"
    lines = [f"R_{n},{n % 11},True,2026-03-{n % 28 + 1:02d}" for n in range(60)]
    lines.append("R_99,10,False,2026-09-01")
    assert import_file(project, plan_of(tmp_path, lines, "a.csv", head)).round == "March 2026"
