"""What the reviewer looks for, and what it found: each rule with its reason, its source and what to do about it."""

from dataclasses import dataclass
from typing import Final

from cxdesk.i18n import N_

KP: Final = "Krosnick, J. A., & Presser, S. (2010). Question and questionnaire design. In P. V. Marsden & J. D. Wright (Eds.), Handbook of Survey Research (2nd ed.). Emerald."
TRR: Final = "Tourangeau, R., Rips, L. J., & Rasinski, K. (2000). The Psychology of Survey Response. Cambridge University Press."
DSC: Final = "Dillman, D. A., Smyth, J. D., & Christian, L. M. (2014). Internet, Phone, Mail, and Mixed-Mode Surveys: The Tailored Design Method (4th ed.). Wiley."
COUPER: Final = "Couper, M. P., Tourangeau, R., Conrad, F. G., & Zhang, C. (2013). The design of grids in web surveys. Social Science Computer Review, 31(3)."
SSM: Final = "Schwarz, N., Strack, F., & Mai, H.-P. (1991). Assimilation and contrast effects in part-whole question sequences. Public Opinion Quarterly, 55(1)."
REJA: Final = "Reja, U., Lozar Manfreda, K., Hlebec, V., & Vehovar, V. (2003). Open-ended vs. close-ended questions in web questionnaires. Developments in Applied Statistics, 19."
GDPR: Final = "Regulation (EU) 2016/679 (GDPR), Articles 5, 6, 7 and 9."
GALESIC: Final = "Galesic, M., & Bosnjak, M. (2009). Effects of questionnaire length on participation and indicators of response quality in a web survey. Public Opinion Quarterly, 73(2)."
READING: Final = "Brysbaert, M. (2019). How many words do we read per minute? Journal of Memory and Language, 109; Trauzettel-Klosinski, S., & Dietz, K. (2012). Standardized assessment of reading performance: the new International Reading Speed Texts IReST. Investigative Ophthalmology & Visual Science, 53(9)."


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, why it matters, who says so, and what to do; words to be shown through `_`."""

    key: str
    name: str
    why: str
    source: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found at one question (empty: the whole survey), in one language (empty: in all); `words` it stumbled over."""

    rule: str
    question: str
    language: str
    sentence: str
    words: str = ""

    @property
    def place(self) -> str:
        """Which rule found it where: a finding that is passed over is known by it."""
        return f"{self.rule}:{self.question}:{self.language}"


RULES: Final[dict[str, Rule]] = {
    rule.key: rule
    for rule in (
        Rule("double", N_("Two questions in one"),
             N_("Whoever is happy with one and not with the other can’t answer, and you can’t tell which one a low score is about."),
             DSC, N_("Ask one thing, or make two questions of it.")),
        Rule("leading", N_("Leading or loaded words"),
             N_("The words suggest an answer; people tend to go along with them, and the score says more about the question than about you."),
             TRR, N_("Ask neutrally, naming both sides: “How satisfied or dissatisfied …”, without praise or blame.")),
        Rule("negative", N_("Negative question"),
             N_("A “no” to a negative question is easily read the wrong way; people make more mistakes with it."),
             KP, N_("Ask what did happen, in the positive.")),
        Rule("double_negative", N_("Two negations"),
             N_("With two negations many people answer the opposite of what they mean."),
             KP, N_("Take both negations out and ask it in the positive.")),
        Rule("jargon", N_("Jargon"),
             N_("A word from inside your company is guessed at or skipped; each reader answers another question."),
             DSC, N_("Write it as a customer would say it.")),
        Rule("long", N_("Long sentence"),
             N_("Long sentences are skimmed; the end of the question, where the point is, is lost."),
             DSC, N_("Cut it in two: one sentence that sets the scene, one short question.")),
        Rule("unbalanced", N_("Unbalanced answers"),
             N_("With more answers on one side, the middle moves and the result leans to that side."),
             KP, N_("Offer as many negative answers as positive ones, and equal steps between them.")),
        Rule("unlabelled", N_("Scale without words"),
             N_("Without words at its ends a number means something else to everybody, and some read the scale upside down."),
             KP, N_("Write what the lowest and the highest point mean.")),
        Rule("not_applicable", N_("No “does not apply”"),
             N_("Who has to answer about something they never met makes an answer up."),
             DSC, N_("Add “Does not apply”, or show the question only to those it is for.")),
        Rule("open_many", N_("Many open questions"),
             N_("Each open question costs time and is left empty more often than a closed one; many of them make people leave."),
             REJA, N_("Keep the one or two whose words you will read, and close the others.")),
        Rule("matrix_large", N_("Large table of questions"),
             N_("In large tables people answer in straight lines or leave; on a phone they see a part of it only."),
             COUPER, N_("Split it, or keep the rows you will act on.")),
        Rule("order", N_("The overall question comes after the details"),
             N_("Details asked first colour the overall judgement, so the score changes with what stands before it."),
             SSM, N_("Ask the overall question first. If earlier rounds asked it last, keep its place for the trend.")),
        Rule("sensitive", N_("Sensitive data without consent"),
             N_("Data on health, belief, origin, politics or union membership need an explicit consent, and a reason."),
             GDPR, N_("Leave it out if you can; otherwise ask consent before it and say what it is for.")),
        Rule("identifying", N_("Asks who it is, against the promise"),
             N_("The survey promises that nobody knows who answered; a name or an address breaks that promise."),
             GDPR, N_("Leave the question out, or change the promise before the survey goes out.")),
        Rule("too_long", N_("Longer than the time it is given"),
             N_("The longer a survey is said to take, the fewer begin it; and later questions get shorter, more uniform answers."),
             GALESIC, N_("Leave out what no decision depends on, or say honestly how long it takes.")),
        Rule("no_goal", N_("Serves no goal"),
             N_("An answer that no decision waits for costs the customer time and is never used."),
             DSC, N_("Name the goal it serves, or leave it out.")),
        Rule("missing_text", N_("Not written in every language"),
             N_("People who read that language see an empty place or words they can’t read."),
             DSC, N_("Write it in Translations side by side.")),
        Rule("required_open", N_("Open question that must be answered"),
             N_("Who has nothing to say types anything or leaves the survey."),
             DSC, N_("Let people leave it empty.")),
    )
}  # fmt: skip
