"""The texts of a template's file."""

from collections.abc import Iterator
from typing import Any


def texts(node: Any) -> Iterator[dict[str, str]]:
    """Every text of a file, wherever it stands."""
    if isinstance(node, dict):
        if "en" in node:
            yield node
        else:
            for value in node.values():
                yield from texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)
