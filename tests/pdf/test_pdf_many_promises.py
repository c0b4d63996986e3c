"""Page one stays complete in itself, however many promises a plan holds."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from cxdesk.i18n import day, digits
from cxdesk.planning.customer_plan import CustomerPlan
from exports.pdf.customer_plan import render

LONG = {"en": "Aufzugsanlagenwartungsvertragsbedingungen", "fa": "قراردادهای\u200cنگهداری\u200cآسانسورها"}


def many(plan: CustomerPlan, n: int) -> CustomerPlan:
    """The plan with so many promises, every third with a very long word, each on a day of its own."""
    made = []
    for at in range(n):
        one = plan.will_do[at % len(plan.will_do)]
        what = f"{one.what} {LONG[plan.language]}" if at % 3 == 2 else one.what
        made.append(
            replace(one, what=what, by_when=date(2026, 6, 1) + timedelta(days=9 * at), line_id=100 + at)
        )
    return replace(plan, will_do=tuple(made))


@pytest.fixture(params=["en", "fa"])
def plan(request: pytest.FixtureRequest) -> CustomerPlan:
    found: CustomerPlan = request.getfixturevalue({"en": "english", "fa": "persian"}[request.param])
    return found


@pytest.mark.parametrize("n", [3, 5, 8, 20])
def test_page_one_has_every_date_whom_to_call_and_the_lines_to_sign(
    n: int, plan: CustomerPlan, read: Callable[..., str]
) -> None:
    rendered = render(many(plan, n))
    first = [box for box in rendered.lines if box.page == 1]
    assert {box.line_id for box in first if box.part == "will_do"} == set(range(100, 100 + n))
    text = read(rendered.pdf)
    for promise in many(plan, n).will_do:
        if plan.language == "en":
            assert day(promise.by_when, "en") in text
        else:
            assert digits(day(promise.by_when, "fa").split()[0], "fa") in text
    assert plan.who_to_call.mail in text
    assert ("For Harbour Square" if plan.language == "en" else plan.account) in text


@pytest.mark.parametrize("n", [3, 20])
def test_what_page_one_only_names_stands_in_full_on_page_two(
    n: int, plan: CustomerPlan, read: Callable[..., str]
) -> None:
    rendered = render(many(plan, n))
    pages = {box.line_id: max(b.page for b in rendered.lines if b.line_id == box.line_id) for box in rendered.lines
             if box.part == "will_do"}  # fmt: skip
    if n == 3:
        assert set(pages.values()) == {1}
        assert "Continued on page" not in read(rendered.pdf)
        return
    assert min(pages.values()) == 2
    if plan.language == "en":
        assert "Continued on page 2: every promise in full" in read(rendered.pdf)
        assert (
            read(rendered.pdf, 2).count("two people answer breakdown calls between 7 and 10 in the morning.")
            > 3
        )
        assert "the text service was delivered a month late" in read(rendered.pdf, 2)


def test_a_plan_with_too_much_for_any_first_page_flows_on_with_every_word(
    english: CustomerPlan, read: Callable[..., str]
) -> None:
    told = tuple(
        replace(english.told[0], text=f"{english.told[0].text} " * 6 + f"No {n}.", line_id=n + 1)
        for n in range(9)
    )
    rendered = render(replace(many(english, 20), told=told))
    text = " ".join(read(rendered.pdf, page) for page in range(1, rendered.pages + 1))
    assert all(f"No {n}." in text for n in range(9))
    assert text.count("two people answer breakdown calls between 7 and 10 in the morning.") == 10
