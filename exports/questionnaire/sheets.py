"""What the code on a sheet of paper tells of it: from which release of its survey it was printed."""

import re
from itertools import product
from typing import Final

from sqlalchemy.orm import Session

from cxdesk.responses.answer_file import Edition, editions_of_all
from exports.questionnaire.field_names import asked_of
from exports.questionnaire.options import PAPERS
from exports.questionnaire.pdf import code_of_layout

# The form's code and the copy's, as they stand at the foot of each page.
_PRINTED: Final = re.compile(r"([0-9A-F]{6})-[0-9A-Z]{5}", re.ASCII)


def printed_from_another(
    session: Session, survey_id: int, version_id: int | None, sheet: str
) -> Edition | None:
    """The release a sheet was printed from where it asks something else than the one at hand; else None.

    None too where the number on the sheet is no code of ours, or of a form that is in no release.
    """
    found = _PRINTED.fullmatch(sheet.strip().upper())
    if found is None:
        return None
    mine = [e for e in editions_of_all(session) if e.survey_id == survey_id]
    own = [e for e in mine if _is_of(e, found[1])]
    return own[0] if own and all(e.version_id != version_id for e in own) else None


def _is_of(edition: Edition, code: str) -> bool:
    asked = asked_of(edition.definition)
    ways = product(edition.definition.languages, PAPERS, (1, 2), (False, True))
    return any(
        code_of_layout(asked, language, paper, columns, big, {}) == code
        for language, paper, columns, big in ways
    )
