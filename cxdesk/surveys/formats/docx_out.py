"""A questionnaire as a Word document that people can read, by the rules of Microsoft Forms' "Quick import".

Microsoft Support, "Convert a Word or PDF form or quiz to Microsoft Forms", and its answers on learn.microsoft.com
(5496362, 5202143) say: a file of at most 10 MB; titles, subtitles, multiple choice and open text, nothing else; questions
and answers one below the other, blocks well apart; no pictures, tables, equations or bulleted lists. A question is a line
"1. ...", an answer a line "A. ...", an empty line ends a block, and the document's title becomes the form's. Whether one
must answer and whether several answers are allowed cannot be said. What stands behind the last question is read as a part
of it, so the words of thanks stay out. A form has at most 200 questions ("Form, question, response, and character limits
in Microsoft Forms"). No file was tried in Forms. What is asked of several things is a question for each.
"""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from cxdesk.i18n import LANGUAGES, _, is_rtl, listed, ngettext, number, speaking
from cxdesk.surveys.definition import Definition, QuestionSpec
from cxdesk.surveys.formats.carried import Written, notes_on
from cxdesk.surveys.formats.hints import is_rows, points
from cxdesk.surveys.formats.nearest import nearest
from cxdesk.surveys.looks import look_of
from cxdesk.surveys.model import Texts
from cxdesk.surveys.queries import shown

if TYPE_CHECKING:
    from docx.document import Document

_NEAREST: Final = (
    "nps", "csat", "ces", "points", "stars", "faces", "dropdown", "matrix", "matrix_radio", "matrix_ticks", "pair",
    "ranking", "sum", "slider", "number", "date", "consent", "pictures",
)  # fmt: skip
# What Forms takes in: bytes of a file, questions of a form, answers that have a letter.
LARGEST_FILE: Final = 10 * 1024 * 1024
MOST_QUESTIONS: Final = 200
_LETTERS: Final = 26
# Word and its readers allow no control characters.
_CONTROLS: Final = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)])


def write(definition: Definition) -> Written:
    """The document in the survey's first language."""
    import docx

    lang = definition.languages[0] if definition.languages else "en"
    document = docx.Document()
    paper = _Paper(document, lang)
    with speaking(lang if lang in LANGUAGES else "en"):
        paper.heading(shown(definition.name, lang), 0)
        paper.block(shown(definition.intro, lang))
        for section in definition.sections:
            paper.heading(shown(section.title, lang), 1)
            paper.block(shown(section.intro, lang), "Subtitle")
            for element in section.elements:
                paper.element(element)
    document.core_properties.title = _clean(shown(definition.name, lang))[:200]
    document.core_properties.author = ""
    out = BytesIO()
    document.save(out)
    data = out.getvalue()
    return Written(
        data, notes_on(definition, _carried(definition), _notes(definition, paper.count, len(data)))
    )


def _clean(text: str) -> str:
    return " ".join(text.translate(_CONTROLS).split())


class _Paper:
    """Puts lines into a document; counts the questions."""

    def __init__(self, document: "Document", lang: str) -> None:
        self.document, self.lang, self.rtl, self.count = document, lang, is_rtl(lang), 0

    def heading(self, words: str, level: int) -> None:
        if words:
            self._turned(self.document.add_heading(_clean(words), level))

    def line(self, words: str, style: str | None = None, kept: bool = False) -> None:
        """A paragraph; what is kept stands on the page of what follows it."""
        if words:
            paragraph = self.document.add_paragraph(_clean(words), style)
            if kept:
                paragraph.paragraph_format.keep_with_next = True
            self._turned(paragraph)

    def block(self, words: str, style: str | None = None) -> None:
        """A line with an empty one after it, so that it is not taken for the next question's beginning."""
        if words:
            self.line(words, style)
            self.document.add_paragraph()

    def _turned(self, paragraph: Any) -> None:
        """A right-to-left language has its lines begin on the right."""
        from docx.oxml import OxmlElement

        if self.rtl:
            paragraph.paragraph_format.element.get_or_add_pPr().append(OxmlElement("w:bidi"))
            for run in paragraph.runs:
                run._element.get_or_add_rPr().append(OxmlElement("w:rtl"))

    def element(self, q: QuestionSpec) -> None:
        if q.kind == "statement":
            self.block(shown(q.text, self.lang), "Subtitle")
        elif q.kind != "break" and look_of(q) != "hidden":
            rows = q.items if is_rows(q) and look_of(q) not in ("ranking", "sum") else ()
            for item in rows:
                self._question(q, f"{shown(q.text, self.lang)} – {shown(item.text, self.lang)}")
            if not rows:
                self._question(q, shown(q.text, self.lang))

    def _question(self, q: QuestionSpec, words: str) -> None:
        self.count += 1
        more = " ".join(f"({w})" for w in (shown(q.hint, self.lang), self._how(q)) if w)
        lines = [f"{_letter(n)}. {shown(text, self.lang)}" for n, text in enumerate(self._answers(q))]
        for line in (f"{self.count}. {words} {more}", *lines):
            self.line(line, kept=len(lines) <= _LETTERS)
        self.document.add_paragraph()

    def _how(self, q: QuestionSpec) -> str:
        look = look_of(q)
        if look == "ranking":
            return _("Put these in order, the best first")
        if look == "sum" and q.settings.get("total"):
            return _("Share out {n} points").format(n=number(float(q.settings["total"])))
        if q.kind != "multiple":
            return ""
        most = q.settings.get("most")
        if most:
            n = int(most)
            return ngettext("Choose at most {n}", "Choose at most {n}", n).format(n=number(n))
        return _("Choose all that apply")

    def _answers(self, q: QuestionSpec) -> Iterator[Texts]:
        if q.kind in ("nps", "scale", "single"):
            yield from (c.label for c in points(q))
        elif q.kind == "multiple" or look_of(q) in ("ranking", "sum"):
            yield from (i.text for i in q.items)


def _letter(n: int) -> str:
    """A, B ... Z, AA, AB ..."""
    return (_letter(n // 26 - 1) if n >= 26 else "") + chr(65 + n % 26)


def _carried(definition: Definition) -> Definition:
    """What a reader of the document can know: words and answers in one language."""
    sections = tuple(
        replace(
            s,
            rules={},
            settings={},
            elements=tuple(
                replace(q, rules={}, settings={}, required=False)
                for q in s.elements
                if q.kind != "break" and look_of(q) != "hidden"
            ),
        )
        for s in definition.sections
    )
    return replace(
        definition,
        sections=sections,
        settings={},
        thanks={},
        promise="named",
        consent_to_quote=False,
        consent_to_contact=False,
    )


def _notes(definition: Definition, asked: int, size: int) -> Iterator[str]:
    """What Forms leaves to be done by hand; `asked` questions stand in the file, which has `size` bytes."""
    yield _("Codes and numbers of answers are not in the file. Answers from Forms come in by their words.")
    several = [q.code for q in definition.questions if q.kind == "multiple"]
    if several:
        yield _("Forms takes one answer until you switch on “Multiple answers” there: {codes}.").format(
            codes=listed(several)
        )
    if any(len(q.items if q.kind == "multiple" else points(q)) > _LETTERS for q in definition.questions):
        yield _("More than 26 answers: Forms may read those behind Z as text.")
    if asked > MOST_QUESTIONS:
        yield _("Forms takes at most {most} questions in a form; here are {n}. Divide the survey.").format(
            most=number(MOST_QUESTIONS), n=number(asked)
        )
    if size > LARGEST_FILE:
        yield _("Forms takes files of at most 10 MB; this one is larger. Divide the survey.")
    yield from nearest(definition, _NEAREST)
