"""Fields for money: an amount as people type it, a quantity, a currency, a rate; a mistake is a plain sentence."""

from collections.abc import Callable
from typing import Any

from wtforms import StringField
from wtforms.validators import StopValidation

from ..lib import money
from ..lib.money import NotMoney
from ..lib.text import clean_text
from ..web.forms import PlannerForm
from ..web.i18n import _, current_language
from . import wording

__all__ = [
    "CurrencyField",
    "MoneyField",
    "QuantityField",
    "RateField",
    "has_one_currency",
    "is_amount_possible",
    "doubtful_amounts",
]


class _TypedField(StringField):
    """A text that is read into a number; what was typed stays in the form, mistakes and all."""

    read: Callable[[str], Any]

    def __init__(self, label: Any = None, *, required: bool = True, **options: Any) -> None:
        self.needed = required
        options.setdefault("render_kw", {"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(label, **options)
        if required:
            self.flags.required = True

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.shown(self.data)

    def shown(self, value: Any) -> str:
        """The value as it stands in the field when the form is opened."""
        return str(value)

    def process_formdata(self, valuelist: Any) -> None:
        if not valuelist:
            return
        self.data, typed = None, clean_text(valuelist[0])[:200]
        if typed:
            try:
                self.data = self.take(typed)
            except NotMoney as problem:
                raise ValueError(wording.amount_mistake(problem)) from None

    def take(self, typed: str) -> Any:
        """What was typed as a value. Raises NotMoney."""
        raise NotImplementedError

    def pre_validate(self, form: Any) -> None:
        if self.needed and self.data is None and not self.process_errors:
            raise StopValidation(_("Please fill this in."))


class MoneyField(_TypedField):
    """An amount in cents; the currency may stand beside it. `typed_currency`, `doubtful`: how it was read."""

    typed_currency, doubtful, typed = "", False, ""

    def take(self, typed: str) -> int:
        read = money.read_money(typed)
        self.typed_currency, self.doubtful, self.typed = read.currency, read.doubtful, typed
        return read.cents

    def shown(self, value: Any) -> str:
        return money.format_hundredths(value, current_language())


class QuantityField(_TypedField):
    """A quantity in hundredths, at most a million."""

    def take(self, typed: str) -> int:
        found = money.read_hundredths(typed)
        if found > 100 * money.MILLION:
            raise NotMoney(money.MoneyFault.TOO_LARGE, typed[:60])
        return found

    def shown(self, value: Any) -> str:
        return money.format_quantity(value, current_language())


class RateField(_TypedField):
    """A rate in parts (`money.RATE`), more than nothing."""

    def take(self, typed: str) -> int:
        found = money.read_rate(typed)
        if found <= 0:
            raise NotMoney(money.MoneyFault.NO_NUMBER, typed[:60])
        return found

    def shown(self, value: Any) -> str:
        return money.format_rate(value, current_language())


class CurrencyField(_TypedField):
    """The three letters of a currency that there is; other names people have for it are understood."""

    def __init__(self, label: Any = None, **options: Any) -> None:
        look = {"list": "currencies", "autocomplete": "off", "maxlength": 12, "class": "bud-code"}
        super().__init__(label, render_kw=look, **options)

    def take(self, typed: str) -> str:
        return money.read_currency(typed)


def has_one_currency(form: PlannerForm, currency: CurrencyField, amounts: list[MoneyField]) -> bool:
    """Whether all amounts of a form are in its currency; otherwise it says so, beside the amount. Nothing typed is lost."""
    right = True
    for amount in amounts:
        if amount.typed_currency and currency.data and amount.typed_currency != currency.data:
            amount.errors = [
                *amount.errors,
                _(
                    "Here you wrote %(one)s, and %(other)s is the currency of this line. Which one is it?",
                    one=amount.typed_currency,
                    other=currency.data,
                ),
            ]
            right = False
    return right


def is_amount_possible(quantity: QuantityField, price: MoneyField) -> bool:
    """Whether quantity × price is an amount that can be; otherwise it says so beside the price."""
    if (
        quantity.data is None
        or price.data is None
        or money.is_possible_price(quantity.data, price.data)
    ):
        return True
    problem = NotMoney(
        money.MoneyFault.TOO_LARGE,
        money.format_quantity(money.multiply_price(quantity.data, price.data), current_language()),
    )
    price.errors = [*price.errors, wording.amount_mistake(problem)]
    return False


def doubtful_amounts(amounts: list[MoneyField], currency: str) -> list[str]:
    """How doubtful amounts were taken: `“1,250” was read as €1,250.00.`"""
    return [
        wording.amount_understood(one.typed, wording.money_text(one.data, currency))
        for one in amounts
        if one.doubtful and one.data is not None
    ]
