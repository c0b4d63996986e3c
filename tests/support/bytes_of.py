"""All that lies in a project's file, beside it and in its backups, as bytes: packed content unpacked too."""

import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import polars as pl

from cxdesk.paths import settings_folder


def everything_in(path: Path, backups: bool = True) -> list[tuple[str, bytes]]:
    """(where, bytes) of the file, its side files, its backups, and of what is packed in any of them."""
    files = [p for p in path.parent.iterdir() if p.is_file() and path.name in p.name]
    if backups:
        files += [p for p in settings_folder().rglob("*") if p.is_file()]
    found = [(str(p), p.read_bytes()) for p in files]
    for file in files:
        if file.suffix == ".cxdesk":
            found += [(f"{file}: {where}", data) for where, data in _unpacked(file)]
    return found


def spellings(secret: str) -> list[bytes]:
    """The ways a text may stand in bytes."""
    escaped = json.dumps(secret)[1:-1]
    ways = [secret.encode(), secret.encode("utf-16-le"), secret.encode("utf-16-be"), escaped.encode()]
    return list(dict.fromkeys(ways))


def _unpacked(file: Path) -> Iterator[tuple[str, bytes]]:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        tables = [r[0] for r in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        if "response_chunk" not in tables:
            return
        for number, data in connection.execute("SELECT id, data FROM response_chunk"):
            frame = pl.read_parquet(BytesIO(data))
            words = frame.select(pl.col(pl.String)) if frame.width else frame
            yield f"chunk {number}", "\n".join(str(v) for row in words.rows() for v in row).encode()
        for table in ("import_report", "kept_original"):
            for number, data in connection.execute(f"SELECT id, data FROM {table}"):
                with suppress(zlib.error):
                    plain = zlib.decompress(data)
                    yield f"{table} {number}", plain
                    # JSON may spell its letters as numbers.
                    with suppress(ValueError):
                        yield f"{table} {number}", json.dumps(json.loads(plain), ensure_ascii=False).encode()
                    if is_zipfile(BytesIO(plain)):
                        with ZipFile(BytesIO(plain)) as archive:
                            for name in archive.namelist():
                                yield f"{table} {number} {name}", archive.read(name)
