"""A map that was read before: after a change only what the change touched is read again."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from cxdesk.changes import LOG, ChangeLog
from cxdesk.journeys import queries, whole_map
from cxdesk.journeys.card_counts import open_comments_of, votes_of
from cxdesk.journeys.queries import CardOnMap, JourneyMap
from cxdesk.journeys.score import Beside, Score

# From which tables each part of a map is read.
PARTS = {
    "heading": (whole_map.heading_of, {"journey"}),
    "stages": (whole_map.stages_of, {"stage", "step", "journey", "business_function"}),
    "lanes": (whole_map.lanes_of, {"lane"}),
    "marks": (whole_map.marks_of, {"card_mark"}),
    "links": (whole_map.links_of, {"step_link", "step", "stage"}),
    "votes": (votes_of, {"card_votes", "lane"}),
    "comments": (open_comments_of, {"journey_comment"}),
}
# What makes all cards others, and not only those that were written themselves.
ALL_CARDS = frozenset({"lane", "touch_point"})
# What is counted on cards: those are others whose count is.
COUNTS = ("votes", "comments")
# More numbers than these are no quicker than all.
MOST_AT_ONCE = 200


class KnownMap:
    """The parts of one journey as they were read last, brought up to date from the file's log.

    Where the file keeps no log, everything is read.
    """

    def __init__(self, journey_id: int) -> None:
        self.journey_id = journey_id
        self._log: ChangeLog | None = None
        self._number = 0
        self._parts: dict[str, Any] = {}
        self._cards: dict[int, CardOnMap] = {}
        self._counts: dict[str, Mapping[int, int]] = {}
        self._others: set[int] | None = None
        self._asked: tuple[Any, ...] = ()

    def read(
        self,
        session: Session,
        figures: Mapping[int, Score],
        today: date,
        *,
        firm: str = "",
        beside: Mapping[int, Beside] = MappingProxyType({}),
    ) -> JourneyMap:
        """The map as `whole_map.map_of` reads it."""
        self._forget(session.info.get(LOG))
        if self._asked != (figures, beside, today):
            self._asked = (dict(figures), dict(beside), today)
            self._others = None
        shown = replace(
            self._part(session, "heading"),
            stages=self._part(session, "stages"),
            lanes=self._part(session, "lanes"),
            cards=self._cards_now(session, figures, today, beside),
            today=today,
            firm=firm,
            marks=self._part(session, "marks"),
            links=self._part(session, "links"),
        )
        return queries.with_truths(shown)

    def _forget(self, log: ChangeLog | None) -> None:
        """Let go of what has changed since, and note which cards are others."""
        since = log.since(self._number) if log is not None and log is self._log else None
        self._log, self._number = log, log.number if log is not None else 0
        if since is None:
            self._parts.clear()
            self._others = None
            return
        for changes in since:
            for name, (_read, tables) in PARTS.items():
                if changes.touches(*tables):
                    self._parts.pop(name, None)
            if changes.touches(*ALL_CARDS):
                self._others = None
            elif changes.touches("card") and self._others is not None:
                rows = changes.rows.get("card")
                self._others = None if rows is None else self._others | rows

    def _part(self, session: Session, name: str) -> Any:
        if name not in self._parts:
            self._parts[name] = PARTS[name][0](session, self.journey_id)
        return self._parts[name]

    def _cards_now(
        self, session: Session, figures: Mapping[int, Score], today: date, beside: Mapping[int, Beside]
    ) -> tuple[CardOnMap, ...]:
        others = self._others
        if others is None or not others <= self._cards.keys():
            # A card that came may have brought its votes with it.
            self._parts.pop("votes", None)
        counts = {name: self._part(session, name) for name in COUNTS}
        if others is not None:
            others = others | self._counted_anew(counts)
        if others is not None and len(others) > MOST_AT_ONCE:
            others = None
        if others is None or others:
            votes, comments = counts["votes"], counts["comments"]
            read = whole_map.cards_of(
                session, self.journey_id, figures, today, beside, votes, comments, others
            )
            self._take(read, others)
        self._others, self._counts = set(), counts
        return tuple(self._cards.values())

    def _counted_anew(self, counts: Mapping[str, Mapping[int, int]]) -> set[int]:
        """The cards on the map with another number of votes or open comments than before."""
        found: set[int] = set()
        for name, now in counts.items():
            before = self._counts.get(name, {})
            if before is not now:
                found |= {card for card in before.keys() | now.keys() if before.get(card) != now.get(card)}
        return found & self._cards.keys()

    def _take(self, read: list[CardOnMap], others: set[int] | None) -> None:
        """Put cards that were read in their places; all of them, or those of these numbers."""
        if others is None:
            self._cards = {card.id: card for card in read}
            return
        before = {number: self._cards.get(number) for number in others}
        for number in others - {card.id for card in read}:
            self._cards.pop(number, None)
        self._cards |= {card.id: card for card in read}
        if any((known := before[card.id]) is None or known.position != card.position for card in read):
            ordered = sorted(self._cards.values(), key=lambda card: (card.position, card.id))
            self._cards = {card.id: card for card in ordered}
