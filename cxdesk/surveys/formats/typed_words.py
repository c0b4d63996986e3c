"""What a questionnaire in a document says in words, in the five languages: headings, instructions, answers that are none."""

import re
from typing import Final

_I: Final = re.IGNORECASE
DIGITS: Final = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
# A line of nothing but this asks for words.
BLANK_LINE: Final = re.compile(r"[\s_.…‥\-–—]{4,}")
BOXES: Final = "☐☑☒□❑❒▢◻▫\uf0a8\uf06f\uf071"
RINGS: Final = "○◯⚪◌⭘◦\uf0a1"
BULLETS: Final = "•·▪‣●∙*–—-\uf0b7\uf0a7\uf076"
BULLET: Final = re.compile(
    rf"(?P<box>[{BOXES}]|\[\s?[xX]?\s?\])\s*(?P<a>\S.*)|(?P<ring>[{RINGS}]|\(\s?\))\s*(?P<b>\S.*)"
    rf"|(?:[{re.escape(BULLETS)}]|o(?=[\t ]))[\t ]+(?P<c>\S.*)"
)
SEVERAL_BOXES: Final = re.compile(rf"[{BOXES}{RINGS}]|\[\s\]|\(\s\)")
LETTER: Final = re.compile(r"\(?([^\W\d_])[.)][\t ]*(\S.*)")
NUMBER: Final = re.compile(
    r"(?P<open>\(?)(?P<word>(?:question|vraag|kérdés|питання|запитання|پرسش|سؤال|سوال|q|v|k)\s*\.?\s*)?"
    r"(?P<n>\d{1,3})(?P<part>[a-z]?)(?P<mark>\s*[.):]|\s+[-–—](?=\s)|\t)\s*(?P<rest>\S.*)", _I
)  # fmt: skip
NUMBER_WORD: Final = re.compile(
    r"(?P<n>\d{1,3})\.?\s+(?:kérdés|пытання|питання)\s*[:.]?\s*(?P<rest>\S.*)", _I
)
CODE: Final = re.compile(r"\[?(?P<code>[A-Z][A-Z_]{0,11}\d{1,3}[a-z]?)\]?\s*[.):\t]\s*(?P<rest>\S.*)")
SECTION: Final = re.compile(
    r"#{1,6}\s+(?P<a>\S.*)|(?:section|part|block|deel|sectie|blok|rész|szakasz|blokk|розділ|частина|блок|بخش|قسمت)"
    r"\s+(?:\d{1,2}|[a-zivx]{1,4}|[а-яіїє])\s*(?:[.:)–—-]+\s*(?P<b>\S.*))?$|"
    r"\d{1,2}\.?\s*(?:rész|szakasz|deel)\s*[.:–—-]*\s*(?P<c>\S.*)?$", _I
)  # fmt: skip
QUESTION_END: Final = re.compile(r"[?؟:]\s*$")
REQUIRED: Final = re.compile(
    r"\s*(?:\*+|[\(\[]\s*(?:required|mandatory|verplicht|kötelező|обов[’'ʼ]?язкове?|الزامی|اجباری)\s*[\)\]])\s*$", _I
)  # fmt: skip
SEVERAL: Final = re.compile(
    r"all that apply|select all|check all|tick all|more than one|multiple (?:answers|choice|response)|several answers|"
    r"meerdere antwoord|alles? (?:aan|wat)|meer dan één|több válasz|többet is|minden, ami|összes|"
    r"кілька|декілька|усі,? що|всі,? що|چند گزینه|همه(?:ٔ|‌ی|ی)? موارد|بیش از یک", _I
)  # fmt: skip
ONE: Final = re.compile(
    r"(?:tick|select|choose|mark|pick) (?:only )?(?:one|1)|one answer|single answer|één antwoord|kies één|"
    r"egy választ|egyet jelöl|одну відповідь|один варіант|یک گزینه|یک پاسخ", _I
)  # fmt: skip
RANK: Final = re.compile(
    r"\brank\b|\branking\b|in order of|rangschik|op volgorde|rangsorol|sorrend|ранж|за порядком|за важливістю|"
    r"رتبه|اولویت‌?بندی|به ترتیب", _I
)  # fmt: skip
RECOMMEND: Final = re.compile(r"recommend|aanbeve|aanraden|ajánl|рекоменд|порад|توصیه|پیشنهاد", _I)
SCALE_WORD: Final = re.compile(r"\bscale\b|schaal|skál|шкал|مقیاس", _I)
HOW_MANY: Final = re.compile(
    r"^(?:how many|how much|hoeveel|hány|mennyi|скільки|چند (?!گزینه)|چه تعداد)", _I
)  # fmt: skip
WHEN: Final = re.compile(r"\bdd[./-]mm|\bdate of|^date\b|on which (?:date|day)|datum|dátum|дата|تاریخ", _I)
RANGE: Final = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?:-|–|—|to|tot|до|تا|and|és|és a|-től|\.\.\.?)\s*(\d{1,2})(?!\d)", _I
)
ENDS: Final = re.compile(r"(?<!\d)(\d{1,2})\s*(?:=|:|–|—)\s*([^,;()=]*[^\s,;()=\d])")
NUMBERS_LINE: Final = re.compile(r"(?P<low>\D*?)(?P<row>\d{1,2}(?:[\s|/·]+\d{1,2}){2,})(?P<high>\D*)")
OTHER: Final = re.compile(
    r"^(?:other|anders|andere|overig|egyéb|más|інше|інший|інша|سایر|غیره|موارد دیگر)\b", _I
)
TO_WRITE: Final = re.compile(r"[\s:]*[_.…]{3,}\s*$")
NO_ANSWER: Final = re.compile(
    r"^(?:don[’']?t know|do not know|no opinion|not applicable|n/?a|weet (?:ik )?niet|niet van toepassing|n\.?v\.?t\.?|"
    r"geen mening|nem tudom|nem releváns|не знаю|не застосовно|не стосується|نمی‌?دانم|کاربرد ندارد|مربوط نیست)\b", _I
)  # fmt: skip
NONE: Final = re.compile(
    r"^(?:none of|nothing of|geen van|egyik sem|жодн|нічого з|هیچ‌?کدام|هیچ یک)", _I
)  # fmt: skip
YES_NO: Final = frozenset(
    frozenset(pair)
    for pair in (("yes", "no"), ("ja", "nee"), ("igen", "nem"), ("так", "ні"), ("بله", "خیر"), ("بله", "نه"))
)
GO_TO: Final = re.compile(
    r"\s*[\(\[]?\s*(?:[→➔➜➝⇒>]+|-+>|(?:if so,? )?(?:go|skip|continue|jump)(?: on)? to|ga (?:verder |door )?naar|"
    r"ugr(?:ás|orjon)(?: a(?:z)?)?|tovább a(?:z)?|перейдіть до|переходьте до|برو(?:ید)? به|به)\s*"
    r"(?:question|vraag|питання|запитання|پرسش|سؤال|سوال)?\s*(?P<code>[A-Za-z]{0,3}\d{1,3}[a-z]?)\.?"
    r"(?:\s*kérdés\w*|\s*بروید)?\s*[\)\]]?\s*$", _I
)  # fmt: skip
