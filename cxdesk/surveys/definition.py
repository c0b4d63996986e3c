"""A survey as plain data: what an import, a template or a parser describes, and what is shown, printed and checked.

`settings` and `rules` are JSON-like; their names are the same in the file, here and in the HTML questionnaire.

Settings of a question: `min`, `max`, `step` (number, slider; a date as ISO text), `unit` (texts), `total`
(constant sum), `least` and `most` (how many are ticked or ranked), `characters` (longest text), `columns`
(across which options stand), `randomise` (order of options) with `keep_last` (how many stay at the end),
`message` (texts: what the respondent reads when an answer is not accepted), `purpose` ("quote" or "contact",
of a consent), `field` (what a hidden field is filled with: "account.segment", "link.source"), `rows` and
`columns_of` (code and texts of a matrix of ticks; its items are named row:column).
Settings of an option or item: `exclusive` (nothing else with it), `other` (its words are the answer to the
question whose `other_of` this is), `picture` (an asset), `show` (an expression), `row`, `column`, and `role`
("expectation" or "experience" in a pair).
Settings of a section: `randomise` (its questions), `page` (False: no new page before it).
Settings of a survey: `minutes` (length budget), `quotas`, `randomise_sections` (codes), `one_by_one`.
Rules of a question: `show` (an expression), `valid` (an expression), `skip`: a list of {"when": expression or
nothing, "to": {"question": code} | {"section": code} | {"end": true}}. Rules of a section: `show`.
Expressions are told in `surveys.logic.expression`, the way through in `surveys.logic.path`. `quotas` are a list of
{"name": text, "when": expression, "most": number, "then": "end"}. In any text `{{CODE}}`, `{{CODE:ITEM}}` and
`{{account.name}}` put in an earlier answer or a fact about the respondent (`surveys.logic.piping`).
"""

from dataclasses import dataclass, field
from typing import Any

from cxdesk.surveys.model import NOT_ASKED, Texts

Settings = dict[str, Any]


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
    settings: Settings = field(default_factory=dict)


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
    settings: Settings = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class QuestionSpec:
    """One question with all its parts; without items it gets one that carries its own code and text.

    `sources` are the names its one column may have in exports (for a choice of several: the column with all
    answers in a cell). `separator` parts such cells, `ticked` and `unticked` are how an option's own column
    says yes and no. `blanks` are tokens that mean a blank, with the kind of `responses.schema`; `empty` is
    what an empty cell means, where the source knows. `other_of` is the code of the question whose "other,
    namely" this is. `logic` and `source_type` are kept as the source wrote them.

    `kind` says how answers are kept, `look` how it is asked (`surveys.looks`; empty: as its kind is asked),
    `hint` are the words below it, `goal` names what it serves.
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
    look: str = ""
    hint: Texts = field(default_factory=dict)
    settings: Settings = field(default_factory=dict)
    rules: Settings = field(default_factory=dict)
    goal: str = ""
    is_template: bool = False

    @property
    def is_asked(self) -> bool:
        """Whether it takes an answer: a statement and a page break do not."""
        return self.kind not in NOT_ASKED


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """A heading and what stands under it in order; `logic` as the source wrote it.

    `template_texts` says which of "title" and "intro" are a template's words still.
    """

    title: Texts
    elements: tuple[QuestionSpec, ...]
    logic: str = ""
    code: str = ""
    intro: Texts = field(default_factory=dict)
    settings: Settings = field(default_factory=dict)
    rules: Settings = field(default_factory=dict)
    template_texts: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[QuestionSpec, ...]:
        """Those that take an answer."""
        return tuple(q for q in self.elements if q.is_asked)


@dataclass(frozen=True, slots=True)
class Definition:
    """A whole survey.

    `source` names the format it came in, `logic` keeps its flow, quotas and branches as the source wrote
    them, and `notes` are sentences about what could not be taken over. `template_texts` says which of "name",
    "intro" and "thanks" are a template's words still.
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
    consent_to_contact: bool = False
    intro: Texts = field(default_factory=dict)
    thanks: Texts = field(default_factory=dict)
    settings: Settings = field(default_factory=dict)
    template_texts: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[QuestionSpec, ...]:
        """All that take an answer, in order."""
        return tuple(q for s in self.sections for q in s.questions)

    @property
    def elements(self) -> tuple[QuestionSpec, ...]:
        """All questions, statements and page breaks in order."""
        return tuple(q for s in self.sections for q in s.elements)


NPS_SCALE = ScaleSpec(0, 10, satisfied_from=9)
