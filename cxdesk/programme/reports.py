"""A document for each audience inside the company, put together from the same figures."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from cxdesk.analysis.compare import compare
from cxdesk.errors import UserError
from cxdesk.i18n import _, language, listed, ngettext, number, percent, speaking
from cxdesk.people.queries import person_rows
from cxdesk.planning.assemble_page import brand_of, goal_of, title_of, where_of
from cxdesk.planning.settings import set_setting, setting
from cxdesk.planning.tracking import conversion, stall, stall_sentence, thanks
from cxdesk.programme import report_analyst
from cxdesk.programme import report_parts as parts
from cxdesk.programme.queries import share_sentence
from cxdesk.programme.report import (
    ANALYST,
    AUDIENCES,
    EXECUTIVE,
    FUNCTION,
    GENERAL_MANAGER,
    LINE_MANAGER,
    OPERATIONS,
    RESULTS,
    STAFF,
    Chart,
    Line,
    Lines,
    Part,
    Report,
    ScoreLine,
    Scores,
    Things,
    Words,
)
from cxdesk.programme.report_parts import Ground
from cxdesk.responses.filter import Filter

FOCUS_SETTING: Final = "report_focus"


def report(
    session: Session,
    audience: str,
    survey_id: int | None = None,
    where: Filter = Filter(),
    lang: str | None = None,
    today: date | None = None,
    function: str = "",
    focus: str = "",
) -> Report:
    """The document of one audience; `function` names whose scorecard, `focus` replaces the focus note.

    Raises UserError for an unknown audience, a function without touch points, and a file without answers.
    """
    if audience not in AUDIENCES:
        raise UserError(
            _("There is no document for “{name}”. There are: {names}.").format(
                name=audience, names=", ".join(AUDIENCES)
            )
        )
    with speaking(lang or language()):
        ground = parts.ground(session, survey_id, where, today or date.today())
        title, made = _MAKERS[audience](session, ground, function)
        return Report(
            audience=audience,
            language=language(),
            brand=brand_of(session, language(), ground.found.about.survey),
            title=title,
            subtitle=_subtitle(ground, function),
            goal=goal_of(session, list(ground.findings), language()),
            focus=(focus or written_focus(session, audience) or parts.focus_of(ground)).strip(),
            parts=tuple(made),
            data=ground.found.about,
            method=parts.method_of(ground),
            made_on=ground.today,
        )


def written_focus(session: Session, audience: str) -> str:
    """The focus note that a person wrote for an audience, or nothing."""
    return str(setting(session, FOCUS_SETTING).get(audience, ""))


def set_focus(session: Session, audience: str, text: str) -> None:
    """Write the focus note of an audience; an empty one lets the document say it by itself again."""
    written = setting(session, FOCUS_SETTING)
    set_setting(session, FOCUS_SETTING, {**written, audience: " ".join(text.split())[:400]})


def functions_of(session: Session) -> list[str]:
    """The functions that own a touch point, by name."""
    from cxdesk.touchpoints.queries import touch_point_rows

    return sorted({p.function for p in touch_point_rows(session) if p.function})


def _subtitle(ground: Ground, function: str) -> str:
    about, where = ground.found.about, ground.found.where
    rounds = listed(r.label_in(language()) for r in about.rounds[:3])
    narrowed = [*where.segments, *where.accounts, *where.channels, *where.languages]
    return ". ".join(p for p in (function, listed([about.survey, *narrowed]), rounds) if p).rstrip(".") + "."


def _line_manager(session: Session, ground: Ground, _function: str) -> tuple[str, list[Part]]:
    made: list[Part] = [Things(_heads(len(ground.things)), ground.things)]
    return title_of(list(ground.findings), language()), [*made, *_look_first(session, ground)]


def _general_manager(session: Session, ground: Ground, _function: str) -> tuple[str, list[Part]]:
    problems = [p for p in ground.priorities if p.issue.kind == "problem"]
    made: list[Part] = [
        Things(_heads(len(ground.things)), ground.things),
        parts.opportunities(ground, _("Opportunities")),
        parts.issue_lines(problems, _("What is at stake"), _("No issue is open."), 5),
        parts.late_lines(ground),
        parts.action_lines(
            [a for a in ground.open_actions if a.due_on is None or a.due_on >= ground.today],
            ground.today,
            _("What is being done"),
            _("No action is on its way."),
            6,
        ),
        *_look_first(session, ground),
    ]
    return title_of(list(ground.findings), language()), made


def _executive(session: Session, ground: Ground, _function: str) -> tuple[str, list[Part]]:
    problems = [p for p in ground.priorities if p.issue.kind == "problem"]
    changed = parts.measured(
        ground, _("What our work changed"), _("Nothing was measured again since it was done.")
    )
    made: list[Part] = [
        _standing(ground),
        parts.issue_lines(problems, _("What is at stake"), _("No issue is open."), 3),
        Words(_("How the work goes"), tuple(_work(session, ground))),
        parts.decision_lines(ground.decisions, _("What was decided"), _("No decision is written down."), 3),
        replace(changed, most=3),
    ]
    return title_of(list(ground.findings), language()), made


def _staff(session: Session, ground: Ground, _function: str) -> tuple[str, list[Part]]:
    done = [a for a in ground.actions if a.state in ("done", "measured")]
    made: list[Part] = [
        parts.decision_lines(
            ground.decisions, _("What we decided, and why"), _("No decision is written down yet."), 6
        ),
        parts.action_lines(
            ground.open_actions, ground.today, _("What we are doing"), _("No action is on its way."), 5
        ),
        Lines(
            _("What came of it"),
            tuple(Line(a.title, a.result) for a in done),
            _("Nothing is finished yet."),
            most=4,
        ),
        _thanked(ground),
    ]
    return _("What we decided and why"), made


def _operations(session: Session, ground: Ground, _function: str) -> tuple[str, list[Part]]:
    problems = [p for p in ground.priorities if p.issue.kind == "problem"]
    made: list[Part] = [
        Things(_("1. What customers told us"), ground.things),
        parts.issue_lines(
            problems, _("2. Issues, the first to be dealt with first"), _("No issue is open."), 6
        ),
        parts.action_lines(
            ground.open_actions, ground.today, _("3. Actions"), _("No action is on its way."), 10
        ),
        Lines(
            _("4. To be decided today"),
            tuple(
                Line(p.issue.title, _("Nobody works on it. Who does, and by when?"))
                for p in problems
                if not p.issue.actions
            ),
            _("Every open issue has an action."),
            most=4,
        ),
        Words(_("5. The financials"), (_("From here on the meeting turns to the figures of the business."),)),
    ]
    return _("Monthly operations review: experience first"), made


def _results(session: Session, ground: Ground, _function: str) -> tuple[str, list[Part]]:
    done = [a for a in ground.actions if a.state in ("done", "measured")]
    # The day the work was done, as everywhere: not the later one on which it was measured.
    when = {o.action_id: o.done_on for o in ground.outcomes}
    made: list[Part] = [
        parts.measured(
            ground, _("Measured again"), _("Nothing was measured again yet. The next round will tell.")
        ),
        Lines(
            _("Done"),
            tuple(Line(a.title, a.result or a.not_measured, a.owner, when.get(a.id)) for a in done),
            _("Nothing is finished yet."),
            (_("What, and what came of it"), _("Who"), _("Done on")),
        ),
        _thanked(ground),
    ]
    n = len(done)
    title = (
        ngettext("{n} thing is done", "{n} things are done", n).format(n=number(n))
        if n
        else _("Work is on its way")
    )
    return title, made


def _function_card(session: Session, ground: Ground, function: str) -> tuple[str, list[Part]]:
    from cxdesk.analysis.touch_points import scored_touch_points

    known = functions_of(session)
    if function not in known:
        raise UserError(
            _("No touch point belongs to “{name}”. Functions with touch points: {names}.").format(
                name=function, names=listed(known) or "–"
            )
        )
    found = scored_touch_points(session, ground.found.where, ground.today)
    mine = [parts.as_named(session, s, ground.found) for s in found if s.function == function]
    people = {p.id for p in person_rows(session) if p.function == function}
    theirs = [a for a in ground.open_actions if function in a.functions or a.owner_id in people]
    made: list[Part] = [
        parts.scores(mine, _("Your touch points"), _("None of your touch points has a score yet.")),
        parts.action_lines(theirs, ground.today, _("Your actions"), _("No open action is yours.")),
    ]
    return _("{name}: your part of the experience").format(name=function), made


def _look_first(session: Session, ground: Ground) -> list[Part]:
    if not ground.findings:
        return []
    where = where_of(
        session, ground.findings[0].scored, ground.found.where, language(), ground.today
    )  # fmt: skip
    if where is None:
        return []
    head = _("Where to look first") if where.kind == "segment" else _("Over time")
    return [Chart(head, where)]


def _standing(ground: Ground) -> Scores:
    """How many recommend us, and the things to look at, each now and a round before."""
    points = ground.found.recommend
    made = parts.scores([f.scored for f in ground.findings], _("Where we stand"))
    if not points:
        return made
    now, before = points[-1].figure, points[-2].figure if len(points) > 1 else None
    change = compare(now, before, language()).sentence
    return replace(made, rows=(ScoreLine(_("Would recommend us (NPS)"), now, before, change), *made.rows))


def _work(session: Session, ground: Ground) -> list[str]:
    late = sum(1 for a in ground.open_actions if a.due_on and a.due_on < ground.today)
    said = [
        ngettext("{n} action is open", "{n} actions are open", len(ground.open_actions)).format(
            n=number(len(ground.open_actions))
        )
        + ".",
        ngettext("{n} of them late.", "{n} of them late.", late).format(n=number(late)),
    ]
    turned = conversion(session)
    if turned.insights:
        said.append(
            _("{acted} of {insights} insights led to an action ({share}).").format(
                acted=number(turned.acted), insights=number(turned.insights), share=percent(turned.percent)
            )
        )
    if worth := parts.at_risk(ground):
        said.append(_("The largest issue puts {value} at risk.").format(value=worth))
    if ground.decisions:
        said.append(share_sentence(ground.decisions))
    if (standing := stall(session, ground.today)) is not None:
        said.append(stall_sentence(standing))
    return said


def _thanked(ground: Ground) -> Lines:
    rows = tuple(Line(title, listed(names)) for title, names in thanks(list(ground.actions)))
    return Lines(_("Thank you"), rows, _("Name who carries an action, so that they can be thanked here."))


def _heads(count: int) -> str:
    return {1: _("One thing"), 2: _("Two things"), 3: _("Three things, no more")}.get(
        count, _("What we found")
    )


def _analyst(session: Session, ground: Ground, _function: str) -> tuple[str, list[Part]]:
    return _("All scores, with their methods"), report_analyst.made(session, ground)


_Maker = Callable[[Session, Ground, str], tuple[str, list[Part]]]
_MAKERS: Final[dict[str, _Maker]] = {
    LINE_MANAGER: _line_manager,
    GENERAL_MANAGER: _general_manager,
    EXECUTIVE: _executive,
    ANALYST: _analyst,
    STAFF: _staff,
    OPERATIONS: _operations,
    RESULTS: _results,
    FUNCTION: _function_card,
}
