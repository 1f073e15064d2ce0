"""A field of rows that people add, move and take out with buttons, also without JavaScript."""

from collections.abc import Callable
from typing import Any, NamedTuple

from wtforms import Field
from wtforms.validators import ValidationError

from ..lib import rearranging
from ..lib.numbers import read_whole
from ..lib.text import clean_text
from ..web.forms import LONG
from ..web.i18n import _
from .completeness import MOST_ROWS
from .drafts import CHOICES, TechniqueDraftRow

SPARE = 4
"""Empty rows that `NAME-more` adds."""


class ShownTextRow(NamedTuple):
    """A row of the form: its number, the key its inputs carry, its texts, and what is wrong with it."""

    number: int
    key: str
    row: TechniqueDraftRow
    mistakes: list[str]


class TextRowsField(Field):
    """Rows of plain texts, in the order in which they are sent.

    `NAME` is sent once a row and holds the row's key; `NAME-key-part` its texts. The buttons `NAME-more`, `NAME-up`,
    `NAME-down` and `NAME-drop` (with a key) ask for other rows only: then `rearranged` is true. `check` says what is
    wrong with a row, in plain sentences. Blank rows do not count.
    """

    rearranged = False
    more = 0

    def __init__(
        self,
        label: Any = None,
        *,
        parts: tuple[str, ...],
        check: Callable[[TechniqueDraftRow, Any], list[str]],
        least: int = 2,
        **options: Any,
    ) -> None:
        super().__init__(label, **options)
        self.parts, self.check, self.least = parts, check, least
        self.wrong: dict[str, list[str]] = {}

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors: list[Any] = []
        self.object_data = self.data = list(data or [])
        self.keys = [f"r{number}" for number in range(1, len(self.data) + 1)]
        if not formdata or self.name not in formdata:
            return
        sent = dict.fromkeys(formdata.getlist(self.name)[: 3 * MOST_ROWS])
        rows = {key: self._row(formdata, key) for key in sent}
        self.keys = self._rearrange(formdata, [key for key, row in rows.items() if not row.blank])
        self.data = [rows[key] for key in self.keys]

    def _row(self, formdata: Any, key: str) -> TechniqueDraftRow:
        texts = {
            part: clean_text(formdata.get(f"{self.name}-{key}-{part}", "")) for part in self.parts
        }
        return TechniqueDraftRow(
            {part: text or CHOICES.get(part, "") for part, text in texts.items()}
        )

    def _rearrange(self, formdata: Any, keys: list[str]) -> list[str]:
        """Do what a button asks: one place up or down, one row less, more empty rows."""
        asked_more = f"{self.name}-more" in formdata
        already = read_whole(formdata.get(f"{self.name}-rows", ""), MOST_ROWS) or 0
        self.more = already + (SPARE if asked_more else 0)
        self.rearranged = rearranging.is_button_pressed(formdata, self.name)
        return rearranging.rearrange_keys(formdata, self.name, keys)

    def pre_validate(self, form: Any) -> None:
        if len(self.data) > MOST_ROWS:
            raise ValidationError(_("At most %(most)d rows.", most=MOST_ROWS))
        for key, row in zip(self.keys, self.data, strict=True):
            found = self.check(row, form)
            if max(map(len, row.values())) > LONG:
                found = [*found, _("This is too long: at most %(max)d characters.", max=LONG)]
            if found:
                self.wrong[key] = found
        if self.wrong:
            rows = ", ".join(str(self.keys.index(key) + 1) for key in self.wrong)
            raise ValidationError(_("Look at row %(rows)s.", rows=rows))

    @property
    def shown(self) -> list[ShownTextRow]:
        """The rows to show: what is written, then empty ones ready to be filled in."""
        full = [
            ShownTextRow(number, key, row, self.wrong.get(key, []))
            for number, (key, row) in enumerate(zip(self.keys, self.data, strict=True), 1)
        ]
        empty = min(max(self.least - len(full), 1) + self.more, max(MOST_ROWS - len(full), 0))
        free = [key for key in (f"r{n}" for n in range(1, 5 * MOST_ROWS)) if key not in self.keys]
        blank = TechniqueDraftRow({part: CHOICES.get(part, "") for part in self.parts})
        return [
            *full,
            *(
                ShownTextRow(number, key, blank, [])
                for number, key in enumerate(free[:empty], len(full) + 1)
            ),
        ]
