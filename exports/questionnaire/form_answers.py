"""What somebody filled into a form on a screen, as answers: values are held against the survey's own codes."""

import re
from collections.abc import Iterable, Mapping
from functools import partial
from io import BytesIO
from typing import Any

from cxdesk.errors import UserError
from cxdesk.i18n import _, calendar_day, plain_digits
from cxdesk.responses.answer_file import FOR_ACCOUNT, IN_LANGUAGE, AnswersTo
from cxdesk.surveys.definition import Definition, QuestionSpec
from exports.questionnaire.field_names import (
    ACCOUNT,
    FORM,
    LANGUAGE,
    ON,
    definition_code,
    field_name,
    of_ascii,
)
from exports.questionnaire.long_lists import MOST_TO_SEE, listed_count, too_long
from exports.questionnaire.story import CONTACT, QUOTE

MOST_BYTES = 20_000_000
_LONGEST = 20_000
_NUMBER = re.compile(r"-?\d{1,12}([.,]\d{1,6})?")


def answers_of_form(data: bytes, definition: Definition) -> dict[str, Any]:
    """The answers by question code, as `logic.answers` has them; a box that says nothing gives no answer.

    What was written where a number or a day belongs and is none is left out. A UserError says why a file can't be read.
    """
    answers = read_form(data)(definition)
    if answers is None:
        raise UserError(_("This form belongs to another survey, or to another version of it."))
    return {code: value for code, value in answers.items() if code not in (FOR_ACCOUNT, IN_LANGUAGE)}


def read_form(data: bytes) -> AnswersTo:
    """A form that was filled in, to be held against one survey after the other; a UserError where it is none."""
    found = _values(data)
    if not found.keys() - {LANGUAGE}:
        raise UserError(
            _(
                "This PDF has no fields: it was printed to a file or flattened, or is something else."
                " Ask for the form as it was saved, or type it in at the desk."
            )
        )
    if FORM not in found:
        raise UserError(_("This PDF is no questionnaire of ours that was filled in on a screen."))
    return partial(_answers, found)


def _answers(found: Mapping[str, str], definition: Definition) -> dict[str, Any] | None:
    if found[FORM] != definition_code(definition):
        return None
    answers: dict[str, Any] = {}
    for question in definition.questions:
        value = _answer(question, found)
        if value is not None:
            answers[question.code] = value
    for code in (QUOTE, CONTACT):
        if found.get(field_name(code)) == ON:
            answers[code] = 1
    if account := of_ascii(found.get(ACCOUNT, "")):
        answers[FOR_ACCOUNT] = account
    if found.get(LANGUAGE) in definition.languages:
        answers[IN_LANGUAGE] = found[LANGUAGE]
    return answers


def _values(data: bytes) -> dict[str, str]:
    """The values of all fields by name."""
    from pypdf import PdfReader

    refused = UserError(_("This PDF can’t be read. Save it again from the program it was filled in with."))
    if len(data) > MOST_BYTES or b"%PDF" not in data[:1024]:
        raise refused
    try:
        reader = PdfReader(BytesIO(data))
        fields = reader.get_fields() or {}
        found = {str(name): _plain(each.get("/V"), each.get("/FT") == "/Tx") for name, each in fields.items()}
        # The language it was printed in is the document's own.
        return {LANGUAGE: _plain(reader.root_object.get("/Lang")), **found}
    except Exception:  # noqa: BLE001 - a file from outside may break its reader in any way
        raise refused from None


def _plain(value: Any, words: bool = False) -> str:
    if value is None or str(value) == "/Off":
        return ""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    # Words may begin with a stroke of their own; programs write the state of a box with one, or as a name.
    text = text if words else text.removeprefix("/")
    return text.replace("\x00", "")[:_LONGEST]


def _answer(question: QuestionSpec, found: Mapping[str, str]) -> Any:
    if question.kind == "multiple":
        if words := found.get(field_name(question.code), ""):
            return _named_items(question, words)  # a list that was too long when the form was made
        return [i.code for i in question.items if found.get(field_name(question.code, i.code)) == ON] or None
    if question.kind in ("nps", "scale", "single"):
        return _chosen(question, found)
    if question.kind == "number":
        return _numbers(question, found)
    if question.kind == "date":
        return _day(
            *(found.get(field_name(question.code, "", part), "") for part in ("year", "month", "day"))
        )
    return found.get(field_name(question.code), "").strip() or None


def _chosen(question: QuestionSpec, found: Mapping[str, str]) -> Any:
    codes = _codes(question)
    if len(question.items) > 1:
        given = {i.code: _code(found.get(field_name(question.code, i.code)), codes) for i in question.items}
        return {item: code for item, code in given.items() if code is not None} or None
    text = found.get(field_name(question.code), "")
    if too_long(question):
        return _named(question, text)
    code = _code(text, codes)
    # Forms that were made where fewer answers were printed bring them in words.
    return _named(question, text) if code is None and listed_count(question) > MOST_TO_SEE else code


def _codes(question: QuestionSpec) -> set[int]:
    from exports.questionnaire.scale import scale_of

    codes = {c.code for c in question.choices}
    if question.kind in ("nps", "scale"):
        scale = scale_of(question)
        codes |= set(range(scale.low, min(scale.high, scale.low + 1000) + 1))
    return codes or {1}


def _code(text: str | None, codes: Iterable[int]) -> int | None:
    number = _number(text)
    return int(number) if number is not None and float(number).is_integer() and int(number) in codes else None


def _named(question: QuestionSpec, text: str) -> int | None:
    """An answer that was written in words, because the list is too long for paper."""
    from cxdesk.i18n import folded

    wanted = folded(text)
    for choice in question.choices:
        if wanted and wanted in {folded(t) for t in choice.label.values()}:
            return choice.code
    return None


def _named_items(question: QuestionSpec, text: str) -> list[str] | None:
    """The same for several answers, one on each line."""
    from cxdesk.i18n import folded

    wanted = {folded(line.strip()) for line in text.splitlines() if line.strip()}
    named = ((i.code, (i.text, i.option.label if i.option else {})) for i in question.items)
    found = [code for code, of in named if wanted & {folded(t) for words in of for t in words.values() if t}]
    return found or None


def _numbers(question: QuestionSpec, found: Mapping[str, str]) -> Any:
    if len(question.items) > 1:
        given = {i.code: _number(found.get(field_name(question.code, i.code))) for i in question.items}
        return {item: number for item, number in given.items() if number is not None} or None
    return _number(found.get(field_name(question.code)))


def _number(text: str | None) -> int | float | None:
    """A number in digits of any language, with a comma or a point; None for anything else."""
    plain = plain_digits((text or "").strip()).replace("\u2212", "-").replace("٫", ".").replace(" ", "")
    if not _NUMBER.fullmatch(plain):
        return None
    value = float(plain.replace(",", "."))
    return int(value) if value.is_integer() else value


def _day(year: str, month: str, day: str) -> str | None:
    """The day as ISO text; a year before 1600 is one of the Persian calendar."""
    parts = [plain_digits(part.strip()) for part in (year, month, day)]
    if not all(part.isdecimal() and len(part) <= 4 for part in parts):
        return None
    found = calendar_day(*map(int, parts))
    return found.isoformat() if found else None
