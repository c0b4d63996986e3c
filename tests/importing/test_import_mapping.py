"""What each column means, and what becomes of its cells."""

from datetime import datetime
from pathlib import Path

import pytest

from cxdesk.importing import check, detect, mapping, typed
from cxdesk.importing.plan import ColumnPlan, ImportPlan, Typed, kind_words
from cxdesk.progress import Cancelled
from cxdesk.responses.schema import DECLARED, SKIPPED, UNREADABLE


def plan_of(folder: Path, text: str, name: str = "answers.csv", encoding: str = "utf-8") -> ImportPlan:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return mapping.suggest(detect.sniff(path))


def column(plan: ImportPlan, header: str) -> ColumnPlan:
    return next(c for c in plan.columns if c.header == header)


def one_column(folder: Path, header: str, cells: list[str]) -> tuple[ColumnPlan, Typed]:
    lines = [f'r{n};"{cell}"' for n, cell in enumerate(cells)]
    plan = plan_of(folder, "\n".join([f'key;"{header}"', *lines]) + "\n")
    return plan.columns[1], typed.build(plan)


QUALTRICS = (
    "StartDate,Status,Finished,ResponseId,RecipientAcct,IPAddress,Q2_NPS,Q2_NPS_NPS_GROUP,Q4_1,Q4_2,Q7,Q9_DATE\n"
    'Start,Status,Finished,Id,Account,IP,"Would you <b>recommend</b> us?",Group,Rate us-Time,Rate us-Skill,Better?,Visit\n'
    '"{""ImportId"":""startDate"",""timeZone"":""America/Denver""}","{""ImportId"":""status""}",'
    '"{""ImportId"":""finished""}","{""ImportId"":""_recordId""}","{""ImportId"":""RecipientAcct""}",'
    '"{""ImportId"":""ipAddress""}","{""ImportId"":""QID2""}","{""ImportId"":""QID2_NPS_GROUP""}",'
    '"{""ImportId"":""QID4_1""}","{""ImportId"":""QID4_2""}","{""ImportId"":""QID7_TEXT""}","{""ImportId"":""QID9_TEXT""}"\n'
    "2026-01-15 08:00:00,0,1,R_1,AL-0417,81.2.3.4,9,Promoter,4,5,Call before you come,03/04/2026\n"
    "2026-07-15 08:00:00,0,1,R_2,AL-0418,81.2.3.4,7,Passive,2,-99,,23/04/2026\n"
    "2026-07-15 09:00:00,1,1,R_3,AL-0417,81.2.3.4,10,Promoter,1,4,,01/04/2026\n"
    "2026-07-15 10:00:00,0,0,R_4,AL-0419,81.2.3.4,,,,,,\n"
)


def test_a_qualtrics_export_is_understood_as_the_wizard_shows_it(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, QUALTRICS)
    read = {c.header: (kind_words(c), c.reason) for c in plan.columns}
    assert read["Q2_NPS"] == ("0 to 10", "Would recommend us")
    assert read["Q4_1"] == ("Scale 1 to 5", "% satisfied")
    assert read["Q7"] == ("Text", "Comment")
    assert read["RecipientAcct"] == ("Account key", "Joins customer list")
    assert read["IPAddress"] == ("Leave out", "Personal data: IP address")
    assert read["Q2_NPS_NPS_GROUP"] == ("Leave out", "Made from other answers")
    assert column(plan, "Q2_NPS").text == "Would you recommend us?"
    assert (column(plan, "Q4_2").group_text, column(plan, "Q4_2").label) == ("Rate us", "Skill")
    visit = column(plan, "Q9_DATE")
    # The text role of Qualtrics is kept until the person says that it is a date.
    assert kind_words(visit) == "Text"
    dated = mapping.with_kind(plan, visit.key, "date").column(visit.key)
    assert mapping.date_question(dated) == "Row 5 says “23/04/2026”, so we think the day comes first."


def test_previews_and_unfinished_rows_are_told_apart_and_times_are_utc(tmp_path: Path) -> None:
    done = typed.build(plan_of(tmp_path, QUALTRICS))
    assert done.states == {0: 2, 1: 1, 2: 1}
    assert done.closed["state"].to_list() == [0, 0, 2, 1]
    assert done.closed["started"].to_list()[:2] == [datetime(2026, 1, 15, 15), datetime(2026, 7, 15, 14)]
    skill = column(done.plan, "Q4_2").key
    assert done.closed[skill].to_list() == [5, None, 4, None]


def test_ambiguous_dates_wait_for_a_word(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "id,Visit\n" + "".join(f"a{n},0{n}/04/2026\n" for n in range(1, 9)))
    visit = column(plan, "Visit")
    assert (visit.needs_word, visit.reason, plan.open_questions) == (True, "Day or month first?", (visit,))
    first = {}
    for order in ("day", "month"):
        said = mapping.with_date_order(plan, visit.key, order)
        assert not said.open_questions
        first[order] = typed.build(said).closed[visit.key][1]
    assert first == {"day": datetime(2026, 4, 2), "month": datetime(2026, 2, 4)}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1,5", "1.234,50", "-3"], [1.5, 1234.5, -3.0]),
        (["1.5", "1,234.50", "-3"], [1.5, 1234.5, -3.0]),
        (["1 234,5", "€ 7,25", "12,5 %"], [1234.5, 7.25, 12.5]),
        (["1'234.5", "$7.25", "1e3"], [1234.5, 7.25, 1000.0]),
    ],
)
def test_numbers_are_read_as_people_write_them(
    tmp_path: Path, cells: list[str], expected: list[float]
) -> None:
    plan, done = one_column(tmp_path, "Spend", cells)
    assert plan.kind == "number"
    assert done.closed[plan.key].to_list() == expected
    assert done.problem_count == 0


def test_the_decimal_sign_is_settled_for_each_column(tmp_path: Path) -> None:
    plan = plan_of(
        tmp_path, "id;a;b\n" + "".join(f"k{n};{n},5;{n}.25\n" for n in range(30, 60)), encoding="cp1252"
    )
    assert (column(plan, "a").decimal, column(plan, "b").decimal) == (",", ".")
    assert typed.build(plan).closed.row(0)[2:] == (30.5, 30.25)


def test_words_on_a_ladder_become_its_numbers(tmp_path: Path) -> None:
    words = [
        "Very satisfied",
        "Satisfied",
        "Neutral",
        "Dissatisfied",
        "Very dissatisfied",
        "Don't know",
        "satisfied",
    ]
    plan, done = one_column(tmp_path, "How satisfied are you?", words * 3)
    assert kind_words(plan) == "Scale 1 to 5"
    assert done.closed[plan.key].to_list()[:7] == [5, 4, 3, 2, 1, 99, 4]
    assert done.closed[f"b{plan.key}"].to_list()[:7] == [0, 0, 0, 0, 0, DECLARED, 0]


def test_numbers_with_words_are_a_recommendation(tmp_path: Path) -> None:
    cells = ["10 - Extremely likely", "0 - Not at all likely", "7", "8", "3"]
    plan, done = one_column(tmp_path, "Would you recommend us?", cells)
    assert (plan.kind, plan.scale and plan.scale.high_label) == ("nps", "Extremely likely")
    assert done.closed[plan.key].to_list() == [10, 0, 7, 8, 3]
    assert [c.code for c in plan.answers] == [10, 0]


def test_a_cell_that_its_type_cannot_hold_keeps_its_text(tmp_path: Path) -> None:
    cells = [str(n % 11) for n in range(40)]
    cells[3], cells[5], cells[7] = "eleven", "12", "  "
    plan = mapping.with_kind(
        plan_of(tmp_path, "\n".join(["key;Recommend", *(f"r{n};{c}" for n, c in enumerate(cells))])),
        "c1",
        "nps",
    )
    done = check.check(plan).typed
    assert done.raw_cells == [(3, "c1", "eleven"), (5, "c1", "12")]
    assert done.closed["bc1"].to_list()[2:8] == [0, UNREADABLE, 0, UNREADABLE, 0, SKIPPED]
    assert done.closed["c1"].to_list()[2:8] == [2, None, 4, None, 6, None]
    assert [p.sentence for p in done.problems] == [
        "Row 5: “eleven” is not on the scale. It is kept as text and not counted.",
        "Row 7: “12” is not on the scale. It is kept as text and not counted.",
    ]
    assert (done.rows_in, done.stored, done.refused) == (40, 40, 0)


def test_every_problem_is_counted_and_a_thousand_are_listed(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "key,Score\n" + "".join(f"r{n},{n % 5 + 1}\n" for n in range(400)))
    path = plan.detection.path
    path.write_text(path.read_text() + "".join(f"s{n},bad{n}\n" for n in range(3000)))
    done = typed.build(mapping.with_scale(plan, "c1", 1, 5))
    assert done.problem_count == 3000
    assert 0 < len(done.problems) <= 1000
    assert len(done.raw_cells) == 3000


def test_answers_that_only_later_rows_show_are_added(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "key,Place,Uses\n" + "".join(f"r{n},{'AB'[n % 2]},{'x;y'}\n" for n in range(60)))
    uses = mapping.with_kind(plan, "c2", "multiple")
    path = plan.detection.path
    path.write_text(path.read_text() + "s1,C,y;z\ns2,c,\n")
    done = typed.build(uses)
    assert [(c.code, c.label) for c in done.plan.column("c1").choices] == [(1, "A"), (2, "B"), (3, "C")]
    assert done.closed["c1"].to_list()[-2:] == [3, 3]
    assert [o.label for o in done.plan.column("c2").options] == ["x", "y", "z"]
    assert done.closed["c2_3"].to_list()[-3:] == [False, True, None]


def test_options_may_hold_the_sign_that_parts_them(tmp_path: Path) -> None:
    cells = ["Deals (fave, iprice), News", "News", "Deals (fave, iprice)", "News, Deals (fave, iprice)", ""]
    lines = "".join(f'r{n}|"{cells[n % 5]}"\n' for n in range(40))
    plan = mapping.with_kind(plan_of(tmp_path, "key|Uses\n" + lines), "c1", "multiple")
    options = tuple(o for o in plan.column("c1").options if o.value == "News")
    whole = options[0].__class__("c1_9", "Deals (fave, iprice)", "Deals (fave, iprice)")
    done = typed.build(plan.change("c1", options=(*options, whole)))
    assert done.closed["c1_9"].to_list()[:5] == [True, False, True, True, None]
    assert len(done.plan.column("c1").options) == 2


def test_ticks_beside_each_other_are_one_question(tmp_path: Path) -> None:
    rows = ["1,,1", ",,", "1,1,", ",,1"] * 6
    lines = "".join(f"r{n},{r}\n" for n, r in enumerate(rows))
    plan = plan_of(tmp_path, "key,Q5_1,Q5_2,Q5_3\n" + lines)
    assert [(c.kind, c.group) for c in plan.columns[1:]] == [("multiple", "Q5")] * 3
    done = typed.build(plan)
    assert done.closed["c1"].to_list()[:4] == [True, None, True, False]
    assert done.closed["c2"].to_list()[:4] == [False, None, True, False]


def test_yes_and_no_as_numbers_keep_no_as_no(tmp_path: Path) -> None:
    plan, done = one_column(tmp_path, "Would you buy again?", ["Yes", "No", "yes", "NO", ""] * 5)
    assert done.closed[plan.key].to_list()[:5] == [1, 0, 1, 0, None]
    assert {c.code for c in done.plan.columns[1].answers} == {0, 1}


@pytest.mark.parametrize(
    ("header", "cell"),
    [("E-mail", "a@b.nl"), ("Contact", "jan@firm.nl"), ("Where", "81.2.69.160"), ("First name", "Jan"),
     ("Reach me at", "+31 6 1234 5678"), ("Latitude", "52.1")],
)  # fmt: skip
def test_personal_data_is_left_out_until_asked_for(tmp_path: Path, header: str, cell: str) -> None:
    plan, done = one_column(tmp_path, header, [cell] * 12)
    assert (plan.kind, plan.personal) == ("leave_out", True)
    assert "c1" not in (*done.closed.columns, *done.texts.columns)


def test_consent_and_account_key_are_recognised(tmp_path: Path) -> None:
    lines = "".join(f"R{n:03d},AL-{n % 9:04d},{['Yes', 'No', ''][n % 3]}\n" for n in range(30))
    plan = plan_of(tmp_path, "Response ID,Customer number,May we quote you?\n" + lines)
    assert [c.kind for c in plan.columns] == ["respondent_key", "account_key", "consent_quote"]
    done = typed.build(plan)
    assert done.closed["consent_quote"].to_list()[:3] == [True, False, None]


def test_progress_can_stop_a_build(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "a,b\n" + "1,2\n" * 100)

    def stop(_done: int, _total: int, _what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        typed.build(plan, stop)


def test_tests_count_only_in_a_file_of_nothing_but_tests(tmp_path: Path) -> None:
    def counted(statuses: list[str]) -> bool:
        path = tmp_path / "a.csv"
        lines = [f"R_{n},{n % 11},{status}" for n, status in enumerate(statuses)]
        heads = "ResponseId,Q1,Status\nResponse ID,Would you recommend us?,Response Type\n"
        ids = '"{""ImportId"":""_recordId""}","{""ImportId"":""QID1""}","{""ImportId"":""status""}"\n'
        path.write_text(heads + ids + "\n".join(lines) + "\n", encoding="utf-8")
        return mapping.suggest(detect.sniff(path)).count_tests

    assert counted(["Survey Preview"] * 30)
    assert not counted(["Survey Preview"] * 5 + [""] * 25)
