"""Scales in words: which way up they stand, in eight languages."""

from pathlib import Path

import pytest

from cxdesk.importing import detect, mapping, typed
from cxdesk.surveys.ladders import declines, ladder_of, rungs

LADDERS = {
    "en satisfaction": "Very dissatisfied/Dissatisfied/Neither satisfied nor dissatisfied/Satisfied/Very satisfied",
    "en seven": "Extremely unlikely/Moderately unlikely/Slightly unlikely/Neither likely nor unlikely/Slightly likely"
    "/Moderately likely/Extremely likely",
    "en frequency": "Never/Sometimes/About half the time/Most of the time/Always",
    "nl satisfaction": "Zeer ontevreden/Ontevreden/Niet tevreden, niet ontevreden/Tevreden/Zeer tevreden",
    "nl agreement": "Helemaal mee oneens/Mee oneens/Neutraal/Mee eens/Helemaal mee eens",
    "nl importance": "Helemaal niet belangrijk/Niet belangrijk/Neutraal/Belangrijk/Zeer belangrijk",
    "de satisfaction": "Sehr unzufrieden/Unzufrieden/Teils/teils/Zufrieden/Sehr zufrieden",
    "de likelihood": "Sehr unwahrscheinlich/Unwahrscheinlich/Vielleicht/Wahrscheinlich/Sehr wahrscheinlich",
    "hu satisfaction": "Nagyon elégedetlen/Elégedetlen/Semleges/Elégedett/Nagyon elégedett",
    "hu ease": "Nagyon nehéz/Nehéz/Közepes/Könnyű/Nagyon könnyű",
    "uk agreement": "Повністю не згодна/Не згодна/Нейтрально/Згодна/Повністю згодна",
    "uk frequency": "Ніколи/Рідко/Іноді/Часто/Завжди",
    "fa satisfaction": "خیلی ناراضی/ناراضی/نه راضی نه ناراضی/راضی/خیلی راضی",
    "fa importance": "اصلاً مهم نیست/کم‌اهمیت/متوسط/مهم/خیلی مهم",
    "fr quality": "Très mauvais/Mauvais/Moyen/Bon/Très bon",
    "fr agreement": "Pas du tout d’accord/Plutôt pas d’accord/Neutre/Plutôt d’accord/Tout à fait d’accord",
    "es ease": "Muy difícil/Difícil/Neutral/Fácil/Muy fácil",
    "es agreement": "Totalmente en desacuerdo/En desacuerdo/Ni de acuerdo ni en desacuerdo/De acuerdo/Muy de acuerdo",
}


def words_of(line: str) -> list[str]:
    return [w.replace("\0", "/") for w in line.replace("Teils/teils", "Teils\0teils").split("/")]


@pytest.mark.parametrize("name", LADDERS)
def test_a_ladder_is_counted_from_its_bad_end(name: str) -> None:
    words = words_of(LADDERS[name])
    assert ladder_of(reversed(words)) == {w: n for n, w in enumerate(words, start=1)}
    assert rungs(words) == len(words)


def test_two_answers_of_one_rung_are_no_ladder() -> None:
    assert ladder_of(["Very satisfied", "Completely satisfied", "Neutral"]) is None
    assert ladder_of(["Red", "Blue"]) is None


@pytest.mark.parametrize(
    "words", ["N/A", "Weet ik niet", "Keine Angabe", "Nem tudom", "Не знаю", "نمی‌دانم", "No sé"]
)
def test_words_that_decline_are_no_rung(words: str) -> None:
    assert declines(words)


def test_a_column_of_persian_answers_becomes_a_scale_that_can_be_turned_around(tmp_path: Path) -> None:
    words = LADDERS["fa satisfaction"].split("/")
    path = tmp_path / "پاسخ.csv"
    cells = [f"{n},{words[n % 5]}" for n in range(30)] + ["30,نمی‌دانم"]
    path.write_text("شماره,چقدر راضی هستید؟\n" + "\n".join(cells) + "\n", encoding="utf-8")
    plan = mapping.suggest(detect.sniff(path))
    column = plan.columns[1]
    assert column.kind == "scale"
    assert column.scale is not None
    assert (column.scale.low, column.scale.high, column.scale.reversed) == (1, 5, False)
    assert (column.scale.low_label, column.scale.high_label) == (words[0], words[4])
    done = typed.build(plan)
    assert done.closed["c1"].to_list() == [n % 5 + 1 for n in range(30)] + [99]
    assert done.closed["bc1"].to_list() == [0] * 30 + [4]
    turned = mapping.with_scale(plan, "c1", 1, 5, is_reversed=True).column("c1")
    assert turned.scale is not None
    assert turned.scale.reversed
