"""What a file says of itself: title, who made it, language, and that it is tagged (PDF/UA-1)."""

from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFDictionary

from exports.pdf.raw import Raw
from exports.pdf.shaping import clean

_NAMES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" '
    'xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
)


def write_metadata(doc: Any, title: str, author: str, subject: str, language: str) -> None:
    """XMP into the catalogue, and the wish that a window shows the title and not the file's name."""
    packet = xmp(title, author, subject, language)
    head = b"<</Type /Metadata /Subtype /XML /Length %d>>" % len(packet)
    doc.Catalog.Metadata = doc.Reference(Raw(head + b"\nstream\n" + packet + b"\nendstream\n"))
    doc.Catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})


def xmp(title: str, author: str, subject: str, language: str) -> bytes:
    """The metadata packet; what a person wrote is text in it and never markup."""
    parts = [f"<pdfuaid:part>1</pdfuaid:part><dc:title>{_in_languages(title, language)}</dc:title>"]
    if author.strip():
        parts.append(f"<dc:creator><rdf:Seq><rdf:li>{_text(author)}</rdf:li></rdf:Seq></dc:creator>")
    if subject.strip():
        parts.append(f"<dc:description>{_in_languages(subject, language)}</dc:description>")
    parts.append(f"<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>")
    parts.append("<xmp:CreatorTool>cxdesk</xmp:CreatorTool>")
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {_NAMES}>{"".join(parts)}'
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def _in_languages(text: str, language: str) -> str:
    said = _text(text)
    return (
        f'<rdf:Alt><rdf:li xml:lang="x-default">{said}</rdf:li>'
        f'<rdf:li xml:lang="{language}">{said}</rdf:li></rdf:Alt>'
    )


def _text(text: str) -> str:
    return escape(clean(text))
