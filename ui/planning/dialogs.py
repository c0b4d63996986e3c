"""Small questions of this room: a title, a customer, a name, a day; asked in a small window that opens at once."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from cxdesk.i18n import _, language_word, number
from cxdesk.planning.plan_queries import PlanRow
from ui.page import PageContext
from ui.planning.editing import done
from ui.planning.inputs import PersonInput
from ui.planning.parts import never_cut
from ui.widgets.buttons import Button
from ui.widgets.cards import row
from ui.widgets.day_input import DayInput
from ui.widgets.fields import Choice, Field, LineInput
from ui.widgets.over import window_over
from ui.widgets.text import body, title

# What `on_ok` returns when it has said below a field of its own what is wrong.
SAID = " "


class Ask(QDialog):
    """A sentence, a line, a few fields and one verb. `on_ok` returns a sentence when something is wrong.

    `shown` is what is laid below each other, where fields stand side by side.
    """

    def __init__(
        self,
        context: PageContext,
        sentence: str,
        line: str,
        fields: list[Field],
        button: str,
        on_ok: Callable[[], str],
        shown: Sequence[QWidget] | None = None,
    ) -> None:
        super().__init__(window_over())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(sentence)
        self.setMinimumWidth(440)
        self.fields, self._on_ok = fields, on_ok
        self.ok = Button(context.theme, button, "filled", on_click=self.accept)
        self.ok.setDefault(True)
        cancel = Button(context.theme, _("Cancel"), on_click=self.reject)
        cancel.setAutoDefault(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        box.addWidget(title(sentence))
        if line:
            box.addWidget(body(line, tone="text2"))
        for widget in fields if shown is None else shown:
            box.addWidget(widget)
        box.addStretch(1)
        box.addLayout(row(None, cancel, self.ok))
        never_cut(self)
        if fields:
            fields[0].editor.setFocus()
        self.open()

    def accept(self) -> None:
        """Do it, or say below the first field what is wrong."""
        days = [f.editor for f in self.fields if isinstance(f.editor, DayInput)]
        if [typed for typed in days if not typed.settled()]:  # each says what is wrong
            return
        wrong = self._on_ok()
        if not wrong:
            super().accept()
        elif wrong != SAID:
            self.fields[0].set_wrong(wrong)


def make_issue(context: PageContext) -> None:
    """Ask for the title of a new issue and open it."""
    from cxdesk.planning.actions import raise_issue

    editor = LineInput()

    def make() -> str:
        if not editor.text().strip():
            return _("An issue needs a title.")
        number = context.bridge.run(_("New issue"), raise_issue, editor.text())
        if number is not None:
            context.go("planning", ("issue", number))
        return ""

    line = _("What hurts the customer, in one sentence. Evidence can be added from Insights.")
    Ask(context, _("New issue"), line, [Field(context.theme, _("Title"), editor)], _("Add the issue"), make)


def add_action(context: PageContext) -> None:
    """Ask which issue a new action belongs to and what changes."""
    from cxdesk.planning.actions import add_measured_action as add
    from cxdesk.planning.queries import issue_rows

    issues = context.project.read(issue_rows)
    if not issues:
        context.messages.notice(
            "info", _("No issues yet."), _("Open Insights and choose “Make this an issue”.")
        )
        return
    editor, issue = LineInput(), Choice([(r.id, r.title) for r in issues])

    def make() -> str:
        if not editor.text().strip():
            return _("An action needs a title: what changes?")
        number = context.bridge.run(_("New action"), add, issue.value(), editor.text())
        if number is not None:
            context.go("planning", ("action", number))
        return ""

    fields = [
        Field(context.theme, _("What changes?"), editor),
        Field(context.theme, _("For which issue"), issue),
    ]
    Ask(context, _("New action"), "", fields, _("Add the action"), make)


def make_plan(context: PageContext) -> None:
    """Ask for which customer a new plan is."""
    from cxdesk.accounts.queries import account_rows
    from cxdesk.planning.actions import create_plan

    accounts = context.project.read(account_rows)
    if not accounts:
        _no_customers(context)
        return
    choice = Choice([(a.id, a.name) for a in accounts])

    def make() -> str:
        number = context.bridge.run(_("New plan"), create_plan, choice.value())
        if number is not None:
            context.go("planning", ("plan", number))
        return ""

    line = _("The plan is written in the customer’s language. You can add others.")
    field = Field(context.theme, _("Customer"), choice)
    Ask(context, _("New plan"), line, [field], _("Make the plan"), make)


def tell_customer(context: PageContext, issue_id: int, action_ids: tuple[int, ...] = ()) -> None:
    """Ask which customer is told of an issue and its actions, and open the plan there."""
    from cxdesk.accounts.queries import account_rows
    from cxdesk.planning.plan_queries import PlanRow, plan_rows
    from cxdesk.planning.queries import issue_whole
    from ui.planning.deeds import tell

    accounts = context.project.read(account_rows)
    if not accounts:
        _no_customers(context)
        return
    newest: dict[int, PlanRow] = {}
    for plan in context.project.read(plan_rows):
        newest.setdefault(plan.account_id, plan)
    drafts = {a: p for a, p in newest.items() if p.state == "draft"}

    def named(account_id: int, name: str) -> str:
        if account_id not in drafts:
            return name
        version = number(drafts[account_id].version)
        return _("{customer}: into the draft, version {n}").format(customer=name, n=version)

    choice = Choice([(a.id, named(a.id, a.name)) for a in accounts])
    whole = context.project.read(issue_whole, issue_id)

    def make() -> str:
        plan = drafts.get(choice.value())
        made = context.bridge.run(
            _("Tell the customer"), tell, plan.id if plan else None, choice.value(), issue_id, action_ids,
            whole.touch_point_id,
        )  # fmt: skip
        if made is not None:
            context.go("planning", ("plan", made))
        return ""

    line = _(
        "The issue and what you will do become lines of the customer’s plan. You write them for the customer there."
    )
    field = Field(context.theme, _("Customer"), choice)
    Ask(context, _("Which customer do you tell?"), line, [field], _("Open the plan"), make)


def approve(context: PageContext, plan_id: int, language: str, names: tuple[str, ...], last: str) -> None:
    """Ask who answers for the wording of a plan in one language; a name other than the owner's is asked about."""
    from cxdesk.planning.approval import another_name, answers_for, approve_plan

    owner = context.project.read(answers_for, plan_id)
    who = PersonInput(names, owner or last)
    asked: list[str] = []

    def make() -> str:
        name = who.currentText().strip()
        if not name:
            return _("Say who approves the wording.")
        other = context.project.read(another_name, plan_id, name)
        if other and asked != [name]:
            asked[:] = [name]
            dialog.ok.setText(_("Approve in their place"))
            return _(
                "{owner} answers for this customer. It will be kept that {name} approved in their place."
            ).format(owner=other, name=name)
        done(
            context, _("Approve the wording"), approve_plan, plan_id, language, name, datetime.now(),
            instead=bool(other),
        )  # fmt: skip
        return ""

    line = _(
        "You answer for every sentence the customer reads in {language}. Words changed later need approval again."
    )
    dialog = Ask(
        context, _("Approve the wording"), line.format(language=language_word(language)),
        [Field(context.theme, _("Who approves it"), who)], _("Approve"), make,
    )  # fmt: skip
    if (line_edit := who.lineEdit()) is not None:
        line_edit.selectAll()  # so that another name is typed over it


def agree(context: PageContext, plan_id: int, language: str, with_whom: str) -> None:
    """Ask when and with whom a plan was agreed."""
    from ui.planning.deeds import agree as agreed

    whom, on = LineInput(with_whom), DayInput(context.theme, date.today(), may_be_empty=False)

    def make() -> str:
        if not whom.text().strip():
            return _("Say with whom, as the customer reads it: for example “your facility manager”.")
        done(context, _("Agree on the plan"), agreed, plan_id, on.value(), language, whom.text())
        return ""

    fields = [
        Field(context.theme, _("Agreed with"), whom, "customer"),
        Field(context.theme, _("On which day"), on),
    ]
    Ask(context, _("The customer agreed"), "", fields, _("Note it"), make)


def send(context: PageContext, plan: PlanRow, language: str) -> None:
    """Ask when a plan was sent, to whom, by whom and how; the log keeps it for good."""
    from cxdesk.people.queries import person_rows
    from cxdesk.planning.sending import HOW
    from cxdesk.planning.sending import send as sent

    people = [p.name for p in context.project.read(person_rows)]
    to = LineInput(plan.sent.to)
    by = PersonInput(people, plan.sent.by)
    on = DayInput(context.theme, date.today(), may_be_empty=False)
    how = Choice([(key, _(words)) for key, words in HOW.items()], "mailed")
    to_field = Field(context.theme, _("Sent to, as the customer reads it"), to, "customer")
    by_field = Field(context.theme, _("Sent by, as the customer reads it"), by, "customer")

    def make() -> str:
        whom, sender = to.text().strip(), by.currentText().strip()
        to_field.set_wrong("" if whom else _("Say to whom the plan was sent."))
        by_field.set_wrong("" if sender else _("Say who sent the plan."))
        if not whom or not sender:
            (by if whom else to).setFocus()
            return SAID
        number_ = context.bridge.run(
            _("Note that the plan was sent"), sent, plan.id, on.value(), whom, sender, how.value(), language
        )  # fmt: skip
        if number_ == 0:
            context.messages.notice(
                "info",
                _("The plan says that it was sent."),
                _("The log can’t say which file it was: none of this version was saved or printed here."),
            )
        return ""

    fields = [
        to_field, by_field, Field(context.theme, _("On which day"), on), Field(context.theme, _("How"), how),
    ]  # fmt: skip
    line = _("The names are printed on the plan once they are approved. The log keeps this for good.")
    Ask(context, _("The plan was sent"), line, fields, _("Note it"), make)


def export_plan(context: PageContext) -> None:
    """Print what is shown where it has a paper of its own; else save the plan that is shown, or ask which."""
    from ui.planning.page import PlanningPage

    page = context.page()
    if isinstance(page, PlanningPage) and page.print_here():
        return
    context.go("planning", ("save", None))


def show_wordings(context: PageContext) -> None:
    """Show every sentence of all plans side by side."""
    context.go("planning", ("words", None))


def choose_plan(context: PageContext) -> None:
    """Ask which plan to save or print, and open it."""
    from cxdesk.planning.plan_queries import plan_rows

    plans = context.project.read(plan_rows)
    if not plans:
        context.messages.notice("info", _("No plan yet."), _("Make one under Actions."))
        return
    texts = _("{customer}, version {n}")
    choice = Choice([(p.id, texts.format(customer=p.account, n=number(p.version))) for p in plans])

    def show() -> str:
        context.go("planning", ("plan", choice.value()))
        return ""

    field = Field(context.theme, _("Plan"), choice)
    Ask(context, _("Which plan?"), "", [field], _("Open the plan"), show)


def _no_customers(context: PageContext) -> None:
    context.messages.notice(
        "info",
        _("There are no customers in this file yet."),
        _("Add one by hand, or import your list under Accounts."),
        _("Add a customer"),
        lambda: context.do("account.add"),
    )
