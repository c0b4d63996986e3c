"""One customer on one page: what its people said, who kept silent, what is open, and when it decides."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Contact
from cxdesk.accounts.queries import AccountRow, account_keyed
from cxdesk.analysis.account_map import AccountMap, Placed, account_map
from cxdesk.analysis.account_standings import Standing, people_scores, satisfaction_items
from cxdesk.analysis.figure import Figure
from cxdesk.analysis.insights import Point
from cxdesk.analysis.purchases import Bought, bought_by
from cxdesk.analysis.quadrants import SCALE, summary
from cxdesk.analysis.scores import HIDDEN_BY_PROMISE, figures
from cxdesk.analysis.touch_points import Scored, scored_touch_points
from cxdesk.i18n import folded, language, listed, number, words
from cxdesk.planning.action_queries import ActionRow, action_rows
from cxdesk.planning.follow_up_queries import FollowUpRow, follow_up_rows
from cxdesk.planning.model import Evidence, PlanLine
from cxdesk.planning.plan_queries import PlanRow, plan_rows
from cxdesk.planning.queries import IssueRow, issue_rows
from cxdesk.responses.about_data import AboutData
from cxdesk.responses.aggregate import counted, counts
from cxdesk.responses.filter import Filter
from cxdesk.responses.model import Invitation
from cxdesk.responses.queries import RoundRow
from cxdesk.surveys.queries import SurveyRow, SurveyWhole, shown, whole
from cxdesk.touchpoints.queries import touch_point_rows

_OPEN = ("draft", "active")


@dataclass(frozen=True, slots=True)
class TouchPointLine:
    """One touch point as this customer's people scored it; `total` is the sum of its answers, each 0..100."""

    name: str
    question: str
    touch_point_id: int | None
    item_id: int
    answers: int
    satisfied: int | None
    total: float
    figure: Figure
    previous: Figure | None

    @property
    def score(self) -> float:
        """The mean of its answers, 0..100."""
        return self.total / self.answers if self.answers else 0.0


@dataclass(frozen=True, slots=True)
class WholeLine:
    """All answers of the customer together: what the touch points add up to."""

    answers: int
    satisfied: int | None
    score: float


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A person there; whether they were invited and answered, None where the survey does not tell."""

    key: str
    name: str
    role: str
    invited: bool
    answered: bool | None


@dataclass(frozen=True, slots=True)
class AccountReview:
    """All that the page of one customer shows; internal."""

    account: AccountRow
    survey: SurveyRow | None
    round: RoundRow | None
    standing: Standing | None
    placed: Placed | None
    touch_points: tuple[TouchPointLine, ...]
    total: WholeLine | None
    elsewhere: tuple[Scored, ...]
    trend: tuple[Point, ...]
    silent_rounds: tuple[RoundRow, ...]
    unmentioned: tuple[str, ...]
    issues: tuple[IssueRow, ...]
    actions: tuple[ActionRow, ...]
    plans: tuple[PlanRow, ...]
    contacts: tuple[ContactLine, ...]
    about: AboutData | None
    today: date
    bought: Bought | None = None
    follow_ups: tuple[FollowUpRow, ...] = ()
    now: datetime = datetime(1, 1, 1)

    @property
    def days_to_go(self) -> int | None:
        """Days until the renewal, negative once it is past."""
        return (self.account.renewal_on - self.today).days if self.account.renewal_on else None


def account_review(
    session: Session, key: str, round_name: str | None = None, today: date | None = None
) -> AccountReview:
    """The page of the customer of that key or name, at one round of the main survey (the latest by default).

    As of the end of `today` where it is given, as of this moment otherwise.
    """
    now = datetime.now() if today is None else datetime.combine(today, time(23, 59, 59))
    account = account_keyed(session, key)
    return replace(
        _review(session, account, round_name, now.date()),
        bought=bought_by(session, account.id, now.date()),
        follow_ups=_open_follow_ups(session, account.id, None if today is None else now),
        now=now,
    )


def _review(session: Session, account: AccountRow, round_name: str | None, today: date) -> AccountReview:
    found = account_map(session, round_name, since=False)
    issues, actions, plans = _open_work(session, account)
    if found is None:
        contacts = _contacts(session, account, None, frozenset())
        return AccountReview(
            account, None, None, None, None, (), None, (), (), (), (), issues, actions, plans, contacts, None, today
        )  # fmt: skip
    survey = whole(session, found.survey.id)
    standing = next(s for s in found.standings if s.account_id == account.id)
    every = tuple(_lines(session, survey, account.key, found, today))
    lines = _kept_promise(every, survey, standing)
    until = found.rounds[found.rounds.index(found.round) :]
    trend = tuple(_trend(session, survey, account.key, until))
    answered = {p.round.id: p.figure.answered or 0 for p in trend}
    return AccountReview(
        account,
        found.survey,
        found.round,
        standing,
        next((p for p in found.placed if p.standing.account_id == account.id), None),
        lines,
        _whole(lines),
        tuple(_elsewhere(session, survey.id, account.key)),
        tuple(p for p in trend if p.figure.answered),
        _silent(until, answered),
        _unmentioned(session, survey, found.round, every) if standing.answered else (),
        issues,
        actions,
        plans,
        _contacts(session, account, found.round, _who_answered(session, survey, account.key, found.round)),
        found.about,
        today,
    )


def silence_sentences(found: AccountReview, lang: str | None = None) -> list[str]:
    """Who and what nobody hears of: rounds without an answer, touch points without a word."""
    translate = words(lang or language()).gettext
    said = []
    if found.silent_rounds:
        rounds = listed((r.label_in(lang or language()) for r in found.silent_rounds), lang)
        said.append(translate("Nobody answered in {rounds}.").format(rounds=rounds))
    if found.unmentioned:
        names = listed(found.unmentioned, lang)
        said.append(translate("Nobody here says anything about: {names}.").format(names=names))
    return said


def renewal_words(days: int, lang: str | None = None) -> str:
    """How far away the renewal is."""
    said = words(lang or language())
    if days == 0:
        return said.gettext("today")
    if days < 0:
        return said.ngettext("{n} day ago", "{n} days ago", -days).format(n=number(-days, lang=lang))
    return said.ngettext("{n} day to go", "{n} days to go", days).format(n=number(days, lang=lang))


def counted_words(satisfied: int | None, answers: int, lang: str | None = None) -> str:
    """People counted, not percent: 1 of 11."""
    if satisfied is None:
        return ""
    return words(lang or language()).gettext("{n} of {all}").format(
        n=number(satisfied, lang=lang), all=number(answers, lang=lang)
    )  # fmt: skip


def issue_title(line: TouchPointLine, customer: str) -> str:
    """What an issue that is made from a line is called."""
    said = words(language()).gettext("{customer}: “{name}”, {counted} satisfied")
    return said.format(customer=customer, name=line.name, counted=counted_words(line.satisfied, line.answers))


def worst(lines: tuple[TouchPointLine, ...]) -> TouchPointLine | None:
    """The lowest touch point: what an issue is made of when none is chosen."""
    return min(lines, key=lambda line: line.score, default=None)


def _lines(
    session: Session, survey: SurveyWhole, key: str, found: AccountMap, today: date
) -> list[TouchPointLine]:
    scales = satisfaction_items(survey)
    items, where = list(scales), Filter(accounts=(key,), rounds=(found.round.name,))
    now = figures(session, survey.id, items, where, today=today)
    then = {}
    if found.previous is not None:
        before = Filter(accounts=(key,), rounds=(found.previous.name,))
        then = figures(session, survey.id, items, before, today=today)
    codes: dict[int, dict[float, int]] = {}
    for item, code, n in (
        counts(session, survey.id, items, None, where).select("item_id", "code", "n").iter_rows()
    ):
        codes.setdefault(item, {})[code] = n
    points = {i: p for p in touch_point_rows(session) for i in p.item_ids}
    questions = {i.id: (q, shown(i.text) or i.code) for q in survey.questions for i in q.items}
    made = []
    for item, (low, high, reversed_) in scales.items():
        tally = {c: n for c, n in codes.get(item, {}).items() if low <= c <= high}
        answers = sum(tally.values())
        if not answers:
            continue
        total = sum(n * (high - c if reversed_ else c - low) for c, n in tally.items()) * 100.0 / (high - low)
        question, text = questions[item]
        scale, point, earlier = question.scale, points.get(item), then.get((item, ""))
        made.append(
            TouchPointLine(
                point.name if point else text,
                text,
                point.id if point else None,
                item,
                answers,
                sum(n for c, n in tally.items() if scale.satisfied(int(c))) if scale else None,
                total,
                now[item, ""],
                earlier if earlier and earlier.n else None,
            )
        )
    return sorted(made, key=lambda line: line.score)


def _kept_promise(
    lines: tuple[TouchPointLine, ...], survey: SurveyWhole, standing: Standing
) -> tuple[TouchPointLine, ...]:
    """What the survey's promise lets be seen; the total is made of these alone, so that nothing can be worked out."""
    if survey.promise == "named":
        return lines
    return () if standing.hidden else tuple(x for x in lines if x.answers >= survey.minimum_n)


def _whole(lines: tuple[TouchPointLine, ...]) -> WholeLine | None:
    answers = sum(line.answers for line in lines)
    if not answers:
        return None
    satisfied = [line.satisfied for line in lines if line.satisfied is not None]
    return WholeLine(
        answers, sum(satisfied) if satisfied else None, sum(line.total for line in lines) / answers
    )


def _trend(session: Session, survey: SurveyWhole, key: str, rounds: tuple[RoundRow, ...]) -> list[Point]:
    """The summary score over the rounds, oldest first; without a margin, because few people are no sample."""
    made = []
    for row in reversed(rounds):
        where = Filter(accounts=(key,), rounds=(row.name,))
        people = people_scores(session, survey, where)
        scored = summary(people.filter(pl.col("n") > 0).select("total", "n").rows())
        figure = Figure(
            "mean",
            scored.score if scored else None,
            scored.people if scored else 0,
            answered=people.height,
            scale=SCALE,
            filter=where,
            counting="answer",
        )
        hidden = survey.promise != "named" and figure.n < survey.minimum_n
        made.append(Point(row, figure.suppressed(HIDDEN_BY_PROMISE) if hidden else figure))
    return made


def _elsewhere(session: Session, survey_id: int, key: str) -> list[Scored]:
    """Touch points that this customer's people scored in other surveys."""
    found = scored_touch_points(session, Filter(accounts=(key,)))
    return [s for s in found if s.survey_id != survey_id and s.figure.n and not s.figure.hidden]


def _silent(rounds: tuple[RoundRow, ...], answered: dict[int, int]) -> tuple[RoundRow, ...]:
    """The last rounds in a row in which nobody answered, newest first."""
    found = []
    for row in rounds:
        if answered.get(row.id):
            break
        found.append(row)
    return tuple(found)


def _unmentioned(
    session: Session, survey: SurveyWhole, row: RoundRow, lines: tuple[TouchPointLine, ...]
) -> tuple[str, ...]:
    """Touch points that others were asked about in the round, and of which nobody here says a word."""
    items = list(satisfaction_items(survey))
    asked = set(counts(session, survey.id, items, None, Filter(rounds=(row.name,)))["item_id"].to_list())
    mine = {line.touch_point_id for line in lines}
    return tuple(p.name for p in touch_point_rows(session) if asked & set(p.item_ids) and p.id not in mine)


def _open_work(
    session: Session, account: AccountRow
) -> tuple[tuple[IssueRow, ...], tuple[ActionRow, ...], tuple[PlanRow, ...]]:
    """Open issues and actions that concern the customer: by a line of its plans, or by its own answers."""
    plans = tuple(p for p in plan_rows(session) if p.account_id == account.id)
    lines = session.execute(
        select(PlanLine.issue_id, PlanLine.action_id).where(PlanLine.plan_id.in_([p.id for p in plans]))
    ).all()
    issue_ids = {issue for issue, _action in lines if issue}
    action_ids = {action for _issue, action in lines if action}
    wanted = folded(account.key)
    for issue, text in session.execute(select(Evidence.issue_id, Evidence.filter)):
        if any(folded(k) == wanted for k in Filter.from_json(text).accounts):
            issue_ids.add(issue)
    actions = [a for a in action_rows(session) if a.state in _OPEN]
    mine = tuple(a for a in actions if a.id in action_ids or a.issue_id in issue_ids)
    issue_ids |= {a.issue_id for a in mine if a.id in action_ids}
    issues = tuple(i for i in issue_rows(session) if i.id in issue_ids and i.state == "open")
    return issues, mine, plans


def _open_follow_ups(session: Session, account_id: int, as_of: datetime | None) -> tuple[FollowUpRow, ...]:
    rows = follow_up_rows(session, account_id=account_id, as_of=as_of)
    return tuple(r for r in rows if r.is_open)


def _contacts(
    session: Session, account: AccountRow, row: RoundRow | None, answered: frozenset[str] | None
) -> tuple[ContactLine, ...]:
    invited: set[int] = set()
    if row is not None:
        invited = set(session.scalars(select(Invitation.contact_id).where(Invitation.round_id == row.id)))
    found = session.scalars(select(Contact).where(Contact.account_id == account.id).order_by(Contact.name))
    lines = [
        ContactLine(
            c.key,
            c.name or c.mail or c.key,
            c.role,
            c.id in invited,
            None if answered is None else bool({folded(c.key), folded(c.mail)} & answered),
        )
        for c in found
    ]
    # Who kept silent is the one to ring.
    return tuple(sorted(lines, key=lambda c: (not c.invited, c.answered or False, c.name)))


def _who_answered(session: Session, survey: SurveyWhole, key: str, row: RoundRow) -> frozenset[str] | None:
    """The respondents' own keys; None where the survey promised that nobody looks, or does not know them."""
    if survey.promise != "named":
        return None
    where = Filter(accounts=(key,), rounds=(row.name,))
    frame = counted(session, survey.id, (), where, facts=("respondent_key",))
    known = {folded(k) for k in frame["respondent_key"].drop_nulls() if k}
    return frozenset(known) if known or not frame.height else None
