"""What imports remember: settings, reports, originals, corrections, and what a source says of its questions."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TEXTS = {
    "survey": ("source", "source_id", "logic"),
    "section": ("logic",),
    "question": ("other_of", "source_type", "logic"),
    "item": ("source_key",),
    "import_batch": ("signature",),
}


def upgrade() -> None:
    """Add columns with a default for the rows that are there, and the new tables."""
    for table, names in _TEXTS.items():
        for name in names:
            op.add_column(table, sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("question", sa.Column("required", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("choice", sa.Column("written", sa.JSON(), nullable=False, server_default="[]"))
    for name in ("unchanged", "changed"):
        op.add_column("import_batch", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.add_column("response_chunk", sa.Column("states", sa.JSON(), nullable=True))
    op.add_column("import_batch", sa.Column("settings", sa.JSON(), nullable=False, server_default="{}"))
    _corrections()
    _kept()


def _corrections() -> None:
    op.create_table(
        "superseded_chunk",
        sa.Column("chunk_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["import_batch.id"],
            name=op.f("fk_superseded_chunk_batch_id_import_batch"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_superseded_chunk")),
        sa.UniqueConstraint("chunk_id", "batch_id", name=op.f("uq_superseded_chunk_chunk_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_superseded_chunk_batch_id"), "superseded_chunk", ["batch_id"])


def _kept() -> None:
    op.create_table(
        "import_report",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_report")),
        sa.UniqueConstraint("batch_id", name=op.f("uq_import_report_batch_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "kept_original",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_original")),
        sa.UniqueConstraint("sha256", name=op.f("uq_kept_original_sha256")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "remembered_settings",
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remembered_settings")),
        sa.UniqueConstraint("signature", name=op.f("uq_remembered_settings_signature")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "erasure",
        sa.Column("erased_at", sa.DateTime(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
        sqlite_autoincrement=True,
    )
