"""The figures as one long csv table: a line for every number."""

import csv
import io

from ....lib.sheets import OUTSIDE_XML
from ....web.i18n import _
from ..report import FiguresReport
from . import file_wording

_RUNS = ("=", "+", "-", "@", "\t", "\r")
"""What a text starts with that a spreadsheet would run."""


def report_csv(report: FiguresReport) -> bytes:
    """Table, who, where, how many, share in percent, of how many: UTF-8 with a mark, so that Excel reads its letters.

    Numbers have a point and no percent sign in either language: the file is for programs.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        [
            _("Table of figures"),
            _("Who"),
            _("Counted"),
            _("People"),
            _("Share in percent"),
            _("Of how many"),
            _("What the share is of"),
        ]
    )
    for block in report.blocks:
        for row in block.rows:
            for column, count, share in zip(block.columns, row.counts, row.shares, strict=True):
                tenths = "" if share is None else f"{share / 10:.1f}"
                if share is None and count is None:
                    tenths = file_wording.UNKNOWN if column.published else file_wording.HIDDEN
                total = "" if column.total is None else str(column.total)
                texts = [
                    escape_formula(block.title),
                    escape_formula(row.name),
                    escape_formula(file_wording.marked_column_name(column)),
                ]
                writer.writerow(
                    [
                        *texts,
                        file_wording.written_count(count, column),
                        tenths,
                        total,
                        escape_formula(column.said),
                    ]
                )
    return out.getvalue().encode("utf-8-sig")


def escape_formula(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would run."""
    text = OUTSIDE_XML.sub("", text)
    return f"'{text}" if text.startswith(_RUNS) else text
