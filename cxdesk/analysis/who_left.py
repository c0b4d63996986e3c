"""Who left around a survey round: by segment before and after it, and by quadrant since it."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from cxdesk.accounts.history import differing
from cxdesk.accounts.queries import account_rows
from cxdesk.analysis.account_map import AccountMap
from cxdesk.analysis.quadrants import NAMES, QUADRANTS
from cxdesk.analysis.retention import (
    Defection,
    Retention,
    defections,
    equal_spans,
    mean_relative,
    retained,
    was_ever_customer,
)
from cxdesk.i18n import day, language, number, percent, signed, words


@dataclass(frozen=True, slots=True)
class WhoLeft:
    """`start` to `pivot` is before, `pivot` to `end` after; `undated` left nobody knows when and count nowhere."""

    start: date
    pivot: date
    end: date
    segments: tuple[Defection, ...]
    mean: float | None
    cohorts: tuple[Retention, ...]
    undated: int


def who_left(
    session: Session, found: AccountMap, today: date | None = None, pivot: date | None = None
) -> WhoLeft | None:
    """Around the day of the map's round, or another; None while nobody is noted as having left."""
    today = today or date.today()
    pivot = pivot or found.round.day
    rows = account_rows(session)
    if pivot is None or not any(r.relation == "former" or r.left_on is not None for r in rows):
        return None
    then = differing(session, "segment", [pivot]).get(pivot, {})
    rows = [replace(r, segment=then.get(r.id, r.segment)) for r in rows]
    start, end = equal_spans(pivot, today)
    segments = defections(rows, pivot, today)
    quadrant = {p.standing.account_id: p.quadrant for p in found.placed}
    groups = [(quadrant[r.id], r) for r in rows if r.id in quadrant]
    order = {name: n for n, name in enumerate(QUADRANTS)}
    cohorts = sorted(retained(groups, found.round.day or pivot, today), key=lambda c: order[c.group])
    undated = sum(r.relation == "former" and not was_ever_customer(r) for r in rows)
    return WhoLeft(start, pivot, end, tuple(segments), mean_relative(segments), tuple(cohorts), undated)


def periods_line(found: WhoLeft, lang: str | None = None) -> str:
    """Which two periods are compared."""
    return words(lang or language()).gettext("Left from {start} to {pivot}, and from then to {end}").format(
        start=day(found.start, lang), pivot=day(found.pivot, lang), end=day(found.end, lang)
    )  # fmt: skip


def mean_line(found: WhoLeft, lang: str | None = None) -> str:
    """The mean change over the segments, and over how many; or why one segment makes no mean."""
    said = words(lang or language())
    told = [d for d in found.segments if d.relative is not None]
    if not told:
        return said.gettext("Nobody had left before, so no change in percent can be told.")
    if len(found.segments) == 1:
        return said.gettext("There is one segment only, so there is no mean over segments.")
    if found.mean is None:
        only = said.gettext("Only in “{segment}” had anybody left before, so there is no mean over segments.")
        return only.format(segment=told[0].segment or "–")
    change = signed(found.mean, 0, lang)
    if len(told) == len(found.segments):
        text = said.gettext("Mean change over the {n} segments, each counting once: {change} percent.")
        return text.format(n=number(len(told), lang=lang), change=change)
    text = said.gettext(
        "Mean change over {n} of {all} segments, each counting once: {change} percent. In the others nobody had left before."
    )
    return text.format(
        n=number(len(told), lang=lang), all=number(len(found.segments), lang=lang), change=change
    )


def cohort_line(one: Retention, lang: str | None = None) -> str:
    """Of so many customers of a quadrant, so many stayed."""
    translate = words(lang or language()).gettext
    return translate("{quadrant}: {kept} of {all} are customers still ({share})").format(
        quadrant=translate(NAMES[one.group]),
        kept=number(one.kept, lang=lang),
        all=number(one.customers, lang=lang),
        share=percent(one.rate or 0.0, lang),
    )


def defection_cells(one: Defection, lang: str | None = None) -> tuple[str, str, str, str]:
    """Rate before, rate after, change in points and in percent; a dash where there is none."""

    def rate(x: float | None) -> str:
        return "–" if x is None else percent(x, lang, 1)

    def change(x: float | None) -> str:
        return "–" if x is None else signed(x, 1, lang)

    return rate(one.before.rate), rate(one.after.rate), change(one.absolute), change(one.relative)
