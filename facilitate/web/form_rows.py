"""Rows that are typed one below the other."""

from typing import Any

from wtforms import Field

from ..lib.rearranging import rearrange_rows
from ..lib.text import clean_text
from .i18n import _


class FormRowsField(Field):
    """Rows that are sent as columns of one name each; `NAME` itself says that they were sent at all.

    The buttons `NAME-act` ask for other rows only: then `rearrange_rows` is true, and `focus` is the row to look at.
    """

    most = 0
    blank: Any = None

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors: list[Any] = []
        self.rearranged, self.focus = False, 0
        self.wrong: set[int] = set()
        self.show(data)
        if not formdata or self.name not in formdata:
            return
        rows = self._sent(formdata)
        rows, number = rearrange_rows(
            rows, formdata.get(f"{self.name}-act", ""), self.blank, self.most
        )
        self.rearranged, self.focus = number is not None, number or 0
        self.rows: list[Any] = rows
        self._read()

    def show(self, data: Any) -> None:
        """Show these values, whatever was typed."""
        raise NotImplementedError

    def _sent(self, formdata: Any) -> list[Any]:
        raise NotImplementedError

    def _read(self) -> None:
        raise NotImplementedError

    def columns(self, formdata: Any, *names: str) -> list[list[str]]:
        """The columns of these names, all of one length."""
        columns = [formdata.getlist(f"{self.name}-{name}")[: 3 * self.most] for name in names]
        rows = max(map(len, columns))
        return [[*map(clean_text, column), *[""] * (rows - len(column))] for column in columns]

    def mistake(self, number: int, text: str) -> None:
        """Row `number` (from 1) is not right."""
        self.wrong.add(number)
        self.process_errors.append(_("Line %(number)d: %(mistake)s", number=number, mistake=text))

    def too_long(self, number: int, texts: list[str], limit: int) -> None:
        """Say so where one of a row's texts is longer than `limit` characters."""
        if max(map(len, texts)) > limit:
            self.mistake(number, _("This is too long: at most %(max)d characters.", max=limit))
