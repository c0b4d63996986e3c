"""A survey's texts side by side: one language read, the other written, with what is missing, stale or too long."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, is_rtl, language, language_name, language_word, ngettext, number
from ui.page import Page, PageContext
from ui.surveys.side_by_side_back import Back
from ui.widgets.buttons import Button
from ui.widgets.cards import boxed, column, row
from ui.widgets.empty import EmptyState
from ui.widgets.fields import Choice
from ui.widgets.lines_input import Lines
from ui.widgets.scaffold import Scaffold
from ui.widgets.side_by_side import SideBySide, Writing
from ui.widgets.tables import Column
from ui.widgets.tabs import Segmented
from ui.widgets.text import body, caption, display, keys_text

if TYPE_CHECKING:
    from cxdesk.importing.survey_translations import Translations
    from cxdesk.surveys.translations import Line

NEXT_MISSING = "F7"


def make(context: PageContext) -> Page:
    """The page, for the shell."""
    return SideBySidePage(context)


def open_side_by_side(context: PageContext, survey_id: int) -> None:
    """Show the texts of a survey side by side."""
    context.go("survey_translations", survey_id)


class SideBySidePage(Page):
    """The list of one survey in two languages, and the text that is being written; each visit to a field is one step."""

    tables = frozenset({"survey", "section", "question", "item", "choice", "scale", "staff_column"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.survey_id: int | None = None
        self.rows: list[Line] = []
        self.back: Back | None = None
        self._visits = 0
        theme = context.theme
        self.frame = Scaffold(self, fills=True)
        self.survey = Choice()
        self.survey.setAccessibleName(_("Survey"))
        self.survey.setMinimumWidth(240)
        self.survey.chosen.connect(self.open_at)
        self.source, self.language = Choice(), Choice()
        self.source.setAccessibleName(_("Language to read beside it"))
        self.language.setAccessibleName(_("Language to write"))
        for choice in (self.source, self.language):
            choice.chosen.connect(lambda _value: self._again())
        flags = [
            ("all", _("All")), ("missing", _("Missing")), ("stale", _("Source changed")), ("long", _("Too long")),
        ]  # fmt: skip
        self.flag = Segmented(theme, flags)
        self.flag.chosen.connect(lambda _value: self._again())
        self.title, self.line = display(""), body("", tone="text2")
        self.sides = SideBySide(
            theme, _columns(), name=_("Texts of the survey"), key=lambda r: r.key, writing=_writing,
            tie=self._tie, ends=self._ends, look="customer",
        )  # fmt: skip
        self._lay_out()
        QShortcut(QKeySequence(NEXT_MISSING), self).activated.connect(self.next_missing)

    def reload(self) -> None:
        """Read the survey again; the text that is being written stays."""
        from cxdesk.importing.survey_translations import lines_shown
        from cxdesk.surveys.queries import survey_rows
        from cxdesk.surveys.translations import languages_to_write

        rows = self.context.project.read(survey_rows)
        self.survey.set_options([(r.id, r.name) for r in rows], self.survey_id)
        if not rows:
            self.survey_id, self.rows = None, []
            self._show()
            return
        if self.survey_id not in {r.id for r in rows}:
            self.survey_id = rows[0].id
        self.survey.set_value(self.survey_id)
        mine = next(r.languages for r in rows if r.id == self.survey_id)
        first = next(iter(mine), "en")
        codes = languages_to_write(mine)
        source = self.source.value() or first
        self.source.set_options([(c, language_name(c)) for c in codes], source)
        others = [c for c in codes if c != source]
        wanted = self.language.value()
        if wanted not in others:
            wanted = language() if language() in others and language() in mine else others[0]
        self.language.set_options([(c, language_name(c)) for c in others], wanted)
        self.source.set_value(source)
        self.language.set_value(wanted)
        self.rows = self.context.project.read(lines_shown, self.survey_id, wanted, source)
        self._show()

    def open_at(self, target: Any) -> None:
        """Show the survey of that number; (number, language, flag) shows what is flagged in that language."""
        if isinstance(target, tuple) and len(target) == 3:
            self.open_at(target[0])
            self._show_language(*target[1:])
        elif isinstance(target, int):
            if target != self.survey_id:
                self.sides.forget()
                self.source.set_options([], None)
            self.survey_id = target
            self.reload()

    def _show_language(self, code: str, flag: str) -> None:
        codes = [self.source.itemData(n) for n in range(self.source.count())]
        if self.source.value() == code or code != codes[0] != self.source.value():
            self.source.set_value(next(c for c in codes if c != code))
            self.reload()
        self.language.set_value(code)
        self.flag.set_current(flag)
        self.reload()
        if shown := self.shown():
            self.sides.table.choose(shown[0].key)
            self.sides.focus()

    def leaving(self) -> None:
        """Write what is being typed."""
        self.sides.commit()

    def shown(self) -> "list[Line]":
        """The rows that the filter lets through; the one being written stays until another is chosen."""
        from cxdesk.surveys.translations import flagged

        kept = {line.key for line in flagged(self.rows, self.flag.current())} | {self.sides.written}
        return [line for line in self.rows if line.key in kept]

    def next_missing(self) -> None:
        """Go to the next text that is missing, and into its field."""
        from cxdesk.surveys.translations import next_flagged

        self.sides.commit()
        found = next_flagged(self.rows, self.sides.written)
        if found is None:
            self.context.messages.notice("good", _("Nothing else is missing in this language."))
            return
        if not self.sides.table.choose(found.key):
            self.flag.set_current("all")
            self._again()
            self.sides.table.choose(found.key)
        self.sides.focus()

    def write_out(self, target: Path) -> None:
        """Write what is shown as a workbook or a CSV for a translator."""
        from exports.tables.survey_translations import write_translations

        self.sides.commit()
        rows = self.shown()
        self.context.jobs.run(
            lambda: write_translations(rows, target), self._on_written, what=_("Writing the list")
        )

    def read_back(self, path: Path) -> None:
        """Read one that was filled in and show what it would change."""
        from cxdesk.importing.survey_translations import read_translations

        self.sides.commit()
        if self.survey_id is None:
            return
        project, survey_id = self.context.project, self.survey_id
        code, source = self.language.value(), self.source.value()
        self.context.jobs.run(
            lambda progress: read_translations(project, survey_id, code, path, source, progress),
            lambda found: self._on_read(found, survey_id, code, source), progress=True,
            what=_("Reading the list"),
        )  # fmt: skip

    def _again(self) -> None:
        self.sides.forget()
        self.reload()

    def _show(self) -> None:
        counts = {
            flag: sum(flag in line.flags for line in self.rows) for flag in ("missing", "stale", "long")
        }
        n = counts["missing"]
        if not self.rows:
            self.title.setText(_("Translations side by side") if self.survey_id is not None else "")
        elif n:
            self.title.setText(
                ngettext("{n} text is missing", "{n} texts are missing", n).format(n=number(n))
            )
        elif counts["stale"]:
            told = ngettext(
                "The source of {n} text has changed", "The source of {n} texts has changed", counts["stale"]
            )
            self.title.setText(told.format(n=number(counts["stale"])))
        else:
            self.title.setText(_("Every text is written in this language"))
        self._counts(counts)
        for widget in self._some:
            widget.setVisible(bool(self.rows))
        self._nothing.setVisible(not self.rows)
        for part in (self.survey, *self._tongues, self.title, self.line):
            part.setVisible(self.survey_id is not None)
        self.sides.show_rows(self.shown())

    def _counts(self, counts: dict[str, int]) -> None:
        words = {
            "missing": _("Missing"), "stale": _("Source changed"), "long": _("Too long"),
        }  # fmt: skip
        for flag, name in words.items():
            text = f"{name} ({number(counts[flag])})" if counts[flag] else name
            self.flag.buttons[flag].setText(text)

    def _tie(self, editor: Lines, line: "Line") -> None:
        self._visits += 1
        visit, code, source = self._visits, line.language, line.source_language
        survey_id, path = self.survey_id, line.place.path
        editor.setReadOnly(self.context.project.read_only)

        def write(text: str) -> None:
            from cxdesk.surveys.translations import write_text

            key = f"translation {visit} {path} {code}"
            self.context.bridge.run_merged(
                _("Write a translation"), key, write_text, survey_id, path, code, text, source
            )

        editor.committed.connect(write)

    def _ends(self, line: "Line") -> list[QWidget]:
        theme = self.context.theme
        if self.context.project.read_only:
            return []
        found: list[QWidget] = []
        if "stale" in line.flags:
            found.append(caption(_("The source has changed since this was written."), tone="warn"))
            found.append(Button(theme, _("It still fits"), dense=True, on_click=lambda: self._fits(line)))
        if "long" in line.flags:
            found.append(caption(_("Longer than its place; shorten it or look at the preview."), tone="warn"))
        words = _("Next missing") + f" ({keys_text(NEXT_MISSING)})"
        return [*found, Button(theme, words, dense=True, on_click=self.next_missing)]

    def _fits(self, line: "Line") -> None:
        from cxdesk.surveys.translations import still_fits

        self.sides.forget()
        self.context.bridge.run(
            _("The translation still fits"), still_fits, self.survey_id, line.place.path, line.language,
            line.source_language,
        )  # fmt: skip

    def _on_written(self, path: Path) -> None:
        from ui.widgets.file_dialogs import show_file

        self.context.messages.notice(
            "good", _("The list is written. Fill in the column “Wording”, then read it back."), str(path),
            _("Open it"), lambda: show_file(path),
        )  # fmt: skip

    def _on_read(self, found: "Translations", survey_id: int, code: str, source: str) -> None:
        self.back = Back(self.context, found, survey_id, code, source)

    def _on_begin(self) -> None:
        from ui.surveys.begin import open_begin

        open_begin(self.context)

    def _ask_where(self) -> None:
        from ui.widgets.file_dialogs import ask_for_saving

        ask_for_saving(_("Write the list"), _("Translations") + ".xlsx", _("Workbooks (*.xlsx)"), "xlsx",
                       self.write_out)  # fmt: skip

    def _ask_which(self) -> None:
        from ui.widgets.file_dialogs import ask_for_table

        ask_for_table(_("Read the list back"), self.read_back)

    def _lay_out(self) -> None:
        theme = self.context.theme
        self._nothing = EmptyState(
            theme, _("No survey yet"), _("The texts of a survey stand here side by side in two languages."),
            _("Begin a survey"), self._on_begin,
        )  # fmt: skip
        out = Button(
            theme, _("Write out for a translator"), icon="download", dense=True, on_click=self._ask_where
        )
        back = Button(theme, _("Read back"), icon="upload", dense=True, on_click=self._ask_which)
        back.setEnabled(not self.context.project.read_only)
        leave = Button(theme, _("Back to the survey"), "plain",
                       on_click=lambda: self.context.go("surveys", self.survey_id))  # fmt: skip
        bar = boxed(row(self.flag, None, out, back))
        self._some = (bar, self.sides)
        self._tongues = (caption(_("From")), self.source, caption(_("Into")), self.language)
        self.frame.bar(self.survey, None, *self._tongues, leave)
        self.frame.add(column(self.title, self.line, gap=4), self._nothing, bar)
        self.line.setText(_("What respondents read. An empty place shows the words of another language."))
        self.frame.body.addWidget(self.sides, 1)
        self.frame.body.addStretch(0)


def _writing(line: "Line") -> Writing:
    name = _("{where}, in {language}").format(where=line.where, language=language_word(line.language))
    beside = language_name(line.source_language)
    return Writing(name, line.text, is_rtl(line.language), beside, line.source, is_rtl(line.source_language))


def _columns() -> list[Column]:
    words = {
        "missing": (_("missing"), "bad"),
        "stale": (_("source changed"), "warn"),
        "long": (_("too long"), "warn"),
        "done": (_("done"), "good"),
    }

    def state(r: "Line") -> tuple[str, str]:
        return words[r.state]

    return [
        Column(_("Question"), lambda r: r.place.question or r.place.of, "muted", width=88),
        Column(_("Where it stands"), lambda r: r.part, share=4),
        Column(_("Source sentence"), lambda r: r.source, "muted", share=5),
        Column(_("Wording"), lambda r: r.text, share=5),
        Column(_("State"), lambda r: state(r)[0], "tag", state, width=120),
    ]
