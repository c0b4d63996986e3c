"""What a question of ours is in LimeSurvey: its type, what it and its parts are called, and its attributes."""

import re
from collections.abc import Iterator
from typing import Any, Final

from cxdesk.surveys.definition import Definition, QuestionSpec
from cxdesk.surveys.formats.conditions_out import number
from cxdesk.surveys.formats.conditions_parsed import NotSimple
from cxdesk.surveys.formats.hints import KEY, hint_of, is_rows, points
from cxdesk.surveys.formats.safe_names import Names
from cxdesk.surveys.looks import look_of
from cxdesk.surveys.model import Texts

# LimeSurvey gives a question with one of these codes another, and conditions on it go astray.
_RESERVED: Final = ("lang", "sid", "savedid", "token", "qid", "gid", "sgq", "self", "that", "this")
_RATING: Final = {"stars": "1", "faces": "2"}


def type_of(q: QuestionSpec, look: str) -> str:
    """LimeSurvey's letter for a type."""
    if q.kind == "statement":
        return "X"
    if look == "ranking":
        return "R"
    if look == "matrix_ticks" and _is_table(q):
        return ":"
    if q.kind == "multiple":
        return "M"
    if is_rows(q):
        return {"number": "K", "text": "Q", "date": "Q"}.get(q.kind, "F")
    if look in _RATING and q.scale is not None and (q.scale.low, q.scale.high) == (1, 5) and not q.choices:
        return "5"
    if q.kind in ("nps", "scale", "single"):
        return "!" if look == "dropdown" else "L"
    kinds = {"number": "K" if look == "slider" else "N", "date": "D"}
    return kinds.get(q.kind, "T" if look == "text" else "S")


def _is_table(q: QuestionSpec) -> bool:
    """Whether each item stands at its row and column, and none is missing."""
    axes = [
        [str(p.get("code")) for p in q.settings.get(n) or () if isinstance(p, dict)]
        for n in ("rows", "columns_of")
    ]
    wanted = [(r, c) for r in axes[0] for c in axes[1]]
    return bool(wanted) and wanted == [
        (str(i.settings.get("row")), str(i.settings.get("column"))) for i in q.items
    ]


class Codes:
    """What everything is called: letters and figures, each once, whatever their case."""

    SLIDER: Final = "SQ001"

    def __init__(self, definition: Definition) -> None:
        self.questions = {q.code: q for q in definition.elements if q.kind != "break"}
        self.names = Names(r"[A-Za-z][A-Za-z0-9]*", "", 20, _RESERVED)
        self.names.take(self.questions)
        self.shorts = {q.code: _shorts(q) for q in self.questions.values()}
        self.axes = {
            (q.code, name): _codes([str(p.get("code")) for p in q.settings.get(name) or ()], 20)
            for q in self.questions.values()
            if type_of(q, look_of(q)) == ":"
            for name in ("rows", "columns_of")
        }

    def of(self, q: QuestionSpec) -> str:
        """The code of a question."""
        return self.names.of(q.code)

    def short(self, q: QuestionSpec, item: str) -> str:
        """The code of an item beside its question."""
        return self.shorts[q.code][item]

    def axis(self, q: QuestionSpec, name: str, code: str) -> str:
        """The code of a row or a column."""
        return self.axes[q.code, name][code]

    def part(self, q: QuestionSpec, item: str) -> str:
        """The name of an item in conditions."""
        if (q.code, "rows") in self.axes:
            own = next(i.settings for i in q.items if i.code == item)
            row, column = (
                self.axis(q, "rows", str(own["row"])),
                self.axis(q, "columns_of", str(own["column"])),
            )
            return f"{self.of(q)}_{row}_{column}"
        return f"{self.of(q)}_{self.short(q, item)}"

    def tick(self, q: QuestionSpec) -> str:
        """What a ticked box is kept as."""
        return "1" if (q.code, "rows") in self.axes else "Y"

    def name(self, q: QuestionSpec, item: str) -> str:
        """A question, or an item of it, in conditions."""
        if item and look_of(q) == "ranking":
            raise NotSimple(item)  # LimeSurvey names the ranks, not the things
        if not item and look_of(q) == "slider":
            return f"{self.of(q)}_{self.SLIDER}.NAOK"
        return f"{self.part(q, item)}.NAOK" if item else f"{self.of(q)}.NAOK"

    def put(self, q: QuestionSpec, item: str) -> str | None:
        """An answer put into a text, in the words that the respondent chose."""
        if look_of(q) in ("ranking", "matrix_ticks"):
            return None
        if q.kind == "multiple":
            return (
                None if item else f"{{list({', '.join(f'{self.part(q, i.code)}.shown' for i in q.items)})}}"
            )
        if len(q.items) > 1 and not item:
            return None
        return f"{{{self.name(q, item).removesuffix('.NAOK')}.shown}}"

    def answers(self, q: QuestionSpec) -> dict[int, str]:
        """LimeSurvey's codes of answers are five letters or figures at most."""
        own = [c.code for c in points(q)]
        return {code: str(code) if 0 <= code <= 99_999 else f"A{n}" for n, code in enumerate(own, 1)}


def _shorts(q: QuestionSpec) -> dict[str, str]:
    longest = 5 if look_of(q) == "ranking" else 20
    found = _codes([i.code.removeprefix(f"{q.code}_") for i in q.items], longest)
    return {i.code: code for i, code in zip(q.items, found.values(), strict=True)} if len(found) == len(q.items) else {
        i.code: f"SQ{n:03d}" for n, i in enumerate(q.items, 1)
    }  # fmt: skip


def _codes(wanted: list[str], longest: int) -> dict[str, str]:
    """Each one's own code where that is letters and figures."""
    found: dict[str, str] = {}
    taken = {"time", "other"}
    for n, own in enumerate(wanted, 1):
        fits = re.fullmatch(r"[A-Za-z0-9]+", own) and len(own) <= longest and own.casefold() not in taken
        code, more = own if fits else f"SQ{n:03d}", n
        while code.casefold() in taken:
            more += 1
            code = f"SQ{more:03d}"
        found[own] = code
        taken.add(code.casefold())
    return found


def attributes_of(
    q: QuestionSpec, look: str, codes: Codes, more: dict[str, Any], mixed: str
) -> Iterator[tuple[str, Texts]]:
    """The attributes of a question: a value for all languages under "", words under each.

    `more` goes into the hint, `mixed` names the questions it comes in a random order with.
    """
    own, type_ = q.settings, type_of(q, look)
    yield KEY, {"": hint_of(q, **more)}
    names = {
        "N": (("min", "min_num_value_n"), ("max", "max_num_value_n")),
        "K": (("min", "slider_min"), ("max", "slider_max"), ("step", "slider_accuracy")) if look == "slider"
        else (("min", "min_num_value_n"), ("max", "max_num_value_n"), ("total", "equals_num_value")),
        "M": (("least", "min_answers"), ("most", "max_answers")),
        "R": (("least", "min_answers"), ("most", "max_answers")),
        "S": (("characters", "maximum_chars"),),
        "T": (("characters", "maximum_chars"),),
    }.get(type_, ())  # fmt: skip
    yield from ((there, {"": number(float(own[here]))}) for here, there in names if here in own)
    if type_ == "N" and own.get("step") == 1:
        yield "num_value_int_only", {"": "1"}
    if look == "slider":
        yield "slider_layout", {"": "1"}
        yield "slider_showminmax", {"": "1"}
    if type_ in ("N", "K") and isinstance(own.get("unit"), dict):
        yield "suffix", own["unit"]
    if type_ == "D":
        yield from ((there, {"": str(own[here])}) for here, there in (("min", "date_min"), ("max", "date_max")) if own.get(here))  # fmt: skip
    if type_ == ":":
        yield "multiflexible_checkbox", {"": "1"}
    if type_ == "5":
        yield "slider_rating", {"": _RATING[look]}
    if own.get("randomise"):
        yield "random_order", {"": "1"}
    if mixed:
        yield "random_group", {"": mixed}
    alone = [codes.short(q, i.code) for i in q.items if i.settings.get("exclusive")]
    if alone and type_ == "M":
        yield "exclude_all_others", {"": ";".join(alone)}
    if look == "hidden":
        yield "hidden", {"": "1"}
