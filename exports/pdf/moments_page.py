"""Moments of truth as an internal PDF: every step with its three scores, the cuts over them, and what follows."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from cxdesk.analysis.truth_scores import weight_words
from cxdesk.errors import UserError
from cxdesk.i18n import _, number
from cxdesk.journeys.truths import VIEW_WORDS, VIEWS, cuts_words, how_words, score_words
from cxdesk.planning.moments_sheet import Judged, MapOfMoments, MomentsSheet
from exports.pdf.blocks import Air
from exports.pdf.document import Rendered, body_height
from exports.pdf.document import render as render_document
from exports.pdf.grid import Column, Grid, Row, Ruling
from exports.pdf.internal_frame import InternalFrame
from exports.pdf.look import LETTER, PAGE, WIDTH, ink
from exports.pdf.tags import Element
from exports.pdf.text import Text
from exports.writing import write_file

_GAP = 12.0
# Step, stage, the three scores, what follows.
_STARTS = (0.0, 124.0, 208.0, 262.0, 316.0, 370.0)


def build(sheet: MomentsSheet, target: Path) -> Path:
    """Write the PDF; whole or not at all."""
    if target.suffix.lower() != ".pdf":
        raise UserError(_("A page is written as a PDF. Choose a name that ends in .pdf."))
    pdf = render(sheet).pdf
    return write_file(target, lambda part: part.write_bytes(pdf))


def render(sheet: MomentsSheet) -> Rendered:
    """The PDF, the same bytes for the same maps."""
    page = InternalFrame(sheet.frame, "")
    page.title = headline(sheet, page)
    furniture = replace(
        page.furniture(page.words.gettext("Moments of truth")),
        paper=LETTER if sheet.frame.brand.paper == "letter" else PAGE,
    )
    page.tallest = body_height(furniture)
    return render_document(_Parts(page, sheet).story(), furniture)


def headline(sheet: MomentsSheet, page: InternalFrame) -> str:
    """How many there are, or that nobody judged a step yet."""
    found = sum(len(one.moments) for one in sheet.maps)
    if not found and not any(one.judged for one in sheet.maps):
        return page.words.gettext("No step is judged yet")
    text = page.words.ngettext("{n} moment of truth", "{n} moments of truth", found)
    return text.format(n=number(found, lang=page.lang))


class _Parts:
    def __init__(self, page: InternalFrame, sheet: MomentsSheet) -> None:
        self.page, self.sheet, self.lang = page, sheet, page.lang
        self.cell = page.small.but(colour=ink("text"))

    def story(self) -> list[Any]:
        page, translate = self.page, self.page.words.gettext
        what = translate(
            "A step is one where it matters to the customer, to our people and to the business: only where all three "
            "scores reach their cuts."
        )
        parts: list[Any] = [*page.banner(_GAP), *page.head(what)]
        shown = [one for one in self.sheet.maps if one.steps]
        if not shown:
            parts += [Air(8), Text(translate("No journey with steps is drawn yet."), page.body)]
        for one in shown:
            parts.append(page.section(one.name, self._map(one), _GAP))
        return parts

    def _map(self, one: MapOfMoments) -> list[Any]:
        translate = self.page.words.gettext
        heads = [
            translate("Step"),
            translate("Stage"),
            *(
                translate("{whose} from {cut}").format(
                    whose=translate(VIEW_WORDS[view]), cut=score_words(cut, self.lang)
                )
                for view, cut in zip(VIEWS, one.cuts, strict=True)
            ),
            translate("What follows"),
        ]
        told = translate("Scores from 0 to 10. Cuts: {cuts}. A score at or over its cut is bold.").format(
            cuts=cuts_words(one.cuts, self.lang)
        )
        ends = [*_STARTS[1:], WIDTH]
        columns = [Column(a, b - a - (8 if b < WIDTH else 0)) for a, b in zip(_STARTS, ends, strict=True)]
        head = Row(tuple((Text(t, self.page.small, Element("TH"), most=3),) for t in heads), Element("TR"))
        rows = [Row(tuple(tuple(cell) for cell in self._step(step)), Element("TR")) for step in one.steps]
        ruling = Ruling(2.5, 2.5, 0, ink("line"))
        table = Grid(columns, rows, self.page.tallest, head, ruling, self.page.rtl)
        return [Text(told, self.page.small, most=3), Air(4), table]

    def _step(self, step: Judged) -> list[list[Any]]:
        row, small = step.row, self.page.small
        is_one = row.by_scores or row.by_hand
        loud = self.cell.but(strong=True, colour=ink("accent"))
        scores = [
            [Text(score_words(score, self.lang), loud if over else self.cell if score is not None else small)]
            for score, over in zip(row.scores, row.over, strict=True)
        ]
        follows: list[Any] = [Text(how_words(row, self.lang), loud if is_one else small, most=3)]
        if step.weight is not None and row.scores[0] is None:
            follows.append(Text(weight_words(step.weight, self.lang), small, most=6))
        name = Text(row.step, self.cell.but(strong=True), most=3)
        return [[name], [Text(row.stage, self.cell, most=3)], *scores, follows]
