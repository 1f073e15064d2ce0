"""What may be typed at the door: somebody who walks in, the name of a door."""

from typing import Any

from wtforms import EmailField
from wtforms.validators import Optional, Regexp

from ...directory.queries import all_sectors
from ...web.forms import EnumField, PickField, PlannerForm, TextField, clean_field, max_length
from ...web.i18n import _, _l, pick_wording
from ..models import ParticipantRole
from .actions import WalkIn
from .queries import organisation_called


class DoorWalkInForm(PlannerForm):
    """Somebody who came without being invited: name and organisation; of a new organisation its sector."""

    given_name = TextField(_l("Given name"), required=True, is_name=True, limit=80)
    family_name = TextField(_l("Family name"), required=True, is_name=True, limit=80)
    office = TextField(_l("Organisation"), required=True, is_name=True)
    sector_id = PickField(
        _l("Sector"), description=_l("Only for an organisation that is new here.")
    )
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

    def validate(self, extra_validators: Any = None) -> bool:
        """A new organisation needs a sector: without it, its people would be counted nowhere."""
        right: bool = super().validate(extra_validators)
        if (
            self.office.data
            and not self.sector_id.data
            and organisation_called(self.office.data) is None
        ):
            sentence = _("This organisation is new here. Which sector is it?")
            self.sector_id.errors = [*self.sector_id.errors, sentence]
            return False
        return right

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
    form.sector_id.offer(all_sectors(), lambda sector: pick_wording(sector.name))
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
