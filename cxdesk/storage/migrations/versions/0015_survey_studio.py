"""The survey studio: how a question is asked, its rules, versions, the bank, and answers that come in one by one."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_Kind = type[sa.types.TypeEngine[Any]]
_JSON = (sa.JSON, "{}")
_TEXT = (sa.Text, "")
_COLUMNS: dict[str, dict[str, tuple[_Kind, Any]]] = {
    "survey": {
        **dict.fromkeys(("decision", "whom", "listens_at", "timing", "template"), _TEXT),
        **dict.fromkeys(("intro", "thanks", "settings"), _JSON),
    },
    "section": {"code": _TEXT, **dict.fromkeys(("intro", "settings", "rules"), _JSON)},
    "question": {
        "look": _TEXT,
        **dict.fromkeys(("hint", "settings", "rules"), _JSON),
        "goal": _TEXT,
        "is_template": (sa.Boolean, sa.false()),
    },
    "item": {"settings": _JSON},
    "choice": {"settings": _JSON},
}


def upgrade() -> None:
    """New tables first; sections get the code by which rules name them."""
    _versions()
    _live()
    for table, columns in _COLUMNS.items():
        with op.batch_alter_table(table, table_kwargs={"sqlite_autoincrement": True}) as batch:
            for name, (kind, default) in columns.items():
                batch.add_column(sa.Column(name, kind(), nullable=False, server_default=default))
    with op.batch_alter_table("round", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.add_column(sa.Column("version_id", sa.Integer(), nullable=True))
        name = op.f("fk_round_version_id_survey_version")
        batch.create_foreign_key(name, "survey_version", ["version_id"], ["id"], ondelete="SET NULL")
    op.execute("UPDATE section SET code = 'S' || (position + 1)")


def _versions() -> None:
    op.create_table(
        "survey_version",
        _number("survey_id"),
        _number("number"),
        sa.Column("released_at", sa.DateTime(), nullable=False),
        _text("released_by"),
        _text("note"),
        _text("override"),
        sa.Column("document", sa.JSON(), nullable=False),
        _number("id"),
        _key("survey_version", "survey_id", "survey", "CASCADE"),
        sa.UniqueConstraint("survey_id", "number", name=op.f("uq_survey_version_survey_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_version")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "bank_question",
        _text("name"),
        sa.Column("kept_on", sa.Date(), nullable=False),
        _text("origin"),
        sa.Column("document", sa.JSON(), nullable=False),
        _number("id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_question")),
        sqlite_autoincrement=True,
    )


def _live() -> None:
    op.create_table(
        "live_response",
        _number("round_id"),
        _perhaps("version_id"),
        _text("key"),
        _text("way"),
        sa.Column("started", sa.DateTime(), nullable=False),
        sa.Column("submitted", sa.DateTime(), nullable=True),
        _number("state"),
        _text("language"),
        _text("account_key"),
        _text("respondent_key"),
        sa.Column("consent_quote", sa.Boolean(), nullable=True),
        _text("entered_by"),
        _perhaps("checks"),
        _perhaps("batch_id"),
        _number("id"),
        sa.UniqueConstraint("key", name=op.f("uq_live_response_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_response")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_live_response_round_id"), "live_response", ["round_id"])
    op.create_table(
        "live_answer",
        _number("response_id"),
        _number("item_id"),
        _number("blank"),
        sa.Column("number", sa.Double(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        _number("id"),
        _key("live_answer", "response_id", "live_response", "CASCADE"),
        sa.UniqueConstraint("response_id", "item_id", name=op.f("uq_live_answer_response_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_answer")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_live_answer_item_id"), "live_answer", ["item_id"])


def _key(table: str, column: str, target: str, gone: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=gone)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _perhaps(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=True)
