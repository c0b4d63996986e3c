"""The list of what nobody comes to holds what an exhaustive walk over every answer finds, and nothing else."""

from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cxdesk.surveys.definition import ChoiceSpec, Definition, ItemSpec, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.logic.checks import checks
from cxdesk.surveys.logic.expression import Known
from cxdesk.surveys.logic.options import options_of, parts_of
from cxdesk.surveys.logic.path import Path, order_of, path
from cxdesk.surveys.logic.quotas import filled
from cxdesk.surveys.logic.simulation import simulate
from cxdesk.surveys.logic.validation import broken
from cxdesk.surveys.logic.walk import walk

CODES = ("A", "M", "C", "D", "Z")
LEAVES = st.one_of(
    st.fixed_dictionaries({"op": st.sampled_from(["is", "is_not", ">", "<=", "answered", "not_answered"]), "question": st.sampled_from(["A", "D", "Z"]), "value": st.integers(0, 3)}),
    st.fixed_dictionaries({"op": st.sampled_from(["is", "<", "answered"]), "question": st.just("M"), "item": st.sampled_from(["r1", "r2"]), "value": st.integers(1, 2)}),
    st.fixed_dictionaries({"op": st.sampled_from(["ticked", "not_ticked", "all_ticked"]), "question": st.just("C"), "value": st.lists(st.sampled_from(["x", "y"]), min_size=1, max_size=2)}),
)  # fmt: skip
RULES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.fixed_dictionaries({"op": st.sampled_from(["and", "or"]), "of": st.lists(inner, min_size=2, max_size=2)}),
        st.fixed_dictionaries({"op": st.just("not"), "of": inner}),
    ),
    max_leaves=3,
)  # fmt: skip
MAYBE = st.one_of(st.none(), RULES)
SKIPS = st.lists(
    st.fixed_dictionaries(
        {
            "when": MAYBE,
            "to": st.one_of(
                st.fixed_dictionaries({"question": st.sampled_from(CODES)}),
                st.fixed_dictionaries({"section": st.sampled_from(["ONE", "TWO"])}),
                st.just({"end": True}),
            ),
        }
    ),
    max_size=2,
)
QUESTION_RULES = st.fixed_dictionaries({}, optional={"show": RULES, "skip": SKIPS})
FACTS = st.fixed_dictionaries(
    {
        "rules": st.lists(QUESTION_RULES, min_size=5, max_size=5),
        "gates": st.lists(MAYBE, min_size=2, max_size=2),
        "options": st.lists(MAYBE, min_size=4, max_size=4),
        "required": st.lists(st.booleans(), min_size=5, max_size=5),
        "least": st.sampled_from([0, 2]),
        "mixed": st.booleans(),
        "quotas": st.lists(RULES, max_size=2),
    }
)


def survey(facts: dict[str, Any]) -> Definition:
    """Two sections: a choice, a matrix; what is ticked with options under conditions, a number and one more choice."""
    shown = [{"show": rule} if rule else {} for rule in facts["options"]]
    rules, required = facts["rules"], facts["required"]
    choices = tuple(ChoiceSpec(n, {"en": str(n)}, declared=n == 3) for n in (0, 1, 3))
    rows = tuple(ItemSpec(code, {"en": code}) for code in ("r1", "r2"))
    ticks = tuple(ItemSpec(code, {"en": code}, settings=shown[n]) for n, code in enumerate("xy"))
    last = tuple(ChoiceSpec(n, {"en": str(n)}, settings=shown[n + 1]) for n in (1, 2))
    limits = {"least": facts["least"]} if facts["least"] else {}
    one = (
        QuestionSpec("A", "single", {"en": "A"}, choices=choices, required=required[0], rules=rules[0]),
        QuestionSpec(
            "M", "scale", {"en": "M"}, ScaleSpec(1, 2), items=rows, required=required[1], rules=rules[1]
        ),
    )
    two = (
        QuestionSpec(
            "C", "multiple", {"en": "C"}, items=ticks, required=required[2], rules=rules[2], settings=limits
        ),
        QuestionSpec(
            "D", "number", {"en": "D"}, settings={"min": 0, "max": 3}, required=required[3], rules=rules[3]
        ),
        QuestionSpec("Z", "single", {"en": "Z"}, choices=last, required=required[4], rules=rules[4]),
    )
    gates = [{"show": gate} if gate else {} for gate in facts["gates"]]
    mixed = {"randomise": True} if facts["mixed"] else {}
    quotas = [{"name": f"Q{n}", "most": 5, "when": when} for n, when in enumerate(facts["quotas"])]
    sections = (
        SectionSpec({"en": "One"}, one, code="ONE", rules=gates[0], settings=mixed),
        SectionSpec({"en": "Two"}, two, code="TWO", rules=gates[1]),
    )
    return Definition({"en": "S"}, sections, settings={"quotas": quotas} if quotas else {})  # fmt: skip


VALUES: dict[str, list[Any]] = {
    "A": [0, 1, 3],
    "M": [{"r1": 1}, {"r1": 2}, {"r2": 1}, {"r2": 2}, *({"r1": a, "r2": b} for a in (1, 2) for b in (1, 2))],
    "C": [["x"], ["y"], ["x", "y"]],
    "D": [0, 1, 2, 3],
    "Z": [1, 2],
}  # fmt: skip


def everybody(made: Definition, seed: int) -> Iterator[Path]:
    """The way of everybody there can be, whatever they answer."""
    waiting: list[tuple[dict[str, Any], set[str]]] = [({}, set())]
    while waiting:
        answers, decided = waiting.pop()
        way = path(made, answers, seed=seed)
        undecided = next((s.element for s in way.stops if s.element.code not in decided), None)
        if undecided is None:
            yield way
            continue
        # What was answered before this question is all that its options and limits look at.
        before = {c: v for c, v in answers.items() if c in decided}
        known = Known({c: v for c, v in way.reached.items() if c in before}, way.known.questions)
        code = undecided.code
        accepted = [v for v in VALUES[code] if not broken(undecided, v, known)]
        if not broken(undecided, None, known):
            waiting.append((before, decided | {code}))
        waiting += [({**before, code: value}, decided | {code}) for value in accepted]


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(FACTS)
def test_the_walk_comes_to_what_some_answers_lead_to_and_to_nothing_else(facts: dict[str, Any]) -> None:
    made = survey(facts)

    seen: set[str] = set()
    opened: set[str] = set()
    offered: set[tuple[str, int]] = set()
    counted: set[str] = set()
    # One respondent for each order there is.
    orders = {tuple(e.code for _s, e in order_of(made, seed).steps): seed for seed in range(20)}
    assert len(orders) == (2 if facts["mixed"] else 1)
    for seed in orders.values():
        for way in everybody(made, seed):
            before: dict[str, Any] = {}
            for stop in way.stops:
                q = stop.element
                seen.add(q.code)
                opened.add(stop.section.code)
                known = Known(before, way.known.questions)
                offer = options_of(q, known)
                offered |= {
                    (q.code, n) for n, p in enumerate(parts_of(q)) if p in (*offer.choices, *offer.items)
                }
                if q.code in way.reached:
                    before = {**before, q.code: way.reached[q.code]}
            counted |= set(filled(made, way.known))

    found = walk(made)

    assert found.whole
    elements = made.elements
    assert {elements[n].code for n in found.seen} == seen
    assert {(elements[n].code, part) for n, part in found.offered} == offered
    assert {f"Q{n}" for n in found.quotas} == counted
    assert opened <= {made.sections[n].code for n in found.opened}

    listed = checks(made)
    never = {f.code for f in listed if f.kind == "unreachable" and not f.sentence.startswith("The section")}
    closed = {f.section for f in listed if f.kind == "unreachable" and f.sentence.startswith("The section")}
    inside = {e.code for s in made.sections if s.code in closed for e in s.elements}
    assert never | inside == {e.code for e in elements} - seen
    unseen = set(simulate(made, 300).unseen)
    assert unseen >= never | inside


def kinds(made: Definition) -> set[tuple[str, str]]:
    return {(f.kind, f.code) for f in checks(made)}


def choice(code: str, shown: dict[int, Any] | None = None, **more: Any) -> QuestionSpec:
    parts = tuple(
        ChoiceSpec(n, {"en": str(n)}, settings={"show": shown[n]} if shown and n in shown else {})
        for n in (1, 2, 3)
    )
    return QuestionSpec(code, "single", {"en": code}, choices=parts, items=(ItemSpec(code, {}),), **more)


def is_(code: str, value: int, **more: Any) -> dict[str, Any]:
    return {"op": "is", "question": code, "value": value, **more}


def test_options_shown_by_the_last_row_of_a_long_matrix_are_offered() -> None:
    rows = tuple(ItemSpec(f"r{n}", {"en": str(n)}) for n in range(8))
    grid = QuestionSpec("GRID", "nps", {"en": "Grid"}, ScaleSpec(0, 10), items=rows)
    by_row = {1: is_("GRID", 9, item="r7"), 2: {"op": ">", "question": "GRID", "item": "r5", "value": 8}}
    behind = choice("LAST", rules={"show": {"op": "and", "of": [is_("WHICH", 1), is_("GRID", 9, item="r7")]}})
    never = choice("NEVER", rules={"show": {"op": "and", "of": [is_("WHICH", 1), is_("GRID", 3, item="r7")]}})
    made = Definition({}, (SectionSpec({}, (grid, choice("WHICH", by_row), behind, never), code="S"),))
    assert kinds(made) == {("unreachable", "NEVER")}
    assert simulate(made, 1000).unseen == ("NEVER",)


def test_a_section_that_only_those_could_see_who_were_led_past_it_is_never_shown() -> None:
    first = choice("WHY", rules={"skip": [{"when": is_("WHY", 2), "to": {"section": "C"}}]}, required=True)
    made = Definition(
        {},
        (
            SectionSpec({"en": "A"}, (first,), code="A"),
            SectionSpec({"en": "B"}, (choice("B1"), choice("B2")), code="B", rules={"show": is_("WHY", 2)}),
            SectionSpec({"en": "C"}, (choice("C1"),), code="C", rules={"show": {"op": "not_answered", "question": "B1"}}),
        ),
    )  # fmt: skip
    found = [f for f in checks(made) if f.kind == "unreachable"]
    assert [(f.section, f.code) for f in found] == [("B", "B1")]
    assert "nobody who comes to it" in found[0].sentence
    assert set(simulate(made, 1000).unseen) == {"B1", "B2"}


def test_a_skip_that_goes_round_is_told_and_what_stands_behind_a_skip_for_all_is_too() -> None:
    back = [{"when": is_("B", 1), "to": {"question": "A"}}]
    all_on = [
        {"when": {"op": "answered", "question": "B"}, "to": {"end": True}},
        {"when": is_("B", 2), "to": {"question": "D"}},
    ]
    made = Definition(
        {}, (SectionSpec({}, (choice("A"), choice("B", rules={"skip": [*back, *all_on]}, required=True), choice("D")), code="S"),)
    )  # fmt: skip
    assert kinds(made) == {("loop", "B"), ("skip", "B"), ("unreachable", "D")}
    assert simulate(made, 1000).unseen == ("D",)


def test_a_skip_on_an_option_in_random_order_is_taken_in_every_order() -> None:
    mixed = choice(
        "A", rules={"skip": [{"when": is_("A", 3), "to": {"question": "C"}}]}, settings={"randomise": True}
    )
    made = Definition({}, (SectionSpec({}, (mixed, choice("B"), choice("C")), code="S"),))
    assert kinds(made) == set()
    assert [path(made, {"A": 3}, seed=n).stops[1].element.code for n in range(5)] == ["C"] * 5


def test_a_quota_on_two_questions_that_nobody_answers_both_of_counts_nobody() -> None:
    both = {"op": "and", "of": [is_("B", 1), is_("C", 1)]}
    first = choice("A", rules={"skip": [{"when": is_("A", 1), "to": {"question": "C"}}]}, required=True)
    rest = (choice("B", rules={"skip": [{"when": None, "to": {"question": "D"}}]}), choice("C"), choice("D"))
    quotas = [{"name": "both", "when": both, "most": 5}, {"name": "one", "when": is_("C", 1), "most": 5}]
    made = Definition({}, (SectionSpec({}, (first, *rest), code="S"),), settings={"quotas": quotas})
    assert [f.sentence for f in checks(made)] == [
        "The quota “both” counts nobody: no way through the survey meets its condition."
    ]
    assert simulate(made, 1000).quotas["both"] == 0


def test_a_question_whose_offered_answers_are_all_refused_is_a_dead_end() -> None:
    asked = choice("B", {1: is_("A", 1)}, rules={"valid": is_("B", 1)}, required=True)
    made = Definition({}, (SectionSpec({}, (choice("A"), asked, choice("C")), code="S"),))
    found = checks(made)
    assert [(f.kind, f.code) for f in found] == [("dead_end", "B")]
    assert "holds some respondents up" in found[0].sentence
