"""Before anything leaves: a list of exactly what the customer will see, and what was looked for and not found."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout

from cxdesk.i18n import _, language_word, ngettext, number
from ui.page import PageContext
from ui.planning.parts import never_cut
from ui.planning.seen_list import SeenList
from ui.widgets.buttons import Button
from ui.widgets.cards import row
from ui.widgets.over import window_over
from ui.widgets.text import IconLabel, body, title

if TYPE_CHECKING:
    from cxdesk.planning.plan_review import SeenPart
    from exports.pdf.hand_out import Ready


class Review(QDialog):
    """Everything that is on the paper and in the file, line by line; `on_ok` hands it out."""

    def __init__(
        self,
        context: PageContext,
        ready: "Ready",
        parts: "Sequence[SeenPart]",
        button: str,
        on_ok: Callable[[], None],
    ) -> None:
        super().__init__(window_over())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("What the customer will see"))
        self.setMinimumSize(560, 520)
        self.seen = SeenList(context.theme)
        self.seen.show_parts(parts, ready.plan.language)
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
