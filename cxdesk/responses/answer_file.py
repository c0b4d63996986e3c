"""The small answer file that the questionnaire in a browser gives: read with suspicion, held against its survey.

{"cxdesk_answers": 1, "survey": code, "version": number or 0 for a draft, "key": 32 hex digits, "language": code,
 "answers": {question code: value as surveys.logic.answers has it}, "fields": {"link.name": text},
 "account": the key of the customer it speaks for, absent where nobody said,
 "started": "2026-11-26T10:00:00Z", "finished": ...}

A clock that can't have been right costs nobody their answers: they count on the day the file was written here.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, NoReturn

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, visible
from cxdesk.paths import refuse_missing
from cxdesk.responses.staff import described_for_showing
from cxdesk.surveys.definition import Definition
from cxdesk.surveys.described import described
from cxdesk.surveys.formats.own import definition_of
from cxdesk.surveys.logic.path import Path as Way
from cxdesk.surveys.logic.path import path as way_of
from cxdesk.surveys.logic.validation import broken, sentences_for
from cxdesk.surveys.model import Survey, SurveyVersion

MARK: Final = "cxdesk_answers"
VERSION: Final = 1
LARGEST: Final = 1_000_000
LARGEST_FORM: Final = 20_000_000
LONGEST: Final = 20_000
LONGEST_KEY: Final = 200
_MOST_FIELDS: Final = 20
_KEY: Final = re.compile(r"[0-9a-f]{32}", re.ASCII)
_MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", re.ASCII)

# No page was answered before there were any; a clock may be a time zone ahead.
_EARLIEST: Final = datetime(2020, 1, 1)
_AHEAD: Final = timedelta(days=1)
CONSENTS: Final = ("consent_to_quote", "consent_to_contact")


# What a form says of itself, beside its answers: names that no question can have.
FOR_ACCOUNT: Final = "form: account"
IN_LANGUAGE: Final = "form: language"
# The answers that a form gives to a survey; None where it belongs to another survey, or to another version of it.
AnswersTo = Callable[[Definition], dict[str, Any] | None]
ReadForm = Callable[[bytes], AnswersTo]


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """One respondent's answers as the file says them; times are of this computer's clock."""

    survey: str
    version: int
    key: str
    language: str
    answers: dict[str, Any]
    fields: dict[str, str]
    started: datetime
    finished: datetime
    account: str = ""
    is_clock_wrong: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    """A survey as it may have been given to somebody: one of its versions, or its draft (number 0)."""

    survey_id: int
    survey: str
    number: int
    version_id: int | None
    definition: Definition


@dataclass(frozen=True, slots=True)
class Fitting:
    """Answers that fit their survey, and the way that the respondent went."""

    told: AnswerFile
    survey_id: int
    version_id: int | None
    definition: Definition
    way: Way
    from_form: bool = False


def is_one(path: Path) -> bool:
    """Whether a file begins as answer files do."""
    try:
        with path.open("rb") as stream:
            begin = stream.read(64)
    except OSError:
        return False
    return begin.lstrip(b"\xef\xbb\xbf \t\r\n").replace(b" ", b"").startswith(f'{{"{MARK}"'.encode())


def read(path: Path) -> AnswerFile:
    """What an answer file says; what is damaged, too large or none of ours is a UserError."""
    name = path.name
    refuse_missing(path)
    try:
        if path.stat().st_size > LARGEST:
            raise UserError(_("“{name}” is too large to be an answer file.").format(name=name))
        told = json.loads(path.read_bytes().decode("utf-8-sig"), parse_constant=_no_number)
    except OSError as error:
        reason = error.strerror or str(error)
        sentence = _("“{name}” can’t be read: {reason}.")
        raise UserError(sentence.format(name=name, reason=reason)) from error
    except (ValueError, RecursionError) as error:
        raise UserError(
            _("“{name}” is damaged or no answer file. Ask for it once more.").format(name=name)
        ) from error
    return _timed(_checked(told, name), path)


def _timed(told: AnswerFile, path: Path) -> AnswerFile:
    """With the moment the file was written here where the clock of the device can't have been right.

    A telephone without a network may begin at 1970; its answers are as good as any, only their day is not.
    """
    now = datetime.now()
    if _EARLIEST <= told.finished <= now + _AHEAD or now < _EARLIEST:
        return replace(told, started=min(told.started, told.finished))
    written = datetime.fromtimestamp(int(path.stat().st_mtime), UTC).astimezone().replace(tzinfo=None)
    moment = written if _EARLIEST <= written <= now else now.replace(microsecond=0)
    return replace(told, started=moment, finished=moment, is_clock_wrong=True)


def is_form(path: Path) -> bool:
    """Whether a file may be a questionnaire that was filled in as a PDF form."""
    return path.suffix.lower() == ".pdf"


def form(path: Path, read_form: ReadForm, editions: Iterable[Edition]) -> Fitting:
    """A filled-in PDF form held against every version and draft of every survey; a UserError where none is its own.

    A form stops nobody from leaving out what has to be answered, or from answering what was not for them: the
    former stays blank, the latter is left out. It counts once by its bytes.
    """
    if path.stat().st_size > LARGEST_FORM:
        raise UserError(_("“{name}” is too large to be an answer file.").format(name=path.name))
    data = path.read_bytes()
    moment = datetime.fromtimestamp(int(path.stat().st_mtime), UTC).astimezone().replace(tzinfo=None)
    key = hashlib.sha256(data).hexdigest()[:32]
    try:
        answers_to = read_form(data)
    except UserError as error:
        # Of many forms one must be told from the others.
        raise UserError(_("“{name}”: {reason}").format(name=path.name, reason=str(error))) from error
    for edition in editions:
        answers = answers_to(edition.definition)
        if answers is not None:
            consents: dict[str, str] = {n: str(answers.pop(n)) for n in CONSENTS if n in answers}
            language = str(answers.pop(IN_LANGUAGE, edition.definition.languages[0]))
            account = " ".join(str(answers.pop(FOR_ACCOUNT, "")).split())[:LONGEST_KEY]
            if not answers and not consents:
                raise UserError(_("In “{name}” nothing is filled in.").format(name=path.name))
            told = AnswerFile(
                edition.survey, edition.number, key, language, answers, consents, moment, moment, account
            )
            return _with_what_fits(told, edition)
    raise UserError(
        _("“{name}” belongs to no survey in this file and to none of its versions.").format(name=path.name)
    )


def editions_of_all(session: Session) -> list[Edition]:
    """Of each survey its versions, the newest first, and then its draft."""
    found = []
    for survey in session.scalars(select(Survey).order_by(Survey.id)):
        rows = select(SurveyVersion).where(SurveyVersion.survey_id == survey.id)
        found += [
            Edition(survey.id, survey.code, row.number, row.id, definition_of(row.document))
            for row in session.scalars(rows.order_by(SurveyVersion.number.desc()))
        ]
        found.append(Edition(survey.id, survey.code, 0, None, described_for_showing(session, survey.id)))
    return found


def _with_what_fits(told: AnswerFile, edition: Edition) -> Fitting:
    definition = edition.definition
    answers = dict(told.answers)
    way = way_of(definition, answers, told.fields, told.key)
    for question in definition.questions:
        value = answers.get(question.code)
        if value is not None and (question.code not in way.reached or broken(question, value, way.known)):
            del answers[question.code]
    told = replace(told, answers=answers)
    way = way_of(definition, answers, told.fields, told.key)
    return Fitting(told, edition.survey_id, edition.version_id, definition, way, from_form=True)


def fitting(session: Session, told: AnswerFile, name: str, known: dict[tuple[str, int], Edition]) -> Fitting:
    """Hold the answers against the version of the survey they name; a UserError says what does not fit.

    `known` are the editions that were read for other files already; the one of this file is added.
    """
    if (told.survey, told.version) not in known:
        known[told.survey, told.version] = _edition(session, told, name)
    edition = known[told.survey, told.version]
    survey_id, version_id, definition = edition.survey_id, edition.version_id, edition.definition
    questions = {q.code: q for q in definition.questions}
    way = way_of(definition, told.answers, told.fields, told.key)
    for code, value in told.answers.items():
        if code not in questions:
            sentence = _("“{name}” answers a question “{code}” that the survey does not have.")
            raise UserError(sentence.format(name=name, code=visible(code[:80])))
        if code not in way.reached or _too_long(value):
            _refuse(name, code, _("This answer is not accepted."))
    if told.language not in definition.languages:
        _refuse_file(name)
    so_far = way.known
    for stop in way.stops:
        question = stop.element
        if question.is_asked and (keys := broken(question, told.answers.get(question.code), so_far)):
            _refuse(name, question.code, sentences_for(question)[keys[0]])
    return Fitting(told, survey_id, version_id, definition, way)


def _edition(session: Session, told: AnswerFile, name: str) -> Edition:
    survey_id = session.scalar(select(Survey.id).where(Survey.code == told.survey))
    if survey_id is None:
        sentence = _("“{name}” answers the survey “{code}”, which is not in this file.")
        raise UserError(sentence.format(name=name, code=visible(told.survey[:80])))
    version_id, definition = _version(session, survey_id, told, name)
    return Edition(survey_id, told.survey, told.version, version_id, definition)


def _version(session: Session, survey_id: int, told: AnswerFile, name: str) -> tuple[int | None, Definition]:
    if told.version == 0:
        return None, described(session, survey_id)
    row = session.scalar(
        select(SurveyVersion).where(
            SurveyVersion.survey_id == survey_id, SurveyVersion.number == told.version
        )
    )
    if row is None:
        sentence = _("“{name}” answers version {n} of the survey “{code}”, which is not in this file.")
        raise UserError(sentence.format(name=name, n=told.version, code=told.survey))
    return row.id, definition_of(row.document)


def _checked(told: Any, name: str) -> AnswerFile:
    """The parts of the file, each of its kind."""
    if not isinstance(told, dict) or MARK not in told:
        sentence = _("“{name}” is no answer file of a questionnaire made by cxdesk.")
        raise UserError(sentence.format(name=name))
    if told[MARK] != VERSION:
        raise UserError(_("“{name}” was made by a newer cxdesk. Update cxdesk to read it.").format(name=name))
    survey, version, key = told.get("survey"), told.get("version"), told.get("key")
    language, answers, fields = told.get("language"), told.get("answers"), told.get("fields", {})
    account = told.get("account", "")
    if (
        not isinstance(survey, str)
        or type(version) is not int
        or not 0 <= version < 1_000_000
        or not isinstance(key, str)
        or not _KEY.fullmatch(key)
        or not isinstance(language, str)
        or not isinstance(answers, dict)
        or not isinstance(account, str)
        or len(account) > LONGEST_KEY
        or not isinstance(fields, dict)
        or len(fields) > _MOST_FIELDS
        or not all(k.startswith("link.") and isinstance(v, str) and len(v) <= 200 for k, v in fields.items())
    ):
        _refuse_file(name)
    started, finished = (_moment(told.get(part), name) for part in ("started", "finished"))
    account = " ".join(account.split())
    return AnswerFile(survey, version, key, language, answers, fields, started, finished, account)


def _moment(value: Any, name: str) -> datetime:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        _refuse_file(name)
    try:
        return datetime.fromisoformat(value[:-1] + "+00:00").astimezone().replace(tzinfo=None)
    except (ValueError, OverflowError, OSError):
        _refuse_file(name)


def _too_long(value: Any) -> bool:
    return isinstance(value, str) and len(value) > LONGEST


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


def _refuse_file(name: str) -> NoReturn:
    raise UserError(_("“{name}” is damaged or no answer file. Ask for it once more.").format(name=name))


def _refuse(name: str, code: str, why: str) -> NoReturn:
    sentence = _("“{name}”, question {code}: {reason} Nothing of this file was taken.")
    raise UserError(sentence.format(name=name, code=code, reason=why))
