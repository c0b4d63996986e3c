"""Rules over scales, answers and tables of questions."""

from collections.abc import Iterator

from cxdesk.i18n import _, number
from cxdesk.surveys.definition import Definition, QuestionSpec
from cxdesk.surveys.looks import look_of
from cxdesk.surveys.review.finding import Finding
from cxdesk.surveys.review.words import Words, plain, words_of

MOST_ROWS, MOST_COLUMNS = 8, 11
_RATED = ("csat", "ces", "stars", "faces", "points", "matrix", "pair")
# Stars and faces show which end is good without words.
_SPEAKS_FOR_ITSELF = ("stars", "faces")


def unbalanced(survey: Definition, language: str) -> Iterator[Finding]:
    """More good answers than bad ones, or the other way; numbers that are not even around nought."""
    words = words_of(language)
    for q in survey.questions:
        sides = _sides(q, words, language) if words else None
        if sides and abs(sides[0] - sides[1]) > 1:
            told = _("{good} good answers stand beside {bad} bad ones.")
            yield Finding(
                "unbalanced", q.code, language, told.format(good=number(sides[0]), bad=number(sides[1]))
            )
        elif q.scale and q.scale.low < 0 < q.scale.high and -q.scale.low != q.scale.high:
            told = _("The scale goes from {low} to {high}.")
            yield Finding(
                "unbalanced", q.code, "", told.format(low=number(q.scale.low), high=number(q.scale.high))
            )


def unlabelled(survey: Definition, language: str) -> Iterator[Finding]:
    """A scale whose ends say nothing in this language."""
    for q in survey.questions:
        if q.scale is None or look_of(q) in _SPEAKS_FOR_ITSELF or q.kind not in ("nps", "scale"):
            continue
        labelled = {c.code for c in q.choices if c.label.get(language, "").strip(" 0123456789.-")}
        low = q.scale.low in labelled or q.scale.low_label.get(language, "").strip()
        high = q.scale.high in labelled or q.scale.high_label.get(language, "").strip()
        if not (low and high):
            told = _("The ends of the scale {low} to {high} have no words.")
            yield Finding("unlabelled", q.code, language,
                          told.format(low=number(q.scale.low), high=number(q.scale.high)))  # fmt: skip


def not_applicable(survey: Definition, _language: str) -> Iterator[Finding]:
    """A rating that must be given, by everybody, with no way to say that it does not apply."""
    for section in survey.sections:
        for q in section.questions:
            free = (
                not q.required or q.rules.get("show") or section.rules.get("show") or q.logic or section.logic
            )
            if look_of(q) in _RATED and not free and not any(c.declared for c in q.choices):
                yield Finding("not_applicable", q.code, "",
                              _("Everybody has to answer, also those whom it does not concern."))  # fmt: skip


def matrix_large(survey: Definition, _language: str) -> Iterator[Finding]:
    """A table with more rows or columns than people read."""
    for q in survey.questions:
        if not look_of(q).startswith("matrix"):
            continue
        rows, columns = _table(q)
        if rows > MOST_ROWS or columns > MOST_COLUMNS:
            told = _("The table has {rows} rows and {columns} columns.")
            yield Finding("matrix_large", q.code, "", told.format(rows=number(rows), columns=number(columns)))


def _table(q: QuestionSpec) -> tuple[int, int]:
    if isinstance(rows := q.settings.get("rows"), list):
        return len(rows), len(q.settings.get("columns_of") or ())
    points = q.scale.high - q.scale.low + 1 if q.scale else 0
    return len(q.items), max(points, len(q.choices))


def _sides(q: QuestionSpec, words: Words, language: str) -> tuple[int, int] | None:
    """How many answers are good and bad, where each of at least four is known to be one, the other or the middle."""
    labels = [plain(c.label.get(language, "")) for c in q.choices if not c.declared]
    if q.kind not in ("scale", "single") or len(labels) < 4:
        return None
    good = sum(label in words.good for label in labels)
    bad = sum(label in words.bad for label in labels)
    middle = sum(label.startswith(words.middle) and label not in words.bad for label in labels)
    return (good, bad) if good + bad + middle == len(labels) and good + bad > 1 else None
