"""Exactly what a customer will see of their plan: every text, count and picture, with who approved it and when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import N_, _, day, folded, isolated, language_name, listed, words
from cxdesk.planning import plan_words
from cxdesk.planning.assemble import customer_plan, owners
from cxdesk.planning.customer_plan import CustomerPlan
from cxdesk.planning.model import Plan, Wording
from cxdesk.planning.plan_figures import PlanFigures, figures_of_plans, plan_figures
from cxdesk.planning.plan_queries import PlanRow, plan_rows

Kind = Literal["written", "quoted", "counted", "dated", "fixed", "picture", "inside"]
# What a line is, in the words of the window.
KINDS: Final = {
    "written": N_("written for the customer"),
    "quoted": N_("a speaker’s own words"),
    "counted": N_("counted from answers"),
    "dated": N_("a day of the plan"),
    "fixed": N_("words of the page"),
    "picture": N_("picture"),
    "inside": N_("inside the file"),
}
_SHORTEST: Final = 2


@dataclass(frozen=True, slots=True)
class Seen:
    """One line of the page in the plan's language, with what it is.

    `by` and `at` say who approved the words in it, `instead_of` in whose place; empty where nobody has to.
    """

    text: str
    kind: Kind
    by: str = ""
    at: datetime | None = None
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class SeenPart:
    """A part of the page under its head."""

    head: str
    lines: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One customer's plan: what will be seen of it, or the sentence that says what holds it back."""

    plan: PlanRow
    language: str
    parts: tuple[SeenPart, ...] = ()
    reason: str = ""

    @property
    def lines(self) -> tuple[Seen, ...]:
        """Every line, in the order of the page."""
        return tuple(line for part in self.parts for line in part.lines)

    def holds(self, needle: str) -> bool:
        """Whether the customer's name or anything that will be seen holds these letters; case aside."""
        wanted = folded(needle)
        texts = (self.plan.account, self.plan.account_key, self.reason, *(line.text for line in self.lines))
        return any(wanted in folded(text) for text in texts)


def newest_plans(session: Session) -> list[PlanRow]:
    """The newest plan of each customer, by the customer's name."""
    newest: dict[int, PlanRow] = {}
    for row in plan_rows(session):
        newest.setdefault(row.account_id, row)
    return list(newest.values())


def figures_of(session: Session, plans: Iterable[PlanRow]) -> dict[int, PlanFigures]:
    """What each plan says in numbers, counted in one go before they are looked at one by one."""
    rows = {p.id: p for p in session.scalars(select(Plan))}
    return figures_of_plans(session, [rows[p.id] for p in plans if p.id in rows])


def reviewed(
    session: Session, plan: PlanRow, language: str | None = None, figures: PlanFigures | None = None
) -> Reviewed:
    """One plan as its customer will read it, in the customer's language unless another is named.

    `figures` saves counting where it was done for many.
    """
    code = language or plan.language
    try:
        figures = figures or plan_figures(session, plan.id)
        made = customer_plan(session, plan.id, code, figures=figures)
    except UserError as held:
        return Reviewed(plan, code, reason=str(held))
    return Reviewed(plan, code, seen(made, _approvals(session, owners(session, plan.id, figures), code)))


def seen_of(session: Session, plan_id: int, plan: CustomerPlan) -> tuple[SeenPart, ...]:
    """What will be seen of a plan that is put together already."""
    return seen(plan, _approvals(session, owners(session, plan_id), plan.language))


def seen(plan: CustomerPlan, approvals: Sequence[Wording] = ()) -> tuple[SeenPart, ...]:
    """Part by part what is on the paper and in the file; the heads of the page are in the plan's language."""
    based = plan_words.based_on(plan)
    around = [
        _line(text, "counted" if text == based else "fixed", approvals) for text in plan_words.around(plan)
    ]
    made = [SeenPart(_("Around the text"), tuple(around))]
    for part in plan_words.parts(plan):
        lines = [Seen(head, "fixed") for head in part.heads]
        lines += [
            _line(c, _otherwise(part.key, n), approvals) for row in part.rows for n, c in enumerate(row) if c
        ]
        made.append(SeenPart(part.head or _("Quotation"), tuple(lines)))
    made.append(SeenPart(_("Place to sign"), tuple(Seen(text, "fixed") for text in _signatures(plan))))
    if pictures := _pictures(plan):
        made.append(SeenPart(_("Pictures"), pictures))
    inside = (
        _("title: {text}").format(text=plan_words.title(plan)),
        _("sender: {text}").format(text=plan.brand.name),
        _("language: {text}").format(text=language_name(plan.language)),
    )
    made.append(SeenPart(_("In the file itself"), tuple(Seen(text, "inside") for text in inside)))
    return tuple(made)


def _otherwise(part: str, cell: int) -> Kind:
    """What a text is that is no wording: a day beside a promise, else a count."""
    return "dated" if part == "do" and cell else "counted"


def approval_words(line: Seen) -> str:
    """Who approved a line and when, else what it is."""
    if not line.by:
        return _(KINDS[line.kind])
    when = day(line.at) if line.at else ""
    said = listed(p for p in (isolated(line.by), when) if p)
    if line.instead_of:
        said = _("{who}, in place of {owner}").format(who=said, owner=line.instead_of)
    return _("{what}; approved: {who}").format(what=_(KINDS[line.kind]), who=said)


def _signatures(plan: CustomerPlan) -> tuple[str, ...]:
    say = words(plan.language)
    names = (plan.brand.name, plan.account)
    return (*(say.gettext("For {name}").format(name=name) for name in names), say.gettext("Name, date"))


def _pictures(plan: CustomerPlan) -> tuple[Seen, ...]:
    """The logo, and the rows of dots that show people: each dot is one who answered."""
    found = [_("the logo of {name}").format(name=plan.brand.name)] if plan.brand.logo else []
    counted = [(r.satisfied, r.answered) for r in (plan.since.rows if plan.since else ())]
    counted += [(r.satisfied, r.answered) for r in plan.annex]
    said = [plan_words.satisfied(n, of, plan.language) for n, of in counted]
    found += [_("dots, one for each person: {text}").format(text=text) for text in said]
    return tuple(Seen(text, "picture") for text in found)


def _line(text: str, otherwise: Kind, approvals: Sequence[Wording]) -> Seen:
    """A line with the approval of the words in it; where several stand in it, that of the longest."""
    inside = [w for w in approvals if len(w.text) >= _SHORTEST and w.text in text]
    if not inside:
        return Seen(text, otherwise)
    main = max(inside, key=lambda w: len(w.text))
    kind: Kind = "quoted" if (main.owner_kind, main.owner_id) in _quotes(approvals) else "written"
    return Seen(text, kind, main.approved_by, main.approved_at, main.instead_of)


def _quotes(approvals: Sequence[Wording]) -> set[tuple[str, int]]:
    """The lines of the plan that are quotations: only they have a speaker's role."""
    return {(w.owner_kind, w.owner_id) for w in approvals if w.field == "role"}


def _approvals(session: Session, whose: Iterable[tuple[str, int]], language: str) -> list[Wording]:
    """Every wording of a plan in one language."""
    query = select(Wording).where(
        tuple_(Wording.owner_kind, Wording.owner_id).in_(list(whose)), Wording.language == language
    )
    return list(session.scalars(query))
