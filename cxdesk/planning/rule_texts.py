"""Texts folded for comparing: case, accents, unseen signs and ways of writing one letter aside, in any language.

The same Polars expression folds the answers and the words of a rule, so that both are always treated alike, and the
words are looked for as plain text: they are never read as a pattern.
"""

from collections.abc import Sequence
from typing import Final

import polars as pl

# Letters that no decomposition takes apart, and the ways Persian and Arabic keyboards write one letter.
_SAME: Final = {
    "ß": "ss", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "’": "'", "ʼ": "'",
    "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "ؤ": "و",
}  # fmt: skip
_UNSEEN: Final = r"[\p{M}\p{Cf}]"


def folded(texts: pl.Expr) -> pl.Expr:
    """Texts by which equals are found."""
    plain = texts.str.to_lowercase().str.normalize("NFKD").str.replace_all(_UNSEEN, "")
    return plain.str.replace_many(list(_SAME), list(_SAME.values()))


def parted(texts: pl.Expr) -> pl.Expr:
    """Folded texts with one space around each word, so that a whole word can be looked for as plain text."""
    return pl.concat_str(pl.lit(" "), texts.str.replace_all(r"[^\w]+", " "), pl.lit(" "))


def holds(texts: pl.Expr, words: Sequence[str], whole_words: bool) -> pl.Expr:
    """Whether folded texts hold one of the words, or, with `whole_words`, one of them as words of their own."""
    given = pl.DataFrame({"w": list(words)}).select(folded(pl.col("w")))
    if not whole_words:
        needles = [w.strip() for w in given.to_series() if w.strip()]
        return texts.str.contains_any(needles) if needles else pl.lit(False)
    spaced = given.select(parted(pl.col("w"))).to_series()
    needles = [f" {w.strip()} " for w in spaced if w.strip()]
    return parted(texts).str.contains_any(needles) if needles else pl.lit(False)
