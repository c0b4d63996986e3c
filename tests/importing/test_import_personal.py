"""Columns with personal data: recognised, left out, or made pseudonyms; the cells themselves stand nowhere in the file."""

import json
import zlib
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from cxdesk.importing import detect, mapping, personal
from cxdesk.importing.actions import import_file
from cxdesk.importing.kept import original_of, report_of
from cxdesk.importing.plan import ImportPlan
from cxdesk.importing.remap import again
from cxdesk.project import Project
from cxdesk.responses.aggregate import counted, items_of
from cxdesk.responses.model import RememberedSettings
from tests.support.bytes_of import everything_in

PEOPLE = ("Anna Kovács", "Piet de Vries", "Олена Шевченко", "Jürgen Groß", "Mary O’Neill", "José Díaz")


@pytest.fixture
def project(tmp_path: Path) -> Project:  # type: ignore[misc]
    made = Project.create(tmp_path / "a.cxdesk")
    yield made
    made.close()


def plan_of(folder: Path, columns: dict[str, list[str]], name: str = "a.csv") -> ImportPlan:
    rows = ["\t".join(row) for row in zip(*columns.values(), strict=True)]
    path = folder / name
    path.write_text("\t".join(columns) + "\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return mapping.suggest(detect.sniff(path))


def kind_and_reason(plan: ImportPlan, header: str) -> tuple[str, str]:
    column = next(c for c in plan.columns if c.header == header)
    return column.kind, column.reason


@pytest.mark.parametrize(
    ("header", "cell", "word"),
    [
        ("E-mailadres", "p{n}@firma.nl", "mail address"), ("E-mail cím", "p{n}@ceg.hu", "mail address"),
        ("Адреса електронної пошти", "p{n}@firma.ua", "mail address"), ("نشانی ایمیل", "p{n}@co.ir", "mail address"),
        ("Adresse e-mail", "p{n}@soc.fr", "mail address"), ("Correo electrónico", "p{n}@emp.es", "mail address"),
        ("What is your e-mail address?", "p{n}@x.com", "mail address"), ("Contact", "p{n}@x.com", "mail address"),
        ("IP-adres", "81.2.69.{n}", "IP address"), ("Where from", "2001:db8::{n}", "IP address"),
        ("Telefoonnummer", "06 123456{n:02d}", "phone number"), ("Telefonszám", "+36 20 123 45{n:02d}", "phone number"),
        ("Номер телефону", "+38050123456{n}", "phone number"), ("شمارهٔ تلفن", "۰۹۱۲۳۴۵۶۷{n}", "phone number"),
        ("Reach me at", "+1 (555) 010-22{n:02d}", "phone number"), ("Rufnummer", "030 12345{n:02d}", "phone number"),
        ("Voornaam", "Piet{s}", "name"), ("Vezetéknév", "Nagy{s}", "name"), ("Прізвище", "Шевченко{s}", "name"),
        ("نام و نام خانوادگی", "زهرا احمدی{s}", "name"), ("Nachname", "Groß{s}", "name"), ("Apellidos", "Díaz{s}", "name"),
        ("Breedtegraad", "52.37{n}", "place on the map"), ("довгота", "30.52{n}", "place on the map"),
        ("Where is it?", "52.3702{n}, 4.8951{n}", "place on the map"), ("GPS", "47.497{n} 19.040{n} 0 0", "place on the map"),
        ("Straße und Hausnummer", "Hauptstraße {n}", "postal address"), ("Lakcím", "Budapest, Váci út {n}.", "postal address"),
        ("Send it to", "Keizersgracht {n}, Amsterdam", "postal address"),
        ("Geboortedatum", "1980-03-{n:02d}", "date of birth"), ("تاریخ تولد", "1360/04/{n:02d}", "date of birth"),
        ("Születési dátum", "1980.03.{n:02d}", "date of birth"), ("BSN", "1234567{n:02d}", "personal number"),
    ],
)  # fmt: skip
def test_personal_columns_are_told_by_heading_or_cells(
    tmp_path: Path, header: str, cell: str, word: str
) -> None:
    cells = [cell.format(n=n, s="abcdefghij"[n] * 2) for n in range(10)]
    kind, reason = kind_and_reason(plan_of(tmp_path, {"Why?": list("abcdefghij"), header: cells}), header)
    assert (kind, reason) == ("leave_out", f"Personal data: {word}")


@pytest.mark.parametrize(
    ("header", "cells", "kind"),
    [
        ("How easy was it to reach us by phone?", ["1", "2", "3", "4", "5"], "scale"),
        ("How do you rate our e-mail support?", ["1", "2", "3", "4", "5"], "scale"),
        ("Phone", ["5", "4", "3", "4", "5"], "scale"),
        ("Mobile", ["Yes", "No", "Yes", "No", "Yes"], "single"),
        ("Nombre", ["12", "44", "31", "25", "17"], "single"),
        ("Delivered on", ["03-15-2026", "01-20-2026", "05-22-2026", "02-28-2026", "09-30-2026"], "date"),
        ("Product name", ["Ramp One", "Lift Two", "Lift Two", "Ramp One", "Lift Two"], "single"),
        ("Weight A", ["0.528790792775", "2.02951325036", "0.5310492", "1.1", "0.98341098341"], "number"),
        ("Order", ["2026-001-00012", "2026-001-00013", "2026-002-00001", "2026-002-00014", "x"], "single"),
        ("Weight", ["0.98341", "1.20034", "0.88112", "1.00001", "0.99998"], "number"),
    ],
)
def test_what_only_sounds_personal_is_not_left_out(
    tmp_path: Path, header: str, cells: list[str], kind: str
) -> None:
    assert kind_and_reason(plan_of(tmp_path, {header: cells * 8}), header)[0] == kind


def test_names_without_a_heading_are_told_beside_mail_addresses_only(tmp_path: Path) -> None:
    mails = [f"p{n}@x.nl" for n in range(6)]
    plan = plan_of(
        tmp_path, {"Filled in by": list(PEOPLE), "Contact": mails, "Company": [p + " BV" for p in PEOPLE]}
    )
    assert kind_and_reason(plan, "Filled in by") == ("leave_out", "Personal data: name")
    assert kind_and_reason(plan, "Company")[0] != "leave_out"
    alone = plan_of(tmp_path, {"Filled in by": list(PEOPLE), "Colour": ["red"] * 6}, "b.csv")
    assert kind_and_reason(alone, "Filled in by")[0] == "text"


COLUMNS = {
    "ResponseID": [f"R_{n:03d}" for n in range(6)],
    "Would you recommend us?": ["9", "10", "8", "7", "3", "10"],
    "E-mail": [f"Secret{n}@plain.example" for n in range(6)],
    "Name": list(PEOPLE),
    "Comment": [f"comment number {n}" for n in range(6)],
}


def pseudonymised(plan: ImportPlan) -> ImportPlan:
    return mapping.with_kind(plan, next(c.key for c in plan.columns if c.header == "E-mail"), "pseudonym")


def tokens_of(project: Project, survey_id: int) -> dict[str, str]:
    item = next(i.id for i in project.read(items_of, survey_id) if i.code == "E-mail")
    frame = project.read(counted, survey_id, [], facts=["respondent_key"], texts=[item])
    return dict(zip(frame["respondent_key"], frame[f"i{item}"], strict=True))


def test_a_pseudonym_is_the_same_in_every_round_and_another_in_another_file(
    project: Project, tmp_path: Path
) -> None:
    first = import_file(project, pseudonymised(plan_of(tmp_path, COLUMNS)))
    later = dict(COLUMNS) | {"ResponseID": [f"R_{n:03d}" for n in range(10, 16)]}
    later["E-mail"] = [f" SECRET{n}@plain.example " for n in range(6)]
    plan = plan_of(tmp_path, later, "later.csv")
    from cxdesk.importing.target import proposed

    aim = project.read(proposed, plan)
    assert next(c.kind for c in aim.plan.columns if c.header == "E-mail") == "pseudonym"
    second = import_file(project, aim.plan, survey_id=aim.survey_id, round_name="later")
    assert second.survey_id == first.survey_id
    tokens = tokens_of(project, first.survey_id)
    assert [tokens[f"R_{n:03d}"] for n in range(6)] == [tokens[f"R_{n:03d}"] for n in range(10, 16)]
    assert len(set(tokens.values())) == 6
    assert all(t.startswith("p-") and len(t) == 18 for t in tokens.values())
    other = Project.create(tmp_path / "b.cxdesk")
    try:
        theirs = import_file(other, pseudonymised(plan_of(tmp_path, COLUMNS)))
        assert not set(tokens_of(other, theirs.survey_id).values()) & set(tokens.values())
    finally:
        other.close()


def test_cells_that_are_left_out_or_made_pseudonyms_stand_nowhere(project: Project, tmp_path: Path) -> None:
    columns = {k: list(v) for k, v in COLUMNS.items()}
    path = tmp_path / "a.csv"
    plan = pseudonymised(plan_of(tmp_path, columns))
    data = (
        path.read_bytes().replace(b"Secret3", b"Secret3\xff").replace(b"10\tSecret1", b"x\ty\tz\t10\tSecret1")
    )
    path.write_bytes(data)
    plan = pseudonymised(mapping.suggest(detect.sniff(path)))
    done = import_file(project, plan)
    assert done.problem_count
    assert project.read(original_of, done.batch_id) is None
    assert not done.original_kept
    project.close()
    found = everything_in(project.path)
    for secret in ("Secret", "plain.example", "SECRET", "secret0@", *PEOPLE):
        assert not [where for where, data in found if secret.encode() in data], secret
    assert [where for where, data in found if b"comment number 4" in data]


def test_a_file_without_personal_columns_is_kept_and_one_with_them_when_it_is_said(
    project: Project, tmp_path: Path
) -> None:
    plain = {k: v for k, v in COLUMNS.items() if k not in ("E-mail", "Name")}
    done = import_file(project, plan_of(tmp_path, plain))
    assert project.read(original_of, done.batch_id) is not None
    said = import_file(project, plan_of(tmp_path, COLUMNS, "b.csv"), keep_original=True, round_name="b")
    assert project.read(original_of, said.batch_id) is not None


def test_a_column_that_is_made_pseudonyms_later_takes_its_cells_with_it(
    project: Project, tmp_path: Path
) -> None:
    plan = plan_of(tmp_path, COLUMNS)
    for name in ("E-mail", "Name"):
        plan = mapping.with_kind(plan, next(c.key for c in plan.columns if c.header == name), "text")
    done = import_file(project, plan)
    assert personal.sentences(plan.columns) == ["2 columns are stored as they are."]
    again(project, done.batch_id or 0, lambda p: pseudonymised(mapping.with_kind(p, "c3", "leave_out")))
    project.close()
    found = everything_in(project.path, backups=False)
    for secret in ("Secret0@plain.example", PEOPLE[0]):
        assert not [where for where, data in found if secret.encode() in data]


def test_settings_hold_nothing_of_a_personal_column(project: Project, tmp_path: Path) -> None:
    done = import_file(project, pseudonymised(plan_of(tmp_path, COLUMNS)))

    def settings(session: Session) -> str:
        return json.dumps(
            [r.settings for r in session.scalars(select(RememberedSettings))], ensure_ascii=False
        )

    written = json.loads(project.read(settings))[0]["columns"]
    assert written["e-mail"] == {"kind": "pseudonym", "personal": True}
    assert written["name"] == {"kind": "leave_out", "personal": True}
    report = project.read(report_of, done.batch_id)
    assert dict(report.left_out)["Name"] == "Personal data: name"
    raw = project.read(lambda s: s.execute(text("SELECT data FROM import_report")).scalar())
    assert b"plain.example" not in zlib.decompress(raw)


def test_the_mapping_page_says_what_happens_to_personal_columns(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, COLUMNS)
    assert personal.sentences(plan.columns) == ["2 columns are left out.", "The file itself is not kept."]
    assert personal.sentences(pseudonymised(plan).columns)[:2] == [
        "1 column is left out.",
        "1 column becomes pseudonyms: the same person gets the same word in every round.",
    ]


def test_a_file_whose_columns_of_persons_are_blank_or_anonymous_is_kept(tmp_path: Path) -> None:
    rows = [f"R_{n},anonymous,,{n % 11},2026-03-{n % 28 + 1:02d}" for n in range(60)]
    head = "ResponseID,E-mail address,Phone,Would you recommend us?,Date\n"
    for name, lines, kept in (
        ("anonymous.csv", rows, True),
        ("one person.csv", [*rows[:-1], rows[-1].replace("anonymous", "an@alder.test")], False),
    ):
        source = tmp_path / name
        source.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
        plan = mapping.suggest(detect.sniff(source))
        for header in ("E-mail address", "Phone"):
            column = next(c for c in plan.columns if c.header == header)
            plan = plan.change(column.key, kind="leave_out", personal=True)
        with_file = Project.create(tmp_path / f"{name}.cxdesk")
        done = import_file(with_file, plan)
        assert done.original_kept is kept, name
        assert (with_file.read(original_of, done.batch_id) is not None) is kept
        with_file.close()
