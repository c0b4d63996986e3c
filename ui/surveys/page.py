"""The room “Surveys”: one survey at a time, its promise, its questions and their words in each language."""

from typing import Any

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import LANGUAGES, N_, NAMES, _, is_rtl, language, ngettext, number
from ui.page import Page, PageContext
from ui.surveys.question_card import KINDS, Place, QuestionCard
from ui.surveys.section_head import SectionHead
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import row, rule
from ui.widgets.empty import EmptyState
from ui.widgets.fields import Choice, Field, LineInput
from ui.widgets.scaffold import Scaffold
from ui.widgets.text import body, caption

PROMISES = {
    "named": N_("By name: we may see who said what"),
    "confidential": N_("Confidential: only in groups"),
    "anonymous": N_("Anonymous: nobody knows who answered"),
}
# What can be added; identifiers and pseudonyms only come with an import.
KIND_WORDS = {kind: words for kind, words in KINDS.items() if kind not in ("identifier", "pseudonym")}


def make(context: PageContext) -> Page:
    """The page, for the shell."""
    return SurveysPage(context)


class SurveysPage(Page):
    """Shows one survey and edits it in place; each change is one undo step."""

    tables = frozenset(
        {
            "survey",
            "section",
            "question",
            "item",
            "choice",
            "scale",
            "touch_point",
            "touch_point_item",
            "staff_column",
        }
    )

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.frame = Scaffold(self, widest=960)
        self.survey_id: int | None = None
        self.shown_language = language()
        self.cards: dict[int, QuestionCard] = {}
        self.heads: dict[int, SectionHead] = {}
        self._name: LineInput | None = None
        self._built: Any = None

    def reload(self) -> None:
        """Show the survey as the file has it; fields that are being typed in keep their focus."""
        from cxdesk.responses.staff import staff_items, withheld
        from cxdesk.surveys.queries import survey_rows, whole

        rows = self.context.project.read(survey_rows)
        if not rows:
            self._show_empty()
            return
        if self.survey_id not in {r.id for r in rows}:
            self.survey_id = rows[0].id
        survey = self.context.project.read(whole, self.survey_id)
        named = self.context.project.read(staff_items, survey.id)
        hidden = self.context.project.read(withheld, survey.id)
        staff = {i: "withheld" if i in hidden else "shown" for i in sorted(named)}
        shape = (
            tuple((r.id, r.name) for r in rows),
            survey.id,
            self.shown_language,
            tuple(
                (
                    s.id,
                    any(s.title.values()),
                    tuple((q.id, q.kind, len(q.choices), len(q.items)) for q in s.questions),
                )
                for s in survey.sections
            ),
            self._touch_points(),
            tuple(staff.items()),
        )
        if shape != self._built:
            self._build(rows, survey, staff)
            self._built = shape
        self._fill(survey)

    def open_at(self, target: Any) -> None:
        """Show the survey of that number."""
        if isinstance(target, int):
            self.survey_id = target
            self.reload()

    def leaving(self) -> None:
        """Commit what is being typed."""
        if self._name is not None:
            self._name.commit()
        for head in self.heads.values():
            head.commit()
        for card in self.cards.values():
            card.commit()

    def _show_empty(self) -> None:
        self._built, self._name, self.cards, self.heads = None, None, {}, {}
        self.frame.clear()
        self.frame.bar()
        self.frame.add(
            EmptyState(
                self.context.theme,
                _("No survey yet"),
                _("Import answers and the survey is made from them, or write one yourself."),
                _("Import answers"),
                lambda: self.context.do("import.answers"),
                (_("Write a survey"), self.new_survey),
            ),
            None,
        )

    def new_survey(self) -> None:
        """A new survey with a name to be typed over."""
        from cxdesk.surveys import actions

        made = self.context.bridge.run(
            _("Create survey"), actions.create, _("New survey"), self.shown_language
        )
        if made is not None:
            self.survey_id = made
            self.reload()
            if self._name is not None:
                self._name.setFocus()
                self._name.selectAll()

    def _build(self, rows: Any, survey: Any, staff: dict[int, str]) -> None:
        theme = self.context.theme
        self.frame.clear()
        self.cards, self.heads = {}, {}
        chooser = Choice([(r.id, r.name) for r in rows], survey.id)
        chooser.setAccessibleName(_("Survey"))
        chooser.setMinimumWidth(280)
        chooser.chosen.connect(self._on_survey_chosen)
        codes = dict.fromkeys([*survey.languages, *LANGUAGES])
        tongue = Choice([(code, NAMES.get(code, code)) for code in codes], self.shown_language)
        tongue.setAccessibleName(_("Language of the questions"))
        tongue.chosen.connect(self._on_language_chosen)
        new = Button(theme, _("New survey"), icon="plus", dense=True, on_click=self.new_survey)
        gone = IconButton(theme, "trash-2", _("Delete the survey"), size=16, on_click=self.delete_survey)
        self.frame.bar(chooser, gone, None, caption(_("Language of the questions")), tongue, new)
        self._name = LineInput()
        self._name.setProperty("role", "title")
        self._name.committed.connect(self._on_named)
        promise = Choice([(key, _(words)) for key, words in PROMISES.items()], survey.promise)
        promise.chosen.connect(self._on_promise)
        promise.setObjectName("promise")
        n = len(survey.questions)
        self.frame.add(
            row(
                Field(theme, _("Name of the survey"), self._name),
                Field(theme, _("What we promised those who answer"), promise),
                gap=16,
            ),
            body(ngettext("{n} question", "{n} questions", n).format(n=number(n)), tone="text2"),
        )
        points = self._touch_points()
        sections = survey.sections
        for at, section in enumerate(sections):
            # One section without a heading is simply the survey.
            if len(sections) > 1 or any(section.title.values()):
                head = SectionHead(self.context, section, at, len(sections), self._on_section_gone)
                self.heads[section.id] = head
                self.frame.add(head)
            for place, question in enumerate(section.questions):
                word = next((staff[i.id] for i in question.items if i.id in staff), "")
                card = QuestionCard(self.context, question, Place(sections, at, place), points, word)
                self.cards[question.id] = card
                self.frame.add(card)
            self.frame.add(self._adder(section.id, empty=not section.questions))
        more = Button(theme, _("Add a section"), icon="plus", on_click=self.add_section)
        more.setObjectName("add section")
        self.frame.add(8, rule(), row(more, None), None)

    def _adder(self, section_id: int, *, empty: bool) -> QWidget:
        theme = self.context.theme
        kind = Choice([(key, _(words)) for key, words in KIND_WORDS.items()], "scale")
        kind.setAccessibleName(_("Kind of question"))
        add = Button(
            theme,
            _("Add a question"),
            "filled" if empty else "outline",
            icon="plus",
            on_click=lambda: self.add_question(section_id, kind.value()),
        )
        holder = QWidget()
        holder.setLayout(row(add, kind, None, gap=8))
        return holder

    def add_section(self) -> None:
        """A new section at the end, its heading ready to be typed."""
        from cxdesk.surveys import actions

        made = self.context.bridge.run(_("Add a section"), actions.add_section, self.survey_id, {})
        if made is not None:
            self.reload()
            if made in self.heads:
                self.heads[made].heading.setFocus()

    def delete_survey(self) -> None:
        """Take the survey away with its answers; undo brings all of it back."""
        from cxdesk.surveys import actions

        name = self._name.text() if self._name is not None else ""
        if self.survey_id is None:
            return
        gone = self.survey_id

        def delete(session: Any) -> int:
            actions.delete(session, gone)
            return gone

        if self.context.bridge.run(_("Delete the survey"), delete) is not None:
            sentence = _("The survey “{name}” is gone, with its answers.").format(name=name)
            self.context.offer_undo(sentence)

    def _on_section_gone(self) -> None:
        self.context.offer_undo(_("The section is gone."), _("Its questions are in the section beside it."))

    def add_question(self, section_id: int, kind: str) -> None:
        """A new question at the end of the section, ready to be typed."""
        from cxdesk.surveys import actions
        from cxdesk.surveys.definition import ChoiceSpec, ItemSpec, QuestionSpec, ScaleSpec

        lang = self.shown_language
        two = (_("First answer"), _("Second answer"))
        spec = QuestionSpec(
            "",
            kind,
            {lang: ""},
            ScaleSpec(1, 5) if kind == "scale" else None,
            tuple(ChoiceSpec(n, {lang: words}) for n, words in enumerate(two, 1)) if kind == "single" else (),
            tuple(ItemSpec(f"{n}", {lang: words}) for n, words in enumerate(two, 1))
            if kind == "multiple"
            else (),
        )
        made = self.context.bridge.run(_("Add a question"), actions.add_question, section_id, spec)
        if made is not None:
            self.reload()
            if made in self.cards:
                self.cards[made].focus_text()

    def _fill(self, survey: Any) -> None:
        if self._name is not None:
            self._name.show_text(survey.name.get(self.shown_language, ""))
            self._name.setPlaceholderText(next(iter(survey.name.values()), ""))
            rtl = is_rtl(self.shown_language)
            self._name.setAlignment(self._name.alignment())
            self._name.setProperty("rtl", rtl)
        for section in survey.sections:
            if section.id in self.heads:
                self.heads[section.id].fill(section, self.shown_language)
        for question in survey.questions:
            if question.id in self.cards:
                self.cards[question.id].fill(question, self.shown_language)

    def _touch_points(self) -> tuple[tuple[int, str, tuple[int, ...]], ...]:
        from cxdesk.touchpoints.queries import touch_point_rows

        return tuple((t.id, t.name, t.item_ids) for t in self.context.project.read(touch_point_rows))

    def _on_survey_chosen(self, survey_id: int) -> None:
        self.leaving()
        self.survey_id = survey_id
        self.reload()

    def _on_language_chosen(self, code: str) -> None:
        self.leaving()
        self.shown_language = code
        self.reload()

    def _on_named(self, text: str) -> None:
        from cxdesk.surveys import actions

        key = f"survey-name-{self.survey_id}-{self.shown_language}"
        self.context.bridge.run_merged(
            _("Rename survey"), key, actions.rename, self.survey_id, text, self.shown_language
        )

    def _on_promise(self, promise: str) -> None:
        from cxdesk.surveys import actions

        self.context.bridge.run(
            _("Change the promise"), actions.set_promise, self.survey_id, promise, False, False
        )
