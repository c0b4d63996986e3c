"""What is different between two surveys, in sentences: between a release and the draft, or two releases."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cxdesk.i18n import _, language_word, listed, ngettext, number
from cxdesk.surveys.definition import (
    ChoiceSpec,
    Definition,
    ItemSpec,
    QuestionSpec,
    ScaleSpec,
    SectionSpec,
    Settings,
)
from cxdesk.surveys.looks import LOOKS, look_of
from cxdesk.surveys.model import Texts
from cxdesk.surveys.queries import shown

SHORT = 60


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: of what sort, on which question (its code, or nothing), in a sentence.

    `sort` is one of purpose, survey, section, added, removed, moved, reworded, answers, scale, rules, settings.
    """

    sort: str
    code: str
    sentence: str


def differences(old: Definition, new: Definition) -> list[Difference]:
    """All differences in the order of the newer survey; what is gone comes last.

    A question is the same one as long as one of its items is (their `key`), whatever its code; statements and
    page breaks, and questions that were never in a file, are known by their code.
    """
    before, after = list(old.elements), list(new.elements)
    pairs = _pairs(before, after)
    found = [*_survey(old, new), *_translated(old, new, pairs), *_sections(old, new)]
    moved = _moved(old, new, pairs)
    partners = {id(b): a for a, b in pairs}
    for question in after:
        was = partners.get(id(question))
        if was is None:
            found.append(Difference("added", question.code, _added(question)))
            continue
        if id(question) in moved:
            found.append(Difference("moved", question.code, _told_moved(question, old, new, was)))
        found += [Difference(sort, question.code, words) for sort, words in _question(was, question)]
    kept = {id(a) for a, _b in pairs}
    for question in before:
        if id(question) not in kept:
            found.append(Difference("removed", question.code, _removed(question)))
    return found


def _told_moved(question: QuestionSpec, old: Definition, new: Definition, was: QuestionSpec) -> str:
    there = _homes(new)[id(question)]
    if there == _homes(old)[id(was)]:
        return _("{question} was moved.").format(question=_name(question))
    section = next(s for s in new.sections if s.code == there)
    told = _("{question} was moved into the section {name}.")
    return told.format(question=_name(question), name=_section_name(section))


def _added(question: QuestionSpec) -> str:
    if question.kind == "break":
        return _("A page break was added.")
    return _("{question} was added.").format(question=_name(question))


def _removed(question: QuestionSpec) -> str:
    if question.kind == "break":
        return _("A page break was taken away.")
    if not question.is_asked:
        return _("{question} was taken away.").format(question=_name(question))
    return _("{question} was taken away; answers to it stay in the file.").format(question=_name(question))


def _survey(old: Definition, new: Definition) -> Iterator[Difference]:
    parts: tuple[tuple[str, Texts, Texts], ...] = (
        (_("The name"), old.name, new.name),
        (_("The introduction"), old.intro, new.intro),
        (_("The thanks"), old.thanks, new.thanks),
    )
    for what, before, after in parts:
        if words := _reworded(what, before, after):
            yield Difference("survey", "", words)
    added = [language_word(code) for code in new.languages if code not in old.languages]
    gone = [language_word(code) for code in old.languages if code not in new.languages]
    if added:
        yield Difference("survey", "", _("It is asked in {languages} too.").format(languages=listed(added)))
    if gone:
        yield Difference(
            "survey", "", _("It is not asked in {languages} any more.").format(languages=listed(gone))
        )
    if old.promise != new.promise:
        yield Difference("survey", "", _("The promise to those who answer was changed."))
    consents = (old.consent_to_quote, old.consent_to_contact) != (
        new.consent_to_quote,
        new.consent_to_contact,
    )
    if consents:
        yield Difference("survey", "", _("What consent is asked was changed."))
    if _shown_settings(old) != _shown_settings(new):
        yield Difference("survey", "", _("Settings of the survey were changed."))


def _translated(
    old: Definition, new: Definition, pairs: Sequence[tuple[QuestionSpec, QuestionSpec]]
) -> Iterator[Difference]:
    """How many texts that were there got words in a language they did not have, a sentence for each language."""
    before = {s.code: s for s in old.sections}
    heads = [(before[s.code], s) for s in new.sections if s.code in before]
    texts = [(old.name, new.name), (old.intro, new.intro), (old.thanks, new.thanks)]
    texts += [t for a, b in heads for t in ((a.title, b.title), (a.intro, b.intro))]
    for a, b in pairs:
        texts += [(a.text, b.text), (a.hint, b.hint)]
        texts += [(x.label, y.label) for x in a.choices for y in b.choices if x.code == y.code]
        if len(b.items) > 1:
            known = {i.key or i.code: i.text for i in a.items}
            texts += [(known[i.key or i.code], i.text) for i in b.items if (i.key or i.code) in known]
        if a.scale is not None and b.scale is not None:
            texts += [(a.scale.low_label, b.scale.low_label), (a.scale.high_label, b.scale.high_label)]
    counted = Counter(code for a, b in texts for code in _new_languages(a, b))
    for code, n in counted.items():
        told = ngettext(
            "{n} text was translated into {language}.", "{n} texts were translated into {language}.", n
        )
        yield Difference("survey", "", told.format(n=number(n), language=language_word(code)))


def _new_languages(old: Texts, new: Texts) -> list[str]:
    """The languages in which a text that was there got its first words."""
    return [code for code in new if new[code] and not old.get(code)] if any(old.values()) else []


def _without_new(old: Texts, new: Texts) -> Texts:
    """The newer text without what was translated."""
    fresh = _new_languages(old, new)
    return {code: words for code, words in new.items() if code not in fresh}


_INSIDE = ("translated", "review_off", "review_passed")


def _shown_settings(survey: Definition) -> Settings:
    """What a respondent may notice; which translations are up to date and what a review passes over stays inside."""
    return {key: value for key, value in survey.settings.items() if key not in _INSIDE}


def _sections(old: Definition, new: Definition) -> Iterator[Difference]:
    before = {s.code: s for s in old.sections}
    after = {s.code: s for s in new.sections}
    moved = _moved_sections(old, new)
    for code, section in after.items():
        was = before.get(code)
        if code in moved:
            told = _("The section {name} was moved.").format(name=_section_name(section))
            yield Difference("moved", "", told)
        if was is None:
            yield Difference(
                "section", "", _("The section {name} was added.").format(name=_section_name(section))
            )
            continue
        what = _("The heading of the section {name}").format(name=_section_name(section))
        words = _reworded(what, was.title, section.title)
        if words or was.intro != _without_new(was.intro, section.intro):
            yield Difference(
                "section",
                "",
                words
                or _("The words of the section {name} were changed.").format(name=_section_name(section)),
            )
        if was.rules != section.rules:
            yield Difference(
                "rules",
                "",
                _("When the section {name} is shown was changed.").format(name=_section_name(section)),
            )
        if was.settings != section.settings:
            yield Difference(
                "settings",
                "",
                _("Settings of the section {name} were changed.").format(name=_section_name(section)),
            )
    for code, section in before.items():
        if code not in after:
            yield Difference(
                "section", "", _("The section {name} was taken away.").format(name=_section_name(section))
            )


def _question(old: QuestionSpec, new: QuestionSpec) -> Iterator[tuple[str, str]]:
    name = _name(new)
    if words := _reworded(name, old.text, new.text):
        yield "reworded", words
    if words := _reworded(_("The line below {question}").format(question=name), old.hint, new.hint):
        yield "reworded", words
    if look_of(old) != look_of(new) or old.kind != new.kind:
        yield (
            "answers",
            _("{question} is asked as “{now}”, not as “{before}”.").format(
                question=name, now=_look(new), before=_look(old)
            ),
        )
    if old.scale != _scale_without_new(old.scale, new.scale):
        yield "scale", _scale(name, old.scale, new.scale)
    yield from _choices(name, old.choices, new.choices)
    if len(old.items) > 1 or len(new.items) > 1:
        yield from _items(name, old.items, new.items)
    if old.required != new.required:
        yield (
            "settings",
            (
                _("{question} must be answered now.")
                if new.required
                else _("{question} may be left empty now.")
            ).format(question=name),
        )
    if old.rules != new.rules:
        yield "rules", _("The rules of {question} were changed.").format(question=name)
    if old.settings != new.settings:
        yield "settings", _("Settings of {question} were changed.").format(question=name)
    if old.code != new.code:
        yield "settings", _("The code of {question} was {before}.").format(question=name, before=old.code)


def _scale_without_new(old: ScaleSpec | None, new: ScaleSpec | None) -> ScaleSpec | None:
    if old is None or new is None:
        return new
    low, high = (
        _without_new(a, b) for a, b in ((old.low_label, new.low_label), (old.high_label, new.high_label))
    )
    return replace(new, low_label=low, high_label=high)


def _scale(name: str, old: ScaleSpec | None, new: ScaleSpec | None) -> str:
    if old is None or new is None or (old.low, old.high) == (new.low, new.high):
        return _("The labels of the scale of {question} were changed.").format(question=name)
    return _("The scale of {question} goes from {low} to {high}; it went from {before} to {then}.").format(
        question=name,
        low=number(new.low),
        high=number(new.high),
        before=number(old.low),
        then=number(old.high),
    )


def _choices(name: str, old: Sequence[ChoiceSpec], new: Sequence[ChoiceSpec]) -> Iterator[tuple[str, str]]:
    yield from _answers(
        name, [(str(c.code), c.label, _kept(c)) for c in old], [(str(c.code), c.label, _kept(c)) for c in new]
    )


def _items(name: str, old: Sequence[ItemSpec], new: Sequence[ItemSpec]) -> Iterator[tuple[str, str]]:
    yield from _answers(
        name,
        [(i.key or i.code, i.text, i.settings) for i in old],
        [(i.key or i.code, i.text, i.settings) for i in new],
    )


_Answer = tuple[str, Texts, Any]


def _answers(name: str, old: Sequence[_Answer], new: Sequence[_Answer]) -> Iterator[tuple[str, str]]:
    before, after = (
        {key: (text, rest) for key, text, rest in old},
        {key: (text, rest) for key, text, rest in new},
    )
    if added := _quoted(text for key, text, _r in new if key not in before):
        yield "answers", _("{question}: added {answers}.").format(question=name, answers=added)
    if gone := _quoted(text for key, text, _r in old if key not in after):
        yield "answers", _("{question}: taken away {answers}.").format(question=name, answers=gone)
    both = [key for key, _t, _r in new if key in before]
    other = [(before[key][0], after[key][0]) for key in both if _differs(before[key][0], after[key][0])]
    if words := listed(_reworded_answer(was, now) for was, now in other):
        yield "answers", _("{question}: reworded {answers}.").format(question=name, answers=words)
    if any(before[key][1] != after[key][1] for key in both):
        yield "settings", _("{question}: settings of answers were changed.").format(question=name)
    if both != [key for key, _t, _r in old if key in after]:
        yield "answers", _("{question}: the answers stand in another order.").format(question=name)


def _differs(old: Texts, new: Texts) -> bool:
    return old != _without_new(old, new)


def _reworded_answer(old: Texts, new: Texts) -> str:
    """An answer's words and those it had, in a language in which they differ."""
    fresh = _new_languages(old, new)
    code = next((c for c in new if c not in fresh and new[c] and old.get(c) and new[c] != old[c]), "")
    if not code:
        return _("“{text}”").format(text=_short(shown(new)))
    return _("“{text}” (it was “{before}”)").format(text=_short(new[code]), before=_short(old[code]))


def _kept(choice: ChoiceSpec) -> Any:
    return choice.declared, choice.settings


def _quoted(texts: Iterable[Texts]) -> str:
    return listed(_("“{text}”").format(text=_short(shown(text))) for text in texts)


def _reworded(what: str, old: Texts, new: Texts) -> str:
    """That words were changed, and in which languages; nothing where they are the same."""
    new = _without_new(old, new)
    codes = [code for code in {**new, **old} if old.get(code, "") != new.get(code, "")]
    if not codes:
        return ""
    if len(codes) == 1 and old.get(codes[0]) and new.get(codes[0]):
        return _("{what} was reworded ({language}). It was “{before}”.").format(
            what=what, language=language_word(codes[0]), before=_short(old[codes[0]])
        )
    return _("{what} was reworded ({language}).").format(
        what=what, language=listed(language_word(code) for code in codes)
    )


def _pairs(
    old: Sequence[QuestionSpec], new: Sequence[QuestionSpec]
) -> list[tuple[QuestionSpec, QuestionSpec]]:
    """Which element of the one is which of the other; by items first, then by code among what is left."""
    pairs: list[tuple[QuestionSpec, QuestionSpec]] = []
    left_old, left_new = list(old), list(new)
    for keys in (_item_keys, _codes):
        known = {key: q for q in left_old for key in keys(q)}
        for question in list(left_new):
            was = next((known[key] for key in keys(question) if key in known), None)
            # Of one code and yet of other items: it is another question that took the code of one that is gone.
            strange = was is not None and keys is _codes and _item_keys(was) and _item_keys(question)
            if was is not None and not strange and any(was is q for q in left_old):
                pairs.append((was, question))
                left_old = [q for q in left_old if q is not was]
                left_new = [q for q in left_new if q is not question]
    return pairs


def _item_keys(question: QuestionSpec) -> set[str]:
    return {item.key for item in question.items if item.key}


def _codes(question: QuestionSpec) -> set[str]:
    return {question.code} if question.code else set()


def _moved(old: Definition, new: Definition, pairs: Sequence[tuple[QuestionSpec, QuestionSpec]]) -> set[int]:
    """The ids of newer elements that stand elsewhere: in another section, or in another order beside the rest."""
    home_old, home_new = _homes(old), _homes(new)
    place = {id(q): n for n, q in enumerate(old.elements)}
    partner = {id(b): a for a, b in pairs}
    moved: set[int] = set()
    for section in new.sections:
        # What only went along with its section is where it was.
        rows = [
            (id(q), place[id(partner[id(q)])])
            for q in section.elements
            if id(q) in partner and home_old[id(partner[id(q)])] == section.code
        ]
        still = longest_rise([at for _q, at in rows])
        moved |= {q for n, (q, _at) in enumerate(rows) if n not in still}
    return moved | {id(b) for a, b in pairs if home_old[id(a)] != home_new[id(b)]}


def _moved_sections(old: Definition, new: Definition) -> set[str]:
    """The codes of the fewest sections that stand in another order."""
    place = {s.code: n for n, s in enumerate(old.sections)}
    codes = [s.code for s in new.sections if s.code in place]
    still = longest_rise([place[code] for code in codes])
    return {code for n, code in enumerate(codes) if n not in still}


def _homes(survey: Definition) -> dict[int, str]:
    return {id(q): section.code for section in survey.sections for q in section.elements}


def longest_rise(values: Sequence[int]) -> set[int]:
    """Places of the longest part of a list that rises: what stayed where it was, beside the fewest that moved."""
    # The last place of the best way of each length, and from where each place is reached.
    ends: list[int] = []
    before: list[int] = []
    for n, value in enumerate(values):
        length = bisect_left(ends, value, key=values.__getitem__)
        before.append(ends[length - 1] if length else -1)
        ends[length : length + 1] = [n]
    way: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        way.add(at)
        at = before[at]
    return way


def _look(question: QuestionSpec) -> str:
    return _(LOOKS[look_of(question)].words)


def _name(question: QuestionSpec) -> str:
    words = _short(shown(question.text))
    return _("“{text}”").format(text=words or question.code)


def _section_name(section: SectionSpec) -> str:
    return _("“{text}”").format(text=_short(shown(section.title)) or section.code)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SHORT else text[: SHORT - 1].rstrip() + "…"
