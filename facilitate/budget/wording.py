"""A budget in words: amounts, the sentence a page opens with, what no sum can hold, what a mistake was."""

from collections.abc import Mapping

from ..lib import money as written
from ..lib.money import MoneyFault, NotMoney, turn_rate
from ..web.i18n import _, _n, current_language, format_percent, whole_percent
from .models import PledgeStatus
from .sums import Budget, CurrencySum, cents_per_person


def money_text(cents: int, currency: str) -> str:
    """`€1,250.50`: for tables, always with cents."""
    return written.format_money(cents, currency, current_language())


def round_money(cents: int, currency: str) -> str:
    """`€1,250`: for sentences, with cents only where there are some."""
    return written.format_money(cents, currency, current_language(), decimals=False)


def whole_money(cents: int, currency: str) -> str:
    """`€154`: for averages, rounded to whole units from ten on."""
    return round_money((cents + 50) // 100 * 100 if cents >= 1000 else cents, currency)


def quantity_text(hundredths: int) -> str:
    """`110`, `2,5`."""
    return written.format_quantity(hundredths, current_language())


def rate_text(worth: int) -> str:
    """`0.0101317123`."""
    return written.format_rate(worth, current_language())


def rate_said(currency: str, worth: int, own: str) -> str:
    """A rate as people say it, the larger one second, to four decimals: `1 EUR = 98.70 ALL`, `1 CHF = 1.06 EUR`."""
    one, other, value = (
        (currency, own, worth) if worth >= written.RATE else (own, currency, turn_rate(worth))
    )
    fine = written.RATE // 10_000
    return _(
        "1 %(one)s = %(worth)s %(own)s",
        one=one,
        worth=rate_text((value + fine // 2) // fine * fine),
        own=other,
    )


def share_percent(tenths: int) -> str:
    """`43.0%`."""
    return format_percent(tenths / 1000)


def about_percent(tenths: int) -> str:
    """`43%`, for sentences; a little is not nothing."""
    return f"<\u00a0{whole_percent(1)}" if 0 < tenths < 5 else whole_percent((tenths + 5) // 10)


def list_amounts(amounts: Mapping[str, int]) -> str:
    """`€1,200.00 + CHF 300.00`: by currency, exactly."""
    return " + ".join(money_text(cents, currency) for currency, cents in amounts.items())


def budget_lead(budget: Budget) -> str:
    """What a budget's page opens with: `The conference costs €18,450; €13,200 are confirmed, €2,100 are not covered yet.`"""
    if not budget.lines:
        if not budget.gifts:
            return _("No costs and no contributions have been entered yet.")
        return _(
            "%(given)s are pledged; no costs have been entered yet.",
            given=_round(budget, budget.given().cents),
        )
    cost, sure = (
        _round(budget, budget.planned.cents),
        _round(budget, budget.covered(PledgeStatus.CONFIRMED).total),
    )
    if budget.planned.apart:
        if not budget.planned.cents:
            return _("The cost is not known yet.")
        if budget.uncovered() == 0:
            return _(
                "Not counting the costs that have no exchange rate yet, it costs %(cost)s; %(sure)s are "
                "confirmed.",
                cost=cost,
                sure=sure,
            )
        return _(
            "Not counting the costs that have no exchange rate yet, it costs %(cost)s; %(sure)s are "
            "confirmed, %(open)s are not covered yet.",
            cost=cost,
            sure=sure,
            open=_round(budget, budget.uncovered()),
        )
    if budget.uncovered(PledgeStatus.RECEIVED) == 0:
        return _("It costs %(cost)s; all of it is covered and received.", cost=cost)
    if budget.uncovered(PledgeStatus.CONFIRMED) == 0:
        return _("It costs %(cost)s; all of it is covered and confirmed.", cost=cost)
    if budget.uncovered() == 0:
        return _(
            "It costs %(cost)s; all of it is pledged, %(sure)s are confirmed.", cost=cost, sure=sure
        )
    return _(
        "It costs %(cost)s; %(sure)s are confirmed, %(open)s are not covered yet.",
        cost=cost,
        sure=sure,
        open=_round(budget, budget.uncovered()),
    )


def _round(budget: Budget, cents: int) -> str:
    return round_money(cents, budget.currency)


def unconverted_sentence(sum_: CurrencySum) -> str:
    """`CHF 1,200 are not in the sum: no rate.`; nothing where every currency has one."""
    if not sum_.apart:
        return ""
    amounts = ", ".join(round_money(cents, currency) for currency, cents in sum_.apart.items())
    return _("%(amounts)s are not in the sum: there is no exchange rate.", amounts=amounts)


def rateless_sentence(budget: Budget) -> str:
    """`1 cost line is in ALL, which has no exchange rate yet.`; nothing where every currency of the costs has one."""
    apart = budget.planned.apart
    count = sum(line.currency in apart and line.planned > 0 for line in budget.lines)
    if not count:
        return ""
    return (
        _n(
            "%(num)d cost line is in %(currency)s, which has no exchange rate yet.",
            "%(num)d cost lines are in %(currency)s, which has no exchange rate yet.",
            count,
            currency=next(iter(apart)),
        )
        if len(apart) == 1
        else _(
            "%(num)d cost lines are in %(currencies)s, which have no exchange rates yet.",
            num=count,
            currencies=", ".join(sorted(apart)),
        )
    )


def unpriced_sentence(budget: Budget) -> str:
    """`9 lines have no price yet.`"""
    count = len(budget.unpriced)
    return (
        _n("%(num)d line has no price yet.", "%(num)d lines have no price yet.", count)
        if count
        else ""
    )


def cost_sentence(budget: Budget) -> str:
    """The cost in one line, for the practice sheet: `€18,450, €154 per participant; 43% in kind.` Nothing without costs."""
    if not budget.planned.cents:
        return ""
    people = budget.attended or budget.expected
    each = cents_per_person(budget.planned.cents, people)
    cost = _round(budget, budget.planned.cents)
    if each is not None:
        cost = _(
            "%(cost)s, %(each)s per participant", cost=cost, each=whole_money(each, budget.currency)
        )
    said = (
        _("%(cost)s; %(share)s in kind", cost=cost, share=about_percent(budget.not_in_cash))
        if budget.not_in_cash
        else cost
    )
    return " ".join(text for text in (said + ".", unconverted_sentence(budget.planned)) if text)


def amount_mistake(problem: NotMoney) -> str:
    """Why a text is no amount, in a plain sentence."""
    if problem.why is MoneyFault.CURRENCY:
        return _(
            "The currency “%(what)s” is unknown. Write its three letters: EUR, ALL, USD …",
            what=problem.what,
        )
    if problem.why is MoneyFault.NEGATIVE:
        return _(
            "“%(what)s” is less than zero. Write an amount without a minus.", what=problem.what
        )
    if problem.why is MoneyFault.FINER:
        return _("“%(what)s” has more than two decimals. Write at most two.", what=problem.what)
    if problem.why is MoneyFault.TOO_LARGE:
        return _("“%(what)s” is too large to be a price.", what=problem.what)
    return _("“%(what)s” is not an amount. Write it like 1250,50 or 1 250.50.", what=problem.what)


def amount_understood(typed: str, amount: str) -> str:
    """How a doubtful amount was taken."""
    return _("“%(typed)s” was read as %(amount)s.", typed=typed, amount=amount)
