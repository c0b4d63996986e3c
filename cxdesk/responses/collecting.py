"""Answer files taken in: each counts once, one that does not fit is refused in a sentence, the others still come in.

All files of one call are one undo step. What comes in beyond a full quota is kept and says so.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, Literal, Protocol

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, month, ngettext, number
from cxdesk.progress import Progress, no_progress
from cxdesk.responses import actions, erased_marks, live, matching
from cxdesk.responses.answer_file import (
    CONSENTS,
    Edition,
    Fitting,
    ReadForm,
    editions_of_all,
    fitting,
    form,
    is_form,
    read,
)
from cxdesk.responses.asked_items import kept_under
from cxdesk.responses.model import AnswerCollection, LiveAnswer, LiveResponse, Round
from cxdesk.responses.quota_counts import full_for, quota_counts
from cxdesk.surveys.logic.quotas import filled

_AT_ONCE: Final = 500
WAY, FORM_WAY = "web", "form"
QUOTE = CONSENTS[0]
Result = Literal["stored", "known", "erased", "refused"]


class Runs(Protocol):
    """What is needed of the open file."""

    def run(self, label: str, action: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Do one action as one step."""

    def read(self, query: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Ask the file something."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file; an erased one is of a person who was erased, a refused one says why, `over` are the quotas that were full before it came.

    `clock_wrong` says that its own day can't be right, so that it counts on the day the file was written.
    """

    name: str
    result: Result
    reason: str = ""
    survey: str = ""
    round: str = ""
    over: tuple[str, ...] = ()
    clock_wrong: bool = False


def collect(
    project: Runs,
    paths: Iterable[Path],
    round_name: str | None = None,
    progress: Progress = no_progress,
    read_form: ReadForm | None = None,
) -> list[Outcome]:
    """Take answer files in as live responses of the version they name, all in one step.

    `read_form` reads PDF forms that were filled in; without it they are no answer files.

    Without a round they go to the newest one of their version, else to one that says none, that was open when they
    were given; where there is none, one is made and called by the month. Answers to a draft go to the newest round.
    """
    found: list[Outcome | Fitting] = []
    given = list(paths)
    known: dict[tuple[str, int], Edition] = {}
    forms = {p for p in given if read_form is not None and is_form(p) and p.is_file()}
    editions = project.read(editions_of_all) if forms else []
    for n, path in enumerate(given):
        progress(n, len(given), _("Reading the answer files"))
        try:
            if read_form is not None and path in forms:
                found.append(form(path, read_form, editions))
            else:
                found.append(project.read(fitting, read(path), path.name, known))
        except UserError as error:
            found.append(Outcome(path.name, "refused", str(error)))
    new = {one.told.key for one in found if isinstance(one, Fitting)}
    erased = project.read(erased_marks.marks)
    new = {key for key in new if not erased.has(erased_marks.of_answer_file(key))}
    new -= project.read(live.keys_there)
    label = ngettext(
        "Take in the answers of {n} person", "Take in the answers of {n} people", len(new)
    ).format(n=number(len(new)))
    if all(isinstance(one, Outcome) for one in found):
        return [one for one in found if isinstance(one, Outcome)]
    outcomes: list[Outcome] = project.run(
        label, _store, [(p.name, f) for p, f in zip(given, found, strict=True)], round_name, progress
    )
    return outcomes


@dataclass(slots=True)
class _Taking:
    """One call: the files are one collection, quotas are counted once for each round and then on.

    `numbers` are those of the items of each version, so that no file asks for them again.
    """

    session: Session
    collection_id: int = 0
    counts: dict[tuple[int, int | None], dict[str, int]] = field(default_factory=dict)
    numbers: dict[tuple[int, int | None], dict[str, dict[str, int]]] = field(default_factory=dict)
    places: dict[tuple[int, int | None, date], Round] = field(default_factory=dict)
    linked: set[str] = field(default_factory=set)
    coming: list[tuple[LiveResponse, Fitting, tuple[str, ...]]] = field(default_factory=list)

    def take(self, one: Fitting, place: Round) -> tuple[str, ...]:
        """Keep one respondent's answers; gives the quotas that were full before."""
        session, told = self.session, one.told
        if not self.collection_id:
            live.drop_taken_back(session)
            row = AnswerCollection(collected_at=datetime.now())
            session.add(row)
            session.flush()
            self.collection_id = row.id
        counts = self._counts(one, place)
        over = full_for(one.definition, one.way.known, counts)
        for name in filled(one.definition, one.way.known):
            counts[name] += 1
        way = FORM_WAY if one.from_form else WAY
        # What promises that nobody can see who answers is held to it, whatever stands in the file.
        account = told.account if one.definition.promise != "anonymous" else ""
        if account and account not in self.linked:
            matching.link_known(session, account)
            self.linked.add(account)
        response = LiveResponse(
            round_id=place.id,
            version_id=one.version_id,
            key=told.key,
            way=way,
            started=told.started,
            language=told.language,
            account_key=account,
            collection_id=self.collection_id,
        )
        session.add(response)
        self.coming.append((response, one, over))
        if len(self.coming) >= _AT_ONCE:
            self.store()
        return over

    def store(self) -> None:
        """Write what was taken and waits; many at once, for each by itself costs twenty times as much."""
        session = self.session
        session.flush()
        rows: list[dict[str, Any]] = []
        for response, one, over in self.coming:
            told, key = one.told, (one.survey_id, one.version_id)
            if key not in self.numbers:
                found = kept_under(session, one.survey_id, one.definition.questions)
                self.numbers[key] = {
                    code: {item: number for item, (number, _kind) in own.items()}
                    for code, own in found.items()
                }
            numbers = self.numbers[key]
            rows += live.whole_answers(response, one.way, told.answers, numbers, told.finished, over)
            if QUOTE in told.fields:
                response.consent_quote = told.fields[QUOTE] == "1"
        if rows:
            session.execute(insert(LiveAnswer), rows)
        if self.coming:
            session.flush()
            live.changed(session, counts=True)
        self.coming.clear()

    def place(self, one: Fitting, round_name: str | None) -> Round:
        """The round that the answers go to."""
        key = (one.survey_id, one.version_id, one.told.finished.date())
        if key not in self.places:
            self.places[key] = _round(self.session, one, round_name)
        return self.places[key]

    def _counts(self, one: Fitting, place: Round) -> dict[str, int]:
        key = (place.id, one.version_id)
        if key not in self.counts:
            # What waits counts as well, where it answers another version in the same round.
            self.store()
            self.counts[key] = quota_counts(self.session, place.id, one.definition)
        return self.counts[key]


def _store(
    session: Session,
    found: list[tuple[str, Outcome | Fitting]],
    round_name: str | None,
    progress: Progress,
) -> list[Outcome]:
    outcomes = []
    taking, erased, there = _Taking(session), erased_marks.marks(session), live.keys_there(session)
    for n, (name, one) in enumerate(found):
        progress(n, len(found), _("Keeping the answers"))
        if isinstance(one, Outcome):
            outcomes.append(one)
        elif erased.has(erased_marks.of_answer_file(one.told.key)):
            outcomes.append(Outcome(name, "erased", survey=one.told.survey))
        elif one.told.key in there:
            outcomes.append(Outcome(name, "known", survey=one.told.survey))
        else:
            there.add(one.told.key)
            place = taking.place(one, round_name)
            over = taking.take(one, place)
            outcomes.append(
                Outcome(name, "stored", "", one.told.survey, place.name, over, one.told.is_clock_wrong)
            )
    taking.store()
    return outcomes


def _round(session: Session, one: Fitting, name: str | None) -> Round:
    mine = select(Round).where(Round.survey_id == one.survey_id).order_by(Round.id.desc())
    day = one.told.finished.date()
    if name is not None:
        found = actions.round_named(session, one.survey_id, name)
    else:
        # What was answered after a round was closed belongs to the next one; what comes late, to its own.
        rounds = [r for r in session.scalars(mine) if r.closed_on is None or day <= r.closed_on]
        # A round asks one release: answers to another begin a round of their own.
        own = [r for r in rounds if r.version_id == one.version_id]
        free = [r for r in rounds if r.version_id is None or one.version_id is None]
        found = next((r.id for r in own or free), None)
    if found is None:
        found = actions.add_round(
            session, one.survey_id, name or actions.free_name(session, one.survey_id, month(day)), day
        )
        session.get_one(Round, found).version_id = one.version_id
    return session.get_one(Round, found)


def sentences(outcomes: Iterable[Outcome]) -> list[str]:
    """What became of the files, in words: how many came in, how many were there; then each that was refused."""
    rows = list(outcomes)
    stored, known = (sum(o.result == r for o in rows) for r in ("stored", "known"))
    found = []
    if stored:
        words = ngettext("The answers of {n} person came in.", "The answers of {n} people came in.", stored)
        found.append(words.format(n=number(stored)))
    if known:
        words = ngettext(
            "{n} answer file was in the file already.", "{n} answer files were in the file already.", known
        )
        found.append(words.format(n=number(known)))
    if erased := sum(o.result == "erased" for o in rows):
        words = ngettext(
            "{n} answer of an erased person was left out.",
            "{n} answers of erased people were left out.",
            erased,
        )
        found.append(words.format(n=number(erased)))
    if wrong := sum(o.clock_wrong for o in rows):
        words = ngettext(
            "The clock of {n} device was wrong: its answers count on the day its file was written.",
            "The clocks of {n} devices were wrong: their answers count on the day their files were written.",
            wrong,
        )
        found.append(words.format(n=number(wrong)))
    full = {name: sum(name in o.over for o in rows) for o in rows for name in o.over}
    for name, n in full.items():
        words = ngettext(
            "{n} of them is beyond the quota “{name}”: kept, counted, and marked.",
            "{n} of them are beyond the quota “{name}”: kept, counted, and marked.",
            n,
        )
        found.append(words.format(n=number(n), name=name))
    return found + [o.reason for o in rows if o.result == "refused"]
