"""Tables in text (.csv) that a spreadsheet opens as it opens its own, and runs nothing of."""

import csv
import io
from collections.abc import Iterable, Sequence

QUOTED = ("=", "+", "-", "@", "'")
"""What a text begins with that a spreadsheet would run: it gets an apostrophe before it, taken away on the way back."""


def rows_to_csv(rows: Iterable[Sequence[str]], delimiter: str) -> bytes:
    """The rows, headings first, in UTF-8 with its mark."""
    file = io.StringIO(newline="")
    table = csv.writer(file, delimiter=delimiter)
    for row in rows:
        table.writerow([f"'{text}" if text.startswith(QUOTED) else text for text in row])
    return file.getvalue().encode("utf-8-sig")


def usual_delimiter(language: str) -> str:
    """What stands between the cells where spreadsheets speak that language: semicolons in Albanian, commas in English."""
    return ";" if language == "sq" else ","
