"""Evidence that no answer shows: what was seen, followed up, read in public, or is known of a customer."""

from cxdesk.i18n import N_, _
from cxdesk.planning.actions import add_note
from cxdesk.planning.model import NOTE_KINDS
from ui.page import PageContext
from ui.planning.amounts import read_amount
from ui.planning.dialogs import SAID, Ask
from ui.planning.editing import done
from ui.widgets.fields import Choice, Field, LineInput
from ui.widgets.lines_input import Lines

WORDS = {
    "observation": N_("An observation: what one of us saw"),
    "follow_up": N_("A follow-up: what a customer told us when we called back"),
    "account_fact": N_("A fact about a customer: a contract, a delay, a complaint"),
    "review": N_("A public review"),
}


def ask_note(context: PageContext, issue_id: int) -> Ask:
    """Ask for the words, the kind, the source and, of a review, how many people it reached."""
    from cxdesk.accounts.queries import account_rows

    theme = context.theme
    words, source, reach = Lines("", lines=2), LineInput(), LineInput()
    kind = Choice([(k, _(WORDS[k])) for k in sorted(NOTE_KINDS, key=list(WORDS).index)])
    accounts = context.project.read(account_rows)
    account = Choice([(None, _("no single customer")), *((a.id, a.name) for a in accounts)])
    fields = [
        Field(theme, _("What shows it"), words),
        Field(theme, _("What kind of evidence"), kind),
        Field(theme, _("Where it comes from"), source),
        Field(theme, _("About which customer"), account),
        Field(theme, _("How many people the review reached"), reach),
    ]
    kind.chosen.connect(lambda value: fields[4].setVisible(value == "review"))
    fields[4].hide()

    def make() -> str:
        if not words.toPlainText().strip():
            return _("Say what shows it, in a few words.")
        reached = read_amount(reach.text()) if kind.value() == "review" else None
        if kind.value() == "review" and reach.text().strip() and (reached is None or reached < 0):
            fields[4].set_wrong(_("“{text}” is not a number.").format(text=reach.text()[:40]))
            return SAID
        done(
            context, _("Add evidence"), add_note, issue_id, kind.value(), words.toPlainText(), source.text(),
            account.value(), round(reached) if reached is not None else None,
        )  # fmt: skip
        return ""

    line = _(
        "A second kind of evidence makes an issue strong. Figures and words of customers come from Insights and Responses."
    )
    return Ask(context, _("Add evidence"), line, fields, _("Add it"), make)
