"""Erased answers stay away; who was sent away is no unfinished respondent; chunks say how many are beyond a quota."""

import hashlib
import json
from io import BytesIO

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_UNFINISHED, _SENT_AWAY = 1, 4


def upgrade() -> None:
    """One table, one column, and the answers of those whom a full quota sent away under a state of their own."""
    op.create_table(
        "erased_mark",
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erased_mark")),
        sa.UniqueConstraint("mark", name=op.f("uq_erased_mark_mark")),
        sqlite_autoincrement=True,
    )
    op.add_column("response_chunk", sa.Column("over_quota", sa.Integer(), nullable=True))
    op.execute(
        f"UPDATE live_response SET state = {_SENT_AWAY} WHERE state = {_UNFINISHED} AND over_quota != ''"
    )
    connection = op.get_bind()
    numbers = (
        connection.execute(sa.text("SELECT id FROM response_chunk WHERE kind = 'closed'")).scalars().all()
    )
    for number in numbers:
        _tell(connection, number)


def _tell(connection: sa.Connection, number: int) -> None:
    """Count the rows beyond a quota; a chunk that can't be read says nothing, and is read when it is asked."""
    import polars as pl

    data, digest, states = connection.execute(
        sa.text("SELECT data, sha256, states FROM response_chunk WHERE id = :id"), {"id": number}
    ).one()
    if hashlib.sha256(data).hexdigest() != digest:
        return
    try:
        if "over_quota" not in pl.read_parquet_schema(BytesIO(data)):
            connection.execute(
                sa.text("UPDATE response_chunk SET over_quota = 0 WHERE id = :id"), {"id": number}
            )
            return
        frame = pl.read_parquet(BytesIO(data))
    except BaseException as error:  # Polars' PanicException is no Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        return
    values: dict[str, object] = {"id": number, "over": frame["over_quota"].count()}
    values |= {"data": data, "sha256": digest, "states": states}
    away = pl.col("over_quota").is_not_null() & (pl.col("state") == _UNFINISHED)
    if "state" in frame.columns and frame.select(away.any()).item():
        frame = frame.with_columns(
            pl.when(away).then(pl.lit(_SENT_AWAY, pl.UInt8)).otherwise("state").alias("state")
        )
        out = BytesIO()
        frame.write_parquet(out, compression="zstd", compression_level=1, statistics=False)
        counts = frame["state"].fill_null(0).value_counts(name="n")
        values |= {
            "data": out.getvalue(),
            "sha256": hashlib.sha256(out.getvalue()).hexdigest(),
            "states": json.dumps({str(state): n for state, n in counts.iter_rows()}),
        }
    connection.execute(
        sa.text(
            "UPDATE response_chunk SET over_quota = :over, data = :data, sha256 = :sha256, states = :states WHERE id = :id"
        ),
        values,
    )
