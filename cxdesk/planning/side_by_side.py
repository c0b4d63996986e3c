"""Every sentence that customers' plans print, for all customers in one list: source, language, wording, approved by whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.i18n import LANGUAGES, N_, _, number
from cxdesk.planning.model import Action, Evidence, PlanLine, Wording
from cxdesk.planning.plan_figures import annexed_by_plan
from cxdesk.planning.plan_queries import PlanRow, plan_rows
from cxdesk.planning.plan_tally import Tally
from cxdesk.planning.wording import FIELDS, FIRM, OPTIONAL
from cxdesk.touchpoints.queries import touch_point_rows

State = Literal["missing", "waiting", "approved", "optional"]
Owner = tuple[str, int]

# Headings of the spreadsheet that a translator fills in; they are known again in every language.
HEADS = {
    "key": N_("Key, leave as it is"),
    "customer": N_("Customer"),
    "where": N_("Where it stands"),
    "source": N_("Source sentence"),
    "language": N_("Language"),
    "wording": N_("Wording"),
    "approved": N_("Approved by"),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One field in one language beside the same field in another; `key` names it in a spreadsheet.

    `customer` is empty for what all customers read. `plan_id` is the plan it is printed in, 0 for many.
    """

    key: str
    owner: Owner
    field: str
    customer: str
    where: str
    language: str
    text: str
    source_language: str
    source: str
    approved_by: str
    instead_of: str
    plan_id: int

    @property
    def state(self) -> State:
        """Missing, waiting for somebody who answers for it, or approved; an empty one that may be empty is optional."""
        if not self.text:
            return "optional" if (self.owner[0], self.field) in OPTIONAL else "missing"
        return "approved" if self.approved_by else "waiting"


def key_of(kind: str, owner_id: int, field: str, language: str) -> str:
    """What names one field in one language, in a spreadsheet too."""
    return f"{kind}:{owner_id}:{field}:{language}"


def side_by_side(session: Session, language: str | None = None, source: str | None = None) -> list[Sentence]:
    """The sentences of the newest plan of every customer, in each customer's language unless one is named.

    Beside each stands the same field in `source`, or else in the first other language it is written in.
    """
    found: list[Sentence] = []
    texts = _texts(session)
    plans = _newest(plan_rows(session))
    shared: dict[str, None] = dict.fromkeys(language or p.language for p in plans)
    points = _touch_points(session, plans, language)
    tally = Tally(session)
    for plan in plans:
        code = language or plan.language
        for owner, name, where in _of_plan(session, tally, plan):
            found.append(_sentence(texts, owner, name, plan.account, where, code, source, plan.id))
    for code in shared:
        ours = [(("firm", FIRM), name, _("Sender")) for name in FIELDS["firm"]]
        ours += [(("touch_point", at), "name", point) for at, point in points[code]]
        found += [_sentence(texts, owner, name, "", where, code, source, 0) for owner, name, where in ours]
    return found


def languages_in_use(session: Session) -> list[str]:
    """The languages of the customers who have a plan."""
    used = {p.language for p in plan_rows(session)}
    return [code for code in LANGUAGES if code in used]


def _newest(rows: Iterable[PlanRow]) -> list[PlanRow]:
    newest: dict[int, PlanRow] = {}
    for row in rows:
        newest.setdefault(row.account_id, row)
    return list(newest.values())


def _texts(session: Session) -> dict[tuple[Owner, str], dict[str, Wording]]:
    found: dict[tuple[Owner, str], dict[str, Wording]] = {}
    for row in session.scalars(select(Wording)):
        found.setdefault(((row.owner_kind, row.owner_id), row.field), {})[row.language] = row
    return found


def _sentence(
    texts: dict[tuple[Owner, str], dict[str, Wording]],
    owner: Owner,
    field: str,
    customer: str,
    where: str,
    language: str,
    source: str | None,
    plan_id: int,
) -> Sentence:
    here = texts.get((owner, field), {})
    row = here.get(language)
    others = [code for code in LANGUAGES if code in here and code != language]
    other = source if source in here and source != language else others[0] if others else ""
    return Sentence(
        key_of(*owner, field, language),
        owner,
        field,
        customer,
        _called(owner[0], field, where),
        language,
        row.text if row else "",
        other or "",
        here[other].text if other else "",
        row.approved_by if row else "",
        row.instead_of if row else "",
        plan_id,
    )


def _called(kind: str, field: str, where: str) -> str:
    """What a field is called in the list, in as few words as tell it apart."""
    if kind == "touch_point" or (kind, field) == ("plan_line", "text"):
        return where
    name = _(FIELDS[kind][field])
    return name if kind in ("firm", "account") or name == where else f"{where}: {name}"


def _of_plan(session: Session, tally: Tally, plan: PlanRow) -> list[tuple[Owner, str, str]]:
    """The fields a plan prints, in the order of the page, with what each line is called."""
    found: list[tuple[Owner, str, str]] = [
        (("account", plan.account_id), name, _("The customer")) for name in FIELDS["account"]
    ]
    heads = {"told": _("What you told us"), "do": _("What we will do")}
    places: dict[str, int] = {}
    for row in _lines(session, plan.id):
        owner = ("plan_line", row.id)
        places[row.kind] = places.get(row.kind, 0) + 1
        if row.kind in heads:
            where = _("{section}, line {n}").format(section=heads[row.kind], n=number(places[row.kind]))
        else:
            where = {"quote": _("Quotation"), "since": _("Since last time")}.get(
                row.kind, _("What we ask of you")
            )
        found += [(owner, name, where) for name in _fields(session, tally, row)]
    found += [
        (("plan", plan.id), name, _("Who to call")) for name in FIELDS["plan"] if name.startswith("contact_")
    ]
    if plan.state == "agreed":
        found.append((("plan", plan.id), "agreed_with", _("Agreement")))
    if plan.state == "sent":
        found += [(("plan", plan.id), name, _("Sent")) for name in ("sent_to", "sent_by")]
    return found


def _lines(session: Session, plan_id: int) -> list[PlanLine]:
    order = {kind: at for at, kind in enumerate(("told", "quote", "do", "since", "ask"))}
    rows = session.scalars(select(PlanLine).where(PlanLine.plan_id == plan_id))
    return sorted(rows, key=lambda r: (order[r.kind], r.position))


def _fields(session: Session, tally: Tally, row: PlanLine) -> list[str]:
    if row.kind == "do":
        action = session.get(Action, row.action_id) if row.action_id else None
        return ["text", "who", *(["slip_reason"] if action is not None and action.slipped_from else [])]
    if row.kind == "quote":
        evidence = session.get(Evidence, row.evidence_id) if row.evidence_id else None
        return ["text", "role"] if evidence is not None and tally.may_quote(evidence) else []
    return ["text"]


def _touch_points(
    session: Session, plans: list[PlanRow], language: str | None
) -> dict[str, list[tuple[int, str]]]:
    """For each language the touch points that the annexes of its plans name."""
    annexed = annexed_by_plan(session)
    wanted: dict[str, set[int]] = {}
    for plan in plans:
        wanted.setdefault(language or plan.language, set()).update(annexed.get(plan.id, ()))
    rows = touch_point_rows(session)
    return {code: [(r.id, r.name) for r in rows if r.id in points] for code, points in wanted.items()}
