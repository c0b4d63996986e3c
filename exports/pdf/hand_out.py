"""Make a customer's plan as a file, look it over for leaks, and remember that it was made."""

import hashlib
import zipfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from html import unescape
from io import BytesIO
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account
from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.people.model import Person
from cxdesk.planning.assemble import customer_plan, owners
from cxdesk.planning.customer_plan import CustomerPlan, Told
from cxdesk.planning.model import Action, Cause, Issue, Plan, Wording
from cxdesk.planning.plan_figures import PlanFigures, plan_figures
from cxdesk.planning.plan_words import based_on
from cxdesk.planning.wording import all_written
from cxdesk.project import Project
from cxdesk.storage.model import HandedOut
from exports.pdf.customer_plan import complete, render
from exports.pdf.leaks import leaks, leaks_in, squeezed
from exports.tables.customer_plan import page, workbook
from exports.writing import write_file

SHORTEST_SECRET = 12
SHORTEST_NAME = 5
KINDS = (".pdf", ".xlsx", ".html")


@dataclass(frozen=True, slots=True)
class Ready:
    """A plan that may leave: what the customer reads, the bytes, and how many internal texts were looked for."""

    plan: CustomerPlan
    data: bytes
    kind: str
    looked_for: int


@dataclass(frozen=True, slots=True)
class Noted:
    """What the log keeps of a plan that was made: `form` is a format or “print”, `file` the name it was written
    under, `data` the answers it rests on."""

    plan_id: int
    language: str
    digest: str
    form: str
    file: str = ""
    data: str = ""


def prepared(project: Project, plan_id: int, language: str, kind: str = ".pdf") -> Ready:
    """Make a plan ready to leave, looked over before it is drawn and after; a UserError says what holds it back."""
    plan, texts = project.read(_plan_with_allowed, plan_id, language)
    refuse_outsiders(plan, texts)
    if kind == ".pdf" and not complete(plan):
        longest = max((t.text for t in (*plan.told, *_texts(plan))), key=len, default="")
        raise UserError(
            _("Page one can’t hold this plan. Make the words shorter, first of all: “{text}”").format(
                text=longest[:80] + ("…" if len(longest) > 80 else "")
            )
        )
    data = {".pdf": lambda: render(plan).pdf, ".xlsx": lambda: workbook(plan), ".html": lambda: page(plan)}[
        kind
    ]()
    secrets = worth_hiding(project.read(internal_texts, plan_id), plan)
    if found := leaks_of(data, kind, secrets):
        raise UserError(
            _("The plan was not written, because this internal text would be on it: {text}").format(
                text=found[0]
            )
        )
    return Ready(plan, data, kind, len(secrets))


def hand_out(
    project: Project, plan_id: int, language: str, target: Path, now: datetime | None = None
) -> Path:
    """Write the plan in one language; nothing is written when a wording is missing or something leaks."""
    kind = target.suffix.lower()
    if kind not in KINDS:
        raise UserError(
            _("A plan is written as PDF, XLSX or HTML. Choose a name that ends in .pdf, .xlsx or .html.")
        )
    ready = prepared(project, plan_id, language, kind)
    return write_ready(project, plan_id, ready, target, now)


def write_ready(
    project: Project, plan_id: int, ready: Ready, target: Path, now: datetime | None = None
) -> Path:
    """Write what was made ready, and remember it."""
    path = write_file(target, lambda part: part.write_bytes(ready.data))
    note_ready(project, plan_id, ready, target.suffix.lower().lstrip("."), path.name, now)
    return path


def note_ready(
    project: Project, plan_id: int, ready: Ready, form: str, file: str = "", now: datetime | None = None
) -> None:
    """Log that a plan was made as a file, or printed."""
    if not project.read_only:
        digest = hashlib.sha256(ready.data).hexdigest()
        made = Noted(plan_id, ready.plan.language, digest, form, file, based_on(ready.plan))
        project.run(_("Make a plan’s file"), note, made, now or datetime.now())


def leaks_of(data: bytes, kind: str, secrets: Iterable[str]) -> list[str]:
    """The secrets that can be found in a file of this kind."""
    if kind == ".pdf":
        return leaks(data, secrets)
    if kind == ".html":
        return leaks_in((unescape(data.decode("utf-8")),), secrets)
    with zipfile.ZipFile(BytesIO(data)) as book:
        return leaks_in(
            (unescape(book.read(name).decode("utf-8", "ignore")) for name in book.namelist()), secrets
        )


def _plan_with_allowed(session: Session, plan_id: int, language: str) -> tuple[CustomerPlan, frozenset[str]]:
    """The plan and the texts that may be on it, counted once for both."""
    figures = plan_figures(session, plan_id) if session.get(Plan, plan_id) is not None else None
    plan = customer_plan(session, plan_id, language, figures=figures)
    return plan, allowed(session, plan_id, language, figures)


def allowed(
    session: Session, plan_id: int, language: str, figures: PlanFigures | None = None
) -> frozenset[str]:
    """Every text that may reach the page: wordings of this plan that somebody approved in its language."""
    texts = all_written(session, language, owners(session, plan_id, figures))
    return frozenset(words.text for fields in texts.values() for words in fields.values() if words.approved)


def refuse_outsiders(plan: CustomerPlan, texts: Collection[str]) -> None:
    """The values that reach the builder are approved wordings and nothing else; any other is a bug, never printed."""
    own = {plan.language, plan.status, plan.brand.accent, plan.brand.paper, ""}
    for text in _strings(asdict(plan)):
        if text not in own and text not in texts:
            raise RuntimeError(f"a text that nobody approved reached the page: {text[:40]!r}")


def _texts(plan: CustomerPlan) -> list[Told]:
    """The other sentences that can be long, in one form."""
    found = [Told(w.what) for w in plan.will_do] + [Told(w.slip_reason) for w in plan.will_do]
    found += [Told(plan.since.text)] if plan.since else []
    found += [Told(plan.quotation.text)] if plan.quotation else []
    return [*found, Told(plan.ask), Told(plan.account), Told(plan.account_full), Told(plan.who_to_call.title)]


def note(session: Session, made: Noted, now: datetime) -> None:
    """Remember what was made; outside undo, for paper can't be called back."""
    plan = session.get_one(Plan, made.plan_id)
    account = session.get_one(Account, plan.account_id)
    session.add(
        HandedOut(
            kind="plan",
            title=account.name,
            account_key=account.key,
            language=made.language,
            version=plan.version,
            sha256=made.digest,
            made_at=now,
            data=made.data,
            format=made.form,
            file=made.file,
        )
    )


def internal_texts(session: Session, plan_id: int) -> list[str]:
    """Internal sentences, our people's names, and other customers' names in every language; no customer may read them.

    Short sentences are left out: they are ordinary words that a customer's sentence may hold too.
    """
    texts = [text for text in _sentences(session) if len(text.strip()) >= SHORTEST_SECRET]
    return [*(n for n in _other_names(session, plan_id) if _tells_somebody(n)), *texts]


def _sentences(session: Session) -> Iterator[str]:
    for column in (
        Issue.title, Issue.statement, Cause.text, Action.title, Action.why, Action.measure, Plan.notes,
    ):  # fmt: skip
        yield from session.scalars(select(column))


def _other_names(session: Session, plan_id: int) -> Iterator[str]:
    mine = session.get_one(Account, session.get_one(Plan, plan_id).account_id)
    own = {mine.name, *(w.text for w in _names_of(session, mine.id))}
    for account in session.scalars(select(Account).where(Account.id != mine.id)):
        yield from _unlike(account.name, own)
    named = select(Wording.text).where(
        Wording.owner_kind == "account", Wording.owner_id != mine.id, Wording.field.in_(("name", "full_name"))
    )
    for name in session.scalars(named):
        yield from _unlike(name, own)
    yield from session.scalars(select(Person.name))


def _names_of(session: Session, account_id: int) -> Iterable[Wording]:
    return session.scalars(
        select(Wording).where(
            Wording.owner_kind == "account",
            Wording.owner_id == account_id,
            Wording.field.in_(("name", "full_name")),
        )
    )


def _unlike(name: str, own: Iterable[str]) -> Iterator[str]:
    """The name, unless it is part of this customer's own or the other way round, as the search reads them."""
    bare = squeezed(name)
    if bare and not any(bare in o or o in bare for o in map(squeezed, own) if o):
        yield name


def _tells_somebody(name: str) -> bool:
    """Whether a name can't be an ordinary word: two words, or a long one; one with a number must be a long one,

    for a number runs into the next in a page's text: Branch 4 and 6 items, Branch 46.

    So customers called "3M", "4711" or "1848", and short keys, are not looked for. A whole number between word
    borders is no proof: among positions and object numbers in the bytes of the example's plan 163 of the 9,000
    numbers of four digits stand like that, 379 of the 900 of three and 7 of the 260 of a digit and a letter. On
    the pages alone only years and a phone number do, but there two figures side by side may be read as one, and a
    false alarm keeps a plan from its customer. What a plan prints comes from its allow-list, where no other
    customer's name has a place, and its figures are counts, dates and scores: such a name could only stand in a
    sentence that somebody approved.
    """
    bare = name.strip()
    if any(c.isdigit() for c in bare):
        return len(bare) >= SHORTEST_SECRET
    return len(bare) >= SHORTEST_NAME and (" " in bare or len(bare) >= SHORTEST_NAME + 3)


def worth_hiding(texts: Iterable[str], plan: CustomerPlan) -> list[str]:
    """The texts worth looking for: what a person approved as wording for this customer is no secret,

    even where an internal field says the same.
    """
    approved = " ".join(_strings(asdict(plan))).casefold()
    return [t for t in dict.fromkeys(texts) if t.strip() and t.strip().casefold() not in approved]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _strings(part)
