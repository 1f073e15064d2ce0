"""People and organisations that leave the house: lists as Excel and as text, bringing them back changes nothing; and a contact as a card."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from openpyxl import Workbook

from ...exchange.columns import ColumnKind, ExchangeColumn
from ...exchange.sheet_styles import SHORT_DATE
from ...exchange.values import text_cell
from ...lib.opendocument_out import as_opendocument
from ...lib.sheets import CellStyle, FilledSheet, sheet_name, workbook_bytes
from ...lib.tables import rows_to_csv, usual_delimiter
from ...lib.text import Words
from ...web.i18n import current_language, label_of, pick_wording
from ..columns import CONFIRMED, CONTACT, OFFICES, PEOPLE
from ..labels import SPEAKS
from ..models import Organisation, Person

HEAD = CellStyle(bold=True, colour="FFFFFF", fill="0B5D5B")
Row = Mapping[str, str | int | date | None]


def contacts_to_file(
    title: str, columns: Sequence[ExchangeColumn], rows: Sequence[Row], ending: str
) -> bytes:
    """The list as a file of that kind."""
    if ending == "csv":
        return contacts_to_csv(columns, rows)
    content = contacts_to_xlsx(title, columns, rows)
    return as_opendocument(content) if ending == "ods" else content


def contacts_to_xlsx(title: str, columns: Sequence[ExchangeColumn], rows: Sequence[Row]) -> bytes:
    """The workbook: one row each below the names of the columns, ready to be sorted and filtered."""
    book = Workbook()
    worksheet = book.active
    assert worksheet is not None
    worksheet.title = sheet_name(title)
    sheet = FilledSheet(worksheet)
    sheet.widths([one.width for one in columns])
    sheet.add([str(one.label) for one in columns], sheet.look(HEAD))
    looks = [
        sheet.look(
            CellStyle(
                line=True,
                wrap=not one.hidden,
                form=SHORT_DATE[current_language()] if one.kind is ColumnKind.DAY else "",
            )
        )
        for one in columns
    ]
    for row in rows:
        sheet.add([row[one.name] for one in columns], looks)
    worksheet.freeze_panes = "C2" if columns[0].name == "given_name" else "B2"
    worksheet.auto_filter.ref = f"A1:{worksheet.cell(max(sheet.last, 2), len(columns)).coordinate}"
    sheet.paper(title, 1)
    book.properties.title, book.properties.creator = title, "facilitate"
    return workbook_bytes(book)


def contacts_to_csv(columns: Sequence[ExchangeColumn], rows: Sequence[Row]) -> bytes:
    """The list as a table in text: one row each below the names of the columns."""
    cells = [[text_cell(None, row[one.name]) for one in columns] for row in rows]
    heads = [str(one.label) for one in columns]
    return rows_to_csv([heads, *cells], usual_delimiter(current_language()))


EVERYBODY = 1_000_000
"""More rows than any list has."""


def people_columns(contacts: bool) -> list[ExchangeColumn]:
    """The columns of a list of people; addresses and numbers only for people who may see them."""
    shown = [one for one in PEOPLE.columns if contacts or one.name not in CONTACT]
    return [*shown, CONFIRMED]


def office_columns() -> list[ExchangeColumn]:
    """The columns of a list of organisations."""
    return list(OFFICES.columns)


def people_rows(people: Iterable[Person]) -> list[Row]:
    """Load the people with their organisations, sectors and places."""
    return [
        {
            **_of_office(person.organisation),
            "given_name": person.given_name,
            "family_name": person.family_name,
            "position_en": person.position.en,
            "position_sq": person.position.sq,
            "email": person.email,
            "phone": person.phone,
            "languages": str(SPEAKS.get(person.languages, person.languages)),
            "number": person.id,
            "confirmed_on": person.confirmed_on,
        }
        for person in people
    ]


def office_rows(offices: Iterable[Organisation]) -> list[Row]:
    """Load the organisations with their sectors and places."""
    return [_of_office(office) for office in offices]


def _of_office(office: Organisation) -> dict[str, str | int]:
    return {
        "organisation": office.name,
        "sector": pick_wording(office.sector.name),
        "kind": label_of(office.kind),
        "level": label_of(office.level),
        "county": office.county.name if office.county else "",
        "district": office.district.name if office.district else "",
        "number": office.id,
    }


LONGEST = 75
"""Bytes of a line; what is longer goes on in the next one, behind a blank."""


def to_vcard(person: Person, language: str) -> bytes:
    """Name, office, position, e-mail and phone; load the person with their organisation."""
    position: Words = person.position
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"N:{_said(person.family_name)};{_said(person.given_name)};;;",
        f"FN:{_said(person.name)}",
        f"ORG:{_said(person.organisation.name)}",
        *([f"TITLE:{_said(position.to(language))}"] if position else []),
        *([f"EMAIL;TYPE=INTERNET,WORK:{_said(person.email)}"] if person.email else []),
        *([f"TEL;TYPE=WORK,VOICE:{_said(person.phone)}"] if person.phone else []),
        "END:VCARD",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _said(text: str) -> str:
    """Text in which no sign means anything."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return " ".join(escaped.split())


def _folded(line: str) -> str:
    """The line in pieces of at most 75 bytes; no letter is cut through."""
    pieces, now, size = list[str](), "", 0
    for letter in line:
        more = len(letter.encode())
        if size + more > LONGEST:
            pieces.append(now)
            now, size = " ", 1
        now, size = now + letter, size + more
    return "\r\n".join([*pieces, now])
