"""Rows of a form that buttons put in another order: one place up or down, one row less."""

from collections.abc import Mapping, Sequence
from typing import Any

ACTS = ("up", "down", "drop", "more")
"""What a button of the field may ask: `NAME-up` and the like, with the key of the row."""


def rearrange_keys(typed: Mapping[str, Any], name: str, keys: Sequence[str]) -> list[str]:
    """The keys of the rows in the order asked for by what was sent, without the row that was dropped."""
    found = list(keys)
    for act, step in (("up", -1), ("down", 1)):
        key = typed.get(f"{name}-{act}")
        if key in found:
            at = found.index(key)
            found.insert(max(0, at + step), found.pop(at))
    drop = typed.get(f"{name}-drop")
    return [key for key in found if key != drop]


def is_button_pressed(typed: Mapping[str, Any], name: str) -> bool:
    """Whether a button of the field was pressed, so that nothing is to be saved yet."""
    return any(f"{name}-{act}" in typed for act in ACTS)
