"""The data-set card of one survey round as a form: where answers come from and what they can't tell."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from cxdesk.i18n import N_, _, digits, language, plain_digits
from ui.page import PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import boxed, column, row
from ui.widgets.day_input import DayInput
from ui.widgets.empty import EmptyState
from ui.widgets.fields import Choice, Field, LineInput
from ui.widgets.lines_input import Lines
from ui.widgets.text import body, caption, title

if TYPE_CHECKING:
    from cxdesk.responses.data_set import Card
    from cxdesk.responses.queries import RoundRow

# field -> its words, and what belongs there
WORDS = {
    "source": (N_("Source"), N_("Which tool and which file. Filled at import.")),
    "population": (N_("Asked were"), N_("For example: contacts of customers with a service contract.")),
    "method": (N_("Method"), N_("How people were asked: by e-mail, by phone, at the desk.")),
    "lens": (N_("Lens"), N_("What the questions look at, and what they leave out.")),
    "known_bias": (N_("Known bias"), N_("Who answered less, who was not asked, what was going on.")),
}
FIELD_WIDTH = 760


class DataCardView(QWidget):
    """The fields of one round; each is kept as one step when it is left or typing rests."""

    def __init__(self, context: PageContext, survey_id: int, round_id: int | None) -> None:
        super().__init__()
        from cxdesk.responses.queries import round_rows

        self._context, self._survey_id = context, survey_id
        self._rounds: list[RoundRow] = context.project.read(round_rows, survey_id)[::-1]
        known = [r.id for r in self._rounds]
        self.round_id = round_id if round_id in known else next(iter(known), None)
        self.texts: dict[str, LineInput | Lines] = {}
        self.days: dict[str, DayInput] = {}
        self.invited = LineInput()
        self.unfinished = QCheckBox(_("Also count those who did not come to the end"))
        self.line = caption("", wrap=True)
        if self.round_id is None:
            self._show_empty()
        else:
            self._lay_out()
            self.show_card()

    def refresh(self, survey_id: int | None) -> bool:
        """Show what the file says now, keeping the fields; False where the form must be made anew."""
        from cxdesk.responses.queries import round_rows

        if survey_id != self._survey_id or self.round_id is None:
            return False
        rows = self._context.project.read(round_rows, self._survey_id)[::-1]
        if [r.id for r in rows] != [r.id for r in self._rounds]:
            return False
        self.show_card()
        return True

    def show_card(self) -> None:
        """Fill the fields from the file."""
        from cxdesk.responses import data_set
        from cxdesk.responses.queries import round_rows

        if self.round_id is None:
            return
        card: Card = self._context.project.read(data_set.card, self.round_id)
        for name, editor in self.texts.items():
            editor.show_text(getattr(card, name))
        for name, day in self.days.items():
            day.show_day(getattr(card, name))
        self.invited.show_text("" if card.invited is None else digits(str(card.invited)))
        place = next(r for r in self._context.project.read(round_rows) if r.id == self.round_id)
        self.unfinished.setChecked(place.count_unfinished)
        self._show_line()
        self._show_state()

    def _show_line(self) -> None:
        from cxdesk.responses.about_data import about_data, data_line
        from cxdesk.responses.filter import Filter

        name = next(r.name for r in self._rounds if r.id == self.round_id)
        about = self._context.project.read(about_data, self._survey_id, Filter(rounds=(name,)))
        self.line.setText(data_line(about, language()))

    def _change(self, name: str, value: Any) -> None:
        from cxdesk.responses import data_set

        if isinstance(value, str) and name == "invited":
            value = plain_digits(value.strip())
        self._context.bridge.run(
            _("Change what is known about the data"), data_set.change, self.round_id, **{name: value}
        )
        # A refused value gives way to what the file has.
        self.show_card()

    def _count_unfinished(self, on: bool) -> None:
        from cxdesk.responses.actions import change_round

        label = _("Say which answers count")
        self._context.bridge.run(label, change_round, self.round_id, count_unfinished=on)
        self.show_card()

    def _choose(self, round_id: int) -> None:
        for editor in (*self.texts.values(), self.invited):
            editor.commit()
        self.round_id = round_id
        self.show_card()

    def close_or_open(self) -> None:
        """Close the round that is shown, with its answers put together behind the window; or open it again."""
        from datetime import date

        from cxdesk.responses import rounds_of

        round_id, context, project = self.round_id, self._context, self._context.project
        if round_id is None:
            return
        place = next(r for r in self._rounds if r.id == round_id)
        if not self._is_open():
            context.bridge.run(_("Open a survey round again"), rounds_of.open_round, round_id)
            return

        def told(_stored: int) -> None:
            sentence = _("“{round}” takes no more answers at the kiosk and the desk.")
            context.offer_undo(sentence.format(round=place.label))

        context.jobs.run(
            lambda: rounds_of.close_round(project, round_id, date.today()),
            told,
            what=_("Packing the answers"),
        )

    def _is_open(self) -> bool:
        from datetime import date

        from cxdesk.responses.queries import round_rows
        from cxdesk.responses.rounds_of import is_open

        rows = self._context.project.read(round_rows, self._survey_id)
        return any(r.id == self.round_id and is_open(r.closed_on, date.today()) for r in rows)

    def _show_state(self) -> None:
        if self._is_open():
            self.closing.setText(_("Close this round"))
            self.state.setText(_("It takes answers at the kiosk and the desk."))
        else:
            self.closing.setText(_("Open it again"))
            self.state.setText(_("It is closed: the kiosk and the desk don’t offer it."))

    def _lay_out(self) -> None:
        theme = self._context.theme
        self.closing = Button(theme, "", dense=True, on_click=self.close_or_open)
        self.state = body("", tone="text2")
        chooser = Choice([(r.id, r.label) for r in self._rounds], self.round_id)
        chooser.setAccessibleName(_("Survey round"))
        chooser.chosen.connect(self._choose)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        for at, (name, (label, hint)) in enumerate(WORDS.items()):
            editor = Lines(lines=1) if name in ("lens", "known_bias") else LineInput()
            editor.committed.connect(partial(self._change, name))
            self.texts[name] = editor
            grid.addWidget(
                Field(theme, _(label), editor, "internal", _(hint)), at if at < 2 else at + 1, 0, 1, 3
            )
        for at in (1, 2):
            grid.setColumnStretch(at, 1)  # a day in full needs more room than a number
        self.invited.setMaximumWidth(110)
        self.invited.committed.connect(partial(self._change, "invited"))
        grid.addWidget(Field(theme, _("Invited"), self.invited, "internal"), 2, 0)
        for at, (name, label) in enumerate(
            (("first_on", _("First answer")), ("last_on", _("Last answer"))), 1
        ):
            day = DayInput(theme)
            day.chosen.connect(partial(self._change, name))
            self.days[name] = day
            grid.addWidget(Field(theme, label, day, "internal"), 2, at)
        form = boxed(grid)
        form.setMaximumWidth(FIELD_WIDTH)
        self.unfinished.clicked.connect(self._count_unfinished)
        state = row(self.state, self.closing, gap=16)
        state.setStretch(0, 1)
        whole = column(
            row(title(_("What is known about this data"), wrap=False), None, chooser),
            body(
                _("This line stands under every internal chart, table and page. No customer ever sees it."),
                tone="text2",
            ),
            self.line,
            form,
            self.unfinished,
            state,
            gap=12,
            margins=(20, 16, 20, 16),
        )
        card = boxed(whole, "card")
        card.setMaximumWidth(FIELD_WIDTH + 40)
        self.setLayout(row(card, None))

    def _show_empty(self) -> None:
        state = EmptyState(
            self._context.theme,
            _("No survey round yet"),
            _("An import makes one, and writes down what the file tells about itself."),
            _("Import answers"),
            lambda: self._context.do("import.answers"),
        )
        self.setLayout(column(state))
