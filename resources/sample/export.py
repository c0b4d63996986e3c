"""The March answers as Qualtrics would export them, and the list of customers: files to try an import with."""

import csv
import json
from datetime import datetime, timedelta
from pathlib import Path

from cxdesk.responses.schema import TEST, UNFINISHED
from resources.sample import generate, names
from resources.sample.names import INVITED
from resources.sample.sheet import Cell, Sheet
from resources.sample.surveys import SCORED
from resources.sample.texts_en import TEXTS

ROUND = "March 2026"
# Keys that no customer has: written wrongly once, or left long ago.
WRONG_KEYS = {40: "AL-0999", 300: "AL-0999", 700: "AL-0014O"}
ZONE = "Europe/Amsterdam"

# Tag, text, import id of the columns before the questions.
_BEFORE = (
    ("StartDate", "Start Date", "startDate"),
    ("EndDate", "End Date", "endDate"),
    ("Status", "Response Type", "status"),
    ("IPAddress", "IP Address", "ipAddress"),
    ("Progress", "Progress", "progress"),
    ("Duration (in seconds)", "Duration (in seconds)", "duration"),
    ("Finished", "Finished", "finished"),
    ("ResponseId", "Response ID", "_recordId"),
    ("ExternalReference", "External Data Reference", "externalDataReference"),
    ("DistributionChannel", "Distribution Channel", "distributionChannel"),
    ("UserLanguage", "User Language", "userLanguage"),
)
_MATRIX = "How satisfied were you with this?"


def write_export(path: Path) -> Path:
    """A CSV with three heading rows; returns where it was written."""
    sheet = generate.relationship(names.people_of(names.accounts()), ROUND)
    columns = [*_BEFORE, ("Q1", TEXTS["recommend"], "QID1")]
    columns += [(f"Q2_{n}", f"{_MATRIX} - {TEXTS[i]}", f"QID2_{n}") for n, i in enumerate(SCORED, 1)]
    columns += [("Q3", TEXTS["better"], "QID3_TEXT"), ("Q4", TEXTS["role"], "QID4")]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([tag for tag, _text, _own in columns])
        writer.writerow([text for _tag, text, _own in columns])
        writer.writerow([_import_id(own) for _tag, _text, own in columns])
        order = sorted(range(sheet.height), key=lambda row: str(sheet.facts["submitted"][row]))
        writer.writerows(_row(sheet, row, number) for number, row in enumerate(order))
    return path


def write_accounts(path: Path) -> Path:
    """A CSV of all customers; returns where it was written."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ("Customer key", "Name", "Segment", "Region", "Revenue", "Currency", "Owner", "Language")
        )
        for spec in names.accounts():
            revenue = f"{spec.revenue:.0f}"
            writer.writerow(
                (
                    spec.key,
                    spec.name,
                    spec.segment,
                    spec.region,
                    revenue,
                    spec.currency,
                    spec.owner,
                    spec.language,
                )
            )
    return path


def write_contacts(path: Path) -> Path:
    """A CSV of everybody invited in March; returns where it was written."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("Customer key", "Mail", "Contact name", "Role", "Language"))
        everybody = names.people_of(names.accounts())
        assert len(everybody) == INVITED[ROUND]
        writer.writerows(
            (p.account_key, p.spec.mail, p.spec.name, p.spec.role, p.language) for p in everybody
        )
    return path


def _import_id(own: str) -> str:
    return json.dumps({"ImportId": own} | ({"timeZone": ZONE} if own.endswith("Date") else {}))


def _row(sheet: Sheet, row: int, number: int) -> list[str]:
    ended = datetime.fromisoformat(str(sheet.facts["submitted"][row]))
    seconds = 140 + number * 37 % 400
    state = sheet.facts["state"][row]
    facts = (
        f"{ended - timedelta(seconds=seconds):%Y-%m-%d %H:%M:%S}",
        f"{ended:%Y-%m-%d %H:%M:%S}",
        "1" if state == TEST else "0",
        f"192.0.2.{number % 250 + 1}",
        "30" if state == UNFINISHED else "100",
        str(seconds),
        "0" if state == UNFINISHED else "1",
        f"R_{number + 1:015d}",
        WRONG_KEYS.get(number, str(sheet.facts["account_key"][row])),
        _text(sheet.facts["channel"][row]),
        _text(sheet.facts["language"][row]).upper(),
    )
    role = sheet.cells["role"][row]
    asked = ("recommend", *SCORED, "comment")
    answers = [_text(sheet.cells[code][row]) for code in asked]
    return [*facts, *answers, names.ROLES[int(str(role)) - 1] if role else ""]


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)
