"""Every truth planted in the finished example is found again by the analysis that a person sees."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from cxdesk.accounts.queries import account_rows
from cxdesk.analysis.compare import compare
from cxdesk.analysis.figure import Figure
from cxdesk.analysis.findings import findings
from cxdesk.analysis.scores import figure, figures, satisfied_of, scored_items
from cxdesk.analysis.touch_points import figures_by_touch_point
from cxdesk.project import Project
from cxdesk.responses import matching
from cxdesk.responses.aggregate import counted
from cxdesk.responses.filter import AnswerTest, Filter
from cxdesk.responses.queries import batch_rows, round_rows
from cxdesk.surveys.queries import survey_named, whole
from cxdesk.touchpoints.queries import touch_point_rows
from resources.sample import comments
from resources.sample.build import build
from resources.sample.names import HARBOUR, NILOUFAR, SILENT

SEPTEMBER, MARCH = "September 2025", "March 2026"
WINTER = "December 2025 to February 2026"


@dataclass(frozen=True)
class Example:
    """The built file, with its surveys, columns and customers by name."""

    project: Project
    surveys: dict[str, int]
    items: dict[tuple[str, str], int]
    keys: dict[str, str]

    def figure(
        self, item: str, round_name: str = MARCH, survey: str = "Relationship survey", **part: object
    ) -> Figure:
        where = replace(Filter(rounds=(round_name,)), **part)
        return self.project.read(figure, self.surveys[survey], self.items[survey, item], where)

    def satisfied(self, item: str, account: str, round_name: str) -> tuple[int, int]:
        survey = "Relationship survey"
        where = Filter(accounts=(self.keys[account],), rounds=(round_name,))
        return self.project.read(satisfied_of, self.surveys[survey], self.items[survey, item], where)


def opened(project: Project) -> Example:
    surveys, items = {}, {}
    for name in ("Relationship survey", "After a repair", "After an installation", "Employees’ survey"):
        surveys[name] = project.read(survey_named, name).id
        for question in project.read(whole, surveys[name]).questions:
            items |= {(name, i.code): i.id for i in question.items}
    return Example(project, surveys, items, {a.name: a.key for a in project.read(account_rows)})


@pytest.fixture(scope="session")
def example(sample: Project) -> Example:
    return opened(sample)


def test_there_are_as_many_of_everything_as_the_pictures_say(example: Example) -> None:
    read = example.project.read
    assert len(read(account_rows)) == 140
    assert len(read(touch_point_rows)) == 31
    assert len(read(round_rows)) == 8
    assert {a.segment for a in read(account_rows)} == {"Offices", "Housing", "Hospitals", "Hotels"}


@pytest.mark.parametrize(
    ("round_name", "answered", "invited"), [(SEPTEMBER, 1087, 3180), (MARCH, 1204, 3410)]
)
def test_a_round_counts_its_finished_answers(
    example: Example, round_name: str, answered: int, invited: int
) -> None:
    found = example.figure("recommend", round_name)
    assert (found.n, found.answered, found.invited) == (answered, answered, invited)


def test_unfinished_rows_and_tests_lie_beside_the_answers_that_count(example: Example) -> None:
    batches = example.project.read(batch_rows)
    stored = next(
        b.stored
        for b in batches
        if b.round == MARCH and b.survey_id == example.surveys["Relationship survey"]
    )
    assert stored == 1204 + 211 + 3


@pytest.mark.parametrize(
    ("item", "before", "now", "answers"),
    [
        ("waiting", 51, 48, 412),
        ("emergency_call", 60, 59, 377),
        ("skill", 90, 91, 409),
        ("repair_visit", 76, 84, 409),
        ("invoice", 61, 74, 298),
        ("handover", 58, 57, 186),
        ("recommend", 22, 31, 1204),
    ],
)
def test_scores_are_as_planted(example: Example, item: str, before: int, now: int, answers: int) -> None:
    assert example.figure(item, SEPTEMBER).value == pytest.approx(before, abs=0.5)
    assert example.figure(item).value == pytest.approx(now, abs=0.5)
    assert example.figure(item).n == answers


@pytest.mark.parametrize(
    ("item", "real"),
    [("invoice", True), ("repair_visit", True), ("recommend", True), ("waiting", False), ("emergency_call", False),
     ("skill", False), ("handover", False)],
)  # fmt: skip
def test_only_real_differences_are_called_real(example: Example, item: str, real: bool) -> None:
    assert compare(example.figure(item), example.figure(item, SEPTEMBER)).real is real


def test_the_quotation_of_a_spare_part_has_too_few_answers_to_compare(example: Example) -> None:
    found = example.figure("spare_part")
    assert (found.n, found.few) == (17, True)
    assert example.figure("spare_part", SEPTEMBER).n == 0


def test_findings_are_waiting_then_handover_then_the_invoice_that_became_better(example: Example) -> None:
    found = example.project.read(findings, example.surveys["Relationship survey"], Filter(rounds=(MARCH,)))
    assert [f.scored.name for f in found] == [
        "Time until a fitter arrives",
        "Handover of a new lift",
        "Invoice",
    ]
    assert [f.kind for f in found] == ["low", "low", "gain"]


def test_hospitals_wait_most_contentedly(example: Example) -> None:
    segments = {s: example.figure("waiting", segments=(s,)) for s in ("Offices", "Housing", "Hospitals")}
    values = {s: f.value for s, f in segments.items()}
    assert values == pytest.approx({"Offices": 44, "Housing": 39, "Hospitals": 66}, abs=3)
    assert all(compare(segments["Hospitals"], segments[s]).real for s in ("Offices", "Housing"))


def test_who_waits_too_long_scores_the_visit_lower_and_recommends_less(example: Example) -> None:
    content, waited = (AnswerTest("waiting", ">=", "4"),), (AnswerTest("waiting", "<=", "3"),)
    for item, gap in (("repair_visit", 8), ("recommend", 30)):
        good, bad = example.figure(item, answers=content), example.figure(item, answers=waited)
        assert (good.value or 0) - (bad.value or 0) > gap
        assert compare(good, bad).real


def test_mornings_wait_longest(example: Example) -> None:
    hours = [example.figure("hours_waited", WINTER, "After a repair", answers=(AnswerTest("hour", "=", str(n)),))
             for n in range(1, 5)]  # fmt: skip
    assert [h.value for h in hours] == pytest.approx([4.2, 2.3, 1.9, 2.6], abs=0.05)
    least = example.figure("waiting", WINTER, "After a repair", answers=(AnswerTest("hour", "=", "1"),))
    assert least.value == pytest.approx(35, abs=1.5)


@pytest.mark.parametrize(
    ("account", "round_name", "counted"),
    [
        (HARBOUR, SEPTEMBER, (6, 12)),
        (HARBOUR, MARCH, (10, 14)),
        (NILOUFAR, SEPTEMBER, (5, 10)),
        (NILOUFAR, MARCH, (8, 11)),
    ],
)
def test_invoices_of_the_heroes_are_counted_exactly(
    example: Example, account: str, round_name: str, counted: tuple[int, int]
) -> None:
    assert example.satisfied("invoice", account, round_name) == counted


@pytest.mark.parametrize(("account", "answered", "invited"), [(HARBOUR, 14, 22), (NILOUFAR, 11, 24)])
def test_the_heroes_know_how_many_were_invited(
    example: Example, account: str, answered: int, invited: int
) -> None:
    found = example.figure("recommend", accounts=(example.keys[account],))
    assert (found.answered, found.invited) == (answered, invited)


def test_niloufar_towers_is_large_and_at_risk(example: Example) -> None:
    largest = max(example.project.read(account_rows), key=lambda a: a.revenue or 0)
    assert largest.name == NILOUFAR
    assert example.satisfied("waiting", NILOUFAR, MARCH) == (1, 11)
    assert (example.figure("recommend", accounts=(largest.key,)).value or 0) < -50


def test_two_customers_are_silent_and_every_key_matches(example: Example) -> None:
    found = example.project.read(matching.report)
    assert sorted(found.silent) == sorted(SILENT)
    assert found.unmatched == ()


def test_thirty_one_comments_are_about_the_report_nobody_asks_about(example: Example) -> None:
    survey = "Relationship survey"
    item = example.items[survey, "comment"]
    frame = example.project.read(counted, example.surveys[survey], (), Filter(rounds=(MARCH,)), texts=(item,))
    said = [text for text in frame[f"i{item}"] if text]
    assert sum(comments.speaks_of_report(text) for text in said) == 31
    assert len(set(said)) >= 60
    report = next(p for p in example.project.read(touch_point_rows) if p.name == "Visit report")
    assert report.item_ids == ()


def test_employees_think_better_of_the_wait_and_the_depot_stays_hidden(example: Example) -> None:
    assert example.figure("waiting", survey="Employees’ survey").value == pytest.approx(66, abs=1)
    depot = example.figure(
        "waiting", survey="Employees’ survey", answers=(AnswerTest("department", "=", "6"),)
    )
    assert (depot.n, depot.hidden, depot.value) == (4, True, None)


def test_what_customers_say_speaks_for_a_touch_point_not_what_employees_believe(example: Example) -> None:
    points = {p.name: p.id for p in example.project.read(touch_point_rows)}
    shown = example.project.read(figures_by_touch_point)
    assert shown[points["Time until a fitter arrives"]].n == 412
    assert shown[points["Spare part quotation"]].n == 17


@pytest.mark.slow
def test_building_twice_gives_the_same_scores(example: Example, tmp_path: Path) -> None:
    project = Project.create(tmp_path / "Again.cxdesk")
    build(project)
    for survey in opened(project).surveys.values():
        asked = scored_items(example.project.read(whole, survey))
        assert len(asked) > 6
        for _question, item in asked:
            for by in ("round", "segment"):
                again = project.read(figures, survey, [item], by=by)
                first = example.project.read(figures, survey, [item], by=by)
                assert {k: (f.n, f.value) for k, f in again.items()} == {
                    k: (f.n, pytest.approx(f.value)) for k, f in first.items()
                }
    project.close()
