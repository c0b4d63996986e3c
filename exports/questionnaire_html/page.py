"""One self-contained page: texts, rules and script of a survey in it, nothing loaded from anywhere.

The page works from a folder and on phones. It gives a small answer file in the end, which
`responses.answer_file` reads. Texts can do nothing: they stand in a block of JSON, and the script puts them in as
texts. A policy in the head forbids everything but this script and this style, by their hashes.
"""

import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from typing import Any, Final

from cxdesk.i18n import LANGUAGES, NAMES, _, is_rtl, speaking
from cxdesk.paths import resource
from cxdesk.planning.customer_plan import Brand
from cxdesk.surveys.definition import Definition, QuestionSpec
from cxdesk.surveys.formats.own import document_of
from cxdesk.surveys.logic.script import small_script
from cxdesk.surveys.logic.validation import sentences_for
from cxdesk.surveys.looks import look_of
from cxdesk.surveys.queries import shown
from exports.brand import readable, tint

# All that a respondent's browser is told; what a survey is for stays inside.
_SURVEY: Final = ("name", "intro", "thanks")
_SURVEY_SETTINGS: Final = ("randomise_sections", "one_by_one")
_SECTION: Final = ("title", "code", "intro", "settings", "rules")
_QUESTION: Final = ("code", "kind", "text", "scale", "other_of", "required", "hint", "settings", "rules")
_CHOICE: Final = ("code", "label", "declared", "settings")
_ITEM: Final = ("code", "text", "settings")
_PICTURE: Final = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"RIFF": "image/webp",
}


def questionnaire_html(
    definition: Definition,
    languages: Sequence[str],
    brand: Brand,
    version: int,
    survey_code: str,
    pictures: Mapping[str, bytes] | None = None,
    account: str = "",
) -> str:
    """The whole page in these languages, the first one first; `version` is 0 for a draft.

    `pictures` are the assets that options name, `account` is the key of the one customer it is for. The name is part
    of the page's title only.
    """
    spoken = [code for code in languages if code] or [*definition.languages] or ["en"]
    told = _told(definition, spoken, version, survey_code, pictures or {})
    if account:
        told["account"] = account
    # A browser ends the block at "</script", whatever quotes it stands in.
    data = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        data = data.replace(sign, f"\\u{ord(sign):04x}")
    style, script = _style(brand.accent), f"{small_script()}\n{_read('page.js')}"
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    title = escape(shown(definition.name, spoken[0]))
    direction = "rtl" if is_rtl(spoken[0]) else "ltr"
    with speaking(_known(spoken[0])):
        off = escape(_("This page needs JavaScript, which is switched off in this browser."))
    parts = [
        "<!doctype html>",
        f'<html lang="{escape(spoken[0])}" dir="{direction}"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer"><meta name="generator" content="cxdesk">',
        f"<title>{title}</title><style>{style}</style></head><body>",
        f'<div class="wrap"><header>{_logo(brand)}<h1 id="title">{title}</h1><div id="languages"></div></header>',
        f'<main id="main"><noscript><p>{off}</p></noscript></main>',
        f"<footer>{escape(brand.name)}</footer></div>",
        f'<script type="application/json" id="survey">{data}</script>',
        f"<script>{script}</script></body></html>",
    ]
    return "\n".join(parts)


def _told(
    definition: Definition,
    languages: Sequence[str],
    version: int,
    survey_code: str,
    pictures: Mapping[str, bytes],
) -> dict[str, Any]:
    survey = _survey(definition)
    mark = hashlib.sha256(json.dumps(survey, sort_keys=True).encode()).hexdigest()[:12]
    named = pictures_of(definition)
    return {
        "code": survey_code,
        "file": re.sub(r"[^A-Za-z0-9_-]+", "-", survey_code).strip("-")[:40] or "survey",
        "version": version,
        "mark": mark,
        "languages": list(languages),
        "names": {code: NAMES.get(code, code) for code in languages},
        "rtl": [code for code in languages if is_rtl(code)],
        "words": {code: _words(code, definition.promise) for code in languages},
        "sentences": {code: sentences_for(_PLAIN, code) for code in languages},
        "messages": {q.code: own for q in definition.questions if (own := _messages(q, languages))},
        "pictures": {name: url for name in named if (url := _url(pictures.get(name, b"")))},
        "survey": survey,
    }


_PLAIN: Final = QuestionSpec("", "text", {})


def _messages(question: QuestionSpec, languages: Sequence[str]) -> dict[str, dict[str, str]]:
    """What is said of this question otherwise than of others, by language and key."""
    found = {}
    for code in languages:
        plain = sentences_for(_PLAIN, code)
        own = {key: text for key, text in sentences_for(question, code).items() if text != plain[key]}
        if own:
            found[code] = own
    return found


def _survey(definition: Definition) -> dict[str, Any]:
    whole = document_of(definition)
    looks = iter([look_of(e) for e in definition.elements])
    return {
        **_some(whole, _SURVEY),
        "settings": _some(whole["settings"], _SURVEY_SETTINGS),
        "sections": [
            {**_some(s, _SECTION), "elements": [_question(e, next(looks)) for e in s["elements"]]}
            for s in whole["sections"]
        ],
    }


def _question(told: Mapping[str, Any], look: str) -> dict[str, Any]:
    return {
        **_some(told, _QUESTION),
        "look": look,
        "choices": [_some(c, _CHOICE) for c in told["choices"]],
        "items": [
            {**_some(i, _ITEM), "option": _some(i["option"], _CHOICE) if i["option"] else None}
            for i in told["items"]
        ],
    }


def _some(told: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: told[name] for name in names if name in told}


def _words(language: str, promise: str) -> dict[str, str]:
    """What the page itself says."""
    with speaking(_known(language)):
        promised = {
            "anonymous": _("Nobody can see who gave these answers."),
            "confidential": _("Your answers are only shown together with those of others."),
        }
        return {
            "begin": _("Begin"),
            "next": _("Next"),
            "back": _("Back"),
            "finish": _("Finish"),
            "required": _("Required"),
            "choose": _("Choose an answer"),
            "language": _("Language"),
            "place": _("Page {n} of {all}"),
            "expected": _("What you expected"),
            "experienced": _("What you experienced"),
            "move": _("Move the bead"),
            "shared": _("{n} of {total} points shared out"),
            "one_problem": _("One question needs your attention."),
            "problems": _("Questions that need your attention: {n}"),
            "promise": promised.get(promise, ""),
            "by_name": _("We keep your answers with your name, so that we can come back to you."),
            "unkept": _("This browser keeps nothing: answer all questions before you close this page."),
            "thanks": _("Thank you for your answers."),
            "send": _("Save your answers as a file and send it to whom this questionnaire came from."),
            "save": _("Save the answers"),
            "saved": _("Saved as {name}. Send this file back."),
            "or_copy": _("Or copy this text into a message:"),
            "copy": _("Copy the text"),
            "copied": _("Copied."),
            "again": _("Answer once more"),
            "sure": _("The answers on this page will be gone. Have you saved them?"),
        }


def _known(language: str) -> str:
    return language if language in LANGUAGES else "en"


def pictures_of(definition: Definition) -> list[str]:
    """The assets that options name."""
    settings = [c.settings for q in definition.questions for c in q.choices]
    settings += [i.settings for q in definition.questions for i in q.items]
    names = (own.get("picture") for own in settings)
    return list(dict.fromkeys(n for n in names if isinstance(n, str) and n))


def _url(data: bytes) -> str:
    """A picture inside the page; of a kind that is none it is left out."""
    kind = next((kind for sign, kind in _PICTURE.items() if data.startswith(sign)), "")
    return f"data:{kind};base64,{b64encode(data).decode()}" if kind else ""


def _logo(brand: Brand) -> str:
    data = brand.logo or b""
    if data.lstrip().startswith((b"<svg", b"<?xml")):
        url = f"data:image/svg+xml;base64,{b64encode(data).decode()}"  # an image runs no script
    else:
        url = _url(data)
    return f'<img src="{url}" alt="{escape(brand.name)}">' if url else ""


def _style(accent: str) -> str:
    light = readable(accent)
    return (
        _read("page.css")
        .replace("ACCENT_LIGHT", light)
        .replace("SOFT_LIGHT", tint(light, 0.1))
        .replace("ACCENT_DARK", tint(light, 0.5))
    )


@cache
def _read(name: str) -> str:
    return resource("survey", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()
