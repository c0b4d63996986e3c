"""What an issue is and how it is judged, notes as evidence, the bones of causes, and the log of decisions."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TEXTS = {
    "issue": {"kind": "problem", "intent": ""},
    "evidence": {"source": "", "intent": ""},
    "cause": {"bone": ""},
    "action": {"treats": ""},
}
_NUMBERS: dict[str, tuple[tuple[str, sa.types.TypeEngine[Any]], ...]] = {
    "issue": (
        ("likelihood", sa.Integer()),
        ("impact", sa.Integer()),
        ("effort", sa.Integer()),
        ("rank", sa.Integer()),
        ("leave_chance", sa.Double()),
        ("years", sa.Double()),
        ("own_revenue", sa.Double()),
    ),
    "evidence": (("reach", sa.Integer()),),
}


def upgrade() -> None:
    """Add columns with a default for the rows that are there, and the new tables."""
    for table, names in _TEXTS.items():
        for name, value in names.items():
            op.add_column(table, sa.Column(name, sa.Text(), nullable=False, server_default=value))
    for table, columns in _NUMBERS.items():
        for name, kind in columns:
            op.add_column(table, sa.Column(name, kind, nullable=True))
    with op.batch_alter_table("evidence", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.add_column(sa.Column("account_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_evidence_account_id_account"), "account", ["account_id"], ["id"], ondelete="SET NULL"
        )
    _told_apart()
    _decisions()


def _told_apart() -> None:
    op.create_table(
        "told_apart",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        _key("told_apart", "issue_id", "issue", "CASCADE"),
        _key("told_apart", "other_id", "issue", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_told_apart")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_told_apart_issue_id"), "told_apart", ["issue_id"])


def _decisions() -> None:
    op.create_table(
        "decision",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("given_up", sa.Text(), nullable=False),
        sa.Column("cost", sa.Double(), nullable=True),
        sa.Column("revenue_forgone", sa.Double(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        _key("decision", "decided_by_id", "person", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "decision_link",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        _key("decision_link", "decision_id", "decision", "CASCADE"),
        _key("decision_link", "issue_id", "issue", "CASCADE"),
        _key("decision_link", "evidence_id", "evidence", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_link")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_decision_link_decision_id"), "decision_link", ["decision_id"])


def _key(table: str, column: str, target: str, when_gone: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=when_gone)
