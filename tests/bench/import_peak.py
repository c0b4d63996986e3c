"""Import one file into a new project and print the most memory that this took, in bytes."""

import resource
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from cxdesk.project import Project
from tests.bench.bench_whole_import import settings_in, whole_import


def _peak() -> int:
    """The process's own peak; what the system's counter says on Linux still has the parent's memory in it."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    with TemporaryDirectory() as name, settings_in(Path(name)):
        project = Project.create(Path(name) / "peak.cxdesk")
        whole_import(project, Path(sys.argv[1]))
        project.close()
    print(_peak())
