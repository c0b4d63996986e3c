"""LimeSurvey's tables as its XML file."""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Final

_ORDER: Final = (
    "answers", "answer_l10ns", "groups", "group_l10ns", "questions", "subquestions", "question_l10ns",
    "question_attributes", "quota", "quota_members", "quota_languagesettings", "surveys", "surveys_languagesettings",
    "survey_url_parameters",
)  # fmt: skip
_UNFIT: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Row = dict[str, str]


def document_of(tables: Mapping[str, list[Row]], languages: tuple[str, ...]) -> bytes:
    """The whole file, in UTF-8: its tables in LimeSurvey's order, those without rows left out."""
    parts = ['<?xml version="1.0" encoding="UTF-8"?>', "<document>"]
    parts += [" <LimeSurveyDocType>Survey</LimeSurveyDocType>", " <DBVersion>606</DBVersion>", " <languages>"]
    parts += [f"  <language>{html.escape(code)}</language>" for code in languages]
    parts.append(" </languages>")
    for name in _ORDER:
        rows = tables.get(name, [])
        if rows:
            fields = dict.fromkeys(f for row in rows for f in row)
            parts += [
                f" <{name}>",
                "  <fields>",
                *(f"   <fieldname>{f}</fieldname>" for f in fields),
                "  </fields>",
                "  <rows>",
            ]
            parts += [line for row in rows for line in _row(row)]
            parts += ["  </rows>", f" </{name}>"]
    return ("\n".join([*parts, "</document>"]) + "\n").encode()


def _row(row: Row) -> Iterator[str]:
    yield "   <row>"
    for name, value in row.items():
        # The end of a CDATA section inside a text is written as two sections.
        own = _UNFIT.sub("", value).replace("]]>", "]]]]><![CDATA[>")
        yield f"    <{name}><![CDATA[{own}]]></{name}>" if own else f"    <{name}/>"
    yield "   </row>"
