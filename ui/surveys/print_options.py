"""How a questionnaire is printed: the fields beside its preview, as a wish that paper understands."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from cxdesk.i18n import _, endonym
from ui.theme import Theme
from ui.widgets.fields import Choice, Field
from ui.widgets.named import NameInput
from ui.widgets.number_box import NumberBox
from ui.widgets.text import caption

if TYPE_CHECKING:
    from exports.questionnaire.made import Wish

MOST_COPIES = 500


class PrintOptions(QWidget):
    """The fields; only those that matter for what is chosen are shown. `changed` follows the person's choices."""

    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        languages: Sequence[str],
        language: str,
        paper: str,
        customers: Sequence[str] = (),
    ) -> None:
        """`customers` are the names a form can be for; none where the survey is anonymous."""
        super().__init__()
        self.what = Choice(
            [(False, _("On paper, to be filled in by hand")), (True, _("A PDF to fill in on a screen"))],
            False,
        )
        self.language = Choice([(code, endonym(code)) for code in languages], language)
        self.paper = Choice([("A4", "A4"), ("Letter", "Letter")], paper)
        self.columns = Choice([(1, _("One column")), (2, _("Two columns"))], 1)
        self.letters = Choice([(False, _("Usual print")), (True, _("Big print, 14 points"))], False)
        self.copies = NumberBox(1, MOST_COPIES, 1)
        self.places = QCheckBox(_("Save where each box is, too"))
        self.places.setToolTip(
            _("A small JSON file beside the PDF, for a program that reads filled-in sheets.")
        )
        self._customers = frozenset(customers)
        self.customer = NameInput(customers, "", _("For everybody"))
        self.customer.named.connect(lambda _name: self._on_changed())
        named = (
            (_("How it is answered"), self.what),
            (_("For one customer"), self.customer),
            (_("Language of the respondent"), self.language),
            (_("Paper"), self.paper),
            (_("Columns"), self.columns),
            (_("Size of print"), self.letters),
            (_("Copies, each with its own number"), self.copies),
        )
        self._fields = {editor: Field(theme, text, editor) for text, editor in named}
        box = QVBoxLayout(self)
        box.setContentsMargins(2, 0, 12, 0)
        box.setSpacing(10)
        for field in self._fields.values():
            box.addWidget(field)
        box.addWidget(self.places)
        self.marks = caption(
            _("Boxes, rings and codes are drawn so that a scanner can read the sheets later. Print at 100%."),
            wrap=True,
        )
        box.addWidget(self.marks)
        box.addStretch(1)
        for choice in (self.what, self.language, self.paper, self.columns, self.letters):
            choice.chosen.connect(self._on_changed)
            choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(12)
        self._show_fields()

    def wish(self) -> "Wish":
        """What the fields say."""
        from exports.questionnaire.made import Wish

        fillable = bool(self.what.value())
        return Wish(
            language=self.language.value(),
            paper=self.paper.value(),
            columns=self.columns.value(),
            big=self.letters.value(),
            copies=1 if fillable else self.copies.value(),
            fillable=fillable,
            account=self.customer.currentText().strip() if fillable and self._customers else "",
        )

    def _on_changed(self) -> None:
        self._show_fields()
        self.changed.emit()

    def _show_fields(self) -> None:
        by_hand = not self.what.value()
        self._fields[self.copies].setVisible(by_hand)
        self.marks.setVisible(by_hand)
        self._fields[self.customer].setVisible(not by_hand and bool(self._customers))
