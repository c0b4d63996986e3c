"""Damaged files, always the same: each opens or is refused in words. some in every run, 500 in all, 20,000 in `make fuzz`."""

from pathlib import Path

import pytest

from tests.support import fuzz

FILES, EVERY_TIME, AT_ONCE, SEED = 500, 150, 50, 2026


@pytest.mark.parametrize(
    "first",
    [n if n < EVERY_TIME else pytest.param(n, marks=pytest.mark.slow) for n in range(0, FILES, AT_ONCE)],
)
def test_damaged_files_open_or_are_refused_in_words(tmp_path: Path, first: int) -> None:
    # Without the real files, which are not everywhere: the same number must give the same file.
    found = fuzz.samples((fuzz.texts, fuzz.workbooks))
    counts, failures = fuzz.run(range(first, first + AT_ONCE), SEED, found, tmp_path)
    assert failures == []
    assert counts.total() == AT_ONCE


def test_the_harness_sees_what_goes_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "read", lambda path: 1 / 0)
    _counts, failures = fuzz.run([1], SEED, fuzz.texts(), tmp_path)
    assert "ZeroDivisionError" in failures[0].what
