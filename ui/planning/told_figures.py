"""Below a sentence that a customer reads: what its own people said, the way to their answers, and shares that differ."""

from typing import TYPE_CHECKING, Any

from cxdesk.i18n import _, isolated, listed, percent
from ui.planning.reading import LineView, PlanPage
from ui.widgets.buttons import Button
from ui.widgets.cards import row
from ui.widgets.figures import answers_text, joined, range_text, value_text
from ui.widgets.text import caption

if TYPE_CHECKING:
    from cxdesk.planning.said_figures import SaidIn
    from ui.planning.plan_fields import Writing


def told_figures(writing: "Writing", page: PlanPage, line: LineView) -> list[Any]:
    """A line with the figures and a button to the answers; and a warning that follows what is written."""
    from cxdesk.planning.said_figures import said_in_rounds, strange_shares

    rounds = writing.context.project.read(said_in_rounds, line.row.id)
    if not rounds:
        return []
    known = [figure for one in rounds for figure in one.figures]
    said = "\n".join(
        _("{whose}: {figures}").format(
            whose=isolated(one.round),
            figures=listed(joined(value_text(f), range_text(f), answers_text(f)) for f in one.figures),
        )
        for one in rounds
    )
    own = _("Internal: {customer} alone").format(customer=isolated(page.row.account))
    words = caption(f"{own}\n{said}", wrap=True)
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
    return [across, *_other_round(rounds), warning]


def _other_round(rounds: "list[SaidIn]") -> list[Any]:
    """Words where the sentence was found in another round than the one that the plan rests on."""
    if rounds[0].is_plans:
        return []
    now = next((one.round for one in rounds if one.is_plans), "")
    if not now:
        return []
    words = _(
        "This was found in {then}; the plan rests on {now}. Say the month in the sentence, or write it anew."
    )
    return [caption(words.format(then=isolated(rounds[0].round), now=isolated(now)), tone="warn", wrap=True)]


def _see(writing: "Writing", page: PlanPage, line: LineView) -> None:
    from cxdesk.planning.behind import behind_line

    found = writing.context.project.read(behind_line, line.row.id)
    if found is not None:
        writing.context.go("responses", (found, ("planning", ("plan", page.row.id))))
