"""Quotas of a survey: how many respondents of a kind are wanted; each change is one undo step."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from cxdesk.i18n import NAMES, _, language, language_word, speaking
from ui.page import PageContext
from ui.surveys.rules_conditions import Conditions
from ui.surveys.rules_frame import frame
from ui.surveys.rules_row import read, written
from ui.surveys.rules_subjects import Subject, subjects
from ui.theme import Theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import Card, column, row
from ui.widgets.fields import Field, LineInput
from ui.widgets.number_box import NumberLine
from ui.widgets.over import window_over
from ui.widgets.text import body, title

if TYPE_CHECKING:
    from cxdesk.surveys.definition import Definition

WIDTH, HEIGHT = 620, 640
FIRST = 100


def open_quotas(context: PageContext, survey_id: int) -> "QuotasDialog":
    """Say how many respondents of a kind are wanted."""
    return QuotasDialog(context, survey_id)


class QuotasDialog(QDialog):
    """All quotas below each other."""

    def __init__(self, context: PageContext, survey_id: int) -> None:
        from cxdesk.responses.staff import described_for_showing

        super().__init__(window_over())
        self._context, self._survey_id = context, survey_id
        self.survey: Definition = context.project.read(described_for_showing, survey_id)
        self.cards: list[QuotaCard] = []
        self._subjects = subjects(self.survey, "", False, language())
        self._box = column(gap=12)
        self.add_button = Button(context.theme, _("Add a quota"), icon="plus", on_click=self.add)
        inside = QWidget()
        about = body(
            _("When so many of a kind have answered, the survey ends for the next one."), tone="text2"
        )
        inside.setLayout(
            column(title(_("Quotas")), about, self._box, row(self.add_button, None), None, gap=10, margins=(0, 0, 12, 0))
        )  # fmt: skip
        close = Button(context.theme, _("Close"), on_click=self.reject)
        frame(self, _("Quotas"), inside, close, (WIDTH, HEIGHT))
        told = self.survey.settings.get("quotas")
        for quota in told if isinstance(told, list) else ():
            if isinstance(quota, Mapping):
                self._put(quota)
        self.open()

    def add(self) -> None:
        """One more, with the focus on its name."""
        self._put({"name": "", "when": None, "most": FIRST, "then": "end"})
        self.cards[-1].name.setFocus()

    def done(self, result: int) -> None:
        """Tell what is being typed, then leave."""
        for card in self.cards:
            card.commit()
        super().done(result)

    def _put(self, quota: Mapping[str, Any]) -> None:
        card = QuotaCard(self._context.theme, quota, self.survey, self._subjects)
        card.changed.connect(self._on_changed)
        card.gone.connect(partial(self._take_out, card))
        self.cards.append(card)
        self._box.addWidget(card)

    def _take_out(self, gone: "QuotaCard") -> None:
        self.cards.remove(gone)
        gone.hide()
        self._box.removeWidget(gone)
        gone.deleteLater()
        self.add_button.setFocus()
        self._on_changed()

    def _on_changed(self) -> None:
        from cxdesk.surveys import rule_actions as deeds

        whole = [quota for card in self.cards if (quota := card.quota()) is not None]
        kept = self.survey.settings.get("quotas") or []
        if whole == kept:
            return
        self._context.bridge.run(_("Change the quotas"), deeds.set_quotas, self._survey_id, whole)
        self.survey.settings["quotas"] = whole


class QuotaCard(Card):
    """One quota; it counts once it has a condition and a number."""

    changed = Signal()
    gone = Signal()

    def __init__(
        self, theme: Theme, quota: Mapping[str, Any], survey: "Definition", offered: list[Subject]
    ) -> None:
        super().__init__(gap=10)
        self._quota, self._survey = dict(quota), survey
        self.name = LineInput(str(quota.get("name") or ""))
        self.most = NumberLine(written(quota.get("most", "")))
        self.most.setMaxLength(9)
        self.most.setMaximumWidth(120)
        for line in (self.name, self.most):
            line.committed.connect(lambda _text: self._on_changed())
        away = IconButton(theme, "trash-2", _("Delete the quota"), size=16, on_click=self.gone.emit)
        self._most = Field(theme, _("At most"), self.most)
        across = row(gap=12)
        across.addWidget(Field(theme, _("Name"), self.name), 1)
        across.addWidget(self._most)
        across.addWidget(away, 0, Qt.AlignmentFlag.AlignBottom)
        language_ = next(iter(survey.languages), "en")
        self._language = language_
        said = quota.get("said")
        self.said = LineInput(str(said.get(language_, "")) if isinstance(said, Mapping) else "")
        self.said.committed.connect(lambda _text: self._on_changed())
        with speaking(language_ if language_ in NAMES else "en"):
            usual = _("Thank you. Enough people have answered these questions for now, so they end here.")
        self.said.setPlaceholderText(usual)
        self._said = Field(
            theme, _("Words when the quota is full"), self.said,
            hint=_("In {language}; its translations stand with the others. Left empty, ours are said.").format(
                language=language_word(language_)
            ),
        )  # fmt: skip
        self.when = Conditions(theme, self._words, _("Add a condition"))
        self.when.show_expression(quota.get("when"), offered)
        self.when.changed.connect(self._on_changed)
        self.add(across, self.when, self._said)

    def quota(self) -> dict[str, Any] | None:
        """The quota; nothing while its condition or its number is missing."""
        most, when = self._number(), self.when.expression()
        if most is None or when is None:
            return None
        kept = {**self._quota, "name": self.name.text().strip(), "when": when, "most": most}
        before = kept.get("said")
        said = dict(before) if isinstance(before, Mapping) else {}
        said[self._language] = self.said.text().strip()
        said = {code: words for code, words in said.items() if words}
        kept.pop("said", None)
        return {**kept, "said": said} if said else kept

    def commit(self) -> None:
        """Tell what is being typed now."""
        self.name.commit()
        self.most.commit()
        self.said.commit()
        self.when.commit()

    def _number(self) -> int | None:
        found = read("number", self.most.text())
        return found if isinstance(found, int) and 0 <= found <= 10**9 else None

    def _on_changed(self) -> None:
        self._most.set_wrong("" if self._number() is not None else _("Type a whole number."))
        self.when.say()
        self.changed.emit()

    def _words(self, draft: Mapping[str, Any] | None) -> str:
        from cxdesk.surveys.logic.quotas import Quota
        from cxdesk.surveys.logic.sentences import quota_sentence

        quota = Quota(self.name.text().strip() or "…", draft or {"op": ""}, self._number() or 0)
        return quota_sentence(quota, self._survey, language())
