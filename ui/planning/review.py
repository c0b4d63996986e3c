"""Before anything leaves: a list of exactly what the customer will see, and what was looked for and not found."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QListWidget, QListWidgetItem, QVBoxLayout

from cxdesk.i18n import _, is_rtl, language_word, ngettext, number
from ui.page import PageContext
from ui.planning.parts import never_cut
from ui.widgets.buttons import Button
from ui.widgets.cards import row
from ui.widgets.text import IconLabel, body, title

if TYPE_CHECKING:
    from exports.pdf.hand_out import Ready


class Review(QDialog):
    """Everything that is on the paper and in the file, line by line; `on_ok` hands it out."""

    def __init__(self, context: PageContext, ready: "Ready", button: str, on_ok: Callable[[], None]) -> None:
        super().__init__(QApplication.activeWindow())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("What the customer will see"))
        self.setMinimumSize(560, 520)
        self.seen = QListWidget()
        self.seen.setAccessibleName(_("Everything on the page and in the file"))
        self.seen.setWordWrap(True)
        self.seen.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.seen.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.seen.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rtl = is_rtl(ready.plan.language)
        way = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        self.seen.setLayoutDirection(way)
        for text, strong in seen_lines(ready):
            item = QListWidgetItem(text, self.seen)
            font = item.font()
            font.setBold(strong)
            item.setFont(font)
        looked = ngettext(
            "{n} internal text was looked for; it is not in the file.",
            "{n} internal texts were looked for; none is in the file.",
            ready.looked_for,
        ).format(n=number(ready.looked_for))
        self.ok = Button(context.theme, button, "filled", on_click=self.accept)
        self.ok.setDefault(True)
        cancel = Button(context.theme, _("Cancel"), on_click=self.reject)
        cancel.setAutoDefault(False)
        self.accepted.connect(on_ok)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        box.addWidget(title(_("What the customer will see")))
        line = _("In {language}, this and nothing else. Every sentence is approved.")
        box.addWidget(body(line.format(language=language_word(ready.plan.language)), tone="text2"))
        box.addWidget(self.seen, 1)
        clean = row(IconLabel(context.theme, "circle-check", "good", 16), gap=8)
        clean.addWidget(body(looked, tone="text2"), 1)
        box.addLayout(clean)
        box.addLayout(row(None, cancel, self.ok))
        never_cut(self)
        self.seen.setFocus()
        self.open()


def seen_lines(ready: "Ready") -> list[tuple[str, bool]]:
    """Each text with whether it is a head: around the page, part by part, and inside the file."""
    from cxdesk.planning.plan_words import around, parts

    plan = ready.plan
    found = [(_("Around the text"), True), *((text, False) for text in around(plan))]
    for part in parts(plan):
        found.append((part.head or _("Quotation"), True))
        found += [(" – ".join(cell for cell in cells if cell), False) for cells in part.rows]
    inside = [_("title"), _("sender"), _("language")]
    found += [(_("In the file itself"), True), (", ".join(inside), False)]
    if plan.brand.logo:
        found.append((_("the logo"), False))
    return found
