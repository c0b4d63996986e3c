"""Answers given after a round was closed begin the next one, which is the newer of the two although it has no last day."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from cxdesk.planning.outcomes import latest_figure
from cxdesk.project import Project
from cxdesk.responses.aggregate import items_of
from cxdesk.responses.collecting import collect
from cxdesk.responses.queries import round_rows
from cxdesk.responses.rounds_of import close_round
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.queries import survey_rows
from tests.responses.live_survey import VISIT


def answers(folder: Path, code: str, n: int, nps: int, day: str) -> Path:
    told: dict[str, Any] = {
        "cxdesk_answers": 1, "survey": code, "version": 0, "key": f"{n:032x}", "language": "en",
        "answers": {"WHY": 1, "NPS": nps}, "started": f"{day}T10:00:00Z", "finished": f"{day}T10:05:00Z",
    }  # fmt: skip
    path = folder / f"{n}.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def test_the_next_round_begins_by_itself_and_is_the_newer_one(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "visit.cxdesk")
    project.run("Survey", surveys.build, VISIT)
    code = project.read(survey_rows)[0].code

    def came(n: int, nps: int, day: str) -> str:
        return collect(project, [answers(tmp_path, code, n, nps, day)])[0].round

    assert came(1, 3, "2026-10-20") == "October 2026"
    close_round(project, 1, date(2026, 10, 27))
    assert came(2, 9, "2026-10-25") == "October 2026"  # sent late, given in time
    assert came(3, 9, "2026-10-29") == "October 2026 (2)"
    assert came(4, 10, "2026-11-10") == "October 2026 (2)"  # it is open still
    rows = project.read(round_rows, 1)
    assert [r.name for r in rows] == ["October 2026", "October 2026 (2)"]
    nps = next(i.id for i in project.read(items_of, 1) if i.code == "NPS")
    newest = project.read(latest_figure, nps)
    assert newest is not None
    assert (newest[1].name, newest[0].value) == ("October 2026 (2)", 100.0)
    project.close()
