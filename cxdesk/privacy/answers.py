"""Erasing in the room of answers and surveys: rows of chunks, raw cells, answers that only one person gave."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import polars as pl
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import folded
from cxdesk.privacy import live
from cxdesk.privacy.person import Person
from cxdesk.responses.erased import blank, some, stored_chunks
from cxdesk.responses.model import ImportBatch, RawCell, RememberedSettings, Round
from cxdesk.responses.schema import column
from cxdesk.responses.store import live_chunks
from cxdesk.surveys.model import Choice, Item, Question


@dataclass(frozen=True, slots=True)
class OwnAnswers:
    """Answers to choose from that nobody else gave and that came out of a cell, not out of a questionnaire.

    `words` are theirs, `shared` those of all other answers.
    """

    choices: tuple[int, ...]
    items: tuple[int, ...]
    words: frozenset[str]
    shared: frozenset[str]


def live_answers(session: Session, person: Person) -> int:
    """Blank the answers that count."""
    counting = {c.id for s in person.surveys for c in live_chunks(session, None, s)}
    in_chunks = sum(blank(session, c, person.responses) for c in person.chunks if c.id in counting)
    return in_chunks + live.erase(session, person.responses, person.keys)


def other_answers(session: Session, person: Person) -> int:
    """Blank the answers that were corrected or whose import was removed."""
    counting = {c.id for s in person.surveys for c in live_chunks(session, None, s)}
    return sum(blank(session, c, person.responses) for c in person.chunks if c.id not in counting)


def raw_cells(session: Session, person: Person) -> int:
    """Delete the texts of cells that their type could not hold."""
    here = RawCell.response_id.in_(person.responses)
    count = len(session.scalars(select(RawCell.id).where(here)).all())
    session.execute(delete(RawCell).where(here))
    return count


def own_answers(session: Session, person: Person) -> OwnAnswers:
    """What only this person wrote as an answer; asked before the rows are blanked."""
    written = {s: _written(session, s) for s in person.surveys}
    choices: list[int] = []
    items: list[int] = []
    words: set[str] = set()
    shared: set[str] = set()
    for survey_id, ways in written.items():
        given = _only_theirs(session, person, survey_id)
        for choice, item_id in session.execute(
            select(Choice, Item.id)
            .join(Question, Question.id == Choice.question_id)
            .join(Item, Item.question_id == Question.id)
            .where(Question.survey_id == survey_id, Question.kind == "single")
        ):
            texts = {folded(t) for t in (*choice.label.values(), *choice.written)}
            theirs = (item_id, choice.code) in given and bool(texts & ways)
            if theirs and choice.id not in choices:
                choices.append(choice.id)
            (words if theirs else shared).update(texts)
        for item in session.scalars(
            select(Item)
            .join(Question, Question.id == Item.question_id)
            .where(Question.survey_id == survey_id, Question.kind == "multiple")
        ):
            texts = {folded(t) for t in (item.code, *item.text.values())}
            theirs = (item.id, 1) in given and bool(texts & ways)
            if theirs:
                items.append(item.id)
            (words if theirs else shared).update(texts)
    return OwnAnswers(tuple(choices), tuple(items), frozenset(words - {""} - shared), frozenset(shared))


def answers_to_choose(session: Session, own: OwnAnswers) -> int:
    """Delete them from the questions."""
    for choice_id in own.choices:
        session.delete(session.get_one(Choice, choice_id))
    for item_id in own.items:
        session.delete(session.get_one(Item, item_id))
    session.flush()
    return len(own.choices) + len(own.items)


def _only_theirs(session: Session, person: Person, survey_id: int) -> set[tuple[int, int]]:
    """(item, code) that this person gave and nobody else ever did, in this survey."""
    query = (
        select(Item.id, Question.kind)
        .join(Question, Question.id == Item.question_id)
        .where(Question.survey_id == survey_id, Question.kind.in_(("single", "multiple")))
    )
    names = {column(i): i for i, _kind in session.execute(query)}
    theirs: dict[int, set[int]] = defaultdict(set)
    others: dict[int, set[int]] = defaultdict(set)
    for chunk in stored_chunks(session):
        if chunk.survey_id == survey_id:
            # What a damaged chunk holds nobody can count any more.
            with suppress(UserError):
                _note(some(session, chunk, names), person, names, theirs, others)
    return {(i, code) for i, codes in theirs.items() for code in codes - others[i]}


def _note(
    frame: pl.DataFrame,
    person: Person,
    names: dict[str, int],
    theirs: dict[int, set[int]],
    others: dict[int, set[int]],
) -> None:
    mine = frame["response_id"].is_in(list(person.responses))
    for name in frame.columns[1:]:
        codes = frame[name].cast(pl.Int64)
        for rows, found in ((mine, theirs), (~mine, others)):
            found[names[name]] |= set(codes.filter(rows).drop_nulls().unique()) - (
                {0} if frame[name].dtype == pl.Boolean else set()
            )


def _written(session: Session, survey_id: int) -> set[str]:
    """Answers of this survey's imports whose words are the cell itself: nobody but a respondent wrote them."""
    batches = select(ImportBatch.settings).join(Round, Round.id == ImportBatch.round_id)
    found = list(session.scalars(batches.where(Round.survey_id == survey_id)))
    found += list(session.scalars(select(RememberedSettings.settings)))
    return {folded(text) for settings in found for text in _cells_in(settings)}


def _cells_in(settings: dict[str, Any]) -> Iterator[str]:
    for told in settings.get("columns", {}).values():
        for _code, value, text, *_rest in told.get("choices", ()):
            if folded(value) == folded(text) and not value.lstrip("-").isdigit():
                yield value
        if told.get("separator"):
            for value, text, *_also in told.get("options", ()):
                if folded(value) == folded(text) and not value.isdigit():
                    yield value
