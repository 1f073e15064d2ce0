"""What a file may be: no table, wrong columns, notes and colours beside the cells, one that came back, five thousand rows."""

import io

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from .conftest import people_known
from .tables import (
    HEAD,
    book_bytes,
    confirm_list,
    form_fields,
    guessed_columns,
    preview_counts,
    preview_list,
    rows_answered,
    sheet_of_rows,
    upload_list,
)

pytestmark = pytest.mark.both_databases


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "list.xlsx", "This file is empty."),
        (b"%PDF-1.7", "list.pdf", "This is a PDF. Choose the table (.xlsx, .ods or .csv)."),
        (b"PK\x03\x04broken", "list.xlsx", "This file is damaged."),
    ],
)
def test_what_is_no_table_is_said_so(
    sign_in, known, content: bytes, name: str, sentence: str
) -> None:
    answer = sign_in("administrator").post(
        "/directory/import", data={"file": (io.BytesIO(content), name)}
    )
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert sign_in("administrator").post("/directory/import", data={}).status_code == 422


def test_columns_are_checked(sign_in, known) -> None:
    administrator = sign_in("administrator")
    path = upload_list(
        administrator, sheet_of_rows([["Emri", "Mbiemri", "Zyra"], ["Ana", "Çela", "Zyra"]])
    )
    sent = guessed_columns(administrator, path)
    for bad, sentence in (
        ({"column_2": ""}, "Choose the column with the organisation."),
        (
            {"column_1": ""},
            "Choose columns for given name and family name, or one for the full name.",
        ),
        ({"column_1": "given_name"}, "Another column already has this."),
        ({"column_1": "circus"}, "Please choose one from the list."),
    ):
        answer = administrator.post(path, data={**sent, **bad})
        assert (answer.status_code, sentence in answer.text) == (422, True)
    assert "There is nothing in this row." in administrator.get(f"{path}?header=7").text
    assert guessed_columns(administrator, f"{path}?header=2")["header"] == "2"
    assert guessed_columns(administrator, f"{path}?header=0")["header"] == "0"


@pytest.mark.one_database
def test_five_thousand_rows_with_three_hundred_broken(app, sign_in, known) -> None:
    administrator = sign_in("administrator")
    letters = "abcdefghijklmnopqrstuvwxyz"

    def name(number: int) -> str:
        return "".join(letters[number // 26**place % 26] for place in range(4)).capitalize()

    rows = [
        HEAD,
        *(
            [
                "Ana",
                name(n),
                "" if n % 17 == 0 else f"Zyra {n % 100}",
                "",
                f"p{n}@a.example",
                690000000 + n,
                "",
            ]
            for n in range(5000)
        ),
    ]
    broken = len([n for n in range(5000) if n % 17 == 0])
    path = upload_list(administrator, sheet_of_rows(rows))
    html = preview_list(administrator, path, {"sector": known["donor"]})
    assert preview_counts(html) == (5000 - broken, 0, 0, broken)
    answer = confirm_list(administrator, path, html)
    left = [
        text
        for text in rows_answered(administrator, answer).values()
        if text.startswith("left out")
    ]
    assert (len(left), len(people_known(app)) - 2) == (broken, 5000 - broken)


def test_what_stands_beside_the_cells_is_told(app, sign_in, known) -> None:
    administrator = sign_in("administrator")
    book = Workbook()
    sheet = book.active
    for row in (
        HEAD,
        ["Elira", "Ndoj", "Zyra e Punësimit", "", "s’ka", "–", "Fier"],
        ["Iris", "Leka", "Zyra e Punësimit"],
        ["Nora", "Kola", "Zyra e Punësimit"],
    ):
        sheet.append(row)
    sheet["C2"].comment = Comment("She moves in May", "Ana")
    sheet["A3"].font = Font(strike=True)
    sheet["A4"].fill = PatternFill("solid", fgColor="FFFF00")
    path = upload_list(administrator, book_bytes(book))
    html = preview_list(administrator, path)
    assert preview_counts(html) == (3, 0, 0, 0)
    for sentence in (
        "row 2, County</b>: The directory says something else, and that stays: Fier",
        "row 2</b>: The comment “She moves in May” is not kept: this list has no notes.",
        "row 3</b>: This row is struck through. It counts like the others: remove it from the file if it should not be imported.",
        "Row 4 is coloured. Colours are not kept: write what you mean in a column.",
    ):
        assert sentence in html
    told = rows_answered(administrator, confirm_list(administrator, path, html))
    assert told[2] == (
        "left out: The comment “She moves in May” is not kept: this list has no "
        "notes.\nhow it was read: County: The directory says something else, and that stays: "
        "Fier\nnew"
    )


def test_a_file_that_was_given_back_changes_nothing(app, sign_in, known) -> None:
    administrator = sign_in("administrator")
    rows = [
        HEAD,
        ["Elira", "Ndoj", "Zyra e Punësimit", "Drejtore", "e@a.example; other@a.example", "", ""],
    ]
    path = upload_list(administrator, sheet_of_rows(rows))
    html = preview_list(administrator, path)
    marked = path.replace("/columns", "/marked.xlsx")
    content = administrator.post(marked, data=form_fields(html)).data
    confirm_list(administrator, path, html)
    again = upload_list(administrator, content)
    assert guessed_columns(administrator, again)["column_7"] == ""
    assert preview_counts(preview_list(administrator, again)) == (0, 0, 1, 0)


def test_an_address_and_a_number_in_one_column_go_each_where_they_belong(
    app, sign_in, known
) -> None:
    """Lists of ministries have “Tel. / E-mail” over one column."""
    rows = [
        ["Emri", "Institucioni", "Tel. / E-mail"],
        ["Anila Hoxha", "Zyra A", "069 2100003 / ana.hoxha@zyra.example"],
        ["Ben Kola", "Zyra A", "E-mail: ben@zyra.example, cel. 068 2100004"],
        ["Cela Prifti", "Zyra A", "cela@zyra.example"],
        ["Dora Mema", "Zyra A", "069 2100005"],
        ["Edi Nura", "Zyra A", "s’ka"],
    ]
    client = sign_in("administrator")
    path = upload_list(client, sheet_of_rows(rows))
    html = preview_list(client, path, {"sector": known["donor"]})
    confirm_list(client, path, html)
    found = {name.split()[0]: (email, phone) for name, _at, email, phone in people_known(app)}
    assert {name: found.get(name) for name in ("Anila", "Ben", "Cela", "Dora", "Edi")} == {
        "Anila": ("ana.hoxha@zyra.example", "+355 69 210 0003"),
        "Ben": ("ben@zyra.example", "+355 68 210 0004"),
        "Cela": ("cela@zyra.example", ""),
        "Dora": ("", "+355 69 210 0005"),
        "Edi": ("", ""),
    }


def test_a_page_that_says_what_the_file_is_is_no_list(sign_in, known) -> None:
    book = Workbook()
    cover = book.active
    cover["B3"], cover["B5"], cover["A7"] = "Annex 2", "Version 3 FINAL", "Lista e pjesëmarrësve"
    cover.merge_cells("A7:D7")
    sheet = book.create_sheet("Lista")
    for row in (["Emri", "Institucioni"], ["Ana Hoxha", "Zyra A"], ["Ben Kola", "Zyra B"]):
        sheet.append(row)
    client = sign_in("administrator")
    page = client.get(upload_list(client, book_bytes(book))).text
    assert "2 rows and 2 columns were found" in page
