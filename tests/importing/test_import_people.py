"""Lists of customers and of invited people: what each column is, what they change, and whom they leave in peace."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from cxdesk.accounts.actions import set_contact_rest
from cxdesk.accounts.queries import account_rows
from cxdesk.accounts.updates import CellChange
from cxdesk.errors import UserError
from cxdesk.importing import people
from cxdesk.importing.people_cells import number_in
from cxdesk.importing.people_fields import ACCOUNT_FIELDS, language_of, relation_of
from cxdesk.importing.people_plan import suggest, with_blanks, with_day_first, with_field, with_map
from cxdesk.importing.people_rows import read_accounts, read_contacts
from cxdesk.progress import Cancelled
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses.model import Invitation
from cxdesk.surveys import actions as surveys
from tests.storage.test_undo_property import dump

LIST = (
    "Customer key,Name,Segment,Revenue,Renewal date,Status\n"
    'AL-1,Harbour Square,Offices,"1,200.50",31-12-2026,Customer\n'
    "AL-2,Old Mill,Hotels,900,01-02-2027,lead\n"
)


@pytest.fixture
def project(tmp_path: Path):  # type: ignore[no-untyped-def]
    made = Project.create(tmp_path / "a.cxdesk")
    yield made
    made.close()


def written(folder: Path, text: str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def meant(path: Path, what: str = "accounts") -> dict[str, str]:
    """The heading of each field in use."""
    return {field: column.header for field, column in suggest(path, what).used.items()}


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (
            "Klantnummer;Klant;Branche;Regio;Omzet;Valuta;Accountmanager;Verlengingsdatum;Relatie;Vertrokken op;Taal",
            11,
        ),
        (
            "Ügyfélkód;Cég;Szegmens;Régió;Árbevétel;Pénznem;Felelős;Megújítás;Kapcsolat;Távozás dátuma;Nyelv",
            11,
        ),
        (
            "Код клієнта;Компанія;Галузь;Регіон;Виручка;Валюта;Відповідальний;Дата поновлення;Статус;Дата відходу;Мова",
            11,
        ),
        ("کد مشتری;نام مشتری;صنعت;منطقه;درآمد;ارز;مسئول;تاریخ تمدید;وضعیت;تاریخ ترک;زبان", 11),
        (
            "Kundennummer;Firma;Branche;Gebiet;Umsatz;Währung;Betreuer;Vertragsende;Kundenstatus;Kunde bis;Sprache",
            11,
        ),
        (
            "account_no;AccountName;VERTICAL;Territory;Annual Revenue;Currency Code;Owner:;Expires;Type;Churn date;Lang",
            11,
        ),
    ],
)
def test_headings_are_known_in_five_languages_and_german(tmp_path: Path, headings: str, fields: int) -> None:
    row = "K1;Firm;S;North;1;EUR;Tom;2026-01-31;customer;2026-02-28;en"
    found = meant(written(tmp_path, f"{headings}\n{row}\n"))
    assert len(found) == fields
    assert list(found.values()) != []
    assert {f.id for f in ACCOUNT_FIELDS} - found.keys() == {"potential_revenue"}


def test_where_headings_fail_the_content_proposes_and_says_so(tmp_path: Path) -> None:
    rows = "".join(f"Firm number {n},K-{n:03d},{n * 1000},2026-{n % 12 + 1:02d}-15,same\n" for n in range(30))
    plan = suggest(written(tmp_path, "A,B,C,D,E\n" + rows), "accounts")
    assert {f: c.header for f, c in plan.used.items()} == {
        "name": "A",
        "key": "B",
        "revenue": "C",
        "renewal_on": "D",
    }
    assert all(c.guessed for c in plan.used.values())
    assert plan.unused == ("E",)


def test_a_column_with_keys_of_the_file_is_the_key_whatever_it_looks_like(
    tmp_path: Path, project: Project
) -> None:
    people.import_accounts_file(project, written(tmp_path, LIST))
    path = written(tmp_path, "One,Two\nX-1,al-1\nX-2,AL-2\n", "other.csv")
    assert people.propose(project, path, "accounts").used["key"].header == "Two"


def test_a_list_without_a_key_is_asked_about_and_can_be_told(tmp_path: Path) -> None:
    path = written(tmp_path, "Firma,Ort\nA,Köln\nB,Köln\n")
    plan = suggest(path, "accounts")
    assert [f.id for f in plan.missing] == ["key"]
    with pytest.raises(UserError, match=r"Customer key \(--map key=…\)\. There are: Firma, Ort"):
        read_accounts(plan)
    told = with_map(plan, ["key=firma"])
    assert told.is_ready
    assert [s.key for s in read_accounts(told).specs] == ["A", "B"]
    for wrong, sentence in (
        ("key=Nowhere", "There is no column “Nowhere”"),
        ("colour=Ort", "is not FIELD=COLUMN"),
    ):
        with pytest.raises(UserError, match=sentence):
            with_map(plan, [wrong])


def test_a_field_has_one_column_and_letting_it_go_names_the_column_as_unused(tmp_path: Path) -> None:
    plan = suggest(written(tmp_path, LIST), "accounts")
    moved = with_field(plan, 2, "name")
    assert {f: c.position for f, c in moved.used.items()}["name"] == 2
    assert moved.unused == ("Name",)
    assert with_map(plan, ["segment="]).unused == ("Segment",)


def test_dates_that_can_be_read_two_ways_are_asked_about(tmp_path: Path) -> None:
    plan = suggest(written(tmp_path, "key,renewal\nK1,03/04/2026\nK2,05/06/2026\n"), "accounts")
    assert not plan.is_ready
    with pytest.raises(UserError, match="--day-first or --month-first"):
        read_accounts(plan)
    day_first = read_accounts(with_day_first(plan, True)).specs
    month_first = read_accounts(with_day_first(plan, False)).specs
    assert (day_first[0].renewal_on, month_first[0].renewal_on) == (date(2026, 4, 3), date(2026, 3, 4))


def test_every_problem_has_its_row_and_column_and_the_sum_is_right(tmp_path: Path) -> None:
    rows = "K1,One,1.2M,2026-01-31,de,maybe\n,No key,5,,,\nk1,Again,5,,,\n,,,,,\nK2,Two,7,2026-02-30,nl-BE,ex-klant\n"
    found = read_accounts(
        suggest(written(tmp_path, "key,name,revenue,renewal,language,status\n" + rows), "accounts")
    )
    assert [(p.row, p.column, p.severity) for p in found.problems] == [
        (2, "revenue", "note"),
        (2, "language", "note"),
        (2, "status", "note"),
        (3, "key", "refused"),
        (4, "key", "refused"),
        (6, "renewal", "note"),
    ]
    assert (found.rows_in, len(found.specs), found.refused) == (4, 2, 2)
    assert [(s.language, s.relation) for s in found.specs] == [("", ""), ("nl", "former")]


def test_all_fields_of_the_method_arrive(tmp_path: Path, project: Project) -> None:
    head = "key,name,vertical,region,revenue,potential revenue,currency,owner,renewal date,relation,left on,language\n"
    row = "K1,Firm,Hotels,North,€ 1.200,2.400,EUR,Tom Fletcher,2027-01-31,Former,2026-05-01,Magyar\n"
    people.import_accounts_file(
        project, written(tmp_path, head + row.replace("€ 1.200,2.400", '"€ 1.200","2.400"'))
    )
    a = project.read(account_rows)[0]
    assert (a.key, a.name, a.segment, a.region, a.revenue, a.potential_revenue, a.currency, a.owner) == (
        "K1", "Firm", "Hotels", "North", 1200.0, 2400.0, "EUR", "Tom Fletcher",
    )  # fmt: skip
    assert (a.renewal_on, a.relation, a.left_on, a.language) == (
        date(2027, 1, 31), "former", date(2026, 5, 1), "hu",
    )  # fmt: skip


def test_the_same_list_twice_changes_nothing_and_leaves_no_step(tmp_path: Path, project: Project) -> None:
    path = written(tmp_path, LIST)
    people.import_accounts_file(project, path)
    before, step = dump(project), project.undo_label
    path.rename(tmp_path / "again.csv")
    done = people.import_accounts_file(project, tmp_path / "again.csv")
    assert (done.stored.added, done.stored.updated, done.stored.unchanged) == (0, 0, 2)
    assert dump(project) == before
    assert project.undo_label == step


def test_a_later_list_shows_each_cell_before_it_writes_and_deletes_nobody(
    tmp_path: Path, project: Project
) -> None:
    people.import_accounts_file(project, written(tmp_path, LIST))
    later = "Customer key,Name,Segment,Revenue\nal-1,Harbour Square,Housing,\nAL-3,New Firm,Hotels,5\n"
    found = read_accounts(people.propose(project, written(tmp_path, later, "later.csv"), "accounts"))
    updates = people.updates_of(project, found)
    assert [n.key for n in updates.new] == ["AL-3"]
    assert updates.changed == (CellChange("AL-1", "Harbour Square", "segment", "Offices", "Housing"),)
    assert [g.key for g in updates.gone] == ["AL-2"]
    people.import_accounts(project, found)
    rows = {a.key: a for a in project.read(account_rows)}
    assert sorted(rows) == ["AL-1", "AL-2", "AL-3"]
    assert (rows["AL-1"].segment, rows["AL-1"].revenue) == ("Housing", 1200.5)
    project.undo()
    assert sorted(a.segment for a in project.read(account_rows)) == ["Hotels", "Offices"]


def test_a_blank_cell_wipes_a_value_only_when_the_person_says_so(tmp_path: Path, project: Project) -> None:
    people.import_accounts_file(project, written(tmp_path, LIST))
    path = written(tmp_path, "key,name,segment,revenue,status\nAL-1,,,x,\n", "blank.csv")
    plan = people.propose(project, path, "accounts")
    assert not people.updates_of(project, read_accounts(plan)).stores
    wiping = people.updates_of(project, read_accounts(with_blanks(plan, True)))
    # The unreadable amount is no blank, and a customer always has a name and a relation.
    assert [(c.field, c.new) for c in wiping.changed] == [("segment", "")]


def test_a_cancelled_import_stores_nothing(tmp_path: Path, project: Project) -> None:
    found = read_accounts(people.propose(project, written(tmp_path, LIST), "accounts"))

    def stop(done: int, total: int, what: str) -> None:
        if what == "Matching the answers":
            raise Cancelled

    with pytest.raises(Cancelled):
        people.import_accounts(project, found, progress=stop)
    assert project.read(account_rows) == []
    assert not project.can_undo


def test_a_workbook_with_real_dates_and_numbers_is_read(tmp_path: Path, project: Project) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Customer key", "Name", "Revenue", "Renewal date"])
    book.active.append(["AL-1", "Harbour", 1200.5, date(2026, 12, 31)])
    book.save(tmp_path / "list.xlsx")
    people.import_accounts_file(project, tmp_path / "list.xlsx")
    row = project.read(account_rows)[0]
    assert (row.revenue, row.renewal_on) == (1200.5, date(2026, 12, 31))


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("1,234.50", "", 1234.5), ("1.234,50", "", 1234.5), ("1 234", "", 1234.0), ("€ 1234", "", 1234.0),
        ("1.234", "", 1234.0), ("1.234", ".", 1.234), ("12,5", "", 12.5), ("۱۲٬۳۴۵", "", 12345.0), ("(500)", "", -500.0),
        ("12 000 Ft", "", 12000.0), ("HUF 12.000", "", 12000.0), ("1'234.5", "", 1234.5), ("1.2M", "", None),
        ("12k", "", None), ("n/a", "", None), ("1e5", "", None), ("", "", None), ("-", "", None),
    ],
)  # fmt: skip
def test_amounts_as_people_write_them(text: str, decimal: str, value: float | None) -> None:
    assert number_in(text, decimal) == value


def test_relations_and_languages_are_known_by_their_words() -> None:
    words = ("Lead", "potentiële klant", "Активний", "مشتری سابق", "Ehemaliger Kunde", "colour")
    assert [relation_of(w) for w in words] == ["prospect", "prospect", "customer", "former", "former", None]
    assert [language_of(w) for w in ("en-GB", "NL", "Deutsch", "فارسی", "ua")] == [
        "en",
        "nl",
        None,
        "fa",
        "uk",
    ]


def invited_file(folder: Path, names: str = "abc", name: str = "invited.csv") -> Path:
    rows = "".join(f"al-1,{n}@x.example,Person {n}\n" for n in names)
    return written(folder, "customer id,E-mail,Name\n" + rows, name)


def two_rounds(project: Project, tmp_path: Path) -> tuple[int, int]:
    people.import_accounts_file(project, written(tmp_path, LIST))
    survey = project.run("Create", surveys.create, "Relationship")
    march = project.run("Round", responses.add_round, survey, "March", date(2026, 3, 1), date(2026, 3, 20))
    return march, project.run(
        "Round", responses.add_round, survey, "May", date(2026, 5, 1), date(2026, 5, 20)
    )


def reasons(project: Project) -> list[str]:
    return project.read(
        lambda session: [i.override_reason for i in session.query(Invitation).order_by(Invitation.id)]
    )


def test_nobody_is_invited_twice_inside_the_rest_period(tmp_path: Path, project: Project) -> None:
    march, may = two_rounds(project, tmp_path)
    people.import_invited_file(project, invited_file(tmp_path, "abc"), march)
    project.run("Rest", set_contact_rest, 90)
    later = invited_file(tmp_path, "BCde", "later.csv")
    found = read_contacts(people.propose(project, later, "invited"))
    before = people.invitations_of(project, found, may)
    assert (before.invited, [(r.contact, r.round, r.invited_on) for r in before.resting]) == (
        2,
        [("b@x.example", "March", date(2026, 3, 1)), ("c@x.example", "March", date(2026, 3, 1))],
    )
    assert people.import_invited(project, found, may).invited == 2
    again = people.import_invited(project, found, may)
    assert (again.invited, again.already, len(again.resting)) == (0, 2, 2)


def test_a_reason_overrides_the_rest_and_is_kept(tmp_path: Path, project: Project) -> None:
    march, may = two_rounds(project, tmp_path)
    people.import_invited_file(project, invited_file(tmp_path, "ab"), march)
    project.run("Rest", set_contact_rest, 90)
    found = read_contacts(people.propose(project, invited_file(tmp_path, "bc", "later.csv"), "invited"))
    done = people.import_invited(project, found, may, reason=" The lift was renewed. ")
    assert done.invited == 2
    assert reasons(project) == ["", "", "", "The lift was renewed."]
    project.undo()
    assert reasons(project) == ["", ""]


def test_the_rest_is_off_at_first_and_ends_on_its_day(tmp_path: Path, project: Project) -> None:
    march, may = two_rounds(project, tmp_path)
    people.import_invited_file(project, invited_file(tmp_path, "ab"), march)
    found = read_contacts(people.propose(project, invited_file(tmp_path, "ab", "later.csv"), "invited"))
    assert people.invitations_of(project, found, may).resting == ()
    project.run("Rest", set_contact_rest, 61)  # 1 March to 1 May
    assert people.invitations_of(project, found, may).resting == ()
    project.run("Rest", set_contact_rest, 62)
    assert len(people.invitations_of(project, found, may).resting) == 2
    assert people.invitations_of(project, found, may, date(2026, 5, 2)).resting == ()


def test_one_mail_address_is_one_person_at_whatever_customer(tmp_path: Path, project: Project) -> None:
    march, may = two_rounds(project, tmp_path)
    people.import_invited_file(project, invited_file(tmp_path, "a"), march)
    project.run("Rest", set_contact_rest, 90)
    path = written(tmp_path, "customer id,E-mail\nAL-2,A@x.example\n", "moved.csv")
    found = read_contacts(people.propose(project, path, "invited"))
    assert [r.account_key for r in people.invitations_of(project, found, may).resting] == ["AL-1"]
