"""A workbook that was taken over is undone as a whole: everything is as it was, and nobody else's edit is lost."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitate.budget.actions import remove_row, restore_row
from facilitate.budget.excel.actions import (
    IMPORTS,
    BudgetChanges,
    apply_budget_import,
    budget_records,
    budget_workbook,
    compare_budget_book,
)
from facilitate.budget.excel.columns import MONEY, OF, BudgetTable
from facilitate.budget.excel.writing import Writer
from facilitate.budget.models import BudgetChange, Contribution, CostLine, Rate
from facilitate.budget.queries import contributions_of, cost_lines
from facilitate.budget.rates.actions import change_own_currency
from facilitate.data.db import db
from facilitate.directory.models import Level, OfficeKind, Organisation, Sector
from facilitate.events.models import Event
from facilitate.exchange.merge import EXTRA, ListRecord
from facilitate.exchange.preview import PreviewChoice
from facilitate.lib.books import read_book
from facilitate.lib.money import RATE

from ...people import Cast
from ...statements import count_statements
from ..conftest import Made
from .test_back import FIRST, PAGE, TODAY, costs, edited, gifts, of, put, rates

Sheets = dict[str, Any]
HISTORY = "/events/spring/history"


def records(event: Event) -> dict[BudgetTable, list[ListRecord]]:
    """What the workbook would hold; how often a row was edited is not told apart."""
    found = budget_records(event, "en")
    return {table: [replace(one, version=0) for one in rows] for table, rows in found.items()}


def everything(found: BudgetChanges) -> PreviewChoice:
    """Every clash goes to the file, and what is not in the file is taken out."""
    clashes = {
        (table, edit.record.code, change.name)
        for table, one in found.tables.items()
        for edit in one.clashing
        for change in edit.clashes
    }
    return PreviewChoice(
        clashes, {(table, row.code) for table, one in found.tables.items() for row in one.missing}
    )


def budget_state(event: Event) -> dict[tuple[str, int], dict[str, Any]]:
    """Every row of the budget, those that were removed too, but how often it was edited."""
    return {
        (str(table), row["id"]): {name: row[name] for name in row if name != "version"}
        for table in (CostLine.__table__, Contribution.__table__, Rate.__table__)
        for row in db.session.execute(sa.select(table)).mappings()
    }


rows = {BudgetTable.COSTS: costs, BudgetTable.GIFTS: gifts, BudgetTable.RATES: rates}
books = st.fixed_dictionaries(
    {
        BudgetTable.COSTS: st.lists(costs, min_size=1, max_size=4),
        BudgetTable.GIFTS: st.lists(gifts, max_size=3),
        BudgetTable.RATES: st.lists(rates, max_size=2, unique_by=lambda row: row["currency"]),
    }
)
edits = st.fixed_dictionaries(
    {
        table: st.lists(
            st.tuples(st.integers(0, 4), row, st.sets(st.integers(0, 14), min_size=3)),
            min_size=1,
            max_size=3,
        )
        for table, row in rows.items()
    }
)
"""For each table: in which row what is typed, and into which of its fields."""


def made_of(event: Event, book: dict[BudgetTable, list[dict[str, Any]]]) -> None:
    """Put a book into the database."""
    writer = Writer(event, "en")
    for table, letter in zip(BudgetTable, "LCR", strict=True):
        for number, row in enumerate(book[table], 1):
            code = str(row["currency"]) if table is BudgetTable.RATES else f"{letter}{number}"
            writer.make(table, ListRecord(code, row))


def cell_of(name: str, value: Any) -> Any:
    """What somebody types who means that value."""
    if name in (*MONEY, "quantity"):
        return None if value is None else value / 100
    if name == "worth":
        return value / RATE
    text = str(value).partition(":")[2] if name == "covers" else value
    return "" if str(text).startswith("=") else text


def typed(sheets: Sheets, typed_in: dict[BudgetTable, list[Any]], gone: set[int]) -> None:
    """Type into the sheets, below the table too, and take rows out."""
    for table, some in typed_in.items():
        page, order = sheets[table.value], [*OF[table].order, EXTRA + "Signed by"]
        page.cell(FIRST - 1, len(order)).value = "Signed by"
        for row, values, chosen in some:
            for name in [
                name for number, name in enumerate(values) if number in chosen or row == 4
            ]:
                at = FIRST + row + (table is BudgetTable.RATES)
                page.cell(at, order.index(name) + 1).value = cell_of(name, values[name])
        for row in sorted(gone, reverse=True):
            page.delete_rows(FIRST + row + (table is BudgetTable.RATES))


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(books, edits, st.sets(st.integers(0, 3), max_size=2), st.booleans(), st.booleans())
def test_undoing_gives_exactly_what_was_there(
    app: Flask, cast: Cast, book: Any, typed_in: Any, gone: set[int], meanwhile: bool, removed: bool
) -> None:
    with app.test_request_context():
        event = of(app, cast)
        made_of(event, book)
        lines = cost_lines(event)
        content = edited(
            budget_workbook(event, TODAY), lambda sheets: typed(sheets, typed_in, gone)
        )
        if meanwhile and lines:
            lines[0].note = "since"
        if removed and lines:
            remove_row(lines[-1])
        db.session.flush()
        before, state = records(event), budget_state(event)
        found = compare_budget_book(event, read_book(content))
        made = apply_budget_import(
            event, found, everything(found), by=cast.users["organiser"], source="a.xlsx"
        )
        if made is None:
            assert records(event) == before
        else:
            after = records(event)
            assert IMPORTS.last_change(event) is made
            IMPORTS.history.take_back(event, made.id, cast.users["organiser"], False)
            assert records(event) == before
            now = budget_state(event)
            assert {key: now[key] for key in state} == state
            assert all(row["removed_at"] for key, row in now.items() if key not in state)
            assert IMPORTS.last_change(event) is None
            IMPORTS.history.take_back(event, made.id, cast.users["organiser"], True)
            assert records(event) == after
        db.session.rollback()
        db.session.expunge_all()


def brought(
    page: FlaskClient, app: Flask, cast: Cast, edit: Callable[[Sheets], None], **chosen: str
) -> Any:
    """Bring an edited workbook back by the pages; gives the budget's page."""
    with app.test_request_context():
        content = budget_workbook(of(app, cast), TODAY)
    file = (io.BytesIO(edited(content, edit)), "budget.xlsx")
    answer = page.post(
        PAGE + "/bring-back", data={"file": file}, content_type="multipart/form-data"
    )
    preview = page.get(answer.location).text
    mark = preview.split('name="fingerprint" value="')[1].split('"')[0]
    return page.post(answer.location, data={"fingerprint": mark, **chosen}, follow_redirects=True)


def a_lot(sheets: Sheets) -> None:
    """A price, a column, a new line, a row taken away, another giver, another rate and a new one."""
    page = sheets["costs"]
    put(page, BudgetTable.COSTS, FIRST, "unit_cents", 800)
    page.cell(3, len(OF[BudgetTable.COSTS].order) + 1).value = "Signed by"
    page.cell(FIRST, len(OF[BudgetTable.COSTS].order) + 1).value = "Mirela"
    page.delete_rows(FIRST + 1)
    put(page, BudgetTable.COSTS, FIRST + 3, "title", "Chairs")
    put(page, BudgetTable.COSTS, FIRST + 3, "unit_cents", 5)
    put(sheets["gifts"], BudgetTable.GIFTS, FIRST, "giver", "Embassy")
    page = sheets["rates"]
    put(page, BudgetTable.RATES, FIRST + 1, "worth", 0.02)
    for field, value in (
        ("currency", "CHF"),
        ("worth", 1.06),
        ("on", "1.2.2027"),
        ("source", "Bank"),
    ):
        put(page, BudgetTable.RATES, FIRST + 2, field, value)


def undo_at(app: Flask) -> str:
    """The address that undoes what was taken over last and then shows the budget."""
    with app.app_context():
        last = db.session.query(sa.func.max(BudgetChange.id)).scalar()
        return f"{HISTORY}/budget/{last}/undo?next=/events/spring/budget"


@pytest.mark.both_databases
def test_the_pages_offer_to_undo_and_undo(
    app: Flask, cast: Cast, made: Made, organiser: FlaskClient
) -> None:
    with app.test_request_context():
        before = records(of(app, cast))
    assert "Last changes from Excel" not in organiser.get(PAGE + "/bring-back").text
    answer = brought(organiser, app, cast, a_lot, **{"out-costs": "L2"})
    assert "6 rows have changed or are new." in answer.text
    assert f'action="{undo_at(app)}"' in answer.text
    page = organiser.get(PAGE + "/bring-back").text
    assert f'action="{undo_at(app)}"' in page
    assert (
        "6 rows. It can be undone as a whole as long as nobody changes one of these rows." in page
    )
    with app.test_request_context():
        assert records(of(app, cast)) != before
    address = undo_at(app)
    assert (
        "Undone: 6 rows have changed or are new."
        in organiser.post(address, follow_redirects=True).text
    )
    with app.test_request_context():
        assert records(of(app, cast)) == before
    again = organiser.post(address)
    assert (again.status_code, "This has already been undone" in again.text) == (409, True)
    assert "Last changes from Excel" not in organiser.get(PAGE + "/bring-back").text


def test_what_happened_tells_of_the_workbook_and_undoes_it(
    app: Flask,
    cast: Cast,
    made: Made,
    organiser: FlaskClient,
    sign_in: Callable[[str], FlaskClient],
) -> None:
    with app.test_request_context():
        before = records(of(app, cast))
    brought(organiser, app, cast, a_lot, **{"out-costs": "L2"})
    page = organiser.get("/events/spring/history").text
    assert ("6 rows have changed or are new." in page, "budget.xlsx" in page) == (True, True)
    (address,) = [one.split('"')[0] for one in page.split('action="') if "/history/budget/" in one]
    assert sign_in("viewer").post(address).status_code == 403
    assert sign_in("note_taker").post(address).status_code == 403
    with app.test_request_context():
        after = records(of(app, cast))
    assert organiser.post(address).status_code == 302
    with app.test_request_context():
        assert records(of(app, cast)) == before
    assert organiser.post(address).status_code == 409
    assert organiser.post(address.replace("/undo", "/redo")).status_code == 302
    with app.test_request_context():
        assert records(of(app, cast)) == after


@pytest.mark.both_databases
def test_nothing_is_undone_once_somebody_has_changed_a_row(
    app: Flask, cast: Cast, made: Made, organiser: FlaskClient
) -> None:
    brought(organiser, app, cast, a_lot, **{"out-costs": "L2"})
    with app.test_request_context():
        db.session.get_one(CostLine, made.hall).unit_cents = 900
        db.session.delete(db.session.query(Rate).filter_by(currency="CHF").one())
        restore_row(db.session.get_one(CostLine, made.lunch))
        db.session.commit()
        after = records(of(app, cast))
    answer = organiser.post(undo_at(app))
    assert answer.status_code == 409
    assert "Somebody has changed “CHF”, “Hall”, “Lunch” since; nothing was undone." in answer.text
    with app.test_request_context():
        event = of(app, cast)
        assert records(event) == after


def test_what_the_workbook_left_alone_may_be_changed_meanwhile(
    app: Flask, cast: Cast, made: Made, organiser: FlaskClient
) -> None:
    brought(
        organiser,
        app,
        cast,
        lambda sheets: put(sheets["costs"], BudgetTable.COSTS, FIRST, "note", "in Excel"),
    )
    with app.test_request_context():
        db.session.get_one(CostLine, made.lunch).note = "here"
        db.session.get_one(CostLine, made.hall).receipt = "17"
        db.session.commit()
    assert organiser.post(undo_at(app)).status_code == 302
    with app.test_request_context():
        lines = cost_lines(of(app, cast))
        assert [(line.note, line.receipt) for line in lines] == [("", "17"), ("here", "")]


def test_an_earlier_workbook_is_undone_after_a_later_one(
    app: Flask, cast: Cast, made: Made, organiser: FlaskClient
) -> None:
    brought(
        organiser,
        app,
        cast,
        lambda sheets: put(sheets["costs"], BudgetTable.COSTS, FIRST, "note", "one"),
    )
    first = undo_at(app)
    brought(
        organiser,
        app,
        cast,
        lambda sheets: put(sheets["costs"], BudgetTable.COSTS, FIRST, "note", "two"),
    )
    assert undo_at(app) != first
    assert organiser.post(first).status_code == 409
    assert organiser.post(undo_at(app)).status_code == 302
    with app.test_request_context():
        assert cost_lines(of(app, cast))[0].note == "one"
    assert organiser.post(first).status_code == 302
    with app.test_request_context():
        assert cost_lines(of(app, cast))[0].note == ""


def test_a_giver_that_has_left_the_directory_stays_by_its_name(
    app: Flask, cast: Cast, made: Made, organiser: FlaskClient
) -> None:
    with app.test_request_context():
        sector = db.session.query(Sector.id).first()[0]  # type: ignore[index]
        giver = Organisation(
            name="Old Fund", kind=OfficeKind.DONOR, level=list(Level)[0], sector_id=sector
        )
        db.session.add(giver)
        db.session.flush()
        gift = db.session.get_one(Contribution, made.gift)
        gift.organisation_id, gift.giver = giver.id, ""
        db.session.commit()
    brought(
        organiser,
        app,
        cast,
        lambda sheets: put(sheets["gifts"], BudgetTable.GIFTS, FIRST, "giver", "New Fund"),
    )
    with app.test_request_context():
        db.session.delete(db.session.query(Organisation).filter_by(name="Old Fund").one())
        db.session.commit()
    assert organiser.post(undo_at(app)).status_code == 302
    with app.test_request_context():
        [gift] = contributions_of(of(app, cast))
        assert (gift.organisation_id, gift.giver) == (None, "Old Fund")


def test_who_may_undo_and_what_the_page_costs(
    app: Flask,
    cast: Cast,
    made: Made,
    organiser: FlaskClient,
    sign_in: Callable[[str], FlaskClient],
) -> None:
    brought(organiser, app, cast, a_lot, **{"out-costs": "L2"})
    assert sign_in("viewer").post(undo_at(app)).status_code == 403
    assert sign_in("stranger").post(undo_at(app)).status_code == 404
    assert organiser.get(undo_at(app)).status_code == 405
    assert organiser.post(f"{HISTORY}/budget/999/undo").status_code == 404
    with count_statements() as statements:
        organiser.get(PAGE + "/bring-back")
    assert len(statements) <= 12


def test_rates_of_a_file_do_not_come_back_into_sums_of_another_currency(
    app: Flask, cast: Cast, made: Made, organiser: FlaskClient
) -> None:
    """A rate says what a currency is worth in that of the sums: of then."""
    brought(organiser, app, cast, a_lot)
    address = undo_at(app)
    with app.app_context():
        change_own_currency(of(app, cast), "CHF")
        db.session.commit()
        kept = {row.currency: row.worth for row in db.session.scalars(sa.select(Rate))}
    answer = organiser.post(address)
    assert (answer.status_code, "in another currency now" in answer.text) == (409, True)
    with app.app_context():
        assert {row.currency: row.worth for row in db.session.scalars(sa.select(Rate))} == kept
