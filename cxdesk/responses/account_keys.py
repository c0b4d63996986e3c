"""What the account keys in the answers mean: a customer, and that customer's segment at a round or today.

A key is looked up once for each round in which it means something else, never once for each response.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.history import differing
from cxdesk.accounts.model import Account
from cxdesk.accounts.queries import account_ids
from cxdesk.i18n import folded
from cxdesk.responses.filter import Filter, alike
from cxdesk.responses.model import AccountKeyLink, Round
from cxdesk.responses.tally import Groups


@dataclass(frozen=True, slots=True)
class Meaning:
    """The word each key means today, and for rounds that were otherwise the keys that meant another."""

    today: dict[str, str]
    then: dict[int, dict[str, str]]

    def word(self, round_id: int | None, key: str) -> str:
        """What one key means in a round; None is a round that is like today."""
        return self.then.get(round_id or 0, {}).get(key, self.today[key])


def accounts(session: Session) -> Meaning:
    """The customer's key that each key in the answers means."""
    rows = session.execute(
        select(AccountKeyLink.key, Account.key).join(Account, Account.id == AccountKeyLink.account_id)
    )
    return Meaning(dict(rows.all()), {})


def segments(session: Session, rounds: Iterable[Round], *, today: bool = False) -> Meaning:
    """The segment that each key means, in words that differ by more than case."""
    rows = session.execute(
        select(AccountKeyLink.key, Account.id, Account.segment).join(
            Account, Account.id == AccountKeyLink.account_id
        )
    ).all()
    now = {key: segment for key, _account, segment in rows}
    days = {} if today else {r.id: r.closed_on or r.opened_on for r in rounds}
    past = differing(session, "segment", days.values())
    keys_of: dict[int, list[str]] = {}
    if past:
        for key, account, _segment in rows:
            keys_of.setdefault(account, []).append(key)
    then = {
        number: {key: segment for account, segment in past[day].items() for key in keys_of.get(account, ())}
        for number, day in days.items()
        if day in past
    }
    spelt = alike([*now.values(), *(s for part in then.values() for s in part.values())])
    return Meaning(
        {key: spelt[s] for key, s in now.items()},
        {number: {key: spelt[s] for key, s in part.items()} for number, part in then.items() if part},
    )


def groups(meaning: Meaning, keys: pl.Series, rounds: pl.Series) -> Groups:
    """The group of each response, from its key and its round."""
    if not meaning.then:
        return Groups.of(keys, meaning.today)
    words = {*meaning.today.values(), *(w for part in meaning.then.values() for w in part.values())}
    names = ("", *sorted(words - {""}))
    place = {name: n for n, name in enumerate(names)}
    known = list(meaning.today)
    # Row 0 is every round that is like today, column 0 a key that means nobody.
    table = np.zeros((len(meaning.then) + 1, len(known) + 1), dtype=np.uint32)
    for row, number in enumerate([None, *meaning.then]):
        table[row, 1:] = [place[meaning.word(number, key)] for key in known]
    return Groups(names, pl.Series(table[_places(meaning.then, rounds), _places(known, keys)]))


def test(session: Session, where: Filter, rounds: Mapping[int, Round], frame: pl.DataFrame) -> pl.Expr:
    """Whether each response of the frame belongs to the customers and the segments of a filter."""
    ids = account_ids(session, where.accounts) if where.accounts else None
    links = session.execute(select(AccountKeyLink.key, AccountKeyLink.account_id)).all()
    keys = {key for key, account in links if ids is None or account in ids}
    if not where.segments:
        return pl.col("account_key").is_in(sorted(keys))
    meaning = segments(session, rounds.values(), today=where.segments_today)
    wanted = {folded(s) for s in where.segments}

    def passes(round_id: int | None, key: str) -> bool:
        return key in keys and folded(meaning.word(round_id, key)) in wanted

    if not meaning.then:
        return pl.col("account_key").is_in(sorted(key for key in meaning.today if passes(None, key)))
    known = list(meaning.today)
    table = np.zeros((len(meaning.then) + 1, len(known) + 1), dtype=np.bool_)
    for row, number in enumerate([None, *meaning.then]):
        table[row, 1:] = [passes(number, key) for key in known]
    return pl.lit(
        pl.Series(table[_places(meaning.then, frame["round_id"]), _places(known, frame["account_key"])])
    )


def segments_at(session: Session, day: date | None, wanted: Iterable[str]) -> set[int]:
    """The customers that were in one of these segments on a day, or are in it today."""
    now = dict(session.execute(select(Account.id, Account.segment)).all())
    then = differing(session, "segment", [day]).get(day, {}) if day else {}
    asked = {folded(s) for s in wanted}
    return {account for account, segment in (now | then).items() if folded(segment) in asked}


def _places(known: Iterable[object], values: pl.Series) -> "np.ndarray[tuple[int], np.dtype[np.uint32]]":
    old = list(known)
    places = values.replace_strict(old, range(1, len(old) + 1), default=0, return_dtype=pl.UInt32)
    return places.to_numpy()
