"""What the checks and the simulation of a survey say, in sentences."""

from cxdesk.i18n import _, ngettext, number
from cxdesk.surveys.logic.simulation import Simulation


def summary(result: Simulation) -> list[str]:
    """What came of it, in sentences."""
    sent = ngettext(
        "{n} random respondent was sent through.",
        "{n} random respondents were sent through.",
        result.respondents,
    )
    length = _(
        "It takes {minutes} minutes on average, and nine of ten at most {longest}; they see {questions} questions."
    )
    return [
        sent.format(n=number(result.respondents)),
        length.format(minutes=number(result.minutes, 1), longest=number(result.longest, 1), questions=number(result.questions, 1)),
        *([ngettext("A rule ended it for {n} of them.", "A rule ended it for {n} of them.", result.ended).format(n=number(result.ended))] if result.ended else []),
        *quota_lines(result),
        *([ngettext("Nobody came to {n} question.", "Nobody came to {n} questions.", len(result.unseen)).format(n=number(len(result.unseen)))] if result.unseen else []),
    ]  # fmt: skip


def quota_lines(result: Simulation) -> list[str]:
    """How far each quota was filled by these respondents, and whom it sent away."""
    lines = []
    for name, n in result.quotas.items():
        away = result.turned_away.get(name, 0)
        line = _("Quota “{name}”: {n} counted.").format(name=name, n=number(n))
        if away:
            more = ngettext("{n} more was sent away.", "{n} more were sent away.", away)
            line = f"{line} {more.format(n=number(away))}"
        lines.append(line)
    return lines


def found_words(n: int) -> str:
    """How many things were found."""
    if not n:
        return _("Nothing is wrong with the logic.")
    return ngettext("{n} thing to look at in the logic:", "{n} things to look at in the logic:", n).format(
        n=number(n)
    )
