"""Moments of truth: the three scores of every step, the cuts, what follows from them, and a proposal to start from."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout

from cxdesk.i18n import _, isolated, language
from cxdesk.sentences import ended
from ui.page import PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import boxed, column, row
from ui.widgets.fields import Field, LineInput
from ui.widgets.key_grid import GridCell, KeyGrid
from ui.widgets.over import window_over
from ui.widgets.text import body, caption, title
from ui.widgets.window_size import resize_within_screen

if TYPE_CHECKING:
    from cxdesk.analysis.truth_scores import Weight
    from cxdesk.journeys.queries import JourneyMap
    from cxdesk.journeys.truths import TruthRow

SIZE = (880, 720)
VIEWS = ("customer", "employee", "business")


def open_truths(context: PageContext, journey_id: int = 0) -> "Truths | None":
    """Open the editor of the journey that is shown, or of the one asked for."""
    shown = getattr(context.page(), "journey_id", None)
    number = journey_id or (shown if isinstance(shown, int) else 0)
    if not number:
        context.messages.notice("info", _("Open a journey first."))
        return None
    dialog = Truths(context, number)
    dialog.open()
    return dialog


class Truths(QDialog):
    """A grid of steps by scores. Everything typed is one undo step; the map behind follows."""

    def __init__(self, context: PageContext, journey_id: int) -> None:
        super().__init__(window_over())
        self._context, self._journey_id = context, journey_id
        self.rows: list[TruthRow] = []
        self.journey: JourneyMap | None = None
        self._weights: dict[int, Weight] = {}
        self._job: Any = None
        self.preview: Any = None
        theme = context.theme
        self.setWindowTitle(_("Moments of truth"))
        self.cuts = {view: LineInput() for view in VIEWS}
        for view, line in self.cuts.items():
            line.setFixedWidth(96)
            line.committed.connect(lambda text, view=view: self._on_cut(view, text))
        self.grid = KeyGrid(theme, _("Scores of the steps, 0 to 10"), first=200, width=84)
        self.grid.typed.connect(self._on_typed)
        self.grid.selectionModel().currentRowChanged.connect(lambda *_index: self._show_proposal())
        self.proposal = caption("", wrap=True)
        self.take = Button(theme, _("Take the proposal"), dense=True, on_click=self.take_proposal)
        self.hand = Button(theme, _("Mark by hand"), dense=True, on_click=self.mark_by_hand)
        self._lay_out()
        context.bridge.changed.connect(self._on_changed)
        self.finished.connect(self._on_finished)
        for key, work in (("undo", QKeySequence.StandardKey.Undo), ("redo", QKeySequence.StandardKey.Redo)):
            QShortcut(QKeySequence(work), self).activated.connect(lambda key=key: context.do(key))
        self.reload()

    def reload(self) -> None:
        """Show the scores at once; what may be proposed is counted behind the window."""
        from cxdesk.planning.journey_map import journey_map

        project = self._context.project
        self._show(project.read(journey_map, self._journey_id, language()))
        if self._job is not None:
            self._job.drop()
        segment = self.journey.segment if self.journey else ""

        def work() -> "dict[int, Weight]":
            from cxdesk.analysis.live import filter_of
            from cxdesk.analysis.truth_scores import weights

            return project.read(weights, filter_of(segment))

        self._job = self._context.jobs.run(work, self._on_weights)

    def take_proposal(self) -> None:
        """Write the proposed score of the customer at the step where the keyboard is."""
        one, weight = self._current(), self._weight()
        if one is not None and weight is not None:
            self._write(one.step_id, customer_score=weight.score)

    def print_page(self) -> None:
        """The grid on paper, to look at, print and save."""
        from ui.widgets.sheet_preview import SheetPreview

        project, number = self._context.project, self._journey_id
        for line in self.cuts.values():
            line.commit()

        def draw(lang: str) -> Any:
            from cxdesk.planning.moments_sheet import moments_sheet
            from exports.pdf.moments_page import render

            return render(project.read(moments_sheet, lang, (number,)))

        self.preview = SheetPreview(self._context, _("Moments of truth"), _("Moments of truth.pdf"), draw)
        self.preview.open()

    def mark_by_hand(self) -> None:
        """Set or take away the mark that a person gives, on the first card of the step."""
        one = self._current()
        if one is None or self.journey is None:
            return
        lanes = {lane.id: (lane.kind != "does", at) for at, lane in enumerate(self.journey.lanes)}
        curves = {lane.id for lane in self.journey.lanes if lane.kind in ("feeling", "employee")}
        mine = [c for c in self.journey.cards if c.step_id == one.step_id and c.lane_id not in curves]
        marked = [c.id for c in mine if c.truth_by_hand]
        chosen = marked or [c.id for c in sorted(mine, key=lambda c: (*lanes[c.lane_id], c.position))[:1]]
        if not chosen:
            self._context.messages.notice("info", _("This step has no card yet. Put one on it first."))
            return
        on = not marked

        def work(session: Any) -> None:
            from cxdesk.journeys.actions import set_moment_of_truth

            for number in chosen:
                set_moment_of_truth(session, number, on)

        self._context.bridge.run(_("Mark a moment of truth"), work)

    def _lay_out(self) -> None:
        theme = self._context.theme
        line = _(
            "A step is one where it matters to the customer, to our people and to the business: only where all three "
            "scores reach their cuts."
        )
        fields = row(
            *(
                Field(theme, words, box)
                for words, box in zip(
                    (_("Customer from"), _("Employee from"), _("Business from")),
                    self.cuts.values(),
                    strict=True,
                )
            ),
            None,
            gap=16,
        )
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(boxed(column(self.grid, None)))
        close = Button(theme, _("Close"), on_click=self.accept)
        close.setAutoDefault(False)
        keys = caption(_("Type a score from 0 to 10 into a cell; Delete takes it away."), wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 16, 24, 16)
        box.setSpacing(12)
        box.addWidget(title(_("Moments of truth"), wrap=False))
        box.addWidget(body(line, tone="text2"))
        box.addLayout(fields)
        box.addWidget(scroll, 1)
        box.addWidget(self.proposal)
        paper = Button(theme, _("Print"), icon="printer", dense=True, on_click=self.print_page)
        paper.setAutoDefault(False)
        box.addLayout(row(self.take, self.hand, 16, keys, paper, close))
        resize_within_screen(self, *SIZE)

    def _show(self, journey: "JourneyMap") -> None:
        from cxdesk.journeys.truths import score_words, truth_rows

        self.journey, self.rows = journey, truth_rows(journey)
        read_only = self._context.project.read_only
        self.grid.read_only = read_only
        for line, cut in zip(self.cuts.values(), journey.cuts, strict=True):
            line.show_text(score_words(cut))
            line.setReadOnly(read_only)
        heads = [_("Step"), _("Customer"), _("Employee"), _("Business"), _("Proposed"), _("What follows")]
        self.grid.show_cells(heads, [self._cells(one) for one in self.rows])
        if self.rows and not self.grid.currentIndex().isValid():
            self.grid.go_to(0, 1)
        self._show_proposal()

    def _cells(self, one: "TruthRow") -> tuple[GridCell, list[GridCell]]:
        from cxdesk.analysis.truth_scores import weight_of, weight_words
        from cxdesk.journeys.truths import how_words, score_words

        scores = [
            GridCell(
                score_words(score) if score is not None else "",
                "accent" if over else "text",
                "accent_soft" if over else "",
                over,
                score_words(score) if score is not None else _("not judged yet"),
            )
            for score, over in zip(one.scores, one.over, strict=True)
        ]
        weight = weight_of(one, self._weights)
        proposed = GridCell(
            score_words(weight.score) if weight else "–", "text3",
            spoken=weight_words(weight) if weight else "", editable=False,
        )  # fmt: skip
        is_one = one.by_scores or one.by_hand
        told = GridCell(
            _short(one), "accent" if is_one else "text2", strong=is_one, spoken=how_words(one), editable=False
        )
        return GridCell(one.step, strong=True, spoken=one.stage), [*scores, proposed, told]

    def _show_proposal(self) -> None:
        from cxdesk.analysis.truth_scores import weight_words
        from cxdesk.journeys.truths import how_words

        one, weight = self._current(), self._weight()
        told = [ended(f"{isolated(one.step)}: {how_words(one)}")] if one is not None else []
        if weight is not None:
            told.append(weight_words(weight))
        self.proposal.setText(" ".join(told))
        may = not self._context.project.read_only
        self.take.setEnabled(may and weight is not None)
        self.hand.setEnabled(may and one is not None)
        by_hand = one is not None and one.by_hand
        self.hand.setText(_("Take the mark by hand away") if by_hand else _("Mark by hand"))

    def _current(self) -> "TruthRow | None":
        index = self.grid.currentIndex()
        return self.rows[index.row()] if index.isValid() and index.row() < len(self.rows) else None

    def _weight(self) -> "Weight | None":
        from cxdesk.analysis.truth_scores import weight_of

        one = self._current()
        return weight_of(one, self._weights) if one is not None else None

    def _on_weights(self, found: "dict[int, Weight]") -> None:
        self._job, self._weights = None, found
        if self.journey is not None:
            self._show(self.journey)

    def _on_typed(self, row_: int, column_: int, text: str) -> None:
        if column_ >= len(VIEWS):
            return
        value = _score(text)
        if value is None and text.strip():
            self._context.messages.notice("info", _("A score of a step runs from 0 to {n}.").format(n=10))
            return
        self._write(self.rows[row_].step_id, **{f"{VIEWS[column_]}_score": value})

    def _on_cut(self, view: str, text: str) -> None:
        from cxdesk.journeys.details import set_cuts

        value = _score(text)
        if value is None:
            self._context.messages.notice("info", _("A score of a step runs from 0 to {n}.").format(n=10))
            self.reload()
            return
        self._context.bridge.run(_("Move a cut"), set_cuts, self._journey_id, **{f"{view}_cut": value})

    def _write(self, step_id: int, **scores: float | None) -> None:
        from cxdesk.journeys.details import set_step_scores

        self._context.bridge.run(_("Judge a step"), set_step_scores, step_id, **scores)

    def _on_changed(self, changes: Any) -> None:
        if changes.touches("journey", "stage", "step", "card", "touch_point", "touch_point_item"):
            self.reload()

    def _on_finished(self) -> None:
        for line in self.cuts.values():
            line.commit()
        self._context.bridge.changed.disconnect(self._on_changed)
        if self._job is not None:
            self._job.drop()
            self._job = None
        self.deleteLater()


def _short(one: "TruthRow") -> str:
    """What follows, in a word or two for a cell."""
    if one.by_scores:
        return _("by scores")
    if one.by_hand:
        return _("by hand")
    return _("below a cut") if one.judged == len(VIEWS) else _("not judged")


def _score(text: str) -> float | None:
    """A number from 0 to 10 as it was typed, with a comma or a point; None for anything else."""
    from cxdesk.planning.actions import leading_number

    value = leading_number(text)
    return value if value is not None and 0 <= value <= 10 else None
