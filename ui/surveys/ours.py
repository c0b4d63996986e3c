"""What is our own in a survey: every text with whose words it is, a way to each, and a place to say it in words."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout

from cxdesk.i18n import _, directed, ngettext, number
from ui.page import PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, row
from ui.widgets.fields import Field, TextInput
from ui.widgets.tables import Column, Table
from ui.widgets.tabs import Segmented
from ui.widgets.text import body, title
from ui.widgets.window_size import resize_within_screen

if TYPE_CHECKING:
    from cxdesk.surveys.ours import Ours, OursRow


def open_ours(context: PageContext, survey_id: int) -> "OursDialog":
    """Show what of a survey is our own."""
    return OursDialog(context, survey_id)


class OursDialog(QDialog):
    """The texts in the order they are read; Enter or a click goes to one in the editor."""

    def __init__(self, context: PageContext, survey_id: int) -> None:
        super().__init__(QApplication.activeWindow())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("What is our own in it"))
        self.setMinimumSize(760, 560)
        resize_within_screen(self, 900, 680)
        self._context, self.survey_id = context, survey_id
        theme = context.theme
        self.count = body("", strong=True)
        self.about = body("", tone="text2")
        self.said = TextInput(
            lines=2, placeholder=_("What do we ask that no other firm would ask in these words?")
        )
        self.said.committed.connect(self._on_said)
        self.said.setEnabled(not context.project.read_only)
        self.which = Segmented(
            theme, [("all", _("All texts")), ("template", _("Template text")), ("own", _("Our own"))]
        )
        self.which.chosen.connect(lambda _key: self.reload())
        self.table = Table(
            theme, _columns(), name=_("Texts of the survey"), key=lambda r: (r.kind, r.id, r.part)
        )
        self.table.opened.connect(self._on_opened)
        self.none = body("", tone="text2")
        close = Button(theme, _("Close"), on_click=self.accept)
        close.setAutoDefault(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        box.addWidget(title(_("What is our own in it")))
        box.addWidget(self.about)
        box.addWidget(self.count)
        box.addWidget(Field(theme, _("What is our own in it, in your words"), self.said, "internal"))
        box.addLayout(row(self.which, None))
        box.addWidget(self.none)
        box.addWidget(Card(self.table, padding=(12, 4)), 1)
        box.addLayout(
            row(
                body(directed(_("Enter or a click goes to the text.")), tone="text2", wrap=False), None, close
            )
        )
        self.found = self._read()
        if self.found.left:
            self.which.set_current("template")
        self.reload()
        self.open()
        self.table.setFocus()

    def reload(self) -> None:
        """Show the texts that are wanted, and how many are whose."""
        from cxdesk.surveys.ours import left_words

        self.found = found = self._read()
        rows = {"all": found.rows, "template": found.left, "own": found.own}[self.which.current()]
        self.table.set_rows(rows)
        if rows and self.table.current() is None:
            first = rows[0]
            self.table.choose((first.kind, first.id, first.part))
        n = len(found.own)
        own = ngettext("{n} text is our own.", "{n} texts are our own.", n).format(n=number(n)) if n else ""
        self.count.setText(" ".join(filter(None, (left_words(found.rows), own))))
        began = _("Begun from the template “{name}”.").format(name=found.template) if found.template else ""
        line = _(
            "A template is a place to begin. A text is your own as soon as you change a word of it, or say so beside it."
        )
        self.about.setText(directed(" ".join(filter(None, (began, line)))))
        self.said.show_text(found.said)
        nothing = {
            "all": _("Nothing is written in this survey yet."),
            "template": _("No text is a template’s any more."),
            "own": _("No text is our own yet."),
        }
        self.none.setText(nothing[self.which.current()])
        self.none.setVisible(not rows)

    def done(self, result: int) -> None:
        """Keep what is being typed."""
        self.said.commit()
        super().done(result)

    def _read(self) -> "Ours":
        from cxdesk.surveys.ours import ours

        found: Ours = self._context.project.read(ours, self.survey_id)
        return found

    def _on_said(self, words: str) -> None:
        from cxdesk.surveys.ours import say_ours

        label = _("Say what is our own")
        self._context.bridge.run_merged(label, f"ours-{self.survey_id}", say_ours, self.survey_id, words)

    def _on_opened(self, text: "OursRow") -> None:
        fields = {
            ("survey", "name"): "survey name",
            ("survey", "intro"): "survey intro",
            ("survey", "thanks"): "survey thanks",
            ("section", "title"): f"section {text.id}",
            ("section", "intro"): "section intro",
            ("question", "text"): "question text",
        }
        self.accept()
        self._context.go("surveys", (self.survey_id, text.kind, text.id, fields[text.kind, text.part]))


def _columns() -> list[Column]:
    return [
        Column(_("Text"), lambda r: r.words, sub=lambda r: r.where, share=3),
        Column(
            _("State"),
            lambda r: r.state,
            "tag",
            value=lambda r: (r.state, "accent" if r.is_template else "plain"),
            width=140,
        ),
    ]
