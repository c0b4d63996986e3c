"""A questionnaire from a document, as text: numbered questions with their answers below become questions of ours.

Read tolerantly: what can't be told is asked as an open question or stands as a statement, and nothing is left out.
"""

import re
from dataclasses import replace
from typing import Any, Final

from cxdesk.errors import UserError
from cxdesk.i18n import _, ngettext, number
from cxdesk.surveys.definition import ChoiceSpec, Definition, ItemSpec, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.formats import typed_words as w
from cxdesk.surveys.formats.typed_lines import Asked, parts_of
from cxdesk.surveys.fresh import NOT_ANSWERED_FROM, fresh
from cxdesk.surveys.options import MOST_OPTIONS
from cxdesk.surveys.pasted_list import LONGEST_OPTION

LONGEST: Final = 1_000_000
MOST: Final = 1_000
LONGEST_TEXT: Final = 20_000


def understood(text: str, language: str) -> Definition:
    """What a text asks, in one language; too long a text is refused, one without a question gives none."""
    if len(text) > LONGEST:
        raise UserError(
            _("That is too much text: at most {n} letters. Paste it in parts.").format(n=number(LONGEST))
        )
    parts = parts_of(text)
    name = ""
    if (
        len(parts) > 0
        and not parts[0].title
        and parts[0].asked
        and _is_title(parts[0].asked[0].text, parts[0].asked[0])
    ):
        name = parts[0].asked.pop(0).text
    count = sum(len(p.asked) for p in parts)
    if count > MOST:
        raise UserError(
            _("That would be {n} questions; at most {most} are taken at once. Paste it in parts.").format(
                n=number(count), most=number(MOST)
            )
        )
    given = {asked.code for part in parts for asked in part.asked if asked.code}
    codes: set[str] = set()
    sections: list[SectionSpec] = []
    notes: list[str] = []
    for part in parts:
        elements = tuple(_question(asked, language, codes, given, notes) for asked in part.asked)
        if elements or part.title:
            sections.append(SectionSpec({language: part.title} if part.title else {}, elements))
    sections = _with_targets(sections, notes)
    return Definition(
        {language: name} if name else {}, tuple(sections), (language,), source="text", notes=tuple(notes)
    )


def _is_title(text: str, asked: Asked) -> bool:
    return asked.is_statement and len(text) <= 120 and not text.rstrip().endswith((".", ":", "!", "؟"))


def _question(
    asked: Asked, language: str, codes: set[str], given: set[str], notes: list[str]
) -> QuestionSpec:
    text, required = _without_mark(asked.text[:LONGEST_TEXT])
    letter = "T" if asked.is_statement else "Q"
    code = asked.code or next(c for n in range(1, 10_000) if (c := f"{letter}{n}") not in codes | given)
    if code in codes:
        code = next(c for n in range(2, 10_000) if (c := f"{code}-{n}") not in codes)
    codes.add(code)
    if asked.is_statement:
        return QuestionSpec(code, "statement", {language: text}, look="statement")
    if len(asked.options) > MOST_OPTIONS:
        notes.append(
            _("“{question}” has too many answers; it is asked as a text.").format(question=text[:60])
        )
        asked = replace(asked, options=[], marks=[], numbers=[])
    made = _typed(asked, text, language)
    hint = "\n".join(asked.hints)
    return replace(
        made, code=code, text={language: text}, required=required, hint={language: hint} if hint else {}
    )


def _typed(asked: Asked, text: str, language: str) -> QuestionSpec:
    """The type and the answers a question seems to have."""
    about = " ".join((text, *asked.hints))
    if len(asked.table) > 1:
        return _matrix(asked.table, language)
    labels, goes = _labels(asked)
    if asked.scale is not None:
        low, row, high = asked.scale
        return _scale(
            about, row[0], row[-1], {language: low} if low else {}, {language: high} if high else {}
        )
    if labels:
        return _with_answers(asked, about, labels, goes, language)
    if (found := _range(about)) is not None:
        return found if found.kind == "nps" else replace(found, scale=_ended(found.scale, about, language))
    look = "line" if asked.lines == 1 else "text"
    if not asked.lines and w.HOW_MANY.search(text.translate(w.DIGITS)):
        look = "number"
    elif not asked.lines and w.WHEN.search(about) and len(about) < 120:
        look = "date"
    return fresh(look, language)


def _with_answers(
    asked: Asked, about: str, labels: list[str], goes: list[str], language: str
) -> QuestionSpec:
    words = [label.strip().translate(w.DIGITS) for label in labels]
    if len(words) > 2 and all(word.isdecimal() for word in words):
        row = [int(word) for word in words]
        if row == list(range(row[0], row[0] + len(row))):
            return _scale(about, row[0], row[-1], {}, {})
    if w.RANK.search(about) and len(labels) > 1:
        return replace(fresh("ranking", language), items=_items(labels, language))
    several = bool(w.SEVERAL.search(about)) or (
        asked.marks.count("box") == len(labels) and not w.ONE.search(about)
    )
    if several:
        made = replace(fresh("ticks", language), items=_items(labels, language))
        tests: list[dict[str, Any]] = [
            {"op": "ticked", "question": "", "value": [item.code]} for item in made.items
        ]  # the code of the question is put in with the targets
    else:
        look = (
            "yes_no"
            if frozenset(x.casefold() for x in words) in w.YES_NO
            else "dropdown"
            if len(labels) > 12
            else "radio"
        )
        choices = _choices(asked, labels, language)
        made = replace(fresh(look, language), choices=choices)
        tests = [{"op": "is", "question": "", "value": choice.code} for choice in choices]
    skips = [{"when": test, "to": {"question": to}} for test, to in zip(tests, goes, strict=True) if to]
    return replace(made, rules={"skip": skips} if skips else {})


def _labels(asked: Asked) -> tuple[list[str], list[str]]:
    """The answers without where they lead, and where."""
    labels, goes = [], []
    for option in asked.options:
        plain = option.translate(w.DIGITS)
        found = w.GO_TO.search(plain)
        if found is not None and found.start():
            labels.append(option[: found.start()].strip(" ,;:-–")[:LONGEST_OPTION])
            goes.append(found["code"])
        else:
            labels.append(option.strip()[:LONGEST_OPTION])
            goes.append("")
    return labels, goes


def _choices(asked: Asked, labels: list[str], language: str) -> tuple[ChoiceSpec, ...]:
    given = [_number_before(label) for label in labels]
    if all(g is not None for g in given) and len({g[0] for g in given if g}) == len(given):
        pairs = [(g[0], g[1]) for g in given if g]
    elif all(n is not None for n in asked.numbers) and len(set(asked.numbers)) == len(labels):
        pairs = [(n or 0, label) for n, label in zip(asked.numbers, labels, strict=True)]
    else:
        pairs = list(enumerate(labels, 1))
    taken = {code for code, _label in pairs}
    found = []
    for code, label in pairs:
        declared = bool(w.NO_ANSWER.search(label))
        if declared and code < NOT_ANSWERED_FROM and given[0] is None:
            free = next(n for n in range(NOT_ANSWERED_FROM, 10_000) if n not in taken)
            taken.add(free)
            code = free
        settings = {"other": True} if w.OTHER.search(label) else {}
        found.append(ChoiceSpec(code, {language: _worded(label)}, declared, settings=settings))
    return tuple(found)


def _items(labels: list[str], language: str) -> tuple[ItemSpec, ...]:
    found = []
    for n, label in enumerate(labels, 1):
        alone = w.NONE.search(label) or w.NO_ANSWER.search(label)
        settings = {"exclusive": True} if alone else {"other": True} if w.OTHER.search(label) else {}
        found.append(ItemSpec(str(n), {language: _worded(label)}, settings=settings))
    return tuple(found)


def _matrix(table: list[list[str]], language: str) -> QuestionSpec:
    """A table whose first row says what can be answered and whose first column what is asked about."""
    head, *rows = table
    wide = max(len(r) for r in table)
    columns = head[1:] if not head[0].strip() or len(head) == wide else head
    labels = [c for c in columns if c] or ["1"]
    things = [r[0] for r in rows if r and r[0]]
    items = tuple(
        ItemSpec(str(n), {language: t[:LONGEST_OPTION]}) for n, t in enumerate(things or [head[0]], 1)
    )
    plain = [c.translate(w.DIGITS) for c in labels]
    if len(plain) > 2 and all(p.isdecimal() for p in plain):
        low, high = int(plain[0]), int(plain[-1])
        if low < high <= low + 10:
            return replace(fresh("matrix", language), items=items, scale=ScaleSpec(low, high))
    choices = tuple(ChoiceSpec(n, {language: c[:LONGEST_OPTION]}) for n, c in enumerate(labels, 1))
    return replace(fresh("matrix_radio", language), items=items, choices=choices)


def _scale(about: str, low: int, high: int, low_label: Any, high_label: Any) -> QuestionSpec:
    if (low, high) == (0, 10) and w.RECOMMEND.search(about):
        made = fresh("nps", "en")
        if made.scale is not None and (low_label or high_label):
            made = replace(made, scale=replace(made.scale, low_label=low_label, high_label=high_label))
        return made
    return QuestionSpec(
        "", "scale", {}, ScaleSpec(low, high, None, False, low_label, high_label), look="points"
    )


def _range(about: str) -> QuestionSpec | None:
    """A scale that is only told of: “from 1 to 5”, “(0–10)”."""
    plain = about.translate(w.DIGITS)
    for found in w.RANGE.finditer(plain):
        low, high = int(found[1]), int(found[2])
        fits = low in (0, 1) and 2 <= high - low <= 10
        if fits and (
            w.SCALE_WORD.search(plain) or w.RECOMMEND.search(plain) or "(" in plain[: found.start()]
        ):
            return _scale(about, low, high, {}, {})
    ends = [int(n) for n, _words in w.ENDS.findall(plain)]
    if len(ends) > 1 and min(ends) in (0, 1) and 2 <= max(ends) - min(ends) <= 10:
        return _scale(about, min(ends), max(ends), {}, {})
    return None


def _ended(scale: ScaleSpec | None, about: str, language: str) -> ScaleSpec | None:
    """The scale with the words its question gives its ends: “1 = very bad, 5 = very good”."""
    if scale is None:
        return None
    told = {int(n.translate(w.DIGITS)): words.strip() for n, words in w.ENDS.findall(about)}
    low, high = told.get(scale.low), told.get(scale.high)
    return replace(
        scale, low_label={language: low} if low else {}, high_label={language: high} if high else {}
    )


def _without_mark(text: str) -> tuple[str, bool]:
    bare = w.REQUIRED.sub("", text)
    return w.TO_WRITE.sub("", bare).strip() or text.strip(), bare != text


def _number_before(label: str) -> tuple[int, str] | None:
    found = re.fullmatch(r"(\d{1,3})\s*(?:=|\t|[-–—]\s)\s*(\S.*)", label.translate(w.DIGITS))
    return (int(found[1]), label[len(label) - len(found[2]) :]) if found else None


def _worded(label: str) -> str:
    return w.TO_WRITE.sub("", label).strip() or label


def _with_targets(sections: list[SectionSpec], notes: list[str]) -> list[SectionSpec]:
    """Skips lead to the question that is meant; those that lead nowhere, or back, are told."""
    order = [q.code for s in sections for q in s.elements]
    names = {code.casefold(): code for code in order}
    made, lost = [], 0
    for section in sections:
        elements = []
        for q in section.elements:
            skips = []
            for skip in q.rules.get("skip") or ():
                wanted = str(skip["to"]["question"]).casefold()
                target = names.get(wanted) or names.get(f"q{wanted}")
                if target is None or order.index(target) <= order.index(q.code):
                    lost += 1
                else:
                    skips.append({"when": {**skip["when"], "question": q.code}, "to": {"question": target}})
            elements.append(replace(q, rules={"skip": skips} if skips else {}))
        made.append(replace(section, elements=tuple(elements)))
    if lost:
        words = ngettext(
            "{n} “go to” leads to no later question and was left out.",
            "{n} “go to” lead to no later question and were left out.",
            lost,
        )
        notes.append(words.format(n=number(lost)))
    return made
