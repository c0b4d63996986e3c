"""Hints of ours in a SurveyJS file: all in one calculated value of the survey.

SurveyJS reports properties that it does not know and drops them when it writes a survey again (seen with survey-core
3.1); a calculated value it keeps. Its expression is one text: the hints as JSON, percent-encoded.
"""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, unquote

from cxdesk.surveys.formats.hints import KEY

Element = dict[str, Any]


def gather(survey: Element) -> None:
    """Move the hint of the survey and of each of its parts into the calculated value."""
    found = {name: part.pop(KEY) for name, part in _parts(survey) if KEY in part}
    if found:
        told = quote(json.dumps(found, ensure_ascii=False, separators=(",", ":")), safe="")
        survey["calculatedValues"] = [{"name": KEY, "expression": f"'{told}'"}]


def spread(survey: Element) -> None:
    """Put the hints back beside the parts they belong to, as they were before."""
    values = survey.get("calculatedValues")
    for value in values if isinstance(values, list) else ():
        if not isinstance(value, dict) or value.get("name") != KEY:
            continue
        try:
            found = json.loads(unquote(str(value.get("expression", ""))[1:-1]))
        except (ValueError, RecursionError):
            continue
        for name, part in _parts(survey) if isinstance(found, dict) else ():
            if name in found:
                part.setdefault(KEY, found[name])


def _parts(survey: Element) -> Iterator[tuple[str, Element]]:
    """Everything that can have a hint, by a name of its own."""
    yield "survey", survey
    for page in _dicts(survey.get("pages")):
        yield f"page {page.get('name')}", page
        for element in _dicts(page.get("elements")):
            yield f"question {element.get('name')}", element
    for trigger in _dicts(survey.get("triggers")):
        yield f"trigger {trigger.get('type')} {trigger.get('expression')} {trigger.get('gotoName')}", trigger


def _dicts(found: Any) -> list[Element]:
    return [part for part in found if isinstance(part, dict)] if isinstance(found, list) else []
