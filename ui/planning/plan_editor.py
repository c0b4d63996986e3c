"""A customer's plan being written: fields on one side, the customer's page on the other."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from cxdesk.i18n import NAMES, _, day, number, pgettext
from cxdesk.planning.actions import set_plan_state
from cxdesk.planning.behind import behind_line, behind_plan
from cxdesk.planning.plan_rounds import rest_on
from cxdesk.planning.plan_words import BASIS
from cxdesk.planning.sending import sent_words
from ui.messages import Notice
from ui.page import NEXT_KEYS, PageContext
from ui.planning import dialogs, gap_notices, plan_tabs, reading
from ui.planning.counted_of import counted_of
from ui.planning.deleting import delete
from ui.planning.drawing import Drawing, Drawn
from ui.planning.editing import commit_all, done, remember_focus
from ui.planning.handing_out import HandingOut
from ui.planning.parts import Crumbs, WrappedTabs, breakable, menu_button, never_cut
from ui.planning.plan_fields import Writing, line_of, name_of
from ui.planning.preview import Preview
from ui.planning.words import PLAN_STATES, plan_state
from ui.widgets.buttons import IconButton
from ui.widgets.cards import column, empty, put, row
from ui.widgets.chips import tag
from ui.widgets.figures import joined
from ui.widgets.notices import NoticeCard
from ui.widgets.scaffold import Scaffold
from ui.widgets.tabs import Segmented
from ui.widgets.text import caption, display

if TYPE_CHECKING:
    from cxdesk.planning.assemble import Gap
    from ui.planning.meeting import Meeting


class PlanEditor(QWidget):
    """The page of one plan; `go(target)` opens something else of this room."""

    def __init__(self, context: PageContext, plan_id: int, go: Callable[[Any], None]) -> None:
        super().__init__()
        self._context, self.plan_id, self._go = context, plan_id, go
        self.page: reading.PlanPage | None = None
        self.language = ""
        self._shape: object = None
        self._touch_points: tuple[tuple[int, str], ...] = ()
        self._drawn: Drawn | None = None
        self.writing: Writing | None = None
        self._drawing = Drawing(context, plan_id, self._on_drawn)
        self._refused: Notice | None = None
        self.out = HandingOut(context, self, self._on_refused)
        self.preview = Preview(context)
        self.meeting: Meeting | None = None
        self.crumbs = Crumbs(context.theme, go)
        self.title = display("")
        self._state, self._languages = row(gap=8), row(gap=8)
        self._sent = caption("", wrap=True)
        self._round = column(gap=0)
        self._shown_round: object = None
        self.tabs = WrappedTabs(plan_tabs.tabs())
        self._cards, self._notices = column(gap=16), column(gap=12)
        self._lay_out()
        self._connect()

    def reload(self) -> None:
        """Read the plan again and draw it a moment later."""
        page = self._context.project.read(
            reading.plan_page, self.plan_id, tuple(number_ for number_, _name in self._touch_points)
        )
        first = self.page is None
        self.page = page
        self.language = self.language or page.row.language
        self._show_head(page)
        named = self._touch_points if self.tabs.current() == "names" else ()
        shape = (self.language, self.tabs.current(), plan_tabs.shape(page), named)
        if shape != self._shape:
            self._shape = shape
            self._build(page)
        if self.writing is not None:
            self.writing.show_page(page)
        self._drawing.draw(self.language, page.languages, now=first)

    def let_go(self) -> None:
        """Draw no more."""
        QApplication.instance().focusChanged.disconnect(self._on_focus)  # type: ignore[union-attr]
        self._drawing.let_go()
        self.preview.view.stop()

    def show_language(self, language: str) -> None:
        """Write and see the plan in another language."""
        commit_all(self)
        self.language = language
        self.preview.language.set_value(language)
        self.reload()
        self._drawing.draw(language, self.page.languages if self.page else (), now=True)

    def write_gap(self, gap: "Gap", language: str) -> None:
        """Go to the field of a wording that is missing."""
        if language != self.language:
            self.show_language(language)
        assert self.page is not None
        need = gap.need
        self.tabs.set_current(plan_tabs.tab_of(self.page, need.owner_kind, need.owner_id, need.field))
        self.reload()
        editor = self.findChild(QWidget, name_of(need.owner_kind, need.owner_id, need.field))
        if editor is not None:
            editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self._frame.scroll.ensureWidgetVisible(editor, 0, 80)

    def save(self) -> None:
        """Ask where to save the PDF."""
        commit_all(self)
        if self.page is not None:
            self.out.ask_where(self.page.row, self.language)

    def open_meeting(self) -> None:
        """Show the plan over the whole screen."""
        from ui.planning.meeting import open_meeting

        commit_all(self)
        self.meeting = open_meeting(self._context, self.plan_id, self.language)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw the page anew."""
        super().showEvent(event)
        if self.page is not None:
            self._drawing.draw(self.language, self.page.languages, now=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Draw nothing that nobody looks at; the file may be about to close."""
        super().hideEvent(event)
        self._drawing.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fields get room for their tabs in one line, until the person moves the border."""
        super().resizeEvent(event)
        if not self._moved:
            whole = self.width()
            left = min(max(whole * 51 // 100, self.tabs.needed() + 68), whole * 58 // 100)
            self._across.setSizes([left, whole - left])

    def _on_moved(self, _at: int, _index: int) -> None:
        self._moved = True

    def _show_head(self, page: reading.PlanPage) -> None:
        version = _("Plan, version {n}").format(n=number(page.row.version))
        self.crumbs.show_crumbs(
            [
                (_("Actions"), ("plans", None)),
                (page.row.account, None),
                (joined(version, page.row.round), None),
            ]
        )
        self.title.setText(breakable(_("Plan for {customer}").format(customer=page.row.account)))
        empty(self._state)
        text, tone = plan_state(page.row.state)
        since = day(page.row.state_on) if page.row.state_on else ""
        put(self._state, tag(joined(text, since), tone))
        said = sent_words(page.row.sent)
        self._sent.setText(said)
        self._sent.setVisible(bool(said))
        self._show_languages(page)
        for button in (self.preview.approve, self.preview.save, self.preview.print):
            button.setEnabled(True)
        self.preview.approve.setEnabled(not self._context.project.read_only)

    def _show_languages(self, page: reading.PlanPage) -> None:
        shown = [code for code in NAMES if code in page.languages or code == self.language]
        rest = [code for code in NAMES if code not in shown]
        if getattr(self, "_shown_languages", None) != (shown, self.language):
            self._shown_languages = (shown, self.language)
            empty(self._languages)
            put(self._languages, caption(_("Written in")))
            choice = Segmented(self._context.theme, [(code, NAMES[code]) for code in shown])
            choice.setAccessibleName(_("Languages of the plan"))
            choice.set_current(self.language)
            choice.chosen.connect(self.show_language)
            put(self._languages, choice)
            if rest and not self._context.project.read_only:
                more = [(NAMES[code], self._language_setter(code)) for code in rest]
                name = _("Write it in another language")
                put(
                    self._languages,
                    menu_button(self._context.theme, pgettext("language", "Another"), name, more),
                )
            put(self._languages, None)
            if not self._context.project.read_only:
                choices = [(plan_state(s)[0], self._state_setter(s)) for s in PLAN_STATES]
                name = _("Change the state of the plan")
                put(self._languages, menu_button(self._context.theme, _("State"), name, choices))
                gone = _("Delete the plan")
                put(
                    self._languages,
                    IconButton(self._context.theme, "trash-2", gone, size=16, on_click=self._delete),
                )
        self.preview.language.set_value(self.language)

    def _build(self, page: reading.PlanPage) -> None:
        give_back, before = remember_focus(self), self.writing
        empty(self._cards)
        self.writing = Writing(self._context, self.plan_id, self.language, self.reload)
        for widget in plan_tabs.build(self.tabs.current(), self.writing, page, self._touch_points):
            put(self._cards, widget)
        never_cut(self)
        give_back()
        if before is not None and before.adds:
            new = [editor for key, editor in self.writing.editors.items() if key not in before.editors]
            if new:
                new[0].setFocus()

    def _on_drawn(self, drawn: Drawn) -> None:
        self._drawn = drawn
        self.preview.show_drawn(drawn)
        self._show_round(drawn)
        if not drawn.gaps.get(self.language):
            self._refused = None
        self._show_notices()
        if drawn.touch_points != self._touch_points and not drawn.problem:
            self._touch_points = drawn.touch_points
            self.reload()

    def _on_tab(self, _key: str) -> None:
        commit_all(self)
        self.reload()

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new) and (line := line_of(new)):
            self.preview.show_line(line)

    def _on_sentence(self, line_id: int) -> None:
        commit_all(self)
        read = self._context.project.read
        behind = read(behind_plan, self.plan_id) if line_id == BASIS else read(behind_line, line_id)
        if behind is None:
            self._context.messages.notice(
                "info",
                _("No answers stand behind this sentence."),
                _("It comes from an issue without evidence."),
            )
            return
        self._context.go("responses", (behind, ("planning", ("plan", self.plan_id))))

    def _on_approve(self) -> None:
        commit_all(self)
        from cxdesk.people.queries import person_rows

        names = tuple(p.name for p in self._context.project.read(person_rows))
        last = self.page.approver if self.page else ""
        dialogs.approve(self._context, self.plan_id, self.language, names, last)

    def _on_print(self) -> None:
        commit_all(self)
        self.out.print_plan(self.plan_id, self.language)

    def _on_refused(self, sentence: str, lines: str) -> Callable[[], None]:
        self._refused = Notice("bad", sentence, lines)
        self._show_notices()
        return self._write_first

    def _show_round(self, drawn: Drawn) -> None:
        """Say which round is counted, once it is known and where it changed."""
        draft = self.page is not None and self.page.row.state == "draft"
        rest_on_it = self._rest_on if draft and not self._context.project.read_only else None
        shown = (drawn.round_id, drawn.rounds, rest_on_it is None)
        if shown == self._shown_round or drawn.problem:
            return
        self._shown_round = shown
        empty(self._round)
        line = counted_of(self._context.theme, drawn.round_id, drawn.rounds, rest_on_it)
        if line is not None:
            put(self._round, line)
            never_cut(self)

    def _show_notices(self) -> None:
        empty(self._notices)
        found = gap_notices.notices(self._drawn, self.write_gap) if self._drawn else []
        for notice in [*found, *([self._refused] if self._refused else [])]:
            put(self._notices, NoticeCard(self._context.theme, notice))
        never_cut(self)

    def _on_next(self) -> None:
        """Go to the next wording to write, tab by tab; an empty plan begins with what is told."""
        commit_all(self)
        page, drawn = self.page, self._drawn
        if page is None or self._context.project.read_only:
            return
        if drawn is not None and drawn.blank and not page.lines:
            self.tabs.set_current("told")
            self._on_tab("told")
            if (first := self.findChild(QWidget, "add to the plan")) is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        missing = self._context.bridge.act(
            lambda: self._context.project.read(reading.to_write, self.plan_id, self.language)
        )
        if missing:
            self.write_gap(min(missing, key=lambda gap: plan_tabs.order_of(page, gap)), self.language)
        elif self.preview.approve.isVisible():
            self.preview.approve.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rest_on(self, round_id: int) -> None:
        """Let the counts of the draft be those of another round; undo takes it back."""
        commit_all(self)
        if done(self._context, _("Take over newer answers"), rest_on, self.plan_id, round_id):
            self.reload()

    def _write_first(self) -> None:
        if self._drawn is not None and self._drawn.missing:
            self.write_gap(self._drawn.missing[0], self.language)

    def _state_setter(self, state: str) -> Callable[[], None]:
        def change() -> None:
            if state == "agreed":
                words = (
                    self.page.words.get(("plan", self.plan_id, "agreed_with", self.language))
                    if self.page
                    else None
                )
                dialogs.agree(self._context, self.plan_id, self.language, words.text if words else "")
                return
            if state == "sent" and self.page is not None:
                dialogs.send(self._context, self.page.row, self.language)
                return
            done(self._context, _("Change the plan’s state"), set_plan_state, self.plan_id, state, None)

        return change

    def _delete(self) -> None:
        commit_all(self)
        if self.page is not None:
            context, name = self._context, self.page.row.account
            self._go(("plans", None))  # first, so that nothing shows a plan that is gone
            delete(context, "plan", self.plan_id, name)

    def _language_setter(self, language: str) -> Callable[[], None]:
        return lambda: self.show_language(language)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._on_tab)
        self.preview.language_chosen.connect(self.show_language)
        self.preview.sentence_chosen.connect(self._on_sentence)
        self.preview.next_wanted.connect(self._on_next)
        keys = QShortcut(QKeySequence(NEXT_KEYS), self)
        keys.activated.connect(self._on_next)
        self.preview.save.clicked.connect(self.save)
        self.preview.print.clicked.connect(self._on_print)
        self.preview.approve.clicked.connect(self._on_approve)
        self.preview.meeting.clicked.connect(self.open_meeting)
        QShortcut(QKeySequence("F5"), self).activated.connect(self.open_meeting)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    def _lay_out(self) -> None:
        left = QWidget()
        self._frame = Scaffold(left)
        self._frame.body.setContentsMargins(24, 24, 24, 24)
        head = row(gap=8)
        head.addWidget(self.title, 1)
        head.addLayout(self._state)
        self._frame.add(
            column(self.crumbs, head, self._sent, self._languages, self._round, gap=8),
            self.tabs,
            self._cards,
            self._notices,
        )
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setChildrenCollapsible(False)
        across.addWidget(left)
        across.addWidget(self.preview)
        across.setStretchFactor(0, 51)
        across.setStretchFactor(1, 49)
        self._across, self._moved = across, False
        across.splitterMoved.connect(self._on_moved)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(across)
