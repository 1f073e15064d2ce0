"""What may be typed about an event's people."""

from typing import Any

from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput

from ..directory.forms import PlaceForm
from ..directory.queries import sectors
from ..forms import EnumField, Form, PickField, PickManyField
from ..i18n import _l, words
from ..i18n import label as name_of
from .models import Part, Participation, Standing, in_turn


class PartsField(SelectMultipleField):
    """What somebody does in the event, several at once; shown as checkboxes. Nothing ticked is a participant."""

    option_widget = CheckboxInput()

    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(
            label, coerce=Part, choices=lambda: [SelectChoice(part, name_of(part)) for part in Part],
            default=(Part.PARTICIPANT,), **options,
        )  # fmt: skip

    def populate_obj(self, obj: Any, name: str) -> None:
        setattr(obj, name, in_turn(self.data or ()))


class AddForm(Form):
    """People ticked in the directory."""

    people = PickManyField(
        _l("People"), validators=[InputRequired(_l("Tick at least one person."))], validate_choice=False
    )
    standing = EnumField(_l("Standing"), of=Standing, default=Standing.INVITED)
    parts = PartsField(_l("Roles"))


class StandingForm(Form):
    """A new standing for the people ticked."""

    people = PickManyField(_l("People"), validate_choice=False)
    standing = EnumField(_l("Standing"), of=Standing)


class ParticipationForm(PlaceForm):
    """One person at one event: how far, in what part, and where they are counted."""

    standing = EnumField(_l("Standing"), of=Standing)
    parts = PartsField(_l("Roles"))
    sector_id = PickField(_l("Counted in the sector"), required=True)


def participation_form(row: Participation, **options: Any) -> ParticipationForm:
    """The form with its lists filled."""
    form = ParticipationForm(obj=row, **options)
    form.offer_places()
    form.sector_id.offer(sectors(), lambda sector: words(sector.name))
    return form
