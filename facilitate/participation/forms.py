"""What may be typed about an event's people."""

from typing import Any

from wtforms.validators import InputRequired

from ..directory.forms import PlaceForm
from ..directory.queries import sectors
from ..forms import EnumField, Form, PickField, PickManyField
from ..i18n import _l, words
from .models import Part, Participation, Standing


class AddForm(Form):
    """People ticked in the directory."""

    people = PickManyField(
        _l("People"), validators=[InputRequired(_l("Tick at least one person."))], validate_choice=False
    )
    standing = EnumField(_l("Standing"), of=Standing, default=Standing.INVITED)
    part = EnumField(_l("Part"), of=Part, default=Part.PARTICIPANT)


class StandingForm(Form):
    """A new standing for the people ticked."""

    people = PickManyField(_l("People"), validate_choice=False)
    standing = EnumField(_l("Standing"), of=Standing)


class ParticipationForm(PlaceForm):
    """One person at one event: how far, in what part, and where they are counted."""

    standing = EnumField(_l("Standing"), of=Standing)
    part = EnumField(_l("Part"), of=Part)
    sector_id = PickField(_l("Counted in the sector"), required=True)


def participation_form(row: Participation, **options: Any) -> ParticipationForm:
    """The form with its lists filled."""
    form = ParticipationForm(obj=row, **options)
    form.offer_places()
    form.sector_id.offer(sectors(), lambda sector: words(sector.name))
    return form
