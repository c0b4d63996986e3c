"""kill -9 in the middle of a line: every card is there, and of the line all but the words of the last half second."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cxdesk.journeys import workshop
from cxdesk.journeys.whole_map import map_of
from cxdesk.project import Project
from cxdesk.storage.check import check
from tests.journeys.journey_examples import TODAY, fill

ROOT = Path(__file__).resolve().parents[2]
LOST_AT_MOST = 0.5


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9")
@pytest.mark.parametrize(("cards", "letters"), [(3, 31), (2, 45)])
def test_nothing_is_lost_but_the_words_of_the_last_half_second(new_file, cards, letters):
    project = Project.open(new_file)
    project.run("Fill", fill)
    project.close()
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.workshop_child", str(new_file)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert child.stdout is not None
    try:
        told: list[tuple[str, int, int, float]] = []
        for line in child.stdout:
            what, number, count, at = line.split()
            told.append((what, int(number), int(count), float(at)))
            if told[-1][:3] == ("typed", cards, letters):
                break
    finally:
        killed = time.monotonic()
        child.send_signal(signal.SIGKILL)
        child.wait(timeout=30)
    # What the child still told before it died counts as typed too.
    told += [
        (w, int(n), int(c), float(t))
        for w, n, c, t in (row.split() for row in child.stdout.read().splitlines() if row.count(" ") == 3)
    ]
    child.stdout.close()
    assert told[-1][1] >= cards, "the child ended before it was killed"
    entered = {number for what, number, _letters, _at in told if what == "entered"}
    last = max(number for what, number, _letters, _at in told if what == "typed")
    sure = max(
        (
            n
            for what, number, n, at in told
            if what == "typed" and number == last and at <= killed - LOST_AT_MOST
        ),
        default=0,
    )
    assert not check(new_file).problems
    project = Project.open(new_file)
    try:
        texts = [c.text for c in project.read(map_of, 1, {}, TODAY).cards]
        draft = project.read(workshop.desk, 1).draft
    finally:
        project.close()
    for number in entered:
        assert texts.count(f"Note {number} that somebody in the room said") == 1
    line = f"Note {last} that somebody in the room said #waiting @opp"
    assert sure > 0
    assert draft.startswith(line[:sure]), (draft, line[:sure])
