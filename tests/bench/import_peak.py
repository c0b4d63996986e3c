"""Import one file into a new project and print the most memory that this took, in bytes."""

import resource
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from cxdesk.project import Project
from tests.bench.bench_whole_import import settings_in, whole_import

if __name__ == "__main__":
    with TemporaryDirectory() as name, settings_in(Path(name)):
        project = Project.create(Path(name) / "peak.cxdesk")
        whole_import(project, Path(sys.argv[1]))
        project.close()
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(size * (1 if sys.platform == "darwin" else 1024))
