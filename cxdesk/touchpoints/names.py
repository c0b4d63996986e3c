"""What people call a touch point, and touch points as such: the words that search and headings are known by."""

from collections.abc import Iterable
from functools import lru_cache

from cxdesk.i18n import LANGUAGES, N_, folded, words
from cxdesk.touchpoints.queries import TouchPointRow

# One thing, said in several ways; each is translated as people of that language say it.
WORDS = (
    N_("touch point"),
    N_("contact point"),
    N_("customer contact"),
    N_("moment of truth"),
    N_("point of contact"),
)
_AROUND = " :–—-.,،/|()[]«»“”\"'"


@lru_cache(maxsize=1)
def words_for_touch_point() -> frozenset[str]:
    """Every word for a touch point in every language, folded, as headings and searches are compared."""
    found = {folded(words(code).gettext(word)) for code in LANGUAGES for word in WORDS}
    return frozenset(found | {folded(word) for word in WORDS} | {"touchpoint"})


def names_of(row: TouchPointRow) -> tuple[str, ...]:
    """The name of a touch point and its synonyms."""
    return (row.name, *row.synonyms)


def by_name(rows: Iterable[TouchPointRow]) -> dict[str, TouchPointRow]:
    """Touch points by every folded name; a name goes before a synonym that says the same."""
    found: dict[str, TouchPointRow] = {}
    kept = list(rows)
    for row in kept:
        found.setdefault(folded(row.name), row)
    for row in kept:
        for synonym in row.synonyms:
            found.setdefault(folded(synonym), row)
    return found


def meant_by(text: str, rows: Iterable[TouchPointRow]) -> TouchPointRow | None:
    """The touch point that a heading or a search says: by name or synonym, with or without the word for it.

    "Contact point: repair visit" means the repair visit.
    """
    known = by_name(rows)
    said = folded(text)
    if said in known:
        return known[said]
    bare = said.strip(_AROUND)
    for word in sorted(words_for_touch_point(), key=len, reverse=True):
        for rest in (bare.removeprefix(word), bare.removesuffix(word)):
            if rest != bare and rest.strip(_AROUND) in known:
                return known[rest.strip(_AROUND)]
    return None
