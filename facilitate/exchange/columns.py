"""A list that leaves and comes back, declared once: what its columns are called, what they hold, what may be changed in them.

A column of a model says it where it is declared (`text_column`, `words_column`, `day_column`, `number_column`, `choice_column`); form field, value, history
sentence, limit, file out and back follow. A list puts them together with those that no column of the model holds (`ExchangeTable`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import MappedColumn, mapped_column

from ..data.db import enum_column
from ..lib.text import Words
from ..web.i18n import _l

Kept = TypeVar("Kept")
DECLARED = "exchange"
"""Under this name the declaration stands in the `info` of a database's column."""


class ColumnKind(StrEnum):
    """What a column holds. A name stands for a row of another table, as for a person."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    WORDS = "words"
    DAY = "day"
    NUMBER = "number"
    CHOICE = "choice"
    NAME = "name"


TEXTS = (ColumnKind.TEXT, ColumnKind.LONG_TEXT, ColumnKind.WORDS)


@dataclass(frozen=True, kw_only=True)
class ExchangeColumn:
    """A column of a list. `name`: what it is called in code, `attribute` the model's name for it, where it has another.

    `label`: what people read; `told_as`: what the history calls it. `width`: in characters of the sheet, `print_width` of a
    sheet to print. `of`: what it is chosen from. `also`: other words people use as its heading, in both languages (words, then
    phrases behind strokes). `changes`: it may be changed in the file; `hidden`: nobody sees it there. `is_name`: it may not begin
    as a formula does. `archived`: it goes into an event's archive.
    """

    name: str = ""
    label: Any
    kind: ColumnKind = ColumnKind.TEXT
    attribute: str = ""
    told_as: Any = None
    limit: int = 0
    width: float = 14
    print_width: float = 16
    of: type[StrEnum] | None = None
    also: str = ""
    changes: bool = True
    hidden: bool = False
    is_name: bool = False
    archived: bool = True

    @property
    def is_text(self) -> bool:
        """Whether people write sentences into it."""
        return self.kind in TEXTS

    @property
    def empty(self) -> Any:
        """What it holds before anybody says something."""
        return {
            ColumnKind.TEXT: "",
            ColumnKind.LONG_TEXT: "",
            ColumnKind.WORDS: Words(),
            ColumnKind.NUMBER: 0.0,
        }.get(self.kind)

    def from_json(self, value: Any) -> Any:
        """Its value from plain JSON."""
        if value is None:
            return None
        if self.kind is ColumnKind.WORDS:
            return Words(value.get("en", ""), value.get("sq", ""))
        if self.kind is ColumnKind.DAY:
            return date.fromisoformat(value)
        return self.of(value) if self.of else value


NO_NAME = ("=", "+", "@")
"""What no name begins with: a spreadsheet would run it."""
CODE = ExchangeColumn(name="code", label=_l("Code"), width=0, changes=False, hidden=True)
VERSION = ExchangeColumn(
    name="version", label=_l("Version"), kind=ColumnKind.NUMBER, width=0, changes=False, hidden=True
)
"""By these two the rows of a list find back."""


def text_column(label: Any, limit: int, *, long: bool = False, **more: Any) -> MappedColumn[Any]:
    """A text; `long`: of several lines."""
    kind = ColumnKind.LONG_TEXT if long else ColumnKind.TEXT
    return mapped_column(default="", info=column_info(label, kind=kind, limit=limit, **more))


def words_column(label: Any, limit: int, **more: Any) -> MappedColumn[Any]:
    """A text in both languages."""
    return mapped_column(
        default=Words(), info=column_info(label, kind=ColumnKind.WORDS, limit=limit, **more)
    )


def day_column(label: Any, **more: Any) -> MappedColumn[Any]:
    """A day, or none."""
    return mapped_column(info=column_info(label, kind=ColumnKind.DAY, **more))


def number_column(label: Any, **more: Any) -> MappedColumn[Any]:
    """A number with a fraction, as of hours."""
    return mapped_column(default=0, info=column_info(label, kind=ColumnKind.NUMBER, **more))


def choice_column(
    of: type[StrEnum], label: Any, *, default: StrEnum | None = None, **more: Any
) -> MappedColumn[Any]:
    """One of a few fixed values."""
    options = {} if default is None else {"default": default}
    return enum_column(
        of, info=column_info(label, kind=ColumnKind.CHOICE, of=of, **more), **options
    )


def column_info(label: Any, **more: Any) -> dict[str, ExchangeColumn]:
    """The declaration as the `info` of a database's column."""
    return {DECLARED: ExchangeColumn(label=label, **more)}


def declared_columns(model: type[Any]) -> tuple[ExchangeColumn, ...]:
    """The columns that a model declares, in its order."""
    found = []
    for attribute in sa.inspect(model).column_attrs:
        column: ExchangeColumn | None = attribute.columns[0].info.get(DECLARED)
        if column is not None:
            key = attribute.key
            found.append(
                (attribute.columns[0], replace(column, name=column.name or key, attribute=key))
            )
    order = list(model.__table__.columns)
    return tuple(column for _kept, column in sorted(found, key=lambda pair: order.index(pair[0])))


@dataclass(frozen=True)
class ExchangeTable:
    """A list by its columns, in their order. `found_by`: the column without which a row is none of headings.

    `others`: lists that people keep elsewhere come in too, so that other words for its headings are known in any file.
    """

    name: str
    columns: tuple[ExchangeColumn, ...]
    found_by: str = "title"
    others: bool = False
    by_name: Mapping[str, ExchangeColumn] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {column.name: column for column in self.columns})

    def __getitem__(self, name: str) -> ExchangeColumn:
        return self.by_name[name]

    @cached_property
    def editable(self) -> tuple[str, ...]:
        """The columns that may be changed in the file."""
        return tuple(one.name for one in self.columns if one.changes)

    @cached_property
    def looked_at(self) -> Mapping[str, Any]:
        """What the columns are called that are only looked at: whatever is typed there is passed over."""
        return {one.name: one.label for one in self.columns if not one.changes and not one.hidden}

    @cached_property
    def read(self) -> Mapping[str, Any]:
        """What the columns are called that are read: those that may be changed, and the hidden ones."""
        return {one.name: one.label for one in self.columns if one.changes or one.hidden}

    def of_kind(self, *kinds: ColumnKind) -> tuple[str, ...]:
        """The columns that hold this."""
        return tuple(one.name for one in self.columns if one.kind in kinds)

    def before(self, name: str, *more: ExchangeColumn) -> "ExchangeTable":
        """The list with more columns before the one of that name."""
        place = [one.name for one in self.columns].index(name)
        return replace(self, columns=(*self.columns[:place], *more, *self.columns[place:]))

    @property
    def left_at_home(self) -> tuple[ExchangeColumn, ...]:
        """The columns that no archive takes."""
        return tuple(one for one in self.columns if not one.archived)


def with_column_fields(columns: Iterable[ExchangeColumn]) -> Callable[[type[Kept]], type[Kept]]:
    """Below `@dataclass`: a field for each plain column that the class does not name itself."""

    def give_fields(kind: type[Kept]) -> type[Kept]:
        kind.__annotations__ = dict(kind.__annotations__)
        for one in columns:
            if (
                one.kind is not ColumnKind.NAME
                and one.attribute == one.name
                and one.name not in kind.__annotations__
            ):
                kind.__annotations__[one.name] = Any
                setattr(kind, one.name, one.empty)
        return kind

    return give_fields
