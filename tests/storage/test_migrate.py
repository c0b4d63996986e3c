"""Old files are backed up, brought up to date, and lose nothing; what would lose rows is rolled back."""

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from textwrap import dedent

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from cxdesk.errors import UserError
from cxdesk.project import Project
from cxdesk.storage import backup, migrate
from cxdesk.storage.base import Base
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.queries import whole

NOW = datetime(2026, 3, 1, 9)


def filled(path: Path) -> Path:
    project = Project.create(path)
    survey = project.run("Create survey", surveys.create, "Relationship")
    assert project.read(whole, survey).sections
    project.close()
    return path


def steps_with(tmp_path: Path, body: str) -> Path:
    """The real steps and one more."""
    scripts = tmp_path / "migrations"
    shutil.copytree(migrate.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    last = migrate.REVISIONS[-1]
    text = (
        f'revision = "9999"\ndown_revision = "{last}"\n\nfrom alembic import op\nimport sqlalchemy as sa\n\n'
    )
    (scripts / "versions" / "9999_next.py").write_text(text + dedent(body))
    return scripts


def count(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_the_steps_make_the_tables_that_the_models_name(tmp_path: Path) -> None:
    path = tmp_path / "empty.cxdesk"
    path.touch()
    migrate.migrate(path, "steps", NOW)
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        differences = [d for d in compare_metadata(context, Base.metadata) if "alembic_version" not in str(d)]
    engine.dispose()
    assert differences == []
    with closing(sqlite3.connect(path)) as connection:
        sql = "SELECT name FROM sqlite_master WHERE type='table' AND sql NOT LIKE '%AUTOINCREMENT%'"
        without = {name for (name,) in connection.execute(sql)} - {"sqlite_sequence", "alembic_version"}
    assert without == set()


def test_a_step_that_rebuilds_a_parent_keeps_its_children(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.cxdesk")
    scripts = steps_with(
        tmp_path,
        """
        def upgrade():
            with op.batch_alter_table("survey", recreate="always") as batch:
                batch.add_column(sa.Column("note", sa.Text(), nullable=True))
        """,
    )
    kept = migrate.migrate(path, "rebuild", NOW, scripts=scripts)
    assert (count(path, "survey"), count(path, "section")) == (1, 1)
    assert count(kept, "section") == 1
    assert backup.backups("rebuild") == [kept]


def test_a_step_that_would_lose_rows_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.cxdesk")
    scripts = steps_with(
        tmp_path,
        """
        def upgrade():
            op.execute("DELETE FROM section")
        """,
    )
    with pytest.raises(UserError, match="section would have lost rows"):
        migrate.migrate(path, "loses", NOW, scripts=scripts)
    assert count(path, "section") == 1
    Project.open(path).close()


def test_every_step_has_its_place_in_the_files_version() -> None:
    names = sorted(p.name[:4] for p in (migrate.SCRIPTS / "versions").glob("0*.py"))
    assert tuple(names) == migrate.REVISIONS
