"""Which maps should be checked again, and why: they are old, or what they show has changed since somebody made sure."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.ages import months_between, stale_months
from cxdesk.analysis.compare import compare
from cxdesk.analysis.touch_points import Scored, scored_touch_points
from cxdesk.i18n import day, isolated, language, listed, number, words
from cxdesk.journeys.model import Card, Journey, Lane
from cxdesk.journeys.understanding import last_card_checks
from cxdesk.planning.follow_up_model import FollowUp
from cxdesk.planning.model import Action, Issue
from cxdesk.responses.model import ImportBatch, Round
from cxdesk.responses.queries import RoundRow, round_rows
from cxdesk.surveys.model import Item, Question, Survey
from cxdesk.touchpoints.model import TouchPoint, TouchPointItem

# Only what claims to be so is checked: a map of how it should be is a plan.
CLAIMS = ("as_is", "actual")
MOST_NAMED = 2
# So many problems since the last check are more than single cases.
MANY_PROBLEMS = 3
# A burst: at least so many customers to call back in a month, and twice as many as in the months before.
BURST, BURST_DAYS, BEFORE_DAYS, TIMES = 5, 30, 90, 2.0


@dataclass(frozen=True, slots=True)
class Review:
    """A map to be checked again: since when nobody did (its beginning where nobody ever did), and each reason.

    `reasons` are sentences in the language asked for, `kinds` the same reasons in a word: "age", "never", "answers",
    "score", "done", "problems", "burst".
    """

    journey_id: int
    name: str
    since: date
    kinds: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def told(self) -> str:
        """All reasons, one after the other."""
        return " ".join(self.reasons)


def map_reviews(
    session: Session,
    today: date | None = None,
    lang: str | None = None,
    scored: Iterable[Scored] | None = None,
) -> list[Review]:
    """The maps with a reason to check them again, those with most reasons first; `scored` as it was counted already."""
    lang, today = lang or language(), today or date.today()
    journeys = list(session.scalars(select(Journey).where(Journey.state.in_(CLAIMS)).order_by(Journey.name)))
    if not journeys:
        return []
    points, asked = _points_of(session), _surveys_of(session)
    rounds, cards = _rounds(session), last_card_checks(session)
    known = list(scored_touch_points(session, today=today) if scored is None else scored)
    found: list[Review] = []
    for journey in journeys:
        here = points[journey.id]
        # One card that was looked at makes nothing of a whole map that was checked longer ago.
        checked = journey.checked_on or cards.get(journey.id)
        since = checked or journey.made_on
        surveys = {survey for point in here for survey in asked[point]}
        reasons = [
            *_age(checked, journey.made_on, today, lang),
            *_answers(surveys, rounds, since, lang),
            *_scores([s for s in known if s.touch_point_id in here], rounds, since, lang),
            *_done(session, here, since, lang),
            *_problems(session, here, since, lang),
            *_burst(session, surveys, since, today, lang),
        ]
        # That nobody ever checked it is no reason by itself on the day it is drawn, but the first one later.
        if reasons and checked is None and reasons[0][0] != "never":
            told = words(lang).gettext("Nobody has checked it since it was drawn.")
            reasons.insert(0, ("never", told))
        if reasons:
            kinds, told_all = zip(*reasons, strict=True)
            found.append(Review(journey.id, journey.name, since, kinds, told_all))
    return sorted(found, key=lambda review: (-len(review.kinds), review.since))


Reasons = list[tuple[str, str]]


def _age(checked: date | None, made: date, today: date, lang: str) -> Reasons:
    translate = words(lang)
    if checked is not None:
        months = stale_months(checked, today)
        if months is None:
            return []
        told = translate.ngettext("Last checked {n} month ago.", "Last checked {n} months ago.", months)
        return [("age", told.format(n=number(months, lang=lang)))]
    if stale_months(made, today) is None:
        return []
    months = months_between(made, today)
    told = translate.ngettext(
        "Drawn {n} month ago, and never checked.", "Drawn {n} months ago, and never checked.", months
    )
    return [("never", told.format(n=number(months, lang=lang)))]


def _answers(surveys: Collection[int], rounds: "list[_Heard]", since: date, lang: str) -> Reasons:
    """Rounds that asked about its touch points since."""
    newer = [r for r in rounds if r.row.survey_id in surveys and r.day > since and r.answers]
    if not newer:
        return []
    names = list(dict.fromkeys(isolated(r.row.label_in(lang), lang) for r in reversed(newer)))[:MOST_NAMED]
    answers = sum(r.answers for r in newer)
    told = words(lang).ngettext(
        "{n} new answer about its touch points: {rounds}.",
        "{n} new answers about its touch points: {rounds}.",
        answers,
    )
    return [("answers", told.format(n=number(answers, lang=lang), rounds=listed(names, lang)))]


def _scores(scored: "list[Scored]", rounds: "list[_Heard]", since: date, lang: str) -> Reasons:
    """Touch points whose score has really changed since."""
    days = {(r.row.survey_id, r.row.name): r.day for r in rounds}
    changed: list[str] = []
    for one in scored:
        if one.previous is None or days.get((one.survey_id, one.round), date.min) <= since:
            continue
        if compare(one.figure, one.previous, lang).real and one.name not in changed:
            changed.append(one.name)
    if not changed:
        return []
    names = listed((isolated(name, lang) for name in changed[:MOST_NAMED]), lang)
    told = words(lang).ngettext(
        "The score of {n} touch point has really changed: {names}.",
        "The scores of {n} touch points have really changed: {names}.",
        len(changed),
    )
    return [("score", told.format(n=number(len(changed), lang=lang), names=names))]


def _done(session: Session, points: Collection[int], since: date, lang: str) -> Reasons:
    """Actions that changed something at its touch points since."""
    query = (
        select(Action.title)
        .join(Issue, Issue.id == Action.issue_id)
        .where(
            Issue.touch_point_id.in_(points),
            Action.state.in_(("done", "measured")),
            Action.closed_on > since,
        )
        .order_by(Action.closed_on.desc())
    )
    titles = list(session.scalars(query)) if points else []
    if not titles:
        return []
    told = words(lang).ngettext(
        "{n} action was carried out at its touch points: {names}.",
        "{n} actions were carried out at its touch points: {names}.",
        len(titles),
    )
    names = listed((isolated(title, lang) for title in titles[:MOST_NAMED]), lang)
    return [("done", told.format(n=number(len(titles), lang=lang), names=names))]


def _problems(session: Session, points: Collection[int], since: date, lang: str) -> Reasons:
    """Problems that were raised at its touch points since."""
    query = select(func.count(Issue.id)).where(
        Issue.touch_point_id.in_(points), Issue.kind == "problem", Issue.raised_on > since
    )
    count = session.scalar(query) or 0 if points else 0
    if count < MANY_PROBLEMS:
        return []
    told = words(lang).ngettext(
        "{n} problem was raised at its touch points.", "{n} problems were raised at its touch points.", count
    )
    return [("problems", told.format(n=number(count, lang=lang)))]


def _burst(session: Session, surveys: Collection[int], since: date, today: date, lang: str) -> Reasons:
    """Many more customers to call back in the last month than in those before."""
    if not surveys:
        return []
    recent, before = today - timedelta(days=BURST_DAYS), today - timedelta(days=BURST_DAYS + BEFORE_DAYS)
    opened = list(
        session.scalars(
            select(FollowUp.opened_at).where(
                FollowUp.survey_id.in_(surveys), FollowUp.opened_at >= datetime(*before.timetuple()[:3])
            )
        )
    )
    now = sum(1 for at in opened if max(recent, since) < at.date() <= today)
    usual = sum(1 for at in opened if at.date() <= recent) * BURST_DAYS / BEFORE_DAYS
    if now < BURST or now < TIMES * usual:
        return []
    told = words(lang).ngettext(
        "{n} customer had to be called back since {day}, far more than usual.",
        "{n} customers had to be called back since {day}, far more than usual.",
        now,
    )
    return [("burst", told.format(n=number(now, lang=lang), day=day(max(recent, since), lang)))]


@dataclass(frozen=True, slots=True)
class _Heard:
    """A round with the day it is of and how many answered."""

    row: RoundRow
    day: date
    answers: int


def _rounds(session: Session) -> list[_Heard]:
    """The customers' rounds that were answered, oldest first; one without a day is of the day it came in."""
    query = (
        select(ImportBatch.round_id, func.sum(ImportBatch.stored), func.max(ImportBatch.imported_at))
        .join(Round, Round.id == ImportBatch.round_id)
        .join(Survey, Survey.id == Round.survey_id)
        .where(ImportBatch.state == "live", Survey.audience == "customers")
        .group_by(ImportBatch.round_id)
    )
    stored = {number_: (int(rows or 0), at.date()) for number_, rows, at in session.execute(query)}
    found = [
        _Heard(row, row.day or stored[row.id][1], stored[row.id][0])
        for row in round_rows(session)
        if row.id in stored
    ]
    return sorted(found, key=lambda heard: heard.day)


def _points_of(session: Session) -> dict[int, set[int]]:
    """The touch points that cards of each map are linked to."""
    query = (
        select(Lane.journey_id, Card.touch_point_id)
        .join(Card, Card.lane_id == Lane.id)
        .join(TouchPoint, TouchPoint.id == Card.touch_point_id)
        .distinct()
    )
    found: dict[int, set[int]] = defaultdict(set)
    for journey_id, point in session.execute(query):
        if point is not None:
            found[journey_id].add(point)
    return found


def _surveys_of(session: Session) -> dict[int, set[int]]:
    """The surveys that ask about each touch point."""
    query = (
        select(TouchPointItem.touch_point_id, Question.survey_id)
        .join(Item, Item.id == TouchPointItem.item_id)
        .join(Question, Question.id == Item.question_id)
        .distinct()
    )
    found: dict[int, set[int]] = defaultdict(set)
    for point, survey in session.execute(query):
        found[point].add(survey)
    return found
