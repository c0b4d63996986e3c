"""SurveyJS: a questionnaire as JSON, its pages as sections; conditions are converted where they are simple."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from cxdesk.errors import UserError
from cxdesk.i18n import _, listed, ngettext, number
from cxdesk.surveys.definition import Definition, ItemSpec, QuestionSpec, SectionSpec
from cxdesk.surveys.formats.hints import KEY, read_hint
from cxdesk.surveys.formats.pipes import names_of, pipes_in
from cxdesk.surveys.formats.prepared import without_implied
from cxdesk.surveys.formats.surveyjs_answers import texts_of
from cxdesk.surveys.formats.surveyjs_hints import spread
from cxdesk.surveys.formats.surveyjs_questions import Told, read_element
from cxdesk.surveys.formats.surveyjs_rules import Rules
from cxdesk.surveys.formats.words import json_of
from cxdesk.surveys.model import Texts

FORMAT: Final = "surveyjs"
MOST_BYTES: Final = 100_000_000
DEEPEST: Final = 30
_MARK: Final = re.compile(rb'"(?:pages|elements|questions)"\s*:\s*\[')
_BRACES: Final = re.compile(r"\{([^{}\n]{1,300})\}")
_TYPE: Final = re.compile(
    rb'"type"\s*:\s*"(?:text|comment|radiogroup|buttongroup|checkbox|tagbox|rating|matrix|boolean|html|panel|dropdown'
    rb"|imagepicker|ranking|slider|multipletext)"
)


def is_one(start: bytes) -> bool:
    """Whether a file that begins like this is a SurveyJS questionnaire: questions of its types in pages or a list."""
    bare = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return bare.startswith(b"{") and bool(_MARK.search(bare)) and bool(_TYPE.search(bare))


@dataclass(slots=True)
class _Form:
    """What was read so far."""

    base: str
    rules: Rules
    left_out: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    kept: list[dict[str, Any]] = field(default_factory=list)


def parse(data: bytes, name: str) -> Definition:
    """The survey in the bytes of a file; `name` is for sentences. Raises UserError when it is damaged."""
    if len(data) > MOST_BYTES:
        raise UserError(_("“{name}” is too large to be a questionnaire.").format(name=name))
    try:
        whole = json_of(data)
    except (ValueError, RecursionError) as error:
        raise UserError(_damaged(name)) from error
    if not isinstance(whole, dict):
        raise UserError(_damaged(name))
    spread(whole)
    base = _code(whole.get("locale")) or "en"
    form = _Form(base, Rules(base=base))
    pages = whole.get("pages")
    if not isinstance(pages, list):
        pages = [{"name": "", "elements": whole.get("elements") or whole.get("questions")}]
    sections = _sections([p for p in pages if isinstance(p, dict)], form)
    if not any(s.questions for s in sections):
        raise UserError(_("“{name}” holds no question that people can answer.").format(name=name))
    sections = without_implied(form.rules.applied(sections, whole.get("triggers")))
    sections = pipes_in(sections, _BRACES, names_of(sections, _called), ("message",))
    title = texts_of(whole.get("title"), base) or {base: name.rsplit(".", 1)[0]}
    told = read_hint(whole.get(KEY) or {})
    promise = told.get("promise")
    return Definition(
        title,
        sections,
        tuple(dict.fromkeys((base, *_languages(title, sections)))),
        promise=promise if promise in ("named", "confidential", "anonymous") else "named",
        consent_to_quote=told.get("consent_to_quote") is True,
        consent_to_contact=told.get("consent_to_contact") is True,
        source=FORMAT,
        logic=json.dumps(form.kept, ensure_ascii=False) if form.kept else "",
        notes=tuple(_notes(form)),
        intro=texts_of(whole.get("description"), base),
        thanks=texts_of(whole.get("completedHtml"), base),
    )


def _called(q: QuestionSpec, item: ItemSpec | None) -> Iterator[str]:
    yield from (item or q).sources


def _damaged(name: str) -> str:
    return _("“{name}” is damaged: no SurveyJS questionnaire can be read from it. Export it again.").format(
        name=name
    )


def _code(value: Any) -> str:
    return value.strip()[:12] if isinstance(value, str) else ""


def _sections(pages: list[dict[str, Any]], form: _Form) -> tuple[SectionSpec, ...]:
    """A section for each page; a page that goes on with one is a break in it."""
    found: list[SectionSpec] = []
    taken: set[str] = set()
    for place, page in enumerate(pages, 1):
        told = read_hint(page.get(KEY) or {})
        elements = tuple(_elements(page.get("elements") or page.get("questions"), form, taken, "", 0))
        if told.get("continues") is True and found:
            stop = QuestionSpec(str(told.get("code") or ""), "break", {}, look="break")
            found[-1] = replace(found[-1], elements=(*found[-1].elements, stop, *elements))
            continue
        code = str(told.get("code") or _code_of(page) or f"S{place}")
        section = SectionSpec(
            texts_of(page.get("title"), form.base),
            elements,
            str(page.get("visibleIf") or ""),
            code,
            texts_of(page.get("description"), form.base),
            {"randomise": True} if page.get("questionsOrder", page.get("questionOrder")) == "random" else {},
        )
        form.rules.section(section, page)
        found.append(section)
    return tuple(s for s in found if s.elements or s.title or s.intro)


def _code_of(told: dict[str, Any]) -> str:
    return str(told.get("name") or "").strip()[:200]


def _elements(told: Any, form: _Form, taken: set[str], shown: str, depth: int) -> Iterator[QuestionSpec]:
    """The questions of a list in order; those of a panel stand where it stands, under its condition."""
    if not isinstance(told, list) or depth > DEEPEST:
        return
    for element in told:
        if not isinstance(element, dict):
            continue
        kind = element.get("type")
        own = str(element.get("visibleIf") or "")
        if kind in ("panel", "paneldynamic"):
            inner = element.get("elements") or element.get("templateElements")
            both = " and ".join(f"({c})" for c in (shown, own) if c)
            if kind == "paneldynamic":
                form.repeated.append(
                    next(iter(texts_of(element.get("title"), form.base).values()), _code_of(element))
                )
            yield from _elements(inner, form, taken, both, depth + 1)
            continue
        made = read_element(element, Told(form.base, len(taken) + 1))
        if made is None:
            form.left_out.append(_code_of(element) or str(kind))
            form.kept.append(element)
            continue
        if "choicesByUrl" in element or element.get("choicesFromQuestion"):
            form.fetched.append(_code_of(element))
        for at, spec in enumerate(made):
            code, n = spec.code, 2
            while code in taken:
                code, n = f"{spec.code}-{n}", n + 1
            taken.add(code)
            spec = replace(spec, code=code)
            form.rules.question(
                spec, element if at == 0 else {}, _code_of(element) if at == 0 else code, shown
            )
            yield spec


def _languages(title: Texts, sections: tuple[SectionSpec, ...]) -> Iterator[str]:
    yield from title
    for section in sections:
        yield from section.title
        for element in section.elements:
            yield from element.text


def _notes(form: _Form) -> Iterator[str]:
    if form.left_out:
        sentence = ngettext(
            "{n} part has no counterpart here and was left out: {codes}.",
            "{n} parts have no counterpart here and were left out: {codes}.",
            len(form.left_out),
        )
        yield sentence.format(n=number(len(form.left_out)), codes=listed(form.left_out[:8]))
    for name in form.repeated:
        sentence = _("“{group}” is asked several times for one response; it is asked once here.")
        yield sentence.format(group=name)
    if form.fetched:
        sentence = _("The answers of {codes} come from elsewhere and are not in the file.")
        yield sentence.format(codes=listed(form.fetched))
    yield from form.rules.notes()
