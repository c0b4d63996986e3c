"""The parts of a Qualtrics question as plain data: its words in each language, choices, recodes, tags and logic."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from cxdesk.surveys.definition import ChoiceSpec, ScaleSpec
from cxdesk.surveys.formats.words import plain
from cxdesk.surveys.ladders import declines, ladder_of, number_with_words
from cxdesk.surveys.model import Texts

Payload = dict[str, Any]

LARGEST_CODE: Final = 32_000
HINT: Final = '<span class="cxdesk-hint">'
_BELOW: Final = re.compile(re.escape(HINT))
# Each keeps what says when and how a question is asked.
_LOGIC: Final = (
    "DisplayLogic", "InPageDisplayLogic", "SkipLogic", "Randomization", "DynamicChoices", "QuestionJS", "Validation",
)  # fmt: skip


@dataclass(slots=True)
class Maker:
    """What goes along from question to question: the survey's language, those met, and the notes."""

    language: str
    languages: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    known: dict[str, Any] = field(default_factory=dict)
    words: dict[str, Texts] = field(default_factory=dict)
    mixed: tuple[str, ...] = ()
    quotas: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Part:
    """A choice (a row of a matrix) or an answer (a column): its id, number, export tag and words."""

    id: str
    value: str
    tag: str
    text: Texts
    naming: Texts
    entry: bool = False
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A question as Qualtrics has it, with what every maker needs.

    `ending` is what older exports put behind the tag of a row in a side-by-side question.
    """

    payload: Payload
    id: str
    tag: str
    text: Texts
    choices: tuple[Part, ...]
    answers: tuple[Part, ...]
    logic: str
    required: bool
    ending: str = ""
    hint: Texts = field(default_factory=dict)

    @property
    def type(self) -> str:
        """QuestionType/Selector/SubSelector."""
        names = (self.payload.get(n) for n in ("QuestionType", "Selector", "SubSelector"))
        return "/".join(str(n) for n in names if n)


def each(value: Any) -> Iterator[tuple[str, Payload]]:
    """The objects of a list (numbered from 0) or of an object; Qualtrics writes a list where the keys are 0, 1, 2 ..."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        if isinstance(inner, dict):
            yield str(key), inner


def source_of(payload: Payload, maker: Maker, skip: Any) -> Source:
    id_ = str(payload.get("QuestionID") or "")
    tag = str(payload.get("DataExportTag") or id_)
    lang = maker.language
    others = {_short(code): texts for code, texts in _translations(payload)}
    maker.languages |= set(others)
    text, below = _with_hint(texts_of(payload.get("QuestionText"), lang, others, ("QuestionText",), _kept))
    matrix = bool(payload.get("Answers"))
    recodes, naming = payload.get("RecodeValues"), payload.get("VariableNaming")
    rows = _parts(
        payload, "Choices", lang, others, None if matrix else recodes, None if matrix else naming,
        payload.get("ChoiceDataExportTags"),
    )  # fmt: skip
    columns = _parts(payload, "Answers", lang, others, recodes, naming, None)
    return Source(
        payload, id_, tag, text or {lang: tag}, rows, columns, _logic(payload, skip),
        settings_of(payload).get("ForceResponse") == "ON", hint=below,
    )  # fmt: skip


def _kept(text: str) -> str:
    return text


def _with_hint(texts: Texts) -> tuple[Texts, Texts]:
    """The words of a question, and those below it, which we write behind them under a name of ours."""
    parts = {lang: _BELOW.split(text, maxsplit=1) for lang, text in texts.items()}
    own = {lang: words for lang, part in parts.items() if (words := plain(part[0]))}
    below = {lang: words for lang, part in parts.items() if len(part) > 1 and (words := plain(part[1]))}
    return own, below


def settings_of(payload: Payload) -> Payload:
    """What an answer must be like; an empty object where nothing is said, or nonsense."""
    validation = payload.get("Validation")
    settings = validation.get("Settings") if isinstance(validation, dict) else None
    return settings if isinstance(settings, dict) else {}


def _short(code: str) -> str:
    return code.replace("_", "-").split("-")[0].casefold()[:8]


def _translations(payload: Payload) -> Iterator[tuple[str, Payload]]:
    """`Language` is an empty list, or an object of one translation per language."""
    languages = payload.get("Language")
    if isinstance(languages, dict):
        yield from ((code, t) for code, t in languages.items() if isinstance(t, dict))


def texts_of(
    base: Any,
    lang: str,
    others: dict[str, Payload],
    path: tuple[str, ...],
    read: Callable[[str], str] = plain,
) -> Texts:
    """The words in the survey's language and in every translation that has them."""
    found: Texts = {lang: own} if (own := read(str(base or ""))) else {}
    for code, inner in others.items():
        value: Any = inner
        for name in path:
            value = value.get(name) if isinstance(value, dict) else None
        if isinstance(value, str) and (own := read(value)):
            found.setdefault(code, own)
    return found


def _parts(
    payload: Payload, where: str, lang: str, others: dict[str, Payload], recodes: Any, naming: Any, tags: Any
) -> tuple[Part, ...]:
    """Choices or answers in the order they are shown; a recode decides the number in exports."""
    found = dict(each(payload.get(where)))
    order = payload.get("ChoiceOrder" if where == "Choices" else "AnswerOrder")
    wanted = [str(k) for k in order] if isinstance(order, list) else []
    result = []
    for key in dict.fromkeys((*(k for k in wanted if k in found), *found)):
        part = found[key]
        text = texts_of(part.get("Display"), lang, others, (where, key, "Display"))
        result.append(
            Part(
                key,
                _named(recodes, key),
                _named(tags, key),
                text,
                texts_of(_named(naming, key), lang, {}, ()),
                str(part.get("TextEntry")).casefold() in ("true", "on", "1"),
                str(part.get("ExclusiveAnswer")).casefold() == "true",
            )
        )
    return tuple(result)


def _named(table: Any, key: str) -> str:
    if isinstance(table, list):
        place = int(key) if key.isdecimal() else -1
        value = table[place] if 0 <= place < len(table) else None
    else:
        value = table.get(key) if isinstance(table, dict) else None
    return str(value).strip() if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _logic(payload: Payload, skip: Any) -> str:
    """What decides whether the question, a choice or an answer is shown, word for word."""
    kept: Payload = {name: payload[name] for name in _LOGIC if payload.get(name)}
    if skip:
        kept["SkipLogic"] = skip
    for where in ("Choices", "Answers"):
        told = {k: p["DisplayLogic"] for k, p in each(payload.get(where)) if p.get("DisplayLogic")}
        if told:
            kept[where] = told
    if settings_of(payload).get("Type") in (None, "None"):
        kept.pop("Validation", None)
    return json.dumps(kept, ensure_ascii=False) if kept else ""


def choices_of(parts: tuple[Part, ...], by_words: bool = False) -> tuple[ChoiceSpec, ...]:
    """The answers with their numbers; a negative number or "don't know" is declared."""
    taken: set[int] = set()
    result = []
    alone = sum(p.entry for p in parts) == 1
    for place, part in enumerate(parts, start=1):
        shown = next(iter(part.text.values()), "")
        written = part.value or (shown if by_words and shown.isdecimal() else part.id)
        code = int(written) if re.fullmatch(r"-?\d{1,5}", written) else place
        if abs(code) > LARGEST_CODE or code in taken:
            code = next(n for n in range(place, place + len(parts) + 1) if n not in taken)
        taken.add(code)
        declared = written.startswith("-") or declines(shown)
        words = {lang: part.naming.get(lang) or text for lang, text in part.text.items()}
        ways = dict.fromkeys(v for v in (written, *part.text.values()) if v)
        settings: Payload = {"exclusive": True} if part.exclusive else {}
        settings |= {"other": True} if part.entry and alone else {}
        result.append(ChoiceSpec(code, words or {"en": written}, declared, tuple(ways), settings))
    return tuple(result)


def scale_of(choices: tuple[ChoiceSpec, ...], parts: tuple[Part, ...]) -> ScaleSpec | None:
    """The scale that the answers stand on when they are rungs of a ladder, or numbers, one beside the other."""
    ordered = [(c, next(iter(p.text.values()), "")) for c, p in zip(choices, parts, strict=True)]
    kept = sorted(((c, w) for c, w in ordered if not c.declared), key=lambda pair: pair[0].code)
    codes = [c.code for c, _w in kept]
    if not 3 <= len(codes) <= 11 or codes != list(range(codes[0], codes[0] + len(codes))) or codes[0] < 0:
        return None
    steps = _heights([w for _c, w in kept])
    if steps is None or steps not in (sorted(steps), sorted(steps, reverse=True)):
        return None
    low, high = kept[0][0], kept[-1][0]
    return ScaleSpec(
        codes[0], codes[-1], reversed=steps[0] > steps[-1], low_label=low.label, high_label=high.label
    )


def _heights(words: list[str]) -> list[int] | None:
    """How high each answer stands: its rung, or the number in its words."""
    ladder = ladder_of(words)
    if ladder is not None and len(set(ladder.values())) == len(words):
        return [ladder[w] for w in words]
    numbers = [int(w) if re.fullmatch(r"\d{1,2}", w) else (number_with_words(w) or (None,))[0] for w in words]
    found = [n for n in numbers if n is not None]
    return found if len(found) == len(words) and len(set(found)) == len(words) else None
