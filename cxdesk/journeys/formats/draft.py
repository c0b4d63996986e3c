"""A journey document that grows while a foreign file is read, with what could not be taken named."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from cxdesk.journeys.formats.sound import FORMAT, VERSION


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds as a journey document, and each thing that was left out or changed, in a sentence."""

    document: dict[str, Any]
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Draft:
    """Stages, steps, lanes and cards in the order they are met; numbers are the document's own."""

    name: str
    persona: str = ""
    state: str = "as_is"
    notes: list[str] = field(default_factory=list)
    _stages: list[dict[str, Any]] = field(default_factory=list)
    _lanes: list[dict[str, Any]] = field(default_factory=list)
    _cards: list[dict[str, Any]] = field(default_factory=list)
    _links: list[dict[str, Any]] = field(default_factory=list)
    _steps: int = 0
    # How many cards lie in a cell, and which steps are linked: counted anew, a long file would take for ever.
    _filled: Counter[tuple[int, int]] = field(default_factory=Counter)
    _linked: set[tuple[int, int]] = field(default_factory=set)

    def stage(self, name: str, duration: str = "") -> None:
        """A stage; steps that follow are its own."""
        self._stages.append({"id": len(self._stages) + 1, "name": name, "duration": duration, "steps": []})

    def step(self, name: str) -> int:
        """A step of the last stage; returns its number."""
        self._steps += 1
        self._stages[-1]["steps"].append({"id": self._steps, "name": name})
        return self._steps

    def lane(self, kind: str, title: str = "", whose: str = "", internal: bool = False) -> int:
        """A lane; the one of that kind and title that is there already, else a new one at the end."""
        for row in self._lanes:
            if (row["kind"], row["title"], row["whose"]) == (kind, title, whose):
                return int(row["id"])
        number = len(self._lanes) + 1
        self._lanes.append({"id": number, "kind": kind, "title": title, "whose": whose, "internal": internal})
        return number

    def card(self, step: int, lane: int, text: str = "", **fields: Any) -> None:
        """A card below those that are there."""
        place = self._filled[step, lane]
        self._filled[step, lane] += 1
        self._cards.append(
            {
                "id": len(self._cards) + 1,
                "step": step,
                "lane": lane,
                "position": place,
                "text": text,
                **fields,
            }
        )

    def link(self, from_step: int, to_step: int, words: str = "") -> None:
        """A link between two steps; a second one between the same two is the first."""
        if from_step != to_step and (from_step, to_step) not in self._linked:
            self._linked.add((from_step, to_step))
            self._links.append({"from": from_step, "to": to_step, "kind": "goes_to", "words": words})

    @property
    def has_stages(self) -> bool:
        """Whether there is a stage to put steps in."""
        return bool(self._stages)

    def done(self) -> Read:
        """The document; stages without a step keep one to write on."""
        document = {
            "format": FORMAT,
            "version": VERSION,
            "name": self.name,
            "persona": self.persona,
            "state": self.state,
            "stages": self._stages,
            "lanes": self._lanes,
            "cards": self._cards,
            "links": self._links,
        }
        return Read(document, tuple(self.notes))
