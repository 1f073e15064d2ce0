"""What may be typed about a token."""

from typing import Any

from wtforms import SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from ..accounts.forms import OwnerForm
from ..web.forms import PickField, TextField
from ..web.i18n import _, _l, lazy_ngettext
from .rights import SCOPES

DAYS = (30, 90, 365)


class TokenForm(OwnerForm):
    """A new token: what for, what it may do, where, how long."""

    name = TextField(
        _l("What is it for?"),
        required=True,
        is_name=True,
        description=_l("For example: Power BI, the office’s calendar."),
    )
    scopes = SelectMultipleField(
        _l("What may it do?"), choices=[SelectChoice(one, one) for one in SCOPES]
    )
    event_id = PickField(_l("For which event?"))
    days = SelectField(
        _l("How long does it work?"),
        coerce=int,
        default=90,
        choices=[
            SelectChoice(days, lazy_ngettext("%(num)d day", "%(num)d days", days)) for days in DAYS
        ],
    )

    def validate_scopes(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("Choose at least one thing it may do."))
