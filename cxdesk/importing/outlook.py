"""What an import will do, in sentences, before it does it."""

from cxdesk.i18n import _, ngettext, number
from cxdesk.importing.storing import OnChange, Prepared, round_of
from cxdesk.responses.data_set import days_of


def will_happen(
    prepared: Prepared, survey: str, round_name: str | None = None, on_change: OnChange = "update"
) -> str:
    """One or two sentences: how many answers go where, which are there already, which are changed or refused."""
    compared, typed = prepared.compared, prepared.typed
    parts = [_new(prepared, survey, round_name)] if prepared.new_rows else []
    if compared is not None and compared.unchanged:
        n = compared.unchanged
        words = ngettext("{n} is there already, unchanged.", "{n} are there already, unchanged.", n)
        parts.append(words.format(n=number(n)))
    if compared is not None and compared.changed.height:
        n = compared.changed.height
        words = (
            ngettext(
                "{n} is there with other cells and is updated.",
                "{n} are there with other cells and are updated.",
                n,
            )
            if on_change == "update"
            else ngettext(
                "{n} is there with other cells and stays as it is stored.",
                "{n} are there with other cells and stay as they are stored.",
                n,
            )
        )
        parts.append(words.format(n=number(n)))
    if typed.refused:
        words = ngettext("{n} row is refused.", "{n} rows are refused.", typed.refused)
        parts.append(words.format(n=number(typed.refused)))
    if not prepared.new_rows and (compared is None or not compared.changed.height):
        parts.append(_("Nothing will be changed."))
        if compared is not None and compared.unchanged:
            parts.append(_("To read the file with other settings, read its import anew."))
    return " ".join(parts)


def _new(prepared: Prepared, survey: str, round_name: str | None) -> str:
    n = prepared.new_rows
    _first, last = days_of(prepared.typed.closed)
    place = round_of(prepared.typed.plan, round_name, last)
    if prepared.survey_id is None:
        words = ngettext(
            "{n} new answer makes a new survey, round “{round}”.",
            "{n} new answers make a new survey, round “{round}”.",
            n,
        )
        return words.format(n=number(n), round=place)
    words = ngettext(
        "{n} new answer goes into “{survey}”, round “{round}”.",
        "{n} new answers go into “{survey}”, round “{round}”.",
        n,
    )
    return words.format(n=number(n), survey=survey, round=place)
