"""A map as one HTML file: the drawing as SVG with its words, and below it the same as a list; nothing from outside."""

import re
from collections.abc import Iterator, Mapping
from html import escape

from cxdesk import i18n
from cxdesk.journeys import beside
from cxdesk.journeys.extras import source_words, stale_words
from cxdesk.journeys.feeling_words import FEELING_WORDS
from cxdesk.journeys.kinds import CURVES
from cxdesk.journeys.labels import lane_words
from cxdesk.journeys.layout import customer_copy
from cxdesk.journeys.queries import STATE_WORDS, CardOnMap, JourneyMap, LaneOnMap
from cxdesk.journeys.stage_facts import pooled_words
from cxdesk.journeys.ways import ways_from
from cxdesk.personas.kinds import GRADE_WORDS
from exports.journey.sheet import one_sheet
from exports.journey.svg import svg_of
from exports.pdf.look import tokens

# Lanes and marks name their colours; the page gives each a light and a dark value.
_SERIES = 8
# No page may hold these; what came from outside can.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_STYLE = """
*{box-sizing:border-box}
body{margin:0;font:16px/1.5 "Noto Sans",Vazirmatn,system-ui,sans-serif;color:var(--text);background:var(--bg)}
main{padding:2rem}
h1,h2,h3{font-family:"Source Serif 4",Vazirmatn,Georgia,serif;line-height:1.25;margin:0 0 .5rem}
h1{font-size:1.75rem}h2{font-size:1.375rem;margin-top:2.5rem}h3{font-size:1.125rem;margin-top:2rem}
p{margin:0 0 .75rem}
.map{overflow:auto;border:1px solid var(--line);border-radius:8px;background:var(--surface)}
.map svg{display:block;margin:0 auto}
table{border-collapse:collapse;table-layout:fixed;width:100%;max-width:64rem;overflow-wrap:break-word}
th,td{text-align:start;vertical-align:top;padding:.45rem .75rem .45rem 0;border-bottom:1px solid var(--line)}
[dir=rtl] th,[dir=rtl] td{padding:.45rem 0 .45rem .75rem}
thead th:first-child{width:26%}thead th:last-child{width:22%}
thead th{color:var(--text2);font-weight:400;font-size:.875rem;border-bottom-color:var(--line_strong)}
tbody th{font-weight:400;color:var(--text2)}
tbody th.step{font-weight:600;color:var(--text);padding-top:1rem}
td:last-child{color:var(--text2)}
td span{display:block;color:var(--text2);font-size:.875rem}
a{color:var(--accent)}.quiet{color:var(--text2)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
@media (max-width:40rem){main{padding:1rem}h1{font-size:1.5rem}body{font-size:15px}
th,td,[dir=rtl] th,[dir=rtl] td{padding-inline:0 .5rem}thead th:last-child,td:last-child{width:28%;font-size:.8125rem}}
@media print{:root{color-scheme:light}body{background:#fff}.map{overflow:visible;border:0}
.map svg{max-width:100%;height:auto}main{padding:0}tbody{break-inside:avoid}h3{break-after:avoid}}
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
    drawn = svg_of(sheet, shown.name, language, pictures, _variable).decode("utf-8")
    named = escape(translate("Map of the journey; the list holds the same in rows"), quote=True)
    # Read aloud, a drawing is one thing with a name: its words come in their order in the list.
    svg = drawn[drawn.index("<svg") :].replace("<svg", f'<svg role="img" aria-label="{named}"', 1)
    to_list, a_list, a_map = escape(translate("To the list")), translate("List"), translate("Map")
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
            f"<title>{escape(_CONTROL.sub(' ', shown.name))}</title><style>{_colours()}{_STYLE}</style></head><body>",
            f"<main><h1>{_own(shown.name)}</h1>",
            f'<p class="quiet">{escape(i18n.listed(filter(None, about), language))}</p>',
            f'<p><a href="#list">{to_list}</a></p>',
            f'<div class="map" tabindex="0" role="region" aria-label="{escape(a_map, quote=True)}">',
            svg,
            "</div>",
            f'<h2 id="list" tabindex="-1">{escape(a_list)}</h2>',
            *_list(shown, language),
            "</main></body></html>",
            "",
        )
    )


def _variable(colour: str) -> str:
    return f"var(--{colour})"


def _colours() -> str:
    """Every colour by its name, light, and dark where the reader's system is; paper is light."""
    light, dark = (_rules(look) for look in ("light", "dark"))
    return f":root{{color-scheme:light dark;{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"


def _rules(look: str) -> str:
    colours = tokens()["colour"]
    series = {f"series_{n}": colours["categorical"][look][n - 1] for n in range(1, _SERIES + 1)}
    return "".join(f"--{name}:{value};" for name, value in {**colours[look], **series}.items())


def _list(journey: JourneyMap, language: str) -> Iterator[str]:
    """Stage by stage a table: each step a group of rows, with lane, words, how sure we are."""
    translate = i18n.words(language).gettext
    heads = (translate("Lane"), translate("Text"), translate("How sure are we"))
    head = "".join(f'<th scope="col">{escape(h)}</th>' for h in heads)
    lanes = {lane.id: (place, lane) for place, lane in enumerate(journey.lanes)}
    for stage in journey.stages:
        yield f'<h3 id="stage{stage.id}">{_own(stage.name)}</h3>'
        told = [stage.duration, *pooled_words(stage, language)]
        yield from (f'<p class="quiet">{_own(fact)}</p>' for fact in told if fact)
        yield f'<table aria-labelledby="stage{stage.id}"><thead><tr>{head}</tr></thead>'
        for step in stage.steps:
            yield f'<tbody><tr><th class="step" scope="rowgroup" colspan="3">{_own(step.name)}</th></tr>'
            yield from (
                f'<tr><td class="quiet" colspan="3">{_own(way)}</td></tr>'
                for way in ways_from(journey, step, language)
            )
            cards = [c for c in journey.cards if c.step_id == step.id and c.lane_id in lanes]
            cards.sort(key=lambda c: (lanes[c.lane_id][0], c.position, c.id))
            for card in cards:
                yield f"<tr>{_cells(journey, card, lanes[card.lane_id][1], language)}</tr>"
            yield "</tbody>"
        yield "</table>"


def _cells(journey: JourneyMap, card: CardOnMap, lane: LaneOnMap, language: str) -> str:
    translate = i18n.words(language).gettext
    said = card.words
    if lane.kind in CURVES and card.feeling is not None:
        nearest = min(FEELING_WORDS, key=lambda f: abs(f[0] - (card.feeling or 0.0)))[1]
        said = ": ".join(filter(None, (translate(nearest), said)))
    more = "".join(f"<span>{_own(fact)}</span>" for fact in _facts(card, language))
    name = lane_words(lane, language, journey.persona)
    return (
        f'<th scope="row">{_own(name)}</th><td>{_own(said)}{more}</td>'
        f"<td>{escape(translate(GRADE_WORDS[card.grade]))}</td>"
    )


def _own(text: str) -> str:
    """A text in its own direction, whatever that of the page is."""
    return f"<bdi>{escape(_CONTROL.sub(' ', text))}</bdi>"


def _facts(card: CardOnMap, language: str) -> Iterator[str]:
    """What else the map says of a card, the most telling first."""
    if card.moment_of_truth:
        yield i18n.words(language).gettext("Moment of truth")
    if card.score is not None:
        yield beside.told_in(card.score, card.beside.round if card.beside else "", language)
    if card.beside is not None:
        yield from beside.facts(card.beside, card.score, language)
    if card.quotation:
        yield i18n.listed(filter(None, (card.quotation, card.speaker)), language)
    if told := source_words(card, language):
        yield told
    if card.stale_months is not None:
        yield stale_words(card.stale_months, language)
