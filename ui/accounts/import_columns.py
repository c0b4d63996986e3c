"""The mapping page of a list of people: what each column is, what is missing or undecided, where it goes."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from cxdesk.i18n import _, listed, ngettext, number
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, boxed, column, row, rule, top
from ui.widgets.fields import Choice, Field, LineInput
from ui.widgets.number_box import NumberBox
from ui.widgets.text import ElidedLabel, caption, display, label

if TYPE_CHECKING:
    from cxdesk.importing.people_plan import PeopleColumn, PeoplePlan
    from ui.accounts.import_page import PeopleImportPage

ROW_HEIGHT = 52
DEFAULT_REST = 90
MOST_SHOWN = 60


class ColumnsStep(QWidget):
    """The columns on the left; what has to be said on the right."""

    def __init__(self, page: "PeopleImportPage") -> None:
        super().__init__()
        assert page.plan is not None
        self.page = page
        self.plan: PeoplePlan = page.plan
        self.choices: dict[int, Choice] = {}
        layout = column(gap=16)
        self.setLayout(layout)
        head = display(_("This is what each column means, as far as we can tell"))
        layout.addLayout(column(head, label(self._summary(), tone="text2", wrap=True), gap=4))
        side = boxed(column(*self._side(), None, gap=16))
        side.setFixedWidth(296)
        across = row(gap=24)
        top(across, self._columns_card(), 1)
        top(across, side)
        layout.addLayout(across)

    def _summary(self) -> str:
        n = self.plan.detection.rows or 0
        words = {
            "accounts": ngettext("{n} row, one customer in each.", "{n} rows, one customer in each.", n),
            "invited": ngettext("{n} row, one person in each.", "{n} rows, one person in each.", n),
            "purchases": ngettext("{n} row, one purchase in each.", "{n} rows, one purchase in each.", n),
        }[self.plan.what].format(n=number(n))
        unused = [u for u in self.plan.unused if u]
        if unused:
            n = len(unused)
            not_used = ngettext("{n} column is not used: {names}.", "{n} columns are not used: {names}.", n)
            names = listed(unused[:8]) + ("…" if n > 8 else "")
            words += " " + not_used.format(n=number(n), names=names)
        return words

    def _columns_card(self) -> Card:
        card = Card(padding=(12, 8), gap=0)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        for place, head in enumerate((_("Column in the file"), _("Examples"), _("We read it as"), _("Why"))):
            cell = caption(head)
            cell.setFixedHeight(32)
            grid.addWidget(cell, 0, place)
        for place, stretch in enumerate((3, 3, 0, 2)):
            grid.setColumnStretch(place, stretch)
        grid.addWidget(rule(strong=True), 1, 0, 1, 4)
        shown = sorted(self.plan.columns, key=_place)[:MOST_SHOWN]
        for at, found in enumerate(shown):
            self._add_row(grid, 2 + at * 2, found)
            grid.addWidget(rule(), 3 + at * 2, 0, 1, 4)
        holder = QWidget()
        holder.setLayout(grid)
        card.add(holder)
        if rest := len(self.plan.columns) - len(shown):
            words = ngettext("{n} more column, not used.", "{n} more columns, not used.", rest)
            card.add(row(caption(words.format(n=number(rest))), None, margins=(0, 8, 0, 4)))
        return card

    def _add_row(self, grid: QGridLayout, at: int, found: "PeopleColumn") -> None:
        from cxdesk.importing.people_fields import fields_of

        grid.setRowMinimumHeight(at, ROW_HEIGHT)
        name = found.header or _("column {n}").format(n=number(found.position + 1))
        grid.addWidget(ElidedLabel(name, tone="text" if found.field else "text3", strong=True), at, 0)
        samples = listed(s or _("blank") for s in found.samples[:3])
        grid.addWidget(ElidedLabel(samples, tone="text2"), at, 1)
        options: list[tuple[str, str]] = [("", _("Not used"))]
        options += [(f.id, _(f.word)) for f in fields_of(self.plan.what)]
        choice = Choice(options, found.field)
        choice.setFixedWidth(208)
        choice.setAccessibleName(_("“{column}” is read as").format(column=name))
        choice.chosen.connect(lambda field, place=found.position: self._on_field(place, field))
        self.choices[found.position] = choice
        grid.addWidget(choice, at, 2)
        if found in self.plan.undecided:
            why = label(_("Day or month first?"), tone="warn", strong=True)
        elif not found.field:
            why = label(_("Not stored"), tone="text2")
        else:
            why = label(_(found.reason), tone="warn" if found.guessed else "text2", strong=found.guessed)
        grid.addWidget(why, at, 3)

    def _side(self) -> list[Any]:
        things: list[Any] = []
        if self.plan.missing:
            things.append(self._missing_card())
        if self.plan.undecided:
            things.append(self._date_card(self.plan.undecided[0]))
        if self.plan.what == "accounts":
            things.append(self._blanks_card())
        elif self.plan.what == "invited":
            things += [self._round_card(), self._rest_card()]
        else:
            things.append(self._purchases_card())
        return [*things, self._list_card()]

    def _list_card(self) -> Card:
        """What the list is of, to be said where it was taken for something else."""
        options = [
            ("accounts", _("Customers")),
            ("invited", _("Invited people")),
            ("purchases", _("Purchases")),
        ]
        choice = Choice(options, self.plan.what)
        choice.chosen.connect(self.page.choose_list)
        return Card(Field(self.page.context.theme, _("What is in this list?"), choice))

    def _purchases_card(self) -> Card:
        line = _(
            "A purchase that is there already comes in no second time, so lists may overlap. An amount below zero is a credit note."
        )
        return Card(label(_("Each purchase once"), strong=True), caption(line, wrap=True))

    def _missing_card(self) -> Card:
        words = listed(_(f.word) for f in self.plan.missing)
        card = Card(label(_("Which column is it?"), strong=True, tone="warn"))
        sentence = _("Choose in the list: {fields}. Without it nothing can be joined.")
        card.add(caption(sentence.format(fields=words), wrap=True))
        return card

    def _date_card(self, doubt: "PeopleColumn") -> Card:
        theme = self.page.context.theme
        sample = doubt.samples[0] if doubt.samples else ""
        words = _("“{value}” in “{column}” can be read two ways.").format(value=sample, column=doubt.header)
        card = Card(label(_("Day or month first?"), strong=True), caption(words, wrap=True))
        day_first = Button(theme, _("Day first"), dense=True, on_click=lambda: self._on_dates(True))
        month_first = Button(theme, _("Month first"), dense=True, on_click=lambda: self._on_dates(False))
        card.add(row(day_first, month_first, None))
        return card

    def _blanks_card(self) -> Card:
        wipe = QCheckBox(_("A blank cell makes it blank"))
        wipe.setChecked(self.plan.blanks_wipe)
        wipe.toggled.connect(self._on_blanks)
        past = QCheckBox(_("The old values were wrong"))
        past.setChecked(self.page.corrected)
        past.toggled.connect(self.page.set_corrected)
        return Card(
            label(_("Customers that are there already"), strong=True),
            wipe,
            caption(_("Otherwise a blank cell leaves what is known."), wrap=True),
            past,
            caption(
                _(
                    "Otherwise segment, region, revenue, relation and owner stay as they were for earlier rounds."
                ),
                wrap=True,
            ),
        )

    def _round_card(self) -> Card:
        page = self.page
        if not page.surveys:
            return Card(
                label(_("No survey yet"), strong=True),
                caption(_("Begin a survey first; people can then be invited to it."), wrap=True),
            )
        # People are invited before anybody answers: the round may have to begin here.
        theme = page.context.theme
        parts: list[QWidget] = []
        if page.rounds:
            choice = Choice([(r.id, r.label) for r in page.rounds], page.round_id)
            choice.chosen.connect(page.choose_round)
            parts.append(Field(theme, _("Invited to the survey round"), choice))
        else:
            parts.append(label(_("No survey round yet"), strong=True))
        survey = Choice(list(page.surveys), page.surveys[-1][0])
        name = LineInput()
        name.setObjectName("new round")
        begin = Button(
            theme,
            _("Begin the round"),
            dense=True,
            on_click=lambda: page.begin_round(survey.value(), name.text()),
        )
        begin.setEnabled(False)
        name.textChanged.connect(lambda text: begin.setEnabled(bool(text.strip())))
        if len(page.surveys) > 1:
            parts.append(Field(theme, _("Survey"), survey))
        return Card(*parts, Field(theme, _("Name of a new round"), name), row(begin, None))

    def _rest_card(self) -> Card:
        page = self.page
        on = QCheckBox(_("Leave people in peace for a while"))
        on.setChecked(page.rest_days is not None)
        days = NumberBox(1, 3650, page.rest_days or DEFAULT_REST)
        days.setEnabled(page.rest_days is not None)
        days.setKeyboardTracking(False)
        days.setAccessibleName(_("Days of rest after an invitation"))
        days.valueChanged.connect(page.change_rest)
        on.toggled.connect(days.setEnabled)
        on.toggled.connect(lambda wanted: page.change_rest(days.value() if wanted else None))
        return Card(
            label(_("Rest period"), strong=True),
            on,
            row(days, caption(_("days after an invitation")), None),
            caption(_("Whoever was invited within these days is named and left out."), wrap=True),
        )

    def _on_field(self, place: int, field: str) -> None:
        from cxdesk.importing.people_plan import with_field

        self.page.change_plan(with_field(self.plan, place, field))

    def _on_dates(self, day_first: bool) -> None:
        from cxdesk.importing.people_plan import with_day_first

        self.page.change_plan(with_day_first(self.plan, day_first))

    def _on_blanks(self, wipe: bool) -> None:
        from cxdesk.importing.people_plan import with_blanks

        self.page.change_plan(with_blanks(self.plan, wipe))


def _place(found: "PeopleColumn") -> tuple[int, int]:
    """Columns in the file's order, those that are not used last."""
    return (not found.field, found.position)
