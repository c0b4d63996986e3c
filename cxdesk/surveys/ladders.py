"""Answers in words that stand for a row of numbers, from worst to best, and words that decline to answer."""

import re
from collections.abc import Iterable
from typing import Final

# One ladder per line, low end first; "/" parts rungs, "|" words for the same rung.
_ENGLISH: Final = (
    "very dissatisfied|extremely dissatisfied|completely dissatisfied/dissatisfied|somewhat dissatisfied"
    "/neither satisfied nor dissatisfied|neutral|neither/satisfied|somewhat satisfied"
    "/very satisfied|extremely satisfied|completely satisfied",
    "extremely dissatisfied|very dissatisfied/moderately dissatisfied|dissatisfied/slightly dissatisfied"
    "|somewhat dissatisfied/neither satisfied nor dissatisfied|neutral/slightly satisfied|somewhat satisfied"
    "/moderately satisfied|satisfied/extremely satisfied|very satisfied",
    "very unsatisfied/unsatisfied/neutral/satisfied/very satisfied",
    "not at all satisfied/not so satisfied|slightly satisfied/somewhat satisfied|moderately satisfied"
    "/very satisfied/extremely satisfied",
    "strongly disagree|completely disagree|totally disagree/disagree|somewhat disagree/neither agree nor disagree"
    "|neutral|neither|undecided/agree|somewhat agree/strongly agree|completely agree|totally agree",
    "strongly disagree/disagree/somewhat disagree|slightly disagree/neither agree nor disagree|neutral"
    "/somewhat agree|slightly agree/agree/strongly agree",
    "very unlikely|extremely unlikely/unlikely|somewhat unlikely/neither likely nor unlikely|neutral"
    "/likely|somewhat likely/very likely|extremely likely",
    "extremely unlikely/moderately unlikely/slightly unlikely/neither likely nor unlikely/slightly likely"
    "/moderately likely/extremely likely",
    "not at all likely/not so likely|slightly likely/somewhat likely|moderately likely/very likely/extremely likely",
    "very difficult|extremely difficult/difficult|somewhat difficult/neither easy nor difficult|neutral"
    "/easy|somewhat easy/very easy|extremely easy",
    "extremely difficult/moderately difficult/slightly difficult/neither easy nor difficult/slightly easy"
    "/moderately easy/extremely easy",
    "not at all easy/not so easy|slightly easy/somewhat easy|moderately easy/very easy/extremely easy",
    "very poor|very bad|terrible/poor|bad/fair|average|acceptable|neutral|ok|okay/good/very good|excellent",
    "poor/fair/good/very good/excellent",
    "far below average/below average|somewhat below average/average/above average|somewhat above average"
    "/far above average",
    "very low quality/low quality/neither high nor low quality/high quality/very high quality",
    "never/rarely|seldom/sometimes|occasionally/often|usually|frequently/always|very often",
    "never/sometimes/about half the time/most of the time/always",
    "not at all important|not important/slightly important|of little importance/moderately important|neutral"
    "|somewhat important/important|very important/extremely important",
    "not at all important/not so important/somewhat important/very important/extremely important",
    "very unfavorably|very unfavourably/somewhat unfavorably|somewhat unfavourably"
    "/neither favorably nor unfavorably (neutral)|neither favorably nor unfavorably"
    "|neither favourably nor unfavourably|neutral/somewhat favorably|somewhat favourably"
    "/very favorably|very favourably",
    "dislike a great deal/dislike somewhat/neither like nor dislike/like somewhat/like a great deal",
    "dislike/neither like nor dislike|neutral/like",
    "unwilling/neutral/willing",
    "much worse/worse|somewhat worse/about the same|the same/better|somewhat better/much better",
)
_DUTCH: Final = (
    "zeer ontevreden|heel ontevreden|erg ontevreden/ontevreden/neutraal|niet tevreden, niet ontevreden"
    "|niet tevreden en niet ontevreden|niet tevreden/niet ontevreden/tevreden/zeer tevreden|heel tevreden|erg tevreden",
    "helemaal oneens|helemaal mee oneens|zeer mee oneens|volledig mee oneens/oneens|mee oneens"
    "/neutraal|niet eens, niet oneens|niet mee eens, niet mee oneens|noch eens, noch oneens/eens|mee eens"
    "/helemaal eens|helemaal mee eens|zeer mee eens|volledig mee eens",
    "zeer moeilijk|heel moeilijk|erg moeilijk/moeilijk/neutraal|niet makkelijk, niet moeilijk"
    "/makkelijk|gemakkelijk|eenvoudig/zeer makkelijk|heel makkelijk|erg makkelijk|zeer gemakkelijk|zeer eenvoudig",
    "zeer onwaarschijnlijk|heel onwaarschijnlijk/onwaarschijnlijk/neutraal|misschien/waarschijnlijk"
    "/zeer waarschijnlijk|heel waarschijnlijk",
    "nooit/zelden/soms|af en toe/vaak|regelmatig/altijd",
    "zeer slecht|heel slecht/slecht/matig|redelijk|voldoende|neutraal/goed/zeer goed|heel goed|uitstekend",
    "helemaal niet belangrijk|totaal niet belangrijk|zeer onbelangrijk/niet belangrijk|onbelangrijk"
    "|niet zo belangrijk/neutraal|enigszins belangrijk|redelijk belangrijk/belangrijk"
    "/zeer belangrijk|heel belangrijk|erg belangrijk",
)
_GERMAN: Final = (
    "sehr unzufrieden|äußerst unzufrieden/unzufrieden|eher unzufrieden/neutral|teils, teils|teils/teils"
    "|weder zufrieden noch unzufrieden/zufrieden|eher zufrieden/sehr zufrieden|äußerst zufrieden",
    "stimme überhaupt nicht zu|stimme gar nicht zu|trifft überhaupt nicht zu|trifft gar nicht zu"
    "/stimme nicht zu|stimme eher nicht zu|trifft nicht zu|trifft eher nicht zu/neutral|teils, teils|weder noch"
    "|unentschieden/stimme zu|stimme eher zu|trifft zu|trifft eher zu"
    "/stimme voll zu|stimme voll und ganz zu|stimme völlig zu|trifft voll zu|trifft voll und ganz zu",
    "sehr schwierig|sehr schwer/schwierig|schwer|eher schwierig/neutral|teils, teils|weder einfach noch schwierig"
    "/einfach|leicht|eher einfach/sehr einfach|sehr leicht",
    "sehr unwahrscheinlich|äußerst unwahrscheinlich/unwahrscheinlich|eher unwahrscheinlich/neutral|vielleicht"
    "/wahrscheinlich|eher wahrscheinlich/sehr wahrscheinlich|äußerst wahrscheinlich",
    "nie|niemals/selten/manchmal|gelegentlich/oft|häufig/immer",
    "sehr schlecht|mangelhaft/schlecht|ausreichend/mittelmäßig|befriedigend|durchschnittlich|neutral/gut"
    "/sehr gut|ausgezeichnet",
    "überhaupt nicht wichtig|sehr unwichtig/nicht wichtig|unwichtig|eher unwichtig/neutral|teils, teils"
    "|mäßig wichtig/wichtig|eher wichtig/sehr wichtig|äußerst wichtig",
)
_HUNGARIAN: Final = (
    "nagyon elégedetlen|teljesen elégedetlen|egyáltalán nem elégedett/elégedetlen|inkább elégedetlen/semleges"
    "|közepesen elégedett|is-is/elégedett|inkább elégedett/nagyon elégedett|teljesen elégedett",
    "egyáltalán nem értek egyet|teljesen nem értek egyet/nem értek egyet|inkább nem értek egyet/semleges"
    "|egyet is értek meg nem is|is-is/egyetértek|inkább egyetértek/teljesen egyetértek|teljes mértékben egyetértek",
    "nagyon nehéz/nehéz|inkább nehéz/semleges|közepes/könnyű|inkább könnyű/nagyon könnyű",
    "nagyon valószínűtlen|egyáltalán nem valószínű/valószínűtlen|nem valószínű/semleges|talán"
    "/valószínű/nagyon valószínű",
    "soha/ritkán/néha|időnként/gyakran/mindig",
    "nagyon rossz/rossz/közepes|megfelelő|elfogadható|semleges/jó/nagyon jó|kiváló|kitűnő",
    "egyáltalán nem fontos/nem fontos|kevésbé fontos/semleges|közepesen fontos/fontos/nagyon fontos",
)
_UKRAINIAN: Final = (
    "дуже незадоволений|дуже незадоволена|зовсім незадоволений|зовсім незадоволена"
    "|повністю незадоволений|повністю незадоволена/незадоволений|незадоволена|скоріше незадоволений"
    "|скоріше незадоволена/нейтрально|ні задоволений, ні незадоволений|ні задоволена, ні незадоволена"
    "/задоволений|задоволена|скоріше задоволений|скоріше задоволена/дуже задоволений|дуже задоволена"
    "|повністю задоволений|повністю задоволена",
    "зовсім не згоден|зовсім не згодна|категорично не згоден|категорично не згодна|повністю не згоден"
    "|повністю не згодна/не згоден|не згодна|скоріше не згоден|скоріше не згодна/нейтрально"
    "|ні згоден, ні не згоден|важко сказати/згоден|згодна|скоріше згоден|скоріше згодна"
    "/повністю згоден|повністю згодна|цілком згоден|цілком згодна",
    "дуже важко|дуже складно/важко|складно|скоріше складно/нейтрально|ні легко, ні складно"
    "/легко|скоріше легко/дуже легко",
    "дуже малоймовірно|зовсім малоймовірно|вкрай малоймовірно/малоймовірно/нейтрально|можливо/ймовірно|імовірно"
    "/дуже ймовірно|дуже імовірно",
    "ніколи/рідко/іноді|інколи|час від часу/часто/завжди",
    "дуже погано|жахливо/погано/задовільно|нормально|посередньо|нейтрально/добре/дуже добре|відмінно|чудово",
    "зовсім не важливо|зовсім неважливо/не важливо|неважливо/нейтрально|помірно важливо|частково важливо/важливо"
    "/дуже важливо|надзвичайно важливо",
)
_PERSIAN: Final = (
    "خیلی ناراضی|بسیار ناراضی|کاملا ناراضی/ناراضی|تا حدی ناراضی/نه راضی نه ناراضی|نه راضی و نه ناراضی|متوسط|خنثی"
    "/راضی|تا حدی راضی/خیلی راضی|بسیار راضی|کاملا راضی",
    "کاملا مخالفم|کاملا مخالف|بسیار مخالفم/مخالفم|مخالف|تا حدی مخالفم/نظری ندارم|نه موافق نه مخالف"
    "|نه موافقم نه مخالفم|خنثی|بی تفاوت/موافقم|موافق|تا حدی موافقم/کاملا موافقم|کاملا موافق|بسیار موافقم",
    "خیلی سخت|بسیار سخت|خیلی دشوار|بسیار دشوار/سخت|دشوار/متوسط|نه آسان نه سخت|خنثی/آسان|راحت"
    "/خیلی آسان|بسیار آسان|خیلی راحت",
    "خیلی بعید|بسیار بعید|به هیچ وجه محتمل نیست/بعید|نامحتمل/متوسط|خنثی|شاید/محتمل|احتمالا/خیلی محتمل|بسیار محتمل",
    "هرگز|هیچ وقت/به ندرت|بندرت/گاهی|گاهی اوقات|بعضی وقت ها/اغلب|بیشتر اوقات/همیشه",
    "خیلی بد|بسیار بد|خیلی ضعیف|بسیار ضعیف/بد|ضعیف/متوسط|معمولی/خوب/خیلی خوب|بسیار خوب|عالی",
    "اصلا مهم نیست|به هیچ وجه مهم نیست/مهم نیست|کم اهمیت/متوسط|تا حدی مهم|خنثی/مهم|مهم است"
    "/خیلی مهم|بسیار مهم|خیلی مهم است|بسیار مهم است",
)
_FRENCH: Final = (
    "très insatisfait|très insatisfaite|pas du tout satisfait|pas du tout satisfaite/insatisfait|insatisfaite"
    "|plutôt insatisfait|plutôt insatisfaite|peu satisfait|peu satisfaite/neutre|ni satisfait ni insatisfait"
    "|ni satisfaite ni insatisfaite|ni satisfait, ni insatisfait/satisfait|satisfaite|plutôt satisfait"
    "|plutôt satisfaite/très satisfait|très satisfaite|tout à fait satisfait|tout à fait satisfaite",
    "pas du tout d'accord|pas d'accord du tout|fortement en désaccord/pas d'accord|plutôt pas d'accord|en désaccord"
    "/neutre|ni d'accord ni pas d'accord|ni en accord ni en désaccord|sans opinion/d'accord|plutôt d'accord"
    "/tout à fait d'accord|entièrement d'accord|fortement d'accord",
    "très difficile/difficile|plutôt difficile/neutre|ni facile ni difficile/facile|plutôt facile/très facile",
    "très peu probable|pas du tout probable|très improbable/peu probable|improbable/neutre|peut-être/probable"
    "|plutôt probable/très probable",
    "jamais/rarement/parfois|quelquefois/souvent/toujours",
    "très mauvais|très mauvaise|très médiocre/mauvais|mauvaise|médiocre/moyen|moyenne|passable|correct|neutre"
    "/bon|bonne/très bon|très bonne|excellent|excellente",
    "pas du tout important|pas du tout importante/peu important|peu importante|pas important|pas importante"
    "/neutre|moyennement important|moyennement importante/important|importante|assez important"
    "/très important|très importante|extrêmement important",
)
_SPANISH: Final = (
    "muy insatisfecho|muy insatisfecha|nada satisfecho|nada satisfecha/insatisfecho|insatisfecha|poco satisfecho"
    "|poco satisfecha/neutral|ni satisfecho ni insatisfecho|ni satisfecha ni insatisfecha/satisfecho|satisfecha"
    "|algo satisfecho|algo satisfecha/muy satisfecho|muy satisfecha|totalmente satisfecho|totalmente satisfecha",
    "totalmente en desacuerdo|muy en desacuerdo/en desacuerdo|algo en desacuerdo/neutral"
    "|ni de acuerdo ni en desacuerdo|indeciso/de acuerdo|algo de acuerdo/totalmente de acuerdo|muy de acuerdo",
    "muy difícil/difícil/neutral|ni fácil ni difícil/fácil/muy fácil",
    "muy improbable|nada probable/improbable|poco probable/neutral|quizás|tal vez/probable|algo probable/muy probable",
    "nunca/rara vez|raramente|casi nunca/a veces|algunas veces|de vez en cuando/a menudo|con frecuencia"
    "|frecuentemente|casi siempre/siempre",
    "muy malo|muy mala|pésimo|pésima/malo|mala/regular|aceptable|neutral/bueno|buena/muy bueno|muy buena|excelente",
    "nada importante|sin importancia/poco importante/neutral|algo importante|moderadamente importante/importante"
    "/muy importante|extremadamente importante",
)
_OUR_LINES: Final = (
    *_ENGLISH, *_DUTCH, *_GERMAN, *_HUNGARIAN, *_UKRAINIAN, *_PERSIAN, *_FRENCH, *_SPANISH
)  # fmt: skip
_DECLARED: Final = re.compile(
    r"\bn/a\b|^n\.?a\.?$|not applicable|does not apply|don[’']?t know|do not know|no opinion|prefer not|"
    r"rather not say|weet (ik )?niet|geen mening|n\.?v\.?t\.?$|niet van toepassing|keine angabe|wei(ß|ss) nicht|"
    r"nicht zutreffend|nem tudom|nem válaszol|не знаю|не застосовується|نمی.?دانم|ne sais pas|sans objet|"
    r"non applicable|no s[ée]$|no lo s[ée]|no aplica|ns/nc",
    re.IGNORECASE,
)
_NUMBER_AND_WORDS: Final = re.compile(
    r"\(?([0-9]{1,2})(?:\)\s*|\s*[-–—=:.]\s*|\s+|(?=\())\(?([^\W\d].*?)\)?$"
)
_SAME: Final = str.maketrans({"’": "'", "\u200c": " ", "\u00a0": " ", "ي": "ی", "ك": "ک", "ً": None})


def folded(words: str) -> str:
    """How an answer is compared: without case, with one way to write signs that look alike."""
    return " ".join(words.translate(_SAME).casefold().split())


def _ladder(line: str) -> tuple[tuple[str, ...], ...]:
    """The rungs of a line; "teils/teils" is one word, so that sign is put back."""
    whole = line.replace("teils/teils", "teils\0teils").replace("niet tevreden/niet", "niet tevreden\0niet")
    return tuple(
        tuple(folded(w.replace("\0", "/")) for w in rung.strip().split("|")) for rung in whole.split("/")
    )


_LADDERS: Final = tuple(_ladder(line) for line in _OUR_LINES)


def ladder_of(values: Iterable[str]) -> dict[str, int] | None:
    """The number of each answer when all of them are rungs of one ladder."""
    words = {v: folded(v) for v in values}
    if len(words) < 2:
        return None
    for ladder in _LADDERS:
        number_of = {word: rung for rung, names in enumerate(ladder, start=1) for word in names}
        if all(word in number_of for word in words.values()):
            numbers = {value: number_of[word] for value, word in words.items()}
            # Two answers on one rung would be added together: another ladder may keep them apart.
            if len(set(numbers.values())) == len({*words.values()}):
                return numbers
    return None


def is_rung(value: str) -> bool:
    """Whether an answer stands on any ladder."""
    word = folded(value)
    return any(word in names for ladder in _LADDERS for names in ladder)


def rungs(values: Iterable[str]) -> int:
    """How many rungs the ladder has that these answers stand on."""
    words = [folded(v) for v in values]
    for ladder in _LADDERS:
        places = {w: n for n, names in enumerate(ladder) for w in names}
        if all(w in places for w in words) and len({places[w] for w in words}) == len(set(words)):
            return len(ladder)
    return 0


def number_with_words(value: str) -> tuple[int, str] | None:
    """10 and "Extremely likely" out of "10 - Extremely likely"; None for other cells."""
    found = _NUMBER_AND_WORDS.fullmatch(value.strip())
    return (int(found.group(1)), found.group(2).strip()) if found else None


def declines(value: str) -> bool:
    """Whether an answer says "don't know", "not applicable" or the like."""
    return bool(_DECLARED.search(value))
