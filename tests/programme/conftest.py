"""The finished example for the tests of the programme; each test that writes has a copy."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cxdesk.project import Project


@pytest.fixture
def example(example_file: Path, tmp_path: Path) -> Iterator[Project]:
    project = Project.open(Path(shutil.copy(example_file, tmp_path / "Alder Lifts.cxdesk")))
    yield project
    project.close()
