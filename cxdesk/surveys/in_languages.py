"""A survey in some of its languages: what leaves is in these, and what is not written in one stands in another."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from cxdesk.errors import UserError
from cxdesk.i18n import _, listed
from cxdesk.surveys.definition import ChoiceSpec, Definition, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.model import Texts


def in_languages(definition: Definition, languages: Sequence[str]) -> Definition:
    """The survey with these languages alone, the first being its own; UserError for one it has not."""
    wanted = tuple(dict.fromkeys(languages))
    for code in wanted:
        if code not in definition.languages:
            sentence = _("The survey has no words in “{language}”. It has: {languages}.")
            raise UserError(sentence.format(language=code, languages=listed(definition.languages)))
    if not wanted:
        return definition
    own = _Languages(wanted)
    return replace(
        definition,
        name=own.texts(definition.name),
        intro=own.texts(definition.intro),
        thanks=own.texts(definition.thanks),
        languages=wanted,
        sections=tuple(own.section(s) for s in definition.sections),
    )


class _Languages:
    """Leaves the wanted languages of every text; one with none of them is kept under the first."""

    def __init__(self, wanted: tuple[str, ...]) -> None:
        self.wanted = wanted

    def texts(self, texts: Texts) -> Texts:
        found = {lang: texts[lang] for lang in self.wanted if texts.get(lang)}
        first = next((words for words in texts.values() if words), "")
        return found or ({self.wanted[0]: first} if first else {})

    def section(self, s: SectionSpec) -> SectionSpec:
        return replace(
            s,
            title=self.texts(s.title),
            intro=self.texts(s.intro),
            elements=tuple(self.element(e) for e in s.elements),
        )

    def element(self, q: QuestionSpec) -> QuestionSpec:
        return replace(
            q,
            text=self.texts(q.text),
            hint=self.texts(q.hint),
            scale=self.scale(q.scale),
            choices=tuple(self.choice(c) for c in q.choices),
            items=tuple(replace(i, text=self.texts(i.text)) for i in q.items),
            settings={name: self.setting(name, value) for name, value in q.settings.items()},
        )

    def scale(self, scale: ScaleSpec | None) -> ScaleSpec | None:
        if scale is None:
            return None
        return replace(scale, low_label=self.texts(scale.low_label), high_label=self.texts(scale.high_label))

    def choice(self, c: ChoiceSpec) -> ChoiceSpec:
        return replace(c, label=self.texts(c.label))

    def setting(self, name: str, value: Any) -> Any:
        if name in ("message", "unit") and isinstance(value, dict):
            return self.texts(value)
        if name in ("rows", "columns_of") and isinstance(value, list):
            return [
                v | {"text": self.texts(v["text"])} if isinstance(v, dict) and "text" in v else v
                for v in value
            ]
        return value
