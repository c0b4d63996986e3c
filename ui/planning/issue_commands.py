"""`cxdesk issues`: issues with how sure we are, how far they reach and what they may cost."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from cxdesk.errors import UserError
from cxdesk.i18n import _, language, listed, number, pgettext
from cxdesk.planning import judging, priorities, risks
from cxdesk.planning.duplicates import pairs
from cxdesk.planning.issue_sheets import cuts_words, priority_sheet, risk_sheet
from cxdesk.planning.risks import RiskRow
from cxdesk.project import Project
from ui.console import FileArgument, JsonOption, opened, say, say_json, say_table

app = typer.Typer(help="Issues: problems and opportunities, in the order of what to do first.")


@app.callback()
def _noun() -> None:
    """Issues: problems and opportunities, in the order of what to do first."""


@app.command("list")
def list_issues(file: FileArgument, as_json: JsonOption = False) -> None:
    """List the open issues: how sure we are, the risk, whom they reach, the value at risk."""
    with opened(file) as project:
        rows = project.read(priorities.priorities)
        alike = project.read(pairs)
    if as_json:
        say_json({"issues": [_told(r) for r in rows], "alike": [[p.issue_id, p.other_id] for p in alike]})
        return
    header = [
        "#", _("Issue"), _("Kind"), pgettext("of an issue", "How sure"), _("Risk"), _("What to do"), pgettext("reach of an issue", "Reach"),
        _("Value at risk"),
    ]  # fmt: skip
    cells = [
        [
            number(r.place), r.issue.title, _(judging.KINDS[r.issue.kind]), judging.grade_word(r.issue.grade),
            judging.risk_words(r.risk), priorities.corner_word(r.corner), priorities.reach_words(r.reach),
            priorities.values_text(r.worth),
        ]
        for r in rows
    ]  # fmt: skip
    say_table(header, cells, frozenset({0, 7}))
    for pair in alike:
        say(_("“{title}” and “{other}” look alike. {why}").format(
            title=pair.title, other=pair.other, why=pair.why
        ))  # fmt: skip


TodayOption = Annotated[
    datetime | None, typer.Option("--today", formats=["%Y-%m-%d"], help="Count days from here.")
]
PaperOption = Annotated[
    str, typer.Option("--paper", help="a4 or letter; as our look on paper says unless named.")
]


@app.command("risks")
def list_risks(
    file: FileArgument,
    today: TodayOption = None,
    which: Annotated[str, typer.Option("--which", help="all, high, late, nobody or unjudged.")] = "all",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="OUT.pdf or OUT.xlsx.")] = None,
    paper: PaperOption = "",
    note: Annotated[
        bool, typer.Option("--review", help="Note today’s risks, so that the next look says what grew.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Show the register of risks: how likely, how bad, whom it reaches, who acts and who is late."""
    on = today.date() if today else date.today()
    if which not in risks.FILTERS:
        raise UserError(_("Choose which risks: {names}.").format(names=listed(risks.FILTERS)))
    _known_paper(paper)
    with opened(file) as project:
        if note:
            project.run(_("Review the risks"), risks.review, on)
        rows = [r for r in project.read(risks.risk_rows, on) if risks.kept(which)(r)]
        if output is not None:
            output = _write_risks(project, rows, output, on, which, paper)
    if as_json:
        say_json(
            {
                "today": on.isoformat(),
                "risks": [_risk_told(r) for r in rows],
                "file": str(output) if output else None,
            }
        )
        return
    header = ["#", _("Risk"), _("How large"), _("Value at risk"), _("Owner"), _("By when")]
    cells = [
        [
            number(r.place), r.issue.title, judging.level_word(r.risk), priorities.values_text(r.worth),
            risks.owner_words(r), risks.late_words(r) or risks.due_words(r),
        ]
        for r in rows
    ]  # fmt: skip
    say_table(header, cells, frozenset({0, 3}))
    for row in rows:
        if row.trend in ("up", "down"):
            say(_("“{title}” is {trend}.").format(title=row.issue.title, trend=risks.trend_words(row)))
    if output is not None:
        say(_("Wrote the register of risks: {file}").format(file=output))


@app.command("priorities")
def show_priorities(
    file: FileArgument,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="OUT.pdf: matrix and table.")] = None,
    paper: PaperOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show what to do first: impact against effort, with the cuts and what the value at risk is made of."""
    _known_paper(paper)
    with opened(file) as project:
        rows = project.read(priorities.priorities)
        cuts = project.read(priorities.cuts_of)
        if output is not None:
            from exports.pdf.issue_sheets import build_priorities

            output = build_priorities(project.read(priority_sheet, date.today()), output, paper)
    if as_json:
        say_json(
            {
                "cuts": {"impact": cuts.impact, "effort": cuts.effort},
                "issues": [_told(r) | {"formula": priorities.formula(r.worth)} for r in rows],
                "file": str(output) if output else None,
            }
        )
        return
    say(cuts_words(cuts))
    header = [
        "#",
        _("Issue"),
        _("What to do"),
        _("Impact"),
        _("Effort"),
        _("Value at risk"),
        _("How it was counted"),
    ]
    cells = [
        [
            number(r.place), r.issue.title, priorities.corner_word(r.corner),
            judging.impact_word(r.risk.impact_now) if r.risk.impact_now else "–",
            judging.effort_word(r.issue.effort) if r.issue.effort else "–",
            priorities.values_text(r.worth), priorities.formula(r.worth),
        ]
        for r in rows
    ]  # fmt: skip
    say_table(header, cells, frozenset({0, 5}))
    if output is not None:
        say(_("Wrote the priorities: {file}").format(file=output))


def _known_paper(paper: str) -> None:
    if paper and paper not in ("a4", "letter"):
        raise UserError(_("The paper is a4 or letter."))


def _write_risks(
    project: Project, rows: list[RiskRow], output: Path, on: date, which: str, paper: str
) -> Path:
    if output.suffix.lower() == ".xlsx":
        from exports.tables.risks import write_risks

        return write_risks(rows, output)
    if output.suffix.lower() != ".pdf":
        raise UserError(_("“{name}” should end in .pdf or .xlsx.").format(name=output.name))
    from exports.pdf.issue_sheets import build_risks

    return build_risks(project.read(risk_sheet, on, which), output, paper)


@app.command()
def causes(
    file: FileArgument,
    issue: Annotated[int, typer.Option("--issue", help="The issue’s number, as issues list --json has it.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="OUT.pdf.")],
    as_json: JsonOption = False,
) -> None:
    """Write why an issue happens: the fishbone and every chain of whys, on A4."""
    from cxdesk.planning.queries import issue_whole
    from exports.pdf.causes import write_causes

    with opened(file) as project:
        whole = project.read(issue_whole, issue)
    written = write_causes(whole, output, language())
    if as_json:
        say_json({"file": str(written), "issue": whole.row.id, "causes": len(whole.causes)})
    else:
        say(_("Wrote the causes of “{title}”: {file}").format(title=whole.row.title, file=written))


def _risk_told(row: RiskRow) -> dict[str, Any]:
    next_ = row.next
    return {
        "place": row.place,
        "id": row.issue.id,
        "title": row.issue.title,
        "kinds": list(row.kinds),
        "likelihood": row.risk.likelihood,
        "impact": row.risk.impact_now,
        "raised_by_reviews": row.risk.raised,
        "score": row.risk.score,
        "level": row.risk.level,
        "trend": row.trend,
        "reviewed": row.before.on.isoformat() if row.before else None,
        "score_then": row.before.risk.score if row.before else None,
        "reach": {
            "respondents": row.reach.respondents,
            "asked": row.reach.asked,
            "accounts": len(row.reach.accounts),
            "public": row.reach.public,
        },
        "value_at_risk": row.worth.value,
        "formula": priorities.formula(row.worth),
        "owner": next_.owner if next_ else "",
        "due": next_.due_on.isoformat() if next_ and next_.due_on else None,
        "days_late": row.late,
        "actions": len(row.actions),
        "done": row.done,
    }


def _told(row: priorities.Priority) -> dict[str, Any]:
    issue, worth = row.issue, row.worth
    return {
        "place": row.place,
        "id": issue.id,
        "title": issue.title,
        "kind": issue.kind,
        "intent": issue.intent,
        "touch_point": issue.touch_point,
        "grade": issue.grade,
        "evidence": {"pieces": issue.evidence, "kinds": sorted(issue.kinds)},
        "risk": {
            "likelihood": row.risk.likelihood,
            "impact": row.risk.impact,
            "raised_by_reviews": row.risk.raised,
            "score": row.risk.score,
        },
        "effort": issue.effort,
        "corner": row.corner,
        "set_by_hand": row.set_by_hand,
        "reach": {
            "respondents": row.reach.respondents,
            "asked": row.reach.asked,
            "in_words": row.reach.in_words,
            "earlier_rounds": list(row.reach.earlier),
            "accounts": len(row.reach.accounts),
            "revenue": row.reach.revenue,
            "public": row.reach.public,
        },
        "value_at_risk": {
            "value": worth.value,
            "revenue": worth.revenue,
            "chance_percent": worth.chance,
            "years": worth.years,
            "assumed": [
                n for n, own in (("chance", worth.own_chance), ("years", worth.own_years)) if not own
            ],
        },
    }
