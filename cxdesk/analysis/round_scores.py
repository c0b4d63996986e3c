"""The score of each touch point in each survey round: what a heat map shows."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from cxdesk.analysis.figure import Figure
from cxdesk.analysis.scores import figures
from cxdesk.analysis.touch_points import customer_surveys, scored_touch_points
from cxdesk.responses.queries import round_rows
from cxdesk.touchpoints.queries import touch_point_rows


@dataclass(frozen=True, slots=True)
class RoundScores:
    """Touch points by rounds, oldest round first; a cell is None where nobody was asked in that round."""

    touch_point_ids: tuple[int, ...]
    names: tuple[str, ...]
    rounds: tuple[str, ...]
    cells: tuple[tuple[Figure | None, ...], ...]

    @property
    def middle(self) -> float:
        """The mean of all scores that are shown: where the colours part."""
        values = [f.value for row in self.cells for f in row if f is not None and f.value is not None]
        return sum(values) / len(values) if values else 50.0


def round_scores(session: Session, lang: str | None = None) -> RoundScores:
    """“% satisfied” of every touch point, from the question that speaks for it, in all rounds of its survey."""
    spoken = [s for s in scored_touch_points(session) if s.figure.metric == "top2"]
    by_survey: dict[int, list[int]] = {}
    for one in spoken:
        by_survey.setdefault(one.survey_id, []).append(one.item_id)
    customers = customer_surveys(session)
    tables = {
        survey: figures(session, survey, items, by="round", count_invited=False)
        for survey, items in by_survey.items()
        if survey in customers
    }
    asked = set(tables)
    rounds = [r for r in round_rows(session) if r.survey_id in asked]
    rounds.sort(key=lambda r: (str(r.opened_on or ""), r.id))
    names = list(dict.fromkeys(r.name for r in rounds))
    labels = {r.name: r.label_in(lang) if lang else r.label for r in rounds}
    order = {row.id: at for at, row in enumerate(touch_point_rows(session))}
    shown = sorted(
        (s for s in spoken if s.survey_id in asked and s.touch_point_id),
        key=lambda s: order[s.touch_point_id or 0],
    )
    return RoundScores(
        tuple(s.touch_point_id or 0 for s in shown),
        tuple(s.name for s in shown),
        tuple(labels[name] for name in names),
        tuple(
            tuple(
                figure if (figure := tables[s.survey_id].get((s.item_id, name))) and figure.n else None
                for name in names
            )
            for s in shown
        ),
    )
