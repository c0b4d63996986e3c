"""Sizes of paper, in points."""

from dataclasses import dataclass

from cxdesk.errors import UserError
from cxdesk.i18n import _, listed

MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Paper:
    """One sheet upright; sizes in points."""

    name: str
    width: float
    height: float

    @property
    def across(self) -> "Paper":
        """The same sheet laid on its side."""
        return Paper(self.name, self.height, self.width)


PAPERS = {
    paper.name: paper
    for paper in (
        Paper("A4", 210 * MM, 297 * MM),
        Paper("A3", 297 * MM, 420 * MM),
        Paper("A2", 420 * MM, 594 * MM),
        Paper("A1", 594 * MM, 841 * MM),
        Paper("A0", 841 * MM, 1189 * MM),
        Paper("Letter", 612.0, 792.0),
        Paper("Tabloid", 792.0, 1224.0),
    )
}
# What printers in offices take.
SMALL = ("A4", "A3", "Letter", "Tabloid")
_OTHER_NAMES = {"ledger": "tabloid", "11x17": "tabloid"}


def paper_named(name: str, among: tuple[str, ...] = tuple(PAPERS)) -> Paper:
    """A paper by its name, in any case; UserError names those there are."""
    wanted = name.strip().casefold()
    wanted = _OTHER_NAMES.get(wanted, wanted)
    for known in among:
        if known.casefold() == wanted:
            return PAPERS[known]
    raise UserError(
        _("There is no paper “{name}” here. There are: {names}.").format(name=name, names=listed(among))
    )
