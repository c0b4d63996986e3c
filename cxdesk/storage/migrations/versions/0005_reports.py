"""Who gets which document and when, what was given to whom and from which data, and what readers answered."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TOLD = ("recipient", "audience", "data", "function")


def upgrade() -> None:
    """Four texts on what was handed out; three tables."""
    for name in _TOLD:
        op.add_column("handed_out", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "report_route",
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("function", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("rhythm", sa.Text(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_route")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "report_feedback",
        sa.Column("handed_out_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        _key("report_feedback", "handed_out_id", "handed_out"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_feedback")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_report_feedback_handed_out_id"), "report_feedback", ["handed_out_id"])
    op.create_table(
        "gate_override",
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("round_name", sa.Text(), nullable=False),
        sa.Column("skipped", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        _key("gate_override", "survey_id", "survey"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gate_override")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_gate_override_survey_id"), "gate_override", ["survey_id"])


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="CASCADE")
