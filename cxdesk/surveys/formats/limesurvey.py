"""LimeSurvey's .lss: tables of its database as XML, with the texts in the rows or in tables of their own."""

import codecs
from collections import Counter, defaultdict
from dataclasses import replace
from typing import Final
from xml.etree.ElementTree import Element

from cxdesk.errors import UserError
from cxdesk.i18n import _, listed, ngettext, number
from cxdesk.surveys.definition import Definition, QuestionSpec, SectionSpec
from cxdesk.surveys.formats.hints import KEY, read_hint
from cxdesk.surveys.formats.limesurvey_asked import Answer, Asked, Part
from cxdesk.surveys.formats.limesurvey_quotas import quotas_in
from cxdesk.surveys.formats.limesurvey_rules import hint_code, with_pipes, with_rules
from cxdesk.surveys.formats.limesurvey_types import specs_of
from cxdesk.surveys.formats.prepared import without_implied
from cxdesk.surveys.formats.words import plain, plain_texts
from cxdesk.surveys.formats.xml import root_of
from cxdesk.surveys.model import Texts

FORMAT: Final = "limesurvey"

_RULES: Final = frozenset(
    ("array_filter", "array_filter_exclude", "em_validation_q", "em_validation_sq", "exclude_all_others", "random_order")
)  # fmt: skip

Row = dict[str, str]
Tables = dict[str, list[Row]]


def is_lss(start: bytes) -> bool:
    """Whether a file that begins so is a LimeSurvey questionnaire."""
    return is_document(start, "Survey")


def is_document(start: bytes, kind: str) -> bool:
    """Whether a file that begins so is LimeSurvey's XML of that kind; an archive may hold such XML unpacked."""
    mark = b"<LimeSurveyDocType>" + kind.encode()
    return start.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<") and mark in start


def parse(data: bytes, name: str = ".lss") -> Definition:
    """The questionnaire in the bytes of an .lss; `name` is the file's, for sentences about damage."""
    root = root_of(data, name)
    if (root.findtext("LimeSurveyDocType") or "").strip() != "Survey":
        raise UserError(_("“{name}” is no LimeSurvey questionnaire (.lss).").format(name=name))
    tables = _tables(root)
    settings = next(iter(tables["surveys"]), {})
    spoken = tables["surveys_languagesettings"]
    languages = _languages(root, settings)
    asked = _asked(tables, languages)
    if not asked:
        raise UserError(_("There is no question in “{name}”.").format(name=name))
    sections = tuple(s for s in _sections(tables, asked, languages) if s.elements)
    sections, unread = with_rules(sections, asked)
    sections = with_pipes(without_implied(sections))
    quotas = quotas_in(tables["quota"], tables["quota_members"], asked, sections)
    mixed = _mixed(tables, sections)
    return Definition(
        name=plain_texts(_by_language(spoken, "surveyls_title", "surveyls_language")) or {languages[0]: name},
        sections=_with_unique_headings(sections),
        languages=languages,
        promise="anonymous" if settings.get("anonymized") == "Y" else "named",
        source=FORMAT,
        source_id=settings.get("sid", "") or next(iter(tables["questions"]), {}).get("sid", ""),
        logic=_quotas(tables),
        notes=(*_notes(asked), *unread),
        intro=plain_texts(_by_language(spoken, "surveyls_welcometext", "surveyls_language")),
        thanks=plain_texts(_by_language(spoken, "surveyls_endtext", "surveyls_language")),
        settings=({"quotas": quotas} if quotas else {}) | ({"randomise_sections": mixed} if mixed else {}),
    )


def _tables(root: Element) -> Tables:
    found: Tables = defaultdict(list)
    for table in root:
        rows = table.find("rows")
        if rows is not None:
            found[table.tag] = [{cell.tag: cell.text or "" for cell in row} for row in rows]
    return found


def _languages(root: Element, settings: Row) -> tuple[str, ...]:
    named = [(e.text or "").strip() for e in root.iterfind("languages/language")]
    more = settings.get("additional_languages", "").split()
    return tuple(dict.fromkeys(filter(None, (settings.get("language", ""), *named, *more)))) or ("en",)


def _by_language(rows: list[Row], column: str, language: str = "language") -> Texts:
    return {row.get(language, "") or "en": row[column] for row in rows if row.get(column)}


def _grouped(rows: list[Row], key: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.get(key, "")].append(row)
    return found


def _asked(tables: Tables, languages: tuple[str, ...]) -> list[Asked]:
    """The questions in order; in the older layout a question has a row for each language."""
    base = languages[0]
    names = _grouped(tables["question_l10ns"], "qid")
    attributes = _grouped(tables["question_attributes"], "qid")
    conditions = _grouped(tables["conditions"], "qid")
    own = _grouped(tables["questions"], "qid")
    parts = _parts(tables, names)
    answers = _answers(tables)
    found = []
    for qid, rows in own.items():
        row = rows[0]
        if row.get("parent_qid", "0") not in ("", "0"):
            continue
        question = Asked(
            qid=qid,
            gid=row.get("gid", ""),
            sid=row.get("sid", ""),
            type=row.get("type", ""),
            code=row.get("title", "") or f"Q{qid}",
            text=plain_texts(_by_language(names[qid] or rows, "question")),
            base=base,
            other=row.get("other") == "Y",
            required=row.get("mandatory", "") in ("Y", "S"),
            logic=_logic(row, conditions.get(qid, []), attributes.get(qid, []), parts.get(qid, [])),
            parts=tuple(parts.get(qid, ())),
            answers=tuple(answers.get(qid, ())),
            attributes=_attributes(attributes.get(qid, []), base),
            help=plain_texts(_by_language(names[qid] or rows, "help")),
            relevance=row.get("relevance", ""),
        )
        found.append((_place(row), question))
    return [question for _order, question in sorted(found, key=lambda pair: pair[0])]


def _place(row: Row) -> tuple[int, int]:
    return _whole(row.get("question_order", "")), _whole(row.get("qid", ""))


def _whole(text: str) -> int:
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 12 else 0


def _parts(tables: Tables, names: dict[str, list[Row]]) -> dict[str, list[Part]]:
    """The sub-questions of each question, in order."""
    under = [r for r in tables["questions"] if r.get("parent_qid", "0") not in ("", "0")]
    rows = _grouped(tables["subquestions"] + under, "qid")
    found: dict[str, list[tuple[tuple[int, int], Part]]] = defaultdict(list)
    for qid, own in rows.items():
        row = own[0]
        text = plain_texts(_by_language(names.get(qid) or own, "question"))
        part = Part(row.get("title", ""), text, _whole(row.get("scale_id", "")), row.get("relevance", ""))
        found[row.get("parent_qid", "")].append((_place(row), part))
    return {parent: [p for _o, p in sorted(own, key=lambda pair: pair[0])] for parent, own in found.items()}


def _answers(tables: Tables) -> dict[str, list[Answer]]:
    names = _grouped(tables["answer_l10ns"], "aid")
    own: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in tables["answers"]:
        own[row.get("qid", ""), row.get("scale_id", "0"), row.get("code", "")].append(row)
    found: dict[str, list[tuple[int, Answer]]] = defaultdict(list)
    for (qid, scale, code), rows in own.items():
        texts = _by_language(names.get(rows[0].get("aid", "")) or rows, "answer")
        answer = Answer(code, plain_texts(texts), _whole(scale))
        found[qid].append((_whole(rows[0].get("sortorder", "")), answer))
    return {qid: [a for _o, a in sorted(rows, key=lambda pair: pair[0])] for qid, rows in found.items()}


def _attributes(rows: list[Row], base: str) -> dict[str, Texts]:
    """Values by name and language; one without language holds for all."""
    found: dict[str, Texts] = defaultdict(dict)
    for row in rows:
        if row.get("value"):
            found[row.get("attribute", "")][row.get("language", "") or base] = row["value"]
    return dict(found)


def _logic(row: Row, conditions: list[Row], attributes: list[Row], parts: list[Part]) -> str:
    """When the question and its parts are shown and what may be answered, as LimeSurvey wrote it."""
    lines = [row.get("relevance", "")] if row.get("relevance", "1").strip() not in ("", "1") else []
    lines += [" ".join(c.get(n, "") for n in ("cfieldname", "method", "value")).strip() for c in conditions]
    lines += [row["preg"]] if row.get("preg") else []
    lines += [
        f"{a['attribute']}: {a['value']}"
        for a in attributes
        if a.get("attribute") in _RULES and a.get("value")
    ]
    lines += [f"{p.code}: {p.logic}" for p in parts if p.logic.strip() not in ("", "1")]
    return "\n".join(lines)


def _quotas(tables: Tables) -> str:
    members = _grouped(tables["quota_members"], "quota_id")
    return "\n".join(
        f"quota {q.get('name', '')}: {q.get('qlimit', '')} "
        + ", ".join(f"{m.get('qid', '')}={m.get('code', '')}" for m in members.get(q.get("id", ""), []))
        for q in tables["quota"]
    )


def _sections(tables: Tables, asked: list[Asked], languages: tuple[str, ...]) -> list[SectionSpec]:
    names = _grouped(tables["group_l10ns"], "gid")
    rows = _grouped(tables["groups"], "gid")
    order = sorted(rows, key=lambda gid: (_whole(rows[gid][0].get("group_order", "")), _whole(gid)))
    order += [gid for gid in dict.fromkeys(q.gid for q in asked) if gid not in rows]
    found = []
    for gid in order:
        own = rows.get(gid, [])
        logic = own[0].get("grelevance", "") if own else ""
        specs = tuple(s for q in asked if q.gid == gid for s in specs_of(q))
        title = plain_texts(_by_language(names.get(gid) or own, "group_name"))
        intro = plain_texts(_by_language(names.get(gid) or own, "description"))
        asked_here = [q for q in asked if q.gid == gid]
        told = hint_code(own[0].get(KEY, "")) if own else ""
        told = told or next((s for q in asked_here if (s := _section_of(q))), "")
        groups = [next(iter(q.attributes.get("random_group", {}).values()), "") for q in asked_here]
        mixed = {"randomise": True} if len(groups) > 1 and groups[0] and set(groups) == {groups[0]} else {}
        logic = "" if logic.strip() == "1" else logic
        found.append(SectionSpec(title, specs, logic, told or f"G{gid}", intro, mixed))
    return found


def _section_of(asked: Asked) -> str:
    """The code of the section that a question of ours stands in."""
    return str(read_hint(next(iter(asked.attributes.get(KEY, {}).values()), "")).get("section", ""))


def _mixed(tables: Tables, sections: tuple[SectionSpec, ...]) -> list[str]:
    """The sections that come in a random order, where all of them are mixed with each other."""
    order = sorted(
        tables["groups"], key=lambda row: (_whole(row.get("group_order", "")), _whole(row.get("gid", "")))
    )
    names = {row.get("gid", ""): row.get("randomization_group", "") for row in order}
    if len(names) != len(sections) or len({n for n in names.values() if n}) != 1:
        return []
    return [s.code for s, name in zip(sections, names.values(), strict=True) if name]


def _with_unique_headings(sections: tuple[SectionSpec, ...]) -> tuple[SectionSpec, ...]:
    """Each column is also known by the full text that exports may have as its heading, where only one has it."""
    headings = Counter(h for s in sections for q in s.questions for h in _headings(q))
    return tuple(
        replace(s, elements=tuple(_with_headings(q, headings) for q in s.elements)) for s in sections
    )


def _headings(question: QuestionSpec) -> list[str]:
    if not question.items:
        return list(dict.fromkeys(question.text.values()))
    return [h for item in question.items for h in _item_headings(question, item.text)]


def _item_headings(question: QuestionSpec, own: Texts) -> list[str]:
    return list(dict.fromkeys(f"{text} [{own.get(lang, '')}]" for lang, text in question.text.items()))


def _with_headings(question: QuestionSpec, count: Counter[str]) -> QuestionSpec:
    if not question.items:
        return replace(question, sources=(*question.sources, *_only(_headings(question), count)))
    items = tuple(
        replace(item, sources=(*item.sources, *_only(_item_headings(question, item.text), count)))
        for item in question.items
    )
    return replace(question, items=items)


def _only(headings: list[str], count: Counter[str]) -> list[str]:
    return [h for h in headings if count[h] == 1]


def _notes(asked: list[Asked]) -> tuple[str, ...]:
    notes = []
    uploads = [plain(q.code) for q in asked if q.type == "|"]
    if uploads:
        sentence = ngettext(
            "{n} question asks for files, which are not taken over: {codes}.",
            "{n} questions ask for files, which are not taken over: {codes}.",
            len(uploads),
        )
        notes.append(sentence.format(n=number(len(uploads)), codes=listed(uploads)))
    return tuple(notes)
