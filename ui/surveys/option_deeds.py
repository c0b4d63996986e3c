"""The lists of a question that a person edits: its answers, the things it asks about, the points of its scale."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from cxdesk.errors import UserError
from cxdesk.i18n import LANGUAGES, N_, _, ngettext, number, speaking
from cxdesk.surveys.item_words import role_words
from cxdesk.surveys.model import Texts
from ui.surveys.editing import Editing
from ui.surveys.outline_rows import look_in
from ui.surveys.property_fields import read_number
from ui.widgets.question import Question

if TYPE_CHECKING:
    from cxdesk.surveys.queries import QuestionRow

FLAGS = {
    "exclusive": N_("Nothing else with this answer"),
    "other": N_("Asks for words of their own"),
    "declared": N_("Not an answer: “don’t know”, “not applicable”"),
}
MOST_POINTS = 7  # a longer scale has words at its ends only
_POINTS = ("csat", "ces", "stars", "faces", "points", "matrix", "pair", "nps")


@dataclass(frozen=True, slots=True)
class Option:
    """One line: what it is in the file, the number that stands before it, its words and what is said of it."""

    key: Any
    mark: str
    texts: Texts
    flags: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    code: str = ""
    # What is asked where nothing is written.
    usual: str = ""


@dataclass(frozen=True, slots=True)
class OptionSet:
    """One list with what can be done to it; what is None can't be done. `name` makes its widgets findable."""

    name: str
    head: str
    options: tuple[Option, ...]
    write: Callable[[Any, str], Any]
    add_words: str = ""
    add: Callable[[], Any] | None = None
    delete: Callable[[Any], Any] | None = None
    move: Callable[[Any, int], Any] | None = None
    paste: Callable[[str], Any] | None = None
    flag: Callable[[Any, str, bool], Any] | None = None
    extras: tuple[str, ...] = ()
    extra: Callable[[str], Any] | None = None
    picture: Callable[[Any, tuple[bytes, str] | None], Any] | None = None
    recode: Callable[[Any, str], Any] | None = None


def option_sets(editing: Editing, question: "QuestionRow") -> list[OptionSet]:
    """The lists of one question, in the order they are edited in."""
    look = look_in(question)
    if look == "matrix_ticks":
        return [_axis(editing, question, "rows"), _axis(editing, question, "columns_of")]
    found = []
    if (
        len(question.items) > 1
        or question.kind == "multiple"
        or look in ("ranking", "sum", "matrix", "matrix_radio")
    ):
        found.append(_items(editing, question, look))
    if look in _POINTS and question.scale is not None:
        found.append(_points(editing, question))
    elif question.kind == "single":
        found.append(_choices(editing, question))
    return found


def _choices(editing: Editing, question: "QuestionRow") -> OptionSet:
    from cxdesk.surveys import actions, options

    may = ("other", "declared") if look_in(question) in ("radio", "dropdown", "pictures") else ("declared",)
    lines = tuple(
        Option(
            c.id,
            number(c.code),
            c.label,
            (
                *(name for name in may if c.settings.get(name)),
                *(("declared",) if c.declared else ()),
                *(("picture",) if c.settings.get("picture") else ()),
            ),
            may,
            str(c.code),
        )
        for c in question.choices
    )
    q = question.id
    codes = {c.id: c.code for c in question.choices}

    def picture(key: Any, read: tuple[bytes, str] | None) -> Any:
        return editing.run(_("Change the picture"), options.set_picture, key, *(read or (None,)))

    return OptionSet(
        "choice",
        _("Answers"),
        lines,
        lambda key, text: editing.typed(
            _("Change an answer"), f"choice-{key}", actions.set_choice_label, key, text, editing.language
        ),
        _("Add an answer"),
        lambda: editing.run(_("Add an answer"), actions.add_choice, q, "", editing.language),
        lambda key: _delete(editing, question.code, codes[key], actions.delete_choice, key),
        lambda key, place: editing.run(_("Move the answer"), options.move_choice, key, place),
        partial(_paste, editing, q, options.paste_choices),
        lambda key, flag, on: editing.run(
            _("Change an answer"), options.set_choice, key, **_flagged(flag, on)
        ),
        ("not_applicable", "dont_know", "other") if "other" in may else ("not_applicable", "dont_know"),
        lambda which: editing.run(_("Add an answer"), options.add_extra, q, which),
        picture if look_in(question) == "pictures" else None,
        partial(_renumber, editing),
    )


def _items(editing: Editing, question: "QuestionRow", look: str) -> OptionSet:
    from cxdesk.surveys import options

    ticks = question.kind == "multiple"
    may = ("exclusive", "other") if ticks else ()
    usual: dict[Any, str] = {}
    if look == "pair":
        with speaking(editing.language if editing.language in LANGUAGES else "en"):
            usual = {role: role_words(role) for role in ("expectation", "experience")}
    lines = tuple(
        Option(
            i.id,
            "" if look == "pair" else number(n),
            i.text,
            tuple(f for f in may if i.settings.get(f)),
            may,
            i.code,
            usual.get(i.settings.get("role"), ""),
        )
        for n, i in enumerate(question.items, 1)
    )
    q = question.id
    codes = {i.id: i.code for i in question.items}

    def write(key: Any, text: str) -> Any:
        return editing.typed(
            _("Change an answer"), f"item-{key}", options.set_item_text, key, text, editing.language
        )

    if look == "pair":
        return OptionSet("item", _("What is asked twice"), lines, write)
    return OptionSet(
        "item",
        _("Answers") if ticks else _("What is asked about"),
        lines,
        write,
        _("Add an answer") if ticks else _("Add a thing"),
        lambda: editing.run(_("Add an answer"), options.add_item, q, "", editing.language),
        lambda key: _delete(editing, question.code, codes[key], options.delete_item, key, items=[key]),
        lambda key, place: editing.run(_("Move the answer"), options.move_item, key, place),
        partial(_paste, editing, q, options.paste_items),
        lambda key, flag, on: editing.run(_("Change an answer"), options.set_item, key, **{flag: on or None}),
        ("none", "other", "not_applicable") if ticks else (),
        lambda which: editing.run(_("Add an answer"), options.add_extra, q, which),
        recode=partial(_recode, editing),
    )


def _points(editing: Editing, question: "QuestionRow") -> OptionSet:
    from cxdesk.surveys import actions, options, scales

    scale = question.scale
    assert scale is not None
    q = question.id
    labels = {c.code: c.label for c in question.choices if not c.declared}
    labels = {scale.low: scale.low_label, scale.high: scale.high_label} | labels
    few = scale.high - scale.low < MOST_POINTS
    codes = range(scale.low, scale.high + 1) if few else (scale.low, scale.high)
    points = [Option(("point", c), number(c), labels.get(c, {})) for c in codes]
    beside = [
        Option(("choice", c.id), number(c.code), c.label, ("declared",))
        for c in question.choices
        if c.declared
    ]

    codes_beside = {c.id: c.code for c in question.choices}

    def write(key: Any, text: str) -> Any:
        kind, code = key
        label, lang = _("Change the words of the scale"), editing.language
        if kind == "choice":
            return editing.typed(label, f"choice-{code}", actions.set_choice_label, code, text, lang)
        return editing.typed(label, f"point-{q}-{code}", scales.word_point, q, code, text, lang)

    lines = (*points, *beside)
    return OptionSet(
        "point",
        _("Words of the scale"),
        lines,
        write,
        delete=lambda key: _delete(
            editing, question.code, codes_beside[key[1]], actions.delete_choice, key[1]
        ),
        extras=("not_applicable", "dont_know"),
        extra=lambda which: editing.run(_("Add an answer"), options.add_extra, q, which),
    )


def _axis(editing: Editing, question: "QuestionRow", axis: str) -> OptionSet:
    """One side of a matrix of ticks: it stands in the settings, and each cell is an item."""
    from cxdesk.surveys import options
    from cxdesk.surveys.pasted_list import lines_of

    both = {name: list(question.settings.get(name, [])) for name in ("rows", "columns_of")}
    parts = both[axis]
    q = question.id

    def put(new: list[Any]) -> Any:
        now = {**both, axis: new}
        return editing.run(_("Change the matrix"), options.set_matrix, q, now["rows"], now["columns_of"])

    def write(key: Any, text: str) -> Any:
        new = [{**p, "text": {**p["text"], editing.language: text}} if p["code"] == key else p for p in parts]
        now = {**both, axis: new}
        name = f"matrix-{q}-{axis}-{key}"
        return editing.typed(
            _("Change the matrix"), name, options.set_matrix, q, now["rows"], now["columns_of"]
        )

    def added(texts: list[str]) -> list[Any]:
        first = max((int(p["code"]) for p in parts if str(p["code"]).isdigit()), default=0) + 1
        return [
            *parts,
            *({"code": str(first + n), "text": {editing.language: t}} for n, t in enumerate(texts)),
        ]

    def moved(key: Any, place: int) -> Any:
        one = next(p for p in parts if p["code"] == key)
        rest = [p for p in parts if p["code"] != key]
        return put([*rest[:place], one, *rest[place:]])

    def recode(key: Any, text: str) -> None:
        from cxdesk.planning.recoded import change_axis_code

        editing.context.project.run(_("Change the code"), change_axis_code, q, axis, key, text)

    def deleted(key: Any) -> None:
        """Take a row or a column away with its cells; who looks at one of them is named first."""
        side = "row" if axis == "rows" else "column"
        cells = [i for i in question.items if str(i.settings.get(side)) == str(key)]
        _asked_first(
            editing, question.code, [i.code for i in cells], [i.id for i in cells],
            lambda: put([p for p in parts if p["code"] != key]),
        )  # fmt: skip

    rows = axis == "rows"
    return OptionSet(
        axis,
        _("What is asked about") if rows else _("Answers"),
        tuple(Option(p["code"], number(n), p["text"], code=p["code"]) for n, p in enumerate(parts, 1)),
        write,
        _("Add a thing") if rows else _("Add an answer"),
        lambda: put(added([""])),
        deleted,
        moved,
        lambda text: put(added(lines_of(text))),
        recode=recode,
    )


def _flagged(flag: str, on: bool) -> dict[str, Any]:
    return {"declared": on} if flag == "declared" else {flag: on or None}


def _delete(
    editing: Editing, question: str, option: int | str, action: Callable[..., Any], key: Any,
    items: Sequence[int] = (),
) -> None:  # fmt: skip
    """Take an answer away; where somebody looks at it, say where and ask first."""
    _asked_first(editing, question, [option], items, lambda: editing.run(_("Delete the answer"), action, key))


def _asked_first(
    editing: Editing, question: str, codes: Sequence[int | str], items: Sequence[int], delete: Callable[[], Any]
) -> None:  # fmt: skip
    """Delete at once where nobody looks at these answers; else name rules, issues and actions that do, and ask."""
    from cxdesk.planning.looking import item_uses
    from cxdesk.surveys.described import described
    from cxdesk.surveys.naming import option_words

    read = editing.context.project.read
    words = option_words(read(described, editing.survey_id), question, *codes)
    told = [words, *read(item_uses, items)] if words else read(item_uses, items)
    if told:
        Question(editing.context.theme, _("Delete the answer?"), "\n".join(told), _("Delete"), delete)
    else:
        delete()


def _renumber(editing: Editing, key: Any, text: str) -> None:
    from cxdesk.responses.asked import change_answer_number

    try:
        code = read_number(text, whole=True)
    except ValueError:
        code = None
    if code is None:
        raise UserError(_("Type a whole number."))
    editing.context.project.run(_("Change the code"), change_answer_number, key, int(code))


def _recode(editing: Editing, key: Any, text: str) -> None:
    from cxdesk.planning.recoded import change_item_code

    editing.context.project.run(_("Change the code"), change_item_code, key, text)


def _paste(editing: Editing, question_id: int, action: Callable[..., Any], text: str) -> None:
    """Paste a list and say how many came in."""
    done = editing.run(_("Paste a list"), action, question_id, text, editing.language)
    if done is None:
        return
    bold = ngettext("{n} answer was added.", "{n} answers were added.", done.added).format(
        n=number(done.added)
    )
    line = ""
    if done.known:
        line = ngettext("{n} was there already.", "{n} were there already.", done.known).format(
            n=number(done.known)
        )
    editing.context.messages.notice("good", bold, line, _("Undo"), lambda: editing.context.do("undo"))
