"""Earlier answers and facts put into texts, as each tool writes it: ours is `{{CODE}}`, `{{CODE:ITEM}}`, `{{field}}`."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from cxdesk.i18n import _, listed
from cxdesk.surveys.definition import Definition, QuestionSpec, SectionSpec
from cxdesk.surveys.logic.piping import PIPE, question_named
from cxdesk.surveys.model import Texts

# Where "${" begins a name, a word joiner between them makes it plain text.
APART = "$\u2060{"
_FIELDS = ("account.", "link.", "contact.")
# Settings that hold words.
_SPOKEN = ("message",)
Put = Callable[[QuestionSpec, str], str | None]


class Pipes:
    """Writes texts with the other tool's names for answers.

    `put` names a question or an item of it there (None: it can't), `field` a fact about the respondent; `guard` is
    what is done to all other words, and to a pipe that has no name there.
    """

    def __init__(
        self,
        definition: Definition,
        put: Put,
        field: Callable[[str], str | None] = lambda name: None,
        guard: Callable[[str], str] = lambda words: words,
    ) -> None:
        self.questions = {q.code: q for q in definition.questions}
        self.put, self.field, self.guard = put, field, guard
        self.lost: list[str] = []

    def __call__(self, words: str) -> str:
        """One text as it stands in the file."""
        if "{{" not in words:
            return self.guard(words)
        parts, at = [], 0
        for found in PIPE.finditer(words):
            name = found[1].strip()
            told = self._named(name)
            if told is None:
                self.lost.append(name)
            parts += [self.guard(words[at : found.start()]), self.guard(found[0]) if told is None else told]
            at = found.end()
        return "".join([*parts, self.guard(words[at:])])

    def _named(self, name: str) -> str | None:
        question = question_named(name, self.questions)
        if question is None:
            return self.field(name)
        item = "" if name == question.code else name.split(":", 1)[1]
        if item and item not in {i.code for i in question.items}:
            return None
        return self.put(question, item)

    def notes(self) -> Iterator[str]:
        """What stands in the texts as it is written here."""
        if self.lost:
            told = _("Put into texts here, and to be replaced by hand in the other program: {names}.")
            yield told.format(names=listed(f"{{{{{name}}}}}" for name in dict.fromkeys(self.lost)))


def pipes_in(
    sections: tuple[SectionSpec, ...],
    pattern: re.Pattern[str],
    names: Mapping[str, str],
    written: tuple[str, ...] = (),
) -> tuple[SectionSpec, ...]:
    """The sections that were read with what `pattern` (its group 1 a name there) finds in texts as ours.

    `names` are our names (CODE, CODE:ITEM, field) by those of the other tool; a name that is not known stays.
    `written` are the settings that hold words and are written in the other tool's way.
    """

    def ours(words: str) -> str:
        known = pattern.sub(
            lambda found: f"{{{{{names[found[1]]}}}}}" if found[1] in names else found[0], words
        )
        return known.replace(APART, "${")

    def texts(own: Texts) -> Texts:
        return {lang: ours(words) if "{" in words else words for lang, words in own.items()}

    def element(q: QuestionSpec) -> QuestionSpec:
        if not any("{" in w for w in _words(q)):
            return q
        return replace(
            q,
            text=texts(q.text),
            hint=texts(q.hint),
            choices=tuple(replace(c, label=texts(c.label)) for c in q.choices),
            items=tuple(replace(i, text=texts(i.text)) for i in q.items),
            settings=q.settings | {n: texts(q.settings[n]) for n in written if n in q.settings},
        )

    return tuple(
        replace(s, title=texts(s.title), intro=texts(s.intro), elements=tuple(element(q) for q in s.elements))
        for s in sections
    )


def _words(q: QuestionSpec) -> Iterator[str]:
    spoken = [q.settings[name] for name in _SPOKEN if name in q.settings]
    for own in (q.text, q.hint, *(c.label for c in q.choices), *(i.text for i in q.items), *spoken):
        yield from own.values()


def names_of(
    sections: tuple[SectionSpec, ...], called: Callable[[QuestionSpec, Any], Iterator[str]]
) -> dict[str, str]:
    """Our names by theirs: `called` gives what a question (or, with an item, that item) is called there."""
    found = _Names()
    for q in (q for s in sections for q in s.questions):
        for name in called(q, None):
            found.setdefault(name, q.code)
        for item in q.items if len(q.items) > 1 and q.kind != "multiple" else ():
            for name in called(q, item):
                found.setdefault(name, f"{q.code}:{item.code}")
    return found


class _Names(dict[str, str]):
    """Names of questions; facts about the respondent are called as they are here."""

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or (isinstance(name, str) and name.startswith(_FIELDS))

    def __missing__(self, name: str) -> str:
        return name
