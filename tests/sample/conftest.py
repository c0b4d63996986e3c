"""The finished example, opened once for all who look at it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cxdesk import i18n
from cxdesk.project import Project


@pytest.fixture(scope="session")
def sample(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Nobody may change it."""
    folder = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CXDESK_SETTINGS", str(tmp_path_factory.mktemp("settings")))
        i18n.set_language("en")
        project = Project.open(Path(shutil.copy(example_file, folder / "Alder Lifts.cxdesk")))
    yield project
    project.close()
