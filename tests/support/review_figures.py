"""How much the reviewer's rules over words see and how often they are wrong: `python -m tests.support.review_figures`.

A bad question counts as seen where its own rule names it; a good one as wrongly named where any rule over words does.
"""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib import import_module

from cxdesk.surveys.definition import QuestionSpec, ScaleSpec
from cxdesk.surveys.review.wording import stumbles
from cxdesk.surveys.review.words import words_of

_ENDS = ScaleSpec(1, 5)
_RULE = {"loaded": "leading"}


def named(text: str, language: str) -> dict[str, str]:
    """The rules over words that name a text which takes one answer on a scale, with the words they stumble over."""
    words = words_of(language)
    assert words is not None
    return dict(stumbles(text, QuestionSpec("Q", "scale", {language: text}, _ENDS), words))


def missed(bad: Sequence[tuple[str, str]], language: str) -> list[tuple[str, str]]:
    """The bad questions that their own rule does not name."""
    return [(kind, text) for kind, text in bad if _RULE.get(kind, kind) not in named(text, language)]


def wrongly_named(good: Sequence[str], language: str) -> list[tuple[str, dict[str, str]]]:
    """The good questions that any rule names, with what it said."""
    return [(text, told) for text in good if (told := named(text, language))]


def _print(
    bad: Mapping[str, Sequence[tuple[str, str]]], good: Mapping[str, Sequence[str]], words: bool
) -> None:
    kinds = list(dict.fromkeys(kind for kind, _text in next(iter(bad.values()))))
    print(
        "      " + " ".join(f"{kind[:10]:>10}" for kind in kinds) + "        all  wrong on good  said beside"
    )
    for language in bad:
        lost, all_ = missed(bad[language], language), Counter(kind for kind, _text in bad[language])
        gone = Counter(kind for kind, _text in lost)
        cells = " ".join(f"{all_[k] - gone[k]:>7}/{all_[k]:<2}" for k in kinds)
        wrong = wrongly_named(good[language], language)
        beside = [
            (text, rule, told)
            for kind, text in bad[language]
            for rule, told in named(text, language).items()
            if rule != _RULE.get(kind, kind)
        ]
        seen = len(bad[language]) - len(lost)
        print(
            f"{language:>4}  {cells}  {seen:>3}/{len(bad[language])} {len(wrong):>8}/{len(good[language])} {len(beside):>8}"
        )
        if words:
            print(*(f"    missed {kind}: {text}" for kind, text in lost), sep="\n")
            print(*(f"    wrong {told}: {text}" for text, told in wrong), sep="\n")
            print(*(f"    beside {rule} “{told}”: {text}" for text, rule, told in beside), sep="\n")


if __name__ == "__main__":
    for name in sys.argv[1:] or ["held_out_first", "held_out_second"]:
        if name.startswith("-"):
            continue
        print(name)
        held = import_module(f"tests.surveys.{name}")
        _print(held.BAD, held.GOOD, "-v" in sys.argv)
