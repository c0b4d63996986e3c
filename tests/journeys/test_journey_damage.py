"""Journeys that are damaged, cut off or made to do harm: read, or refused in a sentence, and nothing is stored."""

import base64
import copy
import json
import tempfile
import time
import zlib
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxdesk.errors import UserError
from cxdesk.importing.journeys import read_journey
from cxdesk.journeys.formats.document import create_from, document_of
from cxdesk.journeys.layout import lay_out
from cxdesk.journeys.queries import journey_rows
from cxdesk.journeys.whole_map import map_of
from cxdesk.project import Project
from tests.journeys.journey_examples import fill
from tests.journeys.test_journey_formats import DIAGRAM, DRAWING

ODD = (
    None, [], {}, [1], {"a": 1}, "", "x" * 9, -1, 10**400, 1e308, float("inf"), float("nan"), True,
    "2026-13-45", 2**63, "\ud800", "\x00", -0.5, "series_99",
)  # fmt: skip


@lru_cache(maxsize=1)
def small_document() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        project = Project.create(Path(folder) / "a.cxdesk")
        document = project.read(document_of, project.run("Fill", fill))
        project.close()
    document["cards"] = document["cards"][:4]
    document["marks"] = [{"id": 1, "name": "cost", "colour": "series_2"}]
    document["links"] = [{"id": 1, "from": 1, "to": 2, "kind": "goes_to", "words": "then"}]
    return document


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    opened = Project.create(tmp_path_factory.mktemp("damage") / "a.cxdesk")
    yield opened
    opened.close()


def packed(xml: bytes) -> str:
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    return base64.b64encode(engine.compress(xml) + engine.flush()).decode()


def whole(kind: str) -> bytes:
    if kind == "json":
        return json.dumps(small_document(), ensure_ascii=False).encode()
    if kind == "mmd":
        return DIAGRAM.replace("Cat", "猫").encode()
    if kind == "plain.drawio":
        return f"<mxfile><diagram>{DRAWING}</diagram></mxfile>".encode()
    return f"<mxfile><diagram>{packed(quote(DRAWING).encode())}</diagram></mxfile>".encode()


@pytest.mark.parametrize("kind", ["json", "mmd", "plain.drawio", "packed.drawio"])
def test_a_file_that_is_cut_at_any_byte_is_read_or_refused_in_a_sentence(tmp_path: Path, kind: str) -> None:
    data, path = whole(kind), tmp_path / f"cut.{kind}"
    refused = 0
    for at in range(0, len(data), max(1, len(data) // 400)):
        path.write_bytes(data[:at])
        try:
            assert read_journey(path).document["stages"]
        except UserError as error:
            refused += bool(str(error).endswith("."))
    assert refused > 20
    path.write_bytes(data)
    assert read_journey(path).document["stages"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_document_with_anything_in_any_place_is_sound_or_refused_and_nothing_stays(
    project: Project, tmp_path: Path, data: st.DataObject
) -> None:
    document = copy.deepcopy(small_document())
    for _again in range(data.draw(st.integers(1, 2))):
        place: Any = document
        while isinstance(place, dict | list) and place:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            key = data.draw(st.sampled_from(keys))
            if not isinstance(place[key], dict | list) or data.draw(st.integers(0, 4)) == 0:
                # A copy, for the next draw may go into it.
                place[key] = copy.deepcopy(data.draw(st.sampled_from(ODD)))
                break
            place = place[key]
    path = tmp_path / "odd.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    before = len(project.read(journey_rows))
    try:
        made = project.run("Take in", create_from, read_journey(path).document)
    except UserError:
        assert len(project.read(journey_rows)) == before
        return
    lay_out(project.read(map_of, made, {}, date(2026, 11, 26)), "en")
    project.undo()
    assert len(project.read(journey_rows)) == before


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        # A megabyte of nothing packs into a kilobyte: many pages of it are counted together.
        ("<mxfile>" + f"<diagram>{packed(b' ' * 20_000_000 + b'<a/>')}</diagram>" * 4 + "</mxfile>", "50 MB"),
        (
            f"<mxfile><diagram>{packed(b'<a>' + b'<b/>' * 900_000 + b'</a>')}</diagram></mxfile>",
            "20000 shapes",
        ),
        ("<mxGraphModel><root>" + "<mxCell/>" * 850_000 + "</root></mxGraphModel>", "20000 shapes"),
        (
            '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><mxfile><diagram>&b;</diagram></mxfile>',
            "entities",
        ),
        ('<!DOCTYPE l SYSTEM "file:///etc/passwd"><mxfile/>', "entities"),
    ],
    ids=["pages", "packed tags", "plain tags", "entities", "outside"],
)
def test_a_drawing_that_is_a_bomb_is_refused_at_once(tmp_path: Path, content: str, sentence: str) -> None:
    path = tmp_path / "bomb.drawio"
    path.write_text(content, encoding="utf-8")
    begun = time.perf_counter()
    with pytest.raises(UserError, match=sentence):
        read_journey(path)
    assert time.perf_counter() - begun < 20


def test_a_label_of_signs_alone_takes_no_time(tmp_path: Path) -> None:
    path = tmp_path / "signs.drawio"
    path.write_text(
        '<mxGraphModel><root><mxCell id="a" vertex="1" value="words '
        + "&lt;" * 300_000
        + '"><mxGeometry width="9" height="9"/></mxCell></root></mxGraphModel>',
        encoding="utf-8",
    )
    begun = time.perf_counter()
    assert read_journey(path).document["stages"]
    assert time.perf_counter() - begun < 10


def test_a_grid_is_read_though_a_damaged_questionnaire_lies_beside_it(tmp_path):
    path = tmp_path / "grid.csv"
    path.write_text("Lane,Call,Wait\nPain,engaged,too long\n", encoding="utf-8")
    (tmp_path / "grid.csv.questions.json").write_text('{"cxdesk_survey": 1', encoding="utf-8")
    assert [step["name"] for stage in read_journey(path).document["stages"] for step in stage["steps"]] == [
        "Call",
        "Wait",
    ]
