"""What the rows of the list say of a map: its cards, steps, stages, lanes and links, column by column."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from cxdesk.i18n import _, day, language, listed
from cxdesk.journeys.feeling_words import FEELING_WORDS
from cxdesk.journeys.kinds import CURVES
from ui.journeys.card_form import Line
from ui.journeys.part_forms import stage_words
from ui.widgets.tables import Column

if TYPE_CHECKING:
    from cxdesk.journeys.queries import CardOnMap, JourneyMap, LaneOnMap, StageOnMap, StepOnMap

# The map that is shown at the moment, if any.
Shown = Callable[[], "JourneyMap | None"]


def lines_of(journey: "JourneyMap") -> list[Line]:
    """The cards in the order of steps, then lanes."""
    from cxdesk.journeys.labels import lane_words

    at: dict[tuple[int, int], list[CardOnMap]] = {}
    for card in journey.cards:
        at.setdefault((card.step_id, card.lane_id), []).append(card)
    return [
        Line(card, stage.name, step.name, lane_words(lane, language(), journey.persona), lane.kind)
        for stage in journey.stages
        for step in stage.steps
        for lane in journey.lanes
        for card in at.get((step.id, lane.id), [])
    ]


def card_columns() -> list[Column]:
    """A card: where it lies, what is on it, how sure we are."""
    return [
        Column(_("Step"), lambda line: line.step, sub=lambda line: line.stage, width=128),
        Column(_("Lane"), lambda line: line.lane, "muted", width=128),
        Column(_("Text"), _said_on, share=3),
        Column(_("How sure are we"), _sure_of, "bead", lambda line: line.card.grade, width=132),
    ]


def step_columns(shown: Shown) -> list[Column]:
    """A step: its stage, whose it is, what lies inside, and how old what is known of it is."""
    return [
        Column(_("Stage"), partial(_stage_of, shown), "muted", width=140),
        Column(_("Step"), lambda step: step.name, share=2),
        Column(_("Owning function"), lambda step: step.function, "muted", share=2),
        Column(_("Journey inside"), lambda step: step.inner_journey, "muted", share=1),
        Column(_("Last checked"), partial(_checked, shown), "tag", partial(_age_tag, shown), width=110),
    ]


def stage_columns(shown: Shown) -> list[Column]:
    """A stage: how long it takes and what is said of all of it."""
    return [
        Column(_("Stage"), lambda stage: stage.name, share=2),
        Column(_("Duration"), lambda stage: stage.duration, "muted", width=120),
        Column(_("What is said of the whole stage"), stage_words, share=4),
        Column(
            _("Oldest step checked"), partial(_checked, shown), "tag", partial(_age_tag, shown), width=110
        ),
        Column(_("Locked"), lambda stage: _("yes") if stage.locked else "", "muted", width=70),
    ]


def lane_columns(shown: Shown) -> list[Column]:
    """A lane: what it is called, and who sees it."""
    return [
        Column(_("Lane"), partial(_lane_words, shown), share=2),
        Column(_("Stays inside"), lambda lane: _("yes") if lane.internal else "", "muted", width=120),
        Column(_("Locked"), lambda lane: _("yes") if lane.locked else "", "muted", width=90),
    ]


def link_columns(shown: Shown) -> list[Column]:
    """A link: from which step to which, and when customers go that way."""
    return [
        Column(_("From step"), lambda link: _step_name(shown, link.from_step_id), share=1),
        Column(_("To step"), lambda link: _step_name(shown, link.to_step_id), share=1),
        Column(_("Kind"), lambda link: _("branch") if link.kind == "branch" else "", "muted", width=90),
        Column(_("When, in words"), lambda link: link.words, share=2),
    ]


def _said_on(line: Line) -> str:
    """A card in a line: its words with its score, or how it feels."""
    from cxdesk.journeys.glyph import score_words

    if line.kind in CURVES and line.card.feeling is not None:
        words = _(min(FEELING_WORDS, key=lambda f: abs(f[0] - (line.card.feeling or 0.0)))[1])
        return _("{feeling}: {text}").format(feeling=words, text=line.card.text) if line.card.text else words
    said = line.card.words or line.card.quotation
    if line.card.score is not None:
        return _("{text}: {score}").format(text=said, score=listed(score_words(line.card.score, language())))
    return said


def _sure_of(line: Line) -> str:
    """How sure we are of a card."""
    from cxdesk.personas.kinds import GRADE_WORDS

    return _(GRADE_WORDS[line.card.grade])


def _stage_of(shown: Shown, step: "StepOnMap") -> str:
    journey = shown()
    stages = journey.stages if journey else ()
    return next((s.name for s in stages if step.id in [x.id for x in s.steps]), "")


def _checked(shown: Shown, row: "StepOnMap | StageOnMap") -> str:
    if row.checked_on is None:
        return ""
    text = day(row.checked_on)
    return _("{day}, check again").format(day=text) if _is_stale(shown, row) else text


def _age_tag(shown: Shown, row: "StepOnMap | StageOnMap") -> tuple[str, str] | None:
    text = _checked(shown, row)
    return (text, "warn" if _is_stale(shown, row) else "plain") if text else None


def _is_stale(shown: Shown, row: "StepOnMap | StageOnMap") -> bool:
    from cxdesk.ages import stale_months

    journey = shown()
    today = journey.today if journey else date.today()
    return stale_months(row.checked_on, today) is not None


def _lane_words(shown: Shown, lane: "LaneOnMap") -> str:
    from cxdesk.journeys.labels import lane_words

    journey = shown()
    return lane_words(lane, language(), journey.persona if journey else "")


def _step_name(shown: Shown, step_id: int) -> str:
    journey = shown()
    steps = journey.steps if journey else ()
    return next((s.name for s in steps if s.id == step_id), "")
