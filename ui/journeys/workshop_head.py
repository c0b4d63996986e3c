"""The bar above the map of a workshop: stage, where one is, parking lot, clock."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from cxdesk.i18n import _, ngettext, number
from ui.journeys.workshop_clock import Clock, ClockPill
from ui.journeys.workshop_look import ICON_PX, MARGIN, WIDE, StageDots, large, voice_font
from ui.theme import Theme
from ui.widgets.logo import Mark
from ui.widgets.text import ElidedLabel, IconLabel

if TYPE_CHECKING:
    from cxdesk.journeys.queries import JourneyMap

HEIGHT = 104


class Head(QFrame):
    """What the room needs to know of where it is; on a narrow screen in fewer words."""

    def __init__(self, theme: Theme, clock: Clock) -> None:
        super().__init__()
        self.setObjectName("head")
        self.name = ElidedLabel("")
        self.name.setObjectName("stage")
        self.name.setFont(voice_font(theme))
        self.name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.lock = IconLabel(theme, "lock", "text2", ICON_PX)
        self.dots = StageDots(theme)
        self.where = large(theme, "", tone="text2", wrap=False)
        self.parked = large(theme, "", tone="text2", wrap=False)
        self.pill = ClockPill(theme, clock)
        box = QHBoxLayout(self)
        box.setContentsMargins(MARGIN + 8, 0, MARGIN, 0)
        box.setSpacing(24)
        for part in (Mark(theme, 48), self.name, self.lock, self.dots, self.where):
            box.addWidget(part)
        box.addStretch(1)
        for end in (IconLabel(theme, "inbox", "text2", ICON_PX), self.parked, self.pill):
            box.addWidget(end, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setFixedHeight(HEIGHT)
        # The clock comes and goes.
        clock.changed.connect(lambda: self._fit_name(self.width()))

    def show_map(
        self, journey: "JourneyMap", stage_id: int | None, whole: bool, parked: int, width: int
    ) -> None:
        """The stage that is shown, or the whole map; `width` is that of the screen."""
        stages = journey.stages
        at = next((i for i, s in enumerate(stages) if s.id == stage_id), 0)
        stage = stages[at] if stages else None
        name = journey.name if whole or stage is None else stage.name
        self.name.setText(name)
        self.pill.setMaximumWidth(round(width * 0.34))
        self.lock.setVisible(bool(stage and stage.locked and not whole))
        if whole:
            told = ngettext("all {n} stage", "all {n} stages", len(stages)).format(n=number(len(stages)))
        else:
            told = _("stage {n} of {all}").format(n=number(at + 1), all=number(len(stages)))
        self.where.setText(told if stages else "")
        self.dots.show_stages(at, len(stages) if width >= WIDE and not whole else 0)
        said = _("Parking lot {n}").format(n=number(parked))
        self.parked.setText(said if width >= WIDE else number(parked))
        self.parked.setAccessibleName(said)
        self._fit_name(width)

    def _fit_name(self, width: int) -> None:
        """The name has the room that the rest of the bar leaves."""
        needed = self.name.fontMetrics().horizontalAdvance(self.name.text()) + 12
        box = self.layout()
        assert isinstance(box, QHBoxLayout)
        parts = [box.itemAt(at).widget() for at in range(box.count())]  # type: ignore[union-attr]
        rest = [part for part in parts if part is not None and part is not self.name and not part.isHidden()]
        ends = box.contentsMargins()
        taken = (
            sum(min(p.sizeHint().width(), p.maximumWidth()) + box.spacing() for p in rest)
            + ends.left()
            + ends.right()
        )
        self.name.setFixedWidth(min(needed, max(240, width - taken - box.spacing())))
