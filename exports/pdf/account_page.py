"""One customer as a PDF: scores by touch point, trend, silence, open work, renewal and people; one internal A4."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cxdesk.analysis import map_words as said
from cxdesk.analysis.purchase_words import bought_line
from cxdesk.analysis.quadrants import TREATMENTS
from cxdesk.errors import UserError
from cxdesk.i18n import _, day, listed, number, speaking
from cxdesk.planning.account_review import (
    AccountReview,
    counted_words,
    renewal_words,
    silence_sentences,
)
from cxdesk.planning.account_sheets import AccountSheet
from cxdesk.planning.follow_up_words import due_words
from exports.charts.data import Trend, TrendPoint
from exports.charts.drawing import draw
from exports.charts.look import PT_PER_PX, Look
from exports.pdf.blocks import Air, AtFoot, Beads, Rule
from exports.pdf.chart import ChartBlock
from exports.pdf.document import Rendered, body_height
from exports.pdf.document import render as render_document
from exports.pdf.grid import Column, Grid, Row, Ruling
from exports.pdf.internal_frame import InternalFrame
from exports.pdf.look import INSIDE, WIDTH, ink, rest_of, to_grid
from exports.pdf.tags import Element
from exports.pdf.text import Text
from exports.writing import write_file

_SIDE, _GUTTER = 156.0, 16.0
_MAIN = WIDTH - _SIDE - _GUTTER
_BEADS, _COUNTED, _SCORE = 118.0, _MAIN - 76.0, _MAIN - 28.0
_TREND = 110.0


@dataclass(frozen=True, slots=True)
class _Room:
    """How much of each part is printed; the steps from generous to bare."""

    gap: float
    touch_points: int
    trend: bool
    work: int
    people: int


_STEPS = (
    _Room(12, 14, True, 6, 8),
    _Room(10, 12, True, 5, 6),
    _Room(9, 10, True, 4, 4),
    _Room(8, 8, True, 3, 3),
    _Room(7, 8, True, 2, 1),
    _Room(6, 8, True, 1, 1),
    _Room(6, 8, True, 1, 0),
    _Room(7, 8, False, 2, 2),
    _Room(6, 8, False, 1, 1),
    _Room(5, 8, False, 1, 0),
    _Room(5, 6, False, 1, 0),
    _Room(5, 4, False, 1, 0),
)


def build(sheet: AccountSheet, target: Path) -> Path:
    """Write the PDF; whole or not at all."""
    if target.suffix.lower() != ".pdf":
        raise UserError(_("A page is written as a PDF. Choose a name that ends in .pdf."))
    pdf = render(sheet).pdf
    return write_file(target, lambda part: part.write_bytes(pdf))


def render(sheet: AccountSheet) -> Rendered:
    """The PDF, the same bytes for the same customer: less is printed until it fits on one A4."""
    page = InternalFrame(sheet.frame, sheet.review.account.name)
    furniture = page.furniture(page.words.gettext("One customer"))
    page.tallest = body_height(furniture)
    for room in _STEPS:
        story = _Parts(page, sheet.review, room).story()
        if sum(p.getSpaceBefore() + p.wrap(WIDTH, 0)[1] for p in story) <= page.tallest:
            break
    return render_document(story, furniture)


class _Parts:
    def __init__(self, page: InternalFrame, review: AccountReview, room: _Room) -> None:
        self.page, self.review, self.room, self.lang = page, review, room, page.lang

    def story(self) -> list[Any]:
        page, gap = self.page, self.room.gap
        parts = [
            *page.banner(gap),
            *page.head(self._subtitle()),
            *self._standing(),
            Air(to_grid(gap)),
        ]
        left = (*self._scores(), *self._trend())
        right = (*self._work(), *self._silence(), *self._people())
        columns = (Column(0, _MAIN), Column(_MAIN + _GUTTER, _SIDE))
        both = Grid(columns, [Row((left, right))], page.tallest, rtl=page.rtl)
        return [*parts, AtFoot((both,), page.foot(), 12, page.tallest)]

    def _subtitle(self) -> str:
        account, review = self.review.account, self.review
        where = review.round.label_in(self.lang) if review.round else ""
        facts = [account.key, account.segment, account.region, where]
        return listed(filter(None, facts), self.lang) + "."

    def _standing(self) -> list[Any]:
        """The quadrant, why it could be another, how many speak, what it brings, when it decides."""
        review, translate, lang = self.review, self.page.words.gettext, self.lang
        placed, standing, account = review.placed, review.standing, review.account
        said_of = []
        if placed is not None:
            said_of.append(
                translate("{quadrant}: {treatment}. Score {score} of 100.").format(
                    quadrant=said.quadrant_word(placed.quadrant, lang),
                    treatment=translate(TREATMENTS[placed.quadrant]),
                    score=said.score_text(round(placed.score), lang),
                )
            )
        elif standing is not None and standing.absent:
            said_of.append(said.absent_line(standing.absent, [standing.name], lang) + ".")
        if standing is not None:
            said_of.append(said.answered_sentence(standing.answered, standing.invited, lang) + ".")
        if placed is not None and (why := said.reason(placed, lang)):
            said_of.append(why)
        facts = []
        if account.revenue is not None:
            amount = said.amount(account.revenue, account.currency, lang)
            facts.append(translate("Revenue {amount}").format(amount=amount))
        if account.potential_revenue is not None:
            amount = said.amount(account.potential_revenue, account.currency, lang)
            facts.append(translate("potential {amount}").format(amount=amount))
        if account.renewal_on is not None and review.days_to_go is not None:
            left = renewal_words(review.days_to_go, lang)
            facts.append(
                translate("renewal on {day} ({left})").format(day=day(account.renewal_on, lang), left=left)
            )
        if account.owner:
            facts.append(translate("looked after by {owner}").format(owner=account.owner))
        body: list[Any] = [Air(4), Text(" ".join(said_of), self.page.body, most=5)]
        if facts:
            body.append(Text(listed(facts, lang) + ".", self.page.quiet, most=3))
        if review.bought is not None:
            body.append(Text(bought_line(review.bought, lang), self.page.quiet, most=3))
        return body

    def _scores(self) -> list[Any]:
        page, review, translate = self.page, self.review, self.page.words.gettext
        if review.total is None:
            none = Text(translate("Nobody of this customer answered in this round."), page.body)
            return [*self._section(translate("What its people said")), none, Air(8)]
        shown = review.touch_points[: self.room.touch_points]
        rows = [
            Row(
                (
                    (Text(t.name, page.body, Element("TH"), most=2),),
                    (Air(4), Beads(t.satisfied or 0, t.answers, (ink("data"), ink("data_soft")), page.rtl)),
                    (Text(counted_words(t.satisfied, t.answers, self.lang), page.body.but(end=True)),),
                    (Text(number(t.score, lang=self.lang), page.body.but(end=True)),),
                ),
                Element("TR"),
            )
            for t in shown
        ]
        total = review.total
        rows.append(
            Row(
                (
                    (Text(translate("All answers"), page.strong, Element("TH")),),
                    (),
                    (
                        Text(
                            counted_words(total.satisfied, total.answers, self.lang),
                            page.strong.but(end=True),
                        ),
                    ),
                    (Text(number(total.score, lang=self.lang), page.strong.but(end=True)),),
                ),
                Element("TR"),
            )
        )
        head = Row(
            (
                (Text(translate("Touch point"), page.small, Element("TH")),),
                (),
                (Text(translate("Satisfied"), page.small.but(end=True), Element("TH")),),
                (Text(translate("Score"), page.small.but(end=True), Element("TH")),),
            ),
            Element("TR"),
        )
        columns = (
            Column(0, _BEADS - 6), Column(_BEADS, _COUNTED - _BEADS - 4), Column(_COUNTED, 44), Column(_SCORE, 28)
        )  # fmt: skip
        table = Grid(columns, rows, page.tallest, head, Ruling(2, 2, 0, ink("line")), page.rtl)
        body: list[Any] = [table]
        if (left := len(review.touch_points) - len(shown)) > 0:
            more = self.page.words.ngettext("and {n} more touch point", "and {n} more touch points", left)
            body.append(Text(more.format(n=number(left, lang=self.lang)), page.small))
        return [*self._section(translate("What its people said")), *body, Air(8)]

    def _section(self, text: str) -> list[Any]:
        """A head under a rule as wide as its column."""
        head = Text(text, self.page.strong.but(colour=self.page.accent), Element("H2"))
        return [Rule(self.page.accent, 1, INSIDE - 1), head, Air(INSIDE + rest_of(self.page.strong.line))]

    def _trend(self) -> list[Any]:
        points = [TrendPoint(p.round.day, p.figure, p.round.label_in(self.lang)) for p in self.review.trend]
        if len(points) < 2 or not self.room.trend:
            return []
        look = Look("paper", self.lang, _MAIN / PT_PER_PX, _TREND / PT_PER_PX)
        chart = ChartBlock(draw(Trend(tuple(points)), look), self.page.rtl)
        return [*self._section(self.page.words.gettext("Score over the rounds")), chart]

    def _silence(self) -> list[Any]:
        sentences = silence_sentences(self.review, self.lang)
        if not sentences:
            return []
        head = self._section(self.page.words.gettext("Silence"))
        return [*head, *(Text(s, self.page.body, most=4) for s in sentences), Air(8)]

    def _people(self) -> list[Any]:
        """Those who were asked and kept silent first: they are the ones to ring."""
        people = self.review.contacts[: self.room.people]
        if not people:
            return []
        translate, lines = self.page.words.gettext, []
        for one in people:
            state = translate("answered") if one.answered else ""
            if one.invited and one.answered is False:
                state = translate("invited, did not answer")
            lines.append(
                Text(listed(filter(None, (one.name, one.role, state)), self.lang), self.page.small, most=2)
            )
        return [*self._section(translate("People")), *lines]

    def _work(self) -> list[Any]:
        review, page, translate = self.review, self.page, self.page.words.gettext
        made: list[Any] = [*self._follow_ups(), *self._section(translate("Open issues and actions"))]
        if not (review.issues or review.actions):
            made.append(Text(translate("Nothing is open for this customer."), page.body, most=2))
        made += [Text(i.title, page.body.but(strong=True), most=2) for i in review.issues[: self.room.work]]
        for action in review.actions[: self.room.work]:
            due = day(action.due_on, self.lang) if action.due_on else translate("no day yet")
            made += [
                Air(INSIDE),
                Text(action.title, page.body, most=2),
                Text(listed(filter(None, (action.owner, due)), self.lang), page.small, most=2),
            ]
        return [*made, Air(8)]

    def _follow_ups(self) -> list[Any]:
        """Open follow-ups with their deadline; nothing where there is none."""
        review, page = self.review, self.page
        if not review.follow_ups or not self.room.work:
            return []
        n = len(review.follow_ups)
        head = page.words.ngettext("{n} open follow-up", "{n} open follow-ups", n)
        made: list[Any] = self._section(head.format(n=number(n, lang=self.lang)))
        with speaking(self.lang):
            # The most urgent ones; where room is short, the next one alone.
            for one in review.follow_ups[: self.room.work if self.room.trend else 1]:
                whom = one.for_whom or page.words.gettext("nobody yet")
                line = listed((one.rule, whom, due_words(one, review.now)[0]), self.lang)
                made += [Text(line, page.small, most=3), Air(2)]
        return [*made, Air(8)]
