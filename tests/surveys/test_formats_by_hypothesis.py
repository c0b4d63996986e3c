"""Small questionnaires of every shape, in two languages: each thing comes back from a format or is named as lost."""

import io
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from cxdesk.surveys.definition import ChoiceSpec, Definition, ItemSpec, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.formats import limesurvey, qsf, surveyjs, xlsform
from tests.surveys.test_survey_formats import WRITERS, differences

WORDS = st.text("abcXYZ 019 آبپت‌نظر؟ éőßЇж <>&\"'={}+-@_.,:;()[]/\\|%$#", min_size=1, max_size=18).filter(
    str.strip
)
TEXTS = st.fixed_dictionaries({"en": WORDS}, optional={"fa": WORDS})
CODES = st.sampled_from(["Q1", "Q2", "q 3", "Q-4", "۵", "Q6_x", "7", "NPS"])


# How the sentence on each loss begins.
TOLD = {
    "show": "The condition for showing", "words": "Words that", "there": "Not in the file", "codes": "Answers or rows",
    "look": "Asked in another way", "scale": "Scales", "settings": "Settings", "skip": "Jumps", "valid": "The rule",
}  # fmt: skip


@st.composite
def questions(draw: st.DrawFn, code: str, before: tuple[QuestionSpec, ...]) -> QuestionSpec:
    look, kind = draw(
        st.sampled_from(
            [("radio", "single"), ("ticks", "multiple"), ("points", "scale"), ("nps", "nps"), ("line", "text"),
             ("text", "text"), ("number", "number"), ("date", "date"), ("statement", "statement"), ("matrix", "scale"),
             ("ranking", "number"), ("dropdown", "single"), ("stars", "scale")]
        )
    )  # fmt: skip
    numbers = draw(st.lists(st.integers(-9, 120), min_size=2, max_size=4, unique=True))
    choices = (
        tuple(ChoiceSpec(n, draw(TEXTS), draw(st.booleans())) for n in numbers) if kind == "single" else ()
    )
    many = look in ("ticks", "matrix", "ranking")
    items = (
        tuple(ItemSpec(f"{code}_{n}", draw(TEXTS)) for n in range(1, draw(st.integers(2, 4)) + 1))
        if many
        else ()
    )
    low = draw(st.integers(0, 1))
    scale = {
        "scale": ScaleSpec(1 if look == "stars" else low, draw(st.integers(3, 7)), draw(st.integers(2, 3))),
        "nps": ScaleSpec(0, 10, 9),
    }
    rules: dict[str, Any] = {}
    if before and draw(st.booleans()):
        rules["show"] = draw(conditions(before))
    return QuestionSpec(
        code, kind, draw(TEXTS), scale.get(kind), choices, items, look=look, hint=draw(st.one_of(st.just({}), TEXTS)),
        required=kind != "statement" and draw(st.booleans()), rules=rules,
    )  # fmt: skip


@st.composite
def conditions(draw: st.DrawFn, before: tuple[QuestionSpec, ...]) -> dict[str, Any]:
    made = []
    for _n in range(draw(st.integers(1, 3))):
        q = draw(st.sampled_from(before))
        place: dict[str, Any] = {"question": q.code}
        if len(q.items) > 1 and q.kind != "multiple":
            place["item"] = draw(st.sampled_from(q.items)).code
        if q.kind == "multiple":
            ticked = draw(
                st.lists(st.sampled_from([i.code for i in q.items]), min_size=1, max_size=2, unique=True)
            )
            told = {"op": draw(st.sampled_from(["ticked", "not_ticked", "all_ticked"])), "value": ticked}
        elif q.kind == "single":
            told = {
                "op": draw(st.sampled_from(["is", "is_not"])),
                "value": draw(st.sampled_from(q.choices)).code,
            }
        elif q.kind in ("scale", "nps", "number"):
            told = {
                "op": draw(st.sampled_from(["is", "is_not", "<", ">=", "<="])),
                "value": draw(st.integers(0, 7)),
            }
        else:
            told = {"op": draw(st.sampled_from(["answered", "not_answered"]))}
        made.append(place | told)
    whole = made[0] if len(made) == 1 else {"op": draw(st.sampled_from(["and", "or"])), "of": made}
    return {"op": "not", "of": whole} if draw(st.booleans()) else whole


@st.composite
def definitions(draw: st.DrawFn) -> Definition:
    codes = draw(st.lists(CODES, min_size=1, max_size=5, unique=True))
    made: list[QuestionSpec] = []
    for code in codes:
        made.append(draw(questions(code, tuple(q for q in made if q.is_asked))))
    made.append(QuestionSpec("LAST", "text", draw(TEXTS), look="line"))
    cut = draw(st.integers(0, len(made) - 1))
    sections = [
        SectionSpec(draw(TEXTS), tuple(part), code=f"S{n}")
        for n, part in enumerate((made[:cut], made[cut:]))
        if part
    ]
    return Definition(draw(TEXTS), tuple(sections), ("en", "fa"))


def read(key: str, data: bytes) -> Definition:
    if key != "xlsform":
        return {"lss": limesurvey, "qsf": qsf, "surveyjs": surveyjs}[key].parse(data, "x")
    book = openpyxl.load_workbook(io.BytesIO(data))
    return xlsform.parse(
        {s.title: [[str(c or "") for c in r] for r in s.iter_rows(values_only=True)] for s in book}, "x"
    )


@pytest.mark.parametrize("key", sorted(WRITERS))
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(survey=definitions())
def test_each_thing_comes_back_or_is_named(key: str, survey: Definition) -> None:
    made = WRITERS[key][1](survey)
    if key == "xlsform":
        told = convert(io.BytesIO(made.data), file_type=".xlsx").warnings
        assert [w for w in told if "translat" not in w] == []
    after = read(key, made.data)
    for code, what in differences(survey, after):
        told = [note for note in made.notes if note.startswith(TOLD[what])]
        assert told, (code, what, made.notes, survey, after)
        assert code in told[0]
