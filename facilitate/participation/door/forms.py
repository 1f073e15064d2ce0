"""What may be typed at the door: somebody who walks in, the name of a door."""

from typing import Any

from wtforms import EmailField
from wtforms.validators import Optional, Regexp

from ...web.forms import EnumField, PlannerForm, TextField, clean_field, max_length
from ...web.i18n import _l
from ..models import ParticipantRole
from ..typed_people import TypedOfficeForm
from .actions import WalkIn


class DoorWalkInForm(TypedOfficeForm):
    """Somebody who came without being invited: name and organisation; of a new organisation its sector."""

    given_name = TextField(_l("Given name"), required=True, is_name=True, limit=80)
    family_name = TextField(_l("Family name"), required=True, is_name=True, limit=80)
    part = EnumField(_l("Role"), of=ParticipantRole, default=ParticipantRole.PARTICIPANT)
    email = EmailField(
        _l("E-mail, if there is time"),
        [
            Optional(),
            max_length(200),
            Regexp(
                r"^[^@\s]+@[^@\s]+\.[^@\s]+$",
                message=_l("Write an e-mail address like ana@office.example."),
            ),
        ],
        filters=[clean_field],
    )

    @property
    def walk(self) -> WalkIn:
        """What was typed, as a value."""
        return WalkIn(
            given=self.given_name.data,
            family=self.family_name.data,
            office=self.office.data,
            sector_id=self.sector_id.data,
            email=self.email.data or "",
            part=self.part.data,
        )


def door_walk_in_form(**options: Any) -> DoorWalkInForm:
    """The form with its sectors."""
    form = DoorWalkInForm(**options)
    form.offer_sectors()
    return form


class DoorLinkForm(PlannerForm):
    """A door by its name."""

    name = TextField(
        _l("Name of the door"),
        required=True,
        is_name=True,
        limit=40,
        description=_l("For example “Main entrance”. It is recorded with each check-in."),
    )
