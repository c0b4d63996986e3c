"""Several files given at once: answers and the questionnaires that describe them find each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cxdesk.importing import definitions, detect
from cxdesk.importing.detect import Asked
from cxdesk.importing.marry import fits, with_definition
from cxdesk.importing.plan import Detection
from cxdesk.progress import Progress, no_progress
from cxdesk.surveys.definition import Definition


@dataclass(frozen=True, slots=True)
class Gathered:
    """Files with answers, each with its questionnaire where one was given, and questionnaires left alone."""

    answers: tuple[Detection, ...]
    alone: tuple[tuple[Path, Definition], ...]


def gather(paths: Iterable[Path], progress: Progress = no_progress, asked: Asked = Asked()) -> Gathered:
    """What was given, sorted into answers and questionnaires and brought together; refuses what is neither."""
    known: list[tuple[Path, Definition]] = []
    tables: list[Path] = []
    for path in map(Path, paths):
        definition = definitions.read(path)
        if definition is None:
            tables.append(path)
        else:
            known.append((path, definition))
    used: set[Path] = set()
    answers = []
    for path in tables:
        detection = detect.sniff(path, progress, asked)
        for place, definition in known:
            if fits(detection, definition):
                detection = with_definition(detection, definition, place)
                used.add(place)
                break
        answers.append(detection)
    return Gathered(tuple(answers), tuple((p, d) for p, d in known if p not in used))
