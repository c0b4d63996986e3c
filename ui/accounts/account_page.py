"""The page of one customer: scores by touch point, trend, silence, open work, renewal, people; walked with Alt and arrows."""

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, language, listed, number
from ui.accounts import deeds
from ui.accounts.account_side import (
    facts_card,
    follow_ups_card,
    people_card,
    silence_card,
    work_card,
)
from ui.accounts.purchases_card import purchases_card
from ui.page import Page, PageContext
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import Card, boxed, column, row, top
from ui.widgets.charts import ChartView
from ui.widgets.chips import tag
from ui.widgets.empty import EmptyState
from ui.widgets.menus import Option, menu_chip
from ui.widgets.scaffold import Scaffold
from ui.widgets.score_glyph import ScoreCell
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, caption, keys_text, title

if TYPE_CHECKING:
    from cxdesk.analysis.touch_points import Scored
    from cxdesk.planning.account_review import AccountReview, TouchPointLine, WholeLine

SIDE_WIDTH = 320
NARROW = 900
TAGS = {"model": "good", "growth": "info", "at_risk": "bad", "dangling": "warn"}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: a touch point, or at its foot all of them together."""

    touch_point: "TouchPointLine | None"
    whole: "WholeLine | None" = None


def make(context: PageContext) -> Page:
    """The page, for the shell."""
    return AccountPage(context)


class AccountPage(Page):
    """Reads one customer behind the window."""

    tables = frozenset(
        {
            "survey", "question", "item", "scale", "round", "import_batch", "account", "account_history", "contact",
            "person", "account_key_link", "invitation", "quadrant_cuts", "data_set", "touch_point",
            "touch_point_item", "issue", "evidence", "action", "plan", "plan_line", "purchase", "follow_up",
            "follow_up_contact", "follow_up_step",
        }
    )  # fmt: skip

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.frame = Scaffold(self)
        self.opened = deeds.Opened("")
        self.review: AccountReview | None = None
        self.table: Table | None = None
        self.preview: Any = None
        self._deeds: tuple[Button, ...] = ()
        self._narrow = False
        self._job: Any = None
        ahead, behind = ("Alt+Left", "Alt+Right") if context.theme.rtl else ("Alt+Right", "Alt+Left")
        for keys, work in (
            (ahead, lambda: self.step(1)),
            (behind, lambda: self.step(-1)),
            (deeds.ISSUE_KEY, self.make_issue),
            (deeds.PLAN_KEY, self.open_plan),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(work)

    def reload(self) -> None:
        """Read the customer again; what is shown stays until it is there."""
        from cxdesk.planning.account_review import account_review

        if not self.opened.key:
            self._show_empty()
            return
        project, key, round_name = self.context.project, self.opened.key, self.opened.round_name
        if self._job is not None:
            self._job.drop()
        self._job = self.context.jobs.run(
            lambda: project.read(account_review, key, round_name), self._show, on_error=self._on_error
        )

    def open_at(self, target: Any) -> None:
        """Show a customer: by its key, or by `deeds.Opened` with those it is walked among."""
        self.opened = target if isinstance(target, deeds.Opened) else deeds.Opened(str(target))
        if not self.opened.among:
            from cxdesk.accounts.queries import account_rows

            keys = tuple(a.key for a in self.context.project.read(account_rows))
            self.opened = replace(self.opened, among=keys)
        self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The side goes below where there is no room beside it."""
        super().resizeEvent(event)
        if self.review is not None and (self.width() < NARROW) != self._narrow:
            self._show(self.review)

    def step(self, by: int) -> None:
        """The neighbour on the list or the map it was opened from; at the end it stays."""
        at = self._at() + by
        if 0 <= at < len(self.opened.among):
            self.opened = replace(self.opened, key=self.opened.among[at])
            self.reload()

    def make_issue(self) -> None:
        """An issue from the touch point under the keyboard, else from the lowest."""
        if self.review is not None:
            chosen = self.table.current() if self.table is not None and self.table.hasFocus() else None
            line = chosen.touch_point if isinstance(chosen, Line) else None
            deeds.make_issue_of(self.context, self.review, line)

    def open_plan(self) -> None:
        """The plan of this customer, made when there is none."""
        if self.review is not None:
            deeds.open_plan(self.context, self.review.account.id)

    def make_page(self) -> None:
        """The customer on one internal A4, to look at and to save."""
        from ui.widgets.sheet_preview import SheetPreview

        if self.review is None:
            return
        project, key, round_name = self.context.project, self.review.account.key, self._round_name()

        def draw(lang: str) -> Any:
            from cxdesk.planning.account_sheets import account_sheet
            from exports.pdf.account_page import render

            return render(project.read(account_sheet, key, round_name, lang))

        name = f"{self.review.account.name}.pdf".replace("/", "-")
        self.preview = SheetPreview(self.context, _("One customer on one page"), name, draw)
        self.preview.open()

    def see_answers(self, line: Line) -> None:
        """The answers behind one touch point, or behind all of them."""
        from cxdesk.planning.behind import Behind
        from cxdesk.responses.filter import Filter

        review = self.review
        if review is None or review.survey is None or review.round is None:
            return
        where = Filter(accounts=(review.account.key,), rounds=(review.round.name,))
        lines = [line.touch_point] if line.touch_point else list(review.touch_points)
        target = Behind(review.survey.id, tuple(t.item_id for t in lines), where)
        self.context.go("responses", (target, ("account", self.opened)))

    def _see_elsewhere(self, scored: "Scored") -> None:
        from cxdesk.planning.behind import Behind

        target = Behind(scored.survey_id, (scored.item_id,), scored.figure.filter)
        self.context.go("responses", (target, ("account", self.opened)))

    def _show(self, review: "AccountReview") -> None:
        self._job = None
        same = self.review is not None and self.review.account.id == review.account.id
        self.review = review
        focused = self.table is not None and self.table.hasFocus()
        row_before = self.table.current() if self.table is not None and same else None
        self._narrow = self.width() < NARROW
        self.frame.clear()
        self.table = None
        self._show_bar(review)
        self._build(review)
        if self.table is not None and row_before is not None:
            self.table.choose(_name(row_before))
        if self.table is not None and focused:
            self.table.setFocus()

    def _show_empty(self) -> None:
        self.frame.clear()
        self.frame.bar()
        state = EmptyState(
            self.context.theme,
            _("No customer is chosen"),
            _("Open one from the list or from the map of customers."),
            _("Customers"),
            lambda: self.context.go("accounts"),
            (_("Map of customers"), lambda: self.context.go("account_map")),
        )
        self.frame.add(state, None)

    def _show_bar(self, review: "AccountReview") -> None:
        theme = self.context.theme
        to_map = self.opened.back == "account_map"
        back = Button(
            theme, _("Map of customers") if to_map else _("Customers"), "plain", icon="arrow-left", dense=True
        )
        back.clicked.connect(lambda: self.context.go(self.opened.back, review.account.key))
        before = IconButton(theme, "chevron-left", _("The customer before"), on_click=lambda: self.step(-1))
        after = IconButton(theme, "chevron-right", _("The next customer"), on_click=lambda: self.step(1))
        before.setToolTip(
            f"{_('The customer before')}  {keys_text('Alt+Right' if theme.rtl else 'Alt+Left')}"
        )
        after.setToolTip(f"{_('The next customer')}  {keys_text('Alt+Left' if theme.rtl else 'Alt+Right')}")
        at, all_of = self._at(), len(self.opened.among)
        before.setEnabled(at > 0)
        after.setEnabled(at + 1 < all_of)
        place = caption(_("{n} of {all}").format(n=number(at + 1), all=number(all_of)))
        things: list[Any] = [back, 8, before, place, after]
        if review.round is not None:
            things.append(menu_chip(theme, review.round.label, self._rounds))
        issue = Button(theme, _("Make an issue"), dense=True, icon="flag", on_click=self.make_issue)
        issue.setToolTip(keys_text(deeds.ISSUE_KEY))
        plan = Button(theme, _("Open the plan"), dense=True, icon="handshake", on_click=self.open_plan)
        plan.setToolTip(keys_text(deeds.PLAN_KEY))
        page = Button(theme, _("Make a page"), dense=True, icon="file-text", on_click=self.make_page)
        # Where the bar has no room for them, they stand below the name.
        self._deeds = (issue, plan, page)
        self.frame.bar(*things, None, *(() if self._narrow else self._deeds))

    def _build(self, review: "AccountReview") -> None:
        from cxdesk.responses.about_data import data_line

        account = review.account
        self.frame.head(account.name, listed(x for x in (account.key, account.segment, account.region) if x))
        self.frame.add(self._standing(review))
        if self._narrow:
            self.frame.add(row(*self._deeds, None))
        source = data_line(review.about, language()) if review.about else ""
        theme = self.context.theme
        left = column(
            *self._scores(review, source),
            *self._trend(review, source),
            *self._elsewhere(review, source),
            *purchases_card(self.context, review.bought),
            *people_card(theme, review),
            None,
        )
        side = column(
            facts_card(theme, review),
            *silence_card(theme, review),
            *follow_ups_card(self.context, review),
            *work_card(self.context, review),
            None,
            gap=12,
        )
        right = boxed(side)
        if self._narrow:
            self.frame.add(left, right)
        else:
            right.setFixedWidth(SIDE_WIDTH)
            across = row(gap=24)
            across.addLayout(left, 1)
            top(across, right)
            self.frame.add(across)
        if source:
            self.frame.add(caption(source, wrap=True))

    def _standing(self, review: "AccountReview") -> QWidget:
        """The quadrant as a tag, what to do, why it could be another, and how many people speak."""
        from cxdesk.analysis import map_words as words
        from cxdesk.analysis.quadrants import TREATMENTS

        placed, standing = review.placed, review.standing
        parts: list[str] = []
        across = row(gap=12)
        if placed is not None:
            across.addWidget(tag(words.quadrant_word(placed.quadrant), TAGS[placed.quadrant]))
            parts.append(_("score {score}").format(score=words.score_text(round(placed.score))))
            parts.append(_(TREATMENTS[placed.quadrant]))
        elif standing is not None and standing.absent:
            parts.append(words.absent_line(standing.absent, [standing.name]))
        if standing is not None:
            parts.append(words.answered_sentence(standing.answered, standing.invited))
        said = ". ".join(p[:1].upper() + p[1:] for p in parts)
        doubt = words.reason(placed) if placed else ""
        across.addWidget(body(" ".join(filter(None, (said + "." if said else "", doubt))), tone="text2"), 1)
        return boxed(across)

    def _scores(self, review: "AccountReview", source: str) -> list[QWidget]:
        if not review.touch_points:
            return [Card(body(_("Nobody of this customer answered in this round."), tone="text2"))]
        columns = [
            Column(_("Touch point"), _name, "strong", share=3),
            Column(_("Satisfied, last round as a tick"), _satisfied, "score", value=_glyph, width=216),
            Column(_("Score"), lambda x: number(_part(x).score), "number", width=64),
            Column(_("Answers"), lambda x: number(_part(x).answers), "number", width=72),
        ]
        lines = [*(Line(t) for t in review.touch_points), Line(None, review.total)]
        self.table = Table(
            self.context.theme, columns, lines, name=_("Scores by touch point"), fit=True, key=_name
        )
        self.table.note = source
        self.table.opened.connect(self.see_answers)
        note = _("Enter shows the answers behind a row. The score is the mean of all answers, 0 to 100.")
        return [
            title(_("What its people said")),
            boxed(column(self.table, margins=(12, 4, 12, 8)), "card"),
            caption(note, wrap=True),
        ]

    def _trend(self, review: "AccountReview", source: str) -> list[QWidget]:
        from exports.charts.data import Trend, TrendPoint

        points = [TrendPoint(p.round.day, p.figure, p.round.label) for p in review.trend]
        if len(points) < 2:
            return []
        chart = ChartView(self.context.theme)
        name = _("Score over the rounds")
        chart.show_chart(Trend(tuple(points), label=name), name, 150.0, source=source)
        return [title(name), Card(chart)]

    def _elsewhere(self, review: "AccountReview", source: str) -> list[QWidget]:
        if not review.elsewhere:
            return []
        columns = [
            Column(_("Touch point"), lambda s: s.name, "strong", share=3),
            Column(_("Satisfied"), _counted_elsewhere, "number", width=120),
            Column(_("Survey round"), lambda s: s.round, "muted", share=2),
        ]
        table = Table(
            self.context.theme, columns, review.elsewhere, name=_("In other surveys"), fit=True
        )  # fmt: skip
        table.opened.connect(self._see_elsewhere)
        return [title(_("In other surveys")), boxed(column(table, margins=(12, 4, 12, 8)), "card")]

    def _rounds(self) -> list[Option]:
        from cxdesk.responses.queries import round_rows

        if self.review is None or self.review.survey is None:
            return []
        rounds = self.context.project.read(round_rows, self.review.survey.id)
        return [(one.label, partial(self._at_round, one.name)) for one in reversed(rounds)]

    def _at_round(self, name: str) -> None:
        self.opened = replace(self.opened, round_name=name)
        self.reload()

    def _round_name(self) -> str | None:
        return self.review.round.name if self.review and self.review.round else None

    def _at(self) -> int:
        keys = self.opened.among
        return keys.index(self.opened.key) if self.opened.key in keys else 0

    def _on_error(self, error: BaseException) -> None:
        """The customer is gone, most likely by an undo."""
        self._job = None
        self.opened, self.review = deeds.Opened(""), None
        self._show_empty()
        self.context.bridge.refuse(error)


def _part(line: Line) -> "TouchPointLine | WholeLine":
    part = line.touch_point or line.whole
    assert part is not None
    return part


def _name(line: Line) -> str:
    return line.touch_point.name if line.touch_point else _("All answers")


def _satisfied(line: Line) -> str:
    from cxdesk.planning.account_review import counted_words

    part = _part(line)
    return counted_words(part.satisfied, part.answers)


def _glyph(line: Line) -> ScoreCell | None:
    """The share as a bead; no margin, because these are people and no sample."""
    if line.touch_point is None:
        return None
    figure, before = line.touch_point.figure, line.touch_point.previous
    return ScoreCell(replace(figure, low=None, high=None), before.value if before else None)


def _counted_elsewhere(scored: "Scored") -> str:
    figure = scored.figure
    if figure.metric != "top2" or figure.value is None:
        return number(figure.value, 1) if figure.value is not None else "–"
    good = round(figure.value * figure.n / 100)
    return _("{n} of {all}").format(n=number(good), all=number(figure.n))
