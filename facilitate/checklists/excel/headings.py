"""The heading of a list of tasks: its fields as they are called in any language."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

from flask import has_app_context

from ...exchange import headings
from ...exchange.headings import Headings, columns_by_phrase
from ...exchange.marking_up import ANSWER
from ...exchange.sentences import keys_in_any_language
from ..columns import TASKS


def find_headings(
    row: Sequence[Any],
    known: Collection[str],
    exported: Collection[str],
    *,
    ours: bool = False,
    renamed: Mapping[str, str] = MappingProxyType({}),
) -> Headings | None:
    """The row as a heading; None when it names no task. `known`, `exported`: columns added before, now and in the export.

    `ours`: other words for the headings are known too, for the file surely comes from here, as where codes are; `renamed`: fields by the keys of
    headings that were found by what stands below them.
    """
    fields, looked_at = _called(has_app_context())
    fields = {**fields, **renamed}
    names = {fields.get(headings.heading_key(cell)) for cell in row if isinstance(cell, str)}
    also = columns_by_phrase(TASKS) if ours or "code" in names else None
    return headings.read_headings(
        row, fields, looked_at=looked_at, needs=("title",), before=[*known, *exported], also=also
    )


@cache
def _called(_translated: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """Fields, and columns that are passed over, by what they are called: asked for each row at the top of a file.

    Outside the planner there are no translations, and what is found there is not kept for it.
    """
    return keys_in_any_language(TASKS.read), ignored_headings()


def ignored_headings() -> dict[str, Any]:
    """Columns that are only looked at, or are an answer of ours, by what they are called."""
    return keys_in_any_language({**TASKS.looked_at, "answer": ANSWER})
