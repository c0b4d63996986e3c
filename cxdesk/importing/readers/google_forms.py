"""Google Forms: the responses downloaded as CSV in a zip, and the linked sheet saved as CSV or a workbook."""

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from typing import Final

from cxdesk.i18n import _
from cxdesk.importing import dates
from cxdesk.importing.names import code_of, plain, squeezed, unique_names
from cxdesk.importing.plan import Declared, SourceColumn
from cxdesk.importing.readers import Layout, Sample

FORMAT = "google-forms"

# "Timestamp" in the language of the form's owner, without spaces, signs, accents and case.
_TIMESTAMPS: Final = frozenset(
    ("timestamp", "tijdstempel", "idobelyeg", "позначкачасу", "відміткачасу", "міткачасу", "часовапозначка",
     "отметкавремени", "مهرزمان", "مهرزمانی", "برچسبزمان", "برچسبزمانی", "زمان", "zeitstempel", "horodateur",
     "marcatemporal", "marcadetiempo", "carimbodedatahora", "datahora", "informazionicronologiche",
     "sygnaturaczasowa", "zamandamgası", "zamandamgasi")
)  # fmt: skip
_SCORES: Final = frozenset(
    ("score", "scores", "feedback", "punktzahl", "punkte", "note", "commentaire", "commentaires", "puntuacion",
     "comentarios", "pontuacao", "punteggio", "wynik", "puan", "pontszam", "оцінка", "бали", "нمره", "نمره",
     "امتیاز", "بازخورد", "відгук", "visszajelzes", "geribildirim", "opinia", "totaal", "totalescore")
)  # fmt: skip
_ZONED: Final = re.compile(r"\d{4}/\d{2}/\d{2} \d{1,2}:\d{2}:\d{2} \S{1,8}( (GMT|UTC)\S*| [A-Z]{3,4})?$")
_POINTS: Final = re.compile(r"-?\d+([.,]\d+)? / \d+([.,]\d+)?$")
_ROW: Final = re.compile(r"(.*\S)\s*\[(.+)\]$", re.DOTALL)
_TELLING: Final = 0.95
_LEAST_SPLIT: Final = 2


def signature(sample: Sample, header_rows: int | None = None) -> Layout | None:
    """By a first heading that says "Timestamp", over moments; the download writes them in a way of its own."""
    if header_rows not in (None, 1) or len(sample.records) < 2 or sample.width < 2:
        return None
    names = [plain(c) for c in sample.records[0]]
    cells = [[r[n].strip() if n < len(r) else "" for r in sample.records[1:]] for n in range(len(names))]
    filled = [(n, c) for n, c in enumerate(cells[0]) if c]
    if len(filled) < _TELLING * len(cells[0]) or dates.order_of(filled) is None:
        return None
    downloaded = sum(bool(_ZONED.match(c)) for _n, c in filled) >= _TELLING * len(filled)
    zoned = downloaded and sum("GMT" in c for _n, c in filled) >= _TELLING * len(filled)
    # Nobody else writes moments like the download, so that its heading may be in any language.
    if _bare(names[0]) not in _TIMESTAMPS and not zoned:
        return None
    return Layout(
        FORMAT,
        _("A Google Forms download: it begins with “{heading}”, each moment with its time zone.")
        .format(heading=names[0])
        if downloaded
        else _("A sheet of Google Forms: it begins with “{heading}”, the moment of each response.")
        .format(heading=names[0]),
        1,
        _("The first row holds the questions."),
        tuple(_columns(names, cells, ";" if downloaded else ", ")),
    )  # fmt: skip


def _bare(name: str) -> str:
    letters = unicodedata.normalize(
        "NFD", name.casefold().replace("ı", "i").replace("ي", "ی").replace("ك", "ک")
    )
    return squeezed("".join(c for c in letters if not unicodedata.combining(c)))


def _columns(names: list[str], cells: list[list[str]], separator: str) -> list[SourceColumn]:
    kept = unique_names(names)
    bare = Counter(names)
    rows = _grids(names, bare)
    headers = [name or _("Column {n}").format(n=n) for n, name in enumerate(kept, start=1)]
    codes = unique_names([code_of(h) for h in headers])
    result = []
    for position, name in enumerate(names):
        header = headers[position]
        role = "submitted" if position == 0 else _role(name, bare, cells[position])
        column = SourceColumn(position, header, name or header, codes[position], role=role, cells=(name,))
        if position in rows and not role:
            column = _in_grid(column, rows[position], _ROW.match(name), cells[position], separator)
        result.append(column)
    return result


def _role(name: str, bare: Counter[str], cells: list[str]) -> str:
    """Points of a quiz are left out: they are made from the answers."""
    filled = [c for c in cells if c]
    if filled and all(_POINTS.match(c) for c in filled):
        return "made"
    found = _ROW.match(name)
    if found and bare[found.group(1)] and (_bare(found.group(2)) in _SCORES or not filled):
        return "made"
    return ""


def _grids(names: list[str], bare: Counter[str]) -> dict[int, str]:
    """The group of each column that is the row of a grid: side by side, "Question [Row]"."""
    groups: dict[int, str] = {}
    taken: Counter[str] = Counter()
    before, seen = "", set[str]()
    for position, name in enumerate(names):
        found = _ROW.match(name)
        stem = found.group(1) if found else ""
        if stem and (stem != before or name in seen):
            taken[stem] += 1
            seen = set()
        if stem:
            seen.add(name)
            groups[position] = code_of(stem) + (f" ({taken[stem]})" if taken[stem] > 1 else "")
        before = stem
    count = Counter(groups.values())
    return {p: g for p, g in groups.items() if count[g] > 1}


def _in_grid(
    column: SourceColumn, group: str, found: re.Match[str] | None, cells: list[str], separator: str
) -> SourceColumn:
    if found is None:
        return column
    stem, row = found.group(1), plain(found.group(2))
    if _holds_several(cells, separator):
        # A grid of boxes to tick: each row is a question of several answers.
        return replace(
            column, text=f"{stem} – {row}", label=row, declared=Declared("multiple", separator=separator)
        )
    return replace(column, group=group, group_text=stem, label=row)


def _holds_several(cells: list[str], separator: str) -> bool:
    """Whether cells are lists of answers, not answers with a comma: their parts stand alone in other cells."""
    filled = {c for c in cells if c}
    parts = [p for c in filled if separator in c for p in c.split(separator)]
    return len(parts) >= _LEAST_SPLIT and sum(p in filled for p in parts) >= len(parts) / 2
