"""The fields of a fillable questionnaire: text, boxes to cross, one of several; values are ASCII codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObjectReference, PDFString

from exports.pdf.raw import Raw, place_of, placed
from exports.pdf.structure import Widget
from exports.pdf.tags import Element, element
from exports.questionnaire.boxes import Answer
from exports.questionnaire.field_names import ON, field_name

_MULTILINE, _RADIO = 1 << 12, 1 << 15
_PRINTED = 4
_WRITTEN = {"number": 20, "day": 2, "month": 2, "year": 4}
_POINTS = 10.5


@dataclass(slots=True)
class _Group:
    """One of several: the field, and the boxes that are its kids."""

    entry: Raw
    place: bytes
    says: str
    kids: list[bytes] = field(default_factory=list)


class FormFields:
    """Collects fields while pages are drawn, and writes them into the document at the end."""

    def __init__(self, canvas: Any, hidden: Mapping[str, str]) -> None:
        """`hidden` are names and values that no page shows: which form it is, for whom."""
        self._doc, self._hidden = canvas._doc, hidden
        self._fields: list[bytes] = []
        self._groups: dict[str, _Group] = {}
        self._looks: dict[tuple[float, float], tuple[bytes, bytes]] = {}

    def add(self, canvas: Any, answer: Answer, place: tuple[float, float, float, float]) -> None:
        """A field over a box at left, bottom, width and height."""
        left, bottom, width, height = place
        part = answer.kind if answer.kind in ("day", "month", "year") else ""
        name = field_name(answer.question, answer.item, part)
        entry = Raw()
        reference = PDFObjectReference(self._doc.Reference(entry).name)
        at = place_of(self._doc, reference.name)
        says = PDFString(answer.says).format(self._doc)
        common = b"/Type /Annot /Subtype /Widget /F %d /Rect [%.2f %.2f %.2f %.2f] /TU %b" % (
            _PRINTED, left, bottom, left + width, bottom + height, says,
        )  # fmt: skip
        if answer.kind == "one":
            group = self._group(name, answer)
            group.kids.append(at)
            value = b"%d" % int(answer.value or 0)
            body = common + b" /Parent %b /AS /Off %b" % (group.place, self._look(value, width, height))
        elif answer.kind == "tick":
            self._fields.append(at)
            value = ON.encode()
            body = common + b" /FT /Btn /T (%b) /V /Off /AS /Off %b" % (
                name.encode("ascii"), self._look(value, width, height),
            )  # fmt: skip
        else:
            self._fields.append(at)
            long = _MULTILINE if answer.kind == "text" and height > 30 else 0
            most = b" /MaxLen %d" % _WRITTEN[answer.kind] if answer.kind in _WRITTEN else b""
            body = common + b" /FT /Tx /T (%b) /Ff %d /DA (/Helv %g Tf 0 g)%b" % (
                name.encode("ascii"), long, _POINTS, most,
            )  # fmt: skip
        with element(canvas, Element("Form"), width, height, at=(left, bottom)):
            canvas.tagger.add_widget(Widget(canvas.getPageNumber(), entry, reference, body))

    def write(self) -> None:
        """The form itself into the catalogue."""
        for name, group in self._groups.items():
            group.entry.written = b"<</FT /Btn /T (%b) /Ff %d /V /Off /TU %b /Kids [%b]>>" % (
                name.encode("ascii"), _RADIO, PDFString(group.says).format(self._doc), b" ".join(group.kids),
            )  # fmt: skip
            self._fields.append(group.place)
        for name, value in self._hidden.items():
            known = Raw(b"<</FT /Tx /T (%b) /Ff 1 /V (%b)>>" % (name.encode("ascii"), value.encode("ascii")))
            self._fields.append(placed(self._doc, known))
        font = placed(
            self._doc,
            Raw(b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>"),
        )
        form = Raw(
            b"<</Fields [%b] /NeedAppearances true /DA (/Helv %g Tf 0 g) /DR <</Font <</Helv %b>>>>>>"
            % (b" ".join(self._fields), _POINTS, font)
        )
        self._doc.Catalog.AcroForm = self._doc.Reference(form)

    def _group(self, name: str, answer: Answer) -> _Group:
        found = self._groups.get(name)
        if found is None:
            entry = Raw()
            found = self._groups[name] = _Group(
                entry, placed(self._doc, entry), answer.says.rsplit(": ", 1)[0]
            )
        return found

    def _look(self, value: bytes, width: float, height: float) -> bytes:
        """How a box looks crossed and not, by the name of its value."""
        key = (round(width, 1), round(height, 1))
        if key not in self._looks:
            low, wide, high = 2.5, width - 2.5, height - 2.5
            cross = (
                f"q 0 0 0 RG 1.6 w {low:.2f} {low:.2f} m {wide:.2f} {high:.2f} l "
                f"{low:.2f} {high:.2f} m {wide:.2f} {low:.2f} l S Q"
            )
            on, off = (self._drawn(content, width, height) for content in (cross, ""))
            self._looks[key] = (on, off)
        on, off = self._looks[key]
        return b"/AP <</N <</%b %b /Off %b>>>>" % (value, on, off)

    def _drawn(self, content: str, width: float, height: float) -> bytes:
        body = content.encode("ascii")
        head = b"<</Type /XObject /Subtype /Form /BBox [0 0 %.2f %.2f] /Resources <<>> /Length %d>>" % (
            width, height, len(body),
        )  # fmt: skip
        return placed(self._doc, Raw(head + b"\nstream\n" + body + b"\nendstream\n"))
