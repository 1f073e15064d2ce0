"""Totals are the sums of their rows, in every currency; what is covered and what is not is the whole."""

from hypothesis import given
from hypothesis import strategies as st

from facilitate.budget.models import ContributionKind, CostCategory, PledgeStatus
from facilitate.budget.sums import (
    LEVELS,
    Budget,
    BudgetGift,
    BudgetLine,
    CurrencySum,
    Exchange,
    GiverShare,
    add_amounts,
    cents_per_person,
)
from facilitate.lib.text import Words

CURRENCIES = ["EUR", "ALL", "CHF", "USD"]
cents = st.integers(0, 10**9)
lines = st.lists(
    st.builds(
        BudgetLine,
        id=st.integers(1, 10**6),
        code=st.just("L"),
        category=st.sampled_from(list(CostCategory)),
        title=st.just(Words("x")),
        quantity=st.integers(0, 100_000),
        unit_cents=st.integers(0, 10**7),
        currency=st.sampled_from(CURRENCIES),
        committed_cents=st.none() | cents,
        paid_cents=cents,
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)
exchanges = st.builds(
    Exchange,
    currency=st.sampled_from(["EUR", "ALL"]),
    rates=st.dictionaries(st.sampled_from(CURRENCIES), st.integers(1, 10**9), max_size=3),
)


@st.composite
def budgets(draw: st.DrawFn) -> Budget:
    rows = draw(lines)
    ids = [row.id for row in rows] + [0]
    gifts = draw(
        st.lists(
            st.builds(
                BudgetGift,
                id=st.integers(1, 10**6),
                code=st.just("C"),
                giver=st.sampled_from("ABC"),
                key=st.sampled_from("ABC"),
                kind=st.sampled_from(list(ContributionKind)),
                title=st.just(Words("y")),
                quantity=st.integers(0, 100_000),
                unit_cents=st.integers(0, 10**7),
                currency=st.sampled_from(CURRENCIES),
                pledge=st.sampled_from(list(PledgeStatus)),
                line_id=st.none() | st.sampled_from(ids),
                category=st.none() | st.sampled_from(list(CostCategory)),
            ),
            max_size=8,
            unique_by=lambda one: one.id,
        )
    )
    return Budget(draw(exchanges), rows, gifts, draw(st.integers(0, 500)))


@given(st.lists(st.tuples(cents, st.sampled_from(CURRENCIES))), exchanges)
def test_totals_in_every_currency_are_the_sums_of_their_rows(
    rows: list[tuple[int, str]], exchange: Exchange
) -> None:
    total = add_amounts(rows, exchange)
    for currency in CURRENCIES:
        assert total.each.get(currency, 0) == sum(
            amount for amount, code in rows if code == currency
        )
    worth = [exchange.into(amount, currency) for amount, currency in rows]
    assert total.cents == sum(one for one in worth if one is not None)
    apart = {
        code for (amount, code), one in zip(rows, worth, strict=True) if one is None and amount
    }
    assert set(total.apart) == apart
    assert all(total.apart[code] == total.each[code] for code in apart)


@given(budgets())
def test_categories_add_up_to_the_whole(budget: Budget) -> None:
    for name in ("planned", "committed", "paid"):
        whole, parts = getattr(budget, name), [getattr(one, name) for one in budget.sections]
        assert whole.cents == sum(one.cents for one in parts)
        for currency in CURRENCIES:
            assert whole.each.get(currency, 0) == sum(one.each.get(currency, 0) for one in parts)
            assert whole.apart.get(currency, 0) == sum(one.apart.get(currency, 0) for one in parts)


@given(budgets())
def test_what_is_covered_and_what_is_not_is_the_whole(budget: Budget) -> None:
    worth = {one.id: budget.exchange.into(one.value, one.currency) for one in budget.gifts}
    before = -1
    for level in LEVELS:
        found = budget.covered(level)
        assert found.total + budget.uncovered(level) == budget.planned.cents
        assert found.total == sum(found.used.values())
        assert budget.uncovered(level) >= 0
        assert before <= budget.uncovered(level)  # the surer, the less is covered
        before = budget.uncovered(level)
        for key in found.used:
            assert found.used[key] + found.spare[key] == worth[key]
    for line in budget.lines:
        planned = budget.exchange.into(line.planned, line.currency)
        assert planned is None or 0 <= budget.covered().lines[line.id] <= planned


@given(budgets())
def test_shares_add_up(budget: Budget) -> None:
    shares = budget.shares
    assert sum(one.cents for one in shares) == budget.planned.cents
    assert sum(one.tenths for one in shares) == (1000 if budget.planned.cents else 0)
    assert all(0 <= one.sure <= one.cents for one in shares)
    assert 0 <= budget.not_in_cash <= 1000


def line(key: int, category: CostCategory, cents: int) -> BudgetLine:
    return BudgetLine(key, f"L{key}", category, Words("x"), 100, cents, "EUR")


def gift(
    key: int,
    cents: int,
    line_id: int | None = None,
    category: CostCategory | None = None,
    **more: object,
) -> BudgetGift:
    return BudgetGift(
        key,
        f"C{key}",
        "A",
        "A",
        ContributionKind.CASH,
        Words("y"),
        100,
        cents,
        "EUR",
        line_id=line_id,
        category=category,
        **more,  # type: ignore[arg-type]
    )


def test_a_meal_pays_no_hall() -> None:
    lines_ = [
        line(1, CostCategory.VENUE, 1000),
        line(2, CostCategory.MEALS, 300),
        line(3, CostCategory.MEALS, 200),
    ]
    budget = Budget(
        Exchange(),
        lines_,
        [gift(1, 600, category=CostCategory.MEALS), gift(2, 50, 2), gift(3, 10, 99)],
    )
    found = budget.covered()
    assert found.lines == {1: 0, 2: 300, 3: 200}
    assert found.used == {2: 50, 3: 0, 1: 450}
    assert budget.uncovered() == 1000
    assert budget.surplus == 160


def test_what_is_meant_for_something_comes_before_what_is_meant_for_the_whole() -> None:
    lines_ = [
        line(1, CostCategory.VENUE, 1000),
        line(2, CostCategory.MEALS, 300),
        line(3, CostCategory.MEALS, 200),
    ]
    gifts = [
        gift(1, 1400),
        gift(2, 400, category=CostCategory.MEALS),
        gift(3, 900, 1, category=CostCategory.MEALS),
    ]
    found = Budget(Exchange(), lines_, gifts).covered()
    assert found.lines == {1: 1000, 2: 300, 3: 200}
    assert found.used == {
        3: 900,
        2: 400,
        1: 200,
    }  # for a line, whatever its category; for a category; for the whole
    assert found.spare == {1: 1200, 2: 0, 3: 0}
    assert found.total == 1500


def test_a_category_is_filled_line_by_line_and_no_further_than_the_money_goes() -> None:
    lines_ = [
        line(1, CostCategory.MEALS, 300),
        line(2, CostCategory.MEALS, 300),
        line(3, CostCategory.MEALS, 300),
    ]
    found = Budget(Exchange(), lines_, [gift(1, 350, category=CostCategory.MEALS)]).covered()
    assert (found.lines, found.used, found.spare) == ({1: 300, 2: 50, 3: 0}, {1: 350}, {1: 0})


def test_what_is_owed_is_never_below_nothing() -> None:
    rows = [
        BudgetLine(
            1,
            "L1",
            CostCategory.VENUE,
            Words("x"),
            100,
            1000,
            "EUR",
            committed_cents=900,
            paid_cents=400,
        ),
        BudgetLine(
            2,
            "L2",
            CostCategory.VENUE,
            Words("x"),
            100,
            1000,
            "EUR",
            committed_cents=900,
            paid_cents=1200,
        ),
        BudgetLine(
            3, "L3", CostCategory.VENUE, Words("x"), 100, 1000, "EUR", paid_cents=700
        ),  # paid, nothing ordered
        BudgetLine(4, "L4", CostCategory.MEALS, Words("x"), 100, 1000, "ALL", committed_cents=50),
    ]
    assert [one.owed for one in rows] == [500, 0, 0, 50]
    budget = Budget(Exchange(), rows)
    assert (budget.owed.cents, budget.owed.each, budget.owed.apart) == (
        500,
        {"EUR": 500, "ALL": 50},
        {"ALL": 50},
    )
    assert (budget.committed.cents, budget.paid.cents) == (1800, 2300)


def test_money_for_the_whole_fills_what_is_left_and_counts_when_it_is_sure() -> None:
    lines_ = [line(1, CostCategory.VENUE, 1000), line(2, CostCategory.MEALS, 300)]
    budget = Budget(
        Exchange(), lines_, [gift(1, 700), gift(2, 1000, 1, pledge=PledgeStatus.CONFIRMED)]
    )
    assert [budget.uncovered(level) for level in LEVELS] == [0, 300, 1300]
    assert budget.surplus == 400


def test_what_has_no_rate_is_told_apart() -> None:
    lines_ = [
        line(1, CostCategory.VENUE, 1000),
        BudgetLine(2, "L2", CostCategory.FEES, Words("x"), 200, 60_000, "CHF"),
    ]
    budget = Budget(Exchange("EUR", {"ALL": 10_132}), lines_)
    assert budget.planned.cents == 1000
    assert budget.planned.apart == {"CHF": 120_000}


def test_per_head_is_rounded_half_up_and_nobody_costs_nothing() -> None:
    assert cents_per_person(1001, 2) == 501
    assert cents_per_person(1000, 3) == 333
    assert cents_per_person(1000, 0) is None
    assert cents_per_person(1001, 1) == 1001


def test_an_amount_is_turned_into_the_currency_of_the_budget_where_a_rate_is_known() -> None:
    exchange = Exchange("EUR", {"ALL": 100_000_000})  # a hundred lekë for a euro
    assert [exchange.into(1_050, code) for code in ("EUR", "ALL", "CHF")] == [1_050, 11, None]
    assert add_amounts([(100, "EUR"), (1_050, "ALL"), (1_050, "ALL")], exchange) == CurrencySum(
        122, {"EUR": 100, "ALL": 2_100}, {}
    )


def test_nothing_stands_apart_where_nothing_is_asked_for() -> None:
    assert add_amounts([(0, "CHF")], Exchange()) == CurrencySum(0, {"CHF": 0}, {})
    assert CurrencySum().cents == 0


def test_a_category_without_lines_has_no_section() -> None:
    lines_ = [
        line(1, CostCategory.MEALS, 300),
        line(2, CostCategory.VENUE, 1000),
        line(3, CostCategory.MEALS, 200),
    ]
    sections = {
        one.category: [row.id for row in one.lines] for one in Budget(Exchange(), lines_).sections
    }
    assert sections == {CostCategory.VENUE: [2], CostCategory.MEALS: [1, 3]}


def test_nobody_is_expected_and_nobody_came_until_it_is_said() -> None:
    assert (Budget(Exchange()).expected, Budget(Exchange()).attended) == (0, 0)


def from_giver(
    key: int, giver: str, kind: ContributionKind, pledge: PledgeStatus, cents: int
) -> BudgetGift:
    return BudgetGift(
        key, f"C{key}", giver, giver.lower(), kind, Words("y"), 100, cents, "EUR", pledge
    )


GIFTS = [
    from_giver(1, "Zana", ContributionKind.CASH, PledgeStatus.PLEDGED, 100),
    from_giver(2, "Arta", ContributionKind.IN_KIND, PledgeStatus.CONFIRMED, 100),
    from_giver(3, "Besa", ContributionKind.CASH, PledgeStatus.RECEIVED, 150),
    from_giver(4, "Besa", ContributionKind.IN_KIND, PledgeStatus.PLEDGED, 250),
    from_giver(5, "Dora", ContributionKind.IN_KIND, PledgeStatus.PLEDGED, 200),
]


def test_contributions_are_told_by_how_sure_they_are_and_by_kind() -> None:
    budget = Budget(Exchange(), gifts=GIFTS)
    assert [budget.given(level).cents for level in LEVELS] == [800, 250, 150]
    assert budget.given(kinds=[ContributionKind.CASH]).cents == 250
    assert budget.given(PledgeStatus.CONFIRMED, iter([ContributionKind.IN_KIND])).cents == 100
    assert (
        budget.given(
            kinds=(kind for kind in (ContributionKind.CASH, ContributionKind.IN_KIND))
        ).cents
        == 800
    )
    assert budget.given(kinds=[]).cents == 0


def test_the_surest_contribution_is_used_first_and_then_the_oldest() -> None:
    gifts = [
        gift(4, 100),
        gift(1, 100),
        gift(3, 100, pledge=PledgeStatus.RECEIVED),
        gift(2, 100, pledge=PledgeStatus.CONFIRMED),
    ]
    found = Budget(Exchange(), [line(1, CostCategory.VENUE, 250)], gifts).covered()
    assert found.used == {3: 100, 2: 100, 1: 50, 4: 0}


def test_who_carries_most_comes_first_by_name_where_it_is_the_same_and_what_is_left_last() -> None:
    budget = Budget(Exchange(), [line(1, CostCategory.VENUE, 1000)], GIFTS)
    assert budget.shares == [
        GiverShare(
            "besa",
            "Besa",
            400,
            400,
            150,
            frozenset({ContributionKind.CASH, ContributionKind.IN_KIND}),
        ),
        GiverShare("dora", "Dora", 200, 200, 0, frozenset({ContributionKind.IN_KIND})),
        GiverShare("arta", "Arta", 100, 100, 100, frozenset({ContributionKind.IN_KIND})),
        GiverShare("zana", "Zana", 100, 100, 0, frozenset({ContributionKind.CASH})),
        GiverShare("", "", 200, 200, 0, frozenset()),
    ]
    assert GiverShare("a", "A", 1, 1).sure == 0


def test_names_decide_between_givers_of_the_same_sum_whatever_they_are_told_apart_by() -> None:
    gifts = [
        BudgetGift(key, f"C{key}", giver, apart, ContributionKind.CASH, Words("y"), 100, 50, "EUR")
        for key, giver, apart in ((1, "Zana", "1"), (2, "Arta", "2"))
    ]
    assert [
        one.name for one in Budget(Exchange(), [line(1, CostCategory.VENUE, 100)], gifts).shares
    ] == [
        "Arta",
        "Zana",
    ]


def test_what_is_wholly_covered_leaves_no_share_to_nobody() -> None:
    budget = Budget(Exchange(), [line(1, CostCategory.VENUE, 100)], [gift(1, 100)])
    assert [(one.name, one.tenths) for one in budget.shares] == [("A", 1000)]


def test_what_is_not_carried_in_cash_is_a_share_of_the_costs() -> None:
    assert Budget(Exchange(), [line(1, CostCategory.VENUE, 1000)], GIFTS).not_in_cash == 550
    assert Budget(Exchange()).not_in_cash == 0


def test_a_line_without_a_price_is_named() -> None:
    budget = Budget(Exchange(), [line(1, CostCategory.VENUE, 0), line(2, CostCategory.MEALS, 300)])
    assert [one.id for one in budget.unpriced] == [1]


def test_nothing_is_owed_where_nothing_is_ordered() -> None:
    assert line(1, CostCategory.VENUE, 1000).owed == 0
