"""The lists of people and organisations as they leave and come back: what their columns are called, hold, and are also called."""

from ..exchange.columns import ColumnKind, ExchangeColumn, ExchangeTable
from ..web.i18n import _l
from . import labels, models

__all__ = [
    "CONFIRMED",
    "CONTACT",
    "HOLDS",
    "NAME",
    "NAMED",
    "NAME_POSITION",
    "OFFICES",
    "OFFICE_POSITION",
    "PEOPLE",
    "POSITION",
    "POSITION_OFFICE",
    "READ",
    "labels",
]

NAME, POSITION = "name", "position"
"""What a column of a file may also be: a whole name, a position in the language of the file."""
OFFICE_POSITION, POSITION_OFFICE = "organisation_position", "position_organisation"
"""Both in one cell, in the one order or the other."""
NAME_POSITION = "name_position"
"""A whole name and, behind it, the position."""
HOLDS = {
    OFFICE_POSITION: ("organisation", POSITION),
    POSITION_OFFICE: (POSITION, "organisation"),
    NAME_POSITION: (NAME, POSITION),
}
NAMED = {NAME, NAME_POSITION, "given_name", "family_name"}
"""Columns that say who somebody is: a list with one of them is one of people."""
_OFFICE = (
    ExchangeColumn(
        name="organisation",
        label=_l("Organisation"),
        limit=200,
        width=38,
        also="organisation organization institution institucioni organizata office zyra enti agency employer punedhenesi ojf ngo company "
        "affiliation agjencia institucion subjekti drejtoria struktura perfaqeson represents representing"
        "|emertimi i institucionit|emertimi i subjektit|vendi i punes"
        "|emri i organizates|emri i institucionit|name of organisation"
        "|name of organization|name of institution",
    ),
)
_FACTS = (
    ExchangeColumn(
        name="sector",
        label=_l("Sector"),
        kind=ColumnKind.NAME,
        width=20,
        also="sector sektori sektor",
    ),
    ExchangeColumn(
        name="kind",
        label=_l("Kind"),
        kind=ColumnKind.CHOICE,
        of=models.OfficeKind,
        width=18,
        also="kind type lloji tipi|lloji i institucionit|organisation type|type of organisation|lloji i organizates",
    ),
    ExchangeColumn(
        name="level",
        label=_l("Level"),
        kind=ColumnKind.CHOICE,
        of=models.Level,
        also="level niveli",
    ),
    ExchangeColumn(
        name="county",
        label=_l("County"),
        kind=ColumnKind.NAME,
        also="county qarku qark region rajoni prefecture prefektura",
    ),
    ExchangeColumn(
        name="district",
        label=_l("District"),
        kind=ColumnKind.NAME,
        also="district rrethi rreth town city qyteti qytet bashkia municipality vendbanimi",
    ),
)
_NUMBER = ExchangeColumn(
    name="number",
    label=_l("Number in the directory"),
    kind=ColumnKind.NUMBER,
    width=11,
    changes=False,
)
_GIVEN_NAME = ExchangeColumn(
    name="given_name",
    label=_l("Given name"),
    limit=200,
    width=16,
    also="firstname forename emri emer emrat|given name|first name|given names",
)
_FAMILY_NAME = ExchangeColumn(
    name="family_name",
    label=_l("Family name"),
    limit=200,
    width=18,
    also="surname lastname mbiemri mbiemer|family name|last name|family names",
)
_POSITIONS = (
    ExchangeColumn(
        name="position_en",
        label=_l("Position (English)"),
        limit=200,
        width=26,
        also="|position in english|position en|pozicioni anglisht",
    ),
    ExchangeColumn(
        name="position_sq",
        label=_l("Position (Albanian)"),
        limit=200,
        width=26,
        also="|position in albanian|position sq|pozicioni sq|pozicioni shqip",
    ),
)
_REACHED = (
    ExchangeColumn(
        name="email",
        label=_l("E-mail"),
        limit=200,
        width=30,
        also="email mail emaili posta|e mail|email address|e mail address|adresa e emailit|posta elektronike"
        "|adresa elektronike|adresa email|adresa e mail|e maili|e mail adresa|e maili zyrtar|e mail zyrtar",
    ),
    ExchangeColumn(
        name="phone",
        label=_l("Phone"),
        limit=40,
        width=18,
        also="phone telephone tel mobile cel telefon telefoni celular celulari cell mob kontakti kontakt|nr tel|numri i telefonit|nr telefoni"
        "|phone number|mobile phone|nr i telefonit|nr cel|tel cel|mobile number|telefon celular|contact number|contact no|nr kontakti"
        "|numri i kontaktit|nr i celularit|phone no|tel no",
    ),
    ExchangeColumn(
        name="languages",
        label=_l("Languages"),
        limit=200,
        also="language languages gjuha gjuhet",
    ),
)
CONFIRMED = ExchangeColumn(
    name="confirmed_on",
    label=_l("Confirmed on"),
    kind=ColumnKind.DAY,
    width=13,
    changes=False,
)
"""When somebody last said that the entry is right: it leaves, and coming back it is passed over, for nobody else can say so."""
CONTACT = ("email", "phone")
"""Columns for who may see how people are reached."""
PEOPLE = ExchangeTable(
    "people", (_GIVEN_NAME, _FAMILY_NAME, *_OFFICE, *_POSITIONS, *_REACHED, *_FACTS, _NUMBER)
)
"""What a row says of the organisation counts where that is new."""
OFFICES = ExchangeTable("organisations", (*_OFFICE, *_FACTS, _NUMBER))
READ = PEOPLE.before(
    "given_name",
    ExchangeColumn(
        name=NAME,
        label=_l("Full name"),
        told_as=_l("Name"),
        limit=200,
        width=26,
        also="name participant participants pjesemarresi pjesemarresit pjesemarres person perfaqesuesi representative"
        "|full name|emri i perfaqesuesit|participant s name|participants name|emri mbiemri|emri dhe mbiemri|emer mbiemer|emer dhe mbiemer"
        "|emri i plote|name surname|name and surname"
        "|mbiemri emri|name of participant|emri i pjesemarresit|contact person|personi i kontaktit"
        "|last name first name|mbiemer emer",
    ),
).before(
    "position_en",
    ExchangeColumn(
        name=POSITION,
        label=_l("Position"),
        limit=200,
        also="position title function role pozicioni funksioni detyra posti pozita pozicion job titulli profesioni designation|job title"
        "|detyra funksionale",
    ),
    ExchangeColumn(
        name=OFFICE_POSITION,
        label=_l("Organisation, then position"),
        limit=400,
        also="|institucioni pozicioni|institution position",
    ),
    ExchangeColumn(
        name=POSITION_OFFICE,
        label=_l("Position, then organisation"),
        limit=400,
        also="|pozicioni institucioni|position institution",
    ),
    ExchangeColumn(
        name=NAME_POSITION,
        label=_l("Full name, then position"),
        limit=400,
        also="|emri mbiemri pozicioni|emer mbiemer pozicioni|name position",
    ),
)
"""What a column of a file with people may be."""
