"""Rules of ours from what Qualtrics keeps beside its questions, blocks and flow."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from cxdesk.i18n import _
from cxdesk.surveys.definition import QuestionSpec, SectionSpec
from cxdesk.surveys.formats.conditions_parsed import NotSimple
from cxdesk.surveys.formats.qsf_logic import Asked, Expression, condition, described, selected
from cxdesk.surveys.formats.qsf_parts import Payload, each, settings_of


@dataclass(slots=True)
class Flow:
    """What the flow says: under which conditions each block stands, what ends the survey, what is mixed."""

    blocks: dict[str, list[list[Any]]] = field(default_factory=dict)
    ends: list[tuple[str, list[Any]]] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    filled: list[str] = field(default_factory=list)

    @property
    def order(self) -> list[str]:
        """The blocks in the order in which they come first."""
        return list(self.blocks)


def read_flow(payloads: Sequence[Any]) -> Flow:
    """The flow of a survey."""
    flow = Flow()
    for payload in payloads:
        _walk(payload, [], flow, 0)
    return flow


def _walk(part: Any, under: list[Any], flow: Flow, depth: int) -> None:
    if not isinstance(part, dict) or depth > 50:
        return
    kind = str(part.get("Type"))
    if kind in ("Block", "Standard", "Default") and part.get("ID"):
        flow.blocks.setdefault(str(part["ID"]), []).append(list(under))
    elif kind == "Branch":
        under = [*under, part.get("BranchLogic")]
    elif kind == "EndSurvey":
        flow.ends.append((flow.order[-1] if flow.order else "", list(under)))
    elif kind in ("BlockRandomizer", "Randomizer"):
        inner = [str(p.get("ID")) for _id, p in each(part.get("Flow")) if p.get("ID")]
        if len(inner) == len(list(each(part.get("Flow")))) and str(part.get("SubSet")) == str(len(inner)):
            flow.mixed += inner
        else:
            flow.left_out.append(kind)
    elif kind == "EmbeddedData":
        told = (
            p for _id, p in each(part.get("EmbeddedData")) if p.get("Type") == "Custom" and p.get("Value")
        )
        flow.filled += [str(p.get("Field") or "") for p in told]
    elif kind in ("WebService", "Quota", "QuotaCheck", "Authenticator", "TableOfContents", "ReferenceSurvey"):
        flow.left_out.append(kind)
    for _id, inner_part in each(part.get("Flow")):
        _walk(inner_part, under, flow, depth + 1)


@dataclass(slots=True)
class Rules:
    """Puts rules onto sections and questions; `known` is by Qualtrics' ids, `skips` its skips by the same."""

    known: Mapping[str, Asked]
    skips: Mapping[str, Any]
    notes: list[str] = field(default_factory=list)

    def read(self, logic: Any, where: str) -> Expression | None:
        """A condition, or nothing and a note in Qualtrics' own words."""
        try:
            return condition(logic, self.known)
        except (NotSimple, RecursionError):
            sentence = _("“{code}”: a condition could not be converted; was: {words}")
            self.notes.append(sentence.format(code=where, words=described(logic)))
            return None

    def sections(
        self, sections: Sequence[SectionSpec], ids: Sequence[str], flow: Flow
    ) -> Iterator[SectionSpec]:
        """The sections with the rules of the flow; `ids` are their blocks."""
        sources = {q.code: a.source for a in self.known.values() for q in a.questions[:1]}
        for at, section in enumerate(sections):
            following = sections[at + 1].code if at + 1 < len(sections) else ""
            elements = [
                self._question(q, sources[q.code].payload, sources[q.code].id, following)
                if q.code in sources
                else q
                for q in section.elements
            ]
            ends = [under for block, under in flow.ends if block == ids[at] and under]
            for under in ends:
                self._ending(elements, under, section)
            rules = dict(section.rules)
            places = flow.blocks.get(ids[at], [[]])
            if all(places):
                name = next(iter(section.title.values()), "") or section.code
                shown = [_all([self.read(logic, name) for logic in under]) for under in places]
                if all(shown):
                    rules["show"] = shown[0] if len(shown) == 1 else {"op": "or", "of": shown}
            yield replace(section, elements=tuple(elements), rules=rules)

    def _ending(self, elements: list[QuestionSpec], under: list[Any], section: SectionSpec) -> None:
        """A branch that ends the survey after a block is a jump from its last question."""
        name = next(iter(section.title.values()), "") or section.code
        when = _all([self.read(logic, name) for logic in under])
        last = next((n for n in range(len(elements) - 1, -1, -1) if elements[n].is_asked), None)
        if when is None or last is None:
            return
        if elements[last].rules.get("show"):
            sentence = _("“{code}”: the branch that ends the survey after it could not be converted.")
            self.notes.append(sentence.format(code=name))
            return
        q = elements[last]
        skips = [*(q.rules.get("skip") or ()), {"when": when, "to": {"end": True}}]
        elements[last] = replace(q, rules=q.rules | {"skip": skips})

    def _question(self, q: QuestionSpec, payload: Payload, id_: str, following: str) -> QuestionSpec:
        rules = dict(q.rules)
        show = self.read(payload.get("DisplayLogic"), q.code) if payload.get("DisplayLogic") else None
        rules |= {"show": show} if show else {}
        skips = [s for _id, told in each(self.skips.get(id_)) if (s := self._skip(told, q.code, following))]
        rules |= {"skip": skips} if skips else {}
        custom = settings_of(payload).get("CustomValidation")
        if isinstance(custom, dict) and isinstance(custom.get("Logic"), dict):
            valid = self.read(custom["Logic"], q.code)
            rules |= {"valid": valid} if valid else {}
        q = replace(q, rules=rules)
        told = [(key, p["DisplayLogic"]) for key, p in each(payload.get("Choices")) if p.get("DisplayLogic")]
        for key, logic in told:
            q = self._option(q, id_, key, logic)
        return q

    def _option(self, q: QuestionSpec, id_: str, key: str, logic: Any) -> QuestionSpec:
        show = self.read(logic, q.code)
        asked = self.known[id_]
        if show is None:
            return q
        ids = [p.id for p in asked.source.choices]
        if q.items and len(q.items) == len(ids) and key in ids:
            at = ids.index(key)
            item = replace(q.items[at], settings=q.items[at].settings | {"show": show})
            return replace(q, items=(*q.items[:at], item, *q.items[at + 1 :]))
        code = asked.codes.get(key)
        choices = tuple(
            replace(c, settings=c.settings | {"show": show}) if c.code == code else c for c in q.choices
        )
        return replace(q, choices=choices)

    def _skip(self, skip: Payload, code: str, following: str) -> dict[str, Any] | None:
        to = str(skip.get("SkipToDestination") or "")
        goal: dict[str, Any] = {"end": True}
        if to == "ENDOFBLOCK":
            goal = {"section": following} if following else {"end": True}
        elif to != "ENDOFSURVEY":
            asked = self.known.get(to)
            if asked is None or not asked.questions:
                return None
            goal = {"question": asked.questions[0].code}
        try:
            locator = str(skip.get("Locator") or skip.get("ChoiceLocator") or "")
            when = selected(locator, str(skip.get("Condition")), skip.get("RightOperand"), self.known)
        except NotSimple:
            words = described({"0": {"0": {"Description": skip.get("Description") or skip.get("Condition")}}})
            sentence = _("“{code}”: a condition could not be converted; was: {words}")
            self.notes.append(sentence.format(code=code, words=words))
            return None
        return {"when": when, "to": goal}


def _all(found: list[Expression | None]) -> Expression | None:
    """All of them; nothing where one could not be read, for the others alone say something else."""
    parts = [e for e in found if e]
    if not parts or len(parts) < len(found):
        return None
    return parts[0] if len(parts) == 1 else {"op": "and", "of": parts}
