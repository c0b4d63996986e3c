"""The package for a consultant: the same figures, and nobody's name in any byte of it."""

import shutil
import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.purchases import PurchaseSpec, match, store
from cxdesk.accounts.queries import account_rows
from cxdesk.analysis.scores import figure
from cxdesk.errors import UserError
from cxdesk.journeys import actions as journeys
from cxdesk.journeys import details, snapshots, workshop
from cxdesk.journeys.model import Lane
from cxdesk.journeys.queries import journey_rows
from cxdesk.journeys.whole_map import map_of
from cxdesk.people.queries import person_rows
from cxdesk.personas.model import Persona, PersonaQuote
from cxdesk.planning import actions as planning
from cxdesk.planning import coding_actions, coding_queries
from cxdesk.planning.queries import issue_rows
from cxdesk.project import Project
from cxdesk.responses.filter import Filter
from cxdesk.storage.check import check
from cxdesk.surveys.queries import survey_rows, whole
from exports.package import write_package
from tests.support.bytes_of import everything_in


@pytest.fixture(scope="module")
def example(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = Path(shutil.copy(example_file, tmp_path_factory.mktemp("package") / "Alder Lifts.cxdesk"))
    project = Project.open(path)
    project.run(
        "Issue",
        planning.raise_issue,
        "Harbour Square waits for Sanne Visser",
        "Call +31 10 555 0142 or write to someone@harbour.test, says AL-0014.",
    )
    sold = PurchaseSpec(
        "AL-0014", date(2026, 3, 2), 12345.0, "Repair for Harbour Square", reference="INV-770123"
    )
    project.run("Purchase", lambda session: store(session, match(session, [sold], {}).new))
    question = project.read(coding_queries.text_questions)[0]
    project.run(
        "Sample",
        coding_actions.start_coding,
        question.survey_id,
        question.item_id,
        5,
        ("Ada Coder", "Bo Reader"),
    )
    project.run("Workshop", said_on_a_map)
    project.close()
    return path


def said_on_a_map(session: Session) -> None:
    """A quotation, a comment among ourselves, a parked note, a photograph, a persona's quote; all in a snapshot too."""
    journey = journeys.create(session, "Waiting")
    stage = journeys.add_stage(session, journey, "Call")
    lane = session.scalars(select(Lane.id).where(Lane.journey_id == journey, Lane.kind == "pain")).one()
    card = journeys.add_card(session, journeys.add_step(session, stage, "Ring"), lane, "A card of ours")
    details.set_quotation(session, card, "Words of a caller zqx", "A caller zqx")
    details.set_source(session, card, "Talk in the stairs zqx", 3)
    details.set_picture(session, card, b"\x89PNG zqx")
    details.comment(session, journey, "Remark zqx", "Remarker zqx", card)
    workshop.park(session, journey, "Parked zqx")
    workshop.pin_photo(session, journey, b"\x89PNG wall zqx", "image/png", "Wall zqx")
    workshop.keep_desk(session, journey, workshop.Desk(notes="Desk zqx"))
    session.add(Persona(name="Caller", source="Heard zqx"))
    session.flush()
    persona = session.scalars(select(Persona.id).where(Persona.name == "Caller")).one()
    session.add(PersonaQuote(persona_id=persona, position=0, text="Persona zqx", speaker="Speaker zqx"))
    snapshots.take(session, journey, "As it was", datetime(2026, 5, 1))


@pytest.fixture(scope="module")
def package(example: Path) -> Path:
    target = example.with_name("package.cxdesk")
    write_package(example, target)
    return target


def scores(path: Path) -> list[tuple[str, float | None, int]]:
    project = Project.open(path)
    found = []
    for survey in project.read(survey_rows):
        for question in project.read(whole, survey.id).questions:
            for item in question.items if question.kind in ("nps", "scale") else ():
                made = project.read(figure, survey.id, item.id, Filter(segments=("Hospitals",)))
                found.append((item.code, made.value, made.n))
    project.close()
    return found


def test_the_package_has_every_figure_and_nobodys_name(example: Path, package: Path, tmp_path: Path) -> None:
    before = Project.open(Path(shutil.copy(example, tmp_path / "before.cxdesk")))
    names = [a.name for a in before.read(account_rows)] + [p.name for p in before.read(person_rows)]
    keys = [a.key for a in before.read(account_rows)]
    before.close()
    shutil.copy(package, tmp_path / "package.cxdesk")
    assert len(keys) == 140

    assert scores(tmp_path / "package.cxdesk") == scores(tmp_path / "before.cxdesk")
    assert check(tmp_path / "package.cxdesk").problems == ()
    parts = everything_in(tmp_path / "package.cxdesk", backups=False)
    content = " ".join(data.decode("utf-8", "replace") for _where, data in parts).casefold()
    assert [n for n in names if n.casefold() in content] == []
    assert [k for k in keys if k.casefold() in content] == []
    for secret in ("555 0142", "harbour.test", "alder lifts", "inv-770123"):
        assert secret not in content, secret
    with closing(sqlite3.connect(tmp_path / "package.cxdesk")) as connection:
        kinds = {row[0] for row in connection.execute("SELECT DISTINCT kind FROM response_chunk")}
    assert kinds == {"closed"}  # comments stay at home


def test_of_coded_comments_neither_words_nor_coders_are_in_the_package(package: Path, tmp_path: Path) -> None:
    project = Project.open(Path(shutil.copy(package, tmp_path / "package.cxdesk")))
    (row,) = project.read(coding_queries.coding_rows)
    assert (row.size, row.coders) == (5, ("", ""))
    assert {c.text for c in project.read(coding_queries.comments_for, row.id, 1)} == {""}
    project.close()
    assert not [name for name, data in everything_in(package, backups=False) if b"Ada Coder" in data]


def test_words_keep_their_sense_under_other_names(package: Path, tmp_path: Path) -> None:
    project = Project.open(Path(shutil.copy(package, tmp_path / "package.cxdesk")))
    issue = next(r for r in project.read(issue_rows) if "waits for" in r.title)
    assert issue.title.startswith("Customer ")
    assert " waits for Person " in issue.title
    assert issue.statement.startswith("Call … or write to …, says C000")
    assert {a.name[:9] for a in project.read(account_rows)} == {"Customer "}
    project.close()


def test_purchases_keep_their_amounts_under_other_names(package: Path, tmp_path: Path) -> None:
    shutil.copy(package, tmp_path / "package.cxdesk")
    with closing(sqlite3.connect(tmp_path / "package.cxdesk")) as connection:
        row = connection.execute("SELECT product, reference FROM purchase WHERE amount = 12345").fetchone()
    assert row[0].startswith("Repair for Customer ")
    assert row[1] == ""


def test_of_maps_neither_what_people_said_nor_what_we_remarked_is_in_the_package(
    example: Path, package: Path, tmp_path: Path
) -> None:
    before = b" ".join(data for _where, data in everything_in(example, backups=False))
    assert before.count(b"zqx") > 15
    after = b" ".join(data for _where, data in everything_in(package, backups=False))
    assert b"zqx" not in after
    project = Project.open(Path(shutil.copy(package, tmp_path / "package.cxdesk")))
    journey = next(j for j in project.read(journey_rows) if j.name == "Waiting")
    (card,) = project.read(map_of, journey.id, {}, date(2026, 5, 1)).cards
    assert (card.text, card.source_n, card.picture) == ("A card of ours", 3, "")
    assert project.read(snapshots.snapshot_rows, journey.id)[0].cards == 1
    project.close()


@pytest.mark.slow
def test_the_file_itself_stays_as_it_was_and_nothing_is_written_over(example: Path, tmp_path: Path) -> None:
    before = example.read_bytes()
    target = tmp_path / "package.cxdesk"
    packed = write_package(example, target)
    assert packed.accounts == 140
    assert packed.answers > 2_000
    assert example.read_bytes() == before
    with pytest.raises(UserError, match="is there already"):
        write_package(example, target)
    with pytest.raises(UserError, match=r"ends in \.cxdesk"):
        write_package(example, tmp_path / "package.zip")
    with pytest.raises(UserError, match="There is no folder"):
        write_package(example, tmp_path / "gone" / "package.cxdesk")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["package.cxdesk"]
