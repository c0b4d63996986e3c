"""A questionnaire as SurveyJS JSON."""

import html
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, Final

from cxdesk.surveys.definition import Definition, QuestionSpec, SectionSpec
from cxdesk.surveys.formats import surveyjs
from cxdesk.surveys.formats.carried import Written, notes_on
from cxdesk.surveys.formats.conditions_out import Dialect, number, quoted, written
from cxdesk.surveys.formats.conditions_parsed import NotSimple
from cxdesk.surveys.formats.hints import KEY, hint_of, is_rows, points
from cxdesk.surveys.formats.nearest import nearest
from cxdesk.surveys.formats.pipes import Pipes
from cxdesk.surveys.formats.prepared import with_others_shown, with_row_words
from cxdesk.surveys.formats.safe_names import short
from cxdesk.surveys.formats.surveyjs_hints import gather
from cxdesk.surveys.looks import look_of
from cxdesk.surveys.model import Texts

_NEAREST: Final = ("consent", "pair", "sum", "matrix_ticks")
_RATE: Final = {"stars": "stars", "faces": "smileys"}

Element = dict[str, Any]


def write(definition: Definition) -> Written:
    """The survey as JSON in UTF-8."""
    base = definition.languages[0] if definition.languages else "en"
    maker = _Maker(with_row_words(with_others_shown(definition)), base)
    told: Element = {"title": maker.texts(definition.name), "locale": base}
    if definition.intro:
        told["description"] = maker.texts(definition.intro)
    if definition.thanks:
        told["completedHtml"] = maker.texts(
            {k: html.escape(w, quote=False) for k, w in definition.thanks.items()}
        )
    told[KEY] = {
        "promise": definition.promise,
        "consent_to_quote": definition.consent_to_quote,
        "consent_to_contact": definition.consent_to_contact,
    }
    told["pages"] = [p for n, s in enumerate(maker.definition.sections, 1) for p in maker.pages(s, n)]
    triggers = list(maker.triggers())
    if triggers:
        told["triggers"] = triggers
    gather(told)
    data = (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
    more = (*maker.pipes.notes(), *nearest(definition, _NEAREST))
    return Written(data, notes_on(definition, surveyjs.parse(data, "survey.json"), more))


class _Maker:
    """Makes pages and elements; knows the survey's own language and what questions are called in conditions."""

    def __init__(self, definition: Definition, base: str) -> None:
        self.definition, self.base = definition, base
        self.pipes = Pipes(definition, _put, lambda name: f"{{{name}}}")
        self.dialect = Dialect(
            {q.code: q for q in definition.questions},
            _name,
            lambda q, v: number(v) if isinstance(v, (int, float)) else quoted(str(v)),
            _ticked,
            lambda name: f"{name} notempty",
            lambda name: f"{name} empty",
            contains=lambda name, text: f"{name} contains {text}",
            count=lambda q: f"{{{_safe(q.code)}.length}}",
            known=lambda name: f"{{{_safe(name)}}}",
            turned=lambda inner: f"!({inner})",
        )

    def texts(self, texts: Texts) -> Any:
        """One language as a string, several as an object whose "default" is the survey's own."""
        if list(texts) == [self.base]:
            return self.pipes(texts[self.base])
        return {"default" if lang == self.base else lang: self.pipes(w) for lang, w in texts.items()}

    def pages(self, section: SectionSpec, place: int) -> Iterator[Element]:
        """The pages of a section: a break begins another one."""
        code = section.code or f"S{place}"
        page: Element = {"name": code, KEY: {"code": section.code}, "elements": []}
        if section.title:
            page["title"] = self.texts(section.title)
        if section.intro:
            page["description"] = self.texts(section.intro)
        if section.settings.get("randomise"):
            page["questionsOrder"] = "random"
        self._shown(page, section.rules)
        more = 1
        for element in section.elements:
            if element.kind == "break":
                yield page
                more += 1
                told = {"continues": True, "code": element.code}
                page = {"name": f"{code}-{more}", KEY: told, "elements": []}
                self._shown(page, section.rules)
            else:
                page["elements"].append(self._element(element))
        yield page

    def _shown(self, element: Element, rules: Mapping[str, Any]) -> None:
        if rules.get("show"):
            with suppress(NotSimple):  # what has no words here is told by the notes
                element["visibleIf"] = written(rules["show"], self.dialect)

    def _element(self, q: QuestionSpec) -> Element:
        look = look_of(q)
        element: Element = {
            "type": "text",
            "name": q.code,
            "title": self.texts(q.text),
            KEY: json.loads(hint_of(q)),
        }
        if q.hint:
            element["description"] = self.texts(q.hint)
        if q.required:
            element["isRequired"] = True
        self._shown(element, q.rules)
        if q.kind == "statement":
            words = self.texts({k: html.escape(w, quote=False) for k, w in q.text.items()})
            return element | {"type": "html", "html": words}
        if look == "hidden":
            return element | {"visible": False}
        element |= self._answers(q, look)
        if q.settings.get("randomise"):
            element["rowsOrder" if "rows" in element else "choicesOrder"] = "random"
        checks = list(self._checks(q))
        return element | ({"validators": checks} if checks else {})

    def _answers(self, q: QuestionSpec, look: str) -> Element:
        if look == "ranking":
            return {"type": "ranking", "choices": self._options(q)}
        if look == "matrix_ticks":
            return self._ticks_in_rows(q)
        if is_rows(q):
            return self._rows(q)
        if q.kind in ("nps", "scale"):
            return self._rating(q, look)
        if q.kind == "single":
            return self._single(q, look)
        if q.kind == "multiple":
            limits = (("least", "minSelectedChoices"), ("most", "maxSelectedChoices"))
            own = {there: q.settings[here] for here, there in limits if here in q.settings}
            return {"type": "checkbox", "choices": self._options(q)} | own
        if q.kind == "number":
            own = {n: q.settings[n] for n in ("min", "max", "step") if n in q.settings}
            return {"inputType": "range" if look == "slider" else "number"} | own
        if q.kind == "date":
            return {"inputType": "date"} | {n: q.settings[n] for n in ("min", "max") if q.settings.get(n)}
        length = {"maxLength": int(q.settings["characters"])} if q.settings.get("characters") else {}
        return {"type": "comment" if look == "text" else "text"} | length

    def _rating(self, q: QuestionSpec, look: str) -> Element:
        scale = q.scale
        assert scale is not None or q.kind == "nps"
        if any(c.declared for c in q.choices) or (q.choices and look in _RATE):
            return {"type": "radiogroup", "choices": self._choices(points(q))}
        if q.choices:
            return {"type": "rating", "rateValues": self._choices(points(q))} | self._ends(q)
        low, high = (scale.low, scale.high) if scale else (0, 10)
        shape = {"rateType": _RATE[look]} if look in _RATE else {}
        return {"type": "rating", "rateMin": low, "rateMax": high} | shape | self._ends(q)

    def _ends(self, q: QuestionSpec) -> Element:
        if q.scale is None:
            return {}
        ends = (("minRateDescription", q.scale.low_label), ("maxRateDescription", q.scale.high_label))
        return {name: self.texts(words) for name, words in ends if words}

    def _single(self, q: QuestionSpec, look: str) -> Element:
        plain = len(q.choices) == 2 and not any(c.settings or c.declared for c in q.choices)
        if look == "yes_no" and plain:
            yes, no = q.choices
            words = {"labelTrue": self.texts(yes.label), "labelFalse": self.texts(no.label)}
            return {"type": "boolean", "valueTrue": yes.code, "valueFalse": no.code} | words
        kind = {"dropdown": "dropdown", "pictures": "imagepicker"}.get(look, "radiogroup")
        label = {"showLabel": True} if kind == "imagepicker" else {}
        return {"type": kind, "choices": self._choices(q.choices)} | label

    def _rows(self, q: QuestionSpec) -> Element:
        rows = [self._part(short(q, i.code), i.text, i.settings) for i in q.items]
        every = {"eachRowRequired": True} if q.required else {}
        if q.kind in ("nps", "scale", "single"):
            return {"type": "matrix", "columns": self._choices(points(q)), "rows": rows} | every
        kind = {"number": "number", "date": "date"}.get(q.kind, "text")
        items = [{"name": short(q, i.code), "title": self.texts(i.text), "inputType": kind} for i in q.items]
        return {"type": "multipletext", "items": items}

    def _ticks_in_rows(self, q: QuestionSpec) -> Element:
        rows = [r for r in q.settings.get("rows") or () if isinstance(r, dict)]
        columns = [c for c in q.settings.get("columns_of") or () if isinstance(c, dict)]
        choices = [{"value": str(c.get("code")), "text": self.texts(c.get("text") or {})} for c in columns]
        column = {"name": "answers", "cellType": "checkbox", "choices": choices}
        named = [{"value": str(r.get("code")), "text": self.texts(r.get("text") or {})} for r in rows]
        return {"type": "matrixdropdown", "columns": [column], "rows": named}

    def _options(self, q: QuestionSpec) -> list[Element]:
        return [self._part(short(q, i.code), i.text, i.settings) for i in q.items]

    def _choices(self, choices: Any) -> list[Element]:
        return [self._part(c.code, c.label, c.settings) for c in choices]

    def _part(self, value: Any, text: Texts, settings: Mapping[str, Any]) -> Element:
        part: Element = {"value": value, "text": self.texts(text)}
        if settings.get("exclusive"):
            part["isExclusive"] = True
        self._shown(part, settings)
        return part

    def _checks(self, q: QuestionSpec) -> Iterator[Element]:
        words = q.settings.get("message") or {}
        text = {"text": self.texts(words)} if words else {}
        if q.rules.get("valid"):
            with suppress(NotSimple):
                yield {"type": "expression", "expression": written(q.rules["valid"], self.dialect)} | text
                return
        if words and q.kind == "multiple":
            limits = (("least", "minCount"), ("most", "maxCount"))
            yield {"type": "answercount", **{t: q.settings[h] for h, t in limits if h in q.settings}} | text
        elif words and q.kind == "number":
            limits = (("min", "minValue"), ("max", "maxValue"))
            yield {"type": "numeric", **{t: q.settings[h] for h, t in limits if h in q.settings}} | text

    def triggers(self) -> Iterator[Element]:
        """Jumps: SurveyJS keeps them beside the questions and needs a condition for each."""
        first = {
            s.code: next((e.code for e in s.elements if e.kind != "break"), "")
            for s in self.definition.sections
        }
        for q in self.definition.elements:
            for skip in q.rules.get("skip") or ():
                to = skip.get("to") or {}
                if not skip.get("when"):
                    continue
                with suppress(NotSimple):
                    when = written(skip["when"], self.dialect)
                    told = {"of": q.code, "to": "section" if "section" in to else "question"}
                    goal = first.get(to["section"], "") if "section" in to else to.get("question", "")
                    if to.get("end"):
                        yield {"type": "complete", "expression": when, KEY: told}
                    elif goal:
                        yield {"type": "skip", "expression": when, "gotoName": goal, KEY: told}


def _ticked(q: QuestionSpec, item: str) -> str:
    if look_of(q) == "matrix_ticks":
        raise NotSimple(item)  # its answers stand row by row
    return f"{{{_safe(q.code)}}} contains {quoted(short(q, item))}"


def _name(q: QuestionSpec, item: str) -> str:
    if item and look_of(q) == "ranking":
        raise NotSimple(item)  # its answer is the list of things in order
    return f"{{{_safe(q.code)}.{_safe(short(q, item))}}}" if item else f"{{{_safe(q.code)}}}"


def _put(q: QuestionSpec, item: str) -> str | None:
    with suppress(NotSimple):
        if look_of(q) not in ("ranking", "matrix_ticks") and bool(item) == (
            len(q.items) > 1 and q.kind != "multiple"
        ):
            return _name(q, item)
    return None


def _safe(name: str) -> str:
    if "{" in name or "}" in name or not name.strip() or name != name.strip():
        raise NotSimple(name)
    return name
