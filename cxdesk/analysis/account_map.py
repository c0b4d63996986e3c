"""The map of customers to act for: who is in which quadrant, what the quadrants bring, and who moved since the round before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from cxdesk.accounts.queries import account_rows
from cxdesk.analysis.account_standings import Standing, absent, standings_of
from cxdesk.analysis.cuts import saved_cuts, with_saved
from cxdesk.analysis.insights import latest_survey
from cxdesk.analysis.quadrants import QUADRANTS, Cuts, default_cuts, doubts, has_potential, quadrant_of
from cxdesk.errors import UserError
from cxdesk.i18n import _, folded
from cxdesk.responses.about_data import AboutData, about_data
from cxdesk.responses.filter import Filter
from cxdesk.responses.queries import RoundRow, round_rows
from cxdesk.surveys.queries import SurveyRow, survey_rows


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
        absent(shown),
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


def _since(one: Placed, before: Placed | None) -> Placed:
    if before is None:
        return one
    return replace(one, before=before.quadrant, was=(before.score, before.revenue))


def _round(rounds: Sequence[RoundRow], name: str | None) -> RoundRow:
    if not name:
        return rounds[0]
    wanted = folded(name)
    for row in rounds:
        if wanted in (folded(row.name), folded(row.label)):
            return row
    raise UserError(_("There is no survey round “{name}” in this file.").format(name=name))
