"""Searching a map: which cards hold the words, and by what each was found."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

from cxdesk.journeys.comments import CommentRow
from cxdesk.journeys.queries import CardOnMap, JourneyMap
from cxdesk.sought import sought

# What of a card or beside it holds the words, the first that does.
By = Literal["words", "place", "colour", "comment"]


def found(journey: JourneyMap, words: str, comments: Iterable[CommentRow] = ()) -> dict[int, By]:
    """The cards that hold the words, in reading order: step after step, lane after lane.

    Words of a step or stage find all of its cards, the meaning of a colour those that wear it, and a comment its
    card. An empty search finds none.
    """
    wanted = sought(words)
    if not wanted:
        return {}
    lanes = {lane.id: place for place, lane in enumerate(journey.lanes)}
    steps = {step.id: place for place, step in enumerate(journey.steps)}
    named = {
        step.id
        for stage in journey.stages
        for step in stage.steps
        if wanted in sought(f"{stage.name} {step.name}")
    }
    colours = {mark.id for mark in journey.marks if wanted in sought(mark.name)}
    said = defaultdict(list)
    for comment in comments:
        said[comment.card_id].append(comment)

    def by(card: CardOnMap) -> By | None:
        if wanted in _text(card):
            return "words"
        if card.step_id in named:
            return "place"
        if card.mark_id in colours:
            return "colour"
        return "comment" if any(wanted in _said(comment) for comment in said[card.id]) else None

    hits = [(c, how) for c in journey.cards if c.step_id in steps and c.lane_id in lanes and (how := by(c))]
    hits.sort(key=lambda hit: (steps[hit[0].step_id], lanes[hit[0].lane_id], hit[0].position, hit[0].id))
    return {card.id: how for card, how in hits}


def about_the_map(words: str, comments: Iterable[CommentRow]) -> list[CommentRow]:
    """Comments that hold the words and are about the map as a whole."""
    wanted = sought(words)
    return [c for c in comments if wanted and c.card_id is None and wanted in _said(c)]


def _text(card: CardOnMap) -> str:
    return sought(" ".join((card.text, card.touch_point, card.quotation, card.speaker, card.source)))


def _said(comment: CommentRow) -> str:
    return sought(f"{comment.text} {comment.author}")
