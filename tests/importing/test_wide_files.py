"""A file of very many columns: each is told by as few of its cells as tell it, and by no others than before."""

import random
from pathlib import Path
from typing import Any

import pytest

from cxdesk.importing import detect, kinds, mapping, numbers, personal, scales
from cxdesk.importing.profile import profiles

WORDS = ["the", "fitter", "came", "late", "but", "was", "kind", "and", "explained", "what", "went", "wrong"]


def test_a_column_of_words_is_told_by_its_first_cells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(1)
    path = tmp_path / "wide.csv"
    rows = [",".join(" ".join(chance.sample(WORDS, 5)) for _n in range(3)) for _row in range(400)]
    path.write_text("Q1,Q2,Q3\n" + "\n".join(rows), encoding="utf-8")
    asked: dict[str, int] = {}
    for module, name in ((scales, "declines"), (numbers, "undressed")):
        real = getattr(module, name)

        def counted(value: str, real: Any = real, name: str = name) -> Any:
            asked[name] = asked.get(name, 0) + 1
            return real(value)

        monkeypatch.setattr(module, name, counted)
    plan = mapping.suggest(detect.sniff(path))
    assert [c.kind for c in plan.columns] == ["text"] * 3
    assert asked["declines"] < 3 * 50
    assert asked["undressed"] < 3 * 100


@pytest.mark.parametrize("seed", range(12))
def test_the_first_cells_say_what_all_of_them_would(seed: int) -> None:
    chance = random.Random(seed)
    kinds_ = ("12", "1.5", "1,5", "1.234", "€ 3", "word", "a@b.example", "10 - likely", "12,5 %")
    some = chance.sample(kinds_, chance.randint(1, 3))
    cells = [chance.choice(some) for _n in range(chance.randint(1, 60))] + ["7"] * chance.choice((0, 5, 100))
    bare = [numbers.undressed(c) for c in cells]
    point = sum(bool(numbers._POINT.match(c)) for c in bare)
    comma = sum(bool(numbers._COMMA.match(c)) for c in bare)
    wanted = None if max(point, comma) < 0.95 * len(cells) else "," if comma > point else "."
    assert numbers.decimal_of(cells) == wanted
    mail = personal._LOOKS["mail"]
    assert personal._are_mostly(cells, mail) == (personal._share(cells, mail) > personal.SURE)


def test_longest_and_first_cells_are_those_that_hold_something(tmp_path: Path) -> None:
    path = tmp_path / "few.csv"
    path.write_text("A,B\n  ,x\n#N/A,\n abc ,y\nab,x\nabc,z\n", encoding="utf-8")
    first, second = profiles(detect.sniff(path)).values()
    assert (first.longest, first.samples, first.filled) == (3, ("abc", "ab"), 3)
    assert (second.longest, second.samples, second.distinct) == (1, ("x", "y", "z"), 3)


def test_numbers_with_words_are_a_scale_also_beside_an_answer_that_declines(tmp_path: Path) -> None:
    path = tmp_path / "marks.csv"
    marks = ("0 - Not at all", "5", "10 - Extremely likely", "Don't know", "7", "3")
    path.write_text("Mark\n" + "\n".join(marks * 10), encoding="utf-8")
    detection = detect.sniff(path)
    plan = kinds.propose(detection.columns[0], profiles(detection)["c0"])
    assert (plan.kind, plan.scale.low, plan.scale.high) == ("scale", 0, 10)  # type: ignore[union-attr]
    assert [c.value for c in plan.choices if c.declared] == ["Don't know"]
