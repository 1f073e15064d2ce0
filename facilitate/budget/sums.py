"""What a budget adds up to, as plain values: whole cents, and totals that are the sums of their rows in every currency.

What another currency is worth is reckoned row by row and rounded there, so that a sum shown is the sum of the rows shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ..lib.money import convert_cents, multiply_price
from ..lib.shares import share_in_tenths
from ..lib.shares import shares_in_tenths as tenths_of
from ..lib.text import Words
from .covering import CoveredCosts, cover_costs
from .models import ContributionKind, CostCategory, PledgeStatus

LEVELS = (PledgeStatus.PLEDGED, PledgeStatus.CONFIRMED, PledgeStatus.RECEIVED)
"""From a word to the money: what is received is confirmed too, what is confirmed is pledged too."""


@dataclass(frozen=True)
class BudgetLine:
    """A cost line: `quantity` in hundredths, everything else in whole cents of `currency`."""

    id: int
    code: str
    category: CostCategory
    title: Words
    quantity: int
    unit_cents: int
    currency: str
    unit: Words = Words()
    committed_cents: int | None = None
    paid_cents: int = 0

    @property
    def planned(self) -> int:
        """Quantity × unit price in cents, rounded half up."""
        return multiply_price(self.quantity, self.unit_cents)

    @property
    def owed(self) -> int:
        """What is ordered and not paid yet, in cents; never below nothing."""
        return max((self.committed_cents or 0) - self.paid_cents, 0)


@dataclass(frozen=True)
class BudgetGift:
    """A contribution: its value is `quantity` (hundredths) × `unit_cents`. `giver`: who, in words; `key`: who, to be told apart."""

    id: int
    code: str
    giver: str
    key: str
    kind: ContributionKind
    title: Words
    quantity: int
    unit_cents: int
    currency: str
    pledge: PledgeStatus = PledgeStatus.PLEDGED
    line_id: int | None = None
    category: CostCategory | None = None

    @property
    def value(self) -> int:
        """What it is worth in cents, rounded half up."""
        return multiply_price(self.quantity, self.unit_cents)


@dataclass(frozen=True)
class Exchange:
    """The budget's own currency, and what one unit of others is worth in it, in parts (`lib.money.RATE`)."""

    currency: str = "EUR"
    rates: Mapping[str, int] = field(default_factory=dict)

    def into(self, cents: int, currency: str) -> int | None:
        """The amount in the budget's own currency, rounded half up; None where no rate is known."""
        if currency == self.currency:
            return cents
        return convert_cents(cents, self.rates[currency]) if currency in self.rates else None


@dataclass(frozen=True)
class CurrencySum:
    """Amounts added up: `cents` in the budget's own currency, `each` exactly by currency, `apart` those without a rate."""

    cents: int = 0
    each: Mapping[str, int] = field(default_factory=dict)
    apart: Mapping[str, int] = field(default_factory=dict)


def add_amounts(amounts: Iterable[tuple[int, str]], exchange: Exchange) -> CurrencySum:
    """The sum of amounts (cents, currency). Each is converted and rounded by itself; without a rate it stands apart."""
    cents, each, apart = 0, dict[str, int](), dict[str, int]()
    for amount, currency in amounts:
        each[currency] = each.get(currency, 0) + amount
        worth = exchange.into(amount, currency)
        if worth is not None:
            cents += worth
        elif amount:
            apart[currency] = apart.get(currency, 0) + amount
    return CurrencySum(cents, each, apart)


@dataclass(frozen=True)
class CategorySection:
    """The lines of one category with their sums."""

    category: CostCategory
    lines: Sequence[BudgetLine]
    planned: CurrencySum
    committed: CurrencySum
    paid: CurrencySum


@dataclass(frozen=True)
class GiverShare:
    """What one giver carries, in cents of the budget's own currency, and its share of everything in tenths of a percent.

    `key` is empty for what nobody covers yet. `sure`: the part of it that is confirmed or received.
    """

    key: str
    name: str
    cents: int
    tenths: int
    sure: int = 0
    kinds: frozenset[ContributionKind] = frozenset()


@dataclass(frozen=True)
class Budget:
    """Everything an event costs and who carries it. `expected`: participants planned for; `attended`: those who came."""

    exchange: Exchange
    lines: Sequence[BudgetLine] = ()
    gifts: Sequence[BudgetGift] = ()
    expected: int = 0
    attended: int = 0

    @property
    def currency(self) -> str:
        return self.exchange.currency

    @cached_property
    def planned(self) -> CurrencySum:
        return add_amounts(((one.planned, one.currency) for one in self.lines), self.exchange)

    @cached_property
    def committed(self) -> CurrencySum:
        """What is ordered."""
        return add_amounts(
            ((one.committed_cents or 0, one.currency) for one in self.lines), self.exchange
        )

    @cached_property
    def paid(self) -> CurrencySum:
        return add_amounts(((one.paid_cents, one.currency) for one in self.lines), self.exchange)

    @cached_property
    def owed(self) -> CurrencySum:
        """What is ordered and not paid yet."""
        return add_amounts(((one.owed, one.currency) for one in self.lines), self.exchange)

    @cached_property
    def sections(self) -> list[CategorySection]:
        """The lines by category, in the order of the categories; empty ones are left out."""
        found = []
        for category in CostCategory:
            lines = [line for line in self.lines if line.category is category]
            if lines:
                found.append(CategorySection(category, lines, *_sums(lines, self.exchange)))
        return found

    def given(
        self,
        level: PledgeStatus = PledgeStatus.PLEDGED,
        kinds: Iterable[ContributionKind] = ContributionKind,
    ) -> CurrencySum:
        """The contributions that are at least so sure, of these kinds."""
        wanted = set(kinds)
        gifts = (
            one
            for one in self.gifts
            if one.kind in wanted and is_at_least_as_sure(one.pledge, level)
        )
        return add_amounts(((one.value, one.currency) for one in gifts), self.exchange)

    @cached_property
    def _covered(self) -> dict[PledgeStatus, CoveredCosts]:
        needs = [
            (line.id, line.category, worth)
            for line in self.lines
            if (worth := self.exchange.into(line.planned, line.currency)) is not None
        ]
        offers = {
            level: [
                (gift.id, gift.line_id, gift.category, worth)
                for gift in sorted(self.gifts, key=lambda one: (-LEVELS.index(one.pledge), one.id))
                if is_at_least_as_sure(gift.pledge, level)
                and (worth := self.exchange.into(gift.value, gift.currency)) is not None
            ]
            for level in LEVELS
        }
        return {level: cover_costs(needs, offers[level]) for level in LEVELS}

    def covered(self, level: PledgeStatus = PledgeStatus.PLEDGED) -> CoveredCosts:
        """What of the costs is covered by contributions that are at least so sure."""
        return self._covered[level]

    def uncovered(self, level: PledgeStatus = PledgeStatus.PLEDGED) -> int:
        """Cents of the planned costs that nothing so sure covers yet."""
        return self.planned.cents - self.covered(level).total

    @property
    def surplus(self) -> int:
        """Cents of contributions that find no cost to cover."""
        return sum(self.covered().spare.values())

    @cached_property
    def shares(self) -> list[GiverShare]:
        """Who carries what of the planned costs, the largest first, what nobody covers last; together exactly 100.0 %."""
        used = self.covered().used
        sure = {
            one.id for one in self.gifts if is_at_least_as_sure(one.pledge, PledgeStatus.CONFIRMED)
        }
        by: dict[str, list[BudgetGift]] = {}
        for gift in self.gifts:
            if used.get(gift.id):
                by.setdefault(gift.key, []).append(gift)
        rows = sorted(
            (
                (
                    key,
                    gifts,
                    sum(used[one.id] for one in gifts),
                    sum(used[one.id] for one in gifts if one.id in sure),
                )
                for key, gifts in by.items()
            ),
            key=lambda row: (-row[2], row[1][0].giver),
        )
        rest = self.uncovered()
        tenths = tenths_of([row[2] for row in rows] + [rest])
        found = [
            GiverShare(
                key=key,
                name=gifts[0].giver,
                cents=cents,
                tenths=part,
                sure=safe,
                kinds=frozenset(one.kind for one in gifts),
            )
            for (key, gifts, cents, safe), part in zip(rows, tenths, strict=False)
        ]
        return found + ([GiverShare("", "", rest, tenths[-1])] if rest else [])

    @property
    def not_in_cash(self) -> int:
        """Which share of the planned costs is carried in kind or by employers, in tenths of a percent."""
        used = self.covered().used
        kinds = {one.id: one.kind for one in self.gifts}
        cents = sum(
            amount for key, amount in used.items() if kinds[key] is not ContributionKind.CASH
        )
        return share_in_tenths(cents, self.planned.cents) or 0

    @property
    def unpriced(self) -> list[BudgetLine]:
        """Lines that have no price yet."""
        return [line for line in self.lines if not line.unit_cents]


def _sums(
    lines: Sequence[BudgetLine], exchange: Exchange
) -> tuple[CurrencySum, CurrencySum, CurrencySum]:
    return (
        add_amounts(((one.planned, one.currency) for one in lines), exchange),
        add_amounts(((one.committed_cents or 0, one.currency) for one in lines), exchange),
        add_amounts(((one.paid_cents, one.currency) for one in lines), exchange),
    )


def is_at_least_as_sure(pledge: PledgeStatus, level: PledgeStatus) -> bool:
    """Whether a contribution is at least so sure."""
    return LEVELS.index(pledge) >= LEVELS.index(level)


def cents_per_person(cents: int, people: int) -> int | None:
    """Cents for each of so many people, rounded half up; None for nobody."""
    return (2 * cents + people) // (2 * people) if people > 0 else None
