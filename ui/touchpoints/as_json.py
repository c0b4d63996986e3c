"""The touch points as the commands give them in JSON."""

from typing import Any

from cxdesk.analysis import coverage as counted
from cxdesk.analysis.beliefs import Belief
from cxdesk.analysis.inventory import Entry, Inventory


def share_json(share: counted.Share) -> dict[str, Any]:
    return {
        "check": share.check,
        "have": share.have,
        "of": share.of,
        "percent": round(share.percent, 1),
        "missing": list(share.missing),
    }


def inventory_json(found: Inventory) -> dict[str, Any]:
    return {
        "count": found.count,
        "on_maps": found.on_maps,
        "touch_points": [entry_json(e) for e in found.entries],
        "on_a_map_only": [s.name for s in found.strays],
    }


def belief_json(b: Belief) -> dict[str, Any]:
    return {
        "name": b.entry.row.name,
        "stages": list(b.entry.stages),
        "customers": b.customers.value,
        "employees": b.employees.value,
        "apart": b.apart.difference if b.apart else None,
        "real": b.apart is not None and b.apart.real,
    }


def entry_json(entry: Entry) -> dict[str, Any]:
    row, near = entry.row, entry.beside
    figure = entry.scored.figure if entry.scored else None
    gap = near.gap if near else None
    return {
        "id": row.id,
        "name": row.name,
        "synonyms": list(row.synonyms),
        "channel": row.channel,
        "digital": row.digital,
        "function": row.function,
        "owner": row.owner,
        "parts": dict(row.roles),
        "accountable": row.accountable or None,
        "volume": row.volume,
        "about": row.about,
        "expectation": row.expectation,
        "process": row.process or None,
        "skill": row.skill or None,
        "practice": row.practice or None,
        "checked_on": row.checked_on,
        "stale_months": entry.stale_months,
        "score": figure_json(figure),
        "round": entry.scored.round if entry.scored else None,
        "change": {
            "direction": near.direction,
            "difference": near.difference,
            "low": near.low,
            "high": near.high,
        }
        if near is not None and near.direction is not None
        else None,
        "gap": {"value": gap.value, "low": gap.low, "high": gap.high, "n": gap.n, "real": gap.real}
        if gap is not None
        else None,
        "employees": figure_json(near.employees) if near is not None else None,
        "questions": [
            {
                "survey": q.survey,
                "code": q.code,
                "text": q.text,
                "asks": q.asks,
                "score": figure_json(q.figure),
            }
            for q in entry.listening
        ],
        "places": [{"journey": p.journey, "stage": p.stage, "step": p.step} for p in entry.places],
    }


def figure_json(figure: Any) -> dict[str, Any] | None:
    if figure is None:
        return None
    return {
        "metric": figure.metric,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "n": figure.n,
        "hidden": figure.hidden,
        "few": figure.few,
    }
