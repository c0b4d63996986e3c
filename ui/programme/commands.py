"""`cxdesk decisions`: the log of what was decided, on which evidence, and what was given up."""

from pathlib import Path
from typing import Annotated

import typer

from cxdesk.accounts.words import money
from cxdesk.i18n import _, day, ngettext, number
from cxdesk.programme.queries import decision_rows, evidence_words, share_sentence, share_with_evidence
from ui.console import FileArgument, JsonOption, opened, say, say_json, say_table

app = typer.Typer(help="Decisions, and the evidence they rest on.")


@app.command("list")
def list_decisions(file: FileArgument, as_json: JsonOption = False) -> None:
    """List what was decided; a decision without evidence is flagged."""
    with opened(file) as project:
        rows = project.read(decision_rows)
    if as_json:
        decisions = [
            {
                "id": r.id, "title": r.title, "decided_on": r.decided_on.isoformat(), "decided_by": r.by, "why": r.why,
                "cites_evidence": r.cites_evidence, "evidence": r.evidence,
                "issues": [{"id": c.issue_id, "title": c.issue} for c in r.cited],
                "given_up": r.given_up, "cost": r.cost, "revenue_forgone": r.revenue_forgone, "currency": r.currency,
            }
            for r in rows
        ]  # fmt: skip
        say_json({"share_with_evidence": share_with_evidence(rows), "decisions": decisions})
        return
    header = [_("Decision"), _("Decided on"), _("Decided by"), _("Evidence"), _("Cost"), _("Revenue forgone")]
    cells = [
        [
            r.title, day(r.decided_on), r.by, ("" if r.cites_evidence else "! ") + evidence_words(r),
            money(r.cost, r.currency), money(r.revenue_forgone, r.currency),
        ]
        for r in rows
    ]  # fmt: skip
    if rows:
        say_table(header, cells, frozenset({4, 5}))
    say(share_sentence(rows) + ".")


@app.command()
def export(
    file: FileArgument,
    output: Annotated[Path, typer.Option("-o", "--output", help="OUT.csv or OUT.xlsx.")],
    as_json: JsonOption = False,
) -> None:
    """Write the whole log of decisions for a spreadsheet."""
    from exports.tables.decisions import write_decisions

    with opened(file) as project:
        rows = project.read(decision_rows)
    written = write_decisions(rows, output)
    if as_json:
        say_json({"file": str(written), "decisions": len(rows)})
        return
    sentence = ngettext("Wrote {n} decision: {file}", "Wrote {n} decisions: {file}", len(rows))
    say(sentence.format(n=number(len(rows)), file=written))
