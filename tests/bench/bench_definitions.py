"""A Qualtrics survey of 150 questions with logic, beside json.load alone: at most a second more, opened and stored."""

import io
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cxdesk.importing import definitions
from cxdesk.project import Project
from cxdesk.surveys import actions
from cxdesk.surveys.definition import ChoiceSpec, Definition, ItemSpec, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.formats import qsf_out
from tests.bench.bench_whole_import import settings_in
from tests.bench.harness import Result

QUESTIONS, TURNS = 150, 5


def survey() -> Definition:
    """Scales, single, multiple, matrices and texts by turns; every second one is shown by the answer before it."""
    made: list[QuestionSpec] = []
    for n in range(QUESTIONS):
        code, words = (
            f"Q{n + 1}",
            {"en": f"Question {n + 1} about the visit", "nl": f"Vraag {n + 1} over het bezoek"},
        )
        before = made[n - n % 5] if n % 5 else None
        show = (
            {"op": "one_of", "question": before.code, "value": [1, 2]}
            if before is not None and n % 2
            else None
        )
        options = [{"en": f"Option {m}", "nl": f"Optie {m}"} for m in range(8)]
        rows = tuple(ItemSpec(f"{code}_{m}", text) for m, text in enumerate(options))
        kind = ("single", "multiple", "scale", "scale", "text")[n % 5]
        made.append(
            QuestionSpec(
                code,
                kind,
                words,
                ScaleSpec(1, 5, 4) if kind == "scale" else None,
                tuple(ChoiceSpec(m + 1, text) for m, text in enumerate(options)) if kind == "single" else (),
                rows if kind == "multiple" or n % 5 == 3 else (),
                look=("radio", "ticks", "points", "matrix", "text")[n % 5],
                rules={"show": show} if show else {},
            )
        )
    parts = [made[at : at + 15] for at in range(0, QUESTIONS, 15)]
    sections = tuple(SectionSpec({"en": f"Part {n}"}, tuple(p), code=f"S{n}") for n, p in enumerate(parts, 1))
    return Definition({"en": "Large survey"}, sections, ("en", "nl"))


def run() -> list[Result]:
    """Open, convert and store, less what json.load takes of it; the processor’s seconds count, not the wall’s."""
    with TemporaryDirectory() as name, settings_in(Path(name)):
        path = Path(name) / "large.qsf"
        path.write_bytes(qsf_out.write(survey()).data)
        project = Project.create(Path(name) / "a.cxdesk")
        try:
            found = definitions.read(path)
            assert found is not None
            assert len(found.questions) == QUESTIONS
            assert sum(bool(q.rules.get("show")) for q in found.questions) > QUESTIONS // 3

            def whole() -> object:
                told = definitions.read(path)
                return told and project.run("Survey", actions.build, told)

            data = path.read_bytes()
            read, stored, plain = (
                _median(w)
                for w in (lambda: definitions.read(path), whole, lambda: json.load(io.BytesIO(data)))
            )
        finally:
            project.close()
    size = f"{len(data) / 1e6:.1f} MB, more than json.load, at most 1 s"
    return [
        Result(f"QSF of {QUESTIONS} questions converted", read - plain, 1.0, read, plain, size),
        Result(
            f"QSF of {QUESTIONS} questions converted and stored", stored - plain, 1.0, stored, plain, size
        ),
    ]


def _median(work: Callable[[], Any]) -> float:
    seconds = []
    for _n in range(TURNS + 1):
        begin = time.process_time()
        work()
        seconds.append(time.process_time() - begin)
    return statistics.median(seconds[1:])
