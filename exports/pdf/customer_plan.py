"""The customer's action plan as a PDF: page one complete in itself, and the annex."""

from pathlib import Path
from typing import Any

from cxdesk.i18n import day, digits, is_rtl, words
from cxdesk.planning import plan_words
from cxdesk.planning.customer_plan import CustomerPlan
from exports.brand import readable
from exports.pdf.customer_parts import Paper, Promises
from exports.pdf.document import Furniture, Rendered, body_height
from exports.pdf.document import render as render_document
from exports.pdf.look import LETTER, PAGE, WIDTH
from exports.pdf.tags import LineBox
from exports.writing import write_file

# What keeps page one complete: less air, then closer rows, then rows of one line with every promise in
# full on page two, then one small line for each behind its date, at last in two columns.
_STEPS: tuple[tuple[bool, Promises], ...] = (
    (False, "full"), (True, "full"), (True, "close"), (True, "short"), (True, "lines"),
    (True, "list"),
)  # fmt: skip


_MOST_AROUND = 400


def build(plan: CustomerPlan, target: Path) -> Path:
    """Write the plan's PDF; whole or not at all."""
    pdf = draw(plan)
    return write_file(target, lambda part: part.write_bytes(pdf))


def draw(plan: CustomerPlan) -> bytes:
    """The plan's PDF as bytes."""
    return render(plan).pdf


def where(plan: CustomerPlan) -> tuple[LineBox, ...]:
    """Where each sentence of the plan stands on its page."""
    return render(plan).lines


def complete(plan: CustomerPlan) -> bool:
    """Whether page one holds all it has to: what was told, every date, whom to call, the lines to sign on."""
    height = body_height(_furniture(plan))
    return _height(_first_page(plan, height)[1]) <= height


def render(plan: CustomerPlan) -> Rendered:
    """The PDF and the places of its sentences, from one drawing run."""
    furniture = _furniture(plan)
    height = body_height(furniture)
    paper, body = _first_page(plan, height)
    return render_document([*body, *paper.continued(), *(paper.annex() if plan.annex else [])], furniture)


def _first_page(plan: CustomerPlan, height: float) -> tuple[Paper, list[Any]]:
    """Page one by the first step that makes it complete."""
    whole = Paper(plan, height)
    body = _body(plan, whole)
    tall = _height(body)
    if tall <= height:
        return whole, body
    promises = sum(_height([part]) for part in whole.will_do())
    for tight, form in _STEPS[1:] if tall - promises <= height else _STEPS[1:2]:
        paper = Paper(plan, height, tight=tight, promises=form)
        drawn = _body(plan, paper)
        if _height(drawn) <= height:
            return paper, drawn
    # So much to say fits on no first page: it flows on, every word of it.
    return whole, body


def _body(plan: CustomerPlan, paper: Paper) -> list[Any]:
    sections = (paper.title(), paper.told(), paper.will_do(), paper.since(), paper.ending())
    return [part for section in sections for part in section]


def _height(body: list[Any]) -> float:
    return float(sum(part.getSpaceBefore() + part.wrap(WIDTH, 0)[1] for part in body))


def _furniture(plan: CustomerPlan) -> Furniture:
    lang = plan.language
    catalogue = words(lang)
    between = plan_words.between(lang)
    version = digits(str(plan.version), lang)
    parts = [
        catalogue.gettext("Action plan for {account}").format(account=plan.account_full or plan.account),
        catalogue.gettext("version {n}").format(n=version),
        day(plan.made_on, lang),
    ]
    status = [plan_words.status(plan), catalogue.gettext("Version {n}").format(n=version)]
    return Furniture(
        title=plan_words.title(plan),
        language=lang,
        rtl=is_rtl(lang),
        name=_short(plan.brand.name),
        logo=plan.brand.logo,
        status=_short(between.join(status)),
        accent=readable(plan.brand.accent),
        ticked=plan.status == "agreed",
        footer=_short(between.join(parts)),
        page_words=lambda page, pages: catalogue.gettext("Page {page} of {pages}").format(
            page=digits(str(page), lang), pages=digits(str(pages), lang)
        ),
        paper=LETTER if plan.brand.paper == "letter" else PAGE,
        sender=_short(
            between.join(_one_line(t) for t in (plan.brand.address, plan.brand.contact) if t.strip())
        ),
    )


def _short(text: str) -> str:
    """What stands on every page is set on every page: a text that fills one is cut before it is set."""
    return text if len(text) <= _MOST_AROUND else text[:_MOST_AROUND] + "…"


def _one_line(text: str) -> str:
    return ", ".join(part.strip() for part in text.splitlines() if part.strip())
