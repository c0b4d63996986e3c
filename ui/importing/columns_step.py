"""The mapping page: what each column means, which rows count, where the answers go."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from cxdesk.i18n import N_, _, listed, ngettext, number
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, boxed, column, row, rule, top
from ui.widgets.fields import Choice, Field, LineInput
from ui.widgets.named import NameInput
from ui.widgets.text import ElidedLabel, caption, display, label, title

if TYPE_CHECKING:
    from cxdesk.importing.plan import ColumnPlan, Typed
    from cxdesk.importing.target import Target
    from ui.importing.page import ImportPage

SHOWN_AT_FIRST = 12
ROW_HEIGHT = 52
SENTENCE = range(33, 161)  # letters; a longer one would fill the page
LONGEST_WORD = 20
KIND_WIDTH = 168
POINT_WIDTH = 192
LINKED = ("nps", "scale", "number", "text")
COUNTS_AS = {
    "nps": N_("Would recommend us"),
    "scale": N_("% satisfied"),
    "single": N_("Shares"),
    "multiple": N_("Shares"),
    "number": N_("Mean"),
    "text": N_("Comment"),
    "account_key": N_("Joins customer list"),
    "respondent_key": N_("Knows an answer again"),
    "submitted": N_("Date of the answer"),
    "started": N_("Date of the start"),
    "finished": N_("Which rows count"),
    "status": N_("Which rows count"),
    "consent_quote": N_("Who may be quoted"),
    "pseudonym": N_("Same person, same word"),
}


class ColumnsStep(QWidget):
    """The columns on the left; rows that count, dates in doubt and the target on the right."""

    def __init__(self, page: "ImportPage") -> None:
        super().__init__()
        assert page.plan is not None
        self.page = page
        self.plan = page.plan
        self.all_columns = False
        self.choices: dict[str, Choice] = {}
        self.points: dict[str, NameInput] = {}
        self._names: list[str] = []
        self.unfinished = QCheckBox(_("Unfinished"))
        self.tests = QCheckBox(_("Previews and tests"))
        self._counts = [label("…", strong=True), label("…", tone="text2"), label("…", tone="text2")]
        self._away = caption("", wrap=True)
        self._personal = caption("", wrap=True)
        self._layout = column(gap=16)
        self.setLayout(self._layout)
        self._build()

    def show_rows(self, typed: "Typed") -> None:
        """Fill in how many rows of each kind there are."""
        from cxdesk.importing import personal
        from cxdesk.responses.schema import FINISHED, SENT_AWAY, TEST, UNFINISHED

        for place, state in enumerate((FINISHED, UNFINISHED, TEST)):
            self._counts[place].setText(number(typed.states.get(state, 0)))
        away = typed.states.get(SENT_AWAY, 0)
        words = ngettext(
            "{n} was sent away, by a full quota or as none of those asked, and never counts.",
            "{n} were sent away, by a full quota or as none of those asked, and never count.",
            away,
        )
        self._away.setText(words.format(n=number(away)))
        self._away.setVisible(away > 0)
        self._show_personal(personal.keeps_file(typed))

    def _build(self) -> None:
        from cxdesk.importing.detect import summary

        head = display(_("This is what each column means, as far as we can tell"))
        n = len(self.plan.open_questions)
        words = summary(self.plan.detection)
        if n:
            words += " " + ngettext("{n} column needs your word.", "{n} columns need your word.", n).format(
                n=number(n)
            )
        self._layout.addLayout(column(head, label(words, tone="text2", wrap=True), gap=4))
        side = boxed(column(*self._side(), None, gap=16))
        side.setFixedWidth(296)
        across = row(gap=24)
        top(across, self._columns_card(), 1)
        top(across, side)
        self._layout.addLayout(across)

    def _columns_card(self) -> Card:
        shown, rest = self._shown_columns()
        card = Card(padding=(12, 8), gap=0)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        heads = (_("Column in the file"), _("Examples"), _("We read it as"), _("Counts as"), _("Touch point"))
        for place, head in enumerate(heads):
            cell = caption(head)
            cell.setFixedHeight(32)
            grid.addWidget(cell, 0, place)
        for place, stretch in enumerate((6, 2, 0, 2, 0)):
            grid.setColumnStretch(place, stretch)
        grid.addWidget(rule(strong=True), 1, 0, 1, len(heads))
        self._names = self._touch_point_names()
        for at, found in enumerate(shown):
            self._add_row(grid, 2 + at * 2, found)
            grid.addWidget(rule(), 3 + at * 2, 0, 1, len(heads))
        holder = QWidget()
        holder.setLayout(grid)
        card.add(holder)
        if rest:
            words = ngettext("{n} more column.", "{n} more columns.", len(rest)).format(n=number(len(rest)))
            more = Button(
                self.page.context.theme, _("Show them"), "plain", dense=True, on_click=self._show_all
            )
            card.add(row(caption(words), more, None, gap=4, margins=(0, 4, 0, 4)))
        return card

    def _shown_columns(self) -> tuple[list["ColumnPlan"], list["ColumnPlan"]]:
        columns = sorted(self.plan.columns, key=_place)
        if self.all_columns:
            return columns, []
        return columns[:SHOWN_AT_FIRST], columns[SHOWN_AT_FIRST:]

    def _add_row(self, grid: QGridLayout, at: int, found: "ColumnPlan") -> None:
        from cxdesk.responses.staff import shown_samples

        left_out = found.kind == "leave_out"
        tone = "text3" if left_out else "text"
        # A whole question as the heading breaks into lines: such questions differ at their ends.
        name: QLabel = ElidedLabel(found.header, tone=tone, strong=True)
        if _is_a_sentence(found.header):
            name = label(found.header, "caption", tone=tone, strong=True, wrap=True)
        grid.setRowMinimumHeight(at, ROW_HEIGHT)
        words = column(name, gap=0, margins=(0, 8, 0, 8))
        # Of a table of questions each row has words of its own; the common ones would hide them.
        said = found.label if found.group and found.label else found.text
        if said and said != found.header:
            words.addWidget(ElidedLabel(said, "caption", "text2"))
        grid.addLayout(words, at, 0)
        samples = listed(s or _("blank") for s in shown_samples(found.header, found.samples[:3]))
        grid.addWidget(ElidedLabel(samples, tone="text2"), at, 1)
        choice = Choice(_options(found), found.kind)
        choice.setFixedWidth(KIND_WIDTH)
        choice.setObjectName(f"kind {found.key}")
        choice.setAccessibleName(_("“{column}” is read as").format(column=found.header))
        choice.setToolTip(found.reason)
        choice.chosen.connect(lambda kind, key=found.key: self._on_kind(key, kind))
        self.choices[found.key] = choice
        grid.addWidget(choice, at, 2)
        if found.needs_word:
            counts = label(
                _("Day or month first?") if found.date else _("Please look"), tone="warn", strong=True
            )
        elif left_out:
            counts = label(found.reason if found.personal else _("Not stored"), tone="text2")
        else:
            counts = label(_(COUNTS_AS[found.kind]) if found.kind in COUNTS_AS else "", tone="text2")
        grid.addWidget(counts, at, 3)
        if found.kind in LINKED:
            grid.addWidget(self._touch_point(found), at, 4)

    def _touch_point(self, found: "ColumnPlan") -> NameInput:
        """Chosen from the inventory, or typed new."""
        point = NameInput(self._names, found.touch_point, _("Link to a touch point"))
        point.setProperty("quiet", True)
        point.setFixedWidth(POINT_WIDTH)
        point.setAccessibleName(_("Touch point of “{column}”").format(column=found.header))
        point.setToolTip(found.touch_point)
        point.setObjectName(f"point {found.key}")
        point.named.connect(lambda name, key=found.key: self.page.link(key, name))
        self.points[found.key] = point
        return point

    def _touch_point_names(self) -> list[str]:
        from cxdesk.touchpoints.queries import touch_point_rows

        known = [p.name for p in self.page.context.project.read(touch_point_rows)]
        new = [c.touch_point for c in self.plan.columns if c.touch_point]
        return list(dict.fromkeys([*known, *new]))

    def _side(self) -> list[Any]:
        things: list[Any] = [self._rows_card()]
        doubt = next((c for c in self.plan.open_questions if c.date is not None), None)
        if doubt is not None:
            things.append(self._date_card(doubt))
        things.append(self._target_card())
        things += self._personal_card()
        return things

    def _personal_card(self) -> list[Card]:
        from cxdesk.importing import personal

        if not personal.sentences(self.plan.columns):
            return []
        self._show_personal(file_kept=False)
        return [Card(label(_("Personal data"), strong=True), self._personal)]

    def _show_personal(self, file_kept: bool) -> None:
        """What happens to personal data; whether the file may be kept is known once all rows are read."""
        from cxdesk.importing import personal

        self._personal.setText("\n".join(personal.sentences(self.plan.columns, file_kept)))

    def _rows_card(self) -> Card:
        plan = self.plan
        self.unfinished.setChecked(plan.count_unfinished)
        self.tests.setChecked(plan.count_tests)
        self.unfinished.toggled.connect(lambda on: self.page.count_rows(unfinished=on))
        self.tests.toggled.connect(lambda on: self.page.count_rows(tests=on))
        finished = QCheckBox(_("Finished answers"))
        finished.setChecked(True)
        finished.setEnabled(False)
        card = Card(label(_("Which rows count"), strong=True))
        for box, count in zip((finished, self.unfinished, self.tests), self._counts, strict=True):
            card.add(row(box, None, count))
        self._away.setVisible(False)
        card.add(self._away)
        card.add(
            caption(
                _("Every row is stored; this says which ones make the scores. It can be changed later."),
                wrap=True,
            )
        )
        return card

    def _date_card(self, doubt: "ColumnPlan") -> Card:
        sample = doubt.samples[0] if doubt.samples else ""
        theme = self.page.context.theme
        words = _("“{value}” in “{column}” can be read two ways.").format(value=sample, column=doubt.header)
        card = Card(label(_("Day or month first?"), strong=True), caption(words, wrap=True), part="card")
        day_first = Button(theme, _("Day first"), dense=True, on_click=lambda: self._on_dates("day"))
        month_first = Button(theme, _("Month first"), dense=True, on_click=lambda: self._on_dates("month"))
        card.add(row(day_first, month_first, None))
        return card

    def _target_card(self) -> Card:
        from cxdesk.surveys.queries import survey_rows

        theme, page = self.page.context.theme, self.page
        surveys = page.context.project.read(survey_rows)
        card = Card(title(_("Where it goes")))
        options: list[tuple[Any, str]] = [(None, _("A new survey"))]
        options += [(s.id, s.name) for s in surveys]
        target = Choice(options, page.survey_id)
        target.set_value(page.survey_id)
        target.chosen.connect(self._on_target)
        name = LineInput(page.round_name, placeholder=_("from the dates of the answers"))
        name.textEdited.connect(self._on_round)
        card.add(Field(theme, _("Survey"), target), Field(theme, _("Survey round"), name))
        for words in _about(page.target):
            card.add(caption(words, wrap=True))
        if page.target is not None and page.target.remembered is not None:
            card.add(
                Button(
                    theme, _("Read it as if for the first time"), "plain", dense=True, on_click=page.unlearn
                )
            )
        return card

    def _show_all(self) -> None:
        self.all_columns = True
        self._rebuild()

    def _rebuild(self) -> None:
        from ui.widgets.cards import empty

        empty(self._layout)
        self.choices, self.points = {}, {}
        self.unfinished, self.tests = QCheckBox(_("Unfinished")), QCheckBox(_("Previews and tests"))
        self._counts = [label("…", strong=True), label("…", tone="text2"), label("…", tone="text2")]
        self._away = caption("", wrap=True)
        self._build()
        if self.page.typed is not None:
            self.show_rows(self.page.typed)

    def _on_kind(self, key: str, kind: str) -> None:
        from cxdesk.importing import mapping

        self.page.change_plan(mapping.with_kind(self.plan, key, kind))

    def _on_dates(self, order: str) -> None:
        from cxdesk.importing import mapping

        plan = self.plan
        for found in self.plan.open_questions:
            if found.date is not None:
                plan = mapping.with_date_order(plan, found.key, order)
        self.page.change_plan(plan)

    def _on_target(self, survey_id: int | None) -> None:
        self.page.aim(survey_id)

    def _on_round(self, text: str) -> None:
        self.page.round_name = text


def _about(target: "Target | None") -> list[str]:
    """Why it goes there, and how much of the survey it asks."""
    if target is None:
        return []
    words = []
    if target.remembered is not None:
        name = target.remembered.name
        words.append(_("This source is known: it is read as “{name}” was.").format(name=name))
    laid = target.laid
    if laid is not None:
        known = len({t.question_id for t in laid.ties})
        counts = (
            (ngettext("{n} question is known", "{n} questions are known", known), known),
            (ngettext("{n} is new", "{n} are new", len(laid.new)), len(laid.new)),
            (ngettext("{n} is not in this file", "{n} are not in this file", len(laid.gone)), len(laid.gone)),
        )
        words.append(listed(text.format(n=number(n)) for text, n in counts if n) + ".")
    return words


def _options(found: "ColumnPlan") -> list[tuple[str, str]]:
    from cxdesk.importing.plan import KIND_WORDS, kind_words

    return [
        (kind, kind_words(found) if kind == found.kind else _(words)) for kind, words in KIND_WORDS.items()
    ]


def _place(found: "ColumnPlan") -> int:
    """What needs the person's word first, then questions, facts about the answer, and what is left out."""
    if found.needs_word:
        return 0
    return 1 if found.is_answer else 3 if found.kind == "leave_out" else 2


def _is_a_sentence(heading: str) -> bool:
    """Whether a heading is words that can break into lines without making the column wider."""
    return len(heading) in SENTENCE and max(map(len, heading.split()), default=0) <= LONGEST_WORD
