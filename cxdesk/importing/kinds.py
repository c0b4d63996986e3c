"""What one column is most likely to be: an ordered list of rules, each looking at the heading and the cells."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from cxdesk.i18n import N_, _
from cxdesk.importing import choice_kinds, fact_kinds, personal, rating_kinds
from cxdesk.importing.plan import ChoicePlan, ColumnPlan, Declared, Fields, SourceColumn, key_of
from cxdesk.importing.profile import Profile
from cxdesk.responses.schema import DECLARED

# What a column counts as, beside its kind on the mapping page.
REASONS: Final[dict[str, str]] = {
    "nps": N_("Would recommend us"),
    "scale": N_("% satisfied"),
    "single": N_("Shares of answers"),
    "multiple": N_("Shares of answers"),
    "number": N_("Mean"),
    "date": N_("Date"),
    "text": N_("Comment"),
    "identifier": N_("Kept as it is"),
    "pseudonym": N_("Same person, same word"),
    "account_key": N_("Joins customer list"),
    "respondent_key": N_("Tells responses apart"),
    "started": N_("When it was started"),
    "submitted": N_("When it was sent"),
    "finished": N_("Which rows count"),
    "status": N_("Which rows count"),
    "language": N_("Filter"),
    "channel": N_("Filter"),
    "consent_quote": N_("May be quoted"),
    "over_quota": N_("Kept as it is"),
    "leave_out": N_("Not needed"),
}

Rule = Callable[[SourceColumn, Profile], Fields | None]


def propose(column: SourceColumn, profile: Profile) -> ColumnPlan:
    """The plan for a column, before its neighbours are looked at."""
    for rule in _RULES:
        found = rule(column, profile)
        if found is not None:
            return _plan_of(column, profile, found)
    return _plan_of(column, profile, {"kind": "text"})


def as_kind(column: SourceColumn, profile: Profile, kind: str) -> ColumnPlan:
    """The plan when the person says what a column is; its details are found to fit."""
    return _plan_of(column, profile, _fields_of(column, profile, kind))


def reason_of(kind: str) -> str:
    """What a column of that kind counts as."""
    return _(REASONS[kind])


def _plan_of(column: SourceColumn, profile: Profile, found: Fields) -> ColumnPlan:
    """A plan from what a rule found."""
    kind = found["kind"]
    needs_word = "date" in found and found["date"].order == "undecided"
    found["blanks"] = tuple(dict((*column.blanks, *found.get("blanks", ()))).items())
    why = found.pop("reason", REASONS[kind])
    reason = _("Day or month first?") if needs_word else _(why)
    return ColumnPlan(
        key=key_of(column.position),
        position=column.position,
        header=column.header,
        text=column.text,
        code=column.code,
        source_id=column.source_id,
        samples=profile.samples,
        reason=reason,
        needs_word=needs_word,
        group=column.group,
        group_text=column.group_text,
        label=column.label,
        **found,
    )


def _fields_of(column: SourceColumn, profile: Profile, kind: str) -> Fields:
    """What a kind needs to know, from the cells."""
    maker = _MAKERS.get(kind)
    return (maker(column, profile) if maker else None) or {"kind": kind}


def _declared(column: SourceColumn, profile: Profile) -> Fields | None:
    """What the source says of a column stands; only what it leaves open is found from the cells."""
    told = column.declared
    if told is None or (personal.is_open(told.kind) and personal.kind_of(column, profile)):
        return None
    if not told.kind:
        return _partly_declared(column, profile, told)
    found = _fields_of(column, profile, told.kind)
    stated: Fields = {
        "scale": told.scale,
        "choices": told.choices,
        "ticked": told.ticked,
        "unticked": told.unticked,
        "options": told.options,
        "blanks": told.blanks,
        "date": told.date,
    }
    found |= {name: value for name, value in stated.items() if value}
    if told.kind == "multiple":
        found |= {"separator": told.separator}
        found.pop("options", None) if not told.options else None
        if told.separator and not told.options:
            found |= choice_kinds.split_by(told.separator, column, profile, sure=True) or {}
    if told.kind == "number" and told.decimal != ".":
        found["decimal"] = told.decimal
    return found | {
        "empty": told.empty,
        "other_of": told.other_of,
        "question": told.question,
        "tells_finished": told.tells_finished,
    }


def _partly_declared(column: SourceColumn, profile: Profile, told: Declared) -> Fields:
    """Only the missing values are told: the kind is found from the other cells."""
    gone = {c.value for c in told.choices}
    values = {v: n for v, n in profile.values.items() if v not in gone}
    less = sum(n for v, n in profile.values.items() if v in gone)
    seen = replace(
        profile,
        values=values,
        distinct=profile.distinct - len(profile.values) + len(values),
        filled=profile.filled - less,
        cells=profile.cells.set(profile.cells.is_in(list(gone)), ""),
    )
    rules = (rule(replace(column, declared=None), seen) for rule in _RULES[1:])
    found: Fields = next((f for f in rules if f is not None), {"kind": "text"})
    if found["kind"] in ("nps", "scale", "single", "number"):
        chosen: tuple[ChoicePlan, ...] = found.get("choices", ())
        kept = (c for c in chosen if c.value not in gone)
        return found | {"choices": (*kept, *told.choices)}
    return found | {"blanks": (*found.get("blanks", ()), *((c.value, DECLARED) for c in told.choices))}


def _declared_role(column: SourceColumn, profile: Profile) -> Fields | None:
    if column.role == "personal":
        reason = personal.WORDS.get(personal.kind_of(column, profile), N_("Personal data"))
        return {"kind": "leave_out", "personal": True, "reason": reason}
    if column.role == "made":
        return {"kind": "leave_out", "reason": N_("Made from other answers")}
    if column.role in ("account_key",) and not profile.filled:
        return {"kind": "leave_out", "reason": N_("No answers")}
    if column.role:
        return _fields_of(column, profile, column.role)
    return None


def _empty(column: SourceColumn, profile: Profile) -> Fields | None:
    return {"kind": "leave_out", "reason": N_("No answers")} if not profile.filled else None


def _personal(column: SourceColumn, profile: Profile) -> Fields | None:
    kind = personal.kind_of(column, profile)
    return {"kind": "leave_out", "personal": True, "reason": personal.WORDS[kind]} if kind else None


_RULES: Final[tuple[Rule, ...]] = (
    _declared,
    _declared_role,
    _empty,
    _personal,
    fact_kinds.fact,
    fact_kinds.consent,
    rating_kinds.rating,
    fact_kinds.date,
    fact_kinds.identifier,
    choice_kinds.number,
    choice_kinds.several_in_a_cell,
    choice_kinds.choice,
)
_MAKERS: Final[dict[str, Rule]] = {
    "nps": rating_kinds.nps,
    "scale": rating_kinds.scale_of,
    "single": choice_kinds.single,
    "multiple": choice_kinds.multiple,
    "number": choice_kinds.number,
    "date": fact_kinds.moment("date"),
    "started": fact_kinds.moment("started"),
    "submitted": fact_kinds.moment("submitted"),
}
