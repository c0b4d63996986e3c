"""What lies on all maps together: unexpected behaviours and needs that may be a pattern, and systems to review."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, listed, number
from cxdesk.personas.kinds import GRADE_WORDS
from ui.page import PageContext
from ui.touchpoints import deeds
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, column, row
from ui.widgets.file_dialogs import ask_for_saving
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, caption, title

if TYPE_CHECKING:
    from cxdesk.analysis.across_maps import Pattern, System
    from cxdesk.analysis.inventory import Inventory


class AcrossView(QWidget):
    """Two tables; Enter on a row opens its map."""

    def __init__(self, context: PageContext, _choose: Callable[[int], None]) -> None:
        super().__init__()
        self._context = context
        self._told: list[Pattern] = []
        self._used: list[System] = []
        self.patterns, self.systems = self._pattern_table(), self._system_table()
        self._no_patterns, self._no_systems = body("", tone="text2"), body("", tone="text2")
        self._system_told = caption("", wrap=True)
        theme = context.theme
        self.reviewed = Button(
            theme, _("Reviewed today"), icon="check", dense=True, on_click=self.review_chosen
        )
        self._save_patterns = Button(
            theme, _("Save as a table"), "plain", icon="download", dense=True, on_click=self.save_patterns
        )
        self._save_systems = Button(
            theme, _("Save as a table"), "plain", icon="download", dense=True, on_click=self.save_systems
        )
        first = Card(
            row(
                title(_("Unexpected behaviour and needs nobody named"), wrap=False), None, self._save_patterns
            ),
            caption(
                _(
                    "Cards with the same words on any map are one. What occurs at several steps may be a pattern."
                ),
                wrap=True,
            ),
            self._no_patterns,
            self.patterns,
        )
        second = Card(
            row(title(_("Systems"), wrap=False), None, self._save_systems, self.reviewed),
            self._system_told,
            self._no_systems,
            self.systems,
        )
        self.setLayout(column(first, second, gap=16))

    def show_inventory(self, found: "Inventory", _chosen: int | None) -> None:
        """Count again."""
        from cxdesk.analysis.across_maps import headline, patterns, systems

        self._told, self._used = told, used = patterns(found.journeys), systems(found.journeys, found.today)
        self.patterns.set_rows(told)
        self.systems.set_rows(used)
        for table, empty, save, rows, words in (
            (
                self.patterns, self._no_patterns, self._save_patterns, told,
                _("No map holds an unexpected behaviour or a need nobody named."),
            ),
            (self.systems, self._no_systems, self._save_systems, used, _("No map names a system.")),
        ):  # fmt: skip
            table.setVisible(bool(rows))
            save.setVisible(bool(rows))
            empty.setVisible(not rows)
            empty.setText(words)
        self._system_told.setText(headline(used))
        self._system_told.setVisible(bool(used))
        self.reviewed.setVisible(bool(used))
        self.reviewed.setEnabled(not self._context.project.read_only)

    def review_chosen(self) -> None:
        """Say that the chosen system was reviewed today: all of its cards at once."""
        chosen = self.systems.current()
        if chosen is not None:
            deeds.review_system(self._context, chosen, date.today())

    def save_patterns(self) -> None:
        """Write the behaviours and needs as a table."""
        from exports.tables.across_maps import write_patterns

        rows = self._told
        self._ask(_("Unexpected behaviour and needs.xlsx"), lambda path: write_patterns(rows, path))

    def save_systems(self) -> None:
        """Write the systems as a table."""
        from exports.tables.across_maps import write_systems

        rows = self._used
        self._ask(_("Systems.xlsx"), lambda path: write_systems(rows, path))

    def _ask(self, name: str, write: Callable[[Path], Path]) -> None:
        kind = _("Tables ({patterns})").format(patterns="*.xlsx *.csv")

        def save(path: Path) -> None:
            def told(written: Path) -> None:
                self._context.messages.notice("good", _("The table is saved."), str(written))

            self._context.jobs.run(lambda: write(path), told, what=_("Writing the table"))

        ask_for_saving(_("Save as a table"), name, kind, "xlsx", save)

    def _pattern_table(self) -> Table:
        columns = [
            Column(_("Text"), lambda p: p.text, "strong", sub=_kind, share=4),
            Column(_("Steps"), lambda p: number(p.steps), "number", sort=lambda p: p.steps, width=84),
            Column(_("Where"), _where, "muted", sub=_maps, share=4),
            Column(
                _("How sure are we"), lambda p: _(GRADE_WORDS[p.grade]), "bead", lambda p: p.grade, width=150
            ),
        ]
        name = _("Unexpected behaviour and needs nobody named")
        table = Table(self._context.theme, columns, name=name, fit=True)
        table.opened.connect(self._open)
        return table

    def _system_table(self) -> Table:
        columns = [
            Column(_("System"), lambda s: s.name, "strong", share=2),
            Column(_("Steps"), lambda s: number(s.steps), "number", sort=lambda s: s.steps, width=84),
            Column(_("Where"), _where, "muted", sub=_maps, share=4),
            Column(_("Last review"), _reviewed, "tag", _review_tag, width=200),
        ]
        table = Table(self._context.theme, columns, name=_("Systems"), fit=True)
        table.opened.connect(self._open)
        return table

    def _open(self, one: "Pattern | System") -> None:
        self._context.go("journeys", one.spots[0].journey_id)


def _kind(pattern: "Pattern") -> str:
    from cxdesk.analysis.across_maps import PATTERN_WORDS

    return _(PATTERN_WORDS[pattern.kind])


def _where(one: Any) -> str:
    """Its steps by name."""
    return listed(dict.fromkeys(spot.step for spot in one.spots))


def _maps(one: Any) -> str:
    """The maps it lies on."""
    return listed(one.journeys)


def _reviewed(system: "System") -> str:
    from cxdesk.analysis.across_maps import review_words

    return review_words(system)


def _review_tag(system: "System") -> tuple[str, str] | None:
    return _reviewed(system), "warn" if system.to_review else "plain"
