"""An SPSS file: labels become choices and texts, user-missing values declared answers, sets one question."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from cxdesk.i18n import _, ngettext, number
from cxdesk.importing import names, scales
from cxdesk.importing.plan import ChoicePlan, DatePlan, Declared, OptionPlan, ScalePlan, SourceColumn, key_of
from cxdesk.importing.readers import Layout, Sample
from cxdesk.importing.sav_cells import SEPARATOR, is_missing
from cxdesk.responses.schema import DECLARED

FORMAT = "spss"

_DATES: Final = frozenset(
    ("DATE", "ADATE", "EDATE", "JDATE", "SDATE", "QYR", "MOYR", "WKYR", "DATETIME", "YMDHMS")
)
_TIMES: Final = frozenset(("TIME", "DTIME", "MTIME"))
_MOST_RUNGS: Final = 11
_LARGEST: Final = 32_000
_STEMS: Final = (re.compile(r"(.*[^\W_])[_.\-#$@]+\w{0,3}\d+$"), re.compile(r"(.*[^\W\d_])\d+$"))
_NUMERIC_WORDS: Final = re.compile(r"[<>≥≤$€£+]?\s?\d")

Variable = Mapping[str, Any]


def signature(sample: Sample, header_rows: int | None = None) -> Layout | None:
    """By the container: nothing else looks like it."""
    if sample.container != "sav" or header_rows not in (None, 1):
        return None
    told = sample.native
    return Layout(
        FORMAT,
        _reason(told, sample.encoding),
        1,
        _("The variables’ names and labels come out of the file itself."),
        tuple(_columns(told)),
    )


def _reason(told: Mapping[str, Any], encoding: str) -> str:
    if told["turned"]:
        sentence = _(
            "An SPSS file. Its words do not fit the encoding it names, so they were read as {encoding}."
        )
        return sentence.format(encoding=encoding)
    count = sum(bool(c["labels"]) for c in told["columns"])
    sentence = ngettext(
        "An SPSS file with value labels for {n} variable.",
        "An SPSS file with value labels for {n} variables.",
        count,
    )
    return sentence.format(n=number(count))


def _columns(told: Mapping[str, Any]) -> list[SourceColumn]:
    variables: Sequence[Variable] = told["columns"]
    place = {v["name"]: n for n, v in enumerate(variables)}
    columns = [_column(n, v) for n, v in enumerate(variables)]
    for one in told["sets"]:
        members = [place[m] for m in one["members"] if m in place and not columns[place[m]].group]
        if one["kind"] == "D" and members:
            for n in members:
                columns[n] = _counted(columns[n], variables[n], one["name"], one["label"], one["counted"])
    for members in _alike(columns, variables):
        ticked = [_yes(variables[n]) for n in members]
        stem = _stem(columns[members[0]].code)
        text = _shared_words([columns[n].text for n in members]) or stem
        if all(ticked):
            for n, yes in zip(members, ticked, strict=True):
                columns[n] = _counted(columns[n], variables[n], stem, text, yes)
        elif all(
            (d := columns[n].declared) is not None and d.kind in ("scale", "single", "nps") for n in members
        ):
            for n in members:
                columns[n] = replace(
                    columns[n], group=stem, group_text=text, label=_own_words(columns[n].text, text)
                )
    return columns


def _column(position: int, variable: Variable) -> SourceColumn:
    name = str(variable["name"])
    text = names.plain(str(variable["label"]))
    return SourceColumn(
        position=position,
        header=name,
        text=text or name,
        code=name,
        source_id=name,
        label=text,
        cells=(name,),
        declared=_declared(position, variable, text or name),
    )


def _declared(position: int, variable: Variable, text: str) -> Declared | None:
    """What the variable says of itself; nothing where its cells have to speak."""
    choices = tuple(_choices(variable))
    asked = tuple(c for c in choices if not c.declared)
    missing = tuple(c for c in choices if c.declared)
    if variable["set"] == "C":
        options = (
            OptionPlan(f"{key_of(position)}_{n}", c.value, c.label) for n, c in enumerate(asked, start=1)
        )
        return Declared("multiple", separator=SEPARATOR, options=tuple(options), blanks=_tokens(missing))
    if variable["shown"] in _DATES:
        kind = names.fact(str(variable["name"]))
        kind = kind if kind in ("started", "submitted") else "date"
        return Declared(kind, date=DatePlan("iso"), blanks=_tokens(missing))
    if variable["shown"] in _TIMES:
        return Declared("text", blanks=_tokens(missing))
    if variable["text"]:
        return Declared("single", choices=choices) if asked else _open(missing)
    if not asked:
        return Declared("number", choices=missing) if variable["measure"] == "scale" else _open(missing)
    scale = _scale(variable, asked, text)
    if scale is not None:
        nps = (scale.low, scale.high, scale.reversed) == (0, 10, False)
        nps = nps and names.asks_to_recommend(f"{variable['name']} {text}")
        return Declared("nps" if nps else "scale", scale=scale, choices=choices)
    if variable["measure"] == "scale" and len(asked) < 3 and _has_more(variable, asked):
        return Declared("number", choices=missing)
    return Declared("single", choices=choices)


def _open(missing: tuple[ChoicePlan, ...]) -> Declared | None:
    """Only the missing values are told; what the others are is found from the cells."""
    return Declared("", choices=missing) if missing else None


def _tokens(missing: Iterable[ChoicePlan]) -> tuple[tuple[str, int], ...]:
    return tuple((c.value, DECLARED) for c in missing)


def _choices(variable: Variable) -> Iterable[ChoicePlan]:
    """A choice for every labelled value and every missing one; values keep their own numbers where they can."""
    labelled = dict(variable["labels"])
    bare = [str(low) for low, high in variable["missing"] if low == high and variable["text"]]
    bare += [_plain(low) for low, high in variable["missing"] if low == high and not variable["text"]]
    values = list(dict.fromkeys([*labelled, *bare, *variable["seen"]]))
    taken = {code for v in values if (code := _code(v)) is not None}
    following = 1
    for value in values:
        code = _code(value)
        if code is None:
            while following in taken:
                following += 1
            code = following
            taken.add(code)
        label = names.plain(labelled.get(value, "")) or value
        yield ChoicePlan(code, value, label, is_missing(value, variable) or scales.declines(label))


def _code(value: str) -> int | None:
    return int(value) if re.fullmatch(r"-?\d{1,5}", value) and abs(int(value)) <= _LARGEST else None


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)


def _scale(variable: Variable, asked: tuple[ChoicePlan, ...], text: str) -> ScalePlan | None:
    """The row of numbers that the labels are rungs of, with its ends and direction; None where they are a list."""
    found = {c.code: c.label for c in asked}
    if any(str(code) != c.value for code, c in zip(found, asked, strict=True)) or len(found) < 2:
        return None
    low, high = min(found), max(found)
    if low < -5 or high - low >= _MOST_RUNGS or high - low < 2:
        return None
    ladder = scales.ladder_of(found.values())
    downwards = ladder is not None and ladder[found[low]] > ladder[found[high]]
    whole = len(found) == high - low + 1
    if ladder is not None or _is_row(variable, found, text, whole):
        bare = {code: "" if words.strip() == str(code) else words for code, words in found.items()}
        return ScalePlan(low, high, downwards, bare[low], bare[high])
    return None


def _is_row(variable: Variable, found: Mapping[int, str], text: str, whole: bool) -> bool:
    """Whether labels that no ladder knows still stand on a row of numbers: only its ends named, or said to be ordered."""
    about = f"{variable['name']} {text}"
    if not whole:
        # Only some of the numbers have words: the ends of a row, or its ends and its middle.
        between = {t for t in variable["cells"] if re.fullmatch(r"-?\d+", t)} - {str(c) for c in found}
        return len(found) <= 3 and any(min(found) < int(t) < max(found) for t in between)
    asks = names.asks_to_rate(about) or names.asks_to_recommend(about)
    if asks and variable["measure"] != "nominal" and len(found) >= 4:
        return True
    ordered = variable["measure"] in ("ordinal", "scale") and len(found) >= 3
    who = names.asks_who(str(variable["name"])) or names.asks_who(text)
    worded = sum(bool(_NUMERIC_WORDS.match(w)) and w != str(c) for c, w in found.items())
    return ordered and not who and not worded


def _has_more(variable: Variable, asked: Sequence[ChoicePlan]) -> bool:
    there = {t for t in variable["cells"] if t and not is_missing(t, variable)}
    return bool(there - {c.value for c in asked})


def _counted(column: SourceColumn, variable: Variable, group: str, text: str, counted: str) -> SourceColumn:
    """An option of several; every value but the counted one and the missing ones means no."""
    values = dict.fromkeys([*(v for v, _label in variable["labels"]), *variable["cells"], "0"])
    unticked = tuple(v for v in values if v and v != counted and not is_missing(v, variable))
    missing = tuple(c for c in _choices(variable) if c.declared)
    told = Declared("multiple", ticked=(counted,), unticked=unticked, blanks=_tokens(missing))
    label = _own_words(column.text, text) if text else column.text
    return replace(column, group=group, group_text=text or group, label=label, declared=told)


def _alike(columns: Sequence[SourceColumn], variables: Sequence[Variable]) -> Iterable[list[int]]:
    """Variables side by side with one name but for the number behind it, and the same value labels."""
    runs: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, (column, variable) in enumerate(zip(columns, variables, strict=True)):
        stem = _stem(column.code)
        if not stem or column.group or variable["text"] or variable["set"] or variable["shown"] in _DATES:
            continue
        labels = repr((sorted(variable["labels"]), variable["missing"]))
        before = runs[stem, labels]
        if before and before[-1] != n - 1:
            continue
        before.append(n)
    return [members for members in runs.values() if len(members) > 1]


def _stem(name: str) -> str:
    return next((found.group(1) for form in _STEMS if (found := form.fullmatch(name))), "")


def _yes(variable: Variable) -> str:
    """The value that means yes, of a variable that has nothing but yes and no; else nothing."""
    labels = {v: label for v, label in variable["labels"] if not is_missing(v, variable)}
    there = {t for t in variable["cells"] if t and not is_missing(t, variable)}
    if not there <= {*labels, "0", "1"} or (not labels and not there):
        return ""
    said = {v: scales.yes_or_no(label) for v, label in labels.items()}
    yes = [v for v, meaning in said.items() if meaning]
    if len(yes) == 1 and len(labels) <= 2 and all(m is not None for m in said.values()):
        return str(yes[0])
    if len(labels) <= 2 and {*labels, *there} <= {"0", "1"} and "1" in {*labels, *there}:
        return "1"
    return ""


def _shared_words(texts: Sequence[str]) -> str:
    """What all texts begin with, up to a sign that parts a question from what it is asked of."""
    first, last = min(texts), max(texts)
    same = next(
        (n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last))
    )
    cut = max((first.rfind(sign, 0, same) for sign in (":", " - ", " – ", " — ", "?")), default=-1)
    return first[: cut + 1].rstrip(" :-–—") if cut > 3 else ""


def _own_words(text: str, shared: str) -> str:
    return text[len(shared) :].lstrip(" :-–—?") or text if shared and text.startswith(shared) else text
