"""Put a customer's plan together from approved wordings, or say which lines are missing."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account
from cxdesk.errors import UserError
from cxdesk.i18n import _, language_word, ngettext, number
from cxdesk.planning.customer_plan import (
    Brand,
    CustomerPlan,
    Quotation,
    Since,
    Size,
    Told,
    TouchPointCount,
    WhoToCall,
    WillDo,
)
from cxdesk.planning.model import Action, Plan, PlanLine
from cxdesk.planning.plan_figures import PlanFigures, figures_of_plans, plan_figures
from cxdesk.planning.plan_queries import PlanRow
from cxdesk.planning.settings import setting
from cxdesk.planning.wording import (
    FIRM,
    OPTIONAL,
    Needed,
    Texts,
    all_written,
    missing_sentence,
)
from cxdesk.storage.assets import load


@dataclass(frozen=True, slots=True)
class Gap:
    """One wording that is missing or not approved."""

    need: Needed
    approved_missing: bool
    sentence: str


@dataclass(slots=True)
class _Words:
    """Reads wordings of one language and remembers what was not there."""

    language: str
    need_approval: bool
    texts: Texts
    gaps: list[Gap] = field(default_factory=list)

    def get(self, kind: str, number: int, name: str, line: str) -> str:
        found = self.texts.get((kind, number), {}).get(name)
        if found is None:
            if (kind, name) not in OPTIONAL:
                self._miss(Needed(kind, number, name, line), approved=False)
            return ""
        if self.need_approval and not found.approved:
            self._miss(Needed(kind, number, name, line), approved=True)
        return found.text

    def _miss(self, need: Needed, *, approved: bool) -> None:
        self.gaps.append(Gap(need, approved, missing_sentence(need, self.language, approved=approved)))


def customer_plan(
    session: Session,
    plan_id: int,
    language: str,
    *,
    preview: bool = False,
    figures: PlanFigures | None = None,
) -> CustomerPlan:
    """The plan as the customer will read it.

    Every wording must be there and, but for a preview, approved; UserError names each line that is not.
    """
    plan, gaps = draft(session, plan_id, language, need_approval=not preview, figures=figures)
    if gaps and all(g.approved_missing for g in gaps):
        count = ngettext(
            "The plan is not made in {language}: {n} wording waits for approval.",
            "The plan is not made in {language}: {n} wordings wait for approval.",
            len(gaps),
        ).format(language=language_word(language), n=number(len(gaps)))
        raise UserError("\n".join([count, *(g.sentence for g in gaps)]))
    if gaps:
        count = ngettext(
            "The plan is not made in {language}: {n} wording is missing.",
            "The plan is not made in {language}: {n} wordings are missing.",
            len(gaps),
        ).format(language=language_word(language), n=number(len(gaps)))
        raise UserError("\n".join([count, *(g.sentence for g in gaps)]))
    return plan


def gaps(session: Session, plan_id: int, language: str, figures: PlanFigures | None = None) -> list[Gap]:
    """What keeps the plan from being handed out in a language."""
    return draft(session, plan_id, language, need_approval=True, figures=figures)[1]


def gaps_of(session: Session, plans: Iterable[PlanRow]) -> dict[int, list[Gap]]:
    """What keeps each plan from being handed out in its customer's language, by the plan's id."""
    wanted = list(plans)
    texts = {code: all_written(session, code) for code in {p.language for p in wanted}}
    rows = {p.id: p for p in session.scalars(select(Plan))}
    figures = figures_of_plans(session, [rows[p.id] for p in wanted])
    # A session finds again without asking only what somebody holds.
    _held = [session.scalars(select(kind)).all() for kind in (Account, Action)]
    return {
        p.id: draft(
            session, p.id, p.language, need_approval=True, figures=figures[p.id], texts=texts[p.language]
        )[1]
        for p in wanted
    }


def owners(session: Session, plan_id: int, figures: PlanFigures | None = None) -> list[tuple[str, int]]:
    """Everything whose wordings a plan prints, for approval in one go."""
    plan = session.get_one(Plan, plan_id)
    lines = session.scalars(select(PlanLine.id).where(PlanLine.plan_id == plan_id))
    found = [("firm", FIRM), ("account", plan.account_id), ("plan", plan_id)]
    found += [("plan_line", line) for line in lines]
    figures = figures or plan_figures(session, plan_id)
    return found + [("touch_point", point) for point, _satisfied, _n in figures.annex]


def draft(
    session: Session,
    plan_id: int,
    language: str,
    *,
    need_approval: bool,
    figures: PlanFigures | None = None,
    texts: Texts | None = None,
) -> tuple[CustomerPlan, list[Gap]]:
    """The plan with empty texts where a wording is missing, and the list of what is missing.

    `figures` saves counting where nothing but words can have changed, `texts` are the language's wordings where they
    were read already.
    """
    plan = session.get(Plan, plan_id)
    if plan is None:
        raise UserError(_("That plan is not in the file any more."))
    figures = figures or plan_figures(session, plan_id)
    if texts is None:
        texts = all_written(session, language, owners(session, plan_id, figures))
    words = _Words(language, need_approval, texts)
    account = session.get_one(Account, plan.account_id)
    lines = list(
        session.scalars(select(PlanLine).where(PlanLine.plan_id == plan_id).order_by(PlanLine.position))
    )
    name = words.get("account", account.id, "name", _("The customer"))
    made = CustomerPlan(
        language=language,
        brand=_brand(session, words),
        account=name,
        account_full=words.get("account", account.id, "full_name", _("The customer")),
        status=plan.state,  # type: ignore[arg-type]  # checked when it is set
        status_day=plan.state_on,
        agreed_with=words.get("plan", plan.id, "agreed_with", _("Agreement"))
        if plan.state == "agreed"
        else "",
        version=plan.version,
        made_on=plan.made_on,
        answers=figures.answers,
        answers_month=figures.day or plan.made_on,
        told=tuple(
            Told(words.get("plan_line", r.id, "text", _line(_("What you told us"), n)), r.id)
            for n, r in enumerate(_of(lines, "told"), 1)
        ),
        quotation=_quotation(words, _of(lines, "quote"), figures),
        will_do=tuple(_will_do(session, words, r, n) for n, r in enumerate(_of(lines, "do"), 1)),
        since=_since(words, _of(lines, "since"), figures),
        who_to_call=WhoToCall(
            *(
                words.get("plan", plan.id, f"contact_{part}", _("Who to call"))
                for part in ("title", "phone", "mail", "hours")
            )
        ),
        ask=_ask(words, _of(lines, "ask")),
        annex=_annex(words, figures),
        sent_to=words.get("plan", plan.id, "sent_to", _("Sent")) if plan.state == "sent" else "",
        sent_by=words.get("plan", plan.id, "sent_by", _("Sent")) if plan.state == "sent" else "",
        round_days=figures.round_days,
    )
    return made, words.gaps


def _line(section: str, place: int) -> str:
    return _("{section}, line {n}").format(section=section, n=number(place))


def _of(lines: list[PlanLine], kind: str) -> list[PlanLine]:
    return [r for r in lines if r.kind == kind]


def _brand(session: Session, words: _Words) -> Brand:
    name, address, contact = (
        words.get("firm", FIRM, field_, _("Sender")) for field_ in ("name", "address", "contact")
    )
    return replace(branded(session, name), address=address, contact=contact)


def branded(session: Session, name: str) -> Brand:
    """The sender's colour, logo and paper under a name."""
    value = setting(session, "brand")
    logo = load(session, value["logo"]) if value.get("logo") else None
    paper: Size = "letter" if value.get("paper") == "letter" else "a4"
    return Brand(name, value.get("accent") or Brand("").accent, logo, paper=paper)


def _quotation(words: _Words, lines: list[PlanLine], figures: PlanFigures) -> Quotation | None:
    for row in lines:
        if row.id in figures.quotable:
            text = words.get("plan_line", row.id, "text", _("Quotation"))
            return Quotation(text, words.get("plan_line", row.id, "role", _("Quotation")), row.id)
    return None


def _will_do(session: Session, words: _Words, row: PlanLine, place: int) -> WillDo:
    action = session.get(Action, row.action_id) if row.action_id else None
    line = _line(_("What we will do"), place)
    if action is None or action.due_on is None:
        raise UserError(_("{line}: there is no action with a date behind it.").format(line=line))
    slipped = action.slipped_from
    return WillDo(
        words.get("plan_line", row.id, "text", line),
        words.get("plan_line", row.id, "who", line),
        action.due_on,
        slipped,
        words.get("plan_line", row.id, "slip_reason", line) if slipped else "",
        row.id,
    )


def _since(words: _Words, lines: list[PlanLine], figures: PlanFigures) -> Since | None:
    if not lines:
        return None
    row = lines[0]
    text = words.get("plan_line", row.id, "text", _("Since last time"))
    return Since(text, figures.rounds_of(row.touch_point_id), row.id)


def _ask(words: _Words, lines: list[PlanLine]) -> str:
    """The one thing we ask; nothing before the customer has agreed to it."""
    agreed = [r for r in lines if r.agreed][:1]
    return " ".join(words.get("plan_line", r.id, "text", _("What we ask of you")) for r in agreed)


def _annex(words: _Words, figures: PlanFigures) -> tuple[TouchPointCount, ...]:
    return tuple(
        TouchPointCount(words.get("touch_point", point, "name", _("Touch points")), satisfied, n)
        for point, satisfied, n in figures.annex
    )
