"""Tasks that are on several sheets of one file (one sheet a person): what was changed on any of them counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ...exchange.merge import ListRecord, Value
from ..columns import STATE


@dataclass(frozen=True)
class GatheredRows:
    """`rows`: the main sheet's with what was changed elsewhere; `twice`: rows of the other sheet, each with a field that

    was changed differently on both, where the main sheet counts.
    """

    rows: list[ListRecord]
    twice: list[tuple[ListRecord, str]]


def gather_sheets(
    base: Mapping[str, ListRecord], main: Sequence[ListRecord], other: Sequence[ListRecord]
) -> GatheredRows:
    """Take what another sheet changed, against what was exported, into the rows of the main one.

    Tasks without a code are new, unless the main sheet has a new one of the same text; tasks the main sheet has no more are
    left out unless they were changed.
    """
    rows = {record.code: number for number, record in enumerate(main) if record.code}
    titles = {record.title for record in main if not record.code}
    found, twice = list(main), []
    for record in other:
        before = base.get(record.code)
        if before is None:
            if not record.code and record.title not in titles:
                found.append(record)
            continue
        edits = _edits(record, before)
        if not edits:
            continue
        if record.code not in rows:
            rows[record.code] = len(found)
            found.append(record)
            continue
        there = found[rows[record.code]]
        mine = _edits(there, before)
        twice += [
            (record, name) for name, value in edits.items() if name in mine and mine[name] != value
        ]
        fresh = {name: value for name, value in edits.items() if name not in mine}
        if any(name in mine for name in STATE):
            fresh = {name: value for name, value in fresh.items() if name not in STATE}
        elif any(name in fresh for name in STATE):
            fresh |= {name: record.values[name] for name in STATE if name in record.values}
        if fresh:
            found[rows[record.code]] = replace(there, values={**there.values, **fresh})
    return GatheredRows(found, twice)


def _edits(record: ListRecord, before: ListRecord) -> dict[str, Value]:
    """The fields that are not as they were exported; done on no day in particular is done."""
    return {
        name: value
        for name, value in record.values.items()
        if value != before.values.get(name, "") and not (value is True and before.values.get(name))
    }
