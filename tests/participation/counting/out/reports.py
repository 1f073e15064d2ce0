"""Reports made by hand as they may leave the house, and what is in the files made of them."""

import csv
import io
import re
import zipfile
from typing import Any

import docx
from openpyxl import load_workbook

from facilitate.participation.counting.report import BlockKey, FiguresReport, FlowStep

from ..pictures.blocks import COUNTIES, flow_table, named_table

FLOW = {
    FlowStep.INVITED: 160,
    FlowStep.DECLINED: 12,
    FlowStep.REPLACED: 4,
    FlowStep.WAITING: 6,
    FlowStep.SILENT: 20,
    FlowStep.CONFIRMED: 118,
    FlowStep.ABSENT: 8,
    FlowStep.CAME: 110,
    FlowStep.WALK_IN: 9,
    FlowStep.ATTENDED: 119,
}


def figures_report(**more: Any) -> FiguresReport:
    """An event with a way, sectors of which two are hidden, and counties; the name of one sector is a formula."""
    sectors = {
        "civil_society": (90, 70, 66),
        "government": (60, 50, 50),
        '=HYPERLINK("x")': (7, 2 + 3, 3),
        "donor": (3, None, None),
        "media": (0, None, None),
    }
    blocks = (
        flow_table(FLOW),
        named_table(BlockKey.SECTOR, sectors),
        named_table(
            BlockKey.COUNTY,
            {key: (9, 5, None if key in ("fier", "vlore") else 4) for key in COUNTIES},
        ),
    )
    return FiguresReport(
        "Spring conference",
        "119 people came.",
        blocks,
        ("Every county is represented.",),
        left_out=True,
        **more,
    )


def in_csv(content: bytes) -> list[list[str]]:
    """The lines of a csv file, heads first."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def in_excel(content: bytes) -> dict[str, list[list[Any]]]:
    """The rows of every sheet, hidden columns included, by the sheet's name."""
    book = load_workbook(io.BytesIO(content))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def in_word(content: bytes) -> tuple[list[str], list[list[list[str]]]]:
    """Everything that stands in a Word file outside its tables, alternative texts included; and its tables."""
    file = docx.Document(io.BytesIO(content))
    xml = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    texts = [one.text for one in file.paragraphs] + re.findall(r'descr="([^"]*)"', xml)
    tables = [[[cell.text for cell in row.cells] for row in one.rows] for one in file.tables]
    return texts, tables
