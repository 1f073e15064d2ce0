"""The rows of a table, read under what its columns are; nothing of the directory is known yet."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ...exchange.opened_files import unquote_cell
from ...lib.tables import FileTable, read_table
from ...lib.uploads import text_of_cell
from ..alike import fold_name
from ..columns import NAME, NAME_POSITION, OFFICE_POSITION, POSITION, POSITION_OFFICE, READ
from .cells import (
    normal_office_name,
    part_contact,
    person_name_part,
    read_emails,
    read_languages,
    read_phones,
    split_whole_name,
    without_title,
)
from .foreign_lists import normalise_list, part_office
from .headings import Row
from .plan import ColumnMapping, ReadRow, RowNote, RowNoteKind, RowProblem, RowTrouble

NONE = {
    *("", "ska", "s ka", "nuk ka", "nuk e ka", "pa", "none", "no", "n a", "na", "jo", "x", "0"),
    *("nuk dispon", "nuk disponon", "s disponon", "sdisponon", "nuk posedon", "nuk jepet", "bosh"),
    *("pa numer", "pa nr", "pa telefon", "pa tel", "pa email", "pa e mail", "pa adrese"),
}
"""How people write that somebody has no address or number; a stroke is none either."""
NOTHING = {"ska", "s ka", "nuk ka"}
"""The same in any other column; there “no” and “x” may mean something."""
_CLOSES = re.compile(
    r"(totali?|gjithsej|shuma|total|hartoi|pergatiti|perpiloi|miratoi|prepared by|approved by|compiled by)\b"
)
"""What a row below a list begins with, whatever its other cells hold."""
_COUNTY = re.compile(r"qarku(?: i| e)? \w+(?: \w+)?$|\w+ (?:county|region)$")
"""A line between rows that says in which county those below it are."""
_SIGNED = re.compile(
    r"\b(hartoi|pergatiti|miratoi|nenshkr|firma|vula|prepared by|approved by|signature)"
)
"""What is written above the lines to sign on, below a list."""
RUNS = ("=", "+", "@")
NAMES = ("given_name", "family_name", "organisation", "position_en", "position_sq")
"""What a spreadsheet must not run as a formula."""
CALLED = (NAME, "given_name", "family_name", "organisation")
"""How somebody or something is called may be any word."""


def read_list(content: bytes, name: str) -> FileTable:
    """The table of a file, as `read_table` reads it; in text without the apostrophes that keep a spreadsheet from running cells."""
    table = normalise_list(read_table(content, name))
    if content.startswith(b"PK"):
        return table
    return replace(
        table, rows=[(number, tuple(map(unquote_cell, cells))) for number, cells in table.rows]
    )


def read_list_rows(
    rows: Sequence[Row], plan: ColumnMapping
) -> tuple[list[ReadRow], list[RowProblem]]:
    """The rows that say something, and those that are no rows of the table: headings between them."""
    found: list[ReadRow] = []
    problems: list[RowProblem] = []
    office = county = ""
    placed = {"county", "district"} & set(plan.columns)
    for number, cells in rows:
        texts = {text_of_cell(cell) for cell in cells if cell not in (None, "")}
        if not placed and len(texts) == 1 and _COUNTY.match(fold_name(one := next(iter(texts)))):
            county = one
            continue
        said = dict(_said(cells, plan))
        if not said:
            continue
        if len(cells) > 2 and len(texts) == 1 and sum(cell not in (None, "") for cell in cells) > 2:
            problems.append(RowProblem(number, RowTrouble.HEADING, next(iter(texts))))
            continue
        if plan.fill_down:
            office = text_of_cell(said.get("organisation")) or office
            office = "" if _CLOSES.fullmatch(fold_name(office)) else office
            said.setdefault("organisation", office)
        if county and "organisation" in said:
            said["county"] = county
        found.append(_read(number, said, plan))
    below = _rows_below(found)
    if below:
        told = " ".join(below[0].raw.values())
        problems.append(RowProblem(below[0].row, RowTrouble.BELOW, told[:80]))
    return found[: len(found) - len(below)], problems


def _rows_below(found: Sequence[ReadRow]) -> Sequence[ReadRow]:
    """The rows without an organisation at the end, if a gap or a line to sign on tells them from the list: who drew it up, who signed."""
    upwards = range(len(found) - 1, -1, -1)
    full = next((at for at in upwards if _is_full(found[at])), len(found))
    rest = range(full + 1, len(found))
    if apart := [at for at in rest if found[at].row - found[at - 1].row > 1]:
        return found[apart[0] :]
    last = next((at for at in upwards if found[at].office and not _closes(found[at])), -1)
    below = found[last + 1 :]
    if last < 0 or not below:
        return []
    is_signed = any(
        _closes(row) or _SIGNED.search(fold_name(text)) or "___" in text
        for row in below
        for text in row.raw.values()
    )
    return below if is_signed or below[0].row - found[last].row > 1 else []


def _is_full(row: ReadRow) -> bool:
    return bool(row.office and row.given and row.family and not _closes(row))


def _closes(row: ReadRow) -> bool:
    """Whether a row is a total, or says who drew the list up: it begins so, and that is nobody's whole name."""
    first = fold_name(next(iter(row.raw.values()), ""))
    whole = bool(row.given and row.family)
    return bool(_CLOSES.fullmatch(first) if whole else _CLOSES.match(first))


def _said(cells: Sequence[Any], plan: ColumnMapping) -> Iterator[tuple[str, Any]]:
    """What a row says, by field."""
    for field, cell in zip(plan.columns, cells, strict=False):
        text = text_of_cell(cell)
        if not field or not text or field not in CALLED and _is_nothing(text):
            continue
        own = f"position_{plan.position}"
        if field in (OFFICE_POSITION, POSITION_OFFICE, NAME_POSITION):
            office, position = part_office(text, field == POSITION_OFFICE)
            yield (NAME if field == NAME_POSITION else "organisation"), office
            if position:
                yield own, position
        else:
            yield (own if field == POSITION else field), cell


def _is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing to say: “s’ka”, a stroke."""
    return fold_name(text) in NOTHING or not text.strip(" -–—./")


def _read(number: int, said: dict[str, Any], plan: ColumnMapping) -> ReadRow:
    read = ReadRow(
        number, raw={field: text_of_cell(cell) for field, cell in said.items()}, said=said
    )
    digits = read.raw.get("number", "")
    if digits.isascii() and digits.isdigit() and len(digits) < 10:
        read.number = int(digits)
    if plan.people:
        _name(read, plan)
        for field in ("position_en", "position_sq"):
            if text := read.raw.get(field):
                read.texts[field] = " ".join(text.split())
        _contact(read, said)
    read.office = normal_office_name(read.raw.get("organisation", ""))
    if not read.office:
        read.problems["organisation"] = RowProblem(number, RowTrouble.NO_OFFICE)
    _hold(read)
    return read


def _name(read: ReadRow, plan: ColumnMapping) -> None:
    given, family = read.raw.get("given_name", ""), read.raw.get("family_name", "")
    if given and family:
        read.given = person_name_part(without_title(given))
        read.family = person_name_part(family)
    else:
        read.given, read.family = split_whole_name(
            read.raw.get(NAME, "") or given or family, plan.family_first
        )
    if not (read.given and read.family):
        read.problems["family_name"] = RowProblem(
            read.row, RowTrouble.NO_NAME, read.family or read.given
        )


def _contact(read: ReadRow, said: dict[str, Any]) -> None:
    for field in ("email", "phone", "languages"):
        if field in said and fold_name(read.raw[field]) in NONE:
            said.pop(field)
            read.raw.pop(field)
    if read.number is None:  # in our own list a cell says what stands in the directory
        _part(read, said)
    try:
        found = read_emails(read.raw.get("email", ""))
        read.texts["email"] = found.first
        if found.more:
            read.notes.append(RowNote(read.row, RowNoteKind.MORE_EMAILS, ", ".join(found.more)))
    except ValueError:
        _leave_out(read, RowNoteKind.EMAIL, "email")
    try:
        found = read_phones(said.get("phone"))
        read.texts["phone"] = found.first
        if found.more:
            read.notes.append(RowNote(read.row, RowNoteKind.MORE_PHONES, ", ".join(found.more)))
    except ValueError:
        _leave_out(read, RowNoteKind.PHONE, "phone")
    if text := read.raw.get("languages", ""):
        read.texts["languages"] = read_languages(text) or ""
        if not read.texts["languages"]:
            read.notes.append(RowNote(read.row, RowNoteKind.LANGUAGE, text))


def _leave_out(read: ReadRow, told: RowNoteKind, field: str) -> None:
    """A way to reach somebody that is none: who it is comes in all the same, and the cell is told."""
    read.notes.append(RowNote(read.row, told, read.raw[field], field))


def _part(read: ReadRow, said: dict[str, Any]) -> None:
    """An address and a number in one cell: each counts as what it is, unless another one stands in its own column."""
    for field in ("phone", "email"):
        address, number = part_contact(read.raw.get(field, ""))
        apart = {"email": address, "phone": number}
        other = "email" if field == "phone" else "phone"
        if not address or field == "email" and not number:
            continue
        if not read.raw.get(other):
            said[other] = read.raw[other] = apart[other]
        said[field] = read.raw[field] = apart[field]


def _hold(read: ReadRow) -> None:
    """What the directory could not hold, and what a spreadsheet would run."""
    kept = {
        **read.texts,
        "given_name": read.given,
        "family_name": read.family,
        "organisation": read.office,
    }
    for field, text in kept.items():
        if len(text) > READ[field].limit:
            read.problems.setdefault(
                field, RowProblem(read.row, RowTrouble.TOO_LONG, text[:40] + "…")
            )
        elif field in NAMES and text.startswith(RUNS):
            read.problems.setdefault(field, RowProblem(read.row, RowTrouble.FORMULA, text))
