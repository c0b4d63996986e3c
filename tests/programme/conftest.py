"""The finished example, built once for all tests of the programme; each test that writes has a copy."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cxdesk.project import Project
from resources.sample.build import build


@pytest.fixture(scope="session")
def example_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("programme") / "Alder Lifts.cxdesk"
    project = Project.create(path)
    build(project)
    project.close()
    return path


@pytest.fixture
def example(example_file: Path, tmp_path: Path) -> Iterator[Project]:
    project = Project.open(shutil.copy(example_file, tmp_path / "Alder Lifts.cxdesk"))
    yield project
    project.close()
