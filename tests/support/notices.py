"""Write THIRD_PARTY_NOTICES.md from what the installed packages say about themselves: `make notices`."""

import re
import sys
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
NOTICES = ROOT / "THIRD_PARTY_NOTICES.md"

# Packages whose metadata put the whole text, or a riddle, where the licence's name belongs.
BY_HAND = {
    "babel": "BSD-3-Clause",
    "contourpy": "BSD-3-Clause",
    "cycler": "BSD-3-Clause",
    "defusedxml": "PSF-2.0",
    "kiwisolver": "BSD-3-Clause",
    "matplotlib": "PSF-like (Matplotlib licence)",
    "pypdfium2": "BSD-3-Clause OR Apache-2.0; PDFium: BSD-3-Clause and others",
    "reportlab": "BSD-3-Clause",
    "shellingham": "ISC",
    "uharfbuzz": "Apache-2.0; HarfBuzz: MIT",
    "python-bidi": "LGPL-3.0-or-later",
}
SHORT = {"MIT License": "MIT", "BSD License": "BSD", "ISC License (ISCL)": "ISC"}

HEAD = """\
# Third-party notices

cxdesk itself is under the MIT licence (see LICENSE). It stands on the work below. Each package brings its own
licence text; the bundle carries all of them in its folder `licences`.

"""

TAIL = """
## Qt, PySide6 and python-bidi (LGPL)

cxdesk uses Qt 6 through PySide6 and Shiboken6, © The Qt Company Ltd. and other contributors, and python-bidi,
© Meir Kriheli and contributors, under the GNU Lesser General Public License version 3. They are used unchanged and
as separate files: in the bundle they lie in `_internal/PySide6`, `_internal/shiboken6` and `_internal/bidi`, where
you may put your own build of the same version in their place. Their sources are published by the Qt Project
(https://code.qt.io) and at https://github.com/MeirKriheli/python-bidi. Nothing in cxdesk's licence forbids changing
these libraries or taking cxdesk apart to debug such changes.

## Fonts (SIL Open Font License 1.1)

| font | copyright | licence text |
|---|---|---|
| Noto Sans | The Noto Project Authors | `resources/fonts/NotoSans-OFL.txt` |
| Source Serif 4 | Adobe | `resources/fonts/SourceSerif4-OFL.txt` |
| Vazirmatn | The Vazirmatn Project Authors | `resources/fonts/Vazirmatn-OFL.txt` |

The fonts are used unchanged. Documents made with cxdesk embed parts of them, which the licence allows.

## Icons (ISC)

Icons from Lucide, © Lucide Contributors, parts © Cole Bemis (Feather, MIT). Text: `resources/icons/LICENSE`.
"""


def runtime_packages(name: str = "cxdesk") -> dict[str, metadata.Distribution]:
    """Every installed package that cxdesk needs to run, by name."""
    found: dict[str, metadata.Distribution] = {}
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if (key := _key(current)) in found:
            continue
        found[key] = metadata.distribution(current)
        needs = [Requirement(line) for line in found[key].requires or []]
        waiting += [need.name for need in needs if need.marker is None or need.marker.evaluate({"extra": ""})]
    del found[_key(name)]
    return dict(sorted(found.items()))


def licence_of(package: metadata.Distribution) -> str:
    """The licence's name, as short as the package allows."""
    about = package.metadata
    if by_hand := BY_HAND.get(_key(about["Name"])):
        return by_hand
    if expression := about.get("License-Expression"):
        return str(expression)
    classes = [
        line.split(" :: ")[-1] for line in about.get_all("Classifier") or [] if line.startswith("License")
    ]
    told = classes or [str(about.get("License") or "not stated").splitlines()[0]]
    return ", ".join(SHORT.get(one, one) for one in told)


def licence_files(package: metadata.Distribution) -> list[Path]:
    """The licence texts a package brings, as they lie on this disk."""
    wanted = re.compile(r"(^|/)(licen[cs]e|copying|notice|authors)[^/]*$|/licenses/", re.IGNORECASE)
    inside = [
        file for file in package.files or [] if ".dist-info/" in str(file) and wanted.search(file.as_posix())
    ]
    return [path for file in inside if (path := Path(str(package.locate_file(file)))).is_file()]


def home_of(package: metadata.Distribution) -> str:
    """Where the package's sources are to be found."""
    links = dict(line.split(", ", 1) for line in package.metadata.get_all("Project-URL") or [])
    named = {name.lower(): link for name, link in links.items()}
    wanted = ("homepage", "home", "source", "source code", "repository")
    return next((named[name] for name in wanted if name in named), package.metadata.get("Home-page") or "")


def notices() -> str:
    """The whole page."""
    rows = ["| package | version | licence | home |", "|---|---|---|---|"]
    for package in runtime_packages().values():
        name, version = package.metadata["Name"], package.version
        rows.append(f"| {name} | {version} | {licence_of(package)} | {home_of(package)} |")
    return HEAD + "\n".join(rows) + "\n" + TAIL


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    NOTICES.write_text(notices(), encoding="utf-8")
    sys.stdout.write(f"{NOTICES.name}: {len(runtime_packages())} packages\n")
