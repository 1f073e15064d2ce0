"""The heading of a list of tasks: its fields as they are called in any language."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from ...bringing_back import in_any_language
from ...lib.workbooks import headings
from ...lib.workbooks.headings import Headings
from ..labels import FIELDS, LOOKED_AT


def header_of(row: Sequence[Any], known: Collection[str], exported: Collection[str]) -> Headings | None:
    """The row as a heading; None when it names no task. `known`, `exported`: columns added before, now and in the export."""
    return headings.header_of(row, *_called(), ("title",), [*known, *exported])


@cache
def _called() -> tuple[dict[str, Any], dict[str, Any]]:
    """Fields, and columns that are passed over, by what they are called: asked for each row at the top of a file."""
    return in_any_language(FIELDS), in_any_language(LOOKED_AT)
