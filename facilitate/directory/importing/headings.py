"""Where the headings of a table are and what each column is: by its heading in either language, else by what is in it."""

import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter

from ...exchange.columns import ExchangeTable
from ...exchange.headings import columns_by_phrase, split_alternatives
from ...lib.uploads import text_of_cell
from ..alike import TITLES, fold_name
from ..columns import (
    NAME,
    NAME_POSITION,
    NAMED,
    OFFICE_POSITION,
    POSITION,
    POSITION_OFFICE,
    READ,
)
from .foreign_lists import LOOKED_AT, is_whole_name

SAMPLES = 200
"""Values that tell what a column holds."""
LONGEST = 500
"""Letters of a heading that are looked at: no known one is as long, and brackets that never close cost their number squared."""
PASSED = "answer"
"""A column that the planner put into a file it gave back: passed over."""
LEFT_OUT = ""
"""What a column is that is none of these."""
OFFICE, NAMES = "organisation", (NAME, "given_name", "family_name")
"""What a group of columns may be about, and what may stand below it."""
MOST_WORDS = 4
"""Of a heading that is known by its first or last word: a longer one is a sentence about something."""
BEGIN = (OFFICE, POSITION, "phone", "email", "county", "district", "sector", "gender")
END = ("phone", "email")
"""What a longer heading may begin or end with."""
Row = tuple[int, Sequence[Any]]
Heads = Mapping[str, str]
Test = Callable[[str], bool]


def headings_by_name(table: ExchangeTable, own: Iterable[tuple[str, str]] = ()) -> Heads:
    """Folded heading → what it is: the planner's own (field, name) in each language first, then the other words people use."""
    found = {fold_name(text): field for field, text in own}
    for phrase, fields in columns_by_phrase(table).items():
        found.setdefault(phrase, fields[0])
    return found


@dataclass(frozen=True)
class FileColumn:
    """A column: its letter, its heading, the first values in it, as often as they stand there."""

    letter: str
    heading: str
    values: tuple[str, ...]

    @property
    def samples(self) -> tuple[str, ...]:
        """Each of the values once."""
        return tuple(dict.fromkeys(self.values))


def heading_variants(text: str) -> list[str]:
    """A heading as it may be known: whole, without what is in brackets, each of two languages on both sides of a stroke."""
    text = text[:LONGEST]
    short = re.sub(r"\(.*?\)|\[.*?\]|\*", " ", text)
    return [
        fold_name(text),
        fold_name(short),
        *(fold_name(part) for part in re.split(r"[/\n|]|\s[–-]\s", short)),
    ]


def meaning_of_heading(text: str, heads: Heads) -> str:
    """What a column of that heading is; empty where it is not known."""
    if len(text) > 80:
        return LEFT_OUT
    whole = fold_name(text)
    if whole not in heads and NAME in heads.values() and is_whole_name(text):
        return NAME
    if whole not in heads and (both := _two_in_one(text, heads)):
        return both
    said = next((heads[key] for key in heading_variants(text) if key in heads), LEFT_OUT)
    return said or _by_a_word(text, heads)


def _by_a_word(text: str, heads: Heads) -> str:
    """What a longer heading probably is: *Institucioni që përfaqëson* begins with it, *Cell phone* ends with it."""
    words = fold_name(text).split()
    if not 1 < len(words) <= MOST_WORDS:
        return LEFT_OUT
    first, last = heads.get(words[0], ""), heads.get(words[-1], "")
    return next((said for said, known in ((first, BEGIN), (last, END)) if said in known), LEFT_OUT)


def _two_in_one(text: str, heads: Heads) -> str:
    """What a heading is that names the organisation and the position, in the one order or the other; or a name and a position."""
    parts = _parts(text)
    said = tuple(heads.get(part, "") for part in parts)
    known: dict[tuple[str, ...], str] = {
        (OFFICE, POSITION): OFFICE_POSITION,
        (POSITION, OFFICE): POSITION_OFFICE,
        (NAME, POSITION): NAME_POSITION,
        ("given_name", POSITION): NAME_POSITION,
        ("given_name", "family_name", POSITION): NAME_POSITION,
    }
    return known.get(said, "") if OFFICE_POSITION in heads.values() else ""


def _parts(text: str) -> list[str]:
    return [fold_name(part) for part in re.split(r"[/,|\n&]|\s(?:dhe|and|[–-])\s", text)]


def find_heading_row(rows: Sequence[Row], heads: Heads) -> int:
    """The number of the row with the headings: the one in which most columns are known, below any titles.

    Where none is known: the first row of different texts. 0: the table has no headings.
    """
    scored = [
        (
            len(
                {meaning_of_heading(text_of_cell(cell), heads) for cell in cells}
                - {LEFT_OUT, PASSED}
            ),
            -number,
        )
        for number, cells in rows[:LOOKED_AT]
    ]
    best, place = max(scored, default=(0, 0))
    if best >= 2 or (best and len(rows[0][1]) < 3):
        return _lower_line(rows, -place, heads)
    for number, cells in rows[:LOOKED_AT]:
        texts = [cell for cell in cells if cell not in (None, "")]
        if any("@" in text_of_cell(cell) for cell in texts):
            return 0
        if len({text_of_cell(cell) for cell in texts}) > 1 and all(
            isinstance(cell, str) for cell in texts
        ):
            return number
    return 0


def _lower_line(rows: Sequence[Row], header: int, heads: Heads) -> int:
    """The lower of two lines of headings, where the row below the headings holds headings and nothing that people are told by."""
    number, below = next((row for row in rows if row[0] > header), (header, ()))
    upper = next((cells for at, cells in rows if at == header), ())
    over = [text_of_cell(cell) for cell in upper]
    pairs = [*itertools.zip_longest(map(text_of_cell, below), over, fillvalue="")]
    groups = any(
        text and above in ("", left) for (text, above), left in zip(pairs[1:], over, strict=False)
    )
    texts = [(text, above) for text, above in pairs if text]
    own = [text for text, above in texts if text != above]  # the rest is of cells merged over both
    known = sum(bool(meaning_of_heading(text, heads)) for text in own)
    told = any(letter.isdigit() or letter == "@" for text in own for letter in text)
    both = groups and known > 1 and 2 * known >= len(own) and not told
    several = (
        len({text for text, _above in texts}) > 1
    )  # one text alone is a line about what follows
    return number if several and (both or known == len(own) > 0) else header


def _upper_line(rows: Sequence[Row], header: int, heads: Heads) -> Sequence[Any]:
    """The line above the headings, where it is one of headings and no title."""
    above = next((cells for number, cells in reversed(rows) if number < header), ())
    texts = {text for cell in above if (text := text_of_cell(cell))}
    known = any(meaning_of_heading(text, heads) for text in texts)
    return above if known and len(texts) > 1 else ()


def _heading(upper: str, lower: str, heads: Heads) -> str:
    """A heading of two lines: the lower one; “Name” below “Institution” is the institution’s."""
    if not upper or not lower or upper == lower:
        return lower or upper
    group, own = meaning_of_heading(upper, heads), meaning_of_heading(lower, heads)
    if group == OFFICE and own in NAMES:
        return f"{upper} ({lower})"
    return lower if own or not group else f"{upper} ({lower})"


def rows_below_headings(rows: Sequence[Row], header: int) -> list[Row]:
    """The rows below the headings; those that are repeated on each printed page, on one line or on two, are none of them."""
    lines = [cells for number, cells in rows if number <= header][-2:]
    heads = [{text_of_cell(cell) for cell in column} for column in zip(*lines, strict=False)]
    return [row for row in rows if row[0] > header and not _repeats(row[1], heads)]


def _repeats(cells: Sequence[Any], heads: Sequence[set[str]]) -> bool:
    """Whether a row says in two columns or more what stands at the head of each, and nothing else."""
    found = 0
    for cell, head in zip(cells, heads, strict=False):
        if text := text_of_cell(cell):
            if text not in head:
                return False
            found += 1
    return found > 1


def file_columns(rows: Sequence[Row], header: int, known: Heads) -> list[FileColumn]:
    """The columns of the table; `known`: what headings mean."""
    heads = next((cells for number, cells in rows if number == header), ())
    above = _upper_line(rows, header, known) if header else ()
    below = [row for row in rows_below_headings(rows, header) if not _is_line_across(row[1])]
    found = []
    for place in range(len(rows[0][1]) if rows else 0):
        filled = (cells[place] for _number, cells in below if cells[place] not in (None, ""))
        values = tuple(text_of_cell(value) for value in itertools.islice(filled, SAMPLES))
        heading = _heading(
            text_of_cell(above[place]) if place < len(above) else "",
            text_of_cell(heads[place]) if place < len(heads) else "",
            known,
        )
        found.append(FileColumn(get_column_letter(place + 1), heading, values))
    return found


def _is_line_across(cells: Sequence[Any]) -> bool:
    """Whether one text stands over several cells: a line between rows, as *QARKU FIER*, and no value of a column."""
    filled = [text_of_cell(cell) for cell in cells if cell not in (None, "")]
    return len(filled) > 1 and len(set(filled)) == 1


def is_said_once(rows: Sequence[Row], header: int, place: int) -> bool:
    """Whether a column says something only where it changes: every third cell is empty or more, none repeats the one before it."""
    filled = [
        text_of_cell(cells[place]) if place < len(cells) else ""
        for _number, cells in rows_below_headings(rows, header)
        if sum(cell not in (None, "") for cell in cells) > 1
    ]
    said = [text for text in filled if text]
    changes = all(one != other for one, other in itertools.pairwise(said))
    return len(said) > 1 and bool(filled[0]) and changes and 3 * len(said) <= 2 * len(filled)


def guess_column_meanings(
    columns: Sequence[FileColumn], heads: Heads, tests: Mapping[str, Test]
) -> list[str]:
    """What each column probably is, each field once: by its heading, else by its values (`tests`: field → is it one?)."""
    found = [meaning_of_heading(column.heading, heads) for column in columns]
    for place, column in enumerate(columns):
        if found[place] == POSITION and _holds_titles(column):
            found[place] = LEFT_OUT
    for place, field in enumerate(found):
        if field and field in found[:place]:
            found[place] = LEFT_OUT
    for field, fits in tests.items():
        if field in found:
            continue
        free = [place for place, is_ in enumerate(found) if not is_ and columns[place].values]
        shares = [(_share(columns[place].values, fits), -place) for place in free]
        share, place = max(shares, default=(0.0, 0))
        if share > 0.5:
            found[-place] = field
    return _named([LEFT_OUT if is_ == PASSED else is_ for is_ in found], columns)


def _holds_titles(column: FileColumn) -> bool:
    """Whether a column named *Title* holds how people are addressed: Mr, Dr."""
    return bool(column.samples) and all(fold_name(one) in TITLES for one in column.samples)


def _share(values: Sequence[str], fits: Test) -> float:
    return sum(map(fits, values)) / len(values)


def _named(found: list[str], columns: Sequence[FileColumn]) -> list[str]:
    """“Emri” without “Mbiemri” is the whole name; a whole name beside “Mbiemri” is the given one."""
    if "given_name" in found and "family_name" not in found and NAME not in found:
        found[found.index("given_name")] = NAME
    if NAME in found and "family_name" in found and "given_name" not in found:
        found[found.index(NAME)] = "given_name"
    if not NAMED & set(found) and not any(column.heading for column in columns):
        free = [place for place, is_ in enumerate(found) if not is_ and columns[place].values]
        shares = [(_share(columns[place].values, looks_like_name), -place) for place in free]
        share, place = max(shares, default=(0.0, 0))
        if share > 0.6:
            found[-place] = NAME
            free.remove(-place)
        if free and "organisation" not in found:
            longest = max(
                free,
                key=lambda place: (
                    sum(map(len, columns[place].samples)) / len(columns[place].samples)
                ),
            )
            found[longest] = "organisation"
    return found


def looks_like_name(text: str) -> bool:
    """Two to four words of letters, each with a capital."""
    words = text.replace(",", " ").split()
    return 1 < len(words) < 5 and all(
        word[:1].isupper() and word.strip(".'’-").replace("-", "").isalpha() for word in words
    )


def looks_like_phone(text: str) -> bool:
    """Seven digits or more, and only what stands between them."""
    digits = sum(letter.isdigit() for letter in text)
    return digits >= 7 and all(letter.isdigit() or letter in "+-/(). ;,\u00a0" for letter in text)


def language_of_heading(heading: str) -> str:
    """The language of a heading above positions; empty where both or none is meant."""
    english = {"position", "job title", "title", "function", "role", "job"}
    also = split_alternatives(READ[POSITION].also)
    known = {
        "en" if key in english else "sq"
        for key in (*heading_variants(heading), *_parts(heading))
        if key in also
    }
    return known.pop() if len(known) == 1 else ""
