"""The causes of an issue on paper, A4 across: the fishbone as on the canvas, then every chain of whys; internal."""

from datetime import date
from pathlib import Path

from cxdesk import i18n
from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.journeys.metrics import Style, block
from cxdesk.journeys.shapes import Bead, Icon, Line, Piece, Shape, mirror, moved
from cxdesk.planning.fishbone import chains, fishbone
from cxdesk.planning.fishbone_layout import sheets as fishbone_sheets
from cxdesk.planning.fishbone_layout import size_of
from cxdesk.planning.queries import IssueWhole
from cxdesk.planning.whys_layout import whys_sheets
from exports.journey.pdf import pdf_of
from exports.journey.sheet import Part, Sheet
from exports.pdf.look import MARGIN, PAGE, TOP
from exports.writing import write_file

WIDE, HIGH = PAGE[1], PAGE[0]
ROOM = WIDE - 2 * MARGIN
FOOT, HEADING_AIR = 40.0, 18.0
BETWEEN = 36.0
COLUMN = (ROOM - BETWEEN) / 2
SMALL = Style("ui", 8.5, 12, "text2")
TITLE = Style("voice_strong", 22, 28, "text")
MOST_TITLE_LINES = 2
# A first cause with nothing deeper is whole on the fishbone, unless it is longer than the lines there.
SHORT = 60


def write_causes(issue: IssueWhole, path: Path, language: str, today: date | None = None) -> Path:
    """Write the causes as a PDF."""
    if path.suffix.lower() != ".pdf":
        raise UserError(_("“{name}” should end in .pdf.").format(name=path.name))
    content = causes_pdf(issue, language, today)
    return write_file(path, lambda part: part.write_bytes(content))


def causes_pdf(issue: IssueWhole, language: str, today: date | None = None) -> bytes:
    """The pages as bytes; UserError while nothing is said of causes."""
    if not issue.causes:
        raise UserError(_("Nothing is said yet of why it happens. Add a cause first."))
    words, today = i18n.words(language), today or date.today()
    fish_head = _heading(words.gettext("Why it happens"), issue.row.title, language)
    why_head = _heading(words.gettext("Asking why"), issue.row.title, language)
    room = HIGH - TOP - FOOT - HEADING_AIR - 8
    fish = fishbone(issue, language)
    scale = ROOM / size_of(fish.columns)
    drawings = fishbone_sheets(fish, language, (room - fish_head[1]) / scale)
    bodies: list[tuple[Part, ...]] = [
        (Part(MARGIN + (0 if d.rtl else ROOM - d.width * scale), _below(fish_head), scale, d.shapes),)
        for d in drawings
    ]
    told = [c for c in chains(issue.causes) if len(c) > 1 or len(c[0].text) > SHORT]
    columns = whys_sheets(told, language, COLUMN, room - why_head[1])
    bodies += [
        tuple(
            Part(_column(place, language), _below(why_head), 1, piece.shapes)
            for place, piece in enumerate(columns[n : n + 2])
        )
        for n in range(0, len(columns), 2)
    ]
    heads = [fish_head] * len(drawings) + [why_head] * (len(bodies) - len(drawings))
    pages = [
        _sheet(body, head, (n, len(bodies)), n <= len(drawings), language, today)
        for n, (body, head) in enumerate(zip(bodies, heads, strict=True), 1)
    ]
    return pdf_of(pages, issue.row.title[:200], language)


def _column(place: int, language: str) -> float:
    """Where the first or second column of a sheet begins, on the left."""
    second = place == 1
    return MARGIN + (COLUMN + BETWEEN if second != i18n.is_rtl(language) else 0)


def _below(heading: tuple[Piece, float]) -> float:
    return TOP + heading[1] + HEADING_AIR


def _heading(above: str, title: str, language: str) -> tuple[Piece, float]:
    over = block(above, SMALL, ROOM, language)
    name = block(title[:400], TITLE, ROOM, language)
    if len(name.lines) > MOST_TITLE_LINES:
        name = block(title[:80] + "…", TITLE, ROOM, language)
    return Piece(text=over.at(0, 0) + name.at(0, over.height + 2)), over.height + 2 + name.height


def _sheet(
    body: tuple[Part, ...],
    heading: tuple[Piece, float],
    number: tuple[int, int],
    with_legend: bool,
    language: str,
    today: date,
) -> Sheet:
    around = (moved(heading[0], MARGIN, TOP) + _footer(number, with_legend, language, today)).shapes
    shapes: tuple[Shape, ...] = around
    if i18n.is_rtl(language):
        shapes = tuple(mirror(s, WIDE) for s in around)
    return Sheet(WIDE, HIGH, (Part(0, 0, 1, shapes), *body))


def _footer(number: tuple[int, int], with_legend: bool, language: str, today: date) -> Piece:
    words = i18n.words(language)
    y = HIGH - FOOT
    this, all_ = (i18n.number(n, lang=language) for n in number)
    between = "، " if language == "fa" else " · "
    note = between.join(
        (
            words.gettext("printed {day}").format(day=i18n.day(today, language)),
            words.gettext("sheet {this} of {all}").format(this=this, all=all_),
        )
    )
    end = block(note, SMALL, ROOM / 2, language)
    inside = block(words.gettext("Internal. Not for customers."), SMALL, ROOM / 3, language)
    piece = Piece(
        keep=(Line(MARGIN, y, WIDE - MARGIN, y, "line_strong", 0.5),),
        glyph=(Icon("lock", MARGIN, y + 8, 9, "text2"),),
        text=inside.at(MARGIN + 14, y + 13 - inside.line / 2) + end.at(WIDE - MARGIN, y + 13 - end.line / 2, "right"),
    )  # fmt: skip
    if not with_legend:
        return piece
    x = MARGIN + 14 + inside.width + 28
    for grade, colour, told in (
        ("measured", "accent", words.gettext("an action is set against it")),
        ("opinion", "text2", words.gettext("no action yet")),
    ):
        said = block(told, SMALL, ROOM / 4, language)
        piece += Piece(
            keep=(Bead(x + 3, y + 13, 3, grade, colour, "surface", 1.1),),
            text=said.at(x + 11, y + 13 - said.line / 2),
        )
        x += 11 + said.width + 18
    return piece
