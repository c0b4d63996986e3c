"""How a question will look to who answers it, in the editor: the respondent's own widget, or a plain stand-in."""

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxdesk.i18n import _, is_rtl, number
from cxdesk.surveys.definition import QuestionSpec
from ui.page import PageContext
from ui.surveys.editing import in_language
from ui.widgets.flow import FlowLayout
from ui.widgets.text import body, caption, label

if TYPE_CHECKING:
    from cxdesk.surveys.queries import QuestionRow

MOST = 12
MODULE = "ui.widgets.asking"


def spec_of(question: "QuestionRow") -> QuestionSpec:
    """A question of the file as plain data, as `described` gives it."""
    from cxdesk.surveys.definition import ChoiceSpec, ItemSpec, ScaleSpec

    s = question.scale
    scale = None
    if s is not None:
        scale = ScaleSpec(s.low, s.high, s.satisfied_from, s.reversed, dict(s.low_label), dict(s.high_label))
    return QuestionSpec(
        question.code,
        question.kind,
        dict(question.text),
        scale,
        tuple(
            ChoiceSpec(c.code, dict(c.label), c.declared, c.written, dict(c.settings))
            for c in question.choices
        ),
        tuple(ItemSpec(i.code, dict(i.text), str(i.id), settings=dict(i.settings)) for i in question.items),
        other_of=question.other_of,
        required=question.required,
        look=question.look,
        hint=dict(question.hint),
        settings=dict(question.settings),
        rules=dict(question.rules),
        goal=question.goal,
        is_template=question.is_template,
    )


def asked_look(context: PageContext, question: "QuestionRow", language: str) -> QWidget:
    """The question as a respondent meets it: its words, and below them where one answers."""
    spec = spec_of(question)
    made = QWidget()
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(8)
    words = in_language(spec.text, language)
    box.addWidget(label(words or _("No words yet"), "voice", wrap=True, tone="text" if words else "text3"))
    if spec.hint:
        box.addWidget(body(in_language(spec.hint, language), tone="text2"))
    if spec.is_asked:
        box.addWidget(_answering(context, spec, language))
    rtl = is_rtl(language)
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    return made


def _answering(context: PageContext, spec: QuestionSpec, language: str) -> QWidget:
    view_of = getattr(import_module(MODULE), "view_of", None) if find_spec(MODULE) is not None else None
    if view_of is None:
        return stand_in(spec, language)

    def picture(digest: str) -> bytes | None:
        from cxdesk.storage.assets import load

        found: bytes | None = context.project.read(load, digest)
        return found

    made: QWidget = view_of(spec, language, theme=context.theme, pictures=picture)
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
