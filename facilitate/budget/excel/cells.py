"""One row of a returned sheet, cell by cell; what cannot be read is noted with its place, in a plain sentence."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

from openpyxl.utils.datetime import WINDOWS_EPOCH

from ...exchange.headings import LONGEST_ADDED
from ...exchange.marking_up import ListPlace
from ...exchange.merge import EXTRA, ListProblem, ListRecord, Value
from ...exchange.remarks import append_comment
from ...exchange.sentences import values_by_word
from ...lib import money
from ...lib.days import DateOrder, typed_day
from ...lib.money import NotMoney
from ...lib.text import plain_text
from ...lib.uploads import added_cell_text, text_of_cell
from ...web.i18n import _
from .. import wording
from ..models import ContributionKind, CostCategory, PledgeStatus, ValuationBasis
from .columns import DAYS, LIMITS, MONEY, OF, BudgetTable

UNKNOWN: Any = object()
"""Stands for what a cell holds when it cannot be read."""
WORDS: Mapping[str, Any] = {
    "category": CostCategory,
    "kind": ContributionKind,
    "basis": ValuationBasis,
    "pledge": PledgeStatus,
}
_CODE = re.compile(r"^([LX][0-9A-Za-z-]{1,20})(?: · .*)?$", re.DOTALL)


@dataclass
class BudgetSheetReading:
    """What one sheet says: its rows, what was exported, what cannot be read, what was understood; `place`: which sheet it is."""

    rows: list[ListRecord] = field(default_factory=list)
    base: dict[str, ListRecord] = field(default_factory=dict)
    problems: list[ListProblem] = field(default_factory=list)
    told: list[ListProblem] = field(default_factory=list)
    there: bool = False
    place: ListPlace = ListPlace()


class BudgetRowReader:
    """Turns rows of a table into records. `lines`: codes of cost lines by themselves and by title, for what contributions are for."""

    def __init__(
        self,
        table: BudgetTable,
        read: BudgetSheetReading,
        own: str,
        near: date | None = None,
        epoch: datetime = WINDOWS_EPOCH,
        lines: Mapping[str, str] | None = None,
    ) -> None:
        self.table, self.read, self.own, self.near, self.epoch = table, read, own, near, epoch
        self.lines, self.number, self.seen = lines or {}, 0, set[str]()
        self.words = {
            name: {value.value: value.value for value in kind} | values_by_word(kind)
            for name, kind in WORDS.items()
        }
        self.before: ListRecord | None = None
        self.comments: Mapping[int, str] = {}
        """What stands in comments beside the cells, by row: it becomes part of the note."""
        self.orders: Mapping[str, DateOrder] = {}
        self.readers: dict[str, Callable[[Any], Value]] = {
            "quantity": self._quantity,
            "currency": self._currency,
            "worth": self._worth,
            "covers": self._covers,
            **{name: partial(self._day, name) for name in DAYS},
        }

    def row(self, number: int, cells: Mapping[str, Any]) -> None:
        """One row below the header."""
        self.number = number
        code = text_of_cell(cells.get("code"))
        if self.table is BudgetTable.RATES:
            code = text_of_cell(cells.get("currency")).upper()
            if code == self.own and self.own not in self.read.base:
                return
        if (
            not any(
                text_of_cell(cell)
                for name, cell in cells.items()
                if name not in ("version", "code")
            )
            and not code
        ):
            return
        self.before = self.read.base.get(code)
        values = self._values(cells)
        if self.table is BudgetTable.RATES:
            code = str(values.get("currency") or "")
        if self._stands(code, values):
            version = text_of_cell(cells.get("version"))
            whole = (
                int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
            )
            self.read.rows.append(ListRecord("" if len(code) > 40 else code, values, whole, number))

    def _values(self, cells: Mapping[str, Any]) -> dict[str, Value]:
        values: dict[str, Any] = {}
        for name, cell in cells.items():
            if (
                name in ("code", "version")
                or name in MONEY
                or (name == "currency" and not text_of_cell(cell))
            ):
                continue
            value = self._value(name, cell)
            if value is not UNKNOWN:
                values[name] = value
        for name in MONEY:
            if name in cells:
                self._money(name, cells[name], values)
        self._within(values)
        self._comment(values)
        if (
            self.before is None
            and not text_of_cell(cells.get("currency"))
            and self.table is not BudgetTable.RATES
        ):
            values.setdefault("currency", self.own)
        return values

    def _comment(self, values: dict[str, Any]) -> None:
        """A comment at one of the row's cells becomes part of its note."""
        comment = self.comments.get(self.number, "") if "note" in OF[self.table].fields else ""
        note = str(values.get("note", self.before.get("note") if self.before else "") or "")
        whole = append_comment(note, comment)
        if whole == note:
            return
        if len(whole) > LIMITS["note"]:
            self.problem("note", _("The comment no longer fits into the note; it is left out."))
        else:
            values["note"] = whole

    def _value(self, name: str, cell: Any) -> Any:
        try:
            if name.startswith(EXTRA):
                return self._added(name, cell)
            if name in WORDS:
                return self._word(name, cell)
            return self.readers[name](cell) if name in self.readers else self._text(name, cell)
        except NotMoney as problem:
            self.problem(name, wording.amount_mistake(problem))
        except (ValueError, OverflowError):
            self.problem(name, self._sentence(name, text_of_cell(cell)[:60]))
        return UNKNOWN

    def _sentence(self, name: str, typed: str) -> str:
        if name in DAYS:
            return _("“%(typed)s” is not a date. Write it like 12.3.2027.", typed=typed)
        if name in WORDS:
            return _("“%(typed)s” is not one of the words in the list.", typed=typed)
        if name == "covers":
            return _("“%(typed)s” is neither a cost line nor a category.", typed=typed)
        most = LONGEST_ADDED if name.startswith(EXTRA) else LIMITS[name]
        return _("This text is too long: at most %(max)d characters.", max=most)

    def _money(self, name: str, cell: Any, values: dict[str, Any]) -> None:
        """An amount as a number, or as text with its currency; what was doubtful or rounded is told."""
        try:
            cents = self._cents(name, cell, values)
        except NotMoney as problem:
            self.problem(name, wording.amount_mistake(problem))
            return
        if cents is None:
            values[name] = None if name == "committed_cents" else 0
        elif cents is not UNKNOWN:
            values[name] = cents

    def _within(self, values: dict[str, Any]) -> None:
        """Leave out quantity and price where they make no amount that can be."""
        known = {**(self.before.values if self.before else {}), **values}
        quantity, price = int(known.get("quantity", 100)), int(known.get("unit_cents", 0))
        if self.table is not BudgetTable.RATES and not money.is_possible_price(quantity, price):
            typed = wording.quantity_text(money.multiply_price(quantity, price))
            self.problem(
                "unit_cents", wording.amount_mistake(NotMoney(money.MoneyFault.TOO_LARGE, typed))
            )
            values.pop("quantity", None)
            values.pop("unit_cents", None)

    def _cents(self, name: str, cell: Any, values: dict[str, Any]) -> Any:
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            cents, rounded = money.parts_from_number(cell)
            if rounded:
                self._tell(
                    name, wording.amount_understood(f"{cell:.6g}", self._amount(cents, values))
                )
            return cents
        typed = text_of_cell(cell)
        if not typed:
            return None
        found = money.read_money(typed)
        if found.currency and found.currency != values.setdefault("currency", found.currency):
            sentence = _(
                "Here you wrote %(one)s, and %(other)s is the currency of this line. Which one is it?",
                one=found.currency,
                other=values["currency"],
            )
            self.problem(name, sentence)
            return UNKNOWN
        self._tell(name, wording.amount_understood(typed[:60], self._amount(found.cents, values)))
        return found.cents

    def _amount(self, cents: int, values: Mapping[str, Any]) -> str:
        return wording.money_text(cents, str(values.get("currency") or self.own))

    def _quantity(self, cell: Any) -> int:
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            found, rounded = money.parts_from_number(cell)
            if rounded:
                self._tell(
                    "quantity",
                    wording.amount_understood(f"{cell:.6g}", wording.quantity_text(found)),
                )
        else:
            found = money.read_hundredths(text_of_cell(cell)) if text_of_cell(cell) else 100
        if found > 100 * money.MILLION:
            raise NotMoney(money.MoneyFault.TOO_LARGE, text_of_cell(cell)[:60])
        return found

    def _worth(self, cell: Any) -> int:
        number = isinstance(cell, int | float) and not isinstance(cell, bool)
        found = (
            money.parts_from_number(cell, money.RATE, money.RATE * money.MILLION)[0]
            if number
            else money.read_rate(text_of_cell(cell))
        )
        if found <= 0:
            raise NotMoney(money.MoneyFault.NO_NUMBER, text_of_cell(cell)[:60])
        return found

    def _currency(self, cell: Any) -> Value:
        return money.read_currency(text_of_cell(cell))

    def _word(self, name: str, cell: Any) -> str:
        typed = text_of_cell(cell)
        if not typed:
            return {
                "category": CostCategory.OTHER.value,
                "kind": ContributionKind.CASH.value,
                "pledge": PledgeStatus.PLEDGED.value,
            }.get(name, "")
        if plain_text(typed) not in self.words[name]:
            raise ValueError(name)
        return self.words[name][plain_text(typed)]

    def _covers(self, cell: Any) -> str:
        typed = text_of_cell(cell)
        if not typed:
            return ""
        if (found := _CODE.match(typed)) and found[1] in self.lines.values():
            return f"line:{found[1]}"
        if plain_text(typed) in self.words["category"]:
            return f"category:{self.words['category'][plain_text(typed)]}"
        if plain_text(typed) in self.lines:
            return f"line:{self.lines[plain_text(typed)]}"
        raise ValueError(typed)

    def _day(self, name: str, cell: Any) -> date | None:
        return typed_day(cell, self.near, self.epoch, self.orders.get(name, DateOrder.DAY_FIRST))

    def _text(self, name: str, cell: Any) -> str:
        return self._within_limit(name, text_of_cell(cell), LIMITS[name])

    def _added(self, name: str, cell: Any) -> str:
        return self._within_limit(name, added_cell_text(cell), LONGEST_ADDED)

    def _within_limit(self, name: str, text: str, limit: int) -> str:
        """The text; one that was longer when it left may come back so. Raises ValueError."""
        before = self.before.values.get(name) if self.before else None
        if len(text) > limit and text != before:
            raise ValueError(name)
        return text

    def _stands(self, code: str, values: dict[str, Value]) -> bool:
        """Whether the row has what it needs; a row that was exported keeps what it cannot do without."""
        if self.table is BudgetTable.RATES:
            return self._rate_stands(code, values)
        if "title" in values and not values["title"]:
            if code:
                del values["title"]
                self.problem("title", _("A line needs a text; the old one stays."))
            else:
                self.problem("title", _("A new line needs a text. It is left out."))
                return False
        if not code and "currency" not in values:
            self.problem("currency", _("The new line is left out until its currency is known."))
            return False
        if not code:
            usual: dict[str, Value] = {"quantity": 100, "unit_cents": 0}
            usual |= (
                {"category": CostCategory.OTHER.value}
                if self.table is BudgetTable.COSTS
                else {"kind": ContributionKind.CASH.value}
            )
            for name, value in usual.items():
                values.setdefault(name, value)
        return True

    def _rate_stands(self, code: str, values: dict[str, Value]) -> bool:
        if not code:
            return False  # the currency could not be read, and that was told
        if code in self.seen:
            self.problem("currency", _("This currency is here twice. The first rate counts."))
            return False
        self.seen.add(code)
        if self.before is None and (
            "worth" not in values or not values.get("on") or not values.get("source")
        ):
            self.problem(
                "worth",
                _("A new rate needs the rate, its day and where it is from. It is left out."),
            )
            return False
        if "on" in values and values["on"] is None:
            del values["on"]
        return True

    def problem(self, name: str, sentence: str) -> None:
        """A cell that cannot be taken, at this row."""
        self.read.problems.append(
            ListProblem(self.number, self._column(name), sentence, self.read.place.sheet)
        )

    def _tell(self, name: str, sentence: str) -> None:
        self.read.told.append(
            ListProblem(self.number, self._column(name), sentence, self.read.place.sheet)
        )

    def _column(self, name: str) -> str:
        return name.removeprefix(EXTRA) if name.startswith(EXTRA) else OF[self.table].name(name)


def codes_by_title(records: Sequence[ListRecord]) -> dict[str, str]:
    """Codes of cost lines by themselves and by their titles without accents; of two of one title, the first."""
    found = {record.code: record.code for record in records}
    for record in records:
        found.setdefault(plain_text(record.title), record.code)
    return found
