"""LimeSurvey's question types, one letter each, as questions of ours with the names of their columns.

A column is called {sid}X{gid}X{qid}{part} in its database and .lsr, {code}[{part}] in CSV exports and
{code}_{part} in VV exports.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from cxdesk.surveys.definition import ChoiceSpec, ItemSpec, QuestionSpec, ScaleSpec
from cxdesk.surveys.formats.limesurvey_asked import Asked, Part
from cxdesk.surveys.formats.limesurvey_rules import hinted
from cxdesk.surveys.model import Texts

NOT_SHOWN: Final = 2  # the number `responses.schema` gives it; that room is above this one
UNSEEN: Final = "{question_not_shown}"
# A converted "no" is 2; "N/A" stands for an option that was not shown.
YES: Final = ("Y", "1", "Yes", "Ja", "Oui", "Sí", "Igen", "Так", "بله", "Checked")
NO: Final = ("N", "2", "No", "Nein", "Nee", "Non", "Nem", "Ні", "خیر", "Not selected", "0")
BLANKS: Final = ((UNSEEN, NOT_SHOWN), ("N/A", NOT_SHOWN))
OTHER: Final = "-oth-"


def specs_of(asked: Asked) -> Iterator[QuestionSpec]:
    """Our questions for one of LimeSurvey's, with those for its "other" and comments; none for mere texts."""
    maker = _MAKERS.get(asked.type)
    if maker is None:
        return
    first, *others = maker(asked)
    yield hinted(first, asked)
    yield from others
    if asked.other and asked.type in "L!MP":
        yield _text(asked, "other", {asked.base: "Other"})
    if asked.type == "O":
        yield _text(asked, "comment", {asked.base: "Comment"})
    if asked.type == "P":
        items = tuple(_item(asked, p, f"{p.code}comment") for p in asked.parts)
        yield _spec(asked, "text", code=f"{asked.code}comment", items=items, other_of=asked.code)
        if asked.other:
            yield _text(asked, "othercomment", {asked.base: "Comment"})


def _spec(
    asked: Asked,
    kind: str,
    *,
    code: str = "",
    items: tuple[ItemSpec, ...] = (),
    scale: ScaleSpec | None = None,
    choices: tuple[ChoiceSpec, ...] = (),
    other_of: str = "",
) -> QuestionSpec:
    multiple = kind == "multiple"
    return QuestionSpec(
        code or asked.code,
        kind,
        asked.text,
        scale,
        choices,
        items,
        sources=() if items else asked.names(),
        ticked=YES if multiple else (),
        unticked=NO if multiple else (),
        blanks=BLANKS if multiple else BLANKS[:1],
        other_of=other_of,
        required=asked.required and not other_of,
        source_type=asked.type,
        logic=asked.logic,
        look=_LOOKS.get(asked.type, "") if not other_of else "",
        hint=asked.help,
    )


def _text(asked: Asked, part: str, label: Texts) -> QuestionSpec:
    text = {lang: f"{words} [{label[asked.base]}]" for lang, words in asked.text.items()}
    return QuestionSpec(
        f"{asked.code}_{part}",
        "text",
        text,
        sources=asked.names(part),
        blanks=BLANKS,
        other_of=asked.code,
        source_type=asked.type,
    )


def _item(asked: Asked, part: Part, name: str = "", text: Texts | None = None) -> ItemSpec:
    name = name or part.code
    return ItemSpec(f"{asked.code}_{name}", text or part.text, sources=asked.names(name))


def _items(asked: Asked) -> tuple[ItemSpec, ...]:
    return tuple(_item(asked, p) for p in asked.parts if p.scale == 0)


def _cross(asked: Asked) -> tuple[ItemSpec, ...]:
    """A cell of the table for each row and column."""
    across = [p for p in asked.parts if p.scale == 1]
    return tuple(
        _item(asked, row, f"{row.code}_{column.code}", _beside(row.text, column.text))
        for row in asked.parts
        if row.scale == 0
        for column in across
    )


def _beside(first: Texts, second: Texts) -> Texts:
    return {lang: f"{words} – {second.get(lang, '')}".strip(" –") for lang, words in first.items()}


def _choices(asked: Asked, scale: int = 0) -> tuple[ChoiceSpec, ...]:
    """Its own numbers where all answers have some, else the order; letters and words are kept as values."""
    own = [a for a in asked.answers if a.scale == scale]
    numbers = _numbers([a.code for a in own])
    found = [
        ChoiceSpec(n, a.text or {asked.base: a.code}, values=(a.code,))
        for n, a in zip(numbers, own, strict=True)
    ]
    if asked.other and asked.type in "L!":
        words = asked.attributes.get("other_replace_text") or {asked.base: "Other"}
        number = max(numbers, default=0) + 1
        found.append(ChoiceSpec(number, words, values=(OTHER, "Other")))
    return tuple(found)


def _numbers(codes: list[str]) -> list[int]:
    whole = [int(c) for c in codes if c.lstrip("-").isdecimal() and len(c) < 5]
    if len(whole) == len(codes) and len(set(whole)) == len(whole):
        return whole
    return list(range(1, len(codes) + 1))


def _fixed(asked: Asked, words: tuple[tuple[str, str, tuple[str, ...]], ...]) -> tuple[ChoiceSpec, ...]:
    return tuple(
        ChoiceSpec(n, {asked.base: label}, values=(code, *more))
        for n, (code, label, more) in enumerate(words, start=1)
    )


def _scale(asked: Asked, low: int, high: int) -> ScaleSpec:
    """A row of numbers with the words at its ends, where a theme of the question names them."""
    left, right = asked.attributes.get("nps_left_text", {}), asked.attributes.get("nps_right_text", {})
    return ScaleSpec(low, high, 9 if (low, high) == (0, 10) else None, low_label=left, high_label=right)


def _list(asked: Asked) -> Iterator[QuestionSpec]:
    choices = _choices(asked)
    theme = " ".join(v for texts in asked.attributes.values() for v in texts.values()).casefold()
    if [c.code for c in choices] == list(range(11)) and "net-promoter" in theme:
        bare = all(set(c.label.values()) <= {str(c.code)} for c in choices)
        yield _spec(asked, "nps", scale=_scale(asked, 0, 10), choices=() if bare else choices)
    else:
        yield _spec(asked, "single", choices=choices)


def _table(asked: Asked) -> Iterator[QuestionSpec]:
    yield _spec(asked, "single", items=_items(asked), choices=_choices(asked))


def _two_scales(asked: Asked) -> Iterator[QuestionSpec]:
    for n in (0, 1):
        items = tuple(
            ItemSpec(
                f"{asked.code}_{p.code}_{n + 1}",
                p.text,
                sources=(
                    asked.names(p.code)[0] + f"#{n}",
                    f"{asked.code}[{p.code}][{n + 1}]",
                    f"{asked.code}_{p.code}_{n}",
                    f"{asked.code}_{p.code}#{n}",
                ),
            )
            for p in asked.parts
        )
        yield _spec(asked, "single", code=f"{asked.code}_{n + 1}", items=items, choices=_choices(asked, n))


def _ranks(asked: Asked) -> Iterator[QuestionSpec]:
    most = max(len(asked.answers), len(asked.parts))
    items = tuple(
        ItemSpec(f"{asked.code}_{n}", {asked.base: str(n)}, sources=asked.names(str(n)))
        for n in range(1, most + 1)
    )
    yield _spec(asked, "single", items=items, choices=_choices(asked))


def _numbers_across(asked: Asked) -> Iterator[QuestionSpec]:
    ticks = asked.attributes.get("multiflexible_checkbox", {}).values()
    if "1" not in ticks:
        yield _spec(asked, "number", items=_cross(asked))
        return
    axes = [[p for p in asked.parts if p.scale == n] for n in (0, 1)]
    places = [{"row": row.code, "column": column.code} for row in axes[0] for column in axes[1]]
    items = tuple(replace(i, settings=s) for i, s in zip(_cross(asked), places, strict=True))
    rows, columns = ([{"code": p.code, "text": p.text} for p in axis] for axis in axes)
    settings = {"rows": rows, "columns_of": columns}
    yield replace(_spec(asked, "multiple", items=items), look="matrix_ticks", settings=settings)


def _of_kind(kind: str) -> Callable[[Asked], Iterator[QuestionSpec]]:
    def made(asked: Asked) -> Iterator[QuestionSpec]:
        yield _spec(asked, kind)

    return made


def _rows_of(kind: str) -> Callable[[Asked], Iterator[QuestionSpec]]:
    def made(asked: Asked) -> Iterator[QuestionSpec]:
        yield _spec(asked, kind, items=_items(asked))

    return made


def _scaled(low: int, high: int, table: bool) -> Callable[[Asked], Iterator[QuestionSpec]]:
    def made(asked: Asked) -> Iterator[QuestionSpec]:
        yield _spec(asked, "scale", items=_items(asked) if table else (), scale=_scale(asked, low, high))

    return made


def _worded(
    words: tuple[tuple[str, str, tuple[str, ...]], ...], table: bool
) -> Callable[[Asked], Iterator[QuestionSpec]]:
    def made(asked: Asked) -> Iterator[QuestionSpec]:
        yield _spec(asked, "single", items=_items(asked) if table else (), choices=_fixed(asked, words))

    return made


def _words(asked: Asked) -> Iterator[QuestionSpec]:
    yield replace(_spec(asked, "statement"), look="statement", sources=(), blanks=(), required=False)


_LOOKS: Final = {"!": "dropdown", "Y": "yes_no", "T": "text", "U": "text", "S": "line", "*": "hidden"}
_YES_NO: Final = (("Y", "Yes", YES[1:]), ("N", "No", NO[1:-1]))
_MAKERS: Final[dict[str, Callable[[Asked], Iterator[QuestionSpec]]]] = {
    "5": _scaled(1, 5, table=False),
    "A": _scaled(1, 5, table=True),
    "B": _scaled(1, 10, table=True),
    "C": _worded((*_YES_NO, ("U", "Uncertain", ("3",))), table=True),
    "E": _worded((("I", "Increase", ()), ("S", "Same", ()), ("D", "Decrease", ())), table=True),
    "G": _worded((("F", "Female", ()), ("M", "Male", ())), table=False),
    "Y": _worded(_YES_NO, table=False),
    "L": _list,
    "!": _list,
    "O": _list,
    "F": _table,
    "H": _table,
    "1": _two_scales,
    "R": _ranks,
    "M": _rows_of("multiple"),
    "P": _rows_of("multiple"),
    "K": _rows_of("number"),
    "Q": _rows_of("text"),
    ":": _numbers_across,
    ";": lambda asked: iter((_spec(asked, "text", items=_cross(asked)),)),
    "N": _of_kind("number"),
    "D": _of_kind("date"),
    "S": _of_kind("text"),
    "T": _of_kind("text"),
    "U": _of_kind("text"),
    "*": _of_kind("text"),
    "X": _words,
}
