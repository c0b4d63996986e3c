"""Remembered import settings: how files of one source are read, so that the next round needs one click.

A source is known by its format and the names of its columns. Files of the same survey gain and lose columns, so
the settings of the file with the most names in common are taken when none has all of them.
"""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, folded
from cxdesk.importing import kinds
from cxdesk.importing.plan import (
    KINDS,
    ChoicePlan,
    ColumnPlan,
    DatePlan,
    Detection,
    ImportPlan,
    OptionPlan,
    ScalePlan,
)
from cxdesk.responses.model import RememberedSettings
from cxdesk.surveys.model import Survey

VERSION: Final = 1
ENOUGH_ALIKE: Final = 0.7
MOST_BYTES: Final = 20_000_000


@dataclass(frozen=True, slots=True)
class Remembered:
    """Settings found for a file; `alike` is 1 when every column has the name it had then."""

    signature: str
    name: str
    data: dict[str, Any]
    survey_id: int | None
    used_at: datetime
    alike: float


def signature(detection: Detection) -> str:
    """The format and a hash of the columns' names, whatever their order."""
    names = "\n".join(sorted(_names(detection)))
    return f"{detection.format}:{hashlib.sha256(names.encode()).hexdigest()[:24]}"


def as_data(plan: ImportPlan) -> dict[str, Any]:
    """The settings as plain data for JSON; no cell of the file is in it but the answers to choose from."""
    detection = plan.detection
    return {
        "cxdesk_import_settings": VERSION,
        "format": detection.format,
        "header_rows": detection.header_rows,
        "language": plan.language,
        "time_zone": plan.time_zone,
        "count_unfinished": plan.count_unfinished,
        "count_tests": plan.count_tests,
        "columns": {_name(c.source_id, c.header): _column_data(c) for c in plan.columns},
    }


def applied(plan: ImportPlan, data: dict[str, Any]) -> ImportPlan:
    """The plan with every column that the settings know read as they say; settings of another shape are refused."""
    try:
        return _applied(plan, data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UserError(
            _("These are no import settings of cxdesk, or of a newer one. Import without them.")
        ) from error


def read_file(path: Path) -> dict[str, Any]:
    """Settings out of a file that somebody exported."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ValueError("too large")
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["cxdesk_import_settings"] > VERSION or not isinstance(data["columns"], dict):
            raise ValueError("unknown version")
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        sentence = _("“{name}” does not hold import settings. Choose a file that cxdesk exported.")
        raise UserError(sentence.format(name=path.name)) from error
    return dict(data)


def applied_from(path: Path, plan: ImportPlan) -> ImportPlan:
    """The plan with the settings out of a file; settings of another source, which say nothing on it, are refused."""
    data = read_file(path)
    if not _names(plan.detection) & set(data["columns"]):
        sentence = _("The settings in “{name}” are of another source: no column of “{file}” is in them.")
        raise UserError(sentence.format(name=path.name, file=plan.detection.path.name))
    return applied(plan, data)


def remember(session: Session, plan: ImportPlan, survey_id: int, now: datetime) -> None:
    """Keep the settings under the source's signature; those of an earlier import are replaced."""
    known = signature(plan.detection)
    row = session.scalars(select(RememberedSettings).where(RememberedSettings.signature == known)).first()
    settings = as_data(plan) | {"survey_id": survey_id}
    if row is None:
        session.add(
            RememberedSettings(
                signature=known,
                name=plan.name or plan.detection.path.stem,
                format=plan.detection.format,
                settings=settings,
                used_at=now,
            )
        )
    else:
        row.settings, row.used_at = settings, now


def find(session: Session, detection: Detection) -> Remembered | None:
    """The settings of this source: of a file with the same columns, or with most of them."""
    rows = session.scalars(
        select(RememberedSettings).where(RememberedSettings.format == detection.format)
    ).all()
    names = _names(detection)
    own = signature(detection)
    best: tuple[float, RememberedSettings] | None = None
    for row in rows:
        theirs = set(row.settings.get("columns", {}))
        alike = 1.0 if row.signature == own else len(names & theirs) / max(1, len(names | theirs))
        if alike >= ENOUGH_ALIKE and (best is None or (alike, row.used_at) > (best[0], best[1].used_at)):
            best = (alike, row)
    if best is None:
        return None
    alike, row = best
    survey_id = row.settings.get("survey_id")
    there = isinstance(survey_id, int) and session.get(Survey, survey_id) is not None
    return Remembered(
        row.signature, row.name, dict(row.settings), survey_id if there else None, row.used_at, alike
    )


def forget(session: Session, known: str) -> None:
    """Do not remember the settings of a source any more."""
    for row in session.scalars(select(RememberedSettings).where(RememberedSettings.signature == known)):
        session.delete(row)


def _names(detection: Detection) -> set[str]:
    return {_name(c.source_id, c.header) for c in detection.columns}


def _name(source_id: str, header: str) -> str:
    return source_id or folded(header)


def _column_data(column: ColumnPlan) -> dict[str, Any]:
    scale, when = column.scale, column.date
    data: dict[str, Any] = {"kind": column.kind}
    if column.kind in ("leave_out", "pseudonym"):
        # Nothing that stands in their cells.
        return data | ({"personal": True} if column.personal else {})
    if scale is not None:
        data["scale"] = [scale.low, scale.high, scale.reversed, scale.low_label, scale.high_label]
    if column.choices:
        data["choices"] = [[c.code, c.value, c.label, c.declared] for c in column.choices]
    if column.options:
        data["options"] = [[o.value, o.label, list(o.also)] for o in column.options]
    if when is not None:
        data["date"] = when.order
    for name in ("ticked", "unticked"):
        if getattr(column, name):
            data[name] = list(getattr(column, name))
    for name, usual in (("separator", ""), ("decimal", "."), ("other_of", ""), ("personal", False)):
        if getattr(column, name) != usual:
            data[name] = getattr(column, name)
    return data


def _applied(plan: ImportPlan, data: dict[str, Any]) -> ImportPlan:
    told = data["columns"]
    columns = []
    for column in plan.columns:
        mine = told.get(_name(column.source_id, column.header))
        columns.append(column if mine is None else _as_told(column, mine))
    return replace(
        plan,
        columns=tuple(columns),
        language=str(data.get("language", plan.language)),
        count_unfinished=bool(data.get("count_unfinished", plan.count_unfinished)),
        count_tests=bool(data.get("count_tests", plan.count_tests)),
        survey_id=None,
        items=(),
    )


def _as_told(column: ColumnPlan, mine: dict[str, Any]) -> ColumnPlan:
    kind = mine["kind"]
    if kind not in KINDS:
        raise ValueError(kind)
    scale = ScalePlan(*mine["scale"]) if "scale" in mine else None
    told = tuple(ChoicePlan(int(c), str(v), str(t), bool(d)) for c, v, t, d in mine.get("choices", ()))
    options = tuple(
        OptionPlan(f"{column.key}_{n}", str(v), str(t), tuple(map(str, also)))
        for n, (v, t, also) in enumerate(mine.get("options", ()), start=1)
    )
    same = column.kind == kind
    ticked = tuple(map(str, mine.get("ticked", ())))
    return replace(
        column,
        kind=kind,
        reason=kinds.reason_of(kind),
        scale=scale,
        choices=_joined(told, column.choices if same else ()),
        options=options,
        ticked=tuple(dict.fromkeys((*ticked, *(column.ticked if same else ())))),
        unticked=tuple(map(str, mine.get("unticked", ()))),
        separator=str(mine.get("separator", "")),
        decimal=str(mine.get("decimal", column.decimal if same else ".")),
        other_of=str(mine.get("other_of", "")),
        personal=column.personal or bool(mine.get("personal", False)),
        date=_date(column.date, mine.get("date")),
        needs_word=column.needs_word and kind == column.kind and mine.get("date") in (None, "undecided"),
    )


def without_names(settings: dict[str, Any], names: Collection[str]) -> dict[str, Any]:
    """The settings without the answers to choose from of columns that name staff; the next file tells them anew."""

    def kept(column: dict[str, Any]) -> dict[str, Any]:
        told = {str(word) for choice in column.get("choices", ()) for word in choice[1:3]}
        return {k: v for k, v in column.items() if k != "choices"} if told & set(names) else column

    columns = {key: kept(column) for key, column in settings.get("columns", {}).items()}
    return settings | {"columns": columns}


def _joined(told: tuple[ChoicePlan, ...], found: tuple[ChoicePlan, ...]) -> tuple[ChoicePlan, ...]:
    """The numbers of last time; answers that only this file shows get free ones."""
    known = {folded(c.value) for c in told} | {folded(c.label) for c in told}
    used = {c.code for c in told}
    added = []
    for choice in found:
        if folded(choice.value) in known:
            continue
        code = choice.code if choice.code not in used else max(used, default=0) + 1
        used.add(code)
        added.append(replace(choice, code=code))
    return (*told, *added)


def _date(found: DatePlan | None, order: str | None) -> DatePlan | None:
    """The order of last time, unless the cells of this file prove another."""
    if order is None or (found is not None and found.order not in ("undecided", "excel")):
        return found
    return DatePlan(order)
