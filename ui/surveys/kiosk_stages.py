"""What the kiosk shows where it asks no question: the welcome, whom one speaks for, the thanks."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from cxdesk.i18n import _, folded
from cxdesk.surveys.logic.quotas import full_words
from ui.surveys.kiosk_head import large_languages
from ui.surveys.respondent import Respondent
from ui.widgets.asking.even import EvenLayout
from ui.widgets.asking.go import GoButton
from ui.widgets.asking.skin import Skin
from ui.widgets.asking.words import Words, start_of
from ui.widgets.cards import empty

# As many customers as are seen without scrolling; more are found by their first letters.
MOST_NAMES = 12


def welcome(
    box: QVBoxLayout,
    respondent: Respondent,
    skin: Skin,
    languages: Sequence[str],
    speak: Callable[[str], None],
) -> None:
    """Name and first words of the survey, and its languages."""
    survey = respondent.survey
    with skin.speaking():
        heading = respondent.said(survey.name) or _("Tell us what you think")
    box.addWidget(Words(skin, heading, skin.sizes.heading, voice=True, strong=True))
    if intro := respondent.said(survey.intro):
        box.addWidget(Words(skin, intro, skin.sizes.option, tone="text2"))
    if len(languages) > 1:
        box.addSpacing(20)
        box.addWidget(large_languages(skin, languages, speak))


def thanks(box: QVBoxLayout, respondent: Respondent, skin: Skin) -> None:
    """The last words; other ones for whom a full quota sent away."""
    survey, full = respondent.survey, respondent.path.full
    with skin.speaking():
        said = respondent.said(survey.thanks) or _("Thank you for your answers.")
    if full:
        said = full_words(survey, full, skin.language)
    box.addWidget(Words(skin, said, skin.sizes.heading, voice=True, strong=True))


class WhoSpeaks(QWidget):
    """Which customer one speaks for, out of the names that were set up; a line finds among many. `chosen(key)`."""

    def __init__(
        self, accounts: Sequence[tuple[str, str]], skin: Skin, chosen: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._accounts, self._skin, self._chosen = accounts, skin, chosen
        self.names: dict[str, GoButton] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(skin.sizes.gap + 6)
        with skin.speaking():
            head, find, none = (
                _("Which company are you from?"),
                _("Type its first letters"),
                _("None of these"),
            )
            more = _("There are more: type the first letters.")
        box.addWidget(Words(skin, head, skin.sizes.heading, voice=True, strong=True))
        self.line = QLineEdit()
        self.line.setPlaceholderText(find)
        self.line.setAccessibleName(find)
        self.line.setAlignment(start_of(skin))
        self.line.setProperty("no_ring", True)
        self.line.textChanged.connect(lambda _text: self._show())
        self.setStyleSheet(skin.sheet())
        box.addWidget(self.line)
        self.line.setVisible(len(accounts) > MOST_NAMES)
        holder = QWidget()
        self._even = EvenLayout(holder, least=skin.px(300), most=skin.px(520), gap=skin.sizes.gap)
        box.addWidget(holder)
        self.more = Words(skin, more, skin.sizes.small, tone="text2")
        box.addWidget(self.more)
        box.addWidget(GoButton(skin, none, partial(chosen, ""), "plain", strong=False))
        self._show()

    def _show(self) -> None:
        wanted = folded(self.line.text())
        found = [(key, name) for key, name in self._accounts if wanted in folded(name)]
        found.sort(key=lambda one: (not folded(one[1]).startswith(wanted), folded(one[1])))
        empty(self._even)
        self.names = {}
        for key, name in found[:MOST_NAMES]:
            button = GoButton(self._skin, name.replace("&", "&&"), partial(self._chosen, key), "outline")
            button.setAccessibleName(name)
            self.names[key] = button
            self._even.addWidget(button)
        self.more.setVisible(len(found) > MOST_NAMES)
