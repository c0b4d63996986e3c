"""A copy of the file for somebody from outside, without anybody's name."""

from pathlib import Path

from cxdesk.i18n import _, ngettext, number
from ui.page import PageContext
from ui.widgets.file_dialogs import ask_for_saving


def make_package(context: PageContext) -> None:
    """Ask where, then write the copy behind the window."""
    heading = _("A copy with every figure, but no names, addresses or comments")
    name = _("{name} without names").format(name=context.project.path.stem)
    ask_for_saving(
        heading, name, _("cxdesk files (*.cxdesk)"), "cxdesk", lambda path: write_to(context, path)
    )


def write_to(context: PageContext, target: Path) -> None:
    """Write it, and say what it holds."""
    source = context.project.path

    def work() -> int:
        from exports.package import write_package

        return write_package(source, target).answers

    def told(answers: int) -> None:
        words = ngettext(
            "The package holds {n} answer and nobody’s name.",
            "The package holds {n} answers and nobody’s name.",
            answers,
        )
        context.messages.notice("good", words.format(n=number(answers)), str(target))

    context.jobs.run(work, told, what=_("Making the package"))
