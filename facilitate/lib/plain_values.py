"""Plain values: the table in a text file that comes in, and every text in values, however deep."""

import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

Value = TypeVar("Value")


def map_texts(value: Value, change: Callable[[str], str], keep: Collection[str] = ()) -> Value:
    """The value with `change` done to every text in it; keys of mappings, fixed values and fields called as in `keep` stay."""
    changed: Any = _changed(value, change, keep)
    return changed


def _changed(value: Any, change: Callable[[str], str], keep: Collection[str]) -> Any:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return change(value)
    if is_dataclass(value) and not isinstance(value, type):
        mine = {
            one.name: _changed(getattr(value, one.name), change, keep)
            for one in fields(value)
            if one.init and one.name not in keep
        }
        return replace(value, **mine)
    if isinstance(value, Mapping):
        return {key: _changed(inner, change, keep) for key, inner in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*(_changed(inner, change, keep) for inner in value))
    if isinstance(value, (list, tuple)):
        return type(value)(_changed(inner, change, keep) for inner in value)
    return value


def parse_toml(content: bytes) -> dict[str, Any]:
    """The table in a file. Raises ValueError for what is no TOML in UTF-8, RecursionError for what lies too deep."""
    return tomllib.loads(content.decode("utf-8-sig"))
