"""LimeSurvey's quotas as quotas of ours: so many respondents who gave these answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from cxdesk.surveys.definition import SectionSpec
from cxdesk.surveys.formats.conditions import meant
from cxdesk.surveys.formats.hints import KEY, read_hint
from cxdesk.surveys.formats.limesurvey_asked import Asked

Row = Mapping[str, str]


def quotas_in(
    quotas: Sequence[Row], members: Sequence[Row], asked: Sequence[Asked], sections: tuple[SectionSpec, ...]
) -> list[dict[str, Any]]:
    """The quotas whose answers are all known here; the others stay in the survey's logic as text."""
    questions = {q.code: q for s in sections for q in s.questions}
    codes = {
        a.qid: str(read_hint(next(iter(a.attributes.get(KEY, {}).values()), "")).get("code") or a.code)
        for a in asked
    }
    found = []
    for quota in quotas:
        own = [m for m in members if m.get("quota_id") == quota.get("id")]
        given: dict[str, list[Any]] = {}
        for member in own:
            q = questions.get(codes.get(member.get("qid", ""), ""))
            known = meant(q) if q is not None else None
            value = known and (known.options if known.question and known.question.kind == "multiple" else known.values).get(member.get("code", ""))  # fmt: skip
            if q is None or value is None or (len(q.items) > 1 and q.kind != "multiple"):
                given = {}
                break
            given.setdefault(q.code, []).append(value)
        most = quota.get("qlimit", "")
        if not given or not most.isdecimal() or len(most) > 9 or quota.get("active", "1") == "0":
            continue
        parts = [_part(code, values, questions[code].kind == "multiple") for code, values in given.items()]
        when = parts[0] if len(parts) == 1 else {"op": "and", "of": parts}
        found.append({"name": quota.get("name", ""), "when": when, "most": int(most), "then": "end"})
    return found


def _part(code: str, values: list[Any], several: bool) -> dict[str, Any]:
    if several:
        return {"op": "ticked" if len(values) == 1 else "all_ticked", "question": code, "value": values}
    if len(values) == 1:
        return {"op": "is", "question": code, "value": values[0]}
    return {"op": "one_of", "question": code, "value": values}
