"""Two maps beside each other: a map and its snapshots, now and as it should be, planned and actual."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QInputDialog, QWidget

from cxdesk.i18n import _, clock, day, language, ngettext, number, percent
from ui.page import Page, PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import boxed, column, row
from ui.widgets.chips import Chip
from ui.widgets.empty import EmptyState
from ui.widgets.fields import Choice, Field
from ui.widgets.file_dialogs import ask_for_saving
from ui.widgets.menus import menu_on
from ui.widgets.scaffold import Scaffold
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, caption, title

if TYPE_CHECKING:
    from cxdesk.journeys.compare import Change, Comparison
    from cxdesk.journeys.snapshots import SnapshotRow
    from cxdesk.planning.studio_sheets import Side


@dataclass(frozen=True, slots=True)
class Source:
    """A map that can be compared: a journey as it is, or one of its snapshots."""

    journey_id: int
    snapshot_id: int | None
    side: "Side"


def make(context: PageContext) -> Page:
    """The page, for the shell."""
    return ComparePage(context)


class ComparePage(Page):
    """Choose two maps; below them what is otherwise, and the snapshots of the first one."""

    tables = frozenset({"journey", "stage", "step", "lane", "card", "touch_point", "journey_snapshot"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.frame = Scaffold(self, widest=1400)
        self.before, self.after = Choice(), Choice()
        self.before.chosen.connect(lambda _value: self._compare())
        self.after.chosen.connect(lambda _value: self._compare())
        self.sources: dict[str, Source] = {}
        self.found: Comparison | None = None
        self.table: Table | None = None
        self.snapshots: Table | None = None
        self.kind = ""
        self._journey_id = 0

    def reload(self) -> None:
        """Read what can be compared again; the choice stays."""
        self.sources = self.context.project.read(_sources)
        self.frame.clear()
        if not self.sources:
            self.frame.add(
                EmptyState(
                    self.context.theme,
                    _("Nothing to compare yet"),
                    _("Draw a journey first. Then keep it as a snapshot, or copy it as it should be."),
                    _("Journeys"),
                    lambda: self.context.go("journeys"),
                ),
                None,
            )
            return
        self._fill_choices()
        self._build()
        self._compare()

    def open_at(self, target: Any) -> None:
        """Compare the journey of that number with its newest snapshot, or with another state of it."""
        if isinstance(target, int):
            self._journey_id = target
            self.before.set_options([])
            self.after.set_options([])
            self.reload()

    def take_snapshot(self, name: str = "") -> None:
        """Keep the later map as it is now, under a name."""
        source = self.sources.get(self.after.value() or "")
        if source is None:
            return
        if not name:
            self._ask_name(_("Keep a snapshot"), day(datetime.now().date()), self.take_snapshot)
            return
        from cxdesk.journeys import snapshots

        self.context.bridge.run(_("Keep a snapshot"), snapshots.take, source.journey_id, name)

    def save_table(self, path: Path) -> None:
        """Write the list as a spreadsheet or a page."""
        sheet = self._sheet(language())

        def work() -> Path:
            from exports.pdf.journey_changes import build

            return build(sheet, path)

        def told(saved: Path) -> None:
            self.context.messages.notice("good", _("Saved: {name}").format(name=saved.name))

        self.context.jobs.run(work, told, what=_("Saving the list"))

    def make_page(self) -> None:
        """Show the list as it will be printed."""
        from ui.widgets.sheet_preview import SheetPreview

        def draw(lang: str) -> Any:
            from exports.pdf.journey_changes import render

            return render(self._sheet(lang))

        heading = _("What changed between two maps")
        SheetPreview(self.context, heading, f"{heading}.pdf", draw).open()

    def _fill_choices(self) -> None:
        kept = self.before.value(), self.after.value()
        options = [(key, _label(source)) for key, source in self.sources.items()]
        first = [k for k, s in self.sources.items() if self._journey_id in (0, s.journey_id)]
        after = (
            kept[1]
            if kept[1] in self.sources
            else next((k for k in first if self.sources[k].snapshot_id is None), options[0][0])
        )
        mine = [
            k
            for k, s in self.sources.items()
            if s.journey_id == self.sources[after].journey_id and k != after
        ]
        before = (
            kept[0]
            if kept[0] in self.sources and kept[0] != after
            else (mine[-1] if mine else next((k for k, _l in options if k != after), after))
        )
        self.before.set_options(options, before)
        self.after.set_options(options, after)

    def _build(self) -> None:
        theme = self.context.theme
        back = Button(
            theme,
            _("Journeys"),
            "plain",
            icon="arrow-left",
            dense=True,
            on_click=lambda: self.context.go("journeys"),
        )
        snapshot = Button(theme, _("Keep a snapshot"), icon="save", on_click=self.take_snapshot)
        from cxdesk.journeys.change_words import heads

        where, what, difference, before, after = heads(language())
        page = Button(theme, _("Make a page"), icon="file-text", on_click=self.make_page)
        save = Button(theme, _("Save as a table"), icon="download", on_click=self._ask_where)
        self.frame.add(row(back, None, snapshot, save, page))
        self.frame.add(row(Field(theme, before, self.before), Field(theme, after, self.after), gap=24))
        self._headline, self._told = title(""), body("", tone="text2")
        self._told.setWordWrap(True)
        self.frame.add(self._headline, self._told)
        self._chips = row(gap=8)
        self.frame.add(boxed(self._chips))
        columns = [
            Column(where, lambda c: c[0], share=2),
            Column(what, lambda c: c[1], "muted", share=3),
            Column(difference, lambda c: c[2], "strong", width=130),
            Column(before, lambda c: c[3], share=1),
            Column(after, lambda c: c[4], share=1),
        ]
        self.table = Table(theme, columns, name=_("What is otherwise"), fit=True)
        self.frame.add(boxed(column(self.table, margins=(12, 4, 12, 8)), "card"))
        self.snapshots = Table(theme, _snapshot_columns(), name=_("Snapshots"), fit=True, key=lambda r: r.id)
        self.snapshots.opened.connect(self._on_snapshot)
        self._kept = title(_("Snapshots"))
        hint = caption(_("Enter on a snapshot: rename, bring back as a map of its own, delete."), wrap=True)
        self._kept_box = boxed(
            column(self._kept, hint, boxed(column(self.snapshots, margins=(12, 4, 12, 8)), "card"), gap=8)
        )
        self.frame.add(self._kept_box, None)

    def _compare(self) -> None:
        from cxdesk.journeys.change_words import headline, summary
        from cxdesk.journeys.compare import compare
        from cxdesk.journeys.snapshots import snapshot_rows

        before, after = (self.sources.get(choice.value() or "") for choice in (self.before, self.after))
        if before is None or after is None or self.table is None:
            return
        read = self.context.project.read
        self.found = compare(read(_document, before), read(_document, after))
        self._headline.setText(headline(self.found, language()))
        self._told.setText(summary(self.found, language()))
        self._show_chips()
        self._show_changes()
        assert self.snapshots is not None
        rows = read(snapshot_rows, after.journey_id)
        self.snapshots.set_rows(rows)
        self._kept_box.setVisible(bool(rows))

    def _show_chips(self) -> None:
        from cxdesk.journeys.change_words import kind_word
        from cxdesk.journeys.compare import KIND_WORDS
        from ui.widgets.cards import empty, put

        assert self.found is not None
        empty(self._chips)
        kinds = [k for k in KIND_WORDS if self.found.count(k)]
        if self.kind not in kinds:
            self.kind = ""
        if len(kinds) > 1:
            for kind in ("", *kinds):
                words = kind_word(kind, language()) if kind else _("Everything")
                n = self.found.count(kind) if kind else len(self.found.changes)
                text = _("{words} {n}").format(words=words, n=number(n))
                put(
                    self._chips,
                    Chip(self.context.theme, text, on_click=self._chooser(kind), quiet=kind != self.kind),
                )
            put(self._chips, None)

    def _chooser(self, kind: str) -> Callable[[], None]:
        def choose() -> None:
            self.kind = kind
            self._show_chips()
            self._show_changes()

        return choose

    def _show_changes(self) -> None:
        from cxdesk.journeys.change_words import change_cells

        assert self.found is not None
        assert self.table is not None
        shown: list[Change] = [c for c in self.found.changes if self.kind in ("", c.kind)]
        self.table.set_rows([change_cells(c, language()) for c in shown])

    def _sheet(self, lang: str) -> Any:
        from cxdesk.journeys.compare import Comparison
        from cxdesk.planning.studio_sheets import changes_sheet

        before, after = (self.sources[choice.value()].side for choice in (self.before, self.after))
        found = self.found or Comparison((), 0)
        return self.context.project.read(changes_sheet, before, after, found, lang)

    def _ask_where(self) -> None:
        kind = _("Tables ({patterns})").format(patterns="*.xlsx *.csv")
        ask_for_saving(
            _("Save as a table"), _("What changed between two maps"), kind, "xlsx", self.save_table
        )

    def _on_snapshot(self, chosen: "SnapshotRow") -> None:
        from cxdesk.journeys import snapshots

        run = self.context.bridge.run

        def rename() -> None:
            self._ask_name(
                _("Rename the snapshot"),
                chosen.name,
                lambda name: run(_("Rename a snapshot"), snapshots.rename, chosen.id, name),
            )

        def back() -> None:
            self._ask_name(
                _("Bring it back as a map"),
                chosen.name,
                lambda name: run(_("Bring a snapshot back"), snapshots.bring_back, chosen.id, name),
            )

        def gone() -> None:
            run(_("Delete a snapshot"), snapshots.delete, chosen.id)
            self.context.offer_undo(_("The snapshot is gone."))

        menu = menu_on(self)
        menu.addAction(_("Rename"), rename)
        menu.addAction(_("Bring it back as a map"), back)
        menu.addAction(_("Delete"), gone)
        self.menu = menu
        assert self.snapshots is not None
        line = self.snapshots.visualRect(self.snapshots.currentIndex())
        menu.popup(self.snapshots.viewport().mapToGlobal(line.bottomLeft()))

    def _ask_name(self, heading: str, name: str, then: Callable[[str], Any]) -> None:
        dialog = QInputDialog(self)
        dialog.setWindowTitle(heading)
        dialog.setLabelText(_("Name"))
        dialog.setTextValue(name)
        dialog.textValueSelected.connect(lambda text: text.strip() and then(text.strip()))
        self.dialog = dialog
        dialog.open()


def _sources(session: Any) -> dict[str, Source]:
    """Every journey with its snapshots below it, newest last."""
    from cxdesk.journeys.queries import journey_rows
    from cxdesk.journeys.snapshots import snapshot_rows
    from cxdesk.planning.studio_sheets import Side

    found: dict[str, Source] = {}
    for journey in journey_rows(session):
        found[f"j{journey.id}"] = Source(journey.id, None, Side(journey.name, journey.state))
        for kept in snapshot_rows(session, journey.id):
            name = f"{journey.name}: {kept.name}"
            found[f"s{kept.id}"] = Source(journey.id, kept.id, Side(name, journey.state, kept.made_at))
    return found


def _document(session: Any, source: Source) -> dict[str, Any]:
    from cxdesk.journeys.formats.document import document_of
    from cxdesk.journeys.snapshots import snapshot_document

    if source.snapshot_id is not None:
        return snapshot_document(session, source.snapshot_id)
    return document_of(session, source.journey_id)


def _label(source: Source) -> str:
    from cxdesk.journeys.change_words import side_words

    return side_words(source.side.name, source.side.state, source.side.on, language())


def _snapshot_columns() -> list[Column]:
    def share(grade: str) -> Callable[[Any], str]:
        return lambda r: percent(100 * r.grades[grade] / r.cards) if r.cards else "–"

    return [
        Column(_("Name"), lambda r: r.name, "strong", share=2),
        Column(
            _("Kept on"),
            lambda r: _("{day}, {time}").format(day=day(r.made_at.date()), time=clock(r.made_at)),
            "muted",
            width=190,
        ),
        Column(
            _("Cards"),
            lambda r: ngettext("{n} card", "{n} cards", r.cards).format(n=number(r.cards)),
            "number",
            width=90,
        ),
        Column(_("opinion"), share("opinion"), "number", width=100),
        Column(_("some answers"), share("some"), "number", width=120),
        Column(_("measured"), share("measured"), "number", width=110),
    ]
