"""The cases that the logic of surveys and its script are both held to: tests/surveys/logic_cases.json.

`python -m tests.support.logic_cases` makes the ones of Hypothesis anew and keeps those written by hand.
"""

import json
import subprocess
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from cxdesk.surveys.definition import Definition
from cxdesk.surveys.formats.own import definition_of
from cxdesk.surveys.logic.expression import Known, holds
from cxdesk.surveys.logic.options import options_of
from cxdesk.surveys.logic.order import mixed
from cxdesk.surveys.logic.path import path
from cxdesk.surveys.logic.piping import piped
from cxdesk.surveys.logic.validation import broken

FILE = Path(__file__).resolve().parents[1] / "surveys" / "logic_cases.json"
SCRIPT = Path(__file__).resolve().parents[2] / "resources" / "survey" / "logic.js"
RUNNER = Path(__file__).with_name("logic_cases.js")
EACH = {"holds": 160, "path": 60, "options": 30, "broken": 60, "piped": 30, "mixed": 20}


def cases() -> dict[str, Any]:
    """The file: surveys by name, and cases."""
    told: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return told


def by_python(told: dict[str, Any]) -> list[Any]:
    """What Python says to every case, in order."""
    surveys = {name: definition_of(document) for name, document in told["surveys"].items()}
    return [answered(surveys[case.get("survey", "visit")], case) for case in told["cases"]]


def by_script(node: str, file: Path = FILE, source: Path = SCRIPT) -> list[Any]:
    """What the script says to every case, in order."""
    done = subprocess.run(
        [node, str(RUNNER), str(source), str(file)], capture_output=True, text=True, timeout=60, encoding="utf-8"
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    results: list[Any] = json.loads(done.stdout)
    return results


def answered(survey: Definition, case: dict[str, Any]) -> Any:
    """What Python says to one case."""
    answers, fields = case.get("answers", {}), case.get("fields", {})
    questions = {q.code: q for q in survey.questions}
    known = Known(answers, questions, fields)
    kind = case["kind"]
    if kind == "holds":
        return holds(case["expression"], known)
    if kind == "path":
        way = path(survey, answers, fields, case.get("seed", 0), case.get("counts"))
        stops, pages = [s.element.code for s in way.stops], [[s.element.code for s in p] for p in way.pages]
        return {"stops": stops, "pages": pages, "ended": way.ended, "full": way.full, "reached": way.reached}
    if kind == "options":
        found = options_of(questions[case["question"]], known, case.get("seed", 0))
        return {"choices": [c.code for c in found.choices], "items": [i.code for i in found.items]}
    if kind == "broken":
        return broken(questions[case["question"]], case.get("answer"), known)
    if kind == "piped":
        return piped(case["text"], survey, answers, fields, case["language"])
    return mixed(range(len(case["moves"])), case["moves"], case["seed"])


def made(surveys: dict[str, Any]) -> list[dict[str, Any]]:
    """Cases that Hypothesis thought of, the same ones each time, with what Python says to them."""
    definitions = {name: definition_of(document) for name, document in surveys.items()}
    found: list[dict[str, Any]] = []
    for kind, how_many in EACH.items():

        @seed(20261126)
        @settings(max_examples=how_many, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck), deadline=None)  # fmt: skip
        @given(_case(kind, definitions["visit"]))
        def collect(case: dict[str, Any]) -> None:
            if case not in found:
                found.append(case)

        collect()
    return [
        {"by": "hypothesis", **case, "gives": answered(definitions["visit"], case)}
        for case in found
        if json.loads(json.dumps(case)) == case
    ]


_words = st.one_of(
    st.sampled_from(["", " ", "ß", "STRASSE", "straße", "İ", "i̇", "Σίσυφος", "ΣΊΣΥΦΟΣ", "\u200c", "2", "2.0", "-1", "1e3", "٣", "é", "é", "😀", "\uffee", "Київ", "київ", "2026-11-26", "repair", "Repair", "{{WHY}}", "می‌خواهم"]),
    st.text(st.characters(codec="utf-8", max_codepoint=0x1F600), max_size=4),
)  # fmt: skip
_numbers = st.one_of(
    st.integers(-3, 12),
    st.sampled_from([0.5, 1.0, 2.5, 99, 1e15, 1e-7, 0.00001, -0.0, 2**53 + 1, 1e308, 3.14]),
)
_plain = st.one_of(_numbers, _words, st.booleans(), st.none())


def _values(survey: Definition) -> st.SearchStrategy[Any]:
    items = [i.code for q in survey.questions for i in q.items]
    return st.one_of(
        _plain,
        st.lists(st.one_of(st.sampled_from(items), _plain), max_size=4),
        st.dictionaries(st.sampled_from(items), _plain, max_size=3),
    )


def _expressions(survey: Definition) -> st.SearchStrategy[Any]:
    codes = st.sampled_from([q.code for q in survey.questions] + ["NOWHERE", "__proto__", "toString"])
    ops = st.sampled_from(
        ["is", "is_not", "<", "<=", ">", ">=", "one_of", "none_of", "ticked", "not_ticked", "all_ticked", "contains", "not_contains", "answered", "not_answered", "=", "odd"]
    )  # fmt: skip
    value = _values(survey)
    leaf = st.one_of(
        st.fixed_dictionaries({"op": ops, "question": codes, "value": value}),
        st.fixed_dictionaries({"op": ops, "question": codes, "item": st.sampled_from(["WAIT_E", "WAIT_M", "R1"]), "value": value}),
        st.fixed_dictionaries({"op": st.just("count"), "question": codes, "is": st.sampled_from(["<", "<=", ">", ">=", "=", "!"]), "value": _numbers}),
        st.fixed_dictionaries({"op": ops, "field": st.sampled_from(["account.segment", "account.lifts", "none"]), "value": value}),
        st.sampled_from([{}, {"op": 3}, [], "x", None]),
    )  # fmt: skip
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.fixed_dictionaries({"op": st.sampled_from(["and", "or"]), "of": st.lists(inner, max_size=3)}),
            st.fixed_dictionaries({"op": st.just("not"), "of": inner}),
        ),
        max_leaves=4,
    )


def _fitting(survey: Definition) -> st.SearchStrategy[Any]:
    """Answers of the kind each question takes."""
    parts: dict[str, st.SearchStrategy[Any]] = {}
    for q in survey.questions:
        items = [i.code for i in q.items]
        codes = [c.code for c in q.choices] or list(range(11))
        if q.kind == "multiple":
            parts[q.code] = st.lists(st.sampled_from(items), unique=True, max_size=len(items))
        elif len(items) > 1:
            parts[q.code] = st.dictionaries(st.sampled_from(items), st.integers(0, 6), max_size=len(items))
        elif q.kind in ("text", "date"):
            parts[q.code] = _words
        else:
            parts[q.code] = st.sampled_from(codes) if q.kind != "number" else _numbers
    return st.fixed_dictionaries({}, optional=parts)


def _case(kind: str, survey: Definition) -> st.SearchStrategy[dict[str, Any]]:
    codes = [q.code for q in survey.questions]
    fields = st.fixed_dictionaries(
        {}, optional={"account.segment": _words, "account.lifts": st.sampled_from(["3", "12", "many"])}
    )
    rough = st.dictionaries(st.sampled_from([*codes, "__proto__"]), _values(survey), max_size=4)
    seeds = st.one_of(st.integers(0, 2**40), st.sampled_from(["ж", "😀", ""]))
    parts: dict[str, dict[str, st.SearchStrategy[Any]]] = {
        "holds": {"expression": _expressions(survey), "answers": st.one_of(rough, _fitting(survey)), "fields": fields},
        "path": {"answers": _fitting(survey), "fields": fields, "seed": seeds, "counts": st.sampled_from([{}, {"small": 0, "big": 7}, {"big": 99}])},
        "options": {"question": st.sampled_from(codes), "answers": _fitting(survey), "seed": seeds},
        "broken": {"question": st.sampled_from(codes), "answer": _values(survey), "answers": rough},
        "piped": {"text": st.lists(st.one_of(_words, st.sampled_from([f"{{{{{c}}}}}" for c in [*codes, " WHY ", "WAIT:WAIT_M", "account.segment", "NOWHERE"]])), max_size=4).map("".join), "answers": st.one_of(_fitting(survey), rough), "fields": fields, "language": st.sampled_from(["en", "nl", "hu", "uk", "fa"])},
        "mixed": {"moves": st.lists(st.booleans(), max_size=12), "seed": _words},
    }  # fmt: skip
    return st.fixed_dictionaries({"kind": st.just(kind), "survey": st.just("visit")}).flatmap(
        lambda fixed: st.fixed_dictionaries(parts[kind]).map(lambda rest: {**fixed, **rest})
    )


def write(told: dict[str, Any]) -> None:
    """One case a line, so that a change reads as one."""
    lines = [json.dumps(case, ensure_ascii=True) for case in told["cases"]]
    surveys = json.dumps(told["surveys"], ensure_ascii=True)
    FILE.write_text(f'{{"surveys": {surveys},\n"cases": [\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8")


def main() -> None:
    """Make the cases of Hypothesis anew."""
    told = cases()
    kept = [case for case in told["cases"] if case["by"] == "hand"]
    write({"surveys": told["surveys"], "cases": [*kept, *made(told["surveys"])]})


if __name__ == "__main__":
    main()
