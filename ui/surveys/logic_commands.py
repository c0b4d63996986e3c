"""`cxdesk survey simulate`: what is wrong with the logic of a survey, and random respondents sent through it."""

from typing import Annotated

import typer

from cxdesk.i18n import _, percent
from cxdesk.responses.staff import described_for_showing
from cxdesk.surveys.logic.checks import checks
from cxdesk.surveys.logic.look import KINDS
from cxdesk.surveys.logic.sentences import question_words
from cxdesk.surveys.logic.simulation import RESPONDENTS, simulate
from cxdesk.surveys.logic.told import found_words, summary
from cxdesk.surveys.queries import survey_named
from ui.console import FileArgument, JsonOption, SurveyOption, opened, progress_bar, say, say_json, say_table

app = typer.Typer()


@app.command("simulate")
def simulate_survey(
    file: FileArgument,
    survey: SurveyOption = None,
    respondents: Annotated[
        int, typer.Option("--respondents", help="How many are sent through.")
    ] = RESPONDENTS,
    seed: Annotated[int, typer.Option("--seed", help="Another number sends others.")] = 1,
    as_json: JsonOption = False,
) -> None:
    """Look the logic over and send random respondents through: who sees what, and how long it takes."""
    with opened(file) as project:
        row = project.read(survey_named, survey)
        definition = project.read(described_for_showing, row.id)
    findings = checks(definition)
    with progress_bar() as progress:
        result = simulate(definition, respondents, seed, progress=progress)
    if as_json:
        say_json(
            {
                "survey": row.code,
                "respondents": result.respondents,
                "minutes": round(result.minutes, 2),
                "longest_of_nine_in_ten": round(result.longest, 2),
                "questions": round(result.questions, 1),
                "ended": result.ended,
                "coverage": [
                    {"question": c.code, "seen": c.seen, "share": round(result.share(c), 1)} for c in result.coverage
                ],
                "unseen": list(result.unseen),
                "quotas": dict(result.quotas),
                "turned_away": dict(result.turned_away),
                "findings": [
                    {"kind": f.kind, "question": f.code, "section": f.section, "sentence": f.sentence} for f in findings
                ],
            }
        )  # fmt: skip
        return
    for line in summary(result):
        say(line)
    elements = {e.code: e for e in definition.elements}
    rows = [[c.code, question_words(elements[c.code]), percent(result.share(c))] for c in result.coverage]
    say_table([_("Code"), _("Question"), _("Who sees it")], rows, frozenset({2}))
    say("")
    say(found_words(len(findings)))
    for f in findings:
        say(f"{_(KINDS[f.kind])}: {f.sentence}")
