"""The data-set card of each survey round, begun with what the file of each import told."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and a card for every round that has answers."""
    op.create_table(
        "data_set",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("population", sa.Text(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=True),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("lens", sa.Text(), nullable=False),
        sa.Column("known_bias", sa.Text(), nullable=False),
        sa.Column("by_hand", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_data_set_round_id_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_set")),
        sa.UniqueConstraint("round_id", name=op.f("uq_data_set_round_id")),
        sqlite_autoincrement=True,
    )
    op.execute(
        "INSERT INTO data_set(round_id, source, population, first_on, last_on, method, lens, known_bias, by_hand) "
        "SELECT round.id, (SELECT group_concat(source_name, '; ') FROM import_batch "
        "WHERE round_id = round.id AND state = 'live'), '', opened_on, closed_on, '', '', '', '' FROM round "
        "WHERE EXISTS (SELECT 1 FROM import_batch WHERE round_id = round.id AND state = 'live')"
    )
