"""Why a survey was released without what it is for, kept beside the release."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a table, with what the releases that are there say."""
    op.create_table(
        "release_override",
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("survey", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("released_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_override")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_release_override_survey_id"), "release_override", ["survey_id"])
    op.execute(
        "INSERT INTO release_override (survey_id, survey, number, skipped, reason, who, released_at) "
        "SELECT v.survey_id, s.code, v.number, '', v.override, v.released_by, v.released_at "
        "FROM survey_version v JOIN survey s ON s.id = v.survey_id WHERE v.override != ''"
    )
