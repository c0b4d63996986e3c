"""Words for what a touch point's record holds: channels, readiness, what a question asks."""

from cxdesk.i18n import N_, NP_, language, words

CHANNEL_WORDS = {
    "phone": NP_("channel", "Phone"),
    "visit": NP_("channel", "Visit"),
    "mail": NP_("channel", "E-mail"),
    "letter": NP_("channel", "Letter"),
    "web": NP_("channel", "Web"),
    "app": NP_("channel", "App"),
    "message": NP_("channel", "Message"),
    "paper": NP_("channel", "Paper"),
    "meeting": NP_("channel", "Meeting"),
    "other": NP_("channel", "Other"),
}
READINESS_WORDS = {
    "": NP_("readiness", "not looked at"),
    "missing": NP_("readiness", "missing"),
    "partly": NP_("readiness", "partly"),
    "in_place": NP_("readiness", "in place"),
}
PART_WORDS = {"process": N_("Process"), "skill": N_("Skill"), "practice": N_("Practice")}
ASK_WORDS = {"experience": N_("how it was"), "expectation": N_("what was expected")}


def channel_word(channel: str, lang: str | None = None) -> str:
    """What a channel is called."""
    return words(lang or language()).pgettext("channel", CHANNEL_WORDS[channel])


def readiness_word(state: str, lang: str | None = None) -> str:
    """How far a process, skill or practice is."""
    return words(lang or language()).pgettext("readiness", READINESS_WORDS[state])


def part_word(part: str, lang: str | None = None) -> str:
    """Process, skill or practice."""
    return words(lang or language()).gettext(PART_WORDS[part])
