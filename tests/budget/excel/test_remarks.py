"""What staff put beside the cells of a budget, and how they call its columns."""

import io
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from facilitate.budget.excel import actions
from facilitate.budget.excel.columns import OF, BudgetTable
from facilitate.data.db import db
from facilitate.exchange.headings import split_alternatives

from ...people import Cast
from ..conftest import Made
from .test_back import FIRST, TODAY, edited, of

HEADER = FIRST - 1


def cell(sheets: dict[str, Any], table: BudgetTable, row: int, name: str) -> Any:
    return sheets[table].cell(row, OF[table].order.index(name) + 1)


def found_in(app: Flask, cast: Cast, edit: Any) -> actions.BudgetChanges:
    with app.test_request_context():
        event = of(app, cast)
        event.language = "en"
        db.session.commit()
        return actions.compare_budget_file(
            event, edited(actions.budget_workbook(event, TODAY), edit)
        )


def changes(found: actions.BudgetChanges, table: BudgetTable) -> list[tuple[str, Any]]:
    return [(one.name, one.file) for edit in found.tables[table].edits for one in edit.changes]


@pytest.mark.parametrize("table", [BudgetTable.COSTS, BudgetTable.GIFTS])
def test_a_comment_becomes_part_of_the_note(
    app: Flask, cast: Cast, made: Made, table: BudgetTable
) -> None:
    def edit(sheets: dict[str, Any]) -> None:
        cell(sheets, table, FIRST, "title").comment = Comment("Ask for a discount", "Arta")

    found = found_in(app, cast, edit)
    (name, note), *rest = changes(found, table)
    assert (name, note.splitlines()[-1], rest) == ("note", "Ask for a discount", [])


def test_a_comment_on_a_rate_is_told_and_left_out(app: Flask, cast: Cast, made: Made) -> None:
    def edit(sheets: dict[str, Any]) -> None:
        cell(sheets, BudgetTable.RATES, FIRST, "currency").comment = Comment("By the bank", "Arta")

    found = found_in(app, cast, edit)
    told = [one.sentence for one in found.returned.told]
    assert [sentence for sentence in told if "By the bank" in sentence] == told
    assert len(told) == 1


def test_a_row_that_is_struck_through_is_told(app: Flask, cast: Cast, made: Made) -> None:
    def edit(sheets: dict[str, Any]) -> None:
        cell(sheets, BudgetTable.COSTS, FIRST, "title").font = Font(strike=True)

    told = found_in(app, cast, edit).returned.told
    assert [(one.number, one.sentence[:31]) for one in told] == [
        (FIRST, "This row is struck through. It ")
    ]


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("title", "Description"),
        ("unit_cents", "Çmimi për njësi"),
        ("paid_cents", "Amount paid"),
        ("receipt", "Nr. i faturës"),
    ],
)
def test_a_file_of_ours_is_read_under_usual_other_words(
    app: Flask, cast: Cast, made: Made, name: str, called: str
) -> None:
    def edit(sheets: dict[str, Any]) -> None:
        cell(sheets, BudgetTable.COSTS, HEADER, name).value = called

    found = found_in(app, cast, edit)
    assert found.does_something is False
    assert (
        found.returned.tables[BudgetTable.COSTS].place.columns[OF[BudgetTable.COSTS].name(name)]
        >= 0
    )


@pytest.mark.parametrize("table", BudgetTable)
def test_every_other_word_means_one_column(table: BudgetTable) -> None:
    columns = OF[table]
    called = [phrase for said in columns.also.values() for phrase in split_alternatives(said)]
    assert sorted(called) == sorted(columns.phrases())
    assert set(columns.fields) - set(columns.also) == {"code", "version"} | (
        {"basis_note"} if table is BudgetTable.GIFTS else set()
    )


def test_the_export_has_no_comment_of_its_own(app: Flask, cast: Cast, made: Made) -> None:
    with app.test_request_context():
        book = load_workbook(io.BytesIO(actions.budget_workbook(of(app, cast), TODAY)))
    assert [
        cell.comment
        for sheet in book.worksheets[:3]
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    ] == []
