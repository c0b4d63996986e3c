"""The journey studio: what cards rest on, links, comments, votes, views and snapshots; personas; the inventory."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_Kind = type[sa.types.TypeEngine[Any]]
# New columns of tables with rows: a default for those rows, or none where nothing is known of them.
_COLUMNS: dict[str, tuple[tuple[str, _Kind, Any], ...]] = {
    "card": (
        ("source", sa.Text, ""),
        ("source_n", sa.Integer, None),
        ("source_on", sa.Date, None),
        ("quotation", sa.Text, ""),
        ("speaker", sa.Text, ""),
        ("picture", sa.Text, ""),
        ("mark_id", sa.Integer, None),
        ("is_template", sa.Boolean, sa.false()),
        ("origin", sa.Text, ""),
    ),
    "journey": (
        ("persona_id", sa.Integer, None),
        ("segment", sa.Text, ""),
        ("is_loop", sa.Boolean, sa.false()),
        ("checked_on", sa.Date, None),
        ("template", sa.Text, ""),
        ("ours", sa.Text, ""),
        ("customer_cut", sa.Double, "7"),
        ("employee_cut", sa.Double, "7"),
        ("business_cut", sa.Double, "7"),
        ("position", sa.Integer, "0"),
    ),
    "lane": (("locked", sa.Boolean, sa.false()),),
    "stage": (("locked", sa.Boolean, sa.false()), ("is_template", sa.Boolean, sa.false())),
    "step": (
        ("inner_journey_id", sa.Integer, None),
        ("function_id", sa.Integer, None),
        ("customer_score", sa.Double, None),
        ("employee_score", sa.Double, None),
        ("business_score", sa.Double, None),
        ("checked_on", sa.Date, None),
        ("is_template", sa.Boolean, sa.false()),
    ),
    "touch_point": (
        ("about", sa.Text, ""),
        ("is_digital", sa.Boolean, None),
        ("volume", sa.Integer, None),
        ("process", sa.Text, ""),
        ("skill", sa.Text, ""),
        ("practice", sa.Text, ""),
        ("expectation", sa.Text, ""),
        ("checked_on", sa.Date, None),
    ),
}
_KEYS: dict[str, tuple[tuple[str, str], ...]] = {
    "card": (("mark_id", "card_mark"),),
    "journey": (("persona_id", "persona"),),
    "step": (("inner_journey_id", "journey"), ("function_id", "business_function")),
}


def upgrade() -> None:
    """New tables first, then the columns that point at them."""
    _personas()
    _beside_the_map()
    _on_the_map()
    _inventory()
    for table, columns in _COLUMNS.items():
        with op.batch_alter_table(table, table_kwargs={"sqlite_autoincrement": True}) as batch:
            for name, kind, default in columns:
                batch.add_column(sa.Column(name, kind(), nullable=default is None, server_default=default))
            for column, target in _KEYS.get(table, ()):
                name = op.f(f"fk_{table}_{column}_{target}")
                batch.create_foreign_key(name, target, [column], ["id"], ondelete="SET NULL")


def _personas() -> None:
    lists = ("goals", "needs", "standards", "expectations", "jobs")
    texts = ("name", "kind", "role", "about", "segment", "picture", "tone", "grade", "source", "template")
    _table(
        "persona",
        *(_text(name) for name in texts),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in lists),
        sa.Column("checked_on", sa.Date(), nullable=True),
        _number("position"),
    )
    _table(
        "persona_quote",
        _number("persona_id"),
        _number("position"),
        _text("text"),
        _text("speaker"),
        keys={"persona_id": "persona"},
        indexes=("persona_id",),
    )


def _beside_the_map() -> None:
    of_journey: dict[str, Any] = {"keys": {"journey_id": "journey"}, "indexes": ("journey_id",)}
    _table(
        "card_mark", _number("journey_id"), _number("position"), _text("name"), _text("colour"), **of_journey
    )
    _table(
        "journey_snapshot",
        _number("journey_id"),
        _text("name"),
        _time("made_at"),
        _json("document"),
        **of_journey,
    )
    _table("journey_view", _number("journey_id"), _text("name"), _json("shows"), **of_journey)
    _table(
        "parked_note",
        _number("journey_id"),
        _number("position"),
        _text("text"),
        _time("made_at"),
        **of_journey,
    )
    _table(
        "wall_photo",
        _number("journey_id"),
        _number("position"),
        _text("picture"),
        _text("caption"),
        _time("made_at"),
        **of_journey,
    )


def _on_the_map() -> None:
    _table(
        "step_link",
        _number("from_step_id"),
        _number("to_step_id"),
        _text("kind"),
        _text("words"),
        keys={"from_step_id": "step", "to_step_id": "step"},
        indexes=("from_step_id", "to_step_id"),
        unique=("from_step_id", "to_step_id"),
    )
    _table(
        "card_votes",
        _number("card_id"),
        _text("ballot"),
        _number("count"),
        keys={"card_id": "card"},
        unique=("card_id", "ballot"),
    )
    _table(
        "journey_comment",
        _number("journey_id"),
        sa.Column("card_id", sa.Integer(), nullable=True),
        _text("author"),
        _text("text"),
        _time("made_at"),
        sa.Column("settled", sa.Boolean(), nullable=False),
        keys={"journey_id": "journey", "card_id": "card"},
        indexes=("journey_id", "card_id"),
    )


def _inventory() -> None:
    _table(
        "touch_point_synonym",
        _number("touch_point_id"),
        _text("name"),
        keys={"touch_point_id": "touch_point"},
        unique=("touch_point_id", "name"),
    )
    _table(
        "touch_point_role",
        _number("touch_point_id"),
        _number("function_id"),
        _text("role"),
        keys={"touch_point_id": "touch_point", "function_id": "business_function"},
        unique=("touch_point_id", "function_id", "role"),
    )


def _table(
    name: str,
    *columns: sa.Column[Any],
    keys: dict[str, str] | None = None,
    indexes: tuple[str, ...] = (),
    unique: tuple[str, ...] = (),
) -> None:
    parts: list[Any] = [*columns, sa.Column("id", sa.Integer(), nullable=False)]
    for column, target in (keys or {}).items():
        key = op.f(f"fk_{name}_{column}_{target}")
        parts.append(sa.ForeignKeyConstraint([column], [f"{target}.id"], name=key, ondelete="CASCADE"))
    if unique:
        parts.append(sa.UniqueConstraint(*unique, name=op.f(f"uq_{name}_{unique[0]}")))
    parts.append(sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")))
    op.create_table(name, *parts, sqlite_autoincrement=True)
    for column in indexes:
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column])


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _json(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _time(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(), nullable=False)
