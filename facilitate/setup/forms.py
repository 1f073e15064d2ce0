"""What may be typed about a new event."""

from ..events.forms import EventForm
from ..events.models import EventKind
from ..forms import EnumField, WordsField
from ..i18n import _l


class NewEventForm(EventForm):
    """An event's facts and its kind, which decides what is copied in."""

    kind = EnumField(_l("What do you plan?"), of=EventKind)
    goal = WordsField(_l("Goal"), long=True, limit=500)
