"""Where we listen: whether a question asks how a touch point was, or what had been expected of it."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a column; every question that is linked already asks how it was."""
    op.add_column(
        "touch_point_item", sa.Column("asks", sa.Text(), nullable=False, server_default="experience")
    )
