"""What is planted in the example about its issues, causes, priorities and decisions."""

import pytest

from cxdesk.planning import duplicates, priorities
from cxdesk.planning.fishbone import chains, fishbone
from cxdesk.planning.queries import IssueWhole, issue_rows, issue_whole
from cxdesk.programme.queries import decision_rows, share_sentence
from cxdesk.project import Project


def whole(sample: Project, title: str) -> IssueWhole:
    number = next(r.id for r in sample.read(issue_rows) if r.title.startswith(title))
    return sample.read(issue_whole, number)


def test_every_bone_of_the_waiting_has_a_cause_and_none_is_unsorted(sample: Project) -> None:
    fish = fishbone(whole(sample, "Waiting"))
    assert len(fish.bones) == 6
    assert all(bone.groups for bone in fish.bones)
    assert sum(len(group) for bone in fish.bones for group in bone.groups) == 15


def test_five_whys_lead_from_the_dispatcher_to_nobodys_budget(sample: Project) -> None:
    longest = max(chains(whole(sample, "Waiting").causes), key=len)
    assert len(longest) == 5
    assert longest[0].text == "Calls wait for one dispatcher"
    assert longest[-1].text == "A customer who leaves shows in nobody’s budget"


def test_three_of_five_actions_against_the_waiting_treat_a_cause(sample: Project) -> None:
    treats = [a.treats for a in whole(sample, "Waiting").actions]
    assert sorted(treats) == ["cause"] * 3 + ["symptom"] * 2


def test_the_waiting_is_strong_and_a_video_raises_its_impact(sample: Project) -> None:
    rows = {p.issue.title.split()[0]: p for p in sample.read(priorities.priorities)}
    waiting = rows["Waiting"]
    assert waiting.issue.grade == "strong"
    assert set(waiting.issue.kinds) == {
        "figure",
        "quotation",
        "account_fact",
        "observation",
        "review",
        "follow_up",
    }
    assert (waiting.risk.impact, waiting.risk.impact_now, waiting.reach.public) == (3, 4, 18_400)
    # 48% of 412 are satisfied.
    assert (waiting.reach.respondents, waiting.reach.asked) == (pytest.approx(214, abs=2), 412)
    revenue = waiting.worth.revenue["EUR"]
    assert waiting.worth.value["EUR"] == pytest.approx(revenue * 0.15 * 3)
    assert {rows[t].issue.grade for t in ("The", "Invoices")} == {"some"}


def test_what_to_do_first_and_the_opportunity_beside_the_problems(sample: Project) -> None:
    rows = sample.read(priorities.priorities)
    assert [(p.issue.title.split(",")[0], p.corner) for p in rows] == [
        ("After handover", "first"),
        ("Waiting for a repair", "plan"),
        ("Building managers would pay for a line that is answered at night", "plan"),
        ("Invoices are hard to read", "along"),
        ("The visit report comes late and says little", "along"),
    ]
    (opportunity,) = [p for p in rows if p.issue.kind == "opportunity"]
    assert opportunity.worth.value == {"EUR": 48_000}
    assert sample.read(duplicates.pairs) == []


def test_five_of_eight_decisions_cite_evidence_and_what_they_cost_is_kept(sample: Project) -> None:
    rows = sample.read(decision_rows)
    assert share_sentence(rows) == "5 of 8 decisions cite evidence (62.5%)"
    assert sum(r.cost or 0 for r in rows) == 55_500
    assert sum(r.revenue_forgone or 0 for r in rows) == 140_000
    assert {r.title for r in rows if not r.cites_evidence} == {
        "Repaint the vans", "Answer on social media within an hour", "Move the customer day to October",
    }  # fmt: skip
