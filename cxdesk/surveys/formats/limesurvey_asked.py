"""A question as LimeSurvey keeps it, with its parts and answers."""

from dataclasses import dataclass, field

from cxdesk.surveys.model import Texts


@dataclass(frozen=True, slots=True)
class Part:
    """A sub-question; `scale` 1 when it stands in the second direction of a table."""

    code: str
    text: Texts
    scale: int = 0
    logic: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer option; `scale` 1 when it belongs to the second scale."""

    code: str
    text: Texts
    scale: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as LimeSurvey keeps it."""

    qid: str
    gid: str
    sid: str
    type: str
    code: str
    text: Texts
    base: str
    other: bool = False
    required: bool = False
    logic: str = ""
    parts: tuple[Part, ...] = ()
    answers: tuple[Answer, ...] = ()
    attributes: dict[str, Texts] = field(default_factory=dict)
    help: Texts = field(default_factory=dict)
    relevance: str = ""

    def names(self, part: str = "") -> tuple[str, ...]:
        """What this question's column, or that of a part, may be called in exports."""
        own = f"{self.sid}X{self.gid}X{self.qid}{part}"
        return (own, f"{self.code}[{part}]", f"{self.code}_{part}") if part else (own, self.code)
