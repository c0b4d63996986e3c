"""The questions of a Qualtrics survey; what has no kind here becomes the nearest one, and is told."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from cxdesk.i18n import _
from cxdesk.surveys.definition import QuestionSpec
from cxdesk.surveys.formats.hints import KEY, read_hint, with_hint
from cxdesk.surveys.formats.qsf_kinds import MAKERS, as_matrix, as_text, entries, spec_of
from cxdesk.surveys.formats.qsf_logic import Asked
from cxdesk.surveys.formats.qsf_parts import Maker, Payload, Source, source_of
from cxdesk.surveys.formats.qsf_settings import not_taken, with_look
from cxdesk.surveys.formats.words import plain

# Types without an answer of their own: paradata and files.
_NO_ANSWER: Final = ("Timing", "Meta", "Captcha", "FileUpload", "Signature", "TreeTesting", "ScreenCapture")


@dataclass(frozen=True, slots=True)
class Made:
    """What one element of the source became."""

    questions: tuple[QuestionSpec, ...] = ()
    notes: tuple[str, ...] = ()


def read_question(payload: Payload, maker: Maker, skip: Any = None) -> Made:
    """The questions that one Qualtrics question becomes, with notes on what was not taken over."""
    source = source_of(payload, maker, skip)
    kind = str(payload.get("QuestionType"))
    label = plain(next(iter(source.text.values()), "")) or source.tag
    if kind == "DB":
        told = replace(spec_of(source, "statement"), look="statement", required=False)
        return _known(maker, source, Made((told,)))
    if kind in _NO_ANSWER:
        return Made((), (_could_not(source, label),))
    for made, wanted in MAKERS:
        if wanted(kind, str(payload.get("Selector")), str(payload.get("SubSelector"))):
            questions = tuple(with_look(q, source) for q in made(source))
            whole = Made(
                (*questions, *entries(source, questions)), (*_renumbered(questions), *not_taken(source))
            )
            return _known(maker, source, whole)
    as_nearest = as_matrix(source) if kind == "Matrix" else as_text(source)
    kept = json.dumps(payload, ensure_ascii=False)
    return Made(tuple(replace(q, logic=kept) for q in as_nearest), (_could_not(source, label),))


def _known(maker: Maker, source: Source, made: Made) -> Made:
    """The questions as their hint tells them, remembered by Qualtrics' id for conditions that name it."""
    first, *others = made.questions
    first = with_hint(first, read_hint(source.payload.get(KEY) or {}))
    if source.id:
        maker.known[source.id] = Asked(source, [first, *others])
    return Made((first, *others), made.notes)


def _renumbered(questions: tuple[QuestionSpec, ...]) -> Iterator[str]:
    """Numbers that no answer can have here; the answer is still known by them in exports."""
    for question in questions:
        for choice in question.choices:
            written = choice.values[0]
            if re.fullmatch(r"-?\d+", written) and int(written) != choice.code:
                sentence = _(
                    "“{code}”: the number {old} is too large or there twice; the answer has {new} here."
                )
                yield sentence.format(code=question.code, old=written, new=choice.code)


def _could_not(source: Source, label: str) -> str:
    return _("Could not take over “{text}”; was: {type}.").format(text=label[:80], type=source.type)
