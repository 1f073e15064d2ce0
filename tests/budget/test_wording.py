"""A budget in words: the sentence a page opens with, what no sum holds, the line of the practice sheet."""

from dataclasses import replace

import pytest
from flask import Flask

from facilitate.budget import wording
from facilitate.budget.costs.actions import EventSize, usual_lines
from facilitate.budget.models import ContributionKind, CostCategory, PledgeStatus
from facilitate.budget.sums import Budget, BudgetGift, BudgetLine, Exchange
from facilitate.data.content import PACKAGE, read_toml
from facilitate.events.models import EventKind
from facilitate.lib.text import Words
from facilitate.web.i18n import use_language

HALL = BudgetLine(1, "L1", CostCategory.VENUE, Words("Hall"), 100, 1_845_000, "EUR")
CASH = BudgetGift(
    1,
    "C1",
    "A",
    "A",
    ContributionKind.CASH,
    Words("Cash"),
    100,
    1_320_000,
    "EUR",
    PledgeStatus.CONFIRMED,
)
GOODS = BudgetGift(
    2,
    "C2",
    "B",
    "B",
    ContributionKind.IN_KIND,
    Words("Goods"),
    100,
    315_000,
    "EUR",
    PledgeStatus.PLEDGED,
)


@pytest.mark.parametrize(
    ("budget", "said"),
    [
        (Budget(Exchange()), "No costs and no contributions have been entered yet."),
        (
            Budget(Exchange(), [], [CASH]),
            "€13,200 are pledged; no costs have been entered yet.",
        ),
        (
            Budget(Exchange(), [HALL], [CASH, GOODS]),
            "It costs €18,450; €13,200 are confirmed, €2,100 are not covered yet.",
        ),
        (
            Budget(Exchange(), [HALL], [CASH, replace(GOODS, unit_cents=525_000)]),
            "It costs €18,450; all of it is pledged, €13,200 are confirmed.",
        ),
        (
            Budget(Exchange(), [HALL], [replace(CASH, unit_cents=1_845_000)]),
            "It costs €18,450; all of it is covered and confirmed.",
        ),
        (
            Budget(
                Exchange(),
                [HALL],
                [replace(CASH, unit_cents=1_900_000, pledge=PledgeStatus.RECEIVED)],
            ),
            "It costs €18,450; all of it is covered and received.",
        ),
        (
            Budget(Exchange(), [replace(HALL, currency="ALL")]),
            "The cost is not known yet.",
        ),
        (
            Budget(
                Exchange(),
                [HALL, replace(HALL, id=2, currency="ALL")],
                [replace(CASH, unit_cents=1_845_000)],
            ),
            "Not counting the costs that have no exchange rate yet, it costs €18,450; €18,450 are "
            "confirmed.",
        ),
    ],
)
def test_the_page_opens_with_one_plain_sentence(app: Flask, budget: Budget, said: str) -> None:
    with app.test_request_context(), use_language("en"):
        assert wording.budget_lead(budget) == said


def test_the_practice_sheet_gets_one_line(app: Flask) -> None:
    budget = Budget(Exchange(), [HALL], [CASH, GOODS], expected=120)
    with app.test_request_context():
        with use_language("en"):
            assert wording.cost_sentence(budget) == "€18,450, €154 per participant; 17% in kind."
            assert (
                wording.cost_sentence(replace(budget, attended=100, gifts=()))
                == "€18,450, €185 per participant."
            )
            assert wording.cost_sentence(Budget(Exchange())) == ""
        with use_language("sq"):
            said = wording.cost_sentence(budget)
            assert said == "18\u00a0450\u00a0€, 154\u00a0€ për pjesëmarrës; 17\u00a0% në natyrë."


def test_amounts_without_a_rate_are_named(app: Flask) -> None:
    francs = BudgetLine(2, "L2", CostCategory.FEES, Words("Expert"), 100, 120_000, "CHF")
    with app.test_request_context(), use_language("en"):
        assert wording.unconverted_sentence(Budget(Exchange(), [HALL, francs]).planned) == (
            "CHF\u00a01,200 are not in the sum: there is no exchange rate."
        )
        assert wording.unconverted_sentence(Budget(Exchange(), [HALL]).planned) == ""
        assert wording.about_percent(3) == "<\u00a01%"


@pytest.mark.parametrize("kind", [kind.value for kind in EventKind])
def test_every_kind_of_event_has_usual_lines_in_both_languages(kind: str) -> None:
    table = read_toml(PACKAGE / "budget" / "usual.toml")
    lines = usual_lines(table, kind, EventSize(2, 110, 55, 8))
    assert lines
    for line in lines:
        assert line.title.en
        assert line.title.sq
        assert line.unit.en
        assert line.unit.sq
        assert line.quantity > 0
    assert set(table) == {one.value for one in EventKind}


def test_the_conference_has_the_cost_lines_of_the_field() -> None:
    table = read_toml(PACKAGE / "budget" / "usual.toml")
    lines = usual_lines(table, "conference", EventSize(2, 110, 55, 8))
    wanted = {
        CostCategory.VENUE,
        CostCategory.EQUIPMENT,
        CostCategory.MEALS,
        CostCategory.LODGING,
        CostCategory.FACILITATORS,
        CostCategory.MATERIALS,
        CostCategory.PRINTING,
        CostCategory.FEES,
        CostCategory.TRAVEL,
        CostCategory.PER_DIEM,
    }
    assert wanted <= {line.category for line in lines}
    assert {line.title.en: line.quantity for line in lines}["Coffee breaks"] == 44_000
