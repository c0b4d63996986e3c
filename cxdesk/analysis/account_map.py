"""The map of customers to act for: who is in which quadrant, what the quadrants bring, and who moved since the round before."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import polars as pl
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.accounts.history import differing
from cxdesk.accounts.model import Account, Contact
from cxdesk.accounts.queries import AccountRow, account_rows
from cxdesk.analysis.cuts import saved_cuts, with_saved
from cxdesk.analysis.insights import latest_survey
from cxdesk.analysis.quadrants import (
    QUADRANTS,
    Cuts,
    Summary,
    default_cuts,
    doubts,
    has_potential,
    quadrant_of,
    summary,
)
from cxdesk.errors import UserError
from cxdesk.i18n import N_, _, folded
from cxdesk.responses import account_keys
from cxdesk.responses.about_data import AboutData, about_data
from cxdesk.responses.aggregate import counted
from cxdesk.responses.filter import Filter
from cxdesk.responses.model import Invitation
from cxdesk.responses.queries import RoundRow, round_rows
from cxdesk.surveys.queries import SurveyRow, SurveyWhole, survey_rows, whole

# Why a customer has no place on the map.
ABSENT: Final = {
    "no_score": N_("nobody answered"),
    "hidden": N_("hidden by the survey’s promise"),
    "no_revenue": N_("revenue not known"),
    "left": N_("left before the round"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One customer at one round: what its people said, and what it brought then."""

    account_id: int
    key: str
    name: str
    segment: str
    owner: str
    revenue: float | None
    potential: float | None
    currency: str
    summary: Summary | None
    answered: int
    invited: int | None
    hidden: bool = False
    left: bool = False

    @property
    def absent(self) -> str:
        """Why it has no place on the map, a key of ABSENT; nothing when it has one."""
        if self.left:
            return "left"
        if self.hidden:
            return "hidden"
        if self.summary is None:
            return "no_score"
        return "no_revenue" if self.revenue is None else ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A customer on the map; `before` is the quadrant of the round before, `was` its score and revenue then."""

    standing: Standing
    score: float
    revenue: float
    quadrant: str
    doubts: tuple[str, ...]
    potential: bool
    before: str = ""
    was: tuple[float, float] | None = None

    @property
    def hollow(self) -> bool:
        """Whether it may as well be on the other side of the score's cut."""
        return bool(self.doubts)

    @property
    def moved(self) -> bool:
        """Whether it was in another quadrant at the round before."""
        return bool(self.before) and self.before != self.quadrant


@dataclass(frozen=True, slots=True)
class Total:
    """One quadrant: how many customers, what they bring, and how many of them stand for sure.

    Shares are percent of the customers and of the revenue on the map; `with_potential` and `potential` are
    those of Growth that could buy more.
    """

    quadrant: str
    customers: int
    share: float
    revenue: float
    revenue_share: float
    hollow: int
    with_potential: int
    potential: float


@dataclass(frozen=True, slots=True)
class Move:
    """Customers that went from one quadrant to another, largest revenue first."""

    before: str
    now: str
    customers: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class AccountMap:
    """All that the map shows of one survey round under one filter."""

    survey: SurveyRow
    rounds: tuple[RoundRow, ...]
    round: RoundRow
    previous: RoundRow | None
    segments: tuple[str, ...]
    segment: str
    cuts: Cuts
    default: Cuts
    cuts_before: Cuts | None
    standings: tuple[Standing, ...]
    placed: tuple[Placed, ...]
    totals: tuple[Total, ...]
    moves: tuple[Move, ...]
    absent: tuple[tuple[str, tuple[Standing, ...]], ...]
    currencies: tuple[str, ...]
    about: AboutData

    @property
    def is_set(self) -> tuple[bool, bool]:
        """Whether a person set the score's and the revenue's cut."""
        return self.cuts.score != self.default.score, self.cuts.revenue != self.default.revenue

    @property
    def currency(self) -> str:
        """The currency of every amount; nothing when there are several."""
        return self.currencies[0] if len(self.currencies) == 1 else ""


def account_map(
    session: Session,
    round_name: str | None = None,
    segment: str = "",
    survey_id: int | None = None,
    cuts: tuple[float | None, float | None] = (None, None),
    *,
    since: bool = True,
) -> AccountMap | None:
    """The map of one round of the customers' main survey, the latest when none is named; None without rounds.

    Cuts given here come before those saved with the round, which come before the defaults. Segments and
    revenues are those of the round; the potential is today's. Without `since` nobody is looked up in the round
    before.
    """
    surveys = survey_rows(session)
    survey = next((s for s in surveys if s.id == survey_id), None) or latest_survey(session, surveys)
    rounds = tuple(round_rows(session, survey.id))[::-1] if survey else ()
    if survey is None or not rounds:
        return None
    here = _round(rounds, round_name)
    at = rounds.index(here)
    previous = rounds[at + 1] if at + 1 < len(rounds) else None
    accounts = account_rows(session)
    standings = standings_of(session, survey.id, here, accounts)
    default = default_cuts(s.revenue for s in standings if s.revenue is not None and not s.left)
    kept = saved_cuts(session, here.id)
    set_here = (kept[0] if cuts[0] is None else cuts[0], kept[1] if cuts[1] is None else cuts[1])
    in_use = with_saved(default, set_here)
    before: dict[str, Placed] = {}
    cuts_before = None
    if previous is not None and since:
        older = standings_of(session, survey.id, previous, accounts)
        usual = default_cuts(s.revenue for s in older if s.revenue is not None and not s.left)
        # A cut a person set for this round alone would let customers move that only the cut moved.
        cuts_before = with_saved(with_saved(usual, set_here), saved_cuts(session, previous.id))
        before = {p.standing.key: p for p in place(older, cuts_before)}
    shown = [s for s in standings if not segment or folded(s.segment) == folded(segment)]
    placed = [_since(p, before.get(p.standing.key)) for p in place(shown, in_use)]
    return AccountMap(
        survey,
        rounds,
        here,
        previous,
        tuple(sorted({s.segment for s in standings if s.segment})),
        segment,
        in_use,
        default,
        cuts_before,
        tuple(shown),
        tuple(placed),
        tuple(totals(placed)),
        tuple(moves(placed)),
        _absent(shown),
        tuple(sorted({p.standing.currency for p in placed})),
        about_data(session, survey.id, Filter(rounds=(here.name,))),
    )


def place(standings: Sequence[Standing], cuts: Cuts) -> list[Placed]:
    """Those that have a place, largest revenue first."""
    found = []
    for s in standings:
        if s.absent or s.summary is None or s.revenue is None:
            continue
        quadrant = quadrant_of(s.summary.score, s.revenue, cuts)
        why = doubts(s.summary, cuts.score, s.answered, s.invited)
        potential = has_potential(quadrant, s.potential, cuts)
        found.append(Placed(s, s.summary.score, s.revenue, quadrant, why, potential))
    return sorted(found, key=lambda p: (-p.revenue, p.standing.name))


def totals(placed: Sequence[Placed]) -> list[Total]:
    """Each quadrant with its count and its revenue, in the order of QUADRANTS."""
    customers, revenue = len(placed), sum(p.revenue for p in placed)
    found = []
    for name in QUADRANTS:
        mine = [p for p in placed if p.quadrant == name]
        brings = sum(p.revenue for p in mine)
        growing = [p for p in mine if p.potential]
        found.append(
            Total(
                name,
                len(mine),
                100 * len(mine) / customers if customers else 0.0,
                brings,
                100 * brings / revenue if revenue else 0.0,
                sum(p.hollow for p in mine),
                len(growing),
                sum(p.standing.potential or 0.0 for p in growing),
            )
        )
    return found


def moves(placed: Sequence[Placed]) -> list[Move]:
    """Who went where since the round before, the most travelled way first."""
    ways: dict[tuple[str, str], list[Placed]] = {}
    for one in placed:
        if one.moved:
            ways.setdefault((one.before, one.quadrant), []).append(one)
    order = sorted(
        ways, key=lambda w: (-len(ways[w]), QUADRANTS.index(w[0]), QUADRANTS.index(w[1]))
    )  # fmt: skip
    return [Move(*way, tuple(ways[way])) for way in order]


def standings_of(
    session: Session, survey_id: int, round_row: RoundRow, accounts: Sequence[AccountRow] | None = None
) -> list[Standing]:
    """Every customer at one round, by name; `accounts` are their rows where they are read already."""
    survey = whole(session, survey_id)
    people = people_scores(session, survey, Filter(rounds=(round_row.name,)))
    summaries = _summaries(people)
    answered = Counter(people["account"].to_list())
    invited = _invited(session, round_row.id)
    then = _then(session, round_row.day)
    confidential = survey.promise != "named"
    found = []
    for row in account_rows(session) if accounts is None else accounts:
        made = summaries.get(row.key)
        hidden = confidential and made is not None and made.people < survey.minimum_n
        found.append(
            Standing(
                row.id,
                row.key,
                row.name,
                then["segment"].get(row.id, row.segment),
                row.owner,
                _amount(then["revenue"].get(row.id), row.revenue),
                row.potential_revenue,
                row.currency,
                None if hidden else made,
                answered[row.key],
                invited.get(row.key),
                hidden,
                _has_left(row, round_row.day),
            )
        )
    return found


def satisfaction_items(survey: SurveyWhole) -> dict[int, tuple[float, float, bool]]:
    """The items a summary score is made of, with the ends of their scale and whether low is good.

    They are the questions on a scale; where a survey has none, whether people would recommend us.
    """
    scales = {
        i.id: (float(q.scale.low), float(q.scale.high), q.scale.reversed)
        for q in survey.questions
        if q.kind == "scale" and q.scale is not None and q.scale.high > q.scale.low
        for i in q.items
    }
    if scales:
        return scales
    return {i.id: (0.0, 10.0, False) for q in survey.questions if q.kind == "nps" for i in q.items}


def people_scores(session: Session, survey: SurveyWhole, where: Filter) -> pl.DataFrame:
    """One row per response of a known customer: account (its key), total and n of its answers brought to 0..100."""
    items = satisfaction_items(survey)
    frame = counted(session, survey.id, items, where, facts=("account_key",))
    meaning = account_keys.accounts(session).today
    names = (
        frame["account_key"].replace_strict(
            list(meaning), list(meaning.values()), default=None, return_dtype=pl.String
        )
        if meaning
        else pl.Series([None] * frame.height, dtype=pl.String)
    )
    marks = [_mark(item, *scale) for item, scale in items.items()] or [pl.lit(None, pl.Float64)]
    return frame.select(
        names.alias("account"),
        pl.sum_horizontal(marks).alias("total"),
        pl.sum_horizontal([m.is_not_null().cast(pl.Int32) for m in marks]).alias("n"),
    ).filter(pl.col("account").is_not_null())


def _mark(item: int, low: float, high: float, reversed_: bool) -> pl.Expr:
    """An answer as 0..100; what lies beyond its scale is no answer to it."""
    code = pl.col(f"i{item}").cast(pl.Float64)
    share = (high - code if reversed_ else code - low) * 100.0 / (high - low)
    return pl.when(code.is_between(low, high)).then(share)


def _summaries(people: pl.DataFrame) -> dict[str, Summary]:
    scored = people.filter(pl.col("n") > 0)
    grouped = scored.group_by("account").agg("total", "n")
    found = {}
    for account, total, n in grouped.iter_rows():
        made = summary(list(zip(total, n, strict=True)))
        if made is not None:
            found[account] = made
    return found


def _invited(session: Session, round_id: int) -> dict[str, int]:
    query = (
        select(Account.key, func.count(Invitation.id))
        .join(Contact, Contact.account_id == Account.id)
        .join(Invitation, Invitation.contact_id == Contact.id)
        .where(Invitation.round_id == round_id)
        .group_by(Account.key)
    )
    return dict(session.execute(query).all())


def _then(session: Session, day: date | None) -> dict[str, Mapping[int, str]]:
    """Segments and revenues that were others on a day."""
    return {
        field: differing(session, field, [day]).get(day, {}) if day else {}
        for field in ("segment", "revenue")
    }


def _amount(then: str | None, now: float | None) -> float | None:
    try:
        return float(then) if then else now
    except ValueError:
        return now


def _has_left(row: AccountRow, day: date | None) -> bool:
    if row.relation != "former" or day is None:
        return False
    return row.left_on is not None and row.left_on <= day


def _since(one: Placed, before: Placed | None) -> Placed:
    if before is None:
        return one
    return replace(one, before=before.quadrant, was=(before.score, before.revenue))


def _absent(standings: Sequence[Standing]) -> tuple[tuple[str, tuple[Standing, ...]], ...]:
    found = {why: tuple(s for s in standings if s.absent == why) for why in ABSENT}
    return tuple((why, rows) for why, rows in found.items() if rows)


def _round(rounds: Sequence[RoundRow], name: str | None) -> RoundRow:
    if not name:
        return rounds[0]
    wanted = folded(name)
    for row in rounds:
        if wanted in (folded(row.name), folded(row.label)):
            return row
    raise UserError(_("There is no survey round “{name}” in this file.").format(name=name))
