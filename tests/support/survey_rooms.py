"""Every page, panel and dialog of the survey studio and of the responses, opened one after the other to be looked at."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from cxdesk.surveys.definition import Definition

Scene = tuple[str, Callable[[], QWidget]]
TYPED = """Your last visit

1. How satisfied were you with the repair?
very dissatisfied / dissatisfied / neither / satisfied / very satisfied

2. Which of these did we do? (tick all that apply)
[ ] Repaired the lift
[ ] Explained the fault
[ ] Other, namely ____

3. Would you call us again?
Yes
No
"""


def pages(window: Any, survey_id: int) -> list[Scene]:
    """What stands in the window itself: the editor at every kind of element, the other pages, the responses."""
    context = window.context

    def editor(*keys: tuple[str, int]) -> QWidget:
        window.go("surveys", survey_id)
        window.page.choose(*keys)
        return window  # type: ignore[no-any-return]

    def at(room: str, target: Any) -> QWidget:
        window.go(room, target)
        return window  # type: ignore[no-any-return]

    def view(name: str) -> QWidget:
        window.go("responses", None)
        window.page._on_view(name) if hasattr(window.page, "_on_view") else None
        window.page.view = name
        window.page.reload()
        return window  # type: ignore[no-any-return]

    from cxdesk.surveys.queries import whole

    survey = context.project.read(whole, survey_id)
    looks: dict[str, int] = {}
    for question in survey.elements:
        looks.setdefault(question.look or question.kind, question.id)
    found: list[Scene] = [("editor.survey", lambda: editor(("survey", survey_id)))]
    found += [
        (f"editor.section{n}", lambda s=s: editor(("section", s.id))) for n, s in enumerate(survey.sections)
    ]
    found += [(f"editor.{look}", lambda n=n: editor(("question", n))) for look, n in looks.items()]
    some = [("question", q.id) for q in survey.elements[:3]]
    found.append(("editor.many", lambda: editor(*some)))
    found += [
        ("review", lambda: at("survey_review", survey_id)),
        ("translations", lambda: at("survey_translations", survey_id)),
        ("responses.answers", lambda: view("answers")),
        ("responses.imports", lambda: view("imports")),
        ("responses.card", lambda: view("card")),
    ]
    return found


def windows(window: Any, survey_id: int, definition: Definition) -> list[Scene]:
    """Every window that is opened from there."""
    from PySide6.QtGui import QGuiApplication

    from ui.surveys import (
        bank,
        begin,
        code_dialog,
        desk,
        export,
        kiosk,
        paste_questions,
        preview,
        print_questionnaire,
        purpose,
        release,
        rules_checks,
        rules_quotas,
    )
    from ui.widgets.erase_dialog import EraseDialog
    from ui.widgets.notes_list import NotesList

    context = window.context
    theme = context.theme

    def pasted() -> QWidget:
        QGuiApplication.clipboard().setText(TYPED)
        return paste_questions.open_paste_at_end(context, survey_id)

    def code() -> QWidget:
        return code_dialog.CodeDialog(theme, "Code", "About", "NPS", lambda _code: None)

    def released(act: str) -> Callable[[], QWidget]:
        def opened() -> QWidget:
            dialog = release.open_release(context, survey_id)
            getattr(dialog.versions, act).click()
            return dialog.versions.shown or dialog

        return opened

    def exported(place: int) -> Callable[[], QWidget]:
        def opened() -> QWidget:
            dialog = export.open_export(context, survey_id)
            dialog.choices.button(place).setChecked(True)
            return dialog

        return opened

    def previewed(size: str, scheme: str) -> Callable[[], QWidget]:
        def opened() -> QWidget:
            made = preview.open_preview(context, survey_id)
            made.width_choice.set_current(size)
            made.scheme.set_current(scheme)
            made.dress()
            return made

        return opened

    found: list[Scene] = [
        ("begin", lambda: begin.open_begin(context)),
        ("purpose", lambda: purpose.open_purpose(context, survey_id)),
        ("bank", lambda: bank.open_bank(context, survey_id)),
        ("paste", pasted),
        ("code", code),
        ("logic", lambda: rules_checks.open_logic(context, survey_id)),
        ("quotas", lambda: rules_quotas.open_quotas(context, survey_id)),
        ("release", lambda: release.open_release(context, survey_id)),
        ("version.look", released("look")),
        ("version.compare", released("compare")),
        ("version.back", released("back")),
        ("preview.desk", previewed("desk", "light")),
        ("preview.phone", previewed("phone", "dark")),
        ("print", lambda: print_questionnaire.open_print(context, survey_id)),
        ("kiosk.setup", lambda: kiosk.open_kiosk(context, survey_id)),
        ("desk", lambda: desk.open_desk(context, survey_id)),
        ("erase", lambda: EraseDialog(context)),
        (
            "notes",
            lambda: NotesList(theme, "A survey was made.", "What could not be carried over:", ["A", "B"]),
        ),
    ]
    found += [(f"export.{f.key}", exported(n)) for n, f in enumerate(export.FORMATS)]
    return found


def close_all() -> None:
    """Close what was opened over the window."""
    from PySide6.QtWidgets import QApplication

    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.close()
