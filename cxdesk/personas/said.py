"""A persona's share of the base and how sure we are of its sheet, in sentences for window and paper alike."""

from cxdesk.i18n import day, number, percent, words
from cxdesk.personas.kinds import GRADE_WORDS
from cxdesk.personas.queries import PersonaRow


def share_words(row: PersonaRow, lang: str) -> str:
    """The share of the base in a sentence; nothing where the sheet names no segment of the customers."""
    share = row.share
    if share is None or share.of_accounts is None:
        return ""
    translate = words(lang)
    told = translate.ngettext(
        "{n} of {all} customer ({part})", "{n} of {all} customers ({part})", share.all_accounts
    ).format(
        n=number(share.accounts, lang=lang),
        all=number(share.all_accounts, lang=lang),
        part=percent(share.of_accounts, lang),
    )
    if share.of_revenue is None:
        return translate.gettext("{share}.").format(share=told)
    return translate.gettext("{share}, with {part} of the revenue.").format(
        share=told, part=percent(share.of_revenue, lang)
    )


def sure_words(row: PersonaRow, lang: str) -> str:
    """How sure we are of a sheet, what it rests on, and when somebody last made sure."""
    translate = words(lang)
    parts = [
        translate.gettext("How sure are we: {grade}.").format(grade=translate.gettext(GRADE_WORDS[row.grade]))
    ]
    if row.source:
        parts.append(translate.gettext("Rests on: {source}.").format(source=row.source.rstrip(".")))
    if row.checked_on is None:
        parts.append(translate.gettext("Nobody has checked this yet."))
    else:
        checked = translate.gettext("Checked on {day}.").format(day=day(row.checked_on, lang))
        # A day in Hungarian and Ukrainian brings its own full stop.
        parts.append(checked.replace("..", "."))
        if row.stale_months is not None:
            old = translate.ngettext(
                "That is {n} month ago: check it again.",
                "That is {n} months ago: check it again.",
                row.stale_months,
            )
            parts.append(old.format(n=number(row.stale_months, lang=lang)))
    return " ".join(parts)
