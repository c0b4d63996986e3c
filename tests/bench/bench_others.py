"""A whole import beside other programs doing the same job, where they are installed.

DuckDB reads the CSV into a table of a file of its own, pandas reads it and writes it to SQLite, PSPP gets the data
and saves them. None of them is a dependency: the Python that has DuckDB and pandas is named in CXDESK_BENCH_PYTHON
(the running one is asked too), and pspp is looked for on the path. What is not there is skipped, and said.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from cxdesk.project import Project
from tests.bench.bench_whole_import import settings_in, whole_import
from tests.bench.harness import Result, race, say
from tests.bench.import_stages import SCALES, make_csv

ROWS, LIMIT = 1_000_000, 1.0

_DUCKDB = """
import sys, duckdb
duckdb.connect(sys.argv[2]).execute("CREATE TABLE t AS SELECT * FROM read_csv(?)", [sys.argv[1]])
"""
_PANDAS = """
import sys, sqlite3, pandas
pandas.read_csv(sys.argv[1]).to_sql("t", sqlite3.connect(sys.argv[2]), index=False)
"""
_NUMBERS = ("NPS", *SCALES, "Q12")


def run() -> list[Result]:
    """A result for each program that is here."""
    results = []
    with TemporaryDirectory() as name, settings_in(Path(name)):
        folder = Path(name)
        source = make_csv(folder / "answers.csv", ROWS)
        for program, command in _commands(source, folder).items():
            if command is None:
                say(f"{program} is not installed: skipped.")
                continue
            results.append(_beside(program, command, source, folder))
    return results


def _beside(program: str, command: list[str], source: Path, folder: Path) -> Result:
    turn = 0

    def ours() -> None:
        nonlocal turn
        turn += 1
        project = Project.create(folder / f"{program}-{turn}.cxdesk")
        whole_import(project, source)
        project.close()
        project.path.unlink()

    def theirs() -> None:
        for old in folder.glob("other.*"):
            old.unlink()
        subprocess.run(command, check=True, capture_output=True)

    result = race(f"whole import beside {program}", ours, theirs, LIMIT, times=3)
    return replace(result, note="theirs with the start of their program")


def _commands(source: Path, folder: Path) -> dict[str, list[str] | None]:
    pythons = [p for p in (os.environ.get("CXDESK_BENCH_PYTHON"), sys.executable) if p]
    target = str(folder / "other.db")
    pspp = shutil.which("pspp")
    syntax = folder / "import.sps"
    syntax.write_text(_pspp(source, folder / "other.sav"), encoding="utf-8")
    return {
        "DuckDB": _python(pythons, "duckdb", [_DUCKDB, str(source), target]),
        "pandas": _python(pythons, "pandas", [_PANDAS, str(source), target]),
        "PSPP": [pspp, "-O", "format=txt", "-o", str(folder / "other.txt"), str(syntax)] if pspp else None,
    }


def _python(pythons: list[str], module: str, arguments: list[str]) -> list[str] | None:
    for python in pythons:
        if shutil.which(python) is None:
            say(f"There is no Python at {python}: skipped.")
            continue
        if subprocess.run([python, "-c", f"import {module}"], capture_output=True).returncode == 0:
            return [python, "-c", *arguments]
    return None


def _pspp(source: Path, target: Path) -> str:
    names = source.open(encoding="utf-8").readline().strip().split(",")
    forms = {"Spend": "F8.2", **dict.fromkeys(_NUMBERS, "F2.0")}
    variables = " ".join(f"{name} {forms.get(name, 'A60')}" for name in names)
    return (
        f"GET DATA /TYPE=TXT /FILE='{source}' /DELIMITERS=',' /QUALIFIER='\"' /FIRSTCASE=2 /VARIABLES={variables}.\n"
        f"SAVE OUTFILE='{target}'.\n"
    )
