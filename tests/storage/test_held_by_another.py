"""A file that another program holds: a short write is waited for, a long one is said soon, and nothing waits twice."""

import sqlite3
import threading
import time
from contextlib import closing
from datetime import datetime

import pytest

from cxdesk.project import Project
from cxdesk.storage import backup, engine
from cxdesk.storage.facts import fact, set_fact
from ui.cli import _run

IN_WORDS = "Another program is using the file"


def held(path, mode):
    """Another program's connection with a lock on the file."""
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute(f"BEGIN {mode}")
    return closing(other)


@pytest.mark.parametrize("mode", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_command_says_after_one_wait_that_another_program_holds_the_file(
    new_file, capsys, monkeypatch, mode
):
    command = ["touchpoints", "add", str(new_file)]
    assert _run([*command, "Door"]) == 0
    monkeypatch.setattr(engine, "BUSY_SECONDS", 1.5)
    monkeypatch.setattr(engine, "BRIEFLY_BUSY_SECONDS", 0.05)
    with held(new_file, mode):
        began = time.monotonic()
        assert _run([*command, "Till"]) == 1
        waited = time.monotonic() - began
    assert IN_WORDS in capsys.readouterr().err
    # One wait, and room for a busy machine; it was four waits once.
    assert 1.4 < waited < 4.5, waited


def test_all_waits_of_a_command_are_a_few_seconds():
    assert 2.0 <= engine.BUSY_SECONDS <= 3.0
    assert engine.BUSY_SECONDS + 3 * engine.BRIEFLY_BUSY_SECONDS <= 4.0


def test_a_short_write_of_another_program_is_waited_for(new_file):
    project = Project.open(new_file)
    with held(new_file, "IMMEDIATE") as other:
        ending = threading.Timer(0.6, other.rollback)
        ending.start()
        project.run("Note", set_fact, "noted", "yes")
        ending.join()
    assert project.read(fact, "noted") == "yes"
    project.close()


def test_a_backup_of_a_file_that_is_held_ends(new_file, monkeypatch):
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.2)
    with closing(engine.driver_connection(new_file)) as ours, held(new_file, "EXCLUSIVE") as other:
        # Should it wait for as long as the lock is held, this ends it: the test fails and does not hang.
        ending = threading.Timer(6, other.rollback)
        ending.start()
        try:
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                backup.back_up(ours, "held", "by-hand", datetime(2026, 5, 1))
        finally:
            ending.cancel()
            ending.join()
    assert backup.backups("held") == []
