"""A survey as plain data, before it is in a file: what an import, a template or a parser describes."""

from dataclasses import dataclass, field

from cxdesk.surveys.model import Texts


@dataclass(frozen=True, slots=True)
class ScaleSpec:
    """A row of numbers; `satisfied_from` counts from the good end (on a reversed scale, down from there)."""

    low: int
    high: int
    satisfied_from: int | None = None
    reversed: bool = False
    low_label: Texts = field(default_factory=dict)
    high_label: Texts = field(default_factory=dict)

    @property
    def threshold(self) -> int:
        """Where "% satisfied" begins: the given point, or the best two fifths of the scale (4 of 1 to 5)."""
        if self.satisfied_from is not None:
            return self.satisfied_from
        part = max(1, round((self.high - self.low + 1) * 0.4))
        return self.low + part - 1 if self.reversed else self.high - part + 1


@dataclass(frozen=True, slots=True)
class ChoiceSpec:
    """One answer: its number, its words, and whether it says "don't know" or the like."""

    code: int
    label: Texts
    declared: bool = False


@dataclass(frozen=True, slots=True)
class ItemSpec:
    """One column of answers; `key` is how the maker refers to it."""

    code: str
    text: Texts
    key: str = ""


@dataclass(frozen=True, slots=True)
class QuestionSpec:
    """One question with all its parts; without items it gets one that carries its own code and text."""

    code: str
    kind: str
    text: Texts
    scale: ScaleSpec | None = None
    choices: tuple[ChoiceSpec, ...] = ()
    items: tuple[ItemSpec, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """A heading and the questions under it."""

    title: Texts
    questions: tuple[QuestionSpec, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """A whole survey."""

    name: Texts
    sections: tuple[SectionSpec, ...]
    languages: tuple[str, ...] = ("en",)
    promise: str = "named"
    consent_to_quote: bool = False
    minimum_n: int = 5
    audience: str = "customers"
    pattern: str = "present"


NPS_SCALE = ScaleSpec(0, 10, satisfied_from=9)
