"""A journey's map as a file: PDF on A3 sheets, SVG or PNG as one picture."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from cxdesk.errors import UserError
from cxdesk.i18n import _, words
from cxdesk.journeys.queries import JourneyMap
from exports.journey.lettering import lettering
from exports.journey.pdf import pdf_of
from exports.journey.press import Press
from exports.journey.sheet import a3_sheets, one_sheet
from exports.journey.svg import svg_of
from exports.writing import write_file

SUFFIXES = (".pdf", ".svg", ".png")
# Dots per point: 192 to the inch, and never a picture that no viewer opens.
PNG_SCALE = 192 / 72
PNG_LONGEST = 16000


def export(
    journey: JourneyMap,
    target: Path,
    language: str,
    *,
    for_customer: bool = False,
    pictures: Mapping[str, bytes] | None = None,
) -> Path:
    """Write the map in the format the name ends in; a customer's copy holds no internal lane.

    `pictures` are the photographs on its cards by the digest of their bytes.
    """
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
    """The map as bytes of one of the three kinds."""
    if kind == ".svg":
        sheet = one_sheet(journey, language, for_customer=for_customer)
        return svg_of(sheet, journey.name, language, pictures)
    if kind == ".pdf":
        sheets = a3_sheets(journey, language, for_customer=for_customer)
    else:
        sheets = [one_sheet(journey, language, for_customer=for_customer)]
    press = Press(lent=lettering(sheets, journey, language).faces, pictures=pictures or {})
    subject = words(language).gettext("Customer journey")
    pdf = pdf_of(sheets, journey.name, language, journey.firm, subject, press)
    return pdf if kind == ".pdf" else png_of(pdf)


def png_of(pdf: bytes, page: int = 0, scale: float = PNG_SCALE) -> bytes:
    """One page of a PDF as a picture."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        shown = document[page]
        longest = max(shown.get_size())
        picture = shown.render(scale=min(scale, PNG_LONGEST / longest)).to_pil()
        out = BytesIO()
        picture.save(out, format="PNG", dpi=(72 * scale, 72 * scale))
        return out.getvalue()
    finally:
        document.close()
