"""When SurveyJS shows, checks and leaves a question, as rules of ours."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from cxdesk.i18n import _, listed
from cxdesk.surveys.definition import ChoiceSpec, ItemSpec, QuestionSpec, SectionSpec
from cxdesk.surveys.formats.conditions import Expression, Meant, meant, read_condition
from cxdesk.surveys.formats.conditions_parsed import NotSimple
from cxdesk.surveys.formats.hints import KEY, read_hint
from cxdesk.surveys.formats.surveyjs_answers import texts_of
from cxdesk.surveys.formats.xlsform_rules import could_not
from cxdesk.surveys.logic.expression import questions_in

Element = Mapping[str, Any]


class _Fields(dict[str, Meant]):
    """Names of questions; one with a point that is none is a field of the respondent."""

    def get(self, name: str, default: Any = None) -> Any:
        found = super().get(name)
        if found is None and name.startswith(("account.", "link.", "contact.")):
            return Meant(None, field=name)
        return found if found is not None else default


@dataclass(slots=True)
class Rules:
    """The conditions as they were found, to be read when all questions are known."""

    base: str
    shown: dict[str, str] = field(default_factory=dict)
    elements: dict[str, Element] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    sections: dict[str, Element] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)

    def section(self, section: SectionSpec, page: Element) -> None:
        """Keep what a page says."""
        self.sections[section.code] = page

    def question(self, spec: QuestionSpec, element: Element, name: str, shown: str) -> None:
        """Keep what an element says; `shown` is the condition of the panels around it."""
        own = str(element.get("visibleIf") or "")
        self.shown[spec.code] = " and ".join(f"({c})" for c in (shown, own) if c)
        self.elements[spec.code] = element
        self.names[name] = spec.code
        if element.get("requiredIf") or element.get("enableIf"):
            self.noted.append(spec.code)

    def applied(self, sections: tuple[SectionSpec, ...], triggers: Any) -> tuple[SectionSpec, ...]:
        """The sections with their rules."""
        questions = {q.code: q for s in sections for q in s.elements}
        names = _Fields()
        for name, code in self.names.items():
            if code in questions:
                names[name] = meant(questions[code])
        for code, question in questions.items():
            whole = meant(question)
            names.setdefault(code, whole)
            if question.kind != "multiple":
                for item in question.items:
                    for own in (*item.sources, f"{code}.{item.code}"):
                        names[own] = replace(whole, item=item.code)
        skips = self._skips(sections, triggers, names)
        return tuple(
            replace(
                s,
                elements=tuple(self._with_rules(q, names, skips.get(q.code, [])) for q in s.elements),
                rules=s.rules | _rule("show", self._read(str(self.sections.get(s.code, {}).get("visibleIf") or ""), names, s.code)),
            )
            for s in sections
        )  # fmt: skip

    def _read(self, text: str, names: Mapping[str, Meant], where: str) -> Expression | None:
        try:
            return read_condition(text, names)
        except NotSimple:
            self.unread.append(where)
            return None

    def _with_rules(self, q: QuestionSpec, names: Mapping[str, Meant], skips: list[Any]) -> QuestionSpec:
        element = self.elements.get(q.code, {})
        rules = q.rules | _rule("show", self._read(self.shown.get(q.code, ""), names, q.code))
        settings = dict(q.settings)
        for check in element.get("validators") or () if isinstance(element.get("validators"), list) else ():
            if isinstance(check, dict):
                rules |= self._check(check, settings, names, q.code)
        if skips:
            rules["skip"] = skips
        told = self._options(element, names, q)
        return replace(q, rules=rules, settings=settings, choices=told[0], items=told[1])

    def _check(
        self, check: Element, settings: dict[str, Any], names: Mapping[str, Meant], code: str
    ) -> dict[str, Any]:
        limits = {
            "numeric": (("minValue", "min"), ("maxValue", "max")),
            "answercount": (("minCount", "least"), ("maxCount", "most")),
            "text": (("maxLength", "characters"),),
        }.get(str(check.get("type")), ())
        for there, here in limits:
            value = check.get(there)
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                settings.setdefault(here, value)
        words = texts_of(check.get("text"), self.base)
        if words:
            settings.setdefault("message", words)
        if check.get("type") == "expression":
            return _rule("valid", self._read(str(check.get("expression") or ""), names, code))
        if check.get("type") in ("regex", "email"):
            self.unread.append(code)
        return {}

    def _options(
        self, element: Element, names: Mapping[str, Meant], q: QuestionSpec
    ) -> tuple[tuple[ChoiceSpec, ...], tuple[ItemSpec, ...]]:
        """Answers with a condition of their own."""
        where = "rows" if element.get("rows") else "choices"
        parts = element.get(where)
        told = (
            [p.get("visibleIf") if isinstance(p, dict) else None for p in parts]
            if isinstance(parts, list)
            else []
        )
        if not any(told):
            return q.choices, q.items
        if where == "choices" and q.choices:
            return tuple(self._shown(c, told, at, names, q.code) for at, c in enumerate(q.choices)), q.items
        return q.choices, tuple(self._shown(i, told, at, names, q.code) for at, i in enumerate(q.items))

    def _shown(self, part: Any, told: list[Any], at: int, names: Mapping[str, Meant], code: str) -> Any:
        text = told[at] if at < len(told) else None
        show = self._read(str(text), names, code) if text else None
        return replace(part, settings=part.settings | {"show": show}) if show else part

    def _skips(
        self, sections: tuple[SectionSpec, ...], triggers: Any, names: Mapping[str, Meant]
    ) -> dict[str, list[Any]]:
        """Jumps by the question they are made from: the one that is named, else the last one that decides."""
        order = [q.code for s in sections for q in s.elements]
        first = {next((q.code for q in s.elements), ""): s.code for s in sections}
        found: dict[str, list[Any]] = {}
        for trigger in triggers if isinstance(triggers, list) else ():
            if not isinstance(trigger, dict) or trigger.get("type") not in ("skip", "complete"):
                self.unread += [str(trigger.get("type"))] if isinstance(trigger, dict) else []
                continue
            told = read_hint(trigger.get(KEY) or {})
            when = self._read(
                str(trigger.get("expression") or ""), names, str(trigger.get("gotoName") or "–")
            )
            asked = [code for code in order if code in set(questions_in(when or {}))]
            of = told.get("of") if told.get("of") in order else asked[-1] if asked else ""
            goal = self.names.get(str(trigger.get("gotoName") or ""), "")
            to: dict[str, Any] = {"end": True} if trigger["type"] == "complete" else {"question": goal}
            if told.get("to") == "section" and goal in first:
                to = {"section": first[goal]}
            if when and of and (goal or "end" in to):
                found.setdefault(str(of), []).append({"when": when, "to": to})
        return found

    def notes(self) -> Iterator[str]:
        """What could not be converted."""
        if self.unread:
            yield could_not(list(dict.fromkeys(self.unread)))
        if self.noted:
            sentence = _("A condition for having to answer or being able to was left out: {codes}.")
            yield sentence.format(codes=listed(list(dict.fromkeys(self.noted))[:8]))


def _rule(name: str, found: Expression | None) -> dict[str, Any]:
    return {name: found} if found else {}
