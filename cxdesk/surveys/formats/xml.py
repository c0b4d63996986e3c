"""XML from outside, read without the parts of XML that can do harm."""

from typing import Final
from xml.etree.ElementTree import Element, ParseError

from cxdesk.errors import UserError
from cxdesk.i18n import _, number

MOST_BYTES: Final = 300_000_000


def root_of(data: bytes, name: str) -> Element:
    """The root element of the file called `name`; damaged or hostile XML is refused in words."""
    import defusedxml.ElementTree
    from defusedxml.common import DefusedXmlException

    if len(data) > MOST_BYTES:
        sentence = _("“{name}” is XML of {n} MB, more than cxdesk reads. Export the answers as CSV.")
        raise UserError(sentence.format(name=name, n=number(len(data) // 1_000_000)))
    try:
        root: Element = defusedxml.ElementTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise UserError(hostile(name)) from error
    except (ParseError, ValueError, LookupError) as error:
        raise UserError(damaged(name)) from error
    return root


def hostile(name: str) -> str:
    """The sentence for XML with a document type or entities."""
    return _("“{name}” defines entities, by which XML can do harm. It was not opened.").format(name=name)


def damaged(name: str) -> str:
    """The sentence for XML that ends early or is none."""
    return _("“{name}” is damaged: it is not whole XML. Export it again.").format(name=name)
