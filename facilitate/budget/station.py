"""How far a budget is: what it costs is written, and somebody pays each line."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ..events.access import Can
from ..events.models import Event
from ..events.stations import (
    Band,
    CountParameters,
    EventPage,
    NextAct,
    OpenNeed,
    RoomProgress,
    RoomState,
    Station,
    StationCounts,
    list_open_needs,
    percent_done,
    select_rows_as_text,
    select_value,
    split_text_rows,
)
from ..lib.money import multiply_price
from ..web.i18n import _, _l, _n, whole_percent
from .covering import cover_costs
from .models import BudgetSetting, Contribution, CostLine, Rate
from .sums import Exchange

BUDGET_PAGE, RATES_PAGE = EventPage("budget.show_budget"), EventPage("budget.edit_rates")


def _counts(asking: CountParameters) -> dict[str, object]:
    line = (
        CostLine.position,
        CostLine.id,
        CostLine.category,
        CostLine.quantity,
        CostLine.unit_cents,
        CostLine.currency,
    )
    gift = (
        Contribution.position,
        Contribution.id,
        Contribution.line_id,
        Contribution.category,
        Contribution.quantity,
        Contribution.unit_cents,
        Contribution.currency,
    )
    return {
        "currency": select_value(BudgetSetting.currency, BudgetSetting.event_id == asking.event),
        "rates": select_rows_as_text((Rate.currency, Rate.worth), Rate.event_id == asking.event),
        "lines": select_rows_as_text(
            line, CostLine.event_id == asking.event, CostLine.removed_at.is_(None)
        ),
        "gifts": select_rows_as_text(
            gift, Contribution.event_id == asking.event, Contribution.removed_at.is_(None)
        ),
    }


class _CountedLine(NamedTuple):
    """A cost line as it was counted: what it costs in the currency of the sums, None where that has no rate yet."""

    id: int
    category: str
    quantity: int
    unit_cents: int
    currency: str
    cents: int | None


def _worth(quantity: str, unit: str, currency: str, exchange: Exchange) -> int | None:
    return exchange.into(multiply_price(int(quantity), int(unit)), currency)


def budget_progress(found: StationCounts, event: Event, today: date) -> RoomProgress:
    """Ready once every line has its price, a rate where it needs one, and is covered; none is begun once the event is over."""
    exchange = Exchange(
        found["currency"] or "EUR",
        {name: int(worth) for name, worth in split_text_rows(found["rates"])},
    )
    lines = _counted_lines(found, exchange)
    if not lines:
        return RoomProgress(
            RoomState.NOT_BEGUN,
            reason=_("no cost entered yet"),
            act=_budget_act(
                _("Write what it costs"),
                _("You can add the usual lines at once; then say for each who pays for it."),
                _("Create the budget"),
            )
            if today <= event.last_day
            else None,
        )
    known = [(one.id, one.category, one.cents) for one in lines if one.cents is not None]
    paid = cover_costs(known, _counted_gifts(found, exchange))
    lacks = _Lacks(
        unpriced=sum(not one.unit_cents for one in lines),
        uncovered=sum(paid.lines[key] < cents for key, _category, cents in known),
        rateless=Counter(
            one.currency for one in lines if one.quantity and one.unit_cents and one.cents is None
        ),
    )
    planned = sum(cents for _key, _category, cents in known)
    return _progress_of(len(lines), lacks, percent_done(paid.total, planned))


def _counted_lines(found: StationCounts, exchange: Exchange) -> list[_CountedLine]:
    """The cost lines in their order: who pays first for what depends on it."""
    return [
        _CountedLine(
            id=int(key),
            category=category,
            quantity=int(quantity),
            unit_cents=int(unit),
            currency=currency,
            cents=_worth(quantity, unit, currency, exchange),
        )
        for _position, key, category, quantity, unit, currency in _in_order(found["lines"])
    ]


def _counted_gifts(
    found: StationCounts, exchange: Exchange
) -> list[tuple[int, int | None, str | None, int]]:
    """The contributions in their order, as `cover_costs` takes them; what has no rate yet covers nothing."""
    return [
        (int(key), int(line) if line else None, category or None, cents)
        for _position, key, line, category, quantity, unit, currency in _in_order(found["gifts"])
        if (cents := _worth(quantity, unit, currency, exchange)) is not None
    ]


def _in_order(rows: str | None) -> list[list[str]]:
    """Rows of a statement that keeps no order, by their position and number, which come first in each."""
    return sorted(split_text_rows(rows), key=lambda row: (int(row[0]), int(row[1])))


@dataclass(frozen=True)
class _Lacks:
    """How many lines lack a price, a payer, or (by currency) an exchange rate."""

    unpriced: int
    uncovered: int
    rateless: Counter[str]


def _progress_of(lines: int, lacks: _Lacks, share: int) -> RoomProgress:
    """The progress of so many lines, of which `share` percent are covered."""
    unpriced, uncovered, rateless = lacks.unpriced, lacks.uncovered, lacks.rateless
    said = _n("%(num)d cost line", "%(num)d cost lines", lines)
    if not unpriced and not uncovered and not rateless:
        return RoomProgress(
            RoomState.READY, reason=_("%(lines)s, all covered", lines=said), part=100
        )
    title = (
        _n("Find who pays for %(num)d line", "Find who pays for %(num)d lines", uncovered)
        if uncovered
        else _n("Price %(num)d line", "Price %(num)d lines", unpriced)
    )
    return RoomProgress(
        RoomState.UNDER_WAY,
        reason=_reason(said, lacks, share),
        open=_n("%(num)d line", "%(num)d lines", uncovered + unpriced + rateless.total()),
        part=max(10, min(share, 99)),
        act=_rate_act(sorted(rateless))
        if rateless
        else _budget_act(
            title, _("Every line needs a price and somebody who pays for it."), _("Open the budget")
        ),
        needs=_open_needs(lacks),
    )


def _reason(said: str, lacks: _Lacks, share: int) -> str:
    """`12 cost lines, 80% covered, 2 lines not covered`: only what is not as it should be follows the number of lines."""
    unpriced, uncovered, rateless = lacks.unpriced, lacks.uncovered, lacks.rateless
    parts = [
        said,
        _("%(share)s covered", share=whole_percent(share)) if uncovered else "",
        _n("%(num)d line not covered", "%(num)d lines not covered", uncovered) if uncovered else "",
        _n("%(num)d line without a price", "%(num)d lines without a price", unpriced)
        if unpriced
        else "",
        *(
            _n(
                "%(num)d line in %(currency)s, which has no exchange rate yet",
                "%(num)d lines in %(currency)s, which has no exchange rate yet",
                number,
                currency=currency,
            )
            for currency, number in sorted(rateless.items())
        ),
    ]
    return ", ".join(part for part in parts if part)


def _budget_act(title: str, why: str, button: str, place: EventPage = BUDGET_PAGE) -> NextAct:
    return NextAct(title=title, why=why, button=button, place=place, can=Can.EDIT_BUDGET)


def _rate_act(currencies: list[str]) -> NextAct:
    return _budget_act(
        _n(
            "Enter the exchange rate of %(currencies)s",
            "Enter the exchange rates of %(currencies)s",
            len(currencies),
            currencies=", ".join(currencies),
        ),
        _("Without it these costs are in no sum, and nobody can tell whether they are covered."),
        _("Enter the rate"),
        RATES_PAGE,
    )


def _open_needs(lacks: _Lacks) -> list[OpenNeed]:
    uncovered, unpriced = lacks.uncovered, lacks.unpriced
    rates = [
        (
            number,
            _n(
                "cost line is in %(currency)s, which has no exchange rate yet",
                "cost lines are in %(currency)s, which has no exchange rate yet",
                number,
                currency=currency,
            ),
            _("Enter the rate"),
        )
        for currency, number in sorted(lacks.rateless.items())
    ]
    said = (
        (
            uncovered,
            _n("cost line is not covered", "cost lines are not covered", uncovered),
            _("Find a payer"),
        ),
        (unpriced, _n("cost line has no price", "cost lines have no price", unpriced), _("Price")),
    )
    return [
        *list_open_needs(RATES_PAGE, Can.EDIT_BUDGET, rates),
        *list_open_needs(BUDGET_PAGE, Can.EDIT_BUDGET, said),
    ]


BUDGET = Station(
    key="budget",
    name=_l("Budget"),
    page="budget.show_budget",
    band=Band.BEFORE,
    counts=_counts,
    told=budget_progress,
    sees=Can.SEE_BUDGET,
)
