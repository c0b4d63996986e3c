"""Qualtrics' survey file (.qsf): blocks become sections, flow and logic are kept as Qualtrics wrote them."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from cxdesk.errors import UserError
from cxdesk.i18n import _, listed
from cxdesk.surveys.definition import Definition, ItemSpec, QuestionSpec, SectionSpec
from cxdesk.surveys.formats.hints import KEY, read_hint, with_hint
from cxdesk.surveys.formats.pipes import names_of, pipes_in
from cxdesk.surveys.formats.prepared import without_implied
from cxdesk.surveys.formats.qsf_parts import Maker, each
from cxdesk.surveys.formats.qsf_questions import read_question
from cxdesk.surveys.formats.qsf_quotas import quotas_in
from cxdesk.surveys.formats.qsf_rules import Rules, read_flow
from cxdesk.surveys.formats.words import json_of, plain
from cxdesk.surveys.model import Texts

FORMAT: Final = "qsf"
MOST_BYTES: Final = 100_000_000
# Elements that hold questions, or nothing that a survey means.
_NOT_KEPT: Final = ("SQ", "BL", "QC", "STAT", "RS", "PROJ")


def is_one(start: bytes) -> bool:
    """Whether a file that begins like this is a Qualtrics survey."""
    bare = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return bare.startswith(b"{") and (b'"SurveyEntry"' in bare or b'"SurveyElements"' in bare)


def parse(data: bytes, name: str) -> Definition:
    """The survey in the bytes of a file; `name` is for sentences. Raises UserError when it is damaged."""
    if len(data) > MOST_BYTES:
        raise UserError(_("“{name}” is too large to be a questionnaire.").format(name=name))
    try:
        whole = json_of(data)
    except (ValueError, RecursionError) as error:
        raise UserError(_damaged(name)) from error
    if not isinstance(whole, dict) or not isinstance(whole.get("SurveyElements"), list):
        raise UserError(_damaged(name))
    told = whole.get("SurveyEntry")
    entry: dict[str, Any] = told if isinstance(told, dict) else {}
    elements = [e for e in whole["SurveyElements"] if isinstance(e, dict)]
    maker = Maker(_language(entry.get("SurveyLanguage")))
    sections = without_implied(_sections(elements, maker))
    sections = pipes_in(sections, _PIPED, names_of(sections, _called))
    if not any(s.questions for s in sections):
        raise UserError(_("“{name}” holds no question that people can answer.").format(name=name))
    title = plain(str(entry.get("SurveyName") or "")) or name.rsplit(".", 1)[0]
    return Definition(
        {maker.language: title},
        sections,
        (maker.language, *sorted(maker.languages - {maker.language})),
        source=FORMAT,
        source_id=str(entry.get("SurveyID") or ""),
        logic=_kept(elements),
        notes=tuple(dict.fromkeys(maker.notes)),
        intro=maker.words.get("welcome", {}),
        thanks=maker.words.get("thanks", {}),
        settings={
            name: list(told)
            for name, told in (("randomise_sections", maker.mixed), ("quotas", maker.quotas))
            if told
        },
    )


_PIPED: Final = re.compile(r"\$\{(?:e://Field/(?=[^{}]+\}))?([^{}\n]{1,300})\}")


def _called(q: QuestionSpec, item: ItemSpec | None) -> Iterator[str]:
    """Piped text names a question by its number, and facts about the respondent as fields."""
    if item is None:
        for source in q.sources or (q.items[0].sources[:1] if q.items else ()):
            own = source.removesuffix("_TEXT").partition("_")[0]
            yield from (f"q://{own}/{end}" for end in ("ChoiceGroup/SelectedChoices", "ChoiceTextEntryValue") if own.startswith("QID"))  # fmt: skip


def _damaged(name: str) -> str:
    return _("“{name}” is damaged: no Qualtrics survey can be read from it. Export it again.").format(
        name=name
    )


def _language(code: Any) -> str:
    return str(code or "en").replace("_", "-").split("-")[0].casefold()[:8] or "en"


def _payloads(elements: list[dict[str, Any]], kind: str) -> list[Any]:
    return [e.get("Payload") for e in elements if e.get("Element") == kind and e.get("Payload")]


def _sections(elements: list[dict[str, Any]], maker: Maker) -> tuple[SectionSpec, ...]:
    """A section per block, in the order of the flow; blocks that the flow leaves out come last."""
    questions = {str(p.get("QuestionID")): p for p in _payloads(elements, "SQ") if isinstance(p, dict)}
    found = (b for p in _payloads(elements, "BL") for _id, b in each(p))
    blocks = {str(b.get("ID")): b for b in found if b.get("Type") != "Trash"}
    flow = read_flow(_payloads(elements, "FL"))
    skips: dict[str, Any] = {}
    if not blocks:
        blocks = {"": {"BlockElements": [{"Type": "Question", "QuestionID": q} for q in questions]}}
    order = list(dict.fromkeys((*(b for b in flow.order if b in blocks), *blocks)))
    made = []
    for key in order:
        block = blocks[key]
        parts = [p for _id, p in each(block.get("BlockElements"))]
        skips |= {str(p.get("QuestionID")): p["SkipLogic"] for p in parts if p.get("SkipLogic")}
        options = block.get("Options")
        if _shows_some(options):
            sentence = _(
                "The block “{name}” shows a part of its questions, picked at random; here all are shown."
            )
            maker.notes.append(sentence.format(name=plain(str(block.get("Description", "")))))
        if isinstance(options, dict) and options.get("Looping") not in (None, "", "None", False):
            sentence = _(
                "The block “{name}” is asked once for each of several things; could not take over the loop."
            )
            maker.notes.append(sentence.format(name=block.get("Description", "")))
        made.append(_section(key, block, parts, questions, maker, skips))
    sections = tuple(_hidden(_with_own_codes(tuple(made)), _payloads(elements, "FL")))
    _keep_final(maker, made, sections)
    rules = Rules(maker.known, skips)
    told = tuple(rules.sections(sections, order, flow))
    maker.mixed = tuple(s.code for s, key in zip(told, order, strict=True) if key in flow.mixed)
    maker.notes += rules.notes
    if flow.filled:
        sentence = _("Fields that the flow fills with values of its own, which nothing does here: {names}.")
        maker.notes.append(sentence.format(names=listed(dict.fromkeys(map(plain, flow.filled)))))
    maker.quotas, notes = quotas_in(_payloads(elements, "QO"), maker.known)
    maker.notes += notes
    if flow.left_out:
        sentence = _("Parts of the flow that could not be taken over: {names}.")
        maker.notes.append(sentence.format(names=listed(dict.fromkeys(flow.left_out))))
    return told


def _shows_some(options: Any) -> bool:
    """Whether a block picks some of its questions at random."""
    if not isinstance(options, dict):
        return False
    mixing = options.get("Randomization")
    told = mixing.get("Advanced") if isinstance(mixing, dict) else None
    picked = isinstance(told, dict) and bool(told.get("RandomSubSet") or told.get("Undisplayed"))
    return options.get("RandomizeQuestions") == "RandomWithOnlyX" or (
        options.get("RandomizeQuestions") == "Advanced" and picked
    )


def _section(
    key: str,
    block: dict[str, Any],
    parts: list[dict[str, Any]],
    questions: dict[str, dict[str, Any]],
    maker: Maker,
    skips: dict[str, Any],
) -> SectionSpec:
    elements: list[QuestionSpec] = []
    intro: Texts = {}
    asked = []
    for part in parts:
        if part.get("Type") == "Page Break":
            told = read_hint(part.get(KEY) or {})
            elements.append(QuestionSpec(str(told.get("code") or ""), "break", {}, look="break"))
        payload = questions.get(str(part.get("QuestionID"))) if part.get("Type") == "Question" else None
        if payload is None:
            continue
        asked.append(payload)
        made = read_question(payload, maker, skips.get(str(payload.get("QuestionID"))))
        maker.notes.extend(made.notes)
        role = str(read_hint(payload.get(KEY) or {}).get("as", ""))
        if role == "intro":
            intro = made.questions[0].text
        elif role in ("welcome", "thanks"):
            maker.words[role] = made.questions[0].text
        else:
            elements += made.questions
    told = read_hint(block.get(KEY) or {})
    options = block.get("Options")
    mixes = isinstance(options, dict) and options.get("RandomizeQuestions") in (
        "true",
        True,
        "RandomWithXPerPage",
        "RandomizeAll",
        "Advanced",
    )
    title = {maker.language: words} if (words := plain(str(block.get("Description") or ""))) else {}
    return SectionSpec(
        {} if told.get("untitled") is True else title,
        tuple(elements),
        json.dumps(_block_logic(block, asked), ensure_ascii=False),
        str(told.get("code") or key),
        intro,
        {"randomise": True} if mixes else {},
    )


def _hidden(sections: tuple[SectionSpec, ...], flows: list[Any]) -> Iterator[SectionSpec]:
    """Hidden fields of ours, which are embedded data of the flow there, at the end of their sections."""
    found: dict[str, list[QuestionSpec]] = {}
    for flow in flows:
        for _id, part in each(flow.get("Flow") if isinstance(flow, dict) else None):
            for _n, data in each(part.get("EmbeddedData")):
                told = read_hint(data.get(KEY) or {})
                if told.get("look") == "hidden":
                    words = (told.get("text") or {}).items()
                    text = {lang: plain(w) for lang, w in words if isinstance(w, str)}
                    spec = QuestionSpec(told.get("code") or "hidden", "text", text, look="hidden")
                    found.setdefault(str(told.get("section")), []).append(with_hint(spec, told))
    for section in sections:
        yield replace(section, elements=(*section.elements, *found.get(section.code, ())))


def _keep_final(maker: Maker, before: list[SectionSpec], after: tuple[SectionSpec, ...]) -> None:
    """Let what is known by Qualtrics' ids be the questions as they are called now."""
    final = {
        id(old): new
        for b, a in zip(before, after, strict=True)
        for old, new in zip(b.elements, a.elements, strict=False)
    }
    for asked in maker.known.values():
        asked.questions = [final[id(q)] for q in asked.questions if id(q) in final]


def _block_logic(block: dict[str, Any], asked: list[dict[str, Any]]) -> dict[str, Any]:
    """The block as it is written, with the words of its statements."""
    told = {str(q.get("QuestionID")): q.get("QuestionText") for q in asked if q.get("QuestionType") == "DB"}
    return {"Block": block, **({"Statements": told} if told else {})}


def _kept(elements: list[dict[str, Any]]) -> str:
    """Flow, branches, quotas, scoring and options as Qualtrics wrote them."""
    kept = [e for e in elements if e.get("Element") not in _NOT_KEPT and e.get("Payload")]
    names = ("Element", "PrimaryAttribute", "SecondaryAttribute", "TertiaryAttribute", "Payload")
    return json.dumps([{n: e[n] for n in names if e.get(n) is not None} for e in kept], ensure_ascii=False)


def _with_own_codes(sections: tuple[SectionSpec, ...]) -> tuple[SectionSpec, ...]:
    """A tag that two questions carry is given to the first; the others go by Qualtrics' own id."""
    taken: set[str] = set()
    result = []
    for section in sections:
        own: list[QuestionSpec] = []
        for spec in section.elements:
            code = spec.code
            if code in taken:
                sources = (*spec.sources, *(s for i in spec.items for s in i.sources))
                code = next((s for s in sources if s and s not in taken), f"{code}-{len(taken) + 1}")
            taken.add(code)
            own.append(replace(spec, code=code, items=_apart(spec.items)))
        result.append(replace(section, elements=tuple(own)))
    return tuple(result)


def _apart(items: tuple[ItemSpec, ...]) -> tuple[ItemSpec, ...]:
    """Rows that carry the same export tag, numbered apart."""
    codes = [i.code for i in items]
    return tuple(
        replace(i, code=i.code if codes.index(i.code) == n else f"{i.code}-{n + 1}")
        for n, i in enumerate(items)
    )
