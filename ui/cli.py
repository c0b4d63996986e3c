"""The command line: the same functions as the window, and no window needed."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from cxdesk import __version__, i18n
from cxdesk.errors import UserError
from cxdesk.i18n import _, known_language, ngettext, number
from cxdesk.paths import refuse_missing
from cxdesk.progress import Cancelled

app = typer.Typer(
    name="cxdesk",
    help="Surveys, journeys, findings and a printed action plan, in one local file.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

# What a shell expects of a command that Ctrl+C ended; Typer gives it as well.
INTERRUPTED = 130
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    language: Annotated[str | None, typer.Option(help="en, nl, hu, uk or fa.")] = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
    self_test: Annotated[bool, typer.Option("--self-test", help="Try the installation and leave.")] = False,
) -> None:
    """Open the window, or do one of the commands below."""
    i18n.set_language(known_language(language) if language else i18n.language())
    if version:
        typer.echo(f"cxdesk {__version__}")
        raise typer.Exit
    if self_test:
        from ui.selftest import run

        raise typer.Exit(run())
    if context.invoked_subcommand is None:
        _window(None)


@app.command("open")
def open_window(
    file: Annotated[Path | None, typer.Argument(help="The .cxdesk file to open.")] = None,
) -> None:
    """Open the window."""
    _window(file)


@app.command()
def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", readable=False)], as_json: JsonOption = False
) -> None:
    """Make a new, empty file."""
    from cxdesk.project import Project
    from ui.console import say, say_json

    project = Project.create(file)
    path = project.path
    project.close()
    say_json({"file": str(path)}) if as_json else say(_("Made {file}.").format(file=path))


@app.command()
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", readable=False)], as_json: JsonOption = False
) -> None:
    """Look a file over: its tree, its references and every chunk of answers."""
    from cxdesk.storage.check import check as look_over
    from ui.console import progress_bar, say, say_json

    refuse_missing(file)
    with progress_bar() as progress:
        result = look_over(file, progress)
    if as_json:
        problems = [p.sentence for p in result.problems]
        say_json(
            {"whole": not problems, "answers": result.answers, "chunks": result.chunks, "problems": problems}
        )
    elif not result.problems:
        n = ngettext("{n} answer looked at.", "{n} answers looked at.", result.answers)
        say(_("The file is whole.") + " " + n.format(n=number(result.answers)))
    if result.problems:
        raise UserError("\n".join(p.sentence for p in result.problems))


@app.command()
def package(
    file: Annotated[Path, typer.Argument(metavar="FILE", readable=False)],
    output: Annotated[Path, typer.Option("-o", "--output", help="OUT.cxdesk, which must not exist yet.")],
    as_json: JsonOption = False,
) -> None:
    """Copy a file for somebody from outside: every figure, but no names, addresses or comments."""
    from exports.package import write_package
    from ui.console import say, say_json

    packed = write_package(file, output)
    if as_json:
        say_json({"file": str(output), "accounts": packed.accounts, "answers": packed.answers})
    else:
        say(_("Wrote the package: {file}").format(file=output))


@app.command()
def demo(
    out: Annotated[Path, typer.Option("--out", help="Folder for what is made.")] = Path("cxdesk-demo"),
    window: Annotated[bool, typer.Option(help="Open the window at the end.")] = True,
    as_json: JsonOption = False,
) -> None:
    """Do the main job on the finished example and say what was made."""
    from ui.demo import run

    made = run(out, as_json=as_json)
    if window and _has_display() and not as_json:
        _window(made)


def main(arguments: list[str] | None = None) -> None:
    """Run one command; a failure is a sentence on stderr and exit code 1, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if sys.stdin is None:  # a service that starts us with nothing to read from
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115 - for as long as the process lives
    i18n.set_language(i18n.system_language())
    try:
        code = _run(list(sys.argv[1:] if arguments is None else arguments))
    except KeyboardInterrupt:  # while modules are loaded, or in a child that reads for us
        code = INTERRUPTED
    if code == INTERRUPTED and "--read-child" not in sys.argv and "--plan-child" not in sys.argv:
        sys.stderr.write(_("Stopped. Nothing that was half done is kept.") + "\n")
    raise SystemExit(code)


def _run(arguments: list[str]) -> int:
    if arguments and arguments[0] == "--read-child":
        from cxdesk.importing.child import main as read_child

        return int(read_child(arguments[1:]) or 0)
    if arguments and arguments[0] == "--plan-child":
        from exports.pdf.batch_child import main as make_plans

        return make_plans(arguments[1:])
    if arguments and arguments[0].endswith(".cxdesk"):
        arguments.insert(0, "open")
    _add_rooms(arguments)
    # Typer carries a click of its own, so its errors are known by what they offer, not by their class.
    try:
        return int(app(arguments, standalone_mode=False) or 0)
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except Cancelled:
        sys.stderr.write(_("Stopped. Nothing was changed.") + "\n")
        return 1
    except OSError as error:
        path = Path(error.filename or ".")
        sentence = _("“{name}” could not be written to {folder}. Choose another place.")
        sys.stderr.write(sentence.format(name=path.name, folder=path.parent) + "\n")
        return 1
    except Exception as error:  # noqa: BLE001 - the last door of the command line
        if hasattr(error, "show") and hasattr(error, "exit_code"):
            error.show()
            return int(error.exit_code)
        if type(error).__name__ == "Abort":
            sys.stderr.write(
                "\n" + _("No answer was given, so nothing was done. --yes answers beforehand.") + "\n"
            )
            return 1
        return _crashed(error)


def _crashed(error: Exception) -> int:
    if os.environ.get("CXDESK_DEBUG"):
        raise error
    from ui.crash_report import write_report

    where = write_report(error)
    sys.stderr.write(
        _("Something went wrong inside cxdesk; your file is as it was. Details are in {file}.").format(
            file=where
        )
        + "\n"
    )
    return 1


def _add_rooms(arguments: list[str]) -> None:
    """Add the nouns; only the one that is asked for is loaded, unless help is wanted."""
    from importlib import import_module

    wanted = _noun(arguments)
    for noun, module in NOUNS.items():
        if noun in app_nouns() or (wanted is not None and wanted != noun):
            continue
        if wanted is None and not {"-h", "--help"} & set(arguments):
            continue
        group = import_module(module).app
        for more in MORE.get(noun, ()):
            group.registered_commands += import_module(more).app.registered_commands
        app.add_typer(group, name=noun)


def _noun(arguments: list[str]) -> str | None:
    """The first word that is no option and no option's value."""
    words = iter(arguments)
    for word in words:
        if word == "--language":
            next(words, None)
        elif not word.startswith("-"):
            return word
    return None


NOUNS = {
    "responses": "ui.importing.commands",
    "accounts": "ui.accounts.commands",
    "scores": "ui.analysis.commands",
    "issues": "ui.planning.issue_commands",
    "coding": "ui.analysis.coding_commands",
    "plan": "ui.planning.commands",
    "actions": "ui.planning.action_commands",
    "decisions": "ui.programme.commands",
    "report": "ui.programme.report_commands",
    "rules": "ui.planning.rule_commands",
    "followups": "ui.planning.follow_up_commands",
    "survey": "ui.surveys.commands",
    "journey": "ui.journeys.commands",
    "touchpoints": "ui.touchpoints.commands",
    "personas": "ui.personas.commands",
}
# Commands of more modules under the same noun.
MORE = {
    "responses": (
        "ui.importing.anew_commands",
        "ui.importing.past_commands",
        "ui.responses.commands",
        "ui.responses.collect_commands",
    ),
    "accounts": ("ui.accounts.map_commands", "ui.accounts.show_command", "ui.accounts.purchase_commands"),
    "plan": ("ui.planning.hand_out_commands", "ui.planning.wording_commands"),
    "survey": (
        "ui.surveys.logic_commands",
        "ui.surveys.code_commands",
        "ui.surveys.begin_commands",
        "ui.surveys.purpose_commands",
        "ui.surveys.release_commands",
        "ui.surveys.version_commands",
        "ui.surveys.bank_commands",
        "ui.surveys.review_commands",
        "ui.surveys.ours_commands",
    ),
    "journey": (
        "ui.journeys.compare_commands",
        "ui.journeys.file_commands",
        "ui.journeys.print_commands",
        "ui.journeys.workshop_commands",
    ),
    "touchpoints": (
        "ui.touchpoints.proposal_commands",
        "ui.touchpoints.more_commands",
        "ui.touchpoints.change_commands",
    ),
}


def app_nouns() -> set[str | None]:
    """The nouns added so far."""
    return {group.name for group in app.registered_groups}


def _window(file: Path | None) -> None:
    try:
        from ui.app import main as open_app
    except ImportError as error:
        raise UserError(
            _(
                "The window can’t open here: {reason}. The commands work without it; see cxdesk --help."
            ).format(reason=error)
        ) from error
    code = open_app(["cxdesk", *([str(file)] if file else [])])
    raise typer.Exit(code or 0)


def _has_display() -> bool:
    if sys.platform.startswith("linux"):
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return not os.environ.get("CI")


if __name__ == "__main__":
    main()
