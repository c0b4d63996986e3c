"""What the command box offers: every row of ui/actions.py, every page, and the file's own surveys, accounts …"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import Any

from cxdesk.i18n import _, listed
from ui import actions
from ui.page import PageContext
from ui.rooms import ROOMS, Room
from ui.widgets.command_box import Entry
from ui.widgets.text import keys_text


def entries(context: PageContext) -> list[Entry]:
    """Everything that can be done or found now."""
    found = [_of_action(row, context) for row in actions.ACTIONS]
    found.sort(key=lambda entry: bool(entry.off))
    for room in ROOMS:
        there = {entry.text for entry in found}
        found.extend(entry for entry in _deeds(room, context) if entry.text not in there)
    for room in ROOMS:
        found.extend(_things(room, context))
    return found


def _of_action(row: actions.ActionRow, context: PageContext) -> Entry:
    keys = keys_text(row.keys)
    kind = {"go": _("page"), "language": _("language")}.get(row.id.partition(".")[0], "")
    return Entry(
        row.text, row.icon, lambda: actions.do(row, context), kind, keys, actions.why_off(row, context)
    )


def _deeds(room: Room, context: PageContext) -> Iterator[Entry]:
    """What the menus of a room offer."""
    if not room.deeds or not context.bridge.is_open:
        return
    module, _colon, name = room.deeds.partition(":")
    deeds = context.bridge.act(lambda: getattr(import_module(module), name)(context))
    for words, icon, of, run in deeds or ():
        yield Entry(words, icon, partial(context.bridge.act, run), of)


def _things(room: Room, context: PageContext) -> Iterator[Entry]:
    """The rows of a room, by name; a query that fails costs the search its names, never the window."""
    if not room.things or not context.bridge.is_open:
        return
    module, _colon, name = room.things.partition(":")
    rows = context.bridge.act(lambda: context.bridge.read(getattr(import_module(module), name)))
    for row in rows or ():
        yield _of_thing(room, row, context)
        for synonym in getattr(row, "synonyms", ()):
            # What somebody else calls it finds it too, and says what it is called here.
            yield replace(_of_thing(room, row, context), text=listed((synonym, row.name)))
    if room.id == "touchpoints":
        yield from _words_for(room, context)


def _words_for(room: Room, context: PageContext) -> Iterator[Entry]:
    """The other words for touch points lead to their page."""
    from cxdesk.touchpoints.names import WORDS

    for word in WORDS:
        yield Entry(_(word), room.icon, lambda: context.go(room.id), _(room.label))


def _of_thing(room: Room, row: Any, context: PageContext) -> Entry:
    return Entry(row.name, room.icon, lambda: context.go(room.id, getattr(row, room.target)), _(room.label))
