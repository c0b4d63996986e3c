"""What headings tell: plain words out of HTML, unique names, and which facts or personal data a name means."""

import re
from typing import Final

from cxdesk.importing.personal_headings import heading_kind
from cxdesk.surveys.formats.words import plain as plain

# Facts about a response, by the whole of a heading without spaces, signs and case.
_FACTS: Final[dict[str, str]] = {
    **dict.fromkeys(("responseid", "respondentid", "response", "recordid", "uniqueid", "recordno", "antwortid",
                     "responsenumber", "submissionid", "respondentnummer", "respid", "respnr", "respno", "respondentnr",
                     "respondentno", "caseid", "caseno", "interviewid", "interviewnr", "interviewno", "válaszazonosító", "idвідповіді", "شناسهپاسخ"),
                    "respondent_key"),
    **dict.fromkeys(("startdate", "starttime", "started", "startedat", "begin", "startzeit", "begintijd"), "started"),
    **dict.fromkeys(("enddate", "endtime", "submitdate", "submitted", "submittedat", "completiontime", "timestamp",
                     "recordeddate", "datesubmitted", "submissiondate", "submissiontime", "completedat",
                     "zeitstempel", "horodateur", "tijdstempel", "időbélyeg", "datecreated"), "submitted"),
    **dict.fromkeys(("finished", "completed", "complete", "iscomplete", "beendet"), "finished"),
    **dict.fromkeys(("language", "userlanguage", "lang", "locale", "startlanguage", "taal", "sprache"), "language"),
    **dict.fromkeys(("channel", "distributionchannel", "collector", "collectortype"), "channel"),
    **dict.fromkeys(("status", "responsestatus", "surveystatus", "disposition", "finaldisposition"), "status"),
    "overquota": "over_quota",
    **dict.fromkeys(("accountkey", "accountid", "accountno", "accountnumber", "account", "accountcode", "acct",
                     "customerkey", "customerid", "customerno", "customernumber", "customercode", "clientid",
                     "clientno", "clientnumber", "companyid", "debtor", "debtornumber", "klantnummer", "klantcode",
                     "kundennummer", "vevőkód", "recipientacct", "externalreference", "externaldatareference",
                     "accountref", "crmid", "ügyfélkód", "ügyfélszám", "ügyfélazonosító", "кодклієнта",
                     "номерклієнта", "кодклиента", "کدمشتری", "شمارهمشتری"), "account_key"),
}  # fmt: skip
LONGEST_CODE: Final = 60
_PLAIN_DATES: Final = frozenset(
    ("date", "datum", "dátum", "дата", "تاریخ", "day", "when", "answeredon", "surveydate")
)
_CONSENT: Final = re.compile(
    r"(may we|can we|permission|agree|consent|ok(ay)? to|mogen wij|dürfen wir).{0,40}(quot|publish|cite|citeren|zitieren)"
    r"|^consent[ _-]?(to[ _-]?)?quote$|^quote[ _-]?consent$|^may[ _-]?quote$",
    re.IGNORECASE,
)
_OPEN: Final = re.compile(
    r"open[- ]ended|open antwoord|offene antwort|réponse ouverte|respuesta abierta|risposta aperta",
    re.IGNORECASE,
)
_NPS: Final = re.compile(
    r"(^|[^a-z])nps([^a-z]|$)|net promoter|recommend|empfehl|aanbevel|aanbeveel|aanraad|aanraden|ajánl|рекоменд|توصیه|پیشنهاد می|"
    r"recommand|recomend|raccomand|consigli(er|ar)|polec|tavsiye",
    re.IGNORECASE,
)
_SCALE: Final = re.compile(
    r"satisf|how (likely|easy|would you rate|good|well|much|often)|\brat(e|ing)\b|agree|effort|\bease\b|score|quality|"
    r"tevred|zufried|eléged|задовол|رضایت|satisf|soddisf|zadowol|memnun|scale of|importan",
    re.IGNORECASE,
)
_ABOUT_PEOPLE: Final = re.compile(
    r"^(wave|round|gender|sex|age|region|locality|country|city|ethnicity|religion|income|education|segment|group|cell|"
    r"quota|month|day|week|year|size|type|category|sector|industry|role|department|language)([^a-z]|$)",
    re.IGNORECASE,
)
_RANK: Final = re.compile(r"\brank(ing)?\b|order of (preference|importance)", re.IGNORECASE)


def unique_names(names: list[str]) -> list[str]:
    """The same names, with a number behind those that were there before; blank ones stay blank."""
    taken = set(names)
    seen: set[str] = set()
    result: list[str] = []
    for name in names:
        shown, n = name, 1
        while name and shown in seen:
            n += 1
            candidate = f"{name} ({n})"
            shown = candidate if candidate not in taken else shown
        seen.add(shown)
        result.append(shown)
    return result


def code_of(name: str) -> str:
    """A short name out of a question's words, the same in every file: tools without codes have no other."""
    if len(name) <= LONGEST_CODE:
        return name
    cut = name[: LONGEST_CODE - 2]
    return cut[: cut.rfind(" ")] + " …" if " " in cut[20:] else cut + "…"


def squeezed(name: str) -> str:
    """A name without case, spaces and signs."""
    return re.sub(r"[\W_]+", "", name).casefold()


def fact(name: str) -> str:
    """The fact about a response that a heading names, or nothing."""
    return _FACTS.get(squeezed(name), "")


def is_plain_date(name: str) -> bool:
    """Whether a heading says no more than that its cells are dates."""
    return squeezed(name) in _PLAIN_DATES


def is_personal(name: str) -> bool:
    """Whether a heading names personal data."""
    return bool(heading_kind(name))


def is_consent(text: str) -> bool:
    """Whether a heading asks if the person may be quoted."""
    return bool(_CONSENT.search(text))


def asks_to_recommend(text: str) -> bool:
    """Whether a heading is the question of the Net Promoter Score."""
    return bool(_NPS.search(text))


def asks_to_rate(text: str) -> bool:
    """Whether a heading asks for a rating."""
    return bool(_SCALE.search(text))


def asks_who(text: str) -> bool:
    """Whether a heading names what people are, not what they think."""
    return bool(_ABOUT_PEOPLE.search(text))


def asks_to_rank(text: str) -> bool:
    """Whether a heading asks for an order, where 1 is best."""
    return bool(_RANK.search(text))


def says_open(label: str) -> bool:
    """Whether a heading says that people wrote the answers themselves."""
    return _OPEN.match(label.strip()) is not None
