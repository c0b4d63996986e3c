"""The customer's page as it would be printed now, drawn behind the window, with what still keeps it back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from cxdesk.changes import Changes
from cxdesk.errors import UserError
from ui.jobs import Job
from ui.page import PageContext

if TYPE_CHECKING:
    from cxdesk.planning.assemble import Gap
    from cxdesk.planning.customer_plan import CustomerPlan
    from cxdesk.planning.plan_figures import PlanFigures
    from cxdesk.planning.plan_rounds import Answered
    from exports.pdf.document import Rendered

PAUSE_MS = 400
# A change of nothing but these can't change what a plan counts.
ONLY_WORDS = frozenset({"wording", "plan_setting", "action", "plan", "asset", "handed_out"})


@dataclass(slots=True)
class Figures:
    """What was counted for one plan, once it was, and the rounds that its customer answered."""

    found: "PlanFigures | None" = None
    pinned: int | None = None
    round_id: int | None = None
    rounds: "tuple[Answered, ...]" = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """The page in one language, its gaps there and in the plan's other languages, and the touch points it names.

    Without a page `problem` says why. `clean` means that no internal text was found on it, `blank` that it
    neither tells nor promises anything, `full` that page one can't hold what it has to. `round_id` is the round that
    its figures are of, `rounds` those that the customer answered.
    """

    language: str
    page: "Rendered | None"
    sentences: tuple[tuple[int, str], ...]
    gaps: "dict[str, tuple[Gap, ...]]"
    touch_points: tuple[tuple[int, str], ...]
    problem: str = ""
    clean: bool = False
    blank: bool = False
    letter: bool = False
    full: bool = False
    round_id: int | None = None
    rounds: "tuple[Answered, ...]" = ()

    @property
    def missing(self) -> "tuple[Gap, ...]":
        """Wordings of the language shown that nobody has written yet."""
        return tuple(g for g in self.gaps.get(self.language, ()) if not g.approved_missing)

    @property
    def unapproved(self) -> int:
        """How many are written and wait for somebody who answers for them."""
        return len(self.gaps.get(self.language, ())) - len(self.missing)


class Drawing(QObject):
    """Draws again a moment after the last change; an older drawing never comes after a newer one."""

    def __init__(self, context: PageContext, plan_id: int, on_drawn: Callable[[Drawn], None]) -> None:
        super().__init__()
        self._context, self._plan_id, self._on_drawn = context, plan_id, on_drawn
        self._language = "en"
        self._others: tuple[str, ...] = ()
        self._job: Job | None = None
        self._figures = Figures()
        context.bridge.changed.connect(self._on_changed)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._start)

    def draw(self, language: str, others: tuple[str, ...], *, now: bool = False) -> None:
        """Draw the plan in a language; `others` are looked through for gaps only."""
        self._language, self._others = language, others
        self._pause.start(0 if now else PAUSE_MS)

    def let_go(self) -> None:
        """Draw no more and hear of nothing."""
        self.stop()
        self._context.bridge.changed.disconnect(self._on_changed)

    def stop(self) -> None:
        """Draw no more for now."""
        self._pause.stop()
        if self._job is not None:
            self._job.drop()

    def _on_changed(self, changes: Changes) -> None:
        """Words change while a page is written; anything else may change what is counted."""
        if changes.tables - ONLY_WORDS:
            self._figures = Figures()

    def _start(self) -> None:
        if self._job is not None:
            self._job.drop()
        project, plan_id, language, others = (
            self._context.project,
            self._plan_id,
            self._language,
            self._others,
        )
        figures = self._figures
        self._job = self._context.jobs.run(
            lambda: drawn(project, plan_id, language, others, figures),
            self._on_drawn,
            on_error=self._on_failed,
        )

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._on_drawn(Drawn(self._language, None, (), {}, (), str(error)))
            return

        def again() -> None:
            raise error

        self._context.bridge.act(again)


def drawn(
    project: Any, plan_id: int, language: str, others: tuple[str, ...], kept: "Figures | None" = None
) -> Drawn:
    """Draw one plan, whatever is missing in it; what was counted is kept in `kept` for the next drawing."""
    from cxdesk.planning.assemble import draft, gaps
    from cxdesk.planning.plan_figures import plan_figures
    from cxdesk.planning.plan_rounds import pinned, rounds_of_plan
    from exports.pdf.customer_plan import complete, render
    from exports.pdf.hand_out import internal_texts, worth_hiding
    from exports.pdf.leaks import leaks

    kept = kept or Figures()
    if kept.found is None or kept.pinned != project.read(pinned, plan_id):
        kept.found = project.read(plan_figures, plan_id)
        kept.pinned = project.read(pinned, plan_id)
        kept.round_id, kept.rounds = project.read(rounds_of_plan, plan_id)
    figures = kept.found
    plan, missing = project.read(draft, plan_id, language, need_approval=True, figures=figures)
    if plan.quotation is not None and not plan.quotation.text:
        plan = replace(plan, quotation=None)  # quotation marks around nothing say nothing
    page = render(plan)
    all_gaps = {language: tuple(missing)}
    for code in others:
        if code != language:
            all_gaps[code] = tuple(project.read(gaps, plan_id, code, figures))
    secret = worth_hiding(project.read(internal_texts, plan_id), plan)
    return Drawn(
        language,
        page,
        _sentences(plan),
        all_gaps,
        project.read(_touch_points, plan_id, figures),
        clean=not leaks(page.pdf, secret),
        blank=not (plan.told or plan.will_do),
        letter=plan.brand.paper == "letter",
        full=page.pages > 1 + bool(plan.annex) and not complete(plan),
        round_id=kept.round_id,
        rounds=kept.rounds,
    )


def _sentences(plan: "CustomerPlan") -> tuple[tuple[int, str], ...]:
    """The sentences that have answers behind them, in the order of the page."""
    from cxdesk.planning.plan_words import BASIS, based_on

    found = [(BASIS, based_on(plan)), *((t.line_id, t.text) for t in plan.told)]
    if plan.quotation is not None:
        found.append((plan.quotation.line_id, plan.quotation.text))
    found += [(w.line_id, w.what) for w in plan.will_do]
    if plan.since is not None:
        found.append((plan.since.line_id, plan.since.text))
    return tuple((number, text) for number, text in found if text)


def _touch_points(session: Any, plan_id: int, figures: "PlanFigures") -> tuple[tuple[int, str], ...]:
    """The touch points whose names the annex prints."""
    from cxdesk.planning.assemble import owners
    from cxdesk.touchpoints.queries import touch_point_rows

    names = {t.id: t.name for t in touch_point_rows(session)}
    mine = [number for kind, number in owners(session, plan_id, figures) if kind == "touch_point"]
    return tuple((number, names.get(number, "")) for number in mine)
