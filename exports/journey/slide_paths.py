"""Lines and cubic curves as editable shapes of a slide: icons and arrows stay vectors that can be recoloured."""

from collections.abc import Sequence
from typing import Any

from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement

from exports.journey.icon_paths import Stroke

# Coordinates of a path are whole numbers.
FINE = 1000
_TAGS = {"m": "a:moveTo", "l": "a:lnTo", "c": "a:cubicBezTo"}


def give_path(shape: Any, strokes: Sequence[Stroke], width: float, height: float) -> None:
    """Make an auto shape of these strokes, which lie in a box of that width and height in units of their own."""
    outline = OxmlElement("a:custGeom")
    for tag in ("a:avLst", "a:gdLst", "a:ahLst", "a:cxnLst"):
        outline.append(OxmlElement(tag))
    outline.append(_with(OxmlElement("a:rect"), l="0", t="0", r="r", b="b"))
    paths = OxmlElement("a:pathLst")
    path = _with(OxmlElement("a:path"), w=_whole(width), h=_whole(height), fill="none")
    for kind, *at in strokes:
        path.append(_stroke(str(kind), [float(value) for value in at]))
    paths.append(path)
    outline.append(paths)
    made = shape._element.spPr
    ready = made.find(qn("a:prstGeom"))
    made.replace(ready, outline)


def round_ends(shape: Any) -> None:
    """Round ends and corners, as our icons are drawn."""
    line = shape.line._get_or_add_ln()
    line.set("cap", "rnd")
    line.append(OxmlElement("a:round"))


def turn_round(shape: Any) -> None:
    """The shape as in a mirror."""
    shape._element.spPr.find(qn("a:xfrm")).set("flipH", "1")


def _stroke(kind: str, at: list[float]) -> Any:
    if kind == "z":
        return OxmlElement("a:close")
    made = OxmlElement(_TAGS[kind])
    for x, y in zip(at[::2], at[1::2], strict=True):
        made.append(_with(OxmlElement("a:pt"), x=_whole(x), y=_whole(y)))
    return made


def _with(element: Any, **attributes: str) -> Any:
    for name, value in attributes.items():
        element.set(name, value)
    return element


def _whole(value: float) -> str:
    return str(round(value * FINE))
