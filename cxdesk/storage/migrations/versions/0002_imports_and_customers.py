"""What imports remember, what is known of each round's data, and what customers were.

Imports: settings, reports, originals, corrections, what a source says of its questions. Rounds: the data-set card.
Customers: values with dates, when they left, the rest of contacts, refused keys.
"""

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
    _cards()
    _customers()


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


def _cards() -> None:
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


def _customers() -> None:
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
