"""What lies on all maps together: unexpected behaviour and needs nobody named, and the systems steps rest on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from cxdesk.ages import stale_months
from cxdesk.i18n import N_, day, folded, language, number, words
from cxdesk.journeys.queries import CardOnMap, JourneyMap

# Cards that may become a pattern: what customers do that nobody expected, and what they need and nobody named.
PATTERN_KINDS = ("unexpected", "latent_need")
PATTERN_WORDS = {"unexpected": N_("Unexpected behaviour"), "latent_need": N_("Need nobody named")}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a card lies, and how sure we are of it."""

    journey_id: int
    journey: str
    stage: str
    step_id: int
    step: str
    card_id: int
    grade: str
    source_n: int | None = None
    checked_on: date | None = None


class _Occurs:
    """What stands on cards of several maps."""

    __slots__ = ()
    spots: tuple[Spot, ...]

    @property
    def steps(self) -> int:
        """At how many steps it occurs."""
        return len({spot.step_id for spot in self.spots})

    @property
    def journeys(self) -> tuple[str, ...]:
        """On which maps, each once."""
        return tuple(dict.fromkeys(spot.journey for spot in self.spots))


@dataclass(frozen=True, slots=True)
class Pattern(_Occurs):
    """The same words on one or more cards: a behaviour or a need that may be a pattern."""

    kind: str
    text: str
    spots: tuple[Spot, ...]

    @property
    def grade(self) -> str:
        """The best of its grades: one measured card makes it measured."""
        grades = {spot.grade for spot in self.spots}
        return next((g for g in ("measured", "some") if g in grades), "opinion")


@dataclass(frozen=True, slots=True)
class System(_Occurs):
    """One system with the steps it carries; it was reviewed when the oldest of its cards was checked.

    `checked_on` is None where some card of it never was; `stale_months` is set where the review is too old.
    """

    name: str
    spots: tuple[Spot, ...]
    checked_on: date | None = None
    stale_months: int | None = None

    @property
    def to_review(self) -> bool:
        """Whether nobody reviewed it, or too long ago."""
        return self.checked_on is None or self.stale_months is not None


def patterns(journeys: Iterable[JourneyMap]) -> list[Pattern]:
    """Unexpected behaviours, then latent needs; those at most steps first. Cards with the same words are one."""
    found: dict[tuple[str, str], list[tuple[CardOnMap, Spot]]] = defaultdict(list)
    for kind, card, spot in _cards(journeys, PATTERN_KINDS):
        found[kind, folded(card.words)].append((card, spot))
    rows = [Pattern(kind, _shown(here), tuple(s for _c, s in here)) for (kind, _said), here in found.items()]
    return sorted(rows, key=lambda p: (PATTERN_KINDS.index(p.kind), -p.steps, p.text))


def systems(journeys: Iterable[JourneyMap], today: date) -> list[System]:
    """Every system on a map, those to review first, then those that carry most steps."""
    found: dict[str, list[tuple[CardOnMap, Spot]]] = defaultdict(list)
    for _kind, card, spot in _cards(journeys, ("systems",)):
        found[folded(card.words)].append((card, spot))
    rows = []
    for here in found.values():
        days = [spot.checked_on for _card, spot in here]
        known = [day for day in days if day is not None]
        oldest = min(known) if known else None
        rows.append(
            System(
                _shown(here),
                tuple(spot for _card, spot in here),
                oldest if len(known) == len(days) else None,
                stale_months(oldest, today),
            )
        )
    return sorted(rows, key=lambda s: (not s.to_review, -s.steps, s.name))


def headline(rows: list[System], lang: str | None = None) -> str:
    """How many systems there are, and how many have to be reviewed."""
    lang = lang or language()
    said = words(lang)
    n, late = len(rows), sum(s.to_review for s in rows)
    text = said.ngettext("{n} system", "{n} systems", n).format(n=number(n, lang=lang))
    if not late:
        return said.gettext("{systems}, all reviewed within a year").format(systems=text)
    review = said.ngettext("{n} to review", "{n} to review", late).format(n=number(late, lang=lang))
    return said.gettext("{systems}; {late}").format(systems=text, late=review)


def review_words(system: System, lang: str | None = None) -> str:
    """When a system was last reviewed, with what is to be done where that is too long ago."""
    lang = lang or language()
    translate = words(lang).gettext
    if system.checked_on is None:
        some = any(spot.checked_on for spot in system.spots)
        return translate("not all of it was reviewed") if some else translate("never reviewed")
    text = day(system.checked_on, lang)
    return translate("{day}, check again").format(day=text) if system.stale_months is not None else text


def _cards(journeys: Iterable[JourneyMap], kinds: tuple[str, ...]) -> Iterator[tuple[str, CardOnMap, Spot]]:
    """Cards of these lanes that say something of their own, in the order of the maps."""
    for journey in journeys:
        lanes = {lane.id: lane.kind for lane in journey.lanes}
        at = {step.id: (stage, step) for stage in journey.stages for step in stage.steps}
        order = {step.id: place for place, step in enumerate(journey.steps)}
        cards = [c for c in journey.cards if lanes[c.lane_id] in kinds and c.step_id in at]
        for card in sorted(cards, key=lambda c: (order[c.step_id], c.position, c.id)):
            if not card.words.strip() or card.is_template:
                continue
            stage, step = at[card.step_id]
            yield lanes[card.lane_id], card, Spot(
                journey.id, journey.name, stage.name, step.id, step.name, card.id, card.grade, card.source_n,
                card.checked_on,
            )  # fmt: skip


def _shown(here: list[tuple[CardOnMap, Spot]]) -> str:
    return " ".join(here[0][0].words.split())
