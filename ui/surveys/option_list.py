"""The answers of a question as lines that are written in place."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from cxdesk.i18n import N_, _, isolated, ngettext, number
from ui.surveys.editing import Editing, other_words
from ui.surveys.option_deeds import FLAGS, Option, OptionSet
from ui.surveys.words_input import OptionInput
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import row
from ui.widgets.chips import tag
from ui.widgets.file_dialogs import ask, file_dialog
from ui.widgets.flow import FlowLayout
from ui.widgets.text import caption

SHOWN = 40
PICTURES = "*.png *.jpg *.jpeg *.webp"
EXTRAS = {
    "not_applicable": N_("“Not applicable”"),
    "dont_know": N_("“Don’t know”"),
    "none": N_("“None of these”"),
    "other": N_("“Other, namely”"),
}
TAGS = {
    "exclusive": N_("alone"),
    "other": N_("with words"),
    "declared": N_("no answer"),
    "picture": N_("picture"),
}


class OptionList(QWidget):
    """One list of a question; shows the first 40 lines and as many more as are asked for."""

    def __init__(self, editing: Editing, options: OptionSet, shown: int = SHOWN) -> None:
        super().__init__()
        self._editing, self._set = editing, options
        self.lines: dict[Any, OptionInput] = {}
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(6)
        self.box.addWidget(caption(options.head))
        for place, option in enumerate(options.options[:shown]):
            self.box.addLayout(self._line(place, option))
        rest = len(options.options) - shown
        if rest > 0:
            words = ngettext("and {n} more answer", "and {n} more answers", rest).format(n=number(rest))
            self.box.addWidget(caption(words, tone="text3"))
        self.box.addLayout(self._below())
        self.fill(options)

    def fill(self, options: OptionSet) -> None:
        """Show the words as the file has them; the lines are the same ones."""
        self._set = options
        for option in options.options:
            line = self.lines.get(option.key)
            if line is not None:
                line.show_text(option.texts.get(self._editing.language, ""))
                line.setPlaceholderText(other_words(option.texts, self._editing.language) or option.usual)

    def commit(self) -> None:
        """Tell what is being typed now."""
        for line in self.lines.values():
            line.commit()

    def _line(self, place: int, option: Option) -> Any:
        theme, deeds = self._editing.context.theme, self._set
        line = OptionInput()
        line.setObjectName(name_of(deeds, option.key))
        line.setAccessibleName(_("Answer {n}").format(n=option.mark or number(place + 1)))
        line.committed.connect(partial(self._write, option.key))
        line.step.connect(partial(self._step, option.key))
        line.more.connect(self._add if deeds.add else line.focusNextChild)
        if deeds.paste is not None:
            line.pasted.connect(deeds.paste)
        self.lines[option.key] = line
        parts: list[Any] = [caption(option.mark)] if option.mark else []
        if option.mark and len(option.mark) < 4:
            parts[0].setMinimumWidth(20)
        parts += [line, *(tag(_(TAGS[flag])) for flag in dict.fromkeys(option.flags))]
        if (option.may and deeds.flag is not None) or (option.code and deeds.recode is not None):
            more = IconButton(theme, "ellipsis", _("More about answer {n}").format(n=option.mark), size=16)
            more.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
            more.setStyleSheet("QToolButton::menu-indicator { image: none; }")
            more.setMenu(self._menu(more, option))
            parts.append(more)
        if deeds.delete is not None and (
            deeds.add is not None or (isinstance(option.key, tuple) and option.key[0] == "choice")
        ):
            words = _("Delete the answer")
            parts.append(IconButton(theme, "x", words, size=16, on_click=partial(self._delete, option.key)))
        return row(*parts, gap=6)

    def _menu(self, parent: QWidget, option: Option) -> QMenu:
        menu = QMenu(parent)
        for flag in option.may:
            action = menu.addAction(_(FLAGS[flag]))
            action.setCheckable(True)
            action.setChecked(flag in option.flags)
            action.triggered.connect(partial(self._flag, option.key, flag))
        if option.code and self._set.recode is not None:
            if option.may:
                menu.addSeparator()
            recode = menu.addAction(_("Change the code ({code})").format(code=isolated(option.code[:20])))
            recode.triggered.connect(partial(self._ask_code, option))
        if self._set.picture is not None:
            menu.addSeparator()
            menu.addAction(_("Choose a picture")).triggered.connect(
                partial(self._ask_for_picture, option.key)
            )
            if "picture" in option.flags:
                gone = menu.addAction(_("Take the picture away"))
                gone.triggered.connect(lambda _checked=False: self._picture(option.key, None))
        return menu

    def _ask_code(self, option: Option, _checked: bool = False) -> None:
        from ui.surveys.code_dialog import CodeDialog

        self.commit()
        about = _("Every condition and text that names this answer follows.")
        give = self._set.recode
        if give is not None:
            theme = self._editing.context.theme
            CodeDialog(theme, _("Change the code"), about, option.code, partial(give, option.key))

    def _ask_for_picture(self, key: Any, _checked: bool = False) -> None:
        """A picture from a file; what is no picture, or too large a one, is refused in words."""
        dialog = file_dialog(
            _("A picture for this answer"), [_("Pictures ({patterns})").format(patterns=PICTURES)]
        )
        dialog.setFileMode(dialog.FileMode.ExistingFile)
        ask(dialog, partial(self.take_picture, key))

    def take_picture(self, key: Any, path: Path) -> None:
        """Make a picture safe behind the window and show it with an answer."""

        def work() -> tuple[bytes, str]:
            from exports.photos import read_photo

            return read_photo(path)

        self._editing.context.jobs.run(work, partial(self._picture, key), what=_("Reading the picture"))

    def _picture(self, key: Any, read: tuple[bytes, str] | None) -> None:
        if self._set.picture is not None:
            self._set.picture(key, read)

    def _below(self) -> Any:
        theme, deeds = self._editing.context.theme, self._set
        parts: list[Any] = []
        if deeds.add is not None:
            parts.append(Button(theme, deeds.add_words, "plain", icon="plus", dense=True, on_click=self._add))
        if deeds.extras and deeds.extra is not None:
            ready = Button(theme, _("Add a ready answer"), "plain", dense=True)
            menu = QMenu(ready)
            for which in deeds.extras:
                action = menu.addAction(_(EXTRAS[which]))
                action.triggered.connect(partial(self._extra, which))
            ready.setMenu(menu)
            parts.append(ready)
        if deeds.paste is not None:
            parts.append(Button(theme, _("Paste a list"), "plain", dense=True, on_click=self._paste))
        line = FlowLayout(gap=4)
        for part in parts:
            line.addWidget(part)
        return line

    def _write(self, key: Any, text: str) -> None:
        self._set.write(key, text)

    def _add(self) -> None:
        made = self._set.add() if self._set.add is not None else None
        if made is not None:
            self._editing.focus(name_of(self._set, made))

    def _delete(self, key: Any) -> None:
        if self._set.delete is not None:
            self._set.delete(key)

    def _step(self, key: Any, step: int) -> None:
        keys = [o.key for o in self._set.options]
        to = keys.index(key) + step
        if self._set.move is not None and 0 <= to < len(keys):
            self._set.move(key, to)
            self._editing.focus(name_of(self._set, key))

    def _flag(self, key: Any, flag: str, on: bool) -> None:
        if self._set.flag is not None:
            self._set.flag(key, flag, on)

    def _extra(self, which: str, _checked: bool = False) -> None:
        if self._set.extra is not None:
            self._set.extra(which)

    def _paste(self) -> None:
        if self._set.paste is not None:
            self._set.paste(QGuiApplication.clipboard().text())


def name_of(options: OptionSet, key: Any) -> str:
    """The object name of an answer's line."""
    return f"{options.name} {key}"
