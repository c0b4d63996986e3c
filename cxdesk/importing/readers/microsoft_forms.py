"""Microsoft Forms' workbook and its copies as CSV: a number, two moments, an address and a name, then questions."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from cxdesk.i18n import _
from cxdesk.importing import dates
from cxdesk.importing.names import code_of, plain, squeezed, unique_names
from cxdesk.importing.plan import Declared, SourceColumn
from cxdesk.importing.readers import Layout, Sample
from cxdesk.surveys.ladders import declines, is_rung, ladder_of

FORMAT = "microsoft-forms"

# The headings follow the language of the form's owner; compared without spaces, signs and case.
_IDS: Final = frozenset(
    ("id", "identifikator", "azonosító", "ідентифікатор", "شناسه", "identyfikator", "kimlik", "identificador",
     "identifiant")
)  # fmt: skip
_STARTS: Final = frozenset(
    ("starttime", "begintijd", "tijdvanstart", "startzeit", "heurededébut", "horadeinicio", "horadeinício",
     "oradiinizio", "godzinarozpoczęcia", "kezdésiidőpont", "kezdésidőpontja", "kezdésiidő", "kezdetiidőpont",
     "часпочатку", "başlangıçzamanı", "başlamazamanı", "زمانشروع")
)  # fmt: skip
_MODIFIED: Final = frozenset(
    ("lastmodifiedtime", "tijdvanlaatstewijziging", "tijdstiplaatstewijziging", "laatstgewijzigd",
     "uhrzeitderletztenänderung", "zeitpunktderletztenänderung", "heuredeladernièremodification",
     "horadelaúltimamodificación", "horadaúltimamodificação", "oradellultimamodifica",
     "godzinaostatniejmodyfikacji", "utolsómódosításidőpontja", "utolsómódosításideje", "часостанньоїзміни",
     "sondeğişiklikzamanı", "sondeğiştirilmezamanı", "زمانآخرینتغییر", "آخرینزمانتغییر")
)  # fmt: skip
_LANGUAGES: Final = frozenset(
    ("language", "taal", "sprache", "langue", "idioma", "lingua", "nyelv", "мова", "زبان")
)
_POINTS: Final = frozenset(
    ("totalpoints", "quizfeedback", "totaalaantalpunten", "testfeedback", "quizfeedback", "gesamtpunktzahl",
     "totaldespoints", "commentairesduquiz", "totaldepuntos", "comentariosdelcuestionario", "összpontszám",
     "kvízvisszajelzése", "загальнакількістьбалів", "puntitotali", "totaldepontos", "sumapunktów", "toplampuan",
     "مجموعامتیازها")
)  # fmt: skip
_NUMBER: Final = re.compile(r"(\d{1,9})(\.0+)?$")
_LEAST_COLUMNS: Final = 5
_MOST_RUNGS: Final = 7
_ALL_TELL: Final = 0.9

Cells = list[list[str]]


def signature(sample: Sample, header_rows: int | None = None) -> Layout | None:
    """By the first two headings, or in any language by what stands under the first five."""
    if header_rows not in (None, 1) or len(sample.records) < 2 or sample.width < _LEAST_COLUMNS:
        return None
    names = [plain(c) for c in sample.records[0]]
    cells = _columns_of(sample.records[1:], len(names))
    by_name = squeezed(names[0]) in _IDS and squeezed(names[1]) in _STARTS
    if not (_are_numbers(cells[0]) and _are_moments(cells[1]) and _are_moments(cells[2])):
        return None
    if not by_name and not _are_anonymous(cells[3], cells[4]):
        return None
    return Layout(
        FORMAT,
        _("A Microsoft Forms export: a number and two moments of each response, then who gave it.")
        if by_name
        else _("A Microsoft Forms export: numbered rows, two moments, and “anonymous” in each row."),
        1,
        _("The first row holds the questions."),
        tuple(_grids(_columns(names, cells), cells)),
    )


def _columns_of(records: Cells, width: int) -> Cells:
    return [[r[n].strip() if n < len(r) else "" for r in records] for n in range(width)]


def _are_numbers(cells: list[str]) -> bool:
    """Whether the cells count up: responses that were deleted leave gaps."""
    found = [int(m.group(1)) for c in cells if (m := _NUMBER.fullmatch(c))]
    return len(found) == len([c for c in cells if c]) > 0 and all(a < b for a, b in itertools.pairwise(found))


def _are_moments(cells: list[str]) -> bool:
    filled = [(n, c) for n, c in enumerate(cells) if c]
    return bool(filled) and dates.order_of(filled) is not None


def _are_anonymous(addresses: list[str], people: list[str]) -> bool:
    """The word for nobody is English in every language."""
    filled = [c for c in addresses if c]
    return bool(filled) and {c.casefold() for c in filled} == {"anonymous"} and len({*people}) == 1


def _columns(names: list[str], cells: Cells) -> list[SourceColumn]:
    roles = ["respondent_key", "started", "submitted", "personal", "personal"]
    kept = unique_names(names)
    headers = [name or _("Column {n}").format(n=n) for n, name in enumerate(kept, start=1)]
    codes = unique_names([code_of(h) for h in headers])
    questions = {n for n in names[_LEAST_COLUMNS:] if n}
    result = []
    for position, name in enumerate(names):
        role = roles[position] if position < len(roles) else _role(name, questions)
        header = headers[position]
        column = SourceColumn(position, header, name or header, codes[position], role=role, cells=(name,))
        result.append(column if role else replace(column, declared=_several(cells[position])))
    return result


def _role(name: str, questions: set[str]) -> str:
    """What a column beside the questions is: the last change, the language, points of a quiz."""
    word = squeezed(name)
    if word in _MODIFIED or word in _POINTS:
        return "leave_out"
    if word in _LANGUAGES:
        return "language"
    before, dash, question = name.partition(" - ")
    # "Points - Q" and "Feedback - Q" stand beside their question, in whatever language.
    return "leave_out" if dash and question in questions and len(before) <= 30 else ""


def _several(cells: list[str]) -> Declared | None:
    """Several answers end in a semicolon; where every cell holds them all, their order is the answer."""
    filled = [c for c in cells if c]
    ended = [c for c in filled if c.endswith(";")]
    if not filled or len(ended) < _ALL_TELL * len(filled):
        return None
    parts = [[p.strip() for p in c.split(";") if p.strip()] for c in ended]
    ranked = len({tuple(p) for p in parts}) > 1 and len({frozenset(p) for p in parts}) == 1
    return Declared("text") if ranked and len(parts[0]) > 1 else Declared("multiple", separator=";")


def _grids(columns: list[SourceColumn], cells: Cells) -> Iterator[SourceColumn]:
    """Statements side by side that are answered on one ladder are the rows of one question."""
    run: list[SourceColumn] = []
    shared: set[str] = set()
    for column in columns:
        words = {c for c in cells[column.position] if c and not declines(c)}
        fits = not column.role and column.declared is None and _is_scale(words)
        if not fits or (run and not _is_scale(shared | words)):
            yield from _as_grid(run)
            run, shared = [], set()
        if fits:
            run.append(column)
            shared |= words
        else:
            yield column
    yield from _as_grid(run)


def _is_scale(words: set[str]) -> bool:
    if len(words) == 1:
        return is_rung(next(iter(words)))
    return 0 < len(words) <= _MOST_RUNGS and ladder_of(words) is not None


def _as_grid(run: list[SourceColumn]) -> Iterator[SourceColumn]:
    if len(run) < 2:
        yield from run
        return
    words = " / ".join(c.text for c in run)
    text = words if len(words) <= 120 else f"{words[:117]}…"
    for column in run:
        yield replace(column, group=run[0].code, group_text=text, label=column.text)
