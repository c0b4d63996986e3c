"""The blocks of a questionnaire: its head, its sections and questions, its thanks."""

from collections.abc import Iterator
from typing import Any

from cxdesk.i18n import _, digits
from exports.pdf.blocks import Air, Rule
from exports.pdf.grid import Column, Grid, Row
from exports.pdf.tags import Element
from exports.pdf.text import Text
from exports.questionnaire.answers import answer_parts, needs_width
from exports.questionnaire.boxes import Answer, Inset
from exports.questionnaire.lists import Option, option_list
from exports.questionnaire.numbering import Asked, Part
from exports.questionnaire.options import Kit
from exports.questionnaire.packing import Block
from exports.questionnaire.routing import only_if, ways_on
from exports.questionnaire.sample_boxes import SampleBoxes
from exports.questionnaire.wording import Wording

QUOTE, CONTACT = "consent_to_quote", "consent_to_contact"
_ABOVE, _ABOVE_PART = 20.0, 28.0


def blocks_of(kit: Kit, words: Wording) -> Iterator[Block]:
    """All blocks in order; a head is one block with what follows it."""
    yield from _beginning(kit, words)
    yield from _thanked(kit, words, [*_questions(kit, words), *_consents(kit, words)])


def _questions(kit: Kit, words: Wording) -> Iterator[Block]:
    """A section's head and a statement are one block with the question they lead to."""
    for part in words.paper.parts:
        before: list[Any] = _part_head(kit, words, part)
        above = _ABOVE_PART if before else _ABOVE
        if before and kit.columns > 1:
            # In two columns a section begins over both: nobody reads on into the next one by mistake.
            yield Block(tuple(before), above, wide=True, leads=True)
            before, above = [], 0.0
        for at, asked in enumerate(part.asked):
            wide = needs_width(kit, asked)
            parts = question_parts(kit, words, asked, kit.width if wide else kit.column)
            if not asked.number and at + 1 < len(part.asked):
                before += [*parts, Air(_ABOVE)]
                continue
            yield Block((*before, *parts), above, wide)
            before, above = [], _ABOVE


def question_parts(kit: Kit, words: Wording, asked: Asked, width: float) -> tuple[Any, ...]:
    """One question: for whom it is, its number and words, its hint, its boxes, where to go on."""
    inset = kit.indent if asked.number and (kit.columns == 1 or needs_width(kit, asked)) else 0.0
    question = asked.element
    guide = only_if(words.paper, asked.show) if asked.show else ""
    said = words.text(question.text)
    hint = words.text(question.hint)
    text: list[Any] = []
    if said or not asked.number:
        # What one question may hold is bounded, so that it stays on one page with its boxes.
        text.append(Text(_starred(said, question.required), kit.strong if asked.number else kit.body))
    if hint:
        text.append(Text(hint, kit.small))
    parts: list[Any] = [Text(guide, kit.guide), Air(4)] if guide else []
    if asked.number:
        number = Text(f"{digits(str(asked.number))}.", kit.strong.but(colour=kit.accent))
        columns = (Column(0, kit.indent - 4), Column(kit.indent, width - kit.indent))
        parts.append(Grid(columns, [Row(((number,), tuple(text)))], kit.height, rtl=kit.rtl))
    else:
        parts += text
    below = answer_parts(kit, words, asked, width - inset)
    parts += [Air(8)] if below else []
    for at, part in enumerate(below):
        parts += [Air(4)] if at else []
        parts.append(Inset(part, inset, kit.rtl) if inset else part)
    ways = ways_on(words.paper, asked)
    if ways:
        parts.append(Air(6))
        parts += [
            Inset(Text(way, kit.guide), inset, kit.rtl) if inset else Text(way, kit.guide) for way in ways
        ]
    return tuple(parts)


def _starred(said: str, required: bool) -> str:
    return f"{said} *" if required and said else said


def _beginning(kit: Kit, words: Wording) -> Iterator[Block]:
    survey = words.paper.survey
    title = Text(words.text(survey.name) or _("Questionnaire"), kit.title, Element("H1"), most=4)
    yield Block((title,), 0, wide=True)
    told: list[Any] = []
    if intro := words.text(survey.intro):
        told += [Text(line, kit.body) for line in _paragraphs(intro)]
    told.append(Text(promise_words(survey.promise), kit.small.but(strong=True)))
    yield Block(tuple(told), 10, wide=True)
    starred = any(asked.element.required for asked in words.paper.asked)
    lines = [
        _(
            "Use a dark pen. Cross the box that fits you. If you crossed the wrong one, fill it and cross another."
        )
    ]
    if starred:
        lines.append(_("* We need an answer here."))
    if kit.fillable:
        lines = lines[1:]
    if lines:
        shown = [SampleBoxes(kit)] if not kit.fillable else []
        texts = tuple(Text(line, kit.small) for line in lines)
        if shown:
            room = shown[0].room
            columns = (Column(0, room), Column(room + 10, kit.width - room - 10))
            yield Block(
                (Grid(columns, [Row((tuple(shown), texts))], kit.height, rtl=kit.rtl),), 12, wide=True
            )
        else:
            yield Block(texts, 12, wide=True)


def promise_words(promise: str) -> str:
    """What is promised to those who answer."""
    return {
        "named": _("We keep your answers with your name, so that we can come back to you."),
        "confidential": _(
            "Your answers are confidential: they are only shown together with those of others."
        ),
        "anonymous": _(
            "You answer anonymously. Nobody can tell who gave which answer. Do not write your name."
        ),
    }.get(promise, "")


def _part_head(kit: Kit, words: Wording, part: Part) -> list[Any]:
    title, intro = words.text(part.section.title), words.text(part.section.intro)
    guide = only_if(words.paper, part.show) if part.show else ""
    found: list[Any] = []
    if title:
        found += [Rule(kit.accent, 1.0, 6), Text(title, kit.head, Element("H2"), most=4)]
    if guide:
        found.append(Text(guide, kit.guide))
    if intro:
        found += [Text(line, kit.body) for line in _paragraphs(intro)]
    return [*found, Air(10)] if found else []


def _thanked(kit: Kit, words: Wording, blocks: list[Block]) -> list[Block]:
    """The last block with the thanks below: nobody turns a page for them alone."""
    said = words.text(words.paper.survey.thanks) or _("Thank you for your answers.")
    thanks = tuple(Text(line, kit.strong) for line in _paragraphs(said))
    last = blocks[-1]
    return [*blocks[:-1], Block((*last.parts, Air(16), *thanks), last.above, last.wide)]


def _consents(kit: Kit, words: Wording) -> Iterator[Block]:
    """Consent that no question asks for."""
    survey = words.paper.survey
    asked = {str(a.element.settings.get("purpose")) for a in words.paper.asked if a.look == "consent"}
    wanted = (
        (
            survey.consent_to_quote and "quote" not in asked,
            QUOTE,
            _("You may quote my words without my name."),
        ),
        (
            survey.consent_to_contact and "contact" not in asked,
            CONTACT,
            _("You may contact me about my answers."),
        ),
    )
    rows = [Option(Answer(code, "", 1, "tick", said), said) for wants, code, said in wanted if wants]
    if rows:
        yield Block((Rule(kit.accent, 1.0, 8), option_list(kit, rows, kit.width, 1)), _ABOVE_PART, wide=True)


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()] or [text]
