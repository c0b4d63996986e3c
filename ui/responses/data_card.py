"""The data-set card of one survey round as a form: where answers come from and what they can't tell."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QGridLayout, QWidget

from cxdesk.i18n import N_, _, digits, language
from ui.page import PageContext
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

        if self.round_id is None:
            return
        card: Card = self._context.project.read(data_set.card, self.round_id)
        for name, editor in self.texts.items():
            editor.show_text(getattr(card, name))
        for name, day in self.days.items():
            day.show_day(getattr(card, name))
        self.invited.show_text("" if card.invited is None else digits(str(card.invited)))
        self._show_line()

    def _show_line(self) -> None:
        from cxdesk.responses.about_data import about_data, data_line
        from cxdesk.responses.filter import Filter

        name = next(r.name for r in self._rounds if r.id == self.round_id)
        about = self._context.project.read(about_data, self._survey_id, Filter(rounds=(name,)))
        self.line.setText(data_line(about, language()))

    def _change(self, name: str, value: Any) -> None:
        from cxdesk.responses import data_set

        if isinstance(value, str) and name == "invited":
            value = "".join(str(int(c)) if c.isdecimal() else c for c in value.strip())
        self._context.bridge.run(
            _("Change what is known about the data"), data_set.change, self.round_id, **{name: value}
        )
        # A refused value gives way to what the file has.
        self.show_card()

    def _choose(self, round_id: int) -> None:
        for editor in (*self.texts.values(), self.invited):
            editor.commit()
        self.round_id = round_id
        self.show_card()

    def _lay_out(self) -> None:
        theme = self._context.theme
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
        whole = column(
            row(title(_("What is known about this data"), wrap=False), None, chooser),
            body(
                _("This line stands under every internal chart, table and page. No customer ever sees it."),
                tone="text2",
            ),
            self.line,
            form,
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
