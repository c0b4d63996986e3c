"""What is not finished in a survey that is about to be released: words of its template, translations missing or stale."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from cxdesk.i18n import language_word, ngettext, number
from cxdesk.importing.survey_translations import lines_shown
from cxdesk.surveys.described import described
from cxdesk.surveys.ours import Ours, left_words, ours
from cxdesk.surveys.translations import flagged


@dataclass(frozen=True, slots=True)
class Unwritten:
    """How many texts of one language are missing, and how many are older than their source."""

    language: str
    missing: int
    stale: int


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Which texts are the template's words still, and the languages that lack something."""

    ours: Ours
    languages: tuple[Unwritten, ...]


def unfinished(session: Session, survey_id: int) -> Unfinished:
    """What a release would go out with; nothing of it stands in its way."""
    survey = described(session, survey_id)
    found = []
    for code in survey.languages if len(survey.languages) > 1 else ():
        lines = lines_shown(session, survey_id, code)
        found.append(Unwritten(code, len(flagged(lines, "missing")), len(flagged(lines, "stale"))))
    return Unfinished(
        ours(session, survey_id),
        tuple(one for one in found if one.missing or one.stale),
    )


def template_words(found: Unfinished) -> str:
    """That words of the template are left; nothing where none are."""
    return left_words(found.ours.rows)


def language_words(one: Unwritten) -> list[tuple[str, str]]:
    """What a language lacks, as (flag of `surveys.translations`, sentence)."""
    word, found = language_word(one.language), []
    if one.missing:
        told = ngettext(
            "{n} text is not written in {language}.", "{n} texts are not written in {language}.", one.missing
        )
        found.append(("missing", told.format(n=number(one.missing), language=word)))
    if one.stale:
        told = ngettext(
            "{n} text in {language} is older than its source.",
            "{n} texts in {language} are older than their source.",
            one.stale,
        )
        found.append(("stale", told.format(n=number(one.stale), language=word)))
    return found
