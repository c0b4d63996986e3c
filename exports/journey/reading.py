"""A sheet of a map in reading order: a table with the steps above and the lanes at the side.

Shapes are painted in their own order; here each gets the element it belongs to, ornaments none.
"""

from dataclasses import dataclass, field

from cxdesk import i18n
from cxdesk.journeys.feeling_words import FEELING_WORDS
from cxdesk.journeys.kinds import CURVES
from cxdesk.journeys.queries import CardOnMap, JourneyMap
from cxdesk.journeys.shapes import Bead, CardShape, Head, MapDrawing, Picture, Shape, Text
from cxdesk.personas.kinds import GRADE_WORDS
from exports.pdf.tags import Branch, Element


@dataclass(slots=True)
class Reading:
    """The table of one sheet, and the element of each shape by its identity."""

    table: Branch
    of: dict[int, list[Element]] = field(default_factory=dict)


def reading_of(drawing: MapDrawing, journey: JourneyMap, language: str) -> Reading:
    """The reading order of one sheet's drawing."""
    return _Reader(drawing, journey, language).read()


class _Reader:
    """Lays rows and cells out first, then gives each text its place in them."""

    def __init__(self, drawing: MapDrawing, journey: JourneyMap, language: str) -> None:
        self.drawing, self.language = drawing, language
        self.cards = {card.id: card for card in journey.cards}
        self.reading = Reading(Branch(Element("Table")))
        steps = [head for head in drawing.heads if head.kind == "step"]
        # A stage without steps keeps one column free.
        self.stages = [
            (stage.id, [s.id for s in steps if stage.x <= s.x + s.w / 2 <= stage.x + stage.w] or [0])
            for stage in drawing.heads
            if stage.kind == "stage"
        ]
        self.steps = [step for _stage, inside in self.stages for step in inside]
        self.heads: dict[tuple[str, int], list[Branch]] = {}
        self.notes: dict[int, list[Branch]] = {}

    def read(self) -> Reading:
        """The whole table, every text of the drawing in it."""
        self._head_rows()
        lanes = [head for head in self.drawing.heads if head.kind == "lane"]
        for lane in lanes:
            self._lane_row(lane)
        for shape in self.drawing.frame.shapes:
            if isinstance(shape, Text):
                self._frame_text(shape, lanes)
        return self.reading

    def _head_rows(self) -> None:
        table = self.reading.table
        stages, steps = table.add("TR"), table.add("TR")
        stages.add("TD")
        steps.add("TD")
        for stage, inside in self.stages:
            cell = stages.add("TH", scope="Column", span=len(inside))
            self.heads["stage", stage] = [stages, cell]
        for step in self.steps:
            cell = steps.add("TH", scope="Column")
            self.heads["step", step] = [steps, cell]

    def _lane_row(self, lane: Head) -> None:
        row = self.reading.table.add("TR")
        self.heads["lane", lane.id] = [row, row.add("TH", scope="Row")]
        cards = [card for card in self.drawing.cards if card.lane_id == lane.id]
        if not any(cell.lane_id == lane.id for cell in self.drawing.cells):
            self.notes[lane.id] = [row, row.add("TD", span=max(1, len(self.steps)))]
            return
        for step in self.steps:
            cell = row.add("TD")
            for card in cards:
                if card.step_id == step:
                    self._card([row, cell], card)

    def _card(self, path: list[Branch], card: CardShape) -> None:
        shapes = card.piece.shapes
        bead = next((s for s in shapes if isinstance(s, Bead)), None)
        known = self.cards.get(card.card_id)
        if bead is not None and known is not None:
            shown = path[-1].add("Figure", alt=_sure(known, bead, card.kind, self.language))
            self._give(bead, [*path, shown])
        for shape in shapes:
            if isinstance(shape, Picture):
                self._give(shape, [*path, path[-1].add("Figure", alt=shape.alt)])
        texts = [shape for shape in shapes if isinstance(shape, Text)]
        if texts:
            said = path[-1].add("P")
            for text in texts:
                self._give(text, [*path, said])

    def _frame_text(self, text: Text, lanes: list[Head]) -> None:
        x, y = text.left + text.width / 2, text.y - text.size / 4
        around = [h for h in self.drawing.heads if h.x <= x <= h.x + h.w and h.y <= y <= h.y + h.h]
        exact = next((h for h in around if (h.kind, h.id) in self.heads), None)
        if exact is not None:
            return self._give(text, self.heads[exact.kind, exact.id])
        # The ends of the scale of feelings are left out: each bead says in words how it feels.
        lane = next((h for h in lanes if h.y <= y <= h.y + h.h and h.id in self.notes), None)
        return self._give(text, self.notes[lane.id]) if lane is not None else None

    def _give(self, shape: Shape, path: list[Branch]) -> None:
        self.reading.of[id(shape)] = [self.reading.table.key, *(branch.key for branch in path)]


def _sure(card: CardOnMap, bead: Bead, kind: str, language: str) -> str:
    """How it feels and how sure that is: what the bead says without words."""
    words = i18n.words(language).gettext
    said = [words(GRADE_WORDS[bead.grade])] if bead.grade in GRADE_WORDS else []
    if kind in CURVES and card.feeling is not None:
        felt = card.feeling
        said.insert(0, words(min(FEELING_WORDS, key=lambda one: abs(one[0] - felt))[1]))
    return ("، " if language == "fa" else ", ").join(said)
