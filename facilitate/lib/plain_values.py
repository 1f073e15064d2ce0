"""Plain values: the table in a text file that comes in, every text in values, and rows as JSON keeps them."""

import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum, StrEnum
from functools import cache
from typing import Any, TypeVar

from .text import Words

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


def plain_json(value: Any) -> Any:
    """A row, or anything in it, as plain JSON: wordings, moments (in UTC), days, fixed values, tuples and rows of them."""
    if isinstance(value, Words):
        return {"en": value.en, "sq": value.sq}
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [plain_json(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain_json(getattr(value, one.name)) for one in fields(value)}
    return value


def words_from_json(value: Mapping[str, str]) -> Words:
    """A wording from plain JSON; a language that is not named is empty."""
    return Words(value.get("en", ""), value.get("sq", ""))


ReadsField = Callable[[type[Any], str, Any], Any]
"""Reads a field of that kind of row and that name from plain JSON."""


def row_from_json(kind: type[Any], table: Mapping[str, Any], read_field: ReadsField) -> Any:
    """A row from plain JSON; fields it does not name keep their usual value, unknown ones are left out."""
    known = _field_names(kind)  # type: ignore[arg-type]
    return kind(
        **{name: read_field(kind, name, value) for name, value in table.items() if name in known}
    )


@cache
def _field_names(kind: type[Any]) -> frozenset[str]:
    return frozenset(one.name for one in fields(kind))
