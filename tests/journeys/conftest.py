"""A large map for the tests of this room: drawn once, and copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cxdesk.project import Project


@pytest.fixture(scope="session")
def large_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the map of 480 cards as journey 1; nobody may change it."""
    from tests.journeys.test_journey_document import large_map

    path = tmp_path_factory.mktemp("large") / "large.cxdesk"
    project = Project.create(path)
    assert project.run("Draw", large_map) == 1
    project.close()
    return path


@pytest.fixture
def large(large_file: Path, tmp_path: Path) -> Iterator[Project]:
    """A copy of it, open."""
    opened = Project.open(Path(shutil.copy(large_file, tmp_path / "large.cxdesk")))
    yield opened
    opened.close()
