"""Below a sentence that a customer reads: what its own people said, the way to their answers, and shares that differ."""

from typing import TYPE_CHECKING, Any

from cxdesk.i18n import _, isolated, listed, percent
from ui.planning.reading import LineView, PlanPage
from ui.widgets.buttons import Button
from ui.widgets.cards import row
from ui.widgets.figures import answers_text, joined, range_text, value_text
from ui.widgets.text import caption

if TYPE_CHECKING:
    from ui.planning.plan_fields import Writing


def told_figures(writing: "Writing", page: PlanPage, line: LineView) -> list[Any]:
    """A line with the figures and a button to the answers; and a warning that follows what is written."""
    from cxdesk.planning.said_figures import figures_behind, strange_shares

    known = writing.context.project.read(figures_behind, line.row.id)
    if not known:
        return []
    said = listed(joined(value_text(f), range_text(f), answers_text(f)) for f in known)
    own = _("Internal: {customer} alone").format(customer=isolated(page.row.account))
    words = caption(_("{whose}: {figures}").format(whose=own, figures=said), wrap=True)
    see = Button(
        writing.context.theme, _("See the answers"), "plain", dense=True,
        on_click=lambda: _see(writing, page, line),
    )  # fmt: skip
    across = row(gap=8)
    across.addWidget(words, 1)
    across.addWidget(see)
    warning = caption("", tone="warn", wrap=True)
    editor: Any = writing.editors["plan_line", line.row.id, "text", writing.language]

    def check() -> None:
        text = editor.toPlainText() if hasattr(editor, "toPlainText") else editor.text()
        strange = strange_shares(text, known)
        shares = listed(percent(share) for share in strange)
        warning.setText(_("The answers behind this sentence do not say {shares}.").format(shares=shares))
        warning.setVisible(bool(strange))

    editor.textChanged.connect(check)
    check()
    return [across, warning]


def _see(writing: "Writing", page: PlanPage, line: LineView) -> None:
    from cxdesk.planning.behind import behind_line

    found = writing.context.project.read(behind_line, line.row.id)
    if found is not None:
        writing.context.go("responses", (found, ("planning", ("plan", page.row.id))))
