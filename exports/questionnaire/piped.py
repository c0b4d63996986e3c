"""Earlier answers inside a text: on a screen they are put in, on paper the text points at their question."""

import re
from collections.abc import Mapping

from cxdesk.i18n import _, digits, isolated
from cxdesk.surveys.logic.piping import PIPE
from exports.questionnaire.numbering import Paperwork


def piped_on_paper(text: str, paper: Paperwork, fields: Mapping[str, str]) -> str:
    """The text with "your answer to question 3" or a known fact about the respondent in place of {{...}}."""
    if "{{" not in text:
        return text

    def said(found: re.Match[str]) -> str:
        name = found[1].strip()
        at = paper.numbers.get(name) or paper.numbers.get(name.split(":", 1)[0])
        if at:
            return _("(your answer to question {n})").format(n=digits(str(at)))
        return isolated(str(fields.get(name, "")))

    return PIPE.sub(said, text)
