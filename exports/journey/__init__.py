"""A journey's map as PDF, SVG or PNG."""

from exports.journey.saving import export as export
from exports.journey.saving import png_of as png_of
from exports.journey.saving import rendered as rendered
