"""What of a map no customer may read, and the look through a finished copy of any format for it."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.journeys.layout import customer_copy
from cxdesk.journeys.queries import JourneyMap
from exports.journey.inside import texts_in
from exports.pdf.leaks import leaks, leaks_in, plain

# Shorter words come in any text; a card of one such word is no secret by itself.
LEAST = 6


def secrets_of(journey: JourneyMap) -> list[str]:
    """Every text of the map that its customer's copy leaves out, unless the copy says the same elsewhere."""
    shown = customer_copy(journey)
    said = plain(" ".join(texts_of(shown)))
    hidden = dict.fromkeys(text.strip() for text in texts_of(journey))
    return [text for text in hidden if len(text) >= LEAST and plain(text) not in said]


def refuse_leaks(
    data: bytes, kind: str, journey: JourneyMap, bare: Callable[[], bytes] | None = None
) -> None:
    """UserError where anything internal can be read in a customer's copy, where it is shown or behind that.

    `kind` is the ending of the file's name. `bare` makes the same file of a map without a word of its own: what
    it says too, such as the name of a kind of lane, is the format's and no secret.
    """
    found = _found(data, kind, secrets_of(journey))
    if found and bare is not None:
        with suppress(UserError):
            ours = set(_found(bare(), kind, found))
            found = [text for text in found if text not in ours]
    if found:
        raise UserError(
            _("This copy would show a customer what is internal: “{text}”. Nothing was written.").format(
                text=" ".join(found[0].split())[:80]
            )
        )


def bare_copy(journey: JourneyMap) -> JourneyMap:
    """A customer's copy of the map without a word of its own."""
    shown = customer_copy(journey)
    stages = tuple(
        replace(s, name="", duration="", steps=tuple(replace(x, name="") for x in s.steps))
        for s in shown.stages
    )
    return replace(
        shown,
        name="",
        firm="",
        round_name="",
        rounds="",
        stages=stages,
        lanes=tuple(replace(lane, title="", whose="") for lane in shown.lanes),
        cards=tuple(replace(card, text="", touch_point="", score=None) for card in shown.cards),
    )


def texts_of(journey: JourneyMap) -> Iterator[str]:
    """Everything that somebody wrote on a map."""
    yield from (journey.name, journey.persona, journey.about, journey.takeaway, journey.segment, journey.ours)
    yield from (journey.firm, journey.round_name, journey.rounds)
    for stage in journey.stages:
        yield from (stage.name, stage.duration)
        for step in stage.steps:
            yield from (step.name, step.function, step.inner_journey)
    for lane in journey.lanes:
        yield from (lane.title, lane.whose)
    for card in journey.cards:
        yield from (card.text, card.touch_point, card.source, card.quotation, card.speaker, card.expectation)
    yield from (mark.name for mark in journey.marks)
    yield from (link.words for link in journey.links)


def _found(data: bytes, kind: str, secrets: list[str]) -> list[str]:
    return leaks(data, secrets) if kind == ".pdf" else leaks_in(texts_in(data, kind), secrets)
