"""A Parquet file: its columns have types, and those that are kept as lists of answers are choices."""

from typing import Any

from cxdesk.i18n import _
from cxdesk.importing import names
from cxdesk.importing.plan import ChoicePlan, DatePlan, Declared, SourceColumn
from cxdesk.importing.readers import Layout, Sample

FORMAT = "parquet"


def signature(sample: Sample, header_rows: int | None = None) -> Layout | None:
    """By the container: nothing else looks like it."""
    if sample.container != "parquet" or header_rows not in (None, 1):
        return None
    told = sample.native
    shown = names.unique_names([names.plain(name) for name in told["names"]])
    columns = (
        SourceColumn(
            position=n,
            header=name or _("Column {n}").format(n=n + 1),
            text=name,
            code=name if 0 < len(name) <= 60 else f"Q{n + 1}",
            source_id=told["names"][n],
            cells=(name,),
            declared=_declared(name, told["types"][n], told["choices"].get(told["names"][n], ())),
        )
        for n, name in enumerate(shown)
    )
    return Layout(
        FORMAT,
        _("A Parquet file, in which every column has its type."),
        1,
        _("The names of the columns come out of the file itself."),
        tuple(columns),
    )


def _declared(name: str, kind: str, words: Any) -> Declared | None:
    """What the type tells; whole numbers and texts may be anything, so their cells have to speak."""
    if words and not names.fact(name) and not names.is_personal(name):
        return Declared("single", choices=tuple(ChoicePlan(n, w, w) for n, w in enumerate(words, start=1)))
    if kind == "moment":
        fact = names.fact(name)
        return Declared(fact if fact in ("started", "submitted") else "date", date=DatePlan("iso"))
    return None
