"""What a translator's list would change in a survey, shown before anything is written."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cxdesk.i18n import _, ngettext, number
from ui.page import PageContext
from ui.widgets.read_back import ReadBack, counted
from ui.widgets.tables import Column
from ui.widgets.text import joined

if TYPE_CHECKING:
    from cxdesk.importing.survey_translations import Change, Translations


class Back(ReadBack):
    """The changes, the rows that can't be used, and one button that writes them as one step."""

    def __init__(
        self, context: PageContext, found: "Translations", survey_id: int, language: str, source: str
    ) -> None:
        super().__init__(context)
        self._found = found
        self._survey_id, self._language, self._source = survey_id, language, source
        n = len(found.changes)
        sentence = ngettext("{n} text would change", "{n} texts would change", n).format(n=number(n))
        box = self._lay_out(found, sentence, joined(*counted(found), *_flagged(found)), _columns())
        self._add_buttons(box, bool(n))
        self.open()

    def accept(self) -> None:
        """Write them all, as one step."""
        from cxdesk.importing.survey_translations import store_translations

        done = self._context.bridge.run(
            _("Read translations"), store_translations, self._survey_id, self._language, self._found.changes,
            self._source,
        )  # fmt: skip
        if done is not None:
            words = ngettext("{n} text changed.", "{n} texts changed.", done)
            self._context.messages.notice("good", words.format(n=number(done)))
        super().accept()


def _flagged(found: "Translations") -> Iterator[str]:
    """How many of the changes somebody should look at before they are written."""
    long = sum("long" in c.flags for c in found.changes)
    stale = sum("stale" in c.flags for c in found.changes)
    if long:
        yield ngettext("{n} too long for its place", "{n} too long for their places", long).format(
            n=number(long)
        )
    if stale:
        words = ngettext("{n} made from an older source", "{n} made from older sources", stale)
        yield words.format(n=number(stale))


def _columns() -> list[Column]:
    def old(c: "Change") -> str:
        return c.line.text or _("nothing yet")

    def state(c: "Change") -> str:
        words = {"stale": _("source changed"), "long": _("too long")}
        return words[c.flags[-1]] if c.flags else _("done")

    return [
        Column(_("Where it stands"), lambda c: c.line.where, "strong", share=3),
        Column(_("Source sentence"), lambda c: c.line.source, "muted", share=4),
        Column(_("Until now"), old, "muted", share=4),
        Column(_("From now on"), lambda c: c.new, share=4),
        Column(_("State"), state, "tag", lambda c: (state(c), "warn" if c.flags else "good"), width=132),
    ]
