"""Answers after a repair, after an installation, and of our own people."""

from random import Random

from cxdesk.responses.schema import FINISHED, NOT_SHOWN, SKIPPED
from resources.sample import comments, comments_en, periods
from resources.sample.names import HARBOUR, NILOUFAR, SILENT, Person
from resources.sample.periods import AUTUMN, WINTER
from resources.sample.quota import codes_by_rank
from resources.sample.sheet import Sheet, moments
from resources.sample.surveys import (
    AFTER_INSTALLATION,
    AFTER_REPAIR,
    ASKED_OF_EMPLOYEES,
    EXPECTED,
    EXPECTED_OF,
)

# Satisfied, answered.
REPAIR = {
    AUTUMN: {
        "emergency_call": (158, 262),
        "arrival_message": (98, 158),
        "skill": (243, 268),
        "repair_visit": (215, 268),
        "follow_up": (101, 142),
        "part_delivery": (29, 43),
    },
    WINTER: {
        "emergency_call": (168, 279),
        "arrival_message": (104, 170),
        "skill": (259, 286),
        "repair_visit": (230, 286),
        "follow_up": (106, 150),
        "part_delivery": (31, 47),
    },
}
REPAIR_SIZE = {AUTUMN: 268, WINTER: 286}
# By time of call, 7 to 10 first: share of calls, mean hours waited, percent satisfied with that.
HOURS = ((0.34, 4.2, 35), (0.24, 2.3, 57), (0.24, 1.9, 62), (0.18, 2.6, 49))
FIRST_TIME = 0.77
# How many of a hundred had expected to be very dissatisfied, …, very satisfied.
EXPECTED_SHARES = {
    "emergency_call": (1, 5, 22, 44, 28),
    "waiting": (2, 7, 18, 42, 31),
    "skill": (1, 4, 17, 45, 33),
}

INSTALLATION = {
    AUTUMN: {
        "site_visit": (43, 52), "quotation": (39, 52), "planning": (35, 52), "works": (45, 52),
        "tidiness": (32, 52), "handover": (30, 52), "training": (32, 50), "first_check": (37, 48),
    },
    WINTER: {
        "site_visit": (50, 61), "quotation": (45, 61), "planning": (40, 61), "works": (52, 61),
        "tidiness": (37, 61), "handover": (35, 61), "training": (36, 58), "first_check": (39, 51),
    },
}  # fmt: skip
INSTALLATION_SIZE = {AUTUMN: 52, WINTER: 61}

# People of each department who answer; the depot stays below the minimum.
DEPARTMENTS = {"September 2025": (38, 8, 16, 11, 7, 4), "March 2026": (41, 9, 17, 12, 8, 4)}
# Percent of employees who believe customers are satisfied.
EMPLOYEES_THINK = {
    "September 2025": (70, 58, 66, 97, 90, 88, 70, 75),
    "March 2026": (71, 59, 66, 97, 91, 88, 82, 76),
}
# The two whose plans are printed answer the relationship survey only, so that their annex counts one round.
NOT_ASKED_AFTER = (HARBOUR, NILOUFAR, *SILENT)


def repair(people: list[Person], round_name: str) -> Sheet:
    """One round of the survey after a repair."""
    rng = Random(f"repair {round_name}")
    chosen = _chosen(rng, people, REPAIR_SIZE[round_name])
    sheet = Sheet(len(chosen))
    rows = list(range(len(chosen)))
    scores = _scored(rng, chosen, REPAIR[round_name], len(chosen))
    hour, waited = _hours(rng, rows)
    scores["waiting"] = _waiting(rng, hour, waited)
    sheet.put("hour", hour)
    sheet.put("hours_waited", waited, SKIPPED)
    sheet.put("first_time", {n: 1 if rng.random() < FIRST_TIME else 2 for n in rows})
    for item in AFTER_REPAIR:
        sheet.put(item, scores[item], NOT_SHOWN)
    for item, said in _expected(round_name, scores).items():
        sheet.put(item, said, NOT_SHOWN)
    _finish(rng, sheet, chosen, scores, round_name)
    return sheet


def installation(people: list[Person], round_name: str) -> Sheet:
    """One round of the survey after an installation."""
    rng = Random(f"installation {round_name}")
    chosen = _chosen(rng, people, INSTALLATION_SIZE[round_name])
    sheet = Sheet(len(chosen))
    scores = _scored(rng, chosen, INSTALLATION[round_name], len(chosen))
    for item in AFTER_INSTALLATION:
        sheet.put(item, scores[item], SKIPPED)
    _finish(rng, sheet, chosen, scores, round_name)
    return sheet


def employees(round_name: str) -> Sheet:
    """One round of the employees' survey; nobody's name is kept."""
    rng = Random(f"employees {round_name}")
    departments = [n for n, size in enumerate(DEPARTMENTS[round_name], 1) for _person in range(size)]
    rng.shuffle(departments)
    size = len(departments)
    sheet = Sheet(size)
    sheet.put("department", dict(enumerate(departments)))
    for item, percent in zip(ASKED_OF_EMPLOYEES, EMPLOYEES_THINK[round_name], strict=True):
        kindness = {n: rng.gauss(0.0, 1.0) for n in range(size)}
        sheet.put(item, codes_by_rank(range(size), kindness, round(size * percent / 100)))
    sheet.put("comment", {n: rng.choice(comments_en.EMPLOYEES) for n in rng.sample(range(size), size // 4)})
    opened, closed = periods.EMPLOYEES[round_name]
    sheet.facts = {
        "submitted": moments(rng, opened, closed, size),
        "state": [FINISHED] * size,
        "language": ["en"] * size,
        "channel": ["link"] * size,
    }
    return sheet


def _chosen(rng: Random, people: list[Person], size: int) -> list[Person]:
    return rng.sample([p for p in people if p.account not in NOT_ASKED_AFTER], size)


def _scored(
    rng: Random, chosen: list[Person], plan: dict[str, tuple[int, int]], size: int
) -> dict[str, dict[int, int]]:
    found = {}
    for item, (satisfied, n) in plan.items():
        rows = rng.sample(range(size), n)
        kindness = {row: chosen[row].mood + rng.gauss(0.0, 1.0) for row in rows}
        found[item] = codes_by_rank(rows, kindness, satisfied)
    return found


def _hours(rng: Random, rows: list[int]) -> tuple[dict[int, int], dict[int, float]]:
    """Time of call and hours waited; each time of day gets its mean exactly, but for rounding."""
    left, hour, waited = list(rows), {}, {}
    rng.shuffle(left)
    for place, (share, mean, _satisfied) in enumerate(HOURS, 1):
        mine = left[: round(len(rows) * share)] if place < len(HOURS) else left
        left = left[len(mine) :]
        drawn = [rng.gammavariate(4.0, 1.0) for _row in mine]
        scale = mean * len(mine) / sum(drawn)
        for row, value in zip(mine, drawn, strict=True):
            hour[row], waited[row] = place, round(value * scale, 1)
    return hour, waited


def _waiting(rng: Random, hour: dict[int, int], waited: dict[int, float]) -> dict[int, int]:
    found: dict[int, int] = {}
    for place, (_share, _mean, percent) in enumerate(HOURS, 1):
        mine = [row for row, at in hour.items() if at == place]
        kindness = {row: rng.gauss(0.0, 0.6) - waited[row] for row in mine}
        found |= codes_by_rank(mine, kindness, round(len(mine) * percent / 100))
    return found


def _expected(round_name: str, scores: dict[str, dict[int, int]]) -> dict[str, dict[int, int]]:
    """What those who scored a touch point had expected of it; drawn by itself, so that nothing else moves."""
    rng = Random(f"expected {round_name}")
    return {
        item + EXPECTED: {
            row: rng.choices((1, 2, 3, 4, 5), EXPECTED_SHARES[item])[0] for row in sorted(scores[item])
        }
        for item in EXPECTED_OF
    }


def _finish(
    rng: Random, sheet: Sheet, chosen: list[Person], scores: dict[str, dict[int, int]], round_name: str
) -> None:
    said = {}
    for n, person in enumerate(chosen):
        mine = {item: own[n] for item, own in scores.items() if n in own}
        if text := comments.after_contact(rng, person.language, mine, 0.22):
            said[n] = text
    sheet.put("comment", said)
    opened, closed = periods.TRANSACTIONS[round_name]
    sheet.facts = {
        "account_key": [p.account_key for p in chosen],
        "respondent_key": [p.key for p in chosen],
        "submitted": moments(rng, opened, closed, len(chosen)),
        "state": [FINISHED] * len(chosen),
        "language": ["fa" if p.language == "fa" else "en" for p in chosen],
        "channel": ["message"] * len(chosen),
        "consent_quote": [rng.choice((True, True, False, None)) for _p in chosen],
    }
