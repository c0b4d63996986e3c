"""Qualtrics' survey file (.qsf): blocks become sections, flow and logic are kept as Qualtrics wrote them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.surveys.definition import Definition, ItemSpec, QuestionSpec, SectionSpec
from cxdesk.surveys.formats.qsf_parts import Maker, each
from cxdesk.surveys.formats.qsf_questions import Made, read_question
from cxdesk.surveys.formats.words import plain

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
        whole = json.loads(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise UserError(_damaged(name)) from error
    if not isinstance(whole, dict) or not isinstance(whole.get("SurveyElements"), list):
        raise UserError(_damaged(name))
    told = whole.get("SurveyEntry")
    entry: dict[str, Any] = told if isinstance(told, dict) else {}
    elements = [e for e in whole["SurveyElements"] if isinstance(e, dict)]
    maker = Maker(_language(entry.get("SurveyLanguage")))
    sections = tuple(_sections(elements, maker))
    if not any(s.questions for s in sections):
        raise UserError(_("“{name}” holds no question that people can answer.").format(name=name))
    title = plain(str(entry.get("SurveyName") or "")) or name.rsplit(".", 1)[0]
    return Definition(
        {maker.language: title},
        _with_own_codes(sections),
        (maker.language, *sorted(maker.languages - {maker.language})),
        source=FORMAT,
        source_id=str(entry.get("SurveyID") or ""),
        logic=_kept(elements),
        notes=tuple(dict.fromkeys(maker.notes)),
    )


def _damaged(name: str) -> str:
    return _("“{name}” is damaged: no Qualtrics survey can be read from it. Export it again.").format(
        name=name
    )


def _language(code: Any) -> str:
    return str(code or "en").replace("_", "-").split("-")[0].casefold()[:8] or "en"


def _payloads(elements: list[dict[str, Any]], kind: str) -> list[Any]:
    return [e.get("Payload") for e in elements if e.get("Element") == kind and e.get("Payload")]


def _sections(elements: list[dict[str, Any]], maker: Maker) -> Iterator[SectionSpec]:
    """A section per block, in the order of the flow; blocks that the flow leaves out come last."""
    questions = {str(p.get("QuestionID")): p for p in _payloads(elements, "SQ") if isinstance(p, dict)}
    found = (b for p in _payloads(elements, "BL") for _id, b in each(p))
    blocks = {str(b.get("ID")): b for b in found if b.get("Type") != "Trash"}
    order = [b for p in _payloads(elements, "FL") for b in _in_flow(p)]
    if not blocks:
        yield SectionSpec({}, tuple(_questions(questions.values(), maker, {})))
        return
    for key in dict.fromkeys((*(b for b in order if b in blocks), *blocks)):
        block = blocks[key]
        parts = [p for _id, p in each(block.get("BlockElements")) if p.get("Type") == "Question"]
        skips = {str(p.get("QuestionID")): p["SkipLogic"] for p in parts if p.get("SkipLogic")}
        asked = [q for p in parts if (q := questions.get(str(p.get("QuestionID")))) is not None]
        specs = tuple(_questions(asked, maker, skips))
        options = block.get("Options")
        if isinstance(options, dict) and options.get("Looping") not in (None, "", "None", False):
            sentence = _(
                "The block “{name}” is asked once for each of several things; could not take over the loop."
            )
            maker.notes.append(sentence.format(name=block.get("Description", "")))
        title = {maker.language: plain(str(block.get("Description") or ""))}
        yield SectionSpec(title, specs, json.dumps(_block_logic(block, asked), ensure_ascii=False))


def _block_logic(block: dict[str, Any], asked: list[dict[str, Any]]) -> dict[str, Any]:
    """The block as it is written, with the words of its statements, which are no questions here."""
    told = {str(q.get("QuestionID")): q.get("QuestionText") for q in asked if q.get("QuestionType") == "DB"}
    return {"Block": block, **({"Statements": told} if told else {})}


def _questions(payloads: Any, maker: Maker, skips: dict[str, Any]) -> Iterator[QuestionSpec]:
    for payload in payloads:
        made: Made = read_question(payload, maker, skips.get(str(payload.get("QuestionID"))))
        maker.notes.extend(made.notes)
        yield from made.questions


def _in_flow(part: Any, depth: int = 0) -> Iterator[str]:
    if not isinstance(part, dict) or depth > 50:
        return
    if part.get("Type") in ("Block", "Standard", "Default") and part.get("ID"):
        yield str(part["ID"])
    for _id, inner in each(part.get("Flow")):
        yield from _in_flow(inner, depth + 1)


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
