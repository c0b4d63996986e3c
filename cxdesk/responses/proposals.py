"""Which customer a key in the answers may mean although it is written otherwise: proposed, never decided."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account
from cxdesk.accounts.queries import account_keyed
from cxdesk.i18n import _, folded
from cxdesk.progress import Progress, no_progress
from cxdesk.responses.matching import Unmatched, link_key, refuse_key, report
from cxdesk.responses.model import AccountKeyLink

# Of 100; below it a proposal is more often wrong than right on keys of five to ten signs.
THRESHOLD: Final = 80
MOST: Final = 3
# More keys than a person reviews in a day; the ones with most answers come first.
MOST_KEYS: Final = 500

# Signs that a hand or a scanner takes for each other.
_LOOKALIKES = str.maketrans({"o": "0", "q": "0", "l": "1", "i": "1", "|": "1", "s": "5", "b": "8", "z": "2"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """A customer that a key may mean; `likeness` of 100, `by` "key" or "name"."""

    account_id: int
    key: str
    name: str
    likeness: float
    by: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A key that no customer has, with the customers it may mean, the likeliest first."""

    unmatched: Unmatched
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class ByHand:
    """A key that a person tied to a customer whose own key is another."""

    key: str
    account_id: int
    account_key: str
    name: str


@dataclass(frozen=True, slots=True)
class Review:
    """All that a person has to decide about keys: open doubts first, then what was refused or tied by hand."""

    doubts: tuple[Doubt, ...]
    more: int
    refused: tuple[Unmatched, ...]
    by_hand: tuple[ByHand, ...]
    matched_answers: int


def review(session: Session, progress: Progress = no_progress) -> Review:
    """The keys of the answers that no customer has, each with its proposals."""
    match = report(session)
    waiting = sorted((u for u in match.unmatched if not u.refused), key=lambda u: (-u.answers, u.key))
    rows = session.execute(select(Account.id, Account.key, Account.name))
    likely = _Likely([(number, key, name) for number, key, name in rows])
    doubts = []
    for at, one in enumerate(waiting[:MOST_KEYS]):
        progress(at, len(waiting), _("Looking for customers of these keys"))
        doubts.append(Doubt(one, likely.of(one.key)))
    doubts.sort(key=lambda d: (-(d.proposals[0].likeness if d.proposals else 0), -d.unmatched.answers))
    return Review(
        tuple(doubts),
        max(0, len(waiting) - MOST_KEYS),
        tuple(u for u in match.unmatched if u.refused),
        _by_hand(session),
        match.matched_answers,
    )


def decide(session: Session, accepted: dict[str, str], refused: list[str]) -> None:
    """Tie keys to the customers of these keys or names and refuse others, as one step."""
    for key, account in accepted.items():
        link_key(session, key, account_keyed(session, account).id)
    for key in refused:
        refuse_key(session, key)


class _Likely:
    """The keys and names of all customers, prepared once for many questions."""

    def __init__(self, accounts: list[tuple[int, str, str]]) -> None:
        self.accounts = accounts
        self.keys = [folded(key) for _id, key, _name in accounts]
        self.alike = [key.translate(_LOOKALIKES) for key in self.keys]
        self.names = [folded(name) for _id, _key, name in accounts]

    def of(self, key: str) -> tuple[Proposal, ...]:
        """The likeliest customers of one key."""
        from rapidfuzz import fuzz, process

        wanted = folded(key)
        best: dict[int, tuple[float, str]] = {}
        asked = [
            (wanted, self.keys, fuzz.ratio, "key", 0.0),
            # A lookalike is a weaker reason than the same sign.
            (wanted.translate(_LOOKALIKES), self.alike, fuzz.ratio, "key", 1.0),
        ]
        if sum(map(str.isalpha, wanted)) > len(wanted) / 2:  # some tools export the firm's name as its key
            asked.append((wanted, self.names, fuzz.token_sort_ratio, "name", 0.0))
        for text, texts, scorer, by, less in asked:
            hits = process.extract(text, texts, scorer=scorer, score_cutoff=THRESHOLD, limit=MOST)
            for _text, likeness, place in hits:
                if likeness - less > best.get(place, (0.0, ""))[0]:
                    best[place] = (float(likeness) - less, by)
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], self.keys[item[0]]))[:MOST]
        return tuple(Proposal(*self.accounts[place], likeness, by) for place, (likeness, by) in ranked)


def _by_hand(session: Session) -> tuple[ByHand, ...]:
    rows = session.execute(
        select(AccountKeyLink.key, Account.id, Account.key, Account.name)
        .join(Account, Account.id == AccountKeyLink.account_id)
        .order_by(AccountKeyLink.key)
    )
    return tuple(ByHand(*row) for row in rows if folded(row[0]) != folded(row[2]))
