"""How long work tells how far it is, and how it is told to stop."""

from typing import Protocol


class Cancelled(Exception):
    """The person stopped the work; whoever catches it undoes nothing by hand, for nothing was written yet."""


class Progress(Protocol):
    """Called now and then from long work; may raise Cancelled."""

    def __call__(self, done: int, total: int, what: str) -> None: ...


def no_progress(done: int, total: int, what: str) -> None:
    """Progress that nobody watches."""
