"""`cxdesk coding`: two people say what customers mean to do, each for themselves; how far they agree."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from cxdesk.errors import UserError
from cxdesk.i18n import _, day, ngettext, number
from cxdesk.planning import coding_actions, coding_queries
from cxdesk.planning.agreement import SOURCE, band, kappa_words, meaning, share_words
from cxdesk.planning.coding_queries import CodingRow, Result
from cxdesk.planning.coding_words import code_of_cell, code_word
from cxdesk.project import Project
from ui.console import FileArgument, JsonOption, opened, problem_line, progress_bar, say, say_json, say_table

app = typer.Typer(help="Comments coded for what customers mean to do, by two people.")

CodingOption = Annotated[
    int | None, typer.Option("--coding", help="Its number, as coding list has it; else the newest.")
]
CoderOption = Annotated[int, typer.Option("--coder", min=1, max=2, help="1 or 2.")]
MOST_SHOWN = 60


@app.callback()
def _noun() -> None:
    """Comments coded for what customers mean to do, by two people."""


@app.command("list")
def list_codings(file: FileArgument, as_json: JsonOption = False) -> None:
    """List the codings, and the questions whose comments can be coded."""
    with opened(file) as project:
        rows = project.read(coding_queries.coding_rows)
        questions = project.read(coding_queries.text_questions)
    if as_json:
        say_json({"codings": [_row_told(r) for r in rows], "questions": [asdict(q) for q in questions]})
        return
    header = [_("Number"), _("Question"), _("First coder"), _("Second coder"), _("Made on")]
    cells = [[number(r.id), r.question, _progress(r, 1), _progress(r, 2), day(r.made_on)] for r in rows]
    say_table(header, cells)
    for q in questions:
        n = ngettext("{n} comment", "{n} comments", q.comments).format(n=number(q.comments))
        say(f"{q.survey}, {q.code}: {q.question} ({n})")


@app.command()
def start(
    file: FileArgument,
    question: Annotated[str, typer.Option("--question", help="The question’s code, as coding list has it.")],
    size: Annotated[int, typer.Option("--size", help="How many comments, drawn by chance.")] = 120,
    survey: Annotated[str | None, typer.Option("--survey", help="Code or name of the survey.")] = None,
    first: Annotated[str, typer.Option("--first", help="Who codes first.")] = "",
    second: Annotated[str, typer.Option("--second", help="Who codes second.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Draw a sample of comments for two coders."""
    with opened(file) as project:
        found = [
            q for q in project.read(coding_queries.text_questions)
            if q.code == question and (survey is None or survey == q.survey)
        ]  # fmt: skip
        if len(found) != 1:
            raise UserError(
                _("There is no such question with comments. See: coding list.")
                if not found
                else _("Several surveys have a question of this code. Say which with --survey.")
            )
        coding = project.run(
            _("Draw a sample of comments"), coding_actions.start_coding, found[0].survey_id, found[0].item_id, size,
            (first, second),
        )  # fmt: skip
        row = project.read(coding_queries.coding_row, coding)
    if as_json:
        say_json(_row_told(row))
    else:
        n = ngettext("{n} comment drawn: coding {number}.", "{n} comments drawn: coding {number}.", row.size)
        say(n.format(n=number(row.size), number=number(row.id)))


@app.command()
def export(
    file: FileArgument,
    output: Annotated[Path, typer.Option("-o", "--output", help="OUT.xlsx or OUT.csv.")],
    coder: CoderOption = 2,
    coding: CodingOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the sample for one coder, with their own codes only."""
    from exports.tables.codings import write_sample

    with opened(file) as project:
        row = _chosen(project, coding)
        comments = project.read(coding_queries.comments_for, row.id, coder)
        written = write_sample(row.id, comments, output)
    if as_json:
        say_json({"file": str(written), "coding": row.id, "coder": coder, "comments": len(comments)})
    else:
        n = ngettext("{n} comment written to {file}.", "{n} comments written to {file}.", len(comments))
        say(n.format(n=number(len(comments)), file=written))


@app.command("read")
def read_back(
    file: FileArgument,
    filled: Annotated[
        Path, typer.Argument(metavar="SHEET", readable=False, help="The sheet that was filled in.")
    ],
    coder: CoderOption = 2,
    coding: CodingOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write the codes without asking.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Read the codes of one coder from a sheet; rows that can’t be used are named."""
    from cxdesk.importing.codings import read_codes

    with opened(file) as project:
        row = _chosen(project, coding)
        with progress_bar() as progress:
            found = read_codes(project, filled, row.id, coder, progress)
        if not as_json:
            n = ngettext("{n} comment coded", "{n} comments coded", len(found.codes)).format(
                n=number(len(found.codes))
            )
            blank = ngettext("{n} left blank", "{n} left blank", found.blank).format(n=number(found.blank))
            say(f"{n}, {blank}.")
            for problem in found.problems:
                say(problem_line(problem))
        write = bool(found.changed) and (
            yes or (not as_json and typer.confirm(_("Write these codes?"), default=False))
        )
        if write:
            project.run(_("Read codes"), coding_actions.take_codes, row.id, coder, found.codes)
        row = project.read(coding_queries.coding_row, row.id)
        result = project.read(coding_queries.result, row.id) if row.both_done else None
    if as_json:
        problems = [problem_line(p) for p in found.problems]
        say_json(
            {
                "codes": len(found.codes), "changed": found.changed, "blank": found.blank, "problems": problems,
                "written": write, **_row_told(row), "result": _result_told(result) if result else None,
            }
        )  # fmt: skip
        return
    if not write:
        say(_("Nothing was written."))
    if result is not None:
        _say_result(result)


@app.command()
def show(file: FileArgument, coding: CodingOption = None, as_json: JsonOption = False) -> None:
    """Show how far both coders agree, where they differ, and how many comments say what."""
    with opened(file) as project:
        row = _chosen(project, coding)
        result = project.read(coding_queries.result, row.id) if row.both_done else None
    if as_json:
        say_json({**_row_told(row), "result": _result_told(result) if result else None})
    elif result is None:
        say(f"{row.survey}, {row.question}")
        say(f"{_progress(row, 1)}; {_progress(row, 2)}")
        say(_("Agreement is shown when both have coded every comment."))
    else:
        _say_result(result)


@app.command()
def settle(
    file: FileArgument,
    comment: Annotated[int, typer.Option("--comment", help="The comment’s number in the sample.")],
    code: Annotated[str, typer.Option("--code", help="1 to 6, or 0 for none of these.")],
    coding: CodingOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what both agreed on where they read a comment differently."""
    chosen = code_of_cell(code)
    if not chosen:
        raise UserError(
            _("“{text}” is none of the intents. Write its number, 0 to 6.").format(text=code[:60])
        )
    with opened(file) as project:
        row = _chosen(project, coding)
        found = project.read(coding_queries.result, row.id)
        one = next((d for d in found.differences if d.position + 1 == comment), None)
        if one is None:
            raise UserError(_("Both said the same of this comment."))
        project.run(_("Settle a difference"), coding_actions.settle, one.id, chosen)
        result = project.read(coding_queries.result, row.id)
    say_json(_result_told(result)) if as_json else _say_result(result)


def _chosen(project: Project, coding: int | None) -> CodingRow:
    if coding is not None:
        row: CodingRow = project.read(coding_queries.coding_row, coding)
        return row
    rows = project.read(coding_queries.coding_rows)
    if not rows:
        raise UserError(_("No comments were drawn yet. See: coding start."))
    newest: CodingRow = rows[0]
    return newest


def _progress(row: CodingRow, coder: int) -> str:
    name = row.coders[coder - 1] or (_("First coder") if coder == 1 else _("Second coder"))
    return _("{name}: {n} of {all}").format(name=name, n=number(row.coded[coder - 1]), all=number(row.size))


def _say_result(found: Result) -> None:
    agreed = found.agreement
    say(share_words(agreed) + ".")
    say(kappa_words(agreed) + ".")
    say(meaning(agreed))
    header = [_("What the customer means to do"), _("Comments")]
    say_table(header, [[code_word(c), number(n)] for c, n in found.counts], frozenset({1}))
    base = _("Base: {n} of {all} comments with one code.")
    say(base.format(n=number(found.base), all=number(found.row.size)))
    if found.differences:
        header = [_("Comment"), "", _("First coder"), _("Second coder"), _("Settled")]
        cells = [
            [
                number(d.position + 1), d.text[:MOST_SHOWN], code_word(d.first), code_word(d.second),
                code_word(d.settled) if d.settled else "",
            ]
            for d in found.differences
        ]  # fmt: skip
        say_table(header, cells, frozenset({0}))


def _row_told(row: CodingRow) -> dict[str, Any]:
    return {
        "coding": row.id, "survey": row.survey, "question": row.question, "coders": list(row.coders),
        "made_on": row.made_on.isoformat(), "comments": row.size, "coded": list(row.coded), "both_done": row.both_done,
    }  # fmt: skip


def _result_told(found: Result) -> dict[str, Any]:
    agreed = found.agreement
    return {
        "n": agreed.n,
        "same": agreed.same,
        "percent": agreed.share,
        "kappa": agreed.kappa,
        "low": agreed.low,
        "high": agreed.high,
        "called": band(agreed.kappa) if agreed.kappa is not None else None,
        "source": SOURCE,
        "differences": [
            {
                "comment": d.position + 1,
                "text": d.text,
                "first": d.first,
                "second": d.second,
                "settled": d.settled,
            }
            for d in found.differences
        ],
        "counts": dict(found.counts),
        "base": found.base,
        "of": found.row.size,
    }
