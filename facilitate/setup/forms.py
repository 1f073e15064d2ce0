"""What may be typed about a new event."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from .. import clock
from ..events.forms import EventForm
from ..events.models import EventKind
from ..lib.text import Words
from ..web.forms import EnumField, WordsField
from ..web.i18n import _, _l, pick_wording
from .actions import NONE, USUAL


class NewEventForm(EventForm):
    """An event's facts and its kind, which decides what is copied in."""

    asks_past = False
    kind = EnumField(_l("What are you planning?"), of=EventKind)
    goal = WordsField(_l("Goal"), long=True, limit=500)
    past = BooleanField(_l("Yes, it is over: I am recording it afterwards"))
    template = SelectField(
        _l("Starting agenda"),
        default=USUAL,
        invalid_choice_message=_l("Please choose one from the list."),
    )

    def validate_last_day(self, field: Any) -> None:
        """As for every event; days that are over are asked about once."""
        super().validate_last_day(field)
        over = field.data and field.data < clock.today()
        if over and not self.past.data and not self.days_unknown.data:
            self.asks_past = True
            raise ValidationError(
                _(
                    "These days have passed. Change them, or tick that you are recording the event afterwards."
                )
            )

    def offer_templates(self, templates: Sequence[tuple[str, Words]]) -> None:
        """Offer the usual agenda, none, and these."""
        self.template.choices = [
            SelectChoice(USUAL, _("The usual one for what you plan")),
            *(SelectChoice(key, pick_wording(name)) for key, name in templates),
            SelectChoice(NONE, _("None: an empty agenda")),
        ]
