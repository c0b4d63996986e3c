"""The customers' plans, written and approved field by field."""

from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from cxdesk.planning import actions as planning
from cxdesk.planning import wording
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


def write_all(session: Any, known: Known) -> None:
    """Every plan, first versions first."""
    for text in (*HEROES, *DRAFTS):
        _write(session, text, known)


def _write(session: Any, text: Text, known: Known) -> None:
    account = known.accounts[text.account]
    plan = planning.create_plan(session, account, known.rounds[text.round], text.made_on)
    page = _Page(session, text.language, plan)
    page.say("account", account, name=text.name, full_name=text.full_name)
    title, phone, mail, hours = CALL[text.language]
    page.say("plan", plan, contact_title=title, contact_phone=phone, contact_mail=mail, contact_hours=hours)
    page.say("plan", plan, agreed_with=text.agreed_with)
    _lines(page, text, known)
    if text.approved:
        approved_at = datetime.combine(text.made_on, APPROVED_AT)
        wording.approve(session, page.owners, text.language, APPROVES, approved_at)
    if text.agreed_on:
        planning.set_plan_state(session, plan, "agreed", text.agreed_on)


def _lines(page: "_Page", text: Text, known: Known) -> None:
    issues, actions = known.raised.issues, known.raised.actions
    for told in text.told:
        point = known.points.get(told.touch_point)
        page.add("told", {"text": told.text}, issue_id=issues[told.issue], touch_point_id=point)
    if text.quote:
        issue, words, role = text.quote
        evidence = known.raised.quotations[issue, text.account]
        page.add("quote", {"text": words, "role": role}, issue_id=issues[issue], evidence_id=evidence)
    for promise in text.promises:
        wordings = {"text": promise.text, "who": promise.who, "slip_reason": promise.slip_reason}
        page.add("do", wordings, action_id=actions[promise.action])
    if text.since:
        key, words = text.since
        page.add("since", {"text": words}, issue_id=issues["invoice"], touch_point_id=known.points[key])
    if text.ask:
        # What we ask for serves the second promise, where there are two.
        serves = text.promises[min(1, len(text.promises) - 1)]
        line = page.add("ask", {"text": text.ask}, action_id=actions[serves.action])
        planning.agree_to_ask(page.session, line, bool(text.agreed_on))


@dataclass(slots=True)
class _Page:
    """One plan that is being written, and everything whose wordings it has."""

    session: Any
    language: str
    plan: int
    owners: list[tuple[str, int]] = field(default_factory=list)

    def add(self, kind: str, words: dict[str, str], **behind: int | None) -> int:
        """One more line with its wordings."""
        line = planning.add_line(self.session, self.plan, kind, **behind)
        self.say("plan_line", line, **words)
        return line

    def say(self, kind: str, owner: int, **words: str) -> None:
        """Write what there is to write; an empty text stays missing."""
        self.owners.append((kind, owner))
        for name, text in words.items():
            if text:
                wording.write(self.session, kind, owner, name, self.language, text)
