"""A journey's map as a file: PDF on A3 sheets, SVG or PNG as one picture."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from cxdesk.errors import UserError
from cxdesk.i18n import _, words
from cxdesk.journeys.layout import customer_copy
from cxdesk.journeys.queries import JourneyMap
from exports.journey.continued import shortened
from exports.journey.lettering import beyond_ours, lettering
from exports.journey.long_texts import long_sheets, long_words
from exports.journey.papers import PAPERS
from exports.journey.pdf import pdf_of
from exports.journey.press import Press
from exports.journey.safe import bare_copy, refuse_leaks
from exports.journey.sheet import Sheet, a3_sheets, one_sheet
from exports.journey.svg import svg_of
from exports.writing import write_file

SUFFIXES = (".pdf", ".svg", ".png")
# Dots per point: 192 to the inch, and never a picture that no viewer opens.
PNG_SCALE = 192 / 72
PNG_LONGEST = 16000


@dataclass(frozen=True, slots=True)
class Saved:
    """The bytes of a file, sentences about what to know of it, and its pages where it has some."""

    data: bytes
    notes: tuple[str, ...] = ()
    pages: int = 0


def export(
    journey: JourneyMap,
    target: Path,
    language: str,
    *,
    for_customer: bool = False,
    pictures: Mapping[str, bytes] | None = None,
) -> Path:
    """Write the map in the format the name ends in; a customer's copy holds no internal lane."""
    kind = target.suffix.lower()
    if kind not in SUFFIXES:
        raise UserError(
            _("A map can be saved as .pdf, .svg or .png, not as “{name}”. Choose one of these.").format(
                name=target.name
            )
        )
    content = rendered(journey, kind, language, for_customer=for_customer, pictures=pictures)
    return write_file(target, lambda part: part.write_bytes(content))


def rendered(
    journey: JourneyMap,
    kind: str,
    language: str,
    *,
    for_customer: bool = False,
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """The map as bytes of one of the three kinds; a customer's copy in which anything internal is found is refused."""
    data = saved(journey, kind, language, for_customer=for_customer, pictures=pictures).data
    if for_customer:
        bare = bare_copy(journey)
        refuse_leaks(data, kind, journey, lambda: saved(bare, kind, language, for_customer=True).data)
    return data


def saved(
    journey: JourneyMap,
    kind: str,
    language: str,
    *,
    for_customer: bool = False,
    pictures: Mapping[str, bytes] | None = None,
    width: int = 0,
) -> Saved:
    """The map as one of the three kinds, not looked through yet; `width` in dots is a picture's."""
    shown = customer_copy(journey) if for_customer else journey
    if kind != ".pdf":
        sheets = [one_sheet(shown, language, for_customer=for_customer)]
        return of_sheets(sheets, shown, kind, language, pictures or {}, width)
    short, long = shortened(shown, language)
    sheets = a3_sheets(short, language, for_customer=for_customer)
    sheets += long_sheets(shown, long, language, PAPERS["A3"], inside=not for_customer)
    made = of_sheets(sheets, shown, kind, language, pictures or {})
    return replace(made, notes=(long_words(long, language), *made.notes)) if long else made


def of_sheets(
    sheets: Sequence[Sheet],
    journey: JourneyMap,
    kind: str,
    language: str,
    pictures: Mapping[str, bytes],
    width: int = 0,
) -> Saved:
    """Finished sheets as a PDF, or the first of them as a drawing or a picture."""
    if kind == ".svg":
        return Saved(svg_of(sheets[0], journey.name, language, pictures), beyond_ours(journey), 1)
    letters = lettering(sheets, journey, language)
    press = Press(lent=letters.faces, pictures=pictures)
    subject = words(language).gettext("Customer journey")
    pdf = pdf_of(sheets, journey.name, language, journey.firm, subject, press)
    if kind == ".pdf":
        return Saved(pdf, letters.notes, len(sheets))
    scale = width / sheets[0].width if width else PNG_SCALE
    return Saved(png_of(pdf, scale=scale, width=width), letters.notes, 1)


def png_of(pdf: bytes, page: int = 0, scale: float = PNG_SCALE, width: int = 0) -> bytes:
    """One page of a PDF as a picture, so many dots wide where that is said."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        shown = document[page]
        scale = min(scale, PNG_LONGEST / max(shown.get_size()))
        picture = shown.render(scale=scale).to_pil()
        if width and 0 < abs(picture.width - width) <= 2:
            picture = picture.resize((width, picture.height))
        out = BytesIO()
        picture.save(out, format="PNG", dpi=(72 * scale, 72 * scale))
        return out.getvalue()
    finally:
        document.close()
