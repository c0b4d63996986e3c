"""The command line as a test runs it: what a command prints, what it says, how it refuses."""

import json
from typing import Any

import pytest

from ui.cli import _run


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    """What a command prints with --json."""
    capsys.readouterr()
    assert _run([*map(str, arguments), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """What a command says to a person."""
    capsys.readouterr()
    assert _run([*map(str, arguments)]) == 0
    return " ".join(capsys.readouterr().out.split())


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """The sentence of a refusal."""
    capsys.readouterr()
    assert _run([*map(str, arguments)]) == 1
    return " ".join(capsys.readouterr().err.split())
