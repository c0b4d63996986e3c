"""The timeline of actions as an internal paper: as many bars as a page holds, all on one axis of months."""

from dataclasses import replace
from typing import Any

from cxdesk.i18n import _, day, listed, ngettext, number
from cxdesk.planning.issue_sheets import TimelineSheet
from cxdesk.planning.tracking import overdue
from exports.charts.data import Timeline
from exports.charts.look import PT_PER_PX, Look
from exports.charts.timeline import timeline
from exports.charts.timeline_of import on_one_axis, timeline_of
from exports.charts.twin import described
from exports.pdf.blocks import Air, AtFoot
from exports.pdf.chart import ChartBlock
from exports.pdf.document import Rendered, body_height
from exports.pdf.document import render as render_document
from exports.pdf.internal_frame import InternalFrame
from exports.pdf.look import LETTER, PAGE, WIDTH
from exports.pdf.text import Text

_GAP = 10.0
_MOST_NAMED = 12


def render_timeline(sheet: TimelineSheet, paper: str = "") -> Rendered:
    """The pages in the language in use."""
    today = sheet.frame.made_on
    placed = [r for r in sheet.rows if r.due_on and r.state != "dropped"]
    left = [r.title for r in sheet.rows if not r.due_on and r.state != "dropped"]
    late = len(overdue(sheet.rows, today))
    title = _("Timeline of the actions")
    if late:
        title = ngettext("{n} action is late", "{n} actions are late", late).format(n=number(late))
    page = InternalFrame(sheet.frame, title)
    letter = (paper or sheet.frame.brand.paper) == "letter"
    furniture = replace(page.furniture(_("Timeline of the actions")), paper=LETTER if letter else PAGE)
    page.tallest = body_height(furniture)
    about = _("Timeline of the actions, {day}.").format(day=day(today))
    told = _("Hatched: over its day. Upright line: the day that was promised first. Outline: not started.")
    story: list[Any] = [*page.banner(_GAP), *page.head(f"{about} {told}"), Air(_GAP)]
    used = sum(part.wrap(WIDTH, 0)[1] for part in story)
    if placed:
        for block in _blocks(timeline_of(placed, today), page, page.tallest - used):
            story += [block, Air(6)]
    else:
        story.append(Text(_("No action has a day yet. Open one and choose by when it is done."), page.body))
    if left:
        names = listed(t[:120] for t in left[:_MOST_NAMED])
        rest = ngettext(
            "{n} action has no day yet: {names}.", "{n} actions have no day yet: {names}.", len(left)
        )
        story.append(Text(rest.format(n=number(len(left)), names=names), page.small, most=8))
    return render_document([*story, AtFoot((Air(0),), page.foot(), 12, page.tallest)], furniture)


def _blocks(data: Timeline, page: InternalFrame, first: float) -> list[ChartBlock]:
    """The chart in parts that fit on a page each, the first in what is left of page one."""
    data = on_one_axis(data)
    look = Look("paper", page.lang, WIDTH / PT_PER_PX)
    made, bars, room = [], list(data.bars), first
    while bars:
        count = len(bars)
        while True:
            part = replace(data, bars=tuple(bars[:count]))
            block = ChartBlock(timeline(part, look), page.rtl, alt=described(part, page.lang))
            if block.wrap(WIDTH, 0)[1] <= room or count == 1:
                break
            count = max(1, min(count - 1, int(count * room / block.height)))
        made.append(block)
        bars, room = bars[count:], page.tallest - 6
    return made
