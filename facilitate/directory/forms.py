"""What may be typed about organisations, people and sectors."""

from typing import Any

import sqlalchemy as sa
from wtforms import BooleanField, EmailField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, Regexp, ValidationError

from ..data.db import db
from ..exchange.form_fields import column_field
from ..web.forms import (
    DayField,
    EnumField,
    PickField,
    TextField,
    VersionedForm,
    WordsField,
    clean_field,
    max_length,
)
from ..web.i18n import _, _l, pick_wording
from .columns import PEOPLE
from .labels import SPEAKS
from .models import District, Level, OfficeKind, Organisation, Person, Sector
from .municipalities import names_inside
from .queries import all_counties, all_districts, all_organisations, all_sectors


class CountyDistrictForm(VersionedForm):
    """A row with a county and a district of it."""

    county_id = PickField(
        _l("County"), description=_l("Leave empty if the work has no single place.")
    )
    district_id = PickField(
        _l("District"), description=_l("A district alone is enough: it determines the county.")
    )
    county_of: dict[int, int]

    def offer_places(self) -> None:
        """Fill both lists."""
        places = all_districts()
        self.county_of = {district.id: district.county_id for district in places}
        self.county_id.offer(all_counties(), lambda county: county.name)
        self.district_id.offer(places, _district_named)

    def validate_district_id(self, field: Any) -> None:
        "A district alone is enough: it determines the county."
        county = self.county_of.get(field.data)
        if county and self.county_id.data not in (None, county):
            raise ValidationError(_("This district is not in the county chosen above."))
        self.county_id.data = county or self.county_id.data


def _district_named(district: District) -> str:
    told = f"{district.name} ({district.county.name})"
    return told if not (inside := names_inside(district)) else f"{told}: {', '.join(inside)}"


class OrganisationForm(CountyDistrictForm):
    """An organisation and where it works."""

    name = TextField(_l("Name"), required=True, is_name=True)
    kind = EnumField(_l("Kind"), of=OfficeKind)
    sector_id = PickField(_l("Sector"), required=True)
    level = EnumField(_l("Level"), of=Level)
    row_id: int | None = None

    def validate_name(self, field: Any) -> None:
        taken = sa.select(Organisation.id).where(
            Organisation.name == field.data, Organisation.id != (self.row_id or 0)
        )
        if db.session.scalar(taken) is not None:
            raise ValidationError(_("There is already an organisation with this name."))


def organisation_form(organisation: Organisation | None) -> OrganisationForm:
    """The form with its lists filled."""
    form = OrganisationForm(obj=organisation)
    form.row_id = organisation.id if organisation else None
    form.offer_places()
    form.sector_id.offer(all_sectors(), lambda sector: pick_wording(sector.name))
    return form


class PersonForm(VersionedForm):
    """A person, their office and how to reach them."""

    given_name = column_field(PEOPLE["given_name"], required=True, is_name=True)
    family_name = column_field(PEOPLE["family_name"], required=True, is_name=True)
    organisation_id = PickField(_l("Organisation"), required=True)
    position = WordsField(_l("Position"), is_name=True)
    email = EmailField(
        _l("E-mail"),
        [
            Optional(),
            max_length(PEOPLE["email"].limit),
            Regexp(
                r"^[^@\s]+@[^@\s]+\.[^@\s]+$",
                message=_l("Write an e-mail address like ana@office.example."),
            ),
        ],
        filters=[clean_field],
    )
    phone = column_field(PEOPLE["phone"])
    languages = SelectField(
        _l("Languages"),
        choices=lambda: [SelectChoice(key, str(name)) for key, name in SPEAKS.items()],
    )
    left_on = DayField(
        _l("Left on"),
        required=False,
        description=_l(
            "Since then nobody writes to them: no bulletin, no invitation, no question."
        ),
    )

    mended = BooleanField(
        _l("This only corrects a mistake: do not keep the earlier post"),
        description=_l(
            "Otherwise the post held until today is kept when the organisation or position changes."
        ),
    )

    not_kept: tuple[str, ...] = ("version", "mended")

    def populate_obj(self, obj: Any) -> None:
        """Everything that is kept of a person."""
        for name, field in self._fields.items():
            if name not in self.not_kept:
                field.populate_obj(obj, name)

    def validate_phone(self, field: Any) -> None:
        if field.data and not all(letter.isdigit() or letter in "+-/(). " for letter in field.data):
            raise ValidationError(_("A phone number has digits, spaces and + - / ( ) only."))


def person_form(person: Person | None, organisation_id: int | None = None) -> PersonForm:
    """The form with its list filled; a new person starts in that organisation."""
    form = PersonForm(obj=person) if person else PersonForm(organisation_id=organisation_id)
    form.organisation_id.offer(all_organisations(), lambda organisation: organisation.name)
    return form


class SectorForm(VersionedForm):
    """How a sector is called. Its key, colour and place in the order are fixed."""

    name = WordsField(_l("Name"), required=True, is_name=True, limit=60)
    short = WordsField(
        _l("Short name"),
        required=True,
        is_name=True,
        limit=14,
        description=_l("For columns and charts: at most 14 characters."),
    )
    letter = TextField(
        _l("Letter"),
        required=True,
        is_name=True,
        limit=1,
        description=_l("Tells sectors apart in black and white; each has its own."),
    )
    row_id: int = 0

    def validate_letter(self, field: Any) -> None:
        field.data = field.data.upper()
        if not field.data.isalpha():
            raise ValidationError(_("Enter one letter."))
        others = sa.select(Sector.id).where(Sector.letter == field.data, Sector.id != self.row_id)
        if db.session.scalar(others) is not None:
            raise ValidationError(_("Another sector has this letter."))
