"""A map as one HTML file: the drawing as SVG with its words, and below it the same as a list; nothing from outside."""

from collections.abc import Iterator, Mapping
from html import escape

from cxdesk import i18n
from cxdesk.journeys.feeling_words import FEELING_WORDS
from cxdesk.journeys.kinds import CURVES
from cxdesk.journeys.labels import lane_words
from cxdesk.journeys.layout import customer_copy
from cxdesk.journeys.queries import STATE_WORDS, CardOnMap, JourneyMap, LaneOnMap
from cxdesk.personas.kinds import GRADE_WORDS
from exports.journey.sheet import one_sheet
from exports.journey.svg import svg_of

_STYLE = """
body{margin:2rem;font:16px/1.5 "Noto Sans",Vazirmatn,system-ui,sans-serif;color:#25211C;background:#fff}
h1,h2{font-family:"Source Serif 4",Vazirmatn,Georgia,serif}
.map{overflow:auto;border:1px solid #DED6C9;border-radius:8px}.map svg{display:block}
table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;padding:.4rem .6rem;
border-bottom:1px solid #DED6C9}th{color:#5E564C;font-weight:600}
a{color:#6B2D5C}.quiet{color:#5E564C}
@media print{.map{overflow:visible;border:0}.map svg{max-width:100%;height:auto}body{margin:0}}
"""


def page_of(
    journey: JourneyMap,
    language: str,
    *,
    for_customer: bool = False,
    pictures: Mapping[str, bytes] | None = None,
) -> str:
    """The page; a customer's copy holds only what the customer's map shows, in drawing and list alike."""
    shown = customer_copy(journey) if for_customer else journey
    translate = i18n.words(language).gettext
    sheet = one_sheet(shown, language, for_customer=for_customer)
    drawn = svg_of(sheet, shown.name, language, pictures).decode("utf-8")
    svg = drawn[drawn.index("<svg") :]
    direction = "rtl" if i18n.is_rtl(language) else "ltr"
    about = [translate(STATE_WORDS[shown.state]), shown.persona]
    return "\n".join(
        (
            "<!doctype html>",
            f'<html lang="{language}" dir="{direction}"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            # Nothing is loaded and nothing runs, whatever a card says.
            '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
            "style-src 'unsafe-inline'; img-src data:; font-src data:\">",
            f"<title>{escape(shown.name)}</title><style>{_STYLE}</style></head><body>",
            f"<main><h1>{escape(shown.name)}</h1>",
            f'<p class="quiet">{escape(i18n.listed(filter(None, about), language))}</p>',
            f'<p><a href="#list">{escape(translate("To the list"))}</a></p>',
            f'<div class="map" tabindex="0" role="region" aria-label="{escape(translate("Map of the journey; the list holds the same in rows"), quote=True)}">',
            svg,
            "</div>",
            f'<h2 id="list">{escape(translate("List"))}</h2>',
            *_list(shown, language),
            "</main></body></html>",
            "",
        )
    )


def _list(journey: JourneyMap, language: str) -> Iterator[str]:
    """Stage by stage a table: step, lane, words, how sure we are."""
    translate = i18n.words(language).gettext
    heads = (translate("Step"), translate("Lane"), translate("Text"), translate("How sure are we"))
    head = "".join(f'<th scope="col">{escape(h)}</th>' for h in heads)
    lanes = {lane.id: (place, lane) for place, lane in enumerate(journey.lanes)}
    for stage in journey.stages:
        yield f"<h3>{escape(stage.name)}</h3><table><thead><tr>{head}</tr></thead><tbody>"
        for step in stage.steps:
            cards = [c for c in journey.cards if c.step_id == step.id and c.lane_id in lanes]
            cards.sort(key=lambda c: (lanes[c.lane_id][0], c.position, c.id))
            for at, card in enumerate(cards):
                first = f'<th scope="row" rowspan="{len(cards)}">{escape(step.name)}</th>' if at == 0 else ""
                yield f"<tr>{first}{_cells(card, lanes[card.lane_id][1], language)}</tr>"
            if not cards:
                yield f'<tr><th scope="row">{escape(step.name)}</th><td></td><td></td><td></td></tr>'
        yield "</tbody></table>"


def _cells(card: CardOnMap, lane: LaneOnMap, language: str) -> str:
    translate = i18n.words(language).gettext
    said = card.words
    if lane.kind in CURVES and card.feeling is not None:
        nearest = min(FEELING_WORDS, key=lambda f: abs(f[0] - (card.feeling or 0.0)))[1]
        said = ": ".join(filter(None, (translate(nearest), said)))
    texts = (lane_words(lane, language), said, translate(GRADE_WORDS[card.grade]))
    return "".join(f"<td>{escape(text)}</td>" for text in texts)
