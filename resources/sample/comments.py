"""Which words go with which scores: nobody praises what they scored low."""

from collections.abc import Mapping
from random import Random

from resources.sample import comments_en, comments_fa, comments_other
from resources.sample.heroes import Row

Sentences = Mapping[str, tuple[str, ...]]

BAD: dict[str, Sentences] = {"en": comments_en.BAD, "fa": comments_fa.BAD, **comments_other.BAD}
GOOD: dict[str, Sentences] = {"en": comments_en.GOOD, "fa": comments_fa.GOOD, **comments_other.GOOD}
REPORT = {"en": comments_en.REPORT, "fa": comments_fa.REPORT, **comments_other.REPORT}
# How many comments of a round are about the visit report.
ON_REPORT = {"September 2025": 24, "March 2026": 31}
REPORT_WORDS = ("report", "گزارش", "rapport", "jelentés", "звіт")
WRITES, WRITES_TWICE = 0.24, 0.3


def of_customers(
    rng: Random,
    rows: list[Row],
    scores: Mapping[str, Mapping[int, int]],
    recommend: Mapping[int, object],
    round_name: str,
) -> dict[int, str]:
    """Comments by row; exactly as many as planted speak of the visit report."""
    said = {n: hero.said[place][0] for n, (_p, hero, place) in enumerate(rows) if hero and place in hero.said}
    others = [n for n, (_p, hero, _place) in enumerate(rows) if not hero]
    planted = ON_REPORT[round_name] - sum(speaks_of_report(text) for text in said.values())
    broken = [n for n in others if n in scores["repair_visit"]]
    for n in rng.sample(broken, planted):
        said[n] = rng.choice(REPORT[rows[n][0].language])
    for n in others:
        if n not in said and rng.random() < WRITES:
            mine = {item: own[n] for item, own in scores.items() if n in own}
            said[n] = _comment(rng, rows[n][0].language, mine, int(str(recommend[n])), round_name)
    return said


def after_contact(rng: Random, language: str, scores: Mapping[str, int], share: float) -> str | None:
    """A comment of a survey after one contact, or none."""
    return _comment(rng, language, scores, 8, "") if rng.random() < share else None


def speaks_of_report(text: str) -> bool:
    """Whether a comment is about the visit report."""
    return any(word in text.lower() for word in REPORT_WORDS)


def _comment(rng: Random, language: str, scores: Mapping[str, int], recommend: int, round_name: str) -> str:
    themes = _themes(scores, recommend, round_name)
    first = themes[0] if rng.random() < 0.75 else rng.choice(themes)
    chosen = [first]
    if len(themes) > 1 and rng.random() < WRITES_TWICE:
        chosen.append(rng.choice([t for t in themes if t != first]))
    return " ".join(dict.fromkeys(_sentence(rng, language, theme, good) for theme, good in chosen))


def _themes(scores: Mapping[str, int], recommend: int, round_name: str) -> list[tuple[str, bool]]:
    """What somebody has to tell, the strongest first: low scores, then high ones, then the whole."""
    low = sorted((code, item) for item, code in scores.items() if code <= 3)
    high = sorted((-code, item) for item, code in scores.items() if code == 5)
    new = "invoice_new" if round_name == "March 2026" else "invoice"
    found = [(item, False) for _code, item in low]
    found += [(new if item == "invoice" else item, True) for _code, item in high]
    return found or [("general", recommend >= 8)]


def _sentence(rng: Random, language: str, theme: str, good: bool) -> str:
    known = (GOOD if good else BAD)[language]
    return rng.choice(known.get(theme) or known["general"])
