"""Which touch point of the inventory a column asks about: proposed from its words, stored with the import."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, folded, listed
from cxdesk.importing.plan import ColumnPlan, ImportPlan
from cxdesk.touchpoints import actions as touchpoints
from cxdesk.touchpoints.names import by_name, meant_by
from cxdesk.touchpoints.queries import TouchPointRow, touch_point_rows

LINKED_KINDS: Final = ("nps", "scale", "number", "text")
SURE: Final = 90.0
SHORTEST: Final = 5


def with_links(session: Session, plan: ImportPlan) -> ImportPlan:
    """The plan with a touch point for each column that is linked already or whose words fit one."""
    rows = touch_point_rows(session)
    by_item = {item: row.name for row in rows for item in (*row.item_ids, *row.expectation_ids)}
    linked = {key: by_item[item] for key, item in plan.items if item in by_item}
    names = [row.name for row in rows]
    columns = (
        replace(c, touch_point=linked.get(c.key) or c.touch_point or _called(c, rows) or _fitting(c, names))
        for c in plan.columns
    )
    return replace(plan, columns=tuple(columns))


def named(plan: ImportPlan, links: Iterable[str]) -> ImportPlan:
    """The plan with the person's own links, each written as CODE=Touch point; UserError names what is wrong."""
    for link in links:
        code, equals, name = (part.strip() for part in link.partition("="))
        found = [c for c in plan.columns if folded(code) in (folded(c.code), folded(c.header))]
        if not equals or not code or not name:
            raise UserError(
                _('“{link}” is no link. Write it as in --link Q4_1="Repair visit".').format(link=link)
            )
        asked = [c for c in plan.columns if c.kind in LINKED_KINDS]
        if not [c for c in found if c in asked]:
            raise UserError(
                _("There is no question “{code}” that can be linked. There are: {codes}.").format(
                    code=code, codes=listed(c.code or c.header for c in asked[:12])
                )
            )
        plan = plan.change(found[0].key, touch_point=name)
    return plan


def store(session: Session, plan: ImportPlan, items: dict[str, int]) -> None:
    """Link the items that the columns became, `items` by column key; a name nobody knows is a new touch point."""
    rows = touch_point_rows(session)
    numbers = {name: row.id for name, row in by_name(rows).items()}
    before = {item: row.id for row in rows for item in (*row.item_ids, *row.expectation_ids)}
    for found in plan.columns:
        item, name = items.get(found.key), found.touch_point.strip()
        if item is None or not name or found.kind not in LINKED_KINDS:
            continue
        now = numbers.get(folded(name)) or touchpoints.add(session, name)
        numbers[folded(name)] = now
        if before.get(item) != now:
            touchpoints.relink(session, item, before.get(item), now)


def _called(column: ColumnPlan, rows: Sequence[TouchPointRow]) -> str:
    """The touch point whose name or synonym the heading is, with or without a word for touch points before it."""
    if column.kind not in LINKED_KINDS:
        return ""
    for said in (column.label, column.text, column.header):
        if said and (found := meant_by(said, rows)) is not None:
            return found.name
    return ""


def _fitting(column: ColumnPlan, names: Sequence[str]) -> str:
    """The name whose words the question holds, the longest of equals; nothing when none fits well."""
    from rapidfuzz import fuzz, utils

    if column.kind not in LINKED_KINDS:
        return ""
    words = utils.default_process(column.label or column.text or column.header)
    if not words:
        return ""
    scored = [
        (fuzz.token_set_ratio(words, processed), len(processed), name)
        for name in names
        if len(processed := utils.default_process(name)) >= SHORTEST
    ]
    score, _length, name = max(scored, default=(0.0, 0, ""))
    return name if score >= SURE else ""
