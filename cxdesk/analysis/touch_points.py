"""The score of each touch point, from the questions linked to it, beside that of the round before."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis.figure import Figure
from cxdesk.analysis.scores import figures, metric_of
from cxdesk.responses.about_data import about_data, data_line
from cxdesk.responses.filter import Filter, among
from cxdesk.responses.matching import invited_by_account
from cxdesk.responses.queries import RoundRow, round_rows
from cxdesk.surveys.model import Item, Question, Survey
from cxdesk.surveys.queries import shown, whole
from cxdesk.touchpoints.queries import TouchPointRow, touch_point_rows


@dataclass(frozen=True, slots=True)
class Scored:
    """A touch point or question with its latest figure, the one before, and where they come from.

    `previous_label` says the round before in the words of whoever reads it.
    """

    touch_point_id: int | None
    name: str
    function: str
    channel: str
    survey_id: int
    item_id: int
    round: str
    figure: Figure
    previous: Figure | None
    previous_round: str
    previous_label: str = ""


def scored_touch_points(
    session: Session, where: Filter = Filter(), today: date | None = None
) -> list[Scored]:
    """Every touch point that somebody was asked about, lowest first; those with few answers last.

    Of several linked questions the one with most answers speaks for the touch point, and employees
    speak for it only where no customer was asked.
    """
    return best_of(heard(session, where, today), customer_surveys(session))


def heard(
    session: Session,
    where: Filter = Filter(),
    today: date | None = None,
    surveys: Container[int] | None = None,
) -> list[Scored]:
    """What every linked question says of its touch point, survey by survey; of all surveys or of some."""
    found: list[Scored] = []
    for survey_id, pairs in _linked(session).items():
        if surveys is None or survey_id in surveys:
            found += _scored(session, survey_id, pairs, where, today)
    return found


def scored_by_account(
    session: Session, round_name: str, only: tuple[str, ...] = ()
) -> dict[str, list[Scored]]:
    """For each customer by key what `scored_touch_points` says of it in the rounds of one name, counted in one go.

    Nothing is said of the round before. `only` are the keys of the customers to count, all when empty.
    """
    where = Filter(accounts=only, rounds=(round_name,))
    found: dict[str, list[Scored]] = {}
    tables = []
    for survey_id, pairs in _linked(session).items():
        if rounds := latest_rounds(session, survey_id, where):
            items = list(dict.fromkeys(item for _row, item in pairs))
            table = figures(
                session, survey_id, items, where, by="account", count_invited=False, together=False
            )
            asked = invited_by_account(session, [r.id for r in rounds])
            tables.append((survey_id, pairs, table, asked))
    keys = {key for _survey, _pairs, table, _asked in tables for _item, key in table if key}
    customers = customer_surveys(session)
    for key in keys:
        said = [
            Scored(
                row.id or None, row.name, row.function, row.channel, survey_id, item, round_name,
                replace(table.get((item, key)) or Figure("", None, 0), invited=asked.get(key)), None, "",
            )
            for survey_id, pairs, table, asked in tables
            for row, item in pairs
        ]  # fmt: skip
        found[key] = best_of(said, customers)
    return found


def best_of(found: Iterable[Scored], customers: set[int]) -> list[Scored]:
    """The one that speaks for each touch point, lowest first."""
    best: dict[int, Scored] = {}
    for one in found:
        here = best.get(one.touch_point_id or 0)
        if here is None or _says_more(one, here, customers):
            best[one.touch_point_id or 0] = one
    return sorted(best.values(), key=by_need)


def scored_questions(
    session: Session, survey_id: int, where: Filter = Filter(), today: date | None = None
) -> list[Scored]:
    """Every scale question of one survey, lowest first, whether linked to a touch point or not."""
    rows = touch_point_rows(session)
    linked = {item: row for row in rows for item in row.item_ids}
    nobody = TouchPointRow(0, "", "", "", "", ())
    pairs = [
        (linked.get(i.id, replace(nobody, name=shown(i.text) or i.code)), i.id)
        for q in whole(session, survey_id).questions
        if metric_of(q) == "top2"
        for i in q.items
    ]
    return sorted(_scored(session, survey_id, pairs, where, today), key=by_need)


def figures_by_touch_point(session: Session, where: Filter = Filter()) -> dict[int, Figure]:
    """The latest figure of each touch point, for maps."""
    return {s.touch_point_id: s.figure for s in scored_touch_points(session, where) if s.touch_point_id}


def data_behind(session: Session, found: Iterable[Scored], lang: str) -> list[str]:
    """A line about the data of each survey that scores come from."""
    rounds: dict[int, set[str]] = {}
    for one in found:
        if one.figure.n:
            rounds.setdefault(one.survey_id, set()).add(one.round)
    return [
        data_line(about_data(session, survey, Filter(rounds=tuple(sorted(names))), lang), lang)
        for survey, names in sorted(rounds.items())
    ]


def latest_rounds(session: Session, survey_id: int, where: Filter = Filter()) -> list[RoundRow]:
    """The rounds a figure is about, newest first: those of the filter, else all that have a name."""
    rows = round_rows(session, survey_id)
    names = set(among((r.name for r in rows), where.rounds))
    return [r for r in rows if not where.rounds or r.name in names][::-1]


def by_need(one: Scored) -> tuple[bool, float]:
    """Sort key: what can be ranked first, lowest score first."""
    value = one.figure.value
    return (one.figure.few or value is None, value if value is not None else 0.0)


def customer_surveys(session: Session) -> set[int]:
    """The surveys that ask customers; the others ask our own people."""
    return set(session.scalars(select(Survey.id).where(Survey.audience == "customers")))


def _says_more(one: Scored, other: Scored, customers: set[int]) -> bool:
    return (one.survey_id in customers, one.figure.n) > (other.survey_id in customers, other.figure.n)


def _linked(session: Session) -> dict[int, list[tuple[TouchPointRow, int]]]:
    """For each survey its items that have a score and a touch point."""
    questions = _survey_of_items(session)
    wanted: dict[int, list[tuple[TouchPointRow, int]]] = {}
    for row in touch_point_rows(session):
        for item in row.item_ids:
            if item in questions:
                wanted.setdefault(questions[item], []).append((row, item))
    return wanted


def _survey_of_items(session: Session) -> dict[int, int]:
    query = select(Item.id, Question.survey_id).join(Question, Question.id == Item.question_id)
    return dict(session.execute(query.where(Question.kind.in_(("nps", "scale", "number")))).all())


def _scored(
    session: Session,
    survey_id: int,
    pairs: list[tuple[TouchPointRow, int]],
    where: Filter,
    today: date | None,
) -> list[Scored]:
    rounds = latest_rounds(session, survey_id, where)
    if not rounds or not pairs:
        return []
    items = list(dict.fromkeys(item for _row, item in pairs))
    table = figures(session, survey_id, items, replace(where, rounds=()), by="round", today=today)
    empty = figures(session, survey_id, items, replace(where, rounds=(rounds[0].name,)), today=today)
    all_rounds = latest_rounds(session, survey_id)
    result = []
    for row, item in pairs:
        now_round = next((r for r in rounds if (f := table.get((item, r.name))) and f.n), rounds[0])
        older = [
            r
            for r in all_rounds[all_rounds.index(now_round) + 1 :]
            if (f := table.get((item, r.name))) and f.n
        ]
        before = older[0] if older else None
        result.append(
            Scored(
                row.id or None,
                row.name,
                row.function,
                row.channel,
                survey_id,
                item,
                now_round.name,
                table.get((item, now_round.name)) or empty[item, ""],
                table[item, before.name] if before else None,
                before.name if before else "",
                before.label if before else "",
            )
        )
    return result
