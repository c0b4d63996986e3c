"""`cxdesk survey code`: another code for a question or one of its answers, followed by every rule and text."""

from typing import Annotated, Any

import typer

from cxdesk.errors import UserError
from cxdesk.i18n import _, listed, ngettext, number
from cxdesk.planning.recoded import change_axis_code, change_code, change_item_code
from cxdesk.responses.asked import change_answer_number
from cxdesk.surveys.queries import QuestionRow, survey_named, whole
from ui.console import FileArgument, JsonOption, SurveyOption, opened, say, say_json

app = typer.Typer()


@app.command("code")
def change(
    file: FileArgument,
    question: Annotated[str, typer.Argument(help="The code the question has.")],
    new: Annotated[str, typer.Argument(help="The code it, or its answer, is to have.")],
    answer: Annotated[
        str, typer.Option("--answer", help="The code of one of its answers, to be changed instead.")
    ] = "",
    survey: SurveyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give a question or one of its answers another code; conditions, skips, quotas and texts follow."""
    with opened(file) as project:
        row = project.read(survey_named, survey)
        found = project.read(whole, row.id)
        asked = next((q for q in found.elements if q.code == question), None)
        if asked is None:
            codes = listed(q.code for q in found.elements) or "–"
            raise UserError(
                _("There is no question “{code}” in this survey. There are: {codes}.").format(
                    code=question, codes=codes
                )
            )
        action, arguments = _meant(asked, answer, new) if answer else (change_code, (asked.id, new))
        places = project.run(_("Change the code"), action, *arguments)
    if as_json:
        say_json(
            {
                "survey": row.code,
                "question": question,
                "answer": answer,
                "code": new.strip(),
                "places": places,
            }
        )
        return
    words = ngettext(
        "“{old}” is “{new}” now; {n} place followed.", "“{old}” is “{new}” now; {n} places followed.", places
    )
    say(words.format(old=answer or question, new=new.strip(), n=number(places)))


def _meant(question: QuestionRow, answer: str, new: str) -> tuple[Any, tuple[Any, ...]]:
    """What changes the code of one answer: the number of a choice, or the code of an item."""
    if question.settings.get("rows"):
        return _side(question, answer, new)
    item = next((i for i in question.items if i.code == answer and len(question.items) > 1), None)
    if item is not None:
        return change_item_code, (item.id, new)
    choice = next((c for c in question.choices if str(c.code) == answer), None)
    if choice is None:
        codes = [i.code for i in question.items if len(question.items) > 1]
        codes += [str(c.code) for c in question.choices]
        raise UserError(
            _("There is no answer “{code}” to this question. There are: {codes}.").format(
                code=answer, codes=listed(codes) or "–"
            )
        )
    plain = new.strip()
    if not (plain.lstrip("-").isascii() and plain.lstrip("-").isdigit() and len(plain) < 8):
        raise UserError(_("Type a whole number."))
    return change_answer_number, (choice.id, int(plain))


def _side(question: QuestionRow, answer: str, new: str) -> tuple[Any, tuple[Any, ...]]:
    """A row or a column of a matrix of ticks: "2:" is a row, ":2" a column; a code of one side alone says enough."""
    sides = {
        axis: [str(part["code"]) for part in question.settings.get(axis, ())]
        for axis in ("rows", "columns_of")
    }
    wanted = {"rows": answer.removesuffix(":"), "columns_of": answer.removeprefix(":")}
    found = [(axis, code) for axis, code in wanted.items() if code in sides[axis]]
    if len(found) != 1:
        codes = [f"{code}:" for code in sides["rows"]] + [f":{code}" for code in sides["columns_of"]]
        raise UserError(
            _(
                "Name one row or column of this matrix: there are {codes}. A colon stands behind a row and before a column."
            ).format(codes=listed(codes))
        )
    return change_axis_code, (question.id, found[0][0], found[0][1], new)
