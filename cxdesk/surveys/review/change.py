"""What to change at one finding, said of its own question; where the program can do it, it does."""

from collections.abc import Callable
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, number
from cxdesk.surveys import actions, editing, options, scales
from cxdesk.surveys.definition import Definition, QuestionSpec
from cxdesk.surveys.fresh import extra_choice, scale_of
from cxdesk.surveys.model import Question, Section
from cxdesk.surveys.purpose import tie
from cxdesk.surveys.review.finding import RULES, Finding
from cxdesk.surveys.review.whole import is_open
from cxdesk.surveys.review.words import plain, words_of

# What takes no judgement of words: one key makes the change, one undo takes it back.
DONE_FOR_YOU: Final = ("unlabelled", "not_applicable", "order", "no_goal", "required_open")


def suggestion(f: Finding, survey: Definition, goal: str = "") -> str:
    """What to change at this question, in its own words; what the rule says in general where no more is known."""
    q = next((q for q in survey.elements if q.code == f.question), None)
    told = _TOLD[f.rule](f, q, survey, goal) if f.rule in _TOLD and (q or not f.question) else ""
    return told or _(RULES[f.rule].suggestion)


def is_done_for_you(f: Finding, goal: str = "") -> bool:
    """Whether `apply` makes the change."""
    return f.rule in DONE_FOR_YOU and bool(f.question) and (f.rule != "no_goal" or bool(goal))


def apply(session: Session, survey_id: int, f: Finding, goal: str = "") -> None:
    """Make the change that `suggestion` names."""
    wanted = select(Question).where(Question.survey_id == survey_id, Question.code == f.question)
    row = session.scalar(wanted)
    if row is None or not is_done_for_you(f, goal):
        raise UserError(_("That has to be written by you: go to the question."))
    if f.rule == "required_open":
        editing.set_required(session, [row.id], False)
    elif f.rule == "not_applicable":
        options.add_extra(session, row.id, "not_applicable")
    elif f.rule == "no_goal":
        tie(session, row.id, goal)
    elif f.rule == "order":
        _put_first(session, row)
    elif f.rule == "unlabelled":
        low, high = _ends(row.kind, row.look, f.language)
        scales.set_scale_end(session, row.id, "low", low, f.language)
        scales.set_scale_end(session, row.id, "high", high, f.language)


def _put_first(session: Session, row: Question) -> None:
    """Before the first question about a part, whose section it goes to."""
    rated = select(Question).join(Section, Question.section_id == Section.id)
    rated = rated.where(Question.survey_id == row.survey_id, Question.kind == "scale", Question.id != row.id)
    first = session.scalars(
        rated.order_by(Section.position, Section.id, Question.position, Question.id)
    ).first()
    if first is None:
        return
    beside = select(Question.id).where(Question.section_id == first.section_id, Question.id != row.id)
    place = list(session.scalars(beside.order_by(Question.position, Question.id))).index(first.id)
    actions.move_question(session, row.id, first.section_id, place)


def _ends(kind: str, look: str, language: str) -> tuple[str, str]:
    """The words at both ends as a new question of that look has them."""
    scale = scale_of(look or ("nps" if kind == "nps" else "csat")) or scale_of("csat")
    if scale is None:
        return "", ""
    return scale.low_label.get(language, ""), scale.high_label.get(language, "")


def _parted(f: Finding, _q: QuestionSpec | None, _survey: Definition, _goal: str) -> str:
    words = words_of(f.language)
    spoken = f.words.split()
    at = next(
        (n for n, word in enumerate(spoken) if words and word in words.joins and 0 < n < len(spoken) - 1), 0
    )
    if len(spoken) == 3 and at == 1:
        told = _("Make two questions of it: one about “{first}”, one about “{second}”.")
        return told.format(first=spoken[0], second=spoken[2])
    return _("Make two questions of it, parted at “{words}”.").format(words=f.words)


def _without(f: Finding, *_more: object) -> str:
    return _("Write it without “{words}”, in words that either answer fits.").format(words=f.words)


def _positive(f: Finding, *_more: object) -> str:
    return _("Write it without “{words}”, so that a “yes” says that it did happen.").format(words=f.words)


def _both_out(f: Finding, *_more: object) -> str:
    first, _dots, second = f.words.partition(" … ")
    return _("Take out both “{first}” and “{second}”.").format(first=first, second=second or first)


def _explained(f: Finding, *_more: object) -> str:
    return _("Write what “{words}” is in everyday words, or explain it in brackets behind it.").format(
        words=f.words
    )


def _cut(f: Finding, q: QuestionSpec | None, _survey: Definition, _goal: str) -> str:
    """Where the longest sentence has a comma nearest to its middle."""
    texts = [q.text, *(i.text for i in q.items)] if q else []
    sentence = max(
        (s for t in texts for s in plain(t.get(f.language, "")).replace("؟", "?").split("?")),
        key=len,
        default="",
    )
    commas = [n for n, letter in enumerate(sentence) if letter in ",،"]
    if not commas:
        return ""
    at = min(commas, key=lambda n: abs(n - len(sentence) // 2))
    return _("Cut it behind “{words}”.").format(words=" ".join(sentence[:at].split()[-4:]))


def _even(_f: Finding, q: QuestionSpec | None, _survey: Definition, _goal: str) -> str:
    if q is None or q.scale is None or not q.scale.low < 0 < q.scale.high:
        return ""
    wide = max(-q.scale.low, q.scale.high)
    return _("Let the scale go from {low} to {high}.").format(low=number(-wide), high=number(wide))


def _worded(f: Finding, q: QuestionSpec | None, _survey: Definition, _goal: str) -> str:
    low, high = _ends(q.kind, q.look, f.language) if q else ("", "")
    if q is None or q.scale is None or not low:
        return ""
    told = _("Write “{first}” at {low} and “{last}” at {high}.")
    return told.format(first=low, last=high, low=number(q.scale.low), high=number(q.scale.high))


def _way_out(_f: Finding, _q: QuestionSpec | None, survey: Definition, _goal: str) -> str:
    label = extra_choice("not_applicable", 99).label
    words = label.get(next(iter(survey.languages), "en"), "") or label["en"]
    return _("Add the answer “{words}”.").format(words=words)


def _two_tables(_f: Finding, q: QuestionSpec | None, _survey: Definition, _goal: str) -> str:
    rows = len(q.settings.get("rows") or q.items) if q else 0
    if rows < 4:
        return ""
    told = _("Make two tables of it: the first {n} rows, and the other {m}.")
    return told.format(n=number((rows + 1) // 2), m=number(rows // 2))


def _before(f: Finding, _q: QuestionSpec | None, survey: Definition, _goal: str) -> str:
    first = next((q.code for q in survey.questions if q.kind == "scale" and q.code != f.question), "")
    return _("Put it before {question}, the first one about a part.").format(question=first) if first else ""


def _consented(f: Finding, *_more: object) -> str:
    told = _("Leave {question} out, or put a consent before it that says what “{words}” is asked for.")
    return told.format(question=f.question, words=f.words)


def _serving(_f: Finding, _q: QuestionSpec | None, _survey: Definition, goal: str) -> str:
    return _("Let it serve “{goal}”, or leave it out.").format(goal=goal) if goal else ""


def _kept(_f: Finding, _q: QuestionSpec | None, survey: Definition, _goal: str) -> str:
    codes = [q.code for q in survey.questions if is_open(q)]
    if len(codes) < 3:
        return ""
    told = _("Keep the words of {kept}, and offer answers to choose from at the others.")
    return told.format(kept=codes[0])


_Told = Callable[[Finding, QuestionSpec | None, Definition, str], str]
_TOLD: Final[dict[str, _Told]] = {
    "double": _parted, "leading": _without, "negative": _positive, "double_negative": _both_out, "jargon": _explained,
    "long": _cut, "unbalanced": _even, "unlabelled": _worded, "not_applicable": _way_out, "matrix_large": _two_tables,
    "order": _before, "sensitive": _consented, "no_goal": _serving, "open_many": _kept,
}  # fmt: skip
