"""How a questionnaire is printed, and the measures that follow from it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from cxdesk.errors import UserError
from cxdesk.i18n import _, is_rtl, known_language, number
from cxdesk.planning.customer_plan import Brand
from exports.brand import readable
from exports.journey.papers import MM, Paper, paper_named
from exports.pdf.look import Style, ink, style

PAPERS = ("A4", "Letter")
MOST_COPIES = 500
# What a machine must find again is never smaller than this (the reason: trials with 28,557 boxes).
BOX, GAP, OUTLINE = 5 * MM, 3 * MM, 0.7
SIDE, BETWEEN = 15 * MM, 4.5 * MM
TOP, FOOT = 31 * MM, 28 * MM
_BIG = 14.0
# Neither an O nor an I: a sheet's number is read out and typed in.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True)
class Options:
    """What a person chooses for paper.

    `sheets` are the ids of the copies, `fields` what is known of the respondent, `pictures` the bytes of
    assets by their digest. `version` is the number of the released version, empty for a draft.
    `account` is the key of the one customer a form is for.
    """

    paper: str = "A4"
    columns: int = 1
    big: bool = False
    sheets: tuple[str, ...] = ("00001",)
    fillable: bool = False
    sender: Brand = field(default_factory=lambda: Brand(""))
    fields: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    version: str = ""
    account: str = ""


def checked(options: Options, language: str) -> "Kit":
    """The measures of these options; UserError names what can't be printed."""
    known_language(language)
    paper = paper_named(options.paper, PAPERS)
    if options.columns not in (1, 2):
        raise UserError(_("A questionnaire stands in one column or in two."))
    if not 1 <= len(options.sheets) <= MOST_COPIES:
        raise UserError(_("Print between 1 and {most} copies at once.").format(most=number(MOST_COPIES)))
    return Kit(
        paper, language, options.columns, options.big, options.fillable, readable(options.sender.accent)
    )


def new_sheets(count: int) -> tuple[str, ...]:
    """Ids for so many copies, each different: five letters and digits that tell nothing of anybody."""
    if not 1 <= count <= MOST_COPIES:
        raise UserError(_("Print between 1 and {most} copies at once.").format(most=number(MOST_COPIES)))
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(secrets.choice(_LETTERS) for _letter in range(5))] = None
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Kit:
    """Measures and styles of one printing, in points."""

    paper: Paper
    language: str
    columns: int
    big: bool
    fillable: bool
    accent: str

    @property
    def rtl(self) -> bool:
        """Whether it is read from the right."""
        return is_rtl(self.language)

    @property
    def width(self) -> float:
        """Of the text over the whole page."""
        return self.paper.width - 2 * SIDE

    @property
    def column(self) -> float:
        """Of one column."""
        return self.width if self.columns == 1 else (self.width - BETWEEN) / 2

    @property
    def height(self) -> float:
        """Of the text on a page."""
        return self.paper.height - TOP - FOOT

    @property
    def indent(self) -> float:
        """Where a question's words begin, behind its number."""
        return 34.0 if self.big else 24.0

    @property
    def body(self) -> Style:
        """What is read."""
        plain = style("body", self.rtl)
        return plain.but(points=_BIG, line=24.0 if self.rtl else 20.0) if self.big else plain

    @property
    def strong(self) -> Style:
        """What is asked."""
        return self.body.but(strong=True)

    @property
    def small(self) -> Style:
        """Hints and ends of scales; in big print nothing is small."""
        plain = style("small", self.rtl, "text2")
        return self.body.but(colour=ink("text2")) if self.big else plain

    @property
    def guide(self) -> Style:
        """Who answers a question, and where to go on."""
        return self.small.but(colour=self.accent, strong=True)

    @property
    def head(self) -> Style:
        """The name of a section."""
        return self.body.but(colour=self.accent, strong=True)

    @property
    def title(self) -> Style:
        """The name of the questionnaire."""
        return style("title", self.rtl).but(voice=True, strong=True)
