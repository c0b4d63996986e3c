"""What to look at first: the lowest scores, and what became better, each as a sentence with its figure."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from cxdesk.analysis.compare import compare
from cxdesk.analysis.touch_points import Scored, scored_questions
from cxdesk.i18n import _, ngettext, number, percent
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
    scored = scored_questions(session, survey_id, where, today)
    rankable = [s for s in scored if not s.figure.few and not s.figure.hidden and s.figure.value is not None]
    better = _best_gain(rankable)
    worst = [s for s in (rankable or scored) if s is not better and s.figure.value is not None]
    found = [_low(s, place) for place, s in enumerate(worst[: most - 1 if better else most])]
    return found + ([_gain(better)] if better else [])


def _best_gain(scored: list[Scored]) -> Scored | None:
    gains = [(compare(s.figure, s.previous), s) for s in scored]
    real = [(c.difference, s) for c, s in gains if c.real and c.difference is not None and c.difference > 0]
    return max(real, key=lambda pair: pair[0])[1] if real else None


def _low(scored: Scored, place: int) -> Finding:
    value = percent(scored.figure.value or 0.0)
    if scored.figure.few:
        sentence = _("“{name}”: {value} are satisfied, but few answered.")
    elif place == 0:
        sentence = _("“{name}” disappoints most: {value} are satisfied.")
    else:
        sentence = _("“{name}”: {value} are satisfied.")
    return Finding(sentence.format(name=scored.name, value=value), _line(scored), "low", scored)


def _gain(scored: Scored) -> Finding:
    sentence = _("“{name}” became better: {before} were satisfied, now {value}.").format(
        name=scored.name,
        before=percent((scored.previous.value if scored.previous else 0.0) or 0.0),
        value=percent(scored.figure.value or 0.0),
    )
    return Finding(sentence, _line(scored), "gain", scored)


def _line(scored: Scored) -> str:
    figure = scored.figure
    unhappy = 100.0 - (figure.value or 0.0)
    change = compare(figure, scored.previous).sentence
    return ngettext(
        "{share} of {n} answer is not satisfied. Since the round before: {change}.",
        "{share} of {n} answers are not satisfied. Since the round before: {change}.",
        figure.n,
    ).format(share=percent(unhappy), n=number(figure.n), change=change)
