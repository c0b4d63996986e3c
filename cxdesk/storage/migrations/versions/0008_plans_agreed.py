"""Plans: our own notes, what the customer agreed to, and in whose place a wording was approved."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns; what agreed plans asked for stays on their paper."""
    op.add_column("plan", sa.Column("notes", sa.Text(), nullable=False, server_default=""))
    op.add_column("plan_line", sa.Column("agreed", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("wording", sa.Column("instead_of", sa.Text(), nullable=False, server_default=""))
    op.execute(
        "UPDATE plan_line SET agreed = 1 WHERE kind = 'ask' "
        "AND plan_id IN (SELECT id FROM plan WHERE state = 'agreed')"
    )
