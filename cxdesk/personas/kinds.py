"""What a sheet of a persona or segment holds, and the words for it; known before a file is opened."""

from cxdesk.i18n import N_

KINDS = ("persona", "segment")
# How sure we are of a sheet, and of a card on a map.
GRADES = ("opinion", "some", "measured")
GRADE_WORDS = {"opinion": N_("opinion"), "some": N_("some answers"), "measured": N_("measured")}
TEXTS = frozenset({"name", "kind", "role", "about", "segment", "tone", "grade", "source"})
LISTS = ("goals", "needs", "standards", "expectations", "jobs")
KIND_WORDS = {"persona": N_("Persona"), "segment": N_("Segment")}
LIST_WORDS = {
    "goals": N_("What they want to reach"),
    "needs": N_("What they need"),
    "standards": N_("What they take for granted"),
    "expectations": N_("What they expect of us"),
    "jobs": N_("What they hire us for"),
}
