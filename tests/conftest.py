"""What every test starts from: no screen, settings in a folder of its own, English; and that it leaves nothing behind."""

import gc
import os
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as rules

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from cxdesk import i18n, settings

if TYPE_CHECKING:
    from ui.app import Window

# How quickly cases are made says how busy the machine is, nothing of the product.
rules.register_profile("cxdesk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
rules.load_profile("cxdesk")


# Of the five languages these are walked at every run where a test takes them all: the source and the one from right to
# left. The others come with `make test-all`; catalogues are checked in all, always.
_AT_EVERY_RUN = ("en", "fa")
_IN_ALL_LANGUAGES = ("test_translations.py", "test_wording.py")


def _every(cases: int) -> int:
    """Of a test with many cases every second to sixth is taken at every run, all by `make test-all`."""
    return 1 if cases < 3 else 2 if cases < 6 else 3 if cases < 12 else 4 if cases < 20 else 6


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the other languages of the pages, and most of the many cases, to the long run."""
    from cxdesk.i18n import LANGUAGES

    others = set(LANGUAGES) - set(_AT_EVERY_RUN)
    cases = Counter(item.nodeid.partition("[")[0] for item in items)
    seen: Counter[str] = Counter()
    for item in items:
        called = getattr(item, "callspec", None)
        if called is None or item.path.name in _IN_ALL_LANGUAGES:
            continue
        if others & {value for value in called.params.values() if isinstance(value, str)}:
            item.add_marker(pytest.mark.slow)
            continue
        name = item.nodeid.partition("[")[0]
        if seen[name] % _every(cases[name]):
            item.add_marker(pytest.mark.slow)
        seen[name] += 1


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A settings folder for this test alone, and English before and after."""
    folder = tmp_path_factory.mktemp("settings")
    monkeypatch.setenv("CXDESK_SETTINGS", str(folder))
    i18n.set_language("en")
    yield folder
    i18n.set_language("en")


@pytest.fixture(scope="session")
def example_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished example, built once for all workers; whoever changes something works on a copy."""
    from filelock import FileLock

    from cxdesk.project import Project
    from resources.sample.build import build

    folder = tmp_path_factory.getbasetemp()
    # Each worker has a folder of its own inside the one that they share.
    folder = folder.parent if os.environ.get("PYTEST_XDIST_WORKER") else folder
    path = folder / "example" / "Alder Lifts.cxdesk"
    with FileLock(folder / "example.lock"), pytest.MonkeyPatch.context() as patch:
        if not path.exists():
            patch.setenv("CXDESK_SETTINGS", str(folder / "example-settings"))
            i18n.set_language("en")
            path.parent.mkdir(exist_ok=True)
            project = Project.create(path.with_stem("unfinished"))
            build(project)
            project.close()
            project.path.rename(path)
    return path


@pytest.fixture
def tidy(qapp: Any) -> Iterator[None]:
    """Afterwards no thread, no running timer and no window is left."""
    threads = set(threading.enumerate())
    yield
    _let_go(qapp)
    left = [t.name for t in threading.enumerate() if t not in threads and t.is_alive()]
    assert not left, f"threads left: {left}"
    windows = [type(w).__name__ for w in qapp.topLevelWidgets() if w.isVisible()]
    assert not windows, f"windows left: {windows}"
    assert not (timers := _running_timers(qapp)), f"timers left: {timers}"


@pytest.fixture
def window(qapp: Any, tidy: None) -> "Iterator[Window]":
    """The whole window without a file, on the screen; a bug inside it fails the test."""
    from ui.app import make_window

    made = make_window(qapp, settings.load(), dialogs=False)
    made.show()
    yield made
    bugs = made.failures.bugs
    made.close()
    made.deleteLater()
    if bugs:
        raise bugs[0]


@pytest.fixture
def new_file(tmp_path: Path) -> Path:
    """An empty file of the product."""
    from cxdesk.project import Project

    project = Project.create(tmp_path / "Alder Lifts.cxdesk")
    project.close()
    return project.path


def _let_go(app: Any) -> None:
    from PySide6.QtCore import QEvent

    gc.collect(1)  # the whole heap would cost each test most of a second
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    app.processEvents()


def _running_timers(app: Any) -> list[str]:
    from PySide6.QtCore import QTimer

    timers = [t for root in (app, *app.topLevelWidgets()) for t in root.findChildren(QTimer)]
    return [str(timer.parent()) for timer in timers if timer.isActive()]
