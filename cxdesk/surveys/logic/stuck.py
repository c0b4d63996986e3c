"""Questions that no answer can satisfy."""

from collections.abc import Iterator

from cxdesk.i18n import _
from cxdesk.surveys.definition import QuestionSpec, SectionSpec
from cxdesk.surveys.logic.answers import number_of, whole_number
from cxdesk.surveys.logic.look import Finding, Look
from cxdesk.surveys.logic.sentences import question_words


def stuck(look: Look, section: SectionSpec, q: QuestionSpec) -> Iterator[Finding]:
    """A question that no answer can satisfy; where it is required nobody gets past it."""
    words = question_words(q)
    for sentence in _unanswerable(look, q):
        kind = "dead_end" if q.required else "option"
        yield Finding(kind, sentence.format(question=words), q.code, section.code)
        return
    if look.number(q) in look.walked.stuck:
        sentence = _("“{question}” holds some respondents up: no answer that they are offered is accepted.")
        yield Finding("dead_end", sentence.format(question=words), q.code, section.code)


def _unanswerable(look: Look, q: QuestionSpec) -> Iterator[str]:
    s = q.settings
    if q.kind == "single" and not q.choices:
        yield _("“{question}” has no answer to choose.")
    if q.kind == "multiple" and not q.items:
        yield _("“{question}” has nothing to tick.")
    if q.kind == "multiple" or q.look == "ranking":
        least, most = whole_number(s.get("least")), whole_number(s.get("most"))
        if most and least > most:
            yield _("“{question}” wants more answers at least than it takes at most.")
    low, high, total = (number_of(s.get(k)) for k in ("min", "max", "total"))
    if low is not None and high is not None and low > high:
        yield _("“{question}” takes no number: the smallest is above the largest.")
    elif (total is not None and high is not None and len(q.items) * high < total) or (
        total is not None and low is not None and len(q.items) * low > total
    ):
        yield _("The points of “{question}” can’t add up to their total.")
    if q.rules.get("valid") and q.is_asked and not _can_be_valid(look, q):
        yield _("“{question}” accepts no answer: what it asks of one can’t hold.")


def _can_be_valid(look: Look, q: QuestionSpec) -> bool:
    return look.possible.can_hold(
        {"op": "and", "of": [{"op": "answered", "question": q.code}, q.rules["valid"]]}
    )
