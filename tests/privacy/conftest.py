"""One file with the respondent in every place, copied for each test with its backups."""

import shutil
from pathlib import Path

import pytest

from tests.privacy.erasure_examples import with_the_one_everywhere


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the file, closed without collecting, so that undone imports still lie in it."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CXDESK_SETTINGS", str(folder / "settings"))
        project, _first = with_the_one_everywhere(folder)
        patch.setattr(project, "_collect", lambda: None)
        project.close()
    return folder


@pytest.fixture
def file(made: Path, tmp_path: Path, own_settings: Path) -> Path:
    """A copy of the file and of its backups for one test."""
    shutil.copytree(made / "settings", own_settings, dirs_exist_ok=True)
    shutil.copy(made / "a.cxdesk", tmp_path)
    return tmp_path / "a.cxdesk"
