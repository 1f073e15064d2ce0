"""An office's part as a list that leaves and comes back: one row a number."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from ...exchange.columns import ColumnKind, ExchangeColumn, ExchangeTable
from ...exchange.merge import ListProblem, ListRecord, Value
from ...exchange.plain_lists import PlainList, with_codes
from ...exchange.plain_reading import read_plain_list
from ...exchange.values import text_cell
from ...lib.uploads import read_text
from ...web.i18n import _, _l, current_language, pick_wording, use_language
from ..cells import TOTAL
from ..labels import cell_name, split_name
from ..period import period_key, period_name
from .part import AskedIndicator, raw_counts, read_count
from .queries import OfficePart

COUNTS = with_codes(
    ExchangeTable(
        "counts",
        (
            ExchangeColumn(name="title", label=_l("Indicator"), width=38, changes=False),
            ExchangeColumn(name="group", label=_l("By group"), width=34, changes=False),
            ExchangeColumn(name="number", label=_l("Number"), kind=ColumnKind.NUMBER, width=11),
            ExchangeColumn(
                name="before",
                label=_l("The half-year before"),
                kind=ColumnKind.NUMBER,
                width=14,
                changes=False,
            ),
            ExchangeColumn(name="meaning", label=_l("What it means"), width=60, changes=False),
        ),
        found_by="number",
    )
)


def counts_now(part: OfficePart, language: str) -> PlainList:
    """What the office is asked, with what it sent last and the half-year before beside it."""
    with use_language(language):
        raw, office = raw_counts(part.asked, part.latest), part.member.organisation
        return PlainList(
            table=COUNTS,
            slug=f"{part.forum.slug}/{office.id}/{period_key(part.period)}",
            language=language,
            title=f"{office.name} · {period_name(part.period)}",
            facts=_(
                "Fill in the column “Number”, save, and choose this file on your page. Counts only."
            ),
            records={
                one.name_of(cell): _record(part, one, cell, raw)
                for one in part.asked
                for cell in one.cells
            },
            known_by=("title+group",),
            readers={"number": _read_number},
        )


def _record(part: OfficePart, one: AskedIndicator, cell: str, raw: Mapping[str, str]) -> ListRecord:
    code, before = one.name_of(cell), part.was(one, cell)
    group = cell_name(one.indicator, cell, part.places)
    split = next((key for key, cells in one.splits.items() if cell in cells), None)
    meaning = pick_wording(one.indicator.definition) if cell == TOTAL else ""
    return ListRecord(
        code,
        {"number": float(raw[code]) if raw.get(code) else ""},
        looked_at={
            "title": read_text(pick_wording(one.indicator.name)),
            "group": f"{split_name(one.indicator, split)}: {group}" if split else group,
            "before": None if before is None else float(before),
            "meaning": read_text(meaning),
        },
    )


def _read_number(said: str) -> Value:
    """A count as people write it; what is none stands in the form as it was typed, and is told there."""
    try:
        return float(read_count(said))
    except ValueError:
        return said


@dataclass(frozen=True)
class FileNumbers:
    """What a file says: texts by the name of their field; how many numbers it holds, of how many rows nothing is asked.

    `problems`: what else in it does not come in.
    """

    raw: Mapping[str, str]
    filled: int
    passed: int
    problems: list[ListProblem]


def numbers_in(content: bytes, name: str, part_of: Callable[[], OfficePart]) -> FileNumbers:
    """What was sent last, with the numbers of a file in its place; `part_of`: asked once the file is read.

    Raises Refused or a FileProblem.
    """
    part_now = cache(part_of)
    found = read_plain_list(
        content, name, lambda code: counts_now(part_now(), code), current_language()
    )
    part = part_now()
    edits = found.found.edits
    numbers = {
        edit.record.code: text_cell(COUNTS["number"], change.file)
        for edit in edits
        for change in (*edit.changes, *edit.clashes)
        if not edit.gone
    }
    rows = [*found.found.unchanged, *(edit.record for edit in edits)]
    return FileNumbers(
        raw={**raw_counts(part.asked, part.latest), **numbers},
        filled=sum(row.get("number") not in ("", None) for row in rows),
        passed=len(found.found.new),
        problems=[*found.problems, *found.told],
    )
