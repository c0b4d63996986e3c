"""Paper forms typed in by keys: what can be typed at each question, and sheets entered once or twice."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, digits, folded, language, number, number_to_type, plain_digits, written_day
from cxdesk.responses import live
from cxdesk.responses.model import LiveResponse, Round
from cxdesk.responses.quota_counts import full_for, quota_counts
from cxdesk.responses.schema import FINISHED
from cxdesk.surveys.definition import Definition, ItemSpec, QuestionSpec
from cxdesk.surveys.formats.own import definition_of
from cxdesk.surveys.item_words import item_words
from cxdesk.surveys.logic.answers import read_number
from cxdesk.surveys.logic.expression import Known
from cxdesk.surveys.logic.options import options_of
from cxdesk.surveys.logic.path import Path, path
from cxdesk.surveys.logic.validation import broken, sentences_for
from cxdesk.surveys.model import SurveyVersion
from cxdesk.surveys.queries import shown

WAY: Final = "paper"
BLANK: Final = "."
LONG: Final = ("text", "identifier", "pseudonym")
# A longer legend is read by nobody: such a list has its numbers on the sheet.
MOST_TOLD: Final = 30
_NINE: Final = "9"
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[ ./-](\d{1,2})[ ./-](20\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Slot:
    """One place to type at: a question, or one row of it; `legend` says what can be typed."""

    question: QuestionSpec
    item: ItemSpec | None
    words: str
    legend: str

    @property
    def key(self) -> tuple[str, str]:
        """What it is called among the others."""
        return self.question.code, self.item.code if self.item else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form that is being typed; `checks` is the first entry where this is the second."""

    response_id: int
    name: str
    checks: int | None
    answers: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One question to which two entries of a sheet do not say the same."""

    slot: Slot
    first: Any
    second: Any


def as_printed(definition: Definition) -> Definition:
    """The survey in the order of its paper: nothing is put in a random order there."""
    sections = tuple(
        replace(
            s,
            settings={**s.settings, "randomise": False},
            elements=tuple(replace(e, settings={**e.settings, "randomise": False}) for e in s.elements),
        )
        for s in definition.sections
    )
    return replace(definition, sections=sections, settings={**definition.settings, "randomise_sections": []})


def asked_in(session: Session, round_id: int) -> tuple[Definition, int | None]:
    """What was printed for a round: its version, else the survey as it is now."""
    from cxdesk.surveys.described import described

    place = session.get_one(Round, round_id)
    version = session.get(SurveyVersion, place.version_id) if place.version_id else None
    if version is not None:
        return as_printed(definition_of(version.document)), version.id
    return as_printed(described(session, place.survey_id)), None


def slots(definition: Definition, answers: Mapping[str, Any]) -> list[Slot]:
    """Where to type, in order, as far as these answers lead."""
    way = path(definition, answers)
    known = way.known
    found = []
    for stop in way.stops:
        question = stop.element
        if not question.is_asked:
            continue
        options = options_of(question, known)
        legend = _legend(question, known)
        if question.kind != "multiple" and len(options.items) > 1:
            found += [
                Slot(question, i, f"{shown(question.text)} – {item_words(question, i)}", legend)
                for i in options.items
            ]
        else:
            found.append(Slot(question, None, shown(question.text), legend))
    return found


def typed(slot: Slot, text: str, known: Known) -> Any:
    """What was typed as the answer to a slot, None for a blank; a UserError says what can be typed."""
    given, text = text.strip(), _plain(text)
    question = slot.question
    if text in ("", BLANK):
        return None
    if question.kind == "text":
        return given  # somebody's words: their digits stay as they were written
    if question.kind in LONG:
        return text
    if question.kind == "date":
        day_first = _DAY_FIRST.fullmatch(text)
        return written_day(
            "{2}-{1:0>2}-{0:0>2}".format(*day_first.groups()) if day_first else text
        ).isoformat()
    if named := _named(question, given, known):
        return named if question.kind == "multiple" else named[0]
    if question.kind == "multiple":
        return _ticked(question, text, known) if text != _NINE or len(question.items) >= 9 else None
    value = read_number(text.replace(",", ".").replace("٫", "."))
    if value is None:
        raise UserError(_("Type a number, or {blank} where nothing was answered.").format(blank=BLANK))
    value = int(value) if value == int(value) else value
    if question.kind == "number":
        return value
    answer = value if slot.item is None else {slot.item.code: value}
    if "unknown" in broken(question, answer, known):
        if text == _NINE:
            return None
        raise UserError(_("There is no answer {n}. {legend}").format(n=text, legend=slot.legend))
    return value


def put(answers: Mapping[str, Any], slot: Slot, value: Any) -> Any:
    """The answer to the whole question once a slot has this value."""
    if slot.item is None:
        return value
    given = {k: v for k, v in (answers.get(slot.question.code) or {}).items() if k != slot.item.code}
    if value is not None:
        given[slot.item.code] = value
    order = [i.code for i in slot.question.items]
    return {k: given[k] for k in order if k in given} or None


def value_at(answers: Mapping[str, Any], slot: Slot) -> Any:
    """What stands at a slot."""
    value = answers.get(slot.question.code)
    if slot.item is None:
        return value
    return value.get(slot.item.code) if isinstance(value, Mapping) else None


def as_typed(slot: Slot, value: Any) -> str:
    """An answer as somebody would type it, in the digits of the language; words stay as they are."""
    if value is None:
        return ""
    if slot.question.kind in LONG:
        return str(value)
    if isinstance(value, (list, tuple)):
        places = [str(n) for n, item in enumerate(slot.question.items, 1) if item.code in value]
        return digits(" ".join(places))
    return number_to_type(value) if isinstance(value, (int, float)) else digits(str(value))


def in_words(slot: Slot, value: Any) -> str:
    """An answer as it is typed with what it means: "2 Repair"; of several, each with its words."""
    question = slot.question
    if isinstance(value, (list, tuple)):
        listed = [
            f"{n} {item_words(question, i)}" for n, i in enumerate(question.items, 1) if i.code in value
        ]
        return digits(", ".join(listed))
    words = next((shown(c.label) for c in question.choices if c.code == value), "")
    return digits(f"{as_typed(slot, value)} {words}".strip())


def doubts(slot: Slot, answers: Mapping[str, Any], known: Known) -> list[str]:
    """What the paper says that a screen would not have accepted: told, and kept all the same."""
    found = broken(slot.question, answers.get(slot.question.code), known)
    words = sentences_for(slot.question, language())
    return [words[key] for key in found if key not in ("required", "rows", "least")]


def begin(
    session: Session,
    round_id: int,
    sheet: str,
    lang: str,
    who: str = "",
    second: bool = False,
    account_key: str = "",
) -> Sheet:
    """A sheet to be typed: begun, gone on with, or entered a second time; a UserError where it is there already.

    `who` types it, `account_key` is the customer it speaks for; one that is gone on with takes a new one over.
    """
    name = _plain(sheet)
    if not name:
        raise UserError(_("Type the number on the sheet."))
    definition, version_id = asked_in(session, round_id)
    key = key_of(round_id, name)
    first = live.response_of_key(session, key)
    if first is not None and session.get_one(LiveResponse, first).state == FINISHED:
        if not second:
            raise UserError(_("Sheet {name} is in already.").format(name=name))
        return _second(session, first, f"{key} 2", name, lang, who, definition)
    if first is None:
        first = live.start(session, round_id, WAY, lang, key, version_id)
        session.get_one(LiveResponse, first).entered_by = who
    if account_key:
        session.get_one(LiveResponse, first).account_key = account_key
    session.flush()
    return Sheet(first, name, None, live.answers_of_live(session, first, definition))


def is_in(session: Session, round_id: int, sheet: str) -> bool:
    """Whether a sheet was typed to its end."""
    first = live.response_of_key(session, key_of(round_id, sheet))
    return first is not None and session.get_one(LiveResponse, first).state == FINISHED


def key_of(round_id: int, sheet: str) -> str:
    """What a sheet is called among all answers of the file."""
    return f"{WAY} {round_id} {_plain(sheet).casefold()}"


def key_there(session: Session, round_id: int, sheet: str) -> str:
    """The same of a sheet that is in the file, begun or whole; a UserError where it is not."""
    key = key_of(round_id, sheet)
    if live.response_of_key(session, key) is None:
        raise UserError(_("Sheet “{name}” is not in this survey round.").format(name=sheet.strip()))
    return key


def full_here(session: Session, sheet: Sheet, definition: Definition, round_id: int) -> str:
    """The full quota that would have ended the survey of whoever filled in this sheet, by what is typed so far."""
    if sheet.checks is not None:
        return ""
    answers = live.answers_of_live(session, sheet.response_id, definition)
    return path(definition, answers, counts=quota_counts(session, round_id, definition)).full


def done(
    session: Session, sheet: Sheet, definition: Definition, now: datetime | None = None, whole: bool = True
) -> Path:
    """Close a sheet: every blank gets its reason. Beyond a full quota it is kept whole and marked.

    Not `whole`, it ends where the quota would have ended it, and no score counts it.
    """
    answers = live.answers_of_live(session, sheet.response_id, definition)
    round_id = session.get_one(LiveResponse, sheet.response_id).round_id
    counts = {} if sheet.checks is not None else quota_counts(session, round_id, definition)
    way = path(definition, answers, counts=None if whole else counts)
    live.finish(session, sheet.response_id, way, now, full_for(definition, way.known, counts))
    return way


def differences(session: Session, sheet: Sheet, definition: Definition) -> list[Difference]:
    """Where a second entry says something else than the first."""
    if sheet.checks is None:
        return []
    first = live.answers_of_live(session, sheet.checks, definition)
    second = live.answers_of_live(session, sheet.response_id, definition)
    both = {s.key: s for given in (first, second) for s in slots(definition, given)}
    return [
        Difference(slot, a, b)
        for slot in both.values()
        if (a := value_at(first, slot)) != (b := value_at(second, slot))
    ]


def typists(session: Session, sheet: Sheet) -> tuple[str, str]:
    """Who typed the first and the second entry of a sheet; empty where nobody said."""
    both = (sheet.checks or sheet.response_id, sheet.response_id)
    first, second = (session.get_one(LiveResponse, number_).entered_by for number_ in both)
    return first, second


def settle(session: Session, sheet: Sheet, definition: Definition, slot: Slot, value: Any) -> None:
    """The sheet itself says this: both entries say it from now on."""
    for response in (sheet.checks, sheet.response_id):
        if response is not None:
            before = live.answers_of_live(session, response, definition)
            live.keep(session, response, definition, slot.question.code, put(before, slot, value))
            after = live.answers_of_live(session, response, definition)
            live.finish(session, response, path(definition, after))


def typed_so_far(session: Session, round_id: int) -> int:
    """How many sheets of a round are in."""
    query = select(func.count(LiveResponse.id)).where(
        LiveResponse.round_id == round_id,
        LiveResponse.way == WAY,
        LiveResponse.state == FINISHED,
        LiveResponse.checks.is_(None),
    )
    return session.scalar(query) or 0


def _second(
    session: Session, first: int, key: str, name: str, lang: str, who: str, definition: Definition
) -> Sheet:
    row = session.get_one(LiveResponse, first)
    if row.batch_id is not None:
        raise UserError(_("Sheet {name} was stored with others and can’t be typed again.").format(name=name))
    number_ = live.response_of_key(session, key)
    if number_ is None:
        number_ = live.start(session, row.round_id, WAY, lang, key, row.version_id)
        made = session.get_one(LiveResponse, number_)
        made.checks, made.entered_by = first, who
        session.flush()
    elif session.get_one(LiveResponse, number_).state == FINISHED:
        raise UserError(_("Sheet {name} was typed twice already.").format(name=name))
    return Sheet(number_, name, first, live.answers_of_live(session, number_, definition))


def _named(question: QuestionSpec, text: str, known: Known) -> list[Any]:
    """What was answered in words, as on paper where a list is too long to print: codes, of ticks as many as there are
    words with a ; between them; nothing where one is no answer, or could be two."""
    # A number is the one beside the box, also where another option is called so.
    if not any(letter.isalpha() for letter in text):
        return []
    if question.kind != "multiple" and (question.kind != "single" or len(question.items) > 1):
        return []
    options = options_of(question, known)
    named: list[tuple[Any, str]] = [(c.code, shown(c.label)) for c in options.choices]
    if question.kind == "multiple":
        named = [(i.code, item_words(question, i)) for i in options.items]
    codes: dict[str, list[Any]] = {}
    for code, words in named:
        codes.setdefault(folded(words.strip()), []).append(code)
    parts = text.split(";") if question.kind == "multiple" else [text]
    found = [codes.get(folded(part.strip()), []) for part in parts if part.strip()]
    if not all(len(each) == 1 for each in found):
        return []
    meant = {each[0] for each in found}
    return [code for code, _words in named if code in meant]


def _ticked(question: QuestionSpec, text: str, known: Known) -> list[str]:
    """Options by their place on the sheet, apart from each other or, where there are no more than nine, together."""
    parts = text.replace(",", " ").replace("+", " ").split()
    if len(parts) == 1 and len(question.items) <= 9:
        parts = list(parts[0])
    places = [int(p) if p.isdecimal() else 0 for p in parts]
    if not all(1 <= p <= len(question.items) for p in places):
        sentence = _("Type the numbers of what is ticked, such as 1 3; the last one is {n}.")
        raise UserError(sentence.format(n=number(len(question.items))))
    return [item.code for n, item in enumerate(question.items, 1) if n in places]


def _legend(question: QuestionSpec, known: Known) -> str:
    if question.kind == "multiple":
        return listed_options([(str(n), item_words(question, i)) for n, i in enumerate(question.items, 1)])
    if question.kind in ("nps", "scale", "single"):
        ends = []
        if question.kind != "single":
            scale = question.scale
            low, high = (scale.low, scale.high) if scale else (0, 10)
            ends = [(f"{low}–{high}", "")]
        choices = options_of(question, known).choices
        return listed_options(ends + [(str(c.code), shown(c.label)) for c in choices])
    if question.kind == "date":
        return _("A day")
    return _numbers_meant(question) if question.kind == "number" else ""


def _numbers_meant(question: QuestionSpec) -> str:
    """What stands on paper beside a number: from where to where, together how many, each once."""
    settings = question.settings
    unit = shown(settings.get("unit") or {})
    if question.look == "ranking":
        return _("{range}, each once").format(range=digits(f"1–{len(question.items)}"))
    if (total := settings.get("total")) is not None and len(question.items) > 1:
        return _("{total} in all").format(total=f"{number(total)} {unit}".strip())
    low, high = settings.get("min"), settings.get("max")
    ends = f"{number(low)}–{number(high)}" if low is not None and high is not None else ""
    return f"{ends} {unit}".strip()


def listed_options(pairs: list[tuple[str, str]]) -> str:
    """What can be typed and what it means, on one line."""
    return "   ".join(f"{digits(code)} {words}".strip() for code, words in pairs[:MOST_TOLD])


def _plain(text: str) -> str:
    """Without blanks at its ends, digits of every script as 0 to 9."""
    return plain_digits(text).strip()
