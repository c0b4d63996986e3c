"""What the panels of the survey page share: the file, the language that is written, and how a change is made."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from ui.page import PageContext

if TYPE_CHECKING:
    from cxdesk.surveys.model import Texts

LONGEST_LINE = 200


@dataclass(frozen=True, slots=True)
class Editing:
    """One survey being edited in one language.

    `choose(kind, id)` shows another thing in the middle; `focus(name)` shows what is there now and puts the keyboard
    on the widget of that object name.
    """

    context: PageContext
    survey_id: int
    language: str
    choose: Callable[[str, int], None]
    focus: Callable[[str], None]

    def run(self, label: str, action: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """One action as one undo step."""
        return self.context.bridge.run(label, action, *args, **kwargs)

    def typed(self, label: str, key: str, action: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """As `run`, joined with what was typed here just before."""
        return self.context.bridge.run_merged(label, f"{key}-{self.language}", action, *args, **kwargs)


def in_language(texts: "Texts", language: str) -> str:
    """The words in a language, else in any, on one line and never longer than a line holds."""
    text = texts.get(language) or next((t for t in texts.values() if t), "")
    line = " ".join(text[: 2 * LONGEST_LINE].split())
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + "…"


def other_words(texts: "Texts", language: str) -> str:
    """What stands grey in an empty field: the words in another language."""
    return "" if texts.get(language) else in_language(texts, language)


def tip(text: str) -> str:
    """A tooltip's words as they are: Qt would read markup in what somebody wrote."""
    return f"<span>{escape(text)}</span>" if text else ""
