"""The formats a questionnaire can leave in, a row each; command line and window are made from it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from cxdesk.errors import UserError
from cxdesk.i18n import N_, _, listed
from cxdesk.project import Project
from cxdesk.surveys.formats.carried import Written


@dataclass(frozen=True, slots=True)
class Format:
    """One format: `purpose` says in a sentence what it is for.

    `writer` is "module:function", called with a `Definition` that holds the wanted languages only, its own first;
    it gives a `Written`: bytes, and sentences on what could not be carried. `alone`: one language in a file.
    `stored`: the writer asks the file for more, and is called with project, survey, languages and the customer.
    """

    key: str
    suffix: str
    words: str
    purpose: str
    writer: str
    alone: bool = False
    stored: bool = False


_OUT = "cxdesk.surveys.formats"
FORMATS: tuple[Format, ...] = (
    Format("html", ".html", N_("Web page"), N_("One file for any browser, phones too, without a network; it gives answer files that come back here."), "exports.questionnaire_html.of_survey:write", stored=True),
    Format("xlsform", ".xlsx", N_("XLSForm"), N_("For KoboToolbox, ODK and SurveyCTO: forms on phones, with or without a network."), f"{_OUT}.xlsform_out:write"),
    Format("lss", ".lss", N_("LimeSurvey"), N_("For LimeSurvey: take it in with “Create survey”, “Import”."), f"{_OUT}.lss_out:write"),
    Format("qsf", ".qsf", N_("Qualtrics"), N_("For Qualtrics: take it in with “Import a QSF file”."), f"{_OUT}.qsf_out:write"),
    Format("surveyjs", ".json", N_("SurveyJS"), N_("For web sites and apps that show questionnaires with SurveyJS."), f"{_OUT}.surveyjs_out:write"),
    Format("docx", ".docx", N_("Word, for Microsoft Forms"), N_("For Microsoft Forms, to be taken in with “Quick import” and written by its published rules: numbered questions, lettered answers. Not tried in Forms: look over what it made of it. Also to read and discuss in Word."), f"{_OUT}.docx_out:write", alone=True),
)  # fmt: skip
# What is printed or filled in has options of its own: `ui.surveys.paper_commands` writes these.
PAPER: tuple[Format, ...] = (
    Format("pdf", ".pdf", N_("Paper"), N_("To print: boxes to cross, the way through in words, page codes."), "", alone=True),
    Format("form-pdf", ".pdf", N_("PDF form"), N_("To fill in on a screen and send back; the answers are read from its fields."), "", alone=True),
)  # fmt: skip


def format_of(key: str) -> Format:
    """The row of that key; UserError names them all."""
    found = next((f for f in FORMATS if f.key == key), None)
    if found is None:
        sentence = _("There is no format “{name}”. There are: {names}.")
        raise UserError(sentence.format(name=key, names=listed(f.key for f in (*FORMATS, *PAPER))))
    return found


def written(
    project: Project, survey_id: int, row: Format, languages: Sequence[str] = (), account: str = ""
) -> Written:
    """The survey as it is now in a format; without `languages` in all it has, or its own where only one can be.

    `account` is the customer whose answers it brings, where the format can carry that; a UserError where it can't.
    """
    from cxdesk.responses.staff import described_for_showing
    from cxdesk.surveys.in_languages import in_languages

    definition = project.read(described_for_showing, survey_id)
    if not any(s.elements for s in definition.sections):
        raise UserError(_("The survey has no question yet."))
    named = {code.casefold(): code for code in definition.languages}
    wanted = tuple(named.get(code.casefold(), code) for code in languages) or definition.languages
    if row.alone:
        wanted = wanted[:1]
    module, _colon, name = row.writer.partition(":")
    write: Callable[..., Written] = getattr(import_module(module), name)
    if row.stored:
        return write(project, survey_id, wanted, account)
    if account:
        raise UserError(
            _(
                "Only a web page and a PDF form can carry for which customer they are: choose html or form-pdf."
            )
        )
    return write(in_languages(definition, wanted))


def save(made: Written, path: Path) -> Path:
    """Put the file in its place, whole or not at all."""
    from exports.writing import write_file

    return write_file(path, lambda part: part.write_bytes(made.data))
