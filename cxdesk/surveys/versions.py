"""Releases of a survey: each is kept whole and never changes, while the draft goes on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, day, listed, number
from cxdesk.storage.facts import fact, set_fact
from cxdesk.surveys.aims import KEPT, Aims, aims, aims_of, changes_of_aims, document_of_aims
from cxdesk.surveys.definition import Definition, QuestionSpec
from cxdesk.surveys.described import described
from cxdesk.surveys.differences import Difference, differences
from cxdesk.surveys.formats.own import definition_of, document_of
from cxdesk.surveys.model import ReleaseOverride, Survey, SurveyVersion
from cxdesk.surveys.purpose import NEEDED, purpose
from cxdesk.surveys.queries import shown

# The highest number that a release of a survey ever had, by the survey; undo does not take it back.
_GIVEN = "last_release_of_"


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One release; `override` says why it went out without what was missing."""

    id: int
    number: int
    released_at: datetime
    released_by: str
    note: str
    override: str
    questions: int


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """That a version went out without what is asked before it (keys of `purpose.NEEDED`), and why.

    `stands` tells whether the release is still there: undoing one does not undo that it was decided.
    """

    number: int
    skipped: tuple[str, ...]
    reason: str
    who: str
    released_at: datetime
    stands: bool


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before a release: what is missing (keys of `purpose.NEEDED`), and what changed since the last one.

    `changes` is None when there was no release yet; `untied` questions serve no goal although the survey has `goal`.
    """

    survey_id: int
    questions: int
    untied: int
    missing: tuple[str, ...]
    last: VersionRow | None
    changes: tuple[Difference, ...] | None
    goal: str = ""

    @property
    def is_same(self) -> bool:
        """Whether the draft is what was released last."""
        return self.changes == ()


def before_release(session: Session, survey_id: int) -> Before:
    """How it stands with a survey before it is released."""
    draft, said = described(session, survey_id), purpose(session, survey_id)
    rows = version_rows(session, survey_id)
    last = rows[0] if rows else None
    changes = None
    if last is not None:
        changes = tuple(
            differences_with_aims(
                version(session, last.id), draft, aims_of(session, last.id), aims(session, survey_id)
            )
        )
    untied = said.untied if said.goal else 0
    return Before(survey_id, len(draft.questions), untied, said.missing, last, changes, said.goal)


def differences_with_aims(
    old: Definition, new: Definition, before: Aims | None, now: Aims | None
) -> list[Difference]:
    """All differences between two surveys, those of what they are for first."""
    return [
        *(Difference("purpose", "", words) for words in changes_of_aims(before, now)),
        *differences(old, new),
    ]


def release(
    session: Session,
    survey_id: int,
    who: str = "",
    note: str = "",
    override: str = "",
    today: date | None = None,
) -> int:
    """Keep the survey as it is now under the next number, which is returned.

    UserError without goal, decision or audience, unless `override` says why: that is recorded with the release.
    Also for a survey without questions, and for one that is as it was released last.
    """
    found = before_release(session, survey_id)
    if not found.questions:
        raise UserError(_("There is no question in this survey yet. Add one, then release it."))
    if found.last is not None and found.is_same:
        raise UserError(
            _("Nothing has changed since version {n}. It can be used as it is.").format(
                n=number(found.last.number)
            )
        )
    if found.missing and not override.strip():
        raise UserError(missing_sentence(found.missing))
    latest = select(func.max(SurveyVersion.number)).where(SurveyVersion.survey_id == survey_id)
    # A number is never given twice: pages of a release that was taken back may be answered still, and their answers
    # must not be read as those of another one.
    given = f"{_GIVEN}{survey_id}"
    next_number = max(session.scalar(latest) or 0, int(fact(session, given, "0"))) + 1
    set_fact(session, given, str(next_number))
    row = SurveyVersion(
        survey_id=survey_id,
        number=next_number,
        released_at=datetime.combine(today, time()) if today else datetime.now().replace(microsecond=0),
        released_by=who.strip()[:200],
        note=note.strip()[:2000],
        override=override.strip()[:1000] if found.missing else "",
        document=document_of(described(session, survey_id))
        | {KEPT: document_of_aims(aims(session, survey_id))},
    )
    session.add(row)
    if row.override:
        session.add(
            ReleaseOverride(
                survey_id=survey_id,
                survey=shown(session.get_one(Survey, survey_id).name),
                number=row.number,
                skipped=" ".join(found.missing),
                reason=row.override,
                who=row.released_by,
                released_at=row.released_at,
            )
        )
    session.flush()
    return row.number


def override_rows(session: Session, survey_id: int) -> list[OverrideRow]:
    """Every time the survey was released without what it is for, the latest first; also where that was undone."""
    there = {
        (number, when)
        for number, when in session.execute(
            select(SurveyVersion.number, SurveyVersion.released_at).where(
                SurveyVersion.survey_id == survey_id
            )
        )
    }
    query = select(ReleaseOverride).where(ReleaseOverride.survey_id == survey_id)
    return [
        OverrideRow(
            r.number,
            tuple(r.skipped.split()),
            r.reason,
            r.who,
            r.released_at,
            (r.number, r.released_at) in there,
        )
        for r in session.scalars(query.order_by(ReleaseOverride.id.desc()))
    ]


def words_of_undone(row: OverrideRow) -> str:
    """That a release without what is asked before it was taken back, and why it had been made."""
    told = _("Version {n} was released without a goal on {day} and taken back. The reason was: {reason}")
    return told.format(n=number(row.number), day=day(row.released_at.date()), reason=row.reason)


def missing_sentence(missing: Sequence[str]) -> str:
    """What has to be said before a release, as a sentence."""
    return _("Say first {what}. Or say in a few words why it is released without.").format(
        what=listed(_(NEEDED[key]) for key in missing)
    )


def version_rows(session: Session, survey_id: int) -> list[VersionRow]:
    """All releases of a survey, the latest first."""
    rows = session.scalars(
        select(SurveyVersion)
        .where(SurveyVersion.survey_id == survey_id)
        .order_by(SurveyVersion.number.desc())
    )
    return [
        VersionRow(
            r.id,
            r.number,
            r.released_at,
            r.released_by,
            r.note,
            r.override,
            len(definition_of(r.document).questions),
        )
        for r in rows
    ]


def version(session: Session, version_id: int) -> Definition:
    """A survey as it was released."""
    row = session.get(SurveyVersion, version_id)
    if row is None:
        raise UserError(_("That version is not in the file any more."))
    return definition_of(row.document)


def version_numbered(session: Session, survey_id: int, wanted: int) -> VersionRow:
    """The release of that number; UserError where there is none."""
    rows = version_rows(session, survey_id)
    for row in rows:
        if row.number == wanted:
            return row
    if not rows:
        raise UserError(_("This survey was not released yet."))
    raise UserError(
        _("There is no version {n} of this survey. There are: {names}.").format(
            n=number(wanted), names=listed(number(r.number) for r in reversed(rows))
        )
    )


def latest_version(session: Session, survey_id: int) -> int | None:
    """The id of the last release; None before the first."""
    return session.scalar(
        select(SurveyVersion.id)
        .where(SurveyVersion.survey_id == survey_id)
        .order_by(SurveyVersion.number.desc())
        .limit(1)
    )


def formerly_asked(session: Session, survey_id: int) -> list[tuple[QuestionSpec, int]]:
    """Questions that a release had and the draft has no more, with the number of the last one that had them.

    Their answers stay under their item numbers (the `key` of each item), so that a trend can still be told.
    """
    here = {item.key for q in described(session, survey_id).questions for item in q.items}
    found: list[tuple[QuestionSpec, int]] = []
    for row in version_rows(session, survey_id):
        for question in version(session, row.id).questions:
            keys = {item.key for item in question.items}
            if keys and not keys & here:
                found.append((question, row.number))
                here |= keys
    return found
