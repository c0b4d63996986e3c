"""What is known of touch points and steps and what is not, the slogan check, and what has to be looked at again."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from cxdesk.i18n import _, ngettext, number, percent
from ui.page import PageContext
from ui.widgets.cards import Card, boxed, column, empty, row, top
from ui.widgets.charts import ChartView
from ui.widgets.fields import Choice
from ui.widgets.links import Link
from ui.widgets.tables import Column, Table
from ui.widgets.text import caption, title

if TYPE_CHECKING:
    from cxdesk.analysis.coverage import Share
    from cxdesk.analysis.inventory import Inventory
    from cxdesk.journeys.queries import JourneyMap
    from exports.charts.data import Bars

MOST_NAMED = 300


class CoverageView(QWidget):
    """Bars of touch points and of steps, and below them the lists behind the bars."""

    def __init__(self, context: PageContext, choose: Callable[[int], None]) -> None:
        super().__init__()
        self._context, self._choose = context, choose
        self._found: Inventory | None = None
        theme = context.theme
        self.points, self.steps = ChartView(theme), ChartView(theme)
        self.journey, self.check = Choice(), Choice()
        self.journey.setAccessibleName(_("Journey"))
        self.journey.chosen.connect(lambda _value: self._show_steps())
        self.check.setAccessibleName(_("What is missing"))
        self.check.chosen.connect(lambda _value: self._show_missing())
        self._missing = QGridLayout()
        self._missing.setHorizontalSpacing(24)
        self._missing.setVerticalSpacing(4)
        self._missing_told = caption("", wrap=True)
        self.slogans = self._slogan_table()
        self.aged = self._aged_table()
        self.shares = self._share_table()
        self.unheard = self._unheard_table()
        self._unheard_card = Card(title(_("Many contacts, and nobody is asked")), self.unheard)
        self._slogan_told = caption("", wrap=True)
        self._slogan_card = Card(title(_("Slogan check")), self._slogan_told, self.slogans)
        self._aged_card = Card(title(_("To look at again")), self.aged)
        self._shares_card = Card(title(_("How sure the maps are")), self.shares)
        self._lay_out()

    def show_inventory(self, found: "Inventory", _chosen: int | None) -> None:
        """Count again."""
        from cxdesk.analysis import coverage
        from cxdesk.analysis.coverage import busy_unheard, point_shares, slogan_check, to_check_again

        self._found = found
        self._shares: dict[str, Share] = {s.check: s for s in point_shares(found)}
        self.points.show_chart(bars(list(self._shares.values())), _("Touch points that have …"), source="")
        kept = self.check.value()
        options = [
            (check, _("missing: {what}").format(what=coverage.check_word(check))) for check in self._shares
        ]
        self.check.set_options(options, kept if kept in self._shares else "survey")
        maps = [(0, _("all journeys")), *((j.id, j.name) for j in found.journeys)]
        kept = self.journey.value()
        self.journey.set_options(maps, kept if kept in {key for key, _name in maps} else 0)
        self._show_missing()
        self._show_steps()
        unheard = busy_unheard(found)
        self.unheard.set_rows(unheard)
        self._unheard_card.setVisible(bool(unheard))
        slogans = slogan_check(found.journeys, found)
        self.slogans.set_rows(slogans)
        self._slogan_told.setText(_slogan_words(len(slogans)))
        self._slogan_card.setVisible(bool(found.journeys))
        aged = to_check_again(found)
        self.aged.set_rows(aged)
        self._aged_card.setVisible(bool(aged))
        self.shares.set_rows(found.journeys)
        self._shares_card.setVisible(bool(found.journeys))

    def _show_steps(self) -> None:
        from cxdesk.analysis.coverage import step_shares

        found, chosen = self._found, self.journey.value()
        if found is None:
            return
        journeys = [j for j in found.journeys if chosen in (0, None, j.id)]
        shares = step_shares(journeys, found)
        self.steps.show_chart(bars(shares, of_step=True), _("Steps that have …"), source="")

    def _show_missing(self) -> None:
        from cxdesk.analysis.coverage import share_words

        empty(self._missing)
        share = self._shares.get(self.check.value())
        if share is None:
            return
        self._missing_told.setText(
            share_words(share) if share.missing else _("None is without it.") + " " + share_words(share)
        )
        for at, (number_, name) in enumerate(zip(share.missing_ids, share.missing, strict=True)):
            if at >= MOST_NAMED:
                break
            link = Link(name, role="caption")
            link.clicked.connect(lambda to=number_: self._choose(to))
            self._missing.addWidget(link, at // 3, at % 3)

    def _lay_out(self) -> None:
        self._missing_box = boxed(self._missing)
        points = Card(title(_("Touch points that have …")), self.points)
        steps = Card(row(title(_("Steps that have …")), None, self.journey), self.steps)
        across = row(gap=16)
        top(across, points, 1)
        top(across, steps, 1)
        missing = Card(row(title(_("Touch points")), self.check, None), self._missing_told, self._missing_box)
        self.setLayout(
            column(
                across,
                self._unheard_card,
                missing,
                self._slogan_card,
                self._aged_card,
                self._shares_card,
                gap=16,
            )
        )

    def _unheard_table(self) -> Table:
        columns = [
            Column(_("Touch point"), lambda r: r.name, "strong", share=3),
            Column(_("Contacts a year"), lambda r: number(r.volume), "number", width=150),
            Column("", lambda _r: _("Begin a survey there"), "muted", share=2),
        ]
        table = Table(self._context.theme, columns, name=_("Many contacts, and nobody is asked"), fit=True)
        table.opened.connect(lambda r: self._context.go("surveys", ("begin", r.id)))
        return table

    def _slogan_table(self) -> Table:
        from cxdesk.analysis.coverage import missing_words

        columns = [
            Column(_("Step"), lambda s: s.step, "strong", share=2),
            Column(_("Stage"), lambda s: s.stage, "muted", share=2),
            Column(_("Journey"), lambda s: s.journey, "muted", share=2),
            Column(_("It has"), missing_words, "text", share=3),
        ]
        table = Table(self._context.theme, columns, name=_("Slogan check"), fit=True)
        table.opened.connect(lambda s: self._context.go("journeys", s.journey_id))
        return table

    def _aged_table(self) -> Table:
        words = {"touch_point": _("Touch point"), "journey": _("Journey"), "step": _("Step")}
        columns = [
            Column(_("What"), lambda a: a.name, "strong", share=3),
            Column(_("Kind"), lambda a: words[a.kind], "muted", share=1),
            Column(_("Journey"), lambda a: a.where, "muted", share=2),
            Column(_("Checked"), _age, "tag", lambda a: (_age(a), "warn"), width=190),
        ]
        table = Table(self._context.theme, columns, name=_("To look at again"), fit=True)
        table.opened.connect(self._on_aged)
        return table

    def _on_aged(self, aged: object) -> None:
        if aged.kind == "touch_point":  # type: ignore[attr-defined]
            self._choose(aged.id)  # type: ignore[attr-defined]
        else:
            self._context.go("journeys", aged.id)  # type: ignore[attr-defined]

    def _share_table(self) -> Table:
        from cxdesk.personas.kinds import GRADE_WORDS

        def grade(name: str) -> Column:
            return Column(_(GRADE_WORDS[name]), lambda j: _grade(j, name), "number", width=130)

        columns = [
            Column(_("Journey"), lambda j: j.name, "strong", share=3),
            Column(_("Cards"), lambda j: number(len(j.cards)), "number", width=90),
            *(grade(name) for name in ("measured", "some", "opinion")),
        ]
        table = Table(self._context.theme, columns, name=_("How sure the maps are"), fit=True)
        table.opened.connect(lambda j: self._context.go("journeys", j.id))
        return table


def bars(shares: "list[Share]", *, of_step: bool = False) -> "Bars":
    """The shares as bars from zero to a hundred; the lowest one is marked."""
    from cxdesk.analysis.coverage import check_word, share_words
    from exports.charts.data import Bar, Bars

    least = min((s.percent for s in shares), default=100.0)
    made = [
        Bar(
            check_word(s.check, of_step=of_step), s.percent, share_words(s),
            s.percent == least < 100.0,
        )
        for s in shares
    ]  # fmt: skip
    return Bars(tuple(made), _("What"), _("Share"))


def _slogan_words(count: int) -> str:
    if not count:
        return _("Every step has an owning function and a feeling with answers behind it.")
    text = ngettext(
        "At {n} step satisfaction is a slogan: nobody owns it, or nobody knows how it feels.",
        "At {n} steps satisfaction is a slogan: nobody owns them, or nobody knows how they feel.",
        count,
    )
    return text.format(n=number(count))


def _age(aged: object) -> str:
    months = aged.months  # type: ignore[attr-defined]
    if months is None:
        return _("never checked")
    return ngettext("checked {n} month ago", "checked {n} months ago", months).format(n=number(months))


def _grade(journey: "JourneyMap", name: str) -> str:
    from cxdesk.journeys.shares import shares_on

    shares = shares_on(journey)
    return f"{number(shares.count(name))} ({percent(shares.percent(name))})"
