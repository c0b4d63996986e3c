"""The rounds of a whole file as a reader chooses them: by names of which no two read alike."""

from collections import Counter, defaultdict

from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, folded, isolated, language, listed
from cxdesk.responses.queries import round_rows
from cxdesk.surveys.queries import survey_rows


def round_words(session: Session, lang: str | None = None) -> dict[str, str]:
    """For each name of a round what a reader sees for it, oldest first.

    Rounds of one name are one choice. Where two names read alike, as “March 2026” and “maart 2026” do, the survey
    stands behind each.
    """
    lang = lang or language()
    shown: dict[str, str] = {}
    asked: dict[str, list[str]] = defaultdict(list)
    surveys = {row.id: row.name for row in survey_rows(session)}
    for row in round_rows(session):
        if row.name:
            shown.setdefault(row.name, row.label_in(lang))
            asked[row.name].append(surveys.get(row.survey_id, ""))
    alike = Counter(shown.values())
    return {
        name: words if alike[words] == 1 else f"{words} ({isolated(listed(asked[name], lang), lang)})"
        for name, words in shown.items()
    }


def round_meant(session: Session, name: str) -> str:
    """The name of a round of any survey as the file has it, whatever language it was said in; none for none."""
    wanted = folded(name)
    if not wanted:
        return ""
    words = round_words(session)
    if told := next((n for n, shown in words.items() if folded(shown) == wanted), None):
        return told
    meant = {
        row.name: None
        for row in round_rows(session)
        if row.name and wanted in (folded(row.name), folded(row.label))
    }
    if len(meant) == 1:
        return next(iter(meant))
    if meant:
        raise UserError(
            _("Several rounds are called “{name}”. Say which: {names}.").format(
                name=name, names=listed(words[n] for n in meant)
            )
        )
    raise UserError(
        _("There is no round “{name}” in this file. There are: {names}.").format(
            name=name, names=listed(words.values()) or "–"
        )
    )
