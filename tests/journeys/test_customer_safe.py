"""A customer's copy in every format: a word planted in every text that stays inside is in no byte of the file."""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, PngImagePlugin
from sqlalchemy import inspect, select

from cxdesk.errors import UserError
from cxdesk.journeys import actions, details, model, snapshots
from cxdesk.journeys.formats.document import document_of
from cxdesk.journeys.queries import CardOnMap, JourneyMap
from cxdesk.personas.model import Persona
from cxdesk.planning.journey_map import journey_map, journey_pictures
from cxdesk.project import Project
from cxdesk.touchpoints.model import TouchPoint
from exports.journey.every_kind import SUFFIXES, Form, write
from exports.journey.inside import texts_in
from exports.journey.kit import Wish
from exports.journey.safe import bare_copy, refuse_leaks, secrets_of
from exports.pdf.leaks import leaks, plain
from tests.journeys.journey_examples import fill

MARK = "ZQX"
# What a customer reads: names and words of the lanes that are not internal. All else of a map stays inside.
OPEN = {
    ("journey", "name"),
    ("stage", "name"),
    ("stage", "duration"),
    ("step", "name"),
    ("touch_point", "name"),
}
CODES = {"kind", "state", "channel", "grade", "colour", "picture", "template", "digest", "hash", "ballot"}


def plant(session: Any) -> int:
    """A map on which every text that no customer reads says where it comes from, each in a word of its own."""
    number = fill(session)
    card = session.scalars(select(model.Card.id)).first()
    step = session.scalars(select(model.Step.id)).all()
    details.comment(session, number, "a comment", "somebody", card)
    details.add_mark(session, number, "mark", "series_2")
    details.link_steps(session, step[0], step[3], "branch", "a condition")
    details.set_function(session, step[0], "a function")
    lane = actions.add_lane(session, number, "observation")
    seen = actions.add_card(session, step[1], lane, "an observation")
    noted = PngImagePlugin.PngInfo()
    noted.add_text("Comment", f"{MARK}camera")
    out = BytesIO()
    Image.new("RGB", (30, 20), "teal").save(out, "PNG", pnginfo=noted)
    details.set_picture(session, seen, out.getvalue())
    session.add(Persona(name="somebody"))
    session.flush()
    details.set_for(session, number, session.scalars(select(Persona.id)).first(), "a segment")
    snapshots.take(session, number, "a snapshot", datetime(2026, 5, 1))
    inside = {
        row.id
        for row in session.scalars(select(model.Lane))
        if row.internal or row.kind in actions.INTERNAL_KINDS
    } | {lane}
    classes = [mapper.class_ for mapper in model.Base.registry.mappers]
    for kind in [
        c for c in classes if c.__module__ in (model.__name__, Persona.__module__, TouchPoint.__module__)
    ]:
        for row in session.scalars(select(kind)):
            fill_row(row, inside)
    session.flush()
    return number


def fill_row(row: Any, inside: set[int]) -> None:
    table = row.__tablename__
    for column in inspect(type(row)).columns:
        name = column.key
        if str(column.type) != "TEXT" or column.foreign_keys or name in CODES or (table, name) in OPEN:
            continue
        if table == "lane" and row.id not in inside:
            continue
        if (table, name) == ("card", "text") and row.lane_id not in inside:
            continue
        setattr(row, name, f"{MARK}{table}{name}{row.id}")


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[JourneyMap, Any, Any]]:
    project = Project.create(tmp_path_factory.mktemp("safe") / "a.cxdesk")
    number = project.run("Plant", plant)
    shown = project.read(journey_map, number, "en")
    yield shown, project.read(document_of, number), project.read(journey_pictures, shown)
    project.close()


def bytes_in(data: bytes, kind: str) -> str:
    """Every byte of the file as text: parts of an archive and packed pieces unpacked."""
    found = [data]
    if kind in (".pptx", ".xlsx"):
        with zipfile.ZipFile(BytesIO(data)) as parts:
            found += [name.encode() for name in parts.namelist()] + [
                parts.read(name) for name in parts.namelist()
            ]
            found += [part.comment for part in parts.infolist()]
    if kind == ".png":
        at = 8
        while at < len(data):
            size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
            body = data[at + 8 : at + 8 + size]
            if name in (b"zTXt", b"iCCP"):
                found.append(zlib.decompress(body.split(b"\0", 1)[1][1:]))
            assert name in (b"IHDR", b"IDAT", b"pHYs", b"IEND"), name
            at += 12 + size
    return "\n".join(
        one.decode(code, "ignore") for one in found for code in ("utf-8", "utf-16-le", "utf-16-be")
    )


FORMS = [(kind, None) for kind in SUFFIXES] + [
    (".pdf", Wish("map", "A1", "A4", for_customer=True)),
    (".pdf", Wish("cards", "A4", for_customer=True)),
    (".pdf", Wish("votes", "A4", for_customer=True)),
    (".svg", Wish("empty", "A3", for_customer=True)),
]


@pytest.mark.parametrize(("kind", "wish"), FORMS, ids=lambda v: v.what if isinstance(v, Wish) else str(v))
def test_nothing_that_stays_inside_is_in_any_byte_of_a_customers_copy(
    planted: tuple[JourneyMap, Any, Any], tmp_path: Path, kind: str, wish: Wish | None
) -> None:
    shown, document, pictures = planted
    written = write(shown, document, tmp_path / f"c{kind}", "en", Form(True, wish=wish), pictures)
    data = written.path.read_bytes()
    assert MARK not in bytes_in(data, kind)
    secrets = [text for text in secrets_of(shown) if MARK in text]
    assert len(secrets) > 20
    if kind == ".pdf":
        assert leaks(data, [MARK, *secrets]) == []
    elif kind != ".png":
        assert "Emergency" in bytes_in(data, kind) or "Lift stops" in bytes_in(data, kind)


@pytest.mark.parametrize("kind", [k for k in SUFFIXES if k not in (".png", ".mmd")])
def test_our_own_copy_holds_what_was_planted_so_that_the_look_through_is_worth_something(
    planted: tuple[JourneyMap, Any, Any], tmp_path: Path, kind: str
) -> None:
    shown, document, pictures = planted
    data = write(shown, document, tmp_path / f"o{kind}", "en", None, pictures).path.read_bytes()
    with pytest.raises(UserError, match="would show a customer what is internal"):
        refuse_leaks(data, kind, shown)


def test_a_card_that_says_what_every_file_says_is_no_leak(
    planted: tuple[JourneyMap, Any, Any], tmp_path: Path
) -> None:
    shown, document, _pictures = planted
    lane = next(lane for lane in shown.lanes if lane.internal)
    step = shown.steps[0]
    words = ["measured", "Customer journey", "Rectangle", "Sheet1", "How it feels", "Touch points"]
    said = [CardOnMap(9000 + at, step.id, lane.id, text) for at, text in enumerate(words)]
    journey = replace(shown, cards=(*shown.cards, *said))
    assert secrets_of(bare_copy(journey)) == []
    for kind in (".html", ".pptx", ".xlsx", ".pdf", ".svg"):
        assert write(journey, document, tmp_path / f"m{kind}", "en", Form(True)).path.exists()


def test_texts_are_found_wherever_a_file_keeps_them() -> None:
    note = PngImagePlugin.PngInfo()
    note.add_text("Comment", "hidden word", zip=True)
    out = BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG", pnginfo=note)
    cases = [
        (out.getvalue(), ".png"),
        (b"<svg><text>hid<tspan>den word</tspan></text></svg>", ".svg"),
        (b'<p data-a="hidden &#119;ord">x</p>', ".html"),
        (b"<p><!-- hidden word --></p>", ".html"),
        (b'{"a": [{"hidden w\\u006frd": 1}]}', ".json"),
        (b"a,b\r\n1,hidden word\r\n", ".csv"),
    ]
    for data, kind in cases:
        assert "hidden word" in plain(" ".join(texts_in(data, kind))), kind
