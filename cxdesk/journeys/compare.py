"""Two maps side by side: what is missing, extra, in another order, at another channel, or said otherwise.

Works on plain data (formats/document.py), so that a map of today, a snapshot and another journey compare alike.
Steps and cards are the same where one was copied from the other, else where their words are alike.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from cxdesk.i18n import N_, folded
from cxdesk.journeys.kinds import CURVES
from cxdesk.personas.kinds import GRADES

# Words that are as alike as this mean the same step or card (0 to 100).
ALIKE = 88
# Shorter words are found inside any others.
LEAST_SAID = 10
KIND_WORDS = {
    "missing": N_("missing"),
    "extra": N_("extra"),
    "order": N_("another order"),
    "stage": N_("another stage"),
    "channel": N_("another channel"),
    "text": N_("said otherwise"),
    "feeling": N_("feels otherwise"),
    "surer": N_("surer"),
    "less_sure": N_("less sure"),
    "step": N_("at another step"),
    "lane": N_("in another lane"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: `what` is "stage", "step" or "card", `kind` a key of KIND_WORDS.

    `where` names stage and step, `lane` the lane's kind for a card; `before` and `after` are the two values
    in words or numbers, "" where there is none; `said` is what the card says. `ids` are the step's or card's
    numbers in the two maps.
    """

    what: str
    kind: str
    where: str
    before: str = ""
    after: str = ""
    lane: str = ""
    ids: tuple[int | None, int | None] = (None, None)
    said: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences in the order of the later map; `same` counts cards that are as they were."""

    changes: tuple[Change, ...]
    same: int

    def count(self, kind: str, what: str = "") -> int:
        """How many differences of a kind there are."""
        return sum(1 for c in self.changes if c.kind == kind and what in ("", c.what))


@dataclass(frozen=True, slots=True)
class _Step:
    id: int
    name: str
    stage: str
    place: int


@dataclass(frozen=True, slots=True)
class _Card:
    id: int
    step: int
    lane: str
    row: Mapping[str, Any]

    @property
    def words(self) -> str:
        point = self.row.get("touch_point") or {}
        return str(self.row.get("text") or point.get("name") or "")

    @property
    def channel(self) -> str:
        return str((self.row.get("touch_point") or {}).get("channel") or "")


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> Comparison:
    """What the second map has otherwise than the first (planned and actual, now and as it should be)."""
    old_steps, new_steps = _steps(before), _steps(after)
    old_cards, new_cards = _cards(before), _cards(after)
    same_document = before.get("id") == after.get("id")
    cards = _pairs(old_cards, new_cards, _card_key(same_document), _card_alike)
    steps = _step_pairs(old_steps, new_steps, same_document)
    cards |= _beads_of_a_step(old_cards, new_cards, cards, steps)
    cards |= _said_otherwise(old_cards, new_cards, cards, steps)
    changes = [*_step_changes(old_steps, new_steps, steps)]
    names = {step.id: step for step in new_steps}
    old_names = {step.id: step for step in old_steps}
    same = 0
    for card in new_cards:
        old = cards.get(card.id)
        where = _where(names[card.step])
        if old is None:
            changes.append(Change("card", "extra", where, "", _said(card), card.lane, (None, card.id)))
            continue
        found = list(_card_changes(old, card, where, steps))
        changes += found
        same += not found
    kept = {old.id for old in cards.values()}
    changes += [
        Change("card", "missing", _where(old_names[c.step]), _said(c), "", c.lane, (c.id, None))
        for c in old_cards
        if c.id not in kept
    ]
    return Comparison(tuple(_in_order(changes, new_steps, old_steps)), same)


def _steps(document: Mapping[str, Any]) -> list[_Step]:
    found: list[_Step] = []
    for stage in document.get("stages") or ():
        for step in stage.get("steps") or ():
            found.append(
                _Step(step["id"], str(step.get("name") or ""), str(stage.get("name") or ""), len(found))
            )
    return found


def _cards(document: Mapping[str, Any]) -> list[_Card]:
    lanes = {lane["id"]: lane["kind"] for lane in document.get("lanes") or ()}
    return [_Card(c["id"], c["step"], lanes[c["lane"]], c) for c in document.get("cards") or ()]


def _card_key(same_document: bool) -> Callable[[_Card], str]:
    """What tells that a card is the other one: its number in one map, else the card both come from."""

    def key(card: _Card) -> str:
        own = f"card {card.id}"
        return own if same_document else str(card.row.get("origin") or own)

    return key


def _card_alike(old: _Card, new: _Card) -> bool:
    return old.lane == new.lane and bool(old.words) and _alike(old.words, new.words)


def _pairs(
    old: Sequence[_Card],
    new: Sequence[_Card],
    key: Callable[[_Card], str],
    alike: Callable[[_Card, _Card], bool],
) -> dict[int, _Card]:
    """For each later card the earlier one that it was."""
    by_key = {key(card): card for card in old}
    # A copy names the card it came from, which the earlier map knows by its number.
    by_key |= {f"card {card.id}": card for card in old}
    found = {card.id: by_key[name] for card in new if (name := key(card)) in by_key}
    used = {card.id for card in found.values()}
    free: dict[str, list[_Card]] = {}
    for card in old:
        if card.id not in used:
            free.setdefault(card.lane, []).append(card)
    for card in new:
        if card.id in found:
            continue
        rest = free.get(card.lane, [])
        if (match := next((o for o in rest if alike(o, card)), None)) is not None:
            rest.remove(match)
            found[card.id] = match
    return found


def _beads_of_a_step(
    old: Sequence[_Card], new: Sequence[_Card], found: Mapping[int, _Card], steps: Mapping[int, _Step]
) -> dict[int, _Card]:
    """Feelings of the same step on the same curve: one bead that moved, not one gone and another come."""
    used = {card.id for card in found.values()}
    free = {(c.step, c.lane): c for c in old if c.lane in CURVES and c.id not in used}
    left = [c for c in new if c.lane in CURVES and c.id not in found and c.step in steps]
    return {c.id: was for c in left if (was := free.pop((steps[c.step].id, c.lane), None)) is not None}


def _said_otherwise(
    old: Sequence[_Card], new: Sequence[_Card], found: Mapping[int, _Card], steps: Mapping[int, _Step]
) -> dict[int, _Card]:
    """Cards of the same step and lane of which one says what the other says, and more."""
    used = {card.id for card in found.values()}
    free = [c for c in old if c.id not in used and len(c.words) >= LEAST_SAID]
    pairs: dict[int, _Card] = {}
    for card in new:
        if card.id in found or card.step not in steps or len(card.words) < LEAST_SAID:
            continue
        place = (steps[card.step].id, card.lane)
        was = next((o for o in free if (o.step, o.lane) == place and _holds(o.words, card.words)), None)
        if was is not None:
            free.remove(was)
            pairs[card.id] = was
    return pairs


def _step_pairs(old: Sequence[_Step], new: Sequence[_Step], same_document: bool) -> dict[int, _Step]:
    """For each later step the earlier one: by number in one map, else by words."""
    by_id = {step.id: step for step in old}
    if same_document:
        return {step.id: by_id[step.id] for step in new if step.id in by_id}
    found: dict[int, _Step] = {}
    free = list(old)
    for exact in (True, False):
        for step in new:
            if step.id in found:
                continue
            alike = _same if exact else _alike
            if (match := next((o for o in free if alike(o.name, step.name)), None)) is not None:
                free.remove(match)
                found[step.id] = match
    return found


def _step_changes(old: Sequence[_Step], new: Sequence[_Step], pairs: Mapping[int, _Step]) -> Iterable[Change]:
    kept = [step for step in new if step.id in pairs]
    in_order = _longest_rising([pairs[step.id].place for step in kept])
    for at, step in enumerate(kept):
        was = pairs[step.id]
        ids = (was.id, step.id)
        if not _same(was.name, step.name):
            yield Change("step", "text", _where(step), was.name, step.name, "", ids)
        if at not in in_order:
            yield Change("step", "order", _where(step), str(was.place + 1), str(step.place + 1), "", ids)
        if not _same(was.stage, step.stage) and not _alike(was.stage, step.stage):
            yield Change("step", "stage", _where(step), was.stage, step.stage, "", ids)
    for step in new:
        if step.id not in pairs:
            yield Change("step", "extra", _where(step), "", step.name, "", (None, step.id))
    there = {step.id for step in pairs.values()}
    for step in old:
        if step.id not in there:
            yield Change("step", "missing", _where(step), step.name, "", "", (step.id, None))


def _card_changes(old: _Card, new: _Card, where: str, steps: Mapping[int, _Step]) -> Iterable[Change]:
    ids = (old.id, new.id)
    if old.lane != new.lane:
        yield Change("card", "lane", where, old.lane, new.lane, new.lane, ids, _said(new))
    if (was := steps.get(new.step)) is None or was.id != old.step:
        yield Change("card", "step", where, "", _said(new), new.lane, ids, _said(new))
    if old.channel != new.channel and (old.channel or new.channel):
        yield Change("card", "channel", where, old.channel, new.channel, new.lane, ids, _said(new))
    if not _same(old.words, new.words):
        yield Change("card", "text", where, old.words, new.words, new.lane, ids, _said(new))
    feelings = [card.row.get("feeling") for card in (old, new)]
    if feelings[0] != feelings[1]:
        yield Change(
            "card", "feeling", where, _number(feelings[0]), _number(feelings[1]), new.lane, ids, new.words
        )
    grades = [str(card.row.get("grade") or "opinion") for card in (old, new)]
    if grades[0] != grades[1]:
        kind = "surer" if GRADES.index(grades[1]) > GRADES.index(grades[0]) else "less_sure"
        yield Change("card", kind, where, grades[0], grades[1], new.lane, ids, _said(new))


def _in_order(changes: Iterable[Change], new: Sequence[_Step], old: Sequence[_Step]) -> list[Change]:
    """By the later map's steps; what is missing stands where the earlier map had it."""
    places = {_where(step): float(step.place) for step in new}
    for step in old:
        places.setdefault(_where(step), step.place - 0.5)
    ranks = {"stage": 0, "step": 1, "card": 2}
    return sorted(changes, key=lambda c: (places.get(c.where, 0.0), ranks[c.what]))


def _longest_rising(places: Sequence[int]) -> set[int]:
    """Which of them are in order, so that as few as can be count as moved (longest increasing run)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for at, place in enumerate(places):
        k = bisect_left(tails, place)
        before.append(ends[k - 1] if k else None)
        if k == len(tails):
            tails.append(place)
            ends.append(at)
        else:
            tails[k], ends[k] = place, at
    found: set[int] = set()
    at_end = ends[-1] if ends else None
    while at_end is not None:
        found.add(at_end)
        at_end = before[at_end]
    return found


def _said(card: _Card) -> str:
    feeling = card.row.get("feeling")
    return card.words or (_number(feeling) if feeling is not None else "")


def _number(value: Any) -> str:
    return "" if value is None else f"{value:g}"


def _where(step: _Step) -> str:
    return f"{step.stage} / {step.name}"


def _same(one: str, other: str) -> bool:
    return folded(one) == folded(other)


def _holds(one: str, other: str) -> bool:
    return fuzz.partial_ratio(folded(one), folded(other)) >= ALIKE


def _alike(one: str, other: str) -> bool:
    return fuzz.ratio(folded(one), folded(other)) >= ALIKE
