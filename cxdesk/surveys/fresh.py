"""A new question of each type, with the answers people expect of it in every language."""

import json
from functools import cache
from typing import Any

from cxdesk.i18n import _
from cxdesk.paths import resource
from cxdesk.surveys.definition import NPS_SCALE, ChoiceSpec, ItemSpec, QuestionSpec, ScaleSpec, Settings
from cxdesk.surveys.looks import LOOKS
from cxdesk.surveys.model import Texts

NOT_ANSWERED_FROM = 90  # numbers of answers that are none, out of the way of every scale
_WITH_OPTIONS = ("radio", "dropdown", "pictures", "matrix_radio")
_WITH_ITEMS = ("ticks", "ranking", "sum", "matrix", "matrix_radio")
_SETTINGS: dict[str, Settings] = {
    "sum": {"total": 100},
    "slider": {"min": 0, "max": 100, "step": 1},
    "consent": {"purpose": "quote"},
    "hidden": {"field": "account.segment"},
}


@cache
def ready_words() -> dict[str, Any]:
    """Words in the five languages that questions begin with: scales, yes and no, "not applicable"."""
    found: dict[str, Any] = json.loads(resource("templates", "questions.json").read_text(encoding="utf-8"))
    return found


def fresh(look: str, language: str) -> QuestionSpec:
    """A new question of this type, to be typed over in `language`; KeyError for a type there is not."""
    kind, words = LOOKS[look].kind, ready_words()
    text: Texts = {language: ""}
    if look in ("nps", "consent"):
        text = dict(words[look]["text"])
    return QuestionSpec(
        "",
        kind,
        {} if look == "break" else text,
        scale_of(look),
        _choices(look, language),
        _items(look, language),
        look=look,
        settings=_matrix(language) if look == "matrix_ticks" else dict(_SETTINGS.get(look, {})),
    )


def scale_of(look: str) -> ScaleSpec | None:
    """The row of numbers a new question of this type is answered on; None where there is none."""
    words = ready_words()
    ends = {
        "ces": (1, 7, words["effort"]),
        "stars": (1, 5, words["quality"]),
        "faces": (1, 5, words["satisfaction"]),
        "csat": (1, 5, words["satisfaction"]),
        "points": (1, 5, words["satisfaction"]),
        "matrix": (1, 5, words["satisfaction"]),
        "pair": (1, 5, words["quality"]),
    }
    if look == "nps":
        low, high = words["nps"]["low"], words["nps"]["high"]
        return ScaleSpec(
            NPS_SCALE.low, NPS_SCALE.high, NPS_SCALE.satisfied_from, False, dict(low), dict(high)
        )
    if look not in ends:
        return None
    first, last, names = ends[look]
    return ScaleSpec(first, last, None, False, dict(names[0]), dict(names[-1]))


def extra_choice(which: str, code: int) -> ChoiceSpec:
    """An answer that is often added: "not_applicable", "dont_know", "none" or "other"."""
    settings = {"none": {"exclusive": True}, "other": {"other": True}}.get(which, {})
    label = dict(ready_words()[which])
    return ChoiceSpec(code, label, which in ("not_applicable", "dont_know"), settings=dict(settings))


def _choices(look: str, language: str) -> tuple[ChoiceSpec, ...]:
    words = ready_words()
    if look in ("csat", "faces"):
        labels = [dict(label) for label in words["satisfaction"]]
    elif look == "yes_no":
        labels = [dict(label) for label in words["yes_no"]]
    elif look == "consent":
        labels = [dict(words["consent"]["yes"]), dict(words["consent"]["no"])]
    elif look in _WITH_OPTIONS:
        labels = [{language: text} for text in (_("First answer"), _("Second answer"))]
    else:
        labels = []
    return tuple(ChoiceSpec(code, label) for code, label in enumerate(labels, 1))


def _items(look: str, language: str) -> tuple[ItemSpec, ...]:
    if look == "pair":
        roles = ("expectation", "experience")
        texts = ready_words()["pair"]
        return tuple(
            ItemSpec(str(n), dict(text), settings={"role": role})
            for n, (role, text) in enumerate(zip(roles, texts, strict=True), 1)
        )
    if look == "matrix_ticks":
        return matrix_items(_matrix(language))
    if look not in _WITH_ITEMS:
        return ()
    answers = (_("First answer"), _("Second answer"))
    things = (_("First thing"), _("Second thing"))
    texts = answers if look == "ticks" else things
    return tuple(ItemSpec(str(n), {language: text}) for n, text in enumerate(texts, 1))


def _matrix(language: str) -> Settings:
    """What stands beside and above a matrix of ticks."""
    rows, columns = (_("First thing"), _("Second thing")), (_("First answer"), _("Second answer"))
    return {
        "rows": [{"code": str(n), "text": {language: text}} for n, text in enumerate(rows, 1)],
        "columns_of": [{"code": str(n), "text": {language: text}} for n, text in enumerate(columns, 1)],
    }


def matrix_items(settings: Settings) -> tuple[ItemSpec, ...]:
    """One item for each cell of a matrix of ticks, named row:column and worded by both."""
    made = []
    for row in settings.get("rows", []):
        for column in settings.get("columns_of", []):
            both = {
                lang: f"{text}: {column['text'].get(lang, '')}"
                for lang, text in row["text"].items()
                if text and column["text"].get(lang)
            }
            where = {"row": row["code"], "column": column["code"]}
            made.append(ItemSpec(f"{row['code']}:{column['code']}", both, settings=where))
    return tuple(made)
