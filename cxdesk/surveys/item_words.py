"""What one thing that a question asks about is called, also where nobody wrote words for it."""

from cxdesk.i18n import _
from cxdesk.surveys.definition import ItemSpec, QuestionSpec
from cxdesk.surveys.queries import shown


def item_words(question: QuestionSpec, item: ItemSpec, lang: str | None = None) -> str:
    """Its own words; those of its answer, of its place in a matrix of ticks or of its part in a pair; else its code."""
    own = shown(item.text, lang) or (shown(item.option.label, lang) if item.option else "")
    return (
        own
        or crossing(question.settings, item.code, lang)
        or role_words(item.settings.get("role"))
        or item.code
    )


def crossing(settings: dict[str, object], code: str, lang: str | None = None) -> str:
    """The words of row and column of an item of a matrix of ticks; empty for any other."""
    row, colon, column = code.partition(":")
    ends = (_named(settings.get("rows"), row, lang), _named(settings.get("columns_of"), column, lang))
    return " – ".join(ends) if colon and all(ends) else ""


def role_words(role: object) -> str:
    """What the two parts of a pair are called where nobody wrote words for them; empty for anything else."""
    usual = {"expectation": _("What you expected"), "experience": _("What you experienced")}
    return usual.get(str(role), "")


def _named(listed: object, code: str, lang: str | None) -> str:
    found = (one for one in (listed if isinstance(listed, list) else ()) if str(one.get("code")) == code)
    return next((shown(one.get("text") or {}, lang) for one in found), "")
