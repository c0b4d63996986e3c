"""Rules run over answers: what would open, for whom, and the opening itself; an answer opens once for a rule.

An answer is known by the survey tool's own number, and where that only counts upwards by the file and row it came
from, so that a file that is read anew opens nothing again.
"""

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import polars as pl
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account
from cxdesk.errors import UserError
from cxdesk.i18n import _, ngettext, number
from cxdesk.planning.follow_up_model import FollowUp
from cxdesk.planning.rule_match import matches
from cxdesk.planning.rule_queries import mode, rule_rows
from cxdesk.planning.rules import RuleRow
from cxdesk.progress import Progress, no_progress
from cxdesk.responses.aggregate import as_kept, counted
from cxdesk.responses.filter import Filter
from cxdesk.responses.model import AccountKeyLink, ImportBatch, ResponseChunk
from cxdesk.responses.queries import missing_answers, round_rows
from cxdesk.surveys.queries import SurveyRow, survey_rows

MOST_AT_ONCE: Final = 500
EXAMPLES: Final = 3


@dataclass(frozen=True, slots=True)
class Opening:
    """One follow-up to be opened."""

    rule: RuleRow
    survey_id: int
    response_id: int
    mark: str
    account_id: int | None
    person_id: int | None
    function_id: int | None


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """What one rule would do: answers it looked at and means, those that would open now, for whom (by id), and some."""

    rule: RuleRow
    looked_at: int
    fitting: int
    opening: int
    persons: tuple[tuple[int | None, int], ...]
    examples: tuple[Opening, ...]


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a run would do. `left_out` are surveys whose promise forbids to call anybody back."""

    looked_at: int
    rules: tuple[RuleOutcome, ...]
    openings: tuple[Opening, ...] = field(repr=False)
    left_out: tuple[str, ...] = ()

    @property
    def opening(self) -> int:
        """How many follow-ups would open."""
        return len(self.openings)


def dry_run(
    session: Session,
    rules: Sequence[RuleRow] | None = None,
    where: Filter = Filter(),
    survey_id: int | None = None,
    now: datetime | None = None,
    only: pl.Series | None = None,
    progress: Progress = no_progress,
) -> DryRun:
    """What the rules would open; those that are switched on when none are named."""
    wanted = [r for r in rule_rows(session) if r.switched_on] if rules is None else list(rules)
    today = (now or datetime.now()).date()
    surveys = [s for s in survey_rows(session) if survey_id in (None, s.id)]
    chosen = [s for s in surveys if may_call_back(s)]
    known = _Known(session, mode(session))
    fitting: Counter[int] = Counter()
    heights: Counter[int] = Counter()
    looked_at = 0
    for n, survey in enumerate(chosen):
        progress(n, len(chosen), _("Looking at the answers"))
        mine = [r for r in wanted if r.spec.survey_id in (None, survey.id)]
        if not mine:
            continue
        found, height = matches(session, survey.id, mine, known.mode, where, today, only)
        looked_at += height
        heights.update({rule.id: height for rule in mine})
        for place, count in found["rule"].value_counts().iter_rows():
            fitting[mine[place].id] += count
        known.take(survey.id, mine, found)
    left = tuple(s.name for s in surveys if not may_call_back(s) and s.audience == "customers")
    outcomes = tuple(_outcome(r, heights[r.id], fitting[r.id], known.openings) for r in wanted)
    return DryRun(looked_at, outcomes, tuple(known.openings), left)


def may_call_back(survey: SurveyRow) -> bool:
    """Whether an answer may lead back to whoever gave it: not where anything else was promised, nor to employees."""
    return survey.promise == "named" and survey.audience != "employees"


def open_found(session: Session, found: DryRun, now: datetime | None = None, many: bool = False) -> int:
    """Open what a dry run found; more than 500 at once only when somebody said so. Returns how many."""
    if found.opening > MOST_AT_ONCE and not many:
        raise UserError(too_many(found.opening))
    moment = now or datetime.now()
    rows = [
        {
            "rule_id": o.rule.id or None,
            "rule_name": o.rule.spec.name,
            "survey_id": o.survey_id,
            "response_id": o.response_id,
            "answer_mark": o.mark,
            "account_id": o.account_id,
            "level": o.rule.spec.level,
            "person_id": o.person_id,
            "function_id": o.function_id,
            "opened_at": moment,
            "due_at": moment + o.rule.time,
            "priority": o.rule.spec.priority,
            "note": o.rule.spec.note,
        }
        for o in found.openings
    ]
    if rows:
        session.execute(insert(FollowUp), rows)
    session.flush()
    return len(rows)


def too_many(n: int) -> str:
    """Why so many are not opened without asking."""
    sentence = ngettext(
        "{n} follow-up would open at once. Nothing was opened; say that you want that many.",
        "{n} follow-ups would open at once. Nothing was opened; say that you want that many.",
        n,
    )
    return sentence.format(n=number(n))


def run(
    session: Session,
    where: Filter = Filter(),
    survey_id: int | None = None,
    now: datetime | None = None,
    many: bool = False,
) -> DryRun:
    """Look and open, in one go."""
    found = dry_run(session, None, where, survey_id, now)
    open_found(session, found, now, many)
    return found


@dataclass(frozen=True, slots=True)
class AfterImport:
    """What an import opened; `waiting` are more than may open without asking."""

    opened: int = 0
    waiting: int = 0


def after_import(
    session: Session,
    survey_id: int,
    batch_id: int,
    changed: Iterable[int] = (),
    now: datetime | None = None,
    progress: Progress = no_progress,
) -> AfterImport:
    """Run the rules over what an import brought or corrected; more than 500 wait until somebody says so."""
    rules = [r for r in rule_rows(session) if r.switched_on and r.spec.survey_id in (None, survey_id)]
    lost = _without_answer(session, survey_id)
    if not rules and not lost:
        return AfterImport()
    ranges = session.execute(
        select(ResponseChunk.first_id, ResponseChunk.last_id).where(
            ResponseChunk.batch_id == batch_id, ResponseChunk.kind == "closed", ResponseChunk.seq < 1_000_000
        )
    )
    new = [pl.int_range(first, last + 1, dtype=pl.Int64, eager=True) for first, last in ranges]
    only = pl.concat([*new, pl.Series(list(changed), dtype=pl.Int64)]).unique()
    if lost:
        _rejoin(session, survey_id, lost, only)
    found = dry_run(session, rules, survey_id=survey_id, now=now, only=only, progress=progress)
    if found.opening > MOST_AT_ONCE:
        return AfterImport(waiting=found.opening)
    return AfterImport(open_found(session, found, now))


def after_customers(session: Session, accounts: Collection[int], now: datetime | None = None) -> AfterImport:
    """Run the rules over the newest round's answers of customers of whom something else is known now.

    Earlier rounds are history: nobody is called back about them because a list has changed. More than 500 wait
    until somebody says so.
    """
    rules = [r for r in rule_rows(session) if r.switched_on]
    if not rules or not accounts:
        return AfterImport()
    keys = list(
        session.scalars(select(AccountKeyLink.key).where(AccountKeyLink.account_id.in_(list(accounts))))
    )
    found = [pl.Series([], dtype=pl.Int64)]
    for survey in survey_rows(session) if keys else ():
        rounds = round_rows(session, survey.id) if may_call_back(survey) else []
        for newest in reversed(rounds):
            frame = counted(session, survey.id, (), Filter(rounds=(newest.name,)), facts=("account_key",))
            if frame.height:
                found.append(frame.filter(pl.col("account_key").is_in(keys))["response_id"])
                break
    run_over = dry_run(session, rules, now=now, only=pl.concat(found))
    if run_over.opening > MOST_AT_ONCE:
        return AfterImport(waiting=run_over.opening)
    return AfterImport(open_found(session, run_over, now))


def _without_answer(session: Session, survey_id: int) -> dict[str, list[FollowUp]]:
    """Follow-ups whose answer no import brings any more, by the mark of the answer."""
    rows = list(session.scalars(select(FollowUp).where(FollowUp.survey_id == survey_id)))
    gone = missing_answers(session, [r.response_id for r in rows])
    found: dict[str, list[FollowUp]] = {}
    for row in rows:
        if row.response_id in gone:
            found.setdefault(row.answer_mark, []).append(row)
    return found


def _rejoin(session: Session, survey_id: int, lost: dict[str, list[FollowUp]], only: pl.Series) -> None:
    """Give follow-ups their answer back when its file was read anew, or comes again after it was removed."""
    sources = _Sources(session)
    frame = as_kept(session, survey_id, (), facts=("respondent_key", "source_row"), every_state=True)
    for row in frame.filter(pl.col("response_id").is_in(only.implode())).iter_rows(named=True):
        for follow_up in lost.get(sources.mark(survey_id, row), ()):
            follow_up.response_id = row["response_id"]
    session.flush()


class _Known:
    """What is open already, what customers the keys mean, and from which file each answer came."""

    def __init__(self, session: Session, mode_: str) -> None:
        self.mode = mode_
        self.openings: list[Opening] = []
        self._accounts = dict(
            session.execute(
                select(AccountKeyLink.key, Account.id).join(Account, Account.id == AccountKeyLink.account_id)
            ).all()
        )
        self._owners = dict(session.execute(select(Account.id, Account.owner_id)).all())
        self._sources = _Sources(session)
        self._there: set[tuple[int | None, str]] = set()
        for rule_id, mark in session.execute(select(FollowUp.rule_id, FollowUp.answer_mark)):
            # Where the first rule wins, one follow-up speaks for an answer, whichever rule opened it.
            self._there |= {(rule_id, mark), (None, mark)}

    def take(self, survey_id: int, rules: Sequence[RuleRow], found: pl.DataFrame) -> None:
        """Note what is to be opened."""
        for row in found.iter_rows(named=True):
            rule = rules[row["rule"]]
            mark = self._sources.mark(survey_id, row)
            if (None if self.mode == "first" else rule.id, mark) in self._there:
                continue
            account = self._accounts.get(row["account_key"] or "")
            owner = self._owners.get(account) if account is not None else None
            person = owner if rule.spec.goes_to == "owner" else rule.person_id
            self.openings.append(
                Opening(rule, survey_id, row["response_id"], mark, account, person, rule.function_id)
            )
            self._there |= {(rule.id, mark), (None, mark)}


class _Sources:
    """The file that each answer came from, by its number."""

    def __init__(self, session: Session) -> None:
        rows = session.execute(
            select(ResponseChunk.first_id, ResponseChunk.last_id, ImportBatch.source_sha256)
            .join(ImportBatch, ImportBatch.id == ResponseChunk.batch_id)
            .where(ResponseChunk.kind == "closed", ResponseChunk.seq < 1_000_000)
            .order_by(ResponseChunk.first_id)
        ).all()
        self._firsts = [r[0] for r in rows]
        self._rows = rows

    def mark(self, survey_id: int, row: dict[str, Any]) -> str:
        """A short digest that knows the answer again; nobody can read from it who gave it."""
        key = row["respondent_key"] or ""
        source = self._source(row["response_id"])
        if key and not key.isdigit():
            parts: tuple[object, ...] = ("key", survey_id, key)
        elif source and row["source_row"] is not None:
            parts = ("row", source, row["source_row"])
        else:
            parts = ("number", "", row["response_id"])
        return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:24]

    def _source(self, response_id: int) -> str:
        at = bisect_right(self._firsts, response_id) - 1
        inside = at >= 0 and response_id <= self._rows[at][1]
        return str(self._rows[at][2]) if inside else ""


def _outcome(rule: RuleRow, looked_at: int, fitting: int, openings: Sequence[Opening]) -> RuleOutcome:
    mine = [o for o in openings if o.rule.id == rule.id]
    persons = Counter(o.person_id for o in mine)
    ordered = tuple(sorted(persons.items(), key=lambda one: (-one[1], one[0] or 0)))
    return RuleOutcome(rule, looked_at, fitting, len(mine), ordered, tuple(mine[:EXAMPLES]))
