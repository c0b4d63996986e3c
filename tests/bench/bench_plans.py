"""200 customers' plans of two pages with two charts each, and the page that is drawn again after an edit.

The peer lays the same words out with ReportLab's own paragraphs and tables in the same faces, on as many pages with
the same head and foot, and saves each distinct chart once. Each customer is told sentences of its own, and no turn
draws a plan that was drawn before: only heads, dates and labels come again.
"""

import gc
import random
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table  # noqa: TID251 - the peer

from cxdesk.paths import resource
from cxdesk.planning import plan_words
from exports.pdf.customer_plan import draw
from tests.bench.harness import Result, race, say
from tests.pdf import conftest

PLANS = 200
_WORDS = (
    "lift repair report morning fitter arrival tenant building invoice contact breakdown handover dispatch call "
    "evening board spare part technician promise answer weekly garage entrance floor heating noise cabin door"
)
TURN = 10  # plans for each turn; a file of 200 is drawn plan by plan, so that the ratio is the same


def run() -> list[Result]:
    """Drawing, two processes, memory, the preview, and what a window asks of all plans before it shows anything."""
    plans = [_numbered(n) for n in range(PLANS)]
    return [_layout(plans), _memory(plans), *_batch(), _preview(), *_looking()]


def _numbered(n: int) -> Any:
    """A plan like the example's, as long, with other words in six of ten places."""
    chance, words = random.Random(n), _WORDS.split()
    plan = conftest.english.__wrapped__()

    def said(text: str) -> str:
        return " ".join(chance.choice(words) if chance.random() < 0.6 else word for word in text.split())

    return replace(
        plan,
        account=f"Harbour Square {n}",
        account_full=f"Harbour Square Offices {n}",
        told=tuple(replace(one, text=said(one.text)) for one in plan.told),
        will_do=tuple(replace(one, what=said(one.what)) for one in plan.will_do),
        since=replace(plan.since, text=said(plan.since.text)),
        quotation=replace(plan.quotation, text=said(plan.quotation.text)),
        ask=said(plan.ask),
    )


def _layout(plans: list[Any]) -> Result:
    pdfmetrics.registerFont(TTFont("Peer", str(next(resource("fonts").glob("NotoSans_400*.ttf")))))
    turns = [plans[at : at + TURN] for at in range(0, len(plans), TURN)]
    mine, others = iter(turns), iter(turns)

    def ours() -> None:
        for plan in next(mine):
            draw(plan)

    def theirs() -> None:
        for plan in next(others):
            _peer(plan)

    return race(f"{TURN} of {PLANS} customer plans, drawn", ours, theirs, 1.3, times=5,
                note="peer: ReportLab's paragraphs and tables, same words, faces, pages and charts")  # fmt: skip


def _peer(plan: Any) -> bytes:
    """The same words on two pages as ReportLab's own flowables lay them out."""
    body = ParagraphStyle("body", fontName="Peer", fontSize=10.5, leading=16)
    small = ParagraphStyle("small", parent=body, fontSize=8.5, leading=12)
    title = ParagraphStyle("title", parent=body, fontSize=22, leading=28)
    story: list[Any] = [Paragraph(escape(plan_words.title(plan)), title)]
    story.append(Paragraph(escape(plan_words.based_on(plan)), body))
    for part in plan_words.parts(plan):
        if part.key == "annex":
            story.append(PageBreak())
        if part.head:
            story.append(Paragraph(escape(part.head), body))
        wide = [plan_words.between(plan.language)] if not part.rows else [None] * len(part.rows[0])
        rows = [[Paragraph(escape(cell), body) for cell in row] for row in part.rows]
        if part.heads:
            rows.insert(0, [Paragraph(escape(cell), small) for cell in part.heads])
        story.append(Table(rows, colWidths=[170 * mm / len(wide)] * len(wide)))
    around = plan_words.around(plan)

    def furniture(canvas: Any, _doc: Any) -> None:
        canvas.setFont("Peer", 8.5)
        for at, text in enumerate(around):
            canvas.drawString(20 * mm, 290 * mm - 12 * at if at < 2 else 12 * (at - 1), text)
        _beads(canvas, plan)

    out = BytesIO()
    doc = SimpleDocTemplate(out, leftMargin=20 * mm, rightMargin=20 * mm)
    doc.build(story, onFirstPage=furniture, onLaterPages=furniture)
    return out.getvalue()


def _beads(canvas: Any, plan: Any) -> None:
    """The two charts: people by round on page one, by touch point in the annex."""
    rows = plan.since.rows if canvas.getPageNumber() == 1 else plan.annex
    for at, row in enumerate(rows):
        for place in range(row.answered):
            canvas.setFillColor(plan.brand.accent if place < row.satisfied else "#DED6C9")
            canvas.circle(100 * mm + 9 * place, 120 * mm - 14 * at, 3.4, stroke=0, fill=1)


def _memory(plans: list[Any]) -> Result:
    """Blocks of memory in use after all plans beside those after half of them: nothing grows with their number.

    The first half fills what is kept on purpose, such as the letters of texts that come again.
    """
    blocks: list[int] = []
    begun = time.perf_counter()
    for n, plan in enumerate(plans, 1):
        draw(plan)
        if n in (len(plans) // 2, len(plans)):
            gc.collect()
            blocks.append(sys.getallocatedblocks())
    half, all_ = blocks
    note = f"{half:,} blocks after {len(plans) // 2} plans, {all_:,} after {len(plans)}"
    return Result("memory after 200 plans", all_ / half, 1.05, time.perf_counter() - begun, None, note)


def _batch() -> list[Result]:
    """The same batch with one process and with two, from a real file; the start of both processes is in it."""
    from cxdesk.project import Project
    from exports.pdf.batch import make_all, orders
    from tests.bench.plans_file import filled

    with tempfile.TemporaryDirectory() as folder:
        path = filled(Path(folder) / "plans.cxdesk", PLANS)
        project = Project.open(path)
        try:
            taken = []
            for count in (1, 2):
                wanted = orders(project, Path(folder) / f"with {count}")
                begun = time.perf_counter()
                found = make_all(project, wanted, processes=count)
                taken.append(time.perf_counter() - begun)
                missing = [o.reason for o in found if o.file is None]
                if missing:
                    raise RuntimeError(missing[0])
        finally:
            project.close()
    one, two = taken
    say(
        f"{PLANS} plans from a file: {one:.1f} s with one process, {two:.1f} s with two ({one / two:.2f} times as fast)"
    )
    limit = 1 / 1.7
    return [
        Result(
            "two processes over one, 200 plans",
            two / one,
            limit,
            two,
            one,
            "peer: one process; needs two free cores",
        )
    ]


def _preview() -> Result:
    """One edit: the words are read, the page is drawn, looked over for leaks."""
    from cxdesk.planning.plan_queries import plan_rows
    from cxdesk.project import Project
    from tests.bench.plans_file import filled
    from ui.planning.drawing import Figures, drawn

    with tempfile.TemporaryDirectory() as folder:
        project = Project.open(filled(Path(folder) / "plans.cxdesk", 20))
        try:
            plan = project.read(plan_rows)[0]
            kept, taken = Figures(), []
            for _turn in range(6):
                begun = time.process_time()
                drawn(project, plan.id, "en", ("en", "nl"), kept)
                taken.append(time.process_time() - begun)
            median = statistics.median(taken[1:])
            note = "work of the processor; at most 0.3 s, what was counted is kept"
            return Result("preview after an edit", median / 0.3, 1.0, median, None, note)
        finally:
            project.close()


def _looking() -> list[Result]:
    """The start page, and the review of all plans before they are made: its list, its first plan, its last one."""
    from datetime import date

    from cxdesk.planning.plan_review import figures_of, newest_plans, reviewed
    from cxdesk.programme.overview import overview
    from cxdesk.project import Project
    from tests.bench.plans_file import filled

    with tempfile.TemporaryDirectory() as folder:
        file = filled(Path(folder) / "plans.cxdesk", PLANS)
        project = Project.open(file)
        begun = time.process_time()
        project.read(overview, date(2026, 4, 20))
        page = time.process_time() - begun
        project.close()
        project = Project.open(file)  # no column was read before
        try:
            begun = time.process_time()
            plans = project.read(newest_plans)
            figures = project.read(figures_of, plans)
            project.read(reviewed, plans[0], "en", figures[plans[0].id])
            first = time.process_time() - begun
            for plan in plans[1:]:
                if project.read(reviewed, plan, "en", figures[plan.id]).reason:
                    raise AssertionError(plan)
            last = time.process_time() - begun
        finally:
            project.close()
    note = f"work of the processor; at most 1 s; all {PLANS} after {last:.1f} s, behind the window"
    return [
        Result(
            f"start page, {PLANS} plans in draft", page, 1.0, page, None, "work of the processor; at most 1 s"
        ),
        Result(f"review of {PLANS} plans, to its first plan", first, 1.0, first, None, note),
    ]
