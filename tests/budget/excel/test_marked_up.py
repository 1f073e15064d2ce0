"""The workbook comes back with what was taken over, what not and why, on each of its sheets."""

import io
from typing import Any

from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook

from facilitate.budget.excel.columns import OF, BudgetTable
from facilitate.exchange.marking_up import LEFT, TAKEN

from ..conftest import Made
from .test_back import FIRST, PAGE, edited, put

GREEN, ORANGE = TAKEN.fgColor.rgb, LEFT.fgColor.rgb


def upload(client: FlaskClient, content: bytes) -> str:
    data = {"file": (io.BytesIO(content), "budget.xlsx")}
    return client.post(f"{PAGE}/bring-back", data=data, content_type="multipart/form-data").location


def take_over(client: FlaskClient, waiting: str, **chosen: str) -> None:
    mark = client.get(waiting).text.split('name="fingerprint" value="')[1].split('"')[0]
    assert client.post(waiting, data={"fingerprint": mark, **chosen}).status_code == 302


def said(book: Workbook, table: BudgetTable, row: int) -> tuple[str, str]:
    sheet = book.worksheets[list(BudgetTable).index(table)]
    cell = sheet.cell(row, sheet.max_column)
    return str(cell.value or ""), cell.fill.fgColor.rgb


def test_each_sheet_says_what_became_of_its_rows(made: Made, organiser: FlaskClient) -> None:
    def typed(sheets: dict[str, Any]) -> None:
        put(sheets[BudgetTable.COSTS], BudgetTable.COSTS, row=FIRST, field="unit_cents", value=800)
        put(
            sheets[BudgetTable.COSTS],
            BudgetTable.COSTS,
            row=FIRST + 1,
            field="unit_cents",
            value="a lot",
        )
        put(
            sheets[BudgetTable.GIFTS],
            BudgetTable.GIFTS,
            row=FIRST,
            field="note",
            value="alphabetically",
        )

    waiting = upload(organiser, edited(organiser.get(f"{PAGE}.xlsx").data, typed))
    assert "Download the file with these remarks" in organiser.get(waiting).text
    book = load_workbook(io.BytesIO(organiser.get(f"{waiting}/marked.xlsx").data))
    text, colour = said(book, BudgetTable.COSTS, FIRST)
    assert (text.startswith("changed: "), "€" in text or "800" in text, colour) == (
        True,
        True,
        GREEN,
    )
    text, colour = said(book, BudgetTable.COSTS, FIRST + 1)
    assert (text.startswith("left out: "), colour) == (True, ORANGE)
    place = OF[BudgetTable.COSTS].order.index("unit_cents") + 1
    cells = [book.worksheets[0].cell(row, place).fill.fgColor.rgb for row in (FIRST, FIRST + 1)]
    assert cells == [GREEN, ORANGE]
    assert said(book, BudgetTable.GIFTS, FIRST)[0].startswith("changed: ")
    assert [sheet.print_area for sheet in book.worksheets[:3]] == ["", "", ""]


def test_once_taken_over_it_says_what_was_chosen_and_brought_back_it_is_no_column(
    made: Made, organiser: FlaskClient
) -> None:
    def price(cents: int) -> bytes:
        return edited(
            before,
            lambda sheets: put(
                sheets[BudgetTable.COSTS],
                BudgetTable.COSTS,
                row=FIRST,
                field="unit_cents",
                value=cents,
            ),
        )

    before = organiser.get(f"{PAGE}.xlsx").data
    take_over(organiser, upload(organiser, price(700)))
    take_over(organiser, upload(organiser, price(800)), **{"clash-costs-0-unit_cents": "file"})
    page = organiser.get(PAGE).text
    link = page.split("/answers/")[-1].split('"')[0]
    answered = organiser.get(f"{PAGE}/answers/{link}")
    book = load_workbook(io.BytesIO(answered.data))
    assert said(book, BudgetTable.COSTS, FIRST)[0].startswith("changed: ")
    again = organiser.get(upload(organiser, answered.data)).text
    assert "Nothing in this file is different from what is saved." in again
    assert "What became of this row" not in again


def test_nobody_else_gets_it(made: Made, organiser: FlaskClient, sign_in: Any) -> None:
    waiting = upload(organiser, organiser.get(f"{PAGE}.xlsx").data)
    for address in (f"{waiting}/marked.xlsx", f"{PAGE}/answers/{'0' * 32}.xlsx"):
        assert [sign_in(name).get(address).status_code for name in ("viewer", "stranger")] == [
            403,
            404,
        ]
