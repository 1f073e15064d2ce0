"""What an export wrote, an import reads back as nothing changed; and what people edit comes back as they meant it."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from facilitate.budget.actions import remove_row
from facilitate.budget.excel.actions import (
    budget_workbook,
    compare_budget_file,
    write_budget_changes,
)
from facilitate.budget.excel.cells import BudgetRowReader, BudgetSheetReading
from facilitate.budget.excel.columns import OF, BudgetTable
from facilitate.budget.excel.layout import BudgetHead
from facilitate.budget.excel.returned_book import ExpectedBudget, read_budget_book
from facilitate.budget.excel.sheet import render_budget_workbook
from facilitate.budget.models import (
    Contribution,
    ContributionKind,
    CostCategory,
    CostLine,
    PledgeStatus,
    Rate,
    ValuationBasis,
)
from facilitate.budget.queries import contributions_of, cost_lines, rates_of
from facilitate.budget.sums import Budget, Exchange
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.exchange.merge import EXTRA, ListRecord, compare_lists
from facilitate.exchange.preview import PreviewChoice
from facilitate.lib.books import read_book
from facilitate.lib.money import LARGEST, currency_codes, multiply_price
from facilitate.lib.text import Words
from facilitate.lib.uploads import read_text
from facilitate.web.i18n import label_of, use_language

from ...people import Cast
from ..conftest import Made

PAGE = "/events/spring/budget"
FIRST = 4
TODAY = date(2027, 2, 10)


def edited(content: bytes, edit: Callable[[dict[str, Any]], None]) -> bytes:
    """The workbook with something typed into it; sheets are handed over by table, with `at(row, field)` to find a cell."""
    book = load_workbook(io.BytesIO(content))
    edit({table.value: book.worksheets[number] for number, table in enumerate(BudgetTable)})
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put(page: Any, table: BudgetTable, row: int, field: str, value: object) -> None:
    """Type something into a cell."""
    page.cell(row, OF[table].order.index(field) + 1).value = value


def of(app: Flask, cast: Cast) -> Event:
    return db.session.get_one(Event, cast.event_id)


@pytest.mark.parametrize("language", ["en", "sq"])
def test_an_export_reads_back_as_nothing_changed(
    app: Flask, cast: Cast, made: Made, language: str
) -> None:
    with app.test_request_context():
        event = of(app, cast)
        event.language = language
        db.session.commit()
        found = compare_budget_file(event, budget_workbook(event, TODAY))
        assert not found.does_something
        assert [len(one.unchanged) for one in found.tables.values()] == [2, 1, 1]
        assert not found.returned.problems
        assert not found.returned.told


texts = st.text(max_size=30).map(read_text)
amounts = st.integers(0, 10**8)
titles = texts.map(lambda text: text or "Salla")
some_day = st.dates(date(2001, 1, 1), date(2099, 1, 1))
days = st.none() | some_day
costs = st.fixed_dictionaries(
    {
        "category": st.sampled_from([one.value for one in CostCategory]),
        "title": titles,
        "quantity": st.integers(0, 10**7),
        "unit": texts,
        "unit_cents": amounts,
        "currency": st.sampled_from(["EUR", "ALL", "CHF"]),
        "committed_cents": st.none() | amounts,
        "paid_cents": amounts,
        "paid_on": days,
        "receipt": texts,
        "note": texts,
        EXTRA + "Signed by": texts,
    }
)
gifts = st.fixed_dictionaries(
    {
        "giver": texts,
        "kind": st.sampled_from([one.value for one in ContributionKind]),
        "title": titles,
        "quantity": st.integers(0, 10**7),
        "unit_cents": amounts,
        "currency": st.sampled_from(["EUR", "ALL"]),
        "basis": st.sampled_from(["", *(one.value for one in ValuationBasis)]),
        "basis_note": texts,
        "pledge": st.sampled_from([one.value for one in PledgeStatus]),
        "pledged_on": days,
        "confirmed_on": days,
        "received_on": days,
        "covers": st.sampled_from(["", "category:meals", "line:L1"]),
        "note": texts,
    }
)
rates = st.fixed_dictionaries(
    {
        "currency": st.sampled_from(["ALL", "CHF"]),
        "worth": st.integers(1, 10**9),
        "on": some_day,
        "source": titles,
    }
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(costs, min_size=1, max_size=4),
    st.lists(gifts, max_size=3),
    st.lists(rates, max_size=1),
)
def test_whatever_is_exported_comes_back_the_same(
    app: Flask,
    costs: list[dict[str, Any]],
    gifts: list[dict[str, Any]],
    rates: list[dict[str, Any]],
) -> None:
    tables = {
        BudgetTable.COSTS: [ListRecord(f"L{n}", row, n) for n, row in enumerate(costs, 1)],  # type: ignore[arg-type]
        BudgetTable.GIFTS: [ListRecord(f"C{n}", row, n) for n, row in enumerate(gifts, 1)],  # type: ignore[arg-type]
        BudgetTable.RATES: [ListRecord(str(row["currency"]), row, 1) for row in rates],  # type: ignore[arg-type]
    }
    with app.test_request_context(), use_language("sq"):
        exchange = Exchange(
            "EUR", {one.code: int(one.values["worth"]) for one in tables[BudgetTable.RATES]}
        )  # type: ignore[arg-type]
        content = render_budget_workbook(
            BudgetHead("spring", "Pranvera", TODAY, Budget(exchange)), tables
        )
        returned = read_budget_book(
            read_book(content), ExpectedBudget("EUR", date(2027, 3, 18), tables[BudgetTable.COSTS])
        )
        assert returned.problems == returned.told == []
        for table, records in tables.items():
            read = returned.tables[table]
            found = compare_lists(read.base, read.rows, {one.code: one for one in records})
            assert not found.does_something, found
            assert len(found.unchanged) == len(records)
            assert not found.missing


def test_a_rate_is_not_looked_for_among_contributions(app: Flask) -> None:
    gift = {
        "giver": "Bashkia",
        "kind": "cash",
        "title": "Salla",
        "quantity": 7,
        "unit_cents": 0,
        "currency": "ALL",
        "basis": "",
        "basis_note": "",
        "pledge": "pledged",
        "pledged_on": None,
        "confirmed_on": None,
        "received_on": None,
        "covers": "",
        "note": "",
    }
    rate = {"currency": "ALL", "worth": 96, "on": TODAY, "source": "0"}
    tables = {
        BudgetTable.COSTS: [],
        BudgetTable.GIFTS: [ListRecord("C1", gift, 1)],
        BudgetTable.RATES: [ListRecord("ALL", rate, 1)],
    }
    with app.test_request_context(), use_language("sq"):
        head = BudgetHead("spring", "Pranvera", TODAY, Budget(Exchange("EUR", {"ALL": 96})))
        book = read_book(render_budget_workbook(head, tables))
        returned = read_budget_book(book, ExpectedBudget("EUR", TODAY))
        assert returned.problems == returned.told == []
        read = returned.tables[BudgetTable.GIFTS]
        assert not compare_lists(read.base, read.rows, {"C1": tables[BudgetTable.GIFTS][0]}).missing


anything = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=20).filter(lambda t: not t.startswith("="))
    | st.dates()
    | st.sampled_from(["1.250,50", "3 000 lekë", "ZZZ", "L1", "meals", "12.3.2027"])
)


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from(list(BudgetTable)),
    st.lists(st.dictionaries(st.integers(0, 17), anything, max_size=6), max_size=4),
)
def test_whatever_is_typed_is_taken_or_told(
    app: Flask, table: BudgetTable, rows: list[dict[int, Any]]
) -> None:
    before = ListRecord(
        "L1", {"title": "Hall", "quantity": 100, "unit_cents": 5, "currency": "EUR"}
    )
    with app.test_request_context():
        read = BudgetSheetReading(base={"L1": before})
        reader = BudgetRowReader(table, read, "EUR", TODAY, lines={"L1": "L1"})
        for number, row in enumerate(rows, FIRST):
            names = [name for name in OF[table].order if name not in OF[table].looked_at]
            reader.row(number, {names[at]: value for at, value in row.items() if at < len(names)})
        assert len(read.rows) <= len(rows)
        for one in read.rows:
            assert (
                multiply_price(
                    int(one.values.get("quantity", 0)), int(one.values.get("unit_cents", 0))
                )
                <= LARGEST
            )  # type: ignore[arg-type]
            assert one.values.get("currency", "EUR") in currency_codes()


def test_what_people_type_is_understood(app: Flask, cast: Cast, made: Made) -> None:
    words: list[str] = []

    def edit(sheets: dict[str, Any]) -> None:
        page = sheets["costs"]
        put(page, BudgetTable.COSTS, FIRST, "unit_cents", "1.250,50")
        put(page, BudgetTable.COSTS, FIRST + 1, "quantity", "230,5")
        put(page, BudgetTable.COSTS, FIRST + 2, "title", "Shtypja")
        put(page, BudgetTable.COSTS, FIRST + 2, "unit_cents", "3 000 lekë")
        put(page, BudgetTable.COSTS, FIRST + 2, "category", "printing")
        last = len(OF[BudgetTable.COSTS].order) + 1
        page.cell(3, last).value, page.cell(FIRST, last).value = "Kush firmos", "Mirela"
        put(sheets["gifts"], BudgetTable.GIFTS, FIRST, "pledge", words[0])
        put(sheets["rates"], BudgetTable.RATES, FIRST + 2, "currency", "CHF")
        put(sheets["rates"], BudgetTable.RATES, FIRST + 2, "worth", "1,06")
        put(sheets["rates"], BudgetTable.RATES, FIRST + 2, "on", "1.2.2027")
        put(sheets["rates"], BudgetTable.RATES, FIRST + 2, "source", "Banka")

    with app.test_request_context():
        event = of(app, cast)
        with use_language("sq"):
            words.append(label_of(PledgeStatus.RECEIVED))
        content = edited(budget_workbook(event, TODAY), edit)
        found = compare_budget_file(event, content)
        assert not found.returned.problems
        assert "“1.250,50” was read as €1,250.50." in [one.sentence for one in found.returned.told]
        assert write_budget_changes(event, found, PreviewChoice()) == 5
        db.session.commit()
        lines = {line.code: line for line in cost_lines(event)}
        assert lines["L1"].unit_cents == 125_050
        assert lines["L1"].extra == {"Kush firmos": "Mirela"}
        assert lines["L2"].quantity == 23_050
        new = next(line for code, line in lines.items() if code.startswith("X"))
        assert (new.title, new.unit_cents, new.currency, new.category) == (
            Words("", "Shtypja"),
            300_000,
            "ALL",
            CostCategory.PRINTING,
        )
        assert contributions_of(event)[0].pledge is PledgeStatus.RECEIVED
        assert [(rate.currency, rate.worth) for rate in rates_of(event)] == [
            ("ALL", 101_320_000),
            ("CHF", 10_600_000_000),
        ]
        again = compare_budget_file(event, content)
        assert not again.does_something


def test_what_cannot_be_read_says_where_and_loses_nothing(
    app: Flask, cast: Cast, made: Made
) -> None:
    def edit(sheets: dict[str, Any]) -> None:
        page = sheets["costs"]
        put(page, BudgetTable.COSTS, FIRST, "currency", "ZZZ")
        put(page, BudgetTable.COSTS, FIRST, "unit_cents", "a lot")
        put(page, BudgetTable.COSTS, FIRST + 1, "committed_cents", -5)
        put(page, BudgetTable.COSTS, FIRST + 2, "title", "Guri i çmuar")
        put(page, BudgetTable.COSTS, FIRST + 2, "currency", "thalers")
        put(page, BudgetTable.COSTS, FIRST + 1, "own", 7)
        put(sheets["gifts"], BudgetTable.GIFTS, FIRST, "covers", "the moon")

    with app.test_request_context():
        event = of(app, cast)
        found = compare_budget_file(event, edited(budget_workbook(event, TODAY), edit))
        assert not found.does_something
        assert [(one.number, one.sentence) for one in found.returned.problems] == [
            (4, "The currency “ZZZ” is unknown. Write its three letters: EUR, ALL, USD …"),
            (4, "“a lot” is not an amount. Write it like 1250,50 or 1 250.50."),
            (5, "“-5” is less than zero. Write an amount without a minus."),
            (5, "This column cannot be changed; what was typed into it is left out."),
            (6, "The currency “thalers” is unknown. Write its three letters: EUR, ALL, USD …"),
            (6, "The new line is left out until its currency is known."),
            (4, "“the moon” is neither a cost line nor a category."),
        ]


def test_a_column_beside_the_rates_is_left_out_and_told(app: Flask, cast: Cast, made: Made) -> None:
    def edit(sheets: dict[str, Any]) -> None:
        last = len(OF[BudgetTable.RATES].order) + 1
        sheets["rates"].cell(3, last).value, sheets["rates"].cell(FIRST + 1, last).value = (
            "Signed by",
            "Mirela",
        )

    with app.test_request_context():
        event = of(app, cast)
        found = compare_budget_file(event, edited(budget_workbook(event, TODAY), edit))
        assert not found.does_something
        assert [(one.column, one.sentence) for one in found.returned.problems] == [
            ("Signed by", "Columns cannot be added to this list. This one is left out.")
        ]


@pytest.mark.both_databases
def test_both_sides_are_kept_and_asked_about(
    app: Flask, cast: Cast, made: Made, organiser: FlaskClient
) -> None:
    with app.test_request_context():
        event = of(app, cast)
        content = budget_workbook(event, TODAY)
        line = db.session.get_one(CostLine, made.hall)
        line.unit_cents, line.note = 70_000, "since"
        db.session.delete(db.session.query(Rate).one())
        db.session.commit()

    def edit(sheets: dict[str, Any]) -> None:
        page = sheets["costs"]
        put(page, BudgetTable.COSTS, FIRST, "unit_cents", 800)
        put(page, BudgetTable.COSTS, FIRST, "receipt", "17")
        page.delete_rows(FIRST + 1)

    file = (io.BytesIO(edited(content, edit)), "budget.xlsx")
    answer = organiser.post(
        PAGE + "/bring-back", data={"file": file}, content_type="multipart/form-data"
    )
    assert answer.status_code == 302
    page = organiser.get(answer.location).text
    assert "Keep: €700.00" in page
    assert "From the file: €800.00" in page
    mark = page.split('name="fingerprint" value="')[1].split('"')[0]
    assert organiser.post(answer.location, data={"fingerprint": "old"}).status_code == 409
    chosen = {"fingerprint": mark, "clash-costs-0-unit_cents": "file", "out-costs": "L2"}
    assert organiser.post(answer.location, data=chosen).status_code == 302
    with app.app_context():
        rows = cost_lines(of(app, cast))
        assert [(row.code, row.unit_cents, row.note, row.receipt) for row in rows] == [
            ("L1", 80_000, "since", "17")
        ]
        gone = cost_lines(of(app, cast), removed=True)
        assert [row.code for row in gone] == ["L2"]
    assert organiser.get(answer.location).status_code == 404


def test_a_row_that_was_taken_out_here_comes_back_only_when_asked(
    app: Flask, cast: Cast, made: Made
) -> None:
    with app.test_request_context():
        event = of(app, cast)
        content = budget_workbook(event, TODAY)
        remove_row(db.session.get_one(Contribution, made.gift))
        db.session.commit()
        same = compare_budget_file(event, content)
        assert not same.does_something
        other = edited(
            content, lambda sheets: put(sheets["gifts"], BudgetTable.GIFTS, FIRST, "note", "still")
        )
        found = compare_budget_file(event, other)
        [clash] = found.tables[BudgetTable.GIFTS].clashing
        assert clash.gone
        write_budget_changes(event, found, PreviewChoice({(BudgetTable.GIFTS, "C1", "note")}))
        assert [row.note for row in contributions_of(event)] == ["still"]


def test_bad_files_say_why(
    made: Made, organiser: FlaskClient, sign_in: Callable[[str], FlaskClient]
) -> None:
    for content, said in (
        (b"", "Please choose a file."),
        (b"hello", "This is not a table"),
        (b"%PDF-1", "This is a PDF."),
    ):
        data = {"file": (io.BytesIO(content), "a.xlsx")} if content else {}
        answer = organiser.post(PAGE + "/bring-back", data=data, content_type="multipart/form-data")
        assert answer.status_code == 422
        assert said in answer.text
    assert organiser.get(PAGE + "/bring-back/" + "0" * 32).status_code == 404
    assert sign_in("viewer").get(PAGE + "/bring-back").status_code == 403
    assert sign_in("viewer").get(PAGE + ".xlsx").status_code == 200
    assert sign_in("facilitator").get(PAGE + ".xlsx").status_code == 403
    assert sign_in("stranger").get(PAGE + ".xlsx").status_code == 404
