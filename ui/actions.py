"""Everything a person can ask for, as a table of data; menus, keys and the command box are made from it."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from cxdesk.i18n import LANGUAGES, N_, NAMES, _
from ui.page import PageContext
from ui.rooms import IN_NAV


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One thing to do. `handler` is "module:function", called with the context and, if given, the argument."""

    id: str
    label: str
    icon: str
    handler: str
    keys: str = ""
    room: str = ""
    needs_file: bool = True
    argument: str = ""

    @property
    def text(self) -> str:
        """The label in the language in use."""
        return _(self.label)


_FILE = "ui.start.dialogs"

ACTIONS = (
    ActionRow("file.new", N_("New file"), "plus", f"{_FILE}:new_file", "Ctrl+N", needs_file=False),
    ActionRow("file.open", N_("Open a file"), "folder-open", f"{_FILE}:open_file", "Ctrl+O", needs_file=False),
    ActionRow("file.close", N_("Close the file"), "x", f"{_FILE}:close_file", "Ctrl+W"),
    ActionRow("file.check", N_("Check the file"), "shield-check", f"{_FILE}:check_file"),
    ActionRow("file.back_up", N_("Make a backup"), "save", f"{_FILE}:back_up"),
    ActionRow("file.package", N_("Make a package without names"), "eye-off", "ui.start.packing:make_package"),
    ActionRow("example", N_("Look at a finished example"), "star", f"{_FILE}:open_example", needs_file=False),
    ActionRow("own_data", N_("Use my own data"), "file-up", f"{_FILE}:use_own_data", needs_file=False),
    ActionRow("survey.write", N_("Write a survey"), "pencil", f"{_FILE}:write_survey", needs_file=False),
    ActionRow("undo", N_("Undo"), "undo-2", f"{_FILE}:undo", "Ctrl+Z"),
    ActionRow("redo", N_("Redo"), "redo-2", f"{_FILE}:redo", "Ctrl+Y"),
    ActionRow(
        "import.answers", N_("Import answers"), "upload", "ui.importing.dialogs:import_answers", "Ctrl+I", "responses"
    ),
    ActionRow("survey.logic", N_("Check the logic of a survey"), "list-checks", "ui.surveys.rules_checks:check_logic", "", "surveys"),
    ActionRow("survey.begin", N_("Begin a survey"), "plus", "ui.surveys.begin:open_begin", "", "surveys"),
    ActionRow("page.make", N_("Make a page"), "file-text", "ui.analysis.page_preview:make_page", "", "analysis"),
    ActionRow(
        "comments.code", N_("Code what customers mean to do"), "message-square-text", "ui.rooms:go", "", "coding", True, "coding"
    ),
    ActionRow("survey.open", N_("Open a questionnaire"), "file-up", "ui.surveys.opening:open_questionnaire", "", "surveys"),
    ActionRow("survey.export", N_("Export the questionnaire"), "download", "ui.surveys.export:export_here", "", "surveys"),
    ActionRow("export.answers", N_("Export the answers"), "download", "ui.responses.exporting:export_answers", "Ctrl+E", "responses"),
    ActionRow(
        "respondent.erase", N_("Erase a respondent"), "trash-2", "ui.widgets.erase_dialog:erase_respondent", "",
        "responses",
    ),
    ActionRow("account.add", N_("Add a customer"), "plus", "ui.accounts.adding:add_customer", "Ctrl+Shift+N", "accounts"),
    ActionRow("import.accounts", N_("Import customers"), "users", "ui.accounts.dialogs:import_accounts", "", "accounts"),
    ActionRow("import.invited", N_("Import invited people"), "mail", "ui.accounts.dialogs:import_invited", "", "accounts"),
    ActionRow("import.purchases", N_("Import purchases"), "briefcase", "ui.accounts.dialogs:import_purchases", "", "accounts"),
    ActionRow("accounts.match", N_("Match keys to customers"), "link", "ui.accounts.dialogs:review_matches", "", "accounts"),
    ActionRow(
        "accounts.map", N_("Map of customers"), "chart-no-axes-column", "ui.rooms:go", "", "account_map", True, "account_map"
    ),
    ActionRow("personas", N_("Personas"), "users", "ui.rooms:go", "", "personas", True, "personas"),
    ActionRow("understanding", N_("How well we know them"), "eye", "ui.rooms:go", "", "understanding", True, "understanding"),
    ActionRow("compare", N_("Two maps beside each other"), "split", "ui.rooms:go", "", "compare", True, "compare"),
    ActionRow("journey.truths", N_("Moments of truth"), "diamond", "ui.journeys.truths:open_truths", "", "journeys"),
    ActionRow("workshop", N_("Start a workshop on this map"), "users", "ui.journeys.workshop_entry:start_workshop", "F11", "journeys"),
    ActionRow("issue.make", N_("Make an issue"), "flag", "ui.planning.dialogs:make_issue", "", "planning"),
    ActionRow("issue.here", N_("Make this an issue"), "flag", "ui.planning.raising:make_issue_here", "Ctrl+Shift+I", "planning"),
    ActionRow(
        "evidence.here", N_("Add this as evidence of an issue"), "link", "ui.planning.raising:add_evidence_here",
        "Ctrl+Shift+E", "planning",
    ),
    ActionRow("decision.log", N_("Log a decision"), "scale", "ui.planning.decisions:log_here", "", "planning"),
    ActionRow("action.add", N_("Add an action"), "list-checks", "ui.planning.dialogs:add_action", "", "planning"),
    ActionRow("plan.make", N_("Make a plan for a customer"), "handshake", "ui.planning.dialogs:make_plan", "", "planning"),
    ActionRow(
        "plan.export", N_("Save a plan as PDF"), "printer", "ui.planning.dialogs:export_plan", "Ctrl+P", "planning"
    ),
    ActionRow("journey.print", N_("Print a journey map"), "printer", "ui.journeys.printing:print_here", "Ctrl+P", "journeys"),
    ActionRow("rule.make", N_("Write a rule"), "plus", "ui.planning.rule_editor:write_rule", "", "followups"),
    ActionRow("rules.run", N_("Run the rules over all answers"), "play", "ui.planning.run_dialog:run_rules", "", "followups"),
    ActionRow("plans.make", N_("Make all plans"), "printer", "ui.planning.make_all:make_all_plans", "", "planning"),
    ActionRow("plans.words", N_("Wording of all plans"), "languages", "ui.planning.dialogs:show_wordings", "", "planning"),
    ActionRow("brand", N_("Our look on paper"), "image", "ui.planning.brand_kit:show_brand_kit", "", "planning"),
    *(
        ActionRow(
            f"go.{room.id}", room.label, room.icon, "ui.rooms:go", f"Ctrl+{number % 10}", room.id, room.needs_file, room.id
        )
        for number, room in enumerate(IN_NAV, start=1)
    ),
    ActionRow("go.settings", N_("Settings"), "settings", "ui.rooms:go", "Ctrl+,", "settings", False, "settings"),
    ActionRow(
        "look.toggle", N_("Switch between light and dark"), "sun-moon", f"{_FILE}:toggle_dark", "Ctrl+Shift+D",
        needs_file=False,
    ),
    ActionRow("look.system", N_("Light or dark as the system is"), "monitor", f"{_FILE}:follow_system", needs_file=False),
    *(
        ActionRow(f"language.{code}", NAMES[code], "languages", f"{_FILE}:choose_language", "", "", False, code)
        for code in LANGUAGES
    ),
    ActionRow("help", N_("Help and keys"), "circle-question-mark", f"{_FILE}:show_help", "F1", needs_file=False),
)  # fmt: skip

BY_ID = {row.id: row for row in ACTIONS}


def is_written(row: ActionRow) -> bool:
    """Whether the module that does it is there; it is not imported for the question."""
    return find_spec(row.handler.partition(":")[0]) is not None


def why_off(row: ActionRow, context: PageContext) -> str:
    """Why a row can't be done now, in a few words; nothing when it can."""
    if row.needs_file and not context.bridge.is_open:
        return _("needs an open file")
    if not is_written(row):
        return _("not in this version")
    project = context.bridge.project
    if row.id == "undo" and not (project and project.can_undo):
        return _("nothing to undo")
    if row.id == "redo" and not (project and project.can_redo):
        return _("nothing to redo")
    return ""


def resolve(row: ActionRow) -> Callable[..., None]:
    """The function that does it, imported now."""
    module, _colon, name = row.handler.partition(":")
    handler: Callable[..., None] = getattr(import_module(module), name)
    return handler


def do(row: ActionRow, context: PageContext) -> None:
    """Do it, or say why not."""
    if reason := why_off(row, context):
        context.messages.notice("info", _("“{action}”: {reason}.").format(action=row.text, reason=reason))
        return
    arguments = (row.argument,) if row.argument else ()
    context.bridge.act(lambda: resolve(row)(context, *arguments))
