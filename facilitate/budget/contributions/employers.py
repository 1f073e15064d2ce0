"""What is typed to count what employers carry: how many people, and for each of them travel, per diem, lodging."""

from typing import Any

from ...lib.money import MoneyFault, NotMoney, is_possible_price
from ...web.forms import NumberField, PlannerForm
from ...web.i18n import _, _l
from .. import wording
from ..fields import CurrencyField, MoneyField, has_one_currency
from ..models import Category


class EmployersForm(PlannerForm):
    """How many people, and what their employers pay for one of them."""

    people = NumberField(_l("People from other counties"), least=1)
    travel = MoneyField(_l("Travel of one person, there and back"), required=False)
    per_diem = MoneyField(_l("Per diem of one person, all days"), required=False)
    lodging = MoneyField(_l("Lodging of one person, all nights"), required=False)
    currency = CurrencyField(_l("Currency"))

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """As any form; at least one amount, all in one currency."""
        right = super().validate(*args, **kwargs) and has_one_currency(
            self, self.currency, self.amounts
        )
        if right and not any(field.data for field in self.amounts):
            self.travel.errors = [_("Write at least one amount.")]
            return False
        people = 100 * int(self.people.data or 0)
        for field in self.amounts if right else ():
            if not is_possible_price(people, field.data or 0):
                typed = str(field.raw_data[0]) if field.raw_data else ""
                field.errors = [wording.amount_mistake(NotMoney(MoneyFault.TOO_LARGE, typed[:60]))]
                right = False
        return right

    @property
    def amounts(self) -> list[MoneyField]:
        """Everything that is money in this form."""
        return [self.travel, self.per_diem, self.lodging]

    @property
    def each(self) -> list[tuple[Category, int]]:
        """Cents a person, by kind of cost."""
        kinds = (Category.TRAVEL, Category.PER_DIEM, Category.LODGING)
        return [(kind, field.data or 0) for kind, field in zip(kinds, self.amounts, strict=True)]
