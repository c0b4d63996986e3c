"""Start of the window: settings, language, look, one window, the file that was asked for."""

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication

from cxdesk import i18n, settings
from ui import crash
from ui.bridge import Bridge
from ui.crash import Failures
from ui.idle_collection import IdleCollection
from ui.jobs import Jobs
from ui.main_window import MainWindow
from ui.messages import Messages
from ui.theme import Theme

WORDS_AFTER_MS = 50


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window, with the file named on the command line if there is one; returns the exit code."""
    argv = list(sys.argv if argv is None else argv)
    app = application(argv[:1])
    chosen = settings.load()
    named = i18n.language() if i18n.language() != "en" else i18n.system_language()
    i18n.set_language(chosen.language or named)
    window = make_window(app, chosen)
    crash.install(window.failures)
    # When the window is painted and takes its first click, and long before anybody opens a dialog of Qt's own.
    QTimer.singleShot(WORDS_AFTER_MS, window, lambda: load_qt_words(app))
    window.resize(window.size().boundedTo(window.screen().availableSize()))
    window.showMaximized() if chosen.maximised else window.show()
    if len(argv) > 1:
        path = Path(argv[1])
        QTimer.singleShot(0, window, lambda: open_file(window, path))
    return app.exec()


class Window(MainWindow):
    """The main window with its own failures, made by `make_window`."""

    failures: Failures
    collection: IdleCollection

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of the file, and of the collector."""
        super().closeEvent(event)
        self.collection.stop()


def application(argv: Sequence[str]) -> QApplication:
    """The one QApplication."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    # Named here and not by setStyle(), which hands back a QStyle and loads all its names.
    app = QApplication([*(argv or ["cxdesk"]), "-style", "fusion"])
    app.setProperty("fusion", True)
    app.setApplicationName("cxdesk")
    app.setDesktopFileName("cxdesk")
    return app


def make_window(app: QApplication, chosen: settings.Settings, *, dialogs: bool = True) -> Window:
    """Put the parts together; without `dialogs` bugs are only kept in `failures.bugs`."""
    theme = Theme(app, chosen.theme)
    messages = Messages()
    failures = Failures(messages)
    bridge, jobs = Bridge(failures), Jobs(failures)
    window = Window(app, bridge, jobs, messages, theme, chosen)
    window.failures = failures
    window.collection = IdleCollection(bridge, window)
    for part in (theme, bridge, jobs, messages):
        part.setParent(window)
    if dialogs:
        failures.show_bug = crash.dialogs_for(theme, lambda: window)
    return window


def load_qt_words(app: QApplication) -> None:
    """Qt's own dialogs in the language in use, from the catalogues that come with Qt.

    QLocale alone costs 15 ms to import, for its names of all languages and countries: only after the first window.
    """
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    QLocale.setDefault(QLocale(i18n.language()))
    if i18n.language() != "en" and translator.load(f"qtbase_{i18n.language()}", folder):
        app.installTranslator(translator)


def open_file(window: MainWindow, path: Path) -> None:
    """Open a file and put it on top of the recent ones."""
    from ui.opening import open_behind

    open_behind(window.context, path)


if __name__ == "__main__":
    raise SystemExit(main())
