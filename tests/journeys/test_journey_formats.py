"""Journeys from other tools and back: grids, Mermaid, draw.io, our own JSON; and what is no journey."""

import base64
import json
import re
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdesk.errors import UserError
from cxdesk.i18n import LANGUAGES
from cxdesk.importing.journeys import read_journey
from cxdesk.journeys.actions import INTERNAL_KINDS
from cxdesk.journeys.formats import document, grid, mermaid, sound
from cxdesk.journeys.formats.lane_names import lane_meant
from cxdesk.journeys.queries import CardOnMap, JourneyMap, LaneOnMap, StageOnMap, StepOnMap
from cxdesk.journeys.whole_map import map_of
from cxdesk.project import Project
from exports.journey.data_files import data_of

TODAY = date(2026, 11, 26)

DIAGRAM = """---
title: not this one
---
journey
    title My working day
    %% a remark
    section Go to work
      Make tea: 5: Me
      Go upstairs: 3: Me
      Do work: 1: Me, Cat
    section Go home
      Call: back at 5: 4
      a line that is no task
"""
DRAWING = """<mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>
<mxCell id="s" value="Before" style="swimlane" vertex="1" parent="1"><mxGeometry x="100" y="0" width="220" height="600"/></mxCell>
<mxCell id="a" value="&lt;b&gt;Hears&lt;/b&gt;&lt;br&gt;of us" vertex="1" parent="s"><mxGeometry x="10" y="40" width="80" height="40"/></mxCell>
<mxCell id="b" value="Calls" vertex="1" parent="s"><mxGeometry x="120" y="40" width="80" height="40"/></mxCell>
<object label="Waits too long" id="c"><mxCell vertex="1" parent="s"><mxGeometry x="122" y="140" width="80" height="40"/></mxCell></object>
<mxCell id="d" value="Pays" vertex="1" parent="1"><mxGeometry x="420" y="40" width="80" height="40"/></mxCell>
<mxCell id="e" value="later" edge="1" source="b" target="d" parent="1"/>
</root></mxGraphModel>"""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    opened = Project.create(tmp_path / "a.cxdesk")
    yield opened
    opened.close()


def made(project: Project, path: Path) -> JourneyMap:
    read = read_journey(path)
    return project.read(map_of, project.run("Read", document.create_from, read.document), {}, TODAY)


def steps_of(journey: JourneyMap) -> list[tuple[str, list[str]]]:
    return [(stage.name, [step.name for step in stage.steps]) for stage in journey.stages]


def test_a_mermaid_journey_comes_in_with_its_scores_and_names_what_it_left_out(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "day.mmd"
    path.write_text(DIAGRAM, encoding="utf-8")
    journey = made(project, path)
    assert journey.name == "My working day"
    assert steps_of(journey) == [
        ("Go to work", ["Make tea", "Go upstairs", "Do work"]),
        ("Go home", ["Call: back at 5"]),
    ]
    feelings = [c.feeling for c in journey.cards if c.feeling is not None]
    assert feelings == [5.0, 0.0, -5.0, 2.5]
    assert list(read_journey(path).notes) == ["Line 13 is no task and was left out: a line that is no task"]


def test_a_mermaid_diagram_goes_out_and_comes_back_with_the_same_steps(large: Project) -> None:
    project = large
    journey = project.read(map_of, 1, {}, TODAY)
    again = mermaid.read(mermaid.write(journey), "again").document
    assert [s["name"] for s in again["stages"]] == [s.name for s in journey.stages]
    assert [x["name"] for s in again["stages"] for x in s["steps"]] == [s.name for s in journey.steps]


@pytest.mark.parametrize("packed", [False, True])
def test_a_drawing_comes_in_by_columns_and_containers(project: Project, tmp_path: Path, packed: bool) -> None:
    inside = DRAWING
    if packed:
        engine = zlib.compressobj(9, zlib.DEFLATED, -15)
        inside = base64.b64encode(engine.compress(quote(DRAWING).encode()) + engine.flush()).decode()
    path = tmp_path / "map.drawio"
    path.write_text(f'<mxfile><diagram name="Page-1">{inside}</diagram></mxfile>', encoding="utf-8")
    journey = made(project, path)
    assert steps_of(journey) == [("Before", ["Hears", "Calls"]), ("Journey", ["Pays"])]
    assert "Waits too long" in [c.text for c in journey.cards if c.step_id == journey.steps[1].id]
    assert [(k.from_step_id, k.to_step_id, k.words) for k in journey.links] == [
        (journey.steps[1].id, journey.steps[2].id, "later")
    ]


def test_a_spreadsheet_grid_comes_in_as_stages_steps_lanes_and_cards(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "map.csv"
    path.write_text(
        'Stage,Before,,After\n,Hears,Calls,Pays\nCustomer actions,Reads,Rings,"Signs\nPays"\n'
        "Emotions,3,-2 waits,9\nPain points,,=1+1,\nOur own lane,,x,\n",
        encoding="utf-8",
    )
    journey = made(project, path)
    assert steps_of(journey) == [("Before", ["Hears", "Calls"]), ("After", ["Pays"])]
    kinds = {lane.kind: lane for lane in journey.lanes}
    assert set(kinds) == {"does", "feeling", "pain"}
    assert kinds["pain"].internal
    feelings = [(c.feeling, c.text) for c in journey.cards if c.lane_id == kinds["feeling"].id]
    assert feelings == [(3.0, ""), (-2.0, "waits"), (5.0, "")]
    assert [c.text for c in journey.cards if c.lane_id == kinds["pain"].id] == ["=1+1"]
    assert [lane.title for lane in journey.lanes if lane.title == "Our own lane"] == ["Our own lane"]
    assert len(read_journey(path).notes) == 1


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "nl", "fa"])
def test_a_grid_written_in_any_language_reads_back_as_it_was(large: Project, language: str) -> None:
    project = large
    journey = project.read(map_of, 1, {}, TODAY)
    head, rows = grid.write(journey, language)
    again = project.run("Read", document.create_from, grid.read([head, *rows], "again").document)
    back = project.read(map_of, again, {}, TODAY)
    assert steps_of(back) == steps_of(journey)
    assert [lane.kind for lane in back.lanes] == [lane.kind for lane in journey.lanes]
    assert len(back.cards) == len(journey.cards)


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_lane_with_a_title_of_its_own_keeps_its_kind_in_a_grid(
    project: Project, tmp_path: Path, ending: str
) -> None:
    titles = {
        "does": "Reads (and rings)", "support": "Depot", "pain": "Thinking", "feeling": "The porter",
        "thinking": "Gedachten", "kpi": "=1+1 (Pain)", "line_of_visibility": "", "behind": "",
    }  # fmt: skip
    lanes = tuple(
        LaneOnMap(n, kind, title, internal=kind in (*INTERNAL_KINDS, "thinking"))
        for n, (kind, title) in enumerate(titles.items(), 1)
    )
    cards = tuple(
        CardOnMap(lane.id * 10 + step, step, lane.id, "" if lane.kind == "feeling" and step == 1 else "Words",
                  feeling=2.0 if lane.kind == "feeling" and step == 1 else None)
        for lane in lanes if lane.kind != "line_of_visibility" for step in (1, 2)
    )  # fmt: skip
    steps = (StepOnMap(1, "Hears"), StepOnMap(2, "Pays"))
    journey = JourneyMap(1, "Own", stages=(StageOnMap(1, "All", steps=steps),), lanes=lanes, cards=cards)
    for language in LANGUAGES:
        path = tmp_path / f"{language}{ending}"
        path.write_bytes(data_of(journey, {}, ending, language))
        back = made(project, path)
        assert [(x.kind, x.title, x.internal) for x in back.lanes if x.kind != "thinking"] == [
            (x.kind, x.title, x.internal) for x in lanes if x.kind != "thinking"
        ], language
        # The Dutch word for it is our own word, and no title.
        assert [(x.title, x.internal) for x in back.lanes if x.kind == "thinking"] == [("", True)]
        assert sorted((c.text, c.feeling or 0) for c in back.cards) == sorted(
            (c.text, c.feeling or 0) for c in cards
        )


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Support process", "support"), ("SUPPORTING  PROCESSES:", "support"), ("Ondersteunend proces", "support"),
        ("tamogato folyamat", "support"), ("Процес підтримки", "support"), ("فرآیند پشتيبان", "support"),
        ("Pain-point", "pain"), ("Fájdalompontok", "pain"), ("Kans", "opportunity"), ("Больові точки", "pain"),
        ("نقطه‌ی تماس", ""), ("نقطهٔ تماس", "touch_point"), ("Line of Visibility", "line_of_visibility"),
        ("Stock at Delft (measure)", "kpi"), ("Our own lane", ""), ("", ""), ("()", ""), ("(Pain)", "pain"),
    ],
)  # fmt: skip
def test_the_words_of_every_language_for_a_lane_are_known_one_or_many(name: str, kind: str) -> None:
    assert lane_meant(name).kind == kind


def test_what_a_table_lacks_to_be_a_journey_is_said_of_a_journey(tmp_path: Path) -> None:
    for name, data in (("a.csv", b""), ("b.csv", b"\xef\xbb\xbf\r\n\r\n"), ("c.csv", bytes(range(256)) * 40),
                       ("d.csv", b"%PDF-1.7 \n\n"), ("e.xlsx", b"PK\x03\x04 no book"), ("f.csv", b"a,b\n")):  # fmt: skip
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(UserError) as refused:
            read_journey(path)
        told = str(refused.value)
        assert name in told or "grid" in told, told
        assert "answers" not in told, told


def test_our_own_json_keeps_every_id_text_and_order(large: Project, tmp_path: Path) -> None:
    project, number = large, 1
    first = project.read(document.document_of, number)
    path = tmp_path / "map.json"
    path.write_text(json.dumps(first, ensure_ascii=False), encoding="utf-8")
    assert read_journey(path).document == first


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.json", b'{"format": "cxdesk jour', "not whole JSON"),
        ("a.json", b"[1, 2]", "no journey that cxdesk reads"),
        ("a.json", b"{" + b'"a":{' * 100_000, "not whole JSON"),
        ("a.mmd", b"flowchart LR\n a-->b", "no journey that cxdesk reads"),
        ("a.mmd", b"journey\n title Nothing\n", "no journey diagram with tasks"),
        ("a.csv", b"a,b\n", "names of columns but no rows below them"),
        ("a.drawio", b"<mxfile><diagram>!!!!</diagram></mxfile>", "is damaged"),
        ("a.drawio", b"<mxfile></mxfile>", "no boxes with words"),
        ("a.drawio", b'<!DOCTYPE a [<!ENTITY x "y">]><mxfile>&x;</mxfile>', "entities"),
        ("a.drawio", b"<mxGraphModel><root><mxCell", "not whole XML"),
    ],
)
def test_what_is_no_journey_is_refused_in_words(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UserError, match=told):
        read_journey(path)


def test_a_page_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cxdesk.journeys.formats.drawio.MOST_BYTES", 1000)
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = base64.b64encode(engine.compress(b"<a>" * 100_000) + engine.flush()).decode()
    path = tmp_path / "bomb.drawio"
    path.write_text(f"<mxfile><diagram>{packed}</diagram></mxfile>")
    with pytest.raises(UserError, match="more than 50 MB"):
        read_journey(path)


def test_boxes_that_lie_in_each_other_end_the_walk(tmp_path: Path) -> None:
    path = tmp_path / "circle.drawio"
    cells = "".join(
        f'<mxCell id="{a}" value="{a}" vertex="1" parent="{b}"><mxGeometry x="1" width="9" height="9"/></mxCell>'
        for a, b in (("p", "q"), ("q", "p"), ("r", "r"))
    )
    path.write_text(f"<mxGraphModel><root>{cells}</root></mxGraphModel>")
    assert read_journey(path).document["name"] == "circle"


cells: Any = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"),
    max_size=12,
)


@given(st.lists(st.lists(cells, min_size=1, max_size=5), min_size=1, max_size=6))
def test_any_grid_is_a_sound_journey_or_refused_in_words(rows: list[list[str]]) -> None:
    try:
        read = grid.read(rows, "any")
    except UserError:
        return
    sound.check(read.document)


def test_names_that_begin_with_a_word_of_mermaids_own_stay_names_of_steps() -> None:
    """Its grammar (journey.jison) takes journey, title, section, accTitle and accDescr at the start of a line for its own."""
    names = (
        "Journey planning",
        "title deed",
        "Section of wall",
        "accDescr { x",
        "Journeys",
        "Titles",
        "sections",
    )
    steps = tuple(StepOnMap(at, name) for at, name in enumerate(names, start=1))
    drawn = JourneyMap(1, "Flat", stages=(StageOnMap(1, "Section", steps=steps),))
    written = mermaid.write(drawn)
    own = re.compile(r"\s*(journey\b|title\s|section\s|accTitle\s*:|accDescr\s*[:{])", re.IGNORECASE)
    assert [line.split()[0] for line in written.splitlines() if own.match(line)] == [
        "journey",
        "title",
        "section",
    ]
    (stage,) = mermaid.read(written, "x").document["stages"]
    assert [step["name"] for step in stage["steps"]] == list(names)
    upper = mermaid.read("journey\n Title Big\n SECTION One\n a: 3: me\n", "x").document
    assert (upper["name"], [s["name"] for s in upper["stages"]]) == ("Big", ["One"])


def test_lanes_are_known_by_the_words_they_had_in_earlier_grids() -> None:
    old = ("verrukking", "захват", "حس، با واژه‌ها", "wat blij maakt", "захоплення")
    assert [lane_meant(name).kind for name in old] == ["delight", "delight", "feels", "delight", "delight"]
