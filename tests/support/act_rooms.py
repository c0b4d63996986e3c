"""Every place where people act on what customers said, one after the other, in a window on the finished example."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from PySide6.QtWidgets import QApplication, QDialog

from ui.planning.room_tabs import ROOM

PLACES: tuple[tuple[str, str, Any], ...] = (
    ("accounts", "accounts", None),
    ("account", "account", "AL-0108"),
    ("account_matches", "account_matches", None),
    ("account_map", "account_map", None),
    *((name, "planning", (name, None)) for name in ROOM),
    ("words", "planning", ("words", None)),
    ("issue", "planning", ("issue", 1)),
    ("action", "planning", ("action", 1)),
    ("causes", "planning", ("causes", 1)),
    ("plan", "planning", ("plan", 2)),
    ("follow_ups", "followups", None),
    ("reports", "reports", None),
)


def places(window: Any) -> Iterator[str]:
    """Show each place in turn and say its name; the caller lets the window come to rest."""
    for name, room, target in PLACES:
        window.go(room, target)
        yield name
        for inner in _inner(window, name):
            yield f"{name}.{inner}"


def _inner(window: Any, name: str) -> Iterator[str]:
    """The views inside one place."""
    page = window.page
    switch = INNER.get(name)
    if switch is None:
        return
    for key, show in switch(page):
        show()
        yield key


def _buttons(of: Callable[[Any], Any]) -> Callable[[Any], list[tuple[str, Callable[[], None]]]]:
    """The views behind a row of tabs; the one that is shown already is left out."""

    def listed(page: Any) -> list[tuple[str, Callable[[], None]]]:
        tabs = of(page)
        return [(key, button.click) for key, button in tabs.buttons.items() if not button.isChecked()]

    return listed


INNER: dict[str, Any] = {
    "actions": _buttons(lambda page: page.lists.views.tabs),
    "priorities": _buttons(lambda page: page.priorities.segments),
    "words": _buttons(lambda page: page.wordings.state),
    "causes": _buttons(lambda page: page.causes.segments),
    "plan": _buttons(lambda page: page.plan.tabs),
    "follow_ups": _buttons(lambda page: page.choice),
    "reports": lambda page: [(v, lambda v=v: page.show_view(v)) for v in ("routes", "given")],
}


def dialogs() -> list[QDialog]:
    """The dialogs on the screen."""
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]


def questions(window: Any) -> list[tuple[str, Callable[[], None]]]:
    """Every small window that these places ask something in, with what opens it."""
    from cxdesk.planning.action_queries import action_rows
    from cxdesk.planning.follow_up_queries import follow_up_rows
    from cxdesk.planning.rule_queries import rule_rows
    from ui.planning import brand_kit, decisions, dialogs, make_all, moving, notes, rule_editor, run_dialog
    from ui.planning import follow_up_dialogs as calls

    context = window.context
    read = context.project.read
    action, call, rule = read(action_rows)[1], read(follow_up_rows)[0], read(rule_rows)[0]
    later = date(2026, 12, 1)
    return [
        ("make issue", lambda: dialogs.make_issue(context)),
        ("add action", lambda: dialogs.add_action(context)),
        ("make plan", lambda: dialogs.make_plan(context)),
        ("tell customer", lambda: dialogs.tell_customer(context, 1)),
        ("approve", lambda: dialogs.approve(context, 2, "en", ("Sanne Visser",), "")),
        ("agree", lambda: dialogs.agree(context, 2, "en", "")),
        ("choose plan", lambda: dialogs.choose_plan(context)),
        ("note contact", lambda: calls.note_contact(context, call)),
        ("change state", lambda: calls.change_state(context, call)),
        ("close follow-up", lambda: calls.close(context, call)),
        ("hear word", lambda: calls.hear_word(context, call)),
        ("issue of follow-up", lambda: calls.make_issue(context, call)),
        ("add to issue", lambda: calls.add_to_issue(context, call)),
        ("show staff", lambda: calls.show_staff(context, 1)),
        ("brand kit", lambda: brand_kit.show_brand_kit(context)),
        ("make all", lambda: make_all.make_all_plans(context)),
        ("write rule", lambda: rule_editor.write_rule(context)),
        ("change rule", lambda: rule_editor.change_rule(context, rule)),
        ("run rules", lambda: run_dialog.run_rules(context)),
        ("note", lambda: notes.ask_note(context, 1)),
        ("decision", lambda: decisions.ask_decision(context, None, 1)),
        ("state of action", lambda: moving.ask_state(context, action)),
        ("close action", lambda: moving.close(context, action)),
        ("slip", lambda: moving.ask_slip(context, action, later, lambda: None)),
    ]
