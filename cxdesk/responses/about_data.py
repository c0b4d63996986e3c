"""What stands under every internal chart and table: the data behind it, from the cards of its survey rounds."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.i18n import day, is_rtl, listed, number, short_day, words
from cxdesk.responses import matching
from cxdesk.responses.data_set import Card, cards
from cxdesk.responses.filter import Filter
from cxdesk.responses.live import standing
from cxdesk.responses.model import ImportBatch, LiveResponse
from cxdesk.responses.queries import RoundRow, round_rows
from cxdesk.sentences import ended
from cxdesk.surveys.queries import shown, whole

MOST_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class AboutData:
    """A survey with the rounds that figures come from, newest first, and how many answered of those invited.

    `segments` says which segment a customer is counted in, "round" or "today", where figures go by it.
    """

    survey: str
    rounds: tuple[RoundRow, ...]
    cards: tuple[Card, ...]
    answered: int
    invited: int | None
    segments: str = ""


def about_data(
    session: Session, survey_id: int, where: Filter = Filter(), lang: str | None = None
) -> AboutData:
    """The data behind figures of one survey; only the rounds of the filter are asked about."""
    named = shown(whole(session, survey_id).name, lang)
    answered = set(session.scalars(select(ImportBatch.round_id).where(ImportBatch.state == "live")))
    answered |= set(session.scalars(select(LiveResponse.round_id).where(standing()).distinct()))
    rounds = [
        r
        for r in round_rows(session, survey_id)
        if (r.name in where.rounds if where.rounds else r.id in answered or not answered)
    ][::-1]
    all_of = replace(Filter(), rounds=tuple(r.name for r in rounds))
    return AboutData(
        named,
        tuple(rounds),
        tuple(cards(session, (r.id for r in rounds))),
        matching.answered(session, survey_id, all_of) if rounds else 0,
        matching.invited(session, survey_id, all_of) if rounds else None,
        ("today" if where.segments_today else "round") if where.segments else "",
    )


def data_line(about: AboutData, lang: str, most: int = 0) -> str:
    """The data behind a chart as a few sentences; what nobody wrote down is said of the bias and left out elsewhere.

    With `most` no single text is longer than so many letters: on paper the bias, which comes last,
    must not be what a long source pushes off the page.
    """
    translate = words(lang).gettext
    which = f"{_cut(_which(about, lang), most)}{_who(about, lang)}{_when(about.cards, lang)}"
    parts = [ended(which)]
    labels = (
        (translate("Source: {text}."), "source"),
        (translate("Asked were: {text}."), "population"),
        (translate("Method: {text}."), "method"),
        (translate("Lens: {text}."), "lens"),
        (translate("Known bias: {text}."), "known_bias"),
    )
    for label, name in labels:
        text = _joined((getattr(card, name) for card in about.cards), lang)
        if text:
            parts.append(label.format(text=_cut(text, most)))
    if about.segments:
        parts.append(segments_line(about.segments == "today", lang))
    if not any(card.known_bias for card in about.cards):
        parts.append(translate("Known bias: nothing is written down yet."))
    return " ".join(parts)


def segments_line(today: bool, lang: str) -> str:
    """Which segment a customer is counted in: the one of then, or the one of now."""
    translate = words(lang).gettext
    if today:
        return translate("Every customer counts in the segment it is in today.")
    return translate("Every customer counts in the segment it was in at the round.")


def _cut(text: str, most: int) -> str:
    if not most or len(text) <= most:
        return text
    words_, _space, _rest = text[:most].rpartition(" ")
    return (words_ or text[:most]).rstrip(" ,;") + "…"


def _which(about: AboutData, lang: str) -> str:
    """The survey and its rounds; many rounds by their first and last."""
    labels = [r.label_in(lang) for r in about.rounds]
    if len(labels) > MOST_ROUNDS:
        between = words(lang).gettext("{since} to {until}")
        labels = [between.format(since=labels[-1], until=labels[0])]
    return listed([about.survey, *labels], lang)


def _who(about: AboutData, lang: str) -> str:
    between = "؛ " if is_rtl(lang) else "; "
    n = number(about.answered, lang=lang)
    if about.invited and about.answered > about.invited:
        # A rate over 100 % is a wrong number, and the reader must not take it for a good one.
        said = words(lang).gettext("{n} answered, more than the {all} who are noted as invited").format(
            n=n, all=number(about.invited, lang=lang)
        )  # fmt: skip
    elif about.invited:
        said = words(lang).gettext("{n} of {all} answered").format(
            n=n, all=number(about.invited, lang=lang)
        )  # fmt: skip
    else:
        said = words(lang).ngettext("{n} person answered", "{n} people answered", about.answered).format(n=n)
    return between + said


def _when(found: Iterable[Card], lang: str) -> str:
    firsts, lasts = [], []
    for card in found:
        firsts += [card.first_on] if card.first_on else []
        lasts += [card.last_on] if card.last_on else []
    if not firsts or not lasts:
        return ""
    first, last = min(firsts), max(lasts)
    return ("، " if is_rtl(lang) else ", ") + period(first, last, lang)


def period(first: date, last: date, lang: str) -> str:
    """From the first to the last day, or the one day."""
    if first == last:
        return day(first, lang)
    # Where the year comes last and both days share it, it is said once.
    once = lang in ("en", "nl", "uk") and first.year == last.year
    since = short_day(first, lang) if once else day(first, lang)
    return words(lang).gettext("{since} to {until}").format(since=since, until=day(last, lang))


def _joined(texts: Iterable[str], lang: str) -> str:
    """Each text once, without its full stop."""
    found = dict.fromkeys(text.strip().rstrip(".。") for text in texts if text.strip())
    return ("؛ " if is_rtl(lang) else "; ").join(list(found)[:MOST_ROUNDS])
