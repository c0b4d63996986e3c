"""A plan carried out: every row read, typed and checked, batch by batch, without touching the project's file."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import Any, Final

import polars as pl

from cxdesk.errors import Problem, UserError
from cxdesk.i18n import _, number
from cxdesk.importing import body, personal, source, spreadsheet
from cxdesk.importing.cells import Cells, cells_of
from cxdesk.importing.detect import header_only, repaired_words
from cxdesk.importing.found import Found
from cxdesk.importing.mend import mend, note_shortened, plain_blank, without_errors, worded
from cxdesk.importing.plan import ANSWER_KINDS, ColumnPlan, ImportPlan, Typed, key_of
from cxdesk.importing.several import apart
from cxdesk.importing.states import states
from cxdesk.importing.table import Batch
from cxdesk.progress import Progress, no_progress
from cxdesk.responses.schema import ANSWERED, FACTS, NOT_SHOWN, SKIPPED, TEXT_KINDS

_KEYS: Final = ("account_key", "respondent_key", "identifier")
_NO_CELLS: Final = ("leave_out", "finished", "status")


@dataclass(slots=True)
class _Work:
    """What grows while batches go by."""

    plan: ImportPlan
    cells: list[Cells]
    found: Found
    repaired: int
    closed: list[dict[str, pl.Series]] = field(default_factory=list)
    texts: list[dict[str, pl.Series]] = field(default_factory=list)
    several: dict[str, list[pl.Series]] = field(default_factory=lambda: defaultdict(list))
    raw: list[tuple[int, str, str]] = field(default_factory=list)
    stored: int = 0
    refused: int = 0
    person_cells: bool = False


def build(plan: ImportPlan, progress: Progress = no_progress) -> Typed:
    """Read the whole file by the plan. Nothing is stored; problems are values; may raise Cancelled."""
    found = Found(plan.detection.problems)
    single = [c for c in plan.columns if c.kind not in _NO_CELLS and not c.separator]
    work = _Work(plan, _casters(plan, single), found, plan.detection.repaired_cells)
    for batch in body.read(plan.detection, found, progress):
        work.refused += batch.refused
        work.repaired += batch.mended
        work.person_cells = work.person_cells or _has_person_cells(work, batch)
        batch = _without_blank_rows(work, batch)
        if batch.frame.height:
            _take(work, batch)
    if not work.stored + work.refused:
        raise UserError(header_only(plan.detection.path.name))
    return _finish(work)


def _casters(plan: ImportPlan, columns: list[ColumnPlan]) -> list[Cells]:
    """A caster per column; rows of one table of questions share the answers that only the file shows."""
    casters = [cells_of(c, plan.time_zone) for c in columns]
    first: dict[tuple[object, ...], Cells] = {}
    for cells in casters:
        column = cells.column
        if column.kind == "single" and column.group:
            leading = first.setdefault((column.group, column.choices), cells)
            cells.exact, cells.new_choices = leading.exact, leading.new_choices
    return casters


def _take(work: _Work, batch: Batch) -> None:
    frame, rows = batch.frame, batch.source_rows
    if batch.repaired:
        _report_repaired(work, frame, rows)
    # Not `select`: columns that are nothing but a constant would make a frame of one row.
    # Lazy, because only then what stands twice in a caster (the value, and whether it is in range) is done once.
    quick = (
        frame.lazy()
        .with_columns(c.quick(pl.col(_source(c.column))).cast(c.dtype).alias(c.key) for c in work.cells)
        .collect()
    )
    columns: dict[str, pl.Series] = {}
    texts: dict[str, pl.Series] = {}
    seen = _looked_at(work, frame, quick)
    for cells in work.cells:
        series = quick[cells.key]
        errors: list[tuple[int, str]] = []
        if cells.dtype == pl.String() and seen.get(cells.key):
            series, errors = without_errors(cells.column, series, rows, work.found)
        if cells.column.kind in TEXT_KINDS:
            done = worded(cells.column, series)
            texts[cells.key] = done.values
            if done.blank is not None:
                columns[f"b{cells.key}"] = done.blank
            work.raw += [(work.stored + place, cells.key, cell) for place, cell in errors]
        elif cells.dtype == pl.String():
            columns[cells.column.kind] = series
        else:
            blanks = seen.get(cells.key, 0)
            _mend(work, cells, frame[_source(cells.column)], series, rows, columns, blanks)
        if cells.column.kind in _KEYS and seen.get(f"{cells.key} numbered"):
            note_shortened(cells.column, series, rows, work.found)
    _settle_groups(work.plan.columns, columns)
    if work.plan.detection.container != "text":
        # A column of nothing but errors is left out as one without answers, which must not be silent.
        for column in work.plan.columns:
            if column.kind in _NO_CELLS:
                without_errors(column, frame[_source(column)], rows, work.found)
    for column in work.plan.columns:
        if column.separator:
            work.several[column.key].append(frame[_source(column)])
    work.closed.append({**_facts(work, frame, rows), **columns})
    work.texts.append(texts)
    work.stored += frame.height


def _has_person_cells(work: _Work, batch: Batch) -> bool:
    """Whether columns of persons that are not stored as they are hold more than blanks and "anonymous"."""
    columns = personal.away(work.plan)
    if not columns:
        return False
    if batch.refused or any(_source(c) not in batch.frame.columns for c in columns):
        return True  # what was not looked at may hold anything
    held = (
        (text.str.len_bytes() > 0) & text.str.to_lowercase().is_in(personal.NOBODY).not_()
        for text in (pl.col(_source(c)).str.strip_chars() for c in columns)
    )
    return bool(batch.frame.select(pl.any_horizontal(held).any()).item())


def _looked_at(work: _Work, frame: pl.DataFrame, quick: pl.DataFrame) -> dict[str, Any]:
    """What the rows as text must be asked beside their values, in one question.

    Of a column of values with gaps how many cells are blank; of one of text whether some may be a spreadsheet's
    errors; of a column of keys whether some begin with a digit, as numbers that a spreadsheet shortened do.
    """
    looks, marked = [], work.plan.detection.container != "text"
    for cells in work.cells:
        text = pl.col(_source(cells.column))
        if cells.dtype != pl.String():
            if quick[cells.key].null_count():
                looks.append((text.str.len_bytes() == 0).sum().alias(cells.key))
            continue
        wrong = text.str.starts_with("#").any()
        # The mark of a formula without a value is put there by us, and only where cells can hold formulas.
        looks.append(
            (wrong | text.str.starts_with(spreadsheet.FORMULA).any() if marked else wrong).alias(cells.key)
        )
        if cells.column.kind in _KEYS:
            looks.append(((text >= "0") & (text < ":")).any().alias(f"{cells.key} numbered"))
    return frame.select(looks).row(0, named=True) if looks else {}


def _source(column: ColumnPlan) -> str:
    return key_of(column.position)


def _mend(
    work: _Work,
    cells: Cells,
    text: pl.Series,
    series: pl.Series,
    rows: pl.Series,
    columns: dict[str, pl.Series],
    blanks: int,
) -> None:
    done = mend(cells, text, series, rows, work.found, blanks)
    is_answer = cells.column.kind in ANSWER_KINDS
    columns[cells.key if is_answer else cells.column.kind] = done.values
    if is_answer and done.blank is not None:
        columns[f"b{cells.key}"] = done.blank
    if is_answer:
        work.raw += [(work.stored + place, cells.key, cell) for place, cell in done.unreadable]


def _settle_groups(plans: tuple[ColumnPlan, ...], columns: dict[str, pl.Series]) -> None:
    """Where any option of a question was ticked, the blank ones were not; where none was, nobody knows."""
    members: dict[str, list[str]] = defaultdict(list)
    for plan in plans:
        if plan.kind == "multiple" and not plan.separator:
            members[plan.group or plan.key].append(plan.key)
    for keys in members.values():
        frame = pl.DataFrame({k: columns[k] for k in keys})
        answered = pl.any_horizontal(pl.all().is_not_null()) if len(keys) > 1 else pl.lit(True)
        filled = frame.select(pl.when(answered).then(pl.col(k).fill_null(False)).alias(k) for k in keys)
        for key in keys:
            blank = columns.get(f"b{key}")
            columns[key] = filled[key]
            if blank is not None:
                # A blank option beside a ticked one is not ticked; a token that names another reason stays.
                told = blank.is_in([ANSWERED, *_plain(plans, key)]).not_()
                columns[key] = filled[key].set(told, None)
                unanswered = told | filled[key].is_null()
                columns[f"b{key}"] = pl.select(pl.when(unanswered).then(blank).otherwise(ANSWERED))[
                    :, 0
                ].cast(pl.UInt8)


def _plain(plans: tuple[ColumnPlan, ...], key: str) -> set[int]:
    """The blank kinds that a cell with nothing in it may have got."""
    plan = next(p for p in plans if p.key == key)
    tokens = {kind for _token, kind in plan.blanks} - {SKIPPED}
    return {SKIPPED, plan.empty} - tokens


def _facts(work: _Work, frame: pl.DataFrame, rows: pl.Series) -> dict[str, pl.Series]:
    told = {c.kind: frame[_source(c)] for c in work.plan.columns if c.kind in ("finished", "status")}
    sent = next((_sent(c, frame) for c in work.plan.columns if c.tells_finished), None)
    state = states(frame.height, told.get("finished"), told.get("status"), sent)
    return {"source_row": rows, "state": state}


def _sent(column: ColumnPlan, frame: pl.DataFrame) -> pl.Series:
    """When the answers were sent, as text; blank where a token says that there is no such time."""
    never = [token for token, kind in column.blanks if kind == NOT_SHOWN]
    cells = frame[_source(column)]
    return cells.set(cells.is_in(never), "") if never else cells


def _without_blank_rows(work: _Work, batch: Batch) -> Batch:
    frame, rows = batch.frame, batch.source_rows
    # One column that is never blank proves it for all rows.
    full = next((frame[n] for n in frame.columns if (frame[n].str.len_bytes() > 0).all()), None)
    if full is not None and (full.str.strip_chars().str.len_bytes() > 0).all():
        return batch
    blank = frame.select(pl.all_horizontal(pl.all().str.strip_chars().str.len_bytes() == 0)).to_series()
    if not blank.any():
        return batch
    gone = rows.filter(blank)
    listed = min(work.found.room(""), len(gone))
    for row in gone.head(listed):
        work.found.note(row, "", _("Row {row} is blank and was passed over.").format(row=number(row)))
    work.found.more(len(gone) - listed)
    return replace(batch, frame=frame.filter(~blank), source_rows=rows.filter(~blank))


def _report_repaired(work: _Work, frame: pl.DataFrame, rows: pl.Series) -> None:
    for position, name in enumerate(frame.columns):
        hit = frame[name].str.contains(source.REPAIRED, literal=True).arg_true()
        work.repaired += len(hit)
        header = work.plan.detection.columns[position].header
        listed = min(work.found.room(header), len(hit))
        for place in hit.head(listed):
            cell, row = str(frame[name][place]), int(rows[place])
            work.found.note(row, header, repaired_words(row, position, cell), cell[:200], "repaired")
        work.found.more(len(hit) - listed)


def _finish(work: _Work) -> Typed:
    columns = _joined(work.closed)
    plan = _grown(work.plan, work.cells)
    for column in plan.columns:
        if column.separator and work.several[column.key]:
            done = apart(column, pl.concat(work.several[column.key]), columns["source_row"], work.found)
            columns |= done.columns
            work.raw += [(place, column.key, cell) for place, cell in done.unreadable]
            plan = replace(
                plan, columns=tuple(done.column if c.key == column.key else c for c in plan.columns)
            )
    columns = {n: s.cast(FACTS[n]) if n in FACTS else s for n, s in columns.items()}
    closed = pl.DataFrame([s.alias(n) for n, s in columns.items()])
    texts = pl.DataFrame([s.alias(n) for n, s in _joined(work.texts).items()])
    if (twice := _came_twice(closed)) is not None:
        closed, texts = _once(work, closed, texts, twice)
        columns = {n: closed[n] for n in closed.columns}
    counted = Counter(columns["state"].to_list()) if columns["state"].n_unique() > 1 else None
    states_ = dict(counted) if counted else {int(columns["state"][0]): work.stored} if work.stored else {}
    return Typed(
        plan=plan,
        closed=closed,
        texts=texts,
        raw_cells=work.raw,
        problems=_without_persons(work.found.listed(), plan),
        problem_count=work.found.count,
        rows_in=work.stored + work.refused,
        stored=work.stored,
        refused=work.refused,
        repaired_cells=work.repaired,
        states=states_,
        person_cells=work.person_cells,
    )


def _came_twice(closed: pl.DataFrame) -> pl.Series | None:
    """Which rows have the number of an earlier row, or None when no row has."""
    if "respondent_key" not in closed.columns:
        return None
    keys = closed["respondent_key"]
    # Hashes are counted in a fifth of the time that the keys themselves take.
    if keys.hash().n_unique() == closed.height:
        return None
    twice = keys.is_not_null() & ~keys.is_first_distinct()
    return twice if twice.any() else None


def _once(
    work: _Work, closed: pl.DataFrame, texts: pl.DataFrame, twice: pl.Series
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Each response once: the first row counts, and every other is refused with a sentence."""
    column = next(c for c in work.plan.columns if c.kind == "respondent_key")
    keys, rows = closed["respondent_key"], closed["source_row"]
    starts = ~twice & keys.is_in(keys.filter(twice).to_list())
    first = dict(zip(keys.filter(starts), rows.filter(starts), strict=True))
    whole = (
        pl.concat([closed.drop("source_row"), texts], how="horizontal")
        if texts.width
        else closed.drop("source_row")
    )
    same = whole.is_duplicated()
    places = twice.arg_true()
    listed = min(work.found.room(column.header), len(places))
    for place in places.head(listed):
        words = (
            _("Row {row} is the same as row {first} and was left out.")
            if same[place]
            else _(
                "Row {row} has the number of row {first} with other answers. It was left out; row {first} counts."
            )
        )
        sentence = words.format(row=number(int(rows[place])), first=number(int(first[keys[place]])))
        work.found.note(int(rows[place]), column.header, sentence, str(keys[place])[:200])
    work.found.more(len(places) - listed)
    stays = {int(place): n for n, place in enumerate(twice.not_().arg_true())}
    work.raw = [(stays[row], key, cell) for row, key, cell in work.raw if row in stays]
    work.refused += len(places)
    work.stored -= len(places)
    return closed.filter(~twice), texts.filter(~twice) if texts.width else texts


def _without_persons(problems: tuple[Problem, ...], plan: ImportPlan) -> tuple[Problem, ...]:
    """The problems without what stands in cells of persons, or in rows that hold such cells."""
    headers = {c.header for c in personal.away(plan)}
    if not headers:
        return problems
    return tuple(replace(p, value="") if p.column in headers or not p.column else p for p in problems)


def _joined(parts: list[dict[str, pl.Series]]) -> dict[str, pl.Series]:
    """The batches end to end; blank kinds that only some batches needed are made for the others."""
    if not parts:
        return {"source_row": pl.Series([], dtype=pl.Int64), "state": pl.Series([], dtype=pl.UInt8)}
    names = dict.fromkeys(name for part in parts for name in part)
    whole = {}
    for name in names:
        pieces = [p[name] if name in p else plain_blank(p[name[1:]]) for p in parts]
        whole[name] = pl.concat([piece.alias(name) for piece in pieces])
    return whole


def _grown(plan: ImportPlan, cells: list[Cells]) -> ImportPlan:
    """The plan with the answers that only the whole file showed."""
    new = {c.key: tuple(c.new_choices) for c in cells if c.new_choices}
    return replace(
        plan,
        columns=tuple(
            replace(c, choices=c.choices + new[c.key]) if c.key in new else c for c in plan.columns
        ),
    )
