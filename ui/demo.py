"""The main job from end to end, without a window: the finished example, then a survey export of one's own."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from cxdesk import i18n
from cxdesk.accounts.queries import account_rows
from cxdesk.analysis.findings import findings
from cxdesk.analysis.scores import figures, scored_items
from cxdesk.analysis.touch_points import figures_by_touch_point
from cxdesk.i18n import _, listed, ngettext, number
from cxdesk.journeys.queries import journey_rows
from cxdesk.journeys.whole_map import map_of
from cxdesk.people.actions import person_named
from cxdesk.planning import actions as planning
from cxdesk.planning import assemble, wording
from cxdesk.planning.plan_queries import plan_for
from cxdesk.project import Project
from cxdesk.surveys.queries import shown, whole
from exports.journey import export as write_map
from exports.pdf.hand_out import hand_out
from ui.analysis.commands import value_text
from ui.console import progress_bar, say, say_json

EXAMPLE = "Alder Lifts 2026.cxdesk"
OWN = "Survey of our own.cxdesk"
EXPORT = "Survey export.csv"
JOURNEY = "Repair after a breakdown"
HEROES = (("Harbour Square", "en"), ("Niloufar Towers", "fa"))


def run(out: Path, *, as_json: bool = False) -> Path:
    """Make everything afresh in a folder, say what it is, and return the example's file."""
    out.mkdir(parents=True, exist_ok=True)
    for name in (EXAMPLE, OWN):
        (out / name).unlink(missing_ok=True)  # only what this command made before
    made: list[tuple[Path, str]] = []
    example = _example(out, made)
    summary = _own_data(out, made)
    if as_json:
        say_json({"files": [str(path) for path, _words in made], **summary})
    else:
        _tell(made, summary)
    return example


def _example(out: Path, made: list[tuple[Path, str]]) -> Path:
    from resources.sample.build import build

    project = Project.create(out / EXAMPLE)
    try:
        with progress_bar() as progress:
            build(project, progress)
        made.append((project.path, _("the finished example: a firm that sells, installs and repairs lifts")))
        keys = {a.name: a.key for a in project.read(account_rows)}
        for name, language in HEROES:
            plan = project.read(plan_for, keys[name])
            target = out / f"Plan for {name} ({language}).pdf"
            words = _("the plan that {name} holds in hand").format(name=name)
            made.append((hand_out(project, plan.id, language, target), words))
        figures_now = project.read(figures_by_touch_point)
        for row in [r for r in project.read(journey_rows) if r.name == JOURNEY]:
            shown_map = project.read(map_of, row.id, figures_now, date.today())
            path = write_map(shown_map, out / f"Journey {row.name}.pdf", i18n.language())
            made.append((path, _("the journey “{name}” with today’s scores").format(name=row.name)))
    finally:
        project.close()
    return project.path


def _own_data(out: Path, made: list[tuple[Path, str]]) -> dict[str, Any]:
    """From a survey export to a printed plan: import, score, worst question, issue, cause, action, plan."""
    from cxdesk.importing import detect, mapping
    from cxdesk.importing.actions import import_file
    from cxdesk.importing.people import import_accounts_file
    from resources.sample.export import write_accounts, write_export

    export = write_export(out / EXPORT)
    made.append((export, _("a survey export as Qualtrics writes it")))
    project = Project.create(out / OWN)
    try:
        detection = detect.sniff(export)
        done = import_file(project, mapping.suggest(detection))
        accounts = import_accounts_file(project, write_accounts(out / "Customers.csv"))
        survey = project.read(whole, done.survey_id)
        items = [i for _q, i in scored_items(survey)]
        table = project.read(figures, survey.id, items)
        worst = project.read(findings, survey.id)[0]
        made.append((project.path, _("your own file, made from the export")))
        made.append((_plan(project, worst, out), _("the plan made from the worst question")))
    finally:
        project.close()
    names = {i.id: shown(i.text) for q in survey.questions for i in q.items}
    return {
        "format": detection.reason,
        "rows_in": done.rows_in,
        "stored": done.stored,
        "refused": done.refused,
        "matched": accounts.match.matched_answers,
        "unmatched": [u.key for u in accounts.match.unmatched],
        "scores": {names[item]: value_text(f) for (item, _g), f in table.items()},
        "worst": worst.sentence,
    }


def _plan(project: Project, worst: Any, out: Path) -> Path:
    account = next(a for a in project.read(account_rows) if a.name == "Harbour Square")
    scored = worst.scored
    issue = project.run(
        _("Make an issue"), planning.make_issue, worst.sentence, scored.figure, scored.touch_point_id
    )
    cause = project.run(
        _("Add a cause"), planning.add_cause, issue, "Calls between 7 and 10 wait for one dispatcher."
    )
    owner = project.run(_("Add a person"), person_named, "Sanne Visser", "Service manager")
    action = project.run(
        _("Add an action"),
        planning.add_action,
        issue,
        "Two dispatchers at peak hours",
        cause,
        why="Waiting costs us service contracts.",
        goal="A fitter within 4 hours",
        expected="Calls are answered within two minutes",
        owner_id=owner,
        due_on=date(2026, 6, 1),
        measure="% satisfied with the time until a fitter arrives",
        baseline=value_text(scored.figure),
        target="65%",
    )
    project.run(_("Start the action"), planning.start_action, action)
    plan = project.run(_("Make a plan"), planning.create_plan, account.id)
    told = project.run(_("Add a line"), planning.add_line, plan, "told", issue_id=issue)
    promise = project.run(_("Add a line"), planning.add_line, plan, "do", action_id=action)
    words = [
        ("firm", wording.FIRM, "name", "Alder Lifts"),
        ("account", account.id, "name", "Harbour Square"),
        ("account", account.id, "full_name", "Harbour Square Offices"),
        ("plan", plan, "contact_title", "Service manager, region north"),
        ("plan", plan, "contact_phone", "+31 10 555 0142"),
        ("plan", plan, "contact_mail", "service.north@alder-lifts.example"),
        ("plan_line", told, "text", "You expected a fitter within 4 hours; you told us it takes longer."),
        ("plan_line", promise, "text", "From 1 June two people answer breakdown calls between 7 and 10."),
        ("plan_line", promise, "who", "Service manager"),
    ]
    for kind, owner_id, field, text in words:
        project.run(_("Write for the customer"), wording.write, kind, owner_id, field, "en", text)
    owners = project.read(assemble.owners, plan)
    project.run(_("Approve the wording"), wording.approve, owners, "en", "Sanne Visser", datetime.now())
    return hand_out(project, plan, "en", out / "Plan from our own survey.pdf")


def _tell(made: list[tuple[Path, str]], summary: dict[str, Any]) -> None:
    say(_("1. We read the survey export. {reason}").format(reason=summary["format"]))
    say(
        "   "
        + ngettext(
            "{rows_in} row in = {stored} stored + {refused} refused.",
            "{rows_in} rows in = {stored} stored + {refused} refused.",
            summary["rows_in"],
        ).format(
            rows_in=number(summary["rows_in"]),
            stored=number(summary["stored"]),
            refused=number(summary["refused"]),
        )
    )
    say(
        ngettext(
            "2. We joined it to the list of customers: {n} answer matched.",
            "2. We joined it to the list of customers: {n} answers matched.",
            summary["matched"],
        ).format(n=number(summary["matched"]))
    )
    if summary["unmatched"]:
        say(_("   Not in the list: {keys}.").format(keys=listed(summary["unmatched"])))
    say(_("3. The scores:"))
    for name, value in summary["scores"].items():
        say(f"   {value:>6}  {name}")
    say(_("4. What to look at first: {finding}").format(finding=summary["worst"]))
    say(_("5. From it we made an issue, its cause, one action and the customer’s plan."))
    say("")
    say(_("Made:"))
    for path, words in made:
        say(f"   {path}: {words}")
