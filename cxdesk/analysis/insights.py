"""The page of findings of one survey: what to look at first, the scores, and how many recommend us over time."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from cxdesk.accounts.queries import segments, segments_changed
from cxdesk.analysis.figure import Figure
from cxdesk.analysis.findings import Finding, findings
from cxdesk.analysis.scores import figures
from cxdesk.analysis.touch_points import Scored, scored_questions
from cxdesk.responses import matching
from cxdesk.responses.about_data import AboutData, about_data
from cxdesk.responses.filter import Filter
from cxdesk.responses.queries import RoundRow, damaged, round_rows
from cxdesk.surveys.queries import SurveyRow, survey_rows, whole


@dataclass(frozen=True, slots=True)
class Point:
    """One round of a trend."""

    round: RoundRow
    figure: Figure


@dataclass(frozen=True, slots=True)
class Insights:
    """All that the page of findings shows of one survey under one filter."""

    survey: SurveyRow
    surveys: tuple[SurveyRow, ...]
    rounds: tuple[RoundRow, ...]
    segments: tuple[str, ...]
    segments_changed: bool
    where: Filter
    answered: int
    invited: int | None
    findings: tuple[Finding, ...]
    scored: tuple[Scored, ...]
    recommend: tuple[Point, ...]
    damaged: tuple[str, ...]
    about: AboutData
    about_trend: AboutData

    @property
    def linked(self) -> bool:
        """Whether any question asks about a touch point of the inventory."""
        return any(s.touch_point_id for s in self.scored)


def insights(
    session: Session, survey_id: int | None, where: Filter, today: date | None = None
) -> Insights | None:
    """The page of one survey, of the one with the latest answers when none is named; None without a survey."""
    rows = survey_rows(session)
    chosen = next((r for r in rows if r.id == survey_id), None) or latest_survey(session, rows)
    if chosen is None:
        return None
    rounds = tuple(round_rows(session, chosen.id))[::-1]
    known = {r.name for r in rounds}
    where = replace(where, rounds=tuple(name for name in where.rounds if name in known))
    if not where.rounds and rounds:
        where = replace(where, rounds=(rounds[0].name,))
    points = _recommend(session, chosen.id, rounds, where, today)
    return Insights(
        chosen,
        tuple(rows),
        rounds,
        tuple(segments(session)),
        segments_changed(session),
        where,
        matching.answered(session, chosen.id, where),
        matching.invited(session, chosen.id, where),
        tuple(findings(session, chosen.id, where, today)),
        tuple(scored_questions(session, chosen.id, where, today)),
        points,
        tuple(damaged(session)),
        about_data(session, chosen.id, where),
        about_data(
            session,
            chosen.id,
            Filter(
                rounds=tuple(p.round.name for p in points),
                segments=where.segments,
                segments_today=where.segments_today,
            ),
        ),
    )


def latest_survey(session: Session, rows: list[SurveyRow]) -> SurveyRow | None:
    """The customers' survey that most people answered in its latest round, else any."""
    customers = [r for r in rows if r.audience == "customers"] or rows
    tally = {r.id: matching.answered(session, r.id) for r in customers}
    return max(customers, key=lambda r: (tally[r.id], -r.id), default=None)


def _recommend(
    session: Session, survey_id: int, rounds: tuple[RoundRow, ...], where: Filter, today: date | None
) -> tuple[Point, ...]:
    item = next(
        (q.items[0].id for q in whole(session, survey_id).questions if q.kind == "nps" and q.items), None
    )
    if item is None:
        return ()
    table = figures(session, survey_id, [item], replace(where, rounds=()), by="round", today=today)
    return tuple(Point(r, table[item, r.name]) for r in reversed(rounds) if (item, r.name) in table)
