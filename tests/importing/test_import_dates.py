"""Dates and numbers as people of five languages write them, the Persian calendar and digits included."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from cxdesk.importing import dates, detect, mapping, numbers, persian_days, typed
from cxdesk.importing.plan import Typed

FIRST = datetime(2026, 3, 2)


def order(*cells: str) -> str | None:
    found = dates.order_of(enumerate(cells, start=2))
    return found.order if found else None


def imported(path: Path, header: str, rows: list[str]) -> Typed:
    path.write_text(header + "\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return typed.build(mapping.suggest(detect.sniff(path)))


@pytest.mark.parametrize(
    "text",
    [
        "2 maart 2026", "2 mrt. 2026", "Mar 2, 2026", "March 2nd, 2026", "2 March 2026", "2nd of March 2026",
        "Monday, March 2, 2026", "Mon, 2 Mar 2026", "02-Mar-2026", "2-mar-26", "2. März 2026", "2. Mär 2026",
        "2026. március 2.", "2026. márc. 2.", "2 березня 2026 р.", "2 бер. 2026", "۲ مارس ۲۰۲۶", "2026 March 2",
        "۱۱ اسفند ۱۴۰۴", "11 اسفند 1404",
    ],
)  # fmt: skip
def test_a_month_may_be_a_word(text: str) -> None:
    assert order(text, text) == "named"
    assert dates.read(text, "named") == FIRST


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("Mar 2, 2026, 2:05 PM", 14, 5), ("2 maart 2026 om 14:05", 14, 5), ("2. März 2026 um 14:05 Uhr", 14, 5),
        ("2026. március 2. du. 2:05", 14, 5), ("2 березня 2026 р. о 14:05", 14, 5), ("2026. 03. 02. 14:05", 14, 5),
        ("2026-03-02 14h05", 14, 5), ("3/2/2026 12:05 AM", 0, 5), ("2026/3/2 2:05 ب.ظ", 14, 5),
        ("3/2/2026 2:05:00 p.m.", 14, 5),
    ],
)  # fmt: skip
def test_a_time_may_stand_behind_it(text: str, hour: int, minute: int) -> None:
    assert dates.read(text, "month") == FIRST.replace(hour=hour, minute=minute)


@pytest.mark.parametrize(
    ("text", "utc"),
    [("2026-03-02 14:05:00 CET", 13), ("2026-03-02T14:05:00+02:00", 12), ("2026-03-02 14:05 UTC", 14),
     ("3/2/2026 2:05 PM EST", 19), ("2026-03-02T14:05:00.123Z", 14)],
)  # fmt: skip
def test_a_zone_behind_the_time_is_understood(text: str, utc: int) -> None:
    moment = dates.read(text, "month")
    assert moment is not None
    assert moment.astimezone(UTC).hour == utc


def test_years_of_two_digits_have_a_century() -> None:
    assert dates.read("02-03-26", "day") == FIRST
    assert dates.read("02-03-85", "day") == datetime(1985, 3, 2)
    cells = [f"26-03-{n:02d}" for n in range(1, 20)]
    assert order(*cells) == "short year"
    assert dates.read("26-03-02", "short year") == FIRST
    assert order("02-03-26", "13-03-26", "14-04-26", "30-03-26", "21-03-26") == "day"


@pytest.mark.parametrize(
    "text", ["1404/12/11", "1404-12-11", "۱۴۰۴/۱۲/۱۱", "١٤٠٤/١٢/١١", "11/12/1404", "۱۴۰۴-۱۲-۱۱"]
)
def test_persian_years_are_of_the_persian_calendar(text: str) -> None:
    assert order(text, text) == "jalali"
    assert dates.read(text, "jalali") == FIRST


def test_a_column_of_persian_dates_is_read_right_and_said_in_words(tmp_path: Path) -> None:
    rows = [f"R{n},۱۴۰۴/۱۲/{['۰۱', '۱۱', '۲۱'][n % 3]} ۱۴:۰۵,{'۰۱۲۳۴۵۶۷۸۹'[n % 10]}" for n in range(30)]
    done = imported(tmp_path / "fa.csv", "id,Submitted,Would you recommend us?", rows)
    assert done.closed["submitted"][1] == FIRST.replace(hour=14, minute=5)
    when = done.plan.columns[1]
    assert when.reason == "Dates of the Persian calendar"
    assert (
        mapping.date_question(when)
        == "The years are of the Persian calendar: “1404/12/01 14:05” is 2026-02-20."
    )
    assert done.plan.columns[2].kind == "nps"
    assert done.closed["c2"].to_list() == [n % 10 for n in range(30)]
    assert done.problem_count == 0


def test_a_year_of_birth_is_no_date_of_persia(tmp_path: Path) -> None:
    assert order("1985-01-02", "1404-01-02", "1990-05-05") != "jalali"


def test_digits_of_persian_are_codes_and_numbers_too(tmp_path: Path) -> None:
    persian = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
    rows = [f"R{n},{str(n % 3 + 1).translate(persian)},{str(n).translate(persian)}٫۵" for n in range(60)]
    rows += ["R60,1,61.5"]
    done = imported(tmp_path / "codes.csv", "id,Kind of visit,Spend", rows)
    kind, spend = done.plan.columns[1:]
    assert [c.code for c in kind.choices] == [1, 2, 3]
    assert done.closed["c1"].to_list() == [*(n % 3 + 1 for n in range(60)), 1]
    assert spend.kind == "number"
    assert done.closed["c2"].to_list() == [*(n + 0.5 for n in range(60)), 61.5]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1.234,5", "12,25"], [1234.5, 12.25]),
        (["1 234,5", "1\u00a0000,25"], [1234.5, 1000.25]),
        (["1’234.5", "1'000.25"], [1234.5, 1000.25]),
        (["1,234.5", "1,000,000.25"], [1234.5, 1000000.25]),
        (["25 %", "12.5%"], [25, 12.5]),
        (["€ 1.234,50", "12,00 €"], [1234.5, 12]),
        (["4.34E+09", "1.5"], [4.34e9, 1.5]),
        (["4,34E+09", "1,5"], [4.34e9, 1.5]),
        (["۱۲۳٬۴۵۶٫۵", "۲۵٪"], [123456.5, 25]),
        (["−5", "5.25"], [-5, 5.25]),
    ],
)
def test_numbers_are_read_as_they_are_written(cells: list[str], expected: list[float]) -> None:
    decimal = numbers.decimal_of(cells)
    assert decimal is not None
    assert [numbers.read(c, decimal) for c in cells] == expected


def test_columns_of_persian_dates_give_at_once_what_each_gives_alone() -> None:
    cells = [f"{year}/{month:02d}/{day:02d} 14:05" for year in range(1370, 1431) for month in range(1, 13)
             for day in (1, 15, 29, 30, 31)]  # fmt: skip
    cells += ["۱۴۰۴/۱۲/۱۱", "1404-12-11T01:02:03", "1404/13/01", "1404/12/11 25:00", "2026/03/02", "x"]
    quick = pl.DataFrame({"c": cells}).select(persian_days.moments(pl.col("c"))).to_series().to_list()
    alone = [dates.read(c, "jalali") for c in cells]
    differ = [(c, q, a) for c, q, a in zip(cells, quick, alone, strict=True) if q is not None and q != a]
    assert differ == []
    missed = [c for c, q, a in zip(cells, quick, alone, strict=True) if q is None and a is not None]
    assert all("/12/30" in c or c.startswith("2026") for c in missed)


def test_keys_that_a_spreadsheet_shortened_are_named(tmp_path: Path) -> None:
    rows = [f"R{n},4340{n:06d}00,good" for n in range(30)] + ["R30,4.34E+09,good"]
    done = imported(tmp_path / "keys.csv", "id,Account key,Why", rows)
    assert done.closed["account_key"][30] == "4.34E+09"
    assert [(p.row, p.column) for p in done.problems] == [(32, "Account key")]
    assert "its last digits are lost" in done.problems[0].sentence
