"""Fields only an agenda has: speakers, materials, a time that may lie past midnight."""

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import Field, StringField

from ...lib.clock import LONGEST, after_midnight, format_wall_time, read_clock
from ...lib.numbers import read_whole
from ...lib.text import Words, clean_text, plain_text
from ...techniques.technique import QuantityBasis
from ...web.forms import SHORT
from ...web.i18n import _
from ..plan import PlanMaterial, PlanSpeaker

MOST, MOST_SENT = 60, 600
"""Rows of speakers or materials a step may have, and how many of those sent are looked at."""


def too_much(rows: Sequence[Any], texts: Iterable[str]) -> list[str]:
    """What is wrong with so many rows and their texts, as sentences: nothing is cut off without a word."""
    found = [_("At most %(most)d rows.", most=MOST)] if len(rows) > MOST else []
    if any(len(text) > SHORT for text in texts):
        found.append(_("This is too long: at most %(max)d characters.", max=SHORT))
    return found


class MomentField(StringField):
    """A time of the day as minutes after midnight: 9:30, and 0:30 +1 for half past midnight. May be empty."""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else format_wall_time(self.data)

    def process_formdata(self, valuelist: Any) -> None:
        typed = clean_text(valuelist[0]) if valuelist else ""
        self.data = None
        if valuelist and not typed:
            self.raw_data = [""]  # blanks are nothing
        if typed:
            clock, plus, days = typed.partition("+")
            try:
                if plus and days.strip() != "1":
                    raise ValueError(typed)
                self.data = after_midnight(read_clock(clock)) + (LONGEST if plus else 0)
            except ValueError:
                raise ValueError(
                    _("Write the time like 9:30; after midnight like 0:30 +1.")
                ) from None


class SpeakersField(Field):
    """Names, one a line of the form; who is in the directory is offered and remembered by number.

    `known` are the people to choose from: how each is written in the list, and their number and name.
    """

    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(label, **options)
        self.known: dict[str, tuple[int, str]] = {}

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors: list[Any] = []
        self.data: tuple[PlanSpeaker, ...] = data if isinstance(data, tuple) else ()
        self.typed = formdata.getlist(self.name) if formdata and self.name in formdata else None

    def offer(self, known: dict[str, tuple[int, str]]) -> None:
        """Offer these people, and read what was typed against them."""
        self.known = known
        if self.typed is None:
            return
        before = {plain_text(one.name): one for one in self.data}
        by_text = {plain_text(text): found for text, found in known.items()}
        rows = list(filter(None, map(clean_text, self.typed[:MOST_SENT])))
        self.process_errors += too_much(rows, rows)
        found = []
        for text in rows:
            number, name = by_text.get(plain_text(text), (None, text))
            found.append(before.get(plain_text(text)) or PlanSpeaker(name, number))
        self.data = tuple(dict.fromkeys(found))

    def shown(self) -> list[tuple[str, bool]]:
        """What stands in each line, and whether that person is (still) in the directory; two empty lines after."""
        texts = {number: text for text, (number, _name) in self.known.items()}
        lines = [(texts.get(one.person or 0, one.name), one.person in texts) for one in self.data]
        return [*lines, ("", False), ("", False)]


class MaterialsField(Field):
    """Rows of how many, by what, and of what in both languages: NAME-quantity, NAME-per, NAME-en, NAME-sq."""

    pers = tuple(QuantityBasis)

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors: list[Any] = []
        self.data: tuple[PlanMaterial, ...] = data if isinstance(data, tuple) else ()
        self.typed: list[tuple[str, str, str, str]] | None = None
        if not formdata or f"{self.name}-en" not in formdata:
            return
        columns = [
            formdata.getlist(f"{self.name}-{part}") for part in ("quantity", "per", "en", "sq")
        ]
        self.typed = [
            (quantity.strip(), per, clean_text(en), clean_text(sq))
            for quantity, per, en, sq in zip(*columns, strict=False)
        ][:MOST_SENT]
        filled = [row for row in self.typed if row[2] or row[3]]
        self.process_errors += too_much(filled, [text for row in filled for text in row[2:]])
        rows = []
        for quantity, per, en, sq in self.typed:
            if not en and not sq:
                if quantity not in ("", "0"):
                    self.process_errors.append(_("Write what to bring beside its number."))
                continue
            if quantity and read_whole(quantity, 100_000) is None:
                self.process_errors.append(
                    _(
                        "The quantity must be a whole number up to 100,000: “%(text)s”.",
                        text=quantity[:40],
                    )
                )
                continue
            kind = QuantityBasis(per) if per in set(QuantityBasis) else QuantityBasis.EVENT
            rows.append(PlanMaterial(Words(en, sq), int(quantity or 0), kind))
        self.data = tuple(rows)

    def shown(self) -> list[tuple[str, str, str, str]]:
        """What stands in each row; three empty ones after."""
        rows = self.typed or [
            (str(one.quantity or ""), one.per.value, one.text.en, one.text.sq) for one in self.data
        ]
        filled = [row for row in rows if row[0] or row[2] or row[3]]
        return [*filled, *[("", QuantityBasis.EVENT.value, "", "")] * 3]
