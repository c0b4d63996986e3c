"""The parts that several documents share; made in the language that is being spoken (see `i18n.speaking`)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from cxdesk.accounts.words import money
from cxdesk.analysis.compare import compare
from cxdesk.analysis.figure import METHOD_NAMES
from cxdesk.analysis.findings import Finding, chosen
from cxdesk.analysis.insights import Insights, insights
from cxdesk.analysis.touch_points import Scored
from cxdesk.errors import UserError
from cxdesk.i18n import _, isolated, language, listed, ngettext, number, percent, pgettext
from cxdesk.planning.action_queries import ActionRow, action_rows
from cxdesk.planning.assemble_page import named, of_round, thing_of
from cxdesk.planning.internal_page import MOST_THINGS, Thing
from cxdesk.planning.judging import grade_word, risk_words
from cxdesk.planning.model import OPEN_STATES
from cxdesk.planning.outcomes import Outcome, outcomes
from cxdesk.planning.priorities import Priority, priorities
from cxdesk.planning.state_words import ACTION_STATES
from cxdesk.planning.tracking import days_late, overdue
from cxdesk.programme.queries import DecisionRow, decision_rows
from cxdesk.programme.report import Changed, Line, Lines, ScoreLine, Scores
from cxdesk.responses.filter import Filter
from cxdesk.responses.queries import RoundRow


@dataclass(frozen=True, slots=True)
class Ground:
    """What a document stands on: the survey's findings, the work and the decisions, as of a day."""

    found: Insights
    scored: tuple[Scored, ...]
    findings: tuple[Finding, ...]
    rounds: dict[str, RoundRow]
    things: tuple[Thing, ...]
    actions: tuple[ActionRow, ...]
    priorities: tuple[Priority, ...]
    outcomes: tuple[Outcome, ...]
    decisions: tuple[DecisionRow, ...]
    today: date

    @property
    def open_actions(self) -> list[ActionRow]:
        """Actions that are neither finished nor dropped."""
        return [a for a in self.actions if a.state in OPEN_STATES]


def ground(session: Session, survey_id: int | None, where: Filter, today: date) -> Ground:
    """All of it in one reading; a file without answers is a UserError."""
    lang = language()
    found = insights(session, survey_id, where, today)
    if found is not None and not found.answered and found.rounds and where != Filter():
        raise UserError(_("No answer passes this filter. Loosen it."))
    if found is None or not found.answered:
        raise UserError(_("There are no answers to make a page of. Import answers first."))
    scored = tuple(as_named(session, s, found) for s in found.scored)
    findings = tuple(chosen(scored, MOST_THINGS, lang))
    rounds = {r.name: r for r in found.rounds}
    return Ground(
        found,
        scored,
        findings,
        rounds,
        tuple(thing_of(session, f, rounds, lang) for f in findings),
        tuple(action_rows(session)),
        tuple(priorities(session)),
        tuple(outcomes(session, today=today)),
        tuple(decision_rows(session)),
        today,
    )


def as_named(session: Session, scored: Scored, found: Insights) -> Scored:
    """The score under the name the page's language has, with its round where that is not the page's."""
    lang = language()
    return of_round(session, named(session, scored, lang), found.survey.id, found.where.rounds, lang)


def scores(scored: Iterable[Scored], head: str, empty: str = "") -> Scores:
    """Scores with the change since the round before."""
    rows = tuple(
        ScoreLine(s.name, s.figure, s.previous, compare(s.figure, s.previous, language()).sentence)
        for s in scored
    )
    return Scores(head, rows, empty, _("since the round before"))


def action_lines(rows: Sequence[ActionRow], today: date, head: str, empty: str, most: int = 0) -> Lines:
    """Actions with owner, day and state; a late one says by how much."""
    return Lines(
        head, tuple(_action(a, today) for a in rows), empty, (_("What"), _("Who"), _("By when")), most
    )  # fmt: skip


def late_lines(ground: Ground) -> Lines:
    """Open actions whose day has passed."""
    rows = overdue(ground.actions, ground.today)
    return action_lines(rows, ground.today, _("Late"), _("Nothing is late."))


def issue_lines(rows: Sequence[Priority], head: str, empty: str, most: int = 0) -> Lines:
    """Issues in their order, with risk, how sure we are, and what may be lost."""
    return Lines(head, tuple(_issue(p) for p in rows), empty, (_("Issue"), "", _("How sure we are")), most)


def opportunities(ground: Ground, head: str) -> Lines:
    """The part that is never left out: what we could do better than anybody, or that none was found."""
    rows = [
        Line(p.issue.title, p.issue.statement, state=_sure(p))
        for p in ground.priorities
        if p.issue.kind == "opportunity"
    ]
    why = _("Find out what made it better, and do it elsewhere too.")
    rows += [Line(f.sentence, why) for f in ground.findings if f.kind == "gain"]
    empty = ngettext(
        "None found in {n} answer. Look for what people wish for, not only for what annoys them.",
        "None found in {n} answers. Look for what people wish for, not only for what annoys them.",
        ground.found.answered,
    ).format(n=number(ground.found.answered))
    return Lines(head, tuple(rows), empty)


def decision_lines(rows: Sequence[DecisionRow], head: str, empty: str, most: int = 0) -> Lines:
    """Decisions with their reason, who took them and when."""
    lines = []
    for row in rows:
        more = row.why.strip()
        if row.given_up.strip():
            more = f"{more} {_('Given up for it: {text}').format(text=row.given_up.strip())}".strip()
        lines.append(Line(row.title, more, row.by, row.decided_on))
    return Lines(head, tuple(lines), empty, (_("What and why"), _("Who"), _("Decided on")), most)


def measured(ground: Ground, head: str, empty: str) -> Changed:
    """What was measured again after the work, in which rounds: before, now, and whether the difference is real."""
    again = [o for o in ground.outcomes if o.compared and o.now is not None and o.change is not None]
    rounds = {(o.before_round, o.now_round) for o in again}
    same = len(rounds) == 1
    rows = tuple(
        (o.title if same else _between(o.title, o), o.now, o.before, o.change.sentence)
        for o in again
        if o.now is not None and o.change is not None
    )
    return Changed(_between(head, again[0]) if same else head, rows, empty)


def _between(words: str, one: Outcome) -> str:
    """A title with the rounds behind it that something was measured in."""
    if not one.before_round or not one.now_round:
        return words
    said = _("{title} ({before}, then {now})")
    return said.format(title=words, before=one.before_round, now=one.now_round)


def focus_of(ground: Ground) -> str:
    """Where to look first and what is next, when nobody wrote it."""
    if not ground.things:
        return _("Look at how few answers there are before anything else.")
    first = ground.things[0]
    sentence = _("Look at “{name}” first. Next step: {step}")
    return sentence.format(name=first.name, step=first.deed.what.rstrip(".") + ".")


def method_of(ground: Ground) -> str:
    """How the margins were made."""
    figures = [s.figure for s in ground.scored if s.figure.method]
    if not figures:
        return ""
    used = listed(dict.fromkeys(METHOD_NAMES.get(f.method, f.method) for f in figures))
    sentence = _("Margin of error at {share} confidence, {methods}. Counting: by respondent.")
    return sentence.format(share=percent(figures[0].confidence * 100), methods=used)


def at_risk(ground: Ground) -> str:
    """What the open problems may cost, per currency; empty where nothing is known."""
    total: dict[str, float] = {}
    for one in ground.priorities:
        if one.issue.kind == "problem":
            for currency, value in one.worth.value.items():
                # One customer may stand behind several issues: the largest sum is shown, not their total.
                total[currency] = max(total.get(currency, 0.0), value)
    return listed(money(value, currency) for currency, value in total.items() if value)


def _action(row: ActionRow, today: date) -> Line:
    late = days_late(row, today)
    state = pgettext("of an action", ACTION_STATES[row.state])
    if late:
        state = ngettext("{n} day late", "{n} days late", late).format(n=number(late))
    return Line(row.title, row.why, row.owner, row.due_on, state)


def _issue(one: Priority) -> Line:
    """What may be lost stands before the statement, which may be cut where room is short."""
    more = [risk_words(one.risk).capitalize() + "." if one.risk.level else ""]
    if worth := listed(money(v, c) for c, v in one.worth.value.items() if v):
        more.append(_("At stake: {value}.").format(value=worth))
    more.append(isolated(one.issue.statement))
    return Line(one.issue.title, " ".join(m for m in more if m), state=_sure(one))


def _sure(one: Priority) -> str:
    return grade_word(one.issue.grade)
