"""What one column is most likely to be: an ordered list of rules, each looking at the heading and the cells."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from typing import Any, Final

import polars as pl

from cxdesk.i18n import N_, _
from cxdesk.importing import dates, names, numbers, personal, scales
from cxdesk.importing.plan import (
    ChoicePlan,
    ColumnPlan,
    DatePlan,
    Declared,
    OptionPlan,
    ScalePlan,
    SourceColumn,
)
from cxdesk.importing.profile import Profile
from cxdesk.importing.several import options_in
from cxdesk.importing.states import says_disposition, says_sent_away
from cxdesk.responses.schema import DECLARED, SKIPPED

MOST_CHOICES: Final = 60
MOST_CODES: Final = 15
MOST_OPTIONS: Final = 40
MOST_DATES: Final = 20_000
MOSTLY: Final = 0.9
FEW_DATES: Final = 500
SEPARATORS: Final = (";", "|", "\n", " / ", ", ", ",")
DECLARED_CODES: Final = frozenset((97, 98, 99, 88, 997, 998, 999, -1, -9, -98, -97))
SEEN_UNANSWERED: Final = "-99"

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

MOST_RUNGS: Final = 10
_ZERO_TO_TEN: Final = re.compile(r"(10|[0-9])(\.0+)?$", re.ASCII)
_KEY: Final = re.compile(r"\S*\d\S*$")

Found = dict[str, Any]
Rule = Callable[[SourceColumn, Profile], Found | None]


def propose(column: SourceColumn, profile: Profile) -> ColumnPlan:
    """The plan for a column, before its neighbours are looked at."""
    for rule in _RULES:
        found = rule(column, profile)
        if found is not None:
            return plan_of(column, profile, found)
    return plan_of(column, profile, {"kind": "text"})


def as_kind(column: SourceColumn, profile: Profile, kind: str) -> ColumnPlan:
    """The plan when the person says what a column is; its details are found to fit."""
    return plan_of(column, profile, fields_of(column, profile, kind))


def plan_of(column: SourceColumn, profile: Profile, found: Found) -> ColumnPlan:
    """A plan from what a rule found."""
    kind = found["kind"]
    needs_word = "date" in found and found["date"].order == "undecided"
    found["blanks"] = tuple(dict((*column.blanks, *found.get("blanks", ()))).items())
    why = found.pop("reason", REASONS[kind])
    reason = _("Day or month first?") if needs_word else _(why)
    return ColumnPlan(
        key=f"c{column.position}",
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


def reason_of(kind: str) -> str:
    """What a column of that kind counts as."""
    return _(REASONS[kind])


def _declared(column: SourceColumn, profile: Profile) -> Found | None:
    """What the source says of a column stands; only what it leaves open is found from the cells."""
    told = column.declared
    if told is None or (personal.is_open(told.kind) and personal.kind_of(column, profile)):
        return None
    if not told.kind:
        return _partly_declared(column, profile, told)
    found = fields_of(column, profile, told.kind)
    stated: Found = {
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
            found |= _split_by(told.separator, column, profile, sure=True) or {}
    if told.kind == "number" and told.decimal != ".":
        found["decimal"] = told.decimal
    return found | {
        "empty": told.empty,
        "other_of": told.other_of,
        "question": told.question,
        "tells_finished": told.tells_finished,
    }


def _partly_declared(column: SourceColumn, profile: Profile, told: Declared) -> Found:
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
    found: Found = next((f for f in rules if f is not None), {"kind": "text"})
    if found["kind"] in ("nps", "scale", "single", "number"):
        chosen: tuple[ChoicePlan, ...] = found.get("choices", ())
        kept = (c for c in chosen if c.value not in gone)
        return found | {"choices": (*kept, *told.choices)}
    return found | {"blanks": (*found.get("blanks", ()), *((c.value, DECLARED) for c in told.choices))}


def _declared_role(column: SourceColumn, profile: Profile) -> Found | None:
    if column.role == "personal":
        reason = personal.WORDS.get(personal.kind_of(column, profile), N_("Personal data"))
        return {"kind": "leave_out", "personal": True, "reason": reason}
    if column.role == "made":
        return {"kind": "leave_out", "reason": N_("Made from other answers")}
    if column.role in ("account_key",) and not profile.filled:
        return {"kind": "leave_out", "reason": N_("No answers")}
    if column.role:
        return fields_of(column, profile, column.role)
    return None


def fields_of(column: SourceColumn, profile: Profile, kind: str) -> Found:
    """What a kind needs to know, from the cells."""
    maker = _MAKERS.get(kind)
    return (maker(column, profile) if maker else None) or {"kind": kind}


def _empty(column: SourceColumn, profile: Profile) -> Found | None:
    return {"kind": "leave_out", "reason": N_("No answers")} if not profile.filled else None


def _personal(column: SourceColumn, profile: Profile) -> Found | None:
    kind = personal.kind_of(column, profile)
    return {"kind": "leave_out", "personal": True, "reason": personal.WORDS[kind]} if kind else None


def _fact(column: SourceColumn, profile: Profile) -> Found | None:
    kind = names.fact(column.header)
    if kind in ("started", "submitted") and _date(column, profile) is None:
        return None
    # Many columns are called Status: only one of dispositions says which rows count.
    said = {"finished": lambda v: scales.is_flag(v) or says_sent_away(v), "status": says_disposition}.get(
        kind or ""
    )
    if said is not None and not all(map(said, profile.values)):
        return None
    # A few numbers that stand twice are rows that came twice; many are one person's many answers.
    if kind == "respondent_key" and profile.distinct < MOSTLY * profile.filled:
        return None
    return fields_of(column, profile, kind) if kind else None


def _consent(column: SourceColumn, profile: Profile) -> Found | None:
    if not (names.is_consent(column.text) or names.is_consent(column.header)):
        return None
    return {"kind": "consent_quote"} if all(scales.is_flag(v) for v in profile.values) else None


def _rating(column: SourceColumn, profile: Profile) -> Found | None:
    words = f"{column.header} {column.text} {column.group_text}"
    if names.asks_to_recommend(words) and _share_of_0_to_10(profile) >= MOSTLY:
        # A few stray words or numbers must not take the question out of the scores; they are reported.
        return _nps(column, profile)
    numbers_here = profile.whole_numbers
    if numbers_here is None:
        return _numbered_words(column, profile) or _labelled(column, profile)
    if names.squeezed(column.header) in ("id", "no", "nr", "number", "row", "index", "age", "year"):
        return None
    kept = [n for n in numbers_here if n not in DECLARED_CODES and str(n) != SEEN_UNANSWERED]
    if not kept or kept[0] < 0 or kept[-1] > 11:
        return None
    top = kept[-1]
    if names.asks_to_rank(words) and kept[0] >= 1:
        return _scale(column, profile) | {"scale": ScalePlan(1, max(2, top), reversed=True)}
    if names.asks_to_rate(words) and top >= 2:
        return _scale(column, profile)
    likely = top in (5, 7, 10) and len(kept) >= 3 and not names.asks_who(column.header)
    return _scale(column, profile) if likely else None


def _share_of_0_to_10(profile: Profile) -> float:
    on_scale = sum(n for value, n in profile.values.items() if _ZERO_TO_TEN.match(value.strip()))
    return on_scale / max(1, sum(n for value, n in profile.values.items() if value != SEEN_UNANSWERED))


def _numbered_words(column: SourceColumn, profile: Profile) -> Found | None:
    """Cells such as "10 - Extremely likely" among plain numbers."""
    pairs: dict[str, tuple[int, str]] = {}
    for value in profile.values:
        if value.isdecimal():
            continue
        pair = scales.number_with_words(value)
        if scales.declines(value):
            continue
        if pair is None:
            return None  # most columns end at their first cell: words are no numbers with words
        pairs[value] = pair
    plain = [int(v) for v in profile.values if v.isdecimal() and len(v) < 12]
    read = list(pairs.values())
    if not read or len(read) + len(plain) < 3:
        return None
    high, low = max([n for n, _w in read] + plain), min([n for n, _w in read] + plain)
    if high > 11 or len({n for n, _w in read}) < len(read):
        return None
    labels = dict(read)
    nps = names.asks_to_recommend(f"{column.header} {column.text}") and high <= 10
    scale = ScalePlan(0, 10) if nps else ScalePlan(0 if low == 0 else 1, high)
    scale = ScalePlan(scale.low, scale.high, False, labels.get(scale.low, ""), labels.get(scale.high, ""))
    choices = [ChoicePlan(p[0], v, p[1]) for v, p in pairs.items()]
    choices += [ChoicePlan(n, str(n), str(n)) for n in range(scale.low, scale.high + 1)]
    return {"kind": "nps" if nps else "scale", "scale": scale, "choices": tuple(choices) + _declined(profile)}


def _labelled(column: SourceColumn, profile: Profile) -> Found | None:
    answers = list(islice((v for v in profile.values if not scales.declines(v)), MOST_RUNGS + 1))
    ladder = scales.ladder_of(answers) if profile.complete and len(answers) <= MOST_RUNGS else None
    if ladder is None:
        return None
    high = scales.rungs(answers)
    label = {number: value for value, number in ladder.items()}
    choices = tuple(ChoicePlan(n, v, v) for v, n in sorted(ladder.items(), key=lambda item: item[1]))
    scale = ScalePlan(1, high, False, label.get(1, ""), label.get(high, ""))
    return {"kind": "scale", "scale": scale, "choices": choices + _declined(profile)}


def _declined(profile: Profile) -> tuple[ChoicePlan, ...]:
    words = sorted(v for v in profile.values if scales.declines(v))
    return tuple(ChoicePlan(99 + n, v, v, True) for n, v in enumerate(words))


def _nps(column: SourceColumn, profile: Profile) -> Found:
    return (
        (_numbered_words(column, profile) or {})
        | {"kind": "nps", "scale": ScalePlan(0, 10)}
        | _blanks(profile)
    )


def _scale(column: SourceColumn, profile: Profile) -> Found:
    whole = profile.whole_numbers
    if whole is None:
        worded = _numbered_words(column, profile) or _labelled(column, profile)
        return worded | {"kind": "scale"} if worded else {"kind": "scale", "scale": ScalePlan(1, 5)}
    kept = [n for n in whole if n not in DECLARED_CODES and str(n) != SEEN_UNANSWERED] or [1, 5]
    high = next((h for h in (5, 7, 10) if kept[-1] <= h and kept[-1] >= h - 1), max(kept[-1], 2))
    low = 0 if kept[0] == 0 else 1 if kept[0] > 0 else kept[0]
    declared = tuple(
        ChoicePlan(n, str(n), str(n), True) for n in whole if n in DECLARED_CODES and n not in kept
    )
    return {"kind": "scale", "scale": ScalePlan(low, high), "choices": declared} | _blanks(profile)


def _blanks(profile: Profile) -> Found:
    return {"blanks": ((SEEN_UNANSWERED, SKIPPED),)} if SEEN_UNANSWERED in profile.values else {}


def _date(column: SourceColumn, profile: Profile) -> Found | None:
    order = _order(profile)
    if order is None or (order.order == "excel" and not names.fact(column.header)):
        return None
    persian = {"reason": N_("Dates of the Persian calendar")} if order.order == "jalali" else {}
    return {"kind": "date", "date": order, **persian}


def _order(profile: Profile) -> DatePlan | None:
    """The order of the dates; only day or month first needs every cell, for the one that proves it."""
    step = max(1, min(profile.rows, MOST_DATES) // FEW_DATES)
    some = dates.order_of(_numbered(profile, step))
    enough = profile.filled >= profile.rows // 2
    if step == 1 or (enough and (some is None or some.order in ("iso", "year", "excel"))):
        return some
    return dates.order_of(_numbered(profile, 1))


def _numbered(profile: Profile, step: int) -> list[tuple[int, str]]:
    rows, cells = profile.source_rows.head(MOST_DATES), profile.cells.head(MOST_DATES)
    return list(zip(rows.gather_every(step).to_list(), cells.gather_every(step).to_list(), strict=True))


def _moment(kind: str) -> Callable[[SourceColumn, Profile], Found]:
    def made(column: SourceColumn, profile: Profile) -> Found:
        return (_date(column, profile) or {"date": DatePlan()}) | {"kind": kind}

    return made


def _several_in_a_cell(column: SourceColumn, profile: Profile) -> Found | None:
    return next((found for s in SEPARATORS if (found := _split_by(s, column, profile)) is not None), None)


def _split_by(separator: str, column: SourceColumn, profile: Profile, sure: bool = False) -> Found | None:
    values = [v for v in profile.values if separator in v]
    holding = sum(profile.values[v] for v in values)
    if not sure and (holding < 0.1 * sum(profile.values.values()) or len(values) < 2):
        return None
    counts = options_in(profile.values, separator)
    if not counts or len(counts) > MOST_OPTIONS or max(map(len, counts)) > 80:
        return None
    if separator == "," and not (
        all(p.isdecimal() for p in counts) and any(v.count(",") > 1 for v in values)
    ):
        return None
    repeated = sum(n > 1 for n in counts.values())
    if not sure and (len(counts) >= profile.distinct or repeated < 0.7 * len(counts)):
        return None
    ordered = sorted(counts, key=int) if all(p.isdecimal() for p in counts) else list(counts)
    options = tuple(OptionPlan(f"c{column.position}_{n}", v, v) for n, v in enumerate(ordered, start=1))
    return {"kind": "multiple", "separator": separator, "options": options}


def _multiple(column: SourceColumn, profile: Profile) -> Found:
    if found := _several_in_a_cell(column, profile):
        return found
    separator = next((s for s in SEPARATORS if any(s in v for v in profile.values)), None)
    if column.group or separator is None:
        return {"kind": "multiple", "ticked": ticked_values(profile)}
    return _split_by(separator, column, profile, sure=True) or {"kind": "multiple", "separator": separator}


def ticked_values(profile: Profile) -> tuple[str, ...]:
    """The cells that mean yes."""
    return tuple(v for v in profile.values if not is_unticked(v) and v != SEEN_UNANSWERED)


def is_unticked(value: str) -> bool:
    """Whether a cell of an option says no."""
    return (
        value.casefold() in ("0", "0.0", "unchecked", "not selected", "off")
        or scales.yes_or_no(value) is False
    )


def _number(column: SourceColumn, profile: Profile) -> Found | None:
    decimal = numbers.decimal_of(profile.values)
    if decimal is None or _are_codes(profile):
        return None
    return {"kind": "number", "decimal": decimal}


def _are_codes(profile: Profile) -> bool:
    """Whether whole numbers are so few, or so small, that they stand for answers."""
    whole = profile.whole_numbers
    if whole is None or not profile.complete or profile.distinct > MOST_CODES:
        return False
    kept = [n for n in whole if n not in DECLARED_CODES] or whole
    return kept[0] >= -1000 and (
        kept[-1] <= 20 or (profile.distinct <= profile.filled // 3 and kept[-1] < 1000)
    )


def _identifier(column: SourceColumn, profile: Profile) -> Found | None:
    named = bool(
        re.search(r"(^|[\s_-])(id|uuid|guid|nr|no|number|key|code|token|record)$", column.header, re.I)
    )
    named = named or names.squeezed(column.header) in ("id", "") or column.header.endswith("Id")
    if profile.whole_numbers is not None and _counts_rows(profile):
        return {"kind": "identifier"}
    alone = profile.distinct == profile.filled and profile.filled > 1
    keys = sum(bool(_KEY.match(v)) for v in profile.values) == len(profile.values)
    if profile.whole_numbers is None and numbers.decimal_of(profile.values) is not None:
        return None
    if alone and keys and (named or profile.whole_numbers is None):
        return {"kind": "identifier"}
    return None


def _counts_rows(profile: Profile) -> bool:
    """Whether the cells are the rows' own numbers: all different and close together."""
    if profile.filled < 20 or profile.distinct < profile.filled:
        return False
    values = profile.cells.filter(profile.cells != "").cast(pl.Int64, strict=False)
    low, high = values.min(), values.max()
    return isinstance(low, int) and isinstance(high, int) and high - low < 2 * profile.filled


def _choice(column: SourceColumn, profile: Profile) -> Found | None:
    if any(map(names.says_open, column.cells[1:])):
        # The tool says itself that people wrote this, however few different answers they gave.
        decimal = numbers.decimal_of(profile.values)
        return {"kind": "number", "decimal": decimal} if decimal is not None else None
    if not profile.complete or profile.longest > 80 or not (_few(profile) or _are_codes(profile)):
        return None
    if (
        profile.distinct == profile.filled
        and not all(map(scales.is_flag, profile.values))
        and not _are_codes(profile)
    ):
        return None
    return _single(column, profile)


def _few(profile: Profile) -> bool:
    """Whether there are so few different cells that they must have been offered."""
    return profile.distinct <= min(MOST_CHOICES, max(3, profile.filled // 3))


def _single(column: SourceColumn, profile: Profile) -> Found:
    values = [v for v in profile.values if v != SEEN_UNANSWERED][:MOST_CHOICES]
    return {"kind": "single", "choices": tuple(choices_of(values))} | _blanks(profile)


def choices_of(values: list[str]) -> list[ChoicePlan]:
    """A number for each answer: its own where it is one, 1 and 0 for yes and no, else in the order given."""
    if all(re.fullmatch(r"-?\d{1,4}(\.0+)?", v) for v in values):
        codes = {v: int(float(v)) for v in sorted(values, key=float)}
        return [ChoicePlan(n, v, str(n), n in DECLARED_CODES and len(values) > 2) for v, n in codes.items()]
    if all(scales.yes_or_no(v) is not None for v in values):
        return [ChoicePlan(int(bool(scales.yes_or_no(v))), v, v) for v in sorted(values, key=_no_first)]
    answers = [v for v in values if not scales.declines(v)]
    if all(re.match(r"[<>≥≤$€£+]?\s?\d", v) for v in answers):
        answers.sort(key=_by_numbers)
    declined = [v for v in values if scales.declines(v)]
    found = [ChoicePlan(n, v, v) for n, v in enumerate(answers, start=1)]
    return found + [
        ChoicePlan(n, v, v, True) for n, v in enumerate(declined, start=max(99, len(answers) + 1))
    ]


def _no_first(value: str) -> bool:
    return bool(scales.yes_or_no(value))


def _by_numbers(value: str) -> tuple[float, ...]:
    above = 0.5 if value.lstrip().startswith((">", "≥")) or value.rstrip().endswith("+") else 0.0
    return (*(float(n.replace(",", "")) + above for n in re.findall(r"\d[\d,]*", value)[:2]),)


_RULES: Final[tuple[Rule, ...]] = (
    _declared, _declared_role, _empty, _personal, _fact, _consent, _rating, _date, _identifier, _number,
    _several_in_a_cell, _choice,
)  # fmt: skip
_MAKERS: Final[dict[str, Callable[[SourceColumn, Profile], Found | None]]] = {
    "nps": _nps,
    "scale": _scale,
    "single": _single,
    "multiple": _multiple,
    "number": _number,
    "date": _moment("date"),
    "started": _moment("started"),
    "submitted": _moment("submitted"),
}
