"""Small LimeSurvey files by the rules of its own exports: questionnaire, answers as XML, and both in an archive."""

import zipfile
from pathlib import Path

Row = dict[str, str]


def table(name: str, rows: list[Row]) -> str:
    fields = "".join(f"<fieldname>{n}</fieldname>" for n in dict.fromkeys(n for r in rows for n in r))
    cells = "".join(
        "<row>" + "".join(f"<{n}><![CDATA[{v}]]></{n}>" for n, v in r.items()) + "</row>" for r in rows
    )
    return f"<{name}><fields>{fields}</fields><rows>{cells}</rows></{name}>"


def document(kind: str, *parts: str) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<document><LimeSurveyDocType>{kind}</LimeSurveyDocType>'
        f"<DBVersion>606</DBVersion>{''.join(parts)}</document>"
    ).encode()


def question(qid: int, kind: str, code: str, **more: str) -> Row:
    return {
        "qid": str(qid), "parent_qid": "0", "sid": "841748", "gid": "3", "type": kind, "title": code,
        "other": "N", "mandatory": "N", "question_order": str(qid), "scale_id": "0", "relevance": "1", **more,
    }  # fmt: skip


def part(qid: int, parent: int, code: str, order: int, scale: int = 0) -> Row:
    return {
        "qid": str(qid), "parent_qid": str(parent), "sid": "841748", "gid": "3", "type": "T", "title": code,
        "question_order": str(order), "scale_id": str(scale), "relevance": "1",
    }  # fmt: skip


QUESTIONS = [
    question(10, "M", "fruit", other="Y"),
    question(11, "F", "rate", mandatory="Y"),
    question(12, "L", "nps"),
    question(13, "Y", "again", relevance="((nps.NAOK > 6))"),
    question(14, "T", "why"),
    question(15, "X", "bye"),
    question(16, "1", "dual"),
    question(17, "R", "order"),
]
PARTS = [
    part(101, 10, "SQ001", 1), part(102, 10, "SQ002", 2),
    part(111, 11, "SQ001", 1), part(112, 11, "SQ002", 2) | {"relevance": "fruit_SQ002 == 'Y'"},
    part(161, 16, "SQ001", 1),
]  # fmt: skip
WORDS = {
    10: ("Which fruit?", "Welches Obst?"), 11: ("Rate us", "Bewerten Sie uns"),
    12: ("How likely are you to <b>recommend</b> us?", "Würden Sie uns empfehlen?"),
    13: ("Again?", "Wieder?"), 14: ("Why?", "Warum?"), 15: ("Goodbye", "Tschüss"), 16: ("Dual", "Doppelt"),
    17: ("Order", "Reihenfolge"), 101: ("Apples", "Äpfel"), 102: ("Pears", "Birnen"), 111: ("Price", "Preis"),
    112: ("Service", "Service"), 161: ("Row", "Zeile"),
}  # fmt: skip
LIKERT = ("Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied")
ANSWERS = [
    *[(100 + n, 11, f"A{n}", words, "0") for n, words in enumerate(LIKERT, 1)],
    *[(200 + n, 12, str(n), str(n), "0") for n in range(11)],
    (300, 16, "A", "Low", "0"), (301, 16, "B", "High", "0"), (302, 16, "X", "Never", "1"), (303, 16, "Z", "Often", "1"),
    (310, 17, "a", "Speed", "0"), (311, 17, "b", "Cost", "0"),
]  # fmt: skip


def lss() -> bytes:
    names = [
        {"qid": str(qid), "question": words[n], "language": lang}
        for qid, words in WORDS.items()
        for n, lang in enumerate(("en", "de"))
    ]
    answers = [
        {"aid": str(a), "qid": str(q), "code": code, "sortorder": str(n), "scale_id": scale}
        for n, (a, q, code, _words, scale) in enumerate(ANSWERS)
    ]
    words = [{"aid": str(a), "answer": text, "language": "en"} for a, _q, _c, text, _s in ANSWERS]
    return document(
        "Survey",
        "<languages><language>en</language><language>de</language></languages>",
        table("answers", answers),
        table("answer_l10ns", words),
        table("groups", [{"gid": "3", "sid": "841748", "group_order": "0", "grelevance": "1"}]),
        table("group_l10ns", [{"gid": "3", "group_name": "About us", "language": "en"}]),
        table("questions", QUESTIONS),
        table("subquestions", PARTS),
        table("question_l10ns", names),
        table("question_attributes", [{"qid": "11", "attribute": "array_filter", "value": "fruit"}]),
        table(
            "surveys", [{"sid": "841748", "language": "en", "additional_languages": "de", "anonymized": "Y"}]
        ),
        table(
            "surveys_languagesettings",
            [{"surveyls_survey_id": "841748", "surveyls_language": "en", "surveyls_title": "Fruit survey"}],
        ),
    )


FACTS = ["id", "submitdate", "lastpage", "startlanguage", "seed"]
PARTS_OF = [
    ("fruit", "10", "SQ001"), ("fruit", "10", "SQ002"), ("fruit", "10", "other"), ("rate", "11", "SQ001"),
    ("rate", "11", "SQ002"), ("nps", "12", ""), ("again", "13", ""), ("why", "14", ""),
]  # fmt: skip
ROWS: list[list[str | None]] = [
    ["1", "2024-03-05 10:11:12", "1", "en", "123456", "Y", "", "", "A5", "A4", "9", "Y", "Good"],
    [
        "2",
        "1980-01-01 00:00:00",
        "1",
        "de",
        "123457",
        "",
        "Y",
        "Kiwi; ripe",
        "A1",
        "A2",
        "3",
        None,
        'He said "no"',
    ],
    ["3", None, "1", "en", "123458", None, None, None, "A3", "", "10", "N", "two\nlines {x}"],
]


def sgqa(qid: str, sub: str) -> str:
    return f"841748X3X{qid}{sub}"


def lsr() -> bytes:
    names = FACTS + [sgqa(qid, sub) for _code, qid, sub in PARTS_OF]
    fields = "".join(f"<fieldname>{n}</fieldname>" for n in names)
    rows = ""
    for row in ROWS:
        told = [(n if n in FACTS else f"_{n}", v) for n, v in zip(names, row, strict=True) if v is not None]
        rows += "<row>" + "".join(f"<{n}><![CDATA[{v}]]></{n}>" for n, v in told) + "</row>"
    return document("Responses", f"<responses><fields>{fields}</fields><rows>{rows}</rows></responses>")


def lsa(path: Path, with_answers: bool = True) -> Path:
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("survey_841748.lss", lss())
        if with_answers:
            book.writestr("survey_841748_responses.lsr", lsr())
        book.writestr("survey_841748_tokens.lst", document("Tokens"))
    return path
