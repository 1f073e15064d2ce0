"""How an indicator stands, as somebody writes it down."""

from ..web.forms import DayField, PlannerForm, TextField
from ..web.i18n import _l


class ReadingForm(PlannerForm):
    """What was counted, and on which day."""

    value = TextField(_l("How it is now"), required=True, limit=100)
    on = DayField(_l("On"))
