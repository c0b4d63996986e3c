"""What a format has no place for, in sentences: who saves a map hears what is not in the file."""

from collections.abc import Iterator

from cxdesk.i18n import _, listed, ngettext, number
from cxdesk.journeys.formats.mermaid import takes_part_lane
from cxdesk.journeys.kinds import CURVES
from cxdesk.journeys.queries import JourneyMap

_GRIDS = (".csv", ".xlsx")


def left_out(journey: JourneyMap, kind: str) -> tuple[str, ...]:
    """What of this map a file of that ending does not hold; nothing for pictures and documents of the map."""
    if kind == ".mmd":
        return tuple(_of_a_diagram(journey))
    if kind in _GRIDS:
        return tuple(_of_a_grid(journey))
    if kind == ".json":
        return (*_photographs(journey), *_inside(journey))
    return ()


def _of_a_diagram(journey: JourneyMap) -> Iterator[str]:
    first = next((lane.id for lane in journey.lanes if lane.kind == "feeling"), None)
    others = sum(1 for card in journey.cards if card.lane_id not in (first, takes_part_lane(journey)))
    if others:
        yield ngettext(
            "A Mermaid diagram holds stages, steps and one feeling for each step: {n} other card is not in it.",
            "A Mermaid diagram holds stages, steps and one feeling for each step: {n} other cards are not in it.",
            others,
        ).format(n=number(others))
    felt = {card.step_id for card in journey.cards if card.lane_id == first and card.feeling is not None}
    empty = sum(1 for step in journey.steps if step.id not in felt)
    if empty:
        yield ngettext(
            "{n} step has no feeling and got the score in the middle, 3.",
            "{n} steps have no feeling and got the score in the middle, 3.",
            empty,
        ).format(n=number(empty))
    yield from _links(journey)


def _of_a_grid(journey: JourneyMap) -> Iterator[str]:
    said = [_("how sure we are")] if journey.cards else []
    if any(card.moment_of_truth for card in journey.cards):
        said.append(_("moments of truth"))
    if any(card.touch_point and card.text for card in journey.cards):
        said.append(_("touch points of cards with words of their own"))
    if any(card.quotation or card.source for card in journey.cards):
        said.append(_("sources and quotations"))
    if any(lane.whose for lane in journey.lanes if lane.kind in CURVES):
        said.append(_("whose the feelings are"))
    if any(card.picture for card in journey.cards):
        said.append(_("photographs"))
    if journey.links:
        said.append(_("links between steps"))
    if any(step.inner_journey for step in journey.steps):
        said.append(_("journeys inside steps"))
    if any(card.mark_id for card in journey.cards):
        said.append(_("colours"))
    if said:
        yield _("A grid holds the words. Not in it: {things}. JSON keeps them.").format(things=listed(said))


def _links(journey: JourneyMap) -> Iterator[str]:
    if journey.links:
        yield ngettext(
            "{n} link between steps is not in it.",
            "{n} links between steps are not in it.",
            len(journey.links),
        ).format(n=number(len(journey.links)))


def _inside(journey: JourneyMap) -> Iterator[str]:
    for name in dict.fromkeys(step.inner_journey for step in journey.steps if step.inner_journey):
        yield _("A step opens the journey “{name}”, which is only named here: save that one too.").format(
            name=name
        )


def _photographs(journey: JourneyMap) -> Iterator[str]:
    count = len({card.picture for card in journey.cards if card.picture})
    if count:
        yield ngettext(
            "{n} photograph stays in your cxdesk file; JSON only names it.",
            "{n} photographs stay in your cxdesk file; JSON only names them.",
            count,
        ).format(n=number(count))
