"""What is known of touch points and steps, and what is not: counts, and the lists behind them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cxdesk.ages import stale_months
from cxdesk.analysis.inventory import Entry, Inventory
from cxdesk.i18n import N_, language, number, percent, words
from cxdesk.journeys.queries import JourneyMap, StepOnMap
from cxdesk.touchpoints.queries import TouchPointRow

# What every touch point should have, and the word for it in a bar.
POINT_CHECKS = {
    "survey": N_("a question"),
    "owner": N_("an owner"),
    "function": N_("an owning function"),
    "accountable": N_("one who answers for it (A)"),
    "feeling": N_("a feeling on a map"),
    "expectation": N_("an expectation"),
    "readiness": N_("process, skill and practice looked at"),
    "place": N_("a place on a map"),
}
# What every step of a map should have.
STEP_CHECKS = {
    "thinking": N_("a thought"),
    "feeling": N_("a feeling"),
    "state_of_mind": N_("a state of mind"),
    "evidence": N_("a feeling with answers behind it"),
    "function": N_("an owning function"),
    "touch_point": N_("a touch point"),
}
_HAS: dict[str, Callable[[Entry], bool]] = {
    "survey": lambda e: bool(e.listening),
    "owner": lambda e: bool(e.row.owner),
    "function": lambda e: bool(e.row.function),
    "accountable": lambda e: bool(e.row.accountable),
    "feeling": lambda e: e.felt,
    "expectation": lambda e: bool(e.row.expectation or e.row.expectation_ids),
    "readiness": lambda e: all(e.row.readiness),
    "place": lambda e: bool(e.places),
}


@dataclass(frozen=True, slots=True)
class Share:
    """How many of all have something; `missing` are the touch points or steps that don't."""

    check: str
    have: int
    of: int
    missing: tuple[str, ...] = ()
    missing_ids: tuple[int, ...] = ()

    @property
    def percent(self) -> float:
        """0 to 100; nothing at all is 0."""
        return 100.0 * self.have / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Slogan:
    """A step that makes satisfaction a slogan: nobody owns it, or nobody knows how it feels."""

    journey_id: int
    journey: str
    stage: str
    step_id: int
    step: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aged:
    """A map, step or touch point that nobody has looked at for a year, or a map of which nobody ever has: None months."""

    kind: str
    id: int
    name: str
    where: str
    months: int | None


def point_shares(found: Inventory) -> list[Share]:
    """One share for each thing that every touch point should have."""
    shares = []
    for check, has in _HAS.items():
        without = [e for e in found.entries if not has(e)]
        shares.append(
            Share(
                check,
                len(found.entries) - len(without),
                len(found.entries),
                tuple(e.row.name for e in without),
                tuple(e.row.id for e in without),
            )
        )
    return shares


def step_shares(journeys: Iterable[JourneyMap], found: Inventory | None = None) -> list[Share]:
    """One share for each thing that every step of these maps should have."""
    steps = [(step, _known(journey, step, found)) for journey in journeys for step in journey.steps]
    return [
        Share(
            check,
            sum(check in known for _step, known in steps),
            len(steps),
            tuple(step.name for step, known in steps if check not in known),
            tuple(step.id for step, known in steps if check not in known),
        )
        for check in STEP_CHECKS
    ]


def busy_unheard(found: Inventory) -> list[TouchPointRow]:
    """Touch points with many contacts that no question asks about, the busiest first."""
    rows = [entry.row for entry in found.entries if entry.row.busy_unheard]
    return sorted(rows, key=lambda row: -(row.volume or 0))


def slogan_check(journeys: Iterable[JourneyMap], found: Inventory | None = None) -> list[Slogan]:
    """The steps without an owning function, without a feeling, or with one that is only an opinion."""
    rows = []
    for journey in journeys:
        for stage in journey.stages:
            for step in stage.steps:
                known = _known(journey, step, found)
                missing = ["function"] if "function" not in known else []
                if "feeling" not in known:
                    missing.append("feeling")
                elif "evidence" not in known:
                    missing.append("evidence")
                if missing:
                    rows.append(
                        Slogan(journey.id, journey.name, stage.name, step.id, step.name, tuple(missing))
                    )
    return rows


def to_check_again(found: Inventory) -> list[Aged]:
    """What was last looked at a year ago or longer, oldest first, then maps that nobody ever checked.

    A step or touch point without a day of its own is as its map is.
    """
    rows = [
        Aged("touch_point", e.row.id, e.row.name, "", e.stale_months)
        for e in found.entries
        if e.stale_months is not None
    ]
    never: list[Aged] = []
    for journey in found.journeys:
        dated = [("journey", journey.name, "", journey.checked_on)]
        dated += [("step", step.name, journey.name, step.checked_on) for step in journey.steps]
        rows += [
            Aged(kind, journey.id, name, where, age)
            for kind, name, where, day in dated
            if (age := stale_months(day, found.today)) is not None
        ]
        if journey.last_checked is None and not any(step.checked_on for step in journey.steps):
            never.append(Aged("journey", journey.id, journey.name, "", None))
    return sorted(rows, key=lambda row: -(row.months or 0)) + never


def share_words(share: Share, lang: str | None = None) -> str:
    """12 of 20: 60%."""
    lang = lang or language()
    return words(lang).gettext("{n} of {all}: {percent}").format(
        n=number(share.have, lang=lang), all=number(share.of, lang=lang), percent=percent(share.percent, lang)
    )  # fmt: skip


def check_word(check: str, lang: str | None = None, *, of_step: bool = False) -> str:
    """What is counted: “a feeling”, “an owner”."""
    table = STEP_CHECKS if of_step else POINT_CHECKS
    return words(lang or language()).gettext(table[check])


def missing_words(slogan: Slogan, lang: str | None = None) -> str:
    """What a step lacks."""
    translate = words(lang or language()).gettext
    known = {
        "function": translate("no owning function"),
        "feeling": translate("no feeling"),
        "evidence": translate("a feeling without answers behind it"),
    }
    return ("، " if (lang or language()) == "fa" else ", ").join(known[name] for name in slogan.missing)


def _known(journey: JourneyMap, step: StepOnMap, found: Inventory | None) -> set[str]:
    """What a step has; it is owned by its own function, or by that of a touch point at it.

    A template's words that nobody made their own say nothing of a step, as on the map itself.
    """
    lanes = {lane.id: lane.kind for lane in journey.lanes}
    known: set[str] = {"function"} if step.function_id else set()
    for card in journey.cards:
        if card.step_id != step.id:
            continue
        kind = lanes[card.lane_id]
        if card.is_template:
            continue
        if (kind == "feeling" and card.feeling is not None) or (kind == "feels" and card.words.strip()):
            known |= {"feeling"} if card.grade == "opinion" else {"feeling", "evidence"}
        elif kind in ("thinking", "state_of_mind", "touch_point") and card.words.strip():
            known.add(kind)
        if card.touch_point_id is not None:
            known.add("touch_point")
        if found is not None and card.touch_point_id is not None:
            entry = found.entry(card.touch_point_id)
            if entry is not None and (entry.row.function or entry.row.accountable):
                known.add("function")
    return known
