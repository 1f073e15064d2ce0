"""What is typed about a cost line."""

from typing import Any

from ...web.forms import DayField, EnumField, LongTextField, TextField, VersionedForm, WordsField
from ...web.i18n import _l
from ..fields import CurrencyField, MoneyField, QuantityField, has_one_currency, is_amount_possible
from ..models import CostCategory


class CostForm(VersionedForm):
    """A cost line as it is to be; two who change it at once both see both texts."""

    title = WordsField(_l("What"), required=True)
    category = EnumField(_l("Category"), of=CostCategory)
    quantity = QuantityField(_l("Quantity"), description=_l("How many, for example 110 or 2.5."))
    unit = WordsField(_l("Unit"), limit=60)
    unit_cents = MoneyField(
        _l("Price of one"),
        description=_l(
            "Write it as you like: 1250,50 or 1 250.50. Write 0 if it is not known yet."
        ),
    )
    currency = CurrencyField(_l("Currency"))
    committed_cents = MoneyField(
        _l("Ordered for"), required=False, description=_l("Empty until something is ordered.")
    )
    paid_cents = MoneyField(_l("Paid"), required=False)
    paid_on = DayField(_l("Paid on"), required=False)
    receipt = TextField(_l("Receipt number"), limit=60)
    note = LongTextField(_l("Note"), limit=2000)

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """As any form, and all amounts in the currency of the line."""
        right = super().validate(*args, **kwargs) and has_one_currency(
            self, self.currency, self.amounts
        )
        return right and is_amount_possible(self.quantity, self.unit_cents)

    def populate_obj(self, obj: Any) -> None:
        super().populate_obj(obj)
        obj.paid_cents = obj.paid_cents or 0

    @property
    def amounts(self) -> list[MoneyField]:
        """Everything that is money in this form."""
        return [self.unit_cents, self.committed_cents, self.paid_cents]
