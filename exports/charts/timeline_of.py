"""The timeline of actions as a chart's data, for window and paper alike."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from cxdesk import i18n
from cxdesk.planning.action_queries import ActionRow
from cxdesk.planning.state_words import ACTION_STATES
from cxdesk.planning.tracking import days_late
from exports.charts.data import Timeline, TimelineBar

LOOKS = {"draft": "planned", "active": "going", "done": "done", "measured": "done", "dropped": "planned"}

MOST_LETTERS = 400  # more than two lines hold, however narrow the letters


def timeline_of(rows: Sequence[ActionRow], today: date, lang: str | None = None) -> Timeline:
    """The actions that have a day, the first to begin first; what has not started begins today."""
    lang = lang or i18n.language()
    words = i18n.words(lang)
    bars = []
    for row in rows:
        due = row.due_on or today
        late = days_late(row, today)
        ended = row.closed_on if row.state in ("done", "measured") and row.closed_on else due
        start = min(row.started_on or today, ended)
        standing = words.pgettext("of an action", ACTION_STATES[row.state])
        if late:
            standing = words.ngettext("{n} day late", "{n} days late", late).format(
                n=i18n.number(late, lang=lang)
            )
        look = "late" if late else LOOKS[row.state]
        owner = _letters(row.owner) or words.gettext("nobody yet")
        bars.append(TimelineBar(_letters(row.title), owner, start, ended, standing, look, row.slipped_from))
    bars.sort(key=lambda b: (b.start, b.end))
    return Timeline(tuple(bars), today, words.gettext("Action"), words.gettext("Owner"))


def on_one_axis(data: Timeline) -> Timeline:
    """The same bars on the months of all of them, so that each part of it can be drawn by itself."""
    days = [d for b in data.bars for d in (b.start, b.end, b.promised) if d] + [data.today]
    return replace(data, span=(min(days), max(days)))


def _letters(text: str) -> str:
    """The text without control characters and marks of direction, for which no font of a chart has a glyph."""
    return "".join(c for c in text[:MOST_LETTERS] if c.isprintable() or c == "\u200c")
