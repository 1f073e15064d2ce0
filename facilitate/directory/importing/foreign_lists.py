"""How offices write their lists: crosses in columns for women and men, or for who was there; the father's name in the middle."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ...lib.tables import FileTable
from ...lib.uploads import text_of_cell
from ..alike import TITLES, fold_name

LOOKED_AT = 30
"""Rows from the top in which headings are looked for."""
WOMEN = {"f", "femer", "femra", "gra", "female", "women", "w"}
MEN = {"m", "mashkull", "meshkuj", "burra", "male", "men"}
CROSSES = {"x", "1", "✓", "✔", "√", "v", "po", "yes", "+", "●", "•"}
WAS_THERE = {
    "prezent",
    "prezente",
    "prezenca",
    "i pranishem",
    "pranishem",
    "prania",
    "mori pjese",
    "erdhi",
} | {
    *("present", "attended", "was there", "came"),
}
"""Headings of a column with a cross for who came."""
ATTENDANCE = {"pjesemarrja", "pjesemarrje", "attendance", "participation"}
"""Headings that say who came once the event is over, and who will come before."""
NOT_THERE = {"jo", "no", "0"}
GIVEN = {"emer", "emri", "emr", "given", "first", "name"}
FATHER = {"atesi", "atesia", "atesise", "ati", "babait"}
FAMILY = {"mbiemer", "mbiemri", "family", "last", "surname"}
_BESIDE_NAMES = {"e", "i", "te", "dhe", "and", "full", "plote", "pjesemarresit", "pjesemarresi"}


def is_whole_name(heading: str) -> bool:
    """Whether a heading names the parts of a person's name and nothing else: *Emër Atësi Mbiemër*."""
    words = set(fold_name(heading).split())
    return bool(
        words & GIVEN and words & FAMILY and words <= GIVEN | FATHER | FAMILY | _BESIDE_NAMES
    )


def normalise_list(table: FileTable) -> FileTable:
    """The table with words in place of crosses – one column of genders, who attended – and fathers' names in brackets."""
    rows = [(number, list(cells)) for number, cells in table.rows]
    for at, (_number, cells) in enumerate(rows[:LOOKED_AT]):
        below = [cells for _number, cells in rows[at + 1 :]]
        for place, heading in enumerate(map(text_of_cell, cells)):
            if set(fold_name(heading).split()) & FATHER and is_whole_name(heading):
                _put_fathers_in_brackets(below, place)
            if _are_crosses(cells, below, place):
                cells[place], cells[place + 1] = f"{heading} / {cells[place + 1]}", None
                _join_crosses(below, place, fold_name(heading) in WOMEN)
            elif fold_name(heading) in WAS_THERE and _all_crosses(below, place):
                cells[place] = f"Status / {heading}"
                for row in below:
                    row[place] = "Attended" if is_cross(row[place]) else row[place]
    return replace(table, rows=[(number, tuple(cells)) for number, cells in rows])


def _put_fathers_in_brackets(below: Sequence[list[Any]], place: int) -> None:
    for cells in below:
        if _line_alone(cells):
            continue  # nobody of the list: who signs it, an office above its people
        words = text_of_cell(cells[place]).split()
        own = [word for word in words if fold_name(word) not in TITLES]
        is_name = all(word.strip(".-").replace("-", "").isalpha() for word in own)
        if len(own) == 3 and is_name and not is_whole_name(" ".join(own)):
            cells[place] = f"{own[0]} ({own[1]}) {own[2]}"


def _are_crosses(cells: Sequence[Any], below: Sequence[Sequence[Any]], place: int) -> bool:
    """Whether this column and the next one are those of women and of men, with crosses below."""
    heads = [fold_name(text_of_cell(cell)) for cell in cells[place : place + 2]]
    if len(heads) < 2 or not (
        heads[0] in WOMEN and heads[1] in MEN or heads[0] in MEN and heads[1] in WOMEN
    ):
        return False
    said = [{_cross(row[place]), _cross(row[place + 1])} - {""} for row in below]
    crossed = sum(bool(one) and one <= CROSSES for one in said)
    return crossed > 0 and crossed >= 0.8 * sum(map(bool, said))  # totals stand below them


def _all_crosses(below: Sequence[Sequence[Any]], place: int) -> bool:
    said = [one for row in below if (one := _cross(row[place]))]
    crossed = sum(one in CROSSES | NOT_THERE for one in said)
    return crossed > 1 and len(said) - crossed <= max(1, len(said) // 5)  # totals stand below


def _join_crosses(below: Sequence[list[Any]], place: int, women_first: bool) -> None:
    first, second = ("F", "M") if women_first else ("M", "F")
    for cells in below:
        crossed = [is_cross(cell) for cell in cells[place : place + 2]]
        if crossed == [True, False]:
            cells[place] = first
        elif crossed == [False, True]:
            cells[place], cells[place + 1] = second, None


def is_cross(cell: Any) -> bool:
    """Whether a cell says yes, as people mark it."""
    return _cross(cell) in CROSSES


def _cross(cell: Any) -> str:
    return text_of_cell(cell).strip().casefold()


_NUMERAL = re.compile(r"(?:[IVXLC]+|\d+|[a-zA-Z])[.)]?")
_NO_OFFICE = re.compile(r"(?:totali?|gjithsej|shuma|qarku|rrethi|total|county)\b")


def with_office_lines(table: FileTable, header: int) -> FileTable:
    """The table with a column for the organisation, where it stands on a line of its own above its people; else as it is."""
    above = [row for row in table.rows if row[0] <= header]
    below = [(number, cells, _line_alone(cells)) for number, cells in table.rows if number > header]
    lines = [alone for _number, _cells, alone in below if alone]
    if len(lines) < 2 or not below[0][2] or len(lines) * 2 > len(below):
        return table
    rows, office = [(number, (*cells, None)) for number, cells in above[:-1]], ""
    rows += [(number, (*cells, "Institucioni")) for number, cells in above[-1:]]
    for number, cells, alone in below:
        if alone:
            office = "" if _NO_OFFICE.match(fold_name(alone)) else alone
        if not alone or not office:
            filled = sum(cell not in (None, "") for cell in cells) > 1
            rows.append((number, (*cells, office if filled else None)))
    return replace(table, rows=rows)


def _line_alone(cells: Sequence[Any]) -> str:
    """The one text of a row, beside a number of its own; empty where more stands there."""
    texts = {text for cell in cells if (text := text_of_cell(cell).strip())}
    rest = [text for text in texts if not _NUMERAL.fullmatch(text)]
    return rest[0] if len(rest) == 1 and len(rest[0]) > 3 and "@" not in rest[0] else ""


_BETWEEN = ((r"\n", True), (r"\s*/\s*", True), (r"\s*;\s*", True), (r"\s+[–—-]\s+|,\s+", False))
"""What stands between an organisation and a position, and whether it stands between nothing else."""
_ROLES = re.compile(
    r"(?-i:[a-zçë])|(?:n[eë]n|zv\W+|ish\W+)?(?:drejtor(?!i[aë]|at)|drejtues|shef|specialist|p[eë]rgjegj[eë]s|inspektor(?!at)"
    r"|koordinator|kryetar|prefekt(?!ur)|punonj[eë]s|asistent|k[eë]shilltar|sekretar(?!iat)|m[eë]sues|psikolog|mjek\b"
    r"|komisar(?!iat)|oficer|ekspert|avokat(?!ur)|director(?!at)|head\b|officer|coordinator|adviser|advisor|manager|expert|teacher"
    r"|lawyer|assistant|(?:\w+ ){1,2}(?:officer|coordinator|advis[eo]r|manager|director|specialist|expert|assistant)$)",
    re.IGNORECASE,
)
"""How a word begins that says what somebody does."""


def part_office(text: str, position_first: bool) -> tuple[str, str]:
    """The organisation and the position that stand in one cell; without a position where nothing tells the two apart."""
    text = text.strip()
    for mark, is_sure in _BETWEEN:
        found = list(re.finditer(mark, text))
        if not found:
            continue
        cut = found[0] if position_first else found[-1]
        before, after = text[: cut.start()].strip(), text[cut.end() :].strip()
        office, position = (after, before) if position_first else (before, after)
        if office and position and (is_sure or _ROLES.match(position)):
            return office, position
    return text, ""
