"""The house stands as ARCHITECTURE.md draws it: its tree, its doors, its sizes, and nothing of the machine it grew on."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.support import notices

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PACKAGES = ("cxdesk", "exports", "ui", "resources")

TOP_LEVEL = {
    ".ci", ".gitignore", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md",
    "THIRD_PARTY_NOTICES.md", "build.spec", "cxdesk", "docs", "exports", "pyproject.toml", "requirements.lock",
    "resources", "tests", "ui",
}  # fmt: skip

# Longest allowed, in lines; a longer file has its reason here.
MOST = 500
LONGER: dict[str, str] = {}
WINDOW_MOST = 300
FUNCTION_MOST = 60

# Written by Alembic and never changed afterwards.
WRITTEN_ONCE = "cxdesk/storage/migrations/versions/"


def test_layers_hold() -> None:
    done = subprocess.run(
        [BIN / "lint-imports", "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout[-3000:]


def test_top_level_is_as_prescribed() -> None:
    kept = {name.split("/")[0] for name in tracked()}
    assert kept <= TOP_LEVEL, f"not wanted at the top: {sorted(kept - TOP_LEVEL)}"
    assert {
        "cxdesk",
        "ui",
        "resources",
        "exports",
        "tests",
        "build.spec",
        "pyproject.toml",
        "README.md",
    } <= kept


def test_rooms_have_the_same_names_everywhere() -> None:
    def rooms(folder: str) -> set[str]:
        return {path.parent.name for path in (ROOT / folder).glob("*/__init__.py")}

    unknown = rooms("ui") - rooms("cxdesk") - {"start", "widgets"}
    assert not unknown


def test_no_file_grows_beyond_its_reason() -> None:
    sizes = {name: length(name) for name in python_files() if not name.startswith(WRITTEN_ONCE)}
    long = {name: size for name, size in sizes.items() if size > MOST and name not in LONGER}
    assert not long, f"split where there are two reasons to change: {long}"


def test_main_window_stays_a_shell() -> None:
    assert length("ui/main_window.py") < WINDOW_MOST


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in trees()
        if not name.startswith(WRITTEN_ONCE)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= FUNCTION_MOST
    ]
    assert not long


def test_every_module_says_what_it_is_for() -> None:
    silent = [name for name, tree in trees() if tree.body and not ast.get_docstring(tree)]
    assert not silent


def test_nobody_imports_pyplot() -> None:
    assert [
        name for name, tree in trees() if any(m.startswith("matplotlib.pyplot") for m in imports(tree))
    ] == []


def test_only_storage_knows_the_driver() -> None:
    """What each room may hold of SQLAlchemy's session and of sqlite3."""
    wrong = []
    for name, tree in trees():
        names = set(imports(tree))
        inside = name.startswith("cxdesk/storage/") or name == "cxdesk/project.py"
        if not inside and any(m == "sqlite3" or m.startswith(("sqlite3.", "alembic")) for m in names):
            wrong.append(name)
        if Path(name).name in {"rules.py", "layout.py", "figure.py"} and "sqlalchemy.orm.Session" in names:
            wrong.append(name)
    assert not wrong


def test_actions_never_commit() -> None:
    wrong = [
        f"{name}:{node.lineno}"
        for name, tree in trees()
        if Path(name).name == "actions.py" and name.startswith("cxdesk/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"commit", "rollback"}
    ]
    assert not wrong


def test_queries_only_read() -> None:
    writing = {"add", "add_all", "delete", "flush", "commit", "merge"}
    wrong = [
        f"{name}:{node.lineno}"
        for name, tree in trees()
        if Path(name).name == "queries.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in writing
        and getattr(node.value, "id", "") == "session"
    ]
    assert not wrong


def test_window_never_runs_the_event_loop_by_hand() -> None:
    calls = [
        f"{name}:{node.lineno}"
        for name, tree in trees()
        if name.startswith("ui/") and name != "ui/selftest.py"  # which has no event loop of its own
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "processEvents"
    ]
    assert not calls


def test_command_line_runs_where_qt_is_absent() -> None:
    code = (
        "import sys; sys.modules['PySide6'] = None; sys.modules['shiboken6'] = None\n"
        "from ui.cli import main\n"
        "main(['--version'])"
    )
    assert printed_by(code).startswith("cxdesk ")


def test_nothing_committed_names_an_address_to_install_from() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"https?://|file:|--(extra-)?index|--find-links|--trusted", lock)
    assert lock.count("--hash=sha256:") > 100
    assert not [
        name for name in tracked() if Path(name).name in {"uv.lock", "package-lock.json", "poetry.lock"}
    ]


def test_every_pin_is_checked_by_a_hash() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert pins
    assert [line for line in pins if not re.fullmatch(r"[a-z0-9.-]+==[^ ]+( ; .+)? \\", line)] == []


def test_every_package_we_ship_is_named_in_the_notices() -> None:
    page = (ROOT / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8").lower()
    missing = [
        p.metadata["Name"]
        for p in notices.runtime_packages().values()
        if f"| {p.metadata['Name'].lower()} |" not in page
    ]
    assert not missing, "run `make notices`"


def test_no_package_we_ship_is_under_the_gpl_alone() -> None:
    licences = {name: notices.licence_of(package) for name, package in notices.runtime_packages().items()}
    assert {name: told for name, told in licences.items() if "GPL" in told and "LGPL" not in told} == {}


@pytest.mark.parametrize("page", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_files_a_page_links_to_are_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    assert [link for link in links if not (ROOT / link).exists()] == []


def tracked() -> list[str]:
    told = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if told.returncode:
        pytest.skip("not a git checkout")
    return told.stdout.splitlines()


def python_files() -> list[str]:
    return [
        str(path.relative_to(ROOT).as_posix())
        for top in PACKAGES
        for path in sorted((ROOT / top).rglob("*.py"))
    ]


def trees() -> Iterator[tuple[str, ast.Module]]:
    for name in python_files():
        yield name, tree_of(name)


def length(name: str) -> int:
    return len((ROOT / name).read_text(encoding="utf-8").splitlines())


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def printed_by(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip()


@cache
def tree_of(name: str) -> ast.Module:
    """A module of ours as its tree; many tests ask for the same."""
    return ast.parse((ROOT / name).read_text(encoding="utf-8"))
