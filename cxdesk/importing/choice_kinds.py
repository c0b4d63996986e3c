"""Columns of answers that were offered: one of several or several in a cell; and numbers, told from codes."""

import re
from typing import Final

from cxdesk.importing import names, numbers, scales
from cxdesk.importing.no_answer import DECLARED_CODES, SEEN_UNANSWERED, seen_blanks
from cxdesk.importing.plan import ChoicePlan, Fields, OptionPlan, SourceColumn, key_of
from cxdesk.importing.profile import Profile
from cxdesk.importing.several import options_in

MOST_CHOICES: Final = 60
MOST_CODES: Final = 15
MOST_OPTIONS: Final = 40
SEPARATORS: Final = (";", "|", "\n", " / ", ", ", ",")


def choice(column: SourceColumn, profile: Profile) -> Fields | None:
    """One answer of several, where there are so few different ones that they must have been offered."""
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
    return single(column, profile)


def several_in_a_cell(column: SourceColumn, profile: Profile) -> Fields | None:
    """Several answers in each cell, where a separator takes them apart into a few that come again and again."""
    return next((found for s in SEPARATORS if (found := split_by(s, column, profile)) is not None), None)


def multiple(column: SourceColumn, profile: Profile) -> Fields:
    """Several answers, as the person says: in one cell, or a tick for one option."""
    if found := several_in_a_cell(column, profile):
        return found
    separator = next((s for s in SEPARATORS if any(s in v for v in profile.values)), None)
    if column.group or separator is None:
        return {"kind": "multiple", "ticked": ticked_values(profile)}
    return split_by(separator, column, profile, sure=True) or {"kind": "multiple", "separator": separator}


def number(column: SourceColumn, profile: Profile) -> Fields | None:
    """Numbers that measure or count, and do not stand for answers."""
    decimal = numbers.decimal_of(profile.values)
    if decimal is None or _are_codes(profile):
        return None
    return {"kind": "number", "decimal": decimal}


def single(column: SourceColumn, profile: Profile) -> Fields:
    """One answer of several, with a number for each."""
    values = [v for v in profile.values if v != SEEN_UNANSWERED][:MOST_CHOICES]
    return {"kind": "single", "choices": tuple(choices_of(values))} | seen_blanks(profile)


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


def ticked_values(profile: Profile) -> tuple[str, ...]:
    """The cells that mean yes."""
    return tuple(v for v in profile.values if not is_unticked(v) and v != SEEN_UNANSWERED)


def is_unticked(value: str) -> bool:
    """Whether a cell of an option says no."""
    return (
        value.casefold() in ("0", "0.0", "unchecked", "not selected", "off")
        or scales.yes_or_no(value) is False
    )


def _are_codes(profile: Profile) -> bool:
    """Whether whole numbers are so few, or so small, that they stand for answers."""
    whole = profile.whole_numbers
    if whole is None or not profile.complete or profile.distinct > MOST_CODES:
        return False
    kept = [n for n in whole if n not in DECLARED_CODES] or whole
    return kept[0] >= -1000 and (
        kept[-1] <= 20 or (profile.distinct <= profile.filled // 3 and kept[-1] < 1000)
    )


def split_by(separator: str, column: SourceColumn, profile: Profile, sure: bool = False) -> Fields | None:
    """The options that a separator takes the cells apart into; `sure` when it is known that they are."""
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
    options = tuple(
        OptionPlan(f"{key_of(column.position)}_{n}", v, v) for n, v in enumerate(ordered, start=1)
    )
    return {"kind": "multiple", "separator": separator, "options": options}


def _few(profile: Profile) -> bool:
    """Whether there are so few different cells that they must have been offered."""
    return profile.distinct <= min(MOST_CHOICES, max(3, profile.filled // 3))


def _no_first(value: str) -> bool:
    return bool(scales.yes_or_no(value))


def _by_numbers(value: str) -> tuple[float, ...]:
    above = 0.5 if value.lstrip().startswith((">", "≥")) or value.rstrip().endswith("+") else 0.0
    return (*(float(n.replace(",", "")) + above for n in re.findall(r"\d[\d,]*", value)[:2]),)
