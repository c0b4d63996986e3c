"""What is printed of a map and how: the fields beside the preview, as a wish that paper understands."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from cxdesk.i18n import LANGUAGES, NAMES, _
from ui.theme import Theme
from ui.widgets.fields import Choice, Field
from ui.widgets.number_box import NumberBox

if TYPE_CHECKING:
    from exports.journey.kit import Wish

PAPERS = ("A4", "A3", "A2", "A1", "A0", "Letter", "Tabloid")
SHEETS = ("A4", "A3", "Letter", "Tabloid")
LISTED = ("cards", "votes")
OWN = "own"
LEAST_PERCENT, MOST_PERCENT, STEP = 10, 400, 5
MOST_OVERLAP, MOST_VOTES = 60, 20


class PrintForm(QWidget):
    """The fields; only those that matter for what is chosen are shown. `changed` follows the person's choices."""

    changed = Signal()

    def __init__(self, theme: Theme, lanes: Sequence[tuple[int, str]], language: str) -> None:
        super().__init__()
        self._make_choices(lanes, language)
        named = (
            ("what", _("What is printed"), self.what),
            ("reader", _("Who reads it"), self.reader),
            ("paper", _("Size when finished"), self.paper),
            ("tiles", _("Put together from"), self.tiles),
            ("overlap", _("Sheets overlap by"), self.overlap),
            ("scale", _("Scale"), self.scale),
            ("lane", _("Lane"), self.lane),
            ("votes", _("Votes for each person"), self.votes),
            ("colours", _("Colours"), self.colours),
            ("language", _("Language of the page"), self.language),
        )
        self._fields = {name: Field(theme, text, editor) for name, text, editor in named}
        box = QVBoxLayout(self)
        box.setContentsMargins(2, 0, 12, 0)
        box.setSpacing(10)
        for name, field in self._fields.items():
            box.addWidget(field)
            if name == "scale":
                box.addWidget(self.notes)
        box.addStretch(1)
        self._connect()
        self._show_fields()

    def _make_choices(self, lanes: Sequence[tuple[int, str]], language: str) -> None:
        self.what = Choice(
            [
                ("map", _("The map")),
                ("empty", _("The empty map")),
                ("cards", _("Cards to cut out")),
                ("votes", _("Voting sheets")),
                ("kit", _("All of it")),
            ]
        )
        self.reader = Choice(
            [(False, _("For us, with everything")), (True, _("For a customer, without what stays inside"))],
            False,
        )
        self.language = Choice([(code, NAMES[code]) for code in LANGUAGES], language)
        self.paper = Choice(_papers("map"), "A3")
        sheets = [(name, _("Sheets of {paper}").format(paper=name)) for name in SHEETS]
        self.tiles = Choice([("", _("One page")), *sheets], "")
        self.overlap = _number(0, MOST_OVERLAP, 10, _("{n} mm"))
        self.scale = _number(LEAST_PERCENT - STEP, MOST_PERCENT, LEAST_PERCENT - STEP, _("{n}%"), STEP)
        self.scale.setSpecialValueText(_("As large as it fits"))
        self.colours = Choice([(False, _("In colours")), (True, _("In greys"))], False)
        self.notes = QCheckBox(_("Room for sticky notes of 76 mm"))
        self.votes = _number(1, MOST_VOTES, 3, "{n}")
        self.lane = Choice([(0, _("All that matter here")), *lanes], 0)

    def _connect(self) -> None:
        for choice in (
            self.what, self.reader, self.paper, self.tiles, self.colours, self.lane, self.language
        ):  # fmt: skip
            choice.chosen.connect(self._on_changed)
            # A long choice is shortened in its field; in the list that opens it is whole.
            choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(12)
        for number in (self.overlap, self.scale, self.votes):
            number.valueChanged.connect(self._on_changed)
        self.notes.toggled.connect(self._on_changed)

    def wish(self) -> "Wish":
        """What the fields say."""
        from exports.journey.kit import Wish

        what = self.what.value()
        percent = None if self.scale.value() < LEAST_PERCENT else float(self.scale.value())
        paper = self.paper.value()
        lane = self.lane.value()
        return Wish(
            what=what,
            paper="" if paper == OWN else paper,
            tiles=self.tiles.value() if self._drawn(what) else "",
            overlap=float(self.overlap.value()),
            percent=percent,
            for_customer=self.reader.value(),
            grey=self.colours.value(),
            notes=self.notes.isChecked() and what in ("empty", "kit"),
            lanes=(lane,) if lane and not self._fields["lane"].isHidden() else (),
            votes=self.votes.value(),
        )

    def _drawn(self, what: str) -> bool:
        return what in ("map", "empty", "kit")

    def _show_fields(self) -> None:
        """Hide what says nothing for this choice."""
        what = self.what.value()
        drawn, listed = self._drawn(what), what in LISTED
        papers, before = _papers(what), self.paper.value()
        if [self.paper.itemData(at) for at in range(self.paper.count())] != [key for key, _text in papers]:
            names = [key for key, _text in papers]
            self.paper.set_options(papers, before if before in names else "A4" if listed else "A3")
        tiled = drawn and bool(self.tiles.value())
        shown = {
            "tiles": drawn,
            "overlap": tiled,
            "scale": drawn,
            "votes": what in ("votes", "kit"),
            "lane": listed,
        }
        for name, visible in shown.items():
            self._fields[name].setVisible(visible)
        self.notes.setVisible(what in ("empty", "kit"))

    def _on_changed(self) -> None:
        self._show_fields()
        self.changed.emit()


def _papers(what: str) -> list[tuple[str, str]]:
    """The sizes for a map, or those an office printer takes for what is cut out or handed round."""
    if what in LISTED:
        return [(name, name) for name in SHEETS]
    return [*((name, name) for name in PAPERS), (OWN, _("As its scale needs"))]


def _number(least: int, most: int, value: int, text: str, step: int = 1) -> NumberBox:
    """A number with its unit, which stands before or behind it as the language has it."""
    box = NumberBox(least, most, value, step)
    before, _n, behind = text.partition("{n}")
    box.setPrefix(before)
    box.setSuffix(behind)
    return box
