"""Speed of budgets, printed by `make bench`: 300 cost lines in three currencies, 100 contributions; page, workbook, letters."""

from collections.abc import Callable

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.budget.excel.actions import budget_workbook, compare_budget_file
from facilitate.budget.models import (
    Contribution,
    ContributionKind,
    CostCategory,
    CostLine,
    PledgeStatus,
    Rate,
)
from facilitate.budget.queries import book_of
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.text import Words

from . import moment
from .bench_agenda import cpu_milliseconds
from .statements import count_statements

SLUG, LINES, GIFTS = "launch-2004", 300, 100
CURRENCIES, KINDS = ("EUR", "ALL", "USD"), tuple(CostCategory)


def many_lines(event: Event) -> None:
    """Fill the budget of an event that has none."""
    rows = [
        CostLine(
            event_id=event.id,
            code=f"L{number}",
            position=number,
            category=KINDS[number % len(KINDS)],
            title=Words(f"Line {number}", f"Zëri {number}"),
            unit=Words("day", "ditë"),
            quantity=100 * (number % 40 + 1),
            unit_cents=1_999 + number,
            currency=CURRENCIES[number % 3],
            committed_cents=number * 1_000,
            paid_cents=number * 700,
        )
        for number in range(1, LINES + 1)
    ]
    db.session.add_all(rows)
    db.session.flush()
    db.session.add_all(
        Contribution(
            event_id=event.id,
            code=f"C{number}",
            position=number,
            giver=f"Giver {number % 25}",
            kind=ContributionKind.CASH,
            title=Words("Cash", "Para"),
            quantity=100,
            unit_cents=30_000,
            currency=CURRENCIES[number % 3],
            pledge=tuple(PledgeStatus)[number % 3],
            line_id=rows[number].id if number % 2 else None,
        )
        for number in range(1, GIFTS + 1)
    )
    for currency, worth in (("ALL", 101_320_000), ("USD", 9_210_000_000)):
        db.session.add(
            Rate(
                event_id=event.id,
                currency=currency,
                worth=worth,
                on=moment.planner_today(),
                source="Bank of Albania",
            )
        )
    db.session.commit()


def bench_budgets(app: Flask, client: FlaskClient, line: Callable[[str, str, str], None]) -> None:
    """The budget's page, what adds it up, its workbook out and back, its letters."""
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == SLUG)).one()
        many_lines(event)
    line(f"a budget of {LINES} lines, {GIFTS} contributions", "", "")
    for what, path, bound in (
        ("  its page", "/budget", "12 SQL 120 ms"),
        ("  its sponsors", "/budget/sponsors", "12 SQL 60 ms"),
        ("  every sponsor's letter in one file", "/budget/accounts.docx", "12 SQL 300 ms"),
        ("  the workbook", "/budget.xlsx", "12 SQL 400 ms"),
    ):
        address = f"/events/{SLUG}{path}"
        client.get(address)
        with count_statements() as asked:
            client.get(address)
        line(
            what,
            f"{len(asked)} SQL {cpu_milliseconds(lambda at=address: client.get(at)):.0f} ms",
            bound,
        )
    with app.test_request_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == SLUG)).one()
        file = budget_workbook(event)
        line(
            "  the workbook read back",
            f"{cpu_milliseconds(lambda: compare_budget_file(event, file), 3):.0f} ms",
            "800 ms",
        )
        budget = book_of(event, moment.planner_today()).budget

        def anew() -> None:
            for name in ("planned", "sections", "shares", "_covered"):
                budget.__dict__.pop(name, None)
            assert budget.shares

        line("  adding it up, with who carries what", f"{cpu_milliseconds(anew):.1f} ms", "10 ms")
