"""A table of answers that reads the next rows when it is scrolled to them."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QHeaderView, QTableView, QVBoxLayout, QWidget

from cxdesk.i18n import _, day, digits, isolated, ngettext, number
from ui.page import PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import boxed, column, row
from ui.widgets.cells import COLUMN, ROW, CellDelegate
from ui.widgets.erase_dialog import EraseDialog, erase_respondent
from ui.widgets.fields import Choice
from ui.widgets.tables import Column
from ui.widgets.text import body, caption, title

if TYPE_CHECKING:
    from cxdesk.responses.filter import Filter
    from cxdesk.responses.queries import Table

Index = QModelIndex | QPersistentModelIndex

CUSTOMER, DATE = 0, 1
AS_THEY_CAME = -1
PAGE = 200
WIDEST_COLUMN = 360


class AnswersModel(QAbstractTableModel):
    """Rows as far as they were read; `fetch` reads the next ones."""

    def __init__(self, fetch: Any, first: "Table", parent: QWidget) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._header = (_("Customer"), _("Date"), *first.header[2:])
        self._columns = [
            Column(name, str, "strong" if not place else "text") for place, name in enumerate(self._header)
        ]
        self.rows: list[Sequence[str]] = list(first.rows)
        self.response_ids: list[int] = list(first.response_ids)
        self.total = first.total
        self._sorts: dict[int, int | str] = {CUSTOMER: "customer", DATE: "date"}
        self._sorts |= dict(enumerate(first.item_ids, 2))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Rows read so far."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Customer, date, questions."""
        return 0 if parent.isValid() else len(self._header)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of one cell; long ones in the tooltip."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = self.rows[index.row()][index.column()]
            if role == Qt.ItemDataRole.ToolTipRole:
                return text if len(text) > 40 else None
            return _shown(text, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return {ROW: self.rows[index.row()], COLUMN: self._columns[index.column()]}.get(role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Questions across, places down."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            # In its own direction: what is left out of an English question is left out at its end in Persian too.
            across = orientation == Qt.Orientation.Horizontal
            return isolated(self._header[section]) if across else number(section + 1)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None

    def heads(self) -> tuple[str, ...]:
        """What stands over the columns."""
        return self._header

    def sorts_by(self, column: int) -> int | str | None:
        """What a column is called where answers are sorted; None for the order they came in."""
        return self._sorts.get(column)

    def show_anew(self, fetch: Any) -> None:
        """The same answers in another order."""
        first = fetch(0)
        self.beginResetModel()
        self._fetch = fetch
        self.rows, self.response_ids = list(first.rows), list(first.response_ids)
        self.endResetModel()

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there are rows that were not read yet."""
        return not parent.isValid() and len(self.rows) < self.total

    def fetchMore(self, parent: Index) -> None:
        """Read the next page of rows."""
        page = self._fetch(len(self.rows))
        more = page.rows
        self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(more) - 1)
        self.rows += more
        self.response_ids += page.response_ids
        self.endInsertRows()


class AnswersView(QWidget):
    """A sentence with the count, and the table."""

    def __init__(
        self, context: PageContext, survey_id: int, where: "Filter", item_ids: tuple[int, ...] | None
    ) -> None:
        super().__init__()
        from cxdesk.responses.queries import answers_table

        project = context.project

        def fetch(offset: int) -> Any:
            return project.read(answers_table, survey_id, where, item_ids, PAGE, offset)

        self._context, self._survey_id, self._where, self._item_ids = context, survey_id, where, item_ids
        self._as_they_came = fetch
        first = fetch(0)
        self.model = AnswersModel(fetch, first, self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        words = ngettext("{n} answer", "{n} answers", first.total).format(n=number(first.total))
        self.by = Choice([(AS_THEY_CAME, _("As they came in")), *enumerate(self.model.heads())])
        self.by.setAccessibleName(_("Sorted by"))
        self.by.setMinimumContentsLength(18)
        self.by.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.down = QCheckBox(_("Last first"))
        self.by.chosen.connect(lambda _by: self._on_sorted())
        self.down.toggled.connect(lambda _down: self._on_sorted())
        sorting = row(title(words, wrap=False), None, gap=12)
        if first.total:
            for part in (caption(_("Sorted by")), self.by, self.down):
                sorting.addWidget(part)
        box.addLayout(sorting)
        if score := _score(project, survey_id, where, item_ids):
            box.addWidget(caption(score))
        if not first.total:
            box.addWidget(body(_("No answer passes this filter. Take a part of it away."), tone="text2"))
            return
        self.table = QTableView()
        self.table.setAccessibleName(_("Answers"))
        self.table.setModel(self.model)
        self._set_up(context)
        box.addWidget(boxed(column(self.table, margins=(12, 4, 12, 8)), "card"), 1)
        self.erase = Button(
            context.theme, _("Erase this respondent"), "danger", dense=True,
            on_click=lambda: self.erase_chosen(context),
        )  # fmt: skip
        by_key = Button(
            context.theme, _("Erase by key"), "plain", dense=True, on_click=lambda: erase_respondent(context)
        )
        self.issue = Button(
            context.theme, _("Make this an issue"), icon="flag", dense=True,
            on_click=lambda: context.do("issue.here"),
        )  # fmt: skip
        box.addLayout(row(self.issue, None, self.erase, by_key, margins=(0, 12, 0, 0)))
        chosen = self.table.selectionModel()
        for button in (self.erase, self.issue):
            chosen.selectionChanged.connect(
                lambda *_what, button=button: button.setEnabled(chosen.hasSelection())
            )
            button.setEnabled(False)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column of the table, or as they came in by AS_THEY_CAME; blanks stand last either way."""
        with QSignalBlocker(self.down):
            self.by.set_value(column)
            self.down.setChecked(order == Qt.SortOrder.DescendingOrder)
        self._on_sorted()

    def _on_sorted(self) -> None:
        from cxdesk.responses.queries import answers_table, sorted_responses

        read, column, down = self._context.project.read, int(self.by.value()), self.down.isChecked()
        survey_id, where, items = self._survey_id, self._where, self._item_ids
        by = self.model.sorts_by(column)
        if by is None and not down:
            self.model.show_anew(self._as_they_came)
        else:
            order = read(sorted_responses, survey_id, "" if by is None else by, down, where)

            def fetch(offset: int) -> Any:
                part = order[offset : offset + PAGE]
                return read(answers_table, survey_id, where, items, responses=part)

            self.model.show_anew(fetch)
        header = self.table.horizontalHeader()
        header.setSortIndicatorShown(by is not None)
        way = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(column if by is not None else -1, way)
        self.table.scrollToTop()

    def _on_head(self, column: int) -> None:
        """A click sorts by a column, the next one turns it round, a third brings the order they came in."""
        if self.by.value() != column:
            self.sort(column)
        elif not self.down.isChecked():
            self.sort(column, Qt.SortOrder.DescendingOrder)
        else:
            self.sort(AS_THEY_CAME)

    def chosen_response(self) -> int | None:
        """The number of the chosen answer."""
        rows = self.table.selectionModel().selectedRows() if self.model.total else []
        return self.model.response_ids[rows[0].row()] if rows else None

    def erase_chosen(self, context: PageContext) -> None:
        """Erase whoever gave the chosen answer, after saying what goes."""
        rows = self.table.selectionModel().selectedRows()
        if not rows:
            return
        place = rows[0].row()
        customer, when = self.model.rows[place][CUSTOMER], _shown(self.model.rows[place][DATE], DATE)
        shown = _("The chosen answer: {customer}, {day}").format(customer=customer or "–", day=when or "–")
        EraseDialog(context, self.model.response_ids[place], shown)

    def _set_up(self, context: PageContext) -> None:
        table, theme = self.table, context.theme
        table.setItemDelegate(CellDelegate(theme, table))
        table.setMouseTracking(True)
        table.viewport().setAutoFillBackground(False)
        table.setCornerWidget(QWidget())  # without one Qt draws a dark hook between the two bars
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setFrameShape(QTableView.Shape.NoFrame)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        table.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        table.setTabKeyNavigation(False)
        table.setMinimumHeight(480)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.row_height)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._on_head)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setMinimumSectionSize(60)
        header.setMaximumSectionSize(WIDEST_COLUMN)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        table.resizeColumnsToContents()
        for place in range(self.model.columnCount()):
            table.setColumnWidth(place, max(90, min(220, table.columnWidth(place) + 16)))
        if self.model.columnCount():
            header.setStretchLastSection(True)


def _score(project: Any, survey_id: int, where: "Filter", item_ids: tuple[int, ...] | None) -> str:
    """What these answers make together, where they are to one question with a score."""
    from cxdesk.analysis.scores import METRICS, figure, metric_of
    from cxdesk.surveys.queries import whole
    from ui.widgets.figures import answers_text, joined, range_text, value_text

    if item_ids is None or len(item_ids) != 1:
        return ""
    questions = project.read(whole, survey_id).questions
    asked = next((q for q in questions if any(i.id == item_ids[0] for i in q.items)), None)
    if asked is None or not metric_of(asked):
        return ""
    found = project.read(figure, survey_id, item_ids[0], where)
    if not found.n:
        return ""
    said = _("{name}: {text}").format(name=_(METRICS[found.metric]), text=value_text(found))
    return joined(said, range_text(found), answers_text(found))


def _shown(text: str, column: int) -> str:
    if column == DATE and text:
        return day(date.fromisoformat(text))
    return text if column == CUSTOMER else digits(text)
