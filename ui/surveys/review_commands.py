"""`cxdesk survey review` and `cxdesk survey translations`: a second pair of eyes, and the words in every language."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cxdesk.errors import UserError
from cxdesk.i18n import _, known_language, language_name, language_word, listed, ngettext, number
from cxdesk.project import Project
from cxdesk.responses.staff import described_for_showing
from cxdesk.surveys.definition import Definition
from cxdesk.surveys.ours import left_words, ours
from cxdesk.surveys.purpose import goal_of
from cxdesk.surveys.queries import survey_named
from cxdesk.surveys.review.change import apply, is_done_for_you, suggestion
from cxdesk.surveys.review.finding import RULES, Finding
from cxdesk.surveys.review.length import minutes
from cxdesk.surveys.review.review import (
    look_again,
    pass_over,
    passed_over,
    review,
    rules_off,
    switch_rule,
)
from cxdesk.surveys.translations import FLAGS, Line, flagged, source_of
from ui.console import (
    FileArgument,
    JsonOption,
    SurveyOption,
    opened,
    progress_bar,
    say,
    say_json,
    say_read_back,
    say_table,
)

if TYPE_CHECKING:
    from cxdesk.importing.survey_translations import Translations

app = typer.Typer()
LanguageOption = Annotated[str | None, typer.Option("--language", help="en, nl, hu, uk or fa.")]


# What of a text stands on one line of a terminal.
LONGEST_LINE = 160


@app.command("review")
def review_survey(
    file: FileArgument,
    survey: SurveyOption = None,
    language: LanguageOption = None,
    off: Annotated[
        list[str] | None, typer.Option("--off", metavar="RULE", help="Switch a rule off for this survey.")
    ] = None,
    on: Annotated[
        list[str] | None, typer.Option("--on", metavar="RULE", help="Switch a rule on again.")
    ] = None,
    change: Annotated[
        list[str] | None,
        typer.Option(
            "--apply", metavar="PLACE", help="Make the change suggested at a finding: RULE:QUESTION:LANGUAGE."
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--pass-over", metavar="PLACE", help="Leave one finding as it is, for good."),
    ] = None,
    again: Annotated[bool, typer.Option("--look-again", help="Show again what was passed over.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Look a survey over: what a reader who knows the literature would say, why, and what to do about it."""
    with opened(file) as project:
        row = project.read(survey_named, survey)
        goal = project.read(goal_of, row.id)
        _switch(project, row.id, off or (), on or (), again)
        for place in change or ():
            found_here = _found(project, row.id, place, goal)
            project.run(_("Make a change that the review suggests"), apply, row.id, found_here, goal)
        for place in ignore or ():
            found_here = _found(project, row.id, place, goal)
            project.run(_("Pass a finding over"), pass_over, row.id, found_here.place)
        definition = project.read(described_for_showing, row.id)
        spoken = [known_language(language, definition.languages)] if language else []
        mine = project.read(ours, row.id)
    found = review(definition, spoken, goal)
    takes = {code: round(minutes(definition, code), 1) for code in spoken or definition.languages}
    without = sorted(rules_off(definition))
    if as_json:
        say_json(
            {
                "survey": row.code, "minutes": takes, "rules_off": without,
                "passed_over": sorted(passed_over(definition)),
                "findings": [_finding_json(f, definition, goal) for f in found],
                "template_text": [t.path for t in mine.left],
            }
        )  # fmt: skip
        return
    _say_review(definition, found, takes, goal, left_words(mine.rows))


def _switch(project: Project, survey_id: int, off: Sequence[str], on: Sequence[str], again: bool) -> None:
    """Switch rules off and on, and look again at what was passed over."""
    for rule in off:
        project.run(_("Switch a rule off"), switch_rule, survey_id, rule, False)
    for rule in on:
        project.run(_("Switch a rule on"), switch_rule, survey_id, rule, True)
    if again:
        project.run(_("Look again at what was passed over"), look_again, survey_id)


def _say_review(
    definition: Definition, found: list[Finding], takes: dict[str, float], goal: str, left: str
) -> None:
    """How long it takes, what is left out, and every finding with its reason and what to change."""
    without = sorted(rules_off(definition))
    for code, n in takes.items():
        say(
            _("It takes about {n} minutes in {language}.").format(
                n=number(n, 1), language=language_word(code)
            )
        )
    if left:
        say(left)
    if without:
        say(_("Switched off: {rules}").format(rules=", ".join(_(RULES[r].name) for r in without)))
    if passed := len(passed_over(definition)):
        said = ngettext("{n} finding is passed over.", "{n} findings are passed over.", passed)
        say(said.format(n=number(passed)))
    if not found:
        say(_("Nothing was found."))
        return
    say(ngettext("{n} thing to look at", "{n} things to look at", len(found)).format(n=number(len(found))))
    for f in found:
        told = RULES[f.rule]
        where = f.question or _("The whole survey")
        tongue = f" ({language_name(f.language)})" if f.language else ""
        say(f"{where}{tongue}: {_(told.name)} [{f.rule}]. {f.sentence}")
        say("  " + _("Why: {why}").format(why=_(told.why)))
        say("  " + _("What to do: {suggestion}").format(suggestion=suggestion(f, definition, goal)))
        say("  " + _("Source: {source}").format(source=told.source))


@app.command("translations")
def survey_translations(
    file: FileArgument,
    language: Annotated[str, typer.Option("--language", help="en, nl, hu, uk or fa.")],
    survey: SurveyOption = None,
    source: Annotated[str | None, typer.Option("--source", help="The language beside it.")] = None,
    flag: Annotated[
        str | None, typer.Option("--only", metavar="FLAG", help="missing, stale or long.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="A workbook or CSV for a translator.")
    ] = None,
    filled: Annotated[
        Path | None, typer.Option("--read", metavar="IN", help="One that was filled in.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write the changes without asking.")] = False,
    as_json: JsonOption = False,
) -> None:
    """List every text of a survey beside its source; write them out for a translator and read them back."""
    if flag and flag not in FLAGS:
        raise typer.BadParameter(_("Choose missing, stale or long."))
    with opened(file) as project:
        row = project.read(survey_named, survey)
        definition = project.read(described_for_showing, row.id)
        code = known_language(language, definition.languages)
        beside = known_language(source, definition.languages) if source else source_of(definition, code)
        if filled is not None:
            _read_back(project, row.id, code, beside, filled, yes, as_json)
            return
        from cxdesk.importing.survey_translations import lines_shown

        rows = flagged(project.read(lines_shown, row.id, code, beside), flag or "")
    if output is not None:
        from exports.tables.survey_translations import write_translations

        written = write_translations(rows, output)
        said = ngettext("{n} text written to {file}.", "{n} texts written to {file}.", len(rows))
        say_json({"file": str(written), "texts": len(rows)}) if as_json else say(
            said.format(n=number(len(rows)), file=written)
        )
    elif as_json:
        say_json([_line_json(r) for r in rows])
    else:
        from exports.tables.survey_translations import state_words

        header = [_("Where it stands"), language_name(beside), language_name(code), _("State")]
        say_table(header, [[r.where, r.source, r.text, state_words(r)] for r in rows])


def _read_back(
    project: Project, survey_id: int, language: str, source: str, filled: Path, yes: bool, as_json: bool
) -> None:
    from cxdesk.importing.survey_translations import read_translations, store_translations

    with progress_bar() as progress:
        found = read_translations(project, survey_id, language, filled, source, progress)
    changes = [
        _line_json(c.line) | {"new": c.new, "row": c.row, "new_flags": list(c.flags)} for c in found.changes
    ]
    say_read_back(found, changes, change_lines(found), yes, as_json)
    if not found.changes:
        if not as_json:
            say(_("Nothing would change"))
        return
    if yes or (not as_json and typer.confirm(_("Write these changes?"), default=False)):
        n = project.run(
            _("Read translations"), store_translations, survey_id, language, found.changes, source
        )
        if not as_json:
            said = ngettext("{n} text changed.", "{n} texts changed.", n)
            say(said.format(n=number(n)))
    elif not as_json:
        say(_("Nothing was written."))


def change_lines(found: "Translations") -> list[str]:
    """What a spreadsheet would change, and the rows that can't be used, a line each."""
    from exports.tables.survey_translations import flag_words

    told = _("{where}: “{old}” becomes “{new}”")
    made = []
    for c in found.changes:
        old = _on_a_line(c.line.text) or _("nothing yet")
        said = told.format(where=c.line.where, old=old, new=_on_a_line(c.new))
        made.append(f"{said} ({flag_words(c.flags)})" if c.flags else said)
    return [*made, *(p.sentence for p in (*found.problems, *found.left_out))]


def _on_a_line(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_LINE else words[: LONGEST_LINE - 1].rstrip() + "…"


def _found(project: Project, survey_id: int, place: str, goal: str) -> Finding:
    """The finding at a place; the language may be left away where one finding alone is meant."""
    found = review(project.read(described_for_showing, survey_id), (), goal)
    one = [f for f in found if f.place == place] or [f for f in found if f.place.rpartition(":")[0] == place]
    if len(one) != 1:
        told = _("There is no finding “{place}”. The findings are: {places}.")
        raise UserError(
            told.format(place=place, places=listed([f.place for f in found][:10]) or _("Nothing was found."))
        )
    return one[0]


def _finding_json(f: Finding, survey: Definition, goal: str) -> dict[str, Any]:
    rule = RULES[f.rule]
    return {
        "place": f.place, "change": suggestion(f, survey, goal), "can_apply": is_done_for_you(f, goal),
        "rule": f.rule, "question": f.question, "language": f.language, "name": _(rule.name), "sentence": f.sentence,
        "why": _(rule.why), "source": rule.source, "suggestion": _(rule.suggestion),
    }  # fmt: skip


def _line_json(r: Line) -> dict[str, Any]:
    return {
        "key": r.key, "where": r.where, "source_language": r.source_language, "source": r.source,
        "language": r.language, "text": r.text, "flags": list(r.flags),
    }  # fmt: skip
