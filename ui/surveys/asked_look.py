"""How a question will look to who answers it, in the editor: the respondent's own widget, or a plain stand-in."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxdesk.i18n import _, is_rtl, number
from cxdesk.surveys.definition import QuestionSpec
from ui.page import PageContext
from ui.surveys.editing import in_language
from ui.widgets.asking import view_of
from ui.widgets.asking.matrix import MatrixAsked
from ui.widgets.flow import FlowLayout
from ui.widgets.text import body, caption, label

if TYPE_CHECKING:
    from cxdesk.surveys.queries import QuestionRow

MOST = 12
MOST_DRAWN = 200  # with more answers than that only the first ones are told


def asked_look(context: PageContext, question: "QuestionRow", language: str, room: int = 0) -> QWidget:
    """The question as a respondent meets it: its words, and below them where one answers.

    A grid that would be wider than `room` px is shown as on a phone, its things below each other.
    """
    from cxdesk.surveys.described import question_spec

    spec = question_spec(question)
    made = QWidget()
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(8)
    words = in_language(spec.text, language)
    box.addWidget(label(words or _("No words yet"), "voice", wrap=True, tone="text" if words else "text3"))
    if spec.hint:
        box.addWidget(body(in_language(spec.hint, language), tone="text2"))
    if spec.is_asked:
        box.addWidget(_answering(context, spec, language, room))
    rtl = is_rtl(language)
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    return made


def _answering(context: PageContext, spec: QuestionSpec, language: str, room: int) -> QWidget:
    if max(len(spec.choices), len(spec.items)) > MOST_DRAWN:
        return stand_in(spec, language)

    def picture(digest: str) -> bytes | None:
        from cxdesk.storage.assets import load

        found: bytes | None = context.project.read(load, digest)
        return found

    made = view_of(spec, language, theme=context.theme, pictures=picture)
    if room and isinstance(made, MatrixAsked) and made.minimumSizeHint().width() > room:
        made.deleteLater()
        made = view_of(spec, language, size="phone", theme=context.theme, pictures=picture)
    return made


def stand_in(question: QuestionSpec, language: str) -> QWidget:
    """The answers in order, without anything to answer with."""
    made = QWidget()
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(8)
    for item in question.items[:MOST] if len(question.items) > 1 else ():
        box.addWidget(body(in_language(item.text, language)))
    if question.scale is not None:
        points = FlowLayout(gap=16)
        for point in range(question.scale.low, question.scale.high + 1)[:MOST]:
            points.addWidget(body(number(point, lang=language)))
        box.addLayout(points)
        ends = [in_language(t, language) for t in (question.scale.low_label, question.scale.high_label)]
        box.addWidget(caption(" – ".join(filter(None, ends)), wrap=True))
    for choice in question.choices[:MOST]:
        box.addWidget(body(in_language(choice.label, language)))
    return made
