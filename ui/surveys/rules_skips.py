"""Skips of a question: each leads somewhere, always or under conditions; the first that holds counts."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, isolated, language
from ui.surveys.rules_conditions import Conditions
from ui.surveys.rules_row import narrow
from ui.surveys.rules_subjects import Subject
from ui.theme import Theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import Card, column, empty, row
from ui.widgets.fields import Choice
from ui.widgets.text import caption

if TYPE_CHECKING:
    from cxdesk.surveys.definition import Definition

Skip = Mapping[str, Any]
END = ("end", "")


class Skips(QWidget):
    """`changed` follows when they say something else."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._survey: Definition | None = None
        self._code = ""
        self._subjects: Sequence[Subject] = ()
        self.rows: list[SkipRow] = []
        self._box = column(gap=8)
        self.add_button = Button(theme, _("Add a skip"), "plain", icon="plus", dense=True, on_click=self.add)
        self.setLayout(column(self._box, row(self.add_button, None), gap=8))

    def show_skips(
        self, survey: "Definition", code: str, skips: Sequence[Skip], subjects: Sequence[Subject]
    ) -> None:
        """Show what the file says; rows that say so already stay, with their focus."""
        self._survey, self._code, self._subjects = survey, code, subjects
        if [dict(s) for s in skips] != self.skips() or len(skips) != len(self.rows):
            empty(self._box)
            self.rows = []
            for skip in skips:
                self._put(skip)
        for made in self.rows:
            made.follow(survey, subjects)

    def skips(self) -> list[dict[str, Any]]:
        """What the rows say."""
        return [made.skip() for made in self.rows]

    def add(self) -> None:
        """One more, to the end of the survey, with the focus on where it leads."""
        self._put({"when": None, "to": {"end": True}})
        self.rows[-1].target.setFocus()
        self.changed.emit()

    def commit(self) -> None:
        """Tell what is being typed now."""
        for made in self.rows:
            made.when.commit()

    def _put(self, skip: Skip) -> None:
        assert self._survey is not None
        made = SkipRow(self._theme, skip, self._survey, self._code, self._subjects)
        made.changed.connect(self.changed.emit)
        made.gone.connect(partial(self._take_out, made))
        self.rows.append(made)
        self._box.addWidget(made)

    def _take_out(self, gone: "SkipRow") -> None:
        self.rows.remove(gone)
        gone.hide()
        self._box.removeWidget(gone)
        gone.deleteLater()
        (self.rows[-1].target if self.rows else self.add_button).setFocus()
        self.changed.emit()


class SkipRow(Card):
    """One skip: where it leads, and when."""

    changed = Signal()
    gone = Signal()

    def __init__(
        self, theme: Theme, skip: Skip, survey: "Definition", code: str, subjects: Sequence[Subject]
    ) -> None:
        super().__init__(padding=(10, 10), gap=6)
        self._survey = survey
        to = skip.get("to")
        self._to: Mapping[str, Any] = to if isinstance(to, Mapping) else {}
        self.target = narrow(Choice(*self._targets(code)))
        self.target.setAccessibleName(_("Where it leads"))
        self.target.chosen.connect(self._on_target)
        away = IconButton(theme, "x", _("Take the skip away"), size=16, on_click=self.gone.emit)
        head = row(caption(_("Where it leads")), None, away, gap=4)
        self.when = Conditions(theme, self._words, _("Add a condition"))
        self.when.show_expression(skip.get("when"), subjects)
        self.when.changed.connect(self.changed.emit)
        self.add(head, self.target, self.when)

    def skip(self) -> dict[str, Any]:
        """What the row says."""
        return {"when": self.when.expression(), "to": dict(self._to)}

    def follow(self, survey: "Definition", subjects: Sequence[Subject]) -> None:
        """Take over other words of the survey."""
        self._survey = survey
        self.when.show_expression(self.when.expression(), subjects)

    def _targets(self, code: str) -> tuple[list[tuple[Any, str]], Any]:
        from cxdesk.surveys.logic.piping import text_in
        from cxdesk.surveys.logic.sentences import question_words, target_words

        found: list[tuple[Any, str]] = [(END, _("End of the survey"))]
        passed = False
        for section in self._survey.sections:
            if passed and section.code:
                title = text_in(section.title, language()) or section.code
                found.append((("section", section.code), _("Section: {name}").format(name=title)))
            for element in section.elements:
                if passed and element.code and element.kind != "break" and element.look != "hidden":
                    found.append((("question", element.code), isolated(question_words(element))))
                passed = passed or element.code == code
        here = next(((kind, self._to[kind]) for kind in ("question", "section") if self._to.get(kind)), END)
        if here not in {key for key, _words in found}:
            # It leads back or nowhere: it stays as it is, and the checks say so.
            found.append((here, isolated(target_words(self._to, self._survey)) or "…"))
        return found, here

    def _on_target(self, key: tuple[str, str]) -> None:
        self._to = {"end": True} if key == END else {key[0]: key[1]}
        self.when.show_expression(self.when.expression(), self.when.subjects)
        self.changed.emit()

    def _words(self, draft: Mapping[str, Any] | None) -> str:
        from cxdesk.surveys.logic.sentences import skip_sentence

        return skip_sentence({"when": draft, "to": self._to}, self._survey, language())
