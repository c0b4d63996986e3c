"""`cxdesk survey ours`: which words of a survey are a template's still, and which are our own."""

from typing import Annotated

import typer

from cxdesk.i18n import _, ngettext, number
from cxdesk.surveys.ours import Ours, left_words, ours, say_ours
from cxdesk.surveys.queries import survey_named
from ui.console import FileArgument, JsonOption, SurveyOption, opened, say, say_json, say_table

app = typer.Typer()


@app.command("ours")
def show_ours(
    file: FileArgument,
    survey: SurveyOption = None,
    words: Annotated[
        str | None, typer.Option("--say", help="What is our own in it, in your own words; it stays inside.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """List every text of a survey: which are template text still, and which are our own."""
    with opened(file) as project:
        row = project.read(survey_named, survey)
        if words is not None:
            project.run(_("Say what is our own"), say_ours, row.id, words)
        found = project.read(ours, row.id)
    if as_json:
        say_json(
            {
                "survey": row.code, "template": found.template, "ours": found.said,
                "template_text": [text.path for text in found.left],
                "our_own": [text.path for text in found.own],
            }
        )  # fmt: skip
        return
    for sentence in sentences(found):
        say(sentence)
    if found.said:
        say(_("What is our own in it: {words}").format(words=found.said))
    header = [_("Where it stands"), _("Text"), _("State")]
    say_table(header, [[text.where, text.words, text.state] for text in found.rows])


def sentences(found: Ours) -> list[str]:
    """From which template it began, what of it is left, and how many texts are our own."""
    began = _("Begun from the template “{name}”.").format(name=found.template) if found.template else ""
    n = len(found.own)
    own = ngettext("{n} text is our own.", "{n} texts are our own.", n).format(n=number(n)) if n else ""
    return [sentence for sentence in (began, left_words(found.rows), own) if sentence]
