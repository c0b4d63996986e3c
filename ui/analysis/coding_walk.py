"""One coder walks through the comments: a number key for each intent, the next comment follows by itself."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QScrollArea, QWidget

from cxdesk.i18n import _, number
from cxdesk.planning.coding_model import CODES
from cxdesk.planning.coding_queries import CodingRow, Comment
from cxdesk.planning.coding_words import code_of_key, code_word, key_of
from ui.analysis.coding_page import coder_name, progress_words
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import Card, column, row
from ui.widgets.fields import Choice
from ui.widgets.file_dialogs import ask_for_saving, ask_for_table
from ui.widgets.menus import menu_on, pop_up_below
from ui.widgets.scaffold import Scaffold
from ui.widgets.tabs import Segmented
from ui.widgets.text import body, caption, display, label

if TYPE_CHECKING:
    from ui.analysis.coding_page import CodingPage

CODES_WIDTH = 264


class WalkView(QWidget):
    """The comments one by one, with the codes of this coder only."""

    def __init__(self, page: "CodingPage") -> None:
        super().__init__()
        self._page = page
        self.row: CodingRow | None = None
        self.coder = 1
        self.comments: tuple[Comment, ...] = ()
        self.codes: dict[int, str] = {}
        self.at = 0
        self._shown: tuple[int, int] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.buttons: dict[str, Button] = {}
        frame = Scaffold(self, fills=True, widest=1160)
        self._make_head(frame)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(self._comment_part(), 1)
        across.addWidget(self._codes_part())
        frame.body.addLayout(across, 1)

    def _make_head(self, frame: Scaffold) -> None:
        page, theme = self._page, self._page.context.theme
        self._sentence = display("")
        self._line = body("", tone="text2")
        self.which = Choice()
        self.which.setAccessibleName(_("Which sample"))
        self.which.setMinimumWidth(240)
        self.which.chosen.connect(page.choose_coding)
        self.which.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.who = Segmented(theme, [("1", _("First coder")), ("2", _("Second coder"))])
        self.who.chosen.connect(lambda key: page.choose_coder(int(key)))
        self.more = IconButton(theme, "ellipsis", _("More about this sample"), on_click=self._menu)
        frame.add(column(self._sentence, self._line, gap=4))
        frame.add(row(self.who, None, self.which, self.more))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.count = caption("")
        frame.add(row(self.bar, self.count, gap=12))

    def _comment_part(self) -> QWidget:
        self.text = label("", "voice", wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._place = caption("", tone="text3")
        card = Card(self._place, self.text, None, padding=(24, 20))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(card)
        return scroll

    def _codes_part(self) -> QWidget:
        theme = self._page.context.theme
        side = column(gap=6)
        for code in CODES:
            text = f"{number(int(key_of(code)))}   {code_word(code)}"
            made = Button(theme, text, on_click=partial(self.choose, code))
            made.setAccessibleName(code_word(code))
            made.setProperty("align", "start")
            self.buttons[code] = made
            side.addWidget(made)
        self.back = Button(
            theme, _("The comment before"), "plain", icon="arrow-up", on_click=lambda: self.step(-1)
        )
        self.next = Button(
            theme, _("The next comment"), "plain", icon="arrow-down", on_click=lambda: self.step(1)
        )
        keys = caption(
            _(
                "Number keys code. Up and Down go to other comments, Backspace takes a code back, Ctrl+Z undoes."
            ),
            wrap=True,
        )
        side.addWidget(self.back)
        side.addWidget(self.next)
        side.addWidget(keys)
        side.addStretch(1)
        holder = QWidget()
        holder.setLayout(side)
        holder.setFixedWidth(CODES_WIDTH)
        return holder

    def show_comments(
        self, row_: CodingRow, coder: int, comments: tuple[Comment, ...], codes: dict[int, str]
    ) -> None:
        """Show where this coder is; another coder or sample begins at the first comment without a code."""
        fresh = self._shown != (row_.id, coder)
        undone = not fresh and any(self.codes.get(n) and not code for n, code in codes.items())
        before = self.codes
        self.row, self.coder, self.comments, self.codes = row_, coder, comments, codes
        self._shown = (row_.id, coder)
        if fresh:
            self.at = self._open_from(0)
        elif undone:
            # Undo shows what it took back.
            gone = next(n for n, code in codes.items() if before.get(n) and not code)
            self.at = next((i for i, c in enumerate(comments) if c.id == gone), self.at)
        self.at = min(self.at, max(len(comments) - 1, 0))
        self.which.set_options(
            [*((r.id, r.question[:60]) for r in self._page.rows), (None, _("A new sample"))], row_.id
        )
        self.who.set_current(str(coder))
        for number_ in (1, 2):
            self.who.buttons[str(number_)].setText(coder_name(row_, number_))
        self._fill()
        if fresh:
            self.setFocus()

    def choose(self, code: str) -> None:
        """Code the comment that is shown and go on to the next one without a code."""
        if not self.comments or self._page.context.project.read_only:
            return
        here = self.comments[self.at]
        self.codes = {**self.codes, here.id: code}
        if code:
            self.at = self._open_from(self.at + 1)
        # What is shown is right before the file is: a fast typist's next key meets the next comment.
        self._fill()
        self._page.code(here.id, code)
        self.setFocus()

    def step(self, by: int) -> None:
        """Another comment, coded or not."""
        self.at = min(max(self.at + by, 0), max(len(self.comments) - 1, 0))
        self._fill()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits of any script code; arrows and Backspace walk and take back."""
        text = event.text()
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if plain and len(text) == 1 and text.isdecimal() and (code := code_of_key(str(int(text)))):
            self.choose(code)
        elif plain and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif plain and event.key() == Qt.Key.Key_Backspace:
            self._take_back()
        else:
            super().keyPressEvent(event)

    def _take_back(self) -> None:
        """The code of this comment, or where it has none that of the one before."""
        if not self.comments:
            return
        if not self.codes.get(self.comments[self.at].id) and self.at:
            self.step(-1)
        if self.codes.get(self.comments[self.at].id):
            self.choose("")

    def _open_from(self, start: int) -> int:
        """The next comment without a code, from a place on and then from the beginning."""
        order = [*range(start, len(self.comments)), *range(min(start, len(self.comments)))]
        return next((i for i in order if not self.codes.get(self.comments[i].id)), max(start - 1, 0))

    def _fill(self) -> None:
        row_ = self.row
        if row_ is None:
            return
        done, size = sum(1 for c in self.codes.values() if c), len(self.comments)
        self.bar.setMaximum(max(size, 1))
        self.bar.setValue(done)
        self.count.setText(_("{n} of {all}").format(n=number(done), all=number(size)))
        self.bar.setAccessibleName(self.count.text())
        other = 2 if self.coder == 1 else 1
        if size and done == size:
            self._sentence.setText(_("You have coded every comment"))
            said = _("Agreement is shown when both have coded every comment.")
            self._line.setText(f"{progress_words(row_, other)}. {said}")
        else:
            self._sentence.setText(_("What does this customer mean to do?"))
            self._line.setText(f"{row_.survey}: {row_.question}")
        if not self.comments:
            self.text.setText("")
            return
        here = self.comments[self.at]
        self._place.setText(_("Comment {n} of {all}").format(n=number(self.at + 1), all=number(size)))
        self.text.setText(here.text or _("This comment is not there any more."))
        self.text.setAccessibleName(here.text)
        chosen = self.codes.get(here.id, "")
        for code, button in self.buttons.items():
            button.set_kind("filled" if code == chosen else "outline")
            button.setEnabled(not self._page.context.project.read_only)
        self.back.setEnabled(self.at > 0)
        self.next.setEnabled(self.at < size - 1)

    def _menu(self) -> None:
        menu = menu_on(self)
        assert self.row is not None
        own = not self._page.context.project.read_only
        for coder in (1, 2):
            name = coder_name(self.row, coder)
            menu.addAction(_("Save the sample for {name}").format(name=name), partial(self._ask_save, coder))
        for coder in (1, 2):
            name = coder_name(self.row, coder)
            read = menu.addAction(
                _("Read the codes of {name}").format(name=name), partial(self._ask_read, coder)
            )
            read.setEnabled(own)
        menu.addSeparator()
        gone = menu.addAction(_("Delete the coding"), self._page.delete)
        gone.setEnabled(own)
        pop_up_below(menu, self.more)

    def _ask_save(self, coder: int) -> None:
        ask_for_saving(
            _("Save the sample"), _("Comments to code"), _("Workbooks and tables (*.xlsx *.csv)"), "xlsx",
            lambda path: self._page.write_sample(coder, path),
        )  # fmt: skip

    def _ask_read(self, coder: int) -> None:
        ask_for_table(_("Read the codes"), lambda path: self._page.read_sheet(coder, path))
