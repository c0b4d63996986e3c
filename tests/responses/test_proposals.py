"""Keys that no customer has: proposed by likeness, accepted or refused by a person, each taken back by undo."""

from pathlib import Path

import polars as pl
import pytest

from cxdesk.accounts.actions import AccountSpec, store_accounts
from cxdesk.errors import UserError
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses import matching
from cxdesk.responses.proposals import THRESHOLD, decide, review
from cxdesk.surveys import actions as surveys

KEYS = ("AL-0001", "al-0002", "AL-0014O", "AL0003", "Harbour Square Office", "ZZ-77")


@pytest.fixture
def project(tmp_path: Path):  # type: ignore[no-untyped-def]
    made = Project.create(tmp_path / "a.cxdesk")
    specs = [AccountSpec(f"AL-{n:04d}", f"Customer {n}") for n in range(1, 20)]
    specs.append(AccountSpec("HS", "Harbour Square Offices"))
    made.run("Customers", store_accounts, specs)
    survey = made.run("Create", surveys.create, "Relationship")
    round_id = made.run("Round", responses.add_round, survey, "March")
    packed = responses.pack(
        pl.DataFrame({"account_key": [k for n, k in enumerate(KEYS, 1) for _x in range(n)]})
    )
    made.run("Import", responses.add_answers, round_id, packed, responses.Source("a.csv"))
    made.run("Match", matching.relink)
    yield made
    made.close()


def best(project: Project) -> dict[str, str | None]:
    """The likeliest customer of each open key."""
    found = project.read(review).doubts
    return {d.unmatched.key: d.proposals[0].key if d.proposals else None for d in found}


def test_only_keys_that_nobody_has_are_in_doubt_and_each_gets_its_likeliest_customer(
    project: Project,
) -> None:
    assert best(project) == {
        "AL-0014O": "AL-0014",
        "AL0003": "AL-0003",
        "Harbour Square Office": "HS",
        "ZZ-77": None,
    }
    doubts = project.read(review).doubts
    assert all(p.likeness >= THRESHOLD for d in doubts for p in d.proposals)
    assert {p.by for d in doubts for p in d.proposals[:1]} == {"key", "name"}
    assert {d.unmatched.key: d.unmatched.answers for d in doubts}["AL-0014O"] == 3


def test_nothing_is_tied_before_a_person_accepts_and_undo_takes_it_back(project: Project) -> None:
    before = project.read(matching.report).matched_answers
    project.run("Decide", decide, {"AL-0014O": "al-0014", "AL0003": "Customer 3"}, ["ZZ-77"])
    after = project.read(review)
    assert after.matched_answers == before + 3 + 4
    assert [(b.key, b.account_key) for b in after.by_hand] == [("AL-0014O", "AL-0014"), ("AL0003", "AL-0003")]
    assert [u.key for u in after.refused] == ["ZZ-77"]
    assert list(best(project)) == ["Harbour Square Office"]
    project.undo()
    assert project.read(matching.report).matched_answers == before
    assert len(best(project)) == 4


def test_a_refused_key_is_proposed_no_more_until_it_is_taken_back_or_its_customer_comes(
    project: Project,
) -> None:
    project.run("Refuse", matching.refuse_key, "AL-0014O")
    project.run("Match", matching.relink)
    assert "AL-0014O" not in best(project)
    project.run("Again", matching.unlink_key, "AL-0014O")
    assert "AL-0014O" in best(project)
    project.run("Refuse", matching.refuse_key, "ZZ-77")
    project.run("Customers", store_accounts, [AccountSpec("zz-77", "Late")])
    project.run("Match", matching.relink)
    assert project.read(review).refused == ()
    assert "ZZ-77" not in best(project)


def test_an_unknown_customer_is_refused_in_words_and_nothing_is_tied(project: Project) -> None:
    with pytest.raises(UserError, match="no customer with the key “NOBODY”"):
        project.run("Decide", decide, {"AL0003": "AL-0003", "ZZ-77": "NOBODY"}, [])
    assert project.read(review).by_hand == ()
