"""A file in which one respondent stands in every place that there is, each time with words of its own."""

from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from cxdesk.accounts.actions import AccountSpec, ContactSpec, store_accounts, store_contacts
from cxdesk.accounts.purchases import PurchaseSpec, match, store
from cxdesk.importing import detect, mapping
from cxdesk.importing.actions import import_file
from cxdesk.importing.plan import ImportPlan
from cxdesk.importing.storing import Imported
from cxdesk.planning import actions as planning
from cxdesk.planning import coding_actions, coding_queries, wording
from cxdesk.programme import actions as programme
from cxdesk.project import Project
from cxdesk.responses.actions import remove_import
from cxdesk.responses.aggregate import items_of
from cxdesk.responses.matching import invite, relink
from cxdesk.surveys import actions as surveys

KEY = "R_key_of_the_one"
MAIL = "secret.mail@nowhere.example"
SECRETS = {
    "key": KEY,
    "mail": MAIL,
    "comment": "The lift of Zsófia stopped with me between two floors on Monday",
    "old comment": "An older comment that was corrected afterwards by the same person",
    "removed comment": "A comment in an import that somebody removed again",
    "undone comment": "A comment in an import that was undone before it was erased",
    "choice": "Paternoster of my own house",
    "option": "Carrier pigeon from number twelve",
    "raw cell": "around seventeen minutes or so",
    "raw cell of an unchanged row": "some twenty-nine minutes, as I said",
    "quotation": "stopped with me between two floors, she said",
    "wording": "A customer was stuck between floors, in her own words",
    "follow-up contact": "The caretaker of number twelve rang back and was still angry",
    "follow-up note": "Waits for her sister to come back from the seaside",
    "follow-up cause": "Nobody told number twelve that the lift was being oiled",
    "contact name": "Zsófia Sehonnai",
    "customer name": "Zsófia who buys for herself",
    "product": "Stair lift for the grandmother",
    "contact role": "Caretaker of the tower on the hill",
    "undo": "A name that only the undo history remembers",
}
HEAD = "ResponseID\tWould you recommend us?\tWhich product?\tHow did you reach us?\tMinutes\tComment\tE-mail\tAccount\n"
PRODUCTS = ("Lift", "Escalator", "Ramp")
WAYS = ("Phone; Mail", "Phone", "Mail; Visit", "Visit")


_BOUGHT = ((MAIL, SECRETS["product"]), ("A1", "Lift"))


def row(n: int, comment: str = "") -> str:
    cells = [
        f"R_{n:03d}", str(n % 11), PRODUCTS[n % 3], WAYS[n % 4], str(n + 5), comment or f"comment {n}",
        f"p{n}@firm{n % 3}.example", f"A{n % 3}",
    ]  # fmt: skip
    return "\t".join(cells)


def theirs(comment: str, minutes: str = SECRETS["raw cell"], key: str = KEY) -> str:
    cells = [key, "3", SECRETS["choice"], "Phone; " + SECRETS["option"], minutes, comment, MAIL, "A1"]
    return "\t".join(cells)


def plan_of(folder: Path, name: str, rows: list[str]) -> ImportPlan:
    path = folder / name
    path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    plan = mapping.suggest(detect.sniff(path))
    for header, kind in (("E-mail", "pseudonym"), ("Comment", "text"), ("Minutes", "number")):
        plan = mapping.with_kind(plan, next(c.key for c in plan.columns if c.header == header), kind)
    return plan


def with_the_one_everywhere(folder: Path) -> tuple[Project, Imported]:
    """The project, open, and its first import. Nine were invited to the round "March", customer A1 among them."""
    project = Project.create(folder / "a.cxdesk")
    others = [row(n) for n in range(30)]
    first = import_file(
        project,
        plan_of(folder, "first.tsv", [*others[:12], theirs(SECRETS["old comment"]), *others[12:]]),
        round_name="March",
        keep_original=True,
    )
    survey = first.survey_id
    corrected = [others[0], theirs(SECRETS["comment"]), *others[1:], row(40)]
    import_file(project, plan_of(folder, "second.tsv", corrected), survey_id=survey, keep_original=True)
    same_again = [*others, theirs(SECRETS["comment"], SECRETS["raw cell of an unchanged row"]), row(41)]
    import_file(project, plan_of(folder, "third.tsv", same_again), survey_id=survey, keep_original=True)
    removed = import_file(
        project,
        plan_of(
            folder,
            "removed.tsv",
            [*(row(n) for n in range(60, 75)), theirs(SECRETS["removed comment"], key=KEY)],
        ),
        round_name="Removed",
        keep_original=True,
    )
    project.run("Remove", remove_import, removed.batch_id or 0)
    _customers(project, first)
    _plans(project, survey)
    import_file(
        project,
        plan_of(folder, "undone.tsv", [*(row(n) for n in range(80, 95)), theirs(SECRETS["undone comment"], key=KEY + "2")]),
        keep_original=True,
    )  # fmt: skip
    project.undo()
    project.run("Rename", surveys.rename, survey, SECRETS["undo"], "en")
    project.run("Rename", surveys.rename, survey, "Lifts", "en")
    project.back_up("by-hand")
    return project, first


def _customers(project: Project, first: Imported) -> None:
    project.run("Customers", store_accounts, [AccountSpec(f"A{n}", f"Firm {n}") for n in range(3)])
    project.run("Customer", store_accounts, [AccountSpec(MAIL, SECRETS["customer name"])])
    project.run("Match", relink)
    bought = [PurchaseSpec(who, date(2026, 3, 2), 900.0, what) for who, what in _BOUGHT]
    project.run("Purchases", lambda session: store(session, match(session, bought, {}).new))

    def invited(session: Session) -> None:
        people = [ContactSpec("A1", f"c{n}", f"Contact {n}") for n in range(8)]
        name, role = SECRETS["contact name"], SECRETS["contact role"]
        people.append(ContactSpec("A1", MAIL, name, role, MAIL))
        invite(session, first.round_id or 0, store_contacts(session, people).values())

    project.run("Invite", invited)


def _plans(project: Project, survey_id: int) -> None:
    from cxdesk.responses.aggregate import counted
    from cxdesk.storage.model import HandedOut

    items = {i.code: i.id for i in project.read(items_of, survey_id)}
    frame = project.read(counted, survey_id, [], facts=["respondent_key"])
    number = int(frame.filter(frame["respondent_key"] == KEY)["response_id"][0])
    issue = project.run("Issue", planning.raise_issue, "Stuck", "She wrote: " + SECRETS["comment"] + ".")
    evidence = project.run(
        "Quote", planning.add_quotation, issue, number, items["Comment"], SECRETS["quotation"]
    )
    project.run("Cause", planning.add_cause, issue, f"Ask {KEY} again")
    project.run("Note", planning.add_note, issue, "follow_up", f"{KEY} was called back", f"Call with {KEY}")
    project.run("Decision", programme.decide, f"Call {KEY}", why="She wrote: " + SECRETS["comment"] + ".")
    project.run("Follow up", _follow_ups, items)
    coding = project.run("Sample", coding_actions.start_coding, survey_id, items["Comment"], 2000)
    for unit in project.read(coding_queries.comments_for, coding, 1):
        project.run("Code", coding_actions.code, unit.id, 1, "leave")
    project.run("Who", coding_actions.name_coders, coding, f"She who knows {KEY}", "")

    def plan(session: Session) -> None:
        from datetime import datetime

        made = planning.create_plan(session, 2)
        line = planning.add_line(session, made, "quote", evidence_id=evidence)
        wording.write(session, "plan_line", line, "text", "en", SECRETS["wording"])
        session.add(
            HandedOut(
                kind="plan", title="Firm 1", account_key="A1", language="en", version=1, sha256="",
                made_at=datetime(2026, 3, 1),
            )
        )  # fmt: skip

    project.run("Plan", plan)
    project.run("Elsewhere", _elsewhere)


def _follow_ups(session: Session, items: dict[str, int]) -> None:
    """A follow-up of the person with everything said, and the same words in the follow-up of somebody else."""
    from datetime import datetime

    from sqlalchemy import select

    from cxdesk.planning import follow_up_actions as deeds
    from cxdesk.planning.follow_up_model import FollowUp
    from cxdesk.planning.rule_actions import add_rule
    from cxdesk.planning.rule_runs import run
    from cxdesk.planning.rules import RuleSpec, RuleTest

    low = RuleTest("answer", next(c for c in items if c.startswith("Would")), "at_most", ("4",))
    words = RuleTest("text", "", "contains", (SECRETS["comment"],))
    add_rule(session, RuleSpec("Low", (low, words), "any"))
    run(session, now=datetime(2026, 4, 1))
    theirs = 13
    for row in session.scalars(select(FollowUp)):
        mine = row.response_id == theirs
        said = SECRETS["follow-up contact"] if mine else f"Spoke of somebody: {SECRETS['comment']}."
        for direction in ("us", "them"):
            deeds.note_contact(session, row.id, direction, "phone", said, datetime(2026, 4, 2))
        if mine:
            deeds.change_state(session, row.id, "waiting", SECRETS["follow-up note"], datetime(2026, 4, 3))
            deeds.close(
                session, row.id, SECRETS["follow-up cause"], "Told", "satisfied", now=datetime(2026, 4, 4)
            )


def _elsewhere(session: Session) -> None:
    """The same words taken over into a journey's card, a data-set card and the reason of an invitation."""
    from sqlalchemy import select

    from cxdesk.journeys import actions as journeys
    from cxdesk.journeys.model import Lane
    from cxdesk.responses.model import DataSet, Invitation

    words = f"Somebody wrote: {SECRETS['comment']}."
    stage = journeys.add_stage(session, journeys.create(session, "Repair"), "Waiting")
    lane = session.scalars(select(Lane)).first()
    assert lane is not None
    journeys.add_card(session, journeys.add_step(session, stage, "Call"), lane.id, words)
    on_maps(session, words)
    for card in session.scalars(select(DataSet)):
        card.known_bias = words
    for invitation in session.scalars(select(Invitation)):
        invitation.override_reason = words


# Texts of maps, personas and touch points that nobody writes freely: codes, hashes, names of segments and files.
CODES = {
    "kind", "state", "grade", "colour", "picture", "template", "origin", "channel", "process", "skill",
    "practice", "asks", "segment", "ballot", "shows",
}  # fmt: skip
TELL_NOBODY = {("touch_point_role", "role"), ("touch_point_proposal", "source")}


def on_maps(session: Session, words: str) -> None:
    """The same words in every text of journeys, personas and touch points, in a snapshot and on a workshop's desk."""
    from datetime import datetime

    from sqlalchemy import JSON, inspect, select

    from cxdesk.journeys import details, model, saved_views, snapshots, workshop
    from cxdesk.journeys.views import Shows
    from cxdesk.personas.model import Persona, PersonaQuote
    from cxdesk.touchpoints.model import TouchPoint, TouchPointProposal, TouchPointSynonym

    card = session.scalars(select(model.Card)).one()
    journey = session.scalars(select(model.Journey.id)).one()
    stage = session.scalars(select(model.Stage.id)).one()
    second = model.Step(stage_id=stage, name="Visit", position=1)
    session.add(second)
    session.flush()
    details.add_mark(session, journey, "costs")
    details.link_steps(session, card.step_id, second.id, "branch", "if")
    details.comment(session, journey, "said", "somebody", card.id)
    workshop.park(session, journey, "parked")
    workshop.pin_photo(session, journey, b"a wall", "image/png", "wall")
    saved_views.save_view(session, journey, "ours", Shows())
    workshop.keep_desk(session, journey, workshop.Desk(draft=f"Says {words}"))
    session.add(Persona(name="Zs"))
    session.add(TouchPoint(name="Call"))
    session.flush()
    session.add(PersonaQuote(persona_id=session.scalars(select(Persona.id)).one(), position=0, text="said"))
    point = session.scalars(select(TouchPoint.id)).one()
    session.add(TouchPointSynonym(touch_point_id=point, name="Ring"))
    session.add(TouchPointProposal(name="p", source="a.csv", heading="h", count=1, seen_on=date(2026, 3, 1)))
    session.flush()
    modules = {model.__name__, Persona.__module__, TouchPoint.__module__}
    for mapper in model.Base.registry.mappers:
        if mapper.class_.__module__ not in modules:
            continue
        for row in session.scalars(select(mapper.class_)):
            for column in inspect(mapper.class_).columns:
                if column.foreign_keys or column.key in CODES:
                    continue
                # Letters of RACI and the name of a list's file.
                if (row.__tablename__, column.key) in TELL_NOBODY:
                    continue
                if isinstance(column.type, JSON):
                    setattr(row, column.key, [f"Also {words}"])
                elif str(column.type) == "TEXT":
                    setattr(row, column.key, f"{row.id} {words}")
    session.flush()
    snapshots.take(session, journey, f"Then {words}", datetime(2026, 4, 1))
