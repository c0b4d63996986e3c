"""How far an issue reaches: the people, customers and revenue that stand behind its evidence, counted from the answers."""

from dataclasses import dataclass, field

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account
from cxdesk.analysis.figure import Figure
from cxdesk.planning.model import Evidence, Issue
from cxdesk.responses.aggregate import counted
from cxdesk.responses.filter import Filter
from cxdesk.responses.model import AccountKeyLink
from cxdesk.responses.queries import RoundRow, round_rows
from cxdesk.surveys.model import Item, Question, Survey
from cxdesk.surveys.queries import QuestionRow, SurveyWhole, whole

# The codes under which importing keeps the stars of public reviews and how many people each reached.
_REACH = "reach"
_CRITIC_TO = 6


@dataclass(frozen=True, slots=True)
class Reach:
    """`respondents` of the `asked`, who answered its questions, stand behind it, at `accounts` with revenue per currency.

    `in_words` more say so only in their own words, `public` people were reached by public reviews of it. Counted once
    each, however many evidences name them. `earlier` names the rounds of its figures that are not the survey's latest.
    """

    respondents: int = 0
    asked: int = 0
    accounts: tuple[int, ...] = ()
    revenue: dict[str, float] = field(default_factory=dict)
    public: int = 0
    unknown_revenue: int = 0
    in_words: int = 0
    earlier: tuple[str, ...] = ()

    @property
    def people(self) -> int:
        """Everybody who stands behind it, in figures or in words."""
        return self.respondents + self.in_words


@dataclass(slots=True)
class _Tally:
    behind: set[int] = field(default_factory=set)
    asked: set[int] = field(default_factory=set)
    accounts: set[int] = field(default_factory=set)
    public: dict[int, int] = field(default_factory=dict)
    typed: int = 0
    earlier: dict[str, None] = field(default_factory=dict)


def reach_of(session: Session, issue_id: int) -> Reach:
    """The reach of one issue."""
    return reaches(session, [issue_id])[issue_id]


def reaches(session: Session, issue_ids: list[int]) -> dict[int, Reach]:
    """The reach of several issues; answers that several rest on are read once."""
    counter = _Counter(session)
    return {number: counter.reach(number) for number in issue_ids}


class _Counter:
    """Reads each survey and each set of answers once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._surveys: dict[int, SurveyWhole] = {}
        self._rounds: dict[int, list[RoundRow]] = {}
        self._frames: dict[tuple[int, int, str], pl.DataFrame] = {}
        self._links = dict(session.execute(select(AccountKeyLink.key, AccountKeyLink.account_id)).all())
        self._public = set(session.scalars(select(Survey.id).where(Survey.audience == "public")))
        self._survey_of = dict(
            session.execute(
                select(Item.id, Question.survey_id).join(Question, Question.id == Item.question_id)
            ).all()
        )

    def reach(self, issue_id: int) -> Reach:
        """Everything behind one issue."""
        issue = self._session.get_one(Issue, issue_id)
        tally = _Tally()
        rows = self._session.scalars(select(Evidence).where(Evidence.issue_id == issue_id))
        for row in rows:
            tally.typed += row.reach or 0
            if row.account_id is not None:
                tally.accounts.add(row.account_id)
            if row.figure and row.item_id in self._survey_of:
                self._figure(tally, Figure.from_json(row.figure), row.item_id, issue.kind)
            elif row.response_id is not None and row.item_id in self._survey_of:
                self._words(tally, row.response_id, row.item_id)
        return self._told(tally)

    def _figure(self, tally: _Tally, figure: Figure, item: int, kind: str) -> None:
        survey = self._survey(self._survey_of[item])
        question = next(q for q in survey.questions for i in q.items if i.id == item)
        frame = self._frame(survey.id, item, figure.filter)
        answered = frame.filter(pl.col(f"i{item}").is_not_null())
        if survey.promise != "named" and answered.height < survey.minimum_n:
            return
        behind = answered if kind == "opportunity" else answered.filter(_unhappy(question, item))
        tally.asked |= set(answered["response_id"])
        tally.earlier |= dict.fromkeys(self._earlier(survey.id, figure.filter))
        self._take(tally, survey, behind)

    def _words(self, tally: _Tally, response: int, item: int) -> None:
        survey = self._survey(self._survey_of[item])
        if survey.promise != "named":
            # One confidential voice is one voice; whose it is stays untold.
            tally.behind.add(response)
            return
        frame = self._frame(survey.id, None, Filter()).filter(pl.col("response_id") == response)
        self._take(tally, survey, frame)

    def _earlier(self, survey_id: int, where: Filter) -> list[str]:
        """The rounds of a filter after which there is a later one, as they are shown."""
        if survey_id not in self._rounds:
            self._rounds[survey_id] = round_rows(self._session, survey_id)
        rows = self._rounds[survey_id]
        if not rows or rows[-1].name in where.rounds:
            return []
        return [r.label for r in rows if r.name in where.rounds]

    def _take(self, tally: _Tally, survey: SurveyWhole, behind: pl.DataFrame) -> None:
        tally.behind |= set(behind["response_id"])
        if survey.promise == "named":
            keys = behind["account_key"].drop_nulls().unique()
            tally.accounts |= {self._links[key] for key in keys if key in self._links}
        if survey.id in self._public and (item := _reach_item(survey)) is not None:
            pairs = behind.select("response_id", f"i{item}").iter_rows()
            tally.public |= {response: int(reached) for response, reached in pairs if reached}

    def _frame(self, survey_id: int, item: int | None, where: Filter) -> pl.DataFrame:
        key = (survey_id, item or 0, where.to_json())
        if key not in self._frames:
            public = _reach_item(self._survey(survey_id)) if survey_id in self._public else None
            items = [i for i in dict.fromkeys((item, public)) if i is not None]
            self._frames[key] = counted(self._session, survey_id, items, where, ("account_key",))
        return self._frames[key]

    def _survey(self, survey_id: int) -> SurveyWhole:
        if survey_id not in self._surveys:
            self._surveys[survey_id] = whole(self._session, survey_id)
        return self._surveys[survey_id]

    def _told(self, tally: _Tally) -> Reach:
        rows = self._session.execute(
            select(Account.id, Account.revenue, Account.currency).where(Account.id.in_(tally.accounts))
        ).all()
        revenue: dict[str, float] = {}
        for _number, amount, currency in rows:
            if amount is not None:
                revenue[currency] = revenue.get(currency, 0.0) + amount
        return Reach(
            len(tally.behind & tally.asked),
            len(tally.asked),
            tuple(sorted(number for number, _amount, _currency in rows)),
            revenue,
            sum(tally.public.values()) + tally.typed,
            sum(1 for _number, amount, _currency in rows if amount is None),
            len(tally.behind - tally.asked),
            tuple(tally.earlier),
        )


def _unhappy(question: QuestionRow, item: int) -> pl.Expr:
    """Who stands behind a problem: who is not satisfied, or a critic; of a number, everybody who gave one."""
    code = pl.col(f"i{item}")
    if question.kind == "nps":
        return code <= _CRITIC_TO
    if question.scale is not None:
        from_ = question.scale.satisfied_from
        return code > from_ if question.scale.reversed else code < from_
    return pl.lit(True)


def _reach_item(survey: SurveyWhole) -> int | None:
    found = (i.id for q in survey.questions if q.kind == "number" for i in q.items)
    return next((n for n in found if _code_of(survey, n) == _REACH), None)


def _code_of(survey: SurveyWhole, item: int) -> str:
    return next(q.code for q in survey.questions for i in q.items if i.id == item)
