"""A pooled figure in words: what it is made of, and what pooling means, wherever it is shown."""

from cxdesk.analysis.figure import Figure
from cxdesk.i18n import language, number, words
from cxdesk.journeys.glyph import score_words
from cxdesk.journeys.score import Score


def pooled_cell(figure: Score | None, lang: str | None = None) -> str:
    """“62%, 55 to 68 · n 312 (120 people, 3 questions)”; a dash where there is nothing."""
    lang = lang or language()
    if not isinstance(figure, Figure):
        return "–"
    value, margin = score_words(figure, lang)
    return (
        words(lang)
        .gettext("{value}, {margin} ({base})")
        .format(value=value, margin=margin, base=base_words(figure, lang))
    )


def base_words(figure: Figure, lang: str | None = None) -> str:
    """“120 people, 3 questions”: whose answers were pooled, and to how many questions."""
    lang = lang or language()
    said, asked = words(lang), len(figure.item_ids)
    parts = (
        people_words(figure, lang),
        said.ngettext("{n} question", "{n} questions", asked).format(n=number(asked, lang=lang)),
    )
    return ("، " if lang == "fa" else ", ").join(parts)


def people_words(figure: Figure, lang: str | None = None) -> str:
    """“120 people”: how many gave the answers."""
    lang, people = lang or language(), figure.answered or 0
    text = words(lang).ngettext("{n} person", "{n} people", people)
    return text.format(n=number(people, lang=lang))


def pooled_note(lang: str | None = None) -> str:
    """What pooling means, to stand where a stage’s figure is shown."""
    return words(lang or language()).gettext(
        "The figure of a whole stage is the share of satisfied answers among all answers to its touch points: "
        "each answer counts once (n), so it is not the mean of their percentages. Its margin takes into account that "
        "one person gave several answers. Other kinds of scores, and what a survey’s promise hides, are left out."
    )
