"""The finished example, built once for all who look at it."""

from collections.abc import Iterator

import pytest

from cxdesk import i18n
from cxdesk.project import Project
from resources.sample.build import build


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Nobody may change it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CXDESK_SETTINGS", str(tmp_path_factory.mktemp("settings")))
        i18n.set_language("en")
        project = Project.create(tmp_path_factory.mktemp("sample") / "Alder Lifts.cxdesk")
        build(project)
    yield project
    project.close()
