"""What employees believe beside what customers say, touch point by touch point in the order of the stages."""

from dataclasses import dataclass

from cxdesk.analysis.compare import difference
from cxdesk.analysis.figure import Figure
from cxdesk.analysis.intervals import Difference
from cxdesk.analysis.inventory import Entry, Inventory
from cxdesk.i18n import directed, language, number, signed, words


@dataclass(frozen=True, slots=True)
class Belief:
    """One touch point with both figures on one scale; `apart` is employees minus customers."""

    entry: Entry
    customers: Figure
    employees: Figure
    apart: Difference | None


def beliefs(found: Inventory) -> list[Belief]:
    """Every touch point that both were asked about; those on a map first, as its stages run."""
    order = {
        stage.id: place
        for place, stage in enumerate(stage for journey in found.journeys for stage in journey.stages)
    }
    rows = []
    for entry in found.entries:
        near = entry.beside
        if entry.scored is None or near is None or not isinstance(near.employees, Figure):
            continue
        customers, employees = entry.scored.figure, near.employees
        shown = not (customers.few or employees.few or customers.hidden or employees.hidden)
        rows.append(Belief(entry, customers, employees, difference(employees, customers) if shown else None))
    last = len(order)
    return sorted(rows, key=lambda b: min((order[p.stage_id] for p in b.entry.places), default=last))


def apart_words(belief: Belief, lang: str | None = None) -> str:
    """“+18 (8 to 28)”, that no real difference is shown, or that there are too few."""
    lang = lang or language()
    said, apart = words(lang), belief.apart
    if apart is None:
        return said.gettext("too few to compare")
    if not apart.real or apart.difference is None or apart.low is None or apart.high is None:
        return said.gettext("no real difference shown")
    decimals = 1 if belief.customers.metric == "mean" else 0
    text = said.gettext("{difference} ({low} to {high})").format(
        difference=signed(apart.difference, decimals, lang),
        low=number(apart.low, decimals, lang),
        high=number(apart.high, decimals, lang),
    )
    return directed(text, lang)
