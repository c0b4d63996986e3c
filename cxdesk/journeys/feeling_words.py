"""Feelings in words, for the window's menus and for those who can't see the curve; loads nothing else."""

from cxdesk.i18n import N_

FEELING_WORDS = (
    (4.0, N_("very good")),
    (2.0, N_("good")),
    (0.0, N_("neither good nor bad")),
    (-2.0, N_("bad")),
    (-4.0, N_("very bad")),
)


def feeling_word(felt: float) -> str:
    """The words nearest to a feeling, to be translated."""
    return min(FEELING_WORDS, key=lambda one: abs(one[0] - felt))[1]
