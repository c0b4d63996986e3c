"""Twenty rules over a million responses, beside the same expressions in Polars over columns in memory."""

from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from cxdesk.planning.rule_match import matches
from cxdesk.planning.rule_runs import dry_run
from cxdesk.planning.rules import RuleRow, RuleSpec, RuleTest, checked
from cxdesk.project import Project
from cxdesk.responses.aggregate import counted
from tests.bench.bench_aggregate import ROWS, big_file
from tests.bench.bench_whole_import import settings_in
from tests.bench.harness import Result, race, say

RULES = 20


def run() -> list[Result]:
    """Rules over a score and a scale each, every second one over a field of the customer too; the first that fits."""
    with TemporaryDirectory() as name, settings_in(Path(name)):
        project, items = big_file(Path(name) / "big.cxdesk", ROWS)
        try:
            return [_race(project, items)]
        finally:
            project.close()


def rules() -> list[RuleRow]:
    found = []
    for n in range(RULES):
        tests = [
            RuleTest("answer", "Q1", "at_most", (str(n % 3),)),
            RuleTest("answer", f"Q{2 + n % 12}", "below", (str(2 + n % 3),)),
        ]
        if n % 2:
            tests.append(RuleTest("account", "segment", "is", (f"Segment {n % 6}",)))
        spec = checked(RuleSpec(f"Rule {n}", tuple(tests)))
        found.append(RuleRow(n + 1, n, True, spec, None, None))
    return found


def _race(project: Project, items: dict[str, int]) -> Result:
    rows = rules()
    frame = project.read(counted, 1, list(items.values()), facts=["account_key"])
    keys = {n: [f"AL-{k}" for k in range(140) if k % 6 == n] for n in range(6)}

    def plain() -> pl.DataFrame:
        parts = []
        for n in range(RULES):
            one = (pl.col(f"i{items['Q1']}") <= n % 3) & (pl.col(f"i{items[f'Q{2 + n % 12}']}") < 2 + n % 3)
            parts.append((one & pl.col("account_key").is_in(keys[n % 6])) if n % 2 else one)
        hits = frame.lazy().select(p.alias(f"r{n}") for n, p in enumerate(parts)).collect()
        first = pl.coalesce(*(pl.when(pl.col(f"r{n}")).then(pl.lit(n)) for n in range(RULES)))
        return frame.with_columns(hits.select(first.alias("rule")).to_series()).filter(
            pl.col("rule").is_not_null()
        )

    found, looked_at = project.read(matches, 1, rows, "first")
    assert found.height == plain().height
    told = project.read(dry_run, rows)
    assert told.opening == found.height
    say(f"{RULES} rules mean {found.height:,} of {looked_at:,} responses")
    return race(
        f"{RULES} rules over {looked_at:,} responses",
        lambda: project.read(matches, 1, rows, "first"),
        plain,
        2.0,
        times=9,
    )
