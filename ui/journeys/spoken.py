"""A place on the map in words, for those who hear it: "Step 3 of 12, Waiting. Lane Pain. Card 1 of 2: ..."."""

from typing import TYPE_CHECKING

from cxdesk.i18n import _, language, listed, ngettext, number
from cxdesk.journeys.feeling_words import FEELING_WORDS
from cxdesk.sentences import ended

if TYPE_CHECKING:
    from cxdesk.journeys.queries import CardOnMap, JourneyMap, StageOnMap, StepOnMap


def place_words(journey: "JourneyMap", step_id: int, lane_id: int, card_id: int | None) -> str:
    """One sentence per fact, the most telling first."""
    from cxdesk.journeys.labels import lane_words

    steps = [step.id for step in journey.steps]
    stage = next(s for s in journey.stages if step_id in [x.id for x in s.steps])
    step = next(s for s in stage.steps if s.id == step_id)
    lane = next(one for one in journey.lanes if one.id == lane_id)
    told = [
        _("Step {n} of {all}: {step}, stage {stage}.").format(
            n=number(steps.index(step_id) + 1), all=number(len(steps)), step=step.name, stage=stage.name
        ),
        *_of_step(journey, stage, step),
        _("Lane {lane}.").format(lane=lane_words(lane, language(), journey.persona)),
    ]
    here = [c for c in journey.cards if (c.step_id, c.lane_id) == (step_id, lane_id)]
    card = next((c for c in here if c.id == card_id), None)
    if card is None:
        told.append(_("No card here. Enter adds one."))
    else:
        place = _("Card {n} of {all}: {text}.").format(
            n=number(here.index(card) + 1), all=number(len(here)), text=card.words or _("without words")
        )
        told += [place, *card_facts(card)]
        # What a colour means is told to those who don't see it.
        told += [_("Marked: {mark}.").format(mark=m.name) for m in journey.marks if m.id == card.mark_id]
    return " ".join(told)


def _of_step(journey: "JourneyMap", stage: "StageOnMap", step: "StepOnMap") -> list[str]:
    """The age of the step and where the way goes from it; at the first step of a stage also what was said of all of it."""
    from cxdesk.ages import months_between
    from cxdesk.journeys.extras import age_words
    from cxdesk.journeys.stage_facts import pooled_words
    from cxdesk.journeys.ways import ways_from

    told = pooled_words(stage, language()) if stage.steps[0].id == step.id else []
    if step.checked_on is not None:
        told.append(age_words(max(months_between(step.checked_on, journey.today), 0), language()))
    told += ways_from(journey, step, language())
    return [ended(fact) for fact in told]


def card_facts(card: "CardOnMap") -> list[str]:
    """What else is known of a card."""
    from cxdesk.journeys.extras import source_words, stale_words
    from cxdesk.personas.kinds import GRADE_WORDS

    facts = [_(GRADE_WORDS[card.grade])]
    if card.feeling is not None:
        felt = card.feeling
        facts.insert(0, _(min(FEELING_WORDS, key=lambda one: abs(one[0] - felt))[1]))
    facts += figure_facts(card)
    if card.quotation:
        facts.append(listed(part for part in (card.quotation, card.speaker) if part))
    facts.append(source_words(card, language()))
    if card.moment_of_truth:
        facts.append(_("moment of truth"))
    if card.stale_months is not None:
        facts.append(stale_words(card.stale_months, language()))
    if card.is_template:
        facts.append(_("template text"))
    if card.votes:
        facts.append(ngettext("{n} vote", "{n} votes", card.votes).format(n=number(card.votes)))
    if card.comments:
        told = ngettext("{n} open comment", "{n} open comments", card.comments)
        facts.append(told.format(n=number(card.comments)))
    return [ended(fact) for fact in facts if fact]


def figure_facts(card: "CardOnMap") -> list[str]:
    """The score of a card with its margin, and all that stands beside it; for a map there is one line of it."""
    from cxdesk.journeys import beside

    of = card.beside.round if card.beside else ""
    told = [] if card.score is None else [beside.told_in(card.score, of, language())]
    return told + ([] if card.beside is None else beside.facts(card.beside, card.score, language()))


def hover_words(journey: "JourneyMap", kind: str, number: int) -> str:
    """What the map has no room for, of a card or of a stage's name; nothing where it shows all."""
    from cxdesk.journeys.stage_facts import pooled_words

    if kind == "card":
        card = next((c for c in journey.cards if c.id == number), None)
        return "" if card is None or card.score is None else "\n".join([card.words, *figure_facts(card)])
    stage = next((s for s in journey.stages if kind == "stage" and s.id == number), None)
    told = pooled_words(stage, language()) if stage else []
    return "\n".join([stage.name, *told]) if stage and told else ""
