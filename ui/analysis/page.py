"""The room “Insights”: findings that matter most, touch points lowest first, and how many recommend us."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, language, listed, ngettext, number
from ui.analysis.finding_rows import finding_card, recommend_card, score_table
from ui.page import Page, PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import boxed, column, row, top
from ui.widgets.chips import Chip
from ui.widgets.empty import EmptyState
from ui.widgets.figures import joined
from ui.widgets.menus import menu_chip, opens_menu
from ui.widgets.scaffold import Scaffold
from ui.widgets.text import IconLabel, caption, label, title

if TYPE_CHECKING:
    from cxdesk.analysis.findings import Finding
    from cxdesk.analysis.insights import Insights
    from cxdesk.analysis.touch_points import Scored
    from cxdesk.planning.clues import Clue
    from ui.analysis.page_preview import PagePreview
    from ui.widgets.tables import Table

SHOWN_ROWS = 8
NARROW = 1200


def make(context: PageContext) -> Page:
    """The page, for the shell."""
    return InsightsPage(context)


class InsightsPage(Page):
    """Asks for the figures behind the window and shows them when they are there."""

    tables = frozenset(
        {
            "survey", "question", "item", "scale", "round", "import_batch", "account", "account_history",
            "account_key_link", "invitation", "touch_point", "touch_point_item", "data_set",
        }
    )  # fmt: skip

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.frame = Scaffold(self)
        self.survey_id: int | None = None
        self.rounds: tuple[str, ...] = ()
        self.segment: str | None = None
        self.segments_today = False
        self.all_rows = False
        self.insights: Insights | None = None
        self.preview: PagePreview | None = None
        self.finding_rows: list[QWidget] = []
        self.table: Table | None = None
        self._job: Any = None
        context.theme.changed.connect(self._on_theme_changed)

    def reload(self) -> None:
        """Compute again; what is shown stays until the new figures are there."""
        from cxdesk.analysis.insights import insights
        from cxdesk.responses.filter import Filter

        project = self.context.project
        where = Filter(
            rounds=self.rounds,
            segments=(self.segment,) if self.segment else (),
            segments_today=self.segments_today,
        )
        if self._job is not None:
            self._job.drop()
        self._job = self.context.jobs.run(lambda: project.read(insights, self.survey_id, where), self._show)

    def open_at(self, target: Any) -> None:
        """Show one survey, or what one segment says."""
        if isinstance(target, int):
            self._choose(survey_id=target)
        elif isinstance(target, str):
            self._choose(segment=target)

    def make_issue(self, finding: "Finding") -> None:
        """One key from the finding to the issue, with the figure as its first evidence."""
        from cxdesk.planning.clues import raise_clue

        issue = self.context.bridge.run(_("Make an issue"), raise_clue, _clue(finding))
        if issue is not None:
            self.context.go("planning", ("issue", issue))

    def clue_here(self) -> "Clue | None":
        """The finding whose button has the keyboard, the score whose row has it, else the first finding."""
        if self.insights is None:
            return None
        focused = self.focusWidget()
        if self.table is not None and focused is self.table and self.table.current() is not None:
            return _clue_of_score(self.table.current())
        findings = self.insights.findings
        place = next((n for n, r in enumerate(self.finding_rows) if focused and r.isAncestorOf(focused)), 0)
        if place < len(findings):
            return _clue(findings[place])
        return None

    def make_page(self) -> None:
        """What is shown here on one internal A4, to look at and to save."""
        from ui.analysis.page_preview import PagePreview

        if self.insights is not None:
            self.preview = PagePreview(self.context, self.insights.survey.id, self.insights.where)
            self.preview.open()

    def edit_card(self) -> None:
        """The data-set card of the newest round shown."""
        if self.insights is not None and self.insights.about.cards:
            card = self.insights.about.cards[0]
            self.context.go("responses", ("card", self.insights.survey.id, card.round_id))

    def see_answers(self, scored: "Scored") -> None:
        """The answers behind a figure."""
        from cxdesk.planning.behind import Behind

        self.context.go("responses", Behind(scored.survey_id, (scored.item_id,), scored.figure.filter))

    def _show(self, found: "Insights | None") -> None:
        self._job = None
        self.insights = found
        self.finding_rows, self.table = [], None
        self.frame.clear()
        if found is None or not found.answered:
            self._show_empty(found)
            return
        self.survey_id = found.survey.id
        self._show_bar(found)
        page = Button(self.context.theme, _("Make a page"), icon="file-text", on_click=self.make_page)
        page.setToolTip(_("One internal page with these findings, to print"))
        coding = Button(
            self.context.theme,
            _("Code comments"),
            icon="message-square-text",
            on_click=lambda: self.context.go("coding"),
        )
        coding.setToolTip(_("Two people say what customers mean to do, each for themselves"))
        self.frame.head(_headline(found), _subtitle(found), coding, page)
        for sentence in found.damaged:
            self.frame.add(label(sentence, tone="bad", wrap=True))
        if found.findings:
            card, self.finding_rows = finding_card(
                self.context.theme, found.findings, self.make_issue, self.see_answers
            )
            self.frame.add(card)
        self.frame.add(self._lower(found), self._source(found), None)

    def _show_empty(self, found: "Insights | None") -> None:
        if found is None:
            self.frame.bar()
        else:
            self._show_bar(found)
        state = EmptyState(
            self.context.theme,
            _("No answers yet"),
            _("Import a file, or look at the finished example."),
            _("Import answers"),
            lambda: self.context.do("import.answers"),
            (_("Look at a finished example"), lambda: self.context.do("example")),
        )
        self.frame.add(state, None)

    def _show_bar(self, found: "Insights") -> None:
        theme = self.context.theme
        chips: list[QWidget] = [IconLabel(theme, "funnel"), caption(_("Showing"))]
        survey_menu = [(r.name, lambda r=r: self._choose(survey_id=r.id)) for r in found.surveys]
        chips.append(menu_chip(theme, found.survey.name, lambda: survey_menu))
        if found.rounds:
            round_menu = [(r.label, lambda r=r: self._choose(rounds=(r.name,))) for r in found.rounds]
            chips.append(
                menu_chip(
                    theme,
                    listed(r.label for r in found.rounds if r.name in found.where.rounds),
                    lambda: round_menu,
                )
            )
        if self.segment:
            chips.append(Chip(theme, self.segment, on_remove=lambda: self._choose(segment="")))
            if found.segments_changed:
                times = [
                    (_("Segment at the round"), lambda: self._choose(segments_today=False)),
                    (_("Segment today"), lambda: self._choose(segments_today=True)),
                ]
                chips.append(menu_chip(theme, times[self.segments_today][0], lambda: times))
        elif found.segments:
            segment_menu = [
                (text, lambda name=name: self._choose(segment=name))
                for name, text in self._segment_words(found.segments)
            ]
            add = Button(theme, _("Add"), "plain", icon="plus", dense=True)
            opens_menu(add, lambda: segment_menu)
            add.setAccessibleName(_("Add a filter"))
            chips.append(add)
        answered = ngettext("{n} answer counted", "{n} answers counted", found.answered).format(
            n=number(found.answered)
        )
        invited = (
            _("{n} of {all} answered").format(n=number(found.answered), all=number(found.invited))
            if found.invited
            else ""
        )
        who = _("all accounts")
        if self.segment:
            words = _("{segment} as today") if self.segments_today else _("{segment} as at the round")
            who = words.format(segment=self.segment)
        self.frame.bar(*chips, None, caption(joined(answered, invited, who)))

    def _source(self, found: "Insights") -> QWidget:
        """The data behind every figure of the page, in one quiet line."""
        from cxdesk.responses.about_data import data_line

        words = caption(data_line(found.about, language()), wrap=True)
        edit = Button(self.context.theme, _("Edit"), "plain", dense=True, on_click=self.edit_card)
        edit.setAccessibleName(_("Edit what is known about this data"))
        across = row(gap=12)
        top(across, words, 1)
        top(across, edit)
        return boxed(across)

    def _lower(self, found: "Insights") -> QWidget:
        from cxdesk.analysis.scores import segment_note
        from cxdesk.responses.about_data import data_line

        source = data_line(found.about, language())
        theme = self.context.theme
        rows = found.scored if self.all_rows else found.scored[:SHOWN_ROWS]
        table = score_table(
            theme,
            rows,
            linked=found.linked,
            narrow=self.width() < NARROW,
            on_open=self.see_answers,
            source=source,
        )
        self.table = table
        name = _("Touch points, lowest first") if found.linked else _("Questions, lowest first")
        more: list[QWidget] = []
        if len(found.scored) > len(rows):
            words = _("All {n}").format(n=number(len(found.scored)))
            more.append(boxed(row(Button(theme, words, "plain", dense=True, on_click=self._show_all), None)))
        note = segment_note(found.where)
        notes = [caption(_(note), wrap=True)] if note else []
        card = boxed(column(table, *more, gap=0, margins=(12, 4, 12, 8)), "card")
        left = boxed(column(title(name), card, *notes, None))
        across = row(gap=24)
        if found.scored:
            top(across, left, 2)
        if found.recommend:
            right = boxed(
                column(
                    title(_("Would recommend us")),
                    recommend_card(theme, found.recommend, data_line(found.about_trend, language())),
                    None,
                )
            )
            right.setFixedWidth(368)
            top(across, right)
        return boxed(across)

    def _segment_words(self, segments: tuple[str, ...]) -> list[tuple[str, str]]:
        """Segments with the personas that stand for them: whoever thinks of a person finds the answers."""
        from cxdesk.personas.queries import personas_of_segments

        personas = self.context.project.read(personas_of_segments)
        return [
            (name, f"{name} ({listed(personas[name])})" if name in personas else name) for name in segments
        ]

    def _show_all(self) -> None:
        self.all_rows = True
        if self.insights is not None:
            self._show(self.insights)

    def _choose(self, **changes: Any) -> None:
        if "survey_id" in changes:
            self.survey_id, self.rounds = changes["survey_id"], ()
        if "rounds" in changes:
            self.rounds = changes["rounds"]
        if "segment" in changes:
            self.segment = changes["segment"] or None
        self.segments_today = bool(changes.get("segments_today", self.segments_today))
        self.all_rows = False
        self.reload()

    def _on_theme_changed(self) -> None:
        if self.insights is not None:
            self._show(self.insights)


def _clue(finding: "Finding") -> "Clue":
    from cxdesk.planning.clues import Clue

    scored = finding.scored
    kind = "opportunity" if finding.kind == "gain" else "problem"
    return Clue(finding.sentence, finding.line, kind, scored.touch_point_id, scored.figure)


def _clue_of_score(scored: "Scored") -> "Clue":
    from cxdesk.planning.clues import Clue
    from ui.widgets.figures import value_text

    title = _("“{name}”: {value} are satisfied.").format(name=scored.name, value=value_text(scored.figure))
    return Clue(title, "", "problem", scored.touch_point_id, scored.figure)


def _headline(found: "Insights") -> str:
    n = len(found.findings)
    if not n:
        return _("These are the answers")
    names = {
        1: _("One finding matters most"),
        2: _("Two findings matter most"),
        3: _("Three findings matter most"),
    }
    return names.get(n, _("What matters most"))


def _subtitle(found: "Insights") -> str:
    if any(f.scored.figure.few for f in found.findings):
        return _("Few people answered, so nothing is ranked for sure. Lowest scores first.")
    return _("Lowest scores first, then what became better. Figures come from “{survey}”.").format(
        survey=found.survey.name
    )
