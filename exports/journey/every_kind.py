"""A journey written in any of the formats, by the ending of the file's name: one way for window and command line.

What a customer may not see is left out before anything is drawn, and the finished bytes are looked through.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cxdesk.errors import UserError
from cxdesk.i18n import _, listed
from cxdesk.journeys.formats.carried import left_out
from cxdesk.journeys.layout import customer_copy
from cxdesk.journeys.queries import JourneyMap
from exports.journey import data_files, kit, saving
from exports.journey.lettering import beyond_ours
from exports.journey.page import page_of
from exports.journey.safe import bare_copy, refuse_leaks
from exports.journey.slides import one_stage, slides_of
from exports.writing import write_file

SUFFIXES = (*saving.SUFFIXES, ".pptx", ".html", *data_files.ENDINGS)
# Pictures are no wider than what every viewer opens.
LEAST_WIDTH, MOST_WIDTH = 200, saving.PNG_LONGEST


@dataclass(frozen=True, slots=True)
class Written:
    """Where it was written, how many pages it has (0 where it has none), and sentences about what to know of it."""

    path: Path
    notes: tuple[str, ...] = ()
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    """How it is to be written: `stage` for slides of one stage only, `width` in dots for a picture.

    `wish` is the paper, for PDF, SVG and PNG; without one a PDF is on A3 sheets and a picture as large as it asks for.
    """

    for_customer: bool = False
    stage: str = ""
    width: int = 0
    wish: kit.Wish | None = None


@dataclass(frozen=True, slots=True)
class _Source:
    """The journey to be written, all that may be seen of it, and as plain data."""

    shown: JourneyMap
    document: Mapping[str, Any]
    language: str
    pictures: Mapping[str, bytes]


def write(
    journey: JourneyMap,
    document: Mapping[str, Any],
    target: Path,
    language: str,
    form: Form | None = None,
    pictures: Mapping[str, bytes] | None = None,
) -> Written:
    """Write the journey; a customer's copy is built from what a customer may see in every format.

    `pictures` are the photographs on cards by the digest of their bytes. Raises UserError for an ending that is
    none of ours, for a form that the format has not, and for a copy in which anything internal is found.
    """
    form, kind = form or Form(), target.suffix.lower()
    _refuse(target, kind, form)
    shown = customer_copy(journey) if form.for_customer else journey
    source = _Source(shown, document, language, pictures or {})
    made = _made(source, kind, form)
    if form.for_customer:
        bare = bare_copy(journey)
        refuse_leaks(
            made.data, kind, journey, lambda: _made(_Source(bare, document, language, {}), kind, form).data
        )
    path = write_file(target, lambda part: part.write_bytes(made.data))
    # Of a customer's copy it is meant that things are left out.
    lost = () if form.for_customer else left_out(shown, kind)
    return Written(path, (*made.notes, *lost), made.pages)


def _made(source: _Source, kind: str, form: Form) -> saving.Saved:
    shown, language, pictures = source.shown, source.language, source.pictures
    if kind in saving.SUFFIXES:
        if form.wish is not None:
            return _on_paper(source, kind, form.wish, form.width)
        return saving.saved(
            shown, kind, language, for_customer=form.for_customer, pictures=pictures, width=form.width
        )
    if kind == ".pptx":
        stage = one_stage(shown, form.stage) if form.stage else shown
        return saving.Saved(
            slides_of(stage, language, pictures, for_customer=form.for_customer), beyond_ours(stage), 1
        )
    if kind in (".html", ".htm"):
        text = page_of(shown, language, for_customer=form.for_customer, pictures=pictures)
        return saving.Saved(text.encode("utf-8"), beyond_ours(shown))
    return saving.Saved(
        data_files.data_of(shown, source.document, kind, language, for_customer=form.for_customer)
    )


def _on_paper(source: _Source, kind: str, wish: kit.Wish, width: int) -> saving.Saved:
    """A sheet of chosen paper, or many of them; as a drawing or a picture only what is one sheet."""
    if kind == ".pdf":
        made = kit.printed(source.shown, source.language, wish, source.pictures)
        return saving.Saved(made.pdf, made.notes, made.pages)
    if wish.tiles or wish.what not in ("map", "empty"):
        raise UserError(_("Sheets to be put together, cards and voting sheets are written as PDF."))
    sheet, notes = kit.poster(source.shown, source.language, wish)
    made_of = saving.of_sheets([sheet], source.shown, kind, source.language, source.pictures, width)
    return saving.Saved(made_of.data, (*notes, *made_of.notes), 1)


def _refuse(target: Path, kind: str, form: Form) -> None:
    """What the format can't be or has not, before anything is drawn."""
    if kind not in (*SUFFIXES, ".htm"):
        raise UserError(
            _("“{name}” has no ending that a map can be written in. Choose one of: {endings}.").format(
                name=target.name, endings=listed(SUFFIXES)
            )
        )
    if form.wish is not None and kind not in saving.SUFFIXES:
        raise UserError(
            _(
                "Paper, sheets to be put together and the paper kit are for {endings}, not for “{name}”."
            ).format(endings=listed(saving.SUFFIXES), name=target.name)
        )
    if form.stage and kind != ".pptx":
        raise UserError(_("One stage alone is written as slides. Choose a name that ends in .pptx."))
    if form.width and kind != ".png":
        raise UserError(_("A width in dots is for a picture. Choose a name that ends in .png."))
    if form.width and not LEAST_WIDTH <= form.width <= MOST_WIDTH:
        raise UserError(
            _("A picture can be from {least} to {most} dots wide.").format(least=LEAST_WIDTH, most=MOST_WIDTH)
        )
