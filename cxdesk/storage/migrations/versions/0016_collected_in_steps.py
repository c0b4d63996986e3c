"""Answer files that were collected together, so that undo takes them back; and answers beyond a quota."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One table and two columns; what was collected before stays for good, and nothing was beyond a quota."""
    op.create_table(
        "answer_collection",
        sa.Column("collected_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_collection")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("live_response", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.add_column(sa.Column("collection_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("over_quota", sa.Text(), nullable=False, server_default=""))
