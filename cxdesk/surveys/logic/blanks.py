"""Why an item of a respondent's answers is blank: not shown to them, skipped by them, or answered "don't know"."""

from collections.abc import Mapping

from cxdesk.surveys.definition import ItemSpec, QuestionSpec
from cxdesk.surveys.logic.answers import Answers, is_answered, is_declared
from cxdesk.surveys.logic.options import options_of
from cxdesk.surveys.logic.path import Path

# The kinds of `responses.schema`, which a survey may not know; a test holds them side by side.
NOT_SHOWN, SKIPPED, DECLARED = 2, 3, 4
Key = tuple[str, str]


def blanks_for(path: Path, answers: Answers) -> dict[Key, int]:
    """The kind of blank of each item (question code, item code) that has no answer; answered ones are not in it.

    An option that stands unticked beside ticked ones is an answer. What was answered to a question that is not on
    the way does not count.
    """
    survey = path.survey
    if survey is None:
        return {}
    known = path.known
    on_the_way = {stop.element.code for stop in path.stops}
    found: dict[Key, int] = {}
    for question in survey.questions:
        items = question.items or (ItemSpec(question.code, question.text),)
        if question.look == "hidden":
            if question.code not in path.reached:
                found.update({(question.code, i.code): SKIPPED for i in items})
            continue
        shown = {i.code for i in options_of(question, known).items} if question.items else {items[0].code}
        for item in items:
            if question.code not in on_the_way or item.code not in shown:
                found[question.code, item.code] = NOT_SHOWN
            elif (kind := _blank(question, item, answers.get(question.code))) is not None:
                found[question.code, item.code] = kind
    return found


def _blank(question: QuestionSpec, item: ItemSpec, value: object) -> int | None:
    if isinstance(value, Mapping):
        value = value.get(item.code)
    if not is_answered(value):
        return SKIPPED
    return DECLARED if is_declared(question, value) else None
