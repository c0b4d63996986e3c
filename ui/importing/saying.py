"""What the command line says of a file, a plan and an import."""

from pathlib import Path
from typing import Any

from cxdesk.errors import Problem
from cxdesk.i18n import _, listed, ngettext, number
from cxdesk.importing.kept import as_text, report_of
from cxdesk.importing.plan import Detection, ImportPlan, kind_words
from cxdesk.importing.storing import Imported, Prepared
from cxdesk.importing.target import Target
from cxdesk.planning.follow_up_words import opened_words, waiting_words
from cxdesk.project import Project
from cxdesk.responses.schema import FINISHED, SENT_AWAY, TEST, UNFINISHED
from cxdesk.responses.staff import shown_samples
from ui.console import problem_line, say, say_table

SHOWN_PROBLEMS = 20
SHOWN_CHANGES = 10


def show_plan(plan: ImportPlan) -> None:
    """What the file is and what each column is read as."""
    found: Detection = plan.detection
    say(found.reason)
    say(found.header_reason)
    if found.definition_path is not None:
        say(_("Its questions are described by “{name}”.").format(name=found.definition_path.name))
    for note in notes_of(found):
        say(note)
    linked = any(c.touch_point for c in plan.columns)
    header = [_("Column in the file"), _("Examples"), _("We read it as")]
    rows = [
        [c.header, listed(shown_samples(c.header, c.samples[:3]))[:60], kind_words(c)] for c in plan.columns
    ]
    if linked:
        header.append(_("Touch point"))
        rows = [[*row, c.touch_point] for row, c in zip(rows, plan.columns, strict=True)]
    say_table(header, rows)


def notes_of(found: Detection) -> list[str]:
    """What there is to say of the file as a whole: tables beside the one read, and what its form cannot give."""
    notes = [p.sentence for p in found.problems if not p.row]
    return notes + list(found.definition.notes if found.definition is not None else ())


def show_target(target: Target, survey: str) -> None:
    """Where the file goes, and what is new, gone and changed there."""
    if target.remembered is not None:
        say(_("This source is known: it is read as “{name}” was.").format(name=target.remembered.name))
    if target.survey_id is None or target.laid is None:
        say(_("It becomes a new survey."))
        return
    say(_("It goes into the survey “{name}”.").format(name=survey))
    laid = target.laid
    for words, names in (
        (_("New questions: {names}"), laid.new),
        (_("Not in this file: {names}"), laid.gone),
    ):
        if names:
            say(words.format(names=listed(names[:12])))
    for change in laid.changed[:12]:
        sentence = _("{code}: “{before}” in the survey, “{now}” in the file.")
        say(sentence.format(code=change.code, before=change.before, now=change.now))


def show_changes(prepared: Prepared) -> None:
    """Answers that are there in another way, the first few cell by cell."""
    compared = prepared.compared
    if compared is None or not compared.changed.height:
        return
    n = compared.changed.height
    sentence = ngettext(
        "{n} answer is there already with other cells:", "{n} answers are there already with other cells:", n
    )
    say(sentence.format(n=number(n)))
    for cell in compared.cells[:SHOWN_CHANGES]:
        line = _("  Row {row}, {column}: “{before}” is stored, the file says “{now}”.")
        before, now = as_text(cell.before) or _("blank"), as_text(cell.now) or _("blank")
        say(line.format(row=number(cell.row), column=cell.column, before=before, now=now))
    if compared.cell_count > SHOWN_CHANGES:
        say(_("  and {n} more.").format(n=number(compared.cell_count - SHOWN_CHANGES)))


def show_imported(done: Imported) -> None:
    """What came of it, in rows."""
    say(rows_line(done))
    if done.batch_id is None:
        say(_("Everything in it was there already, so nothing was changed."))
        say(_("To read it with other settings, use “responses remap” with the number of its import."))
    names = (
        (FINISHED, _("Finished answers")),
        (UNFINISHED, _("Unfinished")),
        (TEST, _("Previews and tests")),
        (SENT_AWAY, _("Sent away: quota full, or not one of those asked")),
    )
    rows = (f"{name}: {number(done.states.get(state, 0))}" for state, name in names if done.states.get(state))
    say(_("Which rows count") + ": " + listed(rows))
    for problem in done.problems[:SHOWN_PROBLEMS]:
        say("  " + problem_line(problem))
    if done.problem_count > SHOWN_PROBLEMS:
        say(_("  and {n} more.").format(n=number(done.problem_count - SHOWN_PROBLEMS)))
    if done.batch_id is not None and not done.original_kept and done.personal_columns:
        say(_("The file itself was not kept, because it holds personal data that is not stored."))
    if done.match is not None and done.match.unmatched:
        keys = listed(u.key for u in done.match.unmatched[:10])
        say(_("Keys that no customer has: {keys}").format(keys=keys))
    if done.follow_ups.opened:
        say(opened_words(done.follow_ups.opened))
    if done.follow_ups.waiting:
        say(waiting_words(done.follow_ups.waiting) + " " + _("Open them with: cxdesk rules run FILE --yes"))


def rows_line(done: Imported) -> str:
    """Rows in and what became of each."""
    if not done.unchanged and not done.changed:
        sentence = _(
            "{rows_in} rows in = {stored} stored + {refused} refused. {repaired} cells were repaired."
        )
    elif done.kept_as_stored:
        sentence = _(
            "{rows_in} rows in = {stored} stored + {unchanged} unchanged + {changed} left as they were stored "
            "+ {refused} refused. {repaired} cells were repaired."
        )
    else:
        sentence = _(
            "{rows_in} rows in = {stored} stored + {unchanged} unchanged + {changed} updated + {refused} refused. "
            "{repaired} cells were repaired."
        )
    return sentence.format(
        rows_in=number(done.rows_in),
        stored=number(done.stored),
        unchanged=number(done.unchanged),
        changed=number(done.changed),
        refused=number(done.refused),
        repaired=number(done.repaired_cells),
    )


def write_report(project: Project, batch_id: int, path: Path) -> None:
    """Write the report of an import as a page, and say where it is."""
    from exports.tables.import_report import write_import_report

    report = project.read(report_of, batch_id)
    say(str(write_import_report(report, path)))


def imported_json(done: Imported) -> dict[str, Any]:
    """The same for a script."""
    return {
        "rows_in": done.rows_in,
        "stored": done.stored,
        "refused": done.refused,
        "repaired_cells": done.repaired_cells,
        "problems": [problem_json(p) for p in done.problems],
        "unchanged": done.unchanged,
        "changed": done.changed,
        "survey": done.survey_id,
        "round": done.round,
        "import": done.batch_id,
        "original_kept": done.original_kept,
        "follow_ups_opened": done.follow_ups.opened,
        "follow_ups_waiting": done.follow_ups.waiting,
        "unmatched": [u.key for u in done.match.unmatched] if done.match is not None else [],
    }


def problem_json(problem: Problem) -> dict[str, Any]:
    """A problem's parts."""
    return {
        "row": problem.row,
        "column": problem.column,
        "sentence": problem.sentence,
        "value": problem.value,
        "severity": problem.severity,
    }


def detection_json(plan: ImportPlan) -> dict[str, Any]:
    """What a file is, and its questions with the way they are kept in columns."""
    from cxdesk.importing.definition import questions

    found = plan.detection
    by_key = {c.key: c for c in plan.columns} | {o.key: c for c in plan.columns for o in c.options}
    return {
        "format": found.format,
        "reason": found.reason,
        "encoding": found.encoding,
        "delimiter": found.delimiter,
        "header_rows": found.header_rows,
        "rows": found.rows,
        "table": found.member or found.sheet,
        "tables": list(found.sheets),
        "notes": notes_of(found),
        "questions": [
            {
                "code": a.spec.code,
                "text": next(iter(a.spec.text.values()), ""),
                "type": a.spec.kind,
                "binding": _binding(len(a.keys), bool(by_key[a.keys[0]].separator)),
                "columns": list(dict.fromkeys(by_key[k].header for k in a.keys)),
            }
            for a in questions(plan)
        ],
        "columns": [
            {"header": c.header, "text": c.text, "kind": c.kind, "group": c.group} for c in plan.columns
        ],
    }


def _binding(keys: int, is_delimited: bool) -> str:
    return "delimited cell" if is_delimited else "one column" if keys == 1 else "one column per part"
