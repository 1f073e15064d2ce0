"""The figures as one long csv table: a line for every number."""

import csv
import io

from ....lib.sheets import OUTSIDE_XML
from ....web.i18n import _
from ..report import Report
from . import saying

_RUNS = ("=", "+", "-", "@", "\t", "\r")
"""What a text starts with that a spreadsheet would run."""


def to_csv(report: Report) -> bytes:
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
                    tenths = saying.UNKNOWN if column.published else saying.HIDDEN
                total = "" if column.total is None else str(column.total)
                texts = [safe(block.title), safe(row.name), safe(saying.heading(column))]
                writer.writerow(
                    [*texts, saying.count(count, column), tenths, total, safe(column.said)]
                )
    return out.getvalue().encode("utf-8-sig")


def safe(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would run."""
    text = OUTSIDE_XML.sub("", text)
    return f"'{text}" if text.startswith(_RUNS) else text
