"""Everything about the actions for an internal document: a frozen value that the builder only lays out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from cxdesk.i18n import language, speaking
from cxdesk.planning.action_queries import ActionRow, action_rows
from cxdesk.planning.assemble import branded
from cxdesk.planning.customer_plan import Brand
from cxdesk.planning.outcomes import Outcome, outcomes
from cxdesk.planning.tracking import thanks
from cxdesk.planning.typed_months import round_days, with_months_in
from cxdesk.planning.wording import FIRM, written


@dataclass(frozen=True, slots=True)
class ActionBook:
    """The actions that are not dropped, by issue, with what came of them and whom to thank; never for customers."""

    language: str
    brand: Brand
    made_on: date
    actions: tuple[ActionRow, ...]
    outcomes: Mapping[int, Outcome]
    thanks: tuple[tuple[str, tuple[str, ...]], ...]


def action_book(session: Session, lang: str | None = None, today: date | None = None) -> ActionBook:
    """The book as of a day, in the language of the window unless another is named."""
    lang, on = lang or language(), today or date.today()
    with speaking(lang):
        return _book(session, lang, on)


def _book(session: Session, lang: str, on: date) -> ActionBook:
    days = round_days(session)
    rows = [_read_in(r, lang, days) for r in action_rows(session) if r.state != "dropped"]
    names = [written(session, "firm", FIRM, code).get("name") for code in (lang, "en")]
    name = next((n.text for n in names if n is not None), "")
    return ActionBook(
        lang,
        branded(session, name),
        on,
        tuple(sorted(rows, key=lambda r: (r.issue_id, r.due_on or date.max, r.id))),
        {o.action_id: o for o in outcomes(session, today=on)},
        tuple(thanks(rows)),
    )


def _read_in(row: ActionRow, lang: str, days: tuple[date, ...]) -> ActionRow:
    """The action with the months that somebody typed into its measure as the book's language writes them."""
    measure, now, wanted = (
        with_months_in(text, lang, days) for text in (row.measure, row.baseline, row.target)
    )
    return replace(row, measure=measure, baseline=now, target=wanted)
