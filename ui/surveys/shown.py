"""Which panels stand in the middle and at the end for what is chosen, and when they are built anew.

A panel is built again only when its shape changed; a change of words fills the fields that are there.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cxdesk.i18n import is_rtl
from ui.surveys.many_panel import ManyPanel
from ui.surveys.outline_rows import is_one_part, look_in, section_name
from ui.surveys.properties import Around, Properties
from ui.surveys.question_panel import QuestionPanel
from ui.surveys.rules_panel import rules_panel
from ui.surveys.section_panel import SectionPanel
from ui.surveys.survey_panel import SurveyPanel
from ui.surveys.touch_links import touch_points

if TYPE_CHECKING:
    from cxdesk.surveys.queries import QuestionRow, SurveyWhole
    from ui.surveys.page import SurveysPage

# Settings that are typed as words: their fields are filled, not built.
_WORDS = ("message", "unit")


@dataclass(frozen=True, slots=True)
class Shown:
    """The shapes of what is shown now, and the survey as it was read for it."""

    middle: Any = None
    end: Any = None
    survey: "SurveyWhole | None" = None


def read_shown(page: "SurveysPage", before: Shown) -> Shown:
    """Show what is chosen in the page's outline; gives the shapes for the next time."""
    survey = page.survey
    assert survey is not None
    rows = page.outline.rows()
    questions = tuple(r.id for r in rows if r.kind == "question")
    lang = page.shown_language
    if len(questions) > 1:
        sections = _sections(survey, lang)
        shape: Any = ("many", survey.id, questions, lang, sections)
        if shape != before.middle:
            page.frame.middle.put(ManyPanel(page.editing(), questions, sections, page.deeds))
        return _without_end(page, shape)
    if questions:
        return _show_question(page, survey, questions[0], before)
    section = next((s for s in survey.sections if rows and rows[0].key == ("section", s.id)), None)
    if section is not None:
        place = survey.sections.index(section)
        shape = (
            "section",
            section.id,
            lang,
            place,
            len(survey.sections),
            _frozen(section.settings),
            is_rtl(),
        )
        if shape != before.middle:
            made = SectionPanel(page.editing(), section, place, len(survey.sections), page.deeds)
            page.frame.middle.put(made)
        else:
            page.frame.middle.held.fill(section)  # type: ignore[union-attr]
        return _section_end(page, survey, section.id, shape, before)
    minutes = survey.settings.get("minutes")
    shape = ("survey", survey.id, lang, survey.languages, _frozen(survey.settings))
    if shape != before.middle:
        page.frame.middle.put(SurveyPanel(page.editing(), survey, minutes))
    else:
        page.frame.middle.held.fill(survey)  # type: ignore[union-attr]
    return _without_end(page, shape)


def _without_end(page: "SurveysPage", middle: Any) -> Shown:
    page.frame.end.put(None)
    page.frame.end.hide()
    return Shown(middle)


def _show_question(page: "SurveysPage", survey: "SurveyWhole", question_id: int, before: Shown) -> Shown:
    question = next(q for q in survey.elements if q.id == question_id)
    lang = page.shown_language
    staff = _staff(page, survey.id, question)
    middle = ("question", question.id, lang, staff, _lists(question))
    if middle != before.middle:
        page.frame.middle.put(QuestionPanel(page.editing(), question, page.deeds, staff))
    else:
        page.frame.middle.held.fill(question)  # type: ignore[union-attr]
    around = _around(page, survey)
    end = ("question", question.id, lang)
    page.frame.end.show()
    if end != before.end:
        page.frame.end.put(Properties(page.editing(), question, survey))
    elif before.survey is not survey:
        page.frame.end.held.show_rules(survey)  # type: ignore[union-attr]
    page.frame.end.held.show_fields(question, around, (around, _kept(question)))  # type: ignore[union-attr]
    return Shown(middle, end, survey)


def _section_end(
    page: "SurveysPage", survey: "SurveyWhole", section_id: int, middle: Any, before: Shown
) -> Shown:
    """The conditions of a section."""
    end = ("section", section_id)
    if end == before.end:
        if before.survey is not survey:
            page.frame.end.held.reload(survey)  # type: ignore[union-attr]
        return Shown(middle, end, survey)
    editing = page.editing()
    page.frame.end.show()
    page.frame.end.put(rules_panel(editing.context, survey.id, section_id=section_id, survey=survey))
    return Shown(middle, end, survey)


def _staff(page: "SurveysPage", survey_id: int, question: "QuestionRow") -> str:
    """ "withheld" or "shown" where the answers to a question name staff."""
    from cxdesk.responses.staff import staff_items, withheld

    mine = {i.id for i in question.items}
    if not mine & page.context.project.read(staff_items, survey_id):
        return ""
    return "withheld" if mine & page.context.project.read(withheld, survey_id) else "shown"


def _around(page: "SurveysPage", survey: "SurveyWhole") -> Around:
    from cxdesk.goals.queries import goal_rows
    from cxdesk.responses.asked import has_answers

    read = page.context.project.read
    return Around(
        read(touch_points),
        tuple(g.name for g in read(goal_rows)),
        _sections(survey, page.shown_language),
        read(has_answers, survey.id),
    )


def _sections(survey: "SurveyWhole", lang: str) -> tuple[tuple[int, str], ...]:
    if is_one_part(survey):
        return ()
    return tuple((s.id, section_name(s, n, lang)) for n, s in enumerate(survey.sections))


def _lists(question: "QuestionRow") -> Any:
    """What the middle is built of: the lines of its lists and what is said of each, without their words."""
    scale = question.scale
    return (
        question.kind,
        look_in(question),
        scale and (scale.low, scale.high),
        tuple((c.id, c.code, c.declared, _frozen(c.settings)) for c in question.choices),
        tuple((i.id, i.code, _frozen(i.settings)) for i in question.items),
        tuple(p["code"] for name in ("rows", "columns_of") for p in question.settings.get(name) or ()),
    )


def _kept(question: "QuestionRow") -> Any:
    """What the properties are built of."""
    scale = question.scale
    settings = {k: v for k, v in question.settings.items() if k not in (*_WORDS, "rows", "columns_of")}
    return (
        question.kind,
        look_in(question),
        question.required,
        question.section_id,
        question.goal,
        scale and (scale.low, scale.high, scale.satisfied_from, scale.reversed),
        tuple(i.id for i in question.items),
        _frozen(settings),
    )


def _frozen(settings: dict[str, Any]) -> str:
    return repr(sorted(settings.items()))
