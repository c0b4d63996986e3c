"""The room “Responses”: the answers themselves, by survey and filter, and the imports they came from."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, listed, ngettext, number
from ui.page import Page, PageContext
from ui.responses.answers_view import AnswersView
from ui.responses.imports_view import ImportsView
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip
from ui.widgets.empty import EmptyState
from ui.widgets.erase_dialog import erase_respondent
from ui.widgets.fields import Choice
from ui.widgets.scaffold import Scaffold
from ui.widgets.tabs import Segmented

if TYPE_CHECKING:
    from cxdesk.planning.clues import Clue
    from cxdesk.responses.filter import Filter
    from cxdesk.responses.queries import BatchRow
    from ui.responses.data_card import DataCardView


def make(context: PageContext) -> Page:
    """The page, for the shell."""
    return ResponsesPage(context)


class ResponsesPage(Page):
    """Answers as a table of words; a target from another room sets survey, questions and filter."""

    tables = frozenset(
        {
            "survey", "question", "item", "choice", "round", "import_batch", "account", "account_key_link",
            "data_set", "invitation",
        }
    )  # fmt: skip

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        from cxdesk.responses.filter import Filter

        self.frame = Scaffold(self, widest=2400, gap=12, fills=True)
        self.survey_id: int | None = None
        self.item_ids: tuple[int, ...] | None = None
        self.where = Filter()
        self.view = "answers"
        self.back: tuple[str, Any] | None = None
        self.answers: AnswersView | None = None
        self.imports: ImportsView | None = None
        self.card: DataCardView | None = None
        self.round_id: int | None = None

    def reload(self) -> None:
        """Show the answers or the imports as the file has them."""
        from cxdesk.responses.folding import waiting
        from cxdesk.responses.queries import batch_rows
        from cxdesk.surveys.queries import survey_rows

        if self.card is not None and self.view == "card" and self.card.refresh(self.survey_id):
            return
        project = self.context.project
        surveys = project.read(survey_rows)
        batches = project.read(batch_rows)
        self.frame.clear()
        self.answers = self.imports = self.card = None
        if not batches and not project.read(waiting):
            self._show_empty()
            return
        if self.survey_id not in {s.id for s in surveys}:
            self.survey_id = self._usual_survey(surveys)
            self.item_ids = None
        self._show_bar(surveys)
        if self.view == "imports":
            self._show_imports(batches)
        elif self.view == "card":
            self._show_card()
        else:
            self._show_answers()

    def open_at(self, target: Any) -> None:
        """Show the answers behind a figure or a sentence (survey, questions, filter), or those of a filter.

        A target may be a pair (that, (room, target)) to name where “Back” leads; ("card", survey, round)
        means the data-set card.
        """
        self.back = None
        self.card = None
        if isinstance(target, tuple) and target[:1] == ("card",):
            self.view, self.survey_id, self.round_id = target
            self.item_ids = None
            self.reload()
            return
        if isinstance(target, tuple) and len(target) == 2 and isinstance(target[1], tuple):
            target, self.back = target
        self.view = "answers"
        if hasattr(target, "survey_id"):
            self.survey_id, self.item_ids, self.where = (
                target.survey_id,
                target.item_ids or None,
                target.where,
            )
        elif hasattr(target, "to_json"):
            self.item_ids, self.where = None, target
        self.reload()

    def clue_here(self) -> "Clue | None":
        """What the respondent of the chosen row said."""
        from cxdesk.planning.clues import clue_of_answer

        chosen = (
            self.answers.chosen_response() if self.view == "answers" and self.answers is not None else None
        )
        if chosen is None or self.survey_id is None:
            return None
        return self.context.project.read(clue_of_answer, self.survey_id, chosen)

    def _usual_survey(self, surveys: Any) -> int | None:
        from cxdesk.analysis.insights import latest_survey

        found = self.context.project.read(latest_survey, surveys)
        return found.id if found else None

    def _show_empty(self) -> None:
        self.frame.bar()
        state = EmptyState(
            self.context.theme,
            _("No answers yet"),
            _(
                "Import a file, or drop the answer files of a web page here. Kiosk and desk show theirs at once."
            ),
            _("Import answers"),
            lambda: self.context.do("import.answers"),
            (_("Look at a finished example"), lambda: self.context.do("example")),
        )
        self.frame.add(state, None)

    def _show_bar(self, surveys: Any) -> None:
        theme = self.context.theme
        things: list[Any] = []
        if self.back is not None:
            room, target = self.back
            back = Button(theme, _("Back"), "outline", icon="arrow-left", dense=True)
            back.clicked.connect(lambda: self.context.go(room, target))
            things.append(back)
        chooser = Choice([(s.id, s.name) for s in surveys], self.survey_id)
        chooser.setAccessibleName(_("Survey"))
        chooser.chosen.connect(self._on_survey)
        things.append(chooser)
        for text, without in _parts(self.where):
            things.append(Chip(theme, text, on_remove=partial(self._set_filter, without)))
        if self.item_ids is not None:
            words = ngettext("{n} question", "{n} questions", len(self.item_ids)).format(
                n=number(len(self.item_ids))
            )
            things.append(Chip(theme, words, on_remove=self._all_questions))
        views = Segmented(
            theme, [("answers", _("Answers")), ("card", _("About the data")), ("imports", _("Imports"))]
        )
        views.set_current(self.view)
        views.chosen.connect(self._on_view)
        leave = Button(
            theme, _("Export the answers"), "outline", icon="download", dense=True,
            on_click=lambda: self._on_export(leave),
        )  # fmt: skip
        things.append(None)
        if self.back is None:
            bring = Button(
                theme, _("Import answers"), "outline", icon="upload", dense=True,
                on_click=lambda: self.context.do("import.answers"),
            )  # fmt: skip
            things += [views, leave, bring]
        else:  # who came from a figure looks at its answers; more would crush what the figure is of
            things.append(leave)
        self.frame.bar(*things)

    def _show_answers(self) -> None:
        from cxdesk.surveys.queries import whole

        assert self.survey_id is not None
        survey = self.context.project.read(whole, self.survey_id)
        if survey.promise != "named":
            self._keep_promise(survey.id)
            return
        self.answers = AnswersView(self.context, self.survey_id, self.where, self.item_ids)
        self.frame.add(self.answers)

    def _show_card(self) -> None:
        from ui.responses.data_card import DataCardView

        assert self.survey_id is not None
        self.card = DataCardView(self.context, self.survey_id, self.round_id)
        self.frame.add(self.card, None)

    def _keep_promise(self, survey_id: int) -> None:
        """Single answers given in confidence are shown to nobody."""
        state = EmptyState(
            self.context.theme,
            _("These answers were given in confidence"),
            _("They are shown only in groups, so that nobody can be known by them."),
            _("See the scores"),
            lambda: self.context.go("analysis", survey_id),
            (_("Erase a respondent"), lambda: erase_respondent(self.context)),
        )
        self.frame.add(state, None)

    def _show_imports(self, batches: list["BatchRow"]) -> None:
        self.imports = ImportsView(self.context, batches, self.survey_id)
        self.frame.add(self.imports, None)

    def _on_export(self, below: QWidget) -> None:
        from ui.responses.exporting import choose

        if self.survey_id is not None:
            choose(self.context, self.survey_id, self.where, below)

    def _on_survey(self, survey_id: int) -> None:
        from cxdesk.responses.filter import Filter

        self.survey_id, self.item_ids, self.where = survey_id, None, Filter()
        self.card, self.round_id = None, None
        self.reload()

    def _on_view(self, view: str) -> None:
        self.view, self.card = view, None
        self.reload()

    def _set_filter(self, where: "Filter") -> None:
        self.where = where
        self.reload()

    def _all_questions(self) -> None:
        self.item_ids = None
        self.reload()


def _parts(where: "Filter") -> list[tuple[str, "Filter"]]:
    """Each part of a filter in words, with the filter that is left without it."""
    parts = []
    for name in ("accounts", "segments", "rounds", "channels", "languages"):
        if values := getattr(where, name):
            emptied: dict[str, Any] = {name: ()}
            words = listed(values[:3])
            if name == "segments":
                said = _("{segment} as today") if where.segments_today else _("{segment} as at the round")
                words = said.format(segment=words)
            parts.append((words, replace(where, **emptied)))
    if where.since or where.until:
        words = _("{since} to {until}").format(since=where.since or "…", until=where.until or "…")
        parts.append((words, replace(where, since=None, until=None)))
    for test in where.answers:
        rest = tuple(a for a in where.answers if a != test)
        parts.append((f"{test.item} {test.op} {test.value}", replace(where, answers=rest)))
    return parts
