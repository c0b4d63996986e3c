"""How the answers to a question are read, to be changed where one column holds them."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, ngettext, number
from ui.page import PageContext
from ui.widgets.fields import Choice
from ui.widgets.text import caption

if TYPE_CHECKING:
    from cxdesk.importing.retype import Retyped
    from cxdesk.surveys.queries import QuestionRow


def read_as(context: PageContext, question: "QuestionRow", words: str) -> QWidget:
    """A choice of kinds, or only the words of the kind where it can't be changed here."""
    from cxdesk.importing.plan import KIND_WORDS
    from cxdesk.importing.retype import KINDS

    if question.kind not in KINDS or len(question.items) != 1 or context.project.read_only:
        return caption(words)
    options = [(k, words if k == question.kind else _(KIND_WORDS[k])) for k in KINDS]
    choice = Choice(options, question.kind)
    choice.set_value(question.kind)
    choice.setAccessibleName(_("How the answers to “{code}” are read").format(code=question.code))
    choice.setObjectName(f"kind {question.id}")
    choice.chosen.connect(lambda kind: _change(context, question, kind))
    return choice


def _change(context: PageContext, question: "QuestionRow", kind: str) -> None:
    """Read the answers anew behind the window; undo takes it back."""
    from cxdesk.importing.retype import retype
    from cxdesk.surveys.queries import survey_of

    project = context.project
    if kind == question.kind:
        return

    def work(progress: Any) -> "Retyped":
        return retype(project, project.read(survey_of, question.id), question.code, kind, progress)

    context.jobs.run(work, lambda done: _tell(context, done), progress=True, what=_("Reading the answers"))


def _tell(context: PageContext, done: "Retyped") -> None:
    bold = ngettext("{n} answer was read anew.", "{n} answers were read anew.", done.read)
    n = done.kept_as_text
    line = (
        ngettext("{n} cell is kept as text.", "{n} cells are kept as text.", n).format(n=number(n))
        if n
        else ""
    )
    context.messages.notice(
        "good", bold.format(n=number(done.read)), line, _("Undo"), lambda: context.do("undo")
    )
