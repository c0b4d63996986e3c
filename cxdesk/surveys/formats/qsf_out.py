"""A questionnaire as Qualtrics' survey file (.qsf)."""

import html
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, Final

from cxdesk.surveys.definition import Definition, QuestionSpec, SectionSpec
from cxdesk.surveys.formats import qsf
from cxdesk.surveys.formats.carried import Written, notes_on
from cxdesk.surveys.formats.conditions import NotSimple
from cxdesk.surveys.formats.hints import KEY, hint_of, is_rows, points
from cxdesk.surveys.formats.nearest import nearest
from cxdesk.surveys.formats.pipes import Pipes
from cxdesk.surveys.formats.prepared import with_others_shown, with_row_words
from cxdesk.surveys.formats.qsf_logic_out import Logic
from cxdesk.surveys.formats.qsf_parts import HINT
from cxdesk.surveys.formats.safe_names import short
from cxdesk.surveys.looks import look_of
from cxdesk.surveys.model import Texts

_NEAREST: Final = ("faces", "consent", "pair", "pictures", "matrix_ticks", "date")
_MC: Final = {"dropdown": ("DL", None), "nps": ("NPS", None), "csat": ("SAHR", "TX"), "ces": ("SAHR", "TX")}
_ID: Final = "SV_cxdesk0000000000"

Payload = dict[str, Any]


def write(definition: Definition) -> Written:
    """The survey as JSON in UTF-8."""
    maker = _Maker(with_row_words(with_others_shown(definition)))
    blocks = [maker.block(s, n) for n, s in enumerate(maker.definition.sections, 1)]
    maker.words_around(blocks)
    elements = [
        _element("BL", "Survey Blocks", blocks),
        _element("FL", "Survey Flow", maker.flow()),
        _element("SO", "Survey Options", {"BackButton": "true", "SaveAndContinue": "true"}),
        _element("QC", "Survey Question Count", None, str(len(maker.payloads))),
        *(_element("SQ", p["QuestionID"], p, p["QuestionDescription"]) for p in maker.payloads),
    ]
    name = definition.name.get(maker.base) or next(iter(definition.name.values()), "") or "Survey"
    entry = {
        "SurveyID": _ID,
        "SurveyName": name,
        "SurveyLanguage": maker.base.upper(),
        "SurveyStatus": "Inactive",
    }
    data = (
        json.dumps({"SurveyEntry": entry, "SurveyElements": elements}, ensure_ascii=False) + "\n"
    ).encode()
    more = (*maker.pipes.notes(), *nearest(definition, _NEAREST))
    return Written(data, notes_on(definition, qsf.parse(data, "survey.qsf"), more))


def _element(kind: str, first: str, payload: Any, second: str | None = None) -> Payload:
    return {
        "SurveyID": _ID,
        "Element": kind,
        "PrimaryAttribute": first,
        "SecondaryAttribute": second,
        "TertiaryAttribute": None,
        "Payload": payload,
    }


def _html(words: str) -> str:
    return html.escape(words, quote=False)


class _Maker:
    """Makes blocks, questions and flow; knows Qualtrics' number of each question."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self.pipes = Pipes(definition, self._put, lambda name: f"${{e://Field/{name}}}", _html)
        self.base = definition.languages[0] if definition.languages else "en"
        self.payloads: list[Payload] = []
        self.ids = {
            q.code: f"QID{n}" for n, q in enumerate((e for e in definition.elements if e.kind != "break"), 1)
        }
        self.logic = Logic({q.code: q for q in definition.questions}, self.ids)
        self.more = len(self.ids)

    def _put(self, q: QuestionSpec, item: str) -> str | None:
        """An answer put into a text by Qualtrics' piped text."""
        if (
            item
            or (len(q.items) > 1 and q.kind != "multiple")
            or look_of(q) in ("ranking", "hidden", "matrix_ticks", "slider")
        ):
            return None
        chosen = q.kind in ("nps", "scale", "single", "multiple")
        return f"${{q://{self.ids[q.code]}/{'ChoiceGroup/SelectedChoices' if chosen else 'ChoiceTextEntryValue'}}}"

    def block(self, section: SectionSpec, place: int) -> Payload:
        """A section as a block, with skips beside its questions."""
        parts: list[Payload] = []
        if section.intro:
            parts.append(self._statement(section.intro, "intro"))
        for element in section.elements:
            if element.kind == "break":
                parts.append({"Type": "Page Break", KEY: {"code": element.code}})
            elif look_of(element) != "hidden":
                self.payloads.append(self._question(element))
                part = {"Type": "Question", "QuestionID": self.ids[element.code]}
                skips = list(self._skips(element, section))
                parts.append(part | ({"SkipLogic": skips} if skips else {}))
        title = section.title.get(self.base) or next(iter(section.title.values()), "")
        told = {"code": section.code} | ({} if title else {"untitled": True})
        mixing: Payload = {"RandomizeQuestions": "false"}
        if section.settings.get("randomise"):
            ids = [p["QuestionID"] for p in parts if p["Type"] == "Question"]
            order = {
                "FixedOrder": ["{~Randomized~}"] * len(ids),
                "RandomizeAll": ids,
                "RandomSubSet": [],
                "Undisplayed": [],
            }
            more = {"TotalRandSubset": 0, "QuestionsPerPage": 0}
            mixing = {"RandomizeQuestions": "Advanced", "Randomization": {"Advanced": order | more}}
        kind = "Default" if place == 1 else "Standard"
        return {
            "Type": kind,
            "Description": self.pipes(title or section.code or f"Block {place}"),
            "ID": _block_id(place),
            "BlockElements": parts,
            "Options": {"BlockLocking": "false", "Looping": "None"} | mixing,
            KEY: told,
        }

    def words_around(self, blocks: list[Payload]) -> None:
        """The words at the beginning and at the end of the survey, as statements."""
        if blocks and self.definition.intro:
            blocks[0]["BlockElements"].insert(0, self._statement(self.definition.intro, "welcome"))
        if blocks and self.definition.thanks:
            blocks[-1]["BlockElements"].append(self._statement(self.definition.thanks, "thanks"))

    def _statement(self, words: Texts, role: str) -> Payload:
        self.more += 1
        id_ = f"QID{self.more}"
        made = self._words(QuestionSpec(f"{role}{self.more}", "statement", words), id_)
        self.payloads.append(made | {"QuestionType": "DB", "Selector": "TB", KEY: {"code": "", "as": role}})
        return {"Type": "Question", "QuestionID": id_}

    def _words(self, q: QuestionSpec, id_: str) -> Payload:
        text = {
            lang: self.pipes(q.text.get(lang, "")) + self._below(q, lang) for lang in {**q.text, **q.hint}
        }
        description = next(iter(q.text.values()), q.code)
        return {
            "QuestionText": text.get(self.base, self.pipes(q.code) if not text else ""),
            "DataExportTag": q.code,
            "QuestionID": id_,
            "QuestionDescription": description[:100],
            "Configuration": {"QuestionDescriptionOption": "UseText"},
            "Language": {
                lang.upper(): {"QuestionText": own} for lang, own in text.items() if lang != self.base
            }
            or [],
            "Validation": {"Settings": self._validation(q)},
        }

    def _below(self, q: QuestionSpec, lang: str) -> str:
        return f"<br>{HINT}{self.pipes(q.hint[lang])}</span>" if q.hint.get(lang) else ""

    def _question(self, q: QuestionSpec) -> Payload:
        look = look_of(q)
        told = self._words(q, self.ids[q.code]) | {KEY: json.loads(hint_of(q))}
        told |= self._type(q, look, told)
        if q.rules.get("show"):
            with suppress(NotSimple):  # what has no words here is told by the notes
                told["DisplayLogic"] = self.logic.expression(q.rules["show"]) | {"inPage": False}
        if q.settings.get("randomise"):
            told["Randomization"] = {"Type": "All", "TotalRandSubset": ""}
        return told

    def _type(self, q: QuestionSpec, look: str, told: Payload) -> Payload:
        if q.kind == "statement":
            return {"QuestionType": "DB", "Selector": "TB"}
        if look == "ranking":
            return _typed("RO", "DND", "TX") | self._items(q, told)
        if look == "sum":
            return _typed("CS", "VRTL", "TX") | self._items(q, told)
        if look == "slider":
            own = {"CSSliderMin": q.settings.get("min", 0), "CSSliderMax": q.settings.get("max", 100)}
            return _typed("Slider", "HSLIDER", "") | {
                "Configuration": own | {"NumDecimals": "0"},
                **self._one(q, told),
            }
        if look == "stars" and q.scale and q.scale.low == 1 and not q.choices and not is_rows(q):
            return _typed("Slider", "STAR", "") | {
                "Configuration": {"StarCount": str(q.scale.high)},
                **self._one(q, told),
            }
        if is_rows(q):
            return self._rows(q, told)
        if q.kind in ("nps", "scale", "single"):
            selector, sub = _MC.get(look, ("SAVR", "TX"))
            return _typed("MC", selector, sub or "") | self._choices(q, "Choices", told) | self._ends(q)
        if q.kind == "multiple":
            return _typed("MC", "MAVR", "TX") | self._items(q, told)
        return _typed("TE", "ML" if look == "text" else "SL", "")

    def _ends(self, q: QuestionSpec) -> Payload:
        """The words at the ends of a 0 to 10 scale."""
        if q.kind != "nps" or q.scale is None or not (q.scale.low_label or q.scale.high_label):
            return {}
        ends = [s.get(self.base, "") for s in (q.scale.low_label, {}, q.scale.high_label)]
        return {"ColumnLabels": [{"Display": self.pipes(words)} for words in ends]}

    def _one(self, q: QuestionSpec, told: Payload) -> Payload:
        return {"Choices": {"1": {"Display": ""}}, "ChoiceOrder": ["1"]}

    def _rows(self, q: QuestionSpec, told: Payload) -> Payload:
        made = self._items(q, told)
        if q.kind in ("nps", "scale", "single"):
            return _typed("Matrix", "Likert", "SingleAnswer") | made | self._choices(q, "Answers", told)
        return _typed("TE", "FORM", "") | made

    def _choices(self, q: QuestionSpec, where: str, told: Payload) -> Payload:
        found = points(q)
        ids = self.logic.answer_ids(q)
        made: Payload = {
            where: {ids[c.code]: self._part(c.label, c.settings) for c in found},
            "ChoiceOrder" if where == "Choices" else "AnswerOrder": [ids[c.code] for c in found],
            "RecodeValues": {ids[c.code]: str(c.code) for c in found},
        }
        for c in found:
            self._translate(told, where, ids[c.code], c.label)
        return made

    def _items(self, q: QuestionSpec, told: Payload) -> Payload:
        for n, item in enumerate(q.items, 1):
            self._translate(told, "Choices", str(n), item.text)
        numbers = [str(n) for n in range(1, len(q.items) + 1)]
        tags = {n: short(q, i.code) for n, i in zip(numbers, q.items, strict=True)}
        return {
            "Choices": {n: self._part(i.text, i.settings) for n, i in zip(numbers, q.items, strict=True)},
            "ChoiceOrder": numbers,
            "ChoiceDataExportTags": tags,
        }

    def _part(self, text: Texts, settings: Mapping[str, Any]) -> Payload:
        part: Payload = {"Display": self.pipes(text.get(self.base, ""))}
        if settings.get("exclusive"):
            part["ExclusiveAnswer"] = True
        if settings.get("show"):
            with suppress(NotSimple):
                part["DisplayLogic"] = self.logic.expression(settings["show"]) | {"inPage": False}
        return part

    def _translate(self, told: Payload, where: str, id_: str, text: Texts) -> None:
        for lang, words in text.items():
            if lang != self.base:
                if not isinstance(told["Language"], dict):
                    told["Language"] = {}
                own = told["Language"].setdefault(lang.upper(), {})
                own.setdefault(where, {})[id_] = {"Display": self.pipes(words)}

    def _validation(self, q: QuestionSpec) -> Payload:
        force = "ON" if q.required else "OFF"
        found: Payload = {"ForceResponse": force, "ForceResponseType": force, "Type": "None"}
        own = q.settings
        if q.kind == "multiple" and ("least" in own or "most" in own):
            names = (("least", "MinChoices"), ("most", "MaxChoices"))
            found |= {
                "Type": "ChoiceRange",
                **{there: str(own[here]) for here, there in names if here in own},
            }
        elif q.kind == "number" and look_of(q) == "number":
            limits = {there: str(own.get(here, "")) for here, there in (("min", "Min"), ("max", "Max"))}
            found |= {
                "Type": "ContentType",
                "ContentType": "ValidNumber",
                "ValidNumber": limits | {"NumDecimals": ""},
            }
        elif q.kind == "number" and "total" in own:
            found |= {"Type": "ChoicesTotal", "ChoiceTotal": str(own["total"])}
        elif q.kind == "date":
            found |= {"Type": "ContentType", "ContentType": "ValidDate"}
        elif q.kind == "text" and own.get("characters"):
            found |= {"Type": "MaxChars", "MaxChars": str(own["characters"])}
        if q.rules.get("valid"):
            with suppress(NotSimple):
                found |= {
                    "Type": "CustomValidation",
                    "CustomValidation": {"Logic": self.logic.expression(q.rules["valid"])},
                }
        return found

    def _skips(self, q: QuestionSpec, section: SectionSpec) -> Iterator[Payload]:
        """Qualtrics skips from one answer; a skip on several conditions is none of its kind."""
        for n, skip in enumerate(q.rules.get("skip") or (), 1):
            to, when = skip.get("to") or {}, skip.get("when") or {}
            goal = self._goal(to, section)
            if not goal or when.get("question") != q.code:
                continue
            with suppress(NotSimple):
                for locator in self.logic.selected(when):
                    yield {
                        "SkipLogicID": n,
                        "ChoiceLocator": locator,
                        "Condition": "Selected",
                        "SkipToDestination": goal,
                        "Locator": locator,
                        "QuestionID": self.ids[q.code],
                    }

    def _goal(self, to: Mapping[str, Any], section: SectionSpec) -> str:
        if to.get("end"):
            return "ENDOFSURVEY"
        if "section" in to:
            codes = [s.code for s in self.definition.sections]
            after = codes.index(section.code) + 1 if section.code in codes else len(codes)
            return "ENDOFBLOCK" if after < len(codes) and codes[after] == to["section"] else ""
        return self.ids.get(str(to.get("question")), "")

    def flow(self) -> Payload:
        """The order of the blocks; one under a condition stands in a branch; hidden fields come first."""
        parts: list[Payload] = list(self._embedded())
        for n, section in enumerate(self.definition.sections, 1):
            part: Payload = {"Type": "Standard", "ID": _block_id(n), "FlowID": f"FL_{n + 1}"}
            if section.rules.get("show"):
                with suppress(NotSimple):
                    logic = self.logic.expression(section.rules["show"])
                    part = {"Type": "Branch", "FlowID": f"FL_{n + 500}", "BranchLogic": logic, "Flow": [part]}
            parts.append(part)
        return {"Type": "Root", "FlowID": "FL_1", "Flow": parts, "Properties": {"Count": len(parts) + 1}}

    def _embedded(self) -> Iterator[Payload]:
        found = [(q, s) for s in self.definition.sections for q in s.elements if look_of(q) == "hidden"]
        if found:
            data = [
                {
                    "Description": str(q.settings.get("field") or q.code),
                    "Type": "Recipient",
                    "Field": str(q.settings.get("field") or q.code),
                    KEY: json.loads(hint_of(q, section=s.code, text=q.text)),
                }
                for q, s in found
            ]
            yield {"Type": "EmbeddedData", "FlowID": "FL_900", "EmbeddedData": data}


def _typed(kind: str, selector: str, sub: str) -> Payload:
    return {"QuestionType": kind, "Selector": selector} | ({"SubSelector": sub} if sub else {})


def _block_id(place: int) -> str:
    return f"BL_{place:015d}"
