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
    """One answer: its number, its words, and whether it says "don't know" or the like.

    `values` are the ways a source writes it in a cell, besides the number and the words.
    """

    code: int
    label: Texts
    declared: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemSpec:
    """One column of answers; `key` is how the maker refers to it.

    `sources` are the names under which the source's exports may have this column, surest first. `option` is
    the answer it stands for, when the question is a choice of several.
    """

    code: str
    text: Texts
    key: str = ""
    sources: tuple[str, ...] = ()
    option: ChoiceSpec | None = None


@dataclass(frozen=True, slots=True)
class QuestionSpec:
    """One question with all its parts; without items it gets one that carries its own code and text.

    `sources` are the names its one column may have in exports (for a choice of several: the column with all
    answers in a cell). `separator` parts such cells, `ticked` and `unticked` are how an option's own column
    says yes and no. `blanks` are tokens that mean a blank, with the kind of `responses.schema`; `empty` is
    what an empty cell means, where the source knows. `other_of` is the code of the question whose "other,
    namely" this is. `logic` and `source_type` are kept as the source wrote them.
    """

    code: str
    kind: str
    text: Texts
    scale: ScaleSpec | None = None
    choices: tuple[ChoiceSpec, ...] = ()
    items: tuple[ItemSpec, ...] = ()
    sources: tuple[str, ...] = ()
    separator: str = ""
    ticked: tuple[str, ...] = ()
    unticked: tuple[str, ...] = ()
    blanks: tuple[tuple[str, int], ...] = ()
    empty: int | None = None
    other_of: str = ""
    required: bool = False
    source_type: str = ""
    logic: str = ""


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """A heading and the questions under it; `logic` as the source wrote it."""

    title: Texts
    questions: tuple[QuestionSpec, ...]
    logic: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """A whole survey.

    `source` names the format it came in, `logic` keeps its flow, quotas and branches as the source wrote
    them, and `notes` are sentences about what could not be taken over.
    """

    name: Texts
    sections: tuple[SectionSpec, ...]
    languages: tuple[str, ...] = ("en",)
    promise: str = "named"
    consent_to_quote: bool = False
    minimum_n: int = 5
    audience: str = "customers"
    pattern: str = "present"
    source: str = ""
    source_id: str = ""
    logic: str = ""
    notes: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[QuestionSpec, ...]:
        """All questions in order."""
        return tuple(q for s in self.sections for q in s.questions)


NPS_SCALE = ScaleSpec(0, 10, satisfied_from=9)
