"""The texts of a survey side by side in two languages: what is missing, what is stale, what is too long for its place.

With each translation a short hash of its source and of itself is kept in the survey's settings, `translated`:
{language: {path: "source language:hash of source:hash of translation"}}. It is stale while its own words are as they
were and those of the source are not. The first language of a survey is its source: what stands there is never stale.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import LANGUAGES, N_, _
from cxdesk.surveys import actions
from cxdesk.surveys.definition import Definition
from cxdesk.surveys.described import described
from cxdesk.surveys.model import Choice, Item, Question, Scale, Section, Survey
from cxdesk.surveys.review.texts import Text, texts_of
from cxdesk.surveys.template_marks import write_texts

FLAGS: Final = ("missing", "stale", "long")
LONGEST: Final = 20_000
# Letters that fit in one or two lines of their place; a longer text is fine while it is not much longer than its source.
ROOM: Final = {
    "choice": 40,
    "item": 60,
    "low": 30,
    "high": 30,
    "row": 60,
    "column": 24,
    "unit": 12,
    "name": 60,
    "title": 80,
}
LONGER: Final = 1.4
# Beyond this nobody reads it to its end, whatever stands beside it.
NOBODY_READS: Final = 4_000
# Headings of the spreadsheet that a translator fills in; they are known again in every language.
HEADS: Final = {
    "key": N_("Key, leave as it is"),
    "where": N_("Where it stands"),
    "source": N_("Source sentence"),
    "wording": N_("Wording"),
    "state": N_("State"),
}
PARTS: Final = {
    "name": N_("Name of the survey"), "intro": N_("Words at the beginning"), "thanks": N_("Words at the end"),
    "title": N_("Section"), "section_intro": N_("Words below the section’s name"), "text": N_("Question"),
    "hint": N_("Hint"), "item": N_("Row"), "choice": N_("Answer"), "low": N_("Lowest point"),
    "high": N_("Highest point"), "message": N_("Message"), "unit": N_("Unit"), "row": N_("Row"),
    "column": N_("Column"), "quota": N_("Words when the quota is full"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One text in the language that is written, beside the same text in the one that is read."""

    key: str
    place: Text
    source_language: str
    source: str
    language: str
    text: str
    flags: tuple[str, ...]

    @property
    def part(self) -> str:
        """What it is, in a word or two."""
        return _(PARTS[self.place.part])

    @property
    def where(self) -> str:
        """What it is, with the code that tells it apart."""
        return f"{self.place.question or self.place.of} {self.part}".strip()

    @property
    def state(self) -> str:
        """The worst that is to be said of it, or “done”."""
        return self.flags[0] if self.flags else "done"


def lines(survey: Definition, language: str, source: str = "") -> list[Line]:
    """Every text in the order it is read; beside it the same one in `source`, or in the survey's first language."""
    source = source or source_of(survey, language)
    kept = _kept(survey.settings).get(language, {})
    return [_line(text, survey, language, source, kept.get(text.path, "")) for text in texts_of(survey)]


def source_of(survey: Definition, language: str) -> str:
    """The language a translation is made from: the survey's first other one."""
    return next((code for code in survey.languages if code != language), "en")


def languages_to_write(languages: Sequence[str]) -> list[str]:
    """The languages of a survey, then the others that it could be written in."""
    return list(dict.fromkeys([*languages, *LANGUAGES]))


def write_text(
    session: Session, survey_id: int, path: str, language: str, text: str, source: str = "",
    translated_from: str | None = None,
) -> None:  # fmt: skip
    """Write one text in one language and keep what it was translated from; an empty one is missing again.

    `source` is the language it was translated from, `translated_from` the words where they were older than the
    survey's.
    """
    store(
        session, survey_id, language, {path: text}, source, {path: translated_from} if translated_from else {}
    )


def store(
    session: Session, survey_id: int, language: str, texts: dict[str, str], source: str = "",
    translated_from: dict[str, str] | None = None,
) -> int:  # fmt: skip
    """Write several texts as one step; gives how many. A path that is not there is a UserError, and nothing is written."""
    survey = described(session, survey_id)
    if language not in languages_to_write(survey.languages):
        raise UserError(_("Choose one of the languages of the list."))
    source = source or source_of(survey, language)
    places = {text.path: text for text in texts_of(survey)}
    kept = _kept(survey.settings)
    mine = dict(kept.get(language, {}))
    # What was written before somebody kept hashes counts as fitting the source as it is now.
    for path, place in places.items() if language != survey.languages[0] else ():
        if path not in mine and place.texts.get(language, "").strip() and place.texts.get(source, "").strip():
            mine[path] = _record(source, place.texts[source], place.texts[language])
    for path, words in texts.items():
        if path not in places:
            raise UserError(_("“{key}” is no text of this survey.").format(key=path[:60]))
        place, words = places[path], words.strip()
        if len(words) > LONGEST:
            raise UserError(_("This text is too long to be read by anybody. Shorten it."))
        if place.part == "name" and not words and language == survey.languages[0]:
            raise UserError(_("A survey needs a name."))
        _write(session, survey_id, place, language, words)
        mine.pop(path, None)
        if words and language not in (source, survey.languages[0]):
            before = (translated_from or {}).get(path) or place.texts.get(source, "")
            mine[path] = _record(source, before, words)
    row = session.get_one(Survey, survey_id)
    row.settings = {**row.settings, "translated": {**kept, language: mine}}
    if language not in row.languages and any(words.strip() for words in texts.values()):
        row.languages = [*row.languages, language]
    return len(texts)


def fitting(survey: Definition) -> dict[str, dict[str, str]]:
    """What `translated` is of a survey whose translations all fit their source: as it is made, taken in or copied."""
    kept = _kept(survey.settings)
    for language in survey.languages[1:]:
        source = source_of(survey, language)
        fresh = {
            text.path: _record(source, text.texts[source], text.texts[language])
            for text in texts_of(survey)
            if text.texts.get(language, "").strip() and text.texts.get(source, "").strip()
        }
        kept[language] = fresh | kept.get(language, {})
    return {language: paths for language, paths in kept.items() if paths}


def outrun(source: str, before: dict[str, str]) -> dict[str, str]:
    """What is kept of translations of `before` whose source gets other words: by language, each stale from then on."""
    return {
        code: _record(source, before.get(source, ""), words)
        for code, words in before.items()
        if code != source and words.strip()
    }


def still_fits(session: Session, survey_id: int, path: str, language: str, source: str = "") -> None:
    """Say that a translation fits its source as it is now: it is stale no more."""
    survey = described(session, survey_id)
    place = next((text for text in texts_of(survey) if text.path == path), None)
    if place is not None:
        store(session, survey_id, language, {path: place.texts.get(language, "")}, source)


def _line(text: Text, survey: Definition, language: str, source: str, kept: str) -> Line:
    here, there = text.texts.get(language, ""), text.texts.get(source, "")
    flags = []
    if not here.strip():
        flags.append("missing")
    elif kept and language != survey.languages[0] and _is_stale(kept, text, here):
        flags.append("stale")
    if is_long(text.part, there, here):
        flags.append("long")
    return Line(f"{text.path}:{language}", text, source, there, language, here, tuple(flags))


def is_long(part: str, source: str, text: str) -> bool:
    """Whether a text has no room in its place, or is so long that nobody reads it."""
    room = ROOM.get(part, 160)
    return len(text) > NOBODY_READS or bool(source and len(text) > LONGER * len(source) and len(text) > room)


def _is_stale(kept: str, text: Text, here: str) -> bool:
    language, source, own = [*kept.split(":"), "", ""][:3]
    words = text.texts.get(language, "")
    # A source that was taken out of the survey says nothing any more of what was made from it.
    return bool(words.strip()) and own == _hash(here) and source != _hash(words)


def _record(language: str, source: str, text: str) -> str:
    return f"{language}:{_hash(source)}:{_hash(text)}"


def _hash(text: str) -> str:
    return blake2b(" ".join(text.split()).encode(), digest_size=6).hexdigest()


def _kept(settings: dict[str, Any]) -> dict[str, dict[str, str]]:
    found = settings.get("translated")
    if not isinstance(found, dict):
        return {}
    return {str(code): dict(paths) for code, paths in found.items() if isinstance(paths, dict)}


def _write(session: Session, survey_id: int, place: Text, language: str, words: str) -> None:
    row: Any
    name = {"title": "title", "section_intro": "intro", "choice": "label", "low": "low_label", "high": "high_label",
            "item": "text"}.get(place.part, place.part)  # fmt: skip
    if place.part == "quota":
        row = session.get_one(Survey, survey_id)
        row.settings = {
            **row.settings,
            "quotas": _quotas_with(row.settings["quotas"], place, language, words),
        }
        return
    head = _head(session, survey_id, place)
    if head is not None:
        write_texts(head, name, _changed(getattr(head, name), language, words))
        return
    row = question = session.scalars(
        select(Question).where(Question.survey_id == survey_id, Question.code == place.question)
    ).one()
    if words != place.texts.get(language, ""):
        actions.mark_own(session, question.id)
    if place.part == "item":
        row = session.scalars(
            select(Item).where(Item.question_id == question.id, Item.code == place.of)
        ).one()
    elif place.part == "choice":
        row = session.scalars(
            select(Choice).where(Choice.question_id == question.id, Choice.code == int(place.of))
        ).one()
    elif place.part in ("low", "high"):
        row = session.get_one(Scale, question.scale_id)
    elif place.part in ("message", "unit", "row", "column"):
        question.settings = _with_words(question.settings, place, language, words)
        return
    setattr(row, name, _changed(getattr(row, name), language, words))


def _head(session: Session, survey_id: int, place: Text) -> Survey | Section | None:
    """The survey or the section whose own words a place holds; None for those of a question."""
    if place.part in ("name", "intro", "thanks"):
        return session.get_one(Survey, survey_id)
    if place.part in ("title", "section_intro"):
        return session.scalars(
            select(Section).where(Section.survey_id == survey_id, Section.code == place.of)
        ).one()
    return None


def _quotas_with(quotas: list[Any], place: Text, language: str, words: str) -> list[Any]:
    """The quotas with other words in the one of this name; a nameless one is called by its number."""
    return [
        {**quota, "said": _changed(quota.get("said") or {}, language, words)}
        if isinstance(quota, dict) and (quota.get("name") or str(n)) == place.of
        else quota
        for n, quota in enumerate(quotas, 1)
    ]


def _with_words(settings: dict[str, Any], place: Text, language: str, words: str) -> dict[str, Any]:
    if place.part in ("message", "unit"):
        return {**settings, place.part: _changed(settings[place.part], language, words)}
    name = "rows" if place.part == "row" else "columns_of"
    things = [
        {**thing, "text": _changed(thing["text"], language, words)}
        if str(thing.get("code", "")) == place.of
        else thing
        for thing in settings[name]
    ]
    return {**settings, name: things}


def _changed(texts: dict[str, str], language: str, words: str) -> dict[str, str]:
    if words:
        return {**texts, language: words}
    return {code: text for code, text in texts.items() if code != language}


def flagged(found: list[Line], flag: str) -> list[Line]:
    """The lines with one flag; “open” is any of them, nothing is all."""
    if not flag or flag == "all":
        return found
    return [line for line in found if (line.flags if flag == "open" else flag in line.flags)]


def next_flagged(found: list[Line], after: str, flag: str = "missing") -> Line | None:
    """The next line with a flag behind the one named, from the top again at the end."""
    at = next((n for n, line in enumerate(found) if line.key == after), -1)
    turned = [*found[at + 1 :], *found[: at + 1]]
    return next((line for line in turned if flag in line.flags and line.key != after), None)
