"""Every figure of a random data set, made again in a few plain lines, is the one on each page, map, table and export.

The lines here use nothing of cxdesk: counts by a loop, Wilson's and Rocks's formulas as the papers write them, and
Student's quantiles from a printed table for the sizes that occur, by bisection of the integral.
"""

from collections import Counter
from math import gamma, isclose, pi, sqrt
from pathlib import Path
from statistics import mean, variance

import pytest

from cxdesk.analysis.expectations import gaps
from cxdesk.analysis.insights import insights
from cxdesk.analysis.live import live
from cxdesk.analysis.scores import figure, figures
from cxdesk.analysis.touch_points import scored_by_account
from cxdesk.project import Project
from cxdesk.responses.actions import change_round
from cxdesk.responses.filter import Filter
from cxdesk.responses.quota_counts import beyond
from cxdesk.responses.schema import FINISHED, SENT_AWAY, UNFINISHED
from exports.tables.answers import answers_out
from tests.analysis.random_answers import CODES, ROUNDS, SEGMENTS, World, make, random_rows
from tests.support.commands import said

Z = 1.959963984540054
Triple = tuple[float, float, float]


@pytest.fixture(scope="module", params=[3, 11])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> World:  # type: ignore[misc]
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("hand")
        patch.setenv("CXDESK_SETTINGS", str(folder / "settings"))
        project = Project.create(folder / "a.cxdesk")
        yield make(project, random_rows(request.param))
        project.close()


def share(good: int, n: int) -> Triple:
    p = good / n
    middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return 100 * p, 100 * (middle - half), 100 * (middle + half)


def net(values: list[int]) -> Triple:
    n = len(values)
    up, down = sum(v >= 9 for v in values), sum(v <= 6 for v in values)
    more, high, low = n + 3, (up + 0.75) / (n + 3), (down + 0.75) / (n + 3)
    half = Z * sqrt((high + low - (high - low) ** 2) / more)
    return 100 * (up - down) / n, 100 * (high - low - half), 100 * (high - low + half)


def student(df: int) -> float:
    """The 97.5 % point of Student's distribution, by Simpson's rule and bisection."""
    scale = gamma((df + 1) / 2) / (sqrt(df * pi) * gamma(df / 2)) if df < 300 else 0.0

    def inside(t: float, steps: int = 2000) -> float:
        width = t / steps
        heights = [scale * (1 + (k * width) ** 2 / df) ** (-(df + 1) / 2) for k in range(steps + 1)]
        return width / 3 * (heights[0] + heights[-1] + 4 * sum(heights[1:-1:2]) + 2 * sum(heights[2:-1:2]))

    low, high = 1.9, 13.0
    for _n in range(50):
        half = (low + high) / 2
        low, high = (half, high) if inside(half) < 0.475 else (low, half)
    return low


def by_hand(code: str, values: list[int]) -> Triple:
    if code == "NPS":
        return net(values)
    good = sum(v <= 2 for v in values) if code == "EASE" else sum(v >= 4 for v in values)
    return share(good, len(values))


def same(mine: Triple, n: int, theirs: object) -> bool:
    told = (theirs.value, theirs.low, theirs.high)  # type: ignore[attr-defined]
    return theirs.n == n and all(isclose(a, b, abs_tol=1e-9) for a, b in zip(mine, told, strict=True))  # type: ignore[attr-defined]


def test_scores_of_all_by_round_segment_account_and_language(world: World) -> None:
    items = list(world.items.values())
    whole = world.project.read(figures, 1, items)
    for code, item in world.items.items():
        values = world.values(code)
        assert same(by_hand(code, values), len(values), whole[item, ""]), code
    for by in ("round", "segment", "account", "language"):
        table = world.project.read(figures, 1, items, by=by)
        for (item, group), found in table.items():
            code = next(c for c, i in world.items.items() if i == item)
            facts = {by: group} if by != "account" else {"account": group}
            if by == "account" and not group:
                continue
            values = world.values(code, **facts)
            assert same(by_hand(code, values), len(values), found), (code, by, group)
        groups = {group for _item, group in table if group}
        assert groups == {getattr(r, by) for r in world.rows if r.state == FINISHED} - {"", "nobody"}


def test_insights_map_and_gap_of_each_segment_and_round(world: World) -> None:
    for name in ROUNDS:
        for segment in ("", *SEGMENTS):
            facts = {"round": name} | ({"segment": segment} if segment else {})
            where = Filter(rounds=(name,), segments=(segment,) if segment else ())
            page = world.project.read(insights, 1, where)
            assert page is not None
            told = {s.item_id: s.figure for s in page.scored}
            now = world.project.read(live, segment, name)
            for code in CODES:
                values = world.values(code, **facts)
                item = world.items[code]
                mine = by_hand(code, values)
                assert same(mine, len(values), world.project.read(figure, 1, item, where))
                if code != "NPS":
                    assert same(mine, len(values), told[item]), (code, facts)
                if code in ("MET", "EASE"):
                    [point] = [p for p, s in now.scored.items() if s.item_id == item]
                    assert same(mine, len(values), now.figures[point]), (code, facts)
            pairs = [
                (r.answers["EXPECTED"], r.answers["MET"])
                for r in world.rows
                if r.state == FINISHED
                and all(getattr(r, k) == v for k, v in facts.items())
                and None not in (r.answers["EXPECTED"], r.answers["MET"])
            ]
            apart = [met - expected for expected, met in pairs]  # type: ignore[operator]
            half = student(len(apart) - 1) * sqrt(variance(apart) / len(apart))
            [gap] = world.project.read(gaps, where).values()
            assert gap.n == len(apart)
            assert isclose(gap.value or 0, mean(apart), abs_tol=1e-9)
            assert isclose(gap.low or 0, mean(apart) - half, abs_tol=1e-6)
            assert isclose(gap.high or 0, mean(apart) + half, abs_tol=1e-6)
            assert gap.few is (len(apart) < 30)
            assert gap.real is (len(apart) >= 30 and not mean(apart) - half <= 0 <= mean(apart) + half)
            assert now.beside[1].gap == gap


def test_a_plan_says_the_figures_of_its_customer(world: World) -> None:
    said_of = world.project.read(scored_by_account, "Autumn")
    for account in sorted({r.account for r in world.rows} - {"", "nobody"}):
        found = {s.item_id: s.figure for s in said_of[account]}
        for code in ("MET", "EASE"):
            values = world.values(code, round="Autumn", account=account)
            assert same(by_hand(code, values), len(values), found[world.items[code]]), (account, code)


def test_who_is_beyond_a_quota_or_unfinished_counts_as_the_round_says(world: World) -> None:
    over = Counter(r.round for r in world.rows if r.over and r.state == FINISHED)
    numbers = dict(zip((1, 2), ROUNDS, strict=True))
    assert {numbers[n]: k for n, k in world.project.read(beyond, 1).items()} == dict(over)
    world.project.run("Count", change_round, 1, count_unfinished=True)
    counting = frozenset({FINISHED, UNFINISHED})
    for code, item in world.items.items():
        found = world.project.read(figure, 1, item, Filter(rounds=("Spring",)))
        values = world.values(code, counting, round="Spring")
        assert same(by_hand(code, values), len(values), found), code
    world.project.undo()


def test_what_is_exported_gives_the_same_figures(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    out = {c.name: c for c in world.project.read(answers_out, 1).columns}
    finished, status = (out[name].values.to_list() for name in ("Finished", "Status"))
    assert status.count("quota full") == sum(r.state == SENT_AWAY for r in world.rows)
    assert out["OverQuota"].values.count() == sum(r.over for r in world.rows)
    for code in CODES:
        blank = out[code].blank
        assert blank is not None
        cells = zip(out[code].values, blank, finished, status, strict=True)
        values = [v for v, b, f, s in cells if v is not None and b == 0 and f == 1 and s is None]
        assert Counter(values) == Counter(world.values(code)), code
    rows = said(capsys, "scores", "show", world.project.path, "--by", "segment")
    assert {r["group"] for r in rows} == {"", *SEGMENTS}
    for told in rows:
        values = world.values(told["item"], segment=told["group"])
        mine = by_hand(told["item"], values)
        assert told["n"] == len(values)
        assert all(
            isclose(a, told[k], abs_tol=1e-9) for a, k in zip(mine, ("value", "low", "high"), strict=True)
        )


@pytest.mark.parametrize("seed", [5, 6])
def test_no_small_group_can_be_worked_out_of_what_is_shown(tmp_path: Path, seed: int) -> None:
    rows = random_rows(seed, 60)
    # Four people of one segment, whatever the dice say.
    few = [r for r in rows if r.segment == "Hotels"]
    rows = [r for r in rows if r.segment != "Hotels"] + few[:4]
    project = Project.create(tmp_path / "a.cxdesk")
    made = make(project, rows, "confidential", 5)
    items = list(made.items.values())
    for by in ("segment", "language", "account"):
        table = project.read(figures, 1, items, by=by)
        for item in items:
            sizes = {g: f for (one, g), f in table.items() if one == item and f.n}
            hidden = {g: f.n for g, f in sizes.items() if f.hidden}
            assert all(f.n >= 5 for f in sizes.values() if not f.hidden)
            assert not hidden or (len(hidden) > 1 and sum(hidden.values()) >= 5) or len(sizes) == 1
            if any(n >= 5 for n in hidden.values()):
                assert {f.suppressed_reason for g, f in sizes.items() if hidden.get(g, 0) >= 5} == {
                    "hidden, so that a smaller group can’t be worked out from it"
                }
    # The same holds for one segment after the other, in Insights, on a map and for the gap.
    item = made.items["MET"]
    table = project.read(figures, 1, [item], by="segment")
    assert table[item, "Hotels"].hidden
    shown = {g for (_i, g), f in table.items() if not f.hidden and g}
    alone = {s for s in SEGMENTS if not project.read(figure, 1, item, Filter(segments=(s,))).hidden}
    assert alone == shown
    pairs = {
        s: sum(
            None not in (r.answers["EXPECTED"], r.answers["MET"])
            for r in rows
            if r.state == FINISHED and r.segment == s and r.round == "Autumn"
        )
        for s in ("", *SEGMENTS)
    }
    told = {s: project.read(gaps, Filter(rounds=("Autumn",), segments=(s,))) for s in SEGMENTS}
    seen = {s for s, found in told.items() for gap in found.values() if not gap.hidden}
    unseen = {s for s, n in pairs.items() if n and s not in seen}
    assert all(pairs[s] >= 5 for s in seen)
    assert not seen or len(unseen) > 1 or not unseen
    project.close()
