"""What is noted of the answers that are about to be erased, so that no file brings them back."""

from collections.abc import Iterator
from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.privacy.person import Person
from cxdesk.responses import erased_marks
from cxdesk.responses.erased import rows_of
from cxdesk.responses.erased_marks import Words
from cxdesk.responses.model import ImportBatch, LiveResponse, Round
from cxdesk.responses.schema import LIVE, TEXT_KINDS
from cxdesk.surveys.model import Item, Question


def note_erased(session: Session, person: Person) -> None:
    """Keep a mark of each of the person's answers; asked before anything goes."""
    found = {*_in_chunks(session, person), *_one_by_one(session, person)}
    erased_marks.note(session, (words for words in found if words is not None))


def _in_chunks(session: Session, person: Person) -> Iterator[Words | None]:
    digests = dict(session.execute(select(ImportBatch.id, ImportBatch.source_sha256)).all())
    closed = set(
        session.scalars(
            select(Item.id)
            .join(Question, Question.id == Item.question_id)
            .where(Question.kind.not_in(TEXT_KINDS), Question.kind != "date")
        )
    )
    for chunk in person.chunks:
        # Of a damaged chunk nobody can tell what it held.
        with suppress(UserError):
            for row in rows_of(session, chunk, person.responses):
                key, started = row.get("respondent_key") or "", row.get("started")
                yield erased_marks.of_row(digests.get(chunk.batch_id, ""), row.get("source_row"))
                named = erased_marks.of_key(chunk.survey_id, key, started)
                yield named
                if named is None:
                    codes = [
                        (int(name[1:]), float(value))
                        for name, value in row.items()
                        if name[0] == "i"
                        and name[1:].isdigit()
                        and int(name[1:]) in closed
                        and value is not None
                    ]
                    yield erased_marks.of_content(chunk.survey_id, (started, row.get("submitted")), codes)
                elif not key.isdigit():
                    # What was an answer file once is in a chunk now.
                    yield erased_marks.of_answer_file(key)


def _one_by_one(session: Session, person: Person) -> Iterator[Words | None]:
    rows = session.execute(
        select(LiveResponse, Round.survey_id)
        .join(Round, Round.id == LiveResponse.round_id)
        .where(LiveResponse.id.in_([n - LIVE for n in person.responses if n >= LIVE]))
    )
    for row, survey_id in rows:
        yield erased_marks.of_answer_file(row.key)
        yield erased_marks.of_key(survey_id, row.respondent_key or row.key, row.started)
