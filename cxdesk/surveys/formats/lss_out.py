"""A questionnaire as LimeSurvey's .lss, in the layout of its database since version 4: texts in tables of their own."""

import html
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, Final

from cxdesk.surveys.definition import Definition, QuestionSpec, SectionSpec
from cxdesk.surveys.formats import limesurvey
from cxdesk.surveys.formats.carried import Written, notes_on
from cxdesk.surveys.formats.conditions import NotSimple
from cxdesk.surveys.formats.conditions_out import Dialect, number, quoted, written
from cxdesk.surveys.formats.hints import KEY, hint_of, is_rows, points
from cxdesk.surveys.formats.nearest import nearest
from cxdesk.surveys.formats.safe_names import Names
from cxdesk.surveys.looks import look_of
from cxdesk.surveys.model import Texts

_NEAREST: Final = ("nps", "stars", "faces", "slider", "consent", "pictures", "pair", "matrix_ticks")
_SID: Final = "100000"
_GROUP: Final = 1
_ORDER: Final = (
    "answers", "answer_l10ns", "groups", "group_l10ns", "questions", "subquestions", "question_l10ns",
    "question_attributes", "surveys", "surveys_languagesettings",
)  # fmt: skip
_UNFIT: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Row = dict[str, str]


def write(definition: Definition) -> Written:
    """The survey as XML in UTF-8."""
    maker = _Maker(definition)
    for n, section in enumerate(definition.sections, 1):
        maker.section(section, n)
    maker.survey()
    data = _document(maker.tables, definition.languages)
    return Written(
        data, notes_on(definition, limesurvey.parse(data, "survey.lss"), nearest(definition, _NEAREST))
    )


def _document(tables: Mapping[str, list[Row]], languages: tuple[str, ...]) -> bytes:
    parts = ['<?xml version="1.0" encoding="UTF-8"?>', "<document>"]
    parts += [" <LimeSurveyDocType>Survey</LimeSurveyDocType>", " <DBVersion>606</DBVersion>", " <languages>"]
    parts += [f"  <language>{html.escape(code)}</language>" for code in languages]
    parts.append(" </languages>")
    for name in _ORDER:
        rows = tables.get(name, [])
        if rows:
            fields = dict.fromkeys(f for row in rows for f in row)
            parts += [
                f" <{name}>",
                "  <fields>",
                *(f"   <fieldname>{f}</fieldname>" for f in fields),
                "  </fields>",
                "  <rows>",
            ]
            parts += [line for row in rows for line in _row(row)]
            parts += ["  </rows>", f" </{name}>"]
    return ("\n".join([*parts, "</document>"]) + "\n").encode()


def _row(row: Row) -> Iterator[str]:
    yield "   <row>"
    for name, value in row.items():
        # The end of a CDATA section inside a text is written as two sections.
        own = _UNFIT.sub("", value).replace("]]>", "]]]]><![CDATA[>")
        yield f"    <{name}><![CDATA[{own}]]></{name}>" if own else f"    <{name}/>"
    yield "   </row>"


def _html(words: str) -> str:
    return html.escape(words, quote=False)


class _Maker:
    """Fills the tables; numbers groups, questions and answers one after the other."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self.languages = definition.languages or ("en",)
        self.tables: dict[str, list[Row]] = defaultdict(list)
        self.names = Names(r"[A-Za-z][A-Za-z0-9]*", "", 20)
        self.parts: dict[str, dict[str, str]] = {}
        self.next = 1
        for q in definition.elements:
            if q.kind != "break":
                self.names.of(q.code)
                self.parts[q.code] = _codes(q)
        self.dialect = Dialect(
            {q.code: q for q in definition.questions},
            self._name,
            self._value,
            lambda q, item: f'({self.names.of(q.code)}_{self.parts[q.code][item]}.NAOK == "Y")',
            lambda name: f"!is_empty({name})",
            lambda name: f"is_empty({name})",
            words={"and": " and ", "or": " or ", "=": "==", "!=": "!="},
            turned=lambda inner: f"!({inner})",
            always="1",
            never="0",
        )

    def _name(self, q: QuestionSpec, item: str) -> str:
        if item and look_of(q) == "ranking":
            raise NotSimple(item)  # LimeSurvey names the ranks, not the things
        return (
            f"{self.names.of(q.code)}_{self.parts[q.code][item]}.NAOK"
            if item
            else f"{self.names.of(q.code)}.NAOK"
        )

    def _value(self, q: QuestionSpec, value: Any) -> str:
        if q.kind == "number":
            return number(value) if isinstance(value, (int, float)) else quoted(str(value))
        if q.kind not in ("nps", "scale", "single"):
            return quoted(str(value))
        found = _answer_codes(q)
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
        """A group with its questions."""
        gid = str(place)
        row = {"gid": gid, "sid": _SID, "group_order": gid, "randomization_group": ""}
        told = f'{{"code":"{section.code}"}}' if re.fullmatch(r"[\w.:-]+", section.code) else ""
        self.tables["groups"].append(row | {"grelevance": self._shown(section.rules), KEY: told})
        for lang in self.languages:
            words = {
                "group_name": _html(section.title.get(lang, "")),
                "description": _html(section.intro.get(lang, "")),
            }
            self.tables["group_l10ns"].append({"id": self._id(), "gid": gid, **words, "language": lang})
        for n, element in enumerate((e for e in section.elements if e.kind != "break"), 1):
            self._question(element, gid, n)

    def _question(self, q: QuestionSpec, gid: str, place: int) -> None:
        qid, look = self._id(), look_of(q)
        type_ = _type(q, look)
        self.tables["questions"].append(
            {
                "qid": qid, "parent_qid": "0", "sid": _SID, "gid": gid, "type": type_, "title": self.names.of(q.code),
                "preg": "", "other": "N", "mandatory": "Y" if q.required else "N", "question_order": str(place),
                "scale_id": "0", "same_default": "0", "relevance": self._shown(q.rules), "modulename": "",
            }
        )  # fmt: skip
        self._spoken(qid, q.text or {self.languages[0]: q.code}, q.hint)
        if type_ == "R":
            for n, item in enumerate(q.items, 1):
                self._answer(qid, self.parts[q.code][item.code], item.text, n)
        elif q.kind == "multiple" or is_rows(q):
            for n, item in enumerate(q.items, 1):
                self._part(qid, gid, self.parts[q.code][item.code], item.text, n, self._shown(item.settings))
        if type_ in ("L", "!", "F"):
            codes = _answer_codes(q)
            for n, c in enumerate(points(q), 1):
                self._answer(qid, codes[c.code], c.label, n)
        for name, texts in self._attributes(q, look):
            for lang, value in texts.items():
                self.tables["question_attributes"].append(
                    {"qid": qid, "attribute": name, "value": value, "language": lang}
                )

    def _spoken(self, qid: str, text: Texts, hint: Texts) -> None:
        for lang in self.languages:
            words = {"question": _html(text.get(lang, "")), "help": _html(hint.get(lang, ""))}
            self.tables["question_l10ns"].append({"id": self._id(), "qid": qid, **words, "language": lang})

    def _part(self, parent: str, gid: str, code: str, text: Texts, place: int, relevance: str) -> None:
        qid = self._id()
        self.tables["subquestions"].append(
            {
                "qid": qid, "parent_qid": parent, "sid": _SID, "gid": gid, "type": "T", "title": code,
                "question_order": str(place), "scale_id": "0", "relevance": relevance,
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
            told = {"id": self._id(), "aid": aid, "answer": _html(text.get(lang, "")), "language": lang}
            self.tables["answer_l10ns"].append(told)

    def _attributes(self, q: QuestionSpec, look: str) -> Iterator[tuple[str, Texts]]:
        own = q.settings
        yield KEY, {"": hint_of(q)}
        names = {
            "number": (("min", "min_num_value_n"), ("max", "max_num_value_n"), ("total", "equals_num_value")),
            "multiple": (("least", "min_answers"), ("most", "max_answers")),
            "text": (("characters", "maximum_chars"),),
        }.get(q.kind, ())
        for here, there in names:
            if here in own:
                yield there, {"": number(float(own[here]))}
        if own.get("randomise"):
            yield "random_order", {"": "1"}
        alone = [self.parts[q.code][i.code] for i in q.items if i.settings.get("exclusive")]
        if alone and q.kind == "multiple":
            yield "exclude_all_others", {"": ";".join(alone)}
        if look == "hidden":
            yield "hidden", {"": "1"}
        if q.rules.get("valid"):
            with suppress(NotSimple):
                yield "em_validation_q", {"": written(q.rules["valid"], self.dialect)}
        if own.get("message"):
            yield "em_validation_q_tip", {lang: _html(words) for lang, words in own["message"].items()}

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
                    "surveyls_title": _html(title),
                    "surveyls_welcometext": _html(d.intro.get(lang, "")),
                    "surveyls_endtext": _html(d.thanks.get(lang, "")),
                }
            )


def _type(q: QuestionSpec, look: str) -> str:
    if q.kind == "statement":
        return "X"
    if look == "hidden":
        return "*"
    if look == "ranking":
        return "R"
    if q.kind == "multiple":
        return "M"
    if is_rows(q):
        return {"number": "K", "text": "Q", "date": "Q"}.get(q.kind, "F")
    if q.kind in ("nps", "scale", "single"):
        return "!" if look == "dropdown" else "L"
    kinds = {"number": "N", "date": "D", "identifier": "S", "pseudonym": "S"}
    return kinds.get(q.kind, "T" if look == "text" else "S")


def _answer_codes(q: QuestionSpec) -> dict[int, str]:
    """LimeSurvey's codes of answers are five letters or figures at most."""
    own = [c.code for c in points(q)]
    return {code: str(code) if 0 <= code <= 99_999 else f"A{n}" for n, code in enumerate(own, 1)}


def _codes(q: QuestionSpec) -> dict[str, str]:
    """What each item is called behind its question: its own code where that is letters and figures."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for n, item in enumerate(q.items, 1):
        own = item.code.removeprefix(f"{q.code}_")
        longest = 5 if look_of(q) == "ranking" else 20
        fits = re.fullmatch(r"[A-Za-z0-9]+", own) and len(own) <= longest
        found[item.code] = own if fits and own not in taken else f"SQ{n:03d}"
        taken.add(found[item.code])
    return found
