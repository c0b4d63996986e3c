"""Two screens that Qt really has: the room's window fills the second, the leader's stays on the first."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cxdesk.project import Project
from tests.journeys.journey_examples import PERSIAN, fill

ROOT = Path(__file__).resolve().parents[2]
LEADER = (0, 0, 1280, 800)
# 24 points at the 96 dots an inch has by Qt's count.
LEAST_PX = 32


def screens(folder: Path, *places: tuple[int, int, int, int]) -> str:
    """A platform of Qt with these screens, and no display behind it."""
    rows = [
        {"name": f"screen {n}", "x": x, "y": y, "width": wide, "height": high, "logicalDpi": 96,
         "logicalBaseDpi": 96, "dpr": 1.0}
        for n, (x, y, wide, high) in enumerate(places, 1)
    ]  # fmt: skip
    path = folder / "screens.json"
    path.write_text(json.dumps({"synchronousWindowSystemEvents": True, "screens": rows}))
    return f"offscreen:configfile={path}"


def begun(new_file, *places, language="en", texts=None):
    """What a workshop says that was begun on these screens."""
    project = Project.open(new_file)
    project.run("Fill", fill, texts) if texts else project.run("Fill", fill)
    project.close()
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.screens_child", str(new_file), language, "light"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": screens(new_file.parent, *places)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.strip().splitlines()[-1])


@pytest.mark.parametrize(
    ("projector", "language", "texts"),
    [((1280, 0, 1920, 1080), "en", None), ((1280, 0, 1280, 800), "fa", PERSIAN)],
)
def test_the_room_fills_the_second_screen_and_the_desk_stays_on_the_first(
    new_file, projector, language, texts
):
    said = begun(new_file, LEADER, projector, language=language, texts=texts)
    assert said["why"] == said["same"] == "two"
    assert said["room"] == ["screen 2", *projector]
    assert said["full"]
    name, left, top, wide, high = said["desk"]
    assert name == "screen 1"
    assert (left >= 0, top >= 0, left + wide <= 1280, top + high <= 800) == (True,) * 4
    assert said["private"]
    assert said["secret_on_the_room"] == []
    assert min(said["smallest"], said["map"]) >= LEAST_PX


@pytest.mark.slow
@pytest.mark.parametrize(
    ("places", "why", "told"),
    [((LEADER,), "one", "There is one screen"), ((LEADER, LEADER), "mirrored", "Both screens show the same")],
)
def test_with_one_or_a_mirrored_screen_nothing_is_private_and_the_page_says_why(new_file, places, why, told):
    said = begun(new_file, *places)
    assert (said["why"], said["desk"], said["private"]) == (why, None, False)
    assert said["room"][1:] == list(LEADER)
    assert said["told"].startswith(told)
    assert min(said["smallest"], said["map"], said["told_px"]) >= LEAST_PX
