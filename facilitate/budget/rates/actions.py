"""Saves and removes exchange rates, and changes the currency in which an event's sums are given."""

from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa

from ...data.db import Base, db
from ...events.access import Can
from ...events.models import Event
from ...history.models import Change
from ...history.removing import RoomRemovals
from ...history.rooms import Place, ToldChange
from ...lib.money import MILLION, RATE, rate_across, turn_rate
from ...lib.text import Words
from ...web.i18n import _, _l
from ...web.refused import Refused
from ..actions import budget_setting, lock_budget
from ..models import Rate, RateChange
from ..queries import currency_of, rates_of

LARGEST_RATE = RATE * MILLION


class RateRemovals(RoomRemovals):
    """How a rate is removed; it only comes back while the sums are in the currency it was counted in, the change's `source`."""

    def remove(self, event: Place, row: Base, name: Words, by: int) -> Change:
        change = super().remove(event, row, name, by)
        assert event is not None
        change.source = currency_of(event)
        return change

    def _take_back(self, event: Place, change_id: int, by: int, again: bool) -> ToldChange:
        told = super()._take_back(event, change_id, by, again)
        assert event is not None
        own, change = currency_of(event), db.session.get_one(self.kind, change_id)
        if again:
            change.source = own
        elif change.source not in ("", own):  # nothing, where it was removed long ago
            raise Refused(
                _("What this belonged to is gone, or there is another one like it by now.")
            )
        return told


REMOVALS = RateRemovals(
    kind=RateChange,
    models=(Rate,),
    key="rates",
    name=_l("Exchange rates"),
    page="budget.edit_rates",
    sees=Can.EDIT_BUDGET,
    undoes=Can.EDIT_BUDGET,
)
"""How rates are removed."""


def save_rate(event: Event, currency: str, worth: int, on: date, source: str) -> Rate:
    """Write down a rate; the one that was there for the currency is replaced."""
    lock_budget(event)
    row = db.session.scalar(
        sa.select(Rate).where(Rate.event_id == event.id, Rate.currency == currency)
    )
    if row is None:
        row = Rate(event_id=event.id, currency=currency, worth=worth, on=on, source=source)
        db.session.add(row)
    row.worth, row.on, row.source = worth, on, source
    db.session.flush()
    return row


def change_own_currency(event: Event, currency: str) -> None:
    """Give the sums in another currency; every rate is turned into it, with its day and source.

    Raises Refused where there are rates and none for that currency: nothing would say what they are worth in it.
    """
    lock_budget(event)
    setting = budget_setting(event)
    rates = {rate.currency: rate for rate in rates_of(event)}
    if currency == setting.currency:
        return
    if rates and currency not in rates:
        raise Refused(
            _(
                "Enter a rate for %(currency)s first: the other rates are calculated from it.",
                currency=currency,
            )
        )
    if rates:
        _turn_rates(rates, setting.currency, currency)
    setting.currency = currency
    db.session.flush()


def _turn_rates(rates: Mapping[str, Rate], before: str, into: str) -> None:
    """Give every rate in the currency `into`; the row of its own rate says from now on what the one `before` is worth."""
    own = rates[into]
    for rate in rates.values():
        if rate is not own:
            rate.worth = min(max(rate_across(rate.worth, own.worth), 1), LARGEST_RATE)
    own.currency = before
    own.worth = max(turn_rate(own.worth), 1)
