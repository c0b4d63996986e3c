"""Answers of Alder Lifts' customers and employees, seeded, with these truths planted to be found again.

Relationship survey ("September 2025" 1,087 answers of 3,180 invited, "March 2026" 1,204 of 3,410;
rows that were left unfinished or were tests lie beside them and do not count):

* WOULD_RECOMMEND: +22 in September, +31 in March; the difference is real.
* WAITING: satisfied with the time until a fitter arrives 51%, then 48% (198 of 412): no real difference.
* INVOICE: 61%, then 74% (221 of 298) after the new layout of January 2026: a real difference of 13.
* REPAIR_VISIT: 76%, then 84%: a real difference of 8.
* SKILL: 90%, then 91%; EMERGENCY_CALL: 60%, then 59%; HANDOVER: 58%, then 57%: no real difference.
* SPARE_PART: asked in March only, 17 answers (11 satisfied): too few to compare.
* HOSPITALS: more satisfied with waiting (66%) than offices (44%) and housing (39%).
* WAITING_SPREADS: who is not satisfied with waiting is less satisfied with the visit and recommends less.
* NILOUFAR: the largest revenue, low scores (1 of 11 satisfied with waiting, recommend below -50);
  satisfied with invoices 5 of 10, then 8 of 11.
* HARBOUR: 12 answers, then 14; satisfied with invoices 6 of 12, then 10 of 14.
* SILENT: of two customers nobody answers.
* REPORT: exactly 31 comments of March are about the visit report, which no question asks about.

Survey after a repair: MORNINGS: who called between 7 and 10 waited 4.2 hours on average, later callers
2.3, 1.9 and (evening and night) 2.6, and mornings are the least satisfied.

Employees' survey (confidential, at least 5): EMPLOYEES_THINK: 66% of employees believe customers are
satisfied with waiting. The depot has 4 answers, which the promise hides.
"""

from random import Random

from cxdesk.responses.schema import FINISHED, NOT_ASKED, NOT_SHOWN, SKIPPED, TEST, UNFINISHED
from resources.sample import comments, periods
from resources.sample.heroes import HEROES, Row
from resources.sample.names import INVITED, SEGMENTS, SILENT, Person
from resources.sample.quota import codes_by_rank, dealt, spread
from resources.sample.sheet import Cell, Sheet, moments
from resources.sample.surveys import BREAKDOWN, CONTACTS, SCORED

# Answers 0 to 10 to "would you recommend us".
RECOMMEND = {
    "September 2025": {10: 264, 9: 225, 8: 190, 7: 158, 6: 90, 5: 62, 4: 36, 3: 26, 2: 14, 1: 10, 0: 12},
    "March 2026": {10: 337, 9: 277, 8: 193, 7: 156, 6: 84, 5: 60, 4: 36, 3: 25, 2: 13, 1: 11, 0: 12},
}
# Satisfied, answered.
SATISFIED = {
    "September 2025": {
        "waiting": (190, 372),
        "emergency_call": (205, 341),
        "arrival_message": (122, 190),
        "skill": (329, 366),
        "repair_visit": (278, 366),
        "maintenance": (490, 590),
        "invoice": (165, 271),
        "handover": (95, 164),
    },
    "March 2026": {
        "waiting": (198, 412),
        "emergency_call": (222, 377),
        "arrival_message": (135, 214),
        "skill": (372, 409),
        "repair_visit": (344, 409),
        "maintenance": (544, 655),
        "invoice": (221, 298),
        "handover": (106, 186),
        "spare_part": (11, 17),
    },
}
# Percent satisfied by segment; where nothing is said all segments are alike.
BY_SEGMENT = {
    "emergency_call": (61, 55, 70, 52),
    "waiting": (44, 39, 66, 47),
    "skill": (92, 90, 93, 89),
    "invoice": (76, 71, 79, 70),
    "handover": (58, 51, 60, 55),
}
# People who bought a lift, hospitals few.
NEW_LIFTS = {"Offices": 0.46, "Housing": 0.4, "Hospitals": 0.02, "Hotels": 0.12}
UNCOUNTED = {"September 2025": (187, 2), "March 2026": (211, 3)}
LAST_WEEK = {"September 2025": 172, "March 2026": 214}
OF_CONTACT = {
    "maintenance": "maintenance",
    "invoice": "invoice",
    "handover": "new_lift",
    "spare_part": "spare_part",
}


def invited(people: list[Person], round_name: str) -> list[Person]:
    """Who was asked in a round; in September some were not customers' contacts yet."""
    missing = len(people) - INVITED[round_name]
    named = {name: [p for p in people if p.account == name] for name in HEROES[round_name]}
    late = [p.key for (_name, own), n in zip(named.items(), (2, 3), strict=True) for p in own[-n:]]
    others = [p.key for p in people if p.account not in named]
    left_out = set([*late, *Random("late").sample(others, missing - len(late))] if missing else [])
    return [p for p in people if p.key not in left_out]


def relationship(people: list[Person], round_name: str) -> Sheet:
    """One round of the relationship survey."""
    rng = Random(f"relationship {round_name}")
    rows = _rows(rng, invited(people, round_name), round_name)
    counted, uncounted = len(rows), sum(UNCOUNTED[round_name])
    rows += [(p, None, 0) for p in rng.sample([r[0] for r in rows if r[1] is None], uncounted)]
    sheet = Sheet(len(rows))
    asked = _asked(rng, rows[:counted], round_name)
    scores = _scores(rng, rows, asked, round_name)
    recommend = _recommend(rng, rows[:counted], scores, round_name)
    # Who left early had answered the first question.
    sheet.put("recommend", recommend | {row: rng.randint(3, 9) for row in range(counted, len(rows))})
    for contact in CONTACTS:
        of = [i for i in SCORED if OF_CONTACT.get(i, "repair") == contact]
        had = {row for item in of for row in asked.get(item, ())}
        sheet.put(f"contact_{contact}", {row: row in had for row in range(counted)})
    for item in SCORED:
        sheet.put(item, scores.get(item, {}), NOT_SHOWN if item in asked else NOT_ASKED)
        _skip(rng, sheet, item, counted)
    sheet.put("role", {row: rows[row][0].role for row in range(counted)})
    said = comments.of_customers(rng, rows[:counted], scores, recommend, round_name)
    sheet.put("comment", said)
    _facts(rng, sheet, rows, round_name)
    return sheet


def _rows(rng: Random, asked: list[Person], round_name: str) -> list[Row]:
    rows: list[Row] = []
    for name, hero in HEROES[round_name].items():
        own = sorted((p for p in asked if p.account == name), key=lambda p: p.role != 1)
        rows += [(person, hero, place) for place, person in enumerate(own[: hero.size])]
    others = [p for p in asked if p.account not in (*HEROES[round_name], *SILENT)]
    answered = sum(RECOMMEND[round_name].values())
    return rows + [(person, None, 0) for person in rng.sample(others, answered - len(rows))]


def _asked(rng: Random, rows: list[Row], round_name: str) -> dict[str, list[int]]:
    """The rows that answer each item; people with a breakdown answer about all of it."""
    heroes = [n for n, (_p, hero, _place) in enumerate(rows) if hero]
    others = [n for n, (_p, hero, _place) in enumerate(rows) if not hero]
    of_hero = {item: [n for n in heroes if _hero_score(rows[n], item)] for item in SCORED}
    plan = SATISFIED[round_name]
    most = max(plan[i][1] - len(of_hero[i]) for i in BREAKDOWN)
    broken = rng.sample(others, most + 12)
    asked = {}
    for item, (_satisfied, n) in plan.items():
        wanted = n - len(of_hero[item])
        pool = broken if item in BREAKDOWN else others
        chosen = _new_lifts(rng, rows, others, wanted) if item == "handover" else rng.sample(pool, wanted)
        asked[item] = [*of_hero[item], *chosen]
    return asked


def _new_lifts(rng: Random, rows: list[Row], others: list[int], wanted: int) -> list[int]:
    sizes = {s: [n for n in others if rows[n][0].segment == s] for s in SEGMENTS}
    few = {s: int(wanted * NEW_LIFTS[s]) for s in SEGMENTS[1:]}
    few["Offices"] = wanted - sum(few.values())
    return [n for s in SEGMENTS for n in rng.sample(sizes[s], few[s])]


def _hero_score(row: Row, item: str) -> int:
    _person, hero, place = row
    if hero is None:
        return 0
    mark = hero.scores.get(item, "." * hero.size)[place]
    return 0 if mark == "." else int(mark)


def _scores(
    rng: Random, rows: list[Row], asked: dict[str, list[int]], round_name: str
) -> dict[str, dict[int, int]]:
    """Scores by item and row: heroes' as written, the others' by quota, waiting first because it spreads."""
    found: dict[str, dict[int, int]] = {}
    for item in sorted(asked, key=lambda i: i != "waiting"):
        mine = {n: code for n in asked[item] if (code := _hero_score(rows[n], item))}
        others = [n for n in asked[item] if n not in mine]
        waited = found.get("waiting", {})
        kindness = {n: rows[n][0].mood + _spread(waited.get(n)) + rng.gauss(0.0, 1.0) for n in others}
        left = SATISFIED[round_name][item][0] - sum(code >= 4 for code in mine.values())
        segments = {s: [n for n in others if rows[n][0].segment == s] for s in SEGMENTS}
        shares = dict(zip(SEGMENTS, BY_SEGMENT.get(item, (50,) * 4), strict=True))
        quota = spread(left, {s: len(own) for s, own in segments.items()}, shares)
        for segment, own in segments.items():
            mine |= codes_by_rank(own, kindness, quota[segment])
        found[item] = mine
    return found


def _spread(waited: int | None) -> float:
    """How a long wait colours everything that comes after it."""
    return 0.0 if waited is None else 0.55 if waited >= 4 else -0.55


def _recommend(
    rng: Random, rows: list[Row], scores: dict[str, dict[int, int]], round_name: str
) -> dict[int, Cell]:
    weights = {"waiting": 0.5, "handover": 0.3, "repair_visit": 0.2, "invoice": 0.15, "emergency_call": 0.1}
    fixed = {n: hero.recommend[place] for n, (_p, hero, place) in enumerate(rows) if hero}
    others = [n for n in range(len(rows)) if n not in fixed]
    kindness = {}
    for n in others:
        told = sum(w * (scores[item][n] - 3.2) for item, w in weights.items() if n in scores[item])
        kindness[n] = rows[n][0].mood + told + rng.gauss(0.0, 0.7)
    tally = dict(RECOMMEND[round_name])
    for code in fixed.values():
        tally[code] -= 1
    return {**fixed, **dealt(others, kindness, tally)}


def _skip(rng: Random, sheet: Sheet, item: str, counted: int) -> None:
    """Some were shown a question and left it empty."""
    blanks = sheet.blanks[item]
    empty = [n for n in range(counted) if blanks[n]]
    if sum(not b for b in blanks) > 100:
        for n in rng.sample(empty, 9):
            blanks[n] = SKIPPED


def _facts(rng: Random, sheet: Sheet, rows: list[Row], round_name: str) -> None:
    opened, closed = periods.RELATIONSHIP[round_name]
    unfinished, tests = UNCOUNTED[round_name]
    counted = len(rows) - unfinished - tests
    last = LAST_WEEK[round_name]
    early = moments(rng, opened, periods.before(closed, 7), len(rows) - last)
    late = moments(rng, periods.before(closed, 6), closed, last)
    times = [*early[: counted - last], *late, *early[counted - last :]]
    shuffled = times[:counted]
    rng.shuffle(shuffled)
    people = [person for person, _hero, _place in rows]
    agreed: dict[int, Cell] = {
        n: hero.said[place][1] for n, (_p, hero, place) in enumerate(rows) if hero and place in hero.said
    }
    sheet.facts = {
        "account_key": [p.account_key for p in people],
        "respondent_key": [p.key for p in people],
        "submitted": [*shuffled, *times[counted:]],
        "state": [FINISHED] * counted + [UNFINISHED] * unfinished + [TEST] * tests,
        "language": ["fa" if p.language == "fa" else "en" for p in people],
        "channel": ["link" if rng.random() < 0.12 else "email" for _p in people],
        "consent_quote": [
            agreed.get(n, rng.choice((True, True, True, False, None))) for n in range(len(rows))
        ],
    }
