"""Expressions of ours as Qualtrics' logic: sets of conditions, "and" within a set and "or" between sets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cxdesk.surveys.definition import QuestionSpec
from cxdesk.surveys.formats.conditions_out import number
from cxdesk.surveys.formats.conditions_parsed import NotSimple
from cxdesk.surveys.formats.hints import is_rows, points
from cxdesk.surveys.formats.qsf_logic_words import said
from cxdesk.surveys.looks import look_of

Expression = Mapping[str, Any]
Part = dict[str, Any]
MOST: int = 200


@dataclass(frozen=True, slots=True)
class Logic:
    """What questions are called; each method raises NotSimple for what Qualtrics can't say."""

    questions: Mapping[str, QuestionSpec]
    ids: Mapping[str, str]

    def answer_ids(self, q: QuestionSpec) -> dict[int, str]:
        """Qualtrics' number of each answer of a question: its place, from 1 but in its own 0 to 10."""
        return {c.code: str(n) for n, c in enumerate(points(q), 0 if is_plain_nps(q) else 1)}

    def words(self, operand: str, op: str, right: str | None = None) -> str:
        """What a condition says, as Qualtrics shows it in its editor."""
        id_, _what, *keys = [*operand.removeprefix("q://").split("/"), ""]
        code = next((c for c, own in self.ids.items() if own == id_), "")
        q = self.questions.get(code) if operand.startswith("q://") else None
        if q is None:
            return said([operand], op, right)
        rows = {str(n): i.text for n, i in enumerate(q.items, 1)}
        answers = {own: c.label for own, c in zip(self.answer_ids(q).values(), points(q), strict=True)}
        tables = [rows] if q.kind == "multiple" else [rows, answers] if is_rows(q) else [answers]
        chosen = [table[key] for table, key in zip(tables, keys, strict=False) if key in table]
        return said([next(iter(t.values()), "") for t in (q.text, *chosen)], op, right)

    def expression(self, e: Expression) -> Part:
        """A condition as its "BooleanExpression": sets joined by "and" where each is plain, else by "or"."""
        groups = self._all_of(e) or [("OrIf", "And", s) for s in self._sets(e, positive=True, depth=0)]
        if not groups or any(not parts for _t, _j, parts in groups) or sum(len(g[2]) for g in groups) > MOST:
            raise NotSimple(str(e.get("op")))
        told: Part = {}
        for n, (kind, joins, parts) in enumerate(groups):
            group: Part = {
                str(m): p
                | self._described(p, (joins if m else "") or "If")
                | ({"Conjuction": joins} if m else {})
                for m, p in enumerate(parts)
            }
            told[str(n)] = group | {"Type": kind if n else "If"}
        return told | {"Type": "BooleanExpression"}

    def _described(self, part: Part, begins: str) -> Part:
        words = self.words(part["LeftOperand"], part["Operator"], part.get("RightOperand"))
        return {"Description": f"{begins} {words}"}

    def _all_of(self, e: Expression) -> list[tuple[str, str, list[Part]]]:
        """A set for each part of an "and", where the part is a plain list; nothing where one is not."""
        found: list[tuple[str, str, list[Part]]] = []
        for part in _flat(e):
            sets = self._sets(part, positive=True, depth=0)
            if all(len(s) == 1 for s in sets):
                found.append(("AndIf", "Or", [s[0] for s in sets]))
            elif len(sets) == 1:
                found.append(("AndIf", "And", sets[0]))
            else:
                return []
        return found

    def selected(self, e: Expression) -> list[str]:
        """The locators of the answers of which one makes a condition hold."""
        q = self._question(e)
        if e.get("op") in ("is", "one_of") and not is_rows(q) and q.kind in ("nps", "scale", "single"):
            values = e["value"] if e["op"] == "one_of" else [e["value"]]
            return [self._choice(q, v) for v in values]
        if e.get("op") == "ticked":
            return [self._option(q, v) for v in e["value"]]
        raise NotSimple(str(e.get("op")))

    def _question(self, e: Expression) -> QuestionSpec:
        code = str(e.get("question", ""))
        if code not in self.questions or code not in self.ids:
            raise NotSimple(code)
        return self.questions[code]

    def _sets(self, e: Expression, positive: bool, depth: int) -> list[list[Part]]:
        """The condition as alternatives, each a list of what must hold at once."""
        op, of = e.get("op"), e.get("of")
        if depth > 20:
            raise NotSimple("deep")
        if op == "not" and isinstance(of, Mapping):
            return self._sets(of, not positive, depth + 1)
        if op in ("and", "or") and isinstance(of, list) and of:
            own = [self._sets(part, positive, depth + 1) for part in of]
            if (op == "or") == positive:
                return [s for sets in own for s in sets]
            found: list[list[Part]] = [[]]
            for sets in own:
                found = [[*a, *b] for a in found for b in sets]
                if len(found) > MOST:
                    raise NotSimple("many")
            return found
        return self._leaf(e, positive)

    def _leaf(self, e: Expression, positive: bool) -> list[list[Part]]:
        op, value = str(e.get("op")), e.get("value")
        if "field" in e:
            return [[self._field(str(e["field"]), op, value, positive)]]
        q = self._question(e)
        if q.kind in ("nps", "scale", "single"):
            return self._answers(q, e, op, value, positive)
        if q.kind == "multiple":
            return self._options(q, op, e, positive)
        return self._entered(q, e, op, value, positive)

    def _answers(
        self, q: QuestionSpec, e: Expression, op: str, value: Any, positive: bool
    ) -> list[list[Part]]:
        """Every comparison with one of several answers is a list of the answers that are meant."""
        rows = is_rows(q)
        item = str(e.get("item", ""))
        if rows and not item:
            raise NotSimple("row")
        declared = {c.code for c in q.choices if c.declared}
        every = list(self.answer_ids(q))
        plain = [c for c in every if c not in declared]
        makers: dict[str, Callable[[], list[Any]]] = {
            "is": lambda: [value],
            "one_of": lambda: list(value),
            "is_not": lambda: [c for c in plain if c != value],
            "none_of": lambda: [c for c in plain if c not in value],
            "<": lambda: [c for c in plain if c < value],
            "<=": lambda: [c for c in plain if c <= value],
            ">": lambda: [c for c in plain if c > value],
            ">=": lambda: [c for c in plain if c >= value],
            "answered": lambda: every,
            "not_answered": lambda: every,
        }
        wanted = makers.get(op)
        if wanted is None or (op[0] in "<>" and not isinstance(value, (int, float))):
            raise NotSimple(op)
        codes = wanted()
        locators = [self._row_answer(q, item, c) if rows else self._choice(q, c) for c in codes]
        if (op != "not_answered") == positive:
            return [[_selected(loc, "Selected")] for loc in locators]
        return [[_selected(loc, "NotSelected") for loc in locators]]

    def _options(self, q: QuestionSpec, op: str, e: Expression, positive: bool) -> list[list[Part]]:
        everything = [self._option(q, i.code) for i in q.items]
        if op in ("answered", "not_answered"):
            if (op == "answered") == positive:
                return [[_selected(loc, "Selected")] for loc in everything]
            return [[_selected(loc, "NotSelected") for loc in everything]]
        if op == "count":
            return [[self._count(q, e, positive)]]
        wanted = [self._option(q, v) for v in e.get("value") or ()]
        if op == "all_ticked":
            if positive:
                return [[_selected(loc, "Selected") for loc in wanted]]
            return [[_selected(loc, "NotSelected")] for loc in wanted]
        if op == "ticked":
            if positive:
                return [[_selected(loc, "Selected")] for loc in wanted]
            return [[_selected(loc, "NotSelected") for loc in wanted]]
        if op == "not_ticked":
            none = [_selected(loc, "NotSelected") for loc in wanted]
            others = [loc for loc in everything if loc not in wanted]
            if positive:
                return [[*none, _selected(loc, "Selected")] for loc in others]
            some = [[_selected(loc, "Selected")] for loc in wanted]
            return [*some, [_selected(loc, "NotSelected") for loc in everything]]
        raise NotSimple(op)

    def _count(self, q: QuestionSpec, e: Expression, positive: bool) -> Part:
        names = {
            "=": "EqualTo",
            "<": "LessThan",
            "<=": "LessThanOrEqual",
            ">": "GreaterThan",
            ">=": "GreaterThanOrEqual",
        }
        sign, value = str(e.get("is")), e.get("value")
        # No tick is a blank here and zero there.
        low = sign in (">", ">=") or (sign == "=" and value != 0)
        if (
            not positive
            or not isinstance(value, (int, float))
            or not low
            or (sign == ">=" and value <= 0)
            or value < 0
        ):
            raise NotSimple("count")
        return _part(f"q://{self.ids[q.code]}/SelectedChoicesCount", names[sign], number(value))

    def _entered(
        self, q: QuestionSpec, e: Expression, op: str, value: Any, positive: bool
    ) -> list[list[Part]]:
        item = str(e.get("item", ""))
        if is_rows(q) != bool(item):
            raise NotSimple("row")
        place = f"/{[i.code for i in q.items].index(item) + 1}" if item else ""
        what = "ChoiceNumericEntryValue" if q.kind == "number" and place else "ChoiceTextEntryValue"
        operand = f"q://{self.ids[q.code]}/{what}{place}"
        if op in ("answered", "not_answered"):
            there = (op == "answered") == positive
            return [[_part(operand, "NotEmpty" if there else "Empty", None)]]
        text = (
            number(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else str(value)
        )
        signs = {"<": "LessThan", "<=": "LessThanOrEqual", ">": "GreaterThan", ">=": "GreaterThanOrEqual"}
        there_part = _part(operand, "NotEmpty", None)
        if op in ("is", "contains"):
            names = ("EqualTo", "NotEqualTo") if op == "is" else ("Contains", "DoesNotContain")
            return [[_part(operand, names[0 if positive else 1], text)]]
        if op in ("is_not", "not_contains") and positive:
            return [[there_part, _part(operand, "NotEqualTo" if op == "is_not" else "DoesNotContain", text)]]
        if op in signs and positive and q.kind == "number":
            return [[there_part, _part(operand, signs[op], text)]]
        raise NotSimple(op)

    def _field(self, name: str, op: str, value: Any, positive: bool) -> Part:
        if op in ("answered", "not_answered"):
            told = "NotEmpty" if (op == "answered") == positive else "Empty"
        elif op == "is":
            told = "EqualTo" if positive else "NotEqualTo"
        else:
            raise NotSimple(op)
        return _part(name, told, None if "mpty" in told else str(value)) | {"LogicType": "EmbeddedField"}

    def _choice(self, q: QuestionSpec, code: Any) -> str:
        found = self.answer_ids(q)
        if code not in found:
            raise NotSimple(str(code))
        return f"q://{self.ids[q.code]}/SelectableChoice/{found[code]}"

    def _row_answer(self, q: QuestionSpec, item: str, code: Any) -> str:
        found, codes = self.answer_ids(q), [i.code for i in q.items]
        if code not in found or item not in codes:
            raise NotSimple(item)
        return f"q://{self.ids[q.code]}/SelectableChoice/{codes.index(item) + 1}/{found[code]}"

    def _option(self, q: QuestionSpec, code: Any) -> str:
        codes = [i.code for i in q.items]
        if q.kind != "multiple" or code not in codes:
            raise NotSimple(str(code))
        return f"q://{self.ids[q.code]}/SelectableChoice/{codes.index(code) + 1}"


def is_plain_nps(q: QuestionSpec) -> bool:
    """Whether Qualtrics' own 0 to 10 asks it: every point a bare number, and nothing beside them."""
    scale = q.scale
    plain = all(
        not c.declared and set(c.label.values()) <= {str(c.code)} and not c.settings for c in q.choices
    )
    bare = scale is not None and (scale.low, scale.high) == (0, 10) and plain
    return q.kind == "nps" and look_of(q) == "nps" and bare and not is_rows(q)


def _flat(e: Expression) -> list[Expression]:
    """The parts of an "and"; "not ticked" is two of them, for it needs an answer."""
    if e.get("op") == "and" and isinstance(e.get("of"), list):
        return [inner for part in e["of"] for inner in _flat(part)]
    if e.get("op") == "not_ticked":
        ticked = {"op": "ticked", "question": e.get("question"), "value": e.get("value")}
        return [{"op": "not", "of": ticked}, {"op": "answered", "question": e.get("question")}]
    return [e]


def _selected(locator: str, op: str) -> Part:
    return _part(locator, op, None) | {"ChoiceLocator": locator}


def _part(operand: str, op: str, right: str | None) -> Part:
    id_ = operand.removeprefix("q://").split("/", 1)[0]
    told: Part = {"LogicType": "Question", "Operator": op, "LeftOperand": operand, "Type": "Expression"}
    if operand.startswith("q://"):
        told |= {"QuestionID": id_, "QuestionIDFromLocator": id_, "QuestionIsInLoop": "no"}
    return told | ({"RightOperand": right} if right is not None else {})
