"""Pseudonyms: a word for each person that is the same in every round of this file and another in any other file.

The word is an HMAC-SHA256 of the cell under a secret of the file, shortened to 64 bits; the cell itself is
stored nowhere.
"""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any, Final, Protocol

import polars as pl
from sqlalchemy.orm import Session

from cxdesk.i18n import _, folded
from cxdesk.importing.plan import Typed
from cxdesk.storage.facts import fact, set_fact

_SECRET: Final = "pseudonym_secret"
_LETTERS: Final = 16


class Runs(Protocol):
    """What is needed of the open file."""

    def run(self, label: str, action: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Do one action as one step."""

    def read(self, query: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Ask the file something."""


def veiled(project: Runs, typed: Typed) -> Typed:
    """The typed rows with pseudonyms in the place of the cells; done once, however often it is asked."""
    keys = [c.key for c in typed.plan.columns if c.kind == "pseudonym" and c.key in typed.texts.columns]
    if typed.veiled or not keys:
        return replace(typed, veiled=True)
    secret = project.read(secret_of) or project.run(_("Import"), make_secret)
    tokens = [_tokens(typed.texts[key], secret) for key in keys]
    return replace(typed, texts=typed.texts.with_columns(tokens), veiled=True)


def secret_of(session: Session) -> str:
    """The file's secret, or nothing where no pseudonym was made yet."""
    return fact(session, _SECRET)


def make_secret(session: Session) -> str:
    """The file's secret, made now if it has none."""
    if not (known := secret_of(session)):
        known = secrets.token_hex(32)
        set_fact(session, _SECRET, known)
    return known


def token(text: str, secret: str) -> str:
    """The pseudonym of a cell; spaces and case do not make another person."""
    digest = hmac.digest(bytes.fromhex(secret), folded(text).encode("utf-8", "replace"), sha256)
    return "p-" + digest.hex()[:_LETTERS]


def _tokens(cells: pl.Series, secret: str) -> pl.Series:
    different = cells.drop_nulls().unique()
    words = [token(cell, secret) for cell in different.to_list()]
    table = pl.DataFrame({"cell": different, "word": pl.Series(words, dtype=pl.String)})
    found = pl.DataFrame({"cell": cells}).join(table, on="cell", how="left", maintain_order="left")
    return found["word"].alias(cells.name)
