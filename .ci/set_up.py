"""Build .venv with everything cxdesk needs; run with the system's own Python, on Linux, macOS and Windows."""

from __future__ import annotations  # an older Python must get as far as the sentence that says so

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "requirements.lock"
STAMP = VENV / ".ready"

# What Qt links to and no Python package brings, as Debian and Ubuntu call it.
DEBIAN_PACKAGES = {
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libEGL.so.1": "libegl1",
    "libOpenGL.so.0": "libopengl0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def main() -> int:
    """Set up, saying each step in a line; returns the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 - said in words, not as a syntax error
        return say_no(f"cxdesk needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    try:
        make_environment()
        install_packages()
        install_project()
    except subprocess.CalledProcessError as error:
        command = " ".join(str(part) for part in error.cmd)
        return say_no(
            f"The set-up stopped at: {command}\nIts own words are above. Mend that, then run this again."
        )
    except UnableError as error:
        return say_no(str(error))
    look_for_qt_libraries()
    STAMP.write_text("set up\n", encoding="utf-8")
    say(f"Ready. Start with: {BIN / 'cxdesk'}")
    return 0


class UnableError(Exception):
    """The set-up can't go on; the text says what to do."""


def make_environment() -> None:
    """Make .venv, or keep the one that is there when it runs and is new enough."""
    if environment_works():
        return
    have_venv()
    say(f"Making .venv with Python {sys.version.split()[0]} ...")
    run(sys.executable, "-m", "venv", "--clear", str(VENV))


def environment_works() -> bool:
    """Whether .venv can be used as it is; one without pip is given pip first."""
    if not PYTHON.exists():
        return False
    new_enough = "import sys; sys.exit(sys.version_info < (3, 11))"
    if not succeeds(PYTHON, "-c", new_enough):
        return False
    return succeeds(PYTHON, "-m", "pip", "--version") or succeeds(PYTHON, "-m", "ensurepip", "--default-pip")


def have_venv() -> None:
    """Debian and Ubuntu keep the venv module in a package of its own."""
    if succeeds(sys.executable, "-c", "import venv, ensurepip"):
        return
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if not apt_install([package]):
        raise UnableError(
            f"This Python can't make environments: its venv module is missing. Install {package}."
        )


def install_packages() -> None:
    """Install exactly what requirements.lock names, each file checked against its hash."""
    say("Installing what requirements.lock names ...")
    if install_uv() and succeeds(*uv("--require-hashes", "-r", LOCK), quiet=False):
        return
    say("uv can't be used here; pip does the same in about a minute ...")
    run(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(LOCK))


def install_uv() -> bool:
    """Install uv alone, as pinned; the reason is speed: a tenth of pip's time."""
    with tempfile.TemporaryDirectory() as folder:
        pin = Path(folder) / "uv.txt"
        pin.write_text(entry_of("uv"), encoding="utf-8")
        return succeeds(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", pin)


def entry_of(name: str) -> str:
    """The lock's lines about one package."""
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"{name}=="))
    end = next((i for i in range(start + 1, len(lines)) if not lines[i].startswith(" ")), len(lines))
    return "\n".join(lines[start:end]) + "\n"


def install_project() -> None:
    """Install cxdesk itself so that it runs from this folder, and prepare what it reads at every start."""
    editable = ("--no-deps", "--no-build-isolation", "-e", ROOT)
    if not succeeds(*uv(*editable), quiet=False):
        run(PYTHON, "-m", "pip", "install", "--quiet", *editable)
    run(PYTHON, "-m", "tests.support.translations", "--compile")
    packages = [ROOT / name for name in ("cxdesk", "exports", "ui", "resources")]
    run(PYTHON, "-m", "compileall", "-q", *packages)


def uv(*arguments: object) -> tuple[object, ...]:
    """A uv command that installs into .venv and compiles, because an import that must compile first is slow."""
    head = (PYTHON, "-m", "uv", "pip", "install", "--quiet", "--compile-bytecode", "--python", PYTHON)
    return (*head, *arguments)


def look_for_qt_libraries() -> None:
    """Install the system's libraries that the window links to, or name them."""
    missing = missing_libraries()
    if not missing:
        return
    packages = sorted({DEBIAN_PACKAGES.get(name, "") for name in missing} - {""})
    if packages and apt_install(packages):
        missing = missing_libraries()
    if missing:
        say(f"The window needs libraries that this system lacks: {', '.join(sorted(missing))}.")
        if packages:
            say(f"On Debian and Ubuntu: sudo apt-get install {' '.join(packages)}")
        say("The command line works without them.")


def missing_libraries() -> set[str]:
    """Names that the loader can't find for Qt's own libraries and its two platforms, offscreen and X11."""
    if not sys.platform.startswith("linux") or shutil.which("ldd") is None:
        return set()
    qt = next(VENV.glob("lib/python*/site-packages/PySide6/Qt"), None)
    if qt is None:
        return set()
    linked = [
        qt / "lib" / f"libQt6{name}.so.6" for name in ("Core", "Gui", "Widgets", "DBus", "Svg", "XcbQpa")
    ]
    linked += [qt / "plugins" / "platforms" / f"libq{name}.so" for name in ("xcb", "offscreen")]
    there = [str(path) for path in linked if path.exists()]
    told = subprocess.run(["ldd", *there], capture_output=True, text=True, check=False).stdout
    return {line.split()[0] for line in told.splitlines() if "not found" in line}


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages where that needs no password; the package lists are fetched only if needed."""
    as_root = administrator()
    if shutil.which("apt-get") is None or as_root is None:
        return False
    say(f"Installing {' '.join(packages)} ...")
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    install = [*as_root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    if succeeds(*install, env=environment):
        return True
    succeeds(*as_root, "apt-get", "update", "-qq", env=environment)
    return succeeds(*install, env=environment, quiet=False)


def administrator() -> list[str] | None:
    """The words before a command that make it an administrator's, or None when a password would be asked."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    if shutil.which("sudo") and succeeds("sudo", "-n", "true"):
        return ["sudo", "-n", "--preserve-env=DEBIAN_FRONTEND"]
    return None


def run(*command: object) -> None:
    """Run a command; a failure stops the set-up."""
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT)


def succeeds(*command: object, env: dict[str, str] | None = None, quiet: bool = True) -> bool:
    """Run a command and say whether it worked."""
    sink = subprocess.DEVNULL if quiet else None
    words = [str(part) for part in command]
    try:
        return subprocess.run(words, stdout=sink, stderr=sink, cwd=ROOT, env=env, check=False).returncode == 0
    except OSError:
        return False


def say(text: str) -> None:
    """One line for the person."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def say_no(text: str) -> int:
    """The reason why it stopped, on stderr."""
    sys.stderr.write(text + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
