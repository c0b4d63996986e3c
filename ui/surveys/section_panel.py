"""The middle of the survey page for a section: its heading, its place, and what is set for all in it."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxdesk.i18n import _
from ui.surveys.editing import Editing, other_words
from ui.surveys.property_fields import ticked
from ui.surveys.template_mark import TemplateMark
from ui.surveys.words_input import Words
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import Card, row
from ui.widgets.fields import Field, LineInput
from ui.widgets.text import caption

if TYPE_CHECKING:
    from cxdesk.surveys.queries import SectionRow


class SectionPanel(QWidget):
    """Shows one section and turns each change into an action; `of` is how many there are."""

    def __init__(self, editing: Editing, section: "SectionRow", place: int, of: int, deeds: Any) -> None:
        super().__init__()
        self._editing, self._section, self._deeds = editing, section, deeds
        theme = editing.context.theme
        self.heading = LineInput()
        self.heading.setObjectName(f"section {section.id}")
        self.heading.committed.connect(self._on_heading)
        self.intro = Words(lines=2)
        self.intro.setObjectName("section intro")
        self.intro.committed.connect(self._on_intro)
        up = IconButton(
            theme, "chevron-up", _("Move the section up"), size=16, on_click=lambda: deeds.move(-1)
        )
        down = IconButton(
            theme, "chevron-down", _("Move the section down"), size=16, on_click=lambda: deeds.move(1)
        )
        twice = IconButton(theme, "copy", _("Duplicate the section"), size=16, on_click=deeds.duplicate)
        gone = IconButton(theme, "trash-2", _("Delete the section"), size=16, on_click=deeds.delete)
        up.setEnabled(place > 0)
        down.setEnabled(place < of - 1)
        gone.setEnabled(of > 1)
        card = Card(gap=14)
        card.add(row(caption(_("Section")), None, up, down, twice, gone))
        self._marks = {
            part: TemplateMark(editing, "section", section.id, part) for part in ("title", "intro")
        }
        for part, words, editor in (
            ("title", _("Heading of this section"), self.heading),
            ("intro", _("Words below it"), self.intro),
        ):
            field = Field(theme, words, editor, "customer")
            field.put_beside(self._marks[part])
            card.add(field)
        mixed = ticked(
            _("Questions in a random order"), bool(section.settings.get("randomise")), self._on_mixed
        )
        mixed.setObjectName("section randomise")
        page = ticked(_("Begins on a new page"), bool(section.settings.get("page", True)), self._on_page)
        page.setObjectName("section page")
        card.add(mixed, page)
        card.add(
            row(Button(theme, _("Add a question to it"), "plain", icon="plus", on_click=self._first), None)
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(card)
        self.fill(section)

    def fill(self, section: "SectionRow") -> None:
        """Show the words as the file has them."""
        self._section = section
        lang = self._editing.language
        self.heading.show_text(section.title.get(lang, ""))
        self.heading.setPlaceholderText(other_words(section.title, lang) or _("Heading of this section"))
        self.intro.show_text(section.intro.get(lang, ""))
        self.intro.setPlaceholderText(other_words(section.intro, lang))
        for part, mark in self._marks.items():
            mark.setVisible(part in section.template_texts)

    def commit(self) -> None:
        """Tell what is being typed now."""
        self.heading.commit()
        self.intro.commit()

    def focus_text(self) -> None:
        """Put the cursor into the heading."""
        self.heading.setFocus()
        self.heading.selectAll()

    def _first(self) -> None:
        self._deeds.add("points")

    def _on_heading(self, text: str) -> None:
        from cxdesk.surveys import actions

        name, lang = f"section-title-{self._section.id}", self._editing.language
        self._editing.typed(_("Name the section"), name, actions.rename_section, self._section.id, text, lang)

    def _on_intro(self, text: str) -> None:
        from cxdesk.surveys import editing

        name, lang = f"section-intro-{self._section.id}", self._editing.language
        self._editing.typed(
            _("Change the section"), name, editing.set_section_intro, self._section.id, text, lang
        )

    def _on_mixed(self, on: bool) -> None:
        self._set("randomise", on or None)

    def _on_page(self, on: bool) -> None:
        self._set("page", None if on else False)

    def _set(self, name: str, value: Any) -> None:
        from cxdesk.surveys import editing

        self._editing.run(
            _("Change the section"), editing.set_section_settings, self._section.id, **{name: value}
        )
