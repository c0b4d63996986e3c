"""What to look at first: the lowest scores, and what became better, each as a sentence with its figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from cxdesk.analysis.compare import compare
from cxdesk.analysis.figure import Figure
from cxdesk.analysis.touch_points import Scored, scored_questions
from cxdesk.i18n import language, number, percent, words
from cxdesk.responses.filter import Filter


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence, one line that proves it, and the score behind both."""

    sentence: str
    line: str
    kind: str
    scored: Scored


def findings(
    session: Session, survey_id: int, where: Filter = Filter(), today: date | None = None, most: int = 3
) -> list[Finding]:
    """The worst questions first and, when there is one, what really became better last."""
    return chosen(scored_questions(session, survey_id, where, today), most)


def chosen(scored: Sequence[Scored], most: int = 3, lang: str | None = None) -> list[Finding]:
    """The findings among scores, in words of `lang` or of the window."""
    lang = lang or language()
    rankable = [s for s in scored if not s.figure.few and not s.figure.hidden and s.figure.value is not None]
    better = _best_gain(rankable)
    worst = [s for s in (rankable or scored) if s is not better and s.figure.value is not None]
    found = [_low(s, place, lang) for place, s in enumerate(worst[: most - 1 if better else most])]
    return found + ([_gain(better, lang)] if better else [])


def share_line(figure: Figure, lang: str) -> str:
    """How many of those who answered are not satisfied."""
    return words(lang).ngettext(
        "{share} of {n} answer is not satisfied.", "{share} of {n} answers are not satisfied.", figure.n
    ).format(share=percent(100.0 - (figure.value or 0.0), lang), n=number(figure.n, lang=lang))  # fmt: skip


def _best_gain(scored: list[Scored]) -> Scored | None:
    gains = [(compare(s.figure, s.previous), s) for s in scored]
    real = [(c.difference, s) for c, s in gains if c.real and c.difference is not None and c.difference > 0]
    return max(real, key=lambda pair: pair[0])[1] if real else None


def _low(scored: Scored, place: int, lang: str) -> Finding:
    value = percent(scored.figure.value or 0.0, lang)
    if scored.figure.few:
        sentence = words(lang).gettext("“{name}”: {value} are satisfied, but few answered.")
    elif place == 0:
        sentence = words(lang).gettext("“{name}” disappoints most: {value} are satisfied.")
    else:
        sentence = words(lang).gettext("“{name}”: {value} are satisfied.")
    return Finding(sentence.format(name=scored.name, value=value), _line(scored, lang), "low", scored)


def _gain(scored: Scored, lang: str) -> Finding:
    sentence = words(lang).gettext("“{name}” became better: {before} were satisfied, now {value}.").format(
        name=scored.name,
        before=percent((scored.previous.value if scored.previous else 0.0) or 0.0, lang),
        value=percent(scored.figure.value or 0.0, lang),
    )  # fmt: skip
    return Finding(sentence, _line(scored, lang), "gain", scored)


def _line(scored: Scored, lang: str) -> str:
    figure = scored.figure
    unhappy = 100.0 - (figure.value or 0.0)
    change = compare(figure, scored.previous, lang).sentence
    return words(lang).ngettext(
        "{share} of {n} answer is not satisfied. Since the round before: {change}.",
        "{share} of {n} answers are not satisfied. Since the round before: {change}.",
        figure.n,
    ).format(share=percent(unhappy, lang), n=number(figure.n, lang=lang), change=change)  # fmt: skip
