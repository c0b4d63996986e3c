"""How the tests of this room find and fill what the window shows."""

from typing import Any

from PySide6.QtWidgets import QApplication

from cxdesk.planning import wording
from ui.planning.dialogs import Ask
from ui.planning.plan_fields import name_of
from ui.widgets.fields import LineInput, TextInput


def read(window: Any, query: Any, *args: Any) -> Any:
    return window.context.project.read(query, *args)


def asked() -> Ask:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, Ask) and w.isVisible())


def type_into(qtbot: Any, editor: Any, text: str) -> None:
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    editor.commit()


def field(window: Any, kind: str, owner: int, name: str) -> Any:
    found = window.page.plan.findChild((LineInput, TextInput)[name == "text"], name_of(kind, owner, name))
    assert found is not None, (kind, owner, name)
    return found


def drawn(window: Any, qtbot: Any) -> Any:
    editor = window.page.plan
    qtbot.waitUntil(lambda: editor._drawn is not None, timeout=20_000)
    return editor._drawn


def quiet(window: Any, qtbot: Any) -> None:
    """Wait until nothing is being drawn any more."""
    editor = window.page.plan
    qtbot.waitUntil(
        lambda: not editor._drawing._pause.isActive() and not window.context.jobs.busy, timeout=20_000
    )


def undone(window: Any, look: Any) -> Any:
    """What `look` sees after undo; redo brings the end back."""
    before = look()
    window.do("undo")
    after = look()
    window.do("redo")
    assert look() == before
    return after


def write(session: Any, kind: str, owner: int, name: str, text: str) -> None:
    wording.write(session, kind, owner, name, "en", text)


def said(window: Any) -> str:
    return "\n".join(f"{n.bold} {n.line}" for n in window.context.messages.log)
