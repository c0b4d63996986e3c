"""What the internal papers about all issues and actions print: the register of risks, what to do first, the actions over the months."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.i18n import _, language, listed, ngettext, number, percent, pgettext
from cxdesk.planning import judging, priorities, risks
from cxdesk.planning.account_sheets import SheetFrame, sheet_frame
from cxdesk.planning.action_queries import ActionRow, action_rows
from cxdesk.planning.model import Evidence
from cxdesk.planning.priorities import Cuts, Priority
from cxdesk.planning.risks import RiskRow
from cxdesk.responses.about_data import about_data
from cxdesk.surveys.model import Item, Question


@dataclass(frozen=True, slots=True)
class RiskSheet:
    """The register of risks on paper, in the language in use; `which` is the filter it was printed with."""

    frame: SheetFrame
    rows: tuple[RiskRow, ...]
    title: str
    focus: str
    which: str = "all"


@dataclass(frozen=True, slots=True)
class PrioritySheet:
    """What to do first on paper, in the language in use."""

    frame: SheetFrame
    rows: tuple[Priority, ...]
    cuts: Cuts
    title: str
    focus: str


@dataclass(frozen=True, slots=True)
class TimelineSheet:
    """The actions over the months on paper, in the language in use."""

    frame: SheetFrame
    rows: tuple[ActionRow, ...]


def timeline_sheet(session: Session, today: date) -> TimelineSheet:
    """All actions as they are now."""
    return TimelineSheet(_frame(session, today), tuple(action_rows(session)))


def risk_sheet(session: Session, today: date, which: str = "all") -> RiskSheet:
    """The register as it is on a day."""
    rows = risks.risk_rows(session, today)
    shown = tuple(r for r in rows if risks.kept(which)(r))
    return RiskSheet(_frame(session, today), shown, risks.headline(rows), risk_focus(rows), which)


def priority_sheet(session: Session, today: date) -> PrioritySheet:
    """The priorities as they are now."""
    rows = tuple(priorities.priorities(session))
    title = _("First: {issue}").format(issue=rows[0].issue.title) if rows else _("What to do first")
    return PrioritySheet(
        _frame(session, today), rows, priorities.cuts_of(session), title, priority_focus(rows)
    )


def risk_focus(rows: list[RiskRow]) -> str:
    """What to look at first."""
    first = next((r for r in rows if r.risk.score), None)
    if first is None:
        return ""
    said = _("{issue}: {risk}.").format(issue=first.issue.title[:160], risk=judging.risk_words(first.risk))
    if first.next is None or not first.next.owner:
        who = _("Nobody acts on it yet.")
    elif first.next.due_on is None:
        who = _("{owner} acts next, without a day.").format(owner=first.next.owner)
    else:
        who = _("{owner} acts next, by {day}.").format(owner=first.next.owner, day=risks.due_words(first))
    return f"{said} {who}"


def priority_focus(rows: tuple[Priority, ...]) -> str:
    """What brings much for little work."""
    now = [r.issue.title[:120] for r in rows if r.corner == "first"]
    if not now:
        return _("Nothing brings much for little work; what brings much needs a plan.")
    return _("Much for little work: {issues}.").format(issues=listed(now[:3]))


def levels_words(rows: tuple[RiskRow, ...]) -> str:
    """How many risks there are of each level, the largest first."""
    found = Counter(r.risk.level for r in rows)
    parts = [
        _("{n} × {level}")
        .replace(" ×", "\u00a0×")
        .format(n=number(found[level]), level=pgettext("risk of an issue", judging.LEVELS[level]))
        for level in sorted(found, reverse=True)
    ]
    return listed(parts)


def cuts_words(cuts: Cuts) -> str:
    """From which steps on impact and effort count as large."""
    return _("Impact counts as large from “{impact}” on, effort from “{effort}” on.").format(
        impact=judging.impact_word(cuts.impact), effort=judging.effort_word(cuts.effort)
    )


def order_words(rows: tuple[Priority, ...]) -> str:
    """What the order follows, and what is taken for granted in the value at risk."""
    order = (
        _("The order is yours.")
        if any(p.set_by_hand for p in rows)
        else _("In the order of the matrix, then impact, value at risk and reach.")
    )
    assumed = _("Where nobody said otherwise, {chance} leave within a year.")
    return f"{order} {assumed.format(chance=percent(priorities.LEAVE_CHANCE))}"


def waiting_words(rows: tuple[RiskRow, ...]) -> str:
    """How many have nobody who acts, and how many wait for a late action."""
    alone = sum(1 for r in rows if risks.kept("nobody")(r))
    late = sum(1 for r in rows if r.late)
    parts = []
    if alone:
        parts.append(
            ngettext("{n} has nobody who acts on it.", "{n} have nobody who acts on them.", alone).format(
                n=number(alone)
            )
        )
    if late:
        parts.append(
            ngettext("{n} waits for a late action.", "{n} wait for late actions.", late).format(
                n=number(late)
            )
        )
    return " ".join(parts)


def _frame(session: Session, today: date) -> SheetFrame:
    """The frame with the data of the survey that most evidence rests on."""
    surveys = session.scalars(
        select(Question.survey_id)
        .join(Item, Item.question_id == Question.id)
        .join(Evidence, Evidence.item_id == Item.id)
    )
    most = Counter(surveys).most_common(1)
    about = about_data(session, most[0][0], lang=language()) if most else None
    return sheet_frame(session, language(), about, today)
