"""What may be typed about a webhook."""

from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from wtforms import SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from ..data.db import end_transaction
from ..web.forms import PlannerForm, clean_field, max_length, must_be_filled
from ..web.i18n import _, _l, label_of
from .calling import InsideNetwork, machine_of
from .models import Happened


class WebhookForm(PlannerForm):
    """One more address that is told what happens."""

    address = StringField(
        _l("Address"),
        [must_be_filled(), max_length(500)],
        filters=[clean_field],
        description=_l("https://… as your program gives it."),
    )
    kinds = SelectMultipleField(
        _l("What is it told?"),
        choices=lambda: [SelectChoice(one.value, label_of(one)) for one in Happened],
    )

    def validate_address(self, field: Any) -> None:
        inside = current_app.extensions["settings"].webhooks_inside
        try:
            parts = urlsplit(field.data or "")
            port = parts.port or 443
        except ValueError:
            raise ValidationError(_("This is not a web address.")) from None
        if parts.scheme not in (("https", "http") if inside else ("https",)) or not parts.hostname:
            raise ValidationError(_("The address begins with https://."))
        if parts.username or parts.password:
            raise ValidationError(_("Remove the name or password from the address."))
        end_transaction()  # nobody waits for the names to be looked up
        try:
            machine_of(parts.hostname, port, inside)
        except InsideNetwork:
            raise ValidationError(
                _(
                    "This address is inside the office’s network. An administrator can allow such addresses."
                )
            ) from None
        except (OSError, UnicodeError):
            raise ValidationError(_("There is no computer with this name.")) from None

    def validate_kinds(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("Choose at least one thing to be notified about."))
