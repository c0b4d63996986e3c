"""A process that makes plans as it is told, one line of JSON each: FILE LANGUAGE; it opens the file for reading."""

import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cxdesk import i18n
from cxdesk.errors import UserError
from cxdesk.planning.plan_words import based_on
from cxdesk.project import Project
from exports.pdf.hand_out import prepared
from exports.writing import DiskFull, write_file


def main(arguments: Sequence[str]) -> int:
    """Answer every line on standard input with one on standard output."""
    path, language = arguments
    for stream in (sys.stdin, sys.stdout):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    i18n.set_language(language)
    project = Project.open_to_read(Path(path))
    try:
        for line in sys.stdin:
            sys.stdout.write(json.dumps(_made(project, json.loads(line))) + "\n")
            sys.stdout.flush()
    finally:
        project.close()
    return 0


def _made(project: Project, order: dict[str, Any]) -> dict[str, Any]:
    target = Path(order["target"])
    try:
        ready = prepared(project, order["plan"], order["language"], target.suffix.lower())
        file = write_file(target, lambda part: part.write_bytes(ready.data))
    except UserError as refused:
        return {"reason": str(refused), "full": isinstance(refused, DiskFull)}
    digest = hashlib.sha256(ready.data).hexdigest()
    return {"file": str(file), "sha256": digest, "data": based_on(ready.plan)}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
