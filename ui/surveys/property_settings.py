"""The settings of a question by its type: its scale, how many, how large, in which order."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import N_, _
from ui.surveys.editing import Editing, other_words
from ui.surveys.outline_rows import look_in
from ui.surveys.property_fields import NumberInput, point_options, ticked
from ui.surveys.words_input import Words
from ui.widgets.cards import boxed, row
from ui.widgets.day_input import DayInput
from ui.widgets.fields import Choice, Field, LineInput

if TYPE_CHECKING:
    from cxdesk.surveys.queries import QuestionRow

NUMBERS = {
    "min": N_("Smallest"),
    "max": N_("Largest"),
    "step": N_("Step"),
    "total": N_("Sum of all"),
    "least": N_("At least"),
    "most": N_("At most"),
    "characters": N_("Longest text, in letters"),
    "columns": N_("Columns of answers"),
    "keep_last": N_("Stay at the end"),
}
WHOLE = ("total", "least", "most", "characters", "columns", "keep_last")
# Rows of numbers by type; two in a tuple stand side by side.
FIELDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "radio": (("columns",),),
    "pictures": (("columns",),),
    "ticks": (("least", "most"), ("columns",)),
    "matrix_ticks": (("least", "most"),),
    "ranking": (("least", "most"),),
    "sum": (("total",),),
    "slider": (("min", "max"), ("step",)),
    "number": (("min", "max"), ("step",)),
    "line": (("characters",),),
    "text": (("characters",),),
}
MIXED = ("radio", "dropdown", "pictures", "ticks", "matrix", "matrix_radio", "matrix_ticks", "ranking", "sum")
# Where answers may stay at the end of a random order.
ENDING = ("radio", "dropdown", "ticks")
WITH_UNIT = ("slider", "number")
SCALED = ("csat", "ces", "stars", "faces", "points", "matrix", "pair")
PURPOSES = {
    "quote": N_("to quote them"),
    "contact": N_("to contact them"),
    "": N_("to keep what they tell us"),
}
KNOWN_FIELDS = {
    "account.name": N_("Name of the customer"),
    "account.key": N_("Key of the customer"),
    "account.segment": N_("Segment of the customer"),
    "link.source": N_("Where the survey was opened"),
}


def setting_fields(editing: Editing, question: "QuestionRow") -> list[QWidget]:
    """The fields for one question, in order."""
    look = look_in(question)
    theme = editing.context.theme
    fields = _scale_fields(editing, question) if look in SCALED and question.scale is not None else []
    for names in FIELDS.get(look, ()):
        fields.append(boxed(row(*(_number(editing, question, name) for name in names), gap=12)))
    if look == "date":
        fields.append(boxed(row(*(_day(editing, question, name) for name in ("min", "max")), gap=12)))
    if look in WITH_UNIT:
        fields.append(_unit(editing, question))
    if look in MIXED:
        fields.append(_mixed(editing, question))
        if look in ENDING and (question.settings.get("randomise") or question.settings.get("keep_last")):
            hint = _("So many of the last answers keep their place.")
            fields.append(_number(editing, question, "keep_last", hint))
    if look == "consent":
        purpose = Choice(
            [(key, _(words)) for key, words in PURPOSES.items()], str(question.settings.get("purpose") or "")
        )
        purpose.setObjectName("purpose")
        purpose.chosen.connect(lambda to: _set(editing, question.id, "purpose", to or None))
        fields.append(Field(theme, _("Consent is asked"), purpose))
    if look == "hidden":
        fields.append(_filled_with(editing, question))
    elif question.is_asked and question.kind not in ("identifier", "pseudonym"):
        fields.append(_message(editing, question))
    return fields


def _set(editing: Editing, question_id: int, name: str, value: Any) -> None:
    from cxdesk.surveys import editing as actions

    editing.run(_("Change the question"), actions.set_settings, question_id, **{name: value})


def _number(editing: Editing, question: "QuestionRow", name: str, hint: str = "") -> QWidget:
    value = question.settings.get(name)
    known = value if isinstance(value, (int, float)) else None
    made = NumberInput(known, partial(_set, editing, question.id, name), whole=name in WHOLE)
    made.setObjectName(f"setting {name}")
    return made.in_field(editing.context.theme, _(NUMBERS[name]), hint)


def _day(editing: Editing, question: "QuestionRow", name: str) -> QWidget:
    value = question.settings.get(name)
    try:
        known = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        known = None
    made = DayInput(editing.context.theme, known)
    made.setObjectName(f"setting {name}")
    made.chosen.connect(lambda day: _set(editing, question.id, name, day.isoformat() if day else None))
    words = _("Not before") if name == "min" else _("Not after")
    return Field(editing.context.theme, words, made)


def _unit(editing: Editing, question: "QuestionRow") -> QWidget:
    from cxdesk.surveys import editing as actions

    texts, lang = question.settings.get("unit") or {}, editing.language
    made = LineInput(texts.get(lang, ""), other_words(texts, lang))
    made.setObjectName("setting unit")
    made.committed.connect(
        lambda text: editing.typed(
            _("Change the question"), f"unit-{question.id}", actions.set_unit, question.id, text, lang
        )
    )
    return Field(editing.context.theme, _("Unit"), made, "customer")


def _message(editing: Editing, question: "QuestionRow") -> QWidget:
    from cxdesk.surveys import editing as actions

    texts, lang = question.settings.get("message") or {}, editing.language
    made = Words(texts.get(lang, ""), other_words(texts, lang), lines=1)
    made.setObjectName("setting message")
    made.committed.connect(
        lambda text: editing.typed(
            _("Change the question"), f"message-{question.id}", actions.set_message, question.id, text, lang
        )
    )
    return Field(editing.context.theme, _("Read when an answer is not accepted"), made, "customer")


def _mixed(editing: Editing, question: "QuestionRow") -> QWidget:
    on = bool(question.settings.get("randomise"))
    box = ticked(
        _("Answers in a random order"), on, lambda on: _set(editing, question.id, "randomise", on or None)
    )
    box.setObjectName("setting randomise")
    return box


def _filled_with(editing: Editing, question: "QuestionRow") -> QWidget:
    value = question.settings.get("field", "")
    options: list[tuple[Any, str]] = [(key, _(words)) for key, words in KNOWN_FIELDS.items()]
    if value not in KNOWN_FIELDS:
        options.append((value, str(value)))
    made = Choice(options, value)
    made.setObjectName("setting field")
    made.chosen.connect(partial(_set, editing, question.id, "field"))
    return Field(editing.context.theme, _("Filled with"), made)


def _scale_fields(editing: Editing, question: "QuestionRow") -> list[QWidget]:
    """From, to, where satisfied begins, which end is good."""
    from cxdesk.responses.asked import change_scale

    scale, theme = question.scale, editing.context.theme
    assert scale is not None

    def change(name: str, value: Any) -> None:
        if (
            value is None
            or editing.run(_("Change the scale"), change_scale, question.id, **{name: value}) is None
        ):
            editing.focus(f"scale {name}")

    ends = []
    for name, words, value in (("low", _("From"), scale.low), ("high", _("To"), scale.high)):
        made = NumberInput(value, partial(change, name), whole=True)
        made.setObjectName(f"scale {name}")
        ends.append(made.in_field(theme, words))
    points = Choice(point_options(scale.low, min(scale.high, scale.low + 100)), scale.satisfied_from)
    points.setObjectName("scale satisfied_from")
    points.chosen.connect(partial(change, "satisfied_from"))
    turned = ticked(_("The smallest number is the best"), scale.reversed, partial(change, "reversed"))
    turned.setObjectName("scale reversed")
    words = _("Satisfied up to") if scale.reversed else _("Satisfied from")
    return [boxed(row(*ends, Field(theme, words, points), gap=12)), turned]
