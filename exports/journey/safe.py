"""What of a map no customer may read, and the look through a finished copy for it."""

from collections.abc import Iterator

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.journeys.layout import customer_copy
from cxdesk.journeys.queries import JourneyMap
from exports.pdf.leaks import leaks, plain

# Shorter words come in any text; a card of one such word is no secret by itself.
LEAST = 6


def secrets_of(journey: JourneyMap) -> list[str]:
    """Every text of the map that its customer's copy leaves out, unless the copy says the same elsewhere."""
    shown = customer_copy(journey)
    said = plain(" ".join(_texts(shown)))
    hidden = dict.fromkeys(text.strip() for text in _texts(journey))
    return [text for text in hidden if len(text) >= LEAST and plain(text) not in said]


def refuse_leaks(pdf: bytes, journey: JourneyMap) -> None:
    """UserError where anything internal can be read in a customer's copy, on its pages or behind them."""
    found = leaks(pdf, secrets_of(journey))
    if found:
        raise UserError(
            _("This copy would show a customer what is internal: “{text}”. Nothing was written.").format(
                text=" ".join(found[0].split())[:80]
            )
        )


def _texts(journey: JourneyMap) -> Iterator[str]:
    yield from (journey.name, journey.persona, journey.about, journey.takeaway, journey.segment, journey.ours)
    yield from (journey.firm, journey.round_name)
    for stage in journey.stages:
        yield from (stage.name, stage.duration)
        for step in stage.steps:
            yield step.name
    for lane in journey.lanes:
        yield from (lane.title, lane.whose)
    for card in journey.cards:
        yield from (card.text, card.touch_point, card.source, card.quotation, card.speaker)
