"""The customers' plans, written and approved field by field."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from cxdesk.planning import actions as planning
from cxdesk.planning import assemble, wording
from resources.sample.issues import Raised
from resources.sample.plan_texts import CALL, DRAFTS, FIRM, HEROES, Text
from resources.sample.touch_points import POINTS

APPROVES = "Ines Duarte"
NAMED_AT, APPROVED_AT = datetime(2025, 10, 13, 16, 30), time(9, 0)


@dataclass(frozen=True, slots=True)
class Known:
    """The numbers of what plans speak of, by name."""

    accounts: dict[str, int]
    rounds: dict[str, int]
    points: dict[str, int]
    raised: Raised


def write_common_words(session: Any, points: dict[str, int]) -> None:
    """Our name, and the names that customers know touch points by."""
    for language, name in FIRM.items():
        wording.write(session, "firm", wording.FIRM, "name", language, name)
        wording.approve(session, [("firm", wording.FIRM)], language, APPROVES, NAMED_AT)
    for point in POINTS:
        wording.write(session, "touch_point", points[point.key], "name", "en", point.customers_en)
        wording.write(session, "touch_point", points[point.key], "name", "fa", point.customers_fa)
    for language in ("en", "fa"):
        wording.approve(session, [("touch_point", n) for n in points.values()], language, APPROVES, NAMED_AT)


def write_all(session: Any, known: Known) -> dict[tuple[str, int], int]:
    """Every plan; their numbers by customer and version."""
    found: dict[tuple[str, int], int] = {}
    for text in (*HEROES, *DRAFTS):
        version = sum(account == text.account for account, _version in found) + 1
        found[text.account, version] = _write(session, text, known)
    return found


def _write(session: Any, text: Text, known: Known) -> int:
    account = known.accounts[text.account]
    plan = planning.create_plan(session, account, known.rounds[text.round], text.made_on)
    _say(session, text.language, "account", account, name=text.name, full_name=text.full_name)
    title, phone, mail, hours = CALL[text.language]
    _say(
        session,
        text.language,
        "plan",
        plan,
        contact_title=title,
        contact_phone=phone,
        contact_mail=mail,
        contact_hours=hours,
        agreed_with=text.agreed_with,
    )
    _lines(session, text, plan, known)
    if text.approved:
        owners = assemble.owners(session, plan)
        approved_at = datetime.combine(text.made_on, APPROVED_AT)
        wording.approve(session, owners, text.language, APPROVES, approved_at)
    if text.agreed_on:
        planning.set_plan_state(session, plan, "agreed", text.agreed_on)
    return plan


def _lines(session: Any, text: Text, plan: int, known: Known) -> None:
    raised = known.raised
    for told in text.told:
        point = known.points.get(told.touch_point)
        line = planning.add_line(session, plan, "told", raised.issues[told.issue], touch_point_id=point)
        _say(session, text.language, "plan_line", line, text=told.text)
    if text.quote:
        issue, words, role = text.quote
        evidence = raised.quotations[issue, text.account]
        line = planning.add_line(session, plan, "quote", raised.issues[issue], evidence_id=evidence)
        _say(session, text.language, "plan_line", line, text=words, role=role)
    for promise in text.promises:
        line = planning.add_line(session, plan, "do", action_id=raised.actions[promise.action])
        _say(
            session,
            text.language,
            "plan_line",
            line,
            text=promise.text,
            who=promise.who,
            slip_reason=promise.slip_reason,
        )
    if text.since:
        point_key, words = text.since
        line = planning.add_line(
            session, plan, "since", raised.issues["invoice"], touch_point_id=known.points[point_key]
        )
        _say(session, text.language, "plan_line", line, text=words)
    if text.ask:
        asked_for = text.promises[min(1, len(text.promises) - 1)]
        line = planning.add_line(session, plan, "ask", action_id=raised.actions[asked_for.action])
        _say(session, text.language, "plan_line", line, text=text.ask)


def _say(session: Any, language: str, kind: str, owner: int, /, **fields: str) -> None:
    for name, words in fields.items():
        if words:
            wording.write(session, kind, owner, name, language, words)
