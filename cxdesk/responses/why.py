"""Why a score may differ from the source tool's: which rows are stored but do not count, and by which rule."""

from dataclasses import dataclass
from typing import Final

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.i18n import _, ngettext, number
from cxdesk.responses.corrections import FORMAT
from cxdesk.responses.live_rows import live_rows
from cxdesk.responses.model import ImportBatch, Round
from cxdesk.responses.queries import round_labels
from cxdesk.responses.quota_counts import beyond
from cxdesk.responses.schema import ERASED, FINISHED, SENT_AWAY, TEST, UNFINISHED
from cxdesk.responses.store import answers_of, fact_types, live_chunks

# In the settings of an import: how many of its refused rows are of people who were erased.
ERASED_ROWS: Final = "erased_rows"


@dataclass(frozen=True, slots=True)
class RowsOf:
    """How many rows of one kind a round holds, and whether they make the scores."""

    round: str
    state: int
    rows: int
    counts: bool


def rows_by_state(session: Session, survey_id: int) -> list[RowsOf]:
    """The rows of each round by finished, unfinished, previews and tests."""
    chunks = live_chunks(session, None, survey_id)
    frame = answers_of(session).frame(session, chunks, fact_types("state"))
    if (live := live_rows(session, survey_id)) is not None:
        frame = pl.concat([frame, live.columns(frame.columns)])
    counted = frame.group_by("round_id", "state").agg(pl.len().alias("n")).sort("round_id", "state")
    rounds = {r.id: r for r in session.scalars(select(Round).where(Round.survey_id == survey_id))}
    labels, found = round_labels(session), []
    for round_id, state, n in counted.iter_rows():
        row = rounds[round_id]
        rule = {UNFINISHED: row.count_unfinished, TEST: row.count_tests, ERASED: False, SENT_AWAY: False}
        kind = FINISHED if state is None else state
        found.append(RowsOf(labels[round_id], kind, n, rule.get(kind, True)))
    return found


def differences(session: Session, survey_id: int) -> list[str]:
    """Sentences that explain a difference to the source tool; none when every row of every file counts."""
    labels, sentences = round_labels(session), []
    for part in rows_by_state(session, survey_id):
        if part.counts:
            continue
        sentences.append(_words(part).format(round=part.round, n=number(part.rows)))
    for round_id, n in beyond(session, survey_id).items():
        words = ngettext(
            "{round}: {n} answer is beyond a quota that was full; it counts.",
            "{round}: {n} answers are beyond a quota that was full; they count.",
            n,
        )
        sentences.append(words.format(round=labels[round_id], n=number(n)))
    batches = session.execute(
        select(ImportBatch.source_name, ImportBatch.refused, ImportBatch.settings, Round)
        .join(Round, Round.id == ImportBatch.round_id)
        .where(Round.survey_id == survey_id, ImportBatch.state == "live", ImportBatch.refused > 0)
    )
    for source, refused, settings, place in batches:
        erased = min(int(settings.get(ERASED_ROWS) or 0), refused)
        if erased:
            words = ngettext(
                "{round}: {n} row of “{file}” is of somebody who was erased and was left out.",
                "{round}: {n} rows of “{file}” are of people who were erased and were left out.",
                erased,
            )
            sentences.append(words.format(round=labels[place.id], n=number(erased), file=source))
        if not (refused := refused - erased):
            continue
        words = ngettext(
            "{round}: {n} row of “{file}” could not be stored.",
            "{round}: {n} rows of “{file}” could not be stored.",
            refused,
        )
        sentences.append(words.format(round=labels[place.id], n=number(refused), file=source))
    removed = session.execute(
        select(ImportBatch.source_name, ImportBatch.stored, Round)
        .join(Round, Round.id == ImportBatch.round_id)
        .where(Round.survey_id == survey_id, ImportBatch.state == "removed", ImportBatch.format != FORMAT)
    )
    for source, stored, place in removed:
        sentence = _("{round}: the import of “{file}” with {n} rows was removed.")
        sentences.append(sentence.format(round=labels[place.id], n=number(stored), file=source))
    return sentences


def _words(part: RowsOf) -> str:
    if part.state == ERASED:
        return ngettext(
            "{round}: {n} answer was erased for good.",
            "{round}: {n} answers were erased for good.",
            part.rows,
        )
    if part.state == UNFINISHED:
        return ngettext(
            "{round}: {n} unfinished row is stored but does not count.",
            "{round}: {n} unfinished rows are stored but do not count.",
            part.rows,
        )
    if part.state == SENT_AWAY:
        return ngettext(
            "{round}: {n} respondent was sent away, by a full quota or as none of those asked, and counts nowhere.",
            "{round}: {n} respondents were sent away, by a full quota or as none of those asked, and count nowhere.",
            part.rows,
        )
    return ngettext(
        "{round}: {n} preview or test is stored but does not count.",
        "{round}: {n} previews and tests are stored but do not count.",
        part.rows,
    )
