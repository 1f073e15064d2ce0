"""What is told a sponsor, as plain values: what they gave, how far it is, what it is for, which share of the whole it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...web.i18n import _, format_day, label_of, percent_in_words, pick_wording
from .. import wording
from ..models import Contribution, ContributionKind, PledgeStatus
from ..queries import giver_key
from ..sums import Budget, BudgetGift, BudgetLine, CategorySection, is_at_least_as_sure


@dataclass(frozen=True)
class SponsorGift:
    """One contribution in words: what, its value, how the value was found, how far it is."""

    what: str
    value: str
    basis: str
    state: str


@dataclass(frozen=True)
class SponsorSpending:
    """One thing it went to: a cost line, or a category where it is for the whole; planned and paid in words."""

    what: str
    planned: str
    paid: str


@dataclass(frozen=True)
class SponsorAccount:
    """Everything a letter says about one sponsor. `share` is empty where nothing can be said of a whole.

    `whole`: it is for the event as a whole, so `spent` are all its costs; `total`: planned and paid together, in words.
    """

    to: str
    given: Sequence[SponsorGift]
    spent: Sequence[SponsorSpending]
    worth: str
    received: str
    share: str
    cost: str
    total: tuple[str, str]
    several: bool
    whole: bool
    all_received: bool


def sponsor_account(rows: Sequence[Contribution], budget: Budget, to: str) -> SponsorAccount:
    """The account of one giver, in the language spoken now. `rows`: their contributions."""
    ids = {row.id for row in rows}
    gifts = [gift for gift in budget.gifts if gift.id in ids]
    got = [gift for gift in gifts if gift.pledge is PledgeStatus.RECEIVED]
    share = next((one for one in budget.shares if gifts and one.key == gifts[0].key), None)
    return SponsorAccount(
        to,
        [_given(row, gift) for row, gift in zip(rows, gifts, strict=True)],
        _spent(gifts, budget),
        worth=_sum(gifts, budget),
        received=_sum(got, budget),
        share=percent_in_words(share.tenths / 1000) if share else "",
        cost=wording.round_money(budget.planned.cents, budget.currency),
        total=(
            wording.money_text(budget.planned.cents, budget.currency),
            wording.money_text(budget.paid.cents, budget.currency),
        ),
        several=len(gifts) > 1,
        whole=any(_for_all(gift) for gift in gifts),
        all_received=len(got) == len(gifts),
    )


def _sum(gifts: Sequence[BudgetGift], budget: Budget) -> str:
    """What they are worth together: in their own currency where it is one, else in the budget's."""
    currencies = {gift.currency for gift in gifts}
    if not gifts:
        return ""
    if len(currencies) == 1:
        return wording.money_text(sum(gift.value for gift in gifts), currencies.pop())
    worth = [budget.exchange.into(gift.value, gift.currency) for gift in gifts]
    if None in worth:
        by = {
            code: sum(gift.value for gift in gifts if gift.currency == code)
            for code in sorted(currencies)
        }
        return wording.list_amounts(by)
    return wording.money_text(sum(one for one in worth if one is not None), budget.currency)


def _given(row: Contribution, gift: BudgetGift) -> SponsorGift:
    what = pick_wording(row.title)
    if gift.quantity != 100:
        what += f" ({wording.quantity_text(gift.quantity)} × {wording.money_text(gift.unit_cents, gift.currency)})"
    basis = ", ".join(
        text for text in (label_of(row.basis) if row.basis else "", row.basis_note) if text
    )
    if not basis:
        basis = label_of(ContributionKind.CASH) if row.kind is ContributionKind.CASH else "–"
    return SponsorGift(what, wording.money_text(gift.value, gift.currency), basis, _state(row))


def _state(row: Contribution) -> str:
    on: date | None = {
        PledgeStatus.PLEDGED: row.pledged_on,
        PledgeStatus.CONFIRMED: row.confirmed_on,
        PledgeStatus.RECEIVED: row.received_on,
    }[row.pledge]
    return (
        _("%(state)s on %(day)s", state=label_of(row.pledge), day=format_day(on, "dated"))
        if on
        else label_of(row.pledge)
    )


def _spent(gifts: Sequence[BudgetGift], budget: Budget) -> list[SponsorSpending]:
    """What the gifts are for, each once, in the order of the budget; one that is for the whole shows its categories."""
    if any(_for_all(gift) for gift in gifts):
        return [_section(one, budget) for one in budget.sections]
    ids, categories = (
        {gift.line_id for gift in gifts},
        {gift.category for gift in gifts if gift.line_id is None},
    )
    return [
        _line(line)
        for section in budget.sections
        for line in section.lines
        if line.id in ids or line.category in categories
    ]


def _for_all(gift: BudgetGift) -> bool:
    return gift.line_id is None and gift.category is None


def _section(section: CategorySection, budget: Budget) -> SponsorSpending:
    planned = wording.money_text(section.planned.cents, budget.currency)
    return SponsorSpending(
        label_of(section.category), planned, wording.money_text(section.paid.cents, budget.currency)
    )


def _line(line: BudgetLine) -> SponsorSpending:
    planned = wording.money_text(line.planned, line.currency)
    return SponsorSpending(
        pick_wording(line.title), planned, wording.money_text(line.paid_cents, line.currency)
    )


def contributions_by_giver(rows: Sequence[Contribution]) -> list[list[Contribution]]:
    """The contributions of each sponsor; what employers carry is nobody's to be thanked for by letter."""
    found: dict[str, list[Contribution]] = {}
    for row in rows:
        if row.kind is not ContributionKind.EMPLOYER:
            found.setdefault(giver_key(row), []).append(row)
    return list(found.values())


def is_all_confirmed(rows: Sequence[Contribution]) -> bool:
    """Whether everything they pledged is confirmed."""
    return all(is_at_least_as_sure(row.pledge, PledgeStatus.CONFIRMED) for row in rows)
