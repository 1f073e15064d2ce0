"""What is typed of a rehearsal."""

from datetime import date
from typing import Any

from wtforms import BooleanField
from wtforms.validators import InputRequired, ValidationError

from ...agenda.editing.fields import MomentField
from ...agenda.programmes import programme_of
from ...events.models import Event
from ...web.forms import DayField, MinutesField, PickField, TextField, VersionedForm
from ...web.i18n import _, _l, pick_wording


class RehearsalForm(VersionedForm):
    """When, where, what of the event, and who comes."""

    day = DayField(_l("Day"))
    starts = MomentField(_l("Begins at"), [InputRequired(_l("When does it begin?"))])
    minutes = MinutesField(_l("How long"), description=_l("45, 1h30 or 3h"))
    place = TextField(_l("Place"), description=_l("The room itself, if you can have it before."))
    step_id = PickField(_l("Step"), description=_l("Without one, the whole event is rehearsed."))
    team = BooleanField(
        _l("The team"),
        description=_l("Of one step: the people who lead it, help or take notes."),
    )
    hosts = BooleanField(
        _l("Hosts of tables"), description=_l("Of all cafés and groups, or of those of the step.")
    )

    last_day = date.max
    """Of the event: nothing is rehearsed after it."""

    def validate_day(self, field: Any) -> None:
        if field.data and field.data > self.last_day:
            raise ValidationError(_("The event is over by then: choose an earlier day."))

    def validate_team(self, _field: Any) -> None:
        if not (self.team.data or self.hosts.data):
            raise ValidationError(_("Choose who comes: the team, the hosts of tables, or both."))


def rehearsal_form(event: Event, **options: Any) -> RehearsalForm:
    """The form with the steps of the event to choose from."""
    form = RehearsalForm(**options)
    form.last_day = event.last_day
    form.step_id.offer(
        [one.step for day in programme_of(event) for one in day.steps],
        lambda step: pick_wording(step.title),
    )
    return form
