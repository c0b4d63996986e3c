"""Moments of truth from three scores: where customer, employee and business all reach the journey's cuts."""

from dataclasses import dataclass

from cxdesk.i18n import N_, language, number, words
from cxdesk.journeys.queries import JourneyMap, StepOnMap, reaches

VIEWS = ("customer", "employee", "business")
VIEW_WORDS = {"customer": N_("customer"), "employee": N_("employee"), "business": N_("business")}


@dataclass(frozen=True, slots=True)
class TruthRow:
    """One step with its three scores (0 to 10, None is not judged), and how it came by its mark, if it has one.

    `by_hand` is a mark somebody set on a card of the step; `carried` says that some card shows the mark.
    """

    step_id: int
    stage: str
    step: str
    scores: tuple[float | None, float | None, float | None]
    over: tuple[bool, bool, bool]
    by_scores: bool
    by_hand: bool
    carried: bool
    touch_point_ids: tuple[int, ...]

    @property
    def judged(self) -> int:
        """How many of the three scores there are."""
        return sum(score is not None for score in self.scores)


def truth_rows(journey: JourneyMap) -> list[TruthRow]:
    """Every step in its order."""
    return [_row(journey, stage.name, step) for stage in journey.stages for step in stage.steps]


def scored_at_all(journey: JourneyMap) -> bool:
    """Whether anybody judged any step of the map."""
    return any(score is not None for step in journey.steps for score in _scores(step))


def cuts_words(cuts: tuple[float, float, float], lang: str | None = None) -> str:
    """From which scores on a step is one: “customer from 7, employee from 7, business from 7”."""
    lang = lang or language()
    said = words(lang)
    parts = [
        said.gettext("{whose} from {cut}").format(
            whose=said.gettext(VIEW_WORDS[view]), cut=score_words(cut, lang)
        )
        for view, cut in zip(VIEWS, cuts, strict=True)
    ]
    return ("، " if lang == "fa" else ", ").join(parts)


def score_words(score: float | None, lang: str | None = None) -> str:
    """A score of a step with a decimal where it has one; a dash while nobody judged it."""
    if score is None:
        return "–"
    return number(score, 0 if score == round(score) else 1, lang)


def how_words(row: TruthRow, lang: str | None = None) -> str:
    """How a step came by its mark, or why it has none."""
    said = words(lang or language())
    if row.by_scores and row.by_hand:
        return said.gettext("moment of truth, by its scores and by hand")
    if row.by_scores:
        return (
            said.gettext("moment of truth, by its scores")
            if row.carried
            else said.gettext("moment of truth, by its scores; no card shows it yet")
        )
    if row.by_hand:
        return said.gettext("moment of truth, by hand")
    if not row.judged:
        return said.gettext("not judged yet")
    if row.judged < len(VIEWS):
        return said.gettext("not judged by all three yet")
    return said.gettext("below a cut")


def _row(journey: JourneyMap, stage: str, step: StepOnMap) -> TruthRow:
    scores = _scores(step)
    mine = [card for card in journey.cards if card.step_id == step.id]
    customer, employee, business = (
        score is not None and score >= cut for score, cut in zip(scores, journey.cuts, strict=True)
    )
    return TruthRow(
        step.id,
        stage,
        step.name,
        scores,
        (customer, employee, business),
        reaches(step, journey.cuts),
        any(c.truth_by_hand for c in mine),
        any(c.moment_of_truth for c in mine),
        tuple(dict.fromkeys(c.touch_point_id for c in mine if c.touch_point_id)),
    )


def _scores(step: StepOnMap) -> tuple[float | None, float | None, float | None]:
    return step.customer_score, step.employee_score, step.business_score
