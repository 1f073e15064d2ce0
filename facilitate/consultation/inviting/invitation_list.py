"""A list of people to invite, pasted or uploaded: rows of cells become people, or a problem with its row number."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from ...directory.columns import READ
from ...directory.importing.headings import headings_by_name, meaning_of_heading
from ...directory.importing.labels import left_out_sentence
from ...exchange import columns
from ...exchange.merge import ListProblem
from ...exchange.remarks import comments_by_row, mark_problems, stray_comments, unkept_comments
from ...lib.tables import FileTable
from ...lib.text import clean_text, plain_text
from ...lib.uploads import text_of_cell
from ...web.i18n import _

LONGEST = 200
"""Characters of a name, an organisation or an address."""
MOST = 5_000
"""Rows of one list."""
HEADINGS = 10
"""How many rows may stand above and be the heading."""

ADDRESS = re.compile(r"[^\s@,;:<>()\[\]\\\"]{1,64}@(?:[\w-]+\.)+[\w-]{2,}")
"""An e-mail address as it is written in offices."""
_PIECE = re.compile(r"(?<![^\s<>()\"',;])[^\s<>()\"',;]*@[^\s<>()\"',;]*")
_ROUND = " \t\"'<>()[],;:–-"
INVITED = columns.ExchangeTable(
    "invited",
    (
        READ["name"],
        READ["given_name"],
        READ["family_name"],
        READ["organisation"],
        replace(
            READ["email"], also=READ["email"].also + "|address|adresa|adresa e postes elektronike"
        ),
        replace(READ["languages"], also=READ["languages"].also + "|lang|gjuhe"),
    ),
)
"""What a list of people to invite may say of them."""
_HEADS = headings_by_name(INVITED)
_LANGUAGES = {
    **dict.fromkeys(("sq", "al", "alb", "shqip", "shqipe", "gjuha shqipe", "albanian"), "sq"),
    **dict.fromkeys(("en", "eng", "anglisht", "angleze", "gjuha angleze", "english"), "en"),
}

Row = tuple[int, Sequence[str]]


class InvitationEntry(NamedTuple):
    """Somebody in the list. Language empty: the list does not say."""

    row: int
    name: str
    email: str
    organisation: str = ""
    language: str = ""


@dataclass
class InvitationList:
    """What a list holds; `header`: the row of its headings (0: none), `columns`: where is what, if they say it;

    `problems`: rows that cannot be taken, `twice`: addresses that stand there already; `told`: what stands beside the cells."""

    entries: list[InvitationEntry] = field(default_factory=list)
    problems: list[ListProblem] = field(default_factory=list)
    twice: list[ListProblem] = field(default_factory=list)
    sheet: str = ""
    header: int = 0
    columns: dict[str, int] = field(default_factory=dict)
    told: list[ListProblem] = field(default_factory=list)


class InvitationCells(NamedTuple):
    """The cells of one row by what they are."""

    name: str = ""
    organisation: str = ""
    email: str = ""
    language: str = ""
    only_address: bool = False


def rows_of_text(text: str) -> list[tuple[int, list[str]]]:
    """Pasted lines as rows of cells: cut at tabs, else at semicolons, else at commas; several addresses in a line
    that hold one person each (as mail programs write recipients) are a row each, with the number of the line."""
    rows: list[tuple[int, list[str]]] = []
    for number, line in enumerate(clean_text(text).split("\n"), 1):
        if not line.strip():
            continue
        people = [piece.strip() for piece in re.split(r"[;,]", line) if piece.strip()]
        if len(people) > 1 and all(piece.count("@") == 1 for piece in people):
            rows += [(number, [piece]) for piece in people]
        else:
            rows.append((number, [cell.strip() for cell in line.split(_delimiter(line))]))
    return rows


def _delimiter(line: str) -> str:
    if "\t" in line:
        return "\t"
    return ";" if ";" in line or "<" in line else ","


def read_invitation_list(table: FileTable) -> InvitationList:
    """The people in a table, as `read_invitation_rows`, and what stands beside its cells."""
    listed = read_invitation_rows(
        [(number, [text_of_cell(cell) for cell in cells]) for number, cells in table.rows]
    )
    rows = {number for number, _cells in table.rows if number > listed.header}
    comments, sheet = comments_by_row(table.marks), table.sheet
    listed.sheet = sheet
    listed.told = [
        *mark_problems(
            table.marks, listed.columns.get("email", 0), rows, sheet, struck=left_out_sentence()
        ),
        *unkept_comments(comments, rows, sheet),
        *stray_comments(comments, rows, listed.header + 1, sheet),
    ]
    return listed


def read_invitation_rows(rows: Iterable[Row]) -> InvitationList:
    """The people in these rows, each address once, and the problems. A heading says which column is what;

    without one the cell with the @ is the address, the others are name, organisation and language.
    """
    first_row: dict[str, int] = {}
    header, columns, body = _heading(list(rows))
    listed = InvitationList(header=header, columns=columns)
    for number, cells in body:
        texts = [" ".join(clean_text(cell).split()) for cell in cells]
        if not any(texts):
            continue
        if (
            max(map(len, texts)) > 5 * LONGEST
        ):  # not even looked at: some patterns take far longer on long texts
            listed.problems.append(_too_long(number))
            continue
        found = _one(number, _by_heading(texts, columns) if columns else _by_content(texts))
        if isinstance(found, ListProblem):
            listed.problems.append(found)
        elif first := first_row.get(address_key(found.email)):
            said = _("The same address as in row %(row)s.", row=first)
            listed.twice.append(_problem(number, said, "email"))
        else:
            first_row[address_key(found.email)] = number
            listed.entries.append(found)
    return listed


def _problem(row: int, sentence: str, column: str = "") -> ListProblem:
    """What is wrong with a row; `column`: at which it stumbles, empty: as a whole."""
    return ListProblem(row, str(INVITED[column].label) if column else "", sentence)


def _too_long(row: int) -> ListProblem:
    return _problem(row, _("A name, organisation or address is too long: at most 200 characters."))


def _no_address(row: int, text: str) -> ListProblem:
    if not text:
        return _problem(row, _("There is no e-mail address in this row."), "email")
    return _problem(row, _("“%(text)s” is not an e-mail address.", text=text[:60]), "email")


def address_key(address: str) -> str:
    """What makes two addresses the same."""
    return address.casefold()


def _heading(rows: list[Row]) -> tuple[int, dict[str, int], list[Row]]:
    """The row of the headings, what each column holds, and the rows below; no columns where no heading names the address."""
    for place, (number, cells) in enumerate(rows[:HEADINGS]):
        if any("@" in cell for cell in cells):
            break
        found: dict[str, int] = {}
        for column, cell in enumerate(cells):
            if role := meaning_of_heading(clean_text(cell), _HEADS):
                found.setdefault(role, column)
        if "email" in found or len(found) > 1:
            return number, found if "email" in found else {}, rows[place + 1 :]
    return 0, {}, rows


def _by_heading(cells: list[str], columns: dict[str, int]) -> InvitationCells:
    def cell(role: str) -> str:
        column = columns.get(role, len(cells))
        return cells[column] if column < len(cells) else ""

    parts = [cell("given_name" if "given_name" in columns else "name"), cell("family_name")]
    name = " ".join(part for part in parts if part) or cell("name")
    return InvitationCells(
        name=name,
        organisation=cell("organisation"),
        email=cell("email"),
        language=cell("languages"),
        only_address="name" not in columns and not name,
    )


def _by_content(cells: list[str]) -> InvitationCells:
    """The address is where the @ is; a name may stand in the same cell."""
    at = next((place for place, cell in enumerate(cells) if "@" in cell), None)
    rest = [cell for place, cell in enumerate(cells) if place != at]
    email = cells[at] if at is not None else ""
    beside = _PIECE.sub("", email).strip(_ROUND)
    if beside:  # `Name <address>`
        rest.insert(0, beside)
    language = ""
    if len(rest) > 1 and plain_text(rest[-1]) in _LANGUAGES or len(rest) > 2 and rest[2].isalpha():
        language = rest.pop(-1 if plain_text(rest[-1]) in _LANGUAGES else 2)
    name, organisation = (*rest[:2], "", "")[:2]
    return InvitationCells(
        name=name,
        organisation=organisation,
        email=email,
        language=language,
        only_address=not any(rest),
    )


def _one(row: int, cells: InvitationCells) -> InvitationEntry | ListProblem:
    """The person of a row, or the first thing that is wrong with it."""
    pieces = [
        piece.removeprefix("mailto:").strip(_ROUND + ".") for piece in _PIECE.findall(cells.email)
    ]
    if not pieces:
        return _no_address(row, cells.email)
    if len(pieces) > 1:
        several = _("There are several addresses in this row. Write one per row.")
        return _problem(row, several, "email")
    email = pieces[0]
    beside = _PIECE.sub("", cells.email).strip(_ROUND)
    name = cells.name or beside or (email if cells.only_address else "")
    language = _LANGUAGES.get(plain_text(cells.language), "")
    if not ADDRESS.fullmatch(email):
        return _no_address(row, email)
    if not name:
        return _problem(row, _("The name is missing."), "name")
    if cells.language and not language:
        said = _(
            "“%(text)s” is not one of the languages of the letters. Write sq or en.",
            text=cells.language[:60],
        )
        return _problem(row, said, "languages")
    if max(map(len, (name, email, cells.organisation))) > LONGEST:
        return _too_long(row)
    return InvitationEntry(
        row=row, name=name, email=email, organisation=cells.organisation, language=language
    )
