"""Whatever rules say, the logic ends, agrees with itself, and never says more than is so."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxdesk.surveys.definition import ChoiceSpec, Definition, ItemSpec, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.logic.blanks import blanks_for
from cxdesk.surveys.logic.checks import checks
from cxdesk.surveys.logic.path import path
from cxdesk.surveys.logic.sentences import sentence
from cxdesk.surveys.logic.simulation import _Run, simulate
from cxdesk.surveys.logic.validation import broken
from ui.surveys.path_told import told
from ui.surveys.respondent import Respondent

CODES = ("A", "B", "C", "D", "E", "F")
LEAVES = st.one_of(
    st.fixed_dictionaries({"op": st.sampled_from(["is", "is_not", ">", "<=", "answered", "not_answered"]), "question": st.sampled_from(CODES), "value": st.integers(0, 4)}),
    st.fixed_dictionaries({"op": st.sampled_from(["ticked", "not_ticked", "all_ticked"]), "question": st.just("C"), "value": st.lists(st.sampled_from(["x", "y", "z"]), max_size=2)}),
)  # fmt: skip
RULES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.fixed_dictionaries({"op": st.sampled_from(["and", "or"]), "of": st.lists(inner, min_size=1, max_size=2)}),
        st.fixed_dictionaries({"op": st.just("not"), "of": inner}),
    ),
    max_leaves=3,
)  # fmt: skip
SKIPS = st.lists(
    st.fixed_dictionaries(
        {
            "when": st.one_of(st.none(), RULES),
            "to": st.one_of(
                st.fixed_dictionaries({"question": st.sampled_from([*CODES, "GONE"])}),
                st.fixed_dictionaries({"section": st.sampled_from(["ONE", "TWO"])}),
                st.just({"end": True}),
            ),
        }
    ),
    max_size=2,
)
JUNK = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=3), st.sampled_from(CODES)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["op", "of", "question", "value", "to", "when", "is", "item", "field", "section", "end"]),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=8,
)  # fmt: skip


def survey(rules: list[dict[str, Any]], gate: Any, **settings: Any) -> Definition:
    choices = tuple(ChoiceSpec(n, {"en": str(n)}, declared=n == 3) for n in range(4))
    questions = [
        QuestionSpec("A", "single", {"en": "A"}, choices=choices, required=True, rules=rules[0]),
        QuestionSpec("B", "scale", {"en": "B"}, ScaleSpec(1, 3), rules=rules[1]),
        QuestionSpec(
            "C", "multiple", {"en": "C"}, items=tuple(ItemSpec(c, {"en": c}) for c in "xyz"), rules=rules[2]
        ),
        QuestionSpec("D", "number", {"en": "D {{A}}"}, settings={"min": 0, "max": 4}, rules=rules[3]),
        QuestionSpec("E", "text", {"en": "E"}, rules=rules[4]),
        QuestionSpec("F", "single", {"en": "F"}, choices=choices, rules=rules[5]),
    ]
    one = SectionSpec({"en": "One"}, tuple(questions[:3]), code="ONE")
    two = SectionSpec({"en": "Two"}, tuple(questions[3:]), code="TWO", rules={"show": gate} if gate else {})
    return Definition({"en": "S"}, (one, two), settings=settings)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.fixed_dictionaries({}, optional={"show": RULES, "skip": SKIPS}), min_size=6, max_size=6),
    st.one_of(st.none(), RULES),
)
def test_respondents_go_the_way_of_the_path_and_never_where_the_checks_say_nobody_comes(
    rules: list[dict[str, Any]], gate: Any
) -> None:
    made = survey(rules, gate)
    run = _Run(made, 3, "en")
    for n in range(15):
        before = list(run.seen)
        _seconds, ended, answers = run.one(n)
        way = path(made, answers)
        seen = {made.elements[i].code for i, (a, b) in enumerate(zip(before, run.seen, strict=True)) if b > a}
        assert seen == {stop.element.code for stop in way.stops}
        assert (way.ended, way.reached) == (ended, answers)
    lost = {
        f.code for f in checks(made) if f.kind == "unreachable" and not f.sentence.startswith("The section")
    }
    seen_ones = {e.code for e, n in zip(made.elements, run.seen, strict=True) if n}
    assert not lost & seen_ones


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(JUNK, min_size=14, max_size=14), st.dictionaries(st.sampled_from(CODES), JUNK, max_size=4))
def test_rules_and_answers_of_any_shape_end_in_a_path_and_in_findings(
    junk: list[Any], answers: dict[str, Any]
) -> None:
    rules = [{"show": junk[n], "skip": junk[n + 6], "valid": junk[13 - n]} for n in range(6)]
    made = survey(rules, junk[12], quotas=junk[13], randomise_sections=junk[12])
    way = path(made, answers, counts={"1": 0})
    blanks_for(way, answers)
    for question in made.questions:
        broken(question, answers.get(question.code), way.known)
        assert isinstance(sentence(question.rules["show"], made), str)
    assert all(f.sentence for f in checks(made))
    simulate(made, 3)


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.fixed_dictionaries({}, optional={"show": RULES, "skip": SKIPS}), min_size=6, max_size=6),
    st.one_of(st.none(), RULES),
    st.randoms(use_true_random=False),
)
def test_the_inspector_beside_the_preview_tells_the_way_that_somebody_goes_at_the_kiosk(
    rules: list[dict[str, Any]], gate: Any, chance: Any
) -> None:
    made = survey(rules, gate)
    at_kiosk, preview = Respondent(made, "en", one_by_one=True), Respondent(made, "en")
    seen: list[str] = []
    while not at_kiosk.is_done:
        for stop in at_kiosk.screens[at_kiosk.at]:
            seen.append(stop.element.code)
            value = {
                "A": chance.randrange(4), "B": chance.randint(1, 3), "C": chance.sample("xyz", chance.randint(0, 3)),
                "D": chance.randint(0, 4), "E": "words", "F": chance.randrange(4),
            }[stop.element.code] if chance.random() < 0.8 else None  # fmt: skip
            at_kiosk.give(stop.element.code, value)
            preview.give(stop.element.code, value)
        at_kiosk.at += 1
    rows = told(preview)
    assert [row.code for row in rows if row.state == "shown"] == seen
    pages = [row.page for row in rows if row.state == "shown"]
    assert pages == sorted(pages)
    assert all(row.reason and (row.page >= 0) == (row.state == "shown") for row in rows)
