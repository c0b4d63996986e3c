"""For whom the sample's journeys are drawn: two personas, and the segment that is hurt most."""

from datetime import date
from typing import Any

from cxdesk.personas import actions as personas

CHECKED, LONG_AGO = date(2026, 5, 12), date(2025, 3, 12)


def describe(session: Any) -> None:
    """Three sheets: a building manager, an architect nobody looked at for a year, and the segment Hospitals."""
    manager = personas.create(session, "Building manager", "persona", "Offices")
    personas.change(
        session,
        manager,
        role="looks after six office buildings",
        about="Is called first when a lift stands still, and has tenants who write to the owner.",
        tone="Short and exact: a time, a name, what happens next. No technical terms without the word for it.",
        grade="measured",
        source="relationship survey of March 2026, nine interviews",
    )
    for name, lines in (
        ("goals", ["No call from a tenant about a lift", "A yearly budget without surprises"]),
        ("needs", ["One number that is answered at night", "To know before the tenants do"]),
        ("standards", ["The fitter comes when he said he would", "An invoice that names the visit"]),
        ("expectations", ["A visit within four hours", "A word when it takes longer"]),
        ("jobs", ["Keep the building running", "Look good before the owner"]),
    ):
        personas.set_list(session, manager, name, lines)
    personas.set_quotes(
        session,
        manager,
        [
            ("I don’t mind waiting. I mind not knowing.", "building manager, offices"),
            ("My tenants ask me, and I have nothing to say.", "building manager, offices"),
        ],
    )
    personas.check(session, manager, CHECKED)
    architect = personas.create(session, "Architect", "persona")
    personas.change(
        session,
        architect,
        role="chooses the lift before the building stands",
        tone="With drawings. Figures of noise and energy come first.",
        source="two talks at a fair",
    )
    personas.set_list(
        session, architect, "needs", ["Drawings that fit on the first day", "One person until handover"]
    )
    personas.check(session, architect, LONG_AGO)
    hospitals = personas.create(session, "Hospitals", "segment", "Hospitals")
    personas.change(
        session,
        hospitals,
        about="A lift that stands still keeps a bed from an operating theatre.",
        tone="Speak of patients and beds, not of contracts.",
        grade="some",
        source="relationship survey of March 2026",
    )
    personas.set_list(
        session, hospitals, "standards", ["Somebody on site within the hour", "Quiet work near wards"]
    )
    personas.check(session, hospitals, CHECKED)
