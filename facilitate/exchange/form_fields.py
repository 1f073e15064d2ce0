"""The field of a form for a column of a list: its label and limit are said where the column is declared."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, Field, Form
from wtforms.widgets import TextInput

from ..lib.numbers import read_number
from ..lib.text import clean_text
from ..web.forms import DayField, EnumField, LongTextField, TextField, WordsField
from ..web.i18n import _
from .columns import ColumnKind, ExchangeColumn


class AmountField(Field):
    """A number, 1.5 or 1,5; empty is none. `wrong`: what is said of anything else."""

    widget = TextInput()
    data: float | None

    def __init__(self, label: Any = None, wrong: Any = None, **options: Any) -> None:
        super().__init__(label, **options)
        self.wrong = wrong or _("Write a number like 2 or 1.5.")

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data:g}" if self.data else ""

    def process_formdata(self, valuelist: Any) -> None:
        try:
            self.data = read_number(clean_text(valuelist[0]) or "0") if valuelist else 0
        except ValueError:
            raise ValueError(str(self.wrong)) from None


def column_field(column: ExchangeColumn, **options: Any) -> Any:
    """The field in which the column is typed; `options` are the field's."""
    if column.kind is ColumnKind.WORDS:
        return WordsField(column.label, limit=column.limit, **options)
    if column.is_text:
        kind = LongTextField if column.kind is ColumnKind.LONG_TEXT else TextField
        return kind(column.label, limit=column.limit, **options)
    if column.kind is ColumnKind.DAY:
        return DayField(column.label, required=False, **options)
    if column.kind is ColumnKind.NUMBER:
        return AmountField(column.label, **options)
    assert column.of is not None, column
    return EnumField(column.label, of=column.of, **options)


def add_form_fields(form: type[Form], columns: Iterable[ExchangeColumn]) -> tuple[str, ...]:
    """Put a field into the form for each plain column that it does not have; gives their names."""
    given = [
        one for one in columns if one.kind is not ColumnKind.NAME and not hasattr(form, one.name)
    ]
    for column in given:
        setattr(form, column.name, column_field(column))
    return tuple(column.name for column in given)


def sent_again(form: Form) -> dict[str, list[str]]:
    """What a form says, as it would be sent again."""
    fields = [one for one in form if one.name != "csrf_token"]
    ticked = [one for one in fields if isinstance(one, BooleanField)]
    found = {one.name: ["y"] for one in ticked if one.data}
    for one in fields:
        if one not in ticked:
            several = one.data if isinstance(one.data, list | tuple) else [one.data]
            found[one.name] = ["" if value is None else str(value) for value in several]
    return found
