"""Files that are cut, huge or begin with a picture: a sentence or the questionnaire, and never a long wait."""

import json
import time
from pathlib import Path

import pytest

from cxdesk.errors import UserError
from cxdesk.importing.definitions import read_alone
from cxdesk.importing.journeys import read_journey
from cxdesk.surveys.formats import xlsform_out
from tests.surveys.whole_survey import WHOLE


def test_a_questionnaire_that_begins_with_its_logo_is_known(tmp_path: Path) -> None:
    file = tmp_path / "survey.json"
    logo = "data:image/png;base64," + "iVBOR" * 20_000
    asked = [{"type": "imagepicker", "name": "q", "title": "Which?", "choices": [1, 2]}]
    file.write_text(json.dumps({"logo": logo, "pages": [{"elements": asked}]}), encoding="utf-8")
    assert [q.code for q in read_alone(file).questions] == ["q"]


def test_a_workbook_that_is_cut_is_called_damaged(tmp_path: Path) -> None:
    whole = xlsform_out.write(WHOLE).data
    file = tmp_path / "form.xlsx"
    for size in (4, 30, 5_000, len(whole) - 1_000):
        file.write_bytes(whole[:size])
        with pytest.raises(UserError, match="is damaged"):
            read_alone(file)


def test_a_diagram_of_many_thousand_steps_is_refused_at_once(tmp_path: Path) -> None:
    file = tmp_path / "long.mmd"
    steps = "".join(f"    Step {n}: 3: Me\n" for n in range(40_000))
    file.write_text(f"journey\n  title Long\n  section All\n{steps}", encoding="utf-8")
    began = time.process_time()
    with pytest.raises(UserError, match="more than 2000"):
        read_journey(file)
    # Two minutes and more as long as every card counted all cards before it.
    assert time.process_time() - began < 10
