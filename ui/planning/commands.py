"""`cxdesk plan`: the customer's printed plan."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cxdesk.accounts.queries import account_keyed
from cxdesk.errors import UserError
from cxdesk.i18n import _, day, known_language, language_word, listed, ngettext, number, pgettext
from cxdesk.planning.approval import approve_plan
from cxdesk.planning.assemble import branded, gaps
from cxdesk.planning.plan_queries import PlanRow, plan_for, plan_rows
from cxdesk.planning.plan_review import Reviewed, approval_words, figures_of, newest_plans, reviewed
from cxdesk.planning.plan_rounds import newer_than, rest_on, round_called, rounds_of_plan
from cxdesk.planning.sending import HOW, send, sent_words
from cxdesk.planning.side_by_side import HEADS, Sentence, side_by_side
from cxdesk.planning.state_words import PLAN_STATES
from cxdesk.project import Project
from cxdesk.sentences import ended
from ui.console import (
    FileArgument,
    JsonOption,
    day_of,
    opened,
    progress_bar,
    say,
    say_json,
    say_read_back,
    say_table,
)

if TYPE_CHECKING:
    from cxdesk.importing.wordings import Wordings

app = typer.Typer(help="Plans that customers hold in hand.")


AccountOption = Annotated[str | None, typer.Option("--account", help="The customer's key.")]
LanguageOption = Annotated[str | None, typer.Option("--language", help="en, nl, hu, uk or fa.")]


@app.command("list")
def list_plans(file: FileArgument, as_json: JsonOption = False) -> None:
    """List the plans in a file."""
    with opened(file) as project:
        rows = project.read(plan_rows)
    if as_json:
        say_json(
            [
                {
                    "account": r.account_key,
                    "name": r.account,
                    "version": r.version,
                    "round": r.round or None,
                    "state": r.state,
                    "state_on": r.state_on.isoformat() if r.state_on else None,
                    "sent_on": r.sent.on.isoformat() if r.sent.on else None,
                    "sent_to": r.sent.to,
                    "sent_by": r.sent.by,
                }
                for r in rows
            ]
        )
        return
    header = [pgettext("of a customer", "Key"), _("Customer"), _("Version"), _("State"), _("Made on")]
    say_table(
        header,
        [[r.account_key, r.account, number(r.version), _state(r), day(r.made_on)] for r in rows],
    )


def _state(row: PlanRow) -> str:
    """How far a plan is: sent when, to whom and by whom, agreed when."""
    word = pgettext("of a plan", PLAN_STATES[row.state])
    if row.state == "agreed":
        word = listed([word, day(row.state_on)]) if row.state_on else word
        return f"{ended(word)} {sent_words(row.sent)}" if row.sent.on else word
    return sent_words(row.sent) or word


@app.command()
def sent(
    file: FileArgument,
    account: Annotated[str, typer.Option("--account", help="The customer's key.")],
    to: Annotated[str, typer.Option("--to", metavar="NAME", help="To whom, as the customer reads it.")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="By whom, as the customer reads it.")],
    on: Annotated[
        str | None, typer.Option("--on", help="The day, like 2026-03-31; today unless named.")
    ] = None,
    how: Annotated[str, typer.Option("--how", help=f"{', '.join(HOW)}.")] = "mailed",
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Note that a plan was sent, to whom and by whom; the log of documents keeps it for good."""
    chosen, when = known_language(language) if language else None, day_of(on)
    with opened(file) as project:
        row = project.read(account_keyed, account)
        plan = project.read(plan_for, row.key)
        line = project.run(
            _("Note that the plan was sent"), send, plan.id, when, to, by, how, chosen or row.language
        )
        now = project.read(plan_for, row.key)
    if as_json:
        told = {"account": row.key, "version": now.version, "sent_on": when.isoformat(), "to": to, "by": by}
        say_json({**told, "how": how, "line": line or None})
        return
    say(_state(now) + ".")
    if not line:
        say(_("The log can’t say which file it was: none of this version was saved or printed here."))


@app.command("round")
def rest_on_round(
    file: FileArgument,
    account: Annotated[str, typer.Option("--account", help="The customer's key.")],
    take: Annotated[
        str | None,
        typer.Option("--take", metavar="ROUND", help="The round whose answers the draft counts from now on."),
    ] = None,
    newest: Annotated[bool, typer.Option("--newest", help="Take the newest answers over.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Say which survey round a plan counts and whether newer answers are there; take others over."""
    if take is not None and newest:
        raise UserError(_("Say --take ROUND or --newest, not both."))
    with opened(file) as project:
        row = project.read(account_keyed, account)
        plan = project.read(plan_for, row.key)
        at, rounds = project.read(rounds_of_plan, plan.id)
        if (take is not None or newest) and rounds:
            wanted = rounds[-1] if newest else round_called(rounds, take or "")
            project.run(_("Take over newer answers"), rest_on, plan.id, wanted.id)
            at, rounds = project.read(rounds_of_plan, plan.id)
    here, newer = next((r for r in rounds if r.id == at), None), newer_than(at, rounds)
    if as_json:
        told = [{"round": r.name, "answers": r.n} for r in rounds]
        counted, later = here.name if here else None, newer.name if newer else None
        say_json(
            {"account": row.key, "version": plan.version, "round": counted, "newer": later, "rounds": told}
        )
        return
    if here is None:
        say(_("Nobody of this customer answered yet."))
        return
    say(_("Every count of this plan is of {round}.").format(round=here.words))
    if newer is not None:
        say(_("Newer answers: {round}").format(round=newer.words))


@app.command()
def export(
    file: FileArgument,
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to write; with --all the folder.")],
    account: AccountOption = None,
    everybody: Annotated[bool, typer.Option("--all", help="The newest plan of every customer.")] = False,
    language: LanguageOption = None,
    kind: Annotated[str | None, typer.Option("--format", help="pdf, xlsx or html.")] = None,
    processes: Annotated[
        int | None, typer.Option("--processes", min=1, max=8, help="How many make plans at once.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Write the plan of one customer, or of all, in the customer's language unless another is named."""
    if everybody == bool(account):
        raise UserError(_("Say which customer with --account KEY, or --all for everybody."))
    if kind not in (None, "pdf", "xlsx", "html"):
        raise UserError(_("A plan is written as pdf, xlsx or html."))
    chosen = known_language(language) if language else None
    if account is None:
        _export_all(file, output, chosen, f".{kind or 'pdf'}", processes, as_json)
        return
    from exports.pdf.hand_out import hand_out

    target = output.with_suffix(f".{kind}") if kind and output.suffix.lower() != f".{kind}" else output
    with opened(file) as project:
        row = project.read(account_keyed, account)
        plan = project.read(plan_for, row.key)
        written = hand_out(project, plan.id, chosen or row.language, target)
    if as_json:
        say_json({"file": str(written), "account": row.key, "language": chosen or row.language})
    else:
        say(_("Wrote the plan for {name}: {file}").format(name=row.name, file=written))


def _export_all(
    file: Path, folder: Path, language: str | None, kind: str, processes: int | None, as_json: bool
) -> None:
    from exports.pdf.batch import make_all, orders

    with opened(file) as project, progress_bar() as progress:
        found = make_all(project, orders(project, folder, language, kind), progress, processes=processes)
    made = [o for o in found if o.file is not None]
    rest = [o for o in found if o.file is None]
    if as_json:
        say_json(
            {
                "made": [{"account": o.order.account_key, "file": str(o.file)} for o in made],
                "not_made": [{"account": o.order.account_key, "reason": o.reason} for o in rest],
            }
        )
    else:
        n = ngettext("{n} plan made in {folder}.", "{n} plans made in {folder}.", len(made))
        say(n.format(n=number(len(made)), folder=folder))
    if rest:
        lines = [f"{o.order.account} ({o.order.account_key}): {o.reason.partition(chr(10))[0]}" for o in rest]
        n = ngettext("{n} plan was not made:", "{n} plans were not made:", len(rest))
        raise UserError("\n".join([n.format(n=number(len(rest))), *lines]))


@app.command()
def review(
    file: FileArgument,
    account: AccountOption = None,
    everybody: Annotated[bool, typer.Option("--all", help="The newest plan of every customer.")] = False,
    language: LanguageOption = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="A workbook, OUT.xlsx.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show exactly what customers will see before anything is made: every text, count and picture, and who approved it."""
    if everybody == bool(account):
        raise UserError(_("Say which customer with --account KEY, or --all for everybody."))
    chosen = known_language(language) if language else None
    with opened(file) as project, progress_bar() as progress:
        plans = project.read(newest_plans) if account is None else [project.read(plan_for, account)]
        found = []
        figures = project.read(figures_of, plans)
        for at, plan in enumerate(plans):
            progress(at, len(plans), plan.account)
            found.append(project.read(reviewed, plan, chosen, figures.get(plan.id)))
    if output is not None:
        from exports.tables.plan_review import write_review

        written = write_review(found, output)
        if as_json:
            say_json({"file": str(written), "plans": len(found)})
        else:
            n = ngettext("{n} plan written to {file}.", "{n} plans written to {file}.", len(found))
            say(n.format(n=number(len(found)), file=written))
    elif as_json:
        say_json([_reviewed_json(one) for one in found])
    else:
        for one in found:
            for line in review_lines(one):
                say(line)


def review_lines(one: Reviewed) -> list[str]:
    """One plan as lines of text: the customer, part by part what will be seen, and who approved it."""
    head = _("{customer}, version {n} ({language})")
    lines = [
        head.format(
            customer=one.plan.account, n=number(one.plan.version), language=language_word(one.language)
        )
    ]
    lines += [f"  ! {line}" for line in one.reason.splitlines()]
    for part in one.parts:
        lines.append(f"  {part.head}")
        lines += [f"    {line.text}  [{approval_words(line)}]" for line in part.lines]
    return lines


def _reviewed_json(one: Reviewed) -> dict[str, object]:
    return {
        "account": one.plan.account_key, "name": one.plan.account, "version": one.plan.version, "language": one.language,
        "reason": one.reason or None,
        "parts": [
            {
                "part": part.head,
                "lines": [
                    {
                        "text": s.text, "kind": s.kind, "approved_by": s.by, "instead_of": s.instead_of,
                        "approved_at": s.at.isoformat(timespec="seconds") if s.at else None,
                    }
                    for s in part.lines
                ],
            }
            for part in one.parts
        ],
    }  # fmt: skip


@app.command("leak-check")
def leak_check(
    file: FileArgument,
    document: Annotated[Path, typer.Argument(metavar="OUT", help="The plan as PDF, XLSX or HTML.")],
    account: AccountOption = None,
    as_json: JsonOption = False,
) -> None:
    """Look for internal texts and other customers' names in a document that is to go to a customer."""
    from exports.pdf.leak_check import look_over

    with opened(file) as project:
        result = look_over(project, document, account)
    if as_json:
        say_json(
            {"account": result.account_key, "looked_for": result.looked_for, "found": list(result.found)}
        )
    elif not result.found:
        n = ngettext(
            "Nothing internal found. {n} text was looked for.",
            "Nothing internal found. {n} texts were looked for.",
            result.looked_for,
        )
        say(n.format(n=number(result.looked_for)))
    if result.found:
        n = ngettext(
            "{n} internal text is in “{name}”:", "{n} internal texts are in “{name}”:", len(result.found)
        ).format(n=number(len(result.found)), name=document.name)
        raise UserError("\n".join([n, *(" ".join(text.split())[:200] for text in result.found)]))


@app.command()
def approve(
    file: FileArgument,
    account: Annotated[str, typer.Option("--account", help="The customer's key.")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who answers for the wording.")],
    language: LanguageOption = None,
    instead: Annotated[
        bool, typer.Option("--instead", help="In the place of the person who answers for the customer.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Answer for every sentence the customer reads in one language."""
    chosen = known_language(language) if language else None
    with opened(file) as project:
        row = project.read(account_keyed, account)
        plan = project.read(plan_for, row.key)
        n = project.run(
            _("Approve the wording"), approve_plan, plan.id, chosen or row.language, by, datetime.now(),
            instead=instead,
        )  # fmt: skip
        left = project.read(gaps, plan.id, chosen or row.language)
    if as_json:
        say_json({"account": row.key, "approved": n, "missing": [g.sentence for g in left]})
        return
    said = ngettext("{n} sentence approved by {name}.", "{n} sentences approved by {name}.", n)
    say(said.format(n=number(n), name=by))
    for gap in left:
        say("  " + gap.sentence)


@app.command()
def brand(
    file: FileArgument,
    logo: Annotated[Path | None, typer.Option("--logo", help="PNG, JPEG or plain SVG.")] = None,
    colour: Annotated[str | None, typer.Option("--colour", help="As #2B5A48.")] = None,
    paper: Annotated[str | None, typer.Option("--paper", help="a4 or letter.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show or set how our documents for customers look."""
    from exports.pdf.brand_kit import set_kit

    with opened(file) as project:
        now = project.read(branded, "")
        if logo or colour or paper:
            set_kit(project, colour or now.accent, logo or now.logo, paper or now.paper)
            now = project.read(branded, "")
    if as_json:
        say_json({"colour": now.accent, "paper": now.paper, "logo": len(now.logo or b"")})
        return
    say(_("Colour {colour}, paper {paper}.").format(colour=now.accent, paper=now.paper))


@app.command()
def wordings(
    file: FileArgument,
    language: LanguageOption = None,
    missing: Annotated[bool, typer.Option("--missing", help="Only what is missing or not approved.")] = False,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="A workbook for a translator.")
    ] = None,
    filled: Annotated[
        Path | None, typer.Option("--read", metavar="XLSX", help="A workbook that was filled in.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write the changes without asking.")] = False,
    as_json: JsonOption = False,
) -> None:
    """List every sentence of all plans beside its source; write them out for a translator and read them back."""
    chosen = known_language(language) if language else None
    with opened(file) as project:
        if filled is not None:
            _read_wordings(project, filled, yes, as_json)
            return
        rows = project.read(side_by_side, chosen)
    if missing:
        rows = [r for r in rows if r.state in ("missing", "waiting")]
    if output is not None:
        from exports.tables.wordings import write_wordings

        written = write_wordings(rows, output)
        said = ngettext("{n} sentence written to {file}.", "{n} sentences written to {file}.", len(rows))
        say_json({"file": str(written), "sentences": len(rows)}) if as_json else say(
            said.format(n=number(len(rows)), file=written)
        )
    elif as_json:
        say_json([_sentence_json(r) for r in rows])
    else:
        header = [
            _(HEADS[name]) for name in ("customer", "where", "source", "language", "wording", "approved")
        ]
        body = [[r.customer, r.where, r.source, r.language, r.text, r.approved_by] for r in rows]
        say_table(header, body)


def _read_wordings(project: Project, filled: Path, yes: bool, as_json: bool) -> None:
    from cxdesk.importing.wordings import read_wordings, store_wordings

    with progress_bar() as progress:
        found = read_wordings(project, filled, progress)
    changes = [_sentence_json(c.sentence) | {"new": c.new, "row": c.row} for c in found.changes]
    say_read_back(found, changes, change_lines(found), yes, as_json)
    if not found.changes:
        return
    if yes or (not as_json and typer.confirm(_("Write these changes?"), default=False)):
        n = project.run(_("Read wordings"), store_wordings, found.changes)
        if not as_json:
            said = ngettext("{n} wording changed. It waits for approval.",
                            "{n} wordings changed. They wait for approval.", n)  # fmt: skip
            say(said.format(n=number(n)))
    elif not as_json:
        say(_("Nothing was written."))


def change_lines(found: "Wordings") -> list[str]:
    """What a spreadsheet would change, and the rows that can't be used, a line each."""
    lines = []
    for c in found.changes:
        old = c.sentence.text or _("nothing yet")
        words = _("{customer}, {where} ({language}): “{old}” becomes “{new}”")
        customer = c.sentence.customer or _("All customers")
        line = words.format(customer=customer, where=c.sentence.where, new=c.new, old=old,
                            language=language_word(c.sentence.language))  # fmt: skip
        if c.loses_approval:
            line += " " + _("The approval by {name} is lost.").format(name=c.sentence.approved_by)
        lines.append(line)
    return [*lines, *(p.sentence for p in (*found.problems, *found.left_out))]


def _sentence_json(r: Sentence) -> dict[str, object]:
    return {
        "key": r.key, "customer": r.customer, "where": r.where, "language": r.language, "text": r.text,
        "source_language": r.source_language, "source": r.source, "state": r.state,
        "approved_by": r.approved_by, "instead_of": r.instead_of,
    }  # fmt: skip
