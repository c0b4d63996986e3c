"""Names for questions and items that another format allows, each given once."""

import re
from collections.abc import Iterable

from cxdesk.surveys.definition import QuestionSpec


class Names:
    """What each question, and each item of it, is called in a file: its code where that is allowed and free."""

    def __init__(
        self,
        allowed: str = r"[A-Za-z_][A-Za-z0-9_]*",
        fill: str = "_",
        longest: int = 60,
        taken: Iterable[str] = (),
    ) -> None:
        self._allowed, self._fill, self._longest = re.compile(allowed), fill, longest
        self._given: dict[tuple[str, str], str] = {}
        self._taken = {name.casefold() for name in taken}

    def take(self, codes: Iterable[str]) -> None:
        """Give these their names now, before others ask for the same."""
        for code in codes:
            self.of(code)

    def of(self, code: str, item: str = "") -> str:
        """The name of a question or of an item of it."""
        key = (code, item)
        if key not in self._given:
            self._given[key] = self.free(item or code)
        return self._given[key]

    def free(self, wanted: str) -> str:
        """A name like the wanted one that nobody has."""
        base = wanted
        if not self._allowed.fullmatch(base) or len(base) > self._longest:
            base = re.sub(r"[^A-Za-z0-9_]+", "_", base).strip("_")
            base = base.replace("_", self._fill)[: self._longest - 4] or "q"
            base = base if self._allowed.fullmatch(base) else f"q{base}"
        name, n = base, 2
        while name.casefold() in self._taken:
            name, n = f"{base}{self._fill}{n}", n + 1
        self._taken.add(name.casefold())
        return name


def short(question: QuestionSpec, item: str) -> str:
    """An option as it is called beside its question: without the question's code, unlike any other option."""
    global _last
    known = _last  # another thread may write at the same time
    if known is None or known[0] is not question:
        _last = known = (question, _shorts(question))
    return known[1].get(item, item)


_last: tuple[QuestionSpec, dict[str, str]] | None = None


def _shorts(question: QuestionSpec) -> dict[str, str]:
    found: dict[str, str] = {}
    taken: set[str] = set()
    for own in (i.code for i in question.items):
        name = re.sub(r"[^A-Za-z0-9_.-]+", "_", own.removeprefix(f"{question.code}_")).strip("_") or "x"
        base, n = name, 2
        while name in taken:
            name, n = f"{base}_{n}", n + 1
        taken.add(name)
        found[own] = name
    return found
