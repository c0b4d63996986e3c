"""Our questions as Qualtrics' questions: type and selector by look, choices, translations."""

import html
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any, Final

from cxdesk.i18n import _, listed
from cxdesk.surveys.definition import Definition, QuestionSpec
from cxdesk.surveys.formats.conditions_parsed import NotSimple
from cxdesk.surveys.formats.hints import KEY, hint_of, is_rows, points
from cxdesk.surveys.formats.pipes import Pipes
from cxdesk.surveys.formats.qsf_logic_out import Logic, is_plain_nps
from cxdesk.surveys.formats.qsf_parts import HINT
from cxdesk.surveys.formats.qsf_settings import RANDOMIZED
from cxdesk.surveys.formats.qsf_validation_out import OFF, limited, validation
from cxdesk.surveys.formats.safe_names import short
from cxdesk.surveys.logic.answers import whole_number
from cxdesk.surveys.looks import look_of
from cxdesk.surveys.model import Texts

Payload = dict[str, Any]
_MC: Final = {"dropdown": ("DL", ""), "nps": ("SAHR", "TX"), "csat": ("SAHR", "TX"), "ces": ("SAHR", "TX")}


def _html(words: str) -> str:
    return html.escape(words, quote=False)


class Asking:
    """Makes questions one by one into `payloads`; `ids` is Qualtrics' number of each question."""

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

    def add(self, q: QuestionSpec) -> str:
        """One more question; its number."""
        self.payloads.append(self._question(q))
        return self.ids[q.code]

    def statement(self, words: Texts, role: str) -> str:
        """Words of a section or of the survey, which Qualtrics shows as a question without an answer; its number."""
        self.more += 1
        id_ = f"QID{self.more}"
        made = self._words(QuestionSpec(f"{role}{self.more}", "statement", words), id_)
        self.payloads.append(made | {"QuestionType": "DB", "Selector": "TB", KEY: {"code": "", "as": role}})
        return id_

    def _words(self, q: QuestionSpec, id_: str) -> Payload:
        text = {
            lang: self.pipes(q.text.get(lang, "")) + self._below(q, lang) for lang in {**q.text, **q.hint}
        }
        description = next(iter(q.text.values()), q.code)
        return {
            "QuestionText": text.get(self.base, self.pipes(q.code) if not text else ""),
            "DefaultChoices": False,
            "DataExportTag": q.code,
            "QuestionID": id_,
            "DataVisibility": {"Private": False, "Hidden": False},
            "QuestionDescription": description[:100],
            "Configuration": {"QuestionDescriptionOption": "UseText"},
            "Language": {
                lang.upper(): {"QuestionText": own} for lang, own in text.items() if lang != self.base
            }
            or [],
            "Validation": {"Settings": validation(q, self.logic) if q.kind != "statement" else dict(OFF)},
            "GradingData": [],
            "NextChoiceId": 1,
            "NextAnswerId": 1,
        }

    def _below(self, q: QuestionSpec, lang: str) -> str:
        return f"<br>{HINT}{self.pipes(q.hint[lang])}</span>" if q.hint.get(lang) else ""

    def _question(self, q: QuestionSpec) -> Payload:
        told = self._words(q, self.ids[q.code]) | {KEY: json.loads(hint_of(q))}
        told |= self._type(q, look_of(q), told)
        for counter, where in (("NextChoiceId", "Choices"), ("NextAnswerId", "Answers")):
            told[counter] = len(told.get(where) or ()) + 1
        if q.rules.get("show"):
            with suppress(NotSimple):  # what has no words here is told by the notes
                told["DisplayLogic"] = self.logic.expression(q.rules["show"]) | {"inPage": False}
        if q.settings.get("randomise") and told.get("ChoiceOrder"):
            told["Randomization"] = _mixed(q, told["ChoiceOrder"])
        return told

    def _type(self, q: QuestionSpec, look: str, told: Payload) -> Payload:
        simple: dict[str, Callable[[], Payload]] = {
            "ranking": lambda: _typed("RO", "DND", "TX") | self._items(q, told),
            "sum": lambda: _typed("CS", "VRTL", "TX") | self._items(q, told) | {"Labels": [], "ClarifyingSymbolType": "None"},
            "slider": lambda: _typed("Slider", "HSLIDER", "") | _one() | {"Configuration": _bar(q), "Labels": []},
        }  # fmt: skip
        if q.kind == "statement":
            return {"QuestionType": "DB", "Selector": "TB"}
        if look in simple:
            return simple[look]()
        if look == "stars" and q.scale and q.scale.low == 1 and not q.choices and not is_rows(q):
            own = {"QuestionDescriptionOption": "UseText", "StarCount": q.scale.high, "StarType": "discrete"}
            return _typed("Slider", "STAR", "") | _one() | {"Configuration": own, "Labels": []}
        if is_rows(q):
            return self._rows(q, told)
        if is_plain_nps(q):
            return self._recommend(q)
        if q.kind in ("nps", "scale", "single"):
            selector, sub = _MC.get(look, ("SAVR", "TX"))
            return _typed("MC", selector, sub) | self._choices(q, "Choices", told)
        if q.kind == "multiple":
            return _typed("MC", "MAVR", "TX") | self._items(q, told)
        return _typed("TE", "ML" if look == "text" else "SL", "")

    def _recommend(self, q: QuestionSpec) -> Payload:
        """Qualtrics' own 0 to 10: a plain list numbered from 0, and the words at both ends."""
        scale = q.scale
        ends = [s.get(self.base, "") for s in (scale.low_label, scale.high_label)] if scale else ["", ""]
        numbers = [str(n) for n in range(11)]
        return _typed("MC", "NPS", "") | {
            "Choices": [{"Display": n} for n in numbers],
            "ChoiceOrder": numbers,
            "ColumnLabels": [{"Display": self.pipes(words), "IsLabelDefault": False} for words in ends],
        }

    def _rows(self, q: QuestionSpec, told: Payload) -> Payload:
        made = self._items(q, told)
        if q.kind in ("nps", "scale", "single"):
            return _typed("Matrix", "Likert", "SingleAnswer") | made | self._choices(q, "Answers", told)
        for part in made["Choices"].values():
            part["TextEntry"] = "on"
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


def _typed(kind: str, selector: str, sub: str) -> Payload:
    return {"QuestionType": kind, "Selector": selector} | ({"SubSelector": sub} if sub else {})


def _one() -> Payload:
    return {"Choices": {"1": {"Display": ""}}, "ChoiceOrder": ["1"]}


def _bar(q: QuestionSpec) -> Payload:
    """The bar of a slider; steps are its grid lines, to which the handle snaps."""
    low, high, step = (q.settings.get(name) for name in ("min", "max", "step"))
    low, high = low if low is not None else 0, high if high is not None else 100
    lines = (high - low) / step if isinstance(step, (int, float)) and step > 0 else 0
    even = lines >= 1 and float(lines).is_integer()
    return {
        "QuestionDescriptionOption": "UseText", "CSSliderMin": low, "CSSliderMax": high,
        "GridLines": int(lines) if even else 10, "SnapToGrid": even, "NumDecimals": "0", "ShowValue": True,
        "CustomStart": False, "NotApplicable": False, "MobileFirst": True,
    }  # fmt: skip


def _mixed(q: QuestionSpec, order: list[str]) -> Payload:
    """Options in any order; the last ones, and what stands apart from the others, stay where they are."""
    keep = whole_number(q.settings.get("keep_last")) or 0
    parts = q.items if q.kind == "multiple" or is_rows(q) else points(q)
    apart = [
        getattr(p, "declared", False) or p.settings.get("exclusive") or p.settings.get("other") for p in parts
    ]
    stays = [n >= len(order) - keep or bool(apart[n]) for n in range(len(order))]
    if not any(stays):
        return {"Advanced": None, "Type": "All", "TotalRandSubset": ""}
    told = {
        "FixedOrder": [key if stay else RANDOMIZED for key, stay in zip(order, stays, strict=True)],
        "RandomizeAll": [key for key, stay in zip(order, stays, strict=True) if not stay],
        "RandomSubSet": [],
        "Undisplayed": [],
        "TotalRandSubset": 0,
    }
    return {"Advanced": told, "Type": "Advanced", "TotalRandSubset": ""}


def ends_in_one_language(definition: Definition) -> Iterator[str]:
    """Qualtrics' 0 to 10 has the words at its ends in the survey's own language only."""
    plain = [q for q in definition.questions if is_plain_nps(q) and q.scale]
    found = [q.code for q in plain if q.scale and max(len(q.scale.low_label), len(q.scale.high_label)) > 1]
    if found:
        sentence = _(
            "The words at the ends of these scales stand in one language there; translate them in Qualtrics: {codes}."
        )
        yield sentence.format(codes=listed(found))


def both_checked(definition: Definition) -> Iterator[str]:
    """Qualtrics checks an answer in one way: the rule is there, limits beside it are not."""
    found = [q.code for q in definition.questions if q.rules.get("valid") and limited(q)]
    if found:
        sentence = _(
            "Qualtrics checks one thing of an answer: the rule is in the file, limits beside it are not: {codes}."
        )
        yield sentence.format(codes=listed(found))
