"""Rules of good typing and one word for one thing, for every translation there is."""

import re
from functools import cache

import pytest

from tests.support import translations

QUOTES = {"nl": "“”", "hu": "„”", "uk": "«»", "fa": "«»"}
DASHES = re.compile(r"\s–\s")
PLACE = re.compile(r"\{[a-z_]+\}")
# Words of a person or of a file; numbers and the program's own words need no direction of their own.
OUTSIDE_WORDS = re.compile(
    r"\{(name|names|text|folder|path|file|files|key|keys|code|column|customer|person|account|title|wording|round)\}"
)
ISOLATED = re.compile("[\u2066\u2068][^\u2069]*\u2069")
# What Qt takes for the endings of files in the name of a filter.
ENDINGS = re.compile(r"\([a-zA-Z0-9_.,*? +;#\-\[\]@{}/!<>$%&=^~:|]*\)$")
QUESTIONS_FOR_CELLS = {"means to…", "customers mean to…"}

# The word on the screen for a word of the field: a stem of it for nl, hu, uk and fa.
GLOSSARY = {
    r"touch points?": ("contactpunt", "kontaktpont", "точ(ок|к|ц)", "نقط[^ ]* تماس|نقاط تماس|نقطه"),
    r"survey rounds?": ("ronde", "kör", "хвил", "نوبت"),
    r"journeys?": ("reis|reiz", "út|uta", "шлях", "سفر"),
    r"margins? of error": ("foutmarge", "hibahatár", "похибк", "حاشیهٔ خطا"),
    r"moments? of truth": ("moment(en)? van de waarheid", "igazság", "момент", "لحظه"),
    r"follow-ups?": ("opvolging", "utánkövetés", "звернен", "پیگیری"),
    r"evidence": ("onderbouw", "bizonyíték", "підтвердж", "شاهد|شواهد"),
    r"drafts?": ("concept", "tervezet", "чернет", "پیش‌نویس"),
    r"sections?": ("sectie", "rész", "розділ", "بخش"),
    r"files?": ("bestand", "fájl", "файл", "پرونده"),
    r"surveys?": ("enquête", "felmér", "опитуван", "نظرسنجی"),
    r"questionnaires?": ("vragenlijst", "kérdőív", "анкет", "پرسش‌نامه"),
    r"questions?": ("vra(ag|gen)", "kérd|megválasz", "запит|відповід|питає", "پرسش|پرسی|پاسخ"),
    r"issues?": ("knelpunt", "problém", "проблем", "مسئله"),
    r"actions?": ("actie", "intézkedés", "ді[яїюйє]", "اقدام"),
    r"quotas?": ("quot", "kvót", "квот", "سهمیه"),
    r"kiosk": ("kiosk", "kioszk", "кіоск", "کیوسک"),
    r"segments?": ("segment", "szegmens", "сегмент", "دسته"),
    r"quadrants?": ("kwadrant", "negyed", "чверт", "ربع"),
    r"lanes?": ("ba(an|nen)", "sáv", "доріж", "ردیف"),
    r"stages?": ("fase", "szakasz", "етап", "مرحله"),
    r"snapshots?": ("momentopname", "pillanatkép", "знім", "نسخه[^ ]* لحظه‌ای"),
    r"findings?": ("bevinding", "megállapít", "виснов", "یافته"),
    r"feelings?": ("gevoel", "érz", "емоці", "احساس"),
    r"backups?": ("reservekopie", "biztonsági mentés", "резервн", "پشتیبان"),
}
# Where another word is right: the program of another firm, or a card that is no card of a map.
OTHERWISE = {
    ("hu", "szakasszá"), ("fa", "جزئیات کمتر"), ("hu", "felmérőprogram"),
    ("fa", "صفحه‌گسترده شمارهٔ پاسخ‌دهندگان"), ("uk", "тут ще ніщо не питає"),
}  # fmt: skip
# A second word for a thing that has one.
OUSTED = {
    "nl": r"\bvrijgegeven|[Vv]errukking|[Oo]penbare beoordeling|quota’s|\b[Zz]ij (vraagt|dient)\b",
    "hu": r"[Kk]iosk|piszkozat|érintkezési pont\b.+\{|éspedig|\bön\b",
    "uk": r"\b[Зз] запитан|[Сс]вітлин|обер[іи]т|\(-?ла\)|зворотний дзвінок",
    "fa": r"فایل|رونوشت|رایانامه|پرسشنامه|درون‌ریزی|برگزید|برگزین|واگرد|پالایه|صافی",
}


@cache
def entries(language: str) -> tuple[tuple[str, str], ...]:
    """Each form of each translation beside its English."""
    found = []
    for message in translations.read(language):
        if message.id:
            said = (message.string,) if isinstance(message.string, str) else message.string
            asked = message.id if isinstance(message.id, str) else message.id[-1]
            found += [(asked, form) for form in said]
    return tuple(found)


@pytest.fixture(params=translations.LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_quotation_marks_are_those_of_the_language_and_come_in_pairs(language: str) -> None:
    opening, closing = QUOTES[language]
    foreign = set("“”„«»‘") - set(QUOTES[language])
    wrong = [
        said
        for asked, said in entries(language)
        if foreign & set(said)
        or said.count(opening) != said.count(closing)
        or ('"' in said and '"' not in asked)
        or "'" in said
        or "ʼ" in said
    ]
    assert not wrong


def test_brackets_and_isolates_come_in_pairs(language: str) -> None:
    wrong = [
        said
        for _asked, said in entries(language)
        if said.count("(") != said.count(")")
        or said.count("\u2066") + said.count("\u2068") != said.count("\u2069")
        or re.search("[\u2066\u2068][^\u2069]*[\u2066\u2068]", said)
    ]
    assert not wrong


def test_spaces_dots_and_dashes_are_typed_as_a_typesetter_would(language: str) -> None:
    wrong = [
        said
        for asked, said in entries(language)
        if ("  " in said.strip() and "  " not in asked.strip())
        or "..." in said
        or re.search(r"\S [,;!?](\s|$)|\S \.(\s|$)|[\d}] %", said)
        or (language == "uk" and DASHES.search(said) and "{before} – {round}" not in said)
    ]
    assert not wrong


def test_sentence_ends_as_its_english_does(language: str) -> None:
    def mark(text: str) -> str:
        end = text.rstrip("\u2069\u200f\u200e ")[-1:].replace("؟", "?")
        return end if end in ".?!:…" else ""

    wrong = [
        (asked, said)
        for asked, said in entries(language)
        if mark(asked) != mark(said) and asked not in QUESTIONS_FOR_CELLS | {"No."}
    ]
    assert not wrong


def test_file_dialogs_can_read_the_endings_of_their_filters(language: str) -> None:
    filters = [said for asked, said in entries(language) if "(*." in asked or "({patterns})" in asked]
    assert filters
    assert [said for said in filters if not ENDINGS.search(PLACE.sub("*.csv", said))] == []


def test_persian_isolates_words_from_outside() -> None:
    naked = [
        said
        for asked, said in entries("fa")
        if "({patterns})" not in asked and OUTSIDE_WORDS.search(ISOLATED.sub("", said))
    ]
    assert not naked


def test_persian_is_typed_with_its_own_letters_and_marks() -> None:
    wrong = []
    for _asked, said in entries("fa"):
        own = PLACE.sub("", ISOLATED.sub("", said))
        if (
            re.search(r"[\u0621-\u06cc»][,;?]", own)
            or re.search("[كيىة٠-٩]", own)
            or re.search(r"(^|\s)ن?می [\u0621-\u06cc]", own)
            or re.search(r"[\u0621-\u06cc] (ها|های|هایی)(\s|$|[.،])", own)
            or "ه‌ی " in own
        ):
            wrong.append(said)
    assert not wrong


def test_ukrainian_has_no_russian_letters() -> None:
    assert [said for _asked, said in entries("uk") if re.search("[ыэёъЫЭЁЪ]", said)] == []


def test_hungarian_article_that_waits_for_a_word_stands_right_before_it() -> None:
    waiting = [said for _asked, said in entries("hu") if "(z)" in said]
    assert waiting
    assert [said for said in waiting if re.search(r"\(z\)(?! „?\{)", said)] == []


@pytest.mark.parametrize("thing", GLOSSARY)
def test_one_thing_has_one_word(thing: str) -> None:
    wrong = []
    for language, word in zip(translations.LANGUAGES, GLOSSARY[thing], strict=True):
        for asked, said in entries(language):
            # What stands in quotation marks may be a word of a file or of another program.
            plain = re.sub(r"“[^”{}]*”|FILE", "", PLACE.sub("", asked))
            if not re.search(rf"\b{thing}\b", plain, re.IGNORECASE) or re.search(word, said, re.IGNORECASE):
                continue
            if not any(lang == language and known in said for lang, known in OTHERWISE):
                wrong.append((language, asked, said))
    assert not wrong


def test_no_translation_has_a_second_word_for_a_thing(language: str) -> None:
    assert [said for _asked, said in entries(language) if re.search(OUSTED[language], said)] == []
