"""Files that hold a questionnaire and no answers, recognised by what is in them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from zipfile import is_zipfile

from cxdesk.errors import UserError
from cxdesk.i18n import _, listed
from cxdesk.importing import forms, lime, sav
from cxdesk.importing.ladders import with_scales
from cxdesk.paths import refuse_missing
from cxdesk.surveys.definition import Definition, SectionSpec
from cxdesk.surveys.formats import own, qsf, surveyjs

START: Final = 4_000
MOST_JSON: Final = 50_000_000
# As their makers write them.
READS: Final = ("Qualtrics (.qsf)", "LimeSurvey (.lss)", "XLSForm (.xlsx)", "SurveyJS (.json)", "SPSS (.sav)")


@dataclass(frozen=True, slots=True)
class Kind:
    """One format of questionnaires: whether a file is one, and how it is read.

    `is_one` gets the path and the first bytes; `read` raises UserError in words when the file is damaged.
    """

    format: str
    is_one: Callable[[Path, bytes], bool]
    read: Callable[[Path], Definition]


def _in_utf8(data: bytes) -> bytes:
    """The same text in UTF-8 where a mark says that it is in UTF-16, as some editors save it."""
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data
    return data.decode("utf-16", errors="replace").encode("utf-8", errors="replace")


def _read_own(path: Path) -> Definition:
    return own.from_json(_bytes(path).decode("utf-8-sig", "replace"), path.name).definition


def _is_surveyjs(path: Path, start: bytes) -> bool:
    """Whether it is SurveyJS; a picture that is written into the file may stand before all questions."""
    if surveyjs.is_one(start):
        return True
    if path.suffix.lower() != ".json" or len(start) < START or path.stat().st_size > MOST_JSON:
        return False
    return surveyjs.is_one(_bytes(path))


# A row per format, asked in this order.
KINDS: Final[tuple[Kind, ...]] = (
    Kind("cxdesk", lambda _path, start: own.is_one(start), _read_own),
    Kind(qsf.FORMAT, lambda _path, start: qsf.is_one(start), lambda path: qsf.parse(_bytes(path), path.name)),
    Kind("limesurvey", lime.is_questionnaire, lime.read_questionnaire),
    Kind("xlsform", forms.is_form, forms.read),
    Kind(
        surveyjs.FORMAT,
        _is_surveyjs,
        lambda path: with_scales(surveyjs.parse(_bytes(path), path.name)),
    ),
)


def kind_of(path: Path) -> Kind | None:
    """The format of questionnaires that a file is in, or None when it is something else."""
    # A pipe or a folder is no questionnaire, and opening a pipe would wait for ever.
    if not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            start = file.read(START)
    except OSError:
        return None
    return next((k for k in KINDS if k.is_one(path, _in_utf8(start))), None)


def read(path: Path) -> Definition | None:
    """The questionnaire in a file, or None when it holds none."""
    kind = kind_of(path)
    return kind.read(path) if kind is not None else None


TYPED = (".txt", ".md", ".text")
MOST_TYPED = 4_000_000


def read_alone(path: Path) -> Definition:
    """The questionnaire in a file that is given for it alone: one of the formats, or the labels of an SPSS file.

    Raises UserError in words where there is none in it.
    """
    refuse_missing(path)
    found = read(path)
    if found is None and path.is_file() and sav.is_one(path, _start(path)):
        found = _labels(path)
    if found is None and path.suffix.lower() in TYPED:
        found = _typed(path)
    if found is None and _start(path).startswith(b"PK") and not is_zipfile(path):
        sentence = _("“{name}” is damaged: it is no whole workbook. Save it again, or download it once more.")
        raise UserError(sentence.format(name=path.name))
    if found is None:
        sentence = _("“{name}” holds no questionnaire that cxdesk knows. It reads {formats}.")
        raise UserError(sentence.format(name=path.name, formats=listed(READS)))
    return found


def _typed(path: Path) -> Definition | None:
    """Questions as somebody typed them, each with its answers below it; nothing where none is found."""
    from cxdesk.i18n import language
    from cxdesk.surveys.formats.typed import understood

    text = _plain(path)
    made = understood(text, language())
    if not made.questions:
        return None
    name = made.name or {language(): path.stem}
    return replace(made, name=name, source_id=path.name)


def _plain(path: Path) -> str:
    """The text of a file: UTF-8, UTF-16 by its mark, else as Windows wrote it in the West."""
    data = path.read_bytes()[:MOST_TYPED]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _labels(path: Path) -> Definition:
    """The variables of an SPSS file as questions, by their labels; its answers stay where they are."""
    from cxdesk.importing import detect, mapping
    from cxdesk.importing.definition import questions, survey_of

    plan = mapping.suggest(detect.sniff(path))
    asked = tuple(a.spec for a in questions(plan))
    if not asked:
        raise UserError(_("There is no question in “{name}”.").format(name=path.name))
    note = _("Only the labels were taken from “{name}”; its answers were not. Import it to have them too.")
    return replace(
        survey_of(plan),
        sections=(SectionSpec({}, asked),),
        source="spss",
        notes=(note.format(name=path.name),),
    )


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(START)


def _bytes(path: Path) -> bytes:
    try:
        return _in_utf8(path.read_bytes())
    except OSError as error:
        raise UserError(_("“{name}” could not be read: {why}").format(name=path.name, why=error)) from error
