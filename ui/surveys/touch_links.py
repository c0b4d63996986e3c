"""Which touch point a question asks about; of a pair, both what was expected there and how it was."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _
from ui.surveys.editing import Editing, in_language
from ui.surveys.outline_rows import look_in
from ui.widgets.fields import Choice, Field

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cxdesk.surveys.queries import QuestionRow

# Number, name, and the items that ask about it.
TouchPoints = tuple[tuple[int, str, tuple[int, ...]], ...]
MOST_ROWS = 12


def touch_points(session: "Session") -> TouchPoints:
    """All touch points, each with the items that ask how it was or what was expected of it."""
    from cxdesk.touchpoints.queries import touch_point_rows

    return tuple((t.id, t.name, (*t.item_ids, *t.expectation_ids)) for t in touch_point_rows(session))


def touch_fields(editing: Editing, question: "QuestionRow", points: TouchPoints) -> list[QWidget]:
    """A choice for the whole question, or one for each thing it asks about."""
    if question.kind not in ("nps", "scale", "number") or not question.items:
        return []
    look = look_in(question)
    if look == "pair":
        asks = {
            i.id: "expectation" if i.settings.get("role") == "expectation" else "experience"
            for i in question.items
        }
        return [_field(editing, points, asks, _("Touch point of this question"))]
    if len(question.items) == 1:
        return [_field(editing, points, {question.items[0].id: ""}, _("Touch point of this question"))]
    if look != "matrix":
        return []
    return [
        _field(
            editing, points, {i.id: ""},
            _("Touch point of “{thing}”").format(thing=in_language(i.text, editing.language) or i.code),
        )
        for i in question.items[:MOST_ROWS]
    ]  # fmt: skip


def _field(editing: Editing, points: TouchPoints, asks: dict[int, str], words: str) -> QWidget:
    linked = next((number for number, _name, items in points if set(items) & set(asks)), None)
    options: list[tuple[Any, str]] = [(None, _("no touch point"))]
    options += [(number, name) for number, name, _items in points]
    choice = Choice(options, linked)
    choice.set_value(linked)
    choice.setMinimumContentsLength(8)
    choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.setObjectName(f"touch point {min(asks)}")
    choice.chosen.connect(lambda now: editing.run(_("Link to a touch point"), link_items, asks, linked, now))
    return Field(editing.context.theme, words, choice, wraps=True)


def link_items(
    session: "Session", asks: dict[int, str], before: int | None, now: int | None
) -> Sequence[int]:
    """Let items ask about another touch point, or about none; those with a role say what they ask."""
    from cxdesk.touchpoints import actions

    for item, role in asks.items():
        actions.relink(session, item, before, now)
        if role and now is not None:
            actions.set_asks(session, now, item, role)
    return list(asks)
