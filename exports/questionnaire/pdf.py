"""A questionnaire as a PDF, and the map of its boxes."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from cxdesk.errors import UserError
from cxdesk.i18n import _, language_word, listed, ngettext, number, speaking
from cxdesk.progress import Progress, no_progress
from cxdesk.surveys.definition import Definition
from exports.pdf.faces import face
from exports.pdf.pdf_font import pdf_font
from exports.pdf.structure import Tagger, write_outline, write_structure
from exports.pdf.xmp import write_metadata
from exports.questionnaire.boxes import Drawn, FormBox
from exports.questionnaire.field_names import ACCOUNT, FORM, LANGUAGE, asked_of, definition_code, in_ascii
from exports.questionnaire.form_fields import FormFields
from exports.questionnaire.long_lists import told_of
from exports.questionnaire.numbering import Paperwork, on_paper
from exports.questionnaire.options import Kit, Options, checked
from exports.questionnaire.packing import pages_of
from exports.questionnaire.pages import draw_pages
from exports.questionnaire.story import blocks_of
from exports.questionnaire.wording import Wording, lacking

MAP_VERSION = 1
_MOST_PAGES = 99
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A printed questionnaire: its pages (of one copy), the ids of its copies, and where its boxes are.

    `notes` are sentences for whoever prints it, on what is not on paper.
    """

    pdf: bytes
    pages: int
    form: str
    sheets: tuple[str, ...]
    boxes: tuple[FormBox, ...]
    size: tuple[float, float]
    notes: tuple[str, ...] = ()


def questionnaire_pdf(definition: Definition, language: str, options: Options | None = None) -> bytes:
    """The survey on paper in one language; UserError where a text is missing in it."""
    return printed(definition, language, options or Options()).pdf


def printed(
    definition: Definition, language: str, options: Options, progress: Progress = no_progress
) -> Questionnaire:
    """The same with the map of its boxes; every copy has its own sheet id on every page."""
    kit = checked(options, language)
    paper = on_paper(definition, options.fields)
    refuse_incomplete(paper, language)
    code = form_code(definition, language, options)
    words = Wording(paper, language, options.fields, options.pictures)
    with speaking(language):
        made = _drawn(kit, options, words, code, progress)
    return replace(made, notes=told_of(paper))


def form_code(definition: Definition, language: str, options: Options) -> str:
    """What tells one form from another: six letters that change with its words and its layout."""
    asked = asked_of(definition)
    return code_of_layout(asked, language, options.paper, options.columns, options.big, options.fields)


def code_of_layout(
    asked: str, language: str, paper: str, columns: int, big: bool, fields: Mapping[str, str]
) -> str:
    """The same of what `asked_of` says."""
    layout = [language, paper.casefold(), columns, big, dict(fields)]
    whole = asked + json.dumps(layout, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:6].upper()


def form_map(made: Questionnaire) -> dict[str, Any]:
    """Where each box is, for whoever reads the filled-in sheets: millimetres from the page's upper left corner."""
    width, height = made.size
    return {
        "cxdesk_form": MAP_VERSION,
        "form": made.form,
        "sheets": list(made.sheets),
        "pages": made.pages,
        "paper": {"width": round(width, 2), "height": round(height, 2)},
        "boxes": [asdict(box) for box in made.boxes],
    }


def refuse_incomplete(paper: Paperwork, language: str) -> None:
    """Nothing is printed half in one language and half in another."""
    missing = list(lacking(paper, language))
    if not paper.numbers:
        raise UserError(_("This survey asks nothing that can be printed. Add a question first."))
    if not missing:
        return
    named = [_("{where} (“{text}”)").format(where=where, text=text) for where, text in missing[:_NAMED]]
    if len(missing) > _NAMED:
        more = len(missing) - _NAMED
        named.append(ngettext("and {n} more", "and {n} more", more).format(n=number(more)))
    raise UserError(
        _("There are no words in {language} for: {named}. Write them, or choose another language.").format(
            language=language_word(language), named=listed(named)
        )
    )


def _drawn(kit: Kit, options: Options, words: Wording, code: str, progress: Progress) -> Questionnaire:
    survey = words.paper.survey
    title = words.text(survey.name) or _("Questionnaire")
    out = BytesIO()
    size = (kit.paper.width, kit.paper.height)
    first = pdf_font(face("persian" if kit.rtl else "sans", False)).fontName
    canvas = Canvas(out, pagesize=size, lang=kit.language, initialFontName=first, pdfVersion=(1, 7))
    canvas.setTitle(title)
    canvas.setAuthor(options.sender.name)
    canvas.setCreator("cxdesk")
    canvas.tagger = Tagger(kit.language)
    canvas.drawn = drawn = Drawn()
    drawn.fields = FormFields(canvas, _hidden(survey, options, kit)) if kit.fillable else None
    pages = 0
    for at, sheet in enumerate(_sheets(options, kit)):
        progress(at, len(options.sheets), _("Making the pages"))
        spots = pages_of(kit, list(blocks_of(kit, words)))
        pages = len(spots)
        if pages > _MOST_PAGES:
            raise UserError(
                _("This survey would fill {n} pages of paper. Print a part of it, or ask for less.").format(
                    n=number(pages)
                )
            )
        draw_pages(canvas, kit, options, title, spots, f"{code}-{sheet}", at * pages + 1)
        drawn.noting = False
    _finish(canvas, title, options, kit)
    return Questionnaire(
        out.getvalue(),
        pages,
        code,
        tuple(options.sheets),
        tuple(drawn.boxes),
        (size[0] * 25.4 / 72, size[1] * 25.4 / 72),
    )


def _hidden(survey: Definition, options: Options, kit: Kit) -> dict[str, str]:
    """What a form says of itself when it comes back."""
    told = {FORM: definition_code(survey), LANGUAGE: kit.language}
    return told | ({ACCOUNT: in_ascii(options.account)} if options.account else {})


def _sheets(options: Options, kit: Kit) -> Sequence[str]:
    """A form on a screen is one copy: whoever fills it in keeps it under a name of its own."""
    return options.sheets[:1] if kit.fillable else options.sheets


def _finish(canvas: Any, title: str, options: Options, kit: Kit) -> None:
    write_outline(canvas)
    if canvas.drawn.fields is not None:
        canvas.drawn.fields.write()
    write_structure(canvas)
    write_metadata(canvas._doc, title, options.sender.name, "", kit.language)
    canvas.save()
