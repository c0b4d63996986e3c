"""Many plans in one go, a file each: two processes where it pays, and every file that failed is named with the reason."""

import json
import os
import queue
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from unicodedata import category, normalize

from sqlalchemy.orm import Session

from cxdesk import i18n
from cxdesk.errors import UserError
from cxdesk.i18n import _, folded
from cxdesk.planning.plan_queries import plan_rows
from cxdesk.progress import Cancelled, Progress, no_progress
from cxdesk.project import Project
from exports.pdf.hand_out import Noted, hand_out, note
from exports.writing import DiskFull

# Starting a second process takes about as long as so many plans.
PAYS_FROM = 16
_TURN = 0.1
_LONGEST_NAME = 100
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


@dataclass(frozen=True, slots=True)
class Order:
    """One plan to make: whose, in which language, into which file."""

    plan_id: int
    account: str
    account_key: str
    language: str
    target: Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one plan: its file, or the reason why there is none."""

    order: Order
    file: Path | None = None
    reason: str = ""


def orders(project: Project, folder: Path, language: str | None = None, kind: str = ".pdf") -> list[Order]:
    """The newest plan of each customer, in the customer's language unless another is named; no two names alike."""
    newest: dict[int, Order] = {}
    for row in project.read(plan_rows):
        name = _("{customer}, version {n}").format(customer=row.account, n=row.version)
        order = Order(
            row.id, row.account, row.account_key, language or row.language, folder / (safe_name(name) + kind)
        )
        newest.setdefault(row.account_id, order)
    return _apart(list(newest.values()))


def safe_name(text: str) -> str:
    """A text as the name of a file on every system: no separators, no control characters, not too long."""
    clean = "".join(" " if category(c) in ("Cc", "Cf", "Cs") or c in '<>:"/\\|?*' else c for c in text)
    clean = " ".join(clean.split()).strip(". ")
    while len(clean.encode()) > _LONGEST_NAME * 2 or len(clean) > _LONGEST_NAME:
        clean = clean[:-1].rstrip(". ")
    return f"_{clean}" if not clean or _RESERVED.match(clean) else clean


def make_all(
    project: Project,
    wanted: Sequence[Order],
    progress: Progress = no_progress,
    *,
    processes: int | None = None,
    now: datetime | None = None,
) -> list[Outcome]:
    """Make every plan; what is finished stays, whatever happens to the others or when the person stops it.

    A folder that can't be written to is refused before anything is made.
    """
    for folder in {order.target.parent for order in wanted}:
        _refuse_folder(folder)
    count = processes or (2 if len(wanted) >= PAYS_FROM and (os.cpu_count() or 1) > 1 else 1)
    run = _Run(project, list(wanted), progress, now)
    if count > 1:
        run.in_processes(count)
    else:
        run.here()
    return run.outcomes()


class _Run:
    """One batch: what is still to do and what became of what was done."""

    def __init__(
        self, project: Project, wanted: list[Order], progress: Progress, now: datetime | None
    ) -> None:
        self._project, self._wanted, self._progress, self._now = project, wanted, progress, now
        self._found: dict[int, Outcome] = {}
        self._notes: list[tuple[Noted, datetime]] = []
        self._rest = ""

    def outcomes(self) -> list[Outcome]:
        """What became of each, in the order that was wanted."""
        return [
            self._found.get(at) or Outcome(order, None, self._rest) for at, order in enumerate(self._wanted)
        ]

    def here(self) -> None:
        """One after the other in this process."""
        for at, order in enumerate(self._wanted):
            if self._is_stopped(order.account):
                return
            try:
                self._found[at] = Outcome(
                    order, hand_out(self._project, order.plan_id, order.language, order.target, self._now)
                )
            except DiskFull as full:
                self._found[at], self._rest = Outcome(order, None, str(full)), str(full)
                return
            except UserError as refused:
                self._found[at] = Outcome(order, None, str(refused))

    def in_processes(self, count: int) -> None:
        """Shared among processes, each of which opens the file for reading; this one notes what was handed out."""
        todo: queue.SimpleQueue[int] = queue.SimpleQueue()
        for at in range(len(self._wanted)):
            todo.put(at)
        done: queue.SimpleQueue[tuple[int, dict[str, Any]] | None] = queue.SimpleQueue()
        stop = threading.Event()
        children = [_Child(self._project.path) for _n in range(count)]
        threads = [
            threading.Thread(target=child.work, args=(self._wanted, todo, done, stop), daemon=True)
            for child in children
        ]
        for thread in threads:
            thread.start()
        try:
            self._collect(done, stop, len(threads))
        finally:
            stop.set()
            for thread in threads:
                thread.join(60)
            for child in children:
                child.end()
        while not done.empty():
            if (said := done.get()) is not None:
                self._keep(*said)
        # All at the end: a writer would wait for every reader, and every reader for it.
        if self._notes and not self._project.read_only:
            self._project.run(_("Make a plan’s file"), _note_all, self._notes)

    def _collect(self, done: "queue.SimpleQueue[Any]", stop: threading.Event, working: int) -> None:
        while working:
            if self._is_stopped(""):
                return
            try:
                said = done.get(timeout=_TURN)
            except queue.Empty:
                continue
            if said is None:
                working -= 1
            elif self._keep(*said):
                stop.set()

    def _keep(self, at: int, said: dict[str, Any]) -> bool:
        """Note one answer of a child; whether the disk is full."""
        order = self._wanted[at]
        if file := said.get("file"):
            self._found[at] = Outcome(order, Path(file))
            when = self._now or datetime.now()
            form = order.target.suffix.lower().lstrip(".")
            made = Noted(
                order.plan_id, order.language, str(said["sha256"]), form, Path(file).name, str(said["data"])
            )
            self._notes.append((made, when))
            return False
        self._found[at] = Outcome(order, None, said["reason"])
        if said.get("full"):
            self._rest = said["reason"]
        return bool(said.get("full"))

    def _is_stopped(self, what: str) -> bool:
        try:
            self._progress(len(self._found), len(self._wanted), what or _("Making the plans"))
        except Cancelled:
            self._rest = _("Stopped before it was made.")
            return True
        return False


def _note_all(session: Session, notes: Sequence[tuple[Noted, datetime]]) -> None:
    for made, when in notes:
        note(session, made, when)


class _Child:
    """A process of its own that makes one plan after the other as it is told."""

    def __init__(self, path: Path) -> None:
        self._process = subprocess.Popen(
            _command(str(path), i18n.language()),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            creationflags=0x08000000 if sys.platform == "win32" else 0,  # no black window
        )

    def work(
        self,
        wanted: Sequence[Order],
        todo: "queue.SimpleQueue[int]",
        done: "queue.SimpleQueue[tuple[int, dict[str, Any]] | None]",
        stop: threading.Event,
    ) -> None:
        """Take orders until there are none or it is stopped."""
        while not stop.is_set():
            try:
                at = todo.get_nowait()
            except queue.Empty:
                break
            done.put((at, self._ask(wanted[at])))
        done.put(None)

    def _ask(self, order: Order) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        line = {"plan": order.plan_id, "language": order.language, "target": str(order.target)}
        answer = ""
        with suppress(OSError):
            self._process.stdin.write(json.dumps(line) + "\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        if not answer:
            return {"reason": _("The process that makes the pages ended. Make this plan on its own.")}
        found: dict[str, Any] = json.loads(answer)
        return found

    def end(self) -> None:
        """Let it end, or end it."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _command(*arguments: str) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--plan-child", *arguments]
    return [sys.executable, "-m", "exports.pdf.batch_child", *arguments]


def _apart(found: list[Order]) -> list[Order]:
    """Customers whose names make the same file name get their key behind it, on every system's idea of the same."""
    same: dict[str, list[Order]] = {}
    for order in found:
        same.setdefault(_alike(order.target), []).append(order)
    result, used = [], set()
    for order in found:
        target = order.target
        if len(same[_alike(target)]) > 1:
            target = target.with_name(f"{target.stem} ({safe_name(order.account_key)}){target.suffix}")
        count = 1
        while _alike(target) in used:
            count += 1
            target = target.with_name(f"{order.target.stem} ({count}){target.suffix}")
        used.add(_alike(target))
        result.append(replace(order, target=target))
    return result


def _alike(path: Path) -> str:
    return folded(normalize("NFKC", path.name))


def _refuse_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UserError(_("“{path}” is a file. Choose a folder for the plans.").format(path=folder))
    try:
        if folder.parent.is_dir():
            folder.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".cxdesk-"):
            pass
    except OSError as error:
        raise UserError(
            _("Nothing can be written to the folder “{folder}”. Choose one of your own.").format(
                folder=folder
            )
        ) from error
