"""A journey written in any of the formats, by the ending of the file's name."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cxdesk.errors import UserError
from cxdesk.i18n import _, listed
from cxdesk.journeys.queries import JourneyMap
from exports.journey import data_files, saving
from exports.journey.page import write_page
from exports.journey.slides import write_slides

SUFFIXES = (*saving.SUFFIXES, ".pptx", ".html", *data_files.ENDINGS)


def write(
    journey: JourneyMap,
    document: dict[str, Any],
    target: Path,
    language: str,
    *,
    for_customer: bool = False,
    stage: str = "",
    pictures: Mapping[str, bytes] | None = None,
) -> Path:
    """Write the journey; a customer's copy is built from what a customer may see in every format.

    `stage` names the one stage that slides are made of, `pictures` are the photographs on cards by the
    digest of their bytes. Raises UserError for an ending that is none of ours.
    """
    kind = target.suffix.lower()
    if kind in saving.SUFFIXES:
        return saving.export(journey, target, language, for_customer=for_customer, pictures=pictures)
    if kind == ".pptx":
        return write_slides(
            journey, target, language, stage=stage, for_customer=for_customer, pictures=pictures
        )
    if kind == ".html":
        return write_page(journey, target, language, for_customer=for_customer, pictures=pictures)
    if kind in data_files.ENDINGS:
        return data_files.write_data(journey, document, target, language, for_customer=for_customer)
    raise UserError(
        _("“{name}” has no ending that a map can be written in. Choose one of: {endings}.").format(
            name=target.name, endings=listed(SUFFIXES)
        )
    )
