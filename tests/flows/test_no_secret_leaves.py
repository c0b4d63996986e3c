"""Two hundred secrets in internal fields, and none of them on a customer's paper."""

import random
import shutil
import unicodedata
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk import i18n
from cxdesk.accounts.actions import AccountSpec, ContactSpec, change, store_accounts, store_contacts
from cxdesk.accounts.model import Account
from cxdesk.accounts.purchases import PurchaseSpec, match, store
from cxdesk.errors import UserError
from cxdesk.goals import actions as goals
from cxdesk.journeys.model import Card, Journey, Stage
from cxdesk.people.model import Person
from cxdesk.planning import wording
from cxdesk.planning.model import Action, Cause, Evidence, Issue, Plan, PlanLine
from cxdesk.planning.plan_queries import plan_for
from cxdesk.project import Project
from cxdesk.responses.model import DataSet
from cxdesk.surveys.model import Item, Question, Survey
from cxdesk.touchpoints.model import TouchPoint
from exports.pdf.hand_out import hand_out
from exports.pdf.leaks import leaks

# The words of the glossary's last line and its "internal only" rows.
INTERNAL_WORDS = (
    "Keep 9 in 10 service contracts", "detractor", "promoter", "critic", "At-Risk", "Dangling", "account health",
    "opinion", "bias", "quadrant",
)  # fmt: skip


REVENUE, POTENTIAL, BOUGHT = 918_273_645.0, 564_738_291.0, 83_412_757.0


class Secrets:
    """Words no one would write by chance, and where each was put."""

    def __init__(self) -> None:
        self._random = random.Random(7)
        self.planted: list[str] = []

    def new(self) -> str:
        letters = "bcdfghjklmnpqrstvwxz"
        persian = "ژگچپخضصثقفغعهجد"
        pool = persian if len(self.planted) % 5 == 4 else letters
        word = "".join(self._random.choice(pool) for _n in range(14))
        self.planted.append(word)
        return word


def plant(session: Session, secrets: Secrets, plan_id: int) -> None:
    """Put a secret into every internal text there is, of this account and of others."""
    fields: list[tuple[Any, tuple[str, ...]]] = [
        (Issue, ("title", "statement")), (Cause, ("text",)), (Evidence, ("quotation",)),
        (Action, ("title", "why", "measure", "baseline", "target")), (Person, ("name", "title", "mail", "phone")),
        (TouchPoint, ("name",)), (Stage, ("name",)), (Card, ("text",)),
        (DataSet, ("source", "population", "method", "lens", "known_bias")),
    ]  # fmt: skip
    for table, names in fields:
        for row in session.scalars(select(table).limit(12)):
            for name in names:
                setattr(row, name, secrets.new())
    for table in (Survey, Journey):
        for row in session.scalars(select(table)):
            row.name = {"en": secrets.new()} if table is Survey else secrets.new()
    for row in session.scalars(select(Question).limit(20)):
        row.text = {"en": secrets.new(), "fa": secrets.new()}
    for row in session.scalars(select(Item).limit(10)):
        row.text = {"en": secrets.new()}
    for _n in range(15):
        key, name = secrets.new(), secrets.new()
        store_accounts(session, [AccountSpec(key, name, secrets.new(), secrets.new(), owner=secrets.new())])
        store_contacts(session, [ContactSpec(key, secrets.new(), secrets.new(), secrets.new())])
    _plant_amounts(session, secrets, plan_id)
    goals.create(session, secrets.new(), measure=secrets.new(), baseline=secrets.new(), target=secrets.new())
    _plant_wordings(session, secrets, plan_id)


def _plant_amounts(session: Session, secrets: Secrets, plan_id: int) -> None:
    """What the customer is worth to us, today and before: written with and without separators, in both scripts."""
    account = session.get_one(Plan, plan_id).account_id
    spec = AccountSpec(
        "", segment=secrets.new(), revenue=REVENUE, potential_revenue=POTENTIAL, owner=secrets.new()
    )
    change(session, account, spec, date(2026, 4, 1))
    change(session, account, AccountSpec("", segment=secrets.new()), date(2026, 5, 1))
    key = session.get_one(Account, account).key
    sold = PurchaseSpec(key, date(2026, 3, 2), BOUGHT, secrets.new(), reference=secrets.new())
    store(session, match(session, [sold], {}).new)
    for amount in (REVENUE, POTENTIAL, BOUGHT):
        secrets.planted += [f"{amount:.0f}", *(i18n.number(amount, 0, code) for code in i18n.LANGUAGES)]


def _plant_wordings(session: Session, secrets: Secrets, plan_id: int) -> None:
    """Wordings of other plans, other accounts and other languages are none of this customer's business either."""
    for line in session.scalars(select(PlanLine)):
        language = "nl" if line.plan_id == plan_id else "en"
        wording.write(session, "plan_line", line.id, "text", language, secrets.new())
    for plan in session.scalars(select(Plan)):
        if plan.id != plan_id:
            wording.write(session, "plan", plan.id, "contact_title", "en", secrets.new())


def pieces(pdf: bytes) -> str:
    """Everything a reader of the file could find: texts, metadata, outline, attachments, raw and unpacked streams."""
    reader = pypdf.PdfReader(BytesIO(pdf))
    parts = [page.extract_text() for page in reader.pages]
    parts += [str(value) for value in (reader.metadata or {}).values()]
    parts += [str(item) for item in reader.outline] + list(reader.attachments)
    for number in range(1, len(reader.xref.get(0, {})) + 1):
        thing: Any = reader.get_object(number)
        parts.append(str(thing))
        if hasattr(thing, "get_data"):
            parts.append(thing.get_data().decode("latin-1"))
    text = unicodedata.normalize("NFKC", " ".join(parts) + pdf.decode("latin-1"))
    return "".join(c for c in text if c not in "\u200c\u200d\u200e\u200f\u2066\u2069").casefold()


@pytest.fixture
def project(example_file: Path, tmp_path: Path) -> Any:
    made = Project.open(Path(shutil.copy(example_file, tmp_path / "a.cxdesk")))
    yield made
    made.close()


@pytest.mark.parametrize(("account", "language"), [("Harbour Square", "en"), ("Niloufar Towers", "fa")])
def test_none_of_two_hundred_secrets_is_in_the_plan(
    account: str, language: str, project: Project, tmp_path: Path
) -> None:
    plan = project.read(plan_for, account)
    secrets = Secrets()
    project.run("Plant", plant, secrets, plan.id)
    assert len(secrets.planted) >= 200
    path = hand_out(project, plan.id, language, tmp_path / "plan.pdf", datetime(2026, 5, 20))
    pdf = path.read_bytes()
    hidden = [*secrets.planted, *INTERNAL_WORDS]
    assert leaks(pdf, hidden) == []
    found = pieces(pdf)
    assert [s for s in hidden if s.casefold() in found or s[::-1].casefold() in found] == []


def test_the_check_itself_finds_a_secret_that_was_approved_by_mistake(
    project: Project, tmp_path: Path
) -> None:
    """So that the test above can fail: an internal sentence inside an approved wording of another kind is found."""
    plan = project.read(plan_for, "Harbour Square")

    def slip(session: Session) -> str:
        line = session.scalars(
            select(PlanLine).where(PlanLine.plan_id == plan.id, PlanLine.kind == "told")
        ).first()
        assert line is not None
        wording.write(session, "plan_line", line.id, "text", "en", "Qzxvbnmkjh was said")
        wording.approve(session, [("plan_line", line.id)], "en", "Somebody", datetime(2026, 4, 1))
        return "Qzxvbnmkjh"

    secret = project.run("Slip", slip)
    pdf = hand_out(project, plan.id, "en", tmp_path / "plan.pdf").read_bytes()
    assert leaks(pdf, [secret]) == [secret]
    assert secret.casefold() in pieces(pdf)


def test_a_plan_whose_wording_is_missing_or_unapproved_is_not_made(project: Project, tmp_path: Path) -> None:
    plan = project.read(plan_for, "Harbour Square")
    target = tmp_path / "plan.pdf"
    with pytest.raises(UserError, match="The plan is not made in Dutch"):
        hand_out(project, plan.id, "nl", target)

    def reword(session: Session) -> None:
        line = session.scalars(
            select(PlanLine).where(PlanLine.plan_id == plan.id, PlanLine.kind == "do")
        ).first()
        assert line is not None
        wording.write(session, "plan_line", line.id, "text", "en", "Something nobody has approved.")

    project.run("Reword", reword)
    with pytest.raises(
        UserError, match="What we will do, line 1: “What the customer reads” is not approved in English"
    ):
        hand_out(project, plan.id, "en", target)
    assert not target.exists()


def test_what_was_handed_out_is_remembered_and_not_undone(project: Project, tmp_path: Path) -> None:
    from cxdesk.storage.model import HandedOut

    plan = project.read(plan_for, "Harbour Square")
    steps = project.undo_label
    path = hand_out(project, plan.id, "en", tmp_path / "plan.pdf", datetime(2026, 5, 20))
    assert project.undo_label == steps

    def noted(session: Session) -> list[tuple[str, str, int]]:
        return [(h.account_key, h.language, h.version) for h in session.scalars(select(HandedOut))]

    assert len(project.read(noted)) == 1
    assert path.read_bytes().startswith(b"%PDF")
