"""How a table is kept: in a text, in a workbook, or in a file with columns of its own; a row for each.

Text is read by `detect` and `table`; every other container is a module with the two functions of `Container`.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Protocol, cast

from cxdesk.importing import lime, parquet, sav, source, workbook
from cxdesk.importing.plan import Detection
from cxdesk.importing.readers import Sample
from cxdesk.importing.table import Batch
from cxdesk.progress import Progress, no_progress

TEXT: Final = "text"
START: Final = 4_000


class Container(Protocol):
    """A module that reads one kind of file into text cells."""

    def sample(self, path: Path, sheet: str | None = None, progress: Progress = no_progress) -> Sample:
        """The first records, and in `native` what the file says of its columns."""
        ...

    def batches(self, detection: Detection, progress: Progress = no_progress) -> Iterator[Batch]:
        """All rows below the headings, as text in columns named by key."""
        ...


CONTAINERS: Final[dict[str, Container]] = {
    "xlsx": cast(Container, workbook),
    lime.CONTAINER: cast(Container, lime),
    "sav": cast(Container, sav),
    "parquet": cast(Container, parquet),
}

# Asked before anything else, by the path and the first bytes: name of the container, whether a file is one.
SIGNATURES: Final[tuple[tuple[str, Callable[[Path, bytes], bool]], ...]] = (
    (lime.CONTAINER, lime.is_answers),
    ("sav", sav.is_one),
    ("parquet", parquet.is_one),
)


def own_container(path: Path, data: bytes) -> str:
    """The container that a file is by its own signature, or nothing."""
    return next((name for name, is_one in SIGNATURES if is_one(path, data[:START])), "")


def kept_in(path: Path, data: bytes) -> str:
    """The container of a file, by content; what is no table at all is refused in words."""
    return own_container(path, data) or source.container(data, path.name)
