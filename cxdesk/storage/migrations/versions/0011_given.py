"""To whom and by whom a plan was sent; what was made apart from what was given; who answered about a document."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns and the log of what was given; a report of an older file that names its reader was given to them."""
    op.add_column("plan", sa.Column("sent_on", sa.Date(), nullable=True))
    for name in ("sent_to", "sent_by"):
        op.add_column("plan", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE plan SET sent_on = state_on WHERE state = 'sent'")
    for name in ("format", "file"):
        op.add_column("handed_out", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("report_feedback", sa.Column("reader", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "document_given",
        sa.Column("handed_out_id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.DateTime(), nullable=False),
        sa.Column("mistaken_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        _key("handed_out_id", "handed_out"),
        _key("mistaken_id", "document_given"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_given")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_document_given_handed_out_id"), "document_given", ["handed_out_id"])
    op.execute(
        'INSERT INTO document_given (handed_out_id, recipient, how, "on", "by", note, noted_at) '
        "SELECT id, recipient, '', date(made_at), '', '', made_at FROM handed_out "
        "WHERE kind = 'report' AND recipient <> ''"
    )


def _key(column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_document_given_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="CASCADE")
