"""Documents for people inside the company as files: one of them, or everything that is due, each noted in the log."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cxdesk.errors import UserError
from cxdesk.i18n import _, speaking
from cxdesk.programme import given, routing
from cxdesk.programme.report import TITLES, Report, refuse_format
from cxdesk.programme.reports import report
from cxdesk.programme.routing import RouteRow
from cxdesk.progress import Progress, no_progress
from cxdesk.project import Project
from cxdesk.responses.about_data import data_line
from exports.pdf.batch import safe_name
from exports.writing import write_file


@dataclass(frozen=True, slots=True)
class Made:
    """What was written, and what was not with the reason."""

    files: tuple[Path, ...]
    failed: tuple[tuple[str, str], ...]


def drawn(made: Report, ending: str) -> bytes:
    """The document as the bytes of a file; a format that its audience does not have is a UserError."""
    form = ending.lstrip(".")
    refuse_format(made.audience, form)
    if form == "pptx":
        from exports.slides.report import render as slides

        return slides(made)
    from exports.pdf.report import render

    return render(made).pdf


def write(
    project: Project,
    made: Report,
    target: Path,
    recipient: str = "",
    function: str = "",
    route_id: int | None = None,
    now: datetime | None = None,
    ready: bytes = b"",
) -> Path:
    """Write one document, and log that it was made: for whom, which version, as what, from which data.

    That somebody has it is another thing, which a person says with `given.give`. `ready` are its bytes
    where it was laid out before.
    """
    ending = target.suffix.lower()
    data = ready or drawn(made, ending)
    path = write_file(target, lambda part: part.write_bytes(data))
    if not project.read_only:
        told = {
            "title": made.title,
            "audience": made.audience,
            "function": function,
            "recipient": recipient.strip(),
            "language": made.language,
            "data": data_line(made.data, made.language),
            "sha256": hashlib.sha256(data).hexdigest(),
            "format": ending.lstrip("."),
            "file": path.name,
        }
        project.run(_("Make a document"), given.note_made, told, now or datetime.now(), route_id)
    return path


def write_due(
    project: Project,
    folder: Path,
    today: date,
    routes: Sequence[RouteRow] | None = None,
    progress: Progress = no_progress,
    now: datetime | None = None,
) -> Made:
    """Write everything that is due into a folder, a file each; one that fails is named and the rest goes on.

    Nothing in a document says who reads it: what several people get in one language is laid out once.
    May raise Cancelled between two files: those that are written stay.
    """
    waiting = list(routes) if routes is not None else project.read(routing.due, today)
    files: list[Path] = []
    failed: list[tuple[str, str]] = []
    ready: dict[tuple[str, str, str, str], tuple[Report, bytes]] = {}
    for at, route in enumerate(waiting):
        progress(at, len(waiting), route.recipient)
        try:
            same = (route.audience, route.function, route.language, route.format)
            if same not in ready:
                ready[same] = _laid_out(project, route, today)
            target = _free(folder, file_name(route), f".{route.format}", files)
            moment = now or datetime.combine(today, datetime.now().time())
            made, data = ready[same]
            files.append(
                write(project, made, target, route.recipient, route.function, route.id, moment, data)
            )
        except (UserError, OSError) as error:
            failed.append((route.recipient, str(error)))
    progress(len(waiting), len(waiting), "")
    return Made(tuple(files), tuple(failed))


def _laid_out(project: Project, route: RouteRow, today: date) -> tuple[Report, bytes]:
    made = project.read(report, route.audience, lang=route.language, today=today, function=route.function)
    return made, drawn(made, f".{route.format}")


def file_name(route: RouteRow) -> str:
    """What a document is called on disk: for whom and what, in the document's language."""
    with speaking(route.language):
        named = f"{_(TITLES[route.audience])} {route.function}".strip()
    return safe_name(f"{named} - {route.recipient}")


def _free(folder: Path, name: str, ending: str, taken: Sequence[Path]) -> Path:
    """A name that no other file of this run has."""
    target, n = folder / f"{name}{ending}", 2
    while target in taken:
        target, n = folder / f"{name} ({n}){ending}", n + 1
    return target
