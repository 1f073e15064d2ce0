"""How the fixed values of the directory are called."""

from typing import Any

from ..i18n import _l, names
from ..lib.uploads import Unreadable
from ..uploaded import OVERRUNS
from .models import Gender, Kind, Level

names(
    {
        Kind.MINISTRY: _l("Ministry"),
        Kind.PREFECTURE: _l("Prefecture"),
        Kind.COUNTY_COUNCIL: _l("County council"),
        Kind.MUNICIPALITY: _l("Municipality"),
        Kind.POLICE: _l("Police"),
        Kind.SOCIAL_SERVICES: _l("Social services"),
        Kind.EMPLOYMENT: _l("Employment office"),
        Kind.EDUCATION: _l("Education office"),
        Kind.HEALTH: _l("Public health"),
        Kind.PROSECUTION: _l("Prosecution"),
        Kind.INTELLIGENCE: _l("Intelligence service"),
        Kind.NGO: _l("NGO"),
        Kind.SHELTER: _l("Shelter"),
        Kind.COALITION: _l("Coalition"),
        Kind.INTERNATIONAL_NGO: _l("International NGO"),
        Kind.AGENCY: _l("International agency"),
        Kind.DONOR: _l("Donor"),
        Kind.MEDIA: _l("Media"),
        Kind.COMPANY: _l("Company"),
        Kind.UNIVERSITY: _l("University"),
        Kind.OTHER: _l("Other"),
    }
)
names(
    {
        Level.CENTRAL: _l("Central"),
        Level.COUNTY: _l("County"),
        Level.MUNICIPALITY: _l("Municipality"),
        Level.INTERNATIONAL: _l("International"),
    }
)
names({Gender.WOMAN: _l("woman"), Gender.MAN: _l("man"), Gender.OTHER: _l("other")})

PERSON_FIELDS = {
    "given_name": _l("Given name"),
    "family_name": _l("Family name"),
    "organisation": _l("Organisation"),
    "position_en": _l("Position (English)"),
    "position_sq": _l("Position (Albanian)"),
    "email": _l("E-mail"),
    "phone": _l("Phone"),
    "languages": _l("Languages"),
    "sector": _l("Sector"),
    "kind": _l("Kind"),
    "level": _l("Level"),
    "county": _l("County"),
    "district": _l("District"),
    "number": _l("Number in the directory"),
}
"""The columns of a list of people that leaves the house, in their order."""
OFFICE_FIELDS = {
    "organisation": _l("Organisation"),
    "sector": _l("Sector"),
    "kind": _l("Kind"),
    "level": _l("Level"),
    "county": _l("County"),
    "district": _l("District"),
    "number": _l("Number in the directory"),
}
CONTACT = ("email", "phone")

SPEAKS = {"sq": _l("Albanian"), "en": _l("English"), "sq en": _l("Albanian and English")}
"""The languages a person can be written to in, as they are kept."""

UNREADABLE: dict[Any, Any] = {
    **OVERRUNS,
    Unreadable.EMPTY: _l("This file is empty."),
    Unreadable.TOO_LARGE: _l("This file is too large: 25 megabytes at most."),
    Unreadable.OLD_EXCEL: _l("This is an old Excel file (.xls). Open it in Excel and save it as .xlsx."),
    Unreadable.ENCRYPTED: _l(
        "This file is protected by a password. Save it without one, then choose it again."
    ),
    Unreadable.WORD: _l("This is a Word file. Choose an Excel file (.xlsx) or a CSV file."),
    Unreadable.OPEN_DOCUMENT: _l("This is an OpenDocument file. Save it as .xlsx, then choose it again."),
    Unreadable.PICTURE: _l("This is a picture. Choose an Excel file (.xlsx) or a CSV file."),
    Unreadable.PDF: _l("This is a PDF. Choose an Excel file (.xlsx) or a CSV file."),
    Unreadable.MACROS: _l("This file has macros in it. Save it as a workbook without macros (.xlsx)."),
    Unreadable.OTHER: _l("This is no table. Choose an Excel file (.xlsx) or a CSV file."),
    Unreadable.BOMB: _l("This file unpacks to far more than a table people typed. It was not opened."),
    Unreadable.DAMAGED: _l("This file is damaged. Open it in Excel, save it anew, then choose it again."),
    Unreadable.TOO_LONG: _l("This table is too long: 20,000 rows at most, and 1.5 million cells."),
    Unreadable.NO_TABLE: _l("There is no table in this file."),
}
"""Why an uploaded table cannot be read, said to people who bring a list or answers."""
