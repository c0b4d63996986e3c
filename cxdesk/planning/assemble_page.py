"""Put the internal page together from the figures of a survey, the issues of the file and its goals."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.queries import segments
from cxdesk.analysis.compare import compare
from cxdesk.analysis.findings import Finding, chosen, share_line
from cxdesk.analysis.insights import insights
from cxdesk.analysis.scores import figures
from cxdesk.analysis.touch_points import Scored
from cxdesk.errors import UserError
from cxdesk.goals.model import Goal
from cxdesk.i18n import LANGUAGES, _, language, listed, percent, words
from cxdesk.people.model import Person
from cxdesk.planning.assemble import branded
from cxdesk.planning.customer_plan import Brand
from cxdesk.planning.internal_page import (
    MOST_THINGS,
    Deed,
    GoalLine,
    Group,
    InternalPage,
    Thing,
    Where,
)
from cxdesk.planning.model import Action, Issue
from cxdesk.planning.typed_months import round_days, with_months_in
from cxdesk.planning.voices import voices
from cxdesk.planning.wording import FIRM, written
from cxdesk.responses.about_data import about_data, segments_line
from cxdesk.responses.filter import Filter
from cxdesk.responses.queries import RoundRow, round_rows
from cxdesk.surveys.queries import shown as shown_text
from cxdesk.surveys.queries import whole

MOST_GROUPS = 6
_OPEN = ("draft", "active")


def internal_page(
    session: Session,
    survey_id: int | None,
    where: Filter = Filter(),
    lang: str | None = None,
    today: date | None = None,
) -> InternalPage:
    """The page of one survey under a filter; a file without answers is a UserError."""
    lang, today = lang or language(), today or date.today()
    found = insights(session, survey_id, where, today)
    if found is not None and not found.answered and found.rounds and where != Filter():
        raise UserError(_("No answer passes this filter. Loosen it."))
    if found is None or not found.answered:
        raise UserError(_("There are no answers to make a page of. Import answers first."))
    scored = [
        of_round(session, named(session, s, lang), found.survey.id, found.where.rounds, lang)
        for s in found.scored
    ]
    shown = chosen(scored, MOST_THINGS, lang)
    rounds = {r.name: r for r in found.rounds}
    about = about_data(session, found.survey.id, found.where, lang)
    return InternalPage(
        language=lang,
        brand=brand_of(session, lang, about.survey),
        title=title_of(shown, lang),
        subtitle=_subtitle(about.survey, found.where, rounds, shown, lang),
        goal=goal_of(session, shown, lang),
        things=tuple(thing_of(session, f, rounds, lang) for f in shown),
        quotations=voices(session, [f.scored for f in shown if f.scored.figure.n], found.where, lang),
        where=where_of(session, shown[0].scored, found.where, lang, today) if shown else None,
        data=about,
        made_on=today,
    )


def named(session: Session, scored: Scored, lang: str) -> Scored:
    """The score under the name its touch point has in the language of the page, where there is one."""
    here = written(session, "touch_point", scored.touch_point_id, lang) if scored.touch_point_id else {}
    return replace(scored, name=here["name"].text) if "name" in here else scored


def of_round(session: Session, scored: Scored, survey_id: int, rounds: Collection[str], lang: str) -> Scored:
    """The score with its round behind its name, where that is none of the page's, and its survey where that differs."""
    if scored.survey_id == survey_id and (not scored.round or not rounds or scored.round in rounds):
        return scored
    rows = {r.name: r for r in round_rows(session, scored.survey_id)}
    behind = [rows[scored.round].label_in(lang) if scored.round in rows else scored.round]
    if scored.survey_id != survey_id:
        behind.insert(0, shown_text(whole(session, scored.survey_id).name, lang))
    said = words(lang).gettext("{name} ({round})")
    return replace(scored, name=said.format(name=scored.name, round=listed((b for b in behind if b), lang)))


def brand_of(session: Session, lang: str, otherwise: str) -> Brand:
    """Our firm as a customer's plan names it, in any language; a file without a name has the survey's."""
    for code in (lang, *LANGUAGES):
        here = written(session, "firm", FIRM, code)
        if "name" in here:
            return branded(session, here["name"].text)
    return branded(session, otherwise)


def title_of(shown: list[Finding], lang: str) -> str:
    """The first finding in a few words; its figures stand below."""
    translate = words(lang).gettext
    if not shown:
        return translate("These are the answers")
    if shown[0].scored.figure.few:
        said = translate("“{name}” is lowest so far, but few answered")
    elif shown[0].kind == "gain":
        said = translate("“{name}” became better")
    else:
        said = translate("“{name}” disappoints most")
    return said.format(name=shown[0].scored.name)


def _subtitle(
    survey: str, where: Filter, rounds: dict[str, RoundRow], shown: list[Finding], lang: str
) -> str:
    """Survey, rounds and whom the figures are about."""
    labels = listed((rounds[name].label_in(lang) for name in where.rounds if name in rounds), lang)
    before = next((s.previous_round for s in (f.scored for f in shown) if s.previous_round), "")
    if before in rounds and before not in where.rounds:
        compared = words(lang).gettext("{round}, compared with {before}")
        labels = compared.format(round=labels, before=rounds[before].label_in(lang))
    tests = [f"{test.item} {test.op} {test.value}" for test in where.answers]
    narrowed = [*where.segments, *where.accounts, *where.channels, *where.languages, *tests]
    # A month has a small letter in most languages, but here it begins a sentence.
    labels = labels[:1].upper() + labels[1:]
    return ". ".join([listed([survey, *narrowed], lang), labels]).rstrip(".") + "."


def goal_of(session: Session, shown: list[Finding], lang: str) -> GoalLine | None:
    """The goal that an issue behind the page endangers, else the first of the file."""
    points = [f.scored.touch_point_id for f in shown if f.scored.touch_point_id]
    issues = session.execute(
        select(Issue.touch_point_id, Issue.goal_id)
        .where(Issue.goal_id.is_not(None), Issue.touch_point_id.in_(points))
        .order_by(Issue.id)
    ).all()
    endangered = [goal for point in points for at, goal in issues if at == point]
    first = session.scalars(select(Goal).order_by(Goal.id)).first()
    row = session.get(Goal, endangered[0]) if endangered else first
    return goal_line(session, row, lang) if row else None


def goal_line(session: Session, row: Goal, lang: str) -> GoalLine:
    """A goal as a page's banner says it, with the months somebody typed in the page's language."""
    days = round_days(session)
    before, target = (with_months_in(text, lang, days) for text in (row.baseline, row.target))
    return GoalLine(row.name, before, target)


def thing_of(session: Session, finding: Finding, rounds: dict[str, RoundRow], lang: str) -> Thing:
    scored, translate = finding.scored, words(lang).gettext
    change = compare(scored.figure, scored.previous, lang).sentence
    since = change = f"{change[:1].upper()}{change[1:]}."
    if scored.previous is not None and scored.previous.value is not None and scored.previous_round:
        before = rounds.get(scored.previous_round)
        since = translate("{round}: {value}. {change}").format(
            round=before.label_in(lang) if before else scored.previous_round,
            value=percent(scored.previous.value, lang),
            change=change,
        )
    deed = _deed(session, scored.touch_point_id) or Deed(
        translate("Show this line to those who did it, and thank them.")
        if finding.kind == "gain"
        else translate("Nobody works on this yet. Agree who does, and by when.")
    )
    return Thing(scored.name, share_line(scored.figure, lang), scored.figure, scored.previous, since, deed)


def _deed(session: Session, touch_point_id: int | None) -> Deed | None:
    """The next open action of the issues at a touch point."""
    if touch_point_id is None:
        return None
    row = session.execute(
        select(Action, Person.name, Person.title)
        .join(Issue, Issue.id == Action.issue_id)
        .join(Person, Person.id == Action.owner_id, isouter=True)
        .where(Issue.touch_point_id == touch_point_id, Issue.state == "open", Action.state.in_(_OPEN))
        .order_by(Action.state, Action.due_on.is_(None), Action.due_on, Action.id)
    ).first()
    return Deed(row[0].title, row[2] or row[1] or "", row[0].due_on) if row else None


def where_of(session: Session, scored: Scored, where: Filter, lang: str, today: date) -> Where | None:
    """The first thing by segment; where there are no segments to compare, by survey round."""
    if not where.segments and not where.accounts and segments(session):
        table = figures(
            session,
            scored.survey_id,
            [scored.item_id],
            replace(where, rounds=(scored.round,)),
            "segment",
            today=today,
        )
        groups = [Group(name, f) for (_item, name), f in table.items() if name and f.n]
        if len(groups) > 1:
            groups.sort(
                key=lambda g: (g.figure.few or g.figure.value is None, g.figure.value or 0.0, g.label)
            )
            told = f"{_told(groups, lang)} {segments_line(where.segments_today, lang)}"
            return Where("segment", scored.name, tuple(groups), told)
    table = figures(
        session, scored.survey_id, [scored.item_id], replace(where, rounds=()), "round", today=today
    )
    rows = [
        r for r in round_rows(session, scored.survey_id) if (f := table.get((scored.item_id, r.name))) and f.n
    ]
    if len(rows) < 2:
        return None
    points = tuple(Group(r.label_in(lang), table[scored.item_id, r.name], r.day) for r in rows[-MOST_GROUPS:])
    change = compare(points[-1].figure, points[-2].figure, lang).sentence
    said = words(lang).gettext("From {before} to {round}: {change}.")
    return Where("round", scored.name, points, said.format(
        before=points[-2].label, round=points[-1].label, change=change
    ))  # fmt: skip


def _told(groups: list[Group], lang: str) -> str:
    """What the lowest and the highest group show, said only where the difference is real."""
    translate = words(lang).gettext
    ranked = [g for g in groups if not g.figure.few and g.figure.value is not None]
    if len(ranked) < 2:
        return translate("Too few answered to compare the groups.")
    low, high = ranked[0], ranked[-1]
    change = compare(low.figure, high.figure, lang)
    if not change.real:
        return translate("No real difference shown between the groups.")
    return translate(
        "{low}: {value} are satisfied, against {best} of {high}. That difference is real."
    ).format(
        low=low.label,
        value=percent(low.figure.value or 0.0, lang),
        best=percent(high.figure.value or 0.0, lang),
        high=high.label,
    )
