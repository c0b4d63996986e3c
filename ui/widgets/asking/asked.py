"""One question, asked: what every look has in common."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxdesk.surveys.definition import ChoiceSpec, ItemSpec, QuestionSpec
from cxdesk.surveys.model import Texts
from ui.widgets.asking.skin import Skin
from ui.widgets.asking.words import Words

Pictures = Callable[[str], bytes | None]


class Asked(QWidget):
    """Takes the answer to one question, in the shape of `surveys.logic.answers`; None is no answer.

    `changed` follows what the person does, never `set_answer`. `problem` is a sentence about what stands there and
    can't be taken as an answer, in the respondent's language.
    """

    changed = Signal()

    def __init__(self, question: QuestionSpec, skin: Skin) -> None:
        super().__init__()
        self.question, self.skin = question, skin
        self.setLayoutDirection(skin.direction)
        self.setAccessibleName(self.said(question.text))
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(skin.sizes.gap)

    def said(self, texts: Texts) -> str:
        """A text in the respondent's language, else in English, else in any there is."""
        return texts.get(self.skin.language) or texts.get("en") or next(iter(texts.values()), "")

    def answer(self) -> Any:
        """The answer as it stands."""
        return None

    def set_answer(self, value: Any) -> None:
        """Show an answer; what is none for this question shows as none."""

    def problem(self) -> str:
        """What can't be taken as it stands, in words; empty where all is well."""
        return ""

    def focus_first(self) -> None:
        """The keyboard goes to the first place to answer at."""

    def attach(self, other: "Asked") -> bool:
        """Put the words for "other, namely" where they belong; False where this question has no such answer."""
        return False

    def refresh(self) -> None:
        """Take the colours again after the theme has changed."""
        self.skin.refresh()
        self.setStyleSheet(self.skin.sheet())
        for part in self.findChildren(QWidget):
            part.update()

    def caption(self, texts: Texts | str, *, tone: str = "text2", small: bool = True) -> Words:
        """Words beside an answer."""
        words = texts if isinstance(texts, str) else self.said(texts)
        return Words(self.skin, words, self.skin.sizes.small if small else self.skin.sizes.option, tone=tone)

    def changeEvent(self, event: QEvent) -> None:
        """The direction is the respondent's, whatever the window's is."""
        super().changeEvent(event)
        if (
            event.type() == QEvent.Type.LayoutDirectionChange
            and self.layoutDirection() != self.skin.direction
        ):
            self.setLayoutDirection(self.skin.direction)


def whole_number(value: Any) -> int | None:
    """A code as answers hold it; a truth value is none."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != int(value):
        return None
    return int(value)


def is_other(part: ChoiceSpec | ItemSpec) -> bool:
    """Whether its words are asked for."""
    return bool(part.settings.get("other"))


def is_exclusive(part: ChoiceSpec | ItemSpec) -> bool:
    """Whether nothing else can be chosen with it."""
    option = part.option if isinstance(part, ItemSpec) else None
    return bool(part.settings.get("exclusive")) or (option is not None and option.declared)
