"""How an issue is judged: how sure we are and why, its risk in words, and what the customer means to do."""

from collections.abc import Collection
from dataclasses import dataclass

from cxdesk.i18n import N_, NP_, _, listed, ngettext, number, pgettext
from cxdesk.planning.model import EVIDENCE_KINDS

# One kind of evidence can err in one way; the second kind errs in another.
STRONG_FROM = 2
# From so many people on, public reviews raise the impact by one step, then by two.
REACH_RAISES = (10_000, 100_000)
MOST = 4

KINDS = {"problem": N_("Problem"), "opportunity": N_("Opportunity")}
EVIDENCE_WORDS = {
    "figure": N_("a figure"),
    "quotation": N_("a customer’s words"),
    "follow_up": N_("a follow-up"),
    "observation": N_("an observation"),
    "review": N_("a public review"),
    "account_fact": N_("a fact about a customer"),
}
GRADES = {
    "opinion": NP_("how sure we are of an issue", "opinion"),
    "some": NP_("how sure we are of an issue", "some evidence"),
    "strong": NP_("how sure we are of an issue", "strong"),
}
LIKELIHOOD = {1: N_("unlikely"), 2: N_("possible"), 3: N_("likely"), 4: N_("almost certain")}
IMPACT = {
    1: NP_("impact of an issue", "small"),
    2: NP_("impact of an issue", "noticeable"),
    3: NP_("impact of an issue", "serious"),
    4: NP_("impact of an issue", "very serious"),
}
EFFORT = {
    1: NP_("effort of an issue", "a few days"),
    2: NP_("effort of an issue", "a few weeks"),
    3: NP_("effort of an issue", "some months"),
    4: NP_("effort of an issue", "a year or more"),
}
LEVELS = {
    0: NP_("risk of an issue", "not judged"),
    1: NP_("risk of an issue", "low"),
    2: NP_("risk of an issue", "medium"),
    3: NP_("risk of an issue", "high"),
    4: NP_("risk of an issue", "very high"),
}
INTENT_WORDS = {
    "stay": N_("to stay"),
    "leave": N_("to leave"),
    "buy_more": N_("to buy more"),
    "recommend": N_("to recommend us"),
    "get_help": N_("to get help"),
    "other": NP_("what a customer means to do", "something else"),
}


@dataclass(frozen=True, slots=True)
class Risk:
    """Likelihood times impact; `raised` says by how many steps public reviews raise the impact."""

    likelihood: int | None
    impact: int | None
    raised: int = 0

    @property
    def impact_now(self) -> int | None:
        """The impact with what public reviews add to it; without a judgement it stays unknown."""
        return None if self.impact is None else min(MOST, self.impact + self.raised)

    @property
    def score(self) -> int:
        """1 to 16, or 0 while one of the two is not judged."""
        return (self.likelihood or 0) * (self.impact_now or 0)

    @property
    def level(self) -> int:
        """0 not judged, 1 low, 2 medium, 3 high, 4 very high."""
        return next((n for n, most in enumerate((0, 3, 6, 9)) if self.score <= most), MOST)


def grade(kinds: Collection[str]) -> str:
    """opinion without evidence, strong with two kinds of it or more, some in between."""
    known = {k for k in kinds if k in EVIDENCE_KINDS}
    if not known:
        return "opinion"
    return "strong" if len(known) >= STRONG_FROM else "some"


def grade_word(name: str) -> str:
    """The grade on screen."""
    return pgettext("how sure we are of an issue", GRADES[name])


def why_grade(kinds: Collection[str]) -> str:
    """One sentence that says why an issue has its grade and what would make it stronger."""
    known = [k for k in EVIDENCE_KINDS if k in kinds]
    words = listed(_(EVIDENCE_WORDS[k]) for k in known)
    if not known:
        return _("An opinion: nothing shows it yet.")
    if len(known) >= STRONG_FROM:
        sentence = ngettext(
            "Strong: {n} kind of evidence says the same: {kinds}.",
            "Strong: {n} kinds of evidence say the same: {kinds}.",
            len(known),
        )
        return sentence.format(n=number(len(known)), kinds=words)
    return _("Not strong yet: only {kinds}. A second kind of evidence would make it strong.").format(
        kinds=words
    )


def raised_by(reach: int) -> int:
    """By how many steps public reviews that reached so many people raise the impact."""
    return sum(1 for least in REACH_RAISES if reach >= least)


def risk_words(risk: Risk) -> str:
    """The level, and what it was made from: high: likely, serious."""
    word = pgettext("risk of an issue", LEVELS[risk.level])
    if risk.likelihood is None or risk.impact is None:
        return word
    likely, impact = likelihood_word(risk.likelihood), impact_word(risk.impact_now or risk.impact)
    return _("{level}: {likelihood}, {impact}").format(level=word, likelihood=likely, impact=impact)


def level_word(risk: Risk) -> str:
    """The level alone."""
    return pgettext("risk of an issue", LEVELS[risk.level])


def likelihood_word(step: int) -> str:
    """How often it will happen."""
    return _(LIKELIHOOD[step])


def impact_word(step: int) -> str:
    """How bad it is when it happens."""
    return pgettext("impact of an issue", IMPACT[step])


def effort_word(step: int) -> str:
    """How long it takes to put right."""
    return pgettext("effort of an issue", EFFORT[step])


def intent_word(code: str) -> str:
    """What the customer means to do."""
    if code == "other":
        return pgettext("what a customer means to do", INTENT_WORDS[code])
    return _(INTENT_WORDS[code])
