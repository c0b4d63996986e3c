"""Touch points that lists name and the inventory does not know, kept until a person decides."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a table; no list was read for it yet."""
    op.create_table(
        "touch_point_proposal",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("dismissed", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_touch_point_proposal")),
        sa.UniqueConstraint("name", "source", "heading", name=op.f("uq_touch_point_proposal_name")),
        sqlite_autoincrement=True,
    )
