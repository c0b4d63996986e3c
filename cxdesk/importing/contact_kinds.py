"""Kinds of contact in a list of customers, purchases or follow-ups: the column that names them, and how often each is."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final
from unicodedata import category

from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, folded, listed, number
from cxdesk.importing import body, detect
from cxdesk.importing.actions import Runs
from cxdesk.importing.found import Found
from cxdesk.importing.people_fields import compact
from cxdesk.importing.plan import Detection, key_of
from cxdesk.progress import Progress, no_progress
from cxdesk.touchpoints.names import words_for_touch_point
from cxdesk.touchpoints.proposals import LONGEST, ContactKind, Noted, note

# As the heads of such columns are written, in the five languages and German.
HEADINGS: Final = (
    "contact type", "contact kind", "type of contact", "kind of contact", "contact reason", "interaction",
    "interaction type", "activity", "activity type", "engagement type", "event type", "case type", "case origin",
    "ticket type", "request type", "call type", "service type", "visit type", "source of contact",
    "soort contact", "contactsoort", "contacttype", "type contact", "contactmoment", "contactpunt", "activiteit",
    "soort activiteit", "type activiteit", "meldingstype", "soort melding",
    "kapcsolat típusa", "kapcsolatfelvétel módja", "kapcsolattípus", "tevékenység", "tevékenység típusa",
    "bejelentés típusa", "érintkezési pont", "interakció",
    "тип контакту", "вид контакту", "взаємодія", "тип взаємодії", "активність", "тип активності", "тип звернення",
    "вид звернення", "точка контакту",
    "نوع تماس", "نوع ارتباط", "تعامل", "نوع تعامل", "نوع فعالیت", "نوع درخواست", "نقطه تماس",
    "kontaktart", "kontakttyp", "art des kontakts", "aktivität", "aktivitätstyp", "kontaktpunkt", "anfrageart",
)  # fmt: skip
# A column with more different cells names single contacts, and not kinds of them.
MOST_KINDS: Final = 200
# What turns the direction of a line or is no sign at all; Persian words need their joiners.
_UNSEEN: Final = ("Cf", "Cs", "Co", "Cn")
_JOINERS: Final = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Read:
    """What a list says: its kinds of contact, the columns they stand in, and those that say something else."""

    kinds: tuple[ContactKind, ...]
    headings: tuple[str, ...]
    too_many: tuple[str, ...] = ()


def propose_from(
    project: Runs,
    path: Path,
    columns: Sequence[str] = (),
    progress: Progress = no_progress,
    today: date | None = None,
) -> tuple[Read, Noted]:
    """Read a list and keep what it names as proposals, as one step; the inventory itself stays as it is."""
    detection = detect.with_header_rows(detect.sniff(path, progress), 1)
    read = kinds_of(detection, columns, progress=progress)
    if not read.headings and not read.too_many:
        raise UserError(
            _(
                "No column of “{name}” names a kind of contact. Say which one it is. There are: {columns}."
            ).format(name=path.name, columns=listed(c.header.strip() for c in detection.columns[:20]))
        )
    label = _("Look for touch points in “{name}”").format(name=path.name)
    noted: Noted = project.run(label, note, read.kinds, path.name, today)
    return read, noted


def kinds_of(
    detection: Detection,
    columns: Sequence[str] = (),
    taken: Iterable[int] = (),
    progress: Progress = no_progress,
) -> Read:
    """Every kind of contact in a list, most frequent first; of the columns asked for, else of those whose head says so.

    `taken` are positions of columns that mean something else already.
    """
    heads = {c.position: c.header.strip() for c in detection.columns}
    wanted = _asked(heads, columns, detection.path.name) if columns else _by_heading(heads, set(taken))
    if not wanted:
        return Read((), ())
    counts: dict[int, Counter[str]] = {place: Counter() for place in wanted}
    for batch in body.read(detection, Found(), progress):
        for place in wanted:
            cells = batch.frame[key_of(place)].str.strip_chars()
            filled = cells.filter(cells.str.len_bytes() > 0).to_frame("text")
            # In the order of the rows: of two spellings that are as frequent the first one is kept.
            for text, n in filled.group_by("text", maintain_order=True).len().iter_rows():
                if len(counts[place]) <= 20 * MOST_KINDS:
                    counts[place][text] += n
    found: list[ContactKind] = []
    headings, too_many = [], []
    for place in wanted:
        kinds = _kinds(counts[place], heads[place])
        if len(kinds) > MOST_KINDS:
            too_many.append(heads[place])
        else:
            headings.append(heads[place])
            found += kinds
    if columns and too_many:
        raise UserError(
            _("“{column}” holds more than {n} different texts: these are no kinds of contact.").format(
                column=too_many[0], n=number(MOST_KINDS)
            )
        )
    found.sort(key=lambda k: (-k.count, k.name))
    return Read(tuple(found), tuple(headings), tuple(too_many))


def note_kinds(session: Session, read: Read, source: str, today: date | None = None) -> Noted:
    """Within another step: keep what a list names; nothing where it names nothing."""
    return note(session, read.kinds, source, today) if read.kinds else Noted()


def names_kinds(heading: str) -> bool:
    """Whether a column's head says that it holds kinds of contact."""
    return compact(heading) in _headings()


@lru_cache(maxsize=1)
def _headings() -> frozenset[str]:
    return frozenset(compact(text) for text in (*HEADINGS, *words_for_touch_point()))


def _by_heading(heads: dict[int, str], taken: set[int]) -> list[int]:
    return [place for place, head in heads.items() if place not in taken and names_kinds(head)]


def _asked(heads: dict[int, str], columns: Sequence[str], file: str) -> list[int]:
    places = []
    for column in columns:
        place = next((p for p, head in heads.items() if compact(head) == compact(column)), None)
        if place is None:
            raise UserError(
                _("There is no column “{column}” in “{name}”. There are: {columns}.").format(
                    column=column, name=file, columns=listed(list(heads.values())[:20])
                )
            )
        places.append(place)
    return places


def _kinds(counts: Counter[str], heading: str) -> list[ContactKind]:
    """One for each text, case and spaces aside, as it is written most often; no address and no long text."""
    grouped: dict[str, Counter[str]] = {}
    for text, n in counts.items():
        shown = " ".join("".join(c for c in text if c in _JOINERS or category(c) not in _UNSEEN).split())
        if shown and len(shown) <= LONGEST and "@" not in shown and any(c.isalpha() for c in shown):
            grouped.setdefault(folded(shown), Counter())[shown] += n
    return [ContactKind(c.most_common(1)[0][0], heading, c.total()) for c in grouped.values()]
