"""What may be typed about events."""

from typing import Any

from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from ..accounts.forms import email_field
from ..web.forms import (
    DayField,
    EnumField,
    NumberField,
    PickField,
    PlannerForm,
    TextField,
    VersionedForm,
    WordsField,
)
from ..web.i18n import LANGUAGES, _, _l, current_language, pick_wording
from .labels import COUNTRIES
from .models import Event, Role

ZONES = [
    "Europe/Tirane",
    "Europe/Belgrade",
    "Europe/Skopje",
    "Europe/Podgorica",
    "Europe/Rome",
    "Europe/Brussels",
]


class EventForm(VersionedForm):
    """An event's own facts."""

    title = WordsField(_l("Title"), required=True, is_name=True)
    description = WordsField(_l("Description"), long=True)
    language = SelectField(
        _l("Language of its documents"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()],
        default=current_language,
    )
    zone = SelectField(_l("Time zone"), choices=[SelectChoice(zone, zone) for zone in ZONES])
    country = SelectField(
        _l("Public holidays of"),
        choices=[SelectChoice(*one) for one in COUNTRIES.items()],
        default="AL",
    )
    first_day = DayField(_l("First day"))
    last_day = DayField(_l("Last day"))
    days_unknown = BooleanField(_l("Only the year is known; figures then do not mention its days"))
    venue = TextField(_l("Venue"))
    town = TextField(_l("Town"))
    county_id = PickField(_l("County"))
    expected = NumberField(_l("Expected participants"), most=5000, default=0)
    builds_on_id = PickField(_l("Builds on"))

    def validate_last_day(self, field: Any) -> None:
        first = self.first_day.data
        if field.data and first and field.data < first:
            raise ValidationError(_("The last day is before the first."))
        if field.data and first and (field.data - first).days > 13:
            raise ValidationError(_("An event can last two weeks at most."))


class TeamForm(PlannerForm):
    """One more person in the team."""

    user_id = PickField(_l("Person"), required=True)
    role = EnumField(_l("Role"), of=Role)


class ColleagueForm(PlannerForm):
    """Somebody who joins the team; an account is made for who has none."""

    name = TextField(_l("Name"), required=True, is_name=True)
    email = email_field(_l("E-mail"))
    role = EnumField(_l("Role"), of=Role, default=Role.FACILITATOR)


def event_form(event: Event | None, counties: Any, events: Any, **kwargs: Any) -> EventForm:
    """The form with its lists filled."""
    form = EventForm(obj=event, **kwargs)
    form.county_id.offer(counties, lambda county: county.name)
    others = [other for other in events if event is None or other.id != event.id]
    form.builds_on_id.offer(others, lambda other: pick_wording(other.title))
    return form
