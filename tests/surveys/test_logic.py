"""What decides which questions a respondent sees, what is accepted, and what is wrong with it."""

import time
from dataclasses import replace
from typing import Any

import pytest

from cxdesk.errors import UserError
from cxdesk.i18n import LANGUAGES
from cxdesk.responses import schema
from cxdesk.surveys.definition import ChoiceSpec, Definition, ItemSpec, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.formats.own import definition_of
from cxdesk.surveys.logic import blanks
from cxdesk.surveys.logic.checks import checks
from cxdesk.surveys.logic.compiled import CODED, compiled
from cxdesk.surveys.logic.expression import Known, holds
from cxdesk.surveys.logic.options import options_of
from cxdesk.surveys.logic.path import path
from cxdesk.surveys.logic.quotas import filled, full_words
from cxdesk.surveys.logic.simulation import _Run, simulate
from cxdesk.surveys.logic.validation import KEYS, problems, sentences_for
from tests.support.logic_cases import cases

VISIT = definition_of(cases()["surveys"]["visit"])
QUESTIONS = {q.code: q for q in VISIT.questions}


def one(*questions: QuestionSpec, **settings: Any) -> Definition:
    return Definition({"en": "S"}, (SectionSpec({"en": "Part"}, questions, code="S1"),), settings=settings)


def single(code: str, n: int = 3, **more: Any) -> QuestionSpec:
    choices = tuple(ChoiceSpec(c, {"en": f"Answer {c}"}) for c in range(1, n + 1))
    return QuestionSpec(
        code, "single", {"en": f"Question {code}"}, choices=choices, items=(ItemSpec(code, {}),), **more
    )


def is_(question: str, value: Any) -> dict[str, Any]:
    return {"op": "is", "question": question, "value": value}


def kinds(survey: Definition) -> list[tuple[str, str]]:
    return [(f.kind, f.code) for f in checks(survey)]


def test_options_are_in_a_random_order_of_the_respondent_and_the_last_ones_stay() -> None:
    known = Known({"WHY": 2}, QUESTIONS)
    orders = {tuple(i.code for i in options_of(QUESTIONS["RANK"], known, n).items) for n in range(20)}
    assert orders == {("R1", "R2", "R3"), ("R2", "R1", "R3")}
    whys = [[c.code for c in options_of(QUESTIONS["WHY"], known, n).choices] for n in range(20)]
    assert {tuple(w[2:]) for w in whys} == {(3, 9)}  # "other" and "don't know" stay
    assert [c.code for c in options_of(QUESTIONS["WHY"], known, 7).choices] == whys[7]
    rows = [i.code[0] for i in options_of(QUESTIONS["GRID"], known, 3).items]
    assert rows[::2] == rows[1::2]  # a row of a matrix moves as a whole


def test_a_full_quota_ends_the_survey_after_its_question() -> None:
    survey = one(single("A"), single("B"), quotas=[{"name": "ones", "when": is_("A", 1), "most": 2}])
    assert path(survey, {"A": 1}, counts={"ones": 1}).full == ""
    way = path(survey, {"A": 1}, counts={"ones": 2})
    assert (way.full, way.ended, [s.element.code for s in way.stops]) == ("ones", True, ["A"])
    assert not path(survey, {"A": 2}, counts={"ones": 2}).ended
    assert filled(survey, path(survey, {"A": 1}).known) == ("ones",)


def test_a_skip_to_what_is_hidden_goes_on_behind_it_and_a_skip_back_is_not_taken() -> None:
    skip = {
        "skip": [{"when": is_("A", 1), "to": {"section": "TWO"}}, {"when": None, "to": {"question": "A"}}]
    }
    survey = Definition(
        {},
        (
            SectionSpec({}, (single("A", rules=skip), single("B")), code="ONE"),
            SectionSpec({}, (single("C"),), code="TWO", rules={"show": is_("A", 3)}),
            SectionSpec({}, (single("D"),), code="THREE"),
        ),
    )
    assert [s.element.code for s in path(survey, {"A": 1}).stops] == ["A", "D"]
    assert [s.element.code for s in path(survey, {"A": 2}).stops] == ["A", "B", "D"]
    assert [s.element.code for s in path(survey, {"A": 3}).stops] == ["A", "B", "C", "D"]


def test_the_words_of_other_are_asked_for_while_it_is_chosen() -> None:
    assert "WHY_OTHER" in [s.element.code for s in path(VISIT, {"WHY": 3}).stops]
    assert "WHY_OTHER" not in [s.element.code for s in path(VISIT, {"WHY": 2}).stops]


def test_blanks_are_told_by_the_way_and_by_the_answer() -> None:
    assert (blanks.NOT_SHOWN, blanks.SKIPPED, blanks.DECLARED) == (
        schema.NOT_SHOWN, schema.SKIPPED, schema.DECLARED,
    )  # fmt: skip
    answers = {"WHY": 9, "SEEN": ["van", "badge"], "WAIT": {"WAIT_E": 1}, "RANK": {"R1": 1}}
    found = blanks.blanks_for(path(VISIT, answers), answers)
    assert found["WHY", "WHY"] == schema.DECLARED
    assert found["WHY_OTHER", "WHY_OTHER"] == found["WAIT", "WAIT_E"] == schema.NOT_SHOWN
    assert found["SEEN", "tools"] == schema.NOT_SHOWN  # its own condition
    assert ("SEEN", "none") not in found  # unticked beside ticked ones
    assert (found.get(("RANK", "R1")), found["RANK", "R2"]) == (None, schema.SKIPPED)
    assert found["NPS", "NPS"] == schema.SKIPPED


def test_a_respondent_reads_in_their_language_what_is_not_accepted() -> None:
    known = Known({}, QUESTIONS)
    age = QUESTIONS["AGE"]
    assert problems(age, 61.25, known, "en") == ["Please enter 60 or less.", "Please go in steps of 0.5."]
    own = replace(
        age, settings={**age.settings, "message": {"en": "An age, please", "nl": "Een leeftijd graag"}}
    )
    assert problems(own, 61.25, known, "nl") == ["Een leeftijd graag"]
    assert problems(replace(own, required=True), None, known, "en") == ["Please answer this question."]
    assert problems(QUESTIONS["DAY"], "2025-01-01", known, "en") == [
        "Please enter 1 January 2026 or a later day."
    ]
    for language in LANGUAGES:
        assert set(sentences_for(age, language)) == set(KEYS)


def test_checks_name_what_looks_ahead_at_itself_or_at_nothing() -> None:
    survey = one(
        single("A", rules={"show": is_("B", 1)}),
        single("B", rules={"show": is_("B", 1)}),
        single("C", rules={"show": is_("NO", 1)}),
    )
    found = kinds(survey)
    for expected in (("later", "A"), ("circular", "B"), ("unknown", "C"), ("unreachable", "C")):
        assert expected in found


def test_checks_name_loops_dead_ends_and_what_is_never_reached() -> None:
    back = {"skip": [{"when": None, "to": {"question": "A"}}]}
    nowhere = {"skip": [{"when": None, "to": {"question": "GONE"}}]}
    end = {"skip": [{"when": None, "to": {"end": True}}]}
    none = QuestionSpec("D", "single", {"en": "None"}, required=True, items=(ItemSpec("D", {}),))
    survey = one(
        single("A"),
        single("B", rules=back),
        single("C", rules=nowhere),
        none,
        single("E", rules=end),
        single("F"),
    )
    assert kinds(survey) == [("loop", "B"), ("dead_end", "C"), ("dead_end", "D"), ("unreachable", "F")]  # fmt: skip


def test_checks_name_conditions_that_cannot_hold_together() -> None:
    both = {"op": "and", "of": [is_("A", 1), is_("B", 2)]}
    hidden_option = ChoiceSpec(9, {"en": "Nine"}, settings={"show": is_("A", 7)})
    c = single("C", rules={"show": both})
    survey = one(
        single("A"),
        single("B", rules={"show": is_("A", 2)}),
        replace(c, choices=(*c.choices, hidden_option)),
    )
    assert kinds(survey) == [("unreachable", "C"), ("option", "C")]
    fine = one(single("A"), single("B", rules={"show": is_("A", 1)}), c)
    assert kinds(fine) == []


def test_checks_name_piping_of_a_later_question_and_of_nothing() -> None:
    a = replace(single("A"), text={"en": "About {{B}} and {{NO}} and {{account.name}}"})
    assert kinds(one(a, single("B"))) == [("unknown", "A"), ("later", "A")]
    assert kinds(one(single("B"), replace(a, text={"en": "About {{B}}"}))) == []


def test_checks_look_into_every_text_a_respondent_reads() -> None:
    later = QuestionSpec("Z", "text", {"en": "Where?"}, look="line")
    ends = ScaleSpec(1, 5, 4, False, {"en": "bad in {{Z}}"}, {})
    said = {"message": {"en": "No, {{Z}}"}}
    for asked in (
        QuestionSpec("A", "scale", {"en": "How?"}, ends, look="points"),
        QuestionSpec("A", "number", {"en": "How many?"}, look="number", settings=said),
    ):
        assert kinds(one(asked, later)) == [("later", "A")]
    plain = replace(one(later), intro={"en": "About {{Z}}"}, thanks={"en": "Thanks for {{Z}} and {{NO}}"})
    assert kinds(plain) == [("unknown", "Z"), ("later", "Z")]


def test_a_circle_of_conditions_is_named_once_and_ends_at_once() -> None:
    n = 300
    ring = [single(f"Q{i}", rules={"show": is_(f"Q{(i + 1) % n}", 1)}) for i in range(n)]
    start = time.monotonic()
    survey = one(*ring)
    found = kinds(survey)
    assert [k for k, _code in found].count("circular") == 1
    assert simulate(survey, 50).unseen
    assert len(path(survey, {}).stops) == 0
    assert time.monotonic() - start < 5


def test_ten_thousand_options_are_looked_over_and_drawn_from_at_once() -> None:
    many = single("A", 10_000)
    tick = QuestionSpec(
        "T", "multiple", {"en": "Tick"}, items=tuple(ItemSpec(str(n), {"en": f"{n}"}) for n in range(10_000))
    )
    last = single(
        "B",
        rules={
            "show": {"op": "and", "of": [is_("A", 9_999), {"op": "ticked", "question": "T", "value": ["77"]}]}
        },
    )
    start = time.monotonic()
    survey = one(many, tick, last)
    assert kinds(survey) == []
    assert simulate(survey, 1000).coverage[2].seen > 0  # fmt: skip
    assert time.monotonic() - start < 5


def test_a_simulation_sends_respondents_the_way_the_path_says() -> None:
    run = _Run(VISIT, 5, "en")
    for n in range(150):
        before, counts = list(run.seen), dict(run.counts)
        _seconds, ended, answers = run.one(n)
        way = path(VISIT, answers, dict(run.fields), n, counts)
        seen = {
            VISIT.elements[i].code for i, (a, b) in enumerate(zip(before, run.seen, strict=True)) if b > a
        }
        assert seen == {s.element.code for s in way.stops}
        assert (dict(way.reached), way.ended) == (answers, ended)


def test_a_simulation_counts_its_own_respondents_against_the_quotas() -> None:
    jump = {"skip": [{"when": is_("A", 1), "to": {"question": "C"}}]}
    quotas = [
        {"name": "ones", "when": is_("A", 1), "most": 20},
        {"name": "none", "when": is_("A", 2), "most": 0},
    ]
    # A quota that names a question which is jumped over is looked at all the same.
    quotas.append(
        {
            "name": "over",
            "when": {"op": "and", "of": [is_("A", 3), {"op": "not_answered", "question": "B"}]},
            "most": 5,
        }
    )
    survey = one(single("A", required=True, rules=jump), single("B"), single("C"), quotas=quotas)
    run = _Run(survey, 3, "en")
    away = 0
    for n in range(200):
        counts = dict(run.counts)
        _seconds, ended, answers = run.one(n)
        way = path(survey, answers, counts=counts)
        assert (way.ended, way.reached) == (ended, answers)
        away += bool(way.full)
        assert run.counts == {
            k: v + (not way.full and k in filled(survey, way.known)) for k, v in counts.items()
        }
    assert (run.counts["ones"], run.counts["none"]) == (20, 0)
    assert sum(run.turned_away.values()) == away > 60
    result = simulate(survey, 300)
    assert (result.quotas["ones"], result.turned_away["none"] > 50) == (20, True)


def test_who_meets_a_full_quota_reads_its_words_or_ours_in_their_language() -> None:
    said = {"en": "Full.", "nl": "Vol."}
    survey = one(
        single("A"),
        quotas=[
            {"name": "ones", "when": is_("A", 1), "most": 2, "said": said},
            {"when": is_("A", 2), "most": 1, "said": 5},
        ],
    )
    assert full_words(survey, "ones", "nl") == "Vol."
    assert full_words(survey, "ones", "hu") == "Full."
    assert full_words(survey, "2", "en").startswith("Thank you.")


def test_quotas_of_one_name_are_named_by_the_checks() -> None:
    twice = [{"name": "ones", "when": is_("A", n), "most": 5} for n in (1, 2)]
    found = checks(one(single("A"), quotas=twice))
    assert [f.sentence[:35] for f in found] == ["Several quotas are called “ones” and"[:35]]


def test_a_simulation_gives_shares_and_a_length() -> None:
    survey = one(
        single("A", required=True),
        single("B", rules={"show": is_("A", 1)}),
        single("C", rules={"show": is_("A", 5)}),
    )
    result = simulate(survey, 1000)
    assert [c.seen for c in result.coverage][::2] == [1000, 0]
    assert 25 < result.share(result.coverage[1]) < 42
    assert result.unseen == ("C",)
    assert 0.05 < result.minutes < result.longest < 0.5
    assert result == simulate(survey, 1000)
    with pytest.raises(UserError, match="between 1 and 100,000"):
        simulate(survey, 0)  # fmt: skip


def test_compiled_conditions_say_what_plain_ones_say() -> None:
    told = [c for c in cases()["cases"] if c["kind"] == "holds"]
    asked = 0
    for case in told:
        answers = {k: v for k, v in case["answers"].items() if _fits(k, v)}
        known = Known(answers, QUESTIONS, case.get("fields", {}))
        test = compiled(case["expression"], QUESTIONS, case.get("fields", {}))
        assert bool(test(answers)) == holds(case["expression"], known), case
        asked += 1
    assert asked > 200


def _fits(code: str, value: Any) -> bool:
    question = QUESTIONS.get(code)
    if question is None:
        return True
    if question.kind in CODED and len(question.items) < 2:
        return isinstance(value, int) and not isinstance(value, bool)
    if question.kind == "multiple":
        return isinstance(value, list) and bool(value) and all(isinstance(v, str) for v in value)
    return True
