"""The widget for a question, by its look."""

from cxdesk.surveys.definition import QuestionSpec
from cxdesk.surveys.looks import look_of
from ui.theme import Theme
from ui.widgets.asking.amounts import NumberAsked, SliderAsked, SumAsked
from ui.widgets.asking.asked import Asked, Pictures
from ui.widgets.asking.choosing import MOST_LINES, DropdownAsked, SingleAsked, TicksAsked
from ui.widgets.asking.many import ManyTicksAsked
from ui.widgets.asking.matrix import PairAsked, matrix_of
from ui.widgets.asking.ranking import RankingAsked
from ui.widgets.asking.scales import ScaleAsked
from ui.widgets.asking.skin import Skin
from ui.widgets.asking.writing import DateAsked, LineAsked, TextAsked

_ON_A_SCALE = ("nps", "csat", "ces", "stars", "faces", "points")


def no_pictures(_name: str) -> bytes | None:
    """Where no pictures are at hand."""
    return None


def view_of(
    question: QuestionSpec,
    language: str,
    *,
    size: str = "desktop",
    theme: Theme,
    skin: Skin | None = None,
    pictures: Pictures = no_pictures,
) -> Asked:
    """Where a respondent answers this question, without its words; `size` is "desktop", "phone" or "kiosk".

    Without a `skin` it has the theme's colours and goes with them; who gives one gives its style sheet to what is around.
    `pictures` gives the bytes of an asset.
    """
    made = _made(question, skin or Skin(theme, language, size), pictures)
    if skin is None:
        made.setStyleSheet(made.skin.sheet())
        theme.changed.connect(made.refresh)
    return made


def _made(question: QuestionSpec, skin: Skin, pictures: Pictures) -> Asked:
    look = look_of(question)
    if look in _ON_A_SCALE:
        return PairAsked(question, skin) if len(question.items) > 1 else ScaleAsked(question, skin)
    if look == "pair":
        return PairAsked(question, skin)
    if look in ("matrix", "matrix_radio", "matrix_ticks"):
        return matrix_of(question, skin)
    if look in ("radio", "yes_no", "consent", "pictures", "dropdown"):
        if look == "dropdown" or len(question.choices) > MOST_LINES:
            return DropdownAsked(question, skin)
        return SingleAsked(question, skin, pictures)
    if look == "ticks":
        return (ManyTicksAsked if len(question.items) > MOST_LINES else TicksAsked)(question, skin)
    simple = _SIMPLE.get(look)
    return simple(question, skin) if simple else Asked(question, skin)


_SIMPLE: dict[str, type[Asked]] = {
    "ranking": RankingAsked,
    "sum": SumAsked,
    "slider": SliderAsked,
    "number": NumberAsked,
    "date": DateAsked,
    "line": LineAsked,
    "text": TextAsked,
}
