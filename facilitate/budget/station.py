"""How far a budget is: what it costs is written, and somebody pays each line."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

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
from ..web.i18n import _, _l, _n
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


def _worth(quantity: str, unit: str, currency: str, exchange: Exchange) -> int | None:
    return exchange.into(multiply_price(int(quantity), int(unit)), currency)


def budget_progress(found: StationCounts, event: Event, today: date) -> RoomProgress:
    """Ready once every line has its price, a rate where it needs one, and is covered."""
    lines = sorted(split_text_rows(found["lines"]), key=lambda row: (int(row[0]), int(row[1])))
    if not lines:
        return RoomProgress(
            RoomState.NOT_BEGUN,
            reason=_("no cost entered yet"),
            act=_act(
                _("Write what it costs"),
                _("You can add the usual lines at once; then say for each who pays for it."),
                _("Create the budget"),
            ),
        )
    exchange = Exchange(
        found["currency"] or "EUR",
        {name: int(worth) for name, worth in split_text_rows(found["rates"])},
    )
    needed = {
        int(key): _worth(many, unit, money, exchange)
        for _at, key, _kind, many, unit, money in lines
    }
    kinds = {int(row[1]): row[2] for row in lines}
    gifts = sorted(split_text_rows(found["gifts"]), key=lambda row: (int(row[0]), int(row[1])))
    offers = [
        (int(key), int(line) if line else None, kind or None, cents)
        for _at, key, line, kind, many, unit, money in gifts
        if (cents := _worth(many, unit, money, exchange)) is not None
    ]
    known = [(key, kinds[key], cents) for key, cents in needed.items() if cents is not None]
    paid = cover_costs(known, offers)
    unpriced = sum(not int(unit) for _at, _key, _kind, _many, unit, _money in lines)
    rateless = Counter(
        money
        for _at, key, _kind, count, unit, money in lines
        if int(count) and int(unit) and needed[int(key)] is None
    )
    uncovered = sum(paid.lines[key] < cents for key, _kind, cents in known)
    planned = sum(cents for _key, _kind, cents in known)
    lacks = _Lacks(unpriced, uncovered, rateless)
    return _said(len(lines), lacks, percent_done(paid.total, planned))


@dataclass(frozen=True)
class _Lacks:
    """How many lines lack a price, a payer, or (by currency) an exchange rate."""

    unpriced: int
    uncovered: int
    rateless: Counter[str]


def _said(lines: int, lacks: _Lacks, share: int) -> RoomProgress:
    unpriced, uncovered, rateless = lacks.unpriced, lacks.uncovered, lacks.rateless
    said = _n("%(num)d cost line", "%(num)d cost lines", lines)
    if not unpriced and not uncovered and not rateless:
        return RoomProgress(
            RoomState.READY, reason=_("%(lines)s, all of it covered", lines=said), part=100
        )
    parts = [
        said,
        _("%(share)d %% covered", share=share) if uncovered else "",
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
    title = (
        _n("Find who pays for %(num)d line", "Find who pays for %(num)d lines", uncovered)
        if uncovered
        else _n("Price %(num)d line", "Price %(num)d lines", unpriced)
    )
    return RoomProgress(
        RoomState.UNDER_WAY,
        reason=", ".join(part for part in parts if part),
        open=_n("%(num)d line", "%(num)d lines", uncovered + unpriced + rateless.total()),
        part=max(10, min(share, 99)),
        act=_rate_act(sorted(rateless))
        if rateless
        else _act(
            title, _("Every line needs a price and somebody who pays for it."), _("Open the budget")
        ),
        needs=_needs(lacks),
    )


def _act(title: str, why: str, button: str, place: EventPage = BUDGET_PAGE) -> NextAct:
    return NextAct(title=title, why=why, button=button, place=place, can=Can.EDIT_BUDGET)


def _rate_act(currencies: list[str]) -> NextAct:
    return _act(
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


def _needs(lacks: _Lacks) -> list[OpenNeed]:
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
