"""Sections as Qualtrics' blocks, with skips beside their questions, and the flow in which the blocks follow."""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from cxdesk.surveys.definition import QuestionSpec, SectionSpec
from cxdesk.surveys.formats.conditions_parsed import NotSimple
from cxdesk.surveys.formats.hints import KEY, hint_of
from cxdesk.surveys.formats.qsf_questions_out import Asking
from cxdesk.surveys.formats.qsf_settings import RANDOMIZED
from cxdesk.surveys.looks import look_of
from cxdesk.surveys.model import Texts

Payload = dict[str, Any]


class Frame:
    """Makes the blocks, and by them the questions of `asking`; then the flow."""

    def __init__(self, asking: Asking) -> None:
        self.asking, self.definition = asking, asking.definition
        self.places = 1

    def blocks(self) -> list[Payload]:
        """A block for each section, and the one that every survey of Qualtrics has for what was thrown away."""
        made = [self._block(s, n) for n, s in enumerate(self.definition.sections, 1)]
        if made and self.definition.intro:
            made[0]["BlockElements"].insert(0, self._statement(self.definition.intro, "welcome"))
        if made and self.definition.thanks:
            made[-1]["BlockElements"].append(self._statement(self.definition.thanks, "thanks"))
        trash = {"Type": "Trash", "Description": "Trash / Unused Questions", "ID": _block_id(0)}
        return [*made, trash]

    def _block(self, section: SectionSpec, place: int) -> Payload:
        """A section as a block, with skips beside its questions."""
        asking = self.asking
        parts: list[Payload] = []
        if section.intro:
            parts.append(self._statement(section.intro, "intro"))
        for element in section.elements:
            if element.kind == "break":
                parts.append({"Type": "Page Break", KEY: {"code": element.code}})
            elif look_of(element) != "hidden":
                part = {"Type": "Question", "QuestionID": asking.add(element)}
                skips = list(self._skips(element, section))
                parts.append(part | ({"SkipLogic": skips} if skips else {}))
        title = section.title.get(asking.base) or next(iter(section.title.values()), "")
        told = {"code": section.code} | ({} if title else {"untitled": True})
        mixing: Payload = {"RandomizeQuestions": "false"}
        if section.settings.get("randomise"):
            ids = [p["QuestionID"] for p in parts if p["Type"] == "Question"]
            mixing = {"RandomizeQuestions": "Advanced", "Randomization": {"Advanced": _all_mixed(ids)}}
        return {
            "Type": "Default" if place == 1 else "Standard",
            "Description": asking.pipes(title or section.code or f"Block {place}"),
            "ID": _block_id(place),
            "BlockElements": parts,
            "Options": {"BlockLocking": "false", "BlockVisibility": "Expanded"} | mixing,
            KEY: told,
        }

    def _statement(self, words: Texts, role: str) -> Payload:
        return {"Type": "Question", "QuestionID": self.asking.statement(words, role)}

    def _skips(self, q: QuestionSpec, section: SectionSpec) -> Iterator[Payload]:
        """Qualtrics skips from one answer; a skip on several conditions is none of its kind."""
        for n, skip in enumerate(q.rules.get("skip") or (), 1):
            to, when = skip.get("to") or {}, skip.get("when") or {}
            goal = self._goal(to, section)
            if not goal or when.get("question") != q.code:
                continue
            with suppress(NotSimple):
                for locator in self.asking.logic.selected(when):
                    yield {
                        "SkipLogicID": n,
                        "ChoiceLocator": locator,
                        "Condition": "Selected",
                        "SkipToDestination": goal,
                        "Locator": locator,
                        "SkipToDescription": goal,
                        "Description": f"{self.asking.logic.words(locator, 'Selected')} → {goal}",
                        "QuestionID": self.asking.ids[q.code],
                    }

    def _goal(self, to: Mapping[str, Any], section: SectionSpec) -> str:
        if to.get("end"):
            return "ENDOFSURVEY"
        if "section" in to:
            codes = [s.code for s in self.definition.sections]
            after = codes.index(section.code) + 1 if section.code in codes else len(codes)
            return "ENDOFBLOCK" if after < len(codes) and codes[after] == to["section"] else ""
        return self.asking.ids.get(str(to.get("question")), "")

    def flow(self) -> Payload:
        """The order of the blocks; one under a condition stands in a branch; hidden fields come first."""
        parts = list(self._embedded())
        mixed = self._mixed()
        inner: list[Payload] = []
        for n, section in enumerate(self.definition.sections, 1):
            part: Payload = {"Type": "Standard", "ID": _block_id(n), "FlowID": self._id(), "Autofill": []}
            if section.rules.get("show"):
                with suppress(NotSimple):
                    logic = self.asking.logic.expression(section.rules["show"])
                    words = next(iter(section.title.values()), "") or section.code
                    part = {"Type": "Branch", "FlowID": self._id(), "Description": words[:100],
                            "BranchLogic": logic, "Flow": [part]}  # fmt: skip
            if section.code in mixed:
                inner.append(part)
                if len(inner) == 1:
                    parts.append(
                        {"Type": "BlockRandomizer", "FlowID": self._id(), "SubSet": len(mixed), "Flow": inner}
                    )
            else:
                parts.append(part)
        return {"Type": "Root", "FlowID": "FL_1", "Flow": parts, "Properties": {"Count": self.places}}

    def _id(self) -> str:
        self.places += 1
        return f"FL_{self.places}"

    def _mixed(self) -> list[str]:
        """Sections that come in a random order: where they follow one another and each is for everybody."""
        found = self.definition.settings.get("randomise_sections")
        wanted = set(found) if isinstance(found, (list, tuple)) else set()
        at = [n for n, s in enumerate(self.definition.sections) if s.code in wanted]
        chosen = [self.definition.sections[n] for n in at]
        beside = len(at) > 1 and at == list(range(at[0], at[-1] + 1))
        return [s.code for s in chosen] if beside and not any(s.rules.get("show") for s in chosen) else []

    def _embedded(self) -> Iterator[Payload]:
        found = [(q, s) for s in self.definition.sections for q in s.elements if look_of(q) == "hidden"]
        if found:
            data = [
                {
                    "Description": str(q.settings.get("field") or q.code),
                    "Type": "Recipient",
                    "Field": str(q.settings.get("field") or q.code),
                    "VariableType": "String",
                    "DataVisibility": [],
                    "AnalyzeText": False,
                    KEY: json.loads(hint_of(q, section=s.code, text=q.text)),
                }
                for q, s in found
            ]
            yield {"Type": "EmbeddedData", "FlowID": self._id(), "EmbeddedData": data}


def _all_mixed(ids: list[str]) -> Payload:
    """Every question of a block in any place."""
    return {
        "FixedOrder": [RANDOMIZED] * len(ids),
        "RandomizeAll": ids,
        "RandomSubSet": [],
        "Undisplayed": [],
        "TotalRandSubset": 0,
        "QuestionsPerPage": 0,
    }


def _block_id(place: int) -> str:
    return f"BL_{place:015d}"
