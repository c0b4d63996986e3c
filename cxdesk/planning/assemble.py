"""Put a customer's plan together from approved wordings, or say which lines are missing."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account
from cxdesk.analysis.scores import satisfied_of
from cxdesk.analysis.touch_points import scored_touch_points
from cxdesk.errors import UserError
from cxdesk.i18n import _, language_word, ngettext
from cxdesk.planning.customer_plan import (
    Brand,
    Counted,
    CustomerPlan,
    Quotation,
    Since,
    Told,
    TouchPointCount,
    WhoToCall,
    WillDo,
)
from cxdesk.planning.model import Action, Evidence, Plan, PlanLine, PlanSetting
from cxdesk.planning.wording import FIRM, OPTIONAL, Needed, missing_sentence, written
from cxdesk.responses import matching
from cxdesk.responses.aggregate import counted
from cxdesk.responses.filter import Filter
from cxdesk.responses.queries import RoundRow, round_rows
from cxdesk.storage.assets import load
from cxdesk.surveys.model import Item, Question, Survey
from cxdesk.touchpoints.model import TouchPointItem

PEOPLE_FOR_A_QUOTATION = 3


@dataclass(frozen=True, slots=True)
class Gap:
    """One wording that is missing or not approved."""

    need: Needed
    approved_missing: bool
    sentence: str


@dataclass(slots=True)
class _Words:
    """Reads wordings of one language and remembers what was not there."""

    session: Session
    language: str
    need_approval: bool
    gaps: list[Gap] = field(default_factory=list)

    def get(self, kind: str, number: int, name: str, line: str) -> str:
        found = written(self.session, kind, number, self.language).get(name)
        if found is None:
            if (kind, name) not in OPTIONAL:
                self._miss(Needed(kind, number, name, line), approved=False)
            return ""
        if self.need_approval and not found.approved:
            self._miss(Needed(kind, number, name, line), approved=True)
        return found.text

    def _miss(self, need: Needed, *, approved: bool) -> None:
        self.gaps.append(Gap(need, approved, missing_sentence(need, self.language, approved=approved)))


def customer_plan(session: Session, plan_id: int, language: str, *, preview: bool = False) -> CustomerPlan:
    """The plan as the customer will read it.

    Every wording must be there and, but for a preview, approved; UserError names each line that is not.
    """
    plan, gaps = draft(session, plan_id, language, need_approval=not preview)
    if gaps:
        count = ngettext(
            "The plan is not made in {language}: {n} wording is missing.",
            "The plan is not made in {language}: {n} wordings are missing.",
            len(gaps),
        ).format(language=language_word(language), n=len(gaps))
        raise UserError("\n".join([count, *(g.sentence for g in gaps)]))
    return plan


def gaps(session: Session, plan_id: int, language: str) -> list[Gap]:
    """What keeps the plan from being handed out in a language."""
    return draft(session, plan_id, language, need_approval=True)[1]


def owners(session: Session, plan_id: int) -> list[tuple[str, int]]:
    """Everything whose wordings a plan prints, for approval in one go."""
    plan = session.get_one(Plan, plan_id)
    lines = session.execute(select(PlanLine.id, PlanLine.touch_point_id).where(PlanLine.plan_id == plan_id))
    found = [("firm", FIRM), ("account", plan.account_id), ("plan", plan_id)]
    found += [("plan_line", line) for line, _touch_point in lines]
    return found + [("touch_point", s.touch_point_id or 0) for s in _annexed(session, plan)]


def draft(
    session: Session, plan_id: int, language: str, *, need_approval: bool
) -> tuple[CustomerPlan, list[Gap]]:
    """The plan with empty texts where a wording is missing, and the list of what is missing."""
    plan = session.get(Plan, plan_id)
    if plan is None:
        raise UserError(_("That plan is not in the file any more."))
    words = _Words(session, language, need_approval)
    account = session.get_one(Account, plan.account_id)
    lines = list(
        session.scalars(select(PlanLine).where(PlanLine.plan_id == plan_id).order_by(PlanLine.position))
    )
    name = words.get("account", account.id, "name", _("The customer"))
    round_row = _round(session, plan)
    answers = _answers(session, round_row, account.key)
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
        answers=answers,
        answers_month=(round_row.day if round_row else None) or plan.made_on,
        told=tuple(
            Told(words.get("plan_line", r.id, "text", _line(_("What you told us"), n)), r.id)
            for n, r in enumerate(_of(lines, "told"), 1)
        ),
        quotation=_quotation(session, words, _of(lines, "quote"), answers),
        will_do=tuple(_will_do(session, words, r, n) for n, r in enumerate(_of(lines, "do"), 1)),
        since=_since(session, words, _of(lines, "since"), account.key),
        who_to_call=WhoToCall(
            *(
                words.get("plan", plan.id, f"contact_{part}", _("Who to call"))
                for part in ("title", "phone", "mail", "hours")
            )
        ),
        ask=" ".join(
            words.get("plan_line", r.id, "text", _("What we ask of you")) for r in _of(lines, "ask")
        ),
        annex=_annex(session, words, plan),
    )
    return made, words.gaps


def _line(section: str, place: int) -> str:
    return _("{section}, line {n}").format(section=section, n=place)


def _of(lines: list[PlanLine], kind: str) -> list[PlanLine]:
    return [r for r in lines if r.kind == kind]


def _brand(session: Session, words: _Words) -> Brand:
    return branded(session, words.get("firm", FIRM, "name", _("Sender")))


def branded(session: Session, name: str) -> Brand:
    """The sender's colour and logo under a name."""
    row = session.scalars(select(PlanSetting).where(PlanSetting.name == "brand")).first()
    value = row.value if row else {}
    logo = load(session, value["logo"]) if value.get("logo") else None
    return Brand(name, value.get("accent") or Brand("").accent, logo)


def _round(session: Session, plan: Plan) -> RoundRow | None:
    rows = round_rows(session)
    return next((r for r in rows if r.id == plan.round_id), rows[-1] if rows else None)


def _answers(session: Session, row: RoundRow | None, account_key: str) -> int:
    if row is None:
        return 0
    return matching.answered(session, row.survey_id, Filter(accounts=(account_key,), rounds=(row.name,)))


def _quotation(session: Session, words: _Words, lines: list[PlanLine], answers: int) -> Quotation | None:
    for row in lines:
        evidence = session.get(Evidence, row.evidence_id) if row.evidence_id else None
        if answers >= PEOPLE_FOR_A_QUOTATION and evidence is not None and may_quote(session, evidence):
            text = words.get("plan_line", row.id, "text", _("Quotation"))
            return Quotation(text, words.get("plan_line", row.id, "role", _("Quotation")), row.id)
    return None


def may_quote(session: Session, evidence: Evidence) -> bool:
    """Whether the speaker agreed to be quoted, asked of the answer itself."""
    survey_id = session.scalar(
        select(Question.survey_id)
        .join(Item, Item.question_id == Question.id)
        .where(Item.id == evidence.item_id)
    )
    if (
        survey_id is None
        or evidence.response_id is None
        or not session.get_one(Survey, survey_id).consent_to_quote
    ):
        return False
    frame = counted(session, survey_id, (), facts=("consent_quote",))
    agreed = frame.filter(frame["response_id"] == evidence.response_id)["consent_quote"].to_list()
    return agreed == [True]


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


def _since(session: Session, words: _Words, lines: list[PlanLine], account_key: str) -> Since | None:
    if not lines:
        return None
    row = lines[0]
    text = words.get("plan_line", row.id, "text", _("Since last time"))
    return Since(text, _people_by_round(session, row.touch_point_id, account_key), row.id)


def _people_by_round(session: Session, touch_point_id: int | None, account_key: str) -> tuple[Counted, ...]:
    """People of one account satisfied at a touch point in its last two rounds; only where people gave their names."""
    if touch_point_id is None:
        return ()
    items = session.execute(
        select(TouchPointItem.item_id, Question.survey_id)
        .join(Item, Item.id == TouchPointItem.item_id)
        .join(Question, Question.id == Item.question_id)
        .join(Survey, Survey.id == Question.survey_id)
        .where(TouchPointItem.touch_point_id == touch_point_id, Survey.promise == "named")
    )
    for item, survey_id in items:
        rows = []
        for one in round_rows(session, survey_id):
            where = Filter(accounts=(account_key,), rounds=(one.name,))
            satisfied, n = satisfied_of(session, survey_id, item, where)
            if n:
                rows.append(Counted(one.day or date.today(), satisfied, n))
        if len(rows) > 1:
            return tuple(rows[-2:])
    return ()


@dataclass(frozen=True, slots=True)
class _Annexed:
    touch_point_id: int | None
    survey_id: int
    item_id: int
    round: str


def _annexed(session: Session, plan: Plan) -> list[_Annexed]:
    """The touch points of the annex: those the plan speaks of that people of this account scored by name."""
    mine = set(
        session.scalars(
            select(PlanLine.touch_point_id).where(
                PlanLine.plan_id == plan.id, PlanLine.kind == "told", PlanLine.touch_point_id.is_not(None)
            )
        )
    )
    if not mine:
        return []
    account = session.get_one(Account, plan.account_id)
    named = set(session.scalars(select(Survey.id).where(Survey.promise == "named")))
    row = _round(session, plan)
    found = scored_touch_points(session, Filter(accounts=(account.key,), rounds=(row.name,) if row else ()))
    return [
        _Annexed(s.touch_point_id, s.survey_id, s.item_id, s.round)
        for s in found
        if s.figure.n and s.survey_id in named and s.figure.metric == "top2"
    ]


def _annex(session: Session, words: _Words, plan: Plan) -> tuple[TouchPointCount, ...]:
    account = session.get_one(Account, plan.account_id)
    rows = []
    for one in _annexed(session, plan):
        where = Filter(accounts=(account.key,), rounds=(one.round,))
        satisfied, n = satisfied_of(session, one.survey_id, one.item_id, where)
        name = words.get("touch_point", one.touch_point_id or 0, "name", _("Touch points"))
        rows.append(TouchPointCount(name, satisfied, n))
    return tuple(rows)
