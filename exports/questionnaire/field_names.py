"""Names of a form's fields: plain ASCII, the same when the form is made and when it is read."""

import hashlib
import json
import re
from typing import Any

from cxdesk.surveys.definition import Definition
from cxdesk.surveys.formats.own import document_of

FORM = "cxdesk_form"
# For which customer a form is, and the language it was made in; no box shows them.
ACCOUNT, LANGUAGE = "cxdesk_account", "cxdesk_language"
ON = "1"
_LONGEST = 90
_INSIDE = frozenset(
    {
        "key",
        "goal",
        "is_template",
        "template_texts",
        "notes",
        "source",
        "source_id",
        "source_type",
        "sources",
        "logic",
        "pattern",
        "minimum_n",
    }
)


def in_ascii(text: str) -> str:
    """A text of any letters as a field's value, which is plain ASCII."""
    return text.encode("utf-8", "replace").hex()


def of_ascii(value: str) -> str:
    """The text again; nothing where the value is damaged."""
    try:
        return bytes.fromhex(value).decode("utf-8")
    except ValueError:
        return ""


def field_name(question: str, item: str = "", part: str = "") -> str:
    """`WAIT`, `WAIT:WAIT_E`, `DAY!month`; what is not a letter, a digit, _ or - is written as its number."""
    name = _plain(question) + (f":{_plain(item)}" if item else "")
    if len(name) > _LONGEST:
        name = name[: _LONGEST - 13] + "~" + hashlib.sha256(name.encode()).hexdigest()[:12]
    return f"{name}!{part}" if part else name


def definition_code(definition: Definition) -> str:
    """What tells one survey from another, or from the same one after a change."""
    return hashlib.sha256(asked_of(definition).encode("utf-8", "replace")).hexdigest()[:12].upper()


def asked_of(definition: Definition) -> str:
    """All that a respondent can see of a survey; what stays inside may change behind a sheet of paper."""
    return json.dumps(_without(document_of(definition)), sort_keys=True, ensure_ascii=False)


def _without(part: Any) -> Any:
    if isinstance(part, dict):
        return {name: _without(value) for name, value in part.items() if name not in _INSIDE}
    return [_without(value) for value in part] if isinstance(part, list) else part


def _plain(code: str) -> str:
    return re.sub("[^A-Za-z0-9_-]", lambda found: f"~{ord(found[0]):x}~", code)
