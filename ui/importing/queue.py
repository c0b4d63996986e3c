"""Several files one after the other: which one this is, and which come next."""

from typing import TYPE_CHECKING

from cxdesk.i18n import _, listed, ngettext, number
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, column, row
from ui.widgets.text import ElidedLabel, caption, label

if TYPE_CHECKING:
    from ui.importing.page import ImportPage

NAMED = 4


def queue_card(page: "ImportPage") -> Card:
    """One line on where we are in the queue, and a button that leaves this file out."""
    name = page.path.name if page.path is not None else ""
    of = page.place + len(page.waiting)
    here = _("File {n} of {all}: {name}").format(n=number(page.place), all=number(of), name=name)
    words = column(label(here, strong=True), gap=0)
    if page.waiting:
        names = listed(p.name for p in page.waiting[:NAMED])
        rest = len(page.waiting) - NAMED
        if rest > 0:
            more = ngettext("{names} and {n} more", "{names} and {n} more", rest)
            names = more.format(names=names, n=number(rest))
        words.addWidget(ElidedLabel(_("Then: {names}").format(names=names), "caption", "text2"))
    else:
        words.addWidget(caption(_("The last one")))
    leave = Button(page.context.theme, _("Leave this one out"), dense=True, on_click=page.leave_out)
    across = row(gap=16)
    across.addLayout(words, 1)
    across.addWidget(leave)
    return Card(across, padding=(16, 10))
