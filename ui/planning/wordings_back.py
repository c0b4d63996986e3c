"""What a translator's workbook would change, shown before anything is written; and approval of one sentence."""

from datetime import datetime
from typing import TYPE_CHECKING

from cxdesk.i18n import _, language_name, ngettext, number
from ui.page import PageContext
from ui.planning.editing import done
from ui.planning.inputs import PersonInput
from ui.planning.parts import never_cut
from ui.widgets.fields import Field
from ui.widgets.read_back import MOST_NAMED, ReadBack, counted
from ui.widgets.tables import Column
from ui.widgets.text import body

if TYPE_CHECKING:
    from cxdesk.importing.wordings import Change, Wordings
    from cxdesk.planning.side_by_side import Sentence


class Back(ReadBack):
    """The changes, the rows that can't be used, and one button that writes them as one step."""

    def __init__(self, context: PageContext, found: "Wordings") -> None:
        super().__init__(context)
        self._found = found
        n = len(found.changes)
        sentence = ngettext("{n} wording would change", "{n} wordings would change", n).format(n=number(n))
        lost = sum(c.loses_approval for c in found.changes)
        same, blank = counted(found)
        line = f"{same}, {blank}."
        if lost:
            words = ngettext("{n} approval is lost.", "{n} approvals are lost.", lost)
            line += " " + words.format(n=number(lost))
        box = self._lay_out(found, sentence, line, _columns())
        if (more := len(found.left_out) - MOST_NAMED) > 0:
            box.addWidget(
                body(ngettext("and {n} more", "and {n} more", more).format(n=number(more)), tone="text2")
            )
        self._add_buttons(box, bool(n))
        never_cut(self)
        self.open()

    def accept(self) -> None:
        """Write them all, as one step."""
        from cxdesk.importing.wordings import store_wordings

        if done(self._context, _("Read wordings"), store_wordings, self._found.changes):
            n = len(self._found.changes)
            words = ngettext(
                "{n} wording changed. It waits for approval.",
                "{n} wordings changed. They wait for approval.",
                n,
            )
            self._context.messages.notice("good", words.format(n=number(n)))
        super().accept()


def approve_one(context: PageContext, chosen: "Sentence", at: datetime) -> None:
    """Ask who answers for one sentence."""
    from cxdesk.people.queries import person_rows
    from cxdesk.planning import wording
    from cxdesk.planning.approval import another_name, answers_for
    from ui.planning.dialogs import Ask

    read = context.project.read
    owner = read(answers_for, chosen.plan_id) if chosen.plan_id else ""
    who = PersonInput(tuple(p.name for p in read(person_rows)), owner)
    asked: list[str] = []

    def make() -> str:
        name = who.currentText().strip()
        if not name:
            return _("Say who approves the wording.")
        other = read(another_name, chosen.plan_id, name) if chosen.plan_id else ""
        if other and asked != [name]:
            asked[:] = [name]
            dialog.ok.setText(_("Approve in their place"))
            return _(
                "{owner} answers for this customer. It will be kept that {name} approved in their place."
            ).format(owner=other, name=name)
        done(
            context, _("Approve the wording"), wording.approve_field, *chosen.owner, chosen.field,
            chosen.language, name, at, other,
        )  # fmt: skip
        return ""

    dialog = Ask(
        context, _("Approve the wording"), f"{chosen.where}: {chosen.text}",
        [Field(context.theme, _("Who approves it"), who)], _("Approve"), make,
    )  # fmt: skip


def _columns() -> list[Column]:
    def old(c: "Change") -> str:
        return c.sentence.text or _("nothing yet")

    return [
        Column(_("Customer"), lambda c: c.sentence.customer or _("All customers"), "strong",
               sub=lambda c: c.sentence.where, share=3),
        Column(_("Language"), lambda c: language_name(c.sentence.language), "muted", width=100),
        Column(_("Until now"), old, "muted", share=4),
        Column(_("From now on"), lambda c: c.new, share=4),
        Column(_("Approved by"), lambda c: c.sentence.approved_by, "muted", share=2),
    ]  # fmt: skip
