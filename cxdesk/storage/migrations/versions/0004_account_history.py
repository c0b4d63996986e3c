"""Customers keep what they were: values with dates, when they left, the rest of contacts, refused keys."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and tables."""
    op.add_column("account", sa.Column("potential_revenue", sa.Double(), nullable=True))
    op.add_column("account", sa.Column("left_on", sa.Date(), nullable=True))
    op.add_column("invitation", sa.Column("override_reason", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "account_history",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_account_history_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_history")),
        sa.UniqueConstraint("account_id", "field", "until", name=op.f("uq_account_history_account_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "contact_rest",
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_rest")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "refused_key",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refused_key")),
        sa.UniqueConstraint("key", name=op.f("uq_refused_key_key")),
        sqlite_autoincrement=True,
    )
