"""What may be typed about a new event."""

from collections.abc import Sequence

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from ..events.forms import EventForm
from ..events.models import EventKind
from ..forms import EnumField, WordsField
from ..i18n import _, _l, words
from ..lib.text import Words
from .starting import NONE, USUAL


class NewEventForm(EventForm):
    """An event's facts and its kind, which decides what is copied in."""

    kind = EnumField(_l("What do you plan?"), of=EventKind)
    goal = WordsField(_l("Goal"), long=True, limit=500)
    template = SelectField(
        _l("Agenda to begin with"),
        default=USUAL,
        invalid_choice_message=_l("Please choose one from the list."),
    )

    def offer_templates(self, templates: Sequence[tuple[str, Words]]) -> None:
        """Offer the usual agenda, none, and these."""
        self.template.choices = [
            SelectChoice(USUAL, _("The usual one for what you plan")),
            *(SelectChoice(key, words(name)) for key, name in templates),
            SelectChoice(NONE, _("None: an empty agenda")),
        ]
