"""What an action says of itself, how its states and dates moved, and measures that are only watched."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TEXTS = ("goal", "expected", "told_inside", "job", "cost", "forgone", "duration", "result", "not_measured")
_LINKS = (("sponsor_id", "person"), ("strategy_id", "goal"), ("measure_item_id", "item"))
_VALUES = ("effort", "baseline_value", "target_value")


def upgrade() -> None:
    """Add the columns with what an action of before had: nothing; keep the day it was closed as a step."""
    # SQLite adds a reference to a table only by building the table anew.
    with op.batch_alter_table(
        "action", recreate="always", table_kwargs={"sqlite_autoincrement": True}
    ) as batch:
        for name in _TEXTS:
            batch.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("effort_unit", sa.Text(), nullable=False, server_default="hours"))
        batch.add_column(sa.Column("measure_filter", sa.Text(), nullable=False, server_default="{}"))
        for name in _VALUES:
            batch.add_column(sa.Column(name, sa.Double(), nullable=True))
        for name in ("measured_before", "measured_now"):
            batch.add_column(sa.Column(name, sa.Text(), nullable=True))
        for name, table in _LINKS:
            batch.add_column(sa.Column(name, sa.Integer(), nullable=True))
            batch.create_foreign_key(f"fk_action_{name}_{table}", table, [name], ["id"], ondelete="SET NULL")
    _history()
    _who()
    op.execute(
        'INSERT INTO action_step(action_id, was, state, "on", note) '
        "SELECT id, 'active', state, closed_on, '' FROM action WHERE closed_on IS NOT NULL"
    )


def _history() -> None:
    op.create_table(
        "action_step",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("was", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        *_end("action_step"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "action_slip",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("was_due", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *_end("action_slip"),
        sqlite_autoincrement=True,
    )
    for table in ("action_step", "action_slip"):
        op.create_index(op.f(f"ix_{table}_action_id"), table, ["action_id"])


def _who() -> None:
    for table, column, other in (
        ("action_function", "function_id", "business_function"),
        ("action_champion", "person_id", "person"),
    ):
        op.create_table(
            table,
            sa.Column("action_id", sa.Integer(), nullable=False),
            sa.Column(column, sa.Integer(), nullable=False),
            sa.ForeignKeyConstraint(
                [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete="CASCADE"
            ),
            sa.UniqueConstraint("action_id", column, name=op.f(f"uq_{table}_action_id")),
            *_end(table),
            sqlite_autoincrement=True,
        )
        op.create_index(op.f(f"ix_{table}_action_id"), table, ["action_id"])
    op.create_table(
        "watch_only",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["item.id"], name=op.f("fk_watch_only_item_id_item"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("item_id", name=op.f("uq_watch_only_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_only")),
        sqlite_autoincrement=True,
    )


def _end(table: str) -> list[SchemaItem]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f(f"fk_{table}_action_id_action"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]
