"""What is typed about an exchange rate."""

from datetime import date
from typing import Any

from wtforms import RadioField

from ...lib.money import turn_rate
from ...web.forms import DayField, PlannerForm, TextField
from ...web.i18n import _, _l
from ..fields import CurrencyField, RateField


class RateForm(PlannerForm):
    """What a currency is worth, typed either way round; the day and the source are part of it."""

    own = "EUR"
    """The currency of the sums, which `rate_form` sets."""
    currency = CurrencyField(_l("Currency"))
    worth = RateField(_l("Rate"))
    way = RadioField(
        _l("Which way round"),
        default="for_one",
        invalid_choice_message=_l("Please choose one from the list."),
    )
    on = DayField(_l("Of which day"))
    source = TextField(
        _l("Where it is from"),
        required=True,
        description=_l("For example: Bank of Albania, bank statement."),
    )

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """As any form; the budget's own currency needs no rate, and no rate may come to nothing."""
        right = super().validate(*args, **kwargs)
        if right and self.currency.data == self.own:
            self.currency.errors = [_("This is the currency of the sums itself; it needs no rate.")]
            return False
        if right and not self.rate:
            self.worth.errors = [
                _("At this rate the currency would be worth nothing. Is it the right way round?")
            ]
            return False
        return right

    @property
    def rate(self) -> int:
        """The rate as it is kept: what one unit of the other currency is worth in the budget's own."""
        worth = int(self.worth.data or 0)
        return turn_rate(worth) if self.way.data == "for_own" else worth


class OwnCurrencyForm(PlannerForm):
    """The currency the sums are given in."""

    own = CurrencyField(_l("Currency of the sums"))


def rate_form(own: str, today: date) -> RateForm:
    """The form of a rate, in terms of the budget's own currency."""
    form = RateForm(data={"on": today})
    form.own = own
    form.way.choices = [
        ("for_one", _("how many %(own)s one unit of it is worth", own=own)),
        ("for_own", _("how many units of it one %(own)s is worth", own=own)),
    ]
    return form
