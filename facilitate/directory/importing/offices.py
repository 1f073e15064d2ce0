"""The rows of organisations against the directory: new, changed, the same, not to be taken."""

from collections.abc import Sequence
from typing import Any

from ..alike import fold_name, office_words
from .facts import FIELDS, OfficeFactsReader
from .known_directory import KnownDirectory, KnownLists, KnownOffice
from .placing import OfficePlacing
from .plan import (
    ChangedRow,
    ColumnMapping,
    DirectoryOutcome,
    ImportDecisions,
    OfficeFacts,
    ReadRow,
    RowFieldChange,
    RowProblem,
    RowTrouble,
)


def compare_offices(
    reads: Sequence[ReadRow],
    problems: Sequence[RowProblem],
    here: KnownDirectory,
    lists: KnownLists,
    plan: ColumnMapping,
    decided: ImportDecisions,
) -> DirectoryOutcome:
    """Everything the rows turn out to be."""
    facts = OfficeFactsReader(lists, decided)
    placing, outcome = (
        OfficePlacing(here, plan, decided, facts),
        DirectoryOutcome(problems=list(problems)),
    )
    met: dict[int | str, int] = {}
    for read in reads:
        numbered = _by_number(read, here)
        place = placing.of(read) if numbered is None else numbered
        if place is not None and place in met:
            outcome.problems.append(RowProblem(read.row, RowTrouble.TWICE, str(met[place])))
        elif isinstance(place, int):
            met[place] = read.row
            _existing(
                read,
                here.offices[place],
                facts=facts.of(read),
                lists=lists,
                here=here,
                outcome=outcome,
            )
        elif place is None or read.problems:
            outcome.problems += read.problems.values()
        else:
            met[place] = read.row
            outcome.new.append((read, place))
    outcome.unknown, outcome.strange = facts.unknown(), placing.strange()
    used = {place for _read, place in outcome.new}
    outcome.offices = {key: one for key, one in placing.new.items() if key in used}
    outcome.problems.sort()
    return outcome


def _by_number(read: ReadRow, here: KnownDirectory) -> int | None:
    """The organisation of the row's number, if its name has a word in common: it may have got another name."""
    if read.number is None or read.number not in here.offices:
        return None
    name = here.offices[read.number].name
    alike = set(office_words(name)) & set(office_words(read.office))
    return read.number if alike or read.raw.get("organisation") == name else None


def _existing(
    read: ReadRow,
    office: KnownOffice,
    facts: OfficeFacts,
    lists: KnownLists,
    here: KnownDirectory,
    outcome: DirectoryOutcome,
) -> None:
    if read.raw.get("organisation") == office.name:
        read.problems.pop("organisation", None)
    values, changes = _changes(read, office, facts, lists)
    if "name" in values and here.named.by_name.get(values["name"], office.id) != office.id:
        read.problems["organisation"] = RowProblem(read.row, RowTrouble.TAKEN, values["name"])
    if read.problems:
        outcome.problems += read.problems.values()
    elif values:
        outcome.changed.append(ChangedRow(read, office.id, values, tuple(changes)))
    else:
        outcome.unchanged.append(read)


def _changes(
    read: ReadRow, office: KnownOffice, facts: OfficeFacts, lists: KnownLists
) -> tuple[dict[str, Any], list[RowFieldChange]]:
    """What a row changes of an organisation; an empty cell changes nothing."""
    values: dict[str, Any] = {}
    changes: list[RowFieldChange] = []
    if read.raw.get("organisation") != office.name and fold_name(read.office) != fold_name(
        office.name
    ):
        values["name"] = read.office
        changes.append(RowFieldChange("organisation", office.name, read.office))
    for field in FIELDS:
        before, after = getattr(office, field), getattr(facts, field)
        if after is not None and after != before:
            values[field] = after
            changes.append(
                RowFieldChange(field, _called(lists, field, before), _called(lists, field, after))
            )
    if "county" in values and "district" not in values and office.district is not None:
        values["district"] = None
        changes.append(RowFieldChange("district", _called(lists, "district", office.district), ""))
    return values, changes


def _called(lists: KnownLists, field: str, value: Any) -> str:
    """The name of a value in the language that comes first in its list."""
    if value is None:
        return ""
    return next((name for name, key in lists.names[field].rows if key == str(value)), "")
