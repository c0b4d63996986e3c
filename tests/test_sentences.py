"""Sentences with words put in: one full stop at the end, and the Hungarian article that the word asks for."""

from datetime import date

import pytest

from cxdesk import i18n
from cxdesk.sentences import article, ended, sentence


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("híd", "a"), ("Épület", "az"), ("„Ablak”", "az"), ("\u2068Über Kft.\u2069", "az"), ("ügyfél", "az"),
        ("1", "az"), ("2", "a"), ("5", "az"), ("10", "a"), ("15", "a"), ("50", "az"), ("100", "a"), ("500", "az"),
        ("1\u00a0234", "az"), ("12\u00a0345", "a"), ("100\u00a0000", "a"), ("1\u00a0000\u00a0000", "az"),
        ("NPS", "az"), ("KPI", "a"), ("IT", "az"), ("Q1", "a"), ("F12", "az"), ("S", "az"), ("Service", "a"),
        ("Якість", "a"), ("Аналіз", "az"), ("", "a"), ("…", "a"),
    ],
)  # fmt: skip
def test_hungarian_article_is_the_one_people_say(word: str, wanted: str) -> None:
    assert article(word) == wanted


def test_article_of_a_translation_goes_with_the_word_put_in() -> None:
    text = sentence("A(z) {n}. verzió {day} óta a(z) „{name}” része.")
    assert text.format(n="5", day="ma", name="Alap") == "Az 5. verzió ma óta az „Alap” része."
    assert text.format(n="2", day="ma", name="Híd") == "A 2. verzió ma óta a „Híd” része."


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_sentence_that_ends_in_words_put_in_has_one_full_stop(lang: str) -> None:
    with i18n.speaking(lang):
        for name in ("Lift Kft.", "How satisfied are you?", "Kölcsey utca"):
            told = i18n._("{share}.").format(share=name)
            assert not told.replace("\u2068", "").replace("\u2069", "").endswith(("..", "?.")), told
        said = i18n._("Last reviewed on {day}.").format(day=i18n.day(date(2026, 4, 14)))
        assert said.count("..") == 0
        assert said.endswith(".")


def test_dots_that_are_the_words_themselves_stay() -> None:
    assert sentence("In {folder}.").format(folder="..") == "In ..."
    assert sentence("In {folder}, {n}.").format(folder="a.", n="3") == "In a., 3."


def test_text_without_such_a_place_is_a_plain_one() -> None:
    assert type(sentence("{n} rows")) is str
    assert type(sentence("{name}.").format(name="a")) is str
    assert sentence("{n:>3}.").format(n=7) == "  7."


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_words_put_before_a_full_stop_of_the_code_end_in_one(lang: str) -> None:
    with i18n.speaking(lang):
        assert not ended(i18n.day(date(2026, 4, 14))).endswith("..")
        assert ended(f"\u2068{i18n._('Why?')}\u2069").count(".") == 0
        assert ended(i18n._("Why")).endswith(".")


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_language_that_stands_alone_has_a_name_of_its_own(lang: str) -> None:
    with i18n.speaking(lang):
        names = [i18n.language_name(code) for code in i18n.LANGUAGES]
    assert len(set(names)) == len(i18n.LANGUAGES)
    assert not any(name.endswith("ою") for name in names), "the instrumental, as inside a sentence"


def test_the_letter_for_year_never_begins_a_line_after_a_ukrainian_day() -> None:
    assert i18n.day(date(2026, 5, 20), "uk") == "20 травня 2026\u00a0р."
    # Rounds are known by the names of their months, in old files too.
    assert i18n.month(date(2026, 5, 20), "uk") == "травень 2026 р."
