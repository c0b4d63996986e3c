"""A question asked in another way: what of its words, answers and scale goes along."""

from dataclasses import replace
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.surveys import actions, consents
from cxdesk.surveys.definition import ChoiceSpec, ItemSpec, QuestionSpec
from cxdesk.surveys.described import described
from cxdesk.surveys.fresh import fresh
from cxdesk.surveys.looks import LOOKS, look_of
from cxdesk.surveys.model import Item, Question, Texts
from cxdesk.surveys.review.texts import question_texts

# What takes several columns of answers, and what its items are.
SEVERAL: Final = ("ticks", "ranking", "sum", "matrix", "matrix_radio", "matrix_ticks", "pair")
_OPTIONS_AS_CHOICES: Final = ("radio", "dropdown", "pictures", "yes_no", "consent")
_OPTIONS_AS_ITEMS: Final = ("ticks", "ranking", "sum")
_ROWS: Final = ("matrix", "matrix_radio")
# Settings that mean something for more than one type.
_KEPT: Final = ("message", "randomise", "keep_last", "columns", "least", "most", "min", "max", "step", "unit")


def keeps_answers(question: QuestionSpec, look: str) -> bool:
    """Whether answers to a question stay what they are when it is asked in this way."""
    old = look_of(question)
    if LOOKS[look].kind != question.kind:
        return False
    if old in SEVERAL or look in SEVERAL:
        return old == look or (old in _ROWS and look == old)
    # A scale keeps its numbers, an answer of several its codes; a text is a text.
    return (question.kind == "nps") == (look == "nps")


def change_look(
    session: Session, question_id: int, look: str, language: str, *, keep_shape: bool = False
) -> None:
    """Ask a question in another way. With `keep_shape` only the way changes: scale, answers and items stay.

    Raises UserError for a type there is not.
    """
    if look not in LOOKS:
        raise UserError(_("There is no question of the kind “{kind}”.").format(kind=look))
    row = session.get_one(Question, question_id)
    old, before = question_spec(session, question_id), consents.asked(session, row.survey_id)
    if keep_shape or _same_shape(old, look):
        row.look = look
        consents.follow(session, row.survey_id, before)
        return
    new = shaped(old, look, language)
    row.look, row.settings = look, dict(new.settings)
    if not any(row.text.values()):
        row.text = dict(new.text)
    _set_items(session, row, old, new)
    actions.reshape(session, question_id, new)
    session.flush()
    if _words(question_spec(session, question_id)) != _words(old):
        actions.mark_own(session, question_id)
    consents.follow(session, row.survey_id, before)


def _words(question: QuestionSpec) -> list[Texts]:
    """All that is read in a question: of a template's the words may go, or others come, when it is asked anew."""
    return [text.texts for text in question_texts(question) if any(text.texts.values())]


def question_spec(session: Session, question_id: int) -> QuestionSpec:
    """One question out of the file as plain data."""
    row = session.get_one(Question, question_id)
    elements = described(session, row.survey_id).elements
    return next(q for q in elements if q.code == row.code)


def shaped(old: QuestionSpec, look: str, language: str) -> QuestionSpec:
    """A question of this type with what of the old one fits: words, options and, between scales, the scale."""
    new = fresh(look, language)
    settings = {**{k: v for k, v in old.settings.items() if k in _KEPT}, **new.settings}
    new = replace(new, settings=settings)
    was = look_of(old)
    if old.scale is not None and old.kind == "scale" and look in ("points", "matrix"):
        new = replace(new, scale=old.scale, choices=old.choices)
    if was in _ROWS and look in _ROWS:
        new = replace(new, items=old.items)
    options = _options(old, was)
    if not options:
        return new
    if look in _OPTIONS_AS_ITEMS:
        items = tuple(
            ItemSpec(str(n), dict(text), settings=dict(rest)) for n, (text, rest) in enumerate(options, 1)
        )
        return replace(new, items=items)
    if look in ("radio", "dropdown", "pictures", "matrix_radio"):
        kept = old.choices if was in _OPTIONS_AS_CHOICES or was in _ROWS else ()
        made = tuple(
            ChoiceSpec(n, dict(text), settings=dict(rest)) for n, (text, rest) in enumerate(options, 1)
        )
        return replace(new, choices=kept or made)
    return new


def _options(old: QuestionSpec, was: str) -> list[tuple[Texts, dict[str, object]]]:
    if was in _OPTIONS_AS_CHOICES or was == "matrix_radio":
        return [(c.label, c.settings) for c in old.choices]
    return [(i.text, i.settings) for i in old.items] if was in _OPTIONS_AS_ITEMS else []


def _same_shape(old: QuestionSpec, look: str) -> bool:
    was = look_of(old)
    groups = (("radio", "dropdown", "pictures"), ("line", "text"), ("ranking", "sum"), ("number", "slider"))
    return any(was in group and look in group for group in groups) or was == look


def _set_items(session: Session, row: Question, old: QuestionSpec, new: QuestionSpec) -> None:
    """Other items where the new type has others; a single one stays, and what is linked to it."""
    rows = list(session.scalars(select(Item).where(Item.question_id == row.id).order_by(Item.position)))
    wanted = new.items if new.is_asked else ()
    if new.is_asked and not wanted:
        wanted = (ItemSpec(row.code, dict(row.text)),)
        if len(rows) == 1 and look_of(old) not in SEVERAL:
            return
    for item in rows:
        session.delete(item)
    session.flush()
    for place, spec in enumerate(wanted):
        session.add(
            Item(
                question_id=row.id,
                position=place,
                code=spec.code,
                text=dict(spec.text),
                source_key="",
                settings=dict(spec.settings),
            )
        )
    session.flush()
