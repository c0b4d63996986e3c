"""The top of the kiosk: the sender, the languages, and how far one is; and what was promised, for its foot."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from cxdesk.i18n import _, endonym, isolated, ngettext, number
from cxdesk.surveys.definition import Definition
from ui.surveys.pictures import logo_of
from ui.widgets.asking.even import EvenLayout
from ui.widgets.asking.go import GoButton
from ui.widgets.asking.skin import Skin
from ui.widgets.asking.words import Words
from ui.widgets.cards import empty

if TYPE_CHECKING:
    from cxdesk.planning.customer_plan import Brand

LOGO = 34
MOST_BEADS = 10


class KioskHead(QWidget):
    """Logo and name at the start, a word for each language at the end."""

    def __init__(self, speak: Callable[[str], None]) -> None:
        super().__init__()
        self._speak = speak
        self.tongues: dict[str, GoButton] = {}
        self.box = QHBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(12)

    def show_head(self, skin: Skin, brand: "Brand", survey: str, languages: Sequence[str]) -> None:
        """In the respondent's language and the sender's look."""
        empty(self.box)
        self.tongues = {}
        logo = logo_of(brand, LOGO)
        if not logo.isNull():
            shown = QLabel()
            shown.setPixmap(logo)
            shown.setFixedSize(logo.deviceIndependentSize().toSize())
            self.box.addWidget(shown)
        name = Words(skin, brand.name or survey, skin.px(20), strong=True)
        name.setMaximumHeight(skin.px(64))
        self.box.addWidget(name, 1)
        if len(languages) < 2:
            return
        for code in languages:
            # Each language in its own letters, so that whoever needs it finds it.
            own = skin.in_language(code)
            speak = partial(self._speak, code)
            button = GoButton(own, endonym(code), speak, "plain", strong=code == skin.language)
            self.tongues[code] = button
            self.box.addWidget(button)

    def show_tongues(self, on: bool) -> None:
        """The small languages; the welcome has large ones of its own."""
        for button in self.tongues.values():
            button.setVisible(on)


class Progress(QWidget):
    """Beads on a line, filled up to where one is, and the same in words."""

    def __init__(self) -> None:
        super().__init__()
        self._skin: Skin | None = None
        self._at, self._total, self._said = 1, 1, ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_place(self, skin: Skin, at: int, total: int) -> None:
        """Question `at` of `total`."""
        self._skin, self._at, self._total = skin, at, total
        with skin.speaking():
            self._said = _("Question {n} of {total}").format(n=number(at), total=number(total))
        self.setAccessibleName(self._said)
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(300, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        skin = self._skin
        if skin is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        beads = min(self._total, MOST_BEADS)
        reach = max(1, round(self._at / self._total * beads)) if self._total > beads else self._at
        gap = 58 if beads <= 6 else 36
        middle = self.height() / 2
        radius = 6.0

        def x(n: int) -> float:
            along = radius + 1 + n * gap
            return self.width() - along if skin is not None and skin.rtl else along

        for n in range(beads - 1):
            walked = n + 1 < reach
            painter.setPen(QPen(skin.colour("accent" if walked else "accent_line"), 2))
            step = radius if not skin.rtl else -radius
            painter.drawLine(QPointF(x(n) + step, middle), QPointF(x(n + 1) - step, middle))
        for n in range(beads):
            painter.setPen(QPen(skin.colour("accent"), 2))
            painter.setBrush(skin.colour("accent" if n < reach else "bg"))
            painter.drawEllipse(QPointF(x(n), middle), radius, radius)
        painter.setPen(skin.colour("text2"))
        painter.setFont(skin.font(skin.px(16)))
        used = round(2 * radius + (beads - 1) * gap + 18)
        start = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        if skin.rtl:
            box = self.rect().adjusted(0, 0, -used, 0)
            painter.drawText(box, int(start | Qt.AlignmentFlag.AlignRight), self._said)
        else:
            box = self.rect().adjusted(used, 0, 0, 0)
            painter.drawText(box, int(start | Qt.AlignmentFlag.AlignLeft), self._said)


def promise_words(survey: Definition, sender: str, skin: Skin, by_name: bool = False) -> str:
    """What those who answer were promised, in their language; `by_name` says that it is known for whom they answer."""
    with skin.speaking():
        if survey.promise == "named":
            told = _("We keep your answers with your name, so that we can come back to you.")
            return told if by_name else ""
        n = survey.minimum_n
        if sender:
            groups = ngettext(
                "{sender} sees answers only in groups of {n} or more.",
                "{sender} sees answers only in groups of {n} or more.",
                n,
            ).format(sender=isolated(sender), n=number(n))
        else:
            groups = ngettext(
                "Answers are only seen in groups of {n} or more.",
                "Answers are only seen in groups of {n} or more.",
                n,
            ).format(n=number(n))
        unnamed = _("Your name is not asked.")
        return f"{unnamed} {groups}" if survey.promise == "anonymous" else groups


def staff_words() -> str:
    """How the kiosk is left, for whoever starts it."""
    return _("For staff: this lock or Escape, then the PIN, ends the kiosk.")


def lock(skin: Skin, leave: Callable[[], None]) -> QToolButton:
    """The lock before the promise; staff leave by it where there is no keyboard."""
    button = QToolButton()
    button.setIcon(QIcon(skin.pixmap("lock", "text2", 20, 2.0)))
    button.setIconSize(QSize(20, 20))
    button.setFixedSize(48, 48)
    button.setProperty("no_ring", True)
    button.setStyleSheet(
        "QToolButton { border: 2px solid transparent; border-radius: 8px; }"
        f" QToolButton:focus {{ border-color: {skin.hex('focus')}; }}"
    )
    with skin.speaking():
        button.setAccessibleName(_("For staff: leave the kiosk"))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(lambda _on=False: leave())
    return button


def large_languages(skin: Skin, languages: Sequence[str], speak: Callable[[str], None]) -> QWidget:
    """The languages as large targets, each in its own letters."""
    holder = QWidget()
    layout = EvenLayout(holder, least=150, most=220, gap=12)
    for code in languages:
        own = skin.in_language(code)
        chosen = code == skin.language
        made = GoButton(own, endonym(code), partial(speak, code), "outline", strong=chosen)
        if chosen:
            made.setStyleSheet(
                made.styleSheet() + f"QPushButton {{ background: {skin.hex('accent_soft')};"
                f" border: 2px solid {skin.hex('accent')}; }}"
            )
        layout.addWidget(made)
    return holder
