"""One open .cxdesk file: every action, undo and redo goes through here."""

import os
import sqlite3
import threading
import uuid
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from cxdesk.accounts import model as _accounts  # noqa: F401 - each model module registers its tables
from cxdesk.analysis import model as _analysis  # noqa: F401
from cxdesk.changes import CHANGED, LOG, ChangeLog, Changes, Direction, rows_told
from cxdesk.errors import UserError
from cxdesk.goals import model as _goals  # noqa: F401
from cxdesk.i18n import _
from cxdesk.journeys import model as _journeys  # noqa: F401
from cxdesk.paths import refuse_missing
from cxdesk.people import model as _people  # noqa: F401
from cxdesk.personas import model as _personas  # noqa: F401
from cxdesk.planning import coding_model as _codings  # noqa: F401
from cxdesk.planning import follow_up_model as _follow_ups  # noqa: F401
from cxdesk.planning import model as _planning  # noqa: F401
from cxdesk.programme import model as _programme  # noqa: F401
from cxdesk.progress import Progress, no_progress
from cxdesk.responses import folding, store
from cxdesk.responses import model as _responses  # noqa: F401
from cxdesk.storage import backup, migrate, synced
from cxdesk.storage import model as _storage  # noqa: F401
from cxdesk.storage import undo as undo_log
from cxdesk.storage.base import Base
from cxdesk.storage.engine import (
    APPLICATION_ID,
    driver_connection,
    engine_for,
    failures_in_words,
    wait_briefly,
)
from cxdesk.storage.facts import fact, set_fact
from cxdesk.storage.lock import WriterLock
from cxdesk.surveys import model as _surveys  # noqa: F401
from cxdesk.touchpoints import model as _touchpoints  # noqa: F401

SUFFIX = ".cxdesk"
# The fact that an erasure is committed, but not yet gone from free pages and backups.
_ERASING = "erasing"

P = ParamSpec("P")
R = TypeVar("R")


class Project:
    """One open file. Made by `create` or `open`; closed once.

    `notices` are sentences about how it was opened. `listeners` are called after each step on the
    thread that ran it; whoever has a window puts a bridge in between.
    """

    def __init__(self, path: Path, engine: Engine, lock: WriterLock | None) -> None:
        self.path = path
        self.notices: list[str] = []
        self.listeners: list[Callable[[Changes], None]] = []
        self.answers = store.Answers()
        self.log = ChangeLog()
        self._engine = engine
        self._lock = lock
        self._turn = threading.RLock()
        self._history = undo_log.History()
        self._closed = False
        if lock is not None:
            undo_log.install(self._driver())

    @classmethod
    def create(cls, path: Path, now: datetime | None = None) -> "Project":
        """Make a new file; an existing one is never overwritten."""
        path = Path(path).absolute()
        if path.is_dir():
            raise UserError(_("“{path}” is a folder. Choose a name for the file.").format(path=path))
        if path.suffix != SUFFIX:
            path = path.with_name(path.name + SUFFIX)
        if os.path.lexists(path):
            raise UserError(_("“{name}” is there already. Choose another name.").format(name=path.name))
        if not path.parent.is_dir():
            raise UserError(_("The folder “{folder}” is not there.").format(folder=path.parent))
        partial = path.with_name(f".{path.name}.new")
        try:
            with failures_in_words(_("No file was made.")):
                _write_empty(partial, now or datetime.now())
            partial.replace(path)
        except OSError as error:
            raise UserError(
                _("No file can be made in “{folder}”. Choose a folder of your own.").format(
                    folder=path.parent
                )
            ) from error
        finally:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
        return cls.open(path, now)

    @classmethod
    def open(cls, path: Path, now: datetime | None = None, progress: Progress = no_progress) -> "Project":
        """Open a file for writing, or read-only when another window or the system keeps us from it.

        The slow part is a copy for safety; stopped there, nothing stays open.
        """
        path, now = Path(path).absolute(), now or datetime.now()
        refuse_missing(path)
        migrate.refuse_foreign(path)
        lock, notices = _right_to_write(path)
        try:
            if lock is not None:
                # A crash may have left a journal; the first writer puts the file back as it was.
                with failures_in_words(""), closing(driver_connection(path)) as connection:
                    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            version = migrate.version_of(path)
            if version < len(migrate.REVISIONS):
                _bring_up_to_date(path, lock, now, progress)
            project = cls(path, engine_for(path, read_only=lock is None), lock)
        except BaseException as error:
            if lock is not None:
                lock.release()
            if isinstance(error, sqlite3.DatabaseError):
                with failures_in_words(""):
                    raise
            raise
        project.notices += notices
        if service := synced.service_of(path):
            project.notices.append(
                _(
                    "This file lies in a {service} folder. Close it before you open it on another laptop."
                ).format(service=service)
            )
        try:
            if not project.read_only and project.read(fact, _ERASING):
                project._finish_erasing(now)
            project._daily_backup(now, progress)
        except BaseException:
            project.close()
            raise
        return project

    @classmethod
    def open_to_read(cls, path: Path) -> "Project":
        """Open a file for reading only, beside whoever writes it; nothing is updated or copied."""
        path = Path(path).absolute()
        migrate.refuse_foreign(path)
        return cls(path, engine_for(path, read_only=True), None)

    @property
    def read_only(self) -> bool:
        """Whether changes are refused."""
        return self._lock is None

    @property
    def undo_label(self) -> str | None:
        """The label of the step that undo takes back."""
        return self._history.undo[-1].label if self._history.undo else None

    @property
    def redo_label(self) -> str | None:
        """The label of the step that redo brings again."""
        return self._history.redo[-1].label if self._history.redo else None

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._history.undo)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to bring again."""
        return bool(self._history.redo)

    @property
    def file_id(self) -> str:
        """The file's own id, kept when it is renamed or moved."""
        return self.read(fact, "file_id")

    def run(
        self,
        label: str,
        action: Callable[Concatenate[Session, P], R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Do one action as one transaction and one undo step; a failure leaves the file as it was."""
        return self._do(label, None, lambda session: action(session, *args, **kwargs))

    def run_for_good(
        self,
        label: str,
        action: Callable[Concatenate[Session, P], R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """As `run`, but nothing brings it back: history, free pages and earlier backups go with it.

        Once the action itself is done, what is left of this is done at the next opening if it can't be now;
        `notices` then say so.
        """

        def work(session: Session) -> R:
            set_fact(session, _ERASING, "1")
            return action(session, *args, **kwargs)

        with self._turn:
            result = self._do(label, None, work, for_good=True)
            self._finish_erasing(datetime.now())
        return result

    def run_merged(
        self,
        label: str,
        merge_key: str,
        action: Callable[Concatenate[Session, P], R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """As `run`, joined with the step before when that has the same merge key: typing, dragging."""
        return self._do(label, merge_key, lambda session: action(session, *args, **kwargs))

    def read(self, query: Callable[Concatenate[Session, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Ask the file something; what the query changes by mistake is rolled back."""
        with self._turn, failures_in_words(""), Session(self._open_engine(), autoflush=False) as session:
            session.info["answers"] = self.answers
            # Who only reads is told of nothing that the other window writes.
            session.info[LOG] = None if self.read_only else self.log
            return query(session, *args, **kwargs)

    def undo(self) -> str | None:
        """Take back the last step and return its label."""
        return self._replay(self._history.undo, self._history.redo, "undo")

    def redo(self) -> str | None:
        """Bring the last undone step again and return its label."""
        return self._replay(self._history.redo, self._history.undo, "redo")

    def back_up(self, reason: str, now: datetime | None = None, progress: Progress = no_progress) -> Path:
        """Keep a copy of the file as it is now; a full disk is a UserError."""
        with self._turn, failures_in_words(_("No backup was made; your file is as it was.")):
            try:
                return backup.back_up(self._driver(), self.file_id, reason, now or datetime.now(), progress)
            except OSError as error:
                raise UserError(
                    _("No backup could be made in {folder}: {reason}. Nothing was changed.").format(
                        folder=backup.folder_for(self.file_id), reason=error.strerror
                    )
                ) from error

    def close(self) -> None:
        """Put answers together that came in one by one, collect what nothing refers to, and let go of the file."""
        if self._closed:
            return
        self._closed = True
        with self._turn:
            try:
                if not self.read_only:
                    self._collect()
            finally:
                self._engine.dispose()
                if self._lock is not None:
                    self._lock.release()

    def _collect(self) -> None:
        """Each in a transaction of its own: without room for one, answers stay where they are and count as before.

        So they do where another program holds the file; whoever waits to hear of that is not kept any longer.
        """
        wait_briefly(self._driver())
        for work in (folding.fold_by_itself, folding.collect, store.collect):
            with (
                suppress(UserError),
                failures_in_words(""),
                Session(self._engine) as session,
                session.begin(),
            ):
                session.info["answers"] = self.answers
                work(session)

    def _finish_erasing(self, now: datetime) -> None:
        """Leave nothing of an erasure that was committed: not in free pages, and not in backups."""
        try:
            with failures_in_words(""):
                driver = self._driver()
                driver.execute("VACUUM")
                driver.execute("PRAGMA shrink_memory")
            kept = self.back_up("after-erasure", now)
        except UserError as error:
            self.notices.append(
                _("The erasure is not finished: {reason} It goes on when the file is opened again.").format(
                    reason=error
                )
            )
            return
        held = backup.remove_others(kept)
        if held:
            sentence = _("A backup could not be removed and still holds what was erased: {path}.")
            self.notices += [sentence.format(path=path) for path in held]
            return
        with Session(self._engine) as session, session.begin():
            set_fact(session, _ERASING, "")

    def _do(
        self, label: str, merge_key: str | None, work: Callable[[Session], R], for_good: bool = False
    ) -> R:
        if self.read_only:
            raise UserError(_("This file is open for reading only, so nothing can be changed in it."))
        with self._turn, failures_in_words(_("Nothing was changed; your file is as it was.")):
            try:
                with Session(self._open_engine(), expire_on_commit=False) as session, session.begin():
                    session.info["answers"] = self.answers
                    result = work(session)
                    session.flush()
                    statements, rows = undo_log.take(session.connection())
                    # Answers that come in one by one are outside the undo log, and views on them are told as well.
                    tables = frozenset(rows) | frozenset(session.info.get(CHANGED, ()))
            except BaseException:
                # Numbers of chunks that were rolled back are given again to others.
                self.answers = store.Answers(dict(self.answers.damaged))
                raise
            if for_good:
                self._history = undo_log.History()
                self.answers = store.Answers()
                # Chunks are changed outside the undo log, so nobody can tell which views are touched.
                tables, rows = frozenset(t.name for t in undo_log.logged_tables()), {}
            elif statements:
                self._history.push(undo_log.Step(label, merge_key, statements, tables))
            changes = Changes(label, tables, "do", rows_told(rows))
            if tables:
                self.log.note(changes)
        if tables:
            self._tell(changes)
        return result

    def _replay(
        self, source: list[undo_log.Step], target: list[undo_log.Step], direction: Direction
    ) -> str | None:
        with self._turn, failures_in_words(_("Nothing was changed; your file is as it was.")):
            if not source:
                return None
            step = source[-1]
            with self._open_engine().begin() as connection:
                inverse, rows = undo_log.play(connection, step)
            source.pop()
            target.append(inverse)
            changes = Changes(step.label, inverse.tables, direction, rows_told(rows))
            self.log.note(changes)
        self._tell(changes)
        return step.label

    def _open_engine(self) -> Engine:
        """The engine; late work on a closed file would connect anew, without the right to write."""
        if self._closed:
            raise UserError(_("The file was closed before this could be done."))
        return self._engine

    def _tell(self, changes: Changes) -> None:
        for listener in list(self.listeners):
            listener(changes)

    def _driver(self) -> sqlite3.Connection:
        with self._engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
        return driver  # type: ignore[no-any-return]

    def _daily_backup(self, now: datetime, progress: Progress) -> None:
        if self.read_only or backup.made_on(self.file_id, now):
            return
        try:
            self.back_up("daily", now, progress)
        except UserError as error:
            self.notices.append(str(error))


def _write_empty(path: Path, now: datetime) -> None:
    path.unlink(missing_ok=True)
    path.touch()
    engine = engine_for(path)
    try:
        with Session(engine) as session, session.begin():
            connection = session.connection()
            Base.metadata.create_all(connection)
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version={len(migrate.REVISIONS)}")
            connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
            connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{migrate.REVISIONS[-1]}')")
            set_fact(session, "file_id", uuid.uuid4().hex)
            set_fact(session, "made_at", now.isoformat(timespec="seconds"))
    finally:
        engine.dispose()


def _right_to_write(path: Path) -> tuple[WriterLock | None, list[str]]:
    lock = WriterLock(path)
    try:
        with path.open("r+b"):
            pass
        if lock.take():
            return lock, []
    except OSError:
        return None, [_("This file can only be read here. Copy it to a folder of your own to change it.")]
    return None, [_("Another window has this file open, so it is shown here for reading only.")]


def _bring_up_to_date(path: Path, lock: WriterLock | None, now: datetime, progress: Progress) -> None:
    if lock is None:
        raise UserError(
            _("This file is of an older version and has to be updated, but it can only be read here.")
        )
    with closing(driver_connection(path)) as connection:
        row = connection.execute("SELECT value FROM file_fact WHERE name='file_id'").fetchone()
    with failures_in_words(_("The file is as it was.")):
        migrate.migrate(path, row[0] if row else "unknown", now, progress=progress)
