"""Somebody typed with an organisation: both are found in the directory by their words; a new organisation has a sector."""

import re
from typing import Any

import sqlalchemy as sa

from ..data.db import db
from ..directory.models import Level, OfficeKind, Organisation, Person, Sector
from ..directory.queries import all_sectors
from ..lib.text import plain_text
from ..web.forms import PickField, PlannerForm, TextField
from ..web.i18n import _, _l, pick_wording

KINDS = {
    "central_government": (OfficeKind.MINISTRY, Level.CENTRAL),
    "local_government": (OfficeKind.MUNICIPALITY, Level.MUNICIPALITY),
    "civil_society": (OfficeKind.NGO, Level.COUNTY),
    "international_ngo": (OfficeKind.INTERNATIONAL_NGO, Level.INTERNATIONAL),
    "intergovernmental": (OfficeKind.AGENCY, Level.INTERNATIONAL),
    "donor": (OfficeKind.DONOR, Level.INTERNATIONAL),
    "media": (OfficeKind.MEDIA, Level.CENTRAL),
    "business": (OfficeKind.COMPANY, Level.COUNTY),
    "academia": (OfficeKind.UNIVERSITY, Level.CENTRAL),
}
"""What a typed organisation most likely is, by its sector; the directory corrects it later."""


_BETWEEN = re.compile(r"[^\w]+")


def name_parts(text: str) -> list[str]:
    """The words of a name as they are compared: lower case, without accents, in one order."""
    return sorted(part for part in _BETWEEN.split(plain_text(text)) if part)


def is_same_full_name(one: str, other: str) -> bool:
    """Whether two names are written with the same words, accents and order aside."""
    return name_parts(one) == name_parts(other)


def organisation_called(name: str) -> int | None:
    """The organisation (id) written with the same words, accents and order aside."""
    wanted = name_parts(name)
    if not wanted:
        return None
    longest = max(wanted, key=len)
    near = sa.select(Organisation.id, Organisation.name).where(
        Organisation.plain.contains(longest, autoescape=True)
    )
    names = db.session.execute(near.order_by(Organisation.id))
    return next((key for key, there in names if name_parts(there) == wanted), None)


def organisation_as_typed(name: str, sector_id: int | None) -> Organisation:
    """The organisation of that name; a new one in that sector where the directory has none."""
    known = organisation_called(name)
    if known is not None:
        return db.session.get_one(Organisation, known)
    sector = db.session.get_one(Sector, sector_id)
    kind, level = KINDS.get(sector.key, (OfficeKind.OTHER, Level.COUNTY))
    office = Organisation(name=name, kind=kind, level=level, sector_id=sector.id)
    db.session.add(office)
    db.session.flush()
    return office


def person_called(name: str, email: str, organisation_id: int | None) -> Person | None:
    """Whom of the directory a walk-in is: by the e-mail address, else by the name in that organisation."""
    if email:
        mine = (
            sa.select(Person)
            .where(sa.func.lower(Person.email) == email.lower())
            .order_by(Person.id)
        )
        found = next(
            (one for one in db.session.scalars(mine) if is_same_full_name(one.name, name)), None
        )
        if found:
            return found
    if organisation_id is None:
        return None
    there = sa.select(Person).where(Person.organisation_id == organisation_id).order_by(Person.id)
    return next(
        (one for one in db.session.scalars(there) if is_same_full_name(one.name, name)), None
    )


def organisation_names() -> list[str]:
    """What the directory's organisations are called, for choosing while typing."""
    return sorted(db.session.scalars(sa.select(Organisation.name)), key=plain_text)


class TypedOfficeForm(PlannerForm):
    """Somebody and the organisation they come from, typed; of a new organisation its sector."""

    office = TextField(_l("Organisation"), required=True, is_name=True)
    sector_id = PickField(_l("Sector, if the organisation is new"))

    def offer_sectors(self) -> None:
        """Fill the list of sectors."""
        self.sector_id.offer(all_sectors(), lambda sector: pick_wording(sector.name))

    def validate(self, extra_validators: Any = None) -> bool:
        """A new organisation needs a sector: without it, its people would be counted nowhere."""
        right = bool(super().validate(extra_validators))
        if (
            self.office.data
            and not self.sector_id.data
            and organisation_called(self.office.data) is None
        ):
            sentence = _("This organisation is new here. Which sector is it?")
            self.sector_id.errors = [*self.sector_id.errors, sentence]
            return False
        return right
