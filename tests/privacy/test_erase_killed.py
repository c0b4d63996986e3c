"""An erasure that is killed leaves a whole file: all of the person is there, or nothing once it is opened again."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cxdesk.project import Project
from cxdesk.responses.aggregate import counted
from cxdesk.storage.check import check
from tests.privacy.erasure_examples import MAIL, SECRETS
from tests.support.bytes_of import everything_in, spellings

CHILD = """
import os, sys
from pathlib import Path
from cxdesk.privacy import places
from cxdesk.privacy.actions import Whom, erase
from cxdesk.project import Project
from cxdesk.storage import backup

moment = sys.argv[2]
project = Project.open(Path(sys.argv[1]))

def killed(*_args, **_kwargs):
    os._exit(9)

if moment == "in the transaction":
    from cxdesk.privacy import others
    others.contacts = killed
elif moment == "before the free pages":
    Project._finish_erasing = killed
elif moment == "before the backups":
    Project.back_up = killed
elif moment == "while backups go":
    backup.remove_others = killed
print("go", flush=True)
erase(project, Whom(sys.argv[3]))
print("done", flush=True)
"""
IN_BYTES = [text for name, text in SECRETS.items() if name != "undo"]


def left(path: Path) -> set[str]:
    found = everything_in(path)
    return {
        text for text in IN_BYTES for _where, data in found if any(way in data for way in spellings(text))
    }


def child(file: Path, moment: str) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", CHILD, str(file), moment, MAIL]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, env=os.environ.copy())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("moment", "gone"),
    [
        ("in the transaction", False),
        ("before the free pages", True),
        ("before the backups", True),
        ("while backups go", True),
    ],
)
def test_killed_at_this_moment_the_file_has_all_or_nothing(file: Path, moment: str, gone: bool) -> None:
    before = left(file)
    with child(file, moment) as process:
        assert process.wait(120) == 9
    assert not check(file).problems
    assert left(file), "it was killed too late"
    Project.open(file).close()
    assert not check(file).problems
    assert left(file) == (set() if gone else before)


@pytest.mark.slow
def test_killed_at_any_moment_the_file_has_all_or_nothing(file: Path, made: Path, own_settings: Path) -> None:
    seeded = random.Random(20)
    before = left(file)
    for _turn in range(3):
        shutil.copy(made / "a.cxdesk", file)
        shutil.rmtree(own_settings / "backups")
        shutil.copytree(made / "settings", own_settings, dirs_exist_ok=True)
        with child(file, "") as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "go\n"
            time.sleep(seeded.uniform(0, 0.6))
            process.send_signal(signal.SIGKILL)
        project = Project.open(file)
        rows = project.read(counted, 1, []).height
        project.close()
        assert not check(file).problems
        assert (rows, left(file)) in ((31 + 2, before), (30 + 2, set()))
