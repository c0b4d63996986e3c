"""A questionnaire as LimeSurvey's .lss, in the layout of its database since version 4: texts in tables of their own.

What its tables hold was looked up in LimeSurvey 6 after an import of each type: stars and faces are its 5-point choice,
a slider is a numerical row with a layout, ticks in a table are an array of numbers with boxes. It runs what stands
between braces in any text, so that braces are written as character references.
"""

import html
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, Final

from cxdesk.surveys.definition import Definition, QuestionSpec, SectionSpec
from cxdesk.surveys.formats import limesurvey
from cxdesk.surveys.formats.carried import Written, notes_on
from cxdesk.surveys.formats.conditions_out import Dialect, number, quoted, written
from cxdesk.surveys.formats.conditions_parsed import NotSimple
from cxdesk.surveys.formats.hints import is_rows, points
from cxdesk.surveys.formats.lss_parts import Codes, attributes_of, type_of
from cxdesk.surveys.formats.lss_tables import Row, document_of
from cxdesk.surveys.formats.nearest import nearest
from cxdesk.surveys.formats.pipes import Pipes
from cxdesk.surveys.formats.prepared import with_others_shown, with_row_words, without_jumps
from cxdesk.surveys.logic.quotas import quotas_of
from cxdesk.surveys.looks import look_of
from cxdesk.surveys.model import Texts

_NEAREST: Final = ("nps", "consent", "pictures", "pair")
_SID: Final = "100000"
_MIXED: Final = "mixed"


def write(definition: Definition) -> Written:
    """The survey as XML in UTF-8."""
    ready, jumps = without_jumps(definition)
    maker = _Maker(with_row_words(with_others_shown(ready)))
    for n, section in enumerate(maker.definition.sections, 1):
        maker.section(section, n)
    maker.quotas()
    maker.survey()
    data = document_of(maker.tables, definition.languages)
    asked = {q.code: type_of(q, look_of(q)) for q in definition.questions}
    told = [look for look in ("stars", "faces") if any(look_of(q) == look and asked[q.code] != "5" for q in definition.questions)]  # fmt: skip
    more = (*jumps, *maker.pipes.notes(), *nearest(definition, (*_NEAREST, *told)))
    return Written(data, notes_on(ready, limesurvey.parse(data, "survey.lss"), more))


def _guarded(words: str) -> str:
    """HTML in which no expression can begin."""
    return html.escape(words, quote=False).replace("{", "&#123;").replace("}", "&#125;")


class _Maker:
    """Fills the tables; numbers groups, questions and answers one after the other."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self.languages = definition.languages or ("en",)
        self.tables: dict[str, list[Row]] = defaultdict(list)
        self.codes = Codes(definition)
        self.pipes = Pipes(definition, self.codes.put, guard=_guarded)
        self.qids: dict[str, str] = {}
        self.next = 1
        self.dialect = Dialect(
            {q.code: q for q in definition.questions},
            self.codes.name,
            self._value,
            lambda q, item: f'({self.codes.part(q, item)}.NAOK == "{self.codes.tick(q)}")',
            lambda name: f"!is_empty({name})",
            lambda name: f"is_empty({name})",
            count=lambda q: f"count({', '.join(f'{self.codes.part(q, i.code)}.NAOK' for i in q.items)})",
            contains=lambda name, text: f"stristr({name}, {text}) != ''",
            words={"and": " and ", "or": " or ", "=": "==", "!=": "!="},
            turned=lambda inner: f"!({inner})",
            always="1",
            never="0",
        )

    def _value(self, q: QuestionSpec, value: Any) -> str:
        if q.kind == "number":
            return number(value) if isinstance(value, (int, float)) else quoted(str(value))
        if q.kind not in ("nps", "scale", "single"):
            return quoted(str(value))
        found = self.codes.answers(q)
        if value not in found:
            raise NotSimple(str(value))
        return quoted(found[value])

    def _id(self) -> str:
        self.next += 1
        return str(self.next)

    def _shown(self, rules: Mapping[str, Any]) -> str:
        if rules.get("show"):
            with suppress(NotSimple):  # what has no words here is told by the notes
                return written(rules["show"], self.dialect)
        return "1"

    def section(self, section: SectionSpec, place: int) -> None:
        """A group with its questions; the first of them tells the code that the section has here."""
        gid = str(place)
        mixed = section.code and section.code in (self.definition.settings.get("randomise_sections") or ())
        row = {"gid": gid, "sid": _SID, "group_order": gid, "randomization_group": _MIXED if mixed else ""}
        self.tables["groups"].append(row | {"grelevance": self._shown(section.rules)})
        for lang in self.languages:
            words = {
                "group_name": self.pipes(section.title.get(lang, "")),
                "description": self.pipes(section.intro.get(lang, "")),
            }
            self.tables["group_l10ns"].append({"id": self._id(), "gid": gid, **words, "language": lang})
        for n, element in enumerate((e for e in section.elements if e.kind != "break"), 1):
            self._question(element, gid, n, section)

    def _question(self, q: QuestionSpec, gid: str, place: int, section: SectionSpec) -> None:
        qid, look = self._id(), look_of(q)
        type_ = type_of(q, look)
        self.qids[q.code] = qid
        self.tables["questions"].append(
            {
                "qid": qid, "parent_qid": "0", "sid": _SID, "gid": gid, "type": type_, "title": self.codes.of(q),
                "preg": "", "other": "N", "mandatory": "Y" if q.required else "N", "question_order": str(place),
                "scale_id": "0", "same_default": "0", "relevance": self._shown(q.rules), "modulename": "",
            }
        )  # fmt: skip
        self._spoken(qid, q.text or {self.languages[0]: q.code}, q.hint)
        if type_ == "R":
            for n, item in enumerate(q.items, 1):
                self._answer(qid, self.codes.short(q, item.code), item.text, n)
        elif type_ == ":":
            for scale, name in (("0", "rows"), ("1", "columns_of")):
                for n, part in enumerate(q.settings[name], 1):
                    code, text = self.codes.axis(q, name, str(part["code"])), part.get("text") or {}
                    self._part(qid, gid, code, text, n, "1", scale)
        elif q.kind == "multiple" or is_rows(q):
            for n, item in enumerate(q.items, 1):
                self._part(qid, gid, self.codes.short(q, item.code), item.text, n, self._shown(item.settings))
        elif type_ == "K":
            self._part(qid, gid, self.codes.SLIDER, {}, 1, "1")
        if type_ in ("L", "!", "F"):
            codes = self.codes.answers(q)
            for n, c in enumerate(points(q), 1):
                self._answer(qid, codes[c.code], c.label, n)
        more = {"section": section.code} if section.code and place == 1 else {}
        mixed = f"group{gid}" if section.settings.get("randomise") else ""
        for name, texts in attributes_of(q, look, self.codes, more, mixed):
            self._attribute(qid, name, texts)
        if q.rules.get("valid"):
            with suppress(NotSimple):
                self._attribute(qid, "em_validation_q", {"": self._valid(q)})
        if q.settings.get("message"):
            self._attribute(qid, "em_validation_q_tip", q.settings["message"])
        source = str(q.settings.get("field") or "")
        if look == "hidden" and source.startswith("link."):
            own = re.sub(r"\W+", "_", source.removeprefix("link."))
            row = {"id": self._id(), "sid": _SID, "parameter": own, "targetqid": qid}
            self.tables["survey_url_parameters"].append(row)

    def _valid(self, q: QuestionSpec) -> str:
        """What is accepted; LimeSurvey asks it of a blank as well."""
        valid = written(q.rules["valid"], self.dialect)
        if q.kind == "multiple" or len(q.items) > 1:
            return valid
        return f"(is_empty({self.codes.name(q, '')}) or {valid})"

    def _attribute(self, qid: str, name: str, texts: Texts) -> None:
        for lang, value in texts.items():
            words = self.pipes(value) if lang else value
            self.tables["question_attributes"].append(
                {"qid": qid, "attribute": name, "value": words, "language": lang}
            )

    def _spoken(self, qid: str, text: Texts, hint: Texts) -> None:
        for lang in self.languages:
            words = {"question": self.pipes(text.get(lang, "")), "help": self.pipes(hint.get(lang, ""))}
            self.tables["question_l10ns"].append({"id": self._id(), "qid": qid, **words, "language": lang})

    def _part(
        self, parent: str, gid: str, code: str, text: Texts, place: int, relevance: str, scale: str = "0"
    ) -> None:
        qid = self._id()
        self.tables["subquestions"].append(
            {
                "qid": qid, "parent_qid": parent, "sid": _SID, "gid": gid, "type": "T", "title": code,
                "question_order": str(place), "scale_id": scale, "relevance": relevance,
            }
        )  # fmt: skip
        self._spoken(qid, text, {})

    def _answer(self, qid: str, code: str, text: Texts, place: int) -> None:
        aid = self._id()
        row = {
            "aid": aid,
            "qid": qid,
            "code": code,
            "sortorder": str(place),
            "assessment_value": "0",
            "scale_id": "0",
        }
        self.tables["answers"].append(row)
        for lang in self.languages:
            told = {"id": self._id(), "aid": aid, "answer": self.pipes(text.get(lang, "")), "language": lang}
            self.tables["answer_l10ns"].append(told)

    def quotas(self) -> None:
        """Quotas on given answers; LimeSurvey has no others, and needs words for those it turns away."""
        for n, quota in enumerate(quotas_of(self.definition), 1):
            with suppress(NotSimple):
                members = list(self._members(quota.when))
                own = {"id": str(n), "sid": _SID, "name": quota.name or str(n), "qlimit": str(quota.most)}
                self.tables["quota"].append(own | {"action": "1", "active": "1", "autoload_url": "0"})
                for code, value in members:
                    row = {
                        "id": self._id(),
                        "sid": _SID,
                        "qid": self.qids[code],
                        "quota_id": str(n),
                        "code": value,
                    }
                    self.tables["quota_members"].append(row)
                for lang in self.languages:
                    words = self.pipes(self.definition.thanks.get(lang, "")) or _guarded(quota.name) or str(n)
                    row = {"quotals_id": self._id(), "quotals_quota_id": str(n), "quotals_language": lang}
                    told = {"quotals_name": _guarded(quota.name), "quotals_message": words}
                    self.tables["quota_languagesettings"].append(row | told | {"quotals_url": "", "quotals_urldescrip": ""})  # fmt: skip

    def _members(self, when: Any) -> Iterator[tuple[str, str]]:
        """The answers a quota counts: any of those of one question, of every question that is named."""
        parts = when["of"] if when.get("op") == "and" and when.get("of") else [when]
        seen: set[str] = set()
        for part in parts:
            q = self.dialect.questions.get(str(part.get("question", "")))
            value = part.get("value")
            if (
                q is None
                or q.code in seen
                or part.get("item")
                or type_of(q, look_of(q)) not in ("L", "!", "M")
            ):
                raise NotSimple(str(part.get("question", "")))
            seen.add(q.code)
            if q.kind == "multiple" and (
                part["op"] == "all_ticked" or (part["op"] == "ticked" and len(value) == 1)
            ):
                yield from ((q.code, self.codes.short(q, v)) for v in value)
            elif q.kind != "multiple" and part["op"] in ("is", "one_of"):
                own = self.codes.answers(q)
                wanted = value if isinstance(value, list) else [value]
                if not wanted or not all(v in own for v in wanted):
                    raise NotSimple(q.code)
                yield from ((q.code, own[v]) for v in wanted)
            else:
                raise NotSimple(q.code)

    def survey(self) -> None:
        """The survey's own row, and its words."""
        d = self.definition
        self.tables["surveys"].append(
            {
                "sid": _SID, "gsid": "1", "admin": "", "anonymized": "Y" if d.promise == "anonymous" else "N",
                "format": "G", "savetimings": "N", "template": "inherit", "language": self.languages[0],
                "additional_languages": " ".join(self.languages[1:]), "datestamp": "Y", "allowprev": "Y",
                "showwelcome": "Y", "showprogress": "Y", "shownoanswer": "N",
            }
        )  # fmt: skip
        for lang in self.languages:
            title = d.name.get(lang) or (
                "" if any(d.name.values()) and lang != self.languages[0] else "Survey"
            )
            self.tables["surveys_languagesettings"].append(
                {
                    "surveyls_survey_id": _SID,
                    "surveyls_language": lang,
                    "surveyls_title": _guarded(title),
                    "surveyls_welcometext": self.pipes(d.intro.get(lang, "")),
                    "surveyls_endtext": self.pipes(d.thanks.get(lang, "")),
                }
            )
