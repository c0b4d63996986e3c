"""Answers in words that stand for a row of numbers, from worst to best, and words that decline to answer."""

import re
from collections.abc import Iterable
from typing import Final

# One ladder per line, low end first; "|" parts words for the same rung.
_LADDERS: Final = tuple(
    tuple(tuple(rung.strip().split("|")) for rung in line.split("/"))
    for line in (
        "very dissatisfied|extremely dissatisfied/dissatisfied|somewhat dissatisfied/neither satisfied nor dissatisfied"
        "|neutral|neither/satisfied|somewhat satisfied/very satisfied|extremely satisfied",
        "very unsatisfied/unsatisfied/neutral/satisfied/very satisfied",
        "strongly disagree|completely disagree/disagree|somewhat disagree/neither agree nor disagree|neutral"
        "|neither/agree|somewhat agree/strongly agree|completely agree",
        "strongly disagree/disagree/somewhat disagree/neither agree nor disagree|neutral/somewhat agree/agree"
        "/strongly agree",
        "very unlikely|extremely unlikely/unlikely|somewhat unlikely/neither likely nor unlikely|neutral"
        "/likely|somewhat likely/very likely|extremely likely",
        "not at all likely/not so likely|slightly likely/somewhat likely|moderately likely/very likely/extremely likely",
        "very difficult|extremely difficult/difficult|somewhat difficult/neither easy nor difficult|neutral"
        "/easy|somewhat easy/very easy|extremely easy",
        "very poor|very bad|terrible/poor|bad/fair|average|acceptable|neutral/good/very good|excellent",
        "poor/fair/good/very good/excellent",
        "never/rarely|seldom/sometimes/often|usually/always",
        "not at all important|not important/slightly important/moderately important|neutral/important|very important"
        "/extremely important",
        "zeer ontevreden|heel ontevreden/ontevreden/neutraal|niet tevreden, niet ontevreden/tevreden"
        "/zeer tevreden|heel tevreden",
        "helemaal oneens|helemaal mee oneens/oneens|mee oneens/neutraal/eens|mee eens/helemaal eens|helemaal mee eens",
        "sehr unzufrieden/unzufrieden/neutral|teils, teils/zufrieden/sehr zufrieden",
        "stimme überhaupt nicht zu/stimme nicht zu/neutral|teils, teils/stimme zu/stimme voll zu",
        "nagyon elégedetlen/elégedetlen/semleges/elégedett/nagyon elégedett",
        "дуже незадоволений|дуже незадоволена/незадоволений|незадоволена/нейтрально"
        "/задоволений|задоволена/дуже задоволений|дуже задоволена",
        "خیلی ناراضی|بسیار ناراضی/ناراضی/نه راضی نه ناراضی|متوسط/راضی/خیلی راضی|بسیار راضی",
    )
)
_DECLARED: Final = re.compile(
    r"\bn/a\b|^n\.?a\.?$|not applicable|does not apply|don[’']?t know|do not know|no opinion|prefer not|"
    r"rather not say|weet (ik )?niet|n\.?v\.?t\.?$|keine angabe|wei(ß|ss) nicht|nem tudom|не знаю|نمی.?دانم",
    re.IGNORECASE,
)
_NUMBER_AND_WORDS: Final = re.compile(
    r"\(?([0-9]{1,2})(?:\)\s*|\s*[-–—=:.]\s*|\s+|(?=\())\(?([^\W\d].*?)\)?$"
)
_YES: Final = frozenset(("yes", "ja", "igen", "так", "بله", "oui", "y", "true"))
_NO: Final = frozenset(("no", "nee", "nein", "nem", "ні", "خیر", "non", "n", "false"))


def ladder_of(values: Iterable[str]) -> dict[str, int] | None:
    """The number of each answer when all of them are rungs of one ladder."""
    words = {v: v.strip().casefold().replace("’", "'") for v in values}
    if len(words) < 2:
        return None
    for ladder in _LADDERS:
        number_of = {word: rung for rung, names in enumerate(ladder, start=1) for word in names}
        if all(word in number_of for word in words.values()):
            return {value: number_of[word] for value, word in words.items()}
    return None


def rungs(values: Iterable[str]) -> int:
    """How many rungs the ladder has that these answers stand on."""
    words = [v.strip().casefold().replace("’", "'") for v in values]
    for ladder in _LADDERS:
        if all(any(w in names for names in ladder) for w in words):
            return len(ladder)
    return 0


def number_with_words(value: str) -> tuple[int, str] | None:
    """10 and "Extremely likely" out of "10 - Extremely likely"; None for other cells."""
    found = _NUMBER_AND_WORDS.fullmatch(value.strip())
    return (int(found.group(1)), found.group(2).strip()) if found else None


def declines(value: str) -> bool:
    """Whether an answer says "don't know", "not applicable" or the like."""
    return bool(_DECLARED.search(value))


def yes_or_no(value: str) -> bool | None:
    """True for yes, False for no, None for anything else, in the languages we speak."""
    word = value.strip().casefold()
    return True if word in _YES else False if word in _NO else None
