"""The heading of a section in the survey editor: its words, its place, and taking it away."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, is_rtl
from ui.page import PageContext
from ui.widgets.buttons import IconButton
from ui.widgets.cards import row
from ui.widgets.fields import LineInput
from ui.widgets.text import start_side

if TYPE_CHECKING:
    from cxdesk.surveys.queries import SectionRow


class SectionHead(QWidget):
    """Shows one heading and turns each change into an action; `after_delete` hears of a section that is gone."""

    def __init__(
        self,
        context: PageContext,
        section: "SectionRow",
        place: int,
        of: int,
        after_delete: Callable[[], None],
    ) -> None:
        super().__init__()
        self._context, self._section, self._after_delete = context, section, after_delete
        self._language = "en"
        theme = context.theme
        self.heading = LineInput(placeholder=_("Heading of this section"))
        theme.changed.connect(self._dress)
        self.heading.setObjectName(f"section {section.id}")
        self.heading.setAccessibleName(_("Heading of this section"))
        self.heading.committed.connect(self._on_heading)
        up = IconButton(
            theme, "chevron-up", _("Move the section up"), size=16, on_click=lambda: self._move(place - 1)
        )
        down = IconButton(
            theme, "chevron-down", _("Move the section down"), size=16, on_click=lambda: self._move(place + 1)
        )
        gone = IconButton(theme, "trash-2", _("Delete the section"), size=16, on_click=self._delete)
        up.setEnabled(place > 0)
        down.setEnabled(place < of - 1)
        gone.setEnabled(of > 1)
        across = row(gap=4, margins=(0, 8, 0, 0))
        across.addWidget(self.heading, 1)
        for button in (up, down, gone):
            across.addWidget(button)
        self.setLayout(across)
        self._dress()

    def fill(self, section: "SectionRow", language: str) -> None:
        """Show the heading in a language."""
        self._section, self._language = section, language
        self.heading.show_text(section.title.get(language, ""))
        others = next((text for text in section.title.values() if text), "")
        self.heading.setPlaceholderText(others or _("Heading of this section"))
        if is_rtl(language) != is_rtl():
            return
        self.heading.setAlignment(start_side())

    def commit(self) -> None:
        """Tell what is being typed now."""
        self.heading.commit()

    def _dress(self) -> None:
        """Look like a heading of the page until it is pointed at or has the focus."""
        theme = self._context.theme
        self.heading.setFont(theme.font("title"))
        still, edge = (
            "border: 1px solid transparent; background: transparent; padding: 0;",
            theme.hex("line_strong"),
        )
        self.heading.setStyleSheet(
            f"QLineEdit {{ {still} }} QLineEdit:hover, QLineEdit:focus {{ border: 1px solid {edge}; }}"
        )

    def _on_heading(self, text: str) -> None:
        from cxdesk.surveys import actions

        key = f"section-title-{self._section.id}-{self._language}"
        self._context.bridge.run_merged(
            _("Name the section"), key, actions.rename_section, self._section.id, text, self._language
        )

    def _move(self, place: int) -> None:
        self._run(_("Move the section"), "move_section", self._section.id, place)

    def _delete(self) -> None:
        if self._run(_("Delete the section"), "delete_section", self._section.id) is not None:
            self._after_delete()

    def _run(self, label: str, name: str, *args: Any) -> Any:
        from cxdesk.surveys import actions

        return self._context.bridge.run(label, getattr(actions, name), *args)
