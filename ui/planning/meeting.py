"""A plan in a meeting: one part at a time, large, over the whole screen, led by the keyboard; our notes stay here."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QFont, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from cxdesk.i18n import _, is_rtl, number
from cxdesk.planning.actions import set_notes
from ui.page import PageContext
from ui.planning.editing import Typing, commit_all
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import empty, row
from ui.widgets.fields import Field, TextInput
from ui.widgets.text import label

if TYPE_CHECKING:
    from cxdesk.planning.customer_plan import CustomerPlan
    from cxdesk.planning.plan_words import Part

HEAD_PX, TEXT_PX, SMALL_PX = 48, 36, 32
_ON = (Qt.Key.Key_Space, Qt.Key.Key_PageDown)
_BACK = (Qt.Key.Key_Backspace, Qt.Key.Key_PageUp)


class Meeting(QWidget):
    """Arrow keys, space and page keys walk the parts, N shows our notes, Escape ends it."""

    def __init__(self, context: PageContext, plan_id: int, plan: "CustomerPlan", notes: str) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._plan, self.place = context, plan, 0
        self._rtl = is_rtl(plan.language)
        self.slides = _slides(plan)
        self.setWindowTitle(self.slides[0][0])
        self.setAccessibleName(
            _("The plan in large letters. Arrow keys walk it, N shows our notes, Escape ends it.")
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("meeting")
        self.notes = TextInput(notes, lines=3)
        if not context.project.read_only:
            Typing(context, self.notes, _("Take notes"), set_notes, plan_id)
        self.notes.setReadOnly(context.project.read_only)
        self._noted = Field(context.theme, _("Our notes; no document takes them"), self.notes, "internal")
        self._noted.hide()
        self._lay_out()
        self.show_slide(0)

    def show_slide(self, place: int) -> None:
        """Show one part; the ends stay where they are."""
        self.place = min(max(place, 0), len(self.slides) - 1)
        empty(self._box)
        head, lines = self.slides[self.place]
        self._box.addWidget(self._large(head, HEAD_PX if self.place else HEAD_PX + 16, voice=not self._rtl))
        self._box.addSpacing(16)
        for text, small in lines:
            self._box.addWidget(
                self._large(text, SMALL_PX if small else TEXT_PX, tone="text2" if small else "text")
            )
        self._box.addStretch(1)
        self._scroll.verticalScrollBar().setValue(0)
        words = _("{n} of {all}").format(n=number(self.place + 1), all=number(len(self.slides)))
        self._where.setText(words)

    def turn_notes(self) -> None:
        """Show or hide our notes; they are hidden first, because the customer sees this screen."""
        self._noted.setVisible(not self._noted.isVisible())
        (self.notes if self._noted.isVisible() else self).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, scroll, notes, end."""
        key = event.key()
        on, back = (Qt.Key.Key_Left, Qt.Key.Key_Right) if self._rtl else (Qt.Key.Key_Right, Qt.Key.Key_Left)
        bar = self._scroll.verticalScrollBar()
        if key == on or key in _ON:
            self.show_slide(self.place + 1)
        elif key == back or key in _BACK:
            self.show_slide(self.place - 1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            bar.setValue(bar.value() + (TEXT_PX * 2 if key == Qt.Key.Key_Down else -TEXT_PX * 2))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.show_slide(0 if key == Qt.Key.Key_Home else len(self.slides))
        elif key == Qt.Key.Key_N:
            self.turn_notes()
        elif key == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Write what is still being typed."""
        if self._context.bridge.is_open:
            commit_all(self)
        super().closeEvent(event)

    def _leave(self) -> None:
        """Escape leaves the notes first, then the meeting."""
        if self._noted.isVisible():
            self.turn_notes()
        else:
            self.close()

    def _end(self) -> None:
        self.close()

    def _large(self, text: str, px: int, voice: bool = False, tone: str = "text") -> QLabel:
        made = QLabel(text)
        made.setWordWrap(True)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setMargin(16)  # letters of Persian may reach further than the line was measured
        font = QFont("Vazirmatn" if self._rtl else "Source Serif 4" if voice else "Noto Sans")
        font.setPixelSize(px)
        font.setWeight(QFont.Weight.DemiBold if px >= HEAD_PX else QFont.Weight.Normal)
        made.setFont(font)
        colour = self._plan_colour() if px >= HEAD_PX and self.place else self._context.theme.hex(tone)
        made.setStyleSheet(f"color: {colour}; background: transparent; font-size: {px}px;")
        side = Qt.AlignmentFlag.AlignRight if self._rtl else Qt.AlignmentFlag.AlignLeft
        made.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop)
        return made

    def _plan_colour(self) -> str:
        from exports.brand import readable

        dark = self._context.theme.dark
        return self._context.theme.hex("accent") if dark else readable(self._plan.brand.accent)

    def _lay_out(self) -> None:
        theme = self._context.theme
        inside = QWidget()
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(80, 56, 80, 32)
        self._box.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        self._where = label("")
        back = IconButton(
            theme, "chevron-left", _("Part before"), on_click=lambda: self.show_slide(self.place - 1)
        )
        on = IconButton(
            theme, "chevron-right", _("Next part"), on_click=lambda: self.show_slide(self.place + 1)
        )
        notes = Button(theme, _("Our notes"), icon="lock", on_click=self.turn_notes)
        end = Button(theme, _("End the meeting"), on_click=self._end)
        for button in (back, on, notes, end):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot = row(back, self._where, on, None, notes, end, gap=12, margins=(24, 8, 24, 16))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._scroll, 1)
        noted = QVBoxLayout()
        noted.setContentsMargins(24, 0, 24, 0)
        noted.addWidget(self._noted)
        box.addLayout(noted)
        box.addLayout(foot)


def open_meeting(context: PageContext, plan_id: int, language: str) -> Meeting | None:
    """Show a plan over the whole screen, as far as it is written."""
    from cxdesk.planning.assemble import draft
    from cxdesk.planning.plan_queries import plan_notes

    read = context.project.read
    found = context.bridge.act(lambda: read(draft, plan_id, language, need_approval=False))
    if found is None:
        return None
    meeting = Meeting(context, plan_id, found[0], read(plan_notes, plan_id))
    meeting.showFullScreen()
    meeting.setFocus()
    return meeting


def _slides(plan: "CustomerPlan") -> list[tuple[str, list[tuple[str, bool]]]]:
    """Head and lines of each part, a line with whether it is small; the title comes first."""
    from cxdesk.planning.plan_words import based_on, parts, status, title

    found = [(title(plan), [(text, True) for text in (based_on(plan), status(plan)) if text])]
    return found + [(_head(part, plan), _lines(part, plan)) for part in parts(plan)]


def _head(part: "Part", plan: "CustomerPlan") -> str:
    from cxdesk.i18n import words

    return part.head or words(plan.language).gettext("What you told us")


def _lines(part: "Part", plan: "CustomerPlan") -> list[tuple[str, bool]]:
    from cxdesk.i18n import digits
    from cxdesk.planning.plan_words import between

    found: list[tuple[str, bool]] = []
    for place, cells in enumerate(part.rows, 1):
        first, rest = cells[0], [cell for cell in cells[1:] if cell]
        numbered = f"{digits(str(place), plan.language)}  {first}" if part.key == "told" else first
        found.append((numbered, False))
        if rest:
            found.append((between(plan.language).join(rest), True))
    return found
