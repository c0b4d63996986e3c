"""`cxdesk issues`: issues with how sure we are, how far they reach and what they may cost."""

from pathlib import Path
from typing import Annotated, Any

import typer

from cxdesk.i18n import _, language, number, pgettext
from cxdesk.planning import judging, priorities
from cxdesk.planning.duplicates import pairs
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
