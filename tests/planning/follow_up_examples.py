"""A survey file with customers, owners and words in several languages, imported through the wizard's own door."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from cxdesk.accounts.actions import AccountSpec, store_accounts
from cxdesk.importing import detect, mapping
from cxdesk.importing.actions import import_file
from cxdesk.importing.storing import Imported
from cxdesk.planning.rule_actions import add_rule
from cxdesk.planning.rules import RuleSpec, RuleTest
from cxdesk.project import Project
from cxdesk.responses import matching

NOW = datetime(2026, 4, 1, 9)
HEAD = "ResponseID,Would you recommend us?,Waiting time,Technician,What went wrong?,Account\n"
# key, 0 to 10, 1 to 5, technician, words, account
ROWS = [
    ("R_a1", 2, 1, "Piet Smit", "I want to cancel the contract", "A1"),
    ("R_a2", 9, 5, "Piet Smit", "All well", "A1"),
    ("R_a3", 6, 3, "Jan Kok", "Ik wil opzeggen", "A2"),
    ("R_a4", 7, 2, "Jan Kok", "Fel fogom mondani a szerződést", "A2"),
    ("R_a5", 4, 4, "Jan Kok", "می\u200cخواهم لغو کنم", "A3"),
    ("R_a6", 10, 5, "Piet Smit", "Cancellation policy is clear", "A3"),
    ("R_a7", 5, 2, "Piet Smit", "Хочу розірвати договір", "A4"),
    ("R_a8", 1, 1, "Jan Kok", "", "A9"),
]  # fmt: skip
FILLER = [(f"R_b{n}", 7 + n % 4, 3 + n % 3, "Piet Smit", f"fine {n}", f"A{n % 4 + 1}") for n in range(20)]
ACCOUNTS = [
    AccountSpec("A1", "Harbour Square", "Offices", revenue=250_000.0, owner="Leila Rahimi", renewal_on=date(2026, 4, 20)),
    AccountSpec("A2", "Van Dalen", "Housing", revenue=90_000.0, owner="Tom Fletcher", renewal_on=date(2027, 1, 1)),
    AccountSpec("A3", "Arya Clinic", "Hospitals", revenue=164_000.0, owner="Leila Rahimi"),
    AccountSpec("A4", "Dnipro Hotel", "Hotels", revenue=50_000.0, relation="former"),
]  # fmt: skip


def written(path: Path, rows: list[tuple[Any, ...]]) -> Path:
    lines = [",".join(f'"{c}"' if isinstance(c, str) else str(c) for c in row) for row in rows]
    path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def plan_of(path: Path) -> Any:
    plan = mapping.suggest(detect.sniff(path))
    for header, kind in (("Technician", "single"), ("What went wrong?", "text")):
        plan = mapping.with_kind(plan, next(c.key for c in plan.columns if c.header == header), kind)
    return plan


def imported(project: Project, path: Path, **how: Any) -> Imported:
    return import_file(project, plan_of(path), now=NOW, **how)


def project_with_customers(folder: Path) -> Project:
    project = Project.create(folder / "a.cxdesk")
    project.run("Customers", store_accounts, ACCOUNTS)
    return project


def project_with_answers(folder: Path) -> Project:
    """Eight answers that rules mean something to, twenty that they do not, and customers."""
    project = project_with_customers(folder)
    imported(project, written(folder / "march.csv", ROWS + FILLER), round_name="March 2026")
    project.run("Match", matching.relink)
    return project


def item(project: Project, text: str) -> str:
    """The code of the question of this text."""
    from cxdesk.surveys.queries import shown, survey_rows, whole

    survey = project.read(whole, project.read(survey_rows)[0].id)
    return next(q.items[0].code for q in survey.questions if shown(q.text) == text or q.code == text)


def unhappy(project: Project, most: str = "6", **parts: Any) -> RuleSpec:
    recommend = item(project, "Would you recommend us?")
    return RuleSpec("Critics", (RuleTest("answer", recommend, "at_most", (most,)),), **parts)


def add(project: Project, spec: RuleSpec) -> int:
    number: int = project.run("Rule", add_rule, spec)
    return number
