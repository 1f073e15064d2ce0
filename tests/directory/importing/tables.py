"""Files as people send them, and the way through the pages of an import."""

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook

DECIDED = re.compile("person-|office-|sector-|value-|rest$|clash-")
"""What the fields of the preview's questions are called."""
HEAD = ("Emri", "Mbiemri", "Institucioni", "Pozicioni", "E-mail", "Telefon", "Qarku")


def sheet_of_rows(rows: Sequence[Sequence[Any]], merged: Sequence[str] = ()) -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    for place in merged:
        sheet.merge_cells(place)
    return book_bytes(book)


def book_bytes(book: Workbook) -> bytes:
    """The workbook as a file."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def upload_list(client: FlaskClient, content: bytes, name: str = "list.xlsx") -> str:
    """Choose a file; gives the address of its columns."""
    answer = client.post("/directory/import", data={"file": (io.BytesIO(content), name)})
    assert answer.status_code == 302, answer.text
    return answer.location


def form_fields(html: str) -> dict[str, str]:
    """What a form of a page sends as it stands: hidden fields, selects, ticks."""
    found: dict[str, str] = {}
    main = html[html.index('action="/directory/import/') :]
    for tag in re.findall(r"<input[^>]*>", main):
        facts = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        name = facts.get("name", "")
        if facts.get("type") in ("radio", "checkbox") and not re.search(r"\schecked\b", tag):
            continue
        found[name] = facts.get("value", "")
    for name, options in re.findall(
        r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', main, re.DOTALL
    ):
        chosen = re.search(
            r'<option[^>]*?(?:selected[^>]*value="([^"]*)"|value="([^"]*)"[^>]*selected)', options
        )
        first = re.search(r'value="([^"]*)"', options)
        found[name] = (chosen[1] or chosen[2] or "") if chosen else (first[1] if first else "")
    return {name: value for name, value in found.items() if name}


def guessed_columns(client: FlaskClient, path: str) -> dict[str, str]:
    """What the columns are taken for."""
    return form_fields(client.get(path).text)


def preview_list(client: FlaskClient, path: str, sent: Mapping[str, Any] = {}) -> str:
    """The preview of a table as it is guessed, with other choices in `sent`: of its columns, then of its questions."""
    answer = client.post(path, data={**guessed_columns(client, path), **sent})
    assert answer.status_code == 302, answer.text
    html = client.get(answer.location).text
    decided = {name: value for name, value in sent.items() if DECIDED.match(name)}
    if not decided:
        return html
    again = client.post(answer.location, data={**form_fields(html), **decided, "look": "1"})
    assert again.status_code == 200, again.text
    return again.text


def preview_counts(html: str) -> tuple[int, ...]:
    """New, changed, the same, left out."""
    found = re.search(r"(\d+) new, (\d+) changed, (\d+) the same, (\d+) left out", html)
    assert found, html[:2000]
    return tuple(map(int, found.groups()))


def confirm_list(client: FlaskClient, path: str, html: str, sent: Mapping[str, Any] = {}) -> Any:
    """Take in what a preview shows, with decisions in `sent`."""
    return client.post(path.removesuffix("/columns"), data={**form_fields(html), **sent})


def rows_answered(client: FlaskClient, answer: Any) -> dict[int, str]:
    """What became of each row, in the file that is given back after it was taken in."""
    page = client.get(answer.location).text
    found = re.search(r"/directory/import/answers/[0-9a-f]{32}\.xlsx", page)
    assert found, page
    return rows_marked(client.get(found[0]).data)


def rows_marked(content: bytes) -> dict[int, str]:
    """What a file that is given back says of its rows."""
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    last = sheet.max_column
    cells = {row: sheet.cell(row, last).value for row in range(1, sheet.max_row + 1)}
    return {
        row: str(text) for row, text in cells.items() if text and text != "What became of this row"
    }
