"""A questionnaire made ready to leave: what our rules do of themselves is said in conditions that other tools know."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from cxdesk.i18n import LANGUAGES, _, listed, speaking
from cxdesk.surveys.definition import Definition, QuestionSpec, SectionSpec
from cxdesk.surveys.formats.hints import IMPLIED
from cxdesk.surveys.item_words import role_words
from cxdesk.surveys.looks import look_of

Expression = Mapping[str, Any]
_LARGEST: Final = 4_000


def implied(q: QuestionSpec, questions: Mapping[str, QuestionSpec]) -> Expression | None:
    """When the words of an "other" are asked for: while that option is chosen (`logic.path.is_shown`)."""
    parent = questions.get(q.other_of) if q.other_of else None
    if parent is None:
        return None
    codes = [c.code for c in parent.choices if c.settings.get("other")]
    items = [i.code for i in parent.items if i.settings.get("other")]
    if items:
        return {"op": "ticked", "question": parent.code, "value": items}
    if not codes or len(parent.items) > 1:
        return None
    return {"op": "is", "question": parent.code, "value": codes[0]} if len(codes) == 1 else {"op": "one_of", "question": parent.code, "value": codes}  # fmt: skip


def with_others_shown(definition: Definition) -> Definition:
    """Other tools show the words of an "other" always, unless a condition says when."""
    questions = {q.code: q for q in definition.questions}

    def ready(q: QuestionSpec) -> QuestionSpec:
        rule = implied(q, questions)
        if rule is None or rule in _all(q.rules.get("show")):
            return q
        rules = q.rules | {"show": _and(q.rules.get("show"), rule)}
        return replace(q, rules=rules, settings=q.settings | {IMPLIED: True})

    return _with_elements(definition, ready)


def without_implied(sections: tuple[SectionSpec, ...]) -> tuple[SectionSpec, ...]:
    """The sections that were read, without the conditions that `with_others_shown` put there."""
    questions = {q.code: q for s in sections for q in s.elements}

    def own(q: QuestionSpec) -> QuestionSpec:
        if IMPLIED not in q.settings:
            return q
        settings = {k: v for k, v in q.settings.items() if k != IMPLIED}
        rule, rules = implied(q, questions), dict(q.rules)
        if rule is not None and (show := rules.pop("show", None)):
            rest = [part for part in _all(show) if part != rule]
            rules |= {"show": rest[0] if len(rest) == 1 else {"op": "and", "of": rest}} if rest else {}
        return replace(q, settings=settings, rules=rules)

    return tuple(replace(s, elements=tuple(own(q) for q in s.elements)) for s in sections)


def with_row_words(definition: Definition) -> Definition:
    """Rows that are named by what they are (expected and met; a place in a table) get these words in each language."""

    def ready(q: QuestionSpec) -> QuestionSpec:
        if look_of(q) != "pair" or all(i.text for i in q.items):
            return q
        items = []
        for item in q.items:
            role, words = item.settings.get("role"), {}
            for lang in definition.languages if not item.text else ():
                with speaking(lang if lang in LANGUAGES else "en"):
                    words[lang] = role_words("expectation" if role == "expectation" else "experience")
            items.append(replace(item, text=item.text or words))
        return replace(q, items=tuple(items))

    return _with_elements(definition, ready)


def without_jumps(definition: Definition) -> tuple[Definition, tuple[str, ...]]:
    """Jumps as conditions of what they pass over, for tools that have none; and a sentence on those it was done to.

    A jump is taken where its question is shown and its condition is the first of them to hold. Jumps stay where
    questions or sections come in a random order, or where the conditions would grow beyond all measure.
    """
    mixed = set(definition.settings.get("randomise_sections") or ())
    steps = [(s, q) for s in definition.sections for q in s.elements]
    firsts = {("section", s.code): next((n for n, (o, _q) in enumerate(steps) if o is s), len(steps)) for s in definition.sections}  # fmt: skip
    places = firsts | {("question", q.code): n for n, (_s, q) in enumerate(steps) if q.code}
    shows = [q.rules.get("show") for _s, q in steps]
    done: set[str] = set()
    told_of: list[str] = []
    for at, (section, q) in enumerate(steps):
        jumps = list(_jumps(q, places, at, len(steps)))
        end = max((to for _when, to in jumps), default=at)
        touched = {s.code: s for s, _q in steps[at : end + 1]}
        if not jumps or mixed or any(s.settings.get("randomise") for s in touched.values()):
            continue
        made = _passed(jumps, _and(section.rules.get("show"), shows[at]))
        grown = {
            n: _and(shows[n], *[{"op": "not", "of": taken} for taken, to in made if n < to])
            for n in range(at + 1, end)
        }
        if any(_size(e) > _LARGEST for e in grown.values()):
            continue
        for n, show in grown.items():
            shows[n] = show
        done.add(q.code)
        if (
            grown
        ):  # a jump to what comes next anyway passes over nothing, so it is in the file without a condition
            told_of.append(q.code)
    count = iter(range(len(steps)))

    def ready(q: QuestionSpec) -> QuestionSpec:
        show = shows[next(count)]
        rules = {
            k: v
            for k, v in q.rules.items()
            if k not in ("show", "skip") or (k == "skip" and q.code not in done)
        }
        return replace(q, rules=rules | ({"show": show} if show else {}))

    told = _("Jumps are in the file as conditions of the questions they pass over: {codes}.")
    return _with_elements(definition, ready), ((told.format(codes=listed(told_of)),) if told_of else ())


def _jumps(
    q: QuestionSpec, places: Mapping[tuple[str, str], int], at: int, end: int
) -> Iterator[tuple[Expression | None, int]]:
    """The jumps of a question that lead forward, each with its place; the place behind all is the end."""
    for skip in q.rules.get("skip") or ():
        to = skip.get("to") or {}
        place = end if to.get("end") else next((places[k, to[k]] for k in ("question", "section") if (k, to.get(k)) in places), None)  # fmt: skip
        if place is not None and place > at:
            yield skip.get("when"), place


def _passed(
    jumps: list[tuple[Expression | None, int]], shown: Expression | None
) -> list[tuple[Expression, int]]:
    """When each of the jumps of one question is taken."""
    made: list[tuple[Expression, int]] = []
    before: list[Expression] = []
    for when, to in jumps:
        # A comparison fails where the question was not shown; other conditions may hold there.
        guard = shown if not when or "not" in str(when) or before else None
        made.append((_and(guard, *before, when) or {"op": "and", "of": []}, to))
        before.append({"op": "not", "of": when or {"op": "and", "of": []}})
    return made


def _all(e: Expression | None) -> list[Expression]:
    return [] if not e else list(e["of"]) if e.get("op") == "and" and isinstance(e.get("of"), list) else [e]


def _and(*parts: Expression | None) -> Expression | None:
    every = [own for part in parts for own in _all(part)]
    return None if not every else every[0] if len(every) == 1 else {"op": "and", "of": every}


def _size(e: Any) -> int:
    return len(str(e))


def _with_elements(definition: Definition, ready: Any) -> Definition:
    sections = tuple(replace(s, elements=tuple(ready(q) for q in s.elements)) for s in definition.sections)
    return replace(definition, sections=sections)
