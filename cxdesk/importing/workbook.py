"""Workbooks (.xlsx, .xls, .ods), read in a child process with limits."""

from collections.abc import Iterator
from pathlib import Path

from cxdesk.importing.found import Found
from cxdesk.importing.plan import Detection
from cxdesk.importing.readers import Sample
from cxdesk.importing.table import Batch
from cxdesk.progress import Progress, no_progress


def sample(path: Path, sheet: str | None = None, progress: Progress = no_progress) -> Sample:
    """The first records of a sheet."""
    raise NotImplementedError


def batches(detection: Detection, found: Found, progress: Progress = no_progress) -> Iterator[Batch]:
    """The rows of a sheet."""
    raise NotImplementedError
