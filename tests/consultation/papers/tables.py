"""Tables as common survey tools export them, with one row a person; every name and address is made up."""

import csv
import io
from datetime import datetime
from typing import Any

from openpyxl import Workbook

FIRST = "What do you, or your institution, want to do in the coming year so that this work lasts?"
FIRST_SQ = "Çfarë doni të bëni ju ose institucioni juaj vitin e ardhshëm, që kjo punë të jetë e qëndrueshme?"


def rows_as_xlsx(rows: list[list[Any]], *merged: str) -> bytes:
    """The rows as an Excel file."""
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    for ref in merged:
        sheet.merge_cells(ref)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def rows_as_csv(rows: list[list[Any]], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    """The rows as a CSV file."""
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode(encoding)


def large_export(rows: int, more: int = 33) -> bytes:
    """An export with that many rows, seven columns and so many more that nobody asked for."""
    heads = ["ID", "Completion time", "Sektori", "Qarku", FIRST, "Cilat tema?", "Sa mirë?"]
    every: list[list[Any]] = [[*heads, *(f"Tjetër {n}" for n in range(more))]]
    for n in range(rows):
        sector, topics = (
            "Qeveri vendore" if n % 3 else "Media",
            "Koha;Paratë;" if n % 2 else "Njerëzit;",
        )
        said = f"Përgjigja {n}: më shumë kohë për të folur me njëri-tjetrin në tryeza, në çdo qark."
        own = [n, "2026-03-02 10:11:12", sector, "Dibra", said, topics, n % 5 + 1]
        every.append([*own, *["x"] * more])
    return rows_as_csv(every, delimiter=",", encoding="utf-8")


MICROSOFT = [
    [
        "ID",
        "Start time",
        "Completion time",
        "Email",
        "Name",
        "Sektori",
        "Qarku",
        FIRST_SQ,
        "Cilat tema?",
    ],
    [
        1,
        datetime(2026, 3, 2, 9, 1),
        datetime(2026, 3, 2, 9, 7),
        "a@x.example",
        "Arta H.",
        "Shoqëri civile",
        "Dibër",
        "Tryeza në çdo qark",
        "Koha;Paratë;",
    ],
    [
        2,
        datetime(2026, 3, 3, 8, 0),
        datetime(2026, 3, 3, 8, 9),
        "b@x.example",
        "Besnik K.",
        "Qeveria lokale",
        "Shkodra",
        "Më shumë kohë",
        "Njerëzit;",
    ],
    [
        3,
        datetime(2026, 3, 4, 8, 0),
        datetime(2026, 3, 4, 8, 2),
        "c@x.example",
        "Çelik D.",
        "Donator",
        "",
        "",
        "",
    ],
]
MONKEY = [
    [
        "Respondent ID",
        "Collector ID",
        "Start Date",
        "End Date",
        "IP Address",
        "Email Address",
        "Where do you work?",
        "Which topics?",
        None,
        None,
        FIRST,
        "How well?",
    ],
    [
        None,
        None,
        None,
        None,
        None,
        None,
        "Response",
        "Time",
        "Money",
        "People",
        "Open-Ended Response",
        "Response",
    ],
    [
        11,
        7,
        "03/02/2026 09:01:00 AM",
        "03/22/2026 09:07:00 AM",
        "10.0.0.1",
        "",
        "Local government",
        "Time",
        None,
        "People",
        "Meet every month",
        "5 – very well",
    ],
    [
        12,
        7,
        "03/05/2026 09:01:00 AM",
        "03/05/2026 09:09:00 AM",
        "10.0.0.2",
        "",
        "Media",
        None,
        "Money",
        None,
        None,
        "2",
    ],
]
