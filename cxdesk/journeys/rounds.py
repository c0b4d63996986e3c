"""Rounds of a workshop and the clock that counts them down; whoever asks says what time it is."""

import re
from dataclasses import dataclass, replace

from cxdesk.errors import UserError
from cxdesk.i18n import _, digits, number

MINUTE = 60.0
LONGEST = 24 * 60
MOST_ROUNDS = 40
# The last stretch, in which the clock changes its look.
SOON = 60.0
_ROUND = re.compile(r"^(?P<name>.*?)[\s:]*(?P<minutes>\d+(?:[.,]\d+)?)\s*(?P<unit>[^\W\d_]*\.?)$")
_WESTERN = str.maketrans("۰۱۲۳۴۵۶۷۸۹٫", "0123456789.")


@dataclass(frozen=True, slots=True)
class Round:
    """What the room does, and for how many seconds."""

    name: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Timer:
    """Rounds, which of them is on, how much of it is left, and since when it runs (None while it stands).

    Times are seconds of any clock that only goes on.
    """

    rounds: tuple[Round, ...] = ()
    place: int = 0
    left_then: float = 0.0
    since: float | None = None

    @property
    def runs(self) -> bool:
        """Whether it counts down."""
        return self.since is not None

    @property
    def round(self) -> Round | None:
        """The round that is on."""
        return self.rounds[self.place] if self.rounds else None

    def left(self, now: float) -> float:
        """Seconds left, never below 0."""
        gone = now - self.since if self.since is not None else 0.0
        return max(0.0, self.left_then - max(0.0, gone))

    def is_up(self, now: float) -> bool:
        """Whether the round's time is gone."""
        return bool(self.rounds) and self.left(now) <= 0

    def is_soon(self, now: float) -> bool:
        """Whether it runs and only the last minute is left."""
        return self.runs and 0 < self.left(now) <= SOON


def timer_of(rounds: tuple[Round, ...]) -> Timer:
    """A clock that stands at the start of the first round."""
    return Timer(rounds, 0, rounds[0].seconds if rounds else 0.0)


def started(timer: Timer, now: float) -> Timer:
    """It counts down from where it stands."""
    return timer if timer.runs or not timer.rounds else replace(timer, since=now)


def paused(timer: Timer, now: float) -> Timer:
    """It stands where it is."""
    return replace(timer, left_then=timer.left(now), since=None)


def switched(timer: Timer, now: float) -> Timer:
    """Started where it stood, paused where it ran."""
    return paused(timer, now) if timer.runs else started(timer, now)


def with_more(timer: Timer, now: float, seconds: float = MINUTE) -> Timer:
    """Some more time for this round; a clock that ran goes on."""
    if not timer.rounds:
        return timer
    left = min(timer.left(now) + seconds, LONGEST * MINUTE)
    return replace(timer, left_then=left, since=now if timer.runs else None)


def gone_on(timer: Timer, now: float, by: int = 1) -> Timer:
    """Another round, counting down when the one before did; after the last it stays."""
    place = timer.place + by
    if not 0 <= place < len(timer.rounds):
        return timer
    return Timer(timer.rounds, place, timer.rounds[place].seconds, now if timer.runs else None)


def rounds_in(text: str) -> tuple[Round, ...]:
    """Rounds as they are typed: "silent writing 5 min, grouping 10 min, vote 3"; a UserError names what has no time."""
    parts = [p.strip() for p in re.split(r"[,;،؛\n]", text) if p.strip()]
    if len(parts) > MOST_ROUNDS:
        raise UserError(_("That is more than {n} rounds. Leave some out.").format(n=number(MOST_ROUNDS)))
    return tuple(_round(part) for part in parts)


def rounds_text(rounds: tuple[Round, ...]) -> str:
    """Rounds as they can be typed again."""
    told = _("{name} {minutes} min")
    parts = [told.format(name=r.name, minutes=_minutes(r.seconds)).strip() for r in rounds]
    return ", ".join(parts)


def clock_text(seconds: float, language: str | None = None) -> str:
    """Minutes and seconds: 06:40; a second that has begun counts."""
    whole = int(-(-seconds // 1))
    return digits(f"{whole // 60:02}:{whole % 60:02}", language)


def _round(part: str) -> Round:
    found = _ROUND.match(part.translate(_WESTERN))
    minutes = float(found["minutes"].replace(",", ".")) if found else 0.0
    if found is None or not 0 < minutes <= LONGEST:
        raise UserError(
            _("“{part}” has no time. Write a name and minutes, as in “vote 3 min”.").format(part=part)
        )
    return Round(found["name"].strip() or _("Working time"), minutes * MINUTE)


def _minutes(seconds: float) -> str:
    minutes = seconds / MINUTE
    return number(minutes, 0 if minutes == int(minutes) else 1)
