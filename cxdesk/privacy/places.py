"""The one registry of places where a respondent may stand. A room that keeps something of them adds its row here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from cxdesk.i18n import N_
from cxdesk.privacy import answers, imports, others
from cxdesk.privacy.answers import OwnAnswers
from cxdesk.privacy.person import Person

Erase = Callable[[Session, Person, OwnAnswers], int]


@dataclass(frozen=True, slots=True)
class Place:
    """One place: `erase` takes the person out and says how many of its things went."""

    id: str
    words: str
    erase: Erase


# In this order: reports ask the rows of others before rows are blanked.
PLACES: Final = (
    Place("reports", N_("Lines of import reports"), lambda s, p, _own: imports.reports(s, p)),
    Place("originals", N_("Imported files that were kept"), lambda s, p, _own: imports.originals(s, p)),
    Place("settings", N_("Answers in import settings"), imports.settings),
    Place("raw_cells", N_("Cells that could not be read"), lambda s, p, _own: answers.raw_cells(s, p)),
    Place("answers", N_("Answers that count"), lambda s, p, _own: answers.live_answers(s, p)),
    Place("superseded", N_("Corrected and removed answers"), lambda s, p, _own: answers.other_answers(s, p)),
    Place("choices", N_("Answers nobody else gave"), lambda s, _p, own: answers.answers_to_choose(s, own)),
    Place("quotations", N_("Quotations"), lambda s, p, _own: others.quotations(s, p)),
    Place("follow_ups", N_("Follow-ups, with what was said"), lambda s, p, _own: others.follow_ups(s, p)),
    Place("codings", N_("Comments in samples that are coded"), lambda s, p, _own: others.codings(s, p)),
    Place(
        "words", N_("Words in issues, actions and plans"), lambda s, p, _own: others.words_taken_over(s, p)
    ),
    Place("purchases", N_("Purchases"), lambda s, p, _own: others.purchases(s, p)),
    Place("customers", N_("Customers who are the person"), lambda s, p, _own: others.customers(s, p)),
    Place("contacts", N_("Contacts"), lambda s, p, _own: others.contacts(s, p)),
)

# Places of the file as a whole; `Project.run_for_good` sees to them.
OF_THE_FILE: Final = (
    N_("The steps that Undo takes back"),
    N_("The free space inside the file"),
    N_("All backups that cxdesk made of this file; one new backup is made"),
)
