"""The cards of a plan: for each line what the customer reads, and beside it what stays inside."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from cxdesk.i18n import _, is_rtl, language_name, listed, number
from cxdesk.planning import actions as planning
from cxdesk.planning import wording
from cxdesk.planning.wording import FIELDS, FIRM
from ui.page import PageContext
from ui.planning import deeds, words
from ui.planning.editing import Typing, done, show_text
from ui.planning.parts import breakable
from ui.planning.reading import Key, LineView, PlanPage
from ui.planning.told_figures import told_figures
from ui.widgets.beads import EvidenceLine
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, column, row
from ui.widgets.chips import tag
from ui.widgets.day_input import DayInput
from ui.widgets.fields import Field, LineInput, TextInput
from ui.widgets.lines_input import Lines
from ui.widgets.side_by_side import Pair, turn
from ui.widgets.text import caption, label, title

Editor = TextInput | LineInput
SHORT = frozenset(
    {
        "who",
        "role",
        "address",
        "contact",
        "contact_title",
        "contact_phone",
        "contact_mail",
        "contact_hours",
        "agreed_with",
        "sent_to",
        "sent_by",
    }
)


def name_of(kind: str, owner: int, field: str) -> str:
    """The object name of the field for one wording."""
    return f"wording {kind} {owner} {field}"


class Writing:
    """Makes the fields of one plan in one language and shows in them what the file says."""

    def __init__(self, context: PageContext, plan_id: int, language: str, again: Callable[[], None]) -> None:
        self.context, self.plan_id, self.language, self.again = context, plan_id, language, again
        self.own = not context.project.read_only
        self.adds = False  # while a line is added, whose sentence is written next
        self.editors: dict[Key, Editor] = {}
        self.days: dict[int, DayInput] = {}
        self.inside: dict[tuple[int, str], TextInput] = {}

    def field(
        self, page: PlanPage, kind: str, owner: int, name: str, text: str = "", lines: int = 1
    ) -> Field:
        """The field for one wording, with the words of the customer's own language below when it is another."""
        editor: Editor = LineInput() if name in SHORT else Lines(lines=lines)
        editor.setObjectName(name_of(kind, owner, name))
        turn(editor, is_rtl(self.language))
        Typing(
            self.context, editor, _("Write for the customer"), wording.write, kind, owner, name, self.language,
            on_refused=self.again,
        )  # fmt: skip
        self.editors[kind, owner, name, self.language] = editor
        home = page.row.language
        known = page.words.get((kind, owner, name, home)) if home != self.language else None
        hint = _("{language}: {text}").format(language=language_name(home), text=known.text) if known else ""
        return Field(self.context.theme, text or _(FIELDS[kind][name]), editor, "customer", breakable(hint))

    def internal(self, line_id: int, name: str, caption_: str, text: str) -> Field:
        """A read-only copy of something that stays inside."""
        editor = Lines(text, lines=1)
        editor.setReadOnly(True)
        self.inside[line_id, name] = editor
        return Field(self.context.theme, caption_, editor, "internal")

    def day(self, line: LineView) -> Field:
        """The day of a promise; it is the action's own."""
        action = line.action
        editor = DayInput(self.context.theme, action.due_on if action else None, may_be_empty=False)
        editor.may_change = self.own and action is not None
        editor.setObjectName(f"day {line.row.id}")
        if action is not None:
            editor.chosen.connect(lambda value, number=action.id: self._set_day(number, value))
        self.days[line.row.id] = editor
        return Field(self.context.theme, _("By when"), editor, "customer")

    def show_page(self, page: PlanPage) -> None:
        """Show the words as the file has them."""
        for key, editor in self.editors.items():
            found = page.words.get(key)
            show_text(editor, found.text if found else "")
        for line in page.lines:
            if line.row.id in self.days and line.action is not None:
                self.days[line.row.id].show_day(line.action.due_on)
            for name, text in inside_texts(line).items():
                if (line.row.id, name) in self.inside:
                    self.inside[line.row.id, name].show_text(text)

    def _set_day(self, action_id: int, value: Any) -> None:
        if not done(self.context, _("Change the day"), deeds.set_value, action_id, "due_on", value):
            self.again()


def inside_texts(line: LineView) -> dict[str, str]:
    """What stands behind a line inside, by the name of its field."""
    issue, action = line.issue, line.action
    found: dict[str, str] = {}
    if line.row.kind == "do" and action is not None:
        found["why"] = action.why or _("Not said yet. Open the action to say why.")
        ends = [action.baseline and _("{value} now").format(value=action.baseline), action.target]
        found["measure"] = _("{measure}: {ends}").format(
            measure=(action.measure or _("not said yet")).rstrip("?؟ "),
            ends=listed(e for e in ends if e) or "–",
        )
    elif line.row.kind == "quote":
        found["said"] = line.quotation or _("The words are not in the file any more.")
    elif line.row.kind == "told" and issue is not None:
        found["issue"] = issue.statement or issue.title
    return found


def told_card(writing: Writing, page: PlanPage, line: LineView, of: int) -> Card:
    """One sentence of “What you told us”."""
    head = line.issue.title if line.issue else _("A sentence without an issue")
    place = _("Sentence {n} of {all}").format(n=number(line.place), all=number(of))
    fields: list[Any] = [writing.field(page, "plan_line", line.row.id, "text", lines=2)]
    for name, text in inside_texts(line).items():
        fields.append(writing.internal(line.row.id, name, _("Internal: the issue"), text))
    fields += told_figures(writing, page, line)
    return _card(writing, line, head, place, fields)


def quote_card(writing: Writing, page: PlanPage, line: LineView) -> Card:
    """The one quotation, and whether it may be printed."""
    fields: list[Any] = [
        writing.field(page, "plan_line", line.row.id, "text", _("The words as printed"), lines=2),
        writing.field(page, "plan_line", line.row.id, "role"),
    ]
    for name, text in inside_texts(line).items():
        fields.append(writing.internal(line.row.id, name, _("Internal: as it was said"), text))
    if not line.quotable:
        fields.append(
            caption(_("It is not printed: the speaker did not agree to be quoted."), tone="warn", wrap=True)
        )
    return _card(writing, line, _("A quotation"), "", fields)


def do_card(writing: Writing, page: PlanPage, line: LineView, of: int) -> Card:
    """One promise: what, who, by when; why and how we will know stay inside."""
    action = line.action
    head = action.title if action else _("A promise without an action")
    place = _("Action {n} of {all}").format(n=number(line.place), all=number(of))
    inside = inside_texts(line)
    fields: list[Any] = [writing.field(page, "plan_line", line.row.id, "text", lines=2)]
    if "why" in inside:
        fields.append(
            writing.internal(line.row.id, "why", _("Internal: what we change and why"), inside["why"])
        )
    fields.append(Pair(writing.field(page, "plan_line", line.row.id, "who"), writing.day(line)))
    if action is not None and action.slipped_from:
        fields.append(writing.field(page, "plan_line", line.row.id, "slip_reason"))
    if "measure" in inside:
        fields.append(writing.internal(line.row.id, "measure", _("Success measure"), inside["measure"]))
    return _card(writing, line, head, place, fields, beads=words.chain(line.evidence, action, page.row.state))


def plain_card(writing: Writing, page: PlanPage, line: LineView, head: str) -> Card:
    """A line that is one text: since last time, what we ask."""
    return _card(writing, line, head, "", [writing.field(page, "plan_line", line.row.id, "text", lines=2)])


def ask_card(writing: Writing, page: PlanPage, line: LineView) -> Card:
    """The one thing we ask; it is printed once the customer agreed."""
    agreed = QCheckBox(_("The customer agreed to this"))
    agreed.setChecked(line.row.agreed)
    agreed.setEnabled(writing.own)
    agreed.setObjectName(f"agreed {line.row.id}")

    def change(state: bool) -> None:
        done(
            writing.context, _("Note what the customer agreed to"), planning.agree_to_ask, line.row.id, state
        )

    agreed.toggled.connect(change)
    fields: list[Any] = [writing.field(page, "plan_line", line.row.id, "text", lines=2), agreed]
    if not line.row.agreed:
        fields.append(
            caption(_("It is not printed before the customer agreed. One ask, one commitment from each side."),
                    tone="warn", wrap=True)
        )  # fmt: skip
    return _card(writing, line, _("What we ask of you"), "", fields)


def since_card(writing: Writing, page: PlanPage, line: LineView, head: str) -> Card:
    """What was done since last time; the words can begin with what the customer read then and says now."""
    from cxdesk.planning.last_time import propose_since

    card = plain_card(writing, page, line, head)
    if writing.own:

        def propose() -> None:
            done(
                writing.context,
                _("Propose words from last time"),
                propose_since,
                line.row.id,
                writing.language,
            )

        button = Button(writing.context.theme, _("Begin with last time"), dense=True, on_click=propose)
        button.setObjectName(f"propose {line.row.id}")
        card.add(row(button, None))
    return card


def call_card(writing: Writing, page: PlanPage) -> Card:
    """Whom the customer calls."""
    card = Card(title(_("Who to call")), gap=12)
    for name in ("contact_title", "contact_phone", "contact_mail", "contact_hours"):
        text = _("Name or role of the person") if name == "contact_title" else ""
        card.add(writing.field(page, "plan", page.row.id, name, text))
    if page.row.state == "agreed":
        card.add(writing.field(page, "plan", page.row.id, "agreed_with"))
    if page.row.state == "sent":
        card.add(writing.field(page, "plan", page.row.id, "sent_to"))
        card.add(writing.field(page, "plan", page.row.id, "sent_by"))
    return card


def names_card(writing: Writing, page: PlanPage, touch_points: tuple[tuple[int, str], ...]) -> Card:
    """What everything is called in the customer's language."""
    card = Card(title(_("Names on the page")), gap=12)
    for name in ("name", "address", "contact"):
        card.add(writing.field(page, "firm", FIRM, name))
    for name in ("name", "full_name"):
        card.add(writing.field(page, "account", page.row.account_id, name))
    if unnamed(writing, page):
        card.add(row(_take_name(writing, page), None))
    if touch_points:
        card.add(label(_("Touch points in the annex"), strong=True))
    for number_, name in touch_points:
        card.add(writing.field(page, "touch_point", number_, "name", name))
    return card


def unnamed(writing: Writing, page: PlanPage) -> bool:
    """Whether the name we know the customer by can be taken over into the page."""
    keys = (("account", page.row.account_id, name, writing.language) for name in ("name", "full_name"))
    return writing.own and not all(key in page.words for key in keys)


def _take_name(writing: Writing, page: PlanPage) -> Button:
    """Write our own name of the customer where none is written; it is approved like any other wording."""
    name, account = page.row.account, page.row.account_id

    def write(session: Any) -> None:
        known = wording.written(session, "account", account, writing.language)
        for field in ("name", "full_name"):
            if field not in known:
                wording.write(session, "account", account, field, writing.language, name)

    def take() -> None:
        if done(writing.context, _("Write for the customer"), write):
            button.hide()

    words_ = _("Take over “{name}”").format(name=name)
    button = Button(writing.context.theme, words_, "plain", dense=True, on_click=take)
    return button


def _card(
    writing: Writing, line: LineView, head: str, place: str, fields: list[Any], beads: list[Any] | None = None
) -> Card:
    top = row(gap=8)
    top.addWidget(title(breakable(head)), 1)
    if place:
        top.addWidget(tag(place), 0, Qt.AlignmentFlag.AlignTop)
    card = Card(gap=12)
    card.setObjectName(f"line {line.row.id}")
    card.add(column(top, *([EvidenceLine(writing.context.theme, beads)] if beads else []), gap=4))
    card.add(*fields)
    if writing.own:
        button = Button(
            writing.context.theme, _("Take it out"), "plain", dense=True, on_click=_removal(writing, line)
        )
        button.setAccessibleName(_("Take “{line}” out of the plan").format(line=head))
        card.add(row(None, button))
    return card


def _removal(writing: Writing, line: LineView) -> Callable[[], None]:
    def remove() -> None:
        done(writing.context, _("Take a line out"), planning.delete_line, line.row.id)

    return remove


def line_of(widget: QWidget | None) -> int:
    """The plan line a widget belongs to, or 0."""
    while widget is not None:
        kind, _gap, number_ = widget.objectName().partition(" ")
        if kind == "line" and number_.isdigit():
            return int(number_)
        widget = widget.parentWidget()
    return 0
