"""Words for the internal page: of people who agreed to be quoted, about what the page is about."""

import re
from collections.abc import Sequence

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account
from cxdesk.analysis.touch_points import Scored
from cxdesk.i18n import is_rtl
from cxdesk.planning.internal_page import MOST_THINGS, Said
from cxdesk.planning.model import Evidence, Issue
from cxdesk.responses.aggregate import counted
from cxdesk.responses.filter import Filter
from cxdesk.responses.model import AccountKeyLink
from cxdesk.responses.staff import withheld
from cxdesk.surveys.queries import SurveyWhole, whole

SHORTEST, LONGEST, IDEAL = 15, 160, 60
# A mail address, a web address or a row of digits can tell who speaks.
_TELLS_WHO = re.compile(r"@|https?:|www\.|\d[\d\s().-]{5,}\d")
_PERSIAN = re.compile("[\u0600-\u06ff]")


def voices(session: Session, things: Sequence[Scored], where: Filter, lang: str) -> tuple[Said, ...]:
    """At most one quotation for each thing, only of people who agreed and whose promise allows it.

    Words in the page's language come first, and among them those that a person kept as evidence, then
    short ones of people whom the thing disappointed.
    """
    found: list[Said] = []
    used: set[int] = set()
    for scored in things[:MOST_THINGS]:
        survey = whole(session, scored.survey_id)
        frame = _spoken(session, survey, scored, where)
        if frame is None:
            continue
        for response, text in _ranked(frame, _kept(session, scored, frame), lang):
            if response not in used:
                used.add(response)
                found.append(Said(text, _speaker(session, survey, frame, response)))
                break
    return tuple(found)


def _spoken(session: Session, survey: SurveyWhole, scored: Scored, where: Filter) -> pl.DataFrame | None:
    """One row for each text of a person who agreed: response, score, language, account and words."""
    hidden = withheld(session, survey.id)
    texts = [i.id for q in survey.questions if q.kind == "text" for i in q.items if i.id not in hidden]
    if not survey.consent_to_quote or not texts:
        return None
    facts = ("consent_quote", "language", "account_key")
    frame = counted(session, survey.id, [scored.item_id], where, facts, texts)
    if survey.promise != "named" and frame.height < survey.minimum_n:
        return None
    parts = [
        frame.select("response_id", "language", "account_key", "consent_quote",
                     pl.col(f"i{scored.item_id}").alias("code"), pl.col(f"i{text}").alias("words"))
        for text in texts
    ]  # fmt: skip
    spoken = pl.concat(parts).filter(pl.col("consent_quote").fill_null(False) & pl.col("words").is_not_null())
    question = next(q for q in survey.questions for i in q.items if i.id == scored.item_id)
    unhappy = [
        code is not None and question.scale is not None and not question.scale.satisfied(int(code))
        for code in spoken["code"]
    ]
    return spoken.with_columns(pl.Series("unhappy", unhappy, pl.Boolean))


def _kept(session: Session, scored: Scored, frame: pl.DataFrame) -> dict[int, str]:
    """The quotations that a person kept as evidence at the same touch point, among those who agreed."""
    agreed = set(frame["response_id"])
    rows = session.execute(
        select(Evidence.response_id, Evidence.quotation)
        .join(Issue, Issue.id == Evidence.issue_id)
        .where(
            Evidence.kind == "quotation",
            Evidence.quotation != "",
            Issue.touch_point_id == scored.touch_point_id,
        )
        .order_by(Evidence.id.desc())
    )
    return {r: text for r, text in rows if r is not None and r in agreed and len(text) <= LONGEST}


def _ranked(frame: pl.DataFrame, kept: dict[int, str], lang: str) -> list[tuple[int, str]]:
    """Response and words, the best to print first: in the page's language, kept by a person, neither curt nor long."""
    found = []
    for response, language, unhappy, text in frame.select(
        "response_id", "language", "unhappy", "words"
    ).iter_rows():
        # Words in a script that the page's readers may not read would stand there as an ornament.
        if bool(_PERSIAN.search(text)) != is_rtl(lang):
            continue
        other = bool(language) and language != lang
        if response in kept:
            found.append((other, False, 0, response, kept[response]))
        elif unhappy and SHORTEST <= len(text) <= LONGEST and not _TELLS_WHO.search(text):
            found.append((other, True, abs(len(text) - IDEAL), response, text))
    return [(response, text) for _other, _own, _off, response, text in sorted(found)]


def _speaker(session: Session, survey: SurveyWhole, frame: pl.DataFrame, response: int) -> str:
    """The segment a person speaks from; nothing where answers are not named."""
    if survey.promise != "named":
        return ""
    key = frame.filter(pl.col("response_id") == response)["account_key"][0]
    query = (
        select(Account.segment)
        .join(AccountKeyLink, AccountKeyLink.account_id == Account.id)
        .where(AccountKeyLink.key == key)
    )
    return session.scalars(query).first() or ""
