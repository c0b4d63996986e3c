"""One persona or segment to write on: who they are, what they want, what they say, how sure we are."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel

from cxdesk.i18n import _, language, listed, pgettext
from cxdesk.personas.kinds import KIND_WORDS, LIST_WORDS
from ui.page import PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, row
from ui.widgets.fields import Choice, Field, LineInput
from ui.widgets.file_dialogs import ask, file_dialog
from ui.widgets.lines_input import Lines
from ui.widgets.text import caption

if TYPE_CHECKING:
    from cxdesk.personas.queries import PersonaRow

_PICTURE = 120


class Editor(Card):
    """The fields of one sheet; each is kept on a pause and on leaving it."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context, self._bridge = context, context.bridge
        theme = context.theme
        self._row: PersonaRow | None = None
        self.name, self.role, self.source = LineInput(), LineInput(), LineInput()
        self.about, self.tone = Lines(lines=2), Lines(lines=2)
        self.kind, self.segment, self.grade = Choice(), Choice(), Choice()
        self.lists = {key: Lines(lines=2) for key in LIST_WORDS}
        self.quotes = Lines(lines=2)
        self.picture = QLabel()
        self.picture.setFixedSize(_PICTURE, _PICTURE)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.share, self.sure, self.drawn = (caption("", wrap=True) for _n in range(3))
        self._connect()
        one_line = _("One to a line.")
        pair = row(
            Field(theme, _("Kind"), self.kind),
            Field(theme, _("Segment of our customers"), self.segment),
            gap=16,
        )
        names = [
            Field(theme, _("Name"), self.name),
            Field(theme, _("Who they are, in a few words"), self.role),
        ]
        self.answers = Button(
            theme, _("What they answered"), "plain", icon="lightbulb", dense=True, on_click=self._on_answers
        )
        self.add(row(self.picture, gap=16), self._picture_buttons(), *names, pair, self.share)
        self.add(row(self.answers, None))
        self.add(Field(theme, _("About them"), self.about))
        for key, box in self.lists.items():
            self.add(Field(theme, _(LIST_WORDS[key]), box, hint=one_line))
        hint = _("One to a line; the speaker’s role after a vertical bar: Nobody called | building manager")
        self.add(Field(theme, _("What they say"), self.quotes, hint=hint))
        self.add(Field(theme, _("How to speak with them"), self.tone))
        self.add(
            row(
                Field(theme, _("How sure are we"), self.grade),
                Field(theme, _("Where it comes from"), self.source),
                gap=16,
            )
        )
        self.add(self.sure, self.drawn, 4)
        check = Button(theme, _("Checked today"), icon="check", dense=True, on_click=self._on_checked)
        delete = Button(theme, _("Delete"), "danger", icon="trash-2", dense=True, on_click=self._on_delete)
        self.add(row(check, None, delete))

    def show_persona(self, persona: "PersonaRow") -> None:
        """Show a sheet, or the same after a change; a field that is being typed in keeps its text."""
        from cxdesk.accounts.queries import segments
        from cxdesk.personas.kinds import GRADE_WORDS
        from cxdesk.personas.said import share_words, sure_words
        from cxdesk.planning.studio_sheets import journeys_for

        if self._row is not None and self._row.id != persona.id:
            self.commit()
        self._row = persona
        project = self._context.project
        for box, text in (
            (self.name, persona.name),
            (self.role, persona.role),
            (self.source, persona.source),
            (self.about, persona.about),
            (self.tone, persona.tone),
            (self.quotes, "\n".join(_quote_line(*q) for q in persona.quotes)),
        ):
            box.show_text(text)
        for key, lines in self.lists.items():
            lines.show_text("\n".join(getattr(persona, key)))
        self.kind.set_options([(key, _(words)) for key, words in KIND_WORDS.items()], persona.kind)
        names = [persona.segment, *project.read(segments)]
        known = [("", pgettext("segment", "none")), *((s, s) for s in dict.fromkeys(names) if s)]
        self.segment.set_options(known, persona.segment)
        self.grade.set_options([(key, _(words)) for key, words in GRADE_WORDS.items()], persona.grade)
        share = share_words(persona, language())
        self.share.setText(share)
        self.share.setVisible(bool(share))
        self.answers.setVisible(bool(share))
        self.sure.setText(sure_words(persona, language()))
        drawn = project.read(journeys_for, persona)
        self.drawn.setText(
            _("Journeys drawn for them: {names}").format(names=listed(drawn))
            if drawn
            else _("No journey is drawn for them yet.")
        )
        self._show_picture(persona)

    def commit(self) -> None:
        """Write what is being typed."""
        for line in (self.name, self.role, self.source):
            line.commit()
        for text in (self.about, self.tone, self.quotes, *self.lists.values()):
            text.commit()

    def take_picture(self, path: Path) -> None:
        """Take a picture from a file, its pixels alone; what can't be drawn is refused in a sentence."""
        from exports.photos import read_photo

        def keep(session: Any) -> int:
            from cxdesk.personas import actions

            assert self._row is not None
            actions.set_picture(session, self._row.id, *read_photo(path))
            return self._row.id

        self._bridge.run(_("Add a picture"), keep)

    def _picture_buttons(self) -> Any:
        theme = self._context.theme
        choose = Button(
            theme, _("Choose a picture"), "plain", icon="image", dense=True, on_click=self._on_choose
        )
        self.without = Button(theme, _("No picture"), "plain", dense=True, on_click=self._on_no_picture)
        return row(choose, self.without, None)

    def _connect(self) -> None:
        for name, box in (
            ("name", self.name),
            ("role", self.role),
            ("source", self.source),
            ("about", self.about),
            ("tone", self.tone),
        ):
            box.committed.connect(lambda text, name=name: self._change(**{name: text}))
        for key, lines in self.lists.items():
            lines.committed.connect(lambda text, key=key: self._set_list(key, text))
        self.quotes.committed.connect(self._set_quotes)
        for name, choice in (("kind", self.kind), ("segment", self.segment), ("grade", self.grade)):
            choice.chosen.connect(lambda value, name=name: self._change(**{name: value}))

    def _change(self, **fields: str) -> None:
        from cxdesk.personas import actions

        if self._row is not None:
            key = f"persona-{self._row.id}-{next(iter(fields))}"
            self._bridge.run_merged(_("Change a persona"), key, actions.change, self._row.id, **fields)

    def _set_list(self, name: str, text: str) -> None:
        from cxdesk.personas import actions

        if self._row is not None:
            key = f"persona-{self._row.id}-{name}"
            self._bridge.run_merged(
                _("Change a persona"), key, actions.set_list, self._row.id, name, text.splitlines()
            )

    def _set_quotes(self, text: str) -> None:
        from cxdesk.personas import actions

        if self._row is not None:
            said = [_quote(line) for line in text.splitlines()]
            key = f"persona-{self._row.id}-quotes"
            self._bridge.run_merged(_("Change a persona"), key, actions.set_quotes, self._row.id, said)

    def _on_answers(self) -> None:
        """Insights of their segment alone."""
        if self._row is not None and self._row.segment:
            self._context.go("analysis", self._row.segment)

    def _on_choose(self) -> None:
        kinds = _("Pictures ({patterns})").format(patterns="*.png *.jpg *.jpeg *.webp")
        ask(file_dialog(_("Choose a picture"), [kinds]), self.take_picture)

    def _on_no_picture(self) -> None:
        from cxdesk.personas import actions

        if self._row is not None:
            self._bridge.run(_("Take a picture away"), actions.set_picture, self._row.id, None)

    def _on_checked(self) -> None:
        from cxdesk.personas import actions

        if self._row is not None:
            self._bridge.run(_("Say when it was checked"), actions.check, self._row.id, date.today())

    def _on_delete(self) -> None:
        from cxdesk.personas import actions

        if self._row is None:
            return
        number = self._row.id
        self._row = None

        def gone(session: Any) -> int:
            actions.delete(session, number)
            return number

        if self._bridge.run(_("Delete a persona"), gone) is not None:
            self._context.offer_undo(_("The sheet is gone."))

    def _show_picture(self, persona: "PersonaRow") -> None:
        from cxdesk.storage import assets

        shown = QPixmap()
        if persona.picture and (data := self._context.project.read(assets.load, persona.picture)):
            shown.loadFromData(data)
        self.without.setVisible(not shown.isNull())
        self.picture.setVisible(not shown.isNull())
        if not shown.isNull():
            self.picture.setAccessibleName(_("Picture of {name}").format(name=persona.name))
            self.picture.setPixmap(
                shown.scaled(
                    _PICTURE,
                    _PICTURE,
                    Qt.AspectRatioMode.KeepAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            )


def _quote(line: str) -> tuple[str, str]:
    text, _bar, speaker = line.rpartition("|") if "|" in line else (line, "", "")
    return text, speaker


def _quote_line(text: str, speaker: str) -> str:
    text = " ".join(text.split())
    return f"{text} | {speaker}" if speaker else text
