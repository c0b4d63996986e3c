"""Everything a person changes in the inventory, each as one undo step with its label."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QVBoxLayout

from cxdesk.i18n import _, number
from ui.page import PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import Thing, put, row
from ui.widgets.fields import Choice, Field
from ui.widgets.over import window_over
from ui.widgets.text import body, title

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from cxdesk.analysis.across_maps import System
    from cxdesk.analysis.inventory import Inventory, Stray
    from cxdesk.touchpoints.proposals import Proposal


def add(context: PageContext) -> int | None:
    """A touch point under a name that is free."""
    from cxdesk.touchpoints import actions
    from cxdesk.touchpoints.queries import touch_point_rows

    taken = {r.name for r in context.project.read(touch_point_rows)}
    name, place = _("New touch point"), 2
    while name in taken:
        name, place = _("New touch point {n}").format(n=number(place)), place + 1
    made: int | None = context.bridge.run(_("Add a touch point"), actions.add, name)
    return made


def change(context: PageContext, touch_point_id: int, **fields: Any) -> bool:
    """Name, channel, function or owner; typing on is one step. False where it was refused."""
    from cxdesk.touchpoints import actions

    return _write(context, touch_point_id, next(iter(fields)), actions.change, **fields)


def describe(context: PageContext, touch_point_id: int, **fields: Any) -> bool:
    """What else is written of it; typing on is one step. False where it was refused."""
    from cxdesk.touchpoints import actions

    return _write(context, touch_point_id, next(iter(fields)), actions.describe, **fields)


def set_synonyms(context: PageContext, touch_point_id: int, names: Sequence[str]) -> bool:
    """Its other names. False where one was refused."""
    from cxdesk.touchpoints import actions

    return _write(context, touch_point_id, "synonyms", actions.set_synonyms, list(names))


def set_asks(context: PageContext, touch_point_id: int, item_id: int, asks: str) -> None:
    """Whether a question asks how it was or what was expected."""
    from cxdesk.touchpoints import actions

    context.bridge.run(_("Say what a question asks"), actions.set_asks, touch_point_id, item_id, asks)


def set_letters(context: PageContext, touch_point_id: int, function: str, letters: str) -> None:
    """The part of a function; an A that another one holds moves here, and that is said."""
    from cxdesk.touchpoints import roles

    label = _("Change who does what")
    holder = context.project.read(roles.accountable, touch_point_id)
    moves = "A" in letters and holder is not None and holder[1] != function

    def work(session: Any) -> None:
        if moves:
            roles.move_accountable(session, touch_point_id, function)
        roles.set_letters(session, touch_point_id, function, letters)

    context.bridge.run(label, work)
    if moves and holder is not None:
        context.offer_undo(
            _("{function} answers for it now, and {before} no longer does.").format(
                function=function, before=holder[1]
            )
        )


def add_functions(context: PageContext) -> None:
    """The functions most companies have."""
    from cxdesk.touchpoints import roles

    context.bridge.run(_("Add the usual functions"), roles.add_usual_functions)


def add_function(context: PageContext, name: str) -> None:
    """One function more."""
    from cxdesk.people.actions import function_named

    if name.strip():
        context.bridge.run(_("Add a function"), function_named, name)


def take_in(context: PageContext, stray: "Stray") -> None:
    """Put into the inventory what only a map names, and link its cards."""

    def work(session: Any) -> int:
        from cxdesk.journeys.actions import link_touch_point
        from cxdesk.touchpoints import actions

        made = actions.add(session, stray.name)
        for place in stray.places:
            link_touch_point(session, place.card_id, made)
        return made

    context.bridge.run(_("Add a touch point"), work)


def read_list(context: PageContext, path: "Path") -> None:
    """Look through a list for kinds of contact, behind the window."""
    from cxdesk.touchpoints.proposal_words import noted_words

    project = context.project

    def work(progress: Any) -> Any:
        from cxdesk.importing.contact_kinds import propose_from

        return propose_from(project, path, progress=progress)

    def done(told: Any) -> None:
        read, noted = told
        context.messages.notice("good" if noted.proposed else "info", noted_words(noted, read.headings))
        context.go("touchpoints", "proposed")

    context.jobs.run(work, done, progress=True, what=_("Looking for kinds of contact"))


def accept(context: PageContext, proposal: "Proposal", channel: str, name: str) -> None:
    """Add what a list proposes."""
    from cxdesk.touchpoints import proposals

    made = context.bridge.run(_("Add a touch point"), proposals.accept, proposal, channel, name)
    if made is not None:
        context.offer_undo(_("Added: {name}").format(name=name.strip() or proposal.name))


def join(context: PageContext, proposal: "Proposal", touch_point_id: int, other: str) -> None:
    """Make what a list proposes another name of a touch point."""
    from cxdesk.touchpoints import proposals

    done = context.bridge.run(_("Give another name"), proposals.join, proposal, touch_point_id)
    if done is not None:
        context.offer_undo(_("“{name}” means “{other}” from now on.").format(name=proposal.name, other=other))


def dismiss(context: PageContext, proposal: "Proposal", on: bool) -> None:
    """Say that it is no touch point, or propose it again."""
    from cxdesk.touchpoints import proposals

    label = _("Dismiss a proposal") if on else _("Propose it again")
    if context.bridge.run(label, proposals.dismiss, proposal, on) is not None and on:
        context.offer_undo(_("“{name}” is dismissed.").format(name=proposal.name))


def review_system(context: PageContext, system: "System", on: "date") -> None:
    """Say that a system was reviewed: every card of it, on every map."""
    from cxdesk.journeys.several import check_cards

    cards = [spot.card_id for spot in system.spots]

    def work(session: Any) -> bool:
        check_cards(session, cards, on)
        return True

    if context.bridge.run(_("Review a system"), work):
        context.offer_undo(_("“{name}” is reviewed.").format(name=system.name))


def _write(
    context: PageContext, touch_point_id: int, field: str, action: Any, *args: Any, **fields: Any
) -> bool:
    def work(session: Any) -> bool:
        action(session, touch_point_id, *args, **fields)
        return True

    key = f"touch-point-{touch_point_id}-{field}"
    return bool(context.bridge.run_merged(_("Change a touch point"), key, work))


class Asking(QDialog):
    """A sentence, a line, perhaps a field, and one verb."""

    def __init__(self, context: PageContext, sentence: str, line: str, verb: str, *things: Thing) -> None:
        super().__init__(window_over())
        self.setWindowTitle(sentence)
        self.setMinimumWidth(460)
        self.ok = Button(context.theme, verb, "filled", on_click=self.accept)
        self.ok.setDefault(True)
        cancel = Button(context.theme, _("Cancel"), on_click=self.reject)
        cancel.setAutoDefault(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        box.addWidget(title(sentence))
        box.addWidget(body(line, tone="text2"))
        for thing in things:
            put(box, thing)
        box.addLayout(row(None, cancel, self.ok))
        self.finished.connect(self.deleteLater)


def delete(context: PageContext, touch_point_id: int, name: str) -> Asking | None:
    """Delete at once what nothing uses; else say what does, and ask."""
    from cxdesk.planning.touch_point_uses import remove, uses_of, uses_words

    def work() -> None:
        if context.bridge.run(_("Delete a touch point"), remove, touch_point_id) is not None:
            context.offer_undo(_("The touch point is gone."), name)

    uses = context.project.read(uses_of, touch_point_id)
    if not uses.any:
        work()
        return None
    asking = Asking(
        context,
        _("Delete “{name}”?").format(name=name),
        _("It is used by: {uses}. They stay, without it. Undo brings all of it back.").format(
            uses=uses_words(uses)
        ),
        _("Delete"),
    )
    asking.accepted.connect(work)
    asking.open()
    return asking


def merge(context: PageContext, found: "Inventory", touch_point_id: int) -> Asking | None:
    """Ask which other touch point is the same, and make one of both."""
    from cxdesk.planning.touch_point_uses import merge as make_one

    others = [(e.row.id, e.row.name) for e in found.entries if e.row.id != touch_point_id]
    entry = found.entry(touch_point_id)
    if not others or entry is None:
        return None
    choice = Choice(others)
    asking = Asking(
        context,
        _("Which one is the same as “{name}”?").format(name=entry.row.name),
        _("“{name}” stays. It gets the other’s questions, cards, parts and names.").format(
            name=entry.row.name
        ),
        _("Make them one"),
        Field(context.theme, _("Touch point"), choice),
    )

    def work() -> None:
        context.bridge.run(_("Make two touch points one"), make_one, touch_point_id, choice.value())

    asking.accepted.connect(work)
    asking.open()
    choice.setFocus()
    return asking
