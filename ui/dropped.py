"""Files dropped on the window: a .cxdesk opens, tables queue for the import, the rest is told in a sentence."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cxdesk.i18n import _, listed, ngettext, number
from ui.opening import open_behind
from ui.page import Page, PageContext

if TYPE_CHECKING:
    from cxdesk.responses.collecting import Outcome

SUFFIX = ".cxdesk"
NAMED = 3


def take(context: PageContext, page: Page | None, paths: Sequence[Path]) -> None:
    """Do with each what can be done; the page that is shown may take tables for itself."""
    found = list(dict.fromkeys(paths))
    folders = [p for p in found if p.is_dir()]
    gone = [p for p in found if not p.is_dir() and not p.is_file()]
    files = [p for p in found if p.is_file() and p.suffix.lower() == SUFFIX]
    tables = [p for p in found if p.is_file() and p not in files]
    if context.bridge.is_open and not files:
        from cxdesk.responses.answer_file import is_form, is_one

        answers = [p for p in tables if is_form(p) or (p.suffix.lower() in (".json", ".txt") and is_one(p))]
        tables = [p for p in tables if p not in answers]
        if answers:
            _collect(context, answers)
    if folders:
        context.messages.notice("warn", _folders(folders), _("Drop the files that are in it."))
    if gone:
        context.messages.notice("warn", _("“{name}” is not there any more.").format(name=gone[0].name))
    if files[1:]:
        context.messages.notice(
            "info",
            _("One file is open at a time. “{name}” is opened.").format(name=files[0].stem),
            _("Left closed: {names}").format(names=_named(files[1:])),
        )
    if files:
        open_behind(context, files[0], lambda: _import(context, None, tables))
    else:
        _import(context, page, tables)


def _collect(context: PageContext, answers: list[Path]) -> None:
    """Answer files of our own questionnaire in a browser, and its PDF forms: behind the window, as an import is."""
    from cxdesk.progress import Progress
    from cxdesk.responses.collecting import Outcome, collect
    from exports.questionnaire.form_answers import read_form

    project = context.project

    def work(progress: Progress) -> list[Outcome]:
        return collect(project, answers, None, progress, read_form)

    def told(outcomes: list[Outcome]) -> None:
        _tell(context, outcomes)

    context.jobs.run(work, told, progress=True, what=_("Reading the answer files"))


def _tell(context: PageContext, outcomes: "list[Outcome]") -> None:
    from cxdesk.responses.collecting import sentences

    refused = [o for o in outcomes if o.result == "refused"]
    told = sentences([o for o in outcomes if o.result != "refused"])
    if any(o.result == "stored" for o in outcomes):
        context.offer_undo(told[0], " ".join(told[1:]))
    elif told:
        context.messages.notice("info", told[0], " ".join(told[1:]))
    if refused:
        context.messages.notice(
            "warn", refused[0].reason, " ".join(dict.fromkeys(o.reason for o in refused[1 : NAMED + 1]))
        )


def _import(context: PageContext, page: Page | None, tables: list[Path]) -> None:
    if not tables or (page is not None and page.takes_files(tables)):
        return
    if context.bridge.is_open:
        context.go("importing", tuple(tables))
        return
    from ui.start.dialogs import own_data

    own_data(context, *tables)


def _folders(folders: list[Path]) -> str:
    if len(folders) == 1:
        return _("“{name}” is a folder.").format(name=folders[0].name)
    return _("These are folders: {names}").format(names=_named(folders))


def _named(paths: Sequence[Path]) -> str:
    names = listed(p.name for p in paths[:NAMED])
    rest = len(paths) - NAMED
    if rest <= 0:
        return names
    more = ngettext("{names} and {n} more", "{names} and {n} more", rest)
    return more.format(names=names, n=number(rest))
